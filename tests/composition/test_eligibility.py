"""The threshold, exactly on the line and one vote below it."""

from dataclasses import replace
from datetime import date

import pytest

from kkr_analysis.composition.election import (
    LIST_COOPERATION,
    CouncilSeat,
    ListResult,
    Mayor,
    MayorStatus,
    Municipality,
    Party,
    Region,
    SeatEvidence,
    SourceStrength,
)
from kkr_analysis.composition.eligibility import WhyNot, judge, meets_threshold
from kkr_analysis.composition.figures import RegionalFigures
from kkr_analysis.errors import DataError
from kkr_analysis.rules import Denominator


def party(letter: str) -> Party:
    return Party(
        letter=letter,
        name=f"Parti {letter}",
        ballot_names=(f"Parti {letter}",),
        colour="#123456",
        print_order=ord(letter),
        entitled_from=date(2017, 8, 1),
        entitled_to=None,
    )


def votes(letter: str, number: int, *, local: bool = False) -> ListResult:
    return ListResult(
        municipality="901",
        letter=letter,
        name=f"Liste {letter}",
        party=None if local else letter,
        votes=number,
    )


def mayor(letter: str, *, local: bool = False) -> Mayor:
    return Mayor(
        municipality="901",
        name="Navn",
        letter=letter,
        list_name=f"Liste {letter}",
        party=None if local else letter,
        status=MayorStatus.CONSTITUTED,
        strength=SourceStrength.STRONG,
        source="prøve",
    )


def seat(letter: str) -> CouncilSeat:
    return CouncilSeat(municipality="901", letter=letter, evidence=SeatEvidence.PROVED)


FIGURES = RegionalFigures(
    region=Region(slug="oest", name="Øst"),
    municipalities=(Municipality(code="901", name="Andeby", region="Øst"),),
    parties=(party("A"), party("K"), party("V")),
    lists=(votes("A", 900), votes("K", 20), votes("L", 80, local=True)),
    mayors=(mayor("A"),),
    list_cooperation=frozenset(),
    council_seats=(seat("A"), seat("K"), seat("L")),
    votes_cast=None,
)


def standing(figures: RegionalFigures, letter: str, reading: Denominator = Denominator.VALID):
    return next(entry for entry in judge(figures, reading).standings if entry.letter == letter)


class TestThreshold:
    """»… mindst 2 pct. af de afgivne stemmer« (E3)."""

    def test_exactly_two_percent_is_enough(self):
        """20 of 1,000."""
        assert standing(FIGURES, "K").is_eligible

    def test_one_vote_below_is_not(self):
        """19 of 1,000: the local list has the vote instead."""
        figures = replace(FIGURES, lists=(votes("A", 900), votes("K", 19), votes("L", 81, local=True)))
        assert standing(figures, "K").why_not == (WhyNot.BELOW_THRESHOLD,)

    @pytest.mark.parametrize(
        ("denominator", "needed"), [(1000, 20), (1001, 21), (1049, 21), (1050, 21), (1, 1)]
    )
    def test_the_votes_needed_are_the_fewest_that_pass(self, denominator, needed):
        assert meets_threshold(needed, denominator)
        assert not meets_threshold(needed - 1, denominator)

    def test_the_number_printed_is_the_number_that_decides(self):
        """1,001 valid votes: 20.02, so 21."""
        figures = replace(FIGURES, lists=(*FIGURES.lists, votes("M", 1, local=True)))
        judged = judge(figures)
        assert judged.threshold_votes == 21
        assert standing(figures, "K").why_not == (WhyNot.BELOW_THRESHOLD,)

    def test_large_numbers_are_exact(self):
        """7 % of 100 is 7.000000000000001 to a float; 2 % of 50 · 2^60 is 2^60 to us."""
        assert meets_threshold(2**60, 50 * 2**60)
        assert not meets_threshold(2**60 - 1, 50 * 2**60)


class TestDenominator:
    """The denominator is the valid votes of all lists, also those that do not count themselves (E4)."""

    def test_votes_of_local_lists_are_in_the_denominator(self):
        assert judge(FIGURES).denominator == 1000

    def test_the_votes_cast_are_another_reading(self):
        """20 of 1,010 cast is below 2 %."""
        figures = replace(FIGURES, votes_cast=1010)
        judged = judge(figures, Denominator.CAST)
        assert (judged.denominator, judged.threshold_votes) == (1010, 21)
        assert standing(figures, "K", Denominator.CAST).why_not == (WhyNot.BELOW_THRESHOLD,)

    def test_the_votes_cast_have_to_be_known(self):
        with pytest.raises(DataError, match="afgivne"):
            judge(FIGURES, Denominator.CAST)


class TestRepresentation:
    """»… og repræsenteret i mindst én kommunalbestyrelse« (E5)."""

    def test_without_a_seat_in_any_council_votes_are_not_enough(self):
        figures = replace(FIGURES, council_seats=(seat("A"),))
        assert standing(figures, "K").why_not == (WhyNot.NOT_REPRESENTED,)

    def test_both_reasons_are_given(self):
        figures = replace(
            FIGURES,
            lists=(votes("A", 981), votes("K", 19)),
            council_seats=(seat("A"),),
        )
        assert standing(figures, "K").why_not == (WhyNot.BELOW_THRESHOLD, WhyNot.NOT_REPRESENTED)

    def test_the_councils_are_named(self):
        assert standing(FIGURES, "K").councils == ("Andeby",)


class TestListCooperation:
    """A local list counts only through the list cooperation (E2)."""

    def test_nobody_has_joined(self):
        assert standing(FIGURES, LIST_COOPERATION).why_not == (WhyNot.NO_LIST_NOTIFIED,)
        assert standing(FIGURES, LIST_COOPERATION).votes == 0

    def test_the_votes_of_lists_that_joined_are_added_together(self):
        figures = replace(
            FIGURES,
            lists=(*FIGURES.lists, votes("M", 5, local=True), votes("N", 7, local=True)),
            list_cooperation=frozenset({("901", "L"), ("901", "M")}),
        )
        assert standing(figures, LIST_COOPERATION).votes == 85
        assert standing(figures, LIST_COOPERATION).is_eligible

    def test_a_mayor_of_a_list_that_joined_is_inside(self):
        figures = replace(
            FIGURES,
            mayors=(mayor("L", local=True),),
            list_cooperation=frozenset({("901", "L")}),
        )
        assert standing(figures, LIST_COOPERATION).mayors == 1
        assert judge(figures).mayors_outside == ()


class TestMayorsOutside:
    """A mayor whose list is not eligible (K7)."""

    def test_of_a_local_list(self):
        figures = replace(FIGURES, mayors=(mayor("L", local=True),))
        assert [outside.letter for outside in judge(figures).mayors_outside] == ["L"]

    def test_of_a_party_below_the_threshold(self):
        figures = replace(
            FIGURES,
            lists=(votes("A", 981), votes("K", 19)),
            mayors=(mayor("K"),),
        )
        assert [outside.letter for outside in judge(figures).mayors_outside] == ["K"]


class TestPrintOrder:
    """Every party of the election has a standing, also one that did not stand here."""

    def test_in_print_order_with_the_list_cooperation_last(self):
        assert [entry.letter for entry in judge(FIGURES).standings] == ["A", "K", "V", "LLD"]

    def test_who_did_not_stand_is_told_so(self):
        assert standing(FIGURES, "V").why_not == (WhyNot.DID_NOT_STAND,)
