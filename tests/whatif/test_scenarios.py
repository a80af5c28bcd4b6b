"""What-if scenarios: read whole or refused, computed beside the election, and never published."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from itertools import product

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT
from tools.elected import elected

from kkr_analysis.allocation import Alliance
from kkr_analysis.cli.entry import cli
from kkr_analysis.data.load import load_result
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import Order
from kkr_analysis.documents.contract import as_json
from kkr_analysis.errors import AllianceError, HypotheticalError, KkrError, LotNeededError, ScenarioError
from kkr_analysis.presentation import pictures, wording
from kkr_analysis.presentation.scenarios import lines, turning, won_by
from kkr_analysis.rules import CapReading
from kkr_analysis.whatif.scenarios import MayorChange, Scenario, VoteChange, as_toml, parse_scenario, what_if
from kkr_analysis.whatif.scenarios.reading import mayor_of, read_scenario, reading_of, votes_of

CV = Alliance.of("C", "V")
B_IN_AARHUS = VoteChange(letter="B", municipality="Aarhus", change=1000)
STRUER = MayorChange(municipality="Struer", letter="A")
BASE = Scenario(region="midtjylland", term="2022-2026")


@pytest.fixture(scope="module")
def election():
    """The election of 2021 with its mayors."""
    return elected("midtjylland", "2022-2026").election


def standing_of(found, letter):
    """A list of the scenario, held against the threshold."""
    return next(each for each in found.result.eligibility.standings if each.letter == letter)


def moved(found):
    """The seats that are not as they were."""
    return {move.letter: move.change for move in found.seats if move.change}


class TestAlliances:
    """C 93,793 and V 185,393 are 279,186 together, more than A's 205,813."""

    def test_c_and_v_take_the_chair_from_a(self, election):
        found = what_if(election, replace(BASE, alliances=(CV,)))
        assert [(post.before, post.after) for post in found.posts] == [("A", "V"), ("V", "A")]
        assert (found.gainers, found.payers, moved(found)) == (("V",), ("A",), {})
        assert found.turning_post.number == 1
        assert found.turning_post.won.nearest == ("A", 279_186 - 205_813 + 1)

    def test_the_votes_for_the_vice_chair_suppose_that_the_chair_stays(self, election):
        """C+V have the chair; what their second quotient lacks is for the other post alone."""
        said = "når formandsposten ligger fast."
        posts = what_if(election, replace(BASE, alliances=(CV,))).result.posts
        assert [won_by(post, posts).endswith(said) for post in posts.posts] == [False, True]
        without = what_if(election, BASE).result.posts
        assert [won_by(post, without).endswith(said) for post in without.posts] == [False, False]

    def test_it_is_what_the_engine_gives_with_the_alliance_declared(self, election, project):
        found = what_if(election, replace(BASE, alliances=(CV,)))
        declared = load_result("midtjylland", "2022-2026", ["C+V"], project=project)
        assert found.result.posts == declared.posts
        assert found.result.composition == declared.composition

    def test_nothing_otherwise_changes_nothing(self, election):
        found = what_if(election, BASE)
        assert found.changes_nothing
        assert (found.gainers, found.payers, found.turning_post, found.turning_seats) == (
            (),
            (),
            None,
            (None, None),
        )
        assert "Ingen vinder, og ingen betaler: alt er som ved valget." in lines(found)

    def test_a_contender_that_is_not_eligible_is_refused(self, election):
        with pytest.raises(AllianceError, match="I er ikke berettiget"):
            what_if(election, replace(BASE, alliances=(Alliance.of("I", "V"),)))


