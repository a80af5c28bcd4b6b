"""The explorer in Chromium: every answer of every KKR, what it says, and what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from examples import FULL
from hypothesis import settings
from places import REGIONS, TERMS
from playwright.sync_api import Browser, expect, sync_playwright
from tools.accessibility import FLAGS, find_browser
from tools.explorer_page import Opened
from tools.small_election import NAMES, computed

from kkr_analysis.allocation import Alliance, PostElection, elect_in_order
from kkr_analysis.composition.result import CHAIR_POSTS, elect_chair
from kkr_analysis.data.load import load_result
from kkr_analysis.data.sources import load_election
from kkr_analysis.documents.build.explorer.page import explorer_page
from kkr_analysis.presentation import hypothetical
from kkr_analysis.presentation.alliances import looked_at
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.scenarios import won_by
from kkr_analysis.rules import rule_set
from kkr_analysis.whatif.alliances.answer_table import answer_table
from kkr_analysis.whatif.alliances.findings import closer_look, contest_of
from kkr_analysis.whatif.alliances.lineup import Lineup
from kkr_analysis.whatif.scenarios import Scenario, as_toml, read_scenario, what_if

FAULT = "Tallene i filen er ikke dem, den blev skrevet med."
CHAIR = "V (Venstre, Danmarks Liberale Parti), i valgforbundet C+V"
TIED = {"A": 400, "B": 200, "C": 200}
"""B+C has as many votes as A, and B as many as C."""


@pytest.fixture(scope="module")
def browser(need) -> Iterator[Browser]:
    need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def midtjylland(explorers) -> Path:
    return explorers / "2022-2026" / "valgforbund-midtjylland.html"


@pytest.fixture(scope="module")
def opened(browser, midtjylland) -> Iterator[Opened]:
    opened = Opened(browser, midtjylland, viewport={"width": 1280, "height": 1000})
    yield opened.ready()
    opened.close()


@pytest.fixture
def fresh(opened) -> Opened:
    """The page with nothing ticked."""
    opened.page.get_by_role("button", name="Ryd").click()
    expect(opened.page.locator("#heading")).to_have_text("Ingen valgforbund: som ved valget")
    return opened


def written(folder: Path, result) -> Path:
    """Write the page of a small KKR."""
    path = folder / "valgforbund-oest.html"
    path.write_text(explorer_page(result, HouseStyle()), encoding="utf-8")
    return path


def small(votes) -> object:
    """A KKR of these votes, in a region of one municipality with a mayor of A."""
    return computed([votes], ["A"])


def post_told(way: PostElection, number: int) -> list[object] | None:
    """A post as the page tells it: holder, nearest, and the votes that it lacks."""
    post = next((post for post in way.posts if post.number == number), None)
    if post is None:
        return None
    nearest, votes = post.nearest or ("", 0)
    return [post.holder, nearest, votes]


def told(election: PostElection) -> list[object]:
    """An election by the traced engine as the page tells it, with every way that lots can fall."""
    falls = []
    if election.tie:
        ways = {tuple(name for lot in way.lots for name in lot.winners): way for way in election.outcomes()}
        falls = [[list(drawn), post_told(way, 1), post_told(way, 2)] for drawn, way in sorted(ways.items())]
    return [post_told(election, 1), post_told(election, 2), falls]


class TestEverySet:
    """
    »every set of every KKR of both terms, asked of the page and of the traced engine«.

    Every set is asked of the page. ``make test`` holds them all to the stored answers and every 97th to the
    traced engine; ``make test-full`` holds them all to the traced engine, which takes a minute or two.
    """

    @pytest.mark.hypothesis  # so that make properties runs it as well
    @pytest.mark.parametrize("term", TERMS)
    def test_posts_margins_and_lots(self, browser, explorers, term):
        step = 1 if settings().max_examples >= FULL else 97
        opened = Opened(browser, explorers / term / "valgforbund.html").ready()
        counted = 0
        for region in REGIONS:
            votes = dict(load_result(region, term).composition.votes)
            ballot = [each.letter for each in load_result(region, term).eligibility.eligible]
            table = answer_table(Lineup.of({letter: votes[letter] for letter in ballot}, len(ballot)))
            sets = [table.lineup.alliances(string) for string in table.strings.T.tolist()]
            ours = opened.answers(region, [",".join(pact.label for pact in each) for each in sets])
            assert [each[0][::2] + each[1][::2] for each in ours] == [
                [value for post in table.posts(number) for value in (ballot[post.holder], post.lacking)]
                for number in range(len(table))
            ]
            for pacts, own in list(zip(sets, ours, strict=True))[::step]:
                assert own == told(elect_chair(votes, pacts, ())), pacts
            counted += len(sets)
        assert counted == {"2022-2026": 4 * 4_140 + 21_147, "2026-2030": 5 * 21_147}[term]
        opened.close()

    def test_lots_where_there_are_some(self, browser, tmp_path):
        """The real votes have no ties at all; of these fifteen sets five have one."""
        votes = {**TIED, "V": 600}
        opened = Opened(browser, written(tmp_path, small(votes))).ready()
        table = answer_table(Lineup.of(votes, 4))
        sets = [table.lineup.alliances(string) for string in table.strings.T.tolist()]
        ours = opened.answers("oest", [",".join(pact.label for pact in each) for each in sets])
        assert ours == [told(elect_in_order(votes, CHAIR_POSTS, pacts)) for pacts in sets]
        assert sum(bool(falls) for *_, falls in ours) == 5
        opened.close()


def words(html: str) -> dict[str, object]:
    """What the app's answer says, part by part."""
    soup = BeautifulSoup(html, "html.parser")
    heading, (assumed, *_) = soup.h2.get_text(), [each.get_text() for each in soup.find_all("p")]
    return {
        "heading": heading,
        "assumed": assumed,
        "posts": [
            [cell.get_text() for cell in row.find_all(["th", "td"])] for row in soup.select("tbody tr")
        ],
        "balance": soup.table.find_next("p").get_text(),
        "turning": [each.get_text() for each in soup.select(".calculation")],
        "mark": soup.select_one(".mark").get_text(),
    }


