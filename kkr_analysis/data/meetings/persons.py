"""
Who is who in the files of a meeting: everybody by the name that is written, told apart by municipality.

Two can share a name. A member is then written with the municipality, "Anne Holm (Viborg)", and whoever else
is written has a column for it. All tables are looked through before anybody is called anything, so the order
of rows and files makes no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kkr_analysis.appointments import Gender
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import listed
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import municipality
from kkr_analysis.data.sources.region_files import APPOINTMENTS, BALLOTS, DEPUTIES, MEMBERS
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.meeting.members import (
    Deputy,
    Member,
    Person,
    identity,
    labels_of,
    with_municipality,
    with_owed,
)

_WITH_PLACE = re.compile(r"(?P<name>.+) \((?P<place>[^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A person, and what appointments, posts and lots call him or her."""

    label: str
    person: Person


class Persons:
    """Everybody whom the files of one meeting name."""

    def __init__(
        self,
        reader: MeetingReader,
        result: KkrResult,
        members: Sequence[Member],
        deputies: Sequence[Deputy],
    ) -> None:
        self._reader, self._result = reader, result
        self._names = result.figures.municipality_names
        counted = with_owed(result, members)
        labels = labels_of(counted, self._names)
        self._labels = labels
        self._members = {labels[identity(one.person)]: one for one in counted}
        self._appointable: dict[str, Person] = {}
        self._known: dict[str, dict[str, Person]] = {}
        for person in (
            *(one.person for one in counted),
            *(one.stand_in for one in counted if one.stand_in),
            *(deputy.person for deputy in deputies),
        ):
            self._know(person)

    @property
    def members(self) -> tuple[str, ...]:
        """The labels of the members, also of those who are only known by number yet."""
        return tuple(self._members)

    @property
    def council_members(self) -> frozenset[str]:
        """The labels of others named who are on a council in the region. Rule: U12."""
        return frozenset(
            label for label, person in self._appointable.items() if person.municipality in self._names
        )

    def labelled(self, label: str) -> Member:
        """Return a member by label."""
        return self._members[label]

    def of_contender(self, contender: str) -> tuple[str, ...]:
        """Return the labels of a contender's members."""
        return tuple(label for label, one in self._members.items() if one.contender == contender)

    def introduce(self, rows: Iterable[Row], *columns: tuple[str, str]) -> None:
        """Make known whoever stands with a municipality in these columns (name, municipality) of a table."""
        codes = {one.name: one.code for one in self._result.election.municipalities}
        for row in rows:
            for name, place in columns:
                if row[name] and row[place] in codes:
                    self._know(Person(name=row[name], municipality=codes[row[place]], letter=""))

    def introduce_with_place(self, rows: Iterable[Row], column: str) -> None:
        """Make known whoever stands with the municipality in the cell itself: "Finn Ebbesen (Viborg)"."""
        codes = {one.name: one.code for one in self._result.election.municipalities}
        for row in rows:
            split = _WITH_PLACE.fullmatch(row[column])
            if split and split["place"] in codes and not self._find(row[column]):
                self._know(Person(name=split["name"], municipality=codes[split["place"]], letter=""))

    def member(self, row: Row, column: str) -> str | None:
        """Return the label of the member in a cell; None with the fault recorded for anybody else."""
        found = self.members_called(row[column])
        if len(found) == 1:
            return found[0]
        if found:
            self._reject_ambiguous(row, column, found)
        else:
            self._reader.reject_unknown(
                row, column, self._members, expected="et medlem af KKR", told_in=(MEMBERS,)
            )
        return None

    def members_called(self, text: str) -> tuple[str, ...]:
        """Return the labels of the members whom a text can mean."""
        return tuple(
            sorted(self._labels[identity(one)] for one in self._find(text) if identity(one) in self._labels)
        )

    def person(self, row: Row, column: str, place: str, *, sex: Gender | None = None) -> Called | None:
        """
        Return the person in a cell, who can be appointed; None with the fault recorded.

        Rule: U12. ``place`` is the column of the municipality. Empty, the person has to be known already, and
        by that name alone; filled in, it may be anybody on a council in the region.
        """
        if not row[place]:
            return self._known_already(
                row, column, sex, expected="et medlem eller en stedfortræder, eller en med kommunen skrevet"
            )
        code = municipality(self._reader, row, place, self._result)
        if code is None:
            return None
        if code not in self._names:
            expected = f"en kommune i {self._result.region.name}, for kun de kan udpeges (regel U12)"
            self._reader.reject(row, place, expected=expected)
        return self._called(self._know(Person(name=row[column], municipality=code, letter="")), sex)

    def person_or_with_place(self, row: Row, column: str, *, sex: Gender | None = None) -> Called | None:
        """
        Return the person in a cell that no column of municipalities belongs to, as ``person`` does.

        Rule: U12. Somebody who is not known already stands with the municipality: "Finn Ebbesen (Viborg)".
        """
        split = _WITH_PLACE.fullmatch(row[column])
        elsewhere = [one.name for one in self._result.election.municipalities if one.code not in self._names]
        if split and split["place"] in elsewhere:
            expected = f"en kommune i {self._result.region.name}, for kun de kan udpeges (regel U12)"
            self._reader.reject(row, column, expected=expected)
            return None
        expected = "et medlem eller en stedfortræder, eller en med kommunen i parentes efter navnet"
        return self._known_already(row, column, sex, expected=expected)

    def _known_already(self, row: Row, column: str, sex: Gender | None, *, expected: str) -> Called | None:
        found = self._find(row[column])
        if len(found) == 1:
            return self._called(found[0], sex)
        if found:
            who = sorted(with_municipality(one, self._names) for one in found)
            self._reject_ambiguous(row, column, who)
        else:
            told_in = (MEMBERS, DEPUTIES, APPOINTMENTS, BALLOTS)
            self._reader.reject_unknown(row, column, self._known, expected=expected, told_in=told_in)
        return None

    def _reject_ambiguous(self, row: Row, column: str, labels: Sequence[str]) -> None:
        """Record that a name is that of several; not where one of them may be there by a fault."""
        if not self._reader.has_faults(MEMBERS, DEPUTIES):
            self._reader.reject(row, column, expected=f"hvem af dem: {listed(labels, 'eller')}")

    def newcomer(self, person: Person) -> Called:
        """Make somebody known who comes to be a member, a stand-in or a deputy in the term."""
        return self._called(self._know(person), None)

    def _know(self, person: Person) -> Person:
        of_that_name = self._known.setdefault(person.name, {})
        known = of_that_name.setdefault(person.municipality, person)
        if person.letter and not known.letter:
            known = of_that_name[person.municipality] = replace(known, letter=person.letter)
        return known

    def _called(self, person: Person, sex: Gender | None) -> Called:
        label = self._labels.get(identity(person))
        if label is None:
            shared = len(self._known[person.name]) > 1
            label = with_municipality(person, self._names) if shared else person.name
            self._appointable[label] = person
        return Called(label=label, person=replace(person, gender=person.gender or sex))

    def _find(self, text: str) -> tuple[Person, ...]:
        """Return everybody whom a text can mean; a name alone is a member's where one member has it."""
        if text in self._known:
            everybody = tuple(self._known[text].values())
            members = tuple(one for one in everybody if identity(one) in self._labels)
            return members if len(members) == 1 else everybody
        split = _WITH_PLACE.fullmatch(text)
        of_that_name = self._known.get(split["name"], {}).values() if split else ()
        return tuple(
            one for one in of_that_name if split and self._names.get(one.municipality) == split["place"]
        )
