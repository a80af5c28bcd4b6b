"""The votes to win a seat or to lose one, in closed form. Everybody else's votes stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.highest_averages import highest_averages
from kkr_analysis.allocation.votes import Votes, whole_number
from kkr_analysis.errors import VotesError


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """
    How far a contender is from its next seat and from losing its last.

    ``to_win`` is the fewest further votes that bring one seat more for sure, lot or no lot; ``to_lose``
    the fewest lost votes that cost the last seat for sure. None where no number of votes does.
    """

    contender: str
    seats: int
    to_win: int | None
    to_lose: int | None


def seat_margins(
    votes: Mapping[str, int],
    seats: int,
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    held: Mapping[str, int] | None = None,
) -> tuple[Margin, ...]:
    """
    Return every contender's margin in a count by highest averages, sorted by contender.

    Rule: V1, K6. A contender has k seats for sure when its kth quotient is larger than the one with which the
    others would take seat number ``seats - k + 1`` among themselves. Seats in ``held`` cannot be lost.

    Raises VotesError as ``highest_averages`` does.

    >>> seat_margins({"A": 100, "B": 60, "C": 25}, 4)[1]
    Margin(contender='B', seats=1, to_win=7, to_lose=36)
    """
    counted = Votes.of(votes)
    after = highest_averages(counted, seats, method=method, held=held).seats()
    before = dict.fromkeys(counted, 0) | dict(held or {})
    return tuple(_margin_of(name, counted, before, after[name], seats, method) for name in counted)


def _margin_of(
    name: str, votes: Votes, before: Mapping[str, int], after: int, seats: int, method: DivisorMethod
) -> Margin:
    won = after - before[name]
    rivals = Rivals.of(votes, before, without=name, seats=seats, method=method)
    to_win = to_lose = None
    if won < seats:
        needed = votes_to_beat(rivals.rival_for(won + 1), method.divisor(after))
        to_win = None if needed is None else needed - votes[name]
    if won:
        to_lose = votes[name] - votes_that_lose(rivals.rival_for(won), method.divisor(after - 1))
    return Margin(contender=name, seats=after, to_win=to_win, to_lose=to_lose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """
    The quotients with which the others would take all the seats among themselves, largest first.

    None stands for a seat that nobody else could take.
    """

    quotients: tuple[Quotient | None, ...]

    @classmethod
    def of(
        cls,
        votes: Mapping[str, int],
        held: Mapping[str, int],
        *,
        without: str,
        seats: int,
        method: DivisorMethod,
    ) -> Rivals:
        """Count the seats without one contender; contenders tied for the last ones are rivals too."""
        others = Votes.of(votes).without({without})
        count = highest_averages(
            others, seats, method=method, held={name: held.get(name, 0) for name in others}
        )
        quotients: list[Quotient | None] = [step.winning for step in count.steps]
        if count.tie:
            name = min(count.tie.tied)
            equal = Quotient(name, others[name], method.divisor(count.seats()[name]))
            quotients += [equal] * count.tie.places
        return cls(quotients=(*quotients, *[None] * (seats - len(quotients))))

    def rival_for(self, number: int) -> Quotient | None:
        """Return the quotient that a contender's seat ``number``, from 1, has to be larger than."""
        return self.quotients[len(self.quotients) - number]


def votes_to_beat(rival: Quotient | None, divisor: int) -> int | None:
    """Return the fewest votes whose quotient is larger than the rival's; None where no number is enough."""
    if rival is None:
        return 1
    if divisor and not rival.divisor:
        return None
    if not divisor:
        return 1 if rival.divisor else rival.votes + 1
    return rival.votes * divisor // rival.divisor + 1


def votes_that_lose(rival: Quotient | None, divisor: int) -> int:
    """Return the most votes whose quotient is smaller than the rival's; 0 where any vote at all beats it."""
    if rival is None or (not divisor and rival.divisor):
        return 0
    if not divisor:
        return rival.votes - 1
    return -(-rival.votes * divisor // rival.divisor) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdMargin:
    """
    How far a contender is from the threshold (spærregrænse), in votes won or lost.

    ``to_reach`` is the fewest further votes that reach it, None for a contender above it; ``to_miss`` the
    fewest lost votes that miss it, None for a contender below it and for one with all the votes there are.
    """

    to_reach: int | None
    to_miss: int | None


def threshold_margin(votes: int, denominator: int) -> ThresholdMargin:
    """
    Return the distance to 2 % of the denominator, which grows and shrinks with the contender's own votes.

    Rule: E3. With x votes more, 50 (votes + x) has to be at least denominator + x.

    Raises VotesError for numbers that are not whole, or more votes than there are.
    """
    if whole_number(votes, what="Stemmetal") > whole_number(denominator, what="Stemmer i alt"):
        raise VotesError(f"Fandt {votes} stemmer af {denominator} i alt. Ret tallene, og prøv igen.")
    surplus = 50 * votes - denominator
    if surplus < 0:
        return ThresholdMargin(to_reach=-(surplus // 49), to_miss=None)
    return ThresholdMargin(to_reach=None, to_miss=surplus // 49 + 1 if votes < denominator else None)
