"""The app's pages as they are served: driven in Chromium, by mouse and by keyboard, by two at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from meeting_folder import laid_out_as_own
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tools.accessibility import FLAGS, find_browser
from tools.served_app import served_app

from kkr_analysis.data.meetings import load_meeting
from kkr_analysis.data.project import Project
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.whatif.scenarios import read_scenario

SLOW = 60_000
"""Milliseconds that a machine under load may take for what usually takes a few seconds."""
CHAIR = "V (Venstre, Danmarks Liberale Parti), i valgforbundet C+V"


@pytest.fixture(scope="module")
def served(
    need: Callable[..., None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, int]]:
    """The address of the explorer of a project of its own, that project, and the process."""
    need("chromium")
    with served_app(tmp_path_factory.mktemp("app")) as app:
        yield f"{app.address}/?token={app.token}", app.root, app.pid


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield browser
        browser.close()


class Visit:
    """One user's page, in a browser profile of its own, and every address that it asked for."""

    def __init__(
        self, browser: Browser, address: str, shown: str = ".kkr-pictures img", **options: Any
    ) -> None:
        self.context = browser.new_context(locale="da-DK", **options)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_selector(shown, timeout=SLOW)

    def box(self, name: str) -> Any:
        return self.page.get_by_role("checkbox", name=name)

    @property
    def words(self) -> Any:
        return self.page.locator(".kkr-words")


@pytest.fixture(scope="module")
def visit(served: tuple[str, Path, int], browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, served[0], viewport={"width": 1400, "height": 1000})
    yield visit
    visit.context.close()


def kernels(served: tuple[str, Path, int]) -> set[int]:
    """Return the processes of the app's pages."""
    running = psutil.Process(served[2]).children(recursive=True)
    return {own.pid for own in running if own.status() != psutil.STATUS_ZOMBIE}


def leave(visit: Visit, served: tuple[str, Path, int]) -> int:
    """Close a page, wait until a kernel has ended, and return how many have."""
    there = kernels(served)
    visit.page.close(run_before_unload=True)
    end = time.monotonic() + SLOW / 1000
    while not there - kernels(served) and time.monotonic() < end:
        time.sleep(0.1)
    visit.context.close()
    return len(there - kernels(served))


@pytest.fixture
def fresh(visit: Visit) -> Visit:
    """The page with every tick taken away."""
    visit.page.get_by_role("button", name="Ryd valgforbund").click()
    expect(visit.words).to_contain_text("Intet er anderledes end ved valget.", timeout=SLOW)
    return visit


