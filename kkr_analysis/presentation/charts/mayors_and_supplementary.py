"""Mayors to the left, supplementary members to the right: who is in a KKR by office, and who by votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.lettering import text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Drawing, Weight
from kkr_analysis.presentation.charts.style import MARGIN, PAGE_WIDTH, Bar, Canvas, chip_width
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import letter_of, named, shortened, some

NAME = "borgmestre-og-supplerende"
TOPIC = "borgmestre og supplerende"
_NAMES = 126.0
_TOTAL = 58.0
"""Width of the column of seats at the right edge."""
_ROW = 20.5
_CELL = 13.0
"""Height of a member's box, and its largest width."""
_GAP = 1.6
"""White between two boxes, so that members can be counted."""
_TEXT = 8.0
_NUMBER = 9.0
_BESIDE = 6.0


def mayors_and_supplementary(parties: Sequence[PartySeats], *, body: str, look: Look = DEFAULT) -> Chart:
    """
    Each list's mayors beside its supplementary members, those with most mayors first.

    ``body`` is the KKR's name. Raises ValueError where nobody has a seat.

    Rule: K1, K4.
    """
    rows = in_rows(parties)
    return Chart(name=NAME, alt=_alt(rows, body), draw=lambda: _drawing(rows, body), look=look)


def in_rows(parties: Sequence[PartySeats]) -> list[PartySeats]:
    """
    The lists with seats: most mayors first, then most supplementary members, mayors outside the count last.

    Equals keep the order given. Raises ValueError where nobody has a seat.
    """
    seated = [party for party in parties if party.seats]
    if not seated:
        raise ValueError("nobody has a seat")
    return sorted(seated, key=lambda party: (party.is_outside_count, -party.mayors, -party.supplementary))


def _sums(parties: Sequence[PartySeats]) -> tuple[int, int]:
    return sum(party.mayors for party in parties), sum(party.supplementary for party in parties)


def _alt(rows: Sequence[PartySeats], body: str) -> str:
    """Who is a member through mayors, through votes, and through both."""
    mayors, supplementary = _sums(rows)
    sentences = [
        f"{shortened(body)} har {some(mayors, 'borgmester', 'borgmestre')} og "
        f"{some(supplementary, 'supplerende medlem', 'supplerende medlemmer')}.",
    ]
    routes = (
        ("Alene gennem borgmestre", [party for party in rows if not party.supplementary]),
        (
            "Både gennem borgmestre og stemmer",
            [party for party in rows if party.mayors and party.supplementary],
        ),
        ("Alene gennem stemmer", [party for party in rows if not party.mayors]),
    )
    sentences += [f"{route}: {listed(map(_in_words, parties))}." for route, parties in routes if parties]
    outside = [named(party) for party in rows if party.is_outside_count]
    if outside:
        who = "borgmestrene" if len(outside) > 1 else "borgmesteren"
        sentences.append(f"Uden for partiernes pladser: {who} fra {listed(outside)}.")
    return " ".join(sentences)


def _in_both_ways(party: PartySeats) -> bool:
    return party.mayors > 0 and party.supplementary > 0


def _in_words(party: PartySeats) -> str:
    if _in_both_ways(party):
        return f"{named(party)} med {whole(party.mayors)} og {whole(party.supplementary)}"
    return f"{named(party)} med {whole(party.seats)}"


def _drawing(rows: Sequence[PartySeats], body: str) -> Drawing:
    mayors, supplementary = _sums(rows)
    head = 50.0
    canvas = Canvas(head + _ROW * len(rows) + MARGIN)
    middle, pitch = _middle_and_pitch(rows)
    half = max(chip_width(letter_of(party)) for party in rows) / 2 + _BESIDE
    canvas.title(body, TOPIC)
    y = canvas.top - 37
    text = counted(mayors, "borgmester", "borgmestre")
    canvas.text(middle - half, y, text, size=_TEXT, weight="bold", align="right")
    text = counted(supplementary, "supplerende medlem", "supplerende medlemmer")
    canvas.text(middle + half, y, text, size=_TEXT, weight="bold")
    for row, party in enumerate(rows):
        y = canvas.top - head - _ROW * (row + 0.5)
        canvas.rule(y + _ROW / 2)
        canvas.name(MARGIN, y, party.name, size=_TEXT, width=_NAMES)
        letter = letter_of(party)
        canvas.chip(middle - chip_width(letter) / 2, y, letter, party.colour)
        _draw_boxes(canvas, party, y, left=middle - half, right=middle + half, pitch=pitch)
        seats = counted(party.seats, "plads", "pladser")
        canvas.text(PAGE_WIDTH - MARGIN, y, seats, size=_TEXT, align="right")
    canvas.rule(canvas.top - head - _ROW * len(rows))
    return canvas.drawing


def _middle_and_pitch(parties: Sequence[PartySeats]) -> tuple[float, float]:
    """Where the letters stand, and the distance from one box to the next."""
    most = [max(party.mayors for party in parties), max(party.supplementary for party in parties)]
    chip = max(chip_width(letter_of(party)) for party in parties) + 2 * _BESIDE
    number = _BESIDE + text_width(whole(max(most)), _NUMBER, "bold")
    room = PAGE_WIDTH - 2 * MARGIN - _NAMES - _TOTAL - chip - 2 * number
    # The heading on the right needs its width, however few members stand below it.
    heading = text_width("00 supplerende medlemmer", _TEXT, "bold")
    least = max(heading - number - _TOTAL, 0.0)
    pitch = min(_CELL + _GAP, room / sum(most), (room - least) / max(most[0], 1))
    after = max(pitch * most[1], least)
    before = pitch * most[0] + max(0.0, (room - pitch * most[0] - after) / 2)
    return MARGIN + _NAMES + number + before + chip / 2, pitch


def _draw_boxes(
    canvas: Canvas, party: PartySeats, y: float, *, left: float, right: float, pitch: float
) -> None:
    """Draw the boxes outwards from the middle, and the numbers where they end."""
    starts = [(left - pitch * (place + 1) + _GAP, True) for place in range(party.mayors)]
    starts += [(right + pitch * place, False) for place in range(party.supplementary)]
    for x, is_mayor in starts:
        box = Bar.of(x, y, pitch - _GAP, _CELL, colour=party.colour, is_filled=is_mayor, subject=party)
        canvas.add(box)
    gap = _BESIDE - _GAP
    x = left - pitch * party.mayors - (gap if party.mayors else 0)
    _draw_number(canvas, x, y, party.mayors, "right")
    x = right + pitch * party.supplementary + (gap if party.supplementary else 0)
    _draw_number(canvas, x, y, party.supplementary, "left")


def _draw_number(canvas: Canvas, x: float, y: float, number: int, align: Literal["left", "right"]) -> None:
    colour = None if number else current_look().muted
    weight: Weight = "bold" if number else "normal"
    canvas.text(x, y, whole(number), size=_NUMBER, weight=weight, colour=colour, align=align)