class TestFigures:
    def test_thirty_eight_votes_fewer_leave_k_at_the_threshold_and_thirty_nine_below(self, election):
        """K has 14,522 of 724,233 votes, 38 more than it takes: 14,484 × 50 = 724,200 ≥ 724,195."""
        for fewer, seats in ((38, 1), (39, 0)):
            votes = (VoteChange(letter="K", change=-fewer),)
            found = what_if(election, replace(BASE, votes=votes))
            assert found.result.composition.seats.get("K", 0) == seats

    def test_another_number_is_as_good_as_the_change_to_it(self, election):
        row = next(entry for entry in election.lists if (entry.municipality, entry.letter) == ("751", "B"))
        change = B_IN_AARHUS
        total = VoteChange(letter="B", municipality="751", total=row.votes + 1000)
        one, other = (what_if(election, replace(BASE, votes=(each,))) for each in (change, total))
        assert one.result == other.result
        assert one.result.eligibility.valid_votes == one.before.eligibility.valid_votes + 1000

    def test_a_number_without_a_municipality_is_that_of_the_region(self, election):
        found = what_if(election, replace(BASE, votes=(VoteChange(letter="B", total=50_000),)))
        assert standing_of(found, "B").votes == 50_000
        few = what_if(election, replace(BASE, votes=(VoteChange(letter="B", change=-20_000),)))
        assert standing_of(few, "B").votes == 38_646 - 20_000

    def test_a_post_that_waits_for_a_lot_costs_nobody_anything_yet(self, election):
        """
        A and V are equal: V was vice-chair, and is one of the two whichever way the lot falls.

        A can stay chair at most, and loses a seat in the KKR, so A pays.
        """
        found = what_if(election, replace(BASE, votes=(VoteChange(letter="A", change=-20_420),)))
        assert found.worths()["V"] == ((0, 1), (0, 0))
        assert found.worths()["A"] == ((-1, 0), (-1, -1))
        assert (found.gainers, found.payers) == ((), ("A",))
        assert "Formand: lodtrækning mellem A og V (ved valget A)." in lines(found)
        assert "Næstformand: efter lodtrækningen (ved valget V)." in lines(found)

    @pytest.mark.parametrize(
        ("alliance", "places", "said", "gainers", "payers"),
        [
            ("BØ", 2, "A 1 og lodtrækning om 1 plads mellem B+Ø og C", (), ()),
            ("AB", 8, "A 3, B 1, C 2, V 1 og Ø 1", (), ()),
            (
                "BF",
                3,
                "A 1, C 1 og lodtrækning om 1 plads mellem B og F inden for valgforbundet B+F",
                (),
                "A",
            ),
        ],
    )
    def test_a_lot_for_a_place_is_named_and_is_nobodys_yet(
        self, election, alliance, places, said, gainers, payers
    ):
        """Hovedstaden: B+Ø has 13 members and C 13; without alliances B and F are equal for the 8th place."""
        pact = Alliance(tuple(alliance))
        found = what_if(election, replace(BASE, region="hovedstaden", alliances=(pact,), places=(places,)))
        assert any(f"Udpegning til {places} pladser: {said}." in line for line in lines(found))
        assert (found.gainers, found.payers) == (gainers, tuple(payers))
        [forum] = found.fora
        assert sum(move.after for move in forum.moves) + sum(tie.places for tie in forum.lots) == places

    @pytest.mark.parametrize("region", ["hovedstaden", "midtjylland", "nordjylland"])
    def test_where_the_seats_turn_is_told_of_those_whose_seats_change(self, election, region):
        told = 0
        for letter, change in product("ACDFOV", (-5000, -1000, 1000, 5000)):
            votes = (VoteChange(letter=letter, change=change),)
            found = what_if(election, replace(BASE, region=region, votes=votes))
            lost, gained = found.turning_seats
            assert lost is None or moved(found)[lost.winner] < 0
            assert gained is None or moved(found)[gained.winner] > 0
            told += bool(moved(found))
            assert not moved(found) or turning(found)
        assert told

    def test_seats_in_another_order_are_no_turn(self, election):
        votes = (VoteChange(letter="D", change=813), VoteChange(letter="F", change=-2614))
        found = what_if(election, replace(BASE, region="nordjylland", votes=votes))
        assert found.changes_nothing
        assert turning(found) == []

    def test_who_falls_below_the_threshold_is_said(self, election):
        found = what_if(election, replace(BASE, votes=(VoteChange(letter="K", change=-39),)))
        assert turning(found) == ["Ikke længere berettiget til pladser: K."]

    def test_a_lot_for_a_seat_is_not_to_be_recorded(self, election):
        votes = (VoteChange(letter="A", change=-2), VoteChange(letter="C", change=2248))
        with pytest.raises(LotNeededError) as told:
            what_if(election, replace(BASE, region="nordjylland", votes=votes))
        assert "A og C står lige om plads 11" in str(told.value)
        assert "lodtraekninger" not in str(told.value)
        assert "seal" not in str(told.value)

    @pytest.mark.parametrize(
        "scenario",
        [
            replace(BASE, mayors=(STRUER, replace(STRUER, letter="V"))),
            replace(BASE, votes=(VoteChange(letter="B", total=5), VoteChange(letter="B", change=9))),
            replace(BASE, votes=(B_IN_AARHUS, VoteChange(letter="B", total=5))),
        ],
    )
    def test_what_contradicts_itself_is_refused(self, election, scenario):
        with pytest.raises(ScenarioError, match="Behold den ene"):
            what_if(election, scenario)

    def test_two_changes_of_one_list_add_up(self, election):
        found = what_if(election, replace(BASE, votes=(B_IN_AARHUS, VoteChange(letter="B", change=1))))
        assert standing_of(found, "B").votes == 38_646 + 1_001

    def test_another_mayor_counts_for_the_list(self, election):
        found = what_if(election, replace(BASE, mayors=(STRUER,)))
        assert (found.before.composition.mayors["V"], found.result.composition.mayors["V"]) == (9, 8)
        assert (found.before.composition.mayors["A"], found.result.composition.mayors["A"]) == (9, 10)
        assert found.result.figures.mayors != found.before.figures.mayors

    def test_another_reading_moves_the_seats_that_the_enclosure_says(self):
        """Nordjylland's cap binds; the other readings stand right under its table."""
        result = elected("nordjylland", "2022-2026")
        scenario = Scenario(region="nordjylland", term="2022-2026", readings=(("K6", "dhondt"),))
        found = what_if(result.election, scenario)
        assert found.result.composition.readings.cap is CapReading.DHONDT
        assert moved(found)
        assert sum(moved(found).values()) == 0

    @pytest.mark.parametrize(
        ("scenario", "said"),
        [
            (
                replace(BASE, votes=(VoteChange(letter="B", municipality="Århus", change=1),)),
                "Mente du Aarhus?",
            ),
            (
                replace(BASE, votes=(replace(B_IN_AARHUS, letter="Ý"),)),
                "stillede ikke op",
            ),
            (replace(BASE, votes=(VoteChange(letter="B", change=-(10**6)),)), "kan ikke miste 1.000.000"),
            (
                replace(BASE, mayors=(replace(STRUER, letter="Ý"),)),
                "stillede ikke op i Struer",
            ),
            (replace(BASE, region="fyn"), "Ukendt region: 'fyn'."),
        ],
    )
    def test_what_cannot_be_is_refused(self, election, scenario, said):
        with pytest.raises(KkrError) as fault:
            what_if(election, scenario)
        assert said in str(fault.value)