class TestSaysTheSame:
    """»what both do comes from one place«: the page's words are the app's."""

    @pytest.mark.parametrize(
        ("term", "region", "pacts"),
        [
            ("2022-2026", "midtjylland", "C+V"),
            ("2022-2026", "midtjylland", "C+V,A+F"),
            ("2022-2026", "midtjylland", "B+C+F+K,O+V"),
            ("2022-2026", "nordjylland", "A+B"),
            ("2022-2026", "hovedstaden", "A+B+Ø,C+V"),
            ("2026-2030", "syddanmark", "A+F"),
            ("2026-2030", "syddanmark", "A+F+Ø,C+V,B+I"),
            ("2026-2030", "hovedstaden", "C+Ø+Å,A+F+I"),
            ("2026-2030", "sjaelland", "A+V+Æ"),
        ],
    )
    def test_about_the_same_alliances(self, browser, explorers, project, term, region, pacts):
        opened = Opened(browser, explorers / term / f"valgforbund-{region}.html", pacts).ready()
        alliances = tuple(map(Alliance.parse, pacts.split(",")))
        election = load_election(project.data, rule_set(term).election)
        answer = what_if(election, Scenario(region=region, term=term, alliances=alliances))
        expected = words(hypothetical.answer(answer).source)
        won = opened.texts("#won p")
        introduction = re.compile(r"^(Det vender ved \w+posten\. |\w+posten: )")
        elected = answer.result.posts
        assert [introduction.sub("", said) for said in won] == [
            won_by(post, elected) for post in elected.posts
        ]
        assert {
            "heading": opened.text("#heading"),
            "assumed": opened.text("#assumed"),
            "posts": [[*map(str.strip, row.split("\t"))] for row in rows_of(opened)],
            "balance": opened.text("#balance"),
            "turning": [said for said in won if said.startswith("Det vender")],
            "mark": opened.text(".mark"),
        } == expected
        closer = looked_at(closer_look(contest_of(answer.result), alliances))
        assert opened.text("#closer-heading") == closer.heading
        assert list(map(in_any_order, opened.texts("#closer li"))) == list(map(in_any_order, closer.lines))
        opened.close()

    def test_about_what_would_undo_them(self, browser, explorers):
        """Who gains by leaving, and what answers it, in every 307th set of Midtjylland."""
        result = load_result("midtjylland", TERMS[1])
        ballot = {each.letter: each.votes for each in result.eligibility.eligible}
        table, contest = answer_table(Lineup.of(ballot, len(ballot))), contest_of(result)
        sets = [table.lineup.alliances(string) for string in table.strings.T[::307].tolist()]
        opened = Opened(browser, explorers / TERMS[1] / "valgforbund-midtjylland.html").ready()
        for pacts in filter(None, sets):
            opened.go(",".join(pact.label for pact in pacts))
            lines = looked_at(closer_look(contest, pacts)).lines
            assert list(map(in_any_order, opened.texts("#closer li"))) == list(map(in_any_order, lines)), (
                pacts
            )
        assert opened.said == []
        opened.close()

    def test_about_a_post_that_a_lot_decides(self, browser, tmp_path):
        """A 400 against B+C 400: both falls are told, and what each gives."""
        result = small({"A": 400, "B": 250, "C": 150, "V": 300})
        opened = Opened(browser, written(tmp_path, result), "B+C").ready()
        election = replace(result.election, is_hypothetical=True)
        scenario = Scenario(region="oest", term="2022-2026", alliances=(Alliance.of("B", "C"),))
        expected = words(hypothetical.answer(what_if(election, scenario)).source)
        assert [[*map(str.strip, row.split("\t"))] for row in rows_of(opened)] == expected["posts"]
        assert opened.text("#balance") == expected["balance"]
        assert opened.texts("#won p") == [
            "Hvis A trækkes, bliver A formand og B næstformand.",
            "Hvis B+C trækkes, bliver B formand og A næstformand.",
        ]
        assert opened.text("#text") == (
            "Tænkt eksempel: Med valgforbund B+C i KKR Øst 2022–26 (foreløbige tal, opgjort pr. 19. januar "
            "2100) bliver der lodtrækning mellem A og B+C om formandsposten. Hvis A trækkes, bliver A "
            "formand og B næstformand; hvis B+C trækkes, bliver B formand og A næstformand. Uden "
            "valgforbund ville formandsposten gå til A og næstformandsposten til V."
        )
        assert "lodtrækning" in opened.text("#drawn-after")
        opened.close()


