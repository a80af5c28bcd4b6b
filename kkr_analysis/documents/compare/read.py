"""
Reading a result file back: checked against the contract, with all faults reported at once.

The contract is the model (``contract.Enclosure``). Before it applies, every value is checked as a stranger's
data: numbers too large, control characters in text, lists without end.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kkr_analysis import danish
from kkr_analysis.documents.compare.result_file import REPRESENTED, ResultFile, drawn_lot
from kkr_analysis.documents.contract import Enclosure
from kkr_analysis.errors import ResultFileError, reason
from kkr_analysis.files import read_bounded
from kkr_analysis.rules import MayorReading

LARGEST_FILE = 10_000_000
"""Bytes; a result is about 30,000."""
LARGEST_NUMBER = 999_999_999
"""More votes than there can be."""
LONGEST_TEXT = 4_000
"""Characters; a correction has some hundreds."""
MOST = {"contenders": 60, "mayors_list": 200, "mayors_outside": 200, "readings": 50, "lots": 20}
"""Entries of the longest lists; any other may have 1,000."""
LATER_KEYS: Mapping[str, object] = {
    "body": "",
    "votes_cast": None,
    "readings": {},
    "mayors_list": [],
    "lots": [],
    "as_of": "",
    "corrections": [],
    "alliances": [],
    "chair": None,
    "vice_chair": None,
}
"""Keys that are compared but missing from the first results, and the value that replaces each."""
UNREAD_KEYS: Mapping[str, object] = {
    "schema": 0,
    "mayors": 0,
    "supplementary": 0,
    "margins": [],
    "disproportionality": {"gallagher": "", "loosemore_hanby": ""},
    "deciding_mayors": [],
    "assumptions": [],
    "fingerprint": "",
}
"""Keys that no comparison reads, and that a file from before the schema may lack."""
SCHEMA_2: Mapping[str, object] = {
    "example": False,
    "example_note": None,
    "conflicts": [],
    "declarations": [],
}
"""Keys that came with the second schema."""
UNREAD_INSIDE: Mapping[str, Mapping[str, object]] = {
    "contenders": {"name": "", "mayors": 0, "quotient": None, "why_not": None, "represented": False},
    "mayors_list": {"party": None},
    "mayors_outside": {"municipality": "", "letter": ""},
    "lots": {"drawn_on": None},
}
"""The same inside the entries of lists."""
UNREAD_OF_POST: Mapping[str, object] = {
    "quotient": None,
    "margin_votes": None,
    "nearest": None,
    "by_lot": False,
}
SHOWN_FAULTS = 10
AGAIN = "Angiv en fil kkr-<region>.json, som kkr build har skrevet, eller byg den igen."


def read_result(path: Path) -> ResultFile:
    """Read one result file. Raises ResultFileError with every fault."""
    shown = printable(path)
    return result_of(_entries_of(path, shown), shown)


def _faulty(shown: str, faults: Sequence[str]) -> ResultFileError:
    more = [f"  - og {len(faults) - SHOWN_FAULTS} til"] if len(faults) > SHOWN_FAULTS else []
    lines = [f"  - {fault}." for fault in faults[:SHOWN_FAULTS]]
    return ResultFileError("\n".join([f"{shown} har {len(faults)} fejl:", *lines, *more, AGAIN]))


def _refused(shown: str, why: str) -> ResultFileError:
    return ResultFileError(f"{shown} {why}. {AGAIN}")


def printable(path: Path) -> str:
    """Write a path so that any terminal can print it."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _entries_of(path: Path, shown: str) -> dict[str, object]:
    try:
        content = read_bounded(path, LARGEST_FILE)
    except OSError as fault:
        raise _refused(shown, f"kan ikke læses: {reason(fault)}") from None
    if not content.strip():
        raise _refused(shown, "er tom")
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _refused(shown, "er ikke tekst i UTF-8") from None
    except json.JSONDecodeError as fault:
        is_cut = fault.pos >= len(fault.doc.rstrip()) or fault.msg.startswith("Unterminated")
        seems = ". Den ser ud til at være skåret over" if is_cut else ""
        raise _refused(shown, f"er ikke JSON (linje {fault.lineno}, tegn {fault.colno}){seems}") from None
    except (ValueError, RecursionError):
        raise _refused(shown, "er ikke JSON, som kan læses") from None
    if not isinstance(entries, dict) or "contenders" not in entries or "region" not in entries:
        raise _refused(shown, "er JSON, men ikke resultatet for et KKR")
    return entries


def result_of(entries: Mapping[str, Any], shown: str) -> ResultFile:
    """Return the values of a result. Raises ResultFileError with every fault."""
    faults: dict[str, str] = {}
    sound = _sound(_with_later_keys(entries), (), faults)
    try:
        kkr = TypeAdapter(Enclosure).validate_json(json.dumps(sound), strict=True)
    except ValidationError as found:
        for fault in found.errors(include_url=False):
            place = _place(fault["loc"])
            faults.setdefault(place, _fault(place, fault["type"], _value_at(entries, fault["loc"])))
        raise _faulty(shown, list(faults.values())) from None
    faults |= _repeated("contenders[].letter", [contender.letter for contender in kkr.contenders])
    faults |= _repeated(
        "mayors_list[].municipality_code", [mayor.municipality_code for mayor in kkr.mayors_list]
    )
    faults |= _repeated("sources[].file", [source.file for source in kkr.sources])
    faults |= _idle_lots(kkr)
    if faults:
        raise _faulty(shown, list(faults.values()))
    missing = {key for key in LATER_KEYS if key not in entries}
    if any("represented" not in contender for contender in entries["contenders"]):
        missing.add(REPRESENTED)
    return ResultFile(shown=shown, missing=frozenset(missing), kkr=kkr)


