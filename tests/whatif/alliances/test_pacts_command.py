"""``kkr pacts``: every set of alliances in one KKR, told in Danish, and never as a result."""

from __future__ import annotations

from functools import cache

import pytest
from click.testing import CliRunner
from places import ROOT
from tools.elected import elected

from kkr_analysis.allocation import Alliance, appoint, elect_in_order
from kkr_analysis.allocation.lots import lot_outcomes
from kkr_analysis.cli.entry import cli
from kkr_analysis.cli.printing import counting
from kkr_analysis.errors import AllianceError, VotesError
from kkr_analysis.presentation.alliances import depends_on, opening, sections
from kkr_analysis.whatif.alliances import ChairAndViceChair, departures, find

CV = Alliance.of("C", "V")


@pytest.fixture(scope="module")
def result():
    """KKR Midtjylland 2022–26: nine contenders, 21,147 sets of alliances."""
    return elected("midtjylland", "2022-2026")


@pytest.fixture(scope="module")
def found(result):
    """All about chair and vice-chair, with C+V looked at."""
    return find(result, pact=[CV])


@pytest.fixture(scope="module")
def places_found(result):
    """All about the appointment of so many places in each of some fora; each is counted once."""
    return cache(lambda *places: find(result, list(places)))


def results_of(found):
    """What is possible in the first election."""
    return [named.result for named in found.possible[0].each]


class TestPosts:
    def test_the_outcomes_share_all_sets_between_them(self, found):
        assert found.all_sets == 21_147
        assert sum(named.result.sets for named in found.possible[0].each) == 21_147

    def test_every_smallest_set_gives_its_outcome_in_the_traced_engine(self, found, result):
        votes = dict(result.composition.votes)
        for outcome in results_of(found):
            for alliances in outcome.smallest:
                posts = [post.holder for post in elect_in_order(votes, 2, alliances).posts]
                assert posts == [*outcome.chair, *outcome.vice_chair]

    def test_without_alliances_it_is_the_election(self, found):
        first = found.possible[0].each[0]
        assert (first.result.posts, first.result.smallest) == ((("A",), ("V",)), ((),))
        assert first.posts[0].nearest == ("V", 205_813 - 185_393 + 1)

    def test_v_can_take_the_chair_with_d_alone_and_that_is_what_staying_outside_costs(self, found):
        """V 185,393 and D 24,686 are 210,079; A has 205,813."""
        [v] = [each for each in found.prospects if each.contender == "V"]
        assert (v.alone, v.best, v.left_out) == ((1, 1), (2, 2), (1, 1))
        assert "D+V" in [pact.label for pact in v.best_pacts]

    def test_c_and_v_are_answered_by_a_f_and_k(self, found, result):
        [answer] = found.closer.answers
        assert answer.gainers == ("V",)
        assert [pact.label for pact in answer.undoing] == ["A+F+K"]
        votes = dict(result.composition.votes)
        assert elect_in_order(votes, 1, [CV, *answer.undoing]).posts[0].holder == "A"

    def test_power_adds_up(self, found):
        assert sum(index.share for index in found.banzhaf) == 1
        assert sum(dict(found.shapley_shubik).values()) == 1
        assert sum(dict(found.shapley_shubik_votes).values()) == 1
        assert {power.configurations for power in found.chair_power} == {4140}

    def test_the_sets_that_hold_are_named_for_each_outcome(self, found):
        [held] = [part for part in sections(found) if part.heading.startswith("Valgforbund, som ingen")]
        assert held.rows[0] == ("Formand", "Næstformand", "Mindste valgforbund, der holder")
        assert ("A", "V", "uden valgforbund") in held.rows
        assert len(held.rows) == len(sections(found)[0].rows)
        contest = ChairAndViceChair.of(dict(found.result.composition.votes))
        for outcome, row in zip(results_of(found), held.rows[1:], strict=False):
            holds = found.stable_posts.get(outcome.posts, ())
            assert (row[-1] == "ingen") == (not holds)
            assert not any(departures(contest, stable) for stable in holds)
            fewest = sum(len(pact.members) for stable in holds[:1] for pact in stable)
            assert fewest >= sum(len(pact.members) for pact in outcome.smallest[0]) or not holds


