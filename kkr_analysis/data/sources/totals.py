"""The totals of an election checked against the votes of its lists: the publisher's, and independent ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kkr_analysis.composition.election import FigureStatus, Municipality, Region, VotesCast
from kkr_analysis.data.sources.ballot import VOTES, WHOLE_NUMBER, Ballot
from kkr_analysis.data.sources.facts import FACTS
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.own_files import CONTROLS
from kkr_analysis.data.sources.registry import code_of_municipality
from kkr_analysis.data.sources.rows import Row, whole_number

TOTALS = "totaler.csv"
COUNTRY = "Danmark"

COLUMNS = (
    "kommunekode",
    "kommune",
    "gyldige_stemmer",
    "afgivne_stemmer",
    "stemmeberettigede",
    "afstemningsomraader",
    "optaelling",
)
CONTROL_COLUMNS = ("omraade", "gyldige_stemmer", "kilde")
_ORDER = ("gyldige_stemmer", "afgivne_stemmer", "stemmeberettigede")
"""Each is at least as many as the one before."""


def read_totals(
    reader: FileReader,
    folder: str,
    municipalities: Mapping[str, Municipality] | None,
    ballot: Ballot | None,
    count_status: FigureStatus | None,
) -> tuple[VotesCast, ...]:
    """
    Read the publisher's totals of every municipality, where there are any.

    The lists must add up to the valid votes wherever all their numbers can be read, and the count must be
    final wherever the election says so.
    Returns the votes cast when they are known everywhere; a cell is empty where a number is not known.
    """
    file = f"{folder}/{TOTALS}"
    rows = reader.filled_table(file, COLUMNS) if reader.has(file) else None
    if rows is None:
        return ()
    valid = ballot.valid_votes() if ballot else Counter()
    cast: dict[str, int | None] = {}
    for row in rows:
        code = code_of_municipality(reader, row, municipalities)
        numbers = _numbers(reader, row)
        status = fixed_word(reader, row, "optaelling", FigureStatus)
        if code is None:
            continue
        if code in cast:
            reader.reject(row, "kommunekode", expected="hver kommune én gang")
        cast[code] = numbers["afgivne_stemmer"]
        is_known = ballot is not None and code not in ballot.unread
        if is_known and numbers["gyldige_stemmer"] not in (None, valid[code]):
            reader.reject(row, "gyldige_stemmer", expected=f"listernes sum {valid[code]} i {VOTES}")
        if status is FigureStatus.PRELIMINARY and count_status is FigureStatus.FINAL:
            expected = f"endelig som i {FACTS}"
            step = f"Hent det endelige resultat, eller skriv foreløbig i {FACTS}."
            reader.reject(row, "optaelling", expected=expected, next_step=step)
    for code, municipality in (municipalities or {}).items():
        if code in cast:
            continue
        reader.report(
            file,
            found=f"ingen række for {code} {municipality.name}",
            expected="en række for hver kommune",
            next_step=reader.add_and_seal(file),
        )
    known = tuple(
        VotesCast(municipality=code, votes=votes) for code, votes in sorted(cast.items()) if votes is not None
    )
    return known if len(known) == len(cast) else ()


def check_controls(
    reader: FileReader,
    folder: str,
    regions: Sequence[Region],
    municipalities: Mapping[str, Municipality],
    ballot: Ballot | None,
) -> None:
    """
    Check the votes against an independent source, where the analyst has one (``kontroltal.csv``).

    An area (omraade) is a municipality, a region or Danmark. Nothing is said of one where a number of the
    votes cannot be read: its sum is unknown.
    """
    file = f"{folder}/{CONTROLS}"
    rows = reader.filled_table(file, CONTROL_COLUMNS) if reader.has(file) else None
    if rows is None or ballot is None or not municipalities or reader.is_of_changed_files:
        return
    valid = ballot.valid_votes()
    sums = Counter({COUNTRY: valid.total()})
    for region in regions:
        sums[region.name] = sum(
            valid[one.code] for one in municipalities.values() if one.region == region.name
        )
    for municipality in municipalities.values():
        sums[municipality.name] = valid[municipality.code]
    of_unread = [one for code, one in municipalities.items() if code in ballot.unread]
    unknown = {area for one in of_unread for area in (one.name, one.region, COUNTRY)}
    for row in rows:
        if not row["kilde"].strip():
            reader.reject(row, "kilde", expected="hvor tallet står")
        control = whole_number(row["gyldige_stemmer"])
        if row["omraade"] not in sums:
            reader.reject(row, "omraade", expected=f"en kommune, en region eller {COUNTRY}")
        elif control is None:
            reader.reject_number(row, "gyldige_stemmer", expected=WHOLE_NUMBER)
        elif row["omraade"] not in unknown and control != sums[row["omraade"]]:
            step = f"Find ud af, hvilket af tallene der er rigtigt, og {reader.confirm(file)}"
            expected = f"{sums[row['omraade']]}, som listerne i {VOTES} giver"
            reader.reject(row, "gyldige_stemmer", expected=expected, next_step=step)


def _numbers(reader: FileReader, row: Row) -> dict[str, int | None]:
    """Return the numbers of a row, None for an empty cell; an impossible one is a fault."""
    numbers = {column: whole_number(row[column]) for column in (*_ORDER, "afstemningsomraader")}
    for column, number in numbers.items():
        if number is None and row[column]:
            reader.reject_number(row, column, expected=f"{WHOLE_NUMBER}, eller ingenting")
    known = [column for column in _ORDER if numbers[column] is not None]
    for smaller, larger in pairwise(known):
        if (numbers[larger] or 0) < (numbers[smaller] or 0):
            reader.reject(row, larger, expected=f"mindst {numbers[smaller]}, {smaller} i samme række")
    if numbers["afstemningsomraader"] == 0:
        reader.reject(row, "afstemningsomraader", expected="mindst 1, eller ingenting")
    return numbers
