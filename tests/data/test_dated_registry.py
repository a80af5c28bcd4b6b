"""Regions, membership of KL and mayors carry dates: what a bilag says depends on its day."""

from __future__ import annotations

from datetime import date

import pytest

from kkr_analysis.composition.election import MayorStatus
from kkr_analysis.composition.figures import national_figures, regional_figures
from kkr_analysis.data.sources import load_election, load_regions
from kkr_analysis.errors import FaultyFilesError, UnknownChoiceError
from tests.small_data import ELECTION, append_to, replace_in, write_small_data

MAYORS = f"{ELECTION}/borgmestre.csv"
BEFORE, AFTER = date(2100, 12, 31), date(2101, 1, 1)


@pytest.fixture
def data(tmp_path):
    return write_small_data(tmp_path)


def only_fault(data, day: date | None = None) -> str:
    with pytest.raises(FaultyFilesError) as caught:
        load_election(data, ELECTION, day)
    (fault,) = caught.value.faults
    return fault


class TestNewRegion:
    """»whether Region Østdanmark gives four KKR is unknown: the map from municipality to KKR is dated«."""

    @pytest.fixture
    def merged(self, data):
        """Øst and Vest become Hele from 1 January 2101, as data alone."""
        for slug, name in (("oest", "Øst"), ("vest", "Vest")):
            replace_in(
                data, "regioner.csv", f"{slug},{name},2007-01-01,", f"{slug},{name},2007-01-01,2100-12-31"
            )
        append_to(data, "regioner.csv", "hele,Hele,2101-01-01,")
        for code, name, region in (
            ("901", "Andeby", "Øst"),
            ("902", "Gåserød", "Vest"),
            ("903", "Ærøby", "Vest"),
        ):
            row = f"{code},{name},{region},2007-01-01,"
            replace_in(data, "kommuner.csv", row, f"{row}2100-12-31\n{code},{name},Hele,2101-01-01,")
        return data

    def test_the_day_before_there_are_two_regions(self, merged):
        election = load_election(merged, ELECTION, BEFORE)
        assert [region.slug for region in election.regions] == ["oest", "vest"]
        assert len(regional_figures(election, "vest").municipalities) == 2

    def test_from_the_day_there_is_one_with_all_municipalities(self, merged):
        election = load_election(merged, ELECTION, AFTER)
        assert [region.slug for region in load_regions(merged, ELECTION, AFTER)] == ["hele"]
        assert len(regional_figures(election, "hele").municipalities) == 3
        with pytest.raises(UnknownChoiceError, match="Vælg mellem hele"):
            regional_figures(election, "vest")

    def test_a_municipality_in_a_region_that_is_no_more_is_a_fault(self, data):
        replace_in(data, "regioner.csv", "oest,Øst,2007-01-01,", "oest,Øst,2007-01-01,2100-12-31")
        assert load_election(data, ELECTION, BEFORE)
        assert "kommuner.csv, række 2, kolonne 'region': fandt 'Øst'" in only_fault(data, AFTER)

    def test_periods_that_overlap_are_a_fault_whatever_the_day(self, merged):
        replace_in(
            merged, "regioner.csv", "hele,Hele,2101-01-01,", "hele,Hele,2101-01-01,\nhele,Hel,2105-01-01,"
        )
        assert "regioner.csv, række 5, kolonne 'fra'" in only_fault(merged, BEFORE)


