"""Nominations from bodies outside, ``indstillinger.csv``: who may nominate, and what has come in."""

from __future__ import annotations

from collections.abc import Sequence

from kkr_analysis.danish import alphabetical
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import day, gender
from kkr_analysis.data.sources.region_files import NOMINATIONS
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.meeting.dossier import NominatedForum
from kkr_analysis.meeting.nominations import NominatingBody, Nomination
from kkr_analysis.rules import ForumRule


def read_nominations(reader: MeetingReader, rules: Sequence[ForumRule]) -> tuple[NominatedForum, ...]:
    """
    Read the nominations to each forum that is filled so; without a row nothing is known of who nominates.

    A row without ``navn`` is a body that has sent nothing yet, one without ``organisation`` too is to be
    filled in. ``rules`` are the fora, and each is returned.
    """
    by_name = {rule.name: rule for rule in rules}
    bodies: dict[str, dict[str, NominatingBody]] = {name: {} for name in by_name}
    nominations: dict[str, list[Nomination]] = {name: [] for name in by_name}
    first_of: dict[tuple[str, str], Row] = {}
    first: dict[tuple[str, str, str], Row] = {}
    for row in reader.rows(NOMINATIONS):
        rule = by_name.get(row["forum"])
        if rule is None:
            expected = "et forum, der besættes efter indstilling"
            reader.reject_unknown(row, "forum", by_name, expected=expected)
            continue
        kinds = [kind for kind, _ in rule.kinds]
        if row["slags"] not in kinds:
            reader.reject_unknown(row, "slags", kinds, expected="den slags plads, der indstilles til")
        if not row["organisation"] and not row["navn"]:
            continue
        if not row["organisation"]:
            reader.reject(row, "organisation", expected="hvem der indstiller")
            continue
        earlier = first_of.setdefault((rule.name, row["organisation"]), row)
        if earlier["slags"] != row["slags"]:
            expected = f"{earlier['slags']!r} som i række {earlier.number}: en organisation indstiller til én"
            reader.reject(row, "slags", expected=expected)
        body = NominatingBody(name=row["organisation"], kind=row["slags"])
        bodies[rule.name].setdefault(body.name, body)
        nomination = _nomination(reader, row)
        if nomination is None:
            continue
        same = first.setdefault((rule.name, nomination.body, nomination.person), row)
        if same is not row:
            reader.reject_second(row, "navn", same, expected="hver indstillet én gang af en organisation")
            continue
        nominations[rule.name].append(nomination)
    return tuple(
        NominatedForum(
            rule=rule,
            bodies=tuple(sorted(bodies[name].values(), key=lambda one: alphabetical(one.name))),
            nominations=tuple(
                sorted(nominations[name], key=lambda one: (alphabetical(one.body), alphabetical(one.person)))
            ),
        )
        for name, rule in by_name.items()
    )


def _nomination(reader: MeetingReader, row: Row) -> Nomination | None:
    sex = gender(reader, row, "koen")
    if not row["navn"]:
        for column in ("modtaget", "koen"):
            if row[column]:
                reader.reject(row, column, expected="ingenting, når ingen er indstillet")
        return None
    received = day(reader, row, "modtaget")
    if received is None:
        return None
    return Nomination(body=row["organisation"], person=row["navn"], received=received, gender=sex)
