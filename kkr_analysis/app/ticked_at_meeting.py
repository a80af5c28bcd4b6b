"""
Ticks and entries on the page of a meeting, and what is noted after each: who came, the groups, the lots.

Nothing here counts anything: ``meeting.under_way`` says what it comes to.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from kkr_analysis.allocation import DrawnLot, Tie
from kkr_analysis.appointments import Group
from kkr_analysis.danish import listed
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.members import identity
from kkr_analysis.meeting.under_way import Noted, noted_in

WHOLE_MEETING = ""
"""Stands for a forum's name where groups are told for the whole meeting."""
LONGEST = 60
"""Characters of a group's name."""


def able_to_attend(dossier: Dossier) -> tuple[str, ...]:
    """Return the labels of the members who are somebody: a seat that nobody has yet attends nothing."""
    return tuple(dossier.labels[identity(member.person)] for member in dossier.members)


def with_all_present(noted: Noted, dossier: Dossier) -> Noted:
    """Tick everybody; who comes by a stand-in still does."""
    return replace(noted, attending=frozenset(able_to_attend(dossier)))


def with_presence(noted: Noted, label: str, *, is_present: bool) -> Noted:
    """Tick or untick one member; the first tick makes the attendance noted. Rule: U3."""
    others = (noted.attending or frozenset()) - {label}
    if is_present:
        return replace(noted, attending=others | {label})
    return replace(noted, attending=others, by_stand_in=noted.by_stand_in - {label})


def with_stand_in(noted: Noted, label: str, *, has_come: bool) -> Noted:
    """Tick or untick that a member's stand-in came: then the member is counted as attending."""
    if has_come:
        return replace(with_presence(noted, label, is_present=True), by_stand_in=noted.by_stand_in | {label})
    return replace(noted, by_stand_in=noted.by_stand_in - {label})


def without_attendance(noted: Noted) -> Noted:
    """Note nothing of who came: everybody is counted."""
    return replace(noted, attending=None, by_stand_in=frozenset())


def is_told(noted: Noted, scope: str) -> bool:
    """Whether groups of its own are told for a forum, or for the whole meeting."""
    return noted.groups is not None if scope == WHOLE_MEETING else scope in dict(noted.by_forum)


def groups_in(noted: Noted, dossier: Dossier, scope: str) -> tuple[Group, ...]:
    """
    Return the groups that vote together at a forum, those of one member included. Rule: U2.

    Where none are told for the forum, they are those of the whole meeting, and without these each
    contender's.
    """
    standing = replace(dossier, groups=noted.groups).standing_groups
    groups = dict(noted.by_forum).get(scope, standing)
    grouped = {label for group in groups for label in group.members}
    alone = [Group(name=label, members=(label,)) for label in dossier.labels.values() if label not in grouped]
    return (*groups, *alone)


def gathered(noted: Noted, dossier: Dossier, scope: str, names: Collection[str], called: str = "") -> Noted:
    """
    Let some groups vote together as one, called by their names if by no other. Rule: U2.

    Raises MeetingError for fewer than two, and for a name that cannot be.
    """
    groups = groups_in(noted, dossier, scope)
    joined = [group for group in groups if group.name in names]
    if len(joined) < 2:
        raise MeetingError("Sæt kryds ved mindst to grupper, der skal stemme sammen.")
    others = [group for group in groups if group.name not in names]
    members = tuple(label for group in joined for label in group.members)
    name = _group_name(called or listed(group.name for group in joined), members, others, dossier)
    return _told(noted, scope, [*others, Group(name=name, members=members)])


def moved(noted: Noted, dossier: Dossier, scope: str, label: str, to: str) -> Noted:
    """
    Let one member vote with another group, or alone where ``to`` is empty. Rule: U2.

    A group that nobody is left in is gone. Raises MeetingError where the group is not there.
    """
    groups = groups_in(noted, dossier, scope)
    if to and to not in [group.name for group in groups]:
        raise MeetingError(f"Der er ingen gruppe {to}. Vælg en anden.")
    left = [replace(group, members=tuple(own for own in group.members if own != label)) for group in groups]
    others = [group for group in left if group.members and group.name != to]
    joined = next((group.members for group in left if group.name == to), ())
    name = to or _group_name(label, (label,), others, dossier)
    return _told(noted, scope, [*others, Group(name=name, members=(*joined, label))])