def _with_later_keys(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Add the keys that a file of an earlier schema, or from before there was one, could not have."""
    if entries.get("schema") == 1:
        return _of_schema_2(dict(entries))
    if "schema" in entries:
        return dict(entries)
    whole = {**LATER_KEYS, "body": f"KKR {entries['region']}", **UNREAD_KEYS, **entries}
    for key, unread in UNREAD_INSIDE.items():
        if isinstance(whole.get(key), list):
            whole[key] = [{**unread, **entry} if isinstance(entry, dict) else entry for entry in whole[key]]
    for key in ("chair", "vice_chair"):
        if isinstance(whole[key], dict):
            whole[key] = {**UNREAD_OF_POST, **whole[key]}
    return _of_schema_2(whole)


def _of_schema_2(entries: dict[str, Any]) -> dict[str, Any]:
    """Give a file of schema 1 what came with the next: no example, no change of party, and K10 as it was."""
    whole = {**SCHEMA_2, **entries}
    if isinstance(whole.get("readings"), dict) and whole["readings"]:
        whole["readings"] = {**whole["readings"], "K10": MayorReading.ELECTED_ON.value}
    if isinstance(whole.get("mayors_list"), list):
        whole["mayors_list"] = [
            {"party_now": None, **mayor} if isinstance(mayor, dict) else mayor
            for mayor in whole["mayors_list"]
        ]
    return whole


def _sound(value: Any, loc: tuple[str | int, ...], faults: dict[str, str]) -> Any:
    """Return JSON data with a harmless value in place of every implausible one, and note each."""
    place = _place(loc)
    if isinstance(value, str) and loc[0] == "corrections":
        value = " ".join(value.split())
    match value:
        case bool() | None:
            return value
        case int() if not 0 <= value <= LARGEST_NUMBER:
            faults[place] = _fault(place, "int_type", value)
            return 0
        case float():
            return value if math.isfinite(value) else 0.5
        case str() if not _is_plain_text(value):
            faults[place] = f"nøglen '{place}': fandt {_found(value)}, ventede en tekst uden styretegn"
            return ""
        case list() | dict() if len(value) > (most := MOST.get(place, 1_000)):
            number = danish.whole(len(value))
            faults[place] = f"nøglen '{place}' har {number}, ventede højst {danish.whole(most)}"
            return type(value)()
        case list():
            return [_sound(entry, (*loc, index), faults) for index, entry in enumerate(value)]
        case dict() if not all(map(_is_plain_text, value)):
            faults[place] = f"nøglen '{place}': ventede navne uden styretegn"
            return {}
        case dict():
            return {key: _sound(entry, (*loc, key), faults) for key, entry in value.items()}
    return value


def _repeated(key: str, names: Sequence[str]) -> dict[str, str]:
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    return {f"{key} {name}": f"nøglen '{key}': »{name}« står to gange" for name in twice}


def _idle_lots(kkr: Enclosure) -> dict[str, str]:
    """Return the faults of lots that settle nothing."""
    faults = {}
    for index, lot in enumerate(kkr.lots):
        try:
            drawn_lot(lot)
        except ValueError:
            key = f"lots[{index}].winners"
            faults[key] = (
                f"nøglen '{key}': fandt {len(lot.winners)} udtrukne af {len(lot.tied)}, "
                "ventede nogle, men ikke alle, af dem, der stod lige"
            )
    return faults


EXPECTED = {
    "bool_type": "true eller false",
    "dataclass_type": "et objekt",
    "dict_type": "et objekt",
    "mapping_type": "et objekt",
    "string_type": "en tekst",
    "tuple_type": "en liste",
}


def _fault(place: str, kind: str, value: object) -> str:
    if kind == "missing":
        return f"nøglen '{place}' mangler"
    expected = EXPECTED.get(kind, f"et helt tal fra 0 til {danish.whole(LARGEST_NUMBER)}")
    return f"nøglen '{place}': fandt {_found(value)}, ventede {expected}"


def _place(loc: Iterable[str | int]) -> str:
    """Write a place in the file: ``contenders[3].votes``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in loc).removeprefix(".")


def _value_at(value: Any, loc: Iterable[str | int]) -> object:
    for key in loc:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _is_plain_text(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value)
    )


def _found(value: object) -> str:
    """Describe a JSON value in a few words that any terminal can print."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**20 else "et tal med over 20 cifre"
        case float():
            return str(value)
        case list():
            return "en liste"
        case dict():
            return "et objekt"
    text = str(value)
    if len(text) > 40:
        return f"en tekst på {danish.whole(len(text))} tegn"
    return ascii(text) if not _is_plain_text(text) else f"»{text}«"
