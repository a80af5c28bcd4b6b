"""Largest remainder (største brøks metode): whole shares first, then the largest fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.votes import Votes, whole_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A contender's exact share (forholdsmæssig andel) of the seats, and whether it was rounded up."""

    contender: str
    share: Fraction
    got_one_more: bool

    @property
    def seats(self) -> int:
        """The whole part of the share, and the seat for the fraction."""
        return self.share.numerator // self.share.denominator + self.got_one_more

    @property
    def remainder(self) -> Fraction:
        """The fraction that competes for the seats left over."""
        return self.share - self.share.numerator // self.share.denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainderAllocation:
    """A finished count; seats stay unfilled when nobody has votes, or the ``tie`` is undecided."""

    votes: Votes
    seats_to_fill: int
    shares: tuple[Share, ...]
    tie: Tie | None
    lot: DrawnLot | None

    def seats(self) -> dict[str, int]:
        """Seats of every contender."""
        return {share.contender: share.seats for share in self.shares}


def largest_remainder(
    votes: Mapping[str, int], seats: int, *, stage: str = "", lots: Sequence[DrawnLot] = ()
) -> RemainderAllocation:
    """
    Give each contender its whole share, ``votes * seats / all votes``, then the largest fractions one more.

    Rule: K6, K8. Equal fractions for more contenders than there are seats left are a Tie unless a lot
    of this ``stage`` settles it. Raises VotesError and StaleLotError as ``highest_averages`` does.

    >>> largest_remainder({"A": 47, "B": 33, "C": 20}, 10).seats()
    {'A': 5, 'B': 3, 'C': 2}
    """
    counted = Votes.of(votes)
    wanted = whole_number(seats, what="Antal pladser")
    total = sum(counted.values())
    exact = {name: Fraction(cast * wanted, total) if total else Fraction(0) for name, cast in counted.items()}
    fractions = {name: share - share.numerator // share.denominator for name, share in exact.items()}
    left = sum(fractions.values()).numerator
    last = sorted(fractions.values(), reverse=True)[left - 1] if left else 1
    winners = [name for name in fractions if fractions[name] > last]
    equal = [name for name in fractions if fractions[name] == last]

    tie = lot = None
    places = left - len(winners)
    if len(equal) > places:
        tie = Tie(stage=stage, tied=frozenset(equal), first_seat=wanted - places + 1, places=places)
        lot = tie.settling_lot(lots)
        equal = list(lot.winners) if lot else []
    refuse_stale(lots, lot)
    shares = (
        Share(contender=name, share=share, got_one_more=name in (*winners, *equal))
        for name, share in exact.items()
    )
    return RemainderAllocation(
        votes=counted, seats_to_fill=wanted, shares=tuple(shares), tie=None if lot else tie, lot=lot
    )
