"""The quotients around the last seat: who just got one, who came next, and what they lacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from kkr_analysis.danish import listed
from kkr_analysis.presentation.charts.lettering import in_two_lines, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Box, Drawing, Weight
from kkr_analysis.presentation.charts.style import MARGIN, PAGE_WIDTH, Bar, Canvas, chip_width
from kkr_analysis.presentation.charts.values import Chart, LabelledQuotient
from kkr_analysis.presentation.charts.wording import (
    calculation,
    distance,
    letter_of,
    named,
    shortened,
    size_of,
)

Nearest: TypeAlias = tuple[str, int] | None
"""Who needed the fewest further votes for one more seat, and how many."""
NAME = "sidste-plads"
TOPIC = "den sidste plads"
SEAT = "plads"
"""What is usually won; its definite form ends in -en (pladsen), as that of »post« does."""
_LONGEST_LABEL = 11
"""Characters of the longest label: an alliance of six parties."""
_EMPHASIS = "#eef3f8"
"""Band behind the last seat and the next in line."""
_ROW = 19.5
_LINE = 20.0
"""Height of the line between those who got a seat and those who came next, with its words."""
_BAR = 9.0
_NAMES = 112.0
_NAME_TEXT = 7.5
_UNBROKEN = 0.75
_SHORTEST = 36.0
"""Width reserved for the longest bar, whatever else stands in the row."""
_TEXT = 8.0
_SMALL = 7.5
_GAP = 8.0


def quotient_ranking(
    claims: Sequence[LabelledQuotient],
    *,
    body: str,
    topic: str = TOPIC,
    noun: str = SEAT,
    nearest: Nearest = None,
    name: str = NAME,
    look: Look = DEFAULT,
) -> Chart:
    """
    The quotients around the last seat: ``claims`` from the largest to the smallest, those that won first.

    ``body`` is the KKR's name, ``topic`` what is being elected and ``noun`` what is won (plads, post).
    ``nearest`` is who lacked the fewest votes, next in line or not; ``name`` is the chart's. The last claim
    that won and the first after it that does not set the price are emphasised.

    Rule: K3, K6, V1. Raises ValueError where no claim won, or they are out of order.
    """
    ranking = _Ranking(claims=tuple(claims), noun=noun, nearest=nearest)
    return Chart(
        name=name,
        alt=_alt(ranking, body=body, topic=topic),
        draw=lambda: _drawing(ranking, body=body, topic=topic),
        look=look,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranking:
    """The claims of one ranking with the words for what is won."""

    claims: tuple[LabelledQuotient, ...]
    noun: str
    nearest: Nearest

    def __post_init__(self) -> None:
        if not any(claim.is_won for claim in self.claims):
            raise ValueError("no claim won a seat")
        for above, below in pairwise(self.claims):
            if above.is_won < below.is_won or _rank(below) < _rank(above):
                raise ValueError(f"{below.letter}'s claim stands below {above.letter}'s")

    @property
    def last(self) -> LabelledQuotient:
        """The smallest claim that won."""
        return [claim for claim in self.claims if claim.is_won][-1]

    @property
    def following(self) -> LabelledQuotient | None:
        """The largest claim after it that does not set the price; None where there is none."""
        return next((claim for claim in self.claims if not claim.is_won and not claim.sets_price), None)

    @property
    def distance(self) -> str:
        """Who is next in line, and how far from winning; empty where nobody is."""
        following = self.following
        if following is None:
            return ""
        label, size = _label(following), size_of(following.quotient)
        if following.is_by_lot:
            tied = listed(_label(claim) for claim in self.claims if claim.is_by_lot and not claim.is_won)
            return f"Om den næste {self.noun} trækkes der lod mellem {tied} med {size} hver."
        return distance(label, size, following.lacking, self.nearest, gain=f"en {self.noun} til")

    @property
    def tags(self) -> tuple[str, str, str, str]:
        """The words at the end of a row: for the last, the next, the price and a lot."""
        return f"sidste {self.noun}", "næste i rækken", "sætter prisen", "lodtrækning"

    def tag(self, claim: LabelledQuotient) -> str:
        """The words at the end of this claim's row; usually empty."""
        last, following, price, lot = self.tags
        if claim is self.last:
            return last
        if claim is self.following and not claim.is_by_lot:
            return following
        return price if claim.sets_price else lot if claim.is_by_lot else ""

    def ordinal(self, claim: LabelledQuotient) -> str:
        """Which of the contender's seats it is: "10. plads"."""
        return f"{claim.seat}. {self.noun}"

    def fraction(self, claim: LabelledQuotient) -> float:
        """Length of a claim's bar as a fraction of the longest."""
        largest = max((claim.quotient for claim in self.claims if claim.quotient), default=None)
        if claim.quotient is None or largest is None:
            return 1.0
        # Where a bar is broken, even the longest of the others is shorter than what is left of it.
        scale = _UNBROKEN if any(claim.quotient is None for claim in self.claims) else 1.0
        return scale * float(claim.quotient / largest)


def _label(claim: LabelledQuotient) -> str:
    return letter_of(claim, _LONGEST_LABEL)


def _rank(claim: LabelledQuotient) -> tuple[bool, Fraction]:
    return claim.quotient is not None, -(claim.quotient or Fraction(0))


