"""Posts or places in the order in which they are won: at the election, and under it as one thinks it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from kkr_analysis.danish import listed
from kkr_analysis.presentation.charts.look import DEFAULT, Look, look
from kkr_analysis.presentation.charts.style import (
    CHIP_HEIGHT,
    MARGIN,
    PAGE_WIDTH,
    Canvas,
    chip_width,
    fitted,
    text_width,
)
from kkr_analysis.presentation.charts.values import Chart, Holder
from kkr_analysis.presentation.charts.wording import letter_of, named, shortened

NAME = "poster"
BEFORE = "Ved valget"
AFTER = "I eksemplet"
LOT = "?"
CHANGED = "Med ramme: ikke som ved valget."
_LABELS = 104.0
"""Width of what stands to the left of a row."""
_TEXT = 8.0
_SMALL = 7.5
_ROW = 46.0
_GAP = 8.0
_NARROWEST = 34.0
_ROOM = PAGE_WIDTH - 2 * MARGIN - _LABELS


class Ring(FancyBboxPatch):
    """The frame around a post that goes to another."""


def holders(
    before: Sequence[Holder],
    after: Sequence[Holder],
    *,
    body: str,
    topic: str,
    name: str = NAME,
    look: Look = DEFAULT,
) -> Chart:
    """
    Who has each post or place at the election (``before``) and with alliances or other changes (``after``).

    ``body`` is the KKR's name and ``topic`` what is elected. Raises ValueError where there is nothing to win
    or the two are not of the same posts.
    """
    titles = [own.title for own in before]
    if not titles or titles != [own.title for own in after]:
        raise ValueError("the two rows are not of the same posts")
    return Chart(
        name=name,
        alt=_alt(before, after, body=body, topic=topic),
        draw=lambda: _figure(before, after, body=body, topic=topic),
        look=look,
    )


def is_changed(before: Holder, after: Holder) -> bool:
    """Whether a post goes to another, or may by a lot."""
    return before.letter != after.letter


def _alt(before: Sequence[Holder], after: Sequence[Holder], *, body: str, topic: str) -> str:
    rows = (
        f"{label}: {'; '.join(_said(own) for own in row)}."
        for label, row in ((BEFORE, before), (AFTER, after))
    )
    changed = [new.title for old, new in zip(before, after, strict=True) if is_changed(old, new)]
    others = f"Ikke som ved valget: {listed(changed)}." if changed else "Alt er som ved valget."
    return " ".join([f"{shortened(body)}, {topic}.", *rows, others])


def _said(own: Holder) -> str:
    by = f" i valgforbundet {shortened(own.alliance)}" if own.alliance else ""
    return f"{own.title} {named(own) if own.letter else 'ved lodtrækning'}{by}"


def _figure(before: Sequence[Holder], after: Sequence[Holder], *, body: str, topic: str) -> Figure:
    width = min(_widest(before, after), _ROOM)
    in_row = max(int(_ROOM // width), 1)
    chunks = [slice(start, start + in_row) for start in range(0, len(before), in_row)]
    changed = [is_changed(old, new) for old, new in zip(before, after, strict=True)]
    foot = 16.0 if any(changed) else 4.0
    canvas = Canvas(30 + (2 * _ROW + _GAP) * len(chunks) + foot + MARGIN)
    top = canvas.figure.get_figheight() * 72
    canvas.title(top - 12, body, topic)
    y = top - 30
    for chunk in chunks:
        for label, row, ringed in ((BEFORE, before, False), (AFTER, after, True)):
            canvas.text(MARGIN, y - 27, label, size=_TEXT, weight="bold")
            for place, own in enumerate(row[chunk]):
                x = MARGIN + _LABELS + place * width
                _draw(canvas, own, x, y, width, is_ringed=ringed and changed[(chunk.start or 0) + place])
            y -= _ROW
        y -= _GAP
        canvas.rule(y + 4)
    if any(changed):
        canvas.text(MARGIN, MARGIN + 6, CHANGED, size=_SMALL, colour=look().muted)
    return canvas.figure


def _widest(*rows: Sequence[Holder]) -> float:
    words = (
        max(text_width(own.title, _SMALL), text_width(own.alliance, _SMALL)) for row in rows for own in row
    )
    return max(_NARROWEST, max(words) + 10)


def _draw(canvas: Canvas, own: Holder, x: float, y: float, width: float, *, is_ringed: bool) -> None:
    middle = x + width / 2
    letter = letter_of(own) if own.letter else LOT
    chip = chip_width(letter)
    canvas.text(middle, y - 11, fitted(own.title, _SMALL, width), size=_SMALL, align="center")
    canvas.chip(middle - chip / 2, y - 27, letter, own.colour)
    if is_ringed:
        ring = Ring(
            (middle - chip / 2 - 3, y - 27 - CHIP_HEIGHT / 2 - 3),
            chip + 6,
            CHIP_HEIGHT + 6,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor="none",
            edgecolor=look().ink,
            linewidth=1.6,
        )
        canvas.add(ring)
    by = fitted(own.alliance, _SMALL, width - 2)
    canvas.text(middle, y - 42, by, size=_SMALL, colour=look().muted, align="center")
