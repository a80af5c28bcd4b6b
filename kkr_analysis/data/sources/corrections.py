"""
Declared corrections (rettelser) of the received figures: ``rettelser.toml`` in the election's folder.

The received file stays as it is. A correction names one row and what the source says there; it is applied on
reader, and refused when the source no longer says that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kkr_analysis.composition.election import Correction, CorrectionStatus
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.own_files import CORRECTIONS
from kkr_analysis.data.sources.rows import Row

_TEXTS = ("fil", "begrundelse", "status", "kilde")
_TABLES = ("raekke", "staar", "rettes_til")


def read_corrections(reader: FileReader, folder: str) -> tuple[Correction, ...]:
    """Read the corrections of an election; usually there are none."""
    file = f"{folder}/{CORRECTIONS}"
    if not reader.has(file):
        return ()
    entries = reader.toml(file)
    if entries is None:
        return ()
    corrections = []
    declared = entries.get("rettelse", [])
    if set(entries) - {"rettelse"} or not isinstance(declared, list):
        _report(reader, file, found=quoted(", ".join(entries)), expected="kun afsnit med [[rettelse]]")
        return ()
    for number, entry in enumerate(declared, start=1):
        fault = _fault(entry)
        if fault:
            _report(reader, file, found=fault[0], expected=fault[1], number=number)
        else:
            corrections.append(_correction(entry, folder))
    return tuple(corrections)


def corrected(
    reader: FileReader, corrections: Sequence[Correction], file: str, rows: Sequence[Row]
) -> tuple[Row, ...]:
    """Return the rows of a file with its corrections applied; every one that does not fit is a fault."""
    mended = list(rows)
    touched: set[tuple[int, str]] = set()
    for correction in corrections:
        if correction.file != file:
            continue
        places = [place for place, row in enumerate(rows) if _matches(row, correction.row)]
        if len(places) != 1:
            found = "ingen række" if not places else f"{len(places)} rækker"
            _refuse(reader, correction, found=f"{found} med {_listed(correction.row)}", expected="én række")
            continue
        [place] = places
        if _is_as_expected(reader, rows[place], correction, touched):
            mended[place] = replace(
                mended[place], cells={**mended[place].cells, **dict(correction.corrected)}
            )
    return tuple(mended)


def report_unread(reader: FileReader, corrections: Sequence[Correction], read: frozenset[str]) -> None:
    """Record every correction of a file that was not read: it would correct nothing."""
    for correction in corrections:
        if correction.file not in read:
            expected = "en fil med tal i valgets mappe, for eksempel stemmer.csv"
            _refuse(reader, correction, found=f"fil = {correction.file.split('/')[-1]!r}", expected=expected)


def _matches(row: Row, wanted: Sequence[tuple[str, str]]) -> bool:
    return all(row.cells.get(column) == value for column, value in wanted)


def _is_as_expected(
    reader: FileReader, row: Row, correction: Correction, touched: set[tuple[int, str]]
) -> bool:
    for column, said in correction.said:
        place = (row.number, column)
        actual = row.cells.get(column)
        if actual is None:
            _refuse(
                reader, correction, found=f"kolonnen {column!r}", expected=f"en af {', '.join(row.cells)}"
            )
            return False
        if place in touched:
            _refuse(
                reader, correction, found=f"to rettelser af {column!r} i række {row.number}", expected="én"
            )
            return False
        if actual != said:
            is_mended = actual == dict(correction.corrected)[column]
            _refuse(
                reader,
                correction,
                found=f"{quoted(actual)} i række {row.number}, kolonne '{column}'",
                expected=f"{said!r}, som rettelsen retter",
                next_step="Kilden er selv blevet rettet: fjern rettelsen" if is_mended else "Ret rettelsen",
            )
            return False
        touched.add(place)
    return True


def _refuse(
    reader: FileReader, correction: Correction, *, found: str, expected: str, next_step: str = "Ret rettelsen"
) -> None:
    folder, _, file = correction.file.rpartition("/")
    register = f"{folder}/{CORRECTIONS}"
    reader.report(
        register,
        found=f"om {file}: {found}",
        expected=expected,
        next_step=f"{next_step}, og {reader.confirm(register)}",
    )


def _report(reader: FileReader, file: str, *, found: str, expected: str, number: int | None = None) -> None:
    shown = found if number is None else f"{found} i rettelse nr. {number}"
    step = f"Ret filen, og {reader.confirm(file)}"
    reader.report(file, found=shown, expected=expected, next_step=step)


def _fault(entry: Any) -> tuple[str, str] | None:
    """Return what was found and what was expected where an entry is not a valid correction."""
    keys = (*_TEXTS, *_TABLES)
    if not isinstance(entry, Mapping):
        return quoted(str(entry)), "et afsnit [[rettelse]]"
    for key in keys:
        if key not in entry:
            return f"ingen {key}", f"{', '.join(keys)}"
    for key, value in entry.items():
        if key not in keys:
            return quoted(key), f"en af {', '.join(keys)}"
        if key in _TEXTS and (not isinstance(value, str) or not value.strip()):
            return f"{key} = {quoted(str(value))}", "en tekst"
        if key in _TABLES and not _is_filled_table(value):
            return f"{key} = {quoted(str(value))}", 'kolonner med tekst, som { kommunekode = "741" }'
    if entry["status"] not in [status.value for status in CorrectionStatus]:
        words = " eller ".join(repr(status.value) for status in CorrectionStatus)
        return f"status = {quoted(entry['status'])}", words
    if entry["staar"].keys() != entry["rettes_til"].keys():
        return "forskellige kolonner i staar og rettes_til", "de samme kolonner i begge"
    if entry["staar"] == entry["rettes_til"]:
        return "det samme i staar og rettes_til", "en rettelse, der ændrer noget"
    return None


def _is_filled_table(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(one, str) for one in value.values())


def _correction(entry: Mapping[str, Any], folder: str) -> Correction:
    return Correction(
        file=f"{folder}/{entry['fil']}",
        row=tuple(entry["raekke"].items()),
        said=tuple(entry["staar"].items()),
        corrected=tuple(entry["rettes_til"].items()),
        reason=entry["begrundelse"].strip(),
        status=CorrectionStatus(entry["status"]),
        source=entry["kilde"].strip(),
    )


def _listed(wanted: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{column} {value!r}" for column, value in wanted)
