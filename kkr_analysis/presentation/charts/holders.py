"""Posts or places in the order in which they are won: at the election, and below that in a what-if."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from kkr_analysis.danish import listed
from kkr_analysis.presentation.charts.lettering import fitted, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Box, Drawing
from kkr_analysis.presentation.charts.style import CHIP_HEIGHT, MARGIN, PAGE_WIDTH, Canvas, chip_width
from kkr_analysis.presentation.charts.values import Chart, Holder
from kkr_analysis.presentation.charts.wording import letter_of, named, shortened

NAME = "poster"
BEFORE = "Ved valget"
AFTER = "I eksemplet"
LOT = "?"
CHANGED = "Med ramme: ikke som ved valget."
_LABELS = 104.0
"""Width of the labels to the left of a row."""
_TEXT = 8.0
_SMALL = 7.5
_ROW = 46.0
_GAP = 8.0
_NARROWEST = 34.0
_ROOM = PAGE_WIDTH - 2 * MARGIN - _LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring(Box):
    """The frame around a post that changes hands."""


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
    Who holds each post or place at the election (``before``) and with alliances or other changes (``after``).

    ``body`` is the KKR's name and ``topic`` what is being elected. Raises ValueError where there is nothing
    to win or the two do not concern the same posts.
    """
    titles = [holder.title for holder in before]
    if not titles or titles != [holder.title for holder in after]:
        raise ValueError("the two rows are not of the same posts")
    return Chart(
        name=name,
        alt=_alt(before, after, body, topic),
        draw=lambda: _drawing(before, after, body, topic),
        look=look,
    )


def _changes(before: Sequence[Holder], after: Sequence[Holder]) -> list[bool]:
    """Whether each post goes to another, or may do so by lot."""
    return [old.letter != new.letter for old, new in zip(before, after, strict=True)]


def _alt(before: Sequence[Holder], after: Sequence[Holder], body: str, topic: str) -> str:
    rows = (
        f"{label}: {'; '.join(map(_in_words, row))}." for label, row in ((BEFORE, before), (AFTER, after))
    )
    changed = list(compress((holder.title for holder in after), _changes(before, after)))
    others = f"Ikke som ved valget: {listed(changed)}." if changed else "Alt er som ved valget."
    return " ".join([f"{shortened(body)}, {topic}.", *rows, others])


def _in_words(holder: Holder) -> str:
    by = f" i valgforbundet {shortened(holder.alliance)}" if holder.alliance else ""
    return f"{holder.title} {named(holder) if holder.letter else 'ved lodtrækning'}{by}"


def _drawing(before: Sequence[Holder], after: Sequence[Holder], body: str, topic: str) -> Drawing:
    width = min(_widest(before, after), _ROOM)
    in_row = max(int(_ROOM // width), 1)
    chunks = [slice(start, start + in_row) for start in range(0, len(before), in_row)]
    changed = _changes(before, after)
    foot = 16.0 if any(changed) else 4.0
    canvas = Canvas(30 + (2 * _ROW + _GAP) * len(chunks) + foot + MARGIN)
    canvas.title(body, topic)
    y = canvas.top - 30
    for chunk in chunks:
        for label, row, ringed in ((BEFORE, before, False), (AFTER, after, True)):
            canvas.text(MARGIN, y - 27, label, size=_TEXT, weight="bold")
            for place, (holder, is_changed) in enumerate(zip(row[chunk], changed[chunk], strict=True)):
                x = MARGIN + _LABELS + place * width
                _draw(canvas, holder, x, y, width, is_ringed=ringed and is_changed)
            y -= _ROW
        y -= _GAP
        canvas.rule(y + 4)
    if any(changed):
        canvas.note(MARGIN, MARGIN + 6, CHANGED, size=_SMALL)
    return canvas.drawing


def _widest(*rows: Sequence[Holder]) -> float:
    words = {text for row in rows for holder in row for text in (holder.title, holder.alliance)}
    return max(_NARROWEST, max(text_width(text, _SMALL) for text in words) + 10)


def _draw(canvas: Canvas, holder: Holder, x: float, y: float, width: float, *, is_ringed: bool) -> None:
    middle = x + width / 2
    letter = letter_of(holder) if holder.letter else LOT
    chip = chip_width(letter)
    canvas.text(middle, y - 11, fitted(holder.title, _SMALL, width), size=_SMALL, align="center")
    canvas.chip(middle - chip / 2, y - 27, letter, holder.colour)
    if is_ringed:
        ring = Ring(
            x=middle - chip / 2 - 3,
            y=y - 27 - CHIP_HEIGHT / 2 - 3,
            width=chip + 6,
            height=CHIP_HEIGHT + 6,
            rounding=5.0,
            fill=None,
            edge=current_look().ink,
            edge_width=1.6,
        )
        canvas.add(ring)
    by = fitted(holder.alliance, _SMALL, width - 2)
    canvas.note(middle, y - 42, by, size=_SMALL, align="center")
