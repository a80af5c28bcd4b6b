"""The seats of a KKR, each rule with its hand count."""

import pickle
from fractions import Fraction

import pytest

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.seats import STAGE, compose
from kkr_analysis.errors import NoDimensioningPartyError, StaleLotError, UnknownChoiceError, VotesError
from kkr_analysis.rules import CapReading, OutsideReading, Readings


class TestDimensioningParty:
    """»… svarer til stemmetallene ved kommunevalget« (K3)."""

    def test_nobody_has_more_votes_per_seat_than_the_dimensioning_party(self):
        """
        V 900 votes with 9 mayors, A 905 votes with 1: one seat per 100 votes.

        A needs 9.05, so 10.
        """
        kkr = compose({"A": 905, "V": 900}, {"A": 1, "V": 9}, municipalities=10)
        assert kkr.dimensioning == ("V",)
        assert kkr.price == 100
        assert kkr.seats == {"A": 10, "V": 9}
        assert kkr.claims[0].quotient == Fraction(905, 100)

    def test_a_quotient_that_is_whole_is_not_rounded_up(self):
        """A 900 votes at 100 a seat: 9, not 10; one vote more makes it 10."""
        mayors = {"A": 1, "V": 9}
        assert compose({"A": 900, "V": 900}, mayors, municipalities=10).seats["A"] == 9
        assert compose({"A": 901, "V": 900}, mayors, municipalities=10).seats["A"] == 10

    def test_two_with_equally_many_mayors_per_vote_are_both_dimensioning(self):
        """100 votes a mayor for both, so nothing hangs on which is used."""
        kkr = compose({"A": 200, "V": 300, "C": 50}, {"A": 2, "V": 3}, municipalities=5)
        assert kkr.dimensioning == ("A", "V")
        assert kkr.seats == {"A": 2, "C": 1, "V": 3}

    def test_a_party_without_mayors_is_never_dimensioning(self):
        assert compose({"A": 1, "V": 50}, {"V": 2}, municipalities=2).dimensioning == ("V",)

    def test_a_small_party_with_one_mayor_drives_the_kkr_to_its_cap(self):
        """
        K9: B's 10 votes and one mayor make a seat cost 10 votes; A would get 90, V 60.

        Were A dimensioning (100 votes a mayor), there would be 9 + 6 + 1 = 16 seats.
        """
        kkr = compose({"A": 900, "B": 10, "V": 600}, {"A": 9, "B": 1}, municipalities=10)
        assert kkr.dimensioning == ("B",)
        assert kkr.uncapped == 90 + 60 + 1
        assert (kkr.cap, kkr.total, kkr.cap_binds) == (20, 20, True)
        assert {size.contender: size.seats for size in kkr.required_sizes} == {"A": 16, "B": 151}

    def test_somebody_has_to_have_a_mayor(self):
        with pytest.raises(NoDimensioningPartyError, match="K3"):
            compose({"A": 5}, {}, municipalities=1, mayors_outside=1)


class TestSupplementaryMembers:
    """»Supplerende medlemmer« are the seats less the mayors (K4)."""

    def test_seats_less_mayors(self):
        kkr = compose({"A": 905, "V": 900}, {"A": 1, "V": 9}, municipalities=10)
        assert kkr.supplementary == {"A": 9, "V": 0}