def rows_of(opened: Opened) -> list[str]:
    """The rows of the table of posts, cells between tabs."""
    return [row.inner_text() for row in opened.page.locator("#posts tbody tr").all()]


def in_any_order(sentence: str) -> str:
    """A sentence with the members of every alliance sorted, since the app has Å before Ø."""
    return re.sub(r"[A-ZÆØÅ](?:\+[A-ZÆØÅ])+", lambda label: "+".join(sorted(label[0].split("+"))), sentence)


class TestTicks:
    def test_build_a_pact_and_go_back(self, fresh):
        page = fresh.page
        assert CHAIR not in fresh.text("#posts")
        fresh.box("C i valgforbund 1").check()
        assert fresh.text("#alone").startswith("C står alene i sit valgforbund")
        fresh.box("V i valgforbund 1").check()
        assert CHAIR in fresh.text("#posts")
        assert page.title() == "Tænkt eksempel: valgforbund C+V, KKR Midtjylland 2022–26"
        assert page.evaluate("location.hash") == "#C+V"
        page.go_back()
        expect(page.locator("#heading")).to_have_text("Ingen valgforbund: som ved valget")
        expect(fresh.box("C i valgforbund 1")).to_be_checked()
        expect(fresh.box("V i valgforbund 1")).not_to_be_checked()
        page.go_forward()
        expect(page.locator("#heading")).to_have_text("Tænkt eksempel: valgforbund C+V")

    def test_a_party_is_in_one_alliance_at_most(self, fresh):
        fresh.box("C i valgforbund 1").check()
        fresh.box("C i valgforbund 2").check()
        expect(fresh.box("C i valgforbund 1")).not_to_be_checked()

    def test_a_link_carries_several_alliances(self, browser, midtjylland):
        """Also as a mail program writes it."""
        for ticks in ("C+V,A+F+Ø", "C+V,A+F+%C3%98", "c+v,a+f+ø"):
            opened = Opened(browser, midtjylland, ticks).ready()
            assert opened.text("#heading") == "Tænkt eksempel: valgforbund C+V og A+F+Ø"
            expect(opened.box("Ø i valgforbund 2")).to_be_checked()
            opened.close()

    @pytest.mark.parametrize("ticks", ["C+V+Q", "%", "A+B,C+D,F+K,O+V,Ø+X", "../../x", "<img src=x>", "+,+,"])
    def test_a_link_that_means_nothing_is_told_and_does_no_harm(self, browser, midtjylland, ticks):
        opened = Opened(browser, midtjylland, ticks).ready()
        told = opened.text("#message")
        assert (
            told == "" if ticks == "+,+," else "kan ikke krydses af her. Vælg mellem A, B, C, D, F, K" in told
        )
        assert opened.said == []
        opened.close()

    def test_a_result_leads_to_its_alliances(self, fresh):
        fresh.page.get_by_role("link", name="B+C+F", exact=True).first.click()
        expect(fresh.page.locator("#heading")).to_have_text("Tænkt eksempel: valgforbund B+C+F")

    def test_the_keyboard_is_enough(self, fresh):
        page = fresh.page
        page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
        seen = []
        for _ in range(60):
            page.keyboard.press("Tab")
            said = page.evaluate(
                "(document.activeElement.closest('label') ?? document.activeElement).textContent"
            )
            seen.append(said)
            if said in ("C i valgforbund 1", "V i valgforbund 1"):
                page.keyboard.press("Space")
            if said == "Udskriv":
                break
        assert {"A i valgforbund 1", "Ø i valgforbund 4", "Kopiér som tekst", "Gem som scenarie"} <= set(seen)
        assert CHAIR in fresh.text("#posts")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    def test_the_reader_is_moved_to_the_answer(self, browser, midtjylland):
        """»A link in "Alle udfald" moves the reader to the answer« at once, whoever wants less motion."""
        opened = Opened(browser, midtjylland, viewport={"width": 390, "height": 844}).ready()
        opened.page.get_by_role("link", name="B+C+F", exact=True).first.click()
        expect(opened.page.locator("#heading")).to_be_focused()
        expect(opened.page.locator("#heading")).to_have_text("Tænkt eksempel: valgforbund B+C+F")
        box = opened.page.locator("#heading").bounding_box()
        assert box is not None
        assert -1 < box["y"] < 100
        assert opened.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        opened.close()

    def test_who_gets_the_posts_stays_in_sight_while_ticking(self, browser, midtjylland):
        """On a telephone the answer is below; the line is said aloud once, by the answer."""
        opened = Opened(browser, midtjylland, viewport={"width": 390, "height": 844}).ready()
        brief = opened.page.locator("#brief")
        opened.box("C i valgforbund 1").check()
        assert opened.text("#brief") == "Uden valgforbund: formand A, næstformand V"
        opened.box("V i valgforbund 1").check()
        assert opened.text("#brief") == "Tænkt eksempel: formand V, næstformand A"
        opened.page.evaluate("scrollTo(0, document.querySelector('.ticks').offsetTop)")
        for name in ("A i valgforbund 1", "V i valgforbund 1"):
            opened.box(name).scroll_into_view_if_needed()
            box = brief.bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= box["y"] + box["height"] <= 844
        assert brief.get_attribute("aria-hidden") == "true"
        opened.close()
        wide = Opened(browser, midtjylland, viewport={"width": 1280, "height": 844}).ready()
        assert wide.text("#brief") == ""
        wide.close()


