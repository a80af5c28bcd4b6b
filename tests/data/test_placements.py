"""Lists that letter and name do not place: the analyst's own file, and the real texts that make it needed."""

from __future__ import annotations

from datetime import date

import pytest

from kkr_analysis.data.sources import load_election
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.party_matching import Matched, PartyMatcher, Unmatched
from kkr_analysis.data.sources.registry import read_registry
from kkr_analysis.errors import FaultyFilesError
from tests.places import ROOT
from tests.small_data import ELECTION, append_to, replace_in, write_small_data, write_with_card

FILE = f"{ELECTION}/lister.csv"
HEADER = "kommunekode,kommune,bogstav,listenavn,parti,begrundelse\n"
ROW = "901,Andeby,V,Venstre i Andeby,V,Oplyst af kommunen\n"


@pytest.fixture
def data(tmp_path):
    """The list of V in Andeby has the municipality's name in its own."""
    data = write_small_data(tmp_path)
    for file in ("stemmer", "borgmestre"):
        text = (data / ELECTION / f"{file}.csv").read_text("utf-8")
        changed = text.replace(
            '901,Andeby,V,"Venstre, Danmarks Liberale Parti"', "901,Andeby,V,Venstre i Andeby"
        )
        write_with_card(data / ELECTION / f"{file}.csv", changed.encode())
    return data


def faults_of(data) -> tuple[str, ...]:
    with pytest.raises(FaultyFilesError) as caught:
        load_election(data, ELECTION)
    return caught.value.faults


class TestAnalystsFile:
    """»What cannot be placed with certainty« is settled in ``lister.csv``, never guessed."""

    def test_without_it_the_list_is_a_fault_that_names_both_ways_out(self, data):
        (fault,) = faults_of(data)
        assert "fandt 'Venstre i Andeby', ventede et kendt navn for Venstre" in fault
        assert "partinavne.csv; er den det ikke, så skriv den i lister.csv" in fault

    @pytest.mark.parametrize(("party", "placed"), [("V", "V"), ("lokal", None)])
    def test_with_it_the_list_is_what_the_analyst_says(self, data, party, placed):
        write_with_card(data / FILE, (HEADER + ROW.replace(",V,Oplyst", f",{party},Oplyst")).encode())
        lists = load_election(data, ELECTION).lists
        assert [one.party for one in lists if one.name == "Venstre i Andeby"] == [placed]
        assert [one.party for one in lists if one.name == "Venstre, Danmarks Liberale Parti"] == ["V"]

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            (",V,Oplyst", ",K,Oplyst", "kolonne 'parti': fandt 'K', ventede 'lokal' eller et af A V Ø"),
            (",V,Oplyst", ",,Oplyst", "kolonne 'parti': fandt ''"),
            ("Oplyst af kommunen", " ", "kolonne 'begrundelse'"),
            ("901,Andeby", "909,Andeby", "kolonne 'kommunekode'"),
            (ROW, ROW + ROW, "hver liste én gang, se række 2"),
        ],
    )
    def test_a_faulty_row_is_shown(self, data, old, new, found):
        write_with_card(data / FILE, (HEADER + ROW).replace(old, new).encode())
        assert any("lister.csv" in fault and found in fault for fault in faults_of(data))

    def test_a_list_that_is_on_no_ballot_is_a_fault(self, data):
        write_with_card(data / FILE, (HEADER + ROW).encode())
        append_to(data, FILE, "902,Gåserød,Q,Ingen,lokal,x")
        assert any("lister.csv, række 3, kolonne 'bogstav'" in fault for fault in faults_of(data))

    def test_it_goes_before_the_registry(self, data):
        write_with_card(data / FILE, (HEADER + ROW).encode())
        append_to(data, FILE, "902,Gåserød,A,Socialdemokratiet,lokal,Navnet er lånt")
        replace_in(data, f"{ELECTION}/repraesentation.csv", "902,Gåserød,A,bevist\n", "")
        lists = load_election(data, ELECTION).lists
        assert [one.party for one in lists if one.letter == "A"] == ["A", None, "A"]


def matcher_on(day: str) -> PartyMatcher:
    """The project's own registry, as it was on 1 August of an election year."""
    registry = read_registry(FileReader(ROOT / "data" / "raw"), None)
    return PartyMatcher(registry.entitled_on(date.fromisoformat(day)))


class TestRealTexts:
    """»a letter is not a party …, and a name is not a party either« (the figures' own page)."""

    def party_of(self, year: int, letter: str, name: str) -> str | None:
        placed = matcher_on(f"{year}-08-01").match(letter, name, "101")
        assert isinstance(placed, Matched), placed
        return placed.party

    def test_slesvigsk_parti(self):
        assert {year: self.party_of(year, "S", "Slesvigsk Parti") for year in (2013, 2021, 2025)} == {
            2013: "S",
            2021: "S",
            2025: "S",
        }

    @pytest.mark.parametrize("name", ["Bjarne Holm", "DKP - Danmarks Kommunistiske Parti"])
    def test_k_as_two_other_lists(self, name):
        assert self.party_of(2025, "K", name) is None

    def test_k_was_a_party_in_2021_and_a_local_list_in_2025(self):
        assert self.party_of(2021, "K", "Kristendemokraterne") == "K"
        for name in ("Kristendemokraterne", "KristenDemokraterne", "KD - Kristendemokraterne"):
            assert self.party_of(2025, "K", name) is None

    @pytest.mark.parametrize(
        "name",
        [
            "Venstre, Danmarks Liberale Parti",
            "Venstre - Danmarks Liberale Parti",
            "Venstre",
            "Venstre Danmarks Liberale Parti",
        ],
    )
    def test_venstre_in_four_spellings(self, name):
        assert self.party_of(2025, "V", name) == "V"

    @pytest.mark.parametrize(
        "name",
        [
            "Enhedslisten - De Rød-Grønne",
            "Enhedslisten",
            "Enhedslisten De Rød-Grønne",
            "Enhedslisten - De Rød - Grønne",
            "Enhedslisten - De rød-grønne",
            "Enhedslisten - De Rød/Grønne",
            "Enhedslisten - De Rød Grønne",
            "Enhedslisten – De Rød-Grønne",
        ],
    )
    def test_enhedslisten_in_eight_of_nine_spellings(self, name):
        assert self.party_of(2025, "Ø", name) == "Ø"

    @pytest.mark.parametrize(
        ("letter", "name"), [("Ø", "Enhedslisten Køge"), ("O", "Dansk Folkeparti i Glostrup")]
    )
    def test_a_party_with_a_place_in_its_name_is_left_to_the_analyst(self, letter, name):
        assert isinstance(matcher_on("2025-08-01").match(letter, name, "259"), Unmatched)

    def test_a_list_without_a_letter(self):
        assert self.party_of(2021, "", "Det Demokratiske Parti") is None

    def test_a_party_s_name_under_another_letter_is_left_to_the_analyst(self):
        assert isinstance(matcher_on("2025-08-01").match("T", "Venstre", "101"), Unmatched)
        assert isinstance(matcher_on("2025-08-01").match("", "Socialdemokratiet", "101"), Unmatched)
