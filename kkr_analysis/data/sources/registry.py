"""What outlives an election: regions, municipalities, members of KL and parties, each for a period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kkr_analysis.composition.election import EXAMPLE, LIST_COOPERATION, Municipality, Party, Region
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.party_matching import normalised
from kkr_analysis.data.sources.periods import in_force, read_period
from kkr_analysis.data.sources.rows import Row, calendar_day, whole_number

REGIONS = "regioner.csv"
MUNICIPALITIES = "kommuner.csv"
MEMBERS = "medlemmer.csv"
PARTIES = "partier.csv"
BALLOT_NAMES = "partinavne.csv"
COLUMNS = {
    REGIONS: ("slug", "navn", "fra", "til"),
    MUNICIPALITIES: ("kommunekode", "kommune", "region", "fra", "til"),
    MEMBERS: ("kommunekode", "kommune", "fra", "til"),
    PARTIES: ("bogstav", "navn", "farve", "raekkefoelge", "berettiget_fra", "berettiget_til"),
    BALLOT_NAMES: ("bogstav", "stemmeseddelnavn"),
}
REGIONS_MAY_HAVE = ("eksempel",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The registry as read. A part is None where its file cannot be used; it then checks nothing."""

    regions: tuple[Region, ...] | None
    """Those of the day, without the computed examples."""
    examples: tuple[Region, ...]
    region_slugs: frozenset[str] | None
    """Slugs of all regions, past and present."""
    municipalities: Mapping[str, Municipality] | None
    """By code, in the order of the codes."""
    parties: tuple[Party, ...] | None
    """In print order."""

    def entitled_on(self, day: date) -> tuple[Party, ...]:
        """Return the parties entitled to stand for Folketinget on a day. Rule: E1."""
        return tuple(party for party in self.parties or () if party.is_entitled_on(day))


def read_registry(reader: FileReader, day: date | None) -> Registry:
    """Read regions, municipalities, members of KL and parties, as they are on a day. Rule: E6."""
    rows = _region_rows(reader)
    regions = _regions(reader, rows, day)
    examples = _examples(reader, rows)
    return Registry(
        regions=regions,
        examples=examples,
        region_slugs=None if rows is None else frozenset(row["slug"] for row in rows),
        municipalities=_read_municipalities(reader, regions, examples, day),
        parties=_read_parties(reader),
    )


def read_regions(reader: FileReader, day: date | None) -> tuple[Region, ...]:
    """Read the regions of a day, in the order of the file, and every computed example."""
    rows = _region_rows(reader)
    return (*(_regions(reader, rows, day) or ()), *_examples(reader, rows))


def _region_rows(reader: FileReader) -> tuple[Row, ...] | None:
    return reader.filled_table(REGIONS, COLUMNS[REGIONS], REGIONS_MAY_HAVE)


def _regions(reader: FileReader, rows: tuple[Row, ...] | None, day: date | None) -> tuple[Region, ...] | None:
    if rows is None:
        return None
    rows = in_force(reader, [row for row in rows if not row["eksempel"]], "slug", day)
    _reject_repeated(reader, rows, "navn")
    for row in rows:
        _check_region(reader, row)
        if row["slug"].endswith(EXAMPLE):
            expected = f"hvorfor {row['slug']} er et beregnet eksempel"
            reader.reject(row, "eksempel", expected=expected)
    return tuple(Region(slug=row["slug"], name=row["navn"]) for row in rows)


def _examples(reader: FileReader, rows: tuple[Row, ...] | None) -> tuple[Region, ...]:
    """Return the KKR that are computed without being there, each with its reason and its days."""
    there = {row["navn"] for row in rows or () if not row["eksempel"]}
    marked = in_force(reader, [row for row in rows or () if row["eksempel"]], "slug", None)
    _reject_repeated(reader, marked, "navn")
    examples = []
    for row in marked:
        period = read_period(reader, row)
        if period is None:
            continue
        _check_region(reader, row)
        if row["navn"] in there:
            reader.reject(row, "navn", expected="et navn, som ingen region har")
        if not row["slug"].endswith(EXAMPLE):
            expected = f"et navn, der ender på {EXAMPLE}, for det er et beregnet eksempel"
            reader.reject(row, "slug", expected=expected)
        examples.append(
            Region(
                slug=row["slug"],
                name=row["navn"],
                example=row["eksempel"],
                first_day=period.first,
                last_day=period.last,
            )
        )
    return tuple(examples)