def untold(noted: Noted, scope: str) -> Noted:
    """Drop the groups told for a forum, or for the whole meeting."""
    if scope == WHOLE_MEETING:
        return replace(noted, groups=None)
    return replace(noted, by_forum=tuple(told for told in noted.by_forum if told[0] != scope))


def entered(tie: Tie, winners: Sequence[str], drawn_by: str, day: date | None) -> DrawnLot:
    """
    Return a lot that was drawn at the meeting, as it is entered.

    Rule: U4, U9, V7. Raises MeetingError where nobody is chosen.
    """
    if not winners:
        raise MeetingError("Vælg, hvem loddet faldt på.")
    who = _tidy(drawn_by)
    note = f"Trukket af {who}" if who else ""
    return DrawnLot(stage=tie.stage, tied=tie.tied, winners=tuple(winners), drawn_on=day, note=note)


def with_lot(noted: Noted, lot: DrawnLot) -> Noted:
    """Note a lot, in the place of another about the same."""
    return replace(noted, lots=(*_others(noted, lot), lot))


def without_lot(noted: Noted, lot: DrawnLot) -> Noted:
    """Drop a lot."""
    return replace(noted, lots=_others(noted, lot))


def carried_over(noted: Noted, before: Dossier, now: Dossier) -> Noted:
    """
    Return what is noted, over files that are read again: what is changed on the page stays, the rest is new.

    Members who are gone are gone from it, and so are the groups of a forum that is.
    """
    old, new = noted_in(before), noted_in(now)
    labels, fora = frozenset(now.labels.values()), [entry.name for entry in now.fora]
    came = new if noted.came_as(old) else noted
    return Noted(
        attending=None if came.attending is None else came.attending & labels,
        by_stand_in=came.by_stand_in & labels,
        groups=new.groups if noted.told_as(old) else _among(noted.groups, labels),
        by_forum=new.by_forum
        if noted.told_by_forum_as(old)
        else tuple((name, _among(told, labels) or ()) for name, told in noted.by_forum if name in fora),
        lots=new.lots if noted.drawn_as(old) else noted.lots,
    )


def _among(groups: Sequence[Group] | None, labels: Collection[str]) -> tuple[Group, ...] | None:
    if groups is None:
        return None
    left = [replace(group, members=tuple(own for own in group.members if own in labels)) for group in groups]
    return tuple(group for group in left if group.members)


def _others(noted: Noted, lot: DrawnLot) -> tuple[DrawnLot, ...]:
    return tuple(own for own in noted.lots if (own.stage, own.tied) != (lot.stage, lot.tied))


def _told(noted: Noted, scope: str, groups: Sequence[Group]) -> Noted:
    """Tell groups as the file has them: sorted, and their members too."""
    told = tuple(
        Group(name=group.name, members=tuple(sorted(group.members)))
        for group in sorted(groups, key=lambda own: own.name)
    )
    if scope == WHOLE_MEETING:
        return replace(noted, groups=told)
    return replace(noted, by_forum=(*untold(noted, scope).by_forum, (scope, told)))


def _group_name(text: str, members: Sequence[str], others: Sequence[Group], dossier: Dossier) -> str:
    name = _tidy(text)
    if len(name) > LONGEST or " / " in name or not name:
        raise MeetingError(
            f"Gruppens navn {name!r} kan ikke bruges. Skriv højst {LONGEST} tegn, uden skråstreg imellem."
        )
    if name in [group.name for group in others]:
        raise MeetingError(f"Der er allerede en gruppe, der hedder {name}. Skriv et andet navn.")
    if name in dossier.labels.values() and name not in members:
        raise MeetingError(f"{name} er et medlem, som ikke er i gruppen. Skriv et andet navn.")
    return name


def _tidy(text: str) -> str:
    """Write a text as it would be read from a file: in NFC, and without characters that are not seen."""
    seen = "".join(one for one in unicodedata.normalize("NFC", text) if one.isprintable() or one.isspace())
    return " ".join(seen.split())
