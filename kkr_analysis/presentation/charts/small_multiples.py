"""Half-circles side by side, one for each KKR, each party's letter and seats outside its wedge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, pi, sin

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.hemicycle import Seat
from kkr_analysis.presentation.charts.lettering import fitted, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.seating import seating, wedges
from kkr_analysis.presentation.charts.shapes import Drawing
from kkr_analysis.presentation.charts.style import PAGE_WIDTH, Canvas
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import largest, letter_of, shortened

NAME = "halvcirkler"
_COLUMNS = 2
_GUTTER = 18.0
_RING = 11.0
"""Distance from the outer seats to the middle of the letters."""
_LABEL = 7.5
_OVER = 0.12
"""How far below the half-circle a letter may stand, in radians."""
_TITLE = 9.5
_BELOW = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A KKR's name and its parties from left to right."""

    name: str
    parties: tuple[PartySeats, ...]

    @property
    def seated(self) -> tuple[PartySeats, ...]:
        """Those with seats."""
        return tuple(party for party in self.parties if party.seats)

    @property
    def seats(self) -> int:
        """Number of members."""
        return sum(party.seats for party in self.seated)


def small_multiples(bodies: Sequence[Body], *, look: Look = DEFAULT) -> Chart:
    """Half-circles of several KKR, two to a row. Raises ValueError for one without seats."""
    return Chart(name=NAME, alt=_alt(bodies), draw=lambda: _drawing(bodies), look=look)


def _alt(bodies: Sequence[Body]) -> str:
    sentences = ["En halvcirkel for hvert KKR med én prik for hver plads."]
    for body in bodies:
        seats = listed(map(_label, body.seated))
        members = counted(body.seats, "medlem", "medlemmer")
        sentences.append(f"{shortened(body.name)}, {members}: {seats}. {largest(body.seated)}")
    return " ".join(sentences)


def _drawing(bodies: Sequence[Body]) -> Drawing:
    width = (PAGE_WIDTH - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
    radius = width / 2 - 2 * _RING
    height = radius + 2 * _RING + _BELOW
    rows = -(-len(bodies) // _COLUMNS)
    canvas = Canvas(rows * height)
    for place, body in enumerate(bodies):
        row, column = divmod(place, _COLUMNS)
        alone = column == 0 and place == len(bodies) - 1
        x = PAGE_WIDTH / 2 if alone else column * (width + _GUTTER) + width / 2
        _draw_body(canvas, body, x=x, y=(rows - row - 1) * height + _BELOW, radius=radius, width=width)
    return canvas.drawing


def _draw_body(canvas: Canvas, body: Body, *, x: float, y: float, radius: float, width: float) -> None:
    plan = seating(body.seats)
    scale = radius / (plan.outer_radius + plan.disc_radius)
    middles = []
    for party, wedge in zip(body.seated, wedges(plan, [party.seats for party in body.seated]), strict=True):
        for number, (across, up) in enumerate(wedge):
            where = (x + across * scale, y + up * scale)
            is_mayor = number < party.mayors
            canvas.add(Seat.of(where, plan.disc_radius * scale, colour=party.colour, is_mayor=is_mayor))
        middles.append(atan2(sum(up for _, up in wedge), sum(across for across, _ in wedge)))
    widest = max(text_width(_label(party), _LABEL, "bold") for party in body.seated)
    step = min((widest + 4) / (radius + _RING), (pi + 2 * _OVER) / len(body.seated))
    for party, angle in zip(body.seated, spread(middles, step), strict=True):
        at = (x + (radius + _RING) * cos(angle), y + (radius + _RING) * sin(angle))
        canvas.text(*at, _label(party), size=_LABEL, weight="bold", align="center")
    inner = 2 * (plan.inner_radius - plan.disc_radius) * scale
    total = counted(body.seats, "medlem", "medlemmer")
    canvas.note(x, y + 2, total, size=min(_TITLE, inner / 6), align="center")
    name = fitted(body.name, _TITLE, width, "bold")
    canvas.text(x, y - plan.disc_radius * scale - 9, name, size=_TITLE, weight="bold", align="center")


def _label(party: PartySeats) -> str:
    return f"{letter_of(party)} {whole(party.seats)}"


def spread(angles: Sequence[float], step: float) -> list[float]:
    """
    Move angles apart, as little as possible, until neighbours are at least ``step`` from each other.

    ``angles`` decrease from the left (pi) to the right (0); so do those returned. Those that are too close
    form a block around their mean, and a block stays between the two ends.
    """
    blocks: list[tuple[float, int]] = []
    for angle in angles:
        mean, size = angle, 1
        while True:
            reach = (size - 1) / 2 * step
            mean = min(max(mean, reach - _OVER), pi + _OVER - reach)
            if not blocks or blocks[-1][0] - (blocks[-1][1] - 1) / 2 * step >= mean + reach + step - 1e-9:
                break
            other, other_size = blocks.pop()
            mean = (mean * size + other * other_size) / (size + other_size)
            size += other_size
        blocks.append((mean, size))
    return [mean + ((size - 1) / 2 - place) * step for mean, size in blocks for place in range(size)]
