"""
The JSON files of the public result server, added up.

``valgresultater`` has one file per polling area, where ``Stemmer`` are a list's votes and ``Listestemmer``
only those for the list itself; ``mandatfordeling`` has a council's seats, ``kandidat-data`` candidates and
alliances.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kkr_analysis.errors import Fault, FaultyFilesError
from kkr_analysis.importing.found import (
    Found,
    FoundAlliance,
    FoundCandidates,
    FoundList,
    FoundTotals,
    LeftOut,
)
from kkr_analysis.importing.nominations import alliances_of, candidates_of
from kkr_analysis.importing.places import municipality_code
from kkr_analysis.importing.polling_area import PollingArea, polling_area
from kkr_analysis.importing.published import Kind, Published, fault_of, published
from kkr_analysis.importing.received import ReceivedFile, fingerprint
from kkr_analysis.model import FigureStatus, Municipality

FORMAT = "JSON-filer fra resultatserveren"


@dataclass(slots=True)
class Count:
    """The running sums of one municipality."""

    votes: Counter[tuple[str, str]] = field(default_factory=Counter)
    valid: int = 0
    cast: int = 0
    entitled: int = 0
    areas: set[int] = field(default_factory=set)
    status: FigureStatus = FigureStatus.FINAL

    def add(self, area: PollingArea) -> None:
        """Add one polling area."""
        self.votes.update(area.votes)
        self.valid += area.valid
        self.cast += area.cast
        self.entitled += area.entitled
        self.areas.add(area.number)
        if area.status is FigureStatus.PRELIMINARY:
            self.status = FigureStatus.PRELIMINARY


def read_results(
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    day: date,
    report: Callable[[str], None] = lambda _: None,
) -> Found:
    """
    Add up the polling areas of every municipality, and take seats, alliances and candidates where they are.

    Raises FaultyFilesError with the faults of all files: sums that do not agree, an area missing from a
    council whose seats are there, two counts of an area with one time.
    """
    faults: list[Fault] = []
    left_out: list[LeftOut] = []
    areas: list[PollingArea] = []
    councils: list[Published] = []
    alliances: list[FoundAlliance] = []
    candidates: list[FoundCandidates] = []
    for file in files:
        report(file.shown)
        own = published(file, day, left_out, faults)
        if own is None:
            continue
        if own.kind is Kind.RESULT:
            areas += polling_area(own, municipalities, faults)
        elif own.kind is Kind.SEATS:
            councils.append(own)
        elif code := municipality_of(own, municipalities, faults):
            alliances += alliances_of(own, code, faults)
            candidates += candidates_of(own, code, faults)
    counts: dict[str, Count] = defaultdict(Count)
    for area in newest(areas, left_out, faults):
        counts[area.municipality].add(area)
    seats = {
        code: letters
        for own in councils
        for code, letters in seats_of(own, counts, municipalities, left_out, faults)
    }
    if faults:
        raise FaultyFilesError(faults)
    unused = {one.file for one in left_out}
    used = [(file.shown, file.content) for file in files if file.shown not in unused]
    return Found(
        format=FORMAT,
        publisher="valg.dk",
        lists=tuple(
            FoundList(
                municipality=code,
                letter=letter,
                name=name,
                votes=votes,
                seats=seats[code].get(letter, 0) if code in seats else None,
            )
            for code, count in counts.items()
            for (letter, name), votes in count.votes.items()
        ),
        areas=sum(len(count.areas) for count in counts.values()),
        totals=tuple(
            FoundTotals(
                municipality=code,
                valid=count.valid,
                cast=count.cast,
                entitled=count.entitled,
                areas=len(count.areas),
                status=count.status,
            )
            for code, count in counts.items()
        ),
        alliances=tuple(alliances),
        candidates=tuple(candidates),
        left_out=tuple(left_out),
        files=len(used),
        sha256=fingerprint(used),
        fetched=max((area.released.date() for area in areas), default=None),
    )


def newest(areas: Sequence[PollingArea], left_out: list[LeftOut], faults: list[Fault]) -> list[PollingArea]:
    """Return one count of every area: the final before the preliminary, the later before the earlier."""
    chosen: dict[int, PollingArea] = {}
    for area in areas:
        other = chosen.setdefault(area.number, area)
        if other is area:
            continue
        worse, better = sorted((other, area), key=lambda own: own.precedence)
        if worse.precedence == better.precedence:
            found = f"samme afstemningsområde og tidspunkt som {other.file.shown}"
            faults.append(fault_of(area.file, found, "én optælling af hvert område"))
        chosen[area.number] = better
        why = "foreløbig optælling" if worse.status is not better.status else "ældre optælling"
        left_out.append(
            LeftOut(
                file=worse.file.shown,
                why=f"{why} af samme område som {better.file.shown}",
            )
        )
    return list(chosen.values())


def seats_of(
    council: Published,
    counts: Mapping[str, Count],
    municipalities: Mapping[str, Municipality],
    left_out: list[LeftOut],
    faults: list[Fault],
) -> list[tuple[str, Counter[str]]]:
    """Return the code of the council and the seats of its lists, where they can be used."""
    file, entries = council.file, council.entries
    code = municipality_of(council, municipalities, faults)
    if code is None:
        return []
    based_on = entries.get("BaseretPåOptællinger")
    if not isinstance(based_on, list) or not based_on:
        left_out.append(LeftOut(file=file.shown, why="mandaterne bygger ikke på nogen optælling"))
        return []
    expected = {own.get("AfstemningsområdeDagiId") for own in based_on if isinstance(own, dict)}
    there = counts[code].areas if code in counts else set()
    for missing in sorted(map(str, expected - there)):
        found = f"ingen fil for afstemningsområdet {missing} i {municipalities[code].name}"
        faults.append(fault_of(file, found, "en fil for hvert område, som mandaterne bygger på"))
    for extra in sorted(there - expected):
        found = f"mandater, der ikke bygger på afstemningsområdet {extra}, i {municipalities[code].name}"
        faults.append(fault_of(file, found, "en mandatfordeling, der bygger på alle områder"))
    letters: list[Any] = [
        own.get("Bogstavbetegnelse") if isinstance(own, dict) else None
        for own in entries["ListeMandater"] or ()
    ]
    known = {letter for letter, _ in counts[code].votes} if code in counts else set()
    for letter in dict.fromkeys(letters):
        if letter not in known:
            faults.append(
                fault_of(file, f"et mandat til {letter!r}", "et bogstav på stemmesedlen", "ListeMandater")
            )
    return [(code, Counter(letters))]


def municipality_of(
    own: Published, municipalities: Mapping[str, Municipality], faults: list[Fault]
) -> str | None:
    """Return the municipality of a file by its code where it has one, and by its name where not."""
    code, name = own.entries.get("Kommunekode"), own.entries.get("Kommune")
    found = f"{code:03}" if isinstance(code, int) else municipality_code(str(name), municipalities)
    if found in municipalities:
        return found
    faults.append(fault_of(own.file, f"{code or name!r}", "en kommune fra kommuner.csv", "Kommune"))
    return None