class TestConditions:
    """»the number supposes that the post of chair stays as it was filled«."""

    def test_with_alliances_it_is_said_of_the_vice_chair_alone(self, browser, explorers):
        """C with 84,833 more of the others' votes would be chair, and not vice-chair."""
        page = explorers / TERMS[1] / "valgforbund-midtjylland.html"
        opened = Opened(browser, page, "C+V,A+F+Ø").ready()
        chair, vice_chair = opened.texts("#won p")
        assert "mangler" in chair
        assert "ligger fast" not in chair
        assert vice_chair.endswith(" for at få posten, når formandsposten ligger fast.")
        opened.go("")
        assert "ligger fast" not in opened.text(".answer")
        opened.close()

    def test_the_votes_can_move_the_chair_instead(self):
        votes = dict(load_result("midtjylland", TERMS[1]).composition.votes)
        pacts = [Alliance.parse("C+V"), Alliance.parse("A+F+Ø")]
        who, lacking = elect_in_order(votes, CHAIR_POSTS, pacts).posts[1].nearest
        assert (who, lacking) == ("C", 84_833)
        after = elect_in_order({**votes, who: votes[who] + lacking}, CHAIR_POSTS, pacts)
        assert after.posts[0].holder == who


class TestCounterPacts:
    """»Name the smallest pact that takes away what was gained, post by post«."""

    def test_each_post_has_its_own(self, browser, explorers):
        page = explorers / TERMS[1] / "valgforbund-hovedstaden.html"
        opened = Opened(browser, page, "B+F,C+V").ready()
        [told] = [line for line in opened.texts("#closer li") if line.startswith("C+V er til fordel")]
        assert "A+Ø tager formandsposten fra C" in told
        opened.close()

    def test_a_party_alone_in_a_column_is_outside(self, browser, explorers):
        """»must count as outside for counter-pacts, as a party without a tick does«."""
        opened = Opened(browser, explorers / TERMS[1] / "valgforbund-midtjylland.html", "C+V").ready()
        without = opened.texts("#closer li")
        opened.go("C+V,A")
        assert opened.text("#alone").startswith("A står alene")
        assert opened.texts("#closer li") == without
        opened.close()

    def test_several_alliances_are_named_in_the_plural(self, browser, midtjylland):
        opened = Opened(browser, midtjylland, "C+V,A+F+Ø").ready()
        assert opened.text("#closer-heading") == "Valgforbundene C+V og A+F+Ø"
        opened.close()


