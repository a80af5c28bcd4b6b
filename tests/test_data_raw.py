"""The figures of the project themselves: what is known of them, and that they are as received."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import os
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kkr_analysis.model import Election, FigureStatus, SeatEvidence, SourceStrength
from kkr_analysis.sources import load_election, load_regions
from kkr_analysis.sources.cards import CARD_SUFFIX, card_path

PROJECT = Path(__file__).parents[1]
RAW = PROJECT / "data" / "raw"
FILES = sorted(path for path in RAW.rglob("*") if path.is_file())
FIGURES = [path for path in FILES if not path.name.endswith(CARD_SUFFIX)]


@pytest.fixture(scope="module")
def kv2021() -> Election:
    return load_election(RAW, "kv2021")


def valid_votes(election: Election, region: str) -> int:
    inside = {one.code for one in election.municipalities if one.region == region}
    return sum(one.votes for one in election.lists if one.municipality in inside)


class TestCards:
    """»figures as received, each file with a source card« (handbook, the house)."""

    @pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.relative_to(RAW).as_posix())
    def test_every_file_has_a_card_that_fits_it(self, path):
        card = tomllib.loads(card_path(path).read_text("utf-8"))
        assert card["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_there_is_no_card_without_a_file(self):
        cards = {path for path in FILES if path.name.endswith(CARD_SUFFIX)}
        assert cards == {card_path(path) for path in FIGURES}

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RAW).as_posix())
    def test_files_are_utf8_with_line_feeds_and_no_byte_order_mark(self, path):
        content = path.read_bytes()
        assert not content.decode("utf-8").startswith("\ufeff")
        assert content.endswith(b"\n")
        assert b"\r" not in content

    def test_every_file_is_among_the_sources_of_the_election(self, kv2021):
        assert {one.path for one in kv2021.sources} == {path.relative_to(RAW).as_posix() for path in FIGURES}


class TestMunicipalElection2021:
    """Municipal election of 16 November 2021: the totals are those of the compiled figures' own checks."""

    def test_the_final_count_is_named_and_dated(self, kv2021):
        assert (kv2021.name, kv2021.count_status) == ("Kommunalvalget 16. november 2021", FigureStatus.FINAL)

    def test_the_98_municipalities_lie_in_five_regions(self, kv2021):
        sizes = Counter(one.region for one in kv2021.municipalities)
        assert len(kv2021.municipalities) == 98
        assert [(one.slug, sizes[one.name]) for one in load_regions(RAW)] == [
            ("hovedstaden", 29),
            ("sjaelland", 17),
            ("syddanmark", 22),
            ("midtjylland", 19),
            ("nordjylland", 11),
        ]

    def test_the_valid_votes_are_3088217_of_them_724233_in_midtjylland(self, kv2021):
        assert sum(one.votes for one in kv2021.lists) == 3_088_217
        assert valid_votes(kv2021, "Midtjylland") == 724_233

    def test_k_has_two_percent_of_midtjylland_and_a_seat_there(self, kv2021):
        """Rule E4: 14,522 of 724,233 is 2.005 percent."""
        inside = {one.code for one in kv2021.municipalities if one.region == "Midtjylland"}
        votes = sum(one.votes for one in kv2021.lists if one.party == "K" and one.municipality in inside)
        assert votes == 14_522
        assert any(one.letter == "K" and one.municipality in inside for one in kv2021.council_seats)

    def test_the_mayors_are_a_44_v_34_c_14_f_2_and_one_each_of_b_i_s_and_a_local_list(self, kv2021):
        assert Counter(one.party for one in kv2021.mayors) == Counter(
            {"A": 44, "V": 34, "C": 14, "F": 2, "B": 1, "I": 1, "S": 1, None: 1}
        )
        assert [one.letter for one in kv2021.mayors if one.party is None] == ["N"]

    def test_six_mayors_rest_on_a_weaker_source(self, kv2021):
        assert sum(one.strength is SourceStrength.WEAK for one in kv2021.mayors) == 6

    def test_the_parties_are_those_of_rule_e1(self, kv2021):
        assert "".join(one.letter for one in kv2021.parties) == "ABCDFGIKOSVØÅ"

    def test_letters_of_later_parties_are_local_lists(self, kv2021):
        """»Æ was three local lists in 2021 and Danmarksdemokraterne in 2025«; there were more than three."""
        later = [one for one in kv2021.lists if one.letter in ("Æ", "M")]
        assert later
        assert {one.party for one in later} == {None}

    def test_every_list_with_the_letter_of_a_party_is_that_party(self, kv2021):
        letters = {one.letter for one in kv2021.parties}
        assert all(one.party == one.letter for one in kv2021.lists if one.letter in letters)

    def test_one_list_has_no_letter(self, kv2021):
        assert [(one.municipality, one.name) for one in kv2021.lists if not one.letter] == [
            ("101", "Det Demokratiske Parti")
        ]

    def test_nobody_is_known_to_have_joined_the_list_cooperation_and_the_note_says_so(self, kv2021):
        assert kv2021.list_cooperation == ()
        assert "Det vides ikke" in kv2021.list_cooperation_note