class TestFora:
    """Appointments are by members of the KKR, not by votes (V5)."""

    def test_four_places(self, election):
        """A 10, V 9, C 5, F 3, B, D, O and Ø 2, K 1: 10, 9, 5 and 5 (10 ÷ 2; C 5): A 2, V 1, C 1."""
        found = what_if(election, replace(BASE, alliances=(Alliance.of("V", "C", "K"),), places=(3,)))
        [forum] = found.fora
        moves = {move.letter: (move.before, move.after) for move in forum.moves if move.before or move.after}
        assert moves["V"] == (1, 1)
        assert sum(after for _, after in moves.values()) == 3

    def test_the_place_at_which_an_appointment_turns(self, election):
        """C's second place is 18 ÷ 5, the fifth of its alliance; a third of A's would be 17 ÷ 5."""
        pacts = tuple(map(Alliance.parse, ("A+F+Ø+B", "C+V+O+D")))
        found = what_if(election, replace(BASE, alliances=pacts, places=(9,)))
        [forum] = found.fora
        assert (forum.turning.number, forum.turning.holder, forum.turning.entry) == (9, "C", "C+V+O+D")
        assert turning(found)[-1] == (
            "Udpegningen til 9 pladser vender ved 9. plads. Den går til C i valgforbundet C+V+O+D "
            "(18 ÷ 5 = 3,600), som ved valget kun kunne få den ved lod."
        )
        sure = what_if(election, replace(BASE, alliances=(Alliance.of("B", "C", "V"),), places=(4,)))
        assert turning(sure)[-1].endswith("som får én mere end ved valget.")
        [same] = what_if(election, replace(BASE, places=(9,))).fora
        assert same.turning is None

    def test_a_single_place_is_by_majority(self, election):
        [forum] = what_if(election, replace(BASE, places=(1,))).fora
        assert forum.majority.winner is None
        together = Alliance.of("A", "V")
        [forum] = what_if(election, replace(BASE, alliances=(together,), places=(1,))).fora
        assert forum.majority.winner == "A+V"


