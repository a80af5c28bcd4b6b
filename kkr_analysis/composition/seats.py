"""
The seats (pladser) of a KKR: sized by the dimensioning party, held down by the cap.

Whole numbers in, a trace out. Eligibility is decided beforehand (``eligibility``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from kkr_analysis.allocation import (
    Allocation,
    DivisorMethod,
    DrawnLot,
    RemainderAllocation,
    Tie,
    highest_averages,
    largest_remainder,
)
from kkr_analysis.allocation.lots import refuse_stale
from kkr_analysis.allocation.votes import Seats, Votes, in_order, whole_number, whole_numbers
from kkr_analysis.errors import NoDimensioningPartyError, UnknownChoiceError, VotesError
from kkr_analysis.rules import CapReading, OutsideReading, Readings

STAGE = "sammensætning"
"""The name of this count in a recorded lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatClaim:
    """
    What one contender may claim before the cap: its votes over the price of a seat, rounded up.

    Rule: K3.
    """

    contender: str
    votes: int
    mayors: int
    quotient: Fraction

    @property
    def seats(self) -> int:
        """The quotient rounded up to a whole number."""
        return -(-self.quotient.numerator // self.quotient.denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredSize:
    """How many seats the contenders would have had together if this one had been dimensioning (rule K9)."""

    contender: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """
    The capped house shared out again.

    Rule: K6. ``house`` seats for the contenders; ``kept`` are the contenders that keep just their mayors
    because the method gives them fewer (empty when the count starts from the mayors); ``count`` is the
    traced count of the rest.
    """

    reading: CapReading
    house: int
    kept: Seats
    count: Allocation | RemainderAllocation

    @property
    def lot(self) -> DrawnLot | None:
        """The lot that settled the last seats, if one was needed."""
        return self.count.lot

    def seats(self) -> dict[str, int]:
        """Seats of every contender."""
        return self.count.seats() | dict(self.kept)


@dataclass(frozen=True, kw_only=True)
class Composition:
    """
    How a KKR is composed, with every step.

    ``claims`` has one entry per eligible contender, sorted by name; ``dimensioning`` names the
    dimensioning party, several where they have equally many mayors per vote. ``mayors_outside`` is the
    number of mayors whose list is not eligible (rule K7). ``cut`` is None where the cap does not bind.
    """

    municipalities: int
    readings: Readings
    claims: tuple[SeatClaim, ...]
    dimensioning: tuple[str, ...]
    required_sizes: tuple[RequiredSize, ...]
    mayors_outside: int
    cut: Cut | None

    @property
    def cap(self) -> int:
        """
        The largest number of members.

        Rule: K5. Twice the number of municipalities.
        """
        return 2 * self.municipalities

    @property
    def house(self) -> int:
        """
        The most seats that the contenders can have together.

        Rule: K5, K7.
        """
        return _house_under_cap(self.municipalities, self.mayors_outside, self.readings.outside)

    @property
    def uncapped(self) -> int:
        """Number of members before the cap, the mayors outside included."""
        return sum(claim.seats for claim in self.claims) + self.mayors_outside

    @property
    def cap_binds(self) -> bool:
        """Whether the cap took seats away."""
        return self.cut is not None

    @property
    def tie(self) -> Tie | None:
        """
        The undecided tie for the last seats.

        Rule: K8. While there is one, ``seats`` and ``total`` are without the seats tied for.
        """
        return self.cut.count.tie if self.cut is not None else None

    @property
    def seats(self) -> Mapping[str, int]:
        """Seats of every eligible contender, its mayors included; nobody can write in it."""
        return MappingProxyType(self._seats)

    @cached_property
    def _seats(self) -> dict[str, int]:
        if self.cut is None:
            return {claim.contender: claim.seats for claim in self.claims}
        capped = self.cut.seats()
        return {claim.contender: capped[claim.contender] for claim in self.claims}

    @cached_property
    def votes(self) -> Votes:
        """Votes of every eligible contender."""
        return Votes.of({claim.contender: claim.votes for claim in self.claims})

    @property
    def mayors(self) -> Mapping[str, int]:
        """Mayors of every eligible contender."""
        return {claim.contender: claim.mayors for claim in self.claims}

    @property
    def supplementary(self) -> Mapping[str, int]:
        """
        Supplementary members (supplerende medlemmer) of every eligible contender.

        Rule: K4. Seats less mayors.
        """
        return {name: seats - self.mayors[name] for name, seats in self.seats.items()}

    @property
    def total(self) -> int:
        """Number of members, the mayors outside included."""
        return sum(self.seats.values()) + self.mayors_outside

    @property
    def price(self) -> Fraction:
        """The dimensioning party's votes per mayor: the price of a seat before the cap."""
        claim = next(claim for claim in self.claims if claim.contender == self.dimensioning[0])
        return Fraction(claim.votes, claim.mayors)


def compose(
    votes: Mapping[str, int],
    mayors: Mapping[str, int],
    *,
    municipalities: int,
    mayors_outside: int = 0,
    readings: Readings | None = None,
    lots: Sequence[DrawnLot] = (),
) -> Composition:
    """
    Compose a KKR from the votes and mayors of the eligible contenders.

    Rule: K1, K2, K3, K5, K7, K9. ``mayors`` may leave out contenders without one; ``mayors_outside``
    are the mayors whose lists are not eligible. ``lots`` were drawn for ties in this composition.

    Raises VotesError for numbers that are not whole or mayors that do not fit, NoDimensioningPartyError
    where no contender with votes has a mayor, StaleLotError for a lot that settles nothing, and
    UnknownChoiceError for readings that are none. A tie that decides a seat is the result's ``tie``.

    >>> kkr = compose({"A": 50, "B": 30, "C": 8}, {"A": 3, "B": 1}, municipalities=4)
    >>> kkr.seats, kkr.total, kkr.cap
    (mappingproxy({'A': 3, 'B': 2, 'C': 1}), 6, 8)
    """
    readings = Readings() if readings is None else readings
    if not isinstance(readings, Readings):
        raise UnknownChoiceError(f"readings: fandt {readings!r}, ventede Readings(cap=CapReading.DHONDT).")
    counted = Votes.of(votes)
    held = whole_numbers(dict.fromkeys(counted, 0) | dict(mayors), what="Borgmestre")
    outside = whole_number(mayors_outside, what="Borgmestre uden for fordelingen")
    size = whole_number(municipalities, what="Antal kommuner")
    _refuse_misfits(counted, held, outside, size)

    dimensioning = dimensioning_parties(counted, held)
    claims = seat_claims(counted, held, dimensioning[0])
    house = _house_under_cap(size, outside, readings.outside)
    cut = None
    if sum(claim.seats for claim in claims) > house:
        cut = _cut_to(house, counted, held, readings.cap, lots)
    else:
        refuse_stale(lots, None)
    return Composition(
        municipalities=size,
        readings=readings,
        claims=claims,
        dimensioning=dimensioning,
        required_sizes=_required_sizes(counted, held),
        mayors_outside=outside,
        cut=cut,
    )


def _house_under_cap(municipalities: int, mayors_outside: int, reading: OutsideReading) -> int:
    return 2 * municipalities - (mayors_outside if reading is OutsideReading.ON_TOP else 0)


def recompose(
    composition: Composition,
    *,
    votes: Mapping[str, int] | None = None,
    mayors: Mapping[str, int] | None = None,
    mayors_outside: int | None = None,
    readings: Readings | None = None,
) -> Composition:
    """
    Compose again with other figures or readings; what the caller does not pass stays as it was.

    Lots do not carry over: they were drawn for the composition as it was. Raises as ``compose`` does.
    """
    return compose(
        composition.votes if votes is None else votes,
        composition.mayors if mayors is None else mayors,
        municipalities=composition.municipalities,
        mayors_outside=composition.mayors_outside if mayors_outside is None else mayors_outside,
        readings=readings or composition.readings,
    )


def _refuse_misfits(votes: Votes, mayors: Mapping[str, int], outside: int, size: int) -> None:
    """Raise VotesError where mayors have no votes behind them or are not one per municipality."""
    if unknown := sorted(name for name in mayors if name not in votes):
        raise VotesError(f"{', '.join(unknown)} har borgmestre, men intet stemmetal.")
    if without := sorted(name for name, number in mayors.items() if number and not votes[name]):
        raise VotesError(f"{', '.join(without)} har borgmestre, men ingen stemmer. Ret stemmetallet.")
    number = sum(mayors.values()) + outside
    if number != size:
        raise VotesError(
            f"Fandt {number} borgmestre til {size} kommuner, ventede én borgmester pr. kommune. "
            "Ret tallene, og prøv igen."
        )


def dimensioning_parties(votes: Mapping[str, int], mayors: Mapping[str, int]) -> tuple[str, ...]:
    """
    Return the contenders with most mayors per vote, sorted by name; one unless they are exactly equal.

    Rule: K3. Equal ones set the same price, so it does not matter which is used.

    Raises NoDimensioningPartyError where nobody has a mayor.
    """
    rates = {name: Fraction(number, votes[name]) for name, number in mayors.items() if number}
    if not rates:
        raise NoDimensioningPartyError(
            "Intet berettiget parti har en borgmester, så der er intet dimensionerende parti (regel K3)."
        )
    highest = max(rates.values())
    return tuple(sorted(name for name, rate in rates.items() if rate == highest))


def seat_claims(votes: Votes, mayors: Mapping[str, int], dimensioning: str) -> tuple[SeatClaim, ...]:
    """
    Return what everybody may claim when ``dimensioning`` sets the price.

    Rule: K3. ``votes * mayors_b / votes_b``, rounded up: nobody has more votes per seat than the
    dimensioning party b has per mayor.
    """
    price_votes, price_mayors = votes[dimensioning], mayors[dimensioning]
    return tuple(
        SeatClaim(
            contender=name,
            votes=cast,
            mayors=mayors[name],
            quotient=Fraction(cast * price_mayors, price_votes),
        )
        for name, cast in votes.items()
    )


def _required_sizes(votes: Votes, mayors: Mapping[str, int]) -> tuple[RequiredSize, ...]:
    """
    Return, for each contender, the total seats that its mayors would require if it were dimensioning.

    Rule: K9. The dimensioning party is the one that requires most. Mayors outside are not counted.
    """
    return tuple(
        RequiredSize(contender=name, seats=sum(-(-cast * mayors[name] // price) for cast in votes.values()))
        for name, price in votes.items()
        if mayors[name]
    )


def _cut_to(
    house: int, votes: Votes, mayors: Mapping[str, int], reading: CapReading, lots: Sequence[DrawnLot]
) -> Cut:
    """
    Share out a capped house of ``house`` seats so that nobody gets fewer than their mayors.

    Rule: K6, K8. ``round_up`` starts from the mayors and gives the next seat to the most votes per seat
    held. The other readings share out the house by their method; contenders whose mayors exceed what
    they get keep the mayors, and the rest is shared out again. A tie for the last seats stays in the
    count until a lot settles it.
    """
    if reading is CapReading.ROUND_UP:
        from_mayors = highest_averages(
            votes,
            house - sum(mayors.values()),
            method=DivisorMethod.ADAMS,
            held=mayors,
            stage=STAGE,
            lots=lots,
        )
        return Cut(reading=reading, house=house, kept=(), count=from_mayors)
    kept = _keeping_their_mayors(house, votes, mayors, reading)
    count = _count_by(reading, votes.without(kept), house - sum(kept.values()), lots)
    return Cut(reading=reading, house=house, kept=in_order(kept), count=count)


def _keeping_their_mayors(
    house: int, votes: Votes, mayors: Mapping[str, int], reading: CapReading
) -> dict[str, int]:
    """
    Return the mayors of the contenders to which the method alone would give fewer seats than mayors.

    Rule: K6. Repeated for the rest of the house until nobody is below. A contender that would reach its
    mayors only by winning a lot counts as below: it gets just its mayors either way.
    """
    kept: dict[str, int] = {}
    while True:
        seats = _count_by(reading, votes.without(kept), house - sum(kept.values())).seats()
        below = {name: mayors[name] for name in seats if seats[name] < mayors[name]}
        if not below:
            return kept
        kept |= below


def _count_by(
    reading: CapReading, votes: Votes, seats: int, lots: Sequence[DrawnLot] = ()
) -> Allocation | RemainderAllocation:
    match reading:
        case CapReading.LARGEST_REMAINDER:
            return largest_remainder(votes, seats, stage=STAGE, lots=lots)
        case CapReading.DHONDT:
            return highest_averages(votes, seats, stage=STAGE, lots=lots)
        case CapReading.ROUND_UP:
            raise ValueError("round_up starts from the mayors, and shares out no house by itself")
