"""Denmark as equal tiles, one per municipality, with the letter and colour of the mayor's party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.lettering import fitted, text_width
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Box, Drawing
from kkr_analysis.presentation.charts.style import (
    PAGE_WIDTH,
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
_PLACE_TEXT = 6.7
_KEY_TEXT = 9.0
_NAME_TEXT = 8.0
_KEY_ROW = 22.0
_KEY_COLUMNS = 3
_BORDER = 1.6
"""Width of the line between two regions."""


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
    head, key = 26.0, _key(tiles)
    foot = _KEY_ROW * (-(-(len(key) + 1) // _KEY_COLUMNS)) + 8
    canvas = Canvas(head + rows * side + foot + _MARGIN)
    top = canvas.top - head
    title = fitted(title, TITLE_TEXT, PAGE_WIDTH - 2 * _MARGIN, "bold")
    canvas.text(_MARGIN, top + 12, title, size=TITLE_TEXT, weight="bold")
    for tile in tiles:
        _draw_tile(canvas, tile, where[tile.code], side=side, top=top)
    _draw_borders(
        canvas, {place: tile.region for tile, place in zip(tiles, where.values(), strict=True)}, side, top
    )
    _draw_key(canvas, key, top=top - rows * side - 8)
    return canvas.drawing


def _draw_tile(canvas: Canvas, tile: MayorTile, place: TilePosition, *, side: float, top: float) -> None:
    fill = graphic_colour(tile.colour)
    x, y = _MARGIN + place.column * side, top - (place.row + 1) * side
    canvas.add(Box(x=x + _GAP, y=y + _GAP, width=side - 2 * _GAP, height=side - 2 * _GAP, fill=fill))
    middle, ink = x + side / 2, text_colour(fill)
    letter = clean(tile.letter)[:3]
    canvas.text(middle, y + side * 0.62, letter, size=_LETTER, weight="bold", colour=ink, align="center")
    name = fitted(place.short, _PLACE_TEXT, side - 2 * _GAP)
    canvas.text(middle, y + side * 0.22, name, size=_PLACE_TEXT, colour=ink, align="center")


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
                canvas.line(*line, current_look().ink, _BORDER)


def _key(tiles: Sequence[MayorTile]) -> list[tuple[tuple[str, str, str], int]]:
    """Letter, name and colour with the number of mayors, most first; local lists, as on their tiles, last."""
    parties, local = (
        Counter((clean(tile.letter)[:3], tile.party, tile.colour) for tile in tiles if tile.is_local is local)
        for local in (False, True)
    )
    return [entry for group in (parties, local) for entry in sorted(group.items(), key=_most_first)]


def _draw_key(canvas: Canvas, entries: Sequence[tuple[tuple[str, str, str], int]], *, top: float) -> None:
    """Below the map, where no letter can be taken for a municipality."""
    per_column = -(-(len(entries) + 1) // _KEY_COLUMNS)
    width = (PAGE_WIDTH - 2 * _MARGIN) / _KEY_COLUMNS
    widest = max(chip_width(letter) for (letter, *_), _ in entries)
    number_at = widest + 5 + text_width("00", _KEY_TEXT, "bold")
    for place in range(len(entries) + 1):
        x, y = _MARGIN + place // per_column * width, top - _KEY_ROW * (place % per_column + 0.5)
        if place == len(entries):
            canvas.line((x, y), (x + widest, y), current_look().ink, _BORDER)
            canvas.note(x + number_at + 5, y, "grænse mellem regioner", size=_NAME_TEXT)
            return
        (letter, party, colour), number = entries[place]
        canvas.chip(x, y, letter, colour)
        canvas.text(x + number_at, y, whole(number), size=_KEY_TEXT, weight="bold", align="right")
        canvas.name(x + number_at + 5, y, party, size=_NAME_TEXT, width=width - number_at - 10)