def _check_region(reader: FileReader, row: Row) -> None:
    if not re.fullmatch("[a-z]+(-[a-z]+)*", row["slug"]):
        reader.reject(row, "slug", expected="små bogstaver a-z")
    if not row["navn"].strip():
        reader.reject(row, "navn", expected="regionens navn")


def code_of_municipality(
    reader: FileReader, row: Row, municipalities: Mapping[str, Municipality] | None
) -> str | None:
    """
    Return the code in a row of figures, or None where no municipality has it.

    The name beside the code must be that municipality's: two columns that disagree are a fault.
    """
    code = row["kommunekode"]
    if municipalities is None:
        return code
    if code not in municipalities:
        expected = f"en kommunekode fra {MUNICIPALITIES}"
        by_name = [known.code for known in municipalities.values() if known.name == row["kommune"]]
        reader.reject(row, "kommunekode", expected=" ".join([expected, *(f"({code})" for code in by_name)]))
        return None
    if row["kommune"] != municipalities[code].name:
        reader.reject(row, "kommune", expected=f"{municipalities[code].name!r}, som har koden {code}")
    return code


def _reject_repeated(reader: FileReader, rows: tuple[Row, ...], column: str) -> None:
    """Record a fault for every row that repeats an earlier row's value in the column."""
    first: dict[str, int] = {}
    for row in rows:
        earlier = first.setdefault(row[column], row.number)
        if earlier != row.number:
            reader.reject(row, column, expected=f"en værdi, der ikke allerede står i række {earlier}")


def _read_municipalities(
    reader: FileReader, regions: tuple[Region, ...] | None, examples: Sequence[Region], day: date | None
) -> Mapping[str, Municipality] | None:
    """Read the municipalities of a day: a row of each, and one more for a computed example that it is in."""
    every_row = reader.filled_table(MUNICIPALITIES, COLUMNS[MUNICIPALITIES])
    if every_row is None:
        return None
    names_of_examples = {example.name for example in examples}
    rows = in_force(
        reader, [row for row in every_row if row["region"] not in names_of_examples], "kommunekode", day
    )
    _reject_repeated(reader, rows, "kommune")
    names = [region.name for region in regions or ()]
    municipalities = {}
    for row in sorted(rows, key=lambda row: row["kommunekode"]):
        code = row["kommunekode"]
        if not re.fullmatch("[0-9]{3}", code):
            reader.reject(row, "kommunekode", expected="tre cifre")
        if not row["kommune"].strip():
            reader.reject(row, "kommune", expected="kommunens navn")
        if regions is not None and row["region"] not in names:
            reader.reject(row, "region", expected=f"en region fra {REGIONS} ({', '.join(names)})")
        municipalities[code] = Municipality(code=code, name=row["kommune"], region=row["region"])
    for example in examples:
        also = [row for row in every_row if row["region"] == example.name]
        for row in in_force(reader, also, "kommunekode", day):
            found = municipalities.get(code_of_municipality(reader, row, municipalities) or "")
            if found is not None:
                municipalities[found.code] = replace(found, examples=(*found.examples, example.name))
    members = _read_members(reader, municipalities, day)
    return {
        code: replace(municipality, is_member=members is None or code in members)
        for code, municipality in municipalities.items()
    }