class TestPacts:
    def test_build_a_pact_see_the_chair_change_save_reload(self, fresh, served):
        page = fresh.page
        expect(fresh.words).not_to_contain_text(CHAIR)
        picture = page.locator(".kkr-pictures img").first.get_attribute("src")
        for party in "CV":  # a busy machine answers the first tick while the second is clicked
            box = fresh.box(f"{party} i valgforbund 1")
            box.click()
            expect(box).to_be_checked(timeout=SLOW)
        expect(fresh.words).to_contain_text(CHAIR, timeout=SLOW)
        expect(page.locator(".kkr-pictures img").first).not_to_have_attribute("src", picture, timeout=SLOW)

        page.get_by_label("Navn").fill("C og V går sammen")
        page.get_by_role("button", name="Gem scenariet").click()
        expect(page.locator(".kkr-message")).to_contain_text(
            "Gemt som scenarier/c-og-v-gaar-sammen.toml", timeout=SLOW
        )
        path = served[1] / "scenarier" / "c-og-v-gaar-sammen.toml"
        assert [alliance.label for alliance in read_scenario(path).alliances] == ["C+V"]

        page.reload()
        page.wait_for_selector(".kkr-pictures img", timeout=SLOW)
        expect(fresh.words).not_to_contain_text(CHAIR)
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Åbn scenariefil").click()
        chooser.value.set_files(path)
        expect(fresh.words).to_contain_text(CHAIR, timeout=SLOW)
        expect(fresh.words).to_contain_text("Tænkt eksempel: C og V går sammen")
        expect(fresh.box("C i valgforbund 1")).to_be_checked()

    def test_the_keyboard_is_enough(self, fresh):
        page = fresh.page
        page.get_by_label("Region").focus()
        seen = []
        for _ in range(60):
            page.keyboard.press("Tab")
            said = page.evaluate("document.activeElement.closest('label, button')?.innerText ?? ''")
            said = " ".join(said.split())
            seen.append(said)
            if said in ("C i valgforbund 1", "V i valgforbund 1"):
                page.keyboard.press("Space")
            if said.startswith("Åbn scenariefil"):
                break
        assert {"A i valgforbund 1", "Ø i valgforbund 2", "Gem scenariet"} <= set(seen)
        expect(fresh.words).to_contain_text(CHAIR, timeout=SLOW)
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"

    def test_what_is_ticked_twice_moves(self, fresh):
        fresh.box("C i valgforbund 1").check()
        fresh.box("C i valgforbund 2").check()
        expect(fresh.box("C i valgforbund 1")).not_to_be_checked(timeout=SLOW)

    def test_a_number_that_is_none_is_told_aloud(self, fresh):
        page = fresh.page
        page.get_by_label("Valg af").select_option("udpegning til fora")
        page.get_by_label("Antal pladser").fill("mange")
        page.get_by_label("Antal pladser").press("Enter")
        expect(page.locator(".kkr-message")).to_contain_text("Antal pladser er 'mange'.", timeout=SLOW)
        live = page.locator(".kkr-message .widget-html-content")
        expect(live).to_have_attribute("aria-live", "polite")
        page.get_by_label("Valg af").select_option("formand og næstformand")
        expect(fresh.words).to_contain_text("Formand og næstformand", timeout=SLOW)


