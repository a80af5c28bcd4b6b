"""What the absence of members changes: the same election on those attending and on all members."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_analysis.appointments.fora import Forum, OfficeSeat
from kkr_analysis.appointments.groups import Basis, voting_basis
from kkr_analysis.appointments.picks import Appointment, appoint_several
from kkr_analysis.rules import BasisReading


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceEffect:
    """One election on the members attending and on all members, with what differs. Rule: U3."""

    present: Appointment
    everybody: Appointment

    @property
    def changes(self) -> tuple[tuple[str, int, int], ...]:
        """Group, sure seats if all had attended, sure seats as it is; those that differ."""
        before, now = self.everybody.seats(), self.present.seats()
        return tuple((name, before[name], now[name]) for name in now if before[name] != now[name])

    @property
    def has_effect(self) -> bool:
        """Whether the absence changes a seat or a lot."""
        return bool(self.changes) or _tied(self.present) != _tied(self.everybody)


def attendance_effect(forum: Forum, basis: Basis) -> AttendanceEffect:
    """
    Compare the election on those attending with the one on all members, before any lot or choice of kind.

    Rule: U3. How many seats a group has does not depend on their kinds, so they are taken as alike.
    """
    alike = Forum.alike(
        forum.name, forum.seats, tuple(OfficeSeat(holder=seat.holder) for seat in forum.by_office)
    )
    counted = {
        reading: appoint_several(alike, voting_basis(basis.assembly, basis.groups, reading))
        for reading in BasisReading
    }
    return AttendanceEffect(
        present=counted[BasisReading.PRESENT], everybody=counted[BasisReading.ALL_MEMBERS]
    )


def _tied(appointment: Appointment) -> frozenset[str]:
    return appointment.tie.tied if appointment.tie else frozenset()
