"""The distance to the threshold (spærregrænse): who is above 2 %, who is below, and by how many votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Self

from kkr_analysis.composition.eligibility import THRESHOLD, meets_threshold, votes_needed
from kkr_analysis.danish import counted, listed, percent, whole
from kkr_analysis.presentation.charts.lettering import text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Drawing, Line
from kkr_analysis.presentation.charts.style import (
    MARGIN,
    PAGE_WIDTH,
    PAPER,
    Bar,
    Canvas,
    chip_width,
    graphic_colour,
)
from kkr_analysis.presentation.charts.values import Chart, Contender
from kkr_analysis.presentation.charts.wording import letter_of, named, shortened, to_threshold

NAME = "spaerregraense"
TOPIC = "afstanden til spærregrænsen"
CUT = Fraction(9, 200)
"""Share where the axis ends (4.5 %), so that what is near the threshold is seen; longer bars are broken."""
_ROW = 19.5
_BAR = 9.0
_NAMES = 122.0
_TEXT = 8.0
_SMALL = 7.5
_GAP = 8.0


class Verdict(Enum):
    """The result of a contender's test; the value is its name in Danish. Rule: E3, E5."""

    ELIGIBLE = "over spærregrænsen"
    UNSEATED = "over, men uden plads i en kommunalbestyrelse"
    BELOW = "under spærregrænsen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Core(Line):
    """The line inside an outlined bar: enough votes, and only a seat in a council lacking."""

    @classmethod
    def of(cls, bar: Bar, colour: str) -> Self:
        """Return the line of a bar."""
        start = bar.x + 2.5
        end = max(bar.right - 2.5, start)
        middle = bar.middle
        return cls(start=(start, middle), end=(end, middle), colour=colour, width=2.2, goes_beyond=False)


def threshold(contenders: Sequence[Contender], *, body: str, denominator: int, look: Look = DEFAULT) -> Chart:
    """
    Each contender's share of ``denominator`` votes against 2 %, the largest first.

    ``body`` is the KKR's name. Raises ValueError without contenders, and VotesError for more votes than there
    are.

    Rule: E3, E5.
    """
    rows = [
        _Row(contender=contender, denominator=denominator)
        for contender in sorted(contenders, key=lambda contender: (-contender.votes, contender.letter))
        if contender.votes
    ]
    if not rows:
        raise ValueError("nobody stood")
    return Chart(name=NAME, alt=_alt(rows, body), draw=lambda: _drawing(rows, body), look=look)


def verdict_on(contender: Contender, denominator: int) -> Verdict:
    """Return the result of a contender's test. Rule: E3, E5."""
    if not meets_threshold(contender.votes, denominator):
        return Verdict.BELOW
    return Verdict.ELIGIBLE if contender.is_represented else Verdict.UNSEATED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    contender: Contender
    denominator: int

    @property
    def verdict(self) -> Verdict:
        return verdict_on(self.contender, self.denominator)

    @property
    def share(self) -> Fraction:
        return Fraction(self.contender.votes, self.denominator)

    @property
    def written_share(self) -> str:
        """With two decimals, or more where two would put it on the wrong side of 2 %."""
        decimals = 2
        while self.share < THRESHOLD and percent(self.share, decimals) == percent(THRESHOLD, decimals):
            decimals += 1
        return percent(self.share, decimals)

    @property
    def margin(self) -> str:
        return to_threshold(self.contender.votes - votes_needed(self.denominator))

    @property
    def in_words(self) -> str:
        return f"{named(self.contender)}: {self.margin}."


def _alt(rows: Sequence[_Row], body: str) -> str:
    """Who is nearest on each side comes first, then every contender."""
    above = [row for row in rows if row.verdict is not Verdict.BELOW]
    below = [row for row in rows if row.verdict is Verdict.BELOW]
    needed = votes_needed(rows[0].denominator)
    sentences = [
        f"{shortened(body)}: {counted(len(above), 'liste', 'lister')} over spærregrænsen på 2 % "
        f"({whole(needed)} stemmer) og {counted(len(below), 'liste', 'lister')} under."
    ]
    if above:
        sentences.append(f"Nærmest fra oven er {above[-1].in_words}")
    if below:
        sentences.append(f"Nærmest fra neden er {below[0].in_words}")
    unseated = [named(row.contender) for row in rows if row.verdict is Verdict.UNSEATED]
    if unseated:
        sentences.append(f"Over den, men uden plads i en kommunalbestyrelse: {listed(unseated)}.")
    each = (f"{letter_of(row.contender)} {row.written_share} ({row.margin})" for row in rows)
    return " ".join([*sentences, f"{'; '.join(each)}."])


def _drawing(rows: Sequence[_Row], body: str) -> Drawing:
    head, foot = 62.0, 16.0
    canvas = Canvas(head + _ROW * len(rows) + foot + MARGIN)
    margins = max(text_width(row.margin, _TEXT) for row in rows)
    shares = max(text_width(row.written_share, _TEXT, "bold") for row in rows)
    left = MARGIN + max(chip_width(letter_of(row.contender)) for row in rows) + 5 + _NAMES + _GAP
    right = PAGE_WIDTH - MARGIN - margins - _GAP - shares - _GAP
    upper = canvas.top - head
    bottom = upper - _ROW * len(rows)
    canvas.title(body, TOPIC)
    _draw_legend(canvas, canvas.top - 32, {row.verdict for row in rows})
    for number, row in enumerate(rows):
        y = upper - _ROW * (number + 0.5)
        canvas.rule(y + _ROW / 2)
        canvas.chip(MARGIN, y, letter_of(row.contender), row.contender.colour)
        canvas.name(left - _GAP - _NAMES, y, row.contender.name, size=_SMALL, width=_NAMES)
        width = (right - left) * float(min(row.share / CUT, Fraction(1)))
        _add_bar(canvas, left, y, width, row.contender.colour, row.verdict)
        if row.share > CUT:
            canvas.broken(right, y, _BAR)
        canvas.text(right + _GAP + shares, y, row.written_share, size=_TEXT, weight="bold", align="right")
        canvas.text(PAGE_WIDTH - MARGIN, y, row.margin, size=_TEXT, align="right")
    canvas.rule(bottom)
    per_unit = (right - left) / CUT
    at = left + float(THRESHOLD * per_unit)
    for colour, width in ((PAPER, 3.6), (current_look().ink, 1.3)):
        canvas.line((at, bottom - 3), (at, upper + 4), colour, width)
    canvas.text(at, upper + 10, "2 %", size=_SMALL, weight="bold", align="center")
    for number in range(5):
        x = left + float(Fraction(number, 100) * per_unit)
        canvas.note(x, bottom - 9, f"{number} %", size=7, align="center")
    return canvas.drawing


def _add_bar(canvas: Canvas, x: float, y: float, width: float, colour: str, verdict: Verdict) -> None:
    bar = Bar.of(x, y, width, _BAR, colour=colour, is_filled=verdict is Verdict.ELIGIBLE, subject=verdict)
    canvas.add(bar)
    if verdict is Verdict.UNSEATED:
        canvas.add(Core.of(bar, graphic_colour(colour)))


def _draw_legend(canvas: Canvas, y: float, found: set[Verdict]) -> None:
    x = MARGIN
    for verdict in Verdict:
        if verdict in found:
            _add_bar(canvas, x, y, 18, current_look().muted, verdict)
            x = canvas.sample(x, y, verdict.value)
