"""An explorer of alliances: how it is ordered, and open in Chromium as whoever was sent it has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from kkr_analysis.documents.build.editions import EXPLORER_FORMAT, Edition
from kkr_analysis.documents.build.order import Order

READY = "body.ready"
_ANSWERS = """async ([slug, texts]) => {
    const { every, follow, parsed, answerTo, ways, nearestOf, letter } = lookup;
    if (every.length > 1) location.hash = `${slug}/`;
    await follow();
    return texts.map((text) => {
        const [groups] = parsed(text), answer = answerTo(groups);
        const holder = (post) => post[0] === 255 ? "" : letter(post[0]);
        const told = (post) => post && [holder(post), nearestOf(groups, post), post[5]];
        const falls = answer.lot?.falls ?? [], after = ways(answer);
        return [
            ...answer.posts.map(told),
            falls.map(([drawn], place) => [drawn, ...after[place].map(told)]),
        ];
    });
}"""


def explorer_order(term: str, *regions: str, overview: bool = False) -> Order:
    """What ``kkr explorer`` orders."""
    return Order(
        regions=regions,
        term=term,
        formats=(EXPLORER_FORMAT,),
        editions=(Edition.EXPLORER,),
        overview=overview,
    )


class Opened:
    """One page in a browser profile of its own, every address that it asked for, and every complaint."""

    def __init__(self, browser: Browser, file: Path, ticks: str = "", **options: Any) -> None:
        self.file = file
        self.context = browser.new_context(locale="da-DK", accept_downloads=True, **options)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda fault: self.said.append(str(fault)))
        self.page.goto(f"{file.resolve().as_uri()}{f'#{ticks}' if ticks else ''}")

    def ready(self) -> Opened:
        """Wait until something can be ticked."""
        self.page.wait_for_selector(READY)
        return self

    def go(self, ticks: str) -> None:
        """Follow a link with ticks, and wait until the page has."""
        self.page.evaluate(
            """ticks => new Promise(done => {
                addEventListener('hashchange', () => setTimeout(done), { once: true });
                location.hash = ticks;
            })""",
            ticks,
        )

    def text(self, selector: str) -> str:
        """Return the words of an element that is shown, on one line; empty for a hidden one."""
        element = self.page.locator(selector)
        return " ".join(element.inner_text().split()) if element.is_visible() else ""

    def texts(self, selector: str) -> list[str]:
        """Return the words of every such element that is shown."""
        shown = self.page.locator(selector)
        return [" ".join(each.inner_text().split()) for each in shown.all() if each.is_visible()]

    def box(self, name: str) -> Any:
        """Return the box with this name: "C i valgforbund 1"."""
        return self.page.get_by_role("checkbox", name=name, exact=True)

    def answers(self, slug: str, texts: list[str]) -> list[Any]:
        """Ask for many sets at once: holder, nearest and votes of both posts, and the falls of lots."""
        found: list[Any] = self.page.evaluate(_ANSWERS, [slug, texts])
        return found

    def close(self) -> None:
        """Close the profile."""
        self.context.close()