class TestCap:
    """»… højst dobbelt så mange medlemmer, som der er kommuner i regionen« (K5, K6)."""

    VOTES = {"A": 600, "B": 90, "V": 310}  # noqa: RUF012
    MAYORS = {"A": 1, "V": 4}  # noqa: RUF012

    def test_exactly_the_cap_is_not_cut(self):
        """V 100 votes with 2 mayors, A 100 with 0: 2 + 2 = 4 = 2 × 2."""
        kkr = compose({"A": 100, "V": 100}, {"V": 2}, municipalities=2)
        assert (kkr.uncapped, kkr.cap, kkr.cap_binds) == (4, 4, False)

    def test_one_above_the_cap_is_cut(self):
        """A 101 votes at 50 a seat is 3, so 5 against a cap of 4: A has none yet and takes two."""
        kkr = compose({"A": 101, "V": 100}, {"V": 2}, municipalities=2)
        assert (kkr.uncapped, kkr.total, kkr.seats) == (5, 4, {"A": 2, "V": 2})

    @pytest.mark.parametrize(
        ("reading", "winners", "kept", "seats"),
        [
            (CapReading.ROUND_UP, list("BAAAA"), (), {"A": 5, "B": 1, "V": 4}),
            (CapReading.LARGEST_REMAINDER, None, (("V", 4),), {"A": 5, "B": 1, "V": 4}),
            (CapReading.DHONDT, list("AAAAAA"), (("V", 4),), {"A": 6, "B": 0, "V": 4}),
        ],
        ids=lambda value: value.value if isinstance(value, CapReading) else "",
    )
    def test_each_reading_shares_out_what_the_mayors_leave(self, reading, winners, kept, seats):
        """
        5 municipalities, cap 10, five seats beyond the mayors (A 1, V 4).

        Rounding up, B has none and comes first; then A 600 ÷ 1, 600 ÷ 2, 600 ÷ 3, 600 ÷ 4 against B 90 and
        V 77.5. By largest remainder V's 310 votes are worth 3.1, but it has 4 mayors and keeps them; the
        other 6 on 690 votes are A 5.217 and B 0.783. By d'Hondt A's 600 ÷ 6 = 100 beats B's 90.
        """
        kkr = compose(self.VOTES, self.MAYORS, municipalities=5, readings=Readings(cap=reading))
        assert (kkr.cut.reading, kkr.cut.house, kkr.cut.kept) == (reading, 10, kept)
        assert kkr.seats == seats
        if winners:
            assert [step.winner for step in kkr.cut.count.steps] == winners

    @pytest.mark.parametrize(
        ("reading", "kept"), [(CapReading.LARGEST_REMAINDER, ()), (CapReading.DHONDT, (("B", 1),))]
    )
    def test_who_has_just_their_mayors_by_the_method_is_not_kept_apart(self, reading, kept):
        """Largest remainder gives A 2.4 and B 0.6 of 3: 2 and 1, B's mayor; d'Hondt would give 3 and 0."""
        kkr = compose(
            {"A": 80, "B": 20}, {"B": 1}, municipalities=2, mayors_outside=1, readings=Readings(cap=reading)
        )
        assert (kkr.cut.kept, kkr.seats) == (kept, {"A": 2, "B": 1})

    @pytest.mark.parametrize(
        ("votes", "mayors", "kept", "seats"),
        [
            ({"A": 600, "C": 300, "V": 100}, {"C": 3, "V": 3}, {"V": 3}, {"A": 6, "C": 3, "V": 3}),
            ({"A": 1000, "C": 190, "V": 210}, {"C": 2, "V": 5}, {"C": 2, "V": 5}, {"A": 7, "C": 2, "V": 5}),
        ],
        ids=["just its mayors of the rest", "below them in the rest"],
    )
    def test_the_rest_is_shared_out_again_after_somebody_kept_their_mayors(self, votes, mayors, kept, seats):
        """
        Of 12 seats V's 100 of 1,000 votes are worth 1.2 but it has 3 mayors.

        On the other 9, C's 300 of 900 are worth 3, just its mayors. Had V not been taken out, C would have
        had 3.6. And of 14, A has 10, C 1.9 and V 2.1: V keeps its 5 mayors. Of the other 9, A has 7.56 and
        C 1.44: 8 and 1, so C keeps its 2, and A has the 7 that are left.
        """
        readings = Readings(cap=CapReading.LARGEST_REMAINDER)
        kkr = compose(votes, mayors, municipalities=sum(mayors.values()), readings=readings)
        assert (dict(kkr.cut.kept), kkr.seats) == (kept, seats)


class TestMayorsOutside:
    """A mayor whose list is not eligible is a member on top and counts towards the cap (K7)."""

    VOTES = {"A": 1000, "V": 100}  # noqa: RUF012

    def test_on_top_and_under_the_cap(self):
        """3 municipalities, cap 6: one mayor outside leaves 5 for A and V."""
        kkr = compose(self.VOTES, {"V": 2}, municipalities=3, mayors_outside=1)
        assert (kkr.total, kkr.seats) == (6, {"A": 3, "V": 2})

    def test_on_top_of_the_cap(self):
        kkr = compose(
            self.VOTES,
            {"V": 2},
            municipalities=3,
            mayors_outside=1,
            readings=Readings(outside=OutsideReading.OUTSIDE_CAP),
        )
        assert (kkr.total, kkr.seats) == (7, {"A": 4, "V": 2})

    def test_they_can_be_what_makes_the_cap_bind(self):
        """V 100 with 2, A 200 with 0: 2 + 4 = 6 = the cap of 3 municipalities, and one outside makes 7."""
        votes = {"A": 200, "V": 100}
        kkr = compose(votes, {"V": 2}, municipalities=3, mayors_outside=1)
        assert (kkr.uncapped, kkr.total, kkr.cap_binds) == (7, 6, True)