class TestNeverPublished:
    """A scenario can never reach a published bilag: its output carries "tænkt eksempel" everywhere."""

    def test_no_format_can_be_made_of_it(self, election, project, tmp_path):
        result = what_if(election, replace(BASE, alliances=(CV,))).result
        with pytest.raises(HypotheticalError, match="kan ikke blive til et bilag"):
            as_json(result)
        order = Order(regions=("midtjylland",), term="2022-2026", formats=("xlsx",))
        with pytest.raises(HypotheticalError, match="kan ikke blive til et bilag"):
            build_enclosures(order, [result], project=project, output=tmp_path / "ud")
        assert not (tmp_path / "ud").exists()

    def test_the_election_beside_it_cannot_either(self, election):
        with pytest.raises(HypotheticalError):
            as_json(what_if(election, BASE).before)

    def test_title_and_every_picture_say_so(self, election):
        result = what_if(election, BASE).result
        assert wording.title(result) == "Tænkt eksempel: KKR Midtjylland 2022–26"
        for chart in pictures.every_chart(result):
            assert "Tænkt eksempel: KKR Midtjylland 2022–26" in chart.alt

    def test_the_first_and_the_last_line_say_so(self, election):
        said = lines(what_if(election, replace(BASE, alliances=(CV,))))
        assert said[0] == "Tænkt eksempel: valgforbund C+V"
        assert said[-1].startswith("Tænkt eksempel. Det er ikke et resultat")


NAMES = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()) or "x")
LETTERS = st.sampled_from("ABCFKOVØÅ")
CHANGES = st.builds(VoteChange, letter=LETTERS, municipality=NAMES, change=st.integers(-(10**6), 10**6))
SCENARIOS = st.builds(
    Scenario,
    region=st.just("midtjylland"),
    term=st.just("2022-2026"),
    name=NAMES,
    alliances=st.sampled_from([(), (CV,), (CV, Alliance.of("A", "F", "Ø"))]),
    votes=st.lists(
        st.builds(VoteChange, letter=LETTERS, municipality=NAMES, change=st.integers(-(10**6), 10**6)),
        max_size=3,
    ).map(tuple),
    mayors=st.lists(st.builds(MayorChange, municipality=NAMES, letter=LETTERS), max_size=3).map(tuple),
    readings=st.sampled_from([(), (("K6", "dhondt"),), (("E4", "cast"), ("K7", "outside_cap"))]),
    places=st.lists(st.integers(1, 20), max_size=3).map(tuple),
)


class TestFile:
    @given(SCENARIOS)
    def test_what_is_written_is_read_again(self, scenario):
        assert parse_scenario(tomllib.loads(as_toml(scenario))) == scenario

    def test_the_projects_own_example_is_one(self):
        for path in (ROOT / "scenarier").glob("*.toml"):
            assert read_scenario(path).term in ("2022-2026", "2026-2030")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("region = 3", "region skal være en tekst i anførselstegn, men er 3."),
            ("valgforbud = []", "valgforbud kendes ikke. Mente du valgforbund?"),
            ("valgforbund = 'C+V'", "valgforbund skal være en liste af tekster"),
            ("valgforbund = ['C+']", "er ikke forstået"),
            ("pladser = [0]", "pladser skal være en liste af hele tal fra 1"),
            ("pladser = [true]", "pladser skal være en liste af hele tal fra 1"),
            ("[laesninger]\nK6 = 'x'", "Regel K6 har ingen læsning 'x'. Vælg mellem round_up"),
            ("[laesninger]\nK3 = 'x'", "Regel K3 har ikke flere læsninger."),
            ("[[stemmer]]\nliste = 'B'", "[[stemmer]] nr. 1 skal have enten aendring"),
            ("[[stemmer]]\naendring = 1.5\nliste = 'B'", "aendring skal være et helt tal, men er 1.5."),
            ("[[stemmer]]\nantal = -1\nliste = 'B'", "antal skal være et helt tal"),
            ("stemmer = 1", "stemmer skal stå som afsnit"),
            ("[[borgmestre]]\nliste = 'B'", "[[borgmestre]] nr. 1: kommune mangler."),
            ("region = ", "ikke gyldig TOML"),
        ],
    )
    def test_a_fault_is_said(self, tmp_path, text, said):
        path = tmp_path / "x.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioError) as fault:
            read_scenario(path)
        assert said in str(fault.value)

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(ScenarioError, match="den findes ikke"):
            read_scenario(tmp_path / "x.toml")


