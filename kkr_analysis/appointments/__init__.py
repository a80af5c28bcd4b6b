"""
Appointments (udpegninger) by any assembly that appoints by kommunestyrelsesloven §§ 24 to 28.

Groups and fora go in, picks and rounds come out; nothing here knows of a KKR, its composition or its files,
and the house's law (import-linter) keeps it so. A municipal council's own constitution is the same engine
with other readings (``BasisReading``): all members count where the council so agrees, not only those there;
and for its standing committees *under ét* is law. Here a council of 31 in groups of 16 and 15 fills six
committees of seven:

>>> from kkr_analysis.appointments import Assembly, Forum, Group, appoint_several, fair_package, voting_basis
>>> one, other = [f"A{n}" for n in range(16)], [f"V{n}" for n in range(15)]
>>> council = Assembly(members=(*one, *other))
>>> groups = [Group(name="A", members=tuple(one)), Group(name="V", members=tuple(other))]
>>> basis = voting_basis(council, groups)
>>> committees = [Forum.alike(f"Udvalg {n}", 7) for n in range(1, 7)]

Committee by committee the larger group has 24 seats of 42, and under ét 22:

>>> [appoint_several(committee, basis).seats() for committee in committees[:1]]
[{'A': 4, 'V': 3}]
>>> package = fair_package(committees, basis)
>>> dict(package.together)
{'A': 22, 'V': 20}
>>> [dict(entry.seats) for entry in package.distribution]
[{'A': 4, 'V': 3}, {'A': 3, 'V': 4}, {'A': 4, 'V': 3}, {'A': 3, 'V': 4}, {'A': 4, 'V': 3}, {'A': 4, 'V': 3}]
>>> package.equally_fair
15
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments.agreements import (
    AgreedSeats,
    Agreement,
    BothCounts,
    Distance,
    PackageRecord,
    both_counts,
    hold_against,
    taken_together,
)
from kkr_analysis.appointments.attendance import AttendanceEffect, attendance_effect
from kkr_analysis.appointments.fora import Forum, OfficeSeat, SeatKind
from kkr_analysis.appointments.groups import Assembly, Basis, Group, voting_basis
from kkr_analysis.appointments.majority import Ballot, ElectedBy, SingleAppointment, appoint_one
from kkr_analysis.appointments.persons import (
    Appointee,
    PersonDoubt,
    PersonFault,
    VacantSeat,
    check_persons,
    fill,
    vacate,
)
from kkr_analysis.appointments.picks import (
    Appointment,
    AwaitedChoice,
    Pick,
    Waiver,
    appoint_several,
    outcomes,
    ties_ahead,
)
from kkr_analysis.appointments.women_and_men import (
    Duty,
    Gender,
    GenderCount,
    GenderDuty,
    count_genders,
    gender_duty,
)
from kkr_analysis.errors import AppointmentError
from kkr_analysis.rules import BasisReading, GenderRule, StandIns

if TYPE_CHECKING:
    from kkr_analysis.appointments.fairest import FairPackage, fair_package, fair_packages

_OF_THE_SOLVER = ("FairPackage", "fair_package", "fair_packages")
"""Names whose module reads in networkx (0.12 s), which nothing else here needs."""

__all__ = [
    "AgreedSeats",
    "Agreement",
    "Appointee",
    "Appointment",
    "AppointmentError",
    "Assembly",
    "AttendanceEffect",
    "AwaitedChoice",
    "Ballot",
    "Basis",
    "BasisReading",
    "BothCounts",
    "Distance",
    "DrawnLot",
    "Duty",
    "ElectedBy",
    "FairPackage",
    "Forum",
    "Gender",
    "GenderCount",
    "GenderDuty",
    "GenderRule",
    "Group",
    "OfficeSeat",
    "PackageRecord",
    "PersonDoubt",
    "PersonFault",
    "Pick",
    "SeatKind",
    "SingleAppointment",
    "StandIns",
    "VacantSeat",
    "Waiver",
    "appoint_one",
    "appoint_several",
    "attendance_effect",
    "both_counts",
    "check_persons",
    "count_genders",
    "fair_package",
    "fair_packages",
    "fill",
    "gender_duty",
    "hold_against",
    "outcomes",
    "taken_together",
    "ties_ahead",
    "vacate",
    "voting_basis",
]


def __getattr__(name: str) -> Any:
    """Read the solver in when a name of it is first asked for."""
    if name not in _OF_THE_SOLVER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.fairest"), name)
