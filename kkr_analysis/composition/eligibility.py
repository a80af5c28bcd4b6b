"""Who may have seats in a KKR: parties and the list cooperation tested against the threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kkr_analysis.allocation.votes import Votes
from kkr_analysis.composition.election import LIST_COOPERATION, Mayor
from kkr_analysis.composition.figures import (
    RegionalFigures,
    councils_by_contender,
    mayors_by_contender,
    votes_by_contender,
)
from kkr_analysis.errors import DataError
from kkr_analysis.rules import Denominator, refuse_other_readings

THRESHOLD = Fraction(1, 50)
"""2 %: rule E3."""


class WhyNot(Enum):
    """Why a contender has no seats."""

    DID_NOT_STAND = "did_not_stand"
    NO_LIST_NOTIFIED = "no_list_notified"
    BELOW_THRESHOLD = "below_threshold"
    NOT_REPRESENTED = "not_represented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    How one contender stands against the threshold.

    ``councils`` are the names of the municipalities in whose council it is known to have a seat;
    ``why_not`` gives every reason that it is not eligible, and is empty when it is.
    """

    letter: str
    name: str
    votes: int
    mayors: int
    councils: tuple[str, ...]
    why_not: tuple[WhyNot, ...]

    @property
    def is_eligible(self) -> bool:
        """Whether the contender may have seats."""
        return not self.why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """
    Every contender of the election tested against the threshold in one region.

    ``denominator`` is the number of votes that the 2 % is taken of, chosen by ``reading``;
    ``mayors_outside`` are the mayors whose list is not eligible, in the order of the municipalities.
    """

    reading: Denominator
    denominator: int
    valid_votes: int
    standings: tuple[Standing, ...]
    mayors_outside: tuple[Mayor, ...]

    @property
    def threshold_votes(self) -> int:
        """The fewest votes that meet the threshold. Rule: E3."""
        return votes_needed(self.denominator)

    @property
    def eligible(self) -> tuple[Standing, ...]:
        """The contenders that may have seats, in print order."""
        return tuple(standing for standing in self.standings if standing.is_eligible)

    @property
    def unassigned_votes(self) -> int:
        """Votes of the local lists that no contender has. Rule: E2."""
        return self.valid_votes - sum(standing.votes for standing in self.standings)

    @property
    def votes(self) -> Votes:
        """Votes of the contenders that may have seats."""
        return Votes.of({standing.letter: standing.votes for standing in self.eligible})

    @property
    def mayors(self) -> Mapping[str, int]:
        """Mayors of the contenders that may have seats."""
        return {standing.letter: standing.mayors for standing in self.eligible}


def votes_needed(denominator: int) -> int:
    """
    Return the fewest votes that are at least 2 % of the denominator.

    Rule: E3. The denominator over 50, rounded up.
    """
    return -(-denominator * THRESHOLD.numerator // THRESHOLD.denominator)


def meets_threshold(votes: int, denominator: int) -> bool:
    """
    Whether the votes are at least 2 % of the denominator.

    Rule: E3. Exactly 2 % is enough, so whole numbers are compared.
    """
    return votes * THRESHOLD.denominator >= denominator * THRESHOLD.numerator


def judge(figures: RegionalFigures, reading: Denominator = Denominator.VALID) -> Eligibility:
    """
    Test every party of the election, and the list cooperation, against the threshold.

    Rule: E1, E2, E3, E4, E5, K7. The contenders come in print order, the list cooperation last.

    Raises DataError when the reading calls for the votes cast and they are not known, and UnknownChoiceError
    for anything but a reading.
    """
    refuse_other_readings(Denominator, name="reading", given=reading)
    denominator = denominator_of(figures, reading)
    votes = votes_by_contender(figures)
    mayors = mayors_by_contender(figures)
    councils = councils_by_contender(figures)
    names = [(party.letter, party.name) for party in figures.parties]
    standings = tuple(
        Standing(
            letter=letter,
            name=name,
            votes=votes.get(letter, 0),
            mayors=mayors.get(letter, 0),
            councils=councils.get(letter, ()),
            why_not=tuple(
                _reasons(letter, votes.get(letter), denominator, is_represented=letter in councils)
            ),
        )
        for letter, name in [*names, (LIST_COOPERATION, "Lokallisterne i Danmark")]
    )
    eligible = {standing.letter for standing in standings if standing.is_eligible}
    return Eligibility(
        reading=reading,
        denominator=denominator,
        valid_votes=figures.valid_votes,
        standings=standings,
        mayors_outside=tuple(
            mayor for mayor in figures.mayors if figures.contender_of_mayor(mayor) not in eligible
        ),
    )


def denominator_of(figures: RegionalFigures, reading: Denominator) -> int:
    """
    Return the number of votes that the threshold is 2 % of.

    Rule: E4. Raises DataError when the votes cast are asked for and not known.
    """
    if reading is Denominator.VALID:
        return figures.valid_votes
    if figures.votes_cast is None:
        raise DataError(
            f"De afgivne stemmer i Region {figures.region.name} er ikke kendt, så 2 procent af dem kan ikke "
            "regnes ud. Skriv dem i totaler.csv i valgets mappe, eller brug læsningen »valid« af regel E4."
        )
    return figures.votes_cast


def _reasons(letter: str, votes: int | None, denominator: int, *, is_represented: bool) -> Iterator[WhyNot]:
    """Give every reason that a contender is not eligible. Rule: E3, E5."""
    if votes is None:
        yield WhyNot.NO_LIST_NOTIFIED if letter == LIST_COOPERATION else WhyNot.DID_NOT_STAND
        return
    if not meets_threshold(votes, denominator):
        yield WhyNot.BELOW_THRESHOLD
    if not is_represented:
        yield WhyNot.NOT_REPRESENTED
