"""The picture and the table of a simulation: Danish, in full, and never taken for an enclosure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from places import REGIONS
from tools.drawn import drawn, refuse_overflow, texts_in
from tools.elected import elected
from tools.small_election import computed

from kkr_analysis.data.load import load_result
from kkr_analysis.presentation.charts.uncertainty import (
    BarPart,
    DividedBar,
    Segment,
    Simulated,
    in_lines,
    shares_written,
    uncertainty,
)
from kkr_analysis.presentation.charts.values import PartySeats
from kkr_analysis.presentation.uncertainty import picture, table
from kkr_analysis.whatif.uncertainty import Recount, Shift, Uncertainty, simulate

A = PartySeats(letter="A", name="Socialdemokratiet", colour="#b6202e", votes=900, seats=10, mayors=9)
SIMULATED = Simulated(
    draws=10_000,
    seed=2021,
    unchanged=Fraction(55, 100),
    error=Fraction("0.0098"),
    meaning="Hver listes stemmetal ændres med en spredning på 1 % af det.",
)


def outcome(label, hundredths, **more):
    return BarPart(label=label, share=Fraction(hundredths, 100), colour="#b6202e", **more)


SEATS = DividedBar(
    title="Pladser",
    party=A,
    parts=(
        outcome("9", 3),
        outcome("10", 60, is_computed=True),
        outcome("11", 35),
        outcome("lodtrækning", 2, is_settled=False),
    ),
)
CHAIR = DividedBar(title="Formand", parts=(outcome("A", 100, is_computed=True),))


def segments_in(drawing, labels):
    return [bar for bar in drawn(Segment, drawing) if bar.part.label in labels]


class TestPicture:
    """»letters, shares written, the computed one marked … never colour alone«."""

    @pytest.fixture
    def drawing(self):
        return uncertainty([SEATS, CHAIR], body="KKR Øst", simulated=SIMULATED).draw()

    def test_it_says_that_it_is_a_what_if(self, drawing):
        assert "Tænkt eksempel" in texts_in(drawing)

    def test_every_share_is_written(self, drawing):
        texts = texts_in(drawing)
        for text in ("9: 3,0 %", "10: 60,0 %", "11: 35,0 %", "lodtrækning: 2,0 %", "A: 100 %"):
            assert text in texts

    def test_draws_seed_error_and_meaning_are_written(self, drawing):
        text = " ".join(texts_in(drawing))
        assert "10.000 simulerede valg (frø 2021); hele det beregnede resultat står uændret i 55,0 %." in text
        assert "En andel er højst 1,0 procentpoint ved siden af (95 %). Hver listes stemmetal" in text

    def test_the_parts_are_as_long_as_their_shares(self, drawing):
        """9, 10 and 11 seats: 3, 60 and 35 hundredths of the bar."""
        widths = [bar.width + bar.edge_width for bar in segments_in(drawing, {"9", "10", "11"})]
        assert [width / sum(widths) * 98 for width in widths] == pytest.approx([3, 60, 35])

    def test_a_label_stands_on_its_part_only_where_it_fits(self, drawing):
        """3 hundredths are too narrow for a 9; 10 and 11 stand on theirs. A stands on the chair's bar too."""
        texts = texts_in(drawing)
        assert [texts.count(label) for label in ("9", "10", "11")] == [0, 1, 1]
        assert texts.count("A") == 2

    def test_the_computed_one_is_told_by_fill_and_the_unsettled_by_hatching(self, drawing):
        nine, ten, lot = segments_in(drawing, {"9", "10", "lodtrækning"})
        assert nine.fill == lot.fill != ten.fill
        assert (nine.is_hatched, ten.is_hatched, lot.is_hatched) == (False, False, True)

    def test_a_computed_lot_keeps_its_hatching(self):
        lot = DividedBar(
            title="Formand", parts=(outcome("lodtrækning", 100, is_computed=True, is_settled=False),)
        )
        [segment] = segments_in(
            uncertainty([lot], body="KKR Øst", simulated=SIMULATED).draw(), {"lodtrækning"}
        )
        assert segment.fill != segment.edge

    def test_the_computed_share_is_bold(self):
        assert shares_written(SEATS, 400)[1] == ("10: 60,0 %", "bold")

    def test_where_there_is_no_room_the_rare_ones_stand_together(self):
        """The computed one always stands, then the largest."""
        assert shares_written(SEATS, 150) == [
            ("10: 60,0 %", "bold"),
            ("11: 35,0 %", "normal"),
            ("andet: 5,0 %", "normal"),
        ]

    def test_a_computed_result_that_no_draw_had_is_still_written(self):
        never = DividedBar(title="Formand", parts=(outcome("A", 0, is_computed=True), outcome("V", 100)))
        drawing = uncertainty([never], body="KKR Øst", simulated=SIMULATED).draw()
        assert "A: 0 %" in texts_in(drawing)
        assert not segments_in(drawing, {"A"})

    def test_the_legend_has_lots_only_where_there_are_some(self, drawing):
        other = uncertainty([CHAIR], body="KKR Øst", simulated=SIMULATED).draw()
        assert any("lodtrækning" in text for text in texts_in(drawing))
        assert not any("lodtrækning" in text for text in texts_in(other))

    @pytest.mark.parametrize("width", range(20, 200, 7))
    def test_a_per_cent_sign_does_not_start_a_line(self, width):
        lines = list(in_lines("Hver liste ændres med 1 % af det og 12,5 % af resten.", 8, width))
        assert not any(line.startswith("%") for line in lines)

    def test_it_is_the_same_every_time(self):
        first, second = (uncertainty([SEATS], body="KKR Øst", simulated=SIMULATED).svg for _ in range(2))
        assert first == second

    def test_nothing_runs_off_the_page(self, hostile_simulation):
        questions, simulated, body = hostile_simulation
        drawing = uncertainty(questions, body=body, simulated=simulated).draw()
        refuse_overflow(drawing)