def _alt(ranking: _Ranking, *, body: str, topic: str) -> str:
    """The last seat and the next in line come first, then the other claims."""
    last, following = ranking.last, ranking.following
    lot = " ved lodtrækning" if last.is_by_lot else ""
    size = f"{size_of(last.quotient)} ({calculation(last)})"
    won = f"{named(last)} fik den{lot} som sin {ranking.ordinal(last)} med {size}."
    sentences = [f"{shortened(body)}, {topic}: {won}", ranking.distance]
    price_setter = next((claim for claim in ranking.claims if claim.sets_price), None)
    if price_setter is not None:
        price = f"{size_of(price_setter.quotient)} ({calculation(price_setter)})"
        sentences.append(f"Stregen går ved prisen, {price}, som {named(price_setter)} sætter.")
    above = [claim for claim in ranking.claims if claim.is_won and claim is not last]
    below = [
        claim for claim in ranking.claims if not (claim.is_won or claim is following or claim.sets_price)
    ]
    for words, others in ((f"Over den sidste {ranking.noun}", above), ("Under den næste", below)):
        each = [f"{_label(claim)} {ranking.ordinal(claim)} {size_of(claim.quotient)}" for claim in others]
        sentences += [f"{words}: {'; '.join(each)}."] if each else []
    return " ".join(sentence for sentence in sentences if sentence)


def _drawing(ranking: _Ranking, *, body: str, topic: str) -> Drawing:
    foot_lines = in_two_lines(ranking.distance, _TEXT, PAGE_WIDTH - 2 * MARGIN)
    head, foot = 40.0, 10.0 + 11.0 * len(foot_lines)
    canvas = Canvas(head + _ROW * len(ranking.claims) + _LINE + foot + MARGIN)
    canvas.title(body, topic)
    columns = _columns(ranking)
    canvas.note(columns.division, canvas.top - 33, "regnestykke", size=_SMALL, align="right")
    canvas.note(columns.bar, canvas.top - 33, "kvotient", size=_SMALL)
    y = canvas.top - head
    for claim in ranking.claims:
        _draw_row(canvas, claim, y - _ROW / 2, ranking, columns)
        y -= _ROW
        if claim is ranking.last:
            _draw_line(canvas, y - _LINE / 2, ranking.noun)
            y -= _LINE
    for row, text in enumerate(reversed(foot_lines)):
        canvas.text(MARGIN, MARGIN + 7 + 11 * row, text, size=_TEXT)
    return canvas.drawing


def _draw_line(canvas: Canvas, y: float, noun: str) -> None:
    """The line between those who got a seat and those who did not, with words on both sides of it."""
    right, look = PAGE_WIDTH - MARGIN, current_look()
    canvas.line((MARGIN, y), (right, y), look.ink, 1.6)
    for offset, words in ((5.6, f"▲ har fået {noun}en"), (-5.6, "▼ kom næst")):
        canvas.text(right, y + offset, words, size=_SMALL - 0.5, colour=look.muted, align="right")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Right edges of the seat and the division, left edges of name and bar, and two widths."""

    name: float
    name_width: float
    seat: float
    division: float
    bar: float
    longest_bar: float


def _columns(ranking: _Ranking) -> _Columns:
    claims = ranking.claims
    chips = max(chip_width(_label(claim)) for claim in claims)
    tags = max(text_width(tag, _SMALL, "bold") for tag in ranking.tags)
    sizes = max(text_width(size_of(claim.quotient), _TEXT, "bold") for claim in claims)
    name = MARGIN + 2 + chips + 5
    seats = _GAP + max(text_width(ranking.ordinal(claim), _TEXT) for claim in claims)
    divisions = _GAP + max(text_width(calculation(claim), _TEXT) for claim in claims)
    room = PAGE_WIDTH - MARGIN - tags - _GAP - sizes - 5 - _GAP - seats - divisions - name
    # Long divisions take room from the names, which stand elsewhere too, before they take it from the bars.
    names = min(_NAMES, max(room - _SHORTEST, 0.0))
    return _Columns(
        name=name,
        name_width=names,
        seat=name + names + seats,
        division=name + names + seats + divisions,
        bar=name + names + seats + divisions + _GAP,
        longest_bar=max(room - names, 0.0),
    )


def _draw_row(
    canvas: Canvas, claim: LabelledQuotient, y: float, ranking: _Ranking, columns: _Columns
) -> None:
    is_emphasised = claim in (ranking.last, ranking.following)
    if is_emphasised:
        width = PAGE_WIDTH - 2 * MARGIN
        canvas.add(Box(x=MARGIN, y=y - _ROW / 2 + 0.5, width=width, height=_ROW - 1, fill=_EMPHASIS))
    weight: Weight = "bold" if is_emphasised else "normal"
    canvas.chip(MARGIN + 2, y, _label(claim), claim.colour)
    canvas.name(columns.name, y, claim.name, size=_NAME_TEXT, width=columns.name_width)
    canvas.text(columns.seat, y, ranking.ordinal(claim), size=_TEXT, align="right")
    canvas.text(columns.division, y, calculation(claim), size=_TEXT, align="right")
    width = columns.longest_bar * ranking.fraction(claim)
    canvas.add(
        Bar.of(columns.bar, y, width, _BAR, colour=claim.colour, is_filled=claim.is_won, subject=claim)
    )
    if claim.quotient is None:
        canvas.broken(columns.bar + width, y, _BAR)
    canvas.text(columns.bar + width + 5, y, size_of(claim.quotient), size=_TEXT, weight=weight)
    canvas.text(PAGE_WIDTH - MARGIN - 2, y, ranking.tag(claim), size=_SMALL, weight=weight, align="right")
