"""The difference between two versions as plain values, for other programs (docs/json-compare.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kkr_analysis.composition.record import MayorRecord
from kkr_analysis.documents.compare import wording
from kkr_analysis.documents.compare.causes import Causes, SeatMove
from kkr_analysis.documents.compare.difference import Change, Difference
from kkr_analysis.documents.compare.result_file import PostHolder, ResultFile


def values(difference: Difference) -> dict[str, Any]:
    """Return the difference as text, whole numbers, booleans and lists; a change has ``from`` and ``to``."""
    outside = difference.mayors_outside
    return {
        "region": difference.new.kkr.region,
        "body": difference.new.kkr.body,
        "old": _version(difference.old),
        "new": _version(difference.new),
        "identical": difference.is_empty,
        "moves_seats": difference.moves_seats,
        "facts": _changed("key", difference.facts),
        "seats": _changed("letter", difference.seats),
        "supplementary": _changed("letter", difference.supplementary),
        "mayors_outside": {"from": outside[0].old, "to": outside[0].new} if outside else None,
        "causes": _causes(difference.causes),
        "posts": _changed("post", difference.posts),
        "votes": _changed("letter", difference.votes),
        "eligible": _changed("letter", difference.eligible),
        "represented": _changed("letter", difference.represented),
        "mayors": _changed("municipality_code", difference.mayors),
        "readings": _changed("rule", difference.readings),
        "lots": _changed("lot", difference.lots),
        "corrections": _changed("sentence", difference.corrections),
        "sources": _changed("file", difference.sources),
        "not_compared": list(difference.incomparable),
        "remarks": [*wording.two_terms(difference.old, difference.new), *wording.incomparable(difference)],
    }


def _version(result: ResultFile) -> dict[str, str]:
    return {"file": result.shown} | {key: getattr(result.kkr, key) for key in ("term", "status", "version")}


def _changed(name: str, changes: Iterable[Change[Any]]) -> list[dict[str, Any]]:
    """Return changes; ``name`` is the key of what changed."""
    return [{name: change.key, "from": _plain(change.old), "to": _plain(change.new)} for change in changes]


def _plain(value: Any) -> Any:
    match value:
        case tuple():
            return list(value)
        case PostHolder():
            return asdict(value)
        case MayorRecord():
            keys = ("municipality", "name", "letter", "list_name", "contender", "status")
            return {key: getattr(value, key) for key in keys}
    return value


def _causes(found: Causes) -> dict[str, Any]:
    return {
        "alone": [
            {"input": each.input.value, "moves": list(map(_move, each.moves)), "obstacle": each.obstacle}
            for each in found.alone
        ],
        "seats": [
            _move(each.move) | {"enough": ["+".join(part.value for part in parts) for parts in each.enough]}
            for each in found.seats
        ],
        "undone": [
            _move(each.move) | {"input": each.input.value, "others": [part.value for part in each.others]}
            for each in found.undone
        ],
        "obstacles": list(found.obstacles),
    }


def _move(moved: SeatMove) -> dict[str, Any]:
    return {"letter": moved.contender, "from": moved.old, "to": moved.new}
