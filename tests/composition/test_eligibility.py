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


BELOW = WhyNot.BELOW_THRESHOLD
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


class TestWhyNot:
    """»… mindst 2 pct. af de afgivne stemmer« and »repræsenteret i mindst én …« (E2, E3, E5)."""

    @pytest.mark.parametrize(
        ("letter", "changed", "why_not"),
        [
            ("K", {}, ()),
            ("K", {"lists": (votes("A", 900), votes("K", 19), votes("L", 81, local=True))}, (BELOW,)),
            ("K", {"lists": (*FIGURES.lists, votes("M", 1, local=True))}, (BELOW,)),
            ("K", {"council_seats": (seat("A"),)}, (WhyNot.NOT_REPRESENTED,)),
            (
                "K",
                {"lists": (votes("A", 981), votes("K", 19)), "council_seats": (seat("A"),)},
                (BELOW, WhyNot.NOT_REPRESENTED),
            ),
            ("V", {}, (WhyNot.DID_NOT_STAND,)),
            (LIST_COOPERATION, {}, (WhyNot.NO_LIST_NOTIFIED,)),
        ],
        ids=[
            "20 of 1,000 is exactly 2 %",
            "19 of 1,000, a local list has the vote instead",
            "20 of 1,001",
            "without a seat in any council",
            "both reasons",
            "not on any ballot",
            "no list has joined",
        ],
    )
    def test_every_reason_is_given(self, letter, changed, why_not):
        found = standing(replace(FIGURES, **changed), letter)
        assert (found.why_not, found.is_eligible) == (why_not, not why_not)

    @pytest.mark.parametrize(
        ("denominator", "needed"),
        [(1000, 20), (1001, 21), (1049, 21), (1050, 21), (1, 1), (50 * 2**60, 2**60)],
    )
    def test_the_votes_needed_are_the_fewest_that_pass(self, denominator, needed):
        """To a float 7 % of 100 is 7.000000000000001; 2 % of 50 · 2^60 is 2^60 to us."""
        assert meets_threshold(needed, denominator)
        assert not meets_threshold(needed - 1, denominator)

    def test_the_number_printed_is_the_number_that_decides(self):
        """1,001 valid votes: 20.02, so 21."""
        figures = replace(FIGURES, lists=(*FIGURES.lists, votes("M", 1, local=True)))
        assert judge(figures).threshold_votes == 21

    def test_the_standings_are_in_print_order_and_name_the_councils(self):
        judged = judge(FIGURES)
        assert [entry.letter for entry in judged.standings] == ["A", "K", "V", LIST_COOPERATION]
        assert (standing(FIGURES, "K").councils, standing(FIGURES, LIST_COOPERATION).votes) == (
            ("Andeby",),
            0,
        )
        assert (judged.votes, judged.mayors) == ({"A": 900, "K": 20}, {"A": 1, "K": 0})


class TestDenominator:
    """The denominator is the valid votes of all lists, also those that do not count themselves (E4)."""

    def test_votes_of_local_lists_are_in_the_denominator(self):
        assert judge(FIGURES).denominator == 1000

    def test_the_votes_cast_are_another_reading(self):
        """20 of 1,010 cast is below 2 %."""
        figures = replace(FIGURES, votes_cast=1010)
        judged = judge(figures, Denominator.CAST)
        assert (judged.denominator, judged.threshold_votes) == (1010, 21)
        assert standing(figures, "K", Denominator.CAST).why_not == (BELOW,)

    def test_the_votes_cast_have_to_be_known(self):
        with pytest.raises(DataError, match="afgivne"):
            judge(FIGURES, Denominator.CAST)


class TestListCooperation:
    """A local list counts only through the list cooperation (E2)."""

    def test_the_votes_and_mayors_of_lists_that_joined_are_added_together(self):
        figures = replace(
            FIGURES,
            lists=(*FIGURES.lists, votes("M", 5, local=True), votes("N", 7, local=True)),
            mayors=(mayor("L", local=True),),
            list_cooperation=frozenset({("901", "L"), ("901", "M")}),
        )
        found = standing(figures, LIST_COOPERATION)
        assert (found.votes, found.mayors, found.is_eligible) == (85, 1, True)
        assert judge(figures).mayors_outside == ()

    @pytest.mark.parametrize(
        ("letter", "changed"),
        [
            ("L", {"mayors": (mayor("L", local=True),)}),
            ("K", {"mayors": (mayor("K"),), "lists": (votes("A", 981), votes("K", 19))}),
        ],
        ids=["of a local list", "of a party below the threshold"],
    )
    def test_a_mayor_whose_list_is_not_eligible_is_outside(self, letter, changed):
        """Rule K7."""
        outside = judge(replace(FIGURES, **changed)).mayors_outside
        assert [entry.letter for entry in outside] == [letter]
