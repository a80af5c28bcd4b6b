"""The members and their stand-ins, ``medlemmer.csv``, and the deputy mayors, ``viceborgmestre.csv``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import alphabetical, counted
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import contender_of, gender, list_letter, municipality, number
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.region_files import DEPUTIES, MEMBERS
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.meeting.members import Deputy, Member, Person, by_contender, deputy_of, identity


class Membership(Enum):
    """How somebody is a member. The value is the word in the file."""

    EX_OFFICIO = "født"
    SUPPLEMENTARY = "supplerende"


_STAND_IN_CELLS = ("stedfortraeders_kommune", "stedfortraeders_bogstav", "stedfortraeders_koen")


def read_members(reader: MeetingReader, result: KkrResult, deputies: Sequence[Deputy]) -> tuple[Member, ...]:
    """
    Read the members that are noted, by contender and name; a row without a name is a seat still owed.

    Rule: P1, P2, K4. A mayor without a stand-in in the file has the deputy mayor. A member too many is a
    fault, for all counts of the meeting would be wrong by it; what else the composition says of the list is
    for ``check_members``.
    """
    members: list[Member] = []
    first: dict[tuple[str, str], Row] = {}
    left = _places(result)
    for row in reader.rows(MEMBERS):
        member = _member(reader, row, result, deputies)
        if member is None:
            continue
        earlier = first.setdefault(identity(member.person), row)
        if earlier is not row:
            reader.reject_second(row, "navn", earlier, expected="hvert medlem én gang")
            continue
        place = member.person.municipality if member.is_ex_officio else member.contender
        left[place] -= 1
        if left[place] < 0 and place and member.contender in _known(result):
            _reject_too_many(reader, row, result, member)
        members.append(member)
    ordered = by_contender(members, tuple(result.composition.seats))
    return tuple(
        replace(member, stand_in=deputy_of(member, ordered, deputies))
        if member.is_ex_officio and member.stand_in is None
        else member
        for member in ordered
    )


def _places(result: KkrResult) -> Counter[str]:
    """Return how many supplementary members each contender has, and one mayor for each code. Rule: K1, K4."""
    one_each = Counter(mayor.municipality for mayor in result.figures.mayors)
    return one_each + Counter(result.composition.supplementary)


def _reject_too_many(reader: MeetingReader, row: Row, result: KkrResult, member: Member) -> None:
    most = result.composition.supplementary.get(member.contender, 0)
    if member.is_ex_officio:
        expected = "én borgmester i hver kommune"
    elif most:
        seats = counted(most, "supplerende medlem", "supplerende medlemmer")
        expected = f"{member.contender} højst {seats}, som sammensætningen giver"
    else:
        expected = f"ingen supplerende medlemmer fra {member.contender}, som sammensætningen giver"
    step = f"Slet den række, der er for meget, og {reader.confirm(row.file)}"
    reader.reject(row, "parti", expected=expected, next_step=step)


def read_deputies(reader: MeetingReader, result: KkrResult) -> tuple[Deputy, ...]:
    """Read the deputy mayors, by municipality and rank; a row without a name is one not known yet."""
    deputies: list[Deputy] = []
    first: dict[tuple[str, int], Row] = {}
    for row in reader.rows(DEPUTIES):
        if not row["navn"]:
            continue
        code = municipality(reader, row, "kommune", result)
        rank = number(reader, row, "nummer", least=1)
        letter = list_letter(reader, row, "bogstav", code, result)
        sex = gender(reader, row, "koen")
        if code is None or rank is None:
            continue
        if code not in result.figures.municipality_names:
            reader.reject(row, "kommune", expected=f"en kommune i {result.region.name}")
        earlier = first.setdefault((code, rank), row)
        if earlier is not row:
            expected = f"én viceborgmester nummer {rank} i {row['kommune']}"
            reader.reject_second(row, "nummer", earlier, expected=expected)
        person = Person(name=row["navn"], municipality=code, letter=letter, gender=sex)
        deputies.append(Deputy(person=person, rank=rank))
    return tuple(
        sorted(deputies, key=lambda one: (one.person.municipality, one.rank, alphabetical(one.person.name)))
    )


def _member(reader: MeetingReader, row: Row, result: KkrResult, deputies: Sequence[Deputy]) -> Member | None:
    kind = fixed_word(reader, row, "slags", Membership)
    contender = _contender(reader, row, result)
    if not row["navn"]:
        if row["stedfortraeder"]:
            reader.reject(row, "navn", expected="medlemmets navn, når stedfortræderen er skrevet")
        return None
    code = municipality(reader, row, "kommune", result)
    is_ex_officio = kind is Membership.EX_OFFICIO
    is_known = contender in _known(result)
    letter = _letter(reader, row, "bogstav", code, result, otherwise=contender)
    if is_ex_officio and code is not None and is_known:
        expected = _of_mayor(result, code, row["navn"], letter)
        if contender != expected:
            why = f"{expected!r}, som borgmesterens liste hører til"
            reader.reject(row, "parti", expected=why)
    # A municipality that cannot be read is a fault already: the member is still known by name elsewhere.
    person = Person(
        name=row["navn"], municipality=code or "", letter=letter, gender=gender(reader, row, "koen")
    )
    return Member(
        person=person,
        contender=contender,
        is_ex_officio=is_ex_officio,
        stand_in=_stand_in(reader, row, result, person, deputies if is_ex_officio else None),
    )


def _contender(reader: MeetingReader, row: Row, result: KkrResult) -> str:
    """Return the letter in ``parti``: of a party, the list cooperation, or a mayor's own list."""
    if row["parti"] not in _known(result):
        seated = tuple(result.composition.seats)
        reader.reject_unknown(row, "parti", seated, expected="bogstavet for et, der har pladser i KKR")
    return row["parti"]


