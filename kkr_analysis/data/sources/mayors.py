"""The calendar of mayors (borgmestre): who was agreed on or constituted, from when to when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kkr_analysis.composition.election import Mayor, MayorStatus, Municipality, PartyNow, SourceStrength
from kkr_analysis.danish import listed
from kkr_analysis.data.command import kkr_command
from kkr_analysis.data.sources.ballot import Ballot
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.periods import Period, read_period
from kkr_analysis.data.sources.registry import code_of_municipality
from kkr_analysis.data.sources.rows import Row, calendar_day

MAYORS = "borgmestre.csv"
_MOST_VACANT = 3
"""Up to this many municipalities without a mayor are a fault each; more mean that the day is wrong."""
COLUMNS = (
    "kommunekode",
    "kommune",
    "borgmester",
    "bogstav",
    "listenavn",
    "status",
    "fra",
    "til",
    "kildestyrke",
    "kilde",
)
_TO_FILL_IN = ("borgmester", "bogstav", "listenavn", "kildestyrke", "kilde")
MAY_HAVE = ("parti_nu", "parti_nu_fra")
"""The party that a mayor has changed to, and the day (rule K10)."""
NO_PARTY = "løsgænger"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One row of the calendar: a mayor and a period."""

    mayor: Mayor
    period: Period
    row: Row


def read_mayors(
    reader: FileReader,
    folder: str,
    wanted: Mapping[str, Municipality] | None,
    municipalities: Mapping[str, Municipality] | None,
    ballot: Ballot | None,
    letters: Collection[str],
    day: date | None,
) -> tuple[Mayor, ...]:
    """
    Read the mayors of a day: one in every municipality wanted, each elected on a list on its ballot.

    Rule: K1, K10. Of other municipalities those rows are read that can be, and no fault in them is
    told. ``letters`` are those of the parties of the election. Who is constituted (konstitueret) on the day
    goes before who is only agreed on (aftalt).
    """
    file = f"{folder}/{MAYORS}"
    rows = reader.filled_table(file, COLUMNS, MAY_HAVE)
    if rows is None:
        return ()
    calendar: dict[str, list[_Entry]] = {}
    mentioned = set()
    unfilled: list[Row] = []
    for row in rows:
        code = code_of_municipality(reader, row, municipalities)
        if code is None:
            continue
        mentioned.add(code)
        if _is_unfilled(row):
            if wanted is None or code in wanted:
                unfilled.append(row)
            continue
        told = reader if wanted is None or code in wanted else FileReader(reader.data)
        entry = _entry(told, row, code, ballot, letters)
        if entry is not None:
            _reject_overlap(told, entry, calendar.setdefault(code, []))
            if told is reader or not told.number_of_faults:
                calendar[code].append(entry)
    _report_unfilled(reader, folder, unfilled, is_of_all=wanted is municipalities)
    for code, municipality in (wanted or {}).items():
        if code not in mentioned:
            reader.report(
                file,
                found=f"ingen borgmester i {code} {municipality.name}",
                expected="mindst én række for hver kommune",
                next_step=reader.add_and_seal(file),
            )
    if day is None:
        return ()
    current = {
        code: [entry for entry in entries if entry.period.covers(day)]
        for code, entries in sorted(calendar.items())
    }
    vacant = [code for code, entries in current.items() if not entries and (wanted is None or code in wanted)]
    _report_vacant(reader, day, [calendar[code][-1].row for code in vacant if calendar[code]])
    return tuple(_on(day, _mayor_of(entries)) for entries in current.values() if entries)


def _is_unfilled(row: Row) -> bool:
    """Whether a row is as a new election has it: a municipality, and nobody in it."""
    return not any(row[column].strip() for column in _TO_FILL_IN)


def _report_unfilled(reader: FileReader, folder: str, rows: list[Row], *, is_of_all: bool) -> None:
    """Record the rows that nobody has filled in, many of them as one fault."""
    if not rows:
        return
    columns = listed(_TO_FILL_IN)
    alone = f" (kun ét KKR kontrolleres med {kkr_command()} check {folder} --region REGION)"
    step = f"Udfyld dem{alone if is_of_all else ''}, og {reader.confirm(rows[0].file)}"
    if len(rows) > _MOST_VACANT:
        found = f"{len(rows)} rækker, hvor {columns} ikke er udfyldt"
        reader.report(rows[0].file, found=found, expected="en borgmester i hver kommune", next_step=step)
        return
    for row in rows:
        reader.report(
            row.file,
            row=row.number,
            found=f"{row['kommune']}, hvor {columns} ikke er udfyldt",
            expected="en borgmester i hver kommune",
            next_step=step,
        )


