"""What a cell says: a municipality by its name, a list's letter, a sex, a number, a day."""

from __future__ import annotations

from datetime import date

from kkr_analysis.appointments import Gender
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.sources.rows import Row, calendar_day, meant_number, whole_number


def municipality(reader: MeetingReader, row: Row, column: str, result: KkrResult) -> str | None:
    """
    Return the code of the municipality that a cell names, of the region or not.

    None with the fault recorded where there is none of that name; the nearest is offered.
    """
    codes = {one.name: one.code for one in result.election.municipalities}
    name = row[column].removesuffix(" Kommune")
    if name in codes and name == row[column]:
        return codes[name]
    in_region = result.figures.municipality_names.values()
    if not name:
        reader.reject(row, column, expected="kommunens navn")
    else:
        # First those of the region: "Århus" is Aarhus here, whatever else it looks like.
        reader.reject_unknown(row, column, (*in_region, *codes), expected="en kommunes navn som Horsens")
    return None


def list_letter(
    reader: MeetingReader, row: Row, column: str, code: str | None, result: KkrResult, *, otherwise: str = ""
) -> str:
    """
    Return the letter of the list that somebody was elected on, held against the ballot of the municipality.

    ``otherwise`` is what an empty cell stands for, where it stands for anything: where that is on no ballot
    there, the cell is as it should be and the municipality may be the wrong one.
    """
    letter = row[column] or otherwise
    on_ballot = [one.letter for one in result.election.lists if one.municipality == code and one.letter]
    if code is None or letter in on_ballot:
        return letter
    if row[column] or not letter:
        reader.reject(row, column, expected=f"et bogstav på stemmesedlen: {' '.join(on_ballot)}")
        return letter
    place = next(one.name for one in result.election.municipalities if one.code == code)
    reader.report(
        row.file,
        row=row.number,
        column=column,
        found=f"ingenting, og {letter} står ikke på stemmesedlen i {place}",
        expected=f"en liste på den: {' '.join(on_ballot)}",
        next_step=f"Ret kommunen, eller skriv listen i {column}, og {reader.confirm(row.file)}",
    )
    return letter


def contender_of(result: KkrResult, code: str, letter: str) -> str:
    """
    Return the contender that a list counts for, or the list's own letter where it is none.

    Rule: E1, E2.
    """
    for one in result.election.lists:
        if (one.municipality, one.letter) == (code, letter):
            return result.figures.contender_of(code, letter, one.party) or letter
    return letter


def gender(reader: MeetingReader, row: Row, column: str) -> Gender | None:
    """Return the sex in a cell; None where it is not recorded."""
    words = {word.value: word for word in Gender}
    if row[column] and row[column] not in words:
        reader.reject(row, column, expected="kvinde, mand eller ingenting")
    return words.get(row[column])


def day(reader: MeetingReader, row: Row, column: str) -> date | None:
    """Return the day in a cell; None with the fault recorded for anything else."""
    written = calendar_day(row[column])
    if written is None:
        reader.reject_day(row, column, expected="en dato som 2022-01-19 (år-måned-dag)")
    return written


def number(reader: MeetingReader, row: Row, column: str, *, least: int) -> int | None:
    """Return the whole number in a cell; None with the fault recorded for anything else."""
    written = whole_number(row[column])
    if written is None or written < least:
        plain = "" if meant_number(row[column]) is None else " uden punktum eller mellemrum"
        reader.reject_number(row, column, expected=f"et helt tal på mindst {least}{plain}")
        return None
    return written
