"""Ties, the lots (lodtrækninger) that settle them, and how a count can end before they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from kkr_analysis.errors import ImpossibleLotError, StaleLotError

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLot:
    """
    A lot that was drawn, recorded with the tie it was drawn for.

    Rule: K8, V7. ``stage`` names the count in which the tie stood ("sammensætning", "formand og
    næstformand", …), ``tied`` the contenders with equal quotients, ``winners`` those of them that got a seat.
    The lot settles that tie and no other.

    >>> DrawnLot(stage="udvalg", tied={"A", "C"}, winners=["C"]).winners
    ('C',)
    """

    stage: str
    tied: frozenset[str]
    winners: tuple[str, ...]
    drawn_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Take lists for what they name. Raises ImpossibleLotError."""
        if isinstance(self.tied, str) or isinstance(self.winners, str):
            raise ImpossibleLotError(
                f"Lodtrækning i {self.stage}: fandt én tekst, ventede flere navne, for eksempel "
                '{"A", "C"} (tied) og ("A",) (winners).'
            )
        object.__setattr__(self, "tied", frozenset(self.tied))
        object.__setattr__(self, "winners", tuple(self.winners))
        if len(set(self.winners)) != len(self.winners) or not set(self.winners) < self.tied:
            raise ImpossibleLotError(
                f"Lodtrækning i {self.stage}: fandt udtrukket {', '.join(self.winners)} (winners), ventede "
                f"nogle, men ikke alle, af {', '.join(sorted(self.tied))}, der stod lige (tied)."
            )
        if not self.winners:
            raise ImpossibleLotError(
                f"Lodtrækning i {self.stage}: fandt ingen udtrukket, ventede mindst én (winners)."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """
    Equal claims to fewer seats than there are claimants: an outcome, not an error.

    Rule: K8, V7. ``places`` of the ``tied`` get one of the seats ``first_seat`` … ``last_seat`` each.
    """

    stage: str
    tied: frozenset[str]
    first_seat: int
    places: int

    @property
    def last_seat(self) -> int:
        """Number of the last seat that is tied for."""
        return self.first_seat + self.places - 1

    def settling_lot(self, lots: Iterable[DrawnLot]) -> DrawnLot | None:
        """Return the lot that was drawn for exactly this tie, if there is one."""
        return next(
            (
                lot
                for lot in lots
                if (lot.stage, lot.tied, len(lot.winners)) == (self.stage, self.tied, self.places)
            ),
            None,
        )


def lot_outcomes(
    count: Callable[[Sequence[DrawnLot]], Counted], tie_of: Callable[[Counted], Tie | None]
) -> Iterator[Counted]:
    """
    Yield the count with every combination of lots that could be drawn; once, as is, where it needs none.

    Rule: V7. ``count`` counts with the lots it is given, ``tie_of`` names the first undecided tie.
    """
    undecided: list[tuple[DrawnLot, ...]] = [()]
    while undecided:
        lots = undecided.pop()
        counted = count(lots)
        tie = tie_of(counted)
        if tie is None:
            yield counted
            continue
        undecided += [
            (*lots, DrawnLot(stage=tie.stage, tied=tie.tied, winners=winners))
            for winners in combinations(sorted(tie.tied), tie.places)
        ]


def refuse_stale(lots: Sequence[DrawnLot], used: DrawnLot | None) -> None:
    """
    Refuse every lot but the one that was used.

    Rule: K8. Raises StaleLotError naming the lots that settle no tie in the count, or what is not a lot.
    """
    if others := [lot for lot in lots if not isinstance(lot, DrawnLot)]:
        raise StaleLotError(f"lots: fandt {others[0]!r}, ventede lodtrækninger (DrawnLot).")
    stale = [lot for lot in lots if lot is not used]
    if stale:
        named = "; ".join(f"{lot.stage}: {' og '.join(sorted(lot.tied))}" for lot in stale)
        raise StaleLotError(
            f"Der er noteret en lodtrækning, som ikke afgør nogen stemmelighed i disse tal ({named}). "
            "Tallene er ændret, siden loddet blev trukket. Slet rækken i valgets lodtraekninger.csv, "
            "eller træk lod igen og ret den, og bekræft filen, som vejledningen viser.",
            stale,
        )
