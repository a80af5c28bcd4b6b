"""How many votes a seat hangs on, in closed form. Everybody else's votes stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.highest_averages import highest_averages
from kkr_analysis.allocation.votes import whole_number
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
    """
    count = highest_averages(votes, seats, method=method, held=held)
    return tuple(
        margin_of(name, cast, dict(count.votes), dict(held or {}), won, seats, method)
        for (name, cast), won in zip(count.votes, count.won, strict=True)
    )


def margin_of(
    name: str,
    cast: int,
    votes: Mapping[str, int],
    held: Mapping[str, int],
    won: int,
    seats: int,
    method: DivisorMethod,
) -> Margin:
    """Return one contender's margin, from the order in which the others would take all seats."""
    before = held.get(name, 0)
    rivals = Rivals.of(votes, held, without=name, seats=seats, method=method)
    to_win = to_lose = None
    if won < seats:
        needed = votes_to_beat(rivals.rival_for(won + 1), method.divisor(before + won))
        to_win = None if needed is None else needed - cast
    if won:
        to_lose = cast - votes_that_lose(rivals.rival_for(won), method.divisor(before + won - 1))
    return Margin(contender=name, seats=before + won, to_win=to_win, to_lose=to_lose)


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
        """Count the seats without one contender; those tied for the last ones are rivals too."""
        others = {other: cast for other, cast in votes.items() if other != without}
        before = {other: held.get(other, 0) for other in others}
        quotients = winning_quotients(others, seats, method, before)
        return cls(quotients=(*quotients, *[None] * (seats - len(quotients))))

    def rival_for(self, number: int) -> Quotient | None:
        """Return the quotient that a contender's seat ``number``, from 1, has to be larger than."""
        return self.quotients[len(self.quotients) - number]


def winning_quotients(
    votes: Mapping[str, int], seats: int, method: DivisorMethod, held: Mapping[str, int]
) -> list[Quotient | None]:
    """Return the quotients that win the seats, largest first, those tied for the last ones included."""
    count = highest_averages(votes, seats, method=method, held=held)
    winning: list[Quotient | None] = [step.winning for step in count.steps]
    if count.tie:
        name = min(count.tie.tied)
        equal = Quotient(name, votes[name], method.divisor(count.seats()[name]))
        winning += [equal] * count.tie.places
    return winning


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
    """Return the most votes whose quotient is smaller than the rival's; none at all where nothing else is."""
    if rival is None or (not divisor and rival.divisor):
        return 0
    if not divisor:
        return rival.votes - 1
    return -(-rival.votes * divisor // rival.divisor) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdMargin:
    """
    How far a contender is from the threshold (spærregrænse), in votes that come on top or fall away.

    ``to_reach`` is the fewest further votes that reach it, None for who has; ``to_miss`` the fewest lost
    votes that miss it, None for who has not, and for who has all votes there are.
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
