"""A mayor who has changed party: both parties and the day in the calendar, and what follows (K10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small_data import ELECTION, write_small_data, write_with_card

from kkr_analysis.composition.figures import regional_figures
from kkr_analysis.composition.record import record_of
from kkr_analysis.composition.result import calculate
from kkr_analysis.data.sources import load_election
from kkr_analysis.errors import FaultyFilesError
from kkr_analysis.presentation import tables
from kkr_analysis.presentation.assumed import otherwise
from kkr_analysis.rules import MayorReading, rule_set

FILE = f"{ELECTION}/borgmestre.csv"
RULES = rule_set("2022-2026")
CHANGED = date(2101, 5, 1)


def changes(data, *cells):
    """Give the mayors' rows the two columns; ``cells`` are those of Andeby, elected on A."""
    header, *rows = (data / FILE).read_text("utf-8").splitlines()
    more = [",".join(cells), ",", ","]
    lines = [f"{row},{cell}" for row, cell in zip(rows, more, strict=True)]
    write_with_card(data / FILE, "\n".join([f"{header},parti_nu,parti_nu_fra", *lines, ""]).encode())


@pytest.fixture
def data(tmp_path):
    data = write_small_data(tmp_path)
    changes(data, "V", "2101-05-01")
    return data


class TestCalendar:
    """»The calendar of mayors holds both, each with its dates« (K10)."""

    @pytest.mark.parametrize(("day", "party"), [(date(2101, 4, 30), None), (CHANGED, "V")])
    def test_the_change_is_known_from_its_day(self, data, day, party):
        mayor = load_election(data, ELECTION, day).mayors[0]
        assert mayor.party == "A"
        assert (mayor.party_now and mayor.party_now.party) == party

    def test_a_mayor_can_leave_all_parties(self, data, tmp_path):
        data = write_small_data(tmp_path / "anden")
        changes(data, "løsgænger", "2101-05-01")
        now = load_election(data, ELECTION, CHANGED).mayors[0].party_now
        assert now is not None
        assert (now.party, now.since) == (None, CHANGED)

    @pytest.mark.parametrize(
        ("cells", "fault"),
        [
            (("Q", "2101-05-01"), "kolonne 'parti_nu': fandt 'Q', ventede et af A V Ø, 'løsgænger'"),
            (("", "2101-05-01"), "kolonne 'parti_nu': fandt ''"),
            (("V", ""), "kolonne 'parti_nu_fra': fandt '', ventede dagen for skiftet"),
            (("V", "2099-01-01"), "kolonne 'parti_nu_fra': fandt '2099-01-01', ventede en dag, hvor rækken"),
        ],
    )
    def test_faults(self, tmp_path, cells, fault):
        data = write_small_data(tmp_path / "anden")
        changes(data, *cells)
        with pytest.raises(FaultyFilesError) as caught:
            load_election(data, ELECTION)
        assert any(f"{FILE}, række 2, {fault}" in one for one in caught.value.faults)


class TestReadings:
    """»A mayor counts for the list that he or she was elected on« (K10). Øst: A 1,000 votes, V 800."""

    @pytest.fixture
    def result(self, data):
        return calculate(load_election(data, ELECTION, CHANGED), "oest", RULES)

    def test_the_list_elected_on_is_the_default(self, result):
        """A's 1,000 ÷ 1 is the price: A 1, V 1."""
        assert result.composition.mayors == {"A": 1, "V": 0}
        assert "K10" in {rule.number for rule in result.uncertain_rules}

    def test_the_other_reading_is_beside_it(self, result):
        """With V's 800 ÷ 1 as the price A would have 2 seats, but the cap is 2."""
        [other] = [one for one in result.other_readings if one.rule.number == "K10"]
        assert other.reading == "party_now"
        assert otherwise(other.rule, result) == "Tæller de for det parti, de er i nu, er tallene de samme."

    def test_by_the_party_now(self, data):
        readings = replace(RULES.readings, mayor=MayorReading.PARTY_NOW)
        result = calculate(load_election(data, ELECTION, CHANGED), "oest", RULES, readings)
        assert result.composition.mayors == {"A": 0, "V": 1}
        assert result.dimensioning[0].letter == "V"
        [mayor] = record_of(result).mayors_list
        assert (mayor.party, mayor.contender) == ("A", "V")
        assert mayor.party_now is not None
        assert (mayor.party_now.party, mayor.party_now.since) == ("V", "2101-05-01")
        assert record_of(result).readings["K10"] == "party_now"

    def test_without_a_change_the_rule_touches_nothing(self, tmp_path):
        data = write_small_data(tmp_path / "anden")
        result = calculate(load_election(data, ELECTION), "oest", RULES)
        assert "K10" not in {rule.number for rule in result.uncertain_rules}
        assert record_of(result).mayors_list[0].party_now is None

    def test_the_table_of_mayors_says_so(self, result):
        [row] = tables.mayors(result).frame["Liste"]
        assert row == "A Socialdemokratiet (fra 1. maj 2101: V)"

    def test_a_mayor_of_no_party_is_outside(self, tmp_path):
        data = write_small_data(tmp_path / "anden")
        changes(data, "løsgænger", "2101-05-01")
        figures = regional_figures(load_election(data, ELECTION, CHANGED), "oest")
        [mayor] = figures.mayors
        assert figures.contender_of_mayor(mayor) == "A"
        assert replace(figures, mayors_by=MayorReading.PARTY_NOW).contender_of_mayor(mayor) is None
