"""Denmark as equal tiles, one per municipality, with the letter and colour of the mayor's party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.lettering import fitted, in_two_lines, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Box, Drawing
from kkr_analysis.presentation.charts.style import (
    PAGE_WIDTH,
    SMALLEST_TEXT,
    TITLE_TEXT,
    Canvas,
    chip_width,
    graphic_colour,
    text_colour,
)
from kkr_analysis.presentation.charts.tiles import TilePosition, tile_positions
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.charts.wording import clean, shortened

NAME = "borgmestre-paa-kort"
_MARGIN = 2.0
_GAP = 1.2
_LETTER = 10.0
_KEY_TEXT = 8.5
_NAME_TEXT = 6.5
_KEY_ROW = 17.5
_KEY_TWO_LINES = 14.5
"""Least distance of two rows of the key for names on two lines."""
_KEY_COLUMN, _KEY_END = 7.1, 12.0
_KEY_TOP, _KEY_ROWS = 0.05, 5.9
"""Where the key stands, in columns and rows: between Jutland and Zealand, where the map has only sea."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorTile:
    """
    One municipality: its code and name, its region, and the letter and list of its mayor.

    ``party`` names the mayor's party; a local list comes with its own letter and ``is_local``.
    """

    code: str
    name: str
    region: str
    letter: str
    party: str
    colour: str
    is_local: bool = False


def tile_map(tiles: Sequence[MayorTile], *, title: str, look: Look = DEFAULT) -> Chart:
    """
    The mayors of the municipalities on a map of tiles.

    Raises KeyError for a municipality that has no place on the map.
    """
    return Chart(name=NAME, alt=_alt(tiles, title), draw=lambda: _drawing(tiles, title), look=look)


def _alt(tiles: Sequence[MayorTile], title: str) -> str:
    """Who has how many mayors, and in each region who has most."""
    ranked = _by_party(tiles, lambda tile: f"{shortened(tile.letter)} ({shortened(tile.party)})")
    (first, most), *rest = ranked
    shared = [first, *(label for label, number in rest if number == most)]
    each = " hver" if shared[1:] else ""
    mayors = listed(f"{label} {counted(number, 'borgmester', 'borgmestre')}" for label, number in ranked)
    sentences = [
        f"{shortened(title)}: {listed(shared)} har flest, {whole(most)}{each} af {whole(len(tiles))}.",
        "Kort med ét lige stort felt for hver kommune, med borgmesterens partibogstav og farve.",
        f"{mayors}.",
    ]
    for region in dict.fromkeys(tile.region for tile in tiles):
        in_region = [tile for tile in tiles if tile.region == region]
        parties = _by_party(in_region, lambda tile: shortened(tile.letter))
        numbers = listed(f"{letter} {whole(number)}" for letter, number in parties)
        sentences.append(f"{shortened(region)}: {numbers}.")
    return " ".join(sentences)


def _by_party(tiles: Sequence[MayorTile], label: Callable[[MayorTile], str]) -> list[tuple[str, int]]:
    """Parties by their label with their number of mayors, most first; all local lists together come last."""
    parties = Counter(label(tile) for tile in tiles if not tile.is_local)
    local = sum(tile.is_local for tile in tiles)
    ordered = sorted(parties.items(), key=_most_first)
    return [*ordered, *([("lokale lister", local)] if local else [])]


def _most_first(entry: tuple[Any, int]) -> tuple[int, Any]:
    return -entry[1], entry[0]


