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

from kkr_analysis.danish import listed
from kkr_analysis.presentation.charts.ladder_words import calculation, distance, size_of
from kkr_analysis.presentation.charts.look import DEFAULT, Look, look
from kkr_analysis.presentation.charts.style import (
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
from kkr_analysis.presentation.charts.values import Chart, Rung
from kkr_analysis.presentation.charts.wording import letter_of, named, shortened

Nearest: TypeAlias = tuple[str, int] | None
"""Who could have had one seat more with the fewest further votes, and how many."""
NAME = "sidste-plads"
TOPIC = "den sidste plads"
SEAT = "plads"
"""What is won on most ladders; takes -en for the one (pladsen), as post does."""
LONGEST_LABEL = 11
"""Characters of the longest label: an alliance of six parties."""
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
    rungs: Sequence[Rung],
    *,
    body: str,
    topic: str = TOPIC,
    noun: str = SEAT,
    nearest: Nearest = None,
    name: str = NAME,
    look: Look = DEFAULT,
) -> Chart:
    """
    The quotients around the last seat, ``rungs`` from the largest to the smallest, those that won first.

    ``body`` is the KKR's name, ``topic`` what the ladder is of and ``noun`` what is won on it (plads, post).
    ``nearest`` is who lacked fewest votes, next in line or not; ``name`` is the chart's. The last rung that
    won and the first below that does not set the price are emphasised.

    Rule: K3, K6, V1. Raises ValueError where no rung won, or they are out of order.
    """
    shown = _Shown(rungs=tuple(rungs), noun=noun, nearest=nearest)
    return Chart(
        name=name,
        alt=_alt(shown, body=body, topic=topic),
        draw=lambda: _figure(shown, body=body, topic=topic),
        look=look,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The rungs of one ladder with the words for what is won on it."""

    rungs: tuple[Rung, ...]
    noun: str
    nearest: Nearest

    def __post_init__(self) -> None:
        refuse_disorder(self.rungs)

    @property
    def last(self) -> Rung:
        """The smallest rung that won."""
        return [rung for rung in self.rungs if rung.is_won][-1]

    @property
    def following(self) -> Rung | None:
        """The largest rung below that does not set the price; None where there is none."""
        return next((rung for rung in self.rungs if not rung.is_won and not rung.sets_price), None)

    @property
    def distance(self) -> str:
        """Who is next in line, and how far from winning; empty where nobody is."""
        next_one = self.following
        if next_one is None:
            return ""
        name, size = label_of(next_one), size_of(next_one.quotient)
        if next_one.is_by_lot:
            tied = listed(label_of(rung) for rung in self.rungs if rung.is_by_lot and not rung.is_won)
            return f"Om den næste {self.noun} trækkes der lod mellem {tied} med {size} hver."
        return distance(name, size, next_one.lacking, self.nearest, noun=self.noun)

    @property
    def tags(self) -> tuple[str, str, str, str]:
        """What is said at the end of a rung: of the last, of the next, of the price and of a lot."""
        return f"sidste {self.noun}", "næste i rækken", "sætter prisen", "lodtrækning"

    def tag(self, rung: Rung) -> str:
        """Return what is said at the end of this rung; nothing of most."""
        last, following, price, lot = self.tags
        if rung is self.last:
            return last
        if rung is self.following and not rung.is_by_lot:
            return following
        return price if rung.sets_price else lot if rung.is_by_lot else ""

    def ordinal(self, rung: Rung) -> str:
        """Return which of the list's own seats the rung is: "10. plads"."""
        return f"{rung.seat}. {self.noun}"

    def part(self, rung: Rung) -> float:
        """Return the length of a rung's bar as a part of the longest."""
        largest = max((own.quotient for own in self.rungs if own.quotient), default=None)
        if rung.quotient is None or largest is None:
            return 1.0
        # Where a bar is broken, even the longest of the others is shorter than what is left of it.
        scale = _UNBROKEN if any(own.quotient is None for own in self.rungs) else 1.0
        return scale * float(rung.quotient / largest)


def label_of(rung: Rung) -> str:
    """Return a list's letter, or an alliance's label (A+F+Ø), as it stands on a rung."""
    return letter_of(rung, LONGEST_LABEL)


def _alt(shown: _Shown, *, body: str, topic: str) -> str:
    """What the ladder says, in Danish: the last seat and the next in line first, then the other rungs."""
    last, following = shown.last, shown.following
    lot = " ved lodtrækning" if last.is_by_lot else ""
    size = f"{size_of(last.quotient)} ({calculation(last)})"
    won = f"{named(last)} fik den{lot} som sin {shown.ordinal(last)} med {size}."
    sentences = [f"{shortened(body)}, {topic}: {won}", shown.distance]
    line = next((rung for rung in shown.rungs if rung.sets_price), None)
    if line is not None:
        price = f"{size_of(line.quotient)} ({calculation(line)})"
        sentences.append(f"Stregen går ved prisen, {price}, som {named(line)} sætter.")
    above = [rung for rung in shown.rungs if rung.is_won and rung is not last]
    below = [rung for rung in shown.rungs if not (rung.is_won or rung is following or rung.sets_price)]
    for words, part in ((f"Over den sidste {shown.noun}", above), ("Under den næste", below)):
        each = [f"{label_of(own)} {shown.ordinal(own)} {size_of(own.quotient)}" for own in part]
        sentences += [f"{words}: {'; '.join(each)}."] if each else []
    return " ".join(sentence for sentence in sentences if sentence)


def _figure(shown: _Shown, *, body: str, topic: str) -> Figure:
    """The picture of :func:`ladder` before it is saved."""
    said = in_two_lines(shown.distance, _TEXT, PAGE_WIDTH - 2 * MARGIN)
    head, foot = 40.0, 10.0 + 11.0 * len(said)
    canvas = Canvas(head + _ROW * len(shown.rungs) + _LINE + foot + MARGIN)
    top = canvas.figure.get_figheight() * 72
    canvas.title(top - 12, body, topic)
    columns = _columns(shown)
    canvas.text(columns.division, top - 33, "regnestykke", size=_SMALL, colour=look().muted, align="right")
    canvas.text(columns.bar, top - 33, "kvotient", size=_SMALL, colour=look().muted)
    y = top - head
    for rung in shown.rungs:
        _draw_rung(canvas, rung, y - _ROW / 2, shown, columns)
        y -= _ROW
        if rung is shown.last:
            _draw_line(canvas, y - _LINE / 2, shown.noun)
            y -= _LINE
    for row, text in enumerate(reversed(said)):
        canvas.text(MARGIN, MARGIN + 7 + 11 * row, text, size=_TEXT)
    return canvas.figure


def refuse_disorder(rungs: Sequence[Rung]) -> None:
    """Raise ValueError unless some rung won, and they fall from those that won to the others."""
    if not any(rung.is_won for rung in rungs):
        raise ValueError("no rung won a seat")
    for above, under in pairwise(rungs):
        if above.is_won < under.is_won or _falls(under) < _falls(above):
            raise ValueError(f"{under.letter}'s rung stands below {above.letter}'s")


def _falls(rung: Rung) -> tuple[bool, Fraction]:
    return rung.quotient is not None, -(rung.quotient or Fraction(0))


def _draw_line(canvas: Canvas, y: float, noun: str) -> None:
    """The line that parts those who got a seat from those who did not, with words on both sides of it."""
    canvas.add(Line2D([MARGIN, PAGE_WIDTH - MARGIN], [y, y], color=look().ink, linewidth=1.6))
    words = (f"▲ har fået {noun}en", "▼ kom næst")
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


def _columns(shown: _Shown) -> _Columns:
    rungs = shown.rungs
    chips = max(chip_width(label_of(own)) for own in rungs)
    tags = max(text_width(tag, _SMALL, "bold") for tag in shown.tags)
    sizes = max(text_width(size_of(own.quotient), _TEXT, "bold") for own in rungs)
    name = MARGIN + 2 + chips + 5
    seats = _GAP + max(text_width(shown.ordinal(own), _TEXT) for own in rungs)
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


def _draw_rung(canvas: Canvas, rung: Rung, y: float, shown: _Shown, columns: _Columns) -> None:
    tag = shown.tag(rung)
    is_emphasised = rung in (shown.last, shown.following)
    if is_emphasised:
        band = Rectangle((MARGIN, y - _ROW / 2 + 0.5), PAGE_WIDTH - 2 * MARGIN, _ROW - 1, facecolor=EMPHASIS)
        band.set_edgecolor("none")
        canvas.add(band)
    weight: Weight = "bold" if is_emphasised else "normal"
    canvas.chip(MARGIN + 2, y, label_of(rung), rung.colour)
    canvas.name(columns.name, y, rung.name, size=_NAME_TEXT, width=columns.names)
    canvas.text(columns.seat, y, shown.ordinal(rung), size=_TEXT, align="right")
    canvas.text(columns.division, y, calculation(rung), size=_TEXT, align="right")
    width = columns.longest * shown.part(rung)
    canvas.add(Bar(columns.bar, y, width, rung=rung))
    if rung.quotient is None:
        canvas.broken(columns.bar + width, y, _BAR)
    canvas.text(columns.bar + width + 5, y, size_of(rung.quotient), size=_TEXT, weight=weight)
    canvas.text(PAGE_WIDTH - MARGIN - 2, y, tag, size=_SMALL, weight=weight, align="right")
