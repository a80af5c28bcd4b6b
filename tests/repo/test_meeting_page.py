"""docs/moedet.md tells of every file of a meeting's folder, column for column, with rows that are rows."""

from __future__ import annotations

import csv
import re
import shlex
import tomllib
from datetime import date

import pytest
from places import ROOT
from tools.command import kkr

from kkr_analysis.data.meetings import convening
from kkr_analysis.data.meetings.events import Happening
from kkr_analysis.data.sources.region_files import EVENTS, FORA, PACKAGE, REGION_FILES, REGION_TABLES
from kkr_analysis.meeting.fora import to_appoint_to
from kkr_analysis.rules import rule_set

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


def test_the_rows_shown_are_of_fora_that_there_are():
    """In the folder that step 1 makes, with the rows of fora.csv that the page shows."""
    rules = [rule.name for rule in to_appoint_to(rule_set("2026-2030"), date(2026, 1, 19), "midtjylland")]
    named = {}
    for name, columns in REGION_TABLES.items():
        shown = re.search(r"(?ms)^```text\n(.*?)^```$", section(name))
        if "forum" in columns and shown is not None:
            rows = csv.DictReader(shown[1].splitlines(), fieldnames=columns)
            named[name] = {row["forum"] for row in rows}
    assert set().union(*named.values()) - named[FORA] - {""} <= set(rules)
    assert "Regionalt Beskæftigelsesråd Midtjylland" in named[PACKAGE]


def test_the_vacancy_that_is_tried_is_one_of_the_example():
    line = re.search(r"(?m)^\.venv/bin/kkr (vacancy .* --event .*)$", PAGE)
    assert line is not None
    done = kkr(ROOT, *shlex.split(line[1]))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Intet er gemt. Tilføj --save" in done.stdout


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