class TestWords:
    @pytest.mark.parametrize(
        ("text", "change"),
        [
            ("B +1.000 i Aarhus", B_IN_AARHUS),
            ("B +1000 Aarhus", B_IN_AARHUS),
            ("B -500", VoteChange(letter="B", change=-500)),
            ("B −500", VoteChange(letter="B", change=-500)),
            (
                "Ø =12.000 i Ringkøbing-Skjern",
                VoteChange(letter="Ø", municipality="Ringkøbing-Skjern", total=12000),
            ),
        ],
    )
    def test_votes(self, text, change):
        assert votes_of(text) == change

    @pytest.mark.parametrize(
        "text",
        ["B", "B mange", "+1.000", "B 1.000", "B +", "", "B +1.5 i Aarhus", "B +10.00", "B +" + "9" * 5000],
    )
    def test_votes_that_are_none(self, text):
        with pytest.raises(ScenarioError, match="er ikke forstået"):
            votes_of(text)

    def test_mayor_and_reading(self):
        assert mayor_of("Ringkøbing-Skjern A") == MayorChange(municipality="Ringkøbing-Skjern", letter="A")
        assert reading_of("K6=dhondt") == ("K6", "dhondt")
        with pytest.raises(ScenarioError):
            mayor_of("A")
        with pytest.raises(ScenarioError):
            reading_of("K6")


class TestCommand:
    def run(self, monkeypatch, *words):
        monkeypatch.chdir(ROOT)
        return CliRunner().invoke(cli, ["whatif", *map(str, words)])

    def test_the_example_of_the_issue(self, monkeypatch):
        result = self.run(monkeypatch, "--alliance", "C,V", "--alliance", "A,F,Ø")
        assert result.exit_code == 0, result.output
        assert "Formand: A i valgforbundet A+F+Ø (som ved valget)." in result.output

    def test_a_file(self, monkeypatch):
        result = self.run(monkeypatch, "scenarier/c-og-v.toml")
        assert result.output.startswith("Tænkt eksempel: C og V går sammen\n")
        assert "Formand: V i valgforbundet C+V (ved valget A)." in result.output

    def test_json_says_that_it_is_no_result(self, monkeypatch):
        result = self.run(monkeypatch, "--alliance", "C,V", "--json")
        found = json.loads(result.output)
        assert found["taenkt_eksempel"] is True
        assert found["posts"][0] == {"number": 1, "before": "A", "after": "V", "tied": []}

    def test_it_is_saved_as_a_file_that_gives_the_same(self, monkeypatch, tmp_path):
        file = tmp_path / "ny" / "x.toml"
        first = self.run(monkeypatch, "--alliance", "C,V", "--name", "Prøve", "--save", file)
        assert f"Gemte {file}" in first.output
        again = self.run(monkeypatch, file)
        assert again.output == first.output.replace(f"Gemte {file}\n", "")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--places", "0"], "fra 1 til 255"),
            (["--places", "1000000000"], "fra 1 til 255"),
            (["--reading", "K6=dhondt", "--reading", "K6=round_up"], "på én måde"),
            (["--name", "\udcff"], "ikke kan skrives"),
        ],
    )
    def test_words_that_cannot_be(self, monkeypatch, words, said):
        assert said in str(self.run(monkeypatch, *words).exception)

    def test_nothing_is_overwritten(self, monkeypatch, tmp_path):
        there = tmp_path / "valg.toml"
        there.write_text("mit", "utf-8")
        for file in (there, tmp_path / "stemmer.csv"):
            result = self.run(monkeypatch, "--alliance", "C,V", "--save", file)
            assert isinstance(result.exception, ScenarioError)
        assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir()] == [("valg.toml", "mit")]

    def test_a_file_from_notepad_has_a_mark_first(self, tmp_path):
        file = tmp_path / "x.toml"
        file.write_bytes(b"\xef\xbb\xbf" + (ROOT / "scenarier" / "c-og-v.toml").read_bytes())
        assert read_scenario(file) == read_scenario(ROOT / "scenarier" / "c-og-v.toml")

    @pytest.mark.parametrize(
        "words", [["--alliance", "C,V"], ["--region", "sjaelland"], ["--term", "2026-2030"]]
    )
    def test_a_file_and_options_together_are_refused(self, monkeypatch, words):
        result = self.run(monkeypatch, "scenarier/c-og-v.toml", *words)
        assert isinstance(result.exception, ScenarioError)
