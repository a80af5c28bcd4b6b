"""What is uncertain: read, refused, and said in Danish."""

from fractions import Fraction

import pytest

from kkr_analysis.danish import chance, unpadded
from kkr_analysis.errors import UncertaintyError
from kkr_analysis.presentation.uncertainty import FIXED, meaning
from kkr_analysis.whatif.uncertainty import Recount, Shift, ShiftUnit, Uncertainty


class TestShift:
    """»a chosen shift per party« (issue 6)."""

    @pytest.mark.parametrize(
        ("text", "by", "unit", "spread"),
        [
            ("B +1,5 %", "1.5", ShiftUnit.PERCENT, "0"),
            ("B -0,5 procentpoint", "-0.5", ShiftUnit.POINTS, "0"),
            ("B −2% ± 0,25 %", "-2", ShiftUnit.PERCENT, "0.25"),
            (" B  + 0 procentpoint +/- 1,125 procentpoint ", "0", ShiftUnit.POINTS, "1.125"),
        ],
    )
    def test_it_is_read_as_it_is_written(self, text, by, unit, spread):
        expected = Shift(contender="B", by=Fraction(by), unit=unit, spread=Fraction(spread))
        assert Shift.parse(text) == expected

    @pytest.mark.parametrize("text", ["", "B", "B 1,5 %", "B +1.5 %", "B +1,5", "B +1,5 % ± 2 procentpoint"])
    def test_what_is_not_understood_is_refused_with_an_example(self, text):
        with pytest.raises(UncertaintyError, match="Skriv det som »B \\+1,5 %«"):
            Shift.parse(text)

    @pytest.mark.parametrize("by", [Fraction(101), Fraction(-101), Fraction(1, 3), 0.5, True, "1"])
    def test_a_shift_is_an_exact_number_within_bounds(self, by):
        with pytest.raises(UncertaintyError, match="Skift for B"):
            Shift(contender="B", by=by)

    def test_two_shifts_of_one_party_are_refused(self):
        with pytest.raises(UncertaintyError, match="B har mere end ét skift"):
            Uncertainty(shifts=(Shift.parse("B +1 %"), Shift.parse("B +1 procentpoint")))


class TestRecount:
    """»preliminary votes«."""

    @pytest.mark.parametrize(
        "size", [{"percent": Fraction(-1)}, {"percent": 1.5}, {"votes": -1}, {"votes": 0.5}]
    )
    def test_a_spread_is_exact_and_not_negative(self, size):
        with pytest.raises(UncertaintyError, match="Spredning"):
            Recount(**size)

    def test_per_cent_and_votes_at_once_are_refused(self):
        with pytest.raises(UncertaintyError, match="Vælg en af delene"):
            Recount(percent=Fraction(1), votes=5)


class TestMeaning:
    """What the analyst reads."""

    def test_everything_is_said(self):
        uncertainty = Uncertainty(
            recount=Recount(percent=Fraction("1.5")),
            shifts=(Shift.parse("B +1,5 %"), Shift.parse("V -0,5 procentpoint ± 0,2")),
        )
        assert meaning(uncertainty) == (
            "Hver listes stemmetal i hver kommune ændres tilfældigt og uafhængigt af de andres, med en "
            "spredning på 1,5 % af det. B får 1,5 % flere stemmer, og de andre beholder deres. V får en "
            "andel af de gyldige stemmer, der er 0,5 procentpoint mindre, og de andre giver eller får i "
            f"forhold til deres stemmer (spredning 0,2 procentpoint). {FIXED}"
        )

    @pytest.mark.parametrize(
        ("text", "start"),
        [
            (
                "B +0 % ± 1",
                "B får et stemmetal omkring det optalte, og de andre beholder deres (spredning 1 %).",
            ),
            ("B -0,5 %", "B får 0,5 % færre stemmer, og de andre beholder deres."),
            (
                "B +0 procentpoint ± 1",
                "B får et stemmetal omkring det optalte, og de andre giver eller får i",
            ),
            ("B +2 procentpoint", "B får en andel af de gyldige stemmer, der er 2 procentpoint større, og"),
        ],
    )
    def test_more_fewer_and_around(self, text, start):
        assert meaning(Uncertainty(shifts=(Shift.parse(text),))).startswith(start)

    def test_votes(self):
        assert "med en spredning på 1.200 stemmer." in meaning(Uncertainty(recount=Recount(votes=1200)))

    def test_nothing_uncertain(self):
        assert meaning(Uncertainty()) == FIXED


class TestNumbers:
    """A simulated share is not rounded to never or always."""

    @pytest.mark.parametrize(
        ("share", "text"),
        [
            (Fraction(0), "0 %"),
            (Fraction(1, 10000), "under 0,1 %"),
            (Fraction(1, 1000), "0,1 %"),
            (Fraction(999, 1000), "99,9 %"),
            (Fraction(9999, 10000), "over 99,9 %"),
            (Fraction(1), "100 %"),
        ],
    )
    def test_chance(self, share, text):
        assert chance(share) == text

    @pytest.mark.parametrize(
        ("value", "text"), [("1.5", "1,5"), ("10", "10"), ("1000", "1.000"), ("0.125", "0,125")]
    )
    def test_unpadded(self, value, text):
        assert unpadded(Fraction(value)) == text
