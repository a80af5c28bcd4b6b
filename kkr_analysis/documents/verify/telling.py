"""How the data of a file differ from ours, by meaning, the most important first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kkr_analysis import danish
from kkr_analysis.documents.compare import wording
from kkr_analysis.documents.compare.difference import FACTS, Difference, difference
from kkr_analysis.documents.compare.read import result_of
from kkr_analysis.documents.verify.reading import Cells
from kkr_analysis.errors import KkrError

MOST = 10
"""Most differences listed; any more are only counted."""
COVERED = frozenset(
    {
        "contenders",
        "mayors_list",
        "readings",
        "lots",
        "sources",
        "corrections",
        "mayors_outside",
        "chair",
        "vice_chair",
    }
)
"""Keys whose differences are described by meaning."""
TWINS = "En nøgle står to gange i filens data, så programmer læser dem forskelligt."


def record_differences(ours: str, theirs: str) -> list[str]:
    """Return how a file's record differs from ours; empty where the data are the same."""
    twins: list[str] = []

    def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            twins.append(TWINS)
        return dict(pairs)

    try:
        own, other = json.loads(ours), json.loads(theirs, object_pairs_hook=without_twins)
    except (ValueError, RecursionError):
        return ["Filens data er ikke JSON, som kan læses."]
    if json.dumps(own, sort_keys=True) == json.dumps(other, sort_keys=True):
        return twins[:1]
    if not isinstance(other, Mapping) or "region" not in other or "contenders" not in other:
        return [*twins[:1], "Filens data er ikke et resultat, som kan læses."]
    try:
        by_meaning = list(_by_meaning(difference(result_of(own, "vores"), result_of(other, "filens"))))
    except KkrError:
        return [*twins[:1], "Filens data er ikke et resultat, som kan læses."]
    told = {key for key in own if own[key] != other.get(key)}
    if other.get("schema") != own["schema"]:  # an earlier one has fewer keys, and that is no difference
        told = {key for key in told if key in other and key != "schema"}
    others = sorted(told - COVERED - set(FACTS))
    rest = [f"Andre værdier i {danish.listed(f'»{key}«' for key in others)}."] if others else []
    if not by_meaning and not rest:
        rest = ["Andre værdier i filens data end tal og navne."]
    return [*twins[:1], *by_meaning, *rest]


def _by_meaning(found: Difference) -> Iterator[str]:
    for seat in found.seats:
        yield f"{seat.key}: {seat.old} → {seat.new} medlemmer"
    for outside in found.mayors_outside:
        yield f"Borgmestre uden for fordelingen: {outside.old} → {outside.new}"
    for fact in found.facts:
        yield f"{FACTS[fact.key]}: {wording.value(fact.old)} → {wording.value(fact.new)}"
    for post in found.posts:
        yield f"{wording.POSTS[post.key]}: {wording.holder(post.old)} → {wording.holder(post.new)}"
    for member in found.supplementary:
        yield f"{member.key}: {member.old} → {member.new} supplerende medlemmer"
    for votes in found.votes:
        yield f"{votes.key}: {danish.whole(votes.old)} → {danish.whole(votes.new)} stemmer"
    for eligible in found.eligible:
        yield f"{eligible.key}: {'berettiget' if eligible.new else 'ikke berettiget'} i filen"
    for represented in found.represented:
        has = "har" if represented.new else "har ikke"
        yield f"{represented.key}: {has} plads i en kommunalbestyrelse i filen"
    for mayor in found.mayors:
        yield f"Borgmesteren i kommune {mayor.key}: {wording.person(mayor.old)} → {wording.person(mayor.new)}"
    for reading in found.readings:
        yield (
            f"Læsningen af {reading.key}: {wording.reading(reading.key, reading.old)} → "
            f"{wording.reading(reading.key, reading.new)}"
        )
    for lot in found.lots:
        yield f"Lodtrækning, {lot.key}: {lot.old or 'ingen'} → {lot.new or 'ingen'}"
    if found.corrections:
        yield "Rettelserne af tallene er andre."
    if found.sources:
        yield f"Filerne, tallene er fra: {danish.counted(len(found.sources), 'er en anden', 'er andre')}."


def cell_differences(ours: Cells, theirs: Cells) -> list[str]:
    """Return the cells of a workbook that differ from ours, each with its row and column headings."""
    told = [
        f"Arket »{sheet}« findes ikke i {'filen' if sheet in ours else 'vores'}."
        for sheet in {**ours, **theirs}
        if (sheet in ours) != (sheet in theirs)
    ]
    for sheet in (name for name in ours if name in theirs):
        own, other = ours[sheet], theirs[sheet]
        for address in {**own, **other}:
            expected, found = own.get(address, ""), other.get(address, "")
            if not _same_value(expected, found):
                where = f"arket »{sheet}«, celle {address}{_headings(own, address)}"
                told.append(f"{where}: {_shown(expected)} → {_shown(found)}")
    return told


def _same_value(expected: object, found: object) -> bool:
    """Whether two cells hold the same: LibreOffice writes numbers with 15 digits."""
    if isinstance(expected, float) and isinstance(found, int | float):
        return f"{expected:.15g}" == f"{found:.15g}"
    return type(expected) is type(found) and expected == found


def _headings(cells: Mapping[str, Any], address: str) -> str:
    """Return the headings of the cell's row and column."""
    column, row = address.rstrip("0123456789"), int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    first = cells.get(f"A{row}", "") if column != "A" else ""
    above = (cells.get(f"{column}{number}") for number in range(row - 1, 0, -1))
    top = next((value for value in above if isinstance(value, str)), "")
    said = [str(text) for text in (first, top) if text]
    return f" ({' / '.join(said)})" if said else ""


def _shown(value: object) -> str:
    if value == "":
        return "ingenting"
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return f"»{text[:60]}…«" if len(text) > 60 else f"»{text}«"
