"""The half-circle: a disc with a letter for each seat, mayors filled and supplementary members outlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.lettering import fitted, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.seating import Seating, seating, wedges
from kkr_analysis.presentation.charts.shapes import Circle, Drawing, Point, Weight
from kkr_analysis.presentation.charts.style import (
    MARGIN,
    OUTLINE,
    PAGE_WIDTH,
    PAPER,
    SMALLEST_TEXT,
    Canvas,
    chip_width,
    graphic_colour,
    text_colour,
)
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import largest, letter_of, members, named, shortened, some

NAME = "halvcirkel"
_KEY_ROW = 26.0
_KEY_LETTER = 14.0
_KEY_NUMBER = 14.5
_LEGEND_ROW = 20.0
_LEGEND_TEXT = 14.0
_LEGEND_DISC = 7.5
_TOTAL_IN_HOLE = 0.195
"""The size of the total as a part of the radius of the hole that it stands in."""
_LARGEST_TOTAL = 22.0
_OF_TOTAL = 0.75
"""The size of the text above the total as a part of that of the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Disc(Circle):
    """Filled for a mayor (født medlem), outlined on the inside for a supplementary member: equally large."""

    is_mayor: bool
    text_colour: str

    @classmethod
    def of(cls, centre: Point, radius: float, *, colour: str, is_mayor: bool) -> Self:
        """Return a disc with all of its line inside ``radius``."""
        fill = graphic_colour(colour)
        line = 0.0 if is_mayor else max(OUTLINE, 0.15 * radius)
        return cls(
            centre=centre,
            radius=radius - line / 2,
            fill=fill if is_mayor else PAPER,
            edge=None if is_mayor else fill,
            edge_width=line,
            is_mayor=is_mayor,
            text_colour=text_colour(fill) if is_mayor else current_look().ink,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(_Disc):
    """The disc of one member, as opposed to the samples in the legend."""


def hemicycle(parties: Sequence[PartySeats], *, body: str, look: Look = DEFAULT) -> Chart:
    """
    The seats of a KKR as a half-circle, ``parties`` from left to right in the order given.

    ``body`` is the KKR's name. Raises ValueError where nobody has a seat.
    """
    seated = [party for party in parties if party.seats]
    if not seated:
        raise ValueError("a half-circle needs at least one seat")
    return Chart(name=NAME, alt=_alt(seated, body), draw=lambda: _drawing(seated, body), look=look)


def _alt(parties: Sequence[PartySeats], body: str) -> str:
    mayors, supplementary = _of_each_kind(parties)
    split = listed(
        [
            some(mayors, "borgmester", "borgmestre"),
            some(supplementary, "supplerende medlem", "supplerende medlemmer"),
        ]
    )
    sentences = [
        f"{shortened(body)} har {_total(parties)}: {split}.",
        largest(parties),
        "Halvcirkel med én prik for hver plads.",
        *(
            f"{named(party)}: {counted(party.seats, 'plads', 'pladser')} ({members(party)})."
            for party in parties
        ),
    ]
    outside = [named(party) for party in parties if party.is_outside_count]
    if outside:
        sentences.append(f"Kun med i kraft af borgmesterposten: {listed(outside)}.")
    return " ".join(sentences)


def _drawing(parties: Sequence[PartySeats], body: str) -> Drawing:
    plan = seating(sum(party.seats for party in parties))
    key = _key_rows(parties)
    below = MARGIN + _LEGEND_ROW + 6 + _KEY_ROW * len(key) + 10 + plan.disc_radius
    canvas = Canvas(below + plan.outer_radius + plan.disc_radius + MARGIN)
    _draw_seats(canvas, parties, plan, centre=(PAGE_WIDTH / 2, below))
    _draw_total(canvas, parties, plan, body=body, base=below)
    for row, in_row in enumerate(key):
        _draw_key_row(canvas, in_row, y=MARGIN + _LEGEND_ROW + 6 + _KEY_ROW * (len(key) - row - 0.5))
    _draw_legend(canvas, parties, y=MARGIN + _LEGEND_ROW / 2)
    return canvas.drawing


def letter_size(letter: str, disc_radius: float) -> float:
    """Font size in points of a letter on a seat: as large as the disc allows, LLD smaller than A."""
    widest = 2 * disc_radius * (0.78 if len(letter) > 1 else 0.7)
    return min(disc_radius * 1.04, widest / text_width(letter, 1, "bold"))


def _draw_seats(canvas: Canvas, parties: Sequence[PartySeats], plan: Seating, *, centre: Point) -> None:
    for party, places in zip(parties, wedges(plan, [party.seats for party in parties]), strict=True):
        letter = letter_of(party)
        size = letter_size(letter, plan.disc_radius)
        for number_in_party, (x, y) in enumerate(places):
            where = (centre[0] + x, centre[1] + y)
            is_mayor = number_in_party < party.mayors
            seat = Seat.of(where, plan.disc_radius, colour=party.colour, is_mayor=is_mayor)
            canvas.add(seat)
            canvas.text(*where, letter, size=size, weight="bold", colour=seat.text_colour, align="center")


def _draw_total(
    canvas: Canvas, parties: Sequence[PartySeats], plan: Seating, *, body: str, base: float
) -> None:
    """Write the total, and above it whose it is: as large as the hole allows."""
    free = plan.inner_radius - plan.disc_radius
    # A status in brackets gets a line of its own: cut off, it would let preliminary figures look final.
    above = tuple(filter(None, reversed(_name_and_status(body))))
    for line in _middle(_total(parties), above, free):
        canvas.text(
            PAGE_WIDTH / 2,
            base - 4 + line.y,
            fitted(line.words, line.size, line.room, line.weight),
            size=line.size,
            weight=line.weight,
            align="center",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line in the middle, centred ``y`` above the lowest; ``room`` is how wide it may be there."""

    words: str
    y: float
    size: float
    room: float
    weight: Weight = "normal"


def _middle(total: str, above: Sequence[str], free: float) -> tuple[_Line, ...]:
    """Lay out the lines in a hole of that radius: ``total`` the lowest, then ``above``, all of one size."""
    size = min(_TOTAL_IN_HOLE * free, _LARGEST_TOTAL)
    lowest = _Line(words=total, y=0.4 * size, size=size, room=2 * free - 16, weight="bold")
    smaller = size * _OF_TOTAL
    while smaller > SMALLEST_TEXT and not all(map(_fits, _above(lowest, above, smaller, free))):
        smaller -= 0.25
    return lowest, *_above(lowest, above, max(smaller, SMALLEST_TEXT), free)


def _above(lowest: _Line, words: Sequence[str], size: float, free: float) -> Iterator[_Line]:
    y = lowest.y + 1.3 * lowest.size
    for line in words:
        room = 2 * max(free**2 - (y + size / 2) ** 2, 0) ** 0.5 - 10
        yield _Line(words=line, y=y, size=size, room=room)
        y += 1.3 * size


def _fits(line: _Line) -> bool:
    return text_width(line.words, line.size, line.weight) <= line.room


def _name_and_status(body: str) -> tuple[str, str]:
    """Split the name from a status in brackets after it, or before a colon ("Tænkt eksempel: KKR …")."""
    name, bracket, status = body.partition(" (")
    if status:
        return name, bracket.strip() + status
    status, colon, name = body.partition(": ")
    return (name, status) if colon else (body, "")


def _key_rows(parties: Sequence[PartySeats]) -> list[list[PartySeats]]:
    """The parties of the key, on as few rows as the page allows and about as many on each."""
    for on_each in range(len(parties), 0, -1):
        rows = [list(parties[start : start + on_each]) for start in range(0, len(parties), on_each)]
        if all(sum(map(_key_width, row)) <= PAGE_WIDTH for row in rows):
            break
    even = -(-len(parties) // len(rows))
    return [list(parties[start : start + even]) for start in range(0, len(parties), even)]


def _key_width(party: PartySeats) -> float:
    return (
        chip_width(letter_of(party), _KEY_LETTER)
        + 4
        + text_width(whole(party.seats), _KEY_NUMBER, "bold")
        + 14
    )


def _draw_key_row(canvas: Canvas, parties: Sequence[PartySeats], *, y: float) -> None:
    x = (PAGE_WIDTH - sum(_key_width(party) for party in parties) + 14) / 2
    for party in parties:
        chip = canvas.chip(x, y, letter_of(party), party.colour, size=_KEY_LETTER)
        canvas.text(x + chip + 4, y, whole(party.seats), size=_KEY_NUMBER, weight="bold")
        x += _key_width(party)


def _draw_legend(canvas: Canvas, parties: Sequence[PartySeats], *, y: float) -> None:
    mayors, supplementary = _of_each_kind(parties)
    entries = (
        (True, some(mayors, "borgmester", "borgmestre")),
        (False, some(supplementary, "supplerende medlem", "supplerende medlemmer")),
    )
    widths = [2 * _LEGEND_DISC + 5 + text_width(label, _LEGEND_TEXT) for _, label in entries]
    x = (PAGE_WIDTH - sum(widths) - 22) / 2
    for (is_mayor, label), width in zip(entries, widths, strict=True):
        canvas.add(
            _Disc.of((x + _LEGEND_DISC, y), _LEGEND_DISC, colour=current_look().muted, is_mayor=is_mayor)
        )
        canvas.note(x + 2 * _LEGEND_DISC + 5, y, label, size=_LEGEND_TEXT)
        x += width + 22


def _total(parties: Sequence[PartySeats]) -> str:
    return counted(sum(party.seats for party in parties), "medlem", "medlemmer")


def _of_each_kind(parties: Sequence[PartySeats]) -> tuple[int, int]:
    """Return how many are mayors, and how many supplementary members."""
    return sum(party.mayors for party in parties), sum(party.supplementary for party in parties)
