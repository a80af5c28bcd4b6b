"""Denmark as tiles: one of equal size for each municipality, with letter and colour of the mayor's party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.charts.look import DEFAULT, Look, look
from kkr_analysis.presentation.charts.style import (
    PAGE_WIDTH,
    SMALLEST_TEXT,
    Canvas,
    chip_width,
    fitted,
    graphic_colour,
    in_two_lines,
    text_colour,
    text_width,
)
from kkr_analysis.presentation.charts.tiles import Place, places
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
    return Chart(
        name=NAME,
        alt=tile_map_alt(tiles, title=title),
        draw=lambda: tile_map_figure(tiles, title=title),
        look=look,
    )


def tile_map_alt(tiles: Sequence[MayorTile], *, title: str) -> str:
    """What the map says, in Danish: who has how many mayors, and in each region who has most."""
    numbers = listed(f"{label} {counted(own, 'borgmester', 'borgmestre')}" for label, own in ranked(tiles))
    sentences = [
        f"{shortened(title)}: {most(tiles)}.",
        "Kort med ét lige stort felt for hver kommune, med borgmesterens partibogstav og farve.",
        f"{numbers}.",
    ]
    for region in dict.fromkeys(tile.region for tile in tiles):
        own = [tile for tile in tiles if tile.region == region]
        numbers = listed(f"{letter} {whole(number)}" for letter, number in by_letter(own))
        sentences.append(f"{region}: {numbers}.")
    return " ".join(sentences)


def ranked(tiles: Sequence[MayorTile]) -> list[tuple[str, int]]:
    """Return parties with their mayors, most first; all local lists together come last."""
    parties = Counter(
        f"{clean(tile.letter)} ({shortened(tile.party)})" for tile in tiles if not tile.is_local
    )
    local = sum(tile.is_local for tile in tiles)
    ordered = sorted(parties.items(), key=lambda entry: (-entry[1], entry[0]))
    return [*ordered, *([("lokale lister", local)] if local else [])]


def by_letter(tiles: Sequence[MayorTile]) -> list[tuple[str, int]]:
    """Return letters with their mayors, most first, all local lists together last."""
    parties = Counter(clean(tile.letter) for tile in tiles if not tile.is_local)
    local = sum(tile.is_local for tile in tiles)
    ordered = sorted(parties.items(), key=lambda entry: (-entry[1], entry[0]))
    return [*ordered, *([("lokale lister", local)] if local else [])]


def most(tiles: Sequence[MayorTile]) -> str:
    """Say who has most of the mayors, as the beginning of a sentence."""
    (first, number), *rest = ranked(tiles)
    shared = [first, *(label for label, own in rest if own == number)]
    return (
        f"{listed(shared)} har flest, {whole(number)}{' hver' if shared[1:] else ''} af {whole(len(tiles))}"
    )


def tile_map_figure(tiles: Sequence[MayorTile], *, title: str) -> Figure:
    """The picture of :func:`tile_map` before it is saved."""
    where = {tile.code: places()[tile.code] for tile in tiles}
    columns = 1 + max(place.column for place in places().values())
    rows = 1 + max(place.row for place in places().values())
    side = (PAGE_WIDTH - 2 * _MARGIN) / columns
    head = 26.0
    canvas = Canvas(head + rows * side + _MARGIN)
    top = canvas.figure.get_figheight() * 72 - head
    canvas.text(
        _MARGIN, top + 12, fitted(title, 11, PAGE_WIDTH - 2 * _MARGIN, "bold"), size=11, weight="bold"
    )
    for tile in tiles:
        _draw_tile(canvas, tile, where[tile.code], side=side, top=top)
    _draw_borders(
        canvas, {place: tile.region for tile, place in zip(tiles, where.values(), strict=True)}, side, top
    )
    _draw_key(canvas, tiles, side=side, top=top)
    return canvas.figure


def _draw_tile(canvas: Canvas, tile: MayorTile, place: Place, *, side: float, top: float) -> None:
    fill = graphic_colour(tile.colour)
    x, y = _MARGIN + place.column * side, top - (place.row + 1) * side
    canvas.add(
        Rectangle((x + _GAP, y + _GAP), side - 2 * _GAP, side - 2 * _GAP, facecolor=fill, edgecolor="none")
    )
    middle, ink = x + side / 2, text_colour(fill)
    letter = clean(tile.letter)[:3]
    canvas.text(middle, y + side * 0.62, letter, size=_LETTER, weight="bold", colour=ink, align="center")
    name = fitted(place.short, SMALLEST_TEXT, side - 2 * _GAP)
    canvas.text(middle, y + side * 0.24, name, size=SMALLEST_TEXT, colour=ink, align="center")


def _draw_borders(canvas: Canvas, regions: Mapping[Place, str], side: float, top: float) -> None:
    """Draw a line wherever two tiles of different regions touch."""
    own = {(place.column, place.row): region for place, region in regions.items()}
    for (column, row), region in own.items():
        x, y = _MARGIN + column * side, top - (row + 1) * side
        for (right, below), line in (
            ((1, 0), ([x + side, x + side], [y, y + side])),
            ((0, 1), ([x, x + side], [y, y])),
        ):
            if own.get((column + right, row + below), region) != region:
                canvas.add(Line2D(*line, color=look().ink, linewidth=1.6, solid_capstyle="projecting"))


def _draw_key(canvas: Canvas, tiles: Sequence[MayorTile], *, side: float, top: float) -> None:
    x, room = _MARGIN + _KEY_COLUMN * side, (_KEY_END - _KEY_COLUMN) * side
    colours = {(clean(tile.letter), tile.party): tile.colour for tile in tiles if not tile.is_local}
    numbers = Counter((clean(tile.letter), tile.party) for tile in tiles if not tile.is_local)
    local = [tile for tile in tiles if tile.is_local]
    entries = [
        (letter, party, colours[letter, party], number)
        for (letter, party), number in sorted(numbers.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
    if local:
        entries.append(("…", "Lokale lister", local[0].colour, len(local)))
    step = min(_KEY_ROW, _KEY_ROWS * side / max(len(entries), 1))
    widest = max(chip_width(letter) for letter, *_ in entries)
    name_at = x + widest + 5 + text_width("00", _KEY_TEXT, "bold") + 5
    for row, (letter, party, colour, number) in enumerate(entries):
        y = top - _KEY_TOP * side - step * (row + 0.5)
        canvas.chip(x, y, letter, colour)
        canvas.text(name_at - 5, y, whole(number), size=_KEY_TEXT, weight="bold", align="right")
        _draw_name(canvas, party, x=name_at, y=y, room=x + room - name_at, has_two=step >= _KEY_TWO_LINES)
    foot = _MARGIN + side / 2
    canvas.add(Line2D([_MARGIN, _MARGIN + 14], [foot, foot], color=look().ink, linewidth=1.6))
    canvas.text(_MARGIN + 19, foot, "grænse mellem regioner", size=7, colour=look().muted)


def _draw_name(canvas: Canvas, name: str, *, x: float, y: float, room: float, has_two: bool) -> None:
    lines = in_two_lines(name, _NAME_TEXT, room) if has_two else (fitted(name, _NAME_TEXT, room),)
    for line, text in enumerate(lines):
        canvas.text(x, y + 3.7 * (len(lines) - 1) - 7.4 * line, text, size=_NAME_TEXT)
