"""The lots drawn at the meeting, ``lodtraekninger.csv``: each with the tie that it settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.result import CHAIR_STAGE, KkrResult
from kkr_analysis.danish import did_you_mean
from kkr_analysis.data.meetings.attendance import TOLD_IN
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.sources.recorded_lots import drawn_lot
from kkr_analysis.data.sources.region_files import BALLOTS, DRAWN, FORA
from kkr_analysis.data.sources.rows import Row


def read_drawn(
    reader: MeetingReader,
    result: KkrResult,
    competing: Mapping[str, Sequence[str]],
    contenders: Sequence[str],
    day: date | None,
) -> tuple[DrawnLot, ...]:
    """
    Read the lots of the meeting, in the order of their stages.

    Rule: U4, U9, V7. No lot is drawn before the ``day`` of the meeting, if it is known. ``competing`` are the
    groups, or the candidates, by the forum or the whole; ``contenders`` those of the election of the chair,
    alliances among them. Whether a lot settles a tie that is there, ``hold`` says.
    """
    lots: list[DrawnLot] = []
    first: dict[tuple[str, frozenset[str]], Row] = {}
    recorded = {
        (entry.lot.stage, entry.lot.tied)
        for entry in result.election.lots
        if entry.region == result.region.slug
    }
    for row in reader.rows(DRAWN):
        known = _who_can_tie(reader, row, competing, contenders)
        lot = drawn_lot(reader, row)
        if lot is None or known is None:
            continue
        if day and lot.drawn_on and lot.drawn_on < day:
            reader.reject(row, "dato", expected=f"mødets dag, {day}, eller en senere")
            continue
        if strangers := sorted(lot.tied - set(known)):
            if reader.has_faults(*TOLD_IN, BALLOTS):
                continue
            expected = f"nogle af dem, der kan stå lige her; {strangers[0]} er ikke med"
            step = f"{did_you_mean(strangers[0], known)}{reader.correct_and_seal(row.file)}"
            reader.reject(row, "lige", expected=expected, next_step=step)
            continue
        earlier = first.setdefault((lot.stage, lot.tied), row)
        if earlier is not row:
            reader.reject_second(row, "lige", earlier, expected="hver lodtrækning én gang")
        elif (lot.stage, lot.tied) in recorded:
            expected = "en lodtrækning, der ikke allerede står i valgets egen lodtraekninger.csv"
            reader.reject(row, "trin", expected=expected)
        else:
            lots.append(lot)
    return tuple(sorted(lots, key=lambda lot: (lot.stage, sorted(lot.tied))))


def _who_can_tie(
    reader: MeetingReader, row: Row, competing: Mapping[str, Sequence[str]], contenders: Sequence[str]
) -> Sequence[str] | None:
    """Return who competes at the stage of a lot; None with the fault recorded for an unknown stage."""
    stage = row["trin"]
    if stage.startswith(f"{CHAIR_STAGE}, "):
        return contenders
    for name, groups in competing.items():
        if stage == name or stage.startswith(f"{name}, "):
            return groups
    stages = (*competing, f"{CHAIR_STAGE}, post 1", f"{CHAIR_STAGE}, post 2")
    expected = "det, papirerne skriver, at loddet skal trækkes om"
    reader.reject_unknown(row, "trin", stages, expected=expected, told_in=(FORA,))
    return None
