"""Alliances (valgforbund) as declared before the meeting: each accepted, or refused with its grounds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.election import Declaration, DeclarationStatus, in_order_received
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import listed
from kkr_analysis.meeting.days import Deadline, named_day, pact_deadline
from kkr_analysis.rules import DeadlineReading


class Refusal(Enum):
    """Why a declaration is refused. The value is the Danish clause that the papers print."""

    OTHER_KKR = "den gælder et andet KKR"
    OTHER_MEETING = "den gælder et andet møde"
    LATE = "anmeldelsen er modtaget efter fristen"
    NOT_REPRESENTED = "et medlem er ikke repræsenteret i KKR"
    IN_TWO = "et medlem er i to valgforbund"
    NOT_APPROVED = "KKR har ikke godkendt det"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDeclaration:
    """
    A declaration held against the rules.

    ``grounds`` refuse it, each with those whom it is about: contenders, or nobody. ``otherwise`` are the
    readings of D1 under which the day of receipt is judged the other way.
    """

    declaration: Declaration
    deadline: Deadline
    grounds: tuple[tuple[Refusal, tuple[str, ...]], ...]
    otherwise: tuple[DeadlineReading, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether nothing refuses it; the KKR's own approval may still be to come."""
        return not self.grounds

    @property
    def text(self) -> str:
        """The verdict as a Danish sentence."""
        label = self.declaration.alliance.label
        if self.is_accepted:
            is_approved = self.declaration.status is DeclarationStatus.ACCEPTED
            then = "er godkendt" if is_approved else "kan godkendes"
            received = named_day(self.declaration.received)
            if self.deadline.is_met(self.declaration.received):
                return f"{label} er anmeldt rettidigt {received} og {then}."
            last = named_day(self.deadline.last_day)
            return f"{label} er modtaget {received}, efter fristen {last}, og er godkendt af KKR."
        return f"{label} afvises: {self.reasons}."

    @property
    def reasons(self) -> str:
        """The grounds as one Danish clause; empty where nothing refuses it."""
        return listed(_reason(ground, about, self) for ground, about in self.grounds) if self.grounds else ""


def judge_declarations(
    declarations: Sequence[Declaration],
    *,
    region: str,
    meeting: date,
    represented: Collection[str],
    reading: DeadlineReading = DeadlineReading.MON_FRI,
) -> tuple[JudgedDeclaration, ...]:
    """
    Accept or refuse every declaration for a meeting, in the order received.

    Rule: D1, D2, D3, V2. ``region`` is a slug, and ``represented`` are the contenders with a seat. A
    contender in two declarations that would be accepted otherwise is a ground against both: no rule says
    which one holds, so the contender is asked. One that the KKR has accepted is not refused for being late.
    """
    deadline = pact_deadline(meeting, reading)
    ordered = in_order_received(declarations)
    alone = {id(given): _own_grounds(given, region, meeting, deadline, represented) for given in ordered}
    standing = [given for given in ordered if not alone[id(given)]]
    judged = []
    for given in ordered:
        members = set(given.alliance.contenders())
        twice = sorted(
            name
            for other in standing
            if other is not given and given in standing
            for name in members & set(other.alliance.contenders())
        )
        conflict = ((Refusal.IN_TWO, tuple(dict.fromkeys(twice))),) if twice else ()
        judged.append(
            JudgedDeclaration(
                declaration=given,
                deadline=deadline,
                grounds=(*alone[id(given)], *conflict),
                otherwise=deadline.is_met_elsewhere(given.received),
            )
        )
    return tuple(judged)


def accepted(judged: Sequence[JudgedDeclaration]) -> tuple[Alliance, ...]:
    """Return the alliances that the election of the chair is held with. Rule: D2."""
    return tuple(entry.declaration.alliance for entry in judged if entry.is_accepted)


def represented_in(result: KkrResult) -> tuple[str, ...]:
    """Return the contenders with a seat in a KKR, who can be in an alliance. Rule: D2."""
    return tuple(name for name, seats in result.composition.seats.items() if seats)


def _own_grounds(
    given: Declaration, region: str, meeting: date, deadline: Deadline, represented: Collection[str]
) -> tuple[tuple[Refusal, tuple[str, ...]], ...]:
    is_accepted = given.status is DeclarationStatus.ACCEPTED
    unknown = tuple(name for name in given.alliance.contenders() if name not in represented)
    found = (
        (Refusal.OTHER_KKR, given.region != region, ()),
        (Refusal.OTHER_MEETING, given.meeting != meeting, ()),
        (Refusal.LATE, not deadline.is_met(given.received) and not is_accepted, ()),
        (Refusal.NOT_REPRESENTED, bool(unknown), unknown),
        (Refusal.NOT_APPROVED, given.status is DeclarationStatus.REFUSED, ()),
    )
    return tuple((ground, about) for ground, is_there, about in found if is_there)


def _reason(ground: Refusal, about: tuple[str, ...], judged: JudgedDeclaration) -> str:
    if ground is Refusal.LATE:
        received, last = named_day(judged.declaration.received), named_day(judged.deadline.last_day)
        return f"{ground.value} (modtaget {received}, frist {last})"
    return f"{ground.value} ({listed(about)})" if about else ground.value