class TestTaking:
    """»two sentences for an e-mail, printing gives one page, a scenario file can be saved«."""

    def test_two_sentences(self, fresh):
        fresh.box("C i valgforbund 1").check()
        fresh.box("V i valgforbund 1").check()
        fresh.context.grant_permissions(["clipboard-read", "clipboard-write"])
        fresh.page.get_by_role("button", name="Kopiér som tekst").click()
        expect(fresh.page.locator("#message")).to_have_text("Teksten er kopieret.")
        assert fresh.page.evaluate("navigator.clipboard.readText()") == (
            "Tænkt eksempel: Med valgforbund C+V i KKR Midtjylland 2022–26 (endelige tal, opgjort pr. 19. "
            "januar 2022) går formandsposten til V og næstformandsposten til A. A mangler 73.374 stemmer for "
            "at få formandsposten og C+V mangler 132.441 stemmer for at få næstformandsposten, når "
            "formandsposten ligger fast. Uden valgforbund ville formandsposten gå til A og "
            "næstformandsposten til V."
        )

    def test_without_ticks_the_day_and_no_condition(self, fresh):
        """»… do not say that anything happens "ved valget"«: no post goes to anybody on that day."""
        assert fresh.text("#text") == (
            "Uden valgforbund ville formandsposten i KKR Midtjylland 2022–26 (endelige tal, opgjort pr. 19. "
            "januar 2022) gå til A og næstformandsposten til V. V mangler 20.421 stemmer for at få "
            "formandsposten og C mangler 91.601 stemmer for at få næstformandsposten."
        )

    def test_what_could_not_be_copied_is_marked_and_said(self, fresh):
        """»"Teksten er kopieret." only when it was«."""
        page = fresh.page
        fresh.box("C i valgforbund 1").check()
        page.evaluate(
            """() => {
                navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
                document.execCommand = () => false;
            }"""
        )
        page.get_by_role("button", name="Kopiér som tekst").click()
        expect(page.locator("#message")).to_have_text(
            "Teksten kunne ikke kopieres; den er markeret, så du selv kan kopiere den."
        )
        assert page.evaluate("getSelection().toString()").strip() == page.locator("#text").inner_text()
        page.evaluate("() => { document.execCommand = () => true; }")
        page.get_by_role("button", name="Kopiér som tekst").click()
        expect(page.locator("#message")).to_have_text("Teksten er kopieret.")
        page.reload()
        fresh.ready()

    def test_a_scenario_that_whatif_reads(self, fresh, tmp_path):
        for name in ("C i valgforbund 1", "V i valgforbund 1", "A i valgforbund 3", "Ø i valgforbund 3"):
            fresh.box(name).check()
        with fresh.page.expect_download() as download:
            fresh.page.get_by_role("button", name="Gem som scenarie").click()
        assert download.value.suggested_filename == "midtjylland-c-v-a-oe.toml"
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        scenario = Scenario(
            region="midtjylland",
            term="2022-2026",
            alliances=(Alliance.of("C", "V"), Alliance.of("A", "Ø")),
        )
        assert read_scenario(path) == scenario
        assert path.read_text("utf-8") == as_toml(scenario)
        fresh.page.get_by_role("button", name="Ryd").click()
        with fresh.page.expect_download() as download:
            fresh.page.get_by_role("button", name="Gem som scenarie").click()
        download.value.save_as(path)
        assert path.read_text("utf-8") == as_toml(replace(scenario, alliances=()))

    @pytest.mark.parametrize("ticks", ["", "A+B,C+V,F+Ø,K+O"])
    def test_one_printed_page(self, browser, midtjylland, tmp_path, ticks):
        opened = Opened(browser, midtjylland, ticks).ready()
        opened.page.pdf(path=tmp_path / "side.pdf", format="A4", print_background=True)
        [sheet] = pypdf.PdfReader(tmp_path / "side.pdf").pages
        text = " ".join(sheet.extract_text().split())
        assert "Endelige tal" in text
        assert ("Tænkt eksempel" in text) == bool(ticks)
        assert "sha256" in text
        assert "Fyldt søjle: har fået posten." in text
        assert "næstformandsposten til" in text
        opened.close()

    def test_colours_are_printed(self, opened):
        opened.page.emulate_media(media="print")
        for part in (".drawing .chip", ".bar:not(.lost)"):
            exact = "element => getComputedStyle(element).printColorAdjust"
            assert opened.page.locator(part).first.evaluate(exact) == "exact"
        opened.page.emulate_media(media="screen")

    def test_the_overview_without_ticks_prints_all_kkr(self, browser, explorers):
        """»… and not Hovedstaden alone«; with ticks the one that they are in."""
        opened = Opened(browser, explorers / TERMS[1] / "valgforbund.html").ready()
        opened.page.emulate_media(media="print")
        assert all(name in opened.text("#all") for name in ("Hovedstaden", "Syddanmark", "Nordjylland"))
        assert "(foreløbige tal, opgjort pr. 31. januar 2026)" in opened.text("#all")
        assert opened.text(".explorer") == ""
        assert opened.texts(".status") == []
        opened.go("syddanmark/A+F")
        assert opened.text("#all") == ""
        assert "A+F" in opened.text(".answer")
        opened.close()