class TestLots:
    """»Equal quotients for the last seat are settled by lot« (K8)."""

    VOTES = {"A": 300, "B": 300, "V": 10}  # noqa: RUF012

    @pytest.mark.parametrize("reading", CapReading)
    def test_a_tie_for_the_last_seat_names_the_tied_and_the_lot_decides(self, reading):
        """
        Cap 4, V has 1 mayor, A 1: B first, then A and B both 300 ÷ 1 for one seat.

        The other readings let V keep its mayor, and give A and B 1.5 each of the other three.
        """
        figures = {"mayors": {"A": 1, "V": 1}, "municipalities": 2, "readings": Readings(cap=reading)}
        kkr = compose(self.VOTES, **figures)
        assert (kkr.tie.stage, kkr.tie.tied, kkr.tie.places) == (STAGE, {"A", "B"}, 1)
        assert kkr.total == 3
        lot = DrawnLot(stage=STAGE, tied=frozenset("AB"), winners=("B",))
        settled = compose(self.VOTES, **figures, lots=[lot])
        assert (settled.tie, settled.seats) == (None, {"A": 1, "B": 2, "V": 1})
        assert settled.cut.lot == lot

    @pytest.mark.parametrize("municipalities", [2, 20])
    def test_a_lot_for_another_tie_is_refused_capped_or_not(self, municipalities):
        lot = DrawnLot(stage=STAGE, tied=frozenset("AV"), winners=("V",))
        with pytest.raises(StaleLotError):
            compose(
                {"A": 300, "V": 300},
                {"V": municipalities},
                municipalities=municipalities,
                lots=[lot],
            )


class TestWhatDoesNotFit:
    """Mayors are one per municipality, and have votes behind them (K1)."""

    @pytest.mark.parametrize(("mayors", "outside"), [({"A": 1}, 0), ({"A": 2}, 1), ({}, 0)])
    def test_mayors_are_one_per_municipality(self, mayors, outside):
        with pytest.raises(VotesError, match=r"én borgmester pr. kommune"):
            compose({"A": 5}, mayors, municipalities=2, mayors_outside=outside)

    def test_a_mayor_of_nobody_is_refused(self):
        with pytest.raises(VotesError, match="B har borgmestre, men intet stemmetal"):
            compose({"A": 5}, {"A": 1, "B": 1}, municipalities=2)

    def test_a_mayor_without_votes_is_refused(self):
        with pytest.raises(VotesError, match="B har borgmestre, men ingen stemmer"):
            compose({"A": 5, "B": 0}, {"A": 1, "B": 1}, municipalities=2)

    @pytest.mark.parametrize("wrong", [-1, True, 1.0, float("nan"), "12", None])
    def test_every_number_is_a_whole_one(self, wrong):
        with pytest.raises(VotesError, match="Stemmetal for A"):
            compose({"A": wrong}, {"A": 1}, municipalities=1)
        with pytest.raises(VotesError, match="Borgmestre for A"):
            compose({"A": 5}, {"A": wrong}, municipalities=1)
        with pytest.raises(VotesError, match="Antal kommuner"):
            compose({"A": 5}, {"A": 1}, municipalities=wrong)
        with pytest.raises(VotesError, match="Borgmestre uden for"):
            compose({"A": 5}, {"A": 1}, municipalities=1, mayors_outside=wrong)

    @pytest.mark.parametrize("votes", [{}, {"A": 0}, {"A": 5}])
    def test_nothing_to_compose(self, votes):
        """No contenders, no votes, no municipalities: nobody to size a KKR by."""
        with pytest.raises(NoDimensioningPartyError):
            compose(votes, {}, municipalities=0)

    def test_one_contender(self):
        kkr = compose({"A": 1}, {"A": 3}, municipalities=3)
        assert (kkr.seats, kkr.total, kkr.cap_binds) == ({"A": 3}, 3, False)

    def test_a_contender_without_votes_has_no_claim(self):
        assert compose({"A": 5, "B": 0}, {"A": 1}, municipalities=1).seats == {"A": 1, "B": 0}


class TestWhatIsNoReading:
    """A text is no reading: passed over, it would let another one decide, and say nothing."""

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ({"outside": "on_top"}, "outside: fandt 'on_top', ventede en læsning som OutsideReading.ON_TOP."),
            ({"cap": "dhondt"}, "cap: fandt 'dhondt', ventede en læsning som CapReading.ROUND_UP."),
            ({"denominator": "cast"}, "denominator: fandt 'cast', ventede en læsning som Denominator.VALID."),
            ({"mayor": None}, "mayor: fandt None, ventede en læsning som MayorReading.ELECTED_ON."),
        ],
    )
    def test_it_is_refused_where_it_is_chosen(self, words, told):
        with pytest.raises(UnknownChoiceError) as caught:
            Readings(**words)
        assert str(caught.value) == told

    def test_nor_are_readings_a_text(self):
        with pytest.raises(UnknownChoiceError, match="readings: fandt 'dhondt', ventede Readings"):
            compose({"A": 10}, {"A": 1}, municipalities=1, readings="dhondt")


def test_nobody_can_write_in_a_composition():
    composition = compose({"A": 10, "B": 5}, {"A": 1}, municipalities=1)
    with pytest.raises(TypeError):
        composition.seats["A"] = 0
    assert pickle.loads(pickle.dumps(composition)) == composition  # noqa: S301 - our own
