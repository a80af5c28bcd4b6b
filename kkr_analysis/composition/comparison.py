"""One KKR under every method and every reading: who would have what."""

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

    ``name`` is Danish; ``total`` counts the mayors outside too. Seats that hang on a lot are with nobody.
    """

    name: str
    seats: tuple[tuple[str, int], ...]
    total: int


def variants(composition: Composition) -> tuple[Variant, ...]:
    """
    Return the KKR as composed, then under each other reading of K6 and K7, then by each method alone.

    The methods share out as many seats as the contenders have, on votes alone: mayors do not count there,
    so a contender may have fewer seats than mayors. That is what rule K3 is for.
    """
    return (
        Variant(
            name="Som beregnet" + awaiting(composition.tie),
            seats=tuple(composition.seats.items()),
            total=composition.total,
        ),
        *other_readings(composition),
        *methods_alone(composition),
    )


def other_readings(composition: Composition) -> Iterator[Variant]:
    """Give the composition under every other reading of one assumed rule. Rule: K6, K7."""
    for rule, reading, readings in composition.readings.others():
        other = recompose(composition, readings=readings)
        yield Variant(
            name=f"{rule}: {READING_NAMES[reading]}" + awaiting(other.tie),
            seats=tuple(other.seats.items()),
            total=other.total,
        )


READING_NAMES: Mapping[CapReading | OutsideReading, str] = {
    CapReading.ROUND_UP: "oprunding",
    CapReading.LARGEST_REMAINDER: "største brøk",
    CapReading.DHONDT: "d'Hondt",
    OutsideReading.ON_TOP: "under loftet",
    OutsideReading.OUTSIDE_CAP: "uden for loftet",
}


def methods_alone(composition: Composition) -> Iterator[Variant]:
    """Give the seats that each method alone would share out on the votes."""
    votes = composition.votes
    house = sum(composition.seats.values())
    for method in DivisorMethod:
        count = highest_averages(votes, house, method=method)
        yield of_seats(method.value + awaiting(count.tie), count.seats(), composition.mayors_outside)
    shares = largest_remainder(votes, house)
    yield of_seats("Største brøk" + awaiting(shares.tie), shares.seats(), composition.mayors_outside)


def awaiting(tie: Tie | None) -> str:
    """Say after a variant's name who has to draw lots for the seats that nobody has."""
    return f" (lod mellem {' og '.join(sorted(tie.tied))})" if tie else ""


def of_seats(name: str, seats: Mapping[str, int], outside: int) -> Variant:
    """Return a variant from seats per contender."""
    return Variant(name=name, seats=tuple(seats.items()), total=sum(seats.values()) + outside)
