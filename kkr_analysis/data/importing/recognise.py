"""Which format a delivery of files has: told from what is in them, never from their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing import result_server, tidy, valg_dk
from kkr_analysis.data.importing.delivery import Delivery, LeftOut
from kkr_analysis.data.importing.published import is_published
from kkr_analysis.data.importing.received import FETCH_AGAIN, ReceivedFile, received_files
from kkr_analysis.errors import Fault, FaultyFilesError

FORMATS: Mapping[str, Callable[[bytes], bool]] = {
    valg_dk.FORMAT: valg_dk.is_export,
    result_server.FORMAT: is_published,
    tidy.FORMAT: tidy.is_tidy,
}
"""In this order; the first that fits a file's beginning is its format."""
SUFFIXES = (".csv", ".json", ".xlsx", ".txt", ".tsv")
"""What a file with figures is called. Another file in the folder is passed over, and named."""

Report = Callable[[str], None]


def read_delivery(
    path: Path,
    municipalities: Mapping[str, Municipality],
    day: date,
    report: Callable[[int], Report] = lambda _: lambda _: None,
) -> Delivery:
    """
    Read everything below a path; ``report`` is told how many files there are, and then each that is read.

    Raises FaultyFilesError with all faults, also where there are files of two formats.
    """
    files = received_files(path)
    by_format: dict[str, list[ReceivedFile]] = {}
    left_out, faults = [], []
    for file in files:
        name = format_of(file)
        if name is not None:
            by_format.setdefault(name, []).append(file)
        elif file.name.lower().endswith(SUFFIXES):
            expected = "en fil fra valg.dk eller en tabel med " + ", ".join(tidy.COLUMNS)
            faults.append(
                Fault(file.shown, found="en ukendt slags fil", expected=expected, next_step=FETCH_AGAIN)
            )
        else:
            left_out.append(LeftOut(file=file.shown, why="ikke en fil med tal"))
    if len(by_format) > 1:
        examples = " og ".join(f"{name} ({own[0].shown})" for name, own in by_format.items())
        step = "Læg hver slags filer i en mappe for sig."
        faults.append(Fault(str(path), found=examples, expected="én slags filer", next_step=step))
    if not by_format and not faults:
        step = "Angiv mappen med filerne fra valg.dk."
        faults.append(Fault(str(path), found="ingen filer med tal", expected="mindst én", next_step=step))
    if faults:
        raise FaultyFilesError(faults)
    [(name, own)] = by_format.items()
    delivery = read(name, own, municipalities, day, report(len(own)))
    return replace(delivery, left_out=(*delivery.left_out, *left_out))


def format_of(file: ReceivedFile) -> str | None:
    """Return the name of a file's format; None where it is none of those known."""
    return next((name for name, fits in FORMATS.items() if fits(file.start)), None)


def read(
    name: str,
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    day: date,
    report: Report,
) -> Delivery:
    """Read files of one format."""
    if name == valg_dk.FORMAT:
        return valg_dk.read_exports(files, municipalities, day.year, report)
    if name == result_server.FORMAT:
        return result_server.read_results(files, municipalities, day, report)
    return tidy.read_tidy(files, municipalities, report)
