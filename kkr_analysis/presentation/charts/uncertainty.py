"""How sure a result is: for each contender and post the share of simulated elections with each outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from kkr_analysis.danish import HYPOTHETICAL, chance, counted, decimals, listed, lower_first, whole
from kkr_analysis.presentation.charts.look import DEFAULT, Look, look
from kkr_analysis.presentation.charts.style import (
    PAGE_WIDTH,
    PAPER,
    SMALLEST_TEXT,
    Canvas,
    Weight,
    chip_width,
    fitted,
    graphic_colour,
    in_two_lines,
    text_colour,
    text_width,
)
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import clean, letter_of, named, shortened

NAME = "usikkerhed"
TOPIC = ": hvor sikkert?"
_MARGIN = 4.0
_NAMES = 122.0
_GAP = 8.0
_ROW = 34.0
_BAR = 12.0
_TEXT = 8.0
_SMALL = 7.5
_TITLE = 11.0
_LINE = 11.0
"""Distance between two lines of prose."""
_SPOKEN = 3
"""Outcomes besides the computed one that the alt text names; a listener cannot skip the rest."""
_HATCH = "////"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    One outcome of a simulation: what stands on its part of the bar, and the share of elections that had it.

    ``label`` is a number of seats or a letter; ``colour`` (``#rrggbb``) is the party's, where the outcome is
    one. An outcome that is not settled, such as a lot (lodtrækning), is hatched.
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
class Question:
    """
    One bar: whose seats, or which post, with every outcome; the computed one also where it has no share.

    ``party`` is the contender whose seats it is about, None for what is the whole KKR's.
    """

    title: str
    outcomes: tuple[Outcome, ...]
    party: PartySeats | None = None

    def __post_init__(self) -> None:
        if sum(outcome.share for outcome in self.outcomes) != 1:
            raise ValueError(f"{self.title}: the shares are not one whole")
        if sum(outcome.is_computed for outcome in self.outcomes) != 1:
            raise ValueError(f"{self.title}: not one computed outcome")

    @property
    def computed(self) -> Outcome:
        """The outcome of the KKR as it was computed."""
        return next(outcome for outcome in self.outcomes if outcome.is_computed)

    @property
    def found(self) -> tuple[Outcome, ...]:
        """The outcomes that some election had."""
        return tuple(outcome for outcome in self.outcomes if outcome.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """
    What was simulated: ``draws`` elections from ``seed``, ``unchanged`` the share with the whole result.

    ``error`` is the largest distance of a share from what endless draws would give, at 95 %; ``meaning``
    says in Danish what was uncertain.
    """

    draws: int
    seed: int
    unchanged: Fraction
    error: Fraction
    meaning: str


class Segment(Rectangle):
    """A part of a bar: filled for the computed outcome, hatched for an unsettled one, else outlined."""

    def __init__(self, x: float, y: float, width: float, outcome: Outcome) -> None:
        colour = graphic_colour(outcome.colour)
        line = min(1.2, width / 2)
        super().__init__(
            (x + line / 2, y - _BAR / 2 + line / 2),
            max(width - line, 0.0),
            _BAR - line,
            facecolor=colour if outcome.is_computed and outcome.is_settled else PAPER,
            edgecolor=colour,
            linewidth=line,
            hatch=None if outcome.is_settled else _HATCH,
        )
        self.outcome = outcome


def uncertainty(
    questions: Sequence[Question], *, body: str, simulated: Simulated, look: Look = DEFAULT
) -> Chart:
    """
    One bar per question, in the order given: as long for all, divided by the share of each outcome.

    ``body`` is the KKR's name. The picture says that it is a what-if. Raises ValueError without questions.
    """
    if not questions:
        raise ValueError("no questions")
    return Chart(
        name=NAME,
        alt=uncertainty_alt(questions, body=body, simulated=simulated),
        draw=lambda: uncertainty_figure(questions, body=body, simulated=simulated),
        look=look,
    )


def uncertainty_alt(questions: Sequence[Question], *, body: str, simulated: Simulated) -> str:
    """What the bars say, in Danish: how often all stands, what is least sure, then every bar."""
    least = min(questions, key=lambda own: own.computed.share)
    sure = sum(own.computed.share == 1 for own in questions)
    finding = (
        "Alle resultater er de samme i alle simulerede valg."
        if sure == len(questions)
        else f"Mindst sikkert er {subject(least)}: det beregnede, {worded(least.computed, least)}, står i "
        f"{chance(least.computed.share)}. {whole(sure)} af {whole(len(questions))} resultater står i alle."
    )
    return " ".join(
        [
            f"{HYPOTHETICAL}. {shortened(body)} i {whole(simulated.draws)} simulerede valg: "
            f"hele det beregnede resultat står uændret i {chance(simulated.unchanged)}.",
            finding,
            *(sentence(own) for own in questions),
            f"En andel er højst {decimals(simulated.error * 100, 1)} procentpoint ved siden af (95 %).",
        ]
    )


def subject(own: Question) -> str:
    """Name what a bar is about in running text: A (Socialdemokratiet), formand."""
    return named(own.party) if own.party else lower_first(own.title)


def worded(outcome: Outcome, own: Question) -> str:
    """Name an outcome in running text: "10 pladser", "A", "lodtrækning"."""
    if own.party and outcome.is_settled:
        return counted(int(outcome.label), "plads", "pladser")
    return outcome.label


def sentence(own: Question) -> str:
    """Say one bar, the computed outcome first and the rare ones together."""
    others = sorted((each for each in own.found if not each.is_computed), key=lambda each: -each.share)
    parts = [f"{worded(own.computed, own)} (beregnet) i {chance(own.computed.share)}"]
    parts += [f"{worded(each, own)} i {chance(each.share)}" for each in others[:_SPOKEN]]
    if rest := sum((each.share for each in others[_SPOKEN:]), Fraction(0)):
        parts.append(f"andet i {chance(rest)}")
    name = subject(own)
    return f"{name[:1].upper() + name[1:]}: {listed(parts)}."


def uncertainty_figure(questions: Sequence[Question], *, body: str, simulated: Simulated) -> Figure:
    """The picture of :func:`uncertainty` before it is saved."""
    prose = list(in_lines(facts(simulated), _SMALL, PAGE_WIDTH - 2 * _MARGIN))
    head = 30.0 + _LINE * len(prose) + 26.0
    canvas = Canvas(head + _ROW * len(questions) + _MARGIN)
    top = canvas.figure.get_figheight() * 72
    _draw_title(canvas, top - 12, body)
    for number, line in enumerate(prose):
        canvas.text(_MARGIN, top - 32 - _LINE * number, line, size=_SMALL, colour=look().muted)
    chips = [chip_width(letter_of(own.party)) for own in questions if own.party]
    left = _MARGIN + max(chips, default=0.0) + 6 + _NAMES + _GAP
    _draw_legend(canvas, top - head + 14, questions)
    for row, own in enumerate(questions):
        y = top - head - _ROW * (row + 0.5)
        canvas.add(
            Line2D(
                [_MARGIN, PAGE_WIDTH - _MARGIN],
                [y + _ROW / 2] * 2,
                color=look().hairline,
                linewidth=0.6,
            )
        )
        _draw_subject(canvas, own, y, left=left)
        _draw_bar(canvas, own, y + 4.5, left=left)
        _draw_shares(canvas, own, y - 9, left=left)
    return canvas.figure


def facts(simulated: Simulated) -> str:
    """Say what was simulated, how often all of the result stands, and how far off a share may be."""
    return (
        f"{whole(simulated.draws)} simulerede valg (frø {simulated.seed}); hele det beregnede resultat står "
        f"uændret i {chance(simulated.unchanged)}. En andel er højst {decimals(simulated.error * 100, 1)} "
        f"procentpoint ved siden af (95 %). {clean(simulated.meaning)}"
    )


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


def shown(own: Question, width: float) -> list[tuple[str, Weight]]:
    """
    Return the shares as they are written below the bar, with their weight; the computed one is bold.

    Where there is no room for all, it and the largest ones stand, and what is left is added up.
    """
    found = {id(each): piece(each) for each in own.outcomes if each.share or each.is_computed}
    order = sorted(
        (each for each in own.outcomes if id(each) in found),
        key=lambda each: (-each.is_computed, -each.share),
    )
    for number in range(len(order), 0, -1):
        kept = {id(each) for each in order[:number]}
        pieces = [piece(each) for each in own.outcomes if id(each) in kept]
        rest = sum((each.share for each in order[number:]), Fraction(0))
        if rest:
            pieces.append((f"andet: {chance(rest)}", "normal"))
        if sum(text_width(text, _SMALL, weight) + _GAP for text, weight in pieces) <= width + _GAP:
            break
    return pieces


def piece(outcome: Outcome) -> tuple[str, Weight]:
    """Write one share with its outcome: "10: 58,7 %"."""
    return f"{clean(outcome.label)}: {chance(outcome.share)}", "bold" if outcome.is_computed else "normal"


def _draw_title(canvas: Canvas, y: float, body: str) -> None:
    """Draw the title and, in a frame at the right edge, that this is a what-if."""
    frame = text_width(HYPOTHETICAL, _TEXT, "bold") + 12
    room = PAGE_WIDTH - 2 * _MARGIN - frame - _GAP - text_width(TOPIC, _TITLE, "bold")
    canvas.text(_MARGIN, y, fitted(body, _TITLE, room, "bold") + TOPIC, size=_TITLE, weight="bold")
    left = PAGE_WIDTH - _MARGIN - frame
    canvas.add(
        Rectangle((left, y - 8), frame, 16, facecolor=PAPER, edgecolor=look().ink, linewidth=1.2, ls="--")
    )
    canvas.text(left + frame / 2, y, HYPOTHETICAL, size=_TEXT, weight="bold", align="center")


def _draw_legend(canvas: Canvas, y: float, questions: Sequence[Question]) -> None:
    """Draw a sample of each kind of part that the bars have."""
    muted = look().muted
    samples = [
        (Outcome(label="", share=Fraction(1), colour=muted, is_computed=True), "det beregnede (▼)"),
        (Outcome(label="", share=Fraction(1), colour=muted), "et andet resultat"),
    ]
    if any(not each.is_settled for own in questions for each in own.found):
        unsettled = Outcome(label="", share=Fraction(1), colour=muted, is_settled=False)
        samples.append((unsettled, "afgøres ved lodtrækning eller kan ikke regnes ud"))
    x = _MARGIN
    for outcome, text in samples:
        canvas.add(Segment(x, y, 18, outcome))
        canvas.text(x + 23, y, text, size=_SMALL, colour=muted)
        x += 23 + text_width(text, _SMALL) + 14


def _draw_subject(canvas: Canvas, own: Question, y: float, *, left: float) -> None:
    if own.party is None:
        canvas.text(_MARGIN, y, fitted(own.title, _TEXT, left - _GAP, "bold"), size=_TEXT, weight="bold")
        return
    canvas.chip(_MARGIN, y, letter_of(own.party), own.party.colour)
    lines = in_two_lines(own.party.name, _TEXT, _NAMES)
    for line, text in enumerate(lines):
        canvas.text(left - _GAP - _NAMES, y + 5.0 * (len(lines) - 1) - 10.0 * line, text, size=_TEXT)


def _draw_bar(canvas: Canvas, own: Question, y: float, *, left: float) -> None:
    """Draw the outcomes that were found side by side, each with its label where there is room."""
    x, length = left, PAGE_WIDTH - _MARGIN - left
    for outcome in own.found:
        width = length * float(outcome.share)
        segment = Segment(x, y, width, outcome)
        canvas.add(segment)
        label = clean(outcome.label)
        if text_width(label, SMALLEST_TEXT + 1, "bold") + 6 <= width and outcome.is_settled:
            colour = text_colour(graphic_colour(outcome.colour)) if outcome.is_computed else look().ink
            canvas.text(
                x + width / 2, y, label, size=SMALLEST_TEXT + 1, weight="bold", colour=colour, align="center"
            )
        if outcome.is_computed:
            middle, above = x + width / 2, y + _BAR / 2
            corners = [(middle, above + 0.8), (middle - 2.6, above + 4.4), (middle + 2.6, above + 4.4)]
            canvas.add(Polygon(corners, closed=True, facecolor=look().ink, edgecolor="none"))
        x += width


def _draw_shares(canvas: Canvas, own: Question, y: float, *, left: float) -> None:
    x = left
    for text, weight in shown(own, PAGE_WIDTH - _MARGIN - left):
        canvas.text(x, y, text, size=_SMALL, weight=weight)
        x += text_width(text, _SMALL, weight) + _GAP
