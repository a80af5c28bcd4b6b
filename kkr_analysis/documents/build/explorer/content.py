"""What the page knows of one KKR: its parties, every answer, and what follows from all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import lower_first
from kkr_analysis.documents.build.cards import Card, card_of_result
from kkr_analysis.documents.build.explorer.packed import packed, width_of
from kkr_analysis.errors import AllianceError, TooManyContendersError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.alliances import Section, prospects, result_words, times
from kkr_analysis.presentation.charts.style import graphic_colour, text_colour
from kkr_analysis.presentation.hypothetical import named_holder
from kkr_analysis.presentation.parties import NEUTRAL, colours_of
from kkr_analysis.whatif.alliances.answer_table import AnswerTable, LotAnswer, StoredContest, answer_table
from kkr_analysis.whatif.alliances.answers import Prospects, best_and_worst
from kkr_analysis.whatif.alliances.lineup import Lineup
from kkr_analysis.whatif.alliances.results import Sets
from kkr_analysis.whatif.alliances.stored_results import StoredResult, stored_results
from kkr_analysis.whatif.scenarios import Scenario, as_toml

MOST_FREE = 10
"""Contenders that can be ticked at most: 115,975 sets. Eleven have 678,570, some 1.5 MB."""
_MOST_SETS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KkrContent:
    """
    One KKR on the page.

    ``table`` has the answers to every set between the contenders that can be ticked, ``results`` and
    ``prospects`` what follows from them.
    """

    result: KkrResult
    table: AnswerTable
    results: tuple[StoredResult, ...]
    prospects: tuple[Prospects, ...]

    @property
    def slug(self) -> str:
        """The region."""
        return self.result.region.slug

    @property
    def card(self) -> Card:
        """The KKR in a few lines, as the index has it."""
        return card_of_result(self.result)

    @property
    def status(self) -> tuple[str, str]:
        """Whether the figures can still change, and which of them."""
        result = self.result
        return wording.status_of(result.status, result.election.count_status, result.figures.mayors)

    @property
    def status_in_short(self) -> str:
        """The status and the day: "foreløbige tal, opgjort pr. 31. januar 2026"."""
        return ", ".join(filter(None, (lower_first(self.status[0]), self.card.described)))

    @property
    def columns(self) -> range:
        """The alliances that there can be at once."""
        return range(1, max(len(self.table.lineup.free) // 2, 1) + 1)

    @property
    def parties(self) -> list[dict[str, Any]]:
        """The contenders in ballot order, with what a row of boxes needs."""
        names = {standing.letter: standing.name for standing in self.result.eligibility.standings}
        colours = colours_of(self.result)
        return [
            {
                "place": place,
                "letter": letter,
                "name": names[letter],
                "named": named_holder(letter, names[letter], None),
                "votes": votes,
                "colour": (colour := graphic_colour(colours.get(letter, NEUTRAL))),
                "ink": text_colour(colour),
                "is_free": place in self.table.lineup.free,
            }
            for place, (letter, votes) in enumerate(self.table.lineup.as_votes.items())
        ]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The letters of those that cannot be ticked."""
        return tuple(self.table.lineup.letters[place] for place in self.table.lineup.left_out)

    @property
    def possible(self) -> list[dict[str, Any]]:
        """Every result in words, with the smallest sets for it and the smallest that hold."""
        return [
            {
                "posts": result_words(each.result),
                "times": times(each.result, len(self.table)),
                "smallest": _shown(each.result.smallest),
                "holding": _shown(each.holding),
            }
            for each in self.results
        ]

    @property
    def section(self) -> Section:
        """What every contender can have by one alliance."""
        return prospects(self.prospects)

    @property
    def declared(self) -> tuple[str, ...]:
        """The alliances declared for the meeting that count."""
        return tuple(one.alliance.label for one in self.result.declared if one.counts)

    @property
    def data(self) -> dict[str, Any]:
        """What the script reads."""
        lineup, table = self.table.lineup, self.table
        scenario = Scenario(region=self.slug, term=self.result.rule_set.term)
        return {
            "slug": self.slug,
            "body": f"{self.result.body} {self.result.rule_set.label}",
            "status": self.status_in_short,
            "parties": [
                [party[key] for key in ("letter", "named", "votes", "colour", "ink")]
                for party in self.parties
            ],
            "free": lineup.free,
            "sets": len(table),
            "answers": [len(table.chairs), len(table.vice_chairs)],
            "width": width_of(table),
            "packed": packed(table),
            "lots": [_lot(table, lot) for lot in table.lots],
            "scenario": as_toml(scenario),
        }


def content_of(result: KkrResult, most_free: int = MOST_FREE) -> KkrContent:
    """
    Count every set of alliances in one KKR.

    At most ``most_free`` contenders can be ticked, those with most votes, and fewer where lots could fall in
    too many ways.
    """
    votes = {each.letter: each.votes for each in result.eligibility.eligible}
    while True:
        try:
            table = answer_table(Lineup.of(votes, most_free))
            break
        except TooManyContendersError:
            most_free = min(most_free, len(votes)) - 1
    contest = StoredContest(table=table)
    try:
        found = list(best_and_worst(contest))
    except AllianceError:  # nobody to ally with
        found = []
    lineup = table.lineup
    found.sort(key=lambda each: lineup.letters.index(each.contender))
    return KkrContent(
        result=result,
        table=table,
        results=stored_results(table),
        prospects=tuple(
            replace(
                each,
                best_pacts=_in_ballot_order(each.best_pacts, lineup),
                worst_pacts=_in_ballot_order(each.worst_pacts, lineup),
            )
            for each in found
        ),
    )


def _in_ballot_order(pacts: Sequence[Alliance], lineup: Lineup) -> tuple[Alliance, ...]:
    return tuple(
        Alliance(tuple(letter for letter in lineup.letters if letter in pact.contenders())) for pact in pacts
    )


def _shown(sets: Sets) -> Mapping[str, Any]:
    """Return the first sets as addresses and words, and how many there are besides."""
    links = [[alliance.label for alliance in each] for each in sets[:_MOST_SETS]]
    return {"links": links, "more": len(sets) - len(links)}


def _lot(table: AnswerTable, lot: LotAnswer) -> dict[str, Any]:
    chair, vice_chair = (
        {answer: row for row, answer in enumerate(answers)} for answers in (table.chairs, table.vice_chairs)
    )
    return {
        "post": lot.post,
        "tied": lot.tied,
        "falls": [[fall.drawn, chair[fall.chair], vice_chair[fall.vice_chair]] for fall in lot.falls],
    }
