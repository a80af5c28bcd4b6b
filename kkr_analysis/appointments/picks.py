"""
Several seats of one forum: the order in which the groups pick (forholdstalsvalg), pick by pick.

One election for the forum by itself, by d'Hondt on the members of each group. What an equal quotient leads to
depends on the seats: where all of the tied get one and the order changes nothing, no lot is needed. The count
stops at a lot that is not drawn, or at a choice of kind that is not made, and says which.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.highest_averages import highest_averages
from kkr_analysis.allocation.lots import DrawnLot, Tie, lot_outcomes, refuse_stale
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.appointments.fora import Forum
from kkr_analysis.appointments.groups import Basis, refuse, told
from kkr_analysis.danish import listed
from kkr_analysis.errors import AppointmentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """
    One seat picked: by which group, on which of the quotients, and which kind of seat it took.

    ``tied`` are the groups with the winning quotient where they are several; ``lot`` chose between them, and
    is None where the order made no difference.
    """

    number: int
    group: str
    kind: str
    quotients: tuple[Quotient, ...]
    """Every claim to the seat, the largest first; equal ones by name."""
    tied: frozenset[str] = frozenset()
    lot: DrawnLot | None = None
    is_waived: bool = False
    instead_of: int | None = None
    """The number of the waived pick that this one replaces."""

    @property
    def quotient(self) -> Quotient:
        """The quotient that won the pick."""
        return next(quotient for quotient in self.quotients if quotient.contender == self.group)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedChoice:
    """The pick at which a group has to choose between several kinds of seats. Rule: U8."""

    number: int
    group: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A group waives (giver afkald på) its last seat of a kind. Rule: U6."""

    group: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """
    The election of several to one forum: the picks in order, and where it stops.

    ``tie`` waits for a lot, ``choice`` for a group; both None where all seats are taken. ``refused_waivers``
    had no effect: no other group was willing, so the seat stays where it was.
    """

    forum: Forum
    basis: Basis
    picks: tuple[Pick, ...]
    tie: Tie | None
    choice: AwaitedChoice | None
    refused_waivers: tuple[Waiver, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every seat is taken."""
        return self.tie is None and self.choice is None

    def seats(self) -> dict[str, int]:
        """Seats of every group, those by virtue of an office included and waived ones not. Rule: U7."""
        won = Counter(pick.group for pick in self.picks if not pick.is_waived)
        won.update(self.forum.by_group(self.basis))
        return {name: won[name] for name in self.basis.votes}

    @property
    def lots(self) -> tuple[DrawnLot, ...]:
        """The lots that were used, each once, in order."""
        return tuple(dict.fromkeys(pick.lot for pick in self.picks if pick.lot))


def appoint_several(
    forum: Forum,
    basis: Basis,
    *,
    choices: Mapping[str, Sequence[str]] | None = None,
    waivers: Sequence[Waiver] = (),
    declining: frozenset[str] = frozenset(),
    lots: Sequence[DrawnLot] = (),
) -> Appointment:
    """
    Share out the seats of one forum, and give the order in which the groups pick them.

    Rule: U1, U4, U6, U7, U8. ``choices`` are the kinds of seat that each group chose, in the order of its
    picks; none is needed where one kind is left. A group that holds a seat by virtue of an office starts with
    it. ``waivers`` take effect when all seats are picked: they go on to the other groups, but not to those
    ``declining``, by the same quotients.

    A tie for the last seats has the forum's name as its stage, one about the order of picks
    "<forum>, valg 3".

    Raises AppointmentError for a forum of one seat (``appoint_one``), for choices and waivers that cannot be
    and where nobody attends; StaleLotError for a lot that settles no tie.
    """
    if forum.seats == 1:
        raise AppointmentError(
            f"{forum.name}: én repræsentant vælges ved flertalsvalg og ikke ved forholdstalsvalg (regel U9)."
        )
    _refuse_strangers(forum, basis, choices or {}, waivers, declining)
    chosen = {name: deque(kinds) for name, kinds in (choices or {}).items()}
    count = _Count(forum.name, basis.votes.above_zero(), forum.by_group(basis), chosen, lots)
    picks, stop = count.run(forum.open_places, first=1)
    refused: tuple[Waiver, ...] = ()
    if stop is None and waivers:
        picks, stop, refused = _passed_on(forum, picks, waivers, declining, count)
    if stop is None:
        refuse(
            [
                f"{forum.name}: {name} har valgt flere pladser, end gruppen har: {told(list(rest))}"
                for name, rest in chosen.items()
                if rest
            ]
        )
    if not isinstance(stop, Tie):
        used = {pick.lot for pick in picks}
        refuse_stale([lot for lot in lots if lot not in used], None)
    return Appointment(
        forum=forum,
        basis=basis,
        picks=tuple(picks),
        tie=stop if isinstance(stop, Tie) else None,
        choice=stop if isinstance(stop, AwaitedChoice) else None,
        refused_waivers=refused,
    )


def outcomes(
    forum: Forum, basis: Basis, choices: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Appointment]:
    """Give the election with every combination of lots that could be drawn. Rule: U4."""
    return lot_outcomes(
        lambda lots: appoint_several(forum, basis, choices=choices, lots=lots),
        lambda appointment: appointment.tie,
    )


def ties_ahead(forum: Forum, basis: Basis) -> tuple[Tie, ...]:
    """
    Return the ties that a lot may be needed for, so that whoever leads the meeting is prepared.

    Rule: U4, U8. The one for the last seats is certain to come, unless an earlier choice or waiver moves it.
    Where there are several kinds of seats, equal groups may need one about their order too: it depends on the
    choices.
    """
    count = highest_averages(
        basis.votes, sum(forum.open_places.values()), held=forum.by_group(basis), stage=forum.name
    )
    equal: dict[frozenset[str], int] = {}
    if len(forum.kinds) > 1:
        for step in count.steps:
            if step.tied:
                equal.setdefault(step.tied, step.seat_number)
    order = tuple(
        Tie(stage=f"{forum.name}, valg {number}", tied=tied, first_seat=number, places=1)
        for tied, number in equal.items()
    )
    return (*order, count.tie) if count.tie else order


class _Count:
    # One count under way: what every group has won so far, and what it chose.

    def __init__(
        self,
        stage: str,
        votes: Votes,
        won: Counter[str],
        chosen: Mapping[str, deque[str]],
        lots: Sequence[DrawnLot],
    ) -> None:
        self.stage, self.votes, self.won, self.chosen, self.lots = stage, votes, won, chosen, lots

    def run(
        self, places: Mapping[str, int], *, first: int, without: frozenset[str] = frozenset()
    ) -> tuple[list[Pick], Tie | AwaitedChoice | None]:
        """Pick until the places are taken, or a lot or a choice is wanted."""
        left, picks = dict(places), list[Pick]()
        while total := sum(left.values()):
            number = first + len(picks)
            quotients = self._quotients(without)
            equal = [q.contender for q in quotients if q.value == quotients[0].value]
            tie = self._tie(equal, left, total, number)
            lot = tie.settling_lot(self.lots) if tie else None
            if tie and not lot:
                return picks, tie
            for group in lot.winners if lot else equal:
                kind = self._kind(group, left)
                if kind is None:
                    open_kinds = tuple(name for name, number_left in left.items() if number_left)
                    return picks, AwaitedChoice(number=first + len(picks), group=group, kinds=open_kinds)
                tied = frozenset(equal) if len(equal) > 1 else frozenset()
                picks.append(
                    Pick(
                        number=first + len(picks),
                        group=group,
                        kind=kind,
                        quotients=quotients,
                        tied=tied,
                        lot=lot,
                    )
                )
                left[kind] -= 1
                self.won[group] += 1
        return picks, None

    def _quotients(self, without: frozenset[str]) -> tuple[Quotient, ...]:
        claims = [
            Quotient(name, number, DivisorMethod.DHONDT.divisor(self.won[name]))
            for name, number in self.votes.items()
            if name not in without
        ]
        return tuple(
            sorted(claims, key=lambda claim: (-Fraction(claim.votes, claim.divisor), claim.contender))
        )

    def _tie(self, equal: list[str], left: Mapping[str, int], total: int, number: int) -> Tie | None:
        """Say what a lot has to settle: the last seats, the order of picks, or nothing. Rule: U4."""
        open_kinds = [places for places in left.values() if places]
        order_is_free = len(open_kinds) == 1 or all(places >= len(equal) for places in open_kinds)
        if len(equal) == 1 or (len(equal) <= total and order_is_free):
            return None
        if len(open_kinds) == 1:
            return Tie(stage=self.stage, tied=frozenset(equal), first_seat=number, places=total)
        stage = f"{self.stage}, valg {number}"
        return Tie(stage=stage, tied=frozenset(equal), first_seat=number, places=1)

    def _kind(self, group: str, left: Mapping[str, int]) -> str | None:
        """Return the kind that the group takes: its choice, or the only one left; None while it is asked."""
        open_kinds = [name for name, places in left.items() if places]
        queue = self.chosen.get(group)
        if not queue:
            return open_kinds[0] if len(open_kinds) == 1 else None
        kind = queue.popleft()
        if kind not in open_kinds:
            raise AppointmentError(
                f"{self.stage}: {group} har valgt en plads af slagsen {kind!r}, men der er kun "
                f"{listed(open_kinds, 'og')} tilbage. Ret valget."
            )
        return kind


def _passed_on(
    forum: Forum,
    picks: list[Pick],
    waivers: Sequence[Waiver],
    declining: frozenset[str],
    count: _Count,
) -> tuple[list[Pick], Tie | AwaitedChoice | None, tuple[Waiver, ...]]:
    """Mark the waived picks, and pick them anew among the groups that are willing. Rule: U6."""
    waived: list[Pick] = []
    for waiver in waivers:
        of_the_group = [p for p in picks if (p.group, p.kind) == (waiver.group, waiver.kind)]
        mine = [pick for pick in of_the_group if pick not in waived]
        if not mine:
            raise AppointmentError(
                f"{forum.name}: {waiver.group} giver afkald på en plads, som gruppen ikke har. Slet afkaldet."
            )
        waived.append(mine[-1])
    without = declining | {waiver.group for waiver in waivers}
    if not set(count.votes) - without:
        return picks, None, tuple(waivers)
    numbers = {pick.number for pick in waived}
    marked = [replace(pick, is_waived=pick.number in numbers) for pick in picks]
    passed, stop = count.run(Counter(p.kind for p in waived), first=len(picks) + 1, without=without)
    queues: dict[str, deque[int]] = {}
    for pick in sorted(waived, key=lambda waived_pick: waived_pick.number):
        queues.setdefault(pick.kind, deque()).append(pick.number)
    taken = [replace(pick, instead_of=queues[pick.kind].popleft()) for pick in passed]
    return [*marked, *taken], stop, ()


def _refuse_strangers(
    forum: Forum,
    basis: Basis,
    choices: Mapping[str, Sequence[str]],
    waivers: Sequence[Waiver],
    declining: frozenset[str],
) -> None:
    known = basis.votes
    named = {*choices, *(waiver.group for waiver in waivers), *declining}
    faults = [
        f"{forum.name}: der er ingen gruppe {name}. Vælg mellem {told(list(known))}"
        for name in sorted(named - set(known))
    ]
    faults += [
        f"{forum.name}: {seat.holder} har en plads i kraft af et hverv, men er ikke medlem. Ret forummet"
        for seat in forum.by_office
        if seat.holder not in basis.assembly.members
    ]
    if not any(known.values()):
        faults.append(f"{forum.name}: ingen er til stede, så der kan ikke vælges")
    refuse(faults)
