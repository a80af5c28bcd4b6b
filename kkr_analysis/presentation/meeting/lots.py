"""The lots of a meeting: between whom, what each fall of one gives, and the row that records it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import combinations

from kkr_analysis.allocation import DrawnLot, Tie
from kkr_analysis.danish import day, listed
from kkr_analysis.meeting.dossier import Convening
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import Paragraph, ParagraphKind, paragraph

COLUMNS = ("trin", "lige", "udtrukket", "dato", "bemaerkning")
"""The columns of lodtraekninger.csv in the folder of a meeting."""
MOST_FALLS = 6
"""Falls of a lot that are written out one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleLot:
    """A lot that the meeting may have to draw: about what, and whether it is certain to come."""

    about: str
    tie: Tie
    is_certain: bool


def possible_lots(meeting: Proceedings) -> Iterator[PossibleLot]:
    """Give the lots that are not drawn yet, in the order of the agenda."""
    if meeting.chair.tie:
        yield PossibleLot(about="Formand og næstformand", tie=meeting.chair.tie, is_certain=True)
    drawn = {(lot.stage, lot.tied) for lot in meeting.dossier.lots}
    for forum in meeting.fora:
        if forum.agreed:
            continue
        certain = [forum.tie] if forum.tie else []
        expected = [
            tie
            for tie in forum.expected_ties
            if tie != forum.tie and not forum.is_settled and (tie.stage, tie.tied) not in drawn
        ]
        for tie in (*certain, *expected):
            if forum.several is None or not forum.several.is_complete:
                yield PossibleLot(about=forum.name, tie=tie, is_certain=tie in certain)


def between(tie: Tie, name: Callable[[str], str] = str) -> str:
    """Name those who are equal: "A og C"."""
    return listed(map(name, sorted(tie.tied)))


def what_about(tie: Tie, seats: int) -> str:
    """Say what a lot decides in a forum of that many seats: its last seat, or the order of picks."""
    if "," in tie.stage and tie.stage.rpartition(", ")[2].startswith("valg"):
        return f"rækkefølgen fra valg {tie.first_seat}"
    if tie.places == 1:
        return "den sidste plads" if tie.last_seat == seats else f"plads {tie.first_seat}"
    return f"de {tie.places} sidste pladser"


def what_each_fall_gives(falls: Iterable[tuple[DrawnLot, str]]) -> list[str]:
    """Say for each fall of a lot what follows from it."""
    return [f"Falder loddet på {listed(lot.winners)}: {follows}." for lot, follows in falls]


def how_to_enter(tie: Tie, convening: Convening | None) -> Iterator[Paragraph]:
    """Say how a lot is noted once it is drawn."""
    which = "én af disse rækker" if _falls_listed(tie) else "denne række, med hvem det faldt på,"
    yield paragraph(f"Når loddet er trukket, skrives {which} i lodtraekninger.csv:", kind=ParagraphKind.LEAD)
    yield row_to_enter(tie, convening)


def row_to_enter(tie: Tie, convening: Convening | None) -> Paragraph:
    """
    Give the rows of lodtraekninger.csv, headings first: one for each fall, of which one is kept.

    Where there are too many falls it is one row, in which ``udtrukket`` is to be written.
    """
    rows = [_row(tie, winners, convening) for winners in _falls_listed(tie) or [()]]
    return paragraph("\n".join([",".join(COLUMNS), *rows]), kind=ParagraphKind.VERBATIM)


def _falls_listed(tie: Tie) -> list[tuple[str, ...]]:
    """Return the ways in which a lot can fall; none where they are too many to write out."""
    falls = list(combinations(sorted(tie.tied), tie.places))
    return falls if len(falls) <= MOST_FALLS else []


def _row(tie: Tie, winners: tuple[str, ...], convening: Convening | None) -> str:
    row = StringIO()
    when = convening.day.isoformat() if convening else ""
    csv.writer(row, lineterminator="").writerow(
        [tie.stage, " / ".join(sorted(tie.tied)), " / ".join(winners), when, ""]
    )
    return row.getvalue()


def drawn_lot(lot: DrawnLot, name: Callable[[str], str] = str) -> str:
    """Say how a lot fell."""
    when = f" den {day(lot.drawn_on)}" if lot.drawn_on else ""
    note = f" {lot.note.rstrip('.')}." if lot.note else ""
    return (
        f"{listed(map(name, sorted(lot.tied)))} stod lige, og lodtrækningen{when} faldt på "
        f"{listed(map(name, lot.winners))}.{note}"
    )