class TestProvedSeats:
    """»a list above 1/(seats + 1) of a council's valid votes has a seat whatever the alliances« (E5)."""

    def seats(self) -> dict[str, tuple[int, bool]]:
        with (RAW / "kv2021" / "mandattal.csv").open(encoding="utf-8", newline="") as file:
            return {
                row["kommunekode"]: (int(row["mandater"]), row["kilde"].startswith("Danmarks Statistik"))
                for row in csv.DictReader(file)
            }

    def proved(self, election: Election, fewer_where_unconfirmed: int) -> set[tuple[str, str]]:
        valid: Counter[str] = Counter()
        for one in election.lists:
            valid[one.municipality] += one.votes
        sizes = {
            code: seats - (0 if confirmed else fewer_where_unconfirmed)
            for code, (seats, confirmed) in self.seats().items()
        }
        return {
            (one.municipality, one.letter)
            for one in election.lists
            if one.letter and one.votes * (sizes[one.municipality] + 1) > valid[one.municipality]
        }

    def test_the_file_is_what_votes_and_council_sizes_prove(self, kv2021):
        assert {(one.municipality, one.letter) for one in kv2021.council_seats} == self.proved(kv2021, 0)
        assert {one.evidence for one in kv2021.council_seats} == {SeatEvidence.PROVED}

    def test_seventy_sizes_are_unconfirmed(self):
        assert sum(not confirmed for _, confirmed in self.seats().values()) == 70

    def test_six_seats_fewer_in_those_seventy_would_cost_no_party_over_the_threshold_its_proof(self, kv2021):
        proved = self.proved(kv2021, 6)
        region_of = {one.code: one.region for one in kv2021.municipalities}
        represented = {(region_of[code], party) for code, party in proved}
        votes: Counter[tuple[str, str]] = Counter()
        for one in kv2021.lists:
            if one.party:
                votes[region_of[one.municipality], one.party] += one.votes
        over = {key for key, total in votes.items() if 50 * total >= valid_votes(kv2021, key[0])}
        assert over
        assert over <= represented


class TestPartyRegistry:
    """»2021: A B C D F G I K O S V Ø Å. 2025: A B C F I M O V Æ Ø Å, and S« (E1)."""

    def rows(self) -> list[dict[str, str]]:
        with (RAW / "partier.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @pytest.mark.parametrize(
        ("day", "letters"),
        [
            ("2017-08-01", "ABCDFIOSVØÅ"),
            ("2021-08-01", "ABCDFGIKOSVØÅ"),
            ("2025-08-01", "ABCFIMOSVÆØÅ"),
        ],
    )
    def test_the_entitled_of_each_year(self, day, letters):
        entitled = [
            row["bogstav"]
            for row in self.rows()
            if row["berettiget_fra"] <= day <= (row["berettiget_til"] or "9999")
        ]
        assert "".join(entitled) == letters

    @pytest.mark.parametrize("without", ["", "S", "G", "GS", "GMÆ", "GIMSÆÅ", "DGK", "DGKS", "DGKMS"])
    def test_neighbours_differ_in_lightness_whoever_is_absent(self, without):
        """»Colour is never the only signal … neighbours differ in lightness« (handbook, charts)."""
        shown = [
            (row["bogstav"], lightness(row["farve"])) for row in self.rows() if row["bogstav"] not in without
        ]
        assert [(a, b) for (a, left), (b, right) in pairwise(shown) if abs(left - right) < 10] == []


def lightness(colour: str) -> float:
    """CIE L* of a colour, from 0 (black) to 100 (white)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.skipif("KKR_FIGURES" not in os.environ, reason="KKR_FIGURES does not name the compiled figures")
class TestMadeFromTheFigures:
    """»The project's data/raw is made from these figures by a script of its own« (the figures' own page)."""

    def test_the_script_makes_the_same_bytes(self, tmp_path):
        script = PROJECT / "scripts" / "make_raw.py"
        spec = importlib.util.spec_from_file_location("make_raw", script)
        assert spec is not None
        assert spec.loader is not None
        make_raw = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(make_raw)
        make_raw.main(["--figures", os.environ["KKR_FIGURES"], "--into", str(tmp_path)])
        made = {
            path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
        }
        assert made == {path.relative_to(RAW): path.read_bytes() for path in FILES}
