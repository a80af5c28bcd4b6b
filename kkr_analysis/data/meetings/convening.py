"""The meeting itself, ``moede.toml``: when and where, who calls it, and whom it elected as chair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from kkr_analysis.danish import did_you_mean, listed
from kkr_analysis.data.meetings.persons import Persons
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.data.sources.region_files import CONVENING
from kkr_analysis.meeting.chair import POSTS, ElectedPost
from kkr_analysis.meeting.dossier import Convening

DAY, TIME, PLACE, CALLED_BY = "dag", "tid", "sted", "indkalder"
LATER, EXAMPLE, PACKAGE, CASES = "senere_moeder", "eksempel", "pakke", "sagsnumre"
POST_TABLES = ("formand", "naestformand")
NAME, IN_AGREEMENT, AGAINST = "navn", "i_enighed", "imod"
_KEYS: Mapping[str, tuple[type, str]] = {
    DAY: (date, "en dato uden anførselstegn, som 2022-01-19"),
    TIME: (str, 'en tekst som "kl. 10.00"'),
    PLACE: (str, "en tekst"),
    CALLED_BY: (str, "en tekst"),
    LATER: (list, "datoer i skarpe parenteser, som [2022-03-23, 2022-06-14]"),
    EXAMPLE: (bool, "true eller false"),
    **{post: (dict, f"et afsnit med [{post}]") for post in POST_TABLES},
    PACKAGE: (dict, f"et afsnit med [{PACKAGE}]"),
    CASES: (dict, f"et afsnit med [{CASES}]"),
}
_POST_KEYS: Mapping[str, tuple[type, str]] = {
    NAME: (str, "en tekst"),
    IN_AGREEMENT: (bool, "true eller false"),
}
_PACKAGE_KEYS: Mapping[str, tuple[type, str]] = {AGAINST: (list, 'navne, som ["Anne Holm"]')}
_TIME = re.compile(r"kl\. ([01]?\d|2[0-3])\.[0-5]\d(–([01]?\d|2[0-3])\.[0-5]\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What ``moede.toml`` says, with nothing filled in where it says nothing."""

    convening: Convening | None = None
    elected: tuple[tuple[int, str, bool], ...] = ()
    """Number of the post, the name as written, and whether elected in agreement."""
    against: tuple[str, ...] = ()
    """Those present who were against the package, as written."""
    is_example: bool = False
    case_numbers: tuple[tuple[str, str], ...] = ()
    """Number on the agenda, and the number of the case, both as written."""

    @property
    def day(self) -> date | None:
        """The day of the meeting; None while none is set."""
        return self.convening.day if self.convening else None


def read_convening(reader: MeetingReader) -> MeetingFacts:
    """Read ``moede.toml``. Without a day there is no meeting yet, whatever else is written."""
    file = reader.path(CONVENING)
    entries = reader.toml(file) if reader.has(file) else None
    if entries is None:
        return MeetingFacts()
    known = _checked(reader, entries, _KEYS, "")
    posts = {
        post: _checked(reader, known[post], _POST_KEYS, f"{post}.") for post in POST_TABLES if post in known
    }
    package = _checked(reader, known.get(PACKAGE, {}), _PACKAGE_KEYS, f"{PACKAGE}.")
    return MeetingFacts(
        convening=_convening(reader, known),
        elected=tuple(
            (number, posts[post][NAME], posts[post].get(IN_AGREEMENT, False))
            for number, post in enumerate(POST_TABLES, start=1)
            if posts.get(post, {}).get(NAME)
        ),
        against=_names(reader, package.get(AGAINST, [])),
        is_example=known.get(EXAMPLE, False),
        case_numbers=_case_numbers(reader, known.get(CASES, {})),
    )


def written_time(text: str) -> str:
    """Return a time as it is printed, "kl. 10.00" or "kl. 10.00–12.30"; empty where it is no time."""
    written = " ".join(text.replace(" - ", "–").replace("-", "–").split())
    written = written if written.startswith("kl.") else f"kl. {written}"
    return written if _TIME.fullmatch(written) else ""