@pytest.fixture(params=["Lang " * 60, "Uafbrudt" * 40, "$\\frac{1}{2}$ <b>&", "Styr\x00\u202etegn", ""])
def hostile_simulation(request):
    """Names that would break a careless chart, and thirty outcomes of one question."""
    name = request.param
    many = [BarPart(label=str(number), share=Fraction(1, 30), colour="#e8c21a") for number in range(29)]
    many.append(BarPart(label="29", share=Fraction(1, 30), colour="#e8c21a", is_computed=True))
    party = replace(A, name=name, letter=name[:30])
    questions = [DividedBar(title="Pladser", party=party, parts=tuple(many)), replace(CHAIR, title=name)]
    return questions, replace(SIMULATED, meaning=name), f"KKR {name}"


class TestMistakes:
    def test_no_bars_are_refused(self):
        with pytest.raises(ValueError, match="no bars"):
            uncertainty([], body="KKR Øst", simulated=SIMULATED)

    def test_shares_that_are_not_one_whole_are_refused(self):
        with pytest.raises(ValueError, match="one whole"):
            DividedBar(title="Formand", parts=(outcome("A", 99, is_computed=True),))

    def test_one_outcome_is_the_computed_one(self):
        with pytest.raises(ValueError, match="not one computed"):
            DividedBar(title="Formand", parts=(outcome("A", 100),))

    def test_a_share_is_between_none_and_all(self):
        with pytest.raises(ValueError, match="no share"):
            outcome("A", 101)


class TestAltText:
    """»alt text in Danish that says the finding«."""

    def test_the_finding_comes_first(self):
        assert uncertainty([SEATS, CHAIR], body="KKR Øst", simulated=SIMULATED).alt == (
            "Tænkt eksempel. KKR Øst i 10.000 simulerede valg: hele det beregnede resultat står uændret i "
            "55,0 %. Mindst sikkert er A (Socialdemokratiet): det beregnede, 10 pladser, står i 60,0 %. "
            "1 af 2 resultater står i alle. A (Socialdemokratiet): 10 pladser (beregnet) i 60,0 %, "
            "11 pladser i 35,0 %, 9 pladser i 3,0 % og lodtrækning i 2,0 %. Formand: A (beregnet) i 100 %. "
            "En andel er højst 1,0 procentpoint ved siden af (95 %)."
        )

    def test_all_is_sure(self):
        alt = uncertainty([CHAIR], body="KKR Øst", simulated=SIMULATED).alt
        assert "Alle resultater er de samme i alle simulerede valg." in alt