class TestPage:
    """»keyboard alone, names, focus, 44 px targets, 390 px, 200 % text, dark«; nothing moves."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("ticks", ["", "C+V,A+F+Ø,B"])
    def test_axe_finds_nothing(self, browser, midtjylland, scheme, ticks):
        opened = Opened(browser, midtjylland, ticks, color_scheme=scheme).ready()
        found = Axe().run(opened.page).response
        assert [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]] == []
        opened.close()

    def test_axe_finds_nothing_in_the_overview(self, browser, explorers):
        opened = Opened(browser, explorers / TERMS[1] / "valgforbund.html", "syddanmark/A+F").ready()
        found = Axe().run(opened.page).response
        assert [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]] == []
        opened.close()

    @pytest.mark.parametrize("size", ["100%", "200%"])
    def test_nothing_is_wider_than_a_telephone(self, browser, explorers, size):
        for file, ticks in (("valgforbund-hovedstaden", "A+B,C+Ø+Å"), ("valgforbund", "syddanmark/A+F+Ø")):
            view = {"width": 390, "height": 844}
            opened = Opened(browser, explorers / TERMS[1] / f"{file}.html", ticks, viewport=view).ready()
            opened.page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
            opened.close()

    def test_what_is_to_be_hit_is_large_enough(self, browser, midtjylland):
        opened = Opened(browser, midtjylland, "C+V", viewport={"width": 390, "height": 844}).ready()
        for target in opened.page.locator("label:has(input), button, select").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44, target.inner_text()
        opened.close()

    def test_it_is_danish_and_has_one_heading_above_the_others(self, opened):
        assert opened.page.locator("html").get_attribute("lang") == "da"
        shown = opened.page.locator("h1, h2, h3").all()
        levels = [each.evaluate("each => +each.tagName[1]") for each in shown if each.is_visible()]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert set(levels[1:]) == {2}

    def test_it_asks_nobody_and_complains_of_nothing(self, browser, midtjylland):
        opened = Opened(browser, midtjylland, "C+V,A+F+Ø").ready()
        opened.page.get_by_role("button", name="Ryd").click()
        assert [address.partition("#")[0] for address in opened.asked] == [midtjylland.resolve().as_uri()]
        assert opened.said == []
        opened.close()

    def test_captions_can_be_read_in_the_dark(self, browser, midtjylland):
        """The drawings are white and then turned around: a caption on the dark page's colour is not seen."""
        view = {"width": 390, "height": 844}
        opened = Opened(browser, midtjylland, viewport=view, color_scheme="dark").ready()
        caption = opened.page.locator(".drawing.before caption")
        assert caption.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 255, 255)"
        opened.close()

    def test_a_name_breaks_with_a_hyphen_where_the_browser_knows_danish(self, opened):
        style = "each => [getComputedStyle(each).hyphens, getComputedStyle(each).overflowWrap]"
        name = opened.page.locator(".ticks tbody th span span:last-child").first
        assert name.evaluate(style) == ["auto", "break-word"]

    def test_half_a_file_says_so(self, browser, midtjylland, tmp_path):
        text = midtjylland.read_text("utf-8")
        half = tmp_path / "valgforbund-midtjylland.html"
        half.write_text(text[: text.index('"packed"') + 2_000], "utf-8")
        opened = Opened(browser, half)
        assert "eller filen er ikke hentet helt" in opened.text(".waiting")
        opened.close()

    def test_what_it_is_measured_against_is_said(self, opened):
        assert opened.texts(".further > p")[0].endswith(
            "Andelen af sæt siger intet om, hvor sandsynligt udfaldet er."
        )
        assert "Værst, når partiet selv er med" in opened.texts(".further th")
        assert opened.text("section[data-kkr] h2") == "Uden valgforbund"

    def test_without_a_script_the_election_is_there(self, browser, midtjylland):
        opened = Opened(browser, midtjylland, java_script_enabled=False)
        assert "V manglede 20.421 stemmer" in opened.text(".posts")
        assert "scripts slået fra" in opened.text(".waiting")
        assert opened.text(".explorer") == ""
        opened.close()

    def test_names_stay_text(self, browser, tmp_path, monkeypatch):
        hostile = (
            "</script><script>document.title='x'</script><img src=x onerror=document.title='x'>{{ 7*7 }}"
        )
        monkeypatch.setitem(NAMES, "V", hostile)
        monkeypatch.setitem(NAMES, "C", "{mark} $& \\u003c <!--")
        page = written(tmp_path, small({"A": 400, "B": 250, "C": 350, "V": 300}))
        opened = Opened(browser, page, "C+V").ready()
        assert f"C ({NAMES['C']}), i valgforbundet C+V" in opened.text("#posts")
        assert f"V {hostile}" in opened.texts("#ticks-oest th")
        assert opened.page.locator("img").count() == 0
        assert opened.page.title() == "Tænkt eksempel: valgforbund C+V, KKR Øst 2022–26"
        assert opened.said == []
        opened.close()


