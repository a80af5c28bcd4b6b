"""What the words on the line are understood as, and what the shell's Tab offers."""

from __future__ import annotations

from datetime import date

import pytest
from places import ROOT
from tools.command import kkr

from kkr_analysis.composition.election import Region
from kkr_analysis.composition.figures import region_named
from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.rules import RuleShelf

KNOWN = (
    Region(slug="sjaelland", name="Sjælland"),
    Region(slug="oestdanmark-eksempel", name="Østdanmark", example="Derfor."),
)


class TestRegions:
    @pytest.mark.parametrize(
        "text",
        ["sjaelland", "Sjælland", "SJÆLLAND", "KKR Sjælland", "Region  Sjælland", "kkr sjaelland"],
    )
    def test_a_region_by_any_of_its_names(self, text):
        assert region_named(text, KNOWN).slug == "sjaelland"

    @pytest.mark.parametrize("text", ["oestdanmark", "Østdanmark", "KKR Østdanmark", "oestdanmark-eksempel"])
    def test_a_computed_example_by_any_of_its_names(self, text):
        assert region_named(text, KNOWN).slug == "oestdanmark-eksempel"

    @pytest.mark.parametrize("text", ["", "KKR", "region", "sjaellan", "Region KKR Sjælland"])
    def test_anything_else_is_refused(self, text):
        with pytest.raises(UnknownChoiceError, match="Vælg mellem sjaelland, oestdanmark"):
            region_named(text, KNOWN)


class TestTerms:
    @pytest.mark.parametrize("text", ["2026-2030", "2026-30", "2026–30", "2026/30", " 2026 ", "2026"])
    def test_a_term_by_any_of_its_names(self, text):
        assert RuleShelf().term_named(text) == "2026-2030"

    @pytest.mark.parametrize("text", ["2027", "2026-31", "26-30", "2026-2", "kv2025", "2026-30-34"])
    def test_anything_else_is_refused(self, text):
        with pytest.raises(UnknownChoiceError, match="Vælg en af disse: 2022-2026, 2026-2030"):
            RuleShelf().term_named(text)

    @pytest.mark.parametrize(
        ("day", "term"),
        [
            (date(2020, 1, 1), "2022-2026"),
            (date(2025, 12, 31), "2022-2026"),
            (date(2026, 1, 1), "2026-2030"),
            (date(2031, 1, 1), "2026-2030"),
        ],
    )
    def test_without_one_it_is_that_of_the_day(self, day, term):
        assert (RuleShelf().term_of(day), RuleShelf().term_named("", day)) == (term, term)


class TestCompletion:
    """The shell asks with the words so far: ``kkr build mid`` and Tab."""

    @pytest.mark.parametrize(
        ("line", "offered"),
        [
            ("kkr build mid", ["midtjylland"]),
            ("kkr build o", ["oestdanmark"]),
            ("kkr build alle l", ["landsoverblik"]),
            ("kkr pacts a", []),
            ("kkr whatif --region s", ["sjaelland", "syddanmark"]),
            ("kkr build alle --term 2026", ["2026-2030"]),
            ("kkr build alle --format html,x", ["html,xlsx"]),
            ("kkr ver", ["verify"]),
        ],
    )
    def test_what_tab_offers(self, line, offered):
        done = kkr(
            ROOT, _KKR_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(line.split()) - 1)
        )
        assert [each.removeprefix("plain,") for each in done.stdout.split()] == offered

    def test_the_script_for_the_shell(self):
        assert "_KKR_COMPLETE=zsh_complete" in kkr(ROOT, _KKR_COMPLETE="zsh_source").stdout