def _letter(
    reader: MeetingReader, row: Row, column: str, code: str | None, result: KkrResult, *, otherwise: str
) -> str:
    """Return a letter as ``list_letter`` does; a party that there is not is a fault once, in its own cell."""
    if otherwise and not row[column] and otherwise not in _known(result):
        return otherwise
    return list_letter(reader, row, column, code, result, otherwise=otherwise)


def _known(result: KkrResult) -> frozenset[str]:
    return frozenset(
        (
            *result.composition.seats,
            *(party.letter for party in result.figures.parties),
            *(mayor.letter for mayor in result.figures.mayors),
        )
    )


def _of_mayor(result: KkrResult, code: str, name: str, letter: str) -> str:
    """Return the contender that a mayor's seat is. Rule: K1, K10."""
    for mayor in result.figures.mayors:
        if (mayor.name, mayor.municipality) == (name, code):
            return result.figures.contender_of_mayor(mayor) or mayor.letter
    return contender_of(result, code, letter)


def _stand_in(
    reader: MeetingReader, row: Row, result: KkrResult, member: Person, deputies: Sequence[Deputy] | None
) -> Person | None:
    """Return the stand-in of a row. ``deputies`` are given for a mayor, whose stand-in is one of them."""
    name = row["stedfortraeder"]
    if not name:
        for column in _STAND_IN_CELLS:
            if row[column]:
                expected = "ingenting, når der ikke står nogen stedfortræder"
                reader.reject(row, column, expected=expected)
        return None
    is_of_mayor = deputies is not None
    if is_of_mayor and not row["stedfortraeders_kommune"]:
        code: str | None = member.municipality
    else:
        code = municipality(reader, row, "stedfortraeders_kommune", result)
    known = next((one.person for one in deputies or () if identity(one.person) == (name, code)), None)
    if known is not None and not any(row[column] for column in _STAND_IN_CELLS[1:]):
        return known
    letter = _letter(
        reader,
        row,
        "stedfortraeders_bogstav",
        code or None,
        result,
        otherwise="" if is_of_mayor else row["parti"],
    )
    return Person(
        name=name,
        municipality=code or "",
        letter=letter,
        gender=gender(reader, row, "stedfortraeders_koen"),
    )
