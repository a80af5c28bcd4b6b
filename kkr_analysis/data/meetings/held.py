"""A meeting held from its folder: a lot that settles nothing, a round that cannot be, with file and row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kkr_analysis.allocation import DrawnLot, Tie
from kkr_analysis.appointments.agreements import TOGETHER
from kkr_analysis.danish import counted, listed
from kkr_analysis.data.meetings.folder import folder_of
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.sources.recorded_lots import drawn_lot
from kkr_analysis.data.sources.region_files import BALLOTS, DRAWN, EVENTS
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.errors import AppointmentError, Fault, FaultyFilesError, StaleLotError
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.proceedings import Proceedings, hold
from kkr_analysis.meeting.under_way import noted_in, so_far
from kkr_analysis.meeting.vacancies import ImpossibleEventError


def held(folders: Path, dossier: Dossier) -> Proceedings:
    """
    Compute every item of a meeting that was read from the folder below ``folders``.

    Rule: U4, U9, V7. Raises as ``hold`` does, but FaultyFilesError with a fault for each lot of the meeting's
    own that settles nothing, one under ét among them, and for rounds that cannot follow each other.
    """
    reader = MeetingReader(folders, folder_of(dossier.result))
    try:
        proceedings = hold(dossier)
        if any(lot.stage == TOGETHER for lot in dossier.lots):
            _ = proceedings.proposal  # which no other item of the meeting asks for
    except StaleLotError:
        found = so_far(dossier, noted_in(dossier))
        faults = _stale(reader, found.unused_lots, list(_ties(found.held)))
        raise FaultyFilesError(faults, of="mødets mappe") from None
    except AppointmentError as error:
        sentences = str(error).splitlines()
        faults = list(_of_rounds(reader, sentences))
        if len(faults) < len(sentences):
            raise
        raise FaultyFilesError(faults, of="mødets mappe") from None
    except ImpossibleEventError as error:
        rows = sorted(reader.rows(EVENTS), key=lambda row: (row["dag"], row.number))
        if len(rows) != len(dossier.events):
            raise  # one of them is not in the file
        row = rows[dossier.events.index(error.event)]
        raise FaultyFilesError([_of_event(reader, row, str(error))], of="mødets mappe") from None
    return proceedings


def _of_event(reader: MeetingReader, row: Row, sentence: str) -> Fault:
    return Fault(
        row.file,
        row=row.number,
        found=f"en hændelse, der ikke kan ske ({sentence.rstrip('.')})",
        expected="en, der kan følge efter det, der er sket",
        next_step=reader.correct_and_seal(row.file),
    )


def _of_rounds(reader: MeetingReader, sentences: Sequence[str]) -> Iterator[Fault]:
    """Give a fault for each sentence about a forum that is voted on in rounds, at the row it is about."""
    file = reader.path(BALLOTS)
    for sentence in sentences:
        rows = [row for row in reader.rows(BALLOTS) if sentence.startswith(f"{row['forum']}: ")]
        of_round = [row for row in rows if f"{row['omgang']}. omgang" in sentence] or rows
        named = [row for row in of_round if f" {row['navn']} har" in sentence] or of_round
        if named:
            yield Fault(
                file,
                row=named[-1].number,
                found=f"omgange, der ikke går op ({sentence.rstrip('.')})",
                expected="omgange, der kan følge efter hinanden",
                next_step=reader.correct_and_seal(file),
            )


def _ties(proceedings: Proceedings) -> Iterator[Tie]:
    """Give the ties that wait for a lot."""
    proposal = proceedings.proposal
    waiting = [proceedings.chair.tie, *(outcome.tie for outcome in proceedings.fora)]
    return (tie for tie in (*waiting, proposal and proposal.tie) if tie)


def _stale(reader: MeetingReader, lots: Sequence[DrawnLot], ties: Sequence[Tie]) -> list[Fault]:
    rows = {drawn_lot(reader, row): row for row in reader.rows(DRAWN)}
    file = reader.path(DRAWN)
    wanted = {tie.stage: _asked_for(tie) for tie in ties}
    return [
        Fault(
            file,
            row=rows[lot].number if lot in rows else None,
            found=f"et lod om {lot.stage} mellem {listed(sorted(lot.tied))}",
            expected=wanted.get(lot.stage, "et lod, som mødet har brug for; her står de ikke lige"),
            next_step="Grupper, fremmøde eller stemmer kan være ændret, siden loddet blev trukket. Slet "
            f"rækken, eller ret den efter en ny lodtrækning, og {reader.confirm(file)}",
        )
        for lot in lots
    ]


def _asked_for(tie: Tie) -> str:
    places = counted(tie.places, "plads", "pladser")
    return f"et lod mellem {listed(sorted(tie.tied))} om {places}, for de står lige"