def _read_members(
    reader: FileReader, municipalities: Mapping[str, Municipality], day: date | None
) -> frozenset[str] | None:
    """Return the codes of KL's members on the day. A municipality that has left has a row all the same."""
    rows = reader.filled_table(MEMBERS, COLUMNS[MEMBERS])
    if rows is None:
        return None
    mentioned = {row["kommunekode"] for row in rows}
    for code in sorted(municipalities.keys() - mentioned):
        reader.report(
            MEMBERS,
            found=f"ingen række for {code} {municipalities[code].name}",
            expected="en række for hver kommune, også for en, der har meldt sig ud",
            next_step=reader.add_and_seal(MEMBERS),
        )
    current = in_force(reader, rows, "kommunekode", day)
    for row in current:
        code_of_municipality(reader, row, municipalities)
    return frozenset(row["kommunekode"] for row in current)


def _read_parties(reader: FileReader) -> tuple[Party, ...] | None:
    """Read the parties with their ballot names; or None: a half-read registry would misplace lists."""
    faults_before = reader.number_of_faults
    rows = reader.filled_table(PARTIES, COLUMNS[PARTIES])
    names = reader.filled_table(BALLOT_NAMES, COLUMNS[BALLOT_NAMES])
    if rows is None or names is None:
        return None
    _reject_repeated(reader, rows, "bogstav")
    _reject_repeated(reader, rows, "raekkefoelge")
    _check_ballot_names(reader, names, {row["bogstav"] for row in rows})
    parties = [party for row in rows if (party := _party(reader, row, names)) is not None]
    if reader.number_of_faults > faults_before:
        return None
    return tuple(sorted(parties, key=lambda party: party.print_order))


def _party(reader: FileReader, row: Row, names: tuple[Row, ...]) -> Party | None:
    if len(row["bogstav"]) != 1 or not row["bogstav"].isalnum() or row["bogstav"] == LIST_COOPERATION:
        reader.reject(row, "bogstav", expected="ét bogstav")
    if not row["navn"].strip():
        reader.reject(row, "navn", expected="partiets navn")
    if not re.fullmatch("#[0-9A-Fa-f]{6}", row["farve"]):
        reader.reject(row, "farve", expected="en farve som #1F4E8C")
    print_order = whole_number(row["raekkefoelge"])
    if print_order is None:
        reader.reject(row, "raekkefoelge", expected="et helt tal")
    entitled_from = calendar_day(row["berettiget_fra"])
    if entitled_from is None:
        reader.reject(row, "berettiget_fra", expected="en dato som 2021-08-01")
    entitled_to = calendar_day(row["berettiget_til"])
    if entitled_to is None and row["berettiget_til"]:
        reader.reject(row, "berettiget_til", expected="en dato som 2021-08-01 eller ingenting")
    if entitled_from and entitled_to and entitled_to < entitled_from:
        reader.reject(row, "berettiget_til", expected=f"tidligst {entitled_from}")
    if print_order is None or entitled_from is None:
        return None
    letter = row["bogstav"]
    return Party(
        letter=letter,
        name=row["navn"],
        ballot_names=tuple(name["stemmeseddelnavn"] for name in names if name["bogstav"] == letter),
        colour=row["farve"],
        print_order=print_order,
        entitled_from=entitled_from,
        entitled_to=entitled_to,
    )


def _check_ballot_names(reader: FileReader, names: tuple[Row, ...], letters: set[str]) -> None:
    _reject_repeated(reader, names, "stemmeseddelnavn")
    owners: dict[str, Row] = {}
    for row in names:
        if row["bogstav"] not in letters:
            reader.reject(row, "bogstav", expected=f"et partis bogstav fra {PARTIES}")
        if not row["stemmeseddelnavn"].strip():
            reader.reject(row, "stemmeseddelnavn", expected="et navn fra en stemmeseddel")
        owner = owners.setdefault(normalised(row["stemmeseddelnavn"]), row)
        if owner["bogstav"] != row["bogstav"]:
            reader.reject(
                row,
                "bogstav",
                expected=f"{owner['bogstav']!r}, for i række {owner.number} er det navnet på det parti",
            )
