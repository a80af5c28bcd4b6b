"""Declared corrections: the received file stays as it is, and a correction of nothing is refused."""

from __future__ import annotations

import re

import pytest

from kkr_analysis.composition.election import CorrectionStatus
from kkr_analysis.data.sources import load_election, load_votes
from kkr_analysis.errors import FaultyFilesError
from tests.small_data import ELECTION, replace_in, write_small_data, write_with_card

FILE = f"{ELECTION}/rettelser.toml"
VOTES = """
[[rettelse]]
fil = "stemmer.csv"
raekke = { kommunekode = "901", bogstav = "A" }
staar = { stemmer = "1000" }
rettes_til = { stemmer = "1010" }
begrundelse = "Et afstemningssted er talt forkert."
status = "bekræftet"
kilde = "Brev fra Andeby Kommune"
"""
MAYOR = """
[[rettelse]]
fil = "borgmestre.csv"
raekke = { kommunekode = "902" }
staar = { bogstav = "V", listenavn = "Venstre, Danmarks Liberale Parti" }
rettes_til = { bogstav = "A", listenavn = "Socialdemokratiet" }
begrundelse = "Borgmesteren har skiftet parti."
status = "ubekræftet"
kilde = "Gåserød Avis"
"""


@pytest.fixture
def data(tmp_path):
    return write_small_data(tmp_path)


def declare(data, text: str) -> None:
    write_with_card(data / FILE, text.encode())


def faults_of(data) -> tuple[str, ...]:
    with pytest.raises(FaultyFilesError) as caught:
        load_election(data, ELECTION)
    return caught.value.faults


class TestCorrection:
    """»Corrections to data are declared, with the reason and what the source said« (handbook, records)."""

    def test_a_number_is_read_as_corrected_and_the_file_stays_as_it_was(self, data):
        before = (data / ELECTION / "stemmer.csv").read_bytes()
        declare(data, VOTES)
        election = load_election(data, ELECTION)
        assert election.lists[0].votes == 1010
        assert (data / ELECTION / "stemmer.csv").read_bytes() == before

    def test_a_mayor_changes_list_in_two_columns_at_once(self, data):
        declare(data, MAYOR)
        mayor = load_election(data, ELECTION).mayors[1]
        assert (mayor.letter, mayor.party, mayor.list_name) == ("A", "A", "Socialdemokratiet")

    def test_it_is_a_value_with_reason_status_and_source(self, data):
        declare(data, VOTES + MAYOR)
        first, second = load_election(data, ELECTION).corrections
        assert (first.municipality, first.said, first.corrected) == (
            "901",
            (("stemmer", "1000"),),
            (("stemmer", "1010"),),
        )
        assert (second.status, second.source) == (CorrectionStatus.UNCONFIRMED, "Gåserød Avis")

    def test_without_the_file_there_are_none(self, data):
        assert load_election(data, ELECTION).corrections == ()

    def test_votes_alone_are_corrected_too(self, data):
        declare(data, VOTES)
        assert load_votes(data, ELECTION).lists[0].votes == 1010


class TestMendedSource:
    """»and fail once the source is mended« (handbook, records)."""

    def test_a_source_that_says_the_right_thing_makes_the_correction_a_fault(self, data):
        declare(data, VOTES)
        replace_in(data, f"{ELECTION}/stemmer.csv", "1000", "1010")
        (fault,) = faults_of(data)
        assert "om stemmer.csv: fandt" not in fault
        assert re.search(
            r"rettelser\.toml: fandt om stemmer\.csv: '1010' i række 2, kolonne 'stemmer'", fault
        )
        assert "Kilden er selv blevet rettet: fjern rettelsen" in fault

    def test_a_source_that_says_a_third_thing_makes_it_a_fault_as_well(self, data):
        declare(data, VOTES)
        replace_in(data, f"{ELECTION}/stemmer.csv", "1000", "1001")
        (fault,) = faults_of(data)
        assert "ventede '1000', som rettelsen retter. Ret rettelsen" in fault


class TestFaultyCorrection:
    """What corrects nothing, or not one thing, is refused with its number or its file."""

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            ('kommunekode = "901", ', 'kommunekode = "909", ', "ingen række med kommunekode '909'"),
            ('kommunekode = "901", bogstav = "A"', 'bogstav = "A"', "3 rækker med bogstav 'A'"),
            ('"stemmer.csv"', '"stemmmer.csv"', "fil = 'stemmmer.csv'"),
            ('"stemmer.csv"', '"../kommuner.csv"', "fil = 'kommuner.csv'"),
            ('{ stemmer = "1000" }', '{ stemme = "1000" }', "forskellige kolonner i staar og rettes_til"),
            ('{ stemmer = "1010" }', '{ stemmer = "1000" }', "det samme i staar og rettes_til"),
            ('{ stemmer = "1010" }', "{ stemmer = 1010 }", "rettes_til = "),
            ("kilde =", "kilder =", "ingen kilde"),
            ('"Brev fra Andeby Kommune"', '" "', "kilde = ' '"),
            ("bekræftet", "sikker", "status = 'sikker'"),
            ("begrundelse =", 'ekstra = "x"\nbegrundelse =', "fandt 'ekstra' i rettelse nr. 1"),
            ("[[rettelse]]", "[rettelse]", "kun afsnit med [[rettelse]]"),
            ("[[rettelse]]", "[[rettelser]]", "kun afsnit med [[rettelse]]"),
            ("[[rettelse]]", "[[rettelse", "gyldig TOML"),
        ],
    )
    def test_what_does_not_fit_is_said(self, data, old, new, found):
        assert old in VOTES
        declare(data, VOTES.replace(old, new))
        faults = faults_of(data)
        assert any("rettelser.toml" in fault and found in fault for fault in faults), faults

    def test_a_column_that_the_file_has_not_is_said(self, data):
        declare(data, VOTES.replace("stemmer = ", "stemme = "))
        assert "kolonnen 'stemme'" in faults_of(data)[0]

    def test_one_cell_is_corrected_once(self, data):
        declare(data, VOTES + VOTES.replace("1010", "1020"))
        assert "to rettelser af 'stemmer' i række 2" in faults_of(data)[0]

    def test_a_corrected_cell_is_checked_like_any_other(self, data):
        declare(data, VOTES.replace('"1010"', '"tusind"'))
        assert "kolonne 'stemmer': fandt 'tusind'" in faults_of(data)[0]

    def test_an_unsealed_change_of_the_register_itself_is_a_fault(self, data):
        declare(data, VOTES)
        (data / FILE).write_text(VOTES.replace("1010", "1011"), "utf-8")
        assert "rettelser.toml: fandt sha256" in faults_of(data)[0]
