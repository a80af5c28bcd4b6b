"""The ladder of quotients around the last seat: who just got one, who came next, and what they lacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from kkr_analysis.charts.ladder_words import calculation, distance, size_of
from kkr_analysis.charts.look import DEFAULT, Look, look
from kkr_analysis.charts.style import (
    MARGIN,
    PAGE_WIDTH,
    PAPER,
    Canvas,
    Weight,
    chip_width,
    graphic_colour,
    in_two_lines,
    text_width,
)
from kkr_analysis.charts.values import Chart, Rung
from kkr_analysis.charts.wording import letter_of, named, shortened

Nearest: TypeAlias = tuple[str, int] | None
"""Who could have had one seat more with the fewest further votes, and how many."""
NAME = "sidste-plads"
TOPIC = "den sidste plads"
EMPHASIS = "#eef3f8"
"""Band behind the last seat and the next in line."""
_ROW = 19.5
_LINE = 20.0
"""Height of the line between those who got a seat and those who came next, with its words."""
_BAR = 9.0
_NAMES = 112.0
_NAME_TEXT = 7.5
_UNBROKEN = 0.75
_SHORTEST = 36.0
"""Width that is left for the longest bar, whatever else stands in the row."""
_TEXT = 8.0
_SMALL = 7.5
_GAP = 8.0


class Bar(Rectangle):
    """The quotient of one rung: filled where it won, outlined on the inside where it did not."""

    def __init__(self, x: float, y: float, width: float, *, rung: Rung) -> None:
        fill = graphic_colour(rung.colour)
        line = 0.0 if rung.is_won else 1.4
        super().__init__(
            (x + line / 2, y - _BAR / 2 + line / 2),
            max(width - line, 0.0),
            _BAR - line,
            facecolor=fill if rung.is_won else PAPER,
            edgecolor="none" if rung.is_won else fill,
            linewidth=line,
        )
        self.rung = rung


def ladder(
    rungs: Sequence[Rung], *, body: str, topic: str = TOPIC, nearest: Nearest = None, look: Look = DEFAULT
) -> Chart:
    """
    The quotients around the last seat, ``rungs`` from the largest to the smallest, those that won first.

    ``body`` is the KKR's name, ``topic`` what the ladder is of, ``nearest`` who lacked fewest votes, next in
    line or not. The last rung that won and the first below that does not set the price are emphasised. Raises
    ValueError where no rung won, or they are out of order.

    Rule: K3, K6.
    """
    refuse_disorder(rungs)
    return Chart(
        name=NAME,
        alt=ladder_alt(rungs, body=body, topic=topic, nearest=nearest),
        draw=lambda: ladder_figure(rungs, body=body, topic=topic, nearest=nearest),
        look=look,
    )


def ladder_alt(rungs: Sequence[Rung], *, body: str, topic: str = TOPIC, nearest: Nearest = None) -> str:
    """What the ladder says, in Danish: the last seat and the next in line first, then the other rungs."""
    last, following = last_won(rungs), next_in_line(rungs)
    sentences = [f"{shortened(body)}, {topic}: {_won_with(last)}", _distance(rungs, nearest)]
    line = next((rung for rung in rungs if rung.sets_price), None)
    if line is not None:
        price = f"{size_of(line.quotient)} ({calculation(line)})"
        sentences.append(f"Stregen går ved prisen, {price}, som {named(line)} sætter.")
    above = [rung for rung in rungs if rung.is_won and rung is not last]
    below = [rung for rung in rungs if not rung.is_won and rung is not following and not rung.sets_price]
    sentences += [
        f"{words}: {'; '.join(f'{letter_of(own)} {_ordinal(own)} {size_of(own.quotient)}' for own in part)}."
        for words, part in (("Over den sidste plads", above), ("Under den næste", below))
        if part
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def ladder_figure(rungs: Sequence[Rung], *, body: str, topic: str = TOPIC, nearest: Nearest = None) -> Figure:
    """The picture of :func:`ladder` before it is saved."""
    refuse_disorder(rungs)
    said = in_two_lines(_distance(rungs, nearest), _TEXT, PAGE_WIDTH - 2 * MARGIN)
    head, foot = 40.0, 10.0 + 11.0 * len(said)
    canvas = Canvas(head + _ROW * len(rungs) + _LINE + foot + MARGIN)
    top = canvas.figure.get_figheight() * 72
    canvas.title(top - 12, body, topic)
    columns = _columns(rungs)
    canvas.text(columns.division, top - 33, "regnestykke", size=_SMALL, colour=look().muted, align="right")
    canvas.text(columns.bar, top - 33, "kvotient", size=_SMALL, colour=look().muted)
    y = top - head
    last = last_won(rungs)
    for rung in rungs:
        _draw_rung(canvas, rung, y - _ROW / 2, rungs, columns)
        y -= _ROW
        if rung is last:
            _draw_line(canvas, y - _LINE / 2)
            y -= _LINE
    for row, text in enumerate(reversed(said)):
        canvas.text(MARGIN, MARGIN + 7 + 11 * row, text, size=_TEXT)
    return canvas.figure


def last_won(rungs: Sequence[Rung]) -> Rung:
    """Return the smallest rung that won."""
    return [rung for rung in rungs if rung.is_won][-1]


def next_in_line(rungs: Sequence[Rung]) -> Rung | None:
    """Return the largest rung below that does not set the price; None where there is none."""
    return next((rung for rung in rungs if not rung.is_won and not rung.sets_price), None)


def _distance(rungs: Sequence[Rung], nearest: tuple[str, int] | None) -> str:
    following = next_in_line(rungs)
    if following is None:
        return ""
    return distance(letter_of(following), size_of(following.quotient), following.lacking, nearest)


def refuse_disorder(rungs: Sequence[Rung]) -> None:
    """Raise ValueError unless some rung won, and they fall from those that won to the others."""
    if not any(rung.is_won for rung in rungs):
        raise ValueError("no rung won a seat")
    for above, under in pairwise(rungs):
        if above.is_won < under.is_won or _falls(under) < _falls(above):
            raise ValueError(f"{under.letter}'s rung stands below {above.letter}'s")


def _falls(rung: Rung) -> tuple[bool, Fraction]:
    return rung.quotient is not None, -(rung.quotient or Fraction(0))


def _won_with(last: Rung) -> str:
    lot = " ved lodtrækning" if last.is_by_lot else ""
    size = f"{size_of(last.quotient)} ({calculation(last)})"
    return f"{named(last)} fik den{lot} som sin {last.seat}. plads med {size}."


def _ordinal(rung: Rung) -> str:
    return f"{rung.seat}. plads"


def _draw_line(canvas: Canvas, y: float) -> None:
    """The line that parts those who got a seat from those who did not, with words on both sides of it."""
    canvas.add(Line2D([MARGIN, PAGE_WIDTH - MARGIN], [y, y], color=look().ink, linewidth=1.6))
    words = ("▲ har fået pladsen", "▼ kom næst")
    canvas.text(PAGE_WIDTH - MARGIN, y + 5.6, words[0], size=_SMALL - 0.5, colour=look().muted, align="right")
    canvas.text(PAGE_WIDTH - MARGIN, y - 5.6, words[1], size=_SMALL - 0.5, colour=look().muted, align="right")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns stand: right edges of the seat and the division, left edges of name and bar."""

    name: float
    names: float
    """Width of the names."""
    seat: float
    division: float
    bar: float
    longest: float
    """Width of the longest bar."""


