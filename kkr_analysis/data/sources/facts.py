"""What an election is, besides its figures: ``valg.toml`` in the election's folder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.errors import UnknownChoiceError

FACTS = "valg.toml"
_TERM_YEARS = 4

_TEXTS = ("slug", "navn", "optaelling", "listesamarbejde_note")
_NOTES = ("repraesentation_note",)
"""Texts that may be empty."""
SETTLED = "listesamarbejde_afgjort"
"""A table that may be missing: by region, how it is known that the list cooperation has no seats there."""
_DAYS = ("dag", "opstillingsberettiget_pr", "bilag_pr")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionFacts:
    """Name, days and status of an election, and the Danish notes that the enclosure prints."""

    name: str
    day: date
    entitled_on: date
    """1 August of the election year, the day that decides who is a party (rule E1)."""
    count_status: FigureStatus
    list_cooperation_note: str
    list_cooperation_settled: tuple[tuple[str, str], ...]
    """By slug of a region: Danish, how it is known that the list cooperation has no seats there."""
    represented_note: str
    as_of: date
    """The day that the enclosure describes: mayors, regions and members of KL are those of that day."""

    def refuse_other_term(self, day: date) -> None:
        """Raise UnknownChoiceError for a day that an enclosure of this election cannot describe."""
        first, last = self.day, _last_day(self.day)
        if not first <= day <= last:
            raise UnknownChoiceError(
                f"Dagen {day} hører ikke til valget den {first}: de kommunalbestyrelser sidder til og med "
                f"{last}. Vælg en dag derimellem, eller en anden valgperiode."
            )


def _last_day(election: date) -> date:
    """Return the last day of the councils elected on a day: four years from 1 January (KRVL § 6)."""
    return date(election.year + _TERM_YEARS, 12, 31)


def read_facts(reader: FileReader, slug: str) -> ElectionFacts | None:
    """Read ``valg.toml``; None where it is missing or faulty."""
    file = f"{slug}/{FACTS}"
    entries = reader.toml(file)
    if entries is None:
        return None
    faults_before = reader.number_of_faults
    _check(reader, file, slug, entries)
    if reader.number_of_faults > faults_before:
        return None
    return ElectionFacts(
        name=entries["navn"],
        day=entries["dag"],
        entitled_on=entries["opstillingsberettiget_pr"],
        count_status=FigureStatus(entries["optaelling"]),
        list_cooperation_note=entries["listesamarbejde_note"],
        list_cooperation_settled=tuple(sorted(entries.get(SETTLED, {}).items())),
        represented_note=entries["repraesentation_note"].strip(),
        as_of=entries["bilag_pr"],
    )


def check_settled(reader: FileReader, slug: str, facts: ElectionFacts, regions: Collection[str]) -> None:
    """Report what is said to be settled of a region that there is not: it would be read by nobody."""
    for region in sorted(dict(facts.list_cooperation_settled).keys() - regions):
        reader.report(
            f"{slug}/{FACTS}",
            column=SETTLED,
            found=quoted(region),
            expected="et slug fra regioner.csv: " + ", ".join(sorted(regions)),
            next_step="Ret filen.",
        )


def _check(reader: FileReader, file: str, slug: str, entries: dict[str, object]) -> None:
    for key in (*_TEXTS, *_NOTES, *_DAYS):
        if key not in entries:
            reader.report(
                file,
                column=key,
                found="ingen værdi",
                expected="en dato" if key in _DAYS else "en tekst",
                next_step=f"Tilføj {key} i filen.",
            )
    for key, value in entries.items():
        expected = _expectation(key, value, slug, entries)
        if expected:
            reader.report(
                file, column=key, found=quoted(str(value)), expected=expected, next_step="Ret filen."
            )


def _expectation(key: str, value: object, slug: str, entries: dict[str, object]) -> str:
    """Return what was expected instead of the value; empty where the value is valid."""
    if key in _DAYS:
        if not _is_day(value):
            return "en dato uden anførselstegn og klokkeslæt"
        day = entries.get("dag")
        if key == "opstillingsberettiget_pr" and isinstance(day, date) and value != date(day.year, 8, 1):
            return f"{day.year}-08-01, 1. august i valgåret"
        if key == "bilag_pr" and isinstance(value, date) and isinstance(day, date) and value < day:
            return f"tidligst valgdagen, {day}"
        if key == "bilag_pr" and isinstance(value, date) and isinstance(day, date) and value > _last_day(day):
            return f"senest kommunalbestyrelsernes sidste dag, {_last_day(day)}"
        return ""
    if key in _NOTES:
        return "" if isinstance(value, str) else "en tekst, om ikke andet en tom"
    if key == SETTLED:
        texts = value.values() if isinstance(value, dict) else (None,)
        are_texts = all(isinstance(text, str) and text.strip() for text in texts)
        return "" if are_texts else "en tabel med en region og en sætning i hver linje"
    if key not in _TEXTS:
        return "en af nøglerne " + ", ".join((*_TEXTS, *_NOTES, *_DAYS, SETTLED))
    if not isinstance(value, str) or not value.strip():
        return "en tekst"
    if key == "slug" and value != slug:
        return f"{slug!r}, mappens navn"
    statuses = [status.value for status in FigureStatus]
    if key == "optaelling" and value not in statuses:
        return " eller ".join(repr(status) for status in statuses)
    return ""


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