class TestPage:
    def test_axe_finds_nothing(self, fresh):
        fresh.box("C i valgforbund 1").check()
        fresh.box("V i valgforbund 1").check()
        expect(fresh.words).to_contain_text(CHAIR, timeout=SLOW)
        assert violations(fresh.page) == []

    def test_no_request_leaves_the_machine(self, fresh, served):
        here = served[0].partition("/?")[0]
        assert len(fresh.asked) > 20
        outside = [url for url in fresh.asked if not url.startswith((here, "data:", "blob:"))]
        assert outside == []

    def test_it_is_danish_and_has_one_heading_above_the_others(self, fresh):
        page = fresh.page
        assert page.locator("html").get_attribute("lang") == "da"
        assert page.title() == "Valgforbund: hvad sker der, hvis …?"
        titles = page.evaluate(
            "[...document.querySelectorAll('.kkr-explorer [title]')].map(element => element.title)"
        )
        assert "A i valgforbund 1" in titles
        assert not [title for title in titles if "<" in title or title == "null"]
        levels = page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(each => +each.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_another_user_on_a_telephone(self, fresh, served, browser):
        """
        Nothing is wider than the screen, neither sees the other's pacts, and the kernel ends with its page.

        A kernel holds some 100 MB, and would stay for ten minutes after every reload.
        """
        other = Visit(browser, served[0], viewport={"width": 390, "height": 800})
        try:
            assert other.page.evaluate("document.documentElement.scrollWidth") <= 390
            fresh.box("A i valgforbund 1").check()
            fresh.box("B i valgforbund 1").check()
            other.box("C i valgforbund 1").check()
            other.box("V i valgforbund 1").check()
            expect(fresh.words).to_contain_text("valgforbund A+B", timeout=SLOW)
            expect(other.words).to_contain_text(CHAIR, timeout=SLOW)
            expect(fresh.words).not_to_contain_text("C+V")
            expect(other.words).not_to_contain_text("A+B")
            expect(fresh.box("C i valgforbund 1")).not_to_be_checked()
            expect(other.page.locator(".kkr-pictures img")).to_have_count(4, timeout=SLOW)  # at rest again
            assert leave(other, served) == 1
        finally:
            other.context.close()

    @pytest.mark.parametrize(
        "path", ["/", "/?token=forkert", "/moede", "/moede?token=forkert", "/voila/files/valgforbund.ipynb"]
    )
    def test_without_the_token_there_is_no_page(self, served, browser, path):
        here = served[0].partition("/?")[0]
        context = browser.new_context()
        try:
            page = context.new_page()
            page.goto(here + path)
            assert page.locator(".kkr-explorer").count() == 0
            assert "Sæt kryds" not in page.content()
        finally:
            context.close()


EDUCATION = "Uddannelsesudvalget Midtjylland"


@pytest.fixture(scope="module")
def meeting(served: tuple[str, Path, int], browser: Browser) -> Iterator[Visit]:
    """The page of a secretariat's own meeting, come to by the link from the other page."""
    laid_out_as_own(served[1])
    visit = Visit(browser, served[0], viewport={"width": 1280, "height": 900})
    visit.page.get_by_role("link", name="Mødet").click()
    visit.page.wait_for_selector(".kkr-meeting-words h3", timeout=SLOW)
    yield visit
    visit.context.close()


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response
    return [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]


class TestMeeting:
    def test_tick_with_the_keyboard_enter_a_lot_save_and_reload(self, meeting, served):
        page = meeting.page
        assert page.title() == "Mødet: fremmøde, grupper og lod"
        assert page.get_by_role("link", name="Mødet").get_attribute("aria-current") == "page"
        page.get_by_role("checkbox", name="Finn Eksempelsen", exact=True).focus()
        page.keyboard.press("Space")
        short = page.locator(".kkr-short")
        expect(short).to_contain_text("36 af 36 medlemmer er til stede. Ændret: 2 fora.", timeout=SLOW)
        expect(short.locator(".widget-html-content")).to_have_attribute("aria-live", "polite")
        education = page.locator("#alle-fora tr", has_text=EDUCATION)
        expect(education).to_contain_text("lod mellem F og V")
        page.get_by_label("Loddet faldt på").select_option("V")
        page.get_by_role("button", name="Notér loddet").click()
        message = page.locator(".kkr-message")
        expect(message).to_contain_text("faldt på V. Trukket af formanden.", timeout=SLOW)
        assert violations(page) == []
        page.get_by_role("button", name="Gem").click()
        expect(message).to_contain_text("Gemt: fremmoede.csv og lodtraekninger.csv", timeout=SLOW)
        held = hold(load_meeting("midtjylland", "2022", project=Project(served[1])))
        several = next(outcome.several for outcome in held.fora if outcome.name == EDUCATION)
        expect(education).to_contain_text(", ".join(pick.group for pick in several.picks))
        page.reload()
        page.wait_for_selector(".kkr-meeting-words h3", timeout=SLOW)
        expect(page.get_by_role("checkbox", name="Finn Eksempelsen", exact=True)).to_be_checked()

    def test_the_keyboard_s_place_is_seen_on_every_control(self, meeting):
        """The widgets' own styles take the outline away from lists and fields."""
        page = meeting.page
        page.get_by_role("link", name="Valgforbund").focus()
        outlines = {}
        for _ in range(100):
            page.keyboard.press("Tab")
            kind, outline = page.evaluate(
                "(() => { const own = document.activeElement, look = getComputedStyle(own);"
                " return [own.tagName, `${look.outlineStyle} ${look.outlineWidth}`]; })()"
            )
            outlines.setdefault(kind, set()).add(outline)
        assert outlines.keys() >= {"A", "SELECT", "BUTTON", "INPUT"}
        assert set().union(*outlines.values()) == {"solid 3px"}

    def test_in_the_dark_on_a_telephone(self, served, browser):
        """Nothing is wider than the screen, every contrast holds, and headings follow each other."""
        address = served[0].replace("/?", "/moede?")
        options = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}
        visit = Visit(browser, address, ".kkr-meeting-words h3", **options)
        try:
            page = visit.page
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert violations(page) == []
            levels = page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(each => +each.tagName[1])")
            assert (levels[0], levels.count(1)) == (1, 1)
            assert all(after - before <= 1 for before, after in pairwise(levels))
        finally:
            visit.context.close()
