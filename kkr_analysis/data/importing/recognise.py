"""Recognise the format of a delivery from the content of its files, never from their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kkr_analysis import danish
from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing import result_server, tidy, valg_dk
from kkr_analysis.data.importing.delivery import Delivery, LeftOut
from kkr_analysis.data.importing.doubts import doubt
from kkr_analysis.data.importing.places import plain
from kkr_analysis.data.importing.published import is_published
from kkr_analysis.data.importing.received import ReceivedFile, received_files
from kkr_analysis.data.importing.text_table import decoded, heading
from kkr_analysis.errors import Fault, FaultyFilesError

_FORMATS: Mapping[str, Callable[[bytes], bool]] = {
    valg_dk.FORMAT: valg_dk.is_export,
    result_server.FORMAT: is_published,
    tidy.FORMAT: tidy.is_tidy,
}
"""The format of a file is the first that fits its beginning."""
_SUFFIXES = (".csv", ".json", ".xlsx", ".txt", ".tsv")
"""Suffixes of files with figures; any other unrecognised file is left out by name."""

_EXPECTED = "en fil fra valg.dk eller en tabel med " + ", ".join(tidy.COLUMNS)

Report = Callable[[str], None]


def read_delivery(
    path: Path,
    municipalities: Mapping[str, Municipality],
    day: date,
    report: Callable[[int], Report] = lambda _: lambda _: None,
) -> Delivery:
    """
    Read all files at a path and doubt them, whatever their format; questions are left unanswered.

    ``report`` gets the number of files and returns what is called with each file read.

    Raises FaultyFilesError with all faults, also if the files have more than one format.
    """
    files = received_files(path)
    by_format: dict[str, list[ReceivedFile]] = {}
    left_out: list[LeftOut] = []
    faults: list[Fault] = []
    for file in files:
        name = _format_of(file)
        if name is not None:
            by_format.setdefault(name, []).append(file)
        elif file.name.lower().endswith(_SUFFIXES):
            faults.append(_unknown(file))
        else:
            left_out.append(LeftOut(file=file.shown, why="ikke en fil med tal"))
    if len(by_format) > 1:
        examples = " og ".join(f"{name} ({files[0].shown})" for name, files in by_format.items())
        step = "Læg hver slags filer i en mappe for sig."
        faults.append(Fault(str(path), found=examples, expected="én slags filer", next_step=step))
    if not by_format and not faults:
        step = "Angiv mappen med filerne fra valg.dk."
        faults.append(Fault(str(path), found="ingen filer med tal", expected="mindst én", next_step=step))
    if faults:
        raise FaultyFilesError(faults)
    [(name, files_of_format)] = by_format.items()
    delivery = _read(name, files_of_format, municipalities, day, faults, report(len(files_of_format)))
    questions = doubt(delivery, municipalities, faults)
    if faults:
        raise FaultyFilesError(faults)
    return replace(delivery, left_out=(*delivery.left_out, *left_out), questions=tuple(questions))


def _unknown(file: ReceivedFile) -> Fault:
    text = decoded(file.start)
    for columns in (tidy.COLUMNS, valg_dk.HEADER_NAMES):
        placed = heading(text, columns)
        if placed:
            step = "Slet linjerne over dem, og kør igen."
            return file.fault("overskrifterne", "dem i den første linje", row=placed[0], next_step=step)
    if b"\0" in file.start:
        step = "Gem den som CSV UTF-8, eller hent den igen."
        return file.fault("en ukendt slags fil, der ikke er tekst", _EXPECTED, next_step=step)
    missing = [column for column in tidy.COLUMNS if column not in plain(text.split("\n", 1)[0])]
    found = "en ukendt slags fil"
    if len(missing) < len(tidy.COLUMNS):
        found += f" uden {danish.listed(missing)} i første linje"
    return file.fault(found, _EXPECTED)


def _format_of(file: ReceivedFile) -> str | None:
    return next((name for name, fits in _FORMATS.items() if fits(file.start)), None)


def _read(
    name: str,
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    day: date,
    faults: list[Fault],
    report: Report,
) -> Delivery:
    if name == valg_dk.FORMAT:
        return valg_dk.read_exports(files, municipalities, day.year, faults, report)
    if name == result_server.FORMAT:
        return result_server.read_results(files, municipalities, day, faults, report)
    return tidy.read_tidy(files, municipalities, faults, report)
