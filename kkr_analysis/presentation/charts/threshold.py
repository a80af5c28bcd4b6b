"""The distance to the threshold (spærregrænse): who is above 2 %, who is below, and by how many votes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from kkr_analysis.composition.eligibility import THRESHOLD, meets_threshold
from kkr_analysis.danish import counted, listed, percent, whole
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
from kkr_analysis.presentation.charts.values import Chart, Contender
from kkr_analysis.presentation.charts.wording import letter_of, named, shortened, to_threshold

NAME = "spaerregraense"
TOPIC = "afstanden til spærregrænsen"
CUT = Fraction(9, 200)
"""Share at which the axis ends (4.5 %): what is near the threshold is seen, and longer bars are broken."""
_ROW = 19.5
_BAR = 9.0
_NAMES = 122.0
_TEXT = 8.0
_SMALL = 7.5
_GAP = 8.0


class Place(Enum):
    """Where a contender stands; the value is the Danish word for its group. Rule: E3, E5."""

    ELIGIBLE = "over spærregrænsen"
    UNSEATED = "over, men uden plads i en kommunalbestyrelse"
    BELOW = "under spærregrænsen"


class Bar(Rectangle):
    """A contender's share: filled where it is eligible, outlined where it is not."""

    def __init__(self, x: float, y: float, width: float, *, colour: str, place: Place) -> None:
        fill = graphic_colour(colour)
        line = 0.0 if place is Place.ELIGIBLE else 1.4
        super().__init__(
            (x + line / 2, y - _BAR / 2 + line / 2),
            max(width - line, 0.0),
            _BAR - line,
            facecolor=fill if place is Place.ELIGIBLE else PAPER,
            edgecolor="none" if place is Place.ELIGIBLE else fill,
            linewidth=line,
        )
        self.place = place


class Core(Line2D):
    """The line inside an outlined bar: votes enough, and only a seat in a council lacking."""

    def __init__(self, bar: Bar) -> None:
        y = bar.get_y() + bar.get_height() / 2
        ends = [bar.get_x() + 2.5, max(bar.get_x() + bar.get_width() - 2.5, bar.get_x() + 2.5)]
        super().__init__(ends, [y, y], color=bar.get_edgecolor(), linewidth=2.2, solid_capstyle="butt")


def threshold(contenders: Sequence[Contender], *, body: str, denominator: int, look: Look = DEFAULT) -> Chart:
    """
    Each contender's share of ``denominator`` votes against 2 %, the largest first.

    ``body`` is the KKR's name. Raises ValueError without contenders, and VotesError for more votes than there
    are.

    Rule: E3, E5.
    """
    return Chart(
        name=NAME,
        alt=threshold_alt(contenders, body=body, denominator=denominator),
        draw=lambda: threshold_figure(contenders, body=body, denominator=denominator),
        look=look,
    )


def threshold_alt(contenders: Sequence[Contender], *, body: str, denominator: int) -> str:
    """What the bars say, in Danish: who is nearest on each side first, then every contender."""
    rows = in_order(contenders)
    places = {own: place_of(own, denominator) for own in rows}
    above = [own for own in rows if places[own] is not Place.BELOW]
    below = [own for own in rows if places[own] is Place.BELOW]
    sentences = [
        f"{shortened(body)}: {counted(len(above), 'liste', 'lister')} over spærregrænsen på 2 % "
        f"({whole(_needed(denominator))} stemmer) og {counted(len(below), 'liste', 'lister')} under."
    ]
    if above:
        sentences.append(f"Nærmest fra oven er {named(above[-1])}: {margin(above[-1], denominator)}.")
    if below:
        sentences.append(f"Nærmest fra neden er {named(below[0])}: {margin(below[0], denominator)}.")
    unseated = [named(own) for own in rows if places[own] is Place.UNSEATED]
    if unseated:
        sentences.append(f"Over den, men uden plads i en kommunalbestyrelse: {listed(unseated)}.")
    sentences.append(
        "; ".join(f"{letter_of(own)} {share(own, denominator)} ({margin(own, denominator)})" for own in rows)
        + "."
    )
    return " ".join(sentences)


