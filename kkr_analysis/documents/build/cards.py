"""A KKR in a few lines for the index: its size, its chair and vice-chair, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.record import PostRecord, Record, record_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import counted, day, listed, lower_first
from kkr_analysis.documents.contract import Enclosure
from kkr_analysis.presentation.wording import lacked
from kkr_analysis.rules import RuleSet, RuleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post: its name, who is entitled to it, and by how much."""

    post: str
    holder: str
    margin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The figures of a KKR; ``condition`` says which alliances, ``reservation`` which rules are assumed."""

    described: str
    is_preliminary: bool
    members: str
    made_of: str
    posts: tuple[PostLine, ...]
    condition: str
    reservation: str


def card_of_result(result: KkrResult) -> Card:
    """Return the card of a result."""
    return _card(record_of(result), [rule.number for rule in result.uncertain_rules], result.rule_set)


def card_of_file(kkr: Enclosure, rules: RuleSet) -> Card:
    """Return the card of a result that was read back; ``rules`` are those of its term."""
    return _card(kkr, kkr.assumptions, rules)


def _card(kkr: Record, uncertain: Sequence[str], rules: RuleSet) -> Card:
    alliances = [f"valgforbundet {alliance}" for alliance in kkr.alliances]
    assumed = [words for number in uncertain if (words := _assumed(rules, number))]
    mayors = counted(kkr.mayors, "borgmester", "borgmestre")
    return Card(
        described=f"KKR pr. {day(date.fromisoformat(kkr.as_of))}" if kkr.as_of else "",
        is_preliminary=kkr.status == FigureStatus.PRELIMINARY.value,
        members=counted(kkr.total, "medlem", "medlemmer"),
        made_of=f"{mayors} og {counted(kkr.supplementary, 'supplerende medlem', 'supplerende medlemmer')}",
        posts=(_line("Formand", kkr.chair, kkr), _line("Næstformand", kkr.vice_chair, kkr)),
        condition=f"Med {listed(alliances)}" if alliances else "Uden valgforbund",
        reservation=f"Antaget, fordi ingen kilde fastsætter det: {listed(assumed)}." if assumed else "",
    )


def _assumed(rules: RuleSet, number: str) -> str:
    """Say what a rule is about, with its number; nothing unless it is known here and assumed."""
    found = next((rule for rule in rules.rules if rule.number == number), None)
    if found is None or found.status is not RuleStatus.ASSUMED:
        return ""
    return f"{lower_first(found.title)} (regel {number})"


def _line(name: str, post: PostRecord | None, kkr: Record) -> PostLine:
    if post is None:
        return PostLine(post=name, holder="afgøres ved lodtrækning", margin="")
    names = {contender.letter: f"{contender.name} ({contender.letter})" for contender in kkr.contenders}
    alliance = f" i valgforbundet {post.alliance}" if post.alliance else ""
    lot = " efter lodtrækning" if post.by_lot else ""
    return PostLine(
        post=name,
        holder=f"{names.get(post.contender, post.contender)}{alliance}{lot}",
        margin=_margin(post, frozenset(names)),
    )


def _margin(post: PostRecord, letters: frozenset[str]) -> str:
    if post.nearest is None:
        return ""
    who = post.nearest.contender
    named = who if who in letters else f"valgforbundet {who}"
    return lacked(named, post.nearest.votes)
