"""Electoral alliances (valgforbund): first to alliances and lone contenders, then inside each alliance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.candidates import BoundedAllocation, highest_averages_within
from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.highest_averages import Allocation
from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.votes import Votes, whole_numbers
from kkr_analysis.errors import AllianceError

INSIDE = ", inden for "
"""Joins the name of a count to the alliance whose inner count it is."""


@dataclass(frozen=True, slots=True)
class Alliance:
    """
    Contenders, or alliances of them, whose votes stand as one (a listeforbund inside a valgforbund).

    Rule: V2, V3. Two members or more.

    >>> Alliance.of("A", Alliance.of("F", "Ø")).contenders()
    ('A', 'F', 'Ø')
    """

    members: tuple[str | Alliance, ...]

    def __post_init__(self) -> None:
        if len(self.members) < 2:
            raise AllianceError(
                f"Et valgforbund har mindst to medlemmer; fandt {self.label or 'ingen'}. Ret valgforbundet."
            )

    @classmethod
    def of(cls, *members: str | Alliance) -> Alliance:
        """Make an alliance of its members: ``Alliance.of("C", "V")``."""
        return cls(members)

    @classmethod
    def parse(cls, text: str) -> Alliance:
        """
        Read "C+V", "C,V" or "c + v": the letters of lists are capitals.

        Raises AllianceError for an empty member.
        """
        members = tuple(member.strip().upper() for member in text.replace(",", "+").split("+"))
        if not all(members):
            raise AllianceError(f"Valgforbundet {text!r} er ikke forstået. Skriv det som C+V eller A+F+Ø.")
        return cls(members)

    @property
    def label(self) -> str:
        """The members joined by plus, inner alliances in brackets: "A+(F+Ø)"."""
        return "+".join(
            f"({member.label})" if isinstance(member, Alliance) else member for member in self.members
        )

    @property
    def inner(self) -> tuple[Alliance, ...]:
        """The members that are alliances themselves."""
        return tuple(member for member in self.members if isinstance(member, Alliance))

    def contenders(self) -> tuple[str, ...]:
        """Return every contender in the alliance, at any depth."""
        return tuple(
            contender
            for member in self.members
            for contender in (member.contenders() if isinstance(member, Alliance) else (member,))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AllianceAllocation:
    """
    A count with alliances: ``count`` among alliances (by label) and lone contenders, then ``inner`` ones.

    ``inner`` has, for each alliance, the count of its seats among its members, which may be alliances too.
    """

    count: Allocation | BoundedAllocation
    inner: tuple[tuple[Alliance, AllianceAllocation], ...]

    def seats(self) -> dict[str, int]:
        """Seats of every contender, never of an alliance."""
        seats = self.count.seats()
        for alliance, allocation in self.inner:
            del seats[alliance.label]
            seats |= allocation.seats()
        return seats

    @property
    def ties(self) -> tuple[Tie, ...]:
        """
        Every undecided tie, each with the stage at which it arose.

        While a tie among the alliances is undecided, the inner counts leave out the seats tied for.
        """
        among = (self.count.tie,) if self.count.tie else ()
        return (*among, *(tie for _, allocation in self.inner for tie in allocation.ties))

    def winners(self) -> tuple[str | None, ...]:
        """
        Return the contender of every seat, in the order of the seats; None where a lot inside is undecided.

        Rule: V3. The first seat of an alliance goes to the member that is first inside it, and so on.
        """
        queues = {alliance.label: iter(allocation.winners()) for alliance, allocation in self.inner}
        return tuple(
            next(queues[step.winner], None) if step.winner in queues else step.winner
            for step in self.count.steps
        )


def allocate_in_alliances(
    votes: Mapping[str, int],
    seats: int,
    alliances: Sequence[Alliance] = (),
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    capacity: Mapping[str, int] | None = None,
    stage: str = "",
    lots: Sequence[DrawnLot] = (),
) -> AllianceAllocation:
    """
    Award seats to alliances and lone contenders, then inside each alliance by the same method.

    Rule: V2, V3, V8. A contender outside every alliance stands alone. What a contender cannot fill
    (``capacity``, see ``highest_averages_within``) passes to its own alliance first: an alliance as a
    whole can fill what its members can. A tie among the alliances has the ``stage``, one inside an
    alliance the stage "<stage>, inden for <label>".

    Raises AllianceError for an unknown member, one in two alliances, or a contender with an alliance's
    label for a name; VotesError for votes that are not whole numbers, StaleLotError for a lot that settles
    nothing.

    >>> count = allocate_in_alliances({"A": 100, "B": 60, "C": 45}, 3, [Alliance.of("B", "C")])
    >>> count.seats(), count.winners()
    ({'A': 1, 'B': 1, 'C': 1}, ('B', 'A', 'C'))
    """
    refuse_unknown_members(votes, alliances)
    counted = Votes.of(votes)
    room = whole_numbers(capacity or {}, what="Antal kandidater")
    contenders = combined_votes(counted, alliances)
    count = highest_averages_within(
        contenders,
        seats,
        _combined_capacity(counted, contenders, alliances, room),
        method=method,
        stage=stage,
        lots=[lot for lot in lots if lot.stage == stage],
    )
    won = count.seats()
    inner, stale = [], [lot for lot in lots if lot.stage != stage]
    for alliance in alliances:
        within = inner_stage(stage, alliance)
        allocation = allocate_in_alliances(
            counted.only(alliance.contenders()),
            won[alliance.label],
            alliance.inner,
            method=method,
            capacity=room,
            stage=within,
            lots=[lot for lot in stale if _was_drawn_in(lot, within)],
        )
        inner.append((alliance, allocation))
        stale = [lot for lot in stale if not _was_drawn_in(lot, within)]
    refuse_stale(stale, None)
    return AllianceAllocation(count=count, inner=tuple(inner))


def _was_drawn_in(lot: DrawnLot, stage: str) -> bool:
    return lot.stage == stage or lot.stage.startswith(f"{stage}{INSIDE}")


def inner_stage(stage: str, alliance: Alliance) -> str:
    """Name the count inside an alliance."""
    return f"{stage}{INSIDE}{alliance.label}"


def combined_votes(votes: Votes, alliances: Sequence[Alliance]) -> Votes:
    """Add up the votes of every alliance, and leave the contenders outside as they are. Rule: V3."""
    if not alliances:
        return votes
    inside = {name for alliance in alliances for name in alliance.contenders()}
    return Votes.of(
        dict(votes.without(inside))
        | {alliance.label: sum(votes[name] for name in alliance.contenders()) for alliance in alliances}
    )


def _combined_capacity(
    votes: Votes, contenders: Votes, alliances: Sequence[Alliance], capacity: Mapping[str, int]
) -> dict[str, int]:
    # An alliance can fill any number of seats if one of its members can; a member without votes fills none.
    combined = {name: capacity[name] for name in contenders if name in capacity}
    for alliance in alliances:
        members = [name for name in alliance.contenders() if votes[name]]
        if all(name in capacity for name in members):
            combined[alliance.label] = sum(capacity[name] for name in members)
    return combined


def refuse_unknown_members(votes: Mapping[str, int], alliances: Sequence[Alliance]) -> None:
    """
    Raise AllianceError for a member without votes or in two alliances, or a contender named like an alliance.

    Rule: V2.
    """
    if others := [other for other in alliances if not isinstance(other, Alliance)]:
        raise AllianceError(
            f'alliances: fandt {others[0]!r}, ventede valgforbund. Skriv dem som [Alliance.parse("C+V")].'
        )
    seen: set[str] = set()
    for name in (name for alliance in alliances for name in alliance.contenders()):
        if name not in votes:
            raise AllianceError(
                f"{name} er i et valgforbund, men har intet stemmetal her. Vælg mellem {', '.join(votes)}."
            )
        if name in seen:
            raise AllianceError(f"{name} er i to valgforbund. Et parti kan højst være i ét (regel V2).")
        seen.add(name)
    labels: set[str] = set()
    for alliance in _at_every_level(alliances):
        if alliance.label in labels:
            raise AllianceError(f"To valgforbund hedder {alliance.label}. Giv partierne andre navne.")
        labels.add(alliance.label)
        if alliance.label in votes:
            raise AllianceError(
                f"{alliance.label} er navnet på både et parti og et valgforbund. Giv partiet et andet navn."
            )


def _at_every_level(alliances: Sequence[Alliance]) -> Iterator[Alliance]:
    for alliance in alliances:
        yield alliance
        yield from _at_every_level(alliance.inner)
