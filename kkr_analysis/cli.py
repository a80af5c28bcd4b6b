"""The command line: English verbs, Danish words. It parses, calls the package and prints one message."""

from __future__ import annotations

import difflib
import signal
import sys
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import click

from kkr_analysis.danish_click import DanishCommand, DanishGroup, explained
from kkr_analysis.errors import KkrError, UnknownChoiceError

EVERY_REGION = "alle"
BAD_INPUT = 2
INTERRUPTED = 130


@click.group(cls=DanishGroup)
def cli() -> None:
    """Regn KKR's sammensætning ud, og lav bilaget til dagsordenen."""


@cli.command(cls=DanishCommand)
@click.argument("regions", metavar="REGION…", nargs=-1, required=True)
@click.option("--term", metavar="PERIODE", default="2022-2026", show_default=True, help="Valgperiode.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    default=Path("reports"),
    show_default=True,
    help="Mappe, som bilagene skrives i.",
)
@click.option(
    "--format",
    "formats",
    metavar="FORMATER",
    default="html,pdf,json,ipynb",
    show_default=True,
    help="Formater, adskilt af komma.",
)
@click.option(
    "--alliance",
    "alliances",
    multiple=True,
    metavar="C+V",
    help="Et anmeldt valgforbund; kan gentages.",
)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAVN=VÆRDI",
    help="En parameter til notebooken; kan gentages.",
)
def build(
    regions: tuple[str, ...],
    term: str,
    output: Path,
    formats: str,
    alliances: tuple[str, ...],
    parameters: tuple[str, ...],
) -> None:
    """
    Byg bilaget for en eller flere regioner, eller for alle.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland eller alle.
    """
    from kkr_analysis.build.order import FORMATS, Order, compute
    from kkr_analysis.progress import progress
    from kkr_analysis.project import find_project
    from kkr_analysis.result import chair_lot_needed
    from kkr_analysis.sources import load_regions

    project = find_project()
    known = {region.slug: region.name for region in load_regions(project.data)}
    order = Order(
        regions=chosen_regions(regions, known),
        term=term,
        formats=chosen(formats.split(","), FORMATS, what="format"),
        alliances=alliances,
        parameters=dict(parameter(text) for text in parameters),
    )
    results = compute(order, project)

    # What is wrong with the choice or the figures has been said by now; papermill takes a second to import.
    from kkr_analysis.build.enclosure import build_enclosures

    with progress("Bygger bilag", total=len(order.regions)) as report:
        files = build_enclosures(order, results, project=project, output=output, report=report)
    for file in files:
        click.echo(f"Skrev {file}")
    for result in results:
        if notice := chair_lot_needed(result):
            click.echo(f"Bemærk: {notice}", err=True)


@cli.command(cls=DanishCommand)
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
@click.option(
    "--note", metavar="TEKST", required=True, help="Hvad der er ændret, og hvorfor. Skrives på kildekortet."
)
def seal(path: Path, note: str) -> None:
    """Bekræft en ændret fil i data/raw: kildekortet får filens nye sha256 og din note."""
    from kkr_analysis.sources import reseal

    reseal(path, note, date.today())
    click.echo(f"Kildekortet til {path} er opdateret.")


def chosen_regions(words: tuple[str, ...], known: dict[str, str]) -> list[str]:
    """Return region slugs in the order asked for; a region's name is as good as its slug, "alle" is all."""
    slugs = {name.casefold(): slug for slug, name in known.items()}
    picked = chosen(
        [slugs.get(word.casefold(), word.casefold()) for word in words], (*known, EVERY_REGION), what="region"
    )
    return list(known) if EVERY_REGION in picked else picked


def chosen(words: list[str], known: tuple[str, ...], *, what: str) -> list[str]:
    """
    Return the words without repetitions when all of them are known.

    Raises UnknownChoiceError with the nearest known word.
    """
    picked = list(dict.fromkeys(word.strip() for word in words))
    for word in picked:
        if word not in known:
            near = difflib.get_close_matches(word, known, n=1)
            hint = f"Mente du {near[0]}? " if near else ""
            raise UnknownChoiceError(f"Ukendt {what}: {word!r}. {hint}Vælg mellem {', '.join(known)}.")
    return picked


def parameter(text: str) -> tuple[str, str]:
    """Split NAVN=VÆRDI; region, term and alliances are chosen elsewhere on the line."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UnknownChoiceError(f"--parameter {text!r}: ventede NAVN=VÆRDI.")
    if name in {"region", "term", "alliances"}:
        raise UnknownChoiceError(
            f"--parameter {name}: skriv regionen efter build, valgperioden efter --term og valgforbund efter "
            "--alliance."
        )
    return name, value


def interrupt(_signum: int, _frame: FrameType | None) -> Any:
    """Let a terminated build clean up like an interrupted one, undisturbed by a second signal."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line: exit status 0, 2 for bad input, 130 when interrupted; a traceback is a bug."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, interrupt)
    try:
        cli.main(prog_name="kkr", standalone_mode=False)
    except KkrError as error:
        click.echo(f"Fejl: {error}", err=True)
        sys.exit(BAD_INPUT)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        sys.exit(BAD_INPUT)
    except click.ClickException as error:
        click.echo(f"Fejl: {explained(error)}", err=True)
        sys.exit(BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Afbrudt. Intet er skrevet.", err=True)
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