class TestAppointments:
    def test_every_smallest_set_gives_its_places_in_the_traced_engine(self, result, places_found):
        found = places_found(4)
        members = {letter: seats for letter, seats in result.composition.seats.items() if seats}
        settled = [outcome for outcome in results_of(found) if not outcome.needs_lot]
        assert settled
        for outcome in settled:
            for alliances in outcome.smallest[:2]:
                assert appoint(members, 4, alliances).seats() == dict(outcome.seats)

    def test_several_fora_are_counted_together(self, places_found):
        one, other, both = places_found(4), places_found(3), places_found(4, 3)
        alone = {ally.contender: ally.alone[0] for ally in both.prospects}
        parts = [{ally.contender: ally.alone[0] for ally in each.prospects} for each in (one, other)]
        assert alone == {name: parts[0][name] + parts[1][name] for name in alone}

    def test_each_forum_has_its_outcomes_and_they_hang_on_members(self, places_found):
        """Four places: A 2, C 1, V 1; the last is A's second or C's first, 5, and V would need 11 ÷ 2."""
        both = places_found(4, 3)
        assert [forum.places for forum in both.possible] == [4, 3]
        assert both.possible[0] == places_found(4).possible[0]
        table = next(section.rows for section in sections(both) if section.heading.endswith(", 4 pladser"))
        assert table[0] == ("Pladser", "Afhænger af", "Måder", "Mindste valgforbund")
        assert table[1] == ("A 2, C 1 og V 1", "1 medlem færre (C)", "9.353 (44,2 %)", "uden valgforbund")
        assert any("resten ved lod (" in row[0] and row[1] == "lod" for row in table)

    @pytest.mark.parametrize("region", ["midtjylland", "nordjylland", "sjaelland"])
    def test_no_group_moves_a_place_with_fewer_members_than_it_hangs_on(self, region):
        """Held against the engine, however lots fall: with so many somebody undoes it, with fewer nobody."""
        kkr = elected(region, "2022-2026")
        members = {letter: seats for letter, seats in kkr.composition.seats.items() if seats}

        def undone(outcome, letter, more):
            present = members | {letter: members[letter] + more}
            if present[letter] < 0:
                return False
            falls = lot_outcomes(
                lambda lots: appoint(present, 4, outcome.smallest[0], lots=lots),
                lambda count: next(iter(count.ties), None),
            )
            return all(count.seats() != dict(outcome.seats) for count in falls)

        settled = [each for each in find(kkr, [4]).possible[0].each if not each.result.needs_lot]
        assert settled
        for named in settled:
            outcome, fewest = named.result, int(depends_on(named).split(" ")[0])
            changes = [
                (letter, sign * more) for letter in members for sign in (1, -1) for more in range(1, fewest)
            ]
            assert not any(undone(outcome, letter, more) for letter, more in changes)
            assert any(undone(outcome, letter, sign * fewest) for letter in members for sign in (1, -1))

    def test_outcomes_that_differ_only_in_who_is_tied_where_are_told_apart(self, places_found):
        table = sections(places_found(4))[0].rows
        assert len({row[0] for row in table}) == len(table)

    def test_a_single_place_is_no_proportional_election(self, result):
        with pytest.raises(VotesError, match="flertalsvalg"):
            find(result, [1])


