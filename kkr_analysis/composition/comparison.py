"""One KKR under every method and every reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kkr_analysis.allocation import DivisorMethod, Tie, highest_averages, largest_remainder
from kkr_analysis.composition.seats import Composition, recompose
from kkr_analysis.rules import CapReading, OutsideReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """
    The seats of every contender under one method or reading.

    ``name`` is Danish, and says who would draw lots for undecided seats; ``total`` includes the mayors
    outside.
    """

    name: str
    seats: tuple[tuple[str, int], ...]
    total: int


def variants(composition: Composition) -> tuple[Variant, ...]:
    """
    Return the KKR as composed, then under each other reading of K6 and K7, then by each method alone.

    The methods share out the contenders' total number of seats on votes alone: mayors do not count there,
    so a contender may have fewer seats than mayors. That is what rule K3 is for.

    >>> from kkr_analysis.composition.seats import compose
    >>> kkr = compose({"A": 50, "B": 30, "C": 8}, {"A": 3, "B": 1}, municipalities=4)
    >>> [(variant.name, variant.total) for variant in variants(kkr)][:2]
    [('Som beregnet', 6), ('K6: største brøk', 6)]
    """
    return (
        _variant("Som beregnet", composition.tie, composition.seats, composition.mayors_outside),
        *_other_readings(composition),
        *_methods_alone(composition),
    )


READING_NAMES: Mapping[CapReading | OutsideReading, str] = {
    CapReading.ROUND_UP: "oprunding",
    CapReading.LARGEST_REMAINDER: "største brøk",
    CapReading.DHONDT: "d'Hondt",
    OutsideReading.ON_TOP: "under loftet",
    OutsideReading.OUTSIDE_CAP: "uden for loftet",
}


def _other_readings(composition: Composition) -> Iterator[Variant]:
    """Give the composition under every other reading of one assumed rule. Rule: K6, K7."""
    for rule, reading, readings in composition.readings.others():
        other = recompose(composition, readings=readings)
        yield _variant(f"{rule}: {READING_NAMES[reading]}", other.tie, other.seats, other.mayors_outside)


def _methods_alone(composition: Composition) -> Iterator[Variant]:
    votes, outside = composition.votes, composition.mayors_outside
    house = sum(composition.seats.values())
    for method in DivisorMethod:
        count = highest_averages(votes, house, method=method)
        yield _variant(method.value, count.tie, count.seats(), outside)
    shares = largest_remainder(votes, house)
    yield _variant("Største brøk", shares.tie, shares.seats(), outside)


def _variant(name: str, tie: Tie | None, seats: Mapping[str, int], outside: int) -> Variant:
    drawing = f" (lod mellem {' og '.join(sorted(tie.tied))})" if tie else ""
    return Variant(name=f"{name}{drawing}", seats=tuple(seats.items()), total=sum(seats.values()) + outside)
