"""How certain a result is: for each contender and post, how many simulated elections had each outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kkr_analysis.danish import (
    HYPOTHETICAL,
    chance,
    counted,
    decimals,
    listed,
    lower_first,
    upper_first,
    whole,
)
from kkr_analysis.presentation.charts.lettering import fitted, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Box, Drawing, Polygon, Weight
from kkr_analysis.presentation.charts.style import (
    MARGIN,
    PAGE_WIDTH,
    PAPER,
    SMALLEST_TEXT,
    Canvas,
    chip_width,
    graphic_colour,
    text_colour,
)
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import clean, letter_of, named, shortened

NAME = "usikkerhed"
TOPIC = "hvor sikkert?"
_NAMES = 122.0
_GAP = 8.0
_ROW = 34.0
_BAR = 12.0
_TEXT = 8.0
_SMALL = 7.5
_LINE = 11.0
"""Distance between two lines of prose."""
_SPOKEN = 3
"""Outcomes besides the computed one that the alt text names: a listener cannot skip the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """
    One outcome of a simulation: what stands on its part of the bar, and the share of elections that had it.

    ``label`` is a number of seats or a letter; ``colour`` (``#rrggbb``) is that of the party concerned, if
    any. An outcome that is not settled, such as a lot (lodtrækning), is hatched.
    """

    label: str
    share: Fraction
    colour: str
    is_computed: bool = False
    is_settled: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"{self.label}: {self.share} is no share")