class TestOfASimulation:
    @pytest.mark.parametrize("region", REGIONS)
    def test_every_region_has_its_picture(self, project, region):
        result = load_result(region, "2026-2030", ["A+F"], project=project)
        simulation = simulate(result, Uncertainty(recount=Recount(percent=Fraction(20))), draws=500)
        chart = picture(simulation)
        assert chart.name == "usikkerhed"
        where = f"{result.body} 2026–30 (foreløbige tal)"
        assert chart.alt.startswith(f"Tænkt eksempel. {where} i 500 simulerede valg")
        assert "valgforbund: A+F" in " ".join(texts_in(chart.draw()))

    def test_who_never_has_a_seat_has_no_bar(self):
        votes = [{"A": 100, "B": 90, "C": 1}]
        chart = picture(simulate(computed(votes, "A"), Uncertainty(), draws=5))
        assert "Radikale Venstre" in chart.alt
        assert "De Konservative" not in chart.alt

    def test_what_was_computed_is_named_also_where_no_draw_had_it(self):
        result = computed([{"A": 100, "B": 90}], "A")
        chart = picture(simulate(result, Uncertainty(shifts=(Shift.parse("B +20 %"),)), draws=5))
        assert "Formand: A (beregnet) i 0 % og B i 100 %." in chart.alt

    def test_a_post_that_waits_for_a_lot(self):
        chart = picture(simulate(computed([{"A": 50, "B": 50}], "A"), Uncertainty(), draws=5))
        assert "Formand: lodtrækning (beregnet) i 100 %." in chart.alt


class TestTable:
    """»shares and errors in Danish notation«."""

    def test_rows_by_hand(self):
        """
        A 1,010 votes, B 1,000 ± 2 %: 16 draws are enough for shares that can be written out.

        Whoever is ahead, both are eligible and have one seat each.
        """
        result = computed([{"A": 1010, "B": 1000}], "A")
        simulation = simulate(result, Uncertainty(shifts=(Shift.parse("B +0 % ± 2 %"),)), draws=16, seed=1)
        rows = dict(table(simulation).cells())
        assert rows["A Socialdemokratiet: pladser"] == ["1", "100 %", "0,00", "80,6 %", "100 %", ""]
        hits = simulation.chair.stands.hits
        assert rows["Formand"][:2] == ["A", f"{hits * 100 / 16:.1f} %".replace(".", ",")]
        assert rows["Formand"][5].startswith("B i ")

    def test_it_says_what_it_is(self):
        simulation = simulate(computed([{"A": 10, "B": 9}], "A"), Uncertainty(), draws=16, seed=7)
        found = table(simulation)
        assert found.caption == "Tænkt eksempel: usikkerhed om KKR Øst 2022–26"
        assert found.footnotes[0].text.startswith(
            "16 simulerede valg (frø 7). Borgmestrene og listernes pladser"
        )
        html = found._repr_html_()
        assert "Tænkt eksempel" in html
        assert "Standardfejl (procentpoint)" in html

    def test_what_else_was_found_stands_with_the_most_frequent_first(self):
        result = elected("midtjylland", "2022-2026")
        simulation = simulate(result, Uncertainty(recount=Recount(percent=Fraction(3))), draws=1000)
        rows = dict(table(simulation).cells())
        others = [hits for answer, hits in simulation.total.hits if answer != 36]
        shares = [f"{hits / 10:.1f} %".replace(".", ",") for hits in sorted(others, reverse=True)]
        assert [part for part in shares if part not in rows["Medlemmer i alt"][5]] == []
        assert rows["Medlemmer i alt"][5].index(shares[0]) < rows["Medlemmer i alt"][5].index(shares[1])