class TestReport:
    def test_the_opening_says_what_it_is(self, found):
        assert opening(found) == (
            "Tænkt eksempel: KKR Midtjylland 2022–26, formand og næstformand. De berettigede kan gå sammen i "
            "valgforbund på 21.147 måder."
        )

    def test_every_table_has_as_many_cells_as_headers(self, found, places_found):
        for each in (found, places_found(4)):
            for section in sections(each):
                assert len({len(row) for row in section.rows}) <= 1, section.heading

    def test_the_table_of_outcomes(self, found):
        table = sections(found)[0].rows
        assert table[0] == ("Formand", "Næstformand", "Afhænger af", "Måder", "Mindste valgforbund")
        assert table[1] == ("A", "V", "20.421 stemmer flere (V)", "13.514 (63,9 %)", "uden valgforbund")
        assert ("V", "C", "1.097 stemmer færre (C)", "96 (0,5 %)", "B+C+F+V+Ø") in table

    @pytest.mark.parametrize("region", ["midtjylland", "nordjylland", "sjaelland"])
    def test_no_party_undoes_an_outcome_with_fewer_votes_than_it_hangs_on(self, region):
        """Held against the engine: with these votes somebody does, and with one less nobody."""
        kkr = elected(region, "2022-2026")
        votes = dict(kkr.composition.votes)

        def undone(outcome, letter, more):
            if votes[letter] + more < 0:
                return False
            changed = votes | {letter: votes[letter] + more}
            falls = lot_outcomes(
                lambda lots: elect_in_order(changed, 2, outcome.smallest[0], lots=lots),
                lambda election: election.tie,
            )
            ways = ([post.holder for post in election.posts] for election in falls)
            return [*outcome.chair, *outcome.vice_chair] not in ways

        settled = [each for each in find(kkr, with_power=False).possible[0].each if not each.result.needs_lot]
        assert settled
        for named in settled:
            outcome, fewest = named.result, int(depends_on(named).split(" ")[0].replace(".", ""))
            either = [(letter, sign) for letter in votes for sign in (1, -1)]
            assert any(undone(outcome, letter, sign * fewest) for letter, sign in either)
            assert not any(undone(outcome, letter, sign * (fewest - 1)) for letter, sign in either)

    def test_every_outcome_of_the_posts_is_shown_with_the_smallest_sets_that_hold(self):
        """Hovedstaden 2026–30 has 28; for A and F none of the smallest sets holds, and 1,381 others do."""
        found = find(elected("hovedstaden", "2026-2030"), with_power=False)
        table = sections(found)[0].rows
        assert len(table) == 1 + 28
        [holding] = [section for section in sections(found) if "forlade" in section.heading]
        assert ("A", "F", "A+B og F+I; A+B og F+O; A+B og F+V; og 22 til") in holding.rows
        assert ("A", "A", "ingen") in holding.rows
        votes = dict(found.result.composition.votes)
        for (chair, vice), sets in found.stable_posts.items():
            for each in sets[:3]:
                assert not departures(ChairAndViceChair.of(votes), each)
                posts = [post.holder for post in elect_in_order(votes, 2, each).posts]
                assert len(chair) > 1 or len(vice) > 1 or posts == [*chair, *vice]


class TestCommand:
    def run(self, monkeypatch, *words):
        monkeypatch.chdir(ROOT)
        return CliRunner().invoke(cli, ["pacts", *words])

    def test_the_first_and_the_last_line_say_that_it_is_no_result(self, monkeypatch):
        result = self.run(monkeypatch, "nordjylland", "--term", "2026-2030", "--alliance", "A,F")
        assert result.exit_code == 0, result.output
        lines = result.output.strip().splitlines()
        assert lines[0].startswith("Tænkt eksempel: KKR Nordjylland 2026–30")
        assert lines[-1] == "Tænkt eksempel. Intet af det er et resultat."

    @pytest.mark.parametrize(
        ("words", "told"),
        [((), "A         V"), (("--places", "4"), "A 2, C 1 og V 1")],
        ids=["posts", "places"],
    )
    def test_several_processes_say_what_one_says(self, monkeypatch, words, told):
        one, two = (self.run(monkeypatch, "midtjylland", *words, "--jobs", jobs).output for jobs in "12")
        assert one == two
        assert told in one

    @pytest.mark.parametrize("places", ["0", "-1"])
    def test_no_places_are_no_appointment(self, monkeypatch, places):
        assert "mindst 1" in str(self.run(monkeypatch, "midtjylland", "--places", places).exception)

    def test_an_alliance_that_cannot_be(self, monkeypatch):
        assert isinstance(self.run(monkeypatch, "midtjylland", "--alliance", "C,X").exception, AllianceError)


class TestProgress:
    def test_a_log_has_none(self, monkeypatch):
        monkeypatch.chdir(ROOT)
        run = CliRunner().invoke(cli, ["pacts", "nordjylland", "--places", "4"])
        assert (run.exit_code, run.stderr) == (0, "")

    def test_a_terminal_has_a_bar_on_standard_error_that_is_gone_in_the_end(self, monkeypatch, capsys):
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        with counting("Tæller valgforbund") as report:
            report(30, 60)
        out, err = capsys.readouterr()
        assert out == ""
        assert "Tæller valgforbund" in err
        assert "50%" in err
