"""The index page of a term, and the contents list of an enclosure."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from places import OF_EVERY_KKR, OVERVIEW, REGIONS, TERMS, enclosure, short
from tools.accessibility import axe_reports
from tools.pages import of_every_kind, page

from kkr_analysis.cli.building import older_notices
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.contents import place, with_contents
from kkr_analysis.documents.build.editions import Edition
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.index import PICTURE_NAMES
from kkr_analysis.documents.build.names import ReportFile, report_files
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.origins import Origin, PlacedFile, older, older_in
from kkr_analysis.documents.build.unchanged import LEDGER


def soup_of(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def rows(page: Path) -> dict[str, tuple[int, str]]:
    cells = [row.find_all(["th", "td"]) for row in soup_of(page).select("tbody tr")]
    return {name.text: (int(size.text.replace(".", "")), sha.text) for name, size, sha in cells}


def card(folder: Path, slug: str) -> Tag:
    found = soup_of(folder / "index.html").select_one(f"section[aria-labelledby={slug}]")
    assert found is not None
    return found


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def build(project: Project, output: Path, **chosen: Any) -> Path:
    """Build what an order asks for; the folder of the term."""
    order = Order(**{"regions": ("midtjylland",), "term": "2022-2026", "formats": ("json",), **chosen})
    build_enclosures(order, compute(order, project), project=project, output=output)
    return output / order.term


class TestIndex:
    """»per KKR the size, chair and vice-chair with margins, status, and one prominent link to the PDF«."""

    @pytest.mark.parametrize("reports", TERMS, indirect=True)
    def test_every_file_is_linked_and_none_is_older(self, reports):
        linked = {link["href"] for link in soup_of(reports / "index.html").select("section a")}
        files = {path.relative_to(reports).as_posix() for path in reports.rglob("*") if path.is_file()}
        beside = {"index.html", "kontrolsummer.html", "sha256.txt", "efterregn.py", ".kkr-byg.json"}
        assert linked == files - beside
        assert not soup_of(reports / "index.html").select(".older")
        assert rows(reports / "kontrolsummer.html") == {
            name: (
                (reports / name).stat().st_size,
                hashlib.sha256((reports / name).read_bytes()).hexdigest(),
            )
            for name in linked
        }

    @pytest.mark.parametrize(("reports", "region"), OF_EVERY_KKR, indirect=["reports"])
    def test_a_card_says_what_the_json_says(self, reports, region):
        kkr = json.loads(enclosure(reports, region, "json").read_text("utf-8"))
        own, names = card(reports, region), {one["letter"]: one["name"] for one in kkr["contenders"]}
        assert words(own.select_one(".size")).startswith(f"{kkr['total']} medlemmer : {kkr['mayors']} borg")
        for line, post in zip(own.select(".posts div"), (kkr["chair"], kkr["vice_chair"]), strict=True):
            votes, holder = f"{post['nearest']['votes']:,}".replace(",", "."), post["contender"]
            assert words(line.dd) == (
                f"{names[holder]} ({holder}) {post['nearest']['contender']} manglede {votes} stemmer"
            )
        links = {words(link).split(" for ")[0]: link["href"] for link in own.select(".to-read a")}
        assert links == {
            "Bilaget på to sider (PDF)": short(reports, region, "pdf").name,
            "Det fulde bilag (PDF)": enclosure(reports, region, "pdf").name,
        }

    def test_the_chair_of_hovedstaden_depends_on_1120_votes(self, built):
        """As published for 2026–2030; in Syddanmark on 3,655."""
        posts = {
            region: words(card(built / "2026-2030", region).select_one(".posts"))
            for region in ("hovedstaden", "syddanmark")
        }
        assert "Formand Socialdemokratiet (A) C manglede 1.120 stemmer" in posts["hovedstaden"]
        assert "A manglede 3.655 stemmer" in posts["syddanmark"]

    def test_the_overview_comes_first_and_status_and_assumed_rules_are_said(self, built):
        for term, status in (("2022-2026", "Endelige tal"), ("2026-2030", "Foreløbige tal")):
            cards = soup_of(built / term / "index.html").select("section")
            assert [own["aria-labelledby"] for own in cards] == [OVERVIEW, *REGIONS]
            assert all(words(own.p).startswith(status) for own in cards)
        assert words(card(built / "2022-2026", OVERVIEW).p) == (
            "Endelige tal, men nogle pladser bygger på en antagelse (KKR Hovedstaden og KKR Nordjylland)"
        )
        decided = card(built / "2022-2026", "hovedstaden")
        assert words(decided.p).startswith(
            "Endelige tal, men nogle pladser bygger på en antagelse · opgjort pr."
        )
        asked = "Ingen kilde siger, hvordan pladserne skal skæres ned til"
        assert f"Uden valgforbund og lokale lister. {asked} 58." in words(decided)
        for region in ("midtjylland", "sjaelland", "syddanmark"):
            undecided = words(card(built / "2022-2026", region))
            assert "antag" not in undecided
            assert "Ingen kilde" not in undecided
        outside = "om borgmestre, hvis liste ikke er berettiget til pladser, tæller med under loftet"
        assert f"{asked} 44, eller {outside}." in words(card(built / "2026-2030", "syddanmark"))

    @pytest.mark.parametrize("term", TERMS)
    def test_every_picture_has_a_danish_name(self, built, term):
        """No name of a file, »spaerregraense«, is what a reader sees."""
        pictures = {file.picture for file, _ in report_files(built / term, [OVERVIEW, *REGIONS])} - {""}
        assert pictures <= PICTURE_NAMES.keys()

    def test_what_is_within_a_sentence_has_a_small_letter(self, built):
        links = card(built / "2026-2030", OVERVIEW).select(".to-read a")
        assert [words(link) for link in links] == ["Landsoverblikket (PDF) for hele landet"]

    def test_a_computed_example_says_why_it_is_there(self, project, tmp_path):
        chosen = {"regions": ("oestdanmark-eksempel",), "term": "2026-2030", "as_of": date(2027, 1, 15)}
        own = card(build(project, tmp_path, **chosen), "oestdanmark-eksempel")
        assert words(own.select_one(".example")).startswith("Beregnet eksempel. Region Hovedstaden og Region")

    def test_axe_finds_no_fault(self, need, built):
        need("chromium")
        pages = [built / term / name for term in TERMS for name in ("index.html", "kontrolsummer.html")]
        for found in axe_reports(of_every_kind(pages)).values():
            assert (found.violations, found.incomplete, found.requests) == ((), (), ())

    def test_what_changed_since_the_last_build_and_what_is_outdated_goes(self, project, tmp_path):
        folder = build(project, tmp_path, regions=("midtjylland", "sjaelland"))
        old = folder / "kkr-midtjylland.json"
        result = json.loads(old.read_text("utf-8"))
        next(own for own in result["contenders"] if own["letter"] == "K").update(seats=2, supplementary=2)
        result["total"] += 1
        old.rename(folder / "kkr-midtjylland-foreloebig.json").write_text(json.dumps(result), "utf-8")
        build(project, tmp_path)
        assert sorted(path.name for path in folder.iterdir() if path.name[0] != ".") == [
            "efterregn.py",
            "index.html",
            "kkr-midtjylland.json",
            "kkr-sjaelland.json",
            "kontrolsummer.html",
            "sha256.txt",
        ]
        text = words(card(folder, "midtjylland"))
        assert "Siden sidst: Pladserne er ændret for K (−1). KKR får 36 medlemmer i stedet for 37." in text
        assert "foreloebig" not in (folder / "index.html").read_text("utf-8")
        # Sjælland was not built this time, and its card is that of its JSON file.
        own = words(card(folder, "sjaelland"))
        assert "Formand" in own
        # Two of its mayors are outside, and with another reading of K7 its seats are the same.
        assert "Antaget" not in own
        # Nor does Midtjylland change when Sjælland is built.
        build(project, tmp_path, regions=("sjaelland",))
        assert words(card(folder, "midtjylland")) == text


@pytest.fixture(scope="module")
def rebuilt(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page and a workbook of the election's own day, and then data of the day after."""
    output = tmp_path_factory.mktemp("reports")
    build(project, output, formats=("html", "xlsx"))
    return build(project, output, as_of=date(2022, 1, 20))


