"""A result file read back: what people send is checked field by field, and every fault told at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.documents.compare.fields import Fields, is_plain_text
from kkr_analysis.documents.compare.result_file import ContenderLine, MayorLine, PostHolder, ResultFile
from kkr_analysis.errors import ResultFileError, reason

LARGEST_FILE = 10_000_000
"""Bytes. A result is some thirty thousand."""
MOST = {
    "contenders": 60,
    "mayors_list": 200,
    "mayors_outside": 200,
    "readings": 50,
    "lots": 20,
    "sources": 1_000,
}
LATER_KEYS = (
    "body",
    "votes_cast",
    "readings",
    "mayors_list",
    "lots",
    "as_of",
    "corrections",
    "alliances",
    "chair",
    "vice_chair",
)
"""Keys that the first results were built without."""
REPRESENTED = "contenders[].represented"
SHOWN_FAULTS = 10
AGAIN = "Angiv en fil kkr-<region>.json, som kkr build har skrevet, eller byg den igen."

_T = TypeVar("_T")


def read_result(path: Path) -> ResultFile:
    """
    Read one result file.

    Raises ResultFileError with every fault of what is no result of this program.
    """
    shown = printable(path)
    entries = entries_of(path, shown)
    faults: list[str] = []
    result = result_of(Fields(entries=entries, place="", faults=faults), shown)
    if faults:
        raise faulty(shown, faults)
    return result


def faulty(shown: str, faults: Sequence[str]) -> ResultFileError:
    """Return the error that names the first faults of a file, and the number of them all."""
    more = [f"  - og {len(faults) - SHOWN_FAULTS} til"] if len(faults) > SHOWN_FAULTS else []
    lines = [f"  - {fault}." for fault in faults[:SHOWN_FAULTS]]
    return ResultFileError("\n".join([f"{shown} har {len(faults)} fejl:", *lines, *more, AGAIN]))


def refused(shown: str, why: str) -> ResultFileError:
    """Return the error of a file that is no result."""
    return ResultFileError(f"{shown} {why}. {AGAIN}")


def printable(path: Path) -> str:
    """Write a path so that any terminal can print it."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def entries_of(path: Path, shown: str) -> dict[str, object]:
    """Return the JSON object of a file. Raises ResultFileError for everything that has none."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise refused(shown, f"kan ikke læses: {reason(fault)}") from None
    if len(content) > LARGEST_FILE:
        raise refused(shown, f"er på over {LARGEST_FILE // 1_000_000} MB og ikke et resultat")
    if not content.strip():
        raise refused(shown, "er tom")
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused(shown, "er ikke tekst i UTF-8") from None
    except json.JSONDecodeError as fault:
        is_cut = fault.pos >= len(fault.doc.rstrip()) or fault.msg.startswith("Unterminated")
        seems = ". Den ser ud til at være skåret over" if is_cut else ""
        raise refused(shown, f"er ikke JSON (linje {fault.lineno}, tegn {fault.colno}){seems}") from None
    except (ValueError, RecursionError):
        raise refused(shown, "er ikke JSON, som kan læses") from None
    if not isinstance(entries, dict) or "contenders" not in entries or "region" not in entries:
        raise refused(shown, "er JSON, men ikke resultatet for et KKR")
    return entries


def result_of(fields: Fields, shown: str) -> ResultFile:
    """Return the values of a result; what is wrong with them is noted in ``fields.faults``."""
    region = fields.text("region")
    contenders = [contender_line(entry) for entry in fields.each("contenders", most=MOST["contenders"])]
    outside = fields.each("mayors_outside", most=MOST["mayors_outside"])
    missing = {key for key in LATER_KEYS if not fields.has(key)}
    if any(line.is_represented is None for line in contenders):
        missing.add(REPRESENTED)
    return ResultFile(
        shown=shown,
        missing=frozenset(missing),
        region=region,
        body=f"KKR {region}" if "body" in missing else fields.text("body"),
        term=fields.text("term"),
        election=fields.text("election"),
        status=fields.text("status"),
        as_of=None if "as_of" in missing else fields.text("as_of"),
        municipalities=fields.number("municipalities"),
        valid_votes=fields.number("valid_votes"),
        votes_cast=None if "votes_cast" in missing else fields.number_or_none("votes_cast"),
        threshold_votes=fields.number("threshold_votes"),
        dimensioning=fields.text("dimensioning"),
        uncapped=fields.number("uncapped"),
        cap=fields.number("cap"),
        cap_binds=fields.truth("cap_binds"),
        total=fields.number("total"),
        contenders=once(((line.letter, line) for line in contenders), fields, "contenders[].letter"),
        mayors_outside=len(outside),
        alliances=None if "alliances" in missing else fields.texts("alliances"),
        chair=None if "chair" in missing else post_holder(fields, "chair"),
        vice_chair=None if "vice_chair" in missing else post_holder(fields, "vice_chair"),
        readings=None if "readings" in missing else readings_of(fields.inner("readings")),
        mayors=None if "mayors_list" in missing else mayors_of(fields),
        lots=None if "lots" in missing else lots_of(fields),
        corrections=None if "corrections" in missing else fields.texts("corrections"),
        sources=once(
            ((own.text("file"), own.text("sha256")) for own in fields.each("sources", most=MOST["sources"])),
            fields,
            "sources[].file",
        ),
        version=fields.text("version"),
    )


def contender_line(fields: Fields) -> ContenderLine:
    """Return one contender."""
    return ContenderLine(
        letter=fields.text("letter"),
        votes=fields.number("votes"),
        is_represented=fields.truth("represented") if fields.has("represented") else None,
        is_eligible=fields.truth("eligible"),
        seats=fields.number("seats"),
        supplementary=fields.number("supplementary"),
    )


def mayors_of(fields: Fields) -> dict[str, MayorLine]:
    """Return every mayor by municipality code."""
    return once(
        (
            (
                own.text("municipality_code"),
                MayorLine(
                    municipality=own.text("municipality"),
                    name=own.text("name"),
                    letter=own.text("letter"),
                    list_name=own.text("list_name"),
                    contender=own.text_or_none("contender"),
                    status=own.text("status"),
                ),
            )
            for own in fields.each("mayors_list", most=MOST["mayors_list"])
        ),
        fields,
        "mayors_list[].municipality_code",
    )


def post_holder(fields: Fields, key: str) -> PostHolder | None:
    """Return who is entitled to a post, None where that waits for a lot."""
    if fields.entries[key] is None:
        return None
    own = fields.inner(key)
    return PostHolder(contender=own.text("contender"), alliance=own.text_or_none("alliance"))


def readings_of(fields: Fields) -> dict[str, str]:
    """Return the reading of every rule."""
    if not all(map(is_plain_text, fields.entries)) or len(fields.entries) > MOST["readings"]:
        fields.faults.append("nøglen 'readings': ventede numre på regler")
        return {}
    return {rule: fields.text(rule) for rule in fields.entries}


def lots_of(fields: Fields) -> tuple[DrawnLot, ...]:
    """Return the drawn lots; one that settles nothing is noted as a fault."""
    lots = []
    for own in fields.each("lots", most=MOST["lots"]):
        stage, tied, winners = own.text("stage"), own.texts("tied"), own.texts("winners")
        try:
            lots.append(DrawnLot(stage=stage, tied=frozenset(tied), winners=winners))
        except ValueError:
            fields.faults.append(
                f"nøglen '{own.place}winners': fandt {len(winners)} udtrukne af {len(tied)}, "
                "ventede nogle, men ikke alle, af dem, der stod lige"
            )
    return tuple(lots)


def once(pairs: Iterable[tuple[str, _T]], fields: Fields, key: str) -> dict[str, _T]:
    """Return the pairs by name; a name that stands twice is noted as a fault."""
    found: dict[str, _T] = {}
    for name, value in pairs:
        if name in found:
            fields.faults.append(f"nøglen '{key}': »{name}« står to gange")
        found[name] = value
    return found