def _columns(rungs: Sequence[Rung]) -> _Columns:
    chips = max(chip_width(letter_of(own)) for own in rungs)
    tags = max(text_width(tag, _SMALL, "bold") for tag in _TAGS)
    sizes = max(text_width(size_of(own.quotient), _TEXT, "bold") for own in rungs)
    name = MARGIN + 2 + chips + 5
    seats = _GAP + max(text_width(_ordinal(own), _TEXT) for own in rungs)
    divisions = _GAP + max(text_width(calculation(own), _TEXT) for own in rungs)
    room = PAGE_WIDTH - MARGIN - tags - _GAP - sizes - 5 - _GAP - seats - divisions - name
    # Long divisions take the room of the names, which stand elsewhere too, before that of the bars.
    names = min(_NAMES, max(room - _SHORTEST, 0.0))
    return _Columns(
        name=name,
        names=names,
        seat=name + names + seats,
        division=name + names + seats + divisions,
        bar=name + names + seats + divisions + _GAP,
        longest=max(room - names, 0.0),
    )


def _draw_rung(canvas: Canvas, rung: Rung, y: float, rungs: Sequence[Rung], columns: _Columns) -> None:
    tag = _tag(rung, rungs)
    is_emphasised = tag in _TAGS[:2]
    if is_emphasised:
        band = Rectangle((MARGIN, y - _ROW / 2 + 0.5), PAGE_WIDTH - 2 * MARGIN, _ROW - 1, facecolor=EMPHASIS)
        band.set_edgecolor("none")
        canvas.add(band)
    weight: Weight = "bold" if is_emphasised else "normal"
    canvas.chip(MARGIN + 2, y, letter_of(rung), rung.colour)
    canvas.name(columns.name, y, rung.name, size=_NAME_TEXT, width=columns.names)
    canvas.text(columns.seat, y, _ordinal(rung), size=_TEXT, align="right")
    canvas.text(columns.division, y, calculation(rung), size=_TEXT, align="right")
    width = columns.longest * _part(rung, rungs)
    canvas.add(Bar(columns.bar, y, width, rung=rung))
    if rung.quotient is None:
        canvas.broken(columns.bar + width, y, _BAR)
    canvas.text(columns.bar + width + 5, y, size_of(rung.quotient), size=_TEXT, weight=weight)
    canvas.text(PAGE_WIDTH - MARGIN - 2, y, tag, size=_SMALL, weight=weight, align="right")


_TAGS = ("sidste plads", "næste i rækken", "sætter prisen", "lodtrækning")


def _tag(rung: Rung, rungs: Sequence[Rung]) -> str:
    if rung is last_won(rungs):
        return _TAGS[0]
    if rung is next_in_line(rungs):
        return _TAGS[1]
    return _TAGS[2] if rung.sets_price else _TAGS[3] if rung.is_by_lot else ""


def _part(rung: Rung, rungs: Sequence[Rung]) -> float:
    """Length of a rung's bar as a part of the longest; one without a size is as long as any."""
    largest = max((own.quotient for own in rungs if own.quotient), default=None)
    if rung.quotient is None or largest is None:
        return 1.0
    # Where a bar is broken, even the longest of the others is shorter than what is left of it.
    scale = _UNBROKEN if any(own.quotient is None for own in rungs) else 1.0
    return scale * float(rung.quotient / largest)
