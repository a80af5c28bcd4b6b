"""The difference between two versions as plain values, for other programs (docs/json-compare.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kkr_analysis.composition.record import MayorRecord
from kkr_analysis.documents.compare import wording
from kkr_analysis.documents.compare.causes import Causes, Move
from kkr_analysis.documents.compare.difference import Change, Difference
from kkr_analysis.documents.compare.result_file import PostHolder, ResultFile


def values(difference: Difference) -> dict[str, Any]:
    """Return the difference: text, whole numbers, booleans, lists; every change has ``from`` and ``to``."""
    outside = difference.mayors_outside
    return {
        "region": difference.new.kkr.region,
        "body": difference.new.kkr.body,
        "old": version(difference.old),
        "new": version(difference.new),
        "identical": difference.is_empty,
        "moves_seats": difference.moves_seats,
        "facts": changed("key", difference.facts),
        "seats": changed("letter", difference.seats),
        "supplementary": changed("letter", difference.supplementary),
        "mayors_outside": {"from": outside[0].old, "to": outside[0].new} if outside else None,
        "causes": causes(difference.causes),
        "posts": [
            {"post": change.key, "from": holder(change.old), "to": holder(change.new)}
            for change in difference.posts
        ],
        "votes": changed("letter", difference.votes),
        "eligible": changed("letter", difference.eligible),
        "represented": changed("letter", difference.represented),
        "mayors": [
            {"municipality_code": change.key, "from": mayor(change.old), "to": mayor(change.new)}
            for change in difference.mayors
        ],
        "readings": changed("rule", difference.readings),
        "lots": changed("lot", difference.lots),
        "corrections": changed("sentence", difference.corrections),
        "sources": changed("file", difference.sources),
        "not_compared": list(difference.incomparable),
        "remarks": [
            *wording.two_terms(difference.old, difference.new),
            *wording.incomparable(difference),
        ],
    }


def version(result: ResultFile) -> dict[str, str]:
    """Return what one of the two versions is."""
    return {
        "file": result.shown,
        "term": result.kkr.term,
        "status": result.kkr.status,
        "version": result.kkr.version,
    }


def changed(name: str, changes: Iterable[Change[Any]]) -> list[dict[str, Any]]:
    """Return changes of single values; ``name`` is the key that says what changed."""
    return [{name: change.key, "from": plain(change.old), "to": plain(change.new)} for change in changes]


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def mayor(record: MayorRecord | None) -> dict[str, Any] | None:
    """Return one mayor."""
    keys = ("municipality", "name", "letter", "list_name", "contender", "status")
    return {key: getattr(record, key) for key in keys} if record else None


def holder(post_holder: PostHolder | None) -> dict[str, Any] | None:
    """Return who is entitled to a post."""
    return asdict(post_holder) if post_holder else None


def causes(found: Causes) -> dict[str, Any]:
    """Return what moved which seats."""
    return {
        "alone": [
            {"input": each.input.value, "moves": list(map(move, each.moves)), "obstacle": each.obstacle}
            for each in found.alone
        ],
        "seats": [
            move(each.move) | {"enough": ["+".join(part.value for part in parts) for parts in each.enough]}
            for each in found.seats
        ],
        "undone": [
            move(each.move) | {"input": each.input.value, "others": [part.value for part in each.others]}
            for each in found.undone
        ],
        "obstacles": list(found.obstacles),
    }


def move(moved: Move) -> dict[str, Any]:
    """Return one contender's move; the letter is None for the mayors outside."""
    return {"letter": moved.contender, "from": moved.old, "to": moved.new}
