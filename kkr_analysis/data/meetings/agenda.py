"""The fora to appoint to at the meeting: ``fora.csv``, or without it those of the rule set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kkr_analysis.appointments import Forum
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import alphabetical
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import number
from kkr_analysis.data.sources.region_files import FORA
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.meeting.chair import POSTS
from kkr_analysis.meeting.dossier import ForumOnAgenda
from kkr_analysis.meeting.fora import is_for_many, is_nominated_to, to_appoint_to, to_fill
from kkr_analysis.rules import ForumRule

BETWEEN = " / "
"""What stands between several names in one cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The fora of a meeting, in the order of the agenda, and the special reasons noted for each (U11)."""

    fora: tuple[ForumOnAgenda, ...]
    special_reasons: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the fora are called."""
        return tuple(entry.name for entry in self.fora)

    def find(self, name: str) -> ForumOnAgenda | None:
        """Return the forum of that name."""
        return next((entry for entry in self.fora if entry.name == name), None)


def read_agenda(reader: MeetingReader, result: KkrResult, day: date) -> Agenda:
    """
    Read the fora of a meeting.

    Rule: U7. Sorted by their numbers on the agenda, the usual ones where none is written, then as in the rule
    set, the secretariat's own last. A row without a name for one of many alike, such as a school, is one to
    fill in. Without the file they are those of the rules that the KKR appoints to around that ``day``.
    """
    rules = to_appoint_to(result.rule_set, day, result.region.slug)
    there = tuple(rule for rule in rules if not is_nominated_to(rule))
    if not reader.has(reader.path(FORA)):
        alone = [rule for rule in there if not is_for_many(rule)]
        return Agenda(fora=tuple(ForumOnAgenda(forum=to_fill(rule), rule=rule) for rule in alone))
    known = {rule.name: rule for rule in result.rule_set.fora if rule.region in (None, result.region.slug)}
    many = [name for name, rule in known.items() if is_for_many(rule)]
    entries: list[ForumOnAgenda] = []
    reasons: dict[str, str] = {}
    first: dict[str, Row] = {}
    for row in reader.rows(FORA):
        if not row["forum"] and row["i_reglerne"] in many:
            continue
        entry = _entry(reader, row, known)
        if not row["forum"]:
            reader.reject(row, "forum", expected="forummets navn")
            continue
        earlier = first.setdefault(row["forum"], row)
        if earlier is not row:
            reader.reject_second(row, "forum", earlier, expected="hvert forum én gang")
        elif entry:
            entries.append(entry)
            if row["saerlige_grunde"]:
                reasons[entry.name] = row["saerlige_grunde"]
    place = {name: number for number, name in enumerate(known)}
    entries.sort(key=lambda entry: _place(entry, place))
    return Agenda(fora=tuple(entries), special_reasons=tuple(sorted(reasons.items())))


def forum_named(reader: MeetingReader, row: Row, agenda: Agenda) -> ForumOnAgenda | None:
    """Return the forum in a row; None with the fault recorded where it is not on the agenda."""
    entry = agenda.find(row["forum"])
    if entry is None:
        expected = f"et forum på dagsordenen ({FORA})"
        reader.reject_unknown(row, "forum", agenda.names, expected=expected, told_in=(FORA,))
    return entry


def _entry(reader: MeetingReader, row: Row, known: dict[str, ForumRule]) -> ForumOnAgenda | None:
    offices = _offices(reader, row)
    rule = known.get(row["i_reglerne"])
    if row["i_reglerne"] and rule is None:
        reader.reject_unknown(
            row, "i_reglerne", known, expected="et forum, som reglerne har, eller ingenting"
        )
        return None
    if rule is None:
        seats = number(reader, row, "pladser", least=1)
        forum = Forum.alike(row["forum"], seats) if seats and row["forum"] else None
    else:
        forum = _of_rule(reader, row, rule)
    if forum is None:
        return None
    if len(offices) > forum.seats or (offices and forum.kinds[0].name):
        expected = "højst så mange hverv, som der er pladser, der ikke er delt i slags"
        reader.reject(row, "i_kraft_af_hverv", expected=expected)
        offices = ()
    return ForumOnAgenda(forum=forum, rule=rule, offices=offices, agenda_item=row["dagsordenspunkt"])


def _of_rule(reader: MeetingReader, row: Row, rule: ForumRule) -> Forum | None:
    if not rule.seats:
        reader.reject(row, "i_reglerne", expected=f"et forum, som KKR udpeger til. {rule.note}")
        return None
    if is_nominated_to(rule):
        expected = "et forum, som KKR selv peger på personer til; dette står i indstillinger.csv"
        reader.reject(row, "i_reglerne", expected=expected)
        return None
    if is_for_many(rule) and row["forum"] == rule.name:
        reader.reject(row, "forum", expected="navnet på én skole; skriv en række for hver")
        return None
    if row["pladser"] and row["pladser"] != str(rule.seats):
        expected = f"{str(rule.seats)!r}, som reglerne har, eller ingenting"
        step = f"Er antallet et andet nu, så lad i_reglerne stå tom. {reader.correct_and_seal(row.file)}"
        reader.reject(row, "pladser", expected=expected, next_step=step)
    return to_fill(rule, name=row["forum"])


def _offices(reader: MeetingReader, row: Row) -> tuple[str, ...]:
    cell = row["i_kraft_af_hverv"]
    offices = tuple(cell.split(BETWEEN)) if cell else ()
    if len(set(offices)) < len(offices) or not set(offices) <= set(POSTS):
        expected = f"{POSTS[0]}, {POSTS[1]}, {BETWEEN.join(POSTS)} eller ingenting"
        reader.reject(row, "i_kraft_af_hverv", expected=expected)
        return ()
    return offices


def _place(entry: ForumOnAgenda, of_rules: dict[str, int]) -> tuple[object, ...]:
    usual = entry.rule.agenda_item if entry.rule else ""
    numbers = tuple(int(part) for part in re.findall(r"\d+", entry.agenda_item or usual))
    rule = of_rules[entry.rule.name] if entry.rule else len(of_rules)
    return (not numbers, numbers, rule, alphabetical(entry.name), entry.name)


def without_a_row(agenda: Agenda, rules: Sequence[ForumRule]) -> tuple[ForumRule, ...]:
    """Return the fora that stand for many, such as every school, and that no row is written for."""
    named = {entry.rule.name for entry in agenda.fora if entry.rule}
    return tuple(rule for rule in rules if is_for_many(rule) and rule.name not in named)
