"""The page on a telephone, 390 px wide: what stays in sight, and what can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from places import OVERVIEW, enclosure
from playwright.sync_api import Browser, ViewportSize
from tools.accessibility import in_browser

TELEPHONE = ViewportSize(width=390, height=844)
LEGIBLE = 8.0
"""Pixels of the smallest letters of a chart."""
FRAMES = """frames => frames.map(frame => {
    frame.scrollLeft = frame.scrollWidth
    const first = frame.getBoundingClientRect().left
    const stays = cell => cell && getComputedStyle(cell).position === 'sticky'
    const at = row => Math.round([...row.cells].find(stays)?.getBoundingClientRect().left - first)
    const rows = [...frame.querySelectorAll('tr')]
    const notes = frame.querySelector('.footnotes')
    const found = {
        name: frame.id,
        beyond: frame.scrollWidth - frame.clientWidth,
        edge: parseFloat(getComputedStyle(frame).borderRightWidth),
        staying: rows.map(at),
        cell: [...rows.at(-1).cells].findIndex(stays),
        notes: notes ? Math.round(notes.getBoundingClientRect().left - first) : 0,
        collapsed: getComputedStyle(frame.querySelector('table')).borderCollapse,
    }
    frame.scrollLeft = 0
    return found
})"""
LETTERS = """charts => charts.flatMap(chart => {
    const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width
    return [...chart.querySelectorAll('text')].map(text =>
        [chart.dataset.chart, scale * parseFloat(getComputedStyle(text).fontSize), text.textContent])
})"""
STOPS = """frames => frames.flatMap(frame => {
    const stays = [...frame.querySelectorAll('thead :is(th, td)')]
        .find(cell => getComputedStyle(cell).position === 'sticky')
    const stops = new Set()
    for (let at = 0; stays && at <= frame.scrollWidth - frame.clientWidth + 1; at += 20) {
        frame.scrollTo({ left: at, behavior: 'instant' })
        const names = stays.getBoundingClientRect().right
        for (const cell of frame.querySelectorAll('thead .number')) {
            const { left, right } = cell.getBoundingClientRect()
            if (left < names - 4 && right > names + 1) stops.add(`${frame.id}: ${cell.textContent.trim()}`)
        }
    }
    return [...stops]
})"""
SQUARE = """frames => [...frames[0].querySelectorAll('tr')].map(row => [...row.cells].map(cell => {
    const { left, top } = cell.getBoundingClientRect()
    return [Math.round(left), Math.round(top)]
}))"""


def on_a_telephone(page: Path, script: str, selector: str) -> Any:
    """Return what a script finds of the elements of a page that a selector names."""

    def look(browser: Browser) -> Any:
        opened = browser.new_page(viewport=TELEPHONE)
        opened.goto(page.resolve().as_uri())
        found = opened.eval_on_selector_all(selector, script)
        opened.close()
        return found

    return in_browser(look)


@pytest.mark.parametrize("region", ["hovedstaden", OVERVIEW])
def test_the_letters_of_a_chart_can_be_read(need, built, region):
    """»5,6 px« is not read by anybody: the smallest is as large as the page's own small print, or nearly."""
    need("chromium")
    sizes = on_a_telephone(enclosure(built / "2026-2030", region, "html"), LETTERS, "svg[data-chart]")
    assert sizes
    assert [own for own in sizes if own[1] < LEGIBLE] == []


@pytest.fixture(scope="module")
def hovedstaden(need, built) -> Path:
    """The page with the most parties, and with the cap."""
    need("chromium")
    return enclosure(built / "2026-2030", "hovedstaden", "html")


@pytest.fixture(scope="module")
def frames(hovedstaden) -> list[dict[str, Any]]:
    """Every table as it is when it has been moved as far as it goes."""
    found: list[dict[str, Any]] = on_a_telephone(hovedstaden, FRAMES, ".table-frame")
    return found


def test_the_name_of_a_row_stays_below_its_own_heading(frames):
    """The head cell moves no more than the cells below it: no figure stands under a wrong heading."""
    moved = [frame for frame in frames if frame["beyond"] > 1]
    assert {"stemmer", "pris", "loft", "formand"} <= {frame["name"] for frame in moved}
    assert {place for frame in moved for place in frame["staying"]} == {0}


def test_where_rows_have_numbers_it_is_the_party_that_stays(frames):
    assert {frame["name"]: frame["cell"] for frame in frames if frame["name"] in {"loft", "formand"}} == {
        "loft": 1,
        "formand": 1,
    }


def test_footnotes_stay_while_their_table_moves(frames):
    assert {frame["notes"] for frame in frames} == {0}


def test_no_edge_says_that_a_table_moves_which_does_not(frames):
    """The shadow that says so is a part of the background, and gone where a table is seen whole."""
    assert {frame["edge"] for frame in frames} == {0}


def test_a_cell_that_stays_keeps_the_line_below_it(frames):
    """A collapsed border belongs to the table, and moves with it."""
    assert {frame["collapsed"] for frame in frames} == {"separate"}


@pytest.mark.parametrize("region", ["hovedstaden", "sjaelland", OVERVIEW])
def test_no_figure_is_seen_in_part_beside_the_names(need, built, region):
    """»63« of »mangler 1.563« is another figure: wherever a table is moved to, it stops at a column."""
    need("chromium")
    assert on_a_telephone(enclosure(built / "2026-2030", region, "html"), STOPS, ".table-frame") == []


def test_the_composition_is_turned_round_and_seen_whole(hovedstaden, frames):
    """A party a row: three cells of a row of the table stand above each other, and nothing is beyond."""
    assert next(frame["beyond"] for frame in frames if frame["name"] == "sammensaetning") <= 0
    places = on_a_telephone(hovedstaden, SQUARE, "#sammensaetning")
    for row in places:
        assert len({left for left, _ in row}) == 1
    for column in zip(*places, strict=True):
        assert len({top for _, top in column}) == 1
        assert sorted(left for left, _ in column) == [left for left, _ in column]