@dataclass(frozen=True, slots=True, kw_only=True)
class DividedBar:
    """
    Whose seats, or which post, with every outcome, the computed one even where no election had it.

    ``party`` is the contender whose seats it shows, None for what concerns the whole KKR.
    """

    title: str
    parts: tuple[BarPart, ...]
    party: PartySeats | None = None

    def __post_init__(self) -> None:
        if sum(part.share for part in self.parts) != 1:
            raise ValueError(f"{self.title}: the shares are not one whole")
        if sum(part.is_computed for part in self.parts) != 1:
            raise ValueError(f"{self.title}: not one computed outcome")

    @property
    def computed(self) -> BarPart:
        """The outcome of the KKR as it was computed."""
        return next(part for part in self.parts if part.is_computed)

    @property
    def found(self) -> tuple[BarPart, ...]:
        """The outcomes that occurred in some election."""
        return tuple(part for part in self.parts if part.share)

    @property
    def subject(self) -> str:
        """What it is about, in running text: A (Socialdemokratiet), formand."""
        return named(self.party) if self.party else lower_first(self.title)

    def words(self, part: BarPart) -> str:
        """An outcome in running text: "10 pladser", "A", "lodtrækning"."""
        if self.party and part.is_settled:
            return counted(int(part.label), "plads", "pladser")
        return part.label

    @property
    def sentence(self) -> str:
        """All of it in words, the computed outcome first and the rare ones together."""
        others = sorted((part for part in self.found if not part.is_computed), key=lambda part: -part.share)
        said = [f"{self.words(self.computed)} (beregnet) i {chance(self.computed.share)}"]
        said += [f"{self.words(part)} i {chance(part.share)}" for part in others[:_SPOKEN]]
        if rest := sum((part.share for part in others[_SPOKEN:]), Fraction(0)):
            said.append(f"andet i {chance(rest)}")
        return f"{upper_first(self.subject)}: {listed(said)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """
    What was simulated: ``draws`` elections from ``seed``, ``unchanged`` the share with the whole result.

    ``error`` is the largest distance of a share from its true value, at 95 %; ``meaning`` says in Danish what
    was uncertain.
    """

    draws: int
    seed: int
    unchanged: Fraction
    error: Fraction
    meaning: str

    @property
    def precision(self) -> str:
        """How far off a share may be, in Danish."""
        return f"En andel er højst {decimals(self.error * 100, 1)} procentpoint ved siden af (95 %)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Box):
    """A part of a bar: filled for the computed outcome, hatched for an unsettled one, else outlined."""

    part: BarPart

    @classmethod
    def of(cls, x: float, y: float, width: float, part: BarPart) -> Self:
        """Return a part from ``x`` centred on ``y``."""
        colour = graphic_colour(part.colour)
        line = min(1.2, width / 2)
        return cls(
            x=x + line / 2,
            y=y - _BAR / 2 + line / 2,
            width=max(width - line, 0.0),
            height=_BAR - line,
            fill=colour if part.is_computed and part.is_settled else PAPER,
            edge=colour,
            edge_width=line,
            is_hatched=not part.is_settled,
            part=part,
        )


def uncertainty(
    bars: Sequence[DividedBar], *, body: str, simulated: Simulated, look: Look = DEFAULT
) -> Chart:
    """
    Bars of equal length, in the order given, each divided by the share of its outcomes.

    ``body`` is the KKR's name. The picture says that it is a what-if. Raises ValueError without bars.
    """
    if not bars:
        raise ValueError("no bars")
    return Chart(
        name=NAME,
        alt=_alt(bars, body, simulated),
        draw=lambda: _drawing(bars, body, simulated),
        look=look,
    )


def _alt(bars: Sequence[DividedBar], body: str, simulated: Simulated) -> str:
    """How often the whole result holds and what is least certain come first, then every bar."""
    least = min(bars, key=lambda bar: bar.computed.share)
    certain = sum(bar.computed.share == 1 for bar in bars)
    finding = (
        "Alle resultater er de samme i alle simulerede valg."
        if certain == len(bars)
        else f"Mindst sikkert er {least.subject}: det beregnede, {least.words(least.computed)}, står i "
        f"{chance(least.computed.share)}. {whole(certain)} af {whole(len(bars))} resultater står i alle."
    )
    overall = (
        f"{HYPOTHETICAL}. {shortened(body)} i {whole(simulated.draws)} simulerede valg: hele det beregnede "
        f"resultat står uændret i {chance(simulated.unchanged)}."
    )
    return " ".join([overall, finding, *(bar.sentence for bar in bars), simulated.precision])


def _drawing(bars: Sequence[DividedBar], body: str, simulated: Simulated) -> Drawing:
    facts = (
        f"{whole(simulated.draws)} simulerede valg (frø {simulated.seed}); hele det beregnede resultat står "
        f"uændret i {chance(simulated.unchanged)}. {simulated.precision} {clean(simulated.meaning)}"
    )
    prose = list(in_lines(facts, _SMALL, PAGE_WIDTH - 2 * MARGIN))
    head = 30.0 + _LINE * len(prose) + 26.0
    canvas = Canvas(head + _ROW * len(bars) + MARGIN)
    _draw_title(canvas, body)
    for number, line in enumerate(prose):
        canvas.note(MARGIN, canvas.top - 32 - _LINE * number, line, size=_SMALL)
    chips = [chip_width(letter_of(bar.party)) for bar in bars if bar.party]
    left = MARGIN + max(chips, default=0.0) + 6 + _NAMES + _GAP
    _draw_legend(canvas, canvas.top - head + 14, bars)
    for row, bar in enumerate(bars):
        y = canvas.top - head - _ROW * (row + 0.5)
        canvas.rule(y + _ROW / 2)
        _draw_subject(canvas, bar, y, left=left)
        _draw_bar(canvas, bar, y + 4.5, left=left)
        x = left
        for text, weight in shares_written(bar, PAGE_WIDTH - MARGIN - left):
            canvas.text(x, y - 9, text, size=_SMALL, weight=weight)
            x += text_width(text, _SMALL, weight) + _GAP
    return canvas.drawing


def in_lines(text: str, size: float, width: float) -> Iterator[str]:
    """Break a text between words, never before a per cent sign, into lines of at most ``width`` points."""
    line = ""
    for word in clean(text).replace(" %", "\N{NO-BREAK SPACE}%").split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > width:
            yield fitted(line, size, width)
            line = word
        else:
            line = longer
    yield fitted(line, size, width)


def shares_written(bar: DividedBar, width: float) -> list[tuple[str, Weight]]:
    """
    The shares as they are written below the bar, with their weight; the computed one is bold.

    Where there is no room for all, it and the largest are written, and the rest are added up.
    """
    shown = [part for part in bar.parts if part.share or part.is_computed]
    order = sorted(range(len(shown)), key=lambda place: (-shown[place].is_computed, -shown[place].share))
    for number in range(len(order), 0, -1):
        pieces = [_piece(shown[place]) for place in sorted(order[:number])]
        rest = sum((shown[place].share for place in order[number:]), Fraction(0))
        if rest:
            pieces.append((f"andet: {chance(rest)}", "normal"))
        if sum(text_width(text, _SMALL, weight) + _GAP for text, weight in pieces) <= width + _GAP:
            break
    return pieces


def _piece(part: BarPart) -> tuple[str, Weight]:
    return f"{clean(part.label)}: {chance(part.share)}", "bold" if part.is_computed else "normal"


def _draw_title(canvas: Canvas, body: str) -> None:
    """Draw the title and, framed at the right edge, a notice that this is a what-if."""
    width = text_width(HYPOTHETICAL, _TEXT, "bold") + 12
    canvas.title(body, TOPIC, reserved=width + _GAP)
    left, y = PAGE_WIDTH - MARGIN - width, canvas.top - 12
    frame = Box(
        x=left,
        y=y - 8,
        width=width,
        height=16,
        fill=PAPER,
        edge=current_look().ink,
        edge_width=1.2,
        is_dashed=True,
    )
    canvas.add(frame)
    canvas.text(left + width / 2, y, HYPOTHETICAL, size=_TEXT, weight="bold", align="center")


def _draw_legend(canvas: Canvas, y: float, bars: Sequence[DividedBar]) -> None:
    """Draw a sample of each kind of part that occurs."""
    muted, all_of_them = current_look().muted, Fraction(1)
    samples = [
        (BarPart(label="", share=all_of_them, colour=muted, is_computed=True), "det beregnede (▼)"),
        (BarPart(label="", share=all_of_them, colour=muted), "et andet resultat"),
    ]
    if any(not part.is_settled for bar in bars for part in bar.found):
        unsettled = BarPart(label="", share=all_of_them, colour=muted, is_settled=False)
        samples.append((unsettled, "afgøres ved lodtrækning eller kan ikke regnes ud"))
    x = MARGIN
    for part, words in samples:
        canvas.add(Segment.of(x, y, 18, part))
        x = canvas.sample(x, y, words)


def _draw_subject(canvas: Canvas, bar: DividedBar, y: float, *, left: float) -> None:
    if bar.party is None:
        canvas.text(MARGIN, y, fitted(bar.title, _TEXT, left - _GAP, "bold"), size=_TEXT, weight="bold")
        return
    canvas.chip(MARGIN, y, letter_of(bar.party), bar.party.colour)
    canvas.name(left - _GAP - _NAMES, y, bar.party.name, size=_TEXT, width=_NAMES)


def _draw_bar(canvas: Canvas, bar: DividedBar, y: float, *, left: float) -> None:
    """Draw the outcomes side by side, each with its label where there is room."""
    x, size, ink = left, SMALLEST_TEXT + 1, current_look().ink
    for part in bar.found:
        width = (PAGE_WIDTH - MARGIN - left) * float(part.share)
        middle, label = x + width / 2, clean(part.label)
        canvas.add(Segment.of(x, y, width, part))
        if text_width(label, size, "bold") + 6 <= width and part.is_settled:
            colour = text_colour(graphic_colour(part.colour)) if part.is_computed else ink
            canvas.text(middle, y, label, size=size, weight="bold", colour=colour, align="center")
        if part.is_computed:
            above = y + _BAR / 2
            corners = ((middle, above + 0.8), (middle - 2.6, above + 4.4), (middle + 2.6, above + 4.4))
            canvas.add(Polygon(corners=corners, fill=ink))
        x += width
