"""
The JSON files of the public result server, added up.

``valgresultater`` has one file per polling area, in which ``Stemmer`` are all votes of a list and
``Listestemmer`` only those for the list itself. ``mandatfordeling`` has the seats of a council,
``kandidat-data`` its candidates and alliances.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kkr_analysis.composition.election import FigureStatus, Municipality
from kkr_analysis.data.importing.council import seats_of_councils
from kkr_analysis.data.importing.delivery import (
    DeliveredArea,
    DeliveredList,
    DeliveredTotals,
    Delivery,
    LeftOut,
    Place,
)
from kkr_analysis.data.importing.nominations import nominations_of
from kkr_analysis.data.importing.polling_area import PollingArea, polling_area
from kkr_analysis.data.importing.published import (
    FileKind,
    Published,
    latest,
    other_lists,
    published,
    refuse_rival,
    why_older,
)
from kkr_analysis.data.importing.received import ReceivedFile, fingerprint
from kkr_analysis.errors import Fault

FORMAT = "JSON-filer fra resultatserveren"


@dataclass(slots=True)
class _MunicipalityCount:
    votes: Counter[tuple[str, str]] = field(default_factory=Counter)
    valid: int = 0
    cast: int = 0
    entitled: int = 0
    approved: dict[int, datetime] = field(default_factory=dict)
    """When the count of each polling area was approved."""
    status: FigureStatus = FigureStatus.FINAL

    def add(self, area: PollingArea) -> None:
        """Add one polling area."""
        self.votes.update(area.votes)
        self.valid += area.valid
        self.cast += area.cast
        self.entitled += area.entitled
        self.approved[area.number] = area.approved
        if area.status is FigureStatus.PRELIMINARY:
            self.status = FigureStatus.PRELIMINARY


def read_results(
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    day: date,
    faults: list[Fault],
    report: Callable[[str], None] = lambda _: None,
) -> Delivery:
    """
    Add up the polling areas of every municipality, and read seats, alliances and candidates if present.

    Faults are added to ``faults``: sums that disagree, an area missing though the council's seats depend on
    it, two different counts of an area with the same time.
    """
    left_out: list[LeftOut] = []
    areas: list[PollingArea] = []
    councils: list[Published] = []
    nominated: list[Published] = []
    for file in files:
        report(file.shown)
        entry = published(file, day, left_out, faults)
        if entry is None:
            continue
        if entry.kind is FileKind.RESULT:
            areas += polling_area(entry, municipalities, faults)
        else:
            (councils if entry.kind is FileKind.SEATS else nominated).append(entry)
    counts: dict[str, _MunicipalityCount] = defaultdict(_MunicipalityCount)
    chosen = _newest(areas, left_out, faults)
    for area in chosen:
        counts[area.municipality].add(area)
    _refuse_other_lists(
        [area for area in chosen if len(area.votes) < len(counts[area.municipality].votes)], chosen, faults
    )
    ballots = {code: (count.votes.keys(), count.approved) for code, count in counts.items()}
    seats = seats_of_councils(latest(councils, municipalities, left_out, faults), ballots, left_out, faults)
    alliances, candidates = nominations_of(
        latest(nominated, municipalities, left_out, faults), ballots, faults
    )
    first_file: dict[str, str] = {}
    for area in chosen:
        first_file.setdefault(area.municipality, area.file.shown)
    unused = {one.file for one in left_out}
    used = [(file.shown, file.content) for file in files if file.shown not in unused]
    return Delivery(
        format=FORMAT,
        publisher="valg.dk",
        lists=tuple(
            DeliveredList(
                municipality=code,
                letter=letter,
                name=name,
                votes=votes,
                seats=seats[code].get(letter, 0) if code in seats else None,
                place=Place(file=first_file[code]),
            )
            for code, count in counts.items()
            for (letter, name), votes in count.votes.items()
        ),
        areas=tuple(
            DeliveredArea(
                municipality=area.municipality,
                name=area.name,
                votes=area.votes,
                entitled=area.entitled,
                place=Place(file=area.file.shown),
            )
            for area in chosen
        ),
        totals=tuple(
            DeliveredTotals(
                municipality=code,
                valid=count.valid,
                cast=count.cast,
                entitled=count.entitled,
                areas=len(count.approved),
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


def _newest(areas: Sequence[PollingArea], left_out: list[LeftOut], faults: list[Fault]) -> list[PollingArea]:
    chosen: dict[int, PollingArea] = {}
    for area in areas:
        other = chosen.setdefault(area.number, area)
        if other is area:
            continue
        if other.municipality != area.municipality:
            found = f"samme afstemningsområde som {other.file.shown}, der er fra en anden kommune"
            faults.append(area.file.fault(found, "et område i én kommune", "AfstemningsområdeDagiId"))
            continue
        worse, better = sorted((other, area), key=lambda one: one.precedence)
        chosen[area.number] = better
        refuse_rival(worse.file, better.file, worse.precedence == better.precedence, faults)
        otherwise = "foreløbig" if worse.status is not better.status else "ældre"
        why = why_older(worse.file, better.file, f"{otherwise} optælling af samme område som")
        left_out.append(LeftOut(file=worse.file.shown, why=why))
    return list(chosen.values())


def _refuse_other_lists(
    lacking: Sequence[PollingArea], areas: Sequence[PollingArea], faults: list[Fault]
) -> None:
    """
    Record every area whose lists are not those of most areas in its municipality: they share one ballot.

    ``lacking`` are the areas without one of their municipality's lists; usually there are none.
    """
    affected = {area.municipality for area in lacking}
    ballots: dict[str, Counter[frozenset[tuple[str, str]]]] = defaultdict(Counter)
    own_areas = [area for area in areas if area.municipality in affected]
    for area in own_areas:
        ballots[area.municipality][frozenset(area.votes)] += 1
    for area in own_areas:
        [(usual, _)] = ballots[area.municipality].most_common(1)
        faults += other_lists(area.file, area.votes, usual, "kommunens andre afstemningsområder")
