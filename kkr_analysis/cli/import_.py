"""``kkr import``: turn the authorities' files into the figures of an election."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkr_analysis.cli.choosing import data_option, own_project, project_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkr_analysis.data.importing import Imported


@click.command("import")
@click.argument("path", metavar="STI", type=click.Path(path_type=Path))
@click.option("--election", metavar="VALG", required=True, help="Valgets mappe, for eksempel kv2029.")
@project_option
@data_option
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="NAVN",
    help="Bekræft et tal, der spørges om, for eksempel stemmetal-101. Kan skrives flere gange.",
)
@click.option(
    "--faults",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FIL",
    help="Skriv alle fejl i tallene i en fil, én på hver linje.",
)
def import_(
    path: Path,
    election: str,
    folder: Path | None,
    data: Path | None,
    accepted: tuple[str, ...],
    faults: Path | None,
) -> None:
    """
    Læs valgets resultater ind fra filerne i STI.

    STI er en mappe eller en fil: CSV-filerne fra valg.dk, JSON-filerne fra resultatserveren, eller en tabel
    som CSV eller regneark. Formatet genkendes. Er noget i tvivl, bliver det afvist, eller du bliver spurgt.
    """
    from kkr_analysis.cli.progress import progress
    from kkr_analysis.data.importing import import_figures
    from kkr_analysis.data.publishing import write_whole
    from kkr_analysis.errors import DataError, FaultyFilesError, UnplacedListsError

    figures = data or own_project(folder).data
    with ExitStack() as open_bar:

        def start(files: int) -> Callable[[str], None]:
            return open_bar.enter_context(progress("Læser filer", total=files))

        try:
            imported = import_figures(path, election, figures, start, accepted)
        except FaultyFilesError as error:
            if faults is not None:
                write_whole(faults, "".join(f"{fault}\n" for fault in error.faults))
                raise DataError(f"{error}\nAlle fejl står i {faults}.") from None
            if error.is_shortened:
                raise DataError(f"{error}\nAlle fejl kan skrives i en fil med --faults FIL.") from None
            raise
        except UnplacedListsError as error:
            if faults is None:
                raise
            write_whole(faults, "".join(f"{sentence}\n" for sentence in error.lists))
            raise DataError(f"{error}\nListerne står alle i {faults}.") from None
        except DataError as error:
            if faults is None:
                raise
            raise DataError(f"{error}\n{faults} er ikke skrevet: alt står ovenfor.") from None
    for line in summary(imported, election):
        click.echo(line)


def summary(imported: Imported, election: str) -> list[str]:
    """Return the lines, in Danish, about what was found, what is missing and what was left out."""
    from kkr_analysis.composition.election import FigureStatus
    from kkr_analysis.danish import counted, listed, whole
    from kkr_analysis.data.command import as_typed
    from kkr_analysis.data.importing.delivery import reasons
    from kkr_analysis.data.importing.restating import counted_as

    delivery = imported.delivery
    total = len(delivery.municipalities) + len(imported.missing)
    lines = [
        f"{delivery.format}: {counted(delivery.files, 'fil', 'filer')} brugt",
        f"  Kommuner: {len(delivery.municipalities)} af {total}",
    ]
    if delivery.areas is not None:
        lines.append(f"  Afstemningsområder: {whole(len(delivery.areas))}")
    lines += [
        f"  Lister: {whole(len(delivery.lists))} ({whole(imported.parties)} fra partier, "
        f"{whole(len(delivery.lists) - imported.parties)} lokale)",
        f"  Gyldige stemmer: {whole(sum(one.votes for one in delivery.lists))}",
    ]
    preliminary = sum(totals.status is FigureStatus.PRELIMINARY for totals in delivery.totals)
    status = counted_as(delivery)
    if status is None:
        lines.append("  Optælling: fremgår ikke af filerne. Skriv endelig eller foreløbig i valg.toml.")
    elif status is FigureStatus.PRELIMINARY:
        lines.append(f"  Optælling: foreløbig i {counted(preliminary, 'kommune', 'kommuner')}")
    else:
        lines.append("  Optælling: endelig")
    with_seats = {one.municipality for one in delivery.lists if one.seats is not None}
    lines.append(f"  Mandater: fra {len(with_seats)} af {total} kommuner")
    if imported.missing:
        lines.append(f"  Mangler: {listed(municipality.name for municipality in imported.missing)}")
    lines += [f"  Ikke brugt: {reason}" for reason in reasons(delivery.left_out)]
    lines += [f"  {notice}" for notice in delivery.notices]
    lines += [f"  Bekræftet med --accept {asked.name}: {asked.text}" for asked in delivery.questions]
    lines += [f"Skrev {as_typed(file)}" for file in imported.files]
    lines += [
        f"Fjernede {as_typed(file)}: den er fra en tidligere import, og filerne har ingen tal til den"
        for file in imported.removed
    ]
    if status and imported.is_restated:
        lines.append(f'Satte optaelling til "{status.value}" i valg.toml; kildekortet siger hvorfor.')
    elif status and imported.stated not in (None, status):
        lines.append(
            f"valg.toml siger, at optællingen er {imported.stated.value}. Ret optaelling til "
            f'"{status.value}" i den, og bekræft den med kkr seal.'
        )
    if imported.stated is None:
        lines.append(f"Der er ingen valg.toml i mappen endnu. Lav den med: kkr new-election {election}")
    return lines