class TestComputedExample:
    """»whether Region Østdanmark gives four KKR is unknown«: one that might be is computed, and says so."""

    WHY = "Øst og Vest er én region fra 2101. Om deres KKR bliver ét vides ikke."

    @pytest.fixture
    def data(self, data):
        for old, new in (("til\n", "til,eksempel\n"), ("oest,Øst,2007-01-01,", "oest,Øst,2007-01-01,,")):
            replace_in(data, "regioner.csv", old, new)
        replace_in(data, "regioner.csv", "vest,Vest,2007-01-01,", "vest,Vest,2007-01-01,,")
        append_to(data, "regioner.csv", f"hele-eksempel,Hele,2101-01-01,,{self.WHY}")
        for row in ("901,Andeby", "902,Gåserød", "903,Ærøby"):
            append_to(data, "kommuner.csv", f"{row},Hele,2101-01-01,")
        return data

    def test_it_is_beside_the_regions_and_has_their_municipalities(self, data):
        election = load_election(data, ELECTION, AFTER)
        assert [region.slug for region in election.regions] == ["oest", "vest"]
        figures = regional_figures(election, "hele")
        assert (figures.region.slug, figures.region.example) == ("hele-eksempel", self.WHY)
        assert [one.code for one in figures.municipalities] == ["901", "902", "903"]
        assert len(figures.mayors) == 3
        assert len(regional_figures(election, "vest").municipalities) == 2

    def test_it_is_not_there_before_its_day(self, data):
        with pytest.raises(UnknownChoiceError, match=r"for dagene fra 1\. januar 2101.*--date 2101-01-01"):
            regional_figures(load_election(data, ELECTION, BEFORE), "hele")

    def test_its_slug_says_so_and_no_other_does(self, data):
        replace_in(data, "regioner.csv", "hele-eksempel", "hele")
        assert "regioner.csv, række 4, kolonne 'slug'" in only_fault(data, AFTER)
        replace_in(
            data, "regioner.csv", f"hele,Hele,2101-01-01,,{self.WHY}", "hele-eksempel,Hele,2101-01-01,,"
        )
        with pytest.raises(FaultyFilesError, match=r"regioner\.csv, række 4, kolonne 'eksempel'"):
            load_election(data, ELECTION, AFTER)

    def test_its_name_is_no_region_s(self, data):
        replace_in(data, "regioner.csv", "hele-eksempel,Hele", "hele-eksempel,Øst")
        with pytest.raises(FaultyFilesError, match=r"regioner\.csv, række 4, kolonne 'navn'"):
            load_election(data, ELECTION, AFTER)

    def test_a_municipality_is_in_it_once(self, data):
        append_to(data, "kommuner.csv", "901,Andeby,Hele,2102-01-01,")
        assert "kommuner.csv, række 8, kolonne 'fra'" in only_fault(data, AFTER)


class TestOneRegionAlone:
    """A KKR needs its own mayors (K1); E3 and E5 ask for nothing outside its region either."""

    MAYORS = f"{ELECTION}/borgmestre.csv"

    def test_the_mayors_of_other_regions_may_be_missing_or_wrong(self, data):
        replace_in(data, self.MAYORS, "902,Gåserød,Guld-Iver Gås,V", "902,Gåserød,,Q")
        (rip,) = [line for line in (data / self.MAYORS).read_text("utf-8").splitlines() if "903" in line]
        replace_in(data, self.MAYORS, f"{rip}\n", "")
        with pytest.raises(FaultyFilesError):
            load_election(data, ELECTION)
        election = load_election(data, ELECTION, regions=["oest"])
        assert [mayor.name for mayor in election.mayors] == ["Andersine And"]
        assert len(election.lists) == 10

    def test_its_own_may_not(self, data):
        replace_in(data, self.MAYORS, "901,Andeby,Andersine And", "901,Andeby,")
        with pytest.raises(FaultyFilesError, match="række 2, kolonne 'borgmester'"):
            load_election(data, ELECTION, regions=["KKR Øst"])
        assert len(load_election(data, ELECTION, regions=["vest"]).mayors) == 2