def threshold_figure(contenders: Sequence[Contender], *, body: str, denominator: int) -> Figure:
    """The picture of :func:`threshold` before it is saved."""
    rows = in_order(contenders)
    head, foot = 62.0, 16.0
    canvas = Canvas(head + _ROW * len(rows) + foot + MARGIN)
    top = canvas.figure.get_figheight() * 72
    margins = max(text_width(margin(own, denominator), _TEXT) for own in rows)
    shares = max(text_width(share(own, denominator), _TEXT, "bold") for own in rows)
    left = MARGIN + max(chip_width(letter_of(own)) for own in rows) + 5 + _NAMES + _GAP
    right = PAGE_WIDTH - MARGIN - margins - _GAP - shares - _GAP
    bottom = top - head - _ROW * len(rows)
    canvas.title(top - 12, body, TOPIC)
    _draw_legend(canvas, top - 32, {place_of(own, denominator) for own in rows})
    per = (right - left) / CUT
    for row, own in enumerate(rows):
        y = top - head - _ROW * (row + 0.5)
        canvas.rule(y + _ROW / 2)
        canvas.chip(MARGIN, y, letter_of(own), own.colour)
        canvas.name(left - _GAP - _NAMES, y, own.name, size=_SMALL, width=_NAMES)
        _draw_bar(canvas, own, y, denominator, left=left, right=right)
        canvas.text(
            right + _GAP + shares, y, share(own, denominator), size=_TEXT, weight="bold", align="right"
        )
        canvas.text(PAGE_WIDTH - MARGIN, y, margin(own, denominator), size=_TEXT, align="right")
    canvas.rule(bottom)
    at = left + float(THRESHOLD * per)
    for colour, width in ((PAPER, 3.6), (look().ink, 1.3)):
        canvas.add(Line2D([at, at], [bottom - 3, top - head + 4], color=colour, linewidth=width))
    canvas.text(at, top - head + 10, "2 %", size=_SMALL, weight="bold", align="center")
    for number in range(5):
        x = left + float(Fraction(number, 100) * per)
        canvas.text(x, bottom - 9, f"{number} %", size=7, colour=look().muted, align="center")
    return canvas.figure


def in_order(contenders: Sequence[Contender]) -> list[Contender]:
    """Return the contenders that stood, most votes first. Raises ValueError where none did."""
    stood = [own for own in contenders if own.votes]
    if not stood:
        raise ValueError("nobody stood")
    return sorted(stood, key=lambda own: (-own.votes, own.letter))


def place_of(own: Contender, denominator: int) -> Place:
    """Return where a contender stands. Rule: E3, E5."""
    if not meets_threshold(own.votes, denominator):
        return Place.BELOW
    return Place.ELIGIBLE if own.is_represented else Place.UNSEATED


def share(own: Contender, denominator: int) -> str:
    """Write a share with two decimals, or more where two would put it on the wrong side of 2 %."""
    exact, places = Fraction(own.votes, denominator), 2
    while exact < THRESHOLD and percent(exact, places) == percent(THRESHOLD, places):
        places += 1
    return percent(exact, places)


def margin(own: Contender, denominator: int) -> str:
    """Say how many votes there are to spare, or are lacking."""
    return to_threshold(own.votes, denominator)


def _needed(denominator: int) -> int:
    return -(-denominator * THRESHOLD.numerator // THRESHOLD.denominator)


def _draw_bar(
    canvas: Canvas, own: Contender, y: float, denominator: int, *, left: float, right: float
) -> None:
    """Draw the bar, and break it where it goes on beyond the axis."""
    exact = Fraction(own.votes, denominator)
    width = (right - left) * float(min(exact / CUT, Fraction(1)))
    _add_bar(canvas, Bar(left, y, width, colour=own.colour, place=place_of(own, denominator)))
    if exact > CUT:
        canvas.broken(right, y, _BAR)


def _add_bar(canvas: Canvas, bar: Bar) -> None:
    canvas.add(bar)
    if bar.place is Place.UNSEATED:
        canvas.add(Core(bar))


def _draw_legend(canvas: Canvas, y: float, places: set[Place]) -> None:
    x = MARGIN
    for place in Place:
        if place in places:
            _add_bar(canvas, Bar(x, y, 18, colour=look().muted, place=place))
            canvas.text(x + 23, y, place.value, size=_SMALL, colour=look().muted)
            x += 23 + text_width(place.value, _SMALL) + 14
