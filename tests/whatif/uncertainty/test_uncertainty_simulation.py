"""The simulation: reproducible, right where it can be known, and true to the engine's bounds."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from fractions import Fraction
from math import comb

import pytest
from places import REGIONS, TERM, TERMS
from tools.elected import elected
from tools.small_election import computed

from kkr_analysis.errors import UncertaintyError
from kkr_analysis.jobs import runner
from kkr_analysis.whatif.uncertainty import Recount, Shift, Subject, Uncertainty, Unsettled, simulate
from kkr_analysis.whatif.uncertainty.noise import MIDDLE, UNIT
from kkr_analysis.whatif.uncertainty.noise import TERMS as PARTS

PINNED = (309, ((35, 219), (36, 532), (37, 236), (38, 13)))
PRELIMINARY = Uncertainty(recount=Recount(percent=Fraction(3)), shifts=(Shift.parse("B +1,5 % ± 2"),))


@contextmanager
def _backwards(work, chunks):
    """Somebody who begins with the last chunk."""
    yield ((chunk, work(chunk)) for chunk in reversed(chunks))


@pytest.fixture(scope="module")
def midtjylland():
    return elected("midtjylland", TERM)


class TestSeed:
    """»seeded, reproducible, with the number of draws and its error«."""

    def test_the_same_seed_gives_the_same_simulation(self, midtjylland):
        assert simulate(midtjylland, PRELIMINARY, draws=300, seed=9) == simulate(
            midtjylland, PRELIMINARY, draws=300, seed=9
        )

    def test_another_seed_another_one(self, midtjylland):
        first, second = (simulate(midtjylland, PRELIMINARY, draws=300, seed=seed) for seed in (9, 10))
        assert first.distributions != second.distributions

    @pytest.mark.parametrize("chunk", [1, 7, 300, 1000])
    def test_the_size_of_a_chunk_changes_nothing(self, midtjylland, chunk):
        expected = simulate(midtjylland, PRELIMINARY, draws=300, seed=9)
        assert simulate(midtjylland, PRELIMINARY, draws=300, seed=9, chunk=chunk) == expected

    @pytest.mark.parametrize("run", [runner(2), _backwards])
    def test_whoever_draws_and_in_whatever_order_the_answer_is_one(self, midtjylland, run):
        progress = []
        simulation = simulate(
            midtjylland,
            PRELIMINARY,
            draws=300,
            seed=9,
            chunk=70,
            run=run,
            report=lambda drawn, draws: progress.append((drawn, draws)),
        )
        assert simulation == simulate(midtjylland, PRELIMINARY, draws=300, seed=9)
        assert len(progress) == 5
        assert progress == sorted(progress)
        assert progress[-1] == (300, 300)

    def test_these_are_the_numbers_of_every_machine(self, midtjylland):
        """Written down once; whoever publishes a share names draws and seed, and it can be had again."""
        simulation = simulate(midtjylland, PRELIMINARY, draws=1000, seed=2021)
        assert (simulation.unchanged.hits, simulation.total.hits) == PINNED

    @pytest.mark.parametrize(
        ("wrong", "name"),
        [
            ({"draws": 0}, "draws"),
            ({"draws": 1.5}, "draws"),
            ({"draws": 10**7}, "draws"),
            ({"seed": -1}, "seed"),
            ({"seed": None}, "seed"),
            ({"seed": True}, "seed"),
            ({"chunk": 0}, "chunk"),
        ],
    )
    def test_what_cannot_be_is_refused(self, midtjylland, wrong, name):
        with pytest.raises(UncertaintyError, match=f"\\({name}\\): fandt"):
            simulate(midtjylland, PRELIMINARY, **wrong)


class TestNothingUncertain:
    """»zero uncertainty gives the computed result with share 1«."""

    @pytest.mark.parametrize("term", TERMS)
    @pytest.mark.parametrize("region", REGIONS)
    def test_every_kkr_stands(self, region, term):
        result = elected(region, term)
        simulation = simulate(result, Uncertainty(), draws=3)
        assert simulation.unchanged.share == 1
        for each in simulation.distributions:
            assert each.hits == ((each.computed, 3),)
        assert simulation.total.computed == result.composition.total
        assert {
            letter: simulation.seats(letter).computed
            for letter in simulation.letters
            if simulation.eligible(letter).computed
        } == result.composition.seats
        assert [simulation.chair.computed, simulation.vice_chair.computed] == [
            post.holder for post in result.posts.posts
        ]

    def test_a_shift_without_spread_is_one_other_election(self):
        """A 100 and B 90 votes: with 20 % more B has 108 and the chair, in all draws."""
        simulation = simulate(
            computed([{"A": 100, "B": 90}], "A"), Uncertainty(shifts=(Shift.parse("B +20 %"),)), draws=5
        )
        assert simulation.chair.hits == (("B", 5),)
        assert (simulation.chair.computed, simulation.chair.stands.share) == ("A", 0)
        assert simulation.unchanged.share == 0


def sums_below(limit: int) -> int:
    """In how many of the UNIT ** PARTS ways twelve numbers from 0 to UNIT - 1 add up to less than that."""
    return sum(
        (-1) ** k * comb(PARTS, k) * comb(limit - 1 - k * UNIT + PARTS, PARTS)
        for k in range(PARTS + 1)
        if limit - 1 - k * UNIT >= 0
    )


def chance_below(deviation: int) -> Fraction:
    """Chance that a deviation is less than that, exactly."""
    return Fraction(sums_below(deviation + MIDDLE), UNIT**PARTS)


class TestAgainstExactChances:
    """Shares against a case that can be computed exactly."""

    def test_the_distribution_adds_up(self):
        assert chance_below(-MIDDLE) == 0
        assert chance_below(MIDDLE + 1) == 1
        assert chance_below(0) + chance_below(1) == 1

    def test_the_chair_between_two(self):
        """
        A has 1,010 votes, B 1,000 ± 2 %, so 20 votes per standard deviation.

        B is chair when it wins 11 or more, 20 * d rounded: d >= 0.525; with 10, at d >= 0.475, there is a
        lot. That is 30.19 % and 1.75 %, and each share of 10,000 draws is within its interval.
        """
        result = computed([{"A": 1010, "B": 1000}], "A")
        uncertainty = Uncertainty(shifts=(Shift.parse("B +0 % ± 2 %"),))
        simulation = simulate(result, uncertainty, draws=10_000, seed=2021)
        ahead = 1 - chance_below(-(-21 * UNIT // 40))
        level = 1 - chance_below(-(-19 * UNIT // 40)) - ahead
        assert float(ahead) == pytest.approx(0.3019, abs=0.0001)
        assert float(level) == pytest.approx(0.0175, abs=0.0001)
        for share, answer in ((ahead, "B"), (level, Unsettled.LOT), (1 - ahead - level, "A")):
            low, high = simulation.chair.of(answer).interval
            assert low <= share <= high
        assert simulation.chair.lots == simulation.chair.of(Unsettled.LOT)

    def test_the_threshold(self):
        """
        B has 20 of 1,000 votes, ±10 %: two votes per standard deviation; the denominator moves with it.

        20 of 1,000 is just enough, 19 of 999 is not: it is out from -0.5 votes, at d < -0.25, 40.25 %.
        """
        result = computed([{"A": 980, "B": 20}], "A")
        simulation = simulate(result, Uncertainty(shifts=(Shift.parse("B +0 % ± 10 %"),)), seed=2021)
        out = chance_below(-UNIT // 4)
        assert float(out) == pytest.approx(0.4025, abs=0.0001)
        low, high = simulation.eligible("B").of(False).interval
        assert low <= out <= high
        assert simulation.seats("B").of(0).hits == simulation.eligible("B").of(False).hits


class TestInvariants:
    """What holds in every draw holds in every distribution."""

    @pytest.mark.parametrize("region", REGIONS)
    def test_shares_are_one_whole_and_members_within_the_cap(self, region):
        result = elected(region, "2026-2030")
        simulation = simulate(result, Uncertainty(recount=Recount(percent=Fraction(40))), draws=400)
        for each in simulation.distributions:
            assert each.draws == 400
            assert sum(each.of(answer).share for answer, _ in each.hits) == 1
        cap, mayors = result.composition.cap, result.composition.municipalities
        assert all(mayors <= total <= cap for total, _ in simulation.total.hits if isinstance(total, int))
        for letter in simulation.letters:
            out = simulation.eligible(letter).of(False).hits
            held = next(each.mayors for each in result.eligibility.standings if each.letter == letter)
            seats = simulation.seats(letter)
            low = sum(hits for answer, hits in seats.hits if isinstance(answer, int) and answer < held)
            assert low <= out
        assert simulation.unchanged.share <= min(each.stands.share for each in simulation.distributions)

    def test_a_recorded_lot_settles_nothing_here(self):
        """A and B have 50 votes each: as computed nobody is chair, and so it is in all draws."""
        simulation = simulate(computed([{"A": 50, "B": 50}], "A"), Uncertainty(), draws=4)
        assert simulation.chair.computed is Unsettled.LOT
        assert simulation.chair.lots.share == 1

    def test_a_draw_without_a_kkr_is_counted_as_that(self):
        """A, with the only mayor, has 2 % of the votes: with half of them there is nothing to compute."""
        simulation = simulate(
            computed([{"A": 20, "B": 980}], "A"), Uncertainty(shifts=(Shift.parse("A -50 %"),)), draws=4
        )
        assert simulation.total.hits == ((Unsettled.IMPOSSIBLE, 4),)
        assert simulation.eligible("B").stands.share == 1

    def test_an_alliance_counts(self):
        votes = [{"A": 100, "B": 70, "C": 50}]
        simulation = simulate(computed(votes, "A", alliances=["B+C"]), Uncertainty(), draws=2)
        assert (simulation.chair.hits, simulation.vice_chair.hits) == ((("B", 2),), (("A", 2),))
        assert [pact.label for pact in simulation.alliances] == ["B+C"]

    def test_true_is_not_one(self):
        simulation = simulate(computed([{"A": 100}], "A"), Uncertainty(), draws=2)
        assert simulation.seats("A").of(1).share == 1
        assert simulation.seats("A").of(True).share == 0

    def test_a_question_about_nobody_is_refused(self):
        simulation = simulate(computed([{"A": 100}], "A"), Uncertainty(), draws=2)
        with pytest.raises(UncertaintyError, match="Vælg mellem A"):
            simulation.answer(Subject.SEATS, "X")


class TestImport:
    def test_the_package_alone_does_not_load_it(self):
        code = (
            'import sys, kkr_analysis; print({"numpy", "kkr_analysis.whatif.uncertainty"} & set(sys.modules))'
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        assert run.stdout.strip() == "set()"