def elected_posts(reader: MeetingReader, facts: MeetingFacts, persons: Persons) -> tuple[ElectedPost, ...]:
    """Return whom the meeting elected, each a member."""
    posts: list[ElectedPost] = []
    for number, name, is_in_agreement in facts.elected:
        column = f"{POST_TABLES[number - 1]}.{NAME}"
        label = member_named(reader, column, name, persons)
        if label is None:
            continue
        if label in [post.person for post in posts]:
            title = POSTS[number - 1]
            _report(reader, column, found=quoted(name), expected=f"en anden som {title} end som formand")
            continue
        contender = persons.labelled(label).contender
        posts.append(
            ElectedPost(number=number, person=label, contender=contender, is_in_agreement=is_in_agreement)
        )
    return tuple(posts)


def members_against(
    reader: MeetingReader, facts: MeetingFacts, persons: Persons, attending: frozenset[str] | None
) -> frozenset[str]:
    """Return the labels of those who were against the package, each present. Rule: U10."""
    column = f"{PACKAGE}.{AGAINST}"
    against = set()
    for name in facts.against:
        label = member_named(reader, column, name, persons)
        if label is None:
            continue
        if attending is not None and label not in attending:
            expected = "en, der er til stede: en fraværende bliver ikke spurgt"
            _report(reader, column, found=quoted(name), expected=expected)
            continue
        against.add(label)
    return frozenset(against)


def member_named(reader: MeetingReader, column: str, name: str, persons: Persons) -> str | None:
    """Return the label of the member named under a key; None with the fault recorded."""
    found = persons.members_called(name)
    if len(found) == 1:
        return found[0]
    if found:
        expected, offer = f"hvem af dem: {listed(found, 'eller')}", ""
    else:
        expected, offer = "et medlem af KKR", did_you_mean(name, persons.members)
    _report(reader, column, found=quoted(name), expected=expected, offer=offer)
    return None


def _checked(
    reader: MeetingReader,
    entries: Mapping[str, Any],
    keys: Mapping[str, tuple[type, str]],
    within: str,
) -> dict[str, Any]:
    """Return the entries that are as they should be, without white space around a text."""
    right = {}
    for key, value in entries.items():
        if key not in keys:
            offer = did_you_mean(key, keys)
            expected = f"en af nøglerne {listed(keys, 'eller')}"
            _report(reader, f"{within}{key}", found="en ukendt nøgle", expected=expected, offer=offer)
            continue
        wanted, expected = keys[key]
        if not isinstance(value, wanted) or (wanted is date and isinstance(value, datetime)):
            _report(reader, f"{within}{key}", found=quoted(str(value)), expected=expected)
            continue
        right[key] = " ".join(value.split()) if isinstance(value, str) else value
    return right


def _convening(reader: MeetingReader, known: Mapping[str, Any]) -> Convening | None:
    later = known.get(LATER, [])
    if any(not isinstance(one, date) or isinstance(one, datetime) for one in later):
        _report(reader, LATER, found=quoted(str(later)), expected=_KEYS[LATER][1])
        later = []
    time = known.get(TIME, "")
    if time and written_time(time) != time:
        expected = 'et klokkeslæt som "kl. 10.00" eller "kl. 10.00–12.30"'
        _report(reader, TIME, found=quoted(time), expected=expected)
    if DAY not in known:
        return None
    for earlier, following in pairwise((known[DAY], *later)):
        if following <= earlier:
            expected = f"møderne i rækkefølge, efter {earlier}"
            _report(reader, LATER, found=quoted(following.isoformat()), expected=expected)
    return Convening(
        day=known[DAY],
        time=time,
        place=known.get(PLACE, ""),
        called_by=known.get(CALLED_BY, ""),
        later_meetings=tuple(later),
    )


def _case_numbers(reader: MeetingReader, entries: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    for item, number in entries.items():
        if not isinstance(number, str):
            expected = 'et sagsnummer i anførselstegn, som "1.2" = "22/1234"'
            _report(reader, f"{CASES}.{item}", found=quoted(str(number)), expected=expected)
    return tuple(sorted((item, number) for item, number in entries.items() if isinstance(number, str)))


def _names(reader: MeetingReader, names: list[Any]) -> tuple[str, ...]:
    if any(not isinstance(name, str) for name in names):
        _report(reader, f"{PACKAGE}.{AGAINST}", found=quoted(str(names)), expected=_PACKAGE_KEYS[AGAINST][1])
        return ()
    return tuple(" ".join(name.split()) for name in names)


def _report(reader: MeetingReader, column: str, *, found: str, expected: str, offer: str = "") -> None:
    file = reader.path(CONVENING)
    step = f"{offer}Ret filen, og {reader.confirm(file)}"
    reader.report(file, column=column, found=found, expected=expected, next_step=step)
