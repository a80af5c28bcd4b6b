"""Check the sums: rows that are the sum of others, areas counted twice or without votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kkr_analysis import danish
from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import DeliveredArea, DeliveredList, Delivery, Question
from kkr_analysis.data.importing.doubts.names import total_row
from kkr_analysis.data.importing.doubts.numbers import MOST_SEATS
from kkr_analysis.errors import Fault

_SMALL = 50
"""Votes; two areas this small can have the same by chance."""
_SUM_STEP = "En sum er ingen liste. Tag rækken ud, og kør igen."


def doubt_sums(delivery: Delivery, municipalities: Mapping[str, Municipality]) -> Iterator[Fault | Question]:
    """Doubt the numbers of a delivery by their sums."""
    by_municipality: dict[str, list[DeliveredList]] = defaultdict(list)
    for one in delivery.lists:
        by_municipality[one.municipality].append(one)
    for code, lists in by_municipality.items():
        yield from _doubt_rows(municipalities[code], lists)
        yield from _wrong_seats(lists)
    if len(by_municipality) > 1:
        yield from _doubt_grand_total(delivery.lists)
    areas: dict[str, list[DeliveredArea]] = defaultdict(list)
    for area in delivery.areas or ():
        areas[area.municipality].append(area)
    for code, own_areas in areas.items():
        yield from _doubt_areas(municipalities[code], own_areas)


def _doubt_rows(municipality: Municipality, lists: Sequence[DeliveredList]) -> Iterator[Fault | Question]:
    """
    Doubt the rows of one municipality, in the order of the files.

    A row with the sum of all others, or of two or more before or after it, is a total; with a letter it may
    be chance.
    """
    code, name = municipality.code, municipality.name
    total = sum(one.votes for one in lists)
    if not total:
        expected = f"mindst én stemme i {name}"
        step = "Vent, til kommunen er talt, eller hent filen igen."
        yield lists[0].place.fault("stemmer", found="0 stemmer i alt", expected=expected, next_step=step)
        return
    if len(lists) > 2 and 100 - len(lists) <= total <= 103:  # cut or rounded
        text = f"Listerne i {name} har {total} stemmer tilsammen. Det kan være procenter."
        yield Question(name=f"procent-{code}", text=text)
    before = 0
    for number, one in enumerate(lists):
        after = total - before - one.votes
        of_all = one.votes * 2 == total and len(lists) > 1
        of_some = (number > 1 and one.votes == before) or (number < len(lists) - 2 and one.votes == after)
        before += one.votes
        if not one.votes or not (of_all or of_some):
            continue
        what = "alle de andre rækker" if of_all else "rækkerne før eller efter den"
        found = f"{one.votes} stemmer for {f'{one.letter} {one.name}'.strip()!r}, summen af {what} i {name}"
        if not one.letter:
            yield _sum_among_lists(one, found)
        elif not (of_all and len(lists) == 2 and number == 0):
            row = f", række {one.place.row}" if one.place.row else ""
            yield Question(name=f"sum-{code}-{one.letter.lower()}", text=f"{one.place.shown}{row}: {found}.")


def _doubt_grand_total(lists: Sequence[DeliveredList]) -> Iterator[Fault]:
    total = sum(one.votes for one in lists)
    for one in lists:
        if one.votes * 2 == total:
            yield _sum_among_lists(one, f"{one.votes} stemmer for {one.name!r}, summen af alle andre rækker")


def _sum_among_lists(one: DeliveredList, found: str) -> Fault:
    expected = "en liste, der kan stemmes på"
    return one.place.fault("stemmer", found=found, expected=expected, next_step=_SUM_STEP)


def _wrong_seats(lists: Iterable[DeliveredList]) -> list[Fault]:
    return [
        one.place.fault(
            "mandater",
            found=f"{one.seats} mandater til {one.name} med {one.votes} stemmer",
            expected=f"højst {MOST_SEATS} mandater, og ingen uden stemmer",
            next_step="Se efter, om kolonnerne er byttet om, og ret filen.",
        )
        for one in lists
        if one.seats and (one.seats > MOST_SEATS or not one.votes)
    ]


def _doubt_areas(municipality: Municipality, areas: Sequence[DeliveredArea]) -> Iterator[Fault | Question]:
    code, name = municipality.code, municipality.name
    empty = [area.name for area in areas if not sum(area.votes.values()) and area.entitled != 0]
    if empty:
        text = (
            f"{danish.counted(len(empty), 'afstemningsområde', 'afstemningsområder')} i {name} har ingen "
            f"stemmer, for eksempel {empty[0]}."
        )
        yield Question(name=f"tomt-{code}", text=text)
    together: Counter[tuple[str, str]] = Counter()
    for area in areas:
        together.update(area.votes)
    seen: dict[frozenset[tuple[tuple[str, str], int]], DeliveredArea] = {}
    for area in areas:
        fault = total_row(area.place, "afstemningsområde", area.name, letter="-", municipality=name)
        if fault:
            yield fault
            continue
        votes = sum(area.votes.values())
        if len(areas) > 2 and votes and all(2 * area.votes[one] == together[one] for one in area.votes):
            found = f"området {area.name!r}, der har summen af de andre områder i {name}"
            yield area.place.fault(None, found=found, expected="et område", next_step=_SUM_STEP)
        if votes <= _SMALL or len(area.votes) < 2:
            continue
        other = seen.setdefault(frozenset(area.votes.items()), area)
        if other is not area:
            text = f"{area.name} og {other.name} i {name} har præcis de samme stemmer, {votes} hver."
            yield Question(name=f"ens-{code}", text=text)
