"""One KKR under every method and every reading: who would have what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kkr_analysis.allocation import DivisorMethod, Tie, highest_averages, largest_remainder
from kkr_analysis.composition import Composition, compose
from kkr_analysis.rules import CapReading, OutsideReading, Readings


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
    chosen = composition.readings
    for cap in CapReading:
        if cap is not chosen.cap:
            yield composed_as(composition, replace(chosen, cap=cap), f"K6: {CAP_NAMES[cap]}")
    for outside in OutsideReading:
        if outside is not chosen.outside:
            yield composed_as(composition, replace(chosen, outside=outside), f"K7: {OUTSIDE_NAMES[outside]}")


CAP_NAMES = {
    CapReading.ROUND_UP: "oprunding",
    CapReading.LARGEST_REMAINDER: "største brøk",
    CapReading.DHONDT: "d'Hondt",
}
OUTSIDE_NAMES = {
    OutsideReading.ON_TOP: "under loftet",
    OutsideReading.OUTSIDE_CAP: "uden for loftet",
}


def composed_as(composition: Composition, readings: Readings, name: str) -> Variant:
    """Return the composition under other readings."""
    other = compose(
        votes_of(composition),
        composition.mayors,
        municipalities=composition.municipalities,
        mayors_outside=composition.mayors_outside,
        readings=readings,
    )
    return Variant(name=name + awaiting(other.tie), seats=tuple(other.seats.items()), total=other.total)


def methods_alone(composition: Composition) -> Iterator[Variant]:
    """Give the seats that each method alone would share out on the votes."""
    votes = votes_of(composition)
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


def votes_of(composition: Composition) -> dict[str, int]:
    """Return the votes that the composition was made from."""
    return {claim.contender: claim.votes for claim in composition.claims}
