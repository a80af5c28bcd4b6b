"""
The ranking of the quotients (kvotienter) of a KKR: every claim to a seat in falling order, and where the
seats run out.

Where the cap does not bind, seats are not handed out one by one, and yet every seat has a quotient: a
contender has its nth seat when its votes over n - 1 are above the price. Where it binds, the claims are those
of the count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation import Allocation, RemainderAllocation
from kkr_analysis.allocation.votes import Seats, in_order
from kkr_analysis.composition.seats import Composition

BEYOND = 6
"""How many claims of each contender are kept below its last seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedQuotient:
    """
    A contender's claim to its seat number ``seat``: votes over divisor, less ``taken``.

    ``taken`` is 0 except for largest remainder, where it is the whole seats already given. A
    divisor of 0 is that of a contender without a seat, whose claim has no size.
    """

    contender: str
    seat: int
    votes: int
    divisor: Fraction
    taken: int = 0
    is_won: bool
    is_by_lot: bool = False

    @property
    def quotient(self) -> Fraction | None:
        """What the claim is worth; None where the divisor is 0."""
        return self.votes / self.divisor - self.taken if self.divisor else None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotientRanking:
    """
    Every claim: those won, then the others, each in falling order.

    ``held`` are seats that no claim had to win: mayors where the count starts from them, whole seats by
    largest remainder. ``price`` is what a claim had to exceed, None where the cap binds and the last claim
    won was merely the last; ``dimensioning`` are the contenders whose own votes set it.
    """

    held: Seats
    claims: tuple[RankedQuotient, ...]
    price: Fraction | None
    dimensioning: tuple[str, ...]

    @property
    def won(self) -> tuple[RankedQuotient, ...]:
        """The claims that got a seat."""
        return tuple(claim for claim in self.claims if claim.is_won)

    @property
    def below(self) -> tuple[RankedQuotient, ...]:
        """The claims that got none."""
        return tuple(claim for claim in self.claims if not claim.is_won)

    @property
    def last(self) -> RankedQuotient | None:
        """The claim that got the last seat; None where no seat depends on a claim."""
        return self.won[-1] if self.won else None

    @property
    def next_in_line(self) -> RankedQuotient | None:
        """The largest claim below that does not itself set the price; None without one."""
        return next((claim for claim in self.below if not self.sets_price(claim)), None)

    def sets_price(self, claim: RankedQuotient) -> bool:
        """Whether the claim is a dimensioning party's that equals the price, and so is not above it."""
        return claim.contender in self.dimensioning and claim.quotient == self.price

    def seats(self) -> dict[str, int]:
        """Add up the seats of every contender: those held and the claims won."""
        totals = dict(self.held)
        for claim in self.won:
            totals[claim.contender] += 1
        return totals

    def around(self, each_way: int = BEYOND) -> tuple[RankedQuotient, ...]:
        """Return the last claims won and the first ones below, at most ``each_way`` of each."""
        return self.won[-each_way:] + self.below[:each_way]


def ranking_of(composition: Composition) -> QuotientRanking:
    """
    Return the ranking of a composition; the seats of its claims are those of the composition.

    Rule: K3, K6. While a tie is undecided, the claims tied are below.
    """
    cut = composition.cut
    if cut is None:
        nobody = dict.fromkeys(composition.votes, 0)
        claims = divisions(composition.votes, nobody, composition.seats, first=0)
        return QuotientRanking(
            held=in_order(nobody),
            claims=_in_falling_order(claims),
            price=composition.price,
            dimensioning=composition.dimensioning,
        )
    held, claims = counted(cut.count)
    kept = dict(cut.kept)
    return QuotientRanking(
        held=in_order(held | kept), claims=_in_falling_order(claims), price=None, dimensioning=()
    )


def ranking_of_posts(entries: Mapping[str, int], won: Mapping[str, int]) -> QuotientRanking:
    """
    Return the ranking of an election of posts or places by d'Hondt, among alliances and lone contenders.

    Rule: V1, V5. ``won`` is what each of the ``entries`` has for sure: while a tie is undecided, the
    claims tied are below.
    """
    nobody = dict.fromkeys(entries, 0)
    claims = divisions(entries, nobody, won, first=1)
    return QuotientRanking(
        held=in_order(nobody), claims=_in_falling_order(claims), price=None, dimensioning=()
    )


def counted(count: Allocation | RemainderAllocation) -> tuple[dict[str, int], Iterator[RankedQuotient]]:
    """Return the seats that were held before a count, and its claims. Rule: K6."""
    if isinstance(count, RemainderAllocation):
        return {share.contender: _whole_seats(share.share) for share in count.shares}, _remainders(count)
    held = dict(zip(count.votes, count.held, strict=True))
    drawn = count.lot.winners if count.lot else ()
    first, step = count.method.first, count.method.step
    claims = divisions(count.votes, held, count.seats(), first=first, step=step, drawn=drawn)
    return held, claims


def divisions(
    votes: Mapping[str, int],
    held: Mapping[str, int],
    seats: Mapping[str, int],
    *,
    first: int,
    step: int = 1,
    drawn: tuple[str, ...] = (),
) -> Iterator[RankedQuotient]:
    """
    Yield the claims of a series of divisors, from the seats held to BEYOND past those won.

    Rule: K3, K6. Without a cap a contender has more than n - 1 times the price in votes exactly when
    ``votes / price``, rounded up, is at least n. Nobody has a claim without votes.
    """
    for name, cast in votes.items():
        for before in range(held[name], seats[name] + BEYOND if cast else 0):
            yield RankedQuotient(
                contender=name,
                seat=before + 1,
                votes=cast,
                divisor=Fraction(first + step * before),
                is_won=before < seats[name],
                is_by_lot=name in drawn and before == seats[name] - 1,
            )


def _remainders(count: RemainderAllocation) -> Iterator[RankedQuotient]:
    """Give one claim for each contender's fraction of a seat. Rule: K6."""
    total = sum(count.votes.values())
    for share in count.shares:
        if share.remainder:
            yield RankedQuotient(
                contender=share.contender,
                seat=_whole_seats(share.share) + 1,
                votes=count.votes[share.contender],
                divisor=Fraction(total, count.seats_to_fill),
                taken=_whole_seats(share.share),
                is_won=share.got_one_more,
                is_by_lot=count.lot is not None and share.contender in count.lot.winners,
            )


def _whole_seats(share: Fraction) -> int:
    return share.numerator // share.denominator


def _in_falling_order(claims: Iterator[RankedQuotient]) -> tuple[RankedQuotient, ...]:
    """Put those won first, then go by size, those without a size by votes, equals by name. Rule: K3, K6."""
    return tuple(sorted(claims, key=place))


def place(claim: RankedQuotient) -> tuple[bool, bool, Fraction, str]:
    """Key that sorts claims."""
    size = Fraction(claim.votes) if claim.quotient is None else claim.quotient
    return not claim.is_won, claim.quotient is not None, -size, claim.contender