class TestChanged:
    """»A file whose data were changed says so«."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (
                '["V","V (Venstre, Danmarks Liberale Parti)",185393',
                '["V","V (Venstre, Danmarks Liberale Parti)",285393',
            ),
            ("V manglede 20.421 stemmer", "V manglede 20.422 stemmer"),
            ("<strong>Socialdemokratiet (A)</strong>", "<strong>Venstre (V)</strong>"),
            ('"packed":"eN', '"packed":"eO'),
            ('"kkr":[{', '"kkr":[{{'),
        ],
    )
    def test_it_says_so_and_answers_nothing(self, browser, midtjylland, tmp_path, old, new):
        text = midtjylland.read_text("utf-8")
        assert text.count(old) == 1
        changed = tmp_path / "valgforbund-midtjylland.html"
        changed.write_text(text.replace(old, new), "utf-8")
        opened = Opened(browser, changed, "C+V")
        expect(opened.page.locator("#fault")).to_be_visible()
        assert opened.text("#fault").startswith(FAULT)
        assert opened.text(".explorer") == ""
        assert opened.text(".posts") == opened.text(".sources") == opened.text(".waiting") == ""
        opened.close()

    def test_a_script_that_was_changed_does_not_run(self, browser, midtjylland, tmp_path):
        text = midtjylland.read_text("utf-8")
        changed = tmp_path / "valgforbund-midtjylland.html"
        changed.write_text(text.replace('"use strict";', '"use strict"; document.title = "x";'), "utf-8")
        opened = Opened(browser, changed)
        assert opened.page.title() == "Valgforbund i KKR Midtjylland 2022–26"
        assert "scripts slået fra" in opened.text(".waiting")
        opened.close()


class TestOverview:
    """»the same for all five KKR … with the election as it was until something is ticked«."""

    def test_one_kkr_is_chosen_at_a_time(self, browser, explorers):
        opened = Opened(browser, explorers / TERMS[1] / "valgforbund.html").ready()
        page = opened.page
        assert "Hovedstaden Socialdemokratiet (A) C manglede 1.120 stemmer" in opened.text("#all")
        assert opened.text("#heading") == "Ingen valgforbund: som ved valget"
        page.get_by_label("Vælg KKR").select_option("syddanmark")
        expect(page.locator("#assumed")).to_contain_text("KKR Syddanmark 2026–30.")
        opened.box("A i valgforbund 1").check()
        opened.box("F i valgforbund 1").check()
        assert opened.text("#heading") == "Tænkt eksempel: valgforbund A+F"
        assert page.evaluate("location.hash") == "#syddanmark/A+F"
        page.get_by_role("link", name="Nordjylland").click()
        expect(page.locator("#heading")).to_have_text("Ingen valgforbund: som ved valget")
        page.go_back()
        expect(page.locator("#heading")).to_have_text("Tænkt eksempel: valgforbund A+F")
        assert page.get_by_label("Vælg KKR").input_value() == "syddanmark"
        opened.close()

    @pytest.mark.parametrize("ticks", ["bornholm/C+V", "C+V", "%", "toString/"])
    def test_a_link_that_names_no_kkr(self, browser, explorers, ticks):
        """Nothing of it is ticked in another KKR; the line goes as soon as one is chosen."""
        opened = Opened(browser, explorers / TERMS[1] / "valgforbund.html", ticks).ready()
        assert opened.text("#astray") == "Linket nævner ikke et KKR, som findes her. Vælg et KKR."
        assert opened.text("#heading") == "Ingen valgforbund: som ved valget"
        opened.page.get_by_label("Vælg KKR").select_option("syddanmark")
        expect(opened.page.locator("#astray")).to_be_hidden()
        opened.close()