class TestOlderFiles:
    """»Files made from other figures than the newest build of that KKR … never listed as current«."""

    def test_they_stand_apart_with_their_day_and_are_nobodys_first_link(self, rebuilt):
        own = card(rebuilt, "midtjylland")
        older = own.select_one(".older")
        assert {link["href"] for link in older("a")} == {
            "kkr-midtjylland.html",
            "kkr-midtjylland-kort.html",
            "kkr-midtjylland.xlsx",
        }
        assert "bygget på andre tal Opgjort pr. 19. januar 2022, tallenes sha256" in words(older)
        assert not own.select(".to-read")
        assert {link["href"] for link in own("a")} - {link["href"] for link in older("a")} == {
            "kkr-midtjylland.json"
        }
        assert "opgjort pr. 20. januar 2022" in words(own.p)

    def test_the_command_says_so(self, rebuilt):
        [older] = older_in(rebuilt, REGIONS)
        assert (older.subject, len(older.files), len(older.newest)) == ("midtjylland", 3, 1)
        said = older_notices(rebuilt, {"midtjylland": "Midtjylland"})
        assert said == [
            "Disse filer for KKR Midtjylland er bygget på andre tal end de nyeste: "
            "kkr-midtjylland-kort.html, kkr-midtjylland.html og kkr-midtjylland.xlsx. I index.html står de "
            "som ældre filer. Byg dem igen med: kkr build midtjylland --term 2022-2026 --date 2022-01-20"
        ]

    def test_without_a_ledger_the_fingerprints_in_the_files_decide_and_the_unknown_is_older(
        self, project, rebuilt, tmp_path
    ):
        folder = tmp_path / "2022-2026"
        shutil.copytree(rebuilt, folder)
        (folder / LEDGER).unlink()
        (folder / "kkr-midtjylland.docx").write_bytes(b"PK")
        (folder / "figurer").mkdir()
        (folder / "figurer" / "kkr-midtjylland-halvcirkel.svg").write_text("<svg/>")
        build(project, tmp_path, as_of=date(2022, 1, 20))
        told = [words(line) for line in card(folder, "midtjylland").select(".older p")[1:]]
        assert len(told) == 2
        assert told[0].endswith("webside på to sider · webside · Excel")
        assert "Ukendt oprindelse: Word · Halvcirkel (SVG)" in told

    def test_built_again_they_are_current(self, project, rebuilt, tmp_path):
        shutil.copytree(rebuilt, tmp_path / "2022-2026")
        folder = build(project, tmp_path, formats=("json",))
        assert [link["href"] for link in card(folder, "midtjylland").select(".to-read a")] == [
            "kkr-midtjylland-kort.html",
            "kkr-midtjylland.html",
        ]
        assert not card(folder, "midtjylland").select(".older")

    def test_an_overview_of_a_kkr_that_was_built_on_other_figures_since(self):
        def standing(subject: str, *fingerprints: str) -> PlacedFile:
            file = ReportFile(
                path=subject,
                subject=subject,
                is_preliminary=False,
                edition=Edition.FULL,
                picture="",
                format="html",
            )
            origin = Origin(sha256="", fingerprints=fingerprints)
            return PlacedFile(file=file, path=Path(subject), size=0, origin=origin)

        def mark(sha256: str, region: str = "x") -> str:
            return (
                f"kkr-analysis schema=1 region={region} term=2022-2026 day=2022-01-19 alliances= "
                f"sha256={sha256 * 64}"
            )

        overview, kkr = standing(OVERVIEW, mark("a"), mark("b")), standing("x", mark("a"))
        newest_of = {OVERVIEW: overview.origin.fingerprints, "x": (mark("a"),)}
        assert older([overview, kkr], newest_of) == frozenset()
        assert older([overview, kkr], {**newest_of, "x": (mark("c"),)}) == {OVERVIEW, "x"}
        assert older([overview], {**newest_of, "x-eksempel": (mark("c", "x-eksempel"),)}) == frozenset()


class TestContents:
    def test_every_section_has_a_place_and_a_link(self, reports):
        soup = page(reports, "midtjylland")
        links = [link["href"].removeprefix("#") for link in soup.select("nav a")]
        assert links == [heading["id"] for heading in soup("h2")]
        assert len(set(links)) == len(links) == 10

    def test_places_are_ascii(self):
        assert place("Stemmer og spærregrænse") == "afsnit-stemmer-og-spaerregraense"

    def test_what_follows_the_heading_of_a_part_is_within_it(self):
        page = with_contents('<h2>En</h2><h2 class="part">To</h2><h2>Tre</h2><h2 class="part">Fire</h2>')
        entries = BeautifulSoup(page, "html.parser").select("nav li")
        assert [entry.get("class") for entry in entries] == [None, None, ["within"], None]

    def test_a_page_without_sections_stays_as_it_is(self):
        assert with_contents("<p>x</p>") == "<p>x</p>"
