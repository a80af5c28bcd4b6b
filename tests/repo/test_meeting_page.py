"""docs/moedet.md tells of every file of a meeting's folder, column for column, with rows that are rows."""

from __future__ import annotations

import csv
import re
import tomllib

import pytest
from places import ROOT

from kkr_analysis.data.meetings import convening
from kkr_analysis.data.meetings.events import Happening
from kkr_analysis.data.sources.region_files import EVENTS, REGION_FILES, REGION_TABLES

PAGE = (ROOT / "docs" / "moedet.md").read_text("utf-8")


def section(name: str) -> str:
    found = re.search(rf"(?ms)^### {re.escape(name)}:.*?(?=^##)", PAGE)
    assert found is not None
    return found[0]


def test_every_file_has_its_section_in_the_order_of_the_folder():
    assert re.findall(r"(?m)^### (\S+):", PAGE) == list(REGION_FILES)


@pytest.mark.parametrize("name", REGION_TABLES)
class TestEachTable:
    def test_every_column_is_explained_in_order(self, name):
        cells = re.findall(r"(?m)^\| ((?:`\w+`(?:, )?)+) \|", section(name))
        columns = [column for cell in cells for column in re.findall(r"`(\w+)`", cell)]
        if name == EVENTS:
            columns = columns[: len(REGION_TABLES[EVENTS])]
        assert columns == list(REGION_TABLES[name])

    def test_the_rows_shown_have_its_columns(self, name):
        shown = re.search(r"(?ms)^```text\n(.*?)^```$", section(name))
        assert shown is not None
        widths = {len(row) for row in csv.reader(shown[1].splitlines())}
        assert widths == {len(REGION_TABLES[name])}


def test_every_word_for_an_event_is_explained():
    table = section(EVENTS).partition("| `haendelse` | Skriv |")[2]
    assert re.findall(r"(?m)^\| `([^`]+)` \|", table) == [word.value for word in Happening]


def test_every_line_of_the_meeting_is_explained_and_the_one_shown_is_toml():
    text = section("moede.toml")
    rows = "".join(re.findall(r"(?m)^\| (`.*?) \|", text))
    assert set(re.findall(r"`\[?(\w+)\]?`", rows)) == set(convening._KEYS)
    shown = re.search(r"(?ms)^```toml\n(.*?)^```$", text)
    assert shown is not None
    assert set(tomllib.loads(shown[1])) <= set(convening._KEYS)
