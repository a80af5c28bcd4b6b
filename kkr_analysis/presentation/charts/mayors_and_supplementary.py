"""Mayors to the left, supplementary members to the right: who is in a KKR by mayors, and who by votes."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.look import DEFAULT, Look, look
from kkr_analysis.presentation.charts.style import (
    MARGIN,
    PAGE_WIDTH,
    PAPER,
    Canvas,
    chip_width,
    graphic_colour,
    text_width,
)
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


class Box(Rectangle):
    """One member: filled for a mayor (født medlem), outlined on the inside for a supplementary member."""

    def __init__(self, x: float, y: float, width: float, *, colour: str, is_mayor: bool) -> None:
        fill = graphic_colour(colour)
        line = 0.0 if is_mayor else 1.4
        super().__init__(
            (x + line / 2, y - _CELL / 2 + line / 2),
            width - line,
            _CELL - line,
            facecolor=fill if is_mayor else PAPER,
            edgecolor="none" if is_mayor else fill,
            linewidth=line,
        )
        self.is_mayor = is_mayor


def mayors_and_supplementary(parties: Sequence[PartySeats], *, body: str, look: Look = DEFAULT) -> Chart:
    """
    Each list's mayors beside its supplementary members; those with most mayors first.

    ``body`` is the KKR's name. Raises ValueError where nobody has a seat.

    Rule: K1, K4.
    """
    return Chart(
        name=NAME,
        alt=mayors_and_supplementary_alt(parties, body=body),
        draw=lambda: mayors_and_supplementary_figure(parties, body=body),
        look=look,
    )


def mayors_and_supplementary_alt(parties: Sequence[PartySeats], *, body: str) -> str:
    """What the boxes say, in Danish: who is in by mayors, who by votes, and who by both."""
    rows = in_rows(parties)
    mayors, supplementary = _sums(rows)
    sentences = [
        f"{shortened(body)} har {some(mayors, 'borgmester', 'borgmestre')} og "
        f"{some(supplementary, 'supplerende medlem', 'supplerende medlemmer')}.",
    ]
    kinds = (
        ("Alene gennem borgmestre", [own for own in rows if not own.supplementary]),
        ("Både gennem borgmestre og stemmer", [own for own in rows if own.mayors and own.supplementary]),
        ("Alene gennem stemmer", [own for own in rows if not own.mayors]),
    )
    sentences += [f"{kind}: {listed(map(_in_words, own))}." for kind, own in kinds if own]
    outside = [named(party) for party in rows if party.is_outside_count]
    if outside:
        who = "borgmestrene" if len(outside) > 1 else "borgmesteren"
        sentences.append(f"Uden for partiernes pladser: {who} fra {listed(outside)}.")
    return " ".join(sentences)


def mayors_and_supplementary_figure(parties: Sequence[PartySeats], *, body: str) -> Figure:
    """The picture of :func:`mayors_and_supplementary` before it is saved."""
    rows = in_rows(parties)
    mayors, supplementary = _sums(rows)
    head = 50.0
    canvas = Canvas(head + _ROW * len(rows) + MARGIN)
    top = canvas.figure.get_figheight() * 72
    left, right, middle, pitch = _columns(rows)
    half = max(chip_width(letter_of(party)) for party in rows) / 2 + _BESIDE
    canvas.title(top - 12, body, TOPIC)
    text = counted(mayors, "borgmester", "borgmestre")
    canvas.text(middle - half, top - 37, text, size=_TEXT, weight="bold", align="right")
    text = counted(supplementary, "supplerende medlem", "supplerende medlemmer")
    canvas.text(middle + half, top - 37, text, size=_TEXT, weight="bold")
    for row, party in enumerate(rows):
        y = top - head - _ROW * (row + 0.5)
        canvas.rule(y + _ROW / 2)
        canvas.name(left, y, party.name, size=_TEXT, width=_NAMES)
        letter = letter_of(party)
        canvas.chip(middle - chip_width(letter) / 2, y, letter, party.colour)
        _draw_boxes(canvas, party, y, left=middle - half, right=middle + half, pitch=pitch)
        seats = counted(party.seats, "plads", "pladser")
        canvas.text(right, y, seats, size=_TEXT, align="right")
    canvas.rule(top - head - _ROW * len(rows))
    return canvas.figure


def in_rows(parties: Sequence[PartySeats]) -> list[PartySeats]:
    """
    Return the lists with seats: most mayors first, then most supplementary members, mayors outside last.

    Equals stand in the order given. Raises ValueError where nobody has a seat.
    """
    seated = [party for party in parties if party.seats]
    if not seated:
        raise ValueError("nobody has a seat")
    return sorted(seated, key=lambda own: (own.is_outside_count, -own.mayors, -own.supplementary))


def _sums(parties: Sequence[PartySeats]) -> tuple[int, int]:
    return sum(party.mayors for party in parties), sum(party.supplementary for party in parties)


def _in_words(party: PartySeats) -> str:
    if party.mayors and party.supplementary:
        return f"{named(party)} med {whole(party.mayors)} og {whole(party.supplementary)}"
    return f"{named(party)} med {whole(party.seats)}"


def _columns(parties: Sequence[PartySeats]) -> tuple[float, float, float, float]:
    """Return the left edge of the names, the right edge of the sums, the middle, and the width of a box."""
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
    middle = MARGIN + _NAMES + number + before + chip / 2
    return MARGIN, PAGE_WIDTH - MARGIN, middle, pitch


def _draw_boxes(
    canvas: Canvas, party: PartySeats, y: float, *, left: float, right: float, pitch: float
) -> None:
    """Draw the boxes outwards from the middle, and the numbers where they end."""
    for place in range(party.mayors):
        x = left - pitch * (place + 1) + _GAP
        canvas.add(Box(x, y, pitch - _GAP, colour=party.colour, is_mayor=True))
    for place in range(party.supplementary):
        canvas.add(Box(right + pitch * place, y, pitch - _GAP, colour=party.colour, is_mayor=False))
    ends = (
        (left - pitch * party.mayors - (_BESIDE - _GAP if party.mayors else 0), party.mayors, "right"),
        (right + pitch * party.supplementary + (_BESIDE - _GAP if party.supplementary else 0),
         party.supplementary, "left"),
    )  # fmt: skip
    for x, number, align in ends:
        colour = None if number else look().muted
        weight = "bold" if number else "normal"
        canvas.text(x, y, whole(number), size=_NUMBER, weight=weight, colour=colour, align=align)  # type: ignore[arg-type]
