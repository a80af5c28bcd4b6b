"""The figures of the project themselves: what is known of them, and that they are as received."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kkr_analysis.composition.election import Election, FigureStatus, SeatEvidence, SourceStrength
from kkr_analysis.data.sources import load_election, load_regions, load_votes
from kkr_analysis.data.sources.cards import CARD_SUFFIX, card_path
from kkr_analysis.errors import FaultyFilesError
from tests.small_data import write_with_card

PROJECT = Path(__file__).parents[2]
RAW = PROJECT / "data" / "raw"
FILES = sorted(path for pattern in ("*", "*/*") for path in RAW.glob(pattern) if path.is_file())
"""Without the folders of regions below an election's: they are the secretariat's own, and not in git."""
FIGURES = [path for path in FILES if not path.name.endswith(CARD_SUFFIX)]


@pytest.fixture(scope="module")
def kv2025() -> Election:
    return load_election(RAW, "kv2025")


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

    @pytest.mark.parametrize("slug", ["kv2021", "kv2025"])
    def test_every_file_that_a_kkr_hangs_on_is_among_the_sources_of_the_election(self, slug):
        own = {path for path in FIGURES if path.parent in (RAW, RAW / slug)}
        own -= {RAW / slug / "valgforbund.csv", RAW / slug / "kandidater.csv"}
        sources = {one.path for one in load_election(RAW, slug).sources}
        assert sources == {path.relative_to(RAW).as_posix() for path in own}


class TestMunicipalElection2021:
    """Municipal election of 16 November 2021: the totals are those of the compiled figures' own checks."""

    def test_the_final_count_is_named_and_dated(self, kv2021):
        assert (kv2021.name, kv2021.count_status) == ("Kommunalvalget 16. november 2021", FigureStatus.FINAL)

    def test_the_98_municipalities_lie_in_five_regions(self, kv2021):
        sizes = Counter(one.region for one in kv2021.municipalities)
        assert len(kv2021.municipalities) == 98
        assert [(one.slug, sizes[one.name]) for one in load_regions(RAW, "kv2021") if not one.example] == [
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

    def test_where_a_mayor_is_known_from_is_danish(self, kv2021, kv2025):
        """A councillor reads it: none of the words that the compiled figures say it with."""
        english = re.compile(
            r"\b(the|and|of|via|mayor|letter|list|municipal|election|ballot|before|Nov|Dec|Jan)\b"
        )
        assert [one.source for one in (*kv2021.mayors, *kv2025.mayors) if english.search(one.source)] == []

    def test_the_press_counts_other_mayors_and_every_enclosure_of_2025_says_so(self, kv2021, kv2025):
        assert [one.path for one in kv2025.sources if one.conflict] == ["kv2025/borgmestre.csv"]
        assert not any(one.conflict for one in kv2021.sources)
        assert Counter(one.party for one in kv2025.mayors) >= Counter({"V": 41, "C": 19})

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


class TestMunicipalElection2025:
    """Municipal election of 18 November 2025: the checks that the figures' own page names, and its traps."""

    def test_the_valid_votes_are_767982_in_midtjylland_and_the_seats_2432(self, kv2025):
        assert valid_votes(kv2025, "Midtjylland") == 767_982
        with (RAW / "kv2025" / "mandater.csv").open(encoding="utf-8", newline="") as file:
            assert sum(int(row["mandater"]) for row in csv.DictReader(file)) == 2_432

    def test_the_parties_are_those_of_rule_e1(self, kv2025):
        assert "".join(one.letter for one in kv2025.parties) == "ABCFIMOSVÆØÅ"

    def test_venstre_in_four_spellings_and_enhedslisten_in_nine_are_one_party_each(self, kv2025):
        names = {
            party: {one.name for one in kv2025.lists if one.party == party} for party in ("V", "Ø", "Æ", "F")
        }
        assert {party: len(own) for party, own in names.items()} == {"V": 4, "Ø": 9, "Æ": 3, "F": 5}
        assert {one.letter for one in kv2025.lists if one.party == "Ø"} == {"Ø"}

    def test_v_is_the_largest_party_of_syddanmark_when_its_spellings_are_one(self, kv2025):
        """Grouped by raw name it would be A."""
        inside = {one.code for one in kv2025.municipalities if one.region == "Syddanmark"}
        votes: Counter[str | None] = Counter()
        names: Counter[str] = Counter()
        for one in kv2025.lists:
            if one.municipality in inside:
                votes[one.party] += one.votes
                names[one.name] += one.votes
        assert votes.most_common(1)[0][0] == "V"
        assert names.most_common(1)[0][0] == "Socialdemokratiet"

    def test_d_and_k_were_not_entitled_and_are_local_lists_whatever_their_names(self, kv2025):
        later = [one for one in kv2025.lists if one.letter in ("D", "K")]
        assert {"Nye Borgerlige", "KristenDemokraterne", "Bjarne Holm"} <= {one.name for one in later}
        assert {one.party for one in later} == {None}

    def test_slesvigsk_parti_stood_in_four_municipalities(self, kv2025):
        lists = [one for one in kv2025.lists if one.party == "S"]
        assert [(one.letter, one.name) for one in lists] == [("S", "Slesvigsk Parti")] * 4

    def test_the_represented_are_known_from_the_official_seats(self, kv2025):
        assert {one.evidence for one in kv2025.council_seats} == {SeatEvidence.OFFICIAL}

    def test_31_mayors_are_constituted_and_67_agreed_on(self, kv2025):
        assert Counter(one.status.value for one in kv2025.mayors) == {"aftalt": 67, "konstitueret": 31}


class TestMunicipalElection2013:
    """Municipal election of 19 November 2013: votes to compare with, and no mayors."""

    def test_the_votes_load_alone(self):
        votes = load_votes(RAW, "kv2013")
        assert "".join(one.letter for one in votes.parties) == "ABCFIOSVØ"
        assert len({one.municipality for one in votes.lists}) == 98
        assert sum(one.votes for one in votes.votes_cast) > sum(one.votes for one in votes.lists)

    def test_there_is_no_kkr_without_mayors(self):
        with pytest.raises(FaultyFilesError, match=r"kv2013/borgmestre\.csv: fandt ingen fil"):
            load_election(RAW, "kv2013")


class TestCalendarOfMayors:
    """»Samsø 2021: first V, then A« (rules, calendar and records)."""

    def test_samsoe_has_v_on_election_night_and_a_when_constituted(self):
        with (RAW / "kv2021" / "borgmestre.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["kommune"] == "Samsø"]
        assert [(row["bogstav"], row["status"], row["fra"], row["til"]) for row in rows] == [
            ("V", "aftalt", "2021-11-16", "2021-12-14"),
            ("A", "konstitueret", "2021-12-15", ""),
        ]
        calendar = {day: samsoe_on(day) for day in ("2021-12-14", "2021-12-15", "2022-01-19")}
        assert calendar == {"2021-12-14": "V", "2021-12-15": "A", "2022-01-19": "A"}


def samsoe_on(day: str) -> str:
    """Letter of the mayor of Samsø on a day, when every other mayor is there from election night."""
    text = (RAW / "kv2021" / "borgmestre.csv").read_text("utf-8")
    with TemporaryDirectory() as folder:
        data = Path(folder) / "raw"
        shutil.copytree(RAW, data)
        lines = [
            line if ",Samsø," in line else line.replace("2021-12-15", "2021-11-16")
            for line in text.splitlines()
        ]
        write_with_card(data / "kv2021" / "borgmestre.csv", ("\n".join(lines) + "\n").encode())
        election = load_election(data, "kv2021", date.fromisoformat(day))
    return next(one.letter for one in election.mayors if one.municipality == "741")


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

    def test_they_are_what_votes_and_council_sizes_prove(self, kv2021):
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
            ("2013-08-01", "ABCFIOSVØ"),
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
        shown = [row for row in self.rows() if row["bogstav"] not in without]
        alike = [
            (left["bogstav"], right["bogstav"])
            for left, right in pairwise(shown)
            if abs(lightness(left["farve"]) - lightness(right["farve"])) < 10
            # Parties that were never entitled at one election are never neighbours, such as K and M.
            and right["berettiget_fra"] <= (left["berettiget_til"] or "9999")
        ]
        assert alike == []


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
        arguments = ["--figures", os.environ["KKR_FIGURES"], "--into", str(tmp_path)]
        subprocess.run([sys.executable, script, *arguments], check=True)
        made = {
            path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
        }
        assert made == {path.relative_to(RAW): path.read_bytes() for path in FILES}