def _drawing(tiles: Sequence[MayorTile], title: str) -> Drawing:
    where = {tile.code: tile_positions()[tile.code] for tile in tiles}
    columns = 1 + max(place.column for place in tile_positions().values())
    rows = 1 + max(place.row for place in tile_positions().values())
    side = (PAGE_WIDTH - 2 * _MARGIN) / columns
    head = 26.0
    canvas = Canvas(head + rows * side + _MARGIN)
    top = canvas.top - head
    title = fitted(title, TITLE_TEXT, PAGE_WIDTH - 2 * _MARGIN, "bold")
    canvas.text(_MARGIN, top + 12, title, size=TITLE_TEXT, weight="bold")
    for tile in tiles:
        _draw_tile(canvas, tile, where[tile.code], side=side, top=top)
    _draw_borders(
        canvas, {place: tile.region for tile, place in zip(tiles, where.values(), strict=True)}, side, top
    )
    _draw_key(canvas, tiles, side=side, top=top)
    return canvas.drawing


def _draw_tile(canvas: Canvas, tile: MayorTile, place: TilePosition, *, side: float, top: float) -> None:
    fill = graphic_colour(tile.colour)
    x, y = _MARGIN + place.column * side, top - (place.row + 1) * side
    canvas.add(Box(x=x + _GAP, y=y + _GAP, width=side - 2 * _GAP, height=side - 2 * _GAP, fill=fill))
    middle, ink = x + side / 2, text_colour(fill)
    letter = clean(tile.letter)[:3]
    canvas.text(middle, y + side * 0.62, letter, size=_LETTER, weight="bold", colour=ink, align="center")
    name = fitted(place.short, SMALLEST_TEXT, side - 2 * _GAP)
    canvas.text(middle, y + side * 0.24, name, size=SMALLEST_TEXT, colour=ink, align="center")


def _draw_borders(canvas: Canvas, regions: Mapping[TilePosition, str], side: float, top: float) -> None:
    """Draw a line wherever two tiles of different regions touch."""
    by_place = {(place.column, place.row): region for place, region in regions.items()}
    for (column, row), region in by_place.items():
        x, y = _MARGIN + column * side, top - (row + 1) * side
        for (right, below), line in (
            ((1, 0), ((x + side, y), (x + side, y + side))),
            ((0, 1), ((x, y), (x + side, y))),
        ):
            if by_place.get((column + right, row + below), region) != region:
                canvas.line(*line, current_look().ink, 1.6)


def _draw_key(canvas: Canvas, tiles: Sequence[MayorTile], *, side: float, top: float) -> None:
    x, room = _MARGIN + _KEY_COLUMN * side, (_KEY_END - _KEY_COLUMN) * side
    parties = [tile for tile in tiles if not tile.is_local]
    numbers = Counter((clean(tile.letter), tile.party, tile.colour) for tile in parties)
    local = [tile for tile in tiles if tile.is_local]
    entries = sorted(numbers.items(), key=_most_first)
    if local:
        entries.append((("…", "Lokale lister", local[0].colour), len(local)))
    step = min(_KEY_ROW, _KEY_ROWS * side / max(len(entries), 1))
    widest = max(chip_width(letter) for (letter, *_), _ in entries)
    name_at = x + widest + 5 + text_width("00", _KEY_TEXT, "bold") + 5
    for row, ((letter, party, colour), number) in enumerate(entries):
        y = top - _KEY_TOP * side - step * (row + 0.5)
        canvas.chip(x, y, letter, colour)
        canvas.text(name_at - 5, y, whole(number), size=_KEY_TEXT, weight="bold", align="right")
        _draw_name(canvas, party, x=name_at, y=y, room=x + room - name_at, has_two=step >= _KEY_TWO_LINES)
    foot = _MARGIN + side / 2
    canvas.line((_MARGIN, foot), (_MARGIN + 14, foot), current_look().ink, 1.6)
    canvas.note(_MARGIN + 19, foot, "grænse mellem regioner", size=7)


def _draw_name(canvas: Canvas, name: str, *, x: float, y: float, room: float, has_two: bool) -> None:
    lines = in_two_lines(name, _NAME_TEXT, room) if has_two else (fitted(name, _NAME_TEXT, room),)
    for line, text in enumerate(lines):
        canvas.text(x, y + 3.7 * (len(lines) - 1) - 7.4 * line, text, size=_NAME_TEXT)
