"""A KKR in a few lines for the index: its size, its chair and vice-chair, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kkr_analysis.composition.election import LIST_COOPERATION, FigureStatus
from kkr_analysis.composition.record import PostRecord, Record, record_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import counted, day, listed, lower_first
from kkr_analysis.documents.contract import Enclosure
from kkr_analysis.presentation.assumed import open_questions
from kkr_analysis.presentation.wording import (
    AS_OF,
    COMPUTED_FOR,
    LACKED,
    LISTS_UNKNOWN,
    POSTS,
    decided_by,
    local_lists,
    margin_condition,
)
from kkr_analysis.rules import RuleSet, RuleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post: its name, who is entitled to it, and by how much."""

    post: str
    holder: str
    nearest: str = ""
    """Who came nearest and what they did: "C manglede"; empty where nobody did."""
    votes: str = ""
    condition: str = ""
    """What the votes suppose: ", når formandsposten ligger fast"; empty where nothing."""

    @property
    def margin(self) -> str:
        """By how much: "C manglede 1.120 stemmer"; empty where nobody came near."""
        return f"{self.nearest} {self.votes}{self.condition}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """
    The figures of a KKR; ``condition`` names the alliances.

    ``decided`` says that assumed rules decide seats, ``reservation`` what no source says; both are empty
    where none do.
    """

    described: str
    is_preliminary: bool
    members: str
    made_of: str
    posts: tuple[PostLine, ...]
    condition: str
    decided: str
    reservation: str


def card_of_result(result: KkrResult) -> Card:
    """Return the card of a result."""
    deciding = [rule.number for rule in result.deciding_rules]
    return _card(record_of(result), deciding, result.rule_set, with_local=not local_lists(result))


def card_of_file(kkr: Enclosure, deciding: Sequence[str], rules: RuleSet) -> Card:
    """
    Return the card of a result that was read back.

    ``deciding`` are the rules that another reading of would move a seat, ``rules`` those of its term.
    """
    return _card(kkr, deciding, rules, with_local=not _leaves_local_lists_out(kkr))


def _leaves_local_lists_out(kkr: Enclosure) -> bool:
    """Whether local lists with votes enough are left out, as nobody knows which of them joined. Rule: E2."""
    local = kkr.valid_votes - sum(contender.votes for contender in kkr.contenders)
    said = " ".join(own.why_not or "" for own in kkr.contenders if own.letter == LIST_COOPERATION)
    return LISTS_UNKNOWN in said and local >= kkr.threshold_votes


def _card(kkr: Record, deciding: Sequence[str], rules: RuleSet, *, with_local: bool) -> Card:
    assumed = [number for number in deciding if _is_assumed(rules, number)]
    label = COMPUTED_FOR if kkr.example else AS_OF
    mayors = counted(kkr.mayors, "borgmester", "borgmestre")
    return Card(
        described=f"{lower_first(label)} {day(date.fromisoformat(kkr.as_of))}" if kkr.as_of else "",
        is_preliminary=kkr.status == FigureStatus.PRELIMINARY.value,
        members=counted(kkr.total, "medlem", "medlemmer"),
        made_of=f"{mayors} og {counted(kkr.supplementary, 'supplerende medlem', 'supplerende medlemmer')}",
        posts=tuple(_line(*each, kkr) for each in ((1, kkr.chair), (2, kkr.vice_chair))),
        condition=_condition(kkr.alliances, with_local=with_local),
        decided=decided_by(len(assumed)) if assumed else "",
        reservation=open_questions(assumed, kkr.total),
    )


def _condition(alliances: Sequence[str], *, with_local: bool) -> str:
    """Say with what the figures were computed."""
    named = listed(f"valgforbundet {alliance}" for alliance in alliances)
    if with_local:
        return f"Med {named}" if named else "Uden valgforbund"
    return f"Med {named}, uden lokale lister" if named else "Uden valgforbund og lokale lister"


def _is_assumed(rules: RuleSet, number: str) -> bool:
    """Whether a rule is known here and assumed."""
    return any(rule.number == number and rule.status is RuleStatus.ASSUMED for rule in rules.rules)


def _line(number: int, post: PostRecord | None, kkr: Record) -> PostLine:
    name = POSTS[number].capitalize()
    if post is None:
        return PostLine(post=name, holder="afgøres ved lodtrækning")
    names = {contender.letter: f"{contender.name} ({contender.letter})" for contender in kkr.contenders}
    alliance = f" i valgforbundet {post.alliance}" if post.alliance else ""
    lot = " efter lodtrækning" if post.by_lot else ""
    holder = f"{names.get(post.contender, post.contender)}{alliance}{lot}"
    if post.nearest is None:
        return PostLine(post=name, holder=holder)
    who = post.nearest.contender
    return PostLine(
        post=name,
        holder=holder,
        nearest=f"{who if who in names else f'valgforbundet {who}'}{LACKED.rstrip()}",
        votes=counted(post.nearest.votes, "stemme", "stemmer"),
        condition=margin_condition(number, kkr.alliances),
    )