def _on(day: date, mayor: Mayor) -> Mayor:
    """Return a mayor as of a day: a change of party that comes later is not known yet. Rule: K10."""
    is_later = mayor.party_now is not None and mayor.party_now.since > day
    return replace(mayor, party_now=None) if is_later else mayor


def _mayor_of(current: list[_Entry]) -> Mayor:
    """Return the mayor among those constituted or agreed on."""
    constituted = [entry for entry in current if entry.mayor.status is MayorStatus.CONSTITUTED]
    return (constituted or current)[0].mayor


def _report_vacant(reader: FileReader, day: date, rows: list[Row]) -> None:
    """Record the municipalities without a mayor on a day, each by its last row; many of them as one fault."""
    if len(rows) > _MOST_VACANT:
        named = ", ".join(row["kommune"] for row in rows[:_MOST_VACANT])
        reader.report(
            rows[0].file,
            found=f"ingen borgmester den {day} i {len(rows)} kommuner: {named} "
            f"og {len(rows) - _MOST_VACANT} til",
            expected="en dag, hvor hver kommune har en",
            next_step="Vælg en anden dag (--date eller bilag_pr), eller ret fra og til i filen.",
        )
        return
    for row in rows:
        reader.report(
            row.file,
            row=row.number,
            found=f"ingen borgmester i {row['kommune']} den {day}",
            expected=f"en række, der gælder den {day}",
            next_step="Ret fra og til, tilføj rækken, eller vælg en anden dag, "
            f"og {reader.confirm(row.file)}",
        )


def _reject_overlap(reader: FileReader, entry: _Entry, earlier: list[_Entry]) -> None:
    """Record a fault where two mayors with the same status overlap in time."""
    for other in earlier:
        if other.mayor.status is entry.mayor.status and other.period.overlaps(entry.period):
            expected = (
                f"én borgmester ad gangen med status {entry.mayor.status.value} i {entry.row['kommune']}, "
                "se række "
            )
            reader.reject(entry.row, "borgmester", expected=f"{expected}{other.row.number}")
            return


def _party_now(
    reader: FileReader, row: Row, period: Period | None, letters: Collection[str]
) -> PartyNow | None:
    """Return the party that a mayor has changed to; None where there is no change."""
    party, since = row["parti_nu"], calendar_day(row["parti_nu_fra"])
    if not party and not row["parti_nu_fra"]:
        return None
    if party not in (*letters, NO_PARTY):
        expected = f"et af {' '.join(letters)}, {NO_PARTY!r} uden for partierne, eller ingenting"
        reader.reject(row, "parti_nu", expected=expected)
    if since is None:
        reader.reject_day(row, "parti_nu_fra", expected="dagen for skiftet, en dato som 2023-05-01")
    elif period is not None and not period.covers(since):
        reader.reject(row, "parti_nu_fra", expected="en dag, hvor rækken gælder (fra og til)")
    return None if since is None else PartyNow(party=None if party == NO_PARTY else party, since=since)


def _entry(
    reader: FileReader, row: Row, code: str, ballot: Ballot | None, letters: Collection[str]
) -> _Entry | None:
    if not row["borgmester"].strip():
        reader.reject(row, "borgmester", expected="borgmesterens navn")
    if not row["kilde"].strip():
        reader.reject(row, "kilde", expected="hvor det står, at borgmesteren er valgt")
    listed = ballot.reject_unlisted(reader, row, code) if ballot else None
    status = fixed_word(reader, row, "status", MayorStatus)
    strength = fixed_word(reader, row, "kildestyrke", SourceStrength)
    period = read_period(reader, row)
    party_now = _party_now(reader, row, period, letters)
    if status is None or strength is None or listed is None or period is None:
        return None
    mayor = Mayor(
        municipality=code,
        name=row["borgmester"],
        letter=listed.letter,
        list_name=listed.name,
        party=listed.party,
        status=status,
        strength=strength,
        source=row["kilde"],
        party_now=party_now,
    )
    return _Entry(mayor=mayor, period=period, row=row)
