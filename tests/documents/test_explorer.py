"""The explorer as a file: what is in it, how large it is, and its place among the files of a term."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import zlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup, Tag
from places import OF_EVERY_DOCUMENT, OVERVIEW
from tools.command import kkr, refused
from tools.elected import elected
from tools.explorer_page import explorer_order
from tools.small_election import computed

from kkr_analysis.cli.building import older_notices
from kkr_analysis.danish import listed
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.explorer import content, page
from kkr_analysis.documents.build.explorer.content import content_of
from kkr_analysis.documents.build.explorer.packed import packed, width_of
from kkr_analysis.documents.build.explorer.page import LARGEST, explorer_page, sealed_sum
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.unchanged import LEDGER
from kkr_analysis.documents.verify.verify import Standing, verify
from kkr_analysis.errors import BuildError, TooManyContendersError
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.whatif.alliances import answer_table as stored
from kkr_analysis.whatif.alliances.answer_table import answer_table
from kkr_analysis.whatif.alliances.lineup import Lineup

TERM = "2022-2026"
FILE = "valgforbund-midtjylland.html"


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def data_in(html: str) -> dict[str, object]:
    """What the script of a page reads."""
    return json.loads(BeautifulSoup(html, "html.parser").select_one("#data").string)


def card(folder: Path) -> Tag:
    found = soup_of(folder / "index.html").select_one("section[aria-labelledby=midtjylland]")
    assert found is not None
    return found


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


@pytest.fixture
def name(region: str) -> str:
    """The name of a region's explorer, or of the overview's."""
    return "valgforbund.html" if region == OVERVIEW else f"valgforbund-{region}.html"


@pytest.mark.parametrize(("term", "region"), OF_EVERY_DOCUMENT)
class TestFile:
    """»self-contained, no request to anywhere, opens from a file, ≤ 500 kB«."""

    def test_it_is_small_enough_to_mail(self, explorers, term, name):
        assert (explorers / term / name).stat().st_size <= LARGEST == 500_000

    def test_its_policy_allows_its_own_script_and_sheet_and_nothing_else(self, explorers, term, name):
        soup = soup_of(explorers / term / name)
        policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        hashes = [
            base64.b64encode(hashlib.sha256(element.string.encode()).digest()).decode()
            for element in (soup.select_one("script:not([type])"), soup.style)
        ]
        assert policy == (
            f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; "
            "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
        )
        assert len(soup.find_all("script")) == 2
        assert len(soup.find_all("style")) == 1
        handlers = {key for tag in soup.find_all() for key in tag.attrs if key.startswith("on")}
        assert handlers == set()
        assert not [tag for tag in soup.find_all() if "style" in tag.attrs]
        addresses = [tag[key] for tag in soup.find_all() for key in ("src", "href") if tag.has_attr(key)]
        assert all(address.startswith("#") for address in addresses)

    def test_the_sum_is_over_what_it_says(self, explorers, term, name):
        html = (explorers / term / name).read_text("utf-8")
        assert BeautifulSoup(html, "html.parser").select_one("#sha256").string == sealed_sum(html)

    def test_status_day_and_sources_with_fingerprint(self, explorers, term, name):
        soup = soup_of(explorers / term / name)
        status = {"2022-2026": "Endelige tal , opgjort pr. 19. januar 2022", "2026-2030": "Foreløbige tal"}[
            term
        ]
        assert words(soup.select_one(".status")).startswith(status)
        marks = [words(mark) for mark in soup.select(".sources .sha")]
        assert len(marks) == (5 if name == "valgforbund.html" else 1)
        assert all(re.search(r"term=\S+ day=\S+ alliances= sha256=[0-9a-f]{64}$", mark) for mark in marks)
        assert soup.select_one("#kilder tbody th").string.endswith("valg.toml")


class TestStored:
    """»Every set of alliances is counted beforehand by the exact engine and stored compactly«."""

    def test_what_is_packed_can_be_unpacked(self):
        """Two bytes for each set and post, then a column for each part of the different answers."""
        table = answer_table(Lineup.of({"A": 700, "B": 300, "C": 300, "V": 301}, 4))
        raw = zlib.decompress(base64.b64decode(packed(table)))
        which = np.frombuffer(raw[: 4 * 15], "<u2").reshape(2, 15)
        assert which.tolist() == [table.chair_of.tolist(), table.vice_chair_of.tolist()]
        rows, width = len(table.chairs), width_of(table)
        assert width == 2
        columns = np.frombuffer(raw[60 : 60 + rows * (5 + width)], np.uint8).reshape(5 + width, rows)
        assert columns[0].tolist() == [answer.holder for answer in table.chairs]
        assert columns[1].tolist() == [answer.runner_up & 255 for answer in table.chairs]
        assert (columns[5] + 256 * columns[6].astype(int)).tolist() == [
            answer.lacking for answer in table.chairs
        ]

    def test_both_falls_of_a_lot_are_there(self):
        """B+C 400 and A 400: if A is drawn, B is vice-chair, and if B+C are, A is."""
        kkr = content_of(computed([{"A": 400, "B": 250, "C": 150, "V": 300}], ["A"]))
        [lot] = [lot for lot in kkr.data["lots"] if lot["tied"] == ("A", "B+C")]
        told = [
            (drawn, kkr.table.chairs[chair].holder, kkr.table.vice_chairs[vice_chair].holder)
            for drawn, chair, vice_chair in lot["falls"]
        ]
        assert (lot["post"], told) == (1, [(("A",), 0, 1), (("B+C",), 1, 0)])


class TestTooMany:
    """»More contenders than fit: the page says which it leaves out«; decided by size."""

    def test_the_smallest_are_left_out_until_it_fits(self, monkeypatch):
        """Eight contenders have 4,140 sets, seven 877; with 5 kB less there is no room for eight."""
        result = elected("sjaelland", TERM)
        whole = explorer_page(result, HouseStyle())
        monkeypatch.setattr(page, "LARGEST", len(whole.encode()) - 5_000)
        html = explorer_page(result, HouseStyle())
        assert len(html.encode()) <= page.LARGEST
        [kkr] = data_in(html)["kkr"]
        votes = {letter: votes for letter, _, votes, *_ in kkr["parties"]}
        free = [kkr["parties"][place][0] for place in kkr["free"]]
        assert free == sorted(votes, key=votes.get, reverse=True)[: len(free)]
        assert len(free) < len(votes) == 8
        soup = BeautifulSoup(html, "html.parser")
        left_out = [letter for letter in votes if letter not in free]
        assert words(soup.select_one("#ticks-sjaelland .hint")).startswith(
            f"{listed(left_out)} kan ikke krydses af: med flere end {len(free)} partier ville svarene fylde "
        )
        alone = [words(row) for row in soup.select("#ticks-sjaelland tbody tr") if not row.select("input")]
        assert [row.split()[0] for row in alone] == left_out
        assert all(row.endswith("står alene") for row in alone)

    def test_ten_can_be_ticked_at_most(self, monkeypatch):
        monkeypatch.setattr(content, "MOST_FREE", 3)
        votes = {"A": 700, "B": 300, "C": 200, "V": 100}
        kkr = content_of(computed([votes], ["A"]), 3)
        assert (kkr.left_out, len(kkr.table)) == (("V",), 5)

    def test_lots_that_can_fall_in_too_many_ways_leave_some_out(self, monkeypatch):
        monkeypatch.setattr(stored, "MOST_FALLS", 30)
        kkr = content_of(computed([dict.fromkeys("ABCV", 100), {}, {}, {}], ["A", "B", "C", "V"]))
        assert len(kkr.table.lineup.free) < 4

    def test_what_can_never_fit_is_refused(self, monkeypatch):
        monkeypatch.setattr(page, "LARGEST", 20_000)
        with pytest.raises(BuildError, match=r"mere end 20 kB.*Vælg et mindre logo"):
            explorer_page(computed([{"A": 400, "V": 300}], ["A"]), HouseStyle())

    def test_more_answers_than_two_bytes_can_name_are_refused(self, monkeypatch):
        from kkr_analysis.documents.build.explorer import packed as packing

        monkeypatch.setattr(packing, "MOST_ANSWERS", 3)
        with pytest.raises(TooManyContendersError):
            packed(answer_table(Lineup.of({"A": 700, "B": 300, "C": 200}, 3)))

    def test_one_contender_alone_has_a_page(self):
        html = explorer_page(computed([{"A": 400}], ["A"]), HouseStyle())
        assert "Hvad hvert parti kan opnå" not in words(BeautifulSoup(html, "html.parser").main)


def ordered(project: Project, output: Path, order: Order) -> Path:
    build_enclosures(order, compute(order, project), project=project, output=output)
    return output / order.term


def explorer(project: Project, output: Path) -> Path:
    return ordered(project, output, explorer_order(TERM, "midtjylland"))


def enclosure(project: Project, output: Path, **chosen: object) -> Path:
    order = Order(**{"regions": ("midtjylland",), "term": TERM, "formats": ("json",), **chosen})
    return ordered(project, output, order)


class TestIndex:
    """»the index links to it … an explorer made from older figures is marked or not linked«."""

    @pytest.mark.parametrize("steps", [(enclosure, explorer), (explorer, enclosure)])
    def test_it_is_linked_in_whatever_order_they_are_made(self, project, tmp_path, steps):
        for step in steps:
            folder = step(project, tmp_path)
        own = card(folder)
        assert [(link["href"], words(link)) for link in own.select(".to-read a")] == [
            (FILE, "Prøv valgforbund af (webside) for KKR Midtjylland")
        ]
        assert not own.select(".older")
        assert words(own.p) == "Endelige tal · opgjort pr. 19. januar 2022"
        sums = dict(line.split("  ")[::-1] for line in (folder / "sha256.txt").read_text().splitlines())
        assert sums[FILE] == hashlib.sha256((folder / FILE).read_bytes()).hexdigest()

    def test_alone_it_has_a_card_also_when_another_kkr_is_built_later(self, project, tmp_path):
        explorer(project, tmp_path)
        folder = enclosure(project, tmp_path, regions=("sjaelland",))
        own = card(folder)
        assert words(own.p) == "Endelige tal · opgjort pr. 19. januar 2022"
        assert "V manglede 20.421 stemmer" in words(own.select_one(".posts"))

    def test_with_newer_figures_it_stands_apart_and_the_command_says_so(self, project, tmp_path):
        explorer(project, tmp_path)
        folder = enclosure(project, tmp_path, as_of=date(2022, 1, 20))
        own = card(folder)
        assert not own.select(".to-read")
        assert [link["href"] for link in own.select(".older a")] == [FILE]
        assert words(own.select_one(".older")).endswith("webside, valgforbund")
        [said] = older_notices(folder, {"midtjylland": "Midtjylland"})
        assert said.endswith("kkr explorer midtjylland --term 2022-2026 --date 2022-01-20")

    def test_made_of_newer_figures_it_is_the_enclosure_that_is_older(self, project, tmp_path):
        enclosure(project, tmp_path, as_of=date(2022, 1, 20))
        folder = explorer(project, tmp_path)
        own = card(folder)
        assert [link["href"] for link in own.select(".to-read a")] == [FILE]
        assert [link["href"] for link in own.select(".older a")] == ["kkr-midtjylland.json"]
        [said] = older_notices(folder, {"midtjylland": "Midtjylland"})
        assert said.endswith("kkr build midtjylland --term 2022-2026 --date 2022-01-19")

    def test_without_a_ledger_it_says_itself_what_it_was_made_of(self, project, tmp_path):
        folder = explorer(project, tmp_path)
        (folder / LEDGER).unlink()
        enclosure(project, tmp_path)
        assert not card(folder).select(".older")

    def test_a_preliminary_one_keeps_its_name_and_says_so(self, project, tmp_path):
        """A link to it lasts when the figures become final."""
        order = explorer_order("2026-2030", "nordjylland")
        folder = ordered(project, tmp_path, order)
        ordered(project, tmp_path, Order(regions=("nordjylland",), term="2026-2030", formats=("json",)))
        assert (folder / "valgforbund-nordjylland.html").is_file()
        own = soup_of(folder / "index.html").select_one("section[aria-labelledby=nordjylland]")
        assert words(own.p).startswith("Foreløbige tal")
        assert words(soup_of(folder / "valgforbund-nordjylland.html").h1).endswith("(foreløbig)")


class TestVerified:
    def test_the_very_file_is_unchanged_and_another_is_not(self, explorers, project, tmp_path):
        path = tmp_path / FILE
        shutil.copy(explorers / TERM / FILE, path)
        verdict = verify(path, project)
        assert (verdict.standing, verdict.name) == (
            Standing.UNCHANGED,
            "KKR Midtjylland 2022–26, valgforbund",
        )
        path.write_bytes(path.read_bytes().replace(b"20.421", b"20.422"))
        assert verify(path, project).standing is Standing.NOT_OURS


class TestCommand:
    def test_it_writes_the_page_and_then_leaves_it(self, own_project):
        done = kkr(own_project, "explorer", "Region Midtjylland", "--term", "2022", "--output", "ud")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Skrev {Path('ud', TERM, FILE)}" in done.stdout.splitlines()
        again = kkr(own_project, "explorer", "midtjylland", "--term", "2022", "--output", "ud")
        assert again.stdout == "Uændret: KKR Midtjylland. Byg alligevel med --force.\n"

    def test_no_region_is_refused(self, own_project):
        assert "Mente du midtjylland?" in refused(own_project, "explorer", "midtjyland")
        assert "--help" in refused(own_project, "explorer")