class TestMembership:
    """»KL's member municipalities: … the list of members is an input with dates« (E6)."""

    def test_a_municipality_that_has_left_counts_for_nothing(self, data):
        replace_in(data, "medlemmer.csv", "903,Ærøby,2007-01-01,", "903,Ærøby,2007-01-01,2100-12-31")
        west = [regional_figures(load_election(data, ELECTION, day), "vest") for day in (BEFORE, AFTER)]
        assert [len(figures.municipalities) for figures in west] == [2, 1]
        assert [len(figures.mayors) for figures in west] == [2, 1]
        assert [figures.valid_votes for figures in west] == [1650, 1050]
        assert national_figures(load_election(data, ELECTION, AFTER)).valid_votes == 3157

    def test_a_municipality_that_is_forgotten_is_a_fault(self, data):
        replace_in(data, "medlemmer.csv", "903,Ærøby,2007-01-01,\n", "")
        assert "medlemmer.csv: fandt ingen række for 903 Ærøby" in only_fault(data)

    @pytest.mark.parametrize(
        ("new", "found"),
        [
            ("903,Ærøby,,", "kolonne 'fra': fandt ''"),
            (
                "903,Ærøby,2007-01-01,2006-01-01",
                "kolonne 'til': fandt '2006-01-01', ventede tidligst",
            ),
            ("903,Ærøby,2007-01-01,nej", "kolonne 'til': fandt 'nej'"),
            ("903,Ærø,2007-01-01,", "kolonne 'kommune': fandt 'Ærø'"),
        ],
    )
    def test_a_faulty_row_is_shown(self, data, new, found):
        replace_in(data, "medlemmer.csv", "903,Ærøby,2007-01-01,", new)
        assert found in only_fault(data)


class TestCalendarOfMayors:
    """»A mayor announced on election night is not always the mayor who is constituted« (rules, calendar)."""

    ANNOUNCED = "901,Andeby,Joakim von And,L,Lokallisten,aftalt,2099-11-17,2099-12-14,svag,Andeby Tidende"

    @pytest.mark.parametrize(
        ("day", "letter", "status"),
        [
            (date(2099, 12, 15), "A", MayorStatus.CONSTITUTED),
            (date(2100, 1, 19), "A", MayorStatus.CONSTITUTED),
        ],
    )
    def test_from_the_constituent_meeting_it_is_the_constituted_one(self, data, day, letter, status):
        append_to(data, MAYORS, self.ANNOUNCED)
        mayor = load_election(data, ELECTION, day).mayors[0]
        assert (mayor.letter, mayor.status) == (letter, status)

    def test_before_it_is_the_announced_one(self, data):
        append_to(data, MAYORS, self.ANNOUNCED)
        replace_in(
            data,
            MAYORS,
            'V,"Venstre, Danmarks Liberale Parti",konstitueret,2099-12-15',
            'V,"Venstre, Danmarks Liberale Parti",konstitueret,2099-11-17',
        )
        mayor = load_election(data, ELECTION, date(2099, 12, 14)).mayors[0]
        assert (mayor.letter, mayor.status) == ("L", MayorStatus.AGREED)

    def test_a_constituted_one_goes_before_an_announcement_without_an_end(self, data):
        append_to(data, MAYORS, self.ANNOUNCED.replace("2099-12-14", ""))
        assert load_election(data, ELECTION).mayors[0].letter == "A"

    def test_a_successor_takes_over_on_the_day(self, data):
        replace_in(
            data,
            MAYORS,
            "A,Socialdemokratiet,konstitueret,2099-12-15,,",
            "A,Socialdemokratiet,konstitueret,2099-12-15,2100-12-31,",
        )
        append_to(
            data, MAYORS, "901,Andeby,Fætter Guf,A,Socialdemokratiet,konstitueret,2101-01-01,,stærk,avisen"
        )
        names = [load_election(data, ELECTION, day).mayors[0].name for day in (BEFORE, AFTER)]
        assert names == ["Andersine And", "Fætter Guf"]

    @pytest.mark.parametrize("day", [date(2099, 11, 16), date(2104, 1, 1)])
    def test_a_day_of_another_term_is_refused(self, data, day):
        for load in (load_election, load_regions):
            with pytest.raises(UnknownChoiceError, match=f"Dagen {day} hører ikke til valget den 2099-11-17"):
                load(data, ELECTION, day)

    def test_the_first_and_the_last_day_of_a_term(self, data):
        for day in (date(2099, 11, 17), date(2103, 12, 31)):
            assert load_regions(data, ELECTION, day)

    def test_a_day_without_a_mayor_is_a_fault_with_the_day(self, data):
        with pytest.raises(FaultyFilesError) as caught:
            load_election(data, ELECTION, date(2099, 12, 1))
        assert "ingen borgmester i Andeby den 2099-12-01" in caught.value.faults[0]
