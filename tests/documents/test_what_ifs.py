"""What-ifs as pages: run and printed from a folder of scenarios, and never near an enclosure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from places import REGIONS, ROOT, TERM
from tools.pdf_text import read_pdf

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.delivery import deliver
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.making import AnyTask, Maker, maker_of
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.task import Files
from kkr_analysis.documents.build.unchanged import LEDGER, what_ifs_left
from kkr_analysis.documents.build.what_if_pages import what_if_pages
from kkr_analysis.documents.build.what_ifs import FOLDER, what_ifs_in
from kkr_analysis.documents.verify.verify import verify
from kkr_analysis.errors import BuildError, DataError, ScenarioError, UnknownChoiceError

BOTH = ("html", "pdf")
PACT = 'navn = "{}"\nregion = "midtjylland"\nvalgperiode = "2022-2026"\nvalgforbund = ["{}"]\n'


def scenarios(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def run(
    folder: Path,
    project: Project,
    output: Path,
    formats: Sequence[str] = ("html",),
    maker: Maker = maker_of(1),  # noqa: B008
) -> list[str]:
    """Build what is left of a folder's scenarios, and return the names of the files."""
    left = what_ifs_left(what_ifs_in(folder, formats, project), output / FOLDER)
    published = deliver(what_if_pages(left), output=output, maker=maker)
    return sorted(file.name for files in published for file in files)


@contextmanager
def pretended(tasks: Collection[AnyTask], _: object) -> Iterator[Iterator[tuple[AnyTask, Files]]]:
    """Pages that are the name of their scenario: what is on them is another test's."""
    yield ((task, tuple((path, task.scenario.name.encode()) for path in task.paths)) for task in tasks)


built = partial(run, maker=pretended)


@pytest.fixture(scope="module")
def output(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports with an enclosure and the pages of the project's own scenario."""
    folder = tmp_path_factory.mktemp("reports")
    order = Order(regions=["midtjylland"], term=TERM, formats=("json",))
    build_enclosures(order, compute(order, project), project=project, output=folder)
    assert run(ROOT / "scenarier", project, folder, BOTH) == [
        "taenkt-eksempel-c-og-v.html",
        "taenkt-eksempel-c-og-v.pdf",
    ]
    return folder


class TestPages:
    """A reader of any page sees that it is no result, and no one finds it among the results."""

    def test_the_page_says_what_it_is(self, output):
        text = (output / FOLDER / "taenkt-eksempel-c-og-v.html").read_text("utf-8")
        page = BeautifulSoup(text, "html.parser")
        assert page.title.get_text() == page.h1.get_text() == "Tænkt eksempel: C og V går sammen"
        assert page.find("meta", attrs={"name": "keywords"})["content"] == "Tænkt eksempel"
        assert "Ikke et resultat" in page.find("meta", attrs={"name": "description"})["content"]
        assert "http://" not in text
        assert "load_what_if" not in page.body.get_text()

    def test_every_printed_page_says_so_at_its_foot(self, need, output):
        need("pdftotext", "pdffonts")
        pdf = read_pdf(output / FOLDER / "taenkt-eksempel-c-og-v.pdf")
        assert pdf.title == "Tænkt eksempel: C og V går sammen"
        for text in pdf.pages:
            assert "Tænkt eksempel: C og V går sammen · Ikke et resultat" in " ".join(text.split())

    def test_no_index_checksum_or_listing_has_it(self, output):
        assert [file.path for file, _ in report_files(output / TERM, REGIONS)] == ["kkr-midtjylland.json"]
        for name in ("index.html", "kontrolsummer.html", "sha256.txt", LEDGER):
            assert "eksempel" not in (output / TERM / name).read_text("utf-8")
        # Nor where somebody has moved it there: neither its folder nor its name is one of a report.
        assert list(report_files(output / FOLDER, REGIONS)) == []

    def test_it_cannot_be_verified(self, output):
        for path in sorted((output / FOLDER).glob("taenkt*")):
            with pytest.raises(DataError, match="intet fingeraftryk fra kkr build"):
                verify(path, Project(ROOT))

    def test_under_the_name_of_an_enclosure_it_is_listed_as_of_unknown_origin(
        self, project, output, tmp_path
    ):
        """The worst that can be done by hand: the index of the next build does not take it for current."""
        order = Order(regions=["midtjylland"], term=TERM, formats=("json",))
        build_enclosures(order, compute(order, project), project=project, output=tmp_path)
        page = (output / FOLDER / "taenkt-eksempel-c-og-v.html").read_bytes()
        (tmp_path / TERM / "kkr-midtjylland.html").write_bytes(page)
        build_enclosures(order, compute(order, project), project=project, output=tmp_path)
        index = BeautifulSoup((tmp_path / TERM / "index.html").read_text("utf-8"), "html.parser")
        link = index.find("a", href="kkr-midtjylland.html")
        assert "Ukendt oprindelse" in link.find_parent("div", class_="older").get_text()


class TestFolder:
    def test_only_what_has_changed_is_built_again(self, project, tmp_path):
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "C+V"), b=PACT.format("to", "A+F"))
        both = ["taenkt-eksempel-a.html", "taenkt-eksempel-b.html"]
        assert built(folder, project, tmp_path) == both
        assert built(folder, project, tmp_path) == []
        scenarios(folder, b=PACT.format("to", "A+F+Ø"))
        assert built(folder, project, tmp_path) == both[1:]
        (tmp_path / FOLDER / both[0]).write_text("andet", encoding="utf-8")
        assert built(folder, project, tmp_path) == both[:1]

    def test_where_the_folder_lies_shapes_nothing(self, project, tmp_path):
        built(scenarios(tmp_path / "s", a=PACT.format("et", "C+V")), project, tmp_path)
        assert built(scenarios(tmp_path / "t", a=PACT.format("et", "C+V")), project, tmp_path) == []

    def test_the_notebook_and_the_figures_do(self, own_project, tmp_path):
        own, folder = Project(own_project), scenarios(tmp_path / "s", a=PACT.format("et", "C+V"))
        assert built(folder, own, tmp_path)
        for path in (own.notebooks / "scenarie.ipynb", own.data / "kv2021" / "stemmer.kilde.toml"):
            path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
            assert built(folder, own, tmp_path) == ["taenkt-eksempel-a.html"], path
        notebook = own.notebooks / "bilag.ipynb"
        notebook.write_text(notebook.read_text("utf-8") + "\n", encoding="utf-8")
        assert built(folder, own, tmp_path) == []

    def test_a_page_of_another_format_that_shows_something_else_is_removed(self, project, tmp_path):
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "C+V"))
        built(folder, project, tmp_path, BOTH)
        assert built(folder, project, tmp_path, ("pdf",)) == []
        scenarios(folder, a=PACT.format("nyt", "C+V"))
        assert built(folder, project, tmp_path, ("html",)) == ["taenkt-eksempel-a.html"]
        assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == [
            LEDGER,
            "taenkt-eksempel-a.html",
        ]

    def test_a_format_added_later_stands_beside_the_first(self, project, tmp_path):
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "C+V"))
        built(folder, project, tmp_path, ("html",))
        assert built(folder, project, tmp_path, ("pdf",)) == ["taenkt-eksempel-a.pdf"]
        assert built(folder, project, tmp_path, BOTH) == []

    def test_a_ledger_that_names_files_elsewhere_removes_none_of_them(self, project, tmp_path):
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "C+V"))
        built(folder, project, tmp_path)
        mine = tmp_path / "vigtig.html"
        mine.write_text("min", encoding="utf-8")
        ledger = tmp_path / FOLDER / LEDGER
        entries = json.loads(ledger.read_text("utf-8"))
        entries["bygget"]["a"]["files"]["../vigtig.html"] = "0" * 64
        ledger.write_text(json.dumps(entries), encoding="utf-8")
        scenarios(folder, a=PACT.format("nyt", "C+V"))
        built(folder, project, tmp_path)
        assert mine.read_text("utf-8") == "min"

    def test_one_called_like_a_region_or_a_short_edition_is_a_what_if_all_the_same(self, project, tmp_path):
        names = {"kkr-midtjylland": PACT.format("et", "C+V"), "landsoverblik-kort": PACT.format("to", "C+V")}
        folder = scenarios(tmp_path / "s", **names)
        assert built(folder, project, tmp_path) == [
            "taenkt-eksempel-kkr-midtjylland.html",
            "taenkt-eksempel-landsoverblik-kort.html",
        ]
        assert built(folder, project, tmp_path) == []


class TestRefused:
    """All that is wrong with all the files, before a notebook runs."""

    def test_every_fault_of_every_file(self, project, tmp_path):
        folder = scenarios(tmp_path / "s", a="valgforbud = 1", b=PACT.format("x" * 200, "C+V"), c="=")
        with pytest.raises(ScenarioError) as fault:
            what_ifs_in(folder, BOTH, project)
        told = str(fault.value)
        assert told.startswith("3 scenarier kan ikke bruges. Intet er skrevet.")
        assert "Mente du valgforbund?" in told
        assert "navn er på 200 tegn" in told
        for name in "abc":
            assert f"{name}.toml" in told

    def test_what_a_system_hides_beside_the_files_is_no_scenario(self, project, tmp_path):
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "C+V"), **{"._a": "\0"})
        assert [task.slug for task in what_ifs_in(folder, BOTH, project)] == ["a"]

    def test_a_region_and_a_term_that_are_not_there(self, project, tmp_path):
        unknown = PACT.format("x", "C+V").replace("midtjylland", "jylland")
        folder = scenarios(tmp_path / "s", a=unknown, b=PACT.format("x", "C+V").replace("2026", "2027"))
        with pytest.raises(ScenarioError, match=r"(?s)a\.toml: .*jylland.*b\.toml: .*2022-2027"):
            what_ifs_in(folder, BOTH, project)

    def test_what_cannot_be_computed(self, project, tmp_path):
        """A party that did not stand, and one in two alliances."""
        text = PACT.format("x", "C+V")
        folder = scenarios(
            tmp_path / "s", a=text.replace("C+V", "C+Y"), b=text.replace('"C+V"', '"C+V", "C+A"')
        )
        with pytest.raises(ScenarioError, match=r"(?s)2 scenarier kan ikke bruges.*a\.toml: .*b\.toml: "):
            what_if_pages(what_ifs_in(folder, BOTH, project))

    def test_faulty_figures_are_told_once(self, own_project, tmp_path):
        votes = own_project / "data" / "raw" / "kv2021" / "stemmer.csv"
        votes.write_text(votes.read_text("utf-8") + "x\n", encoding="utf-8")
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "C+V"), b=PACT.format("to", "C+V"))
        with pytest.raises(DataError, match=r"kv2021/stemmer\.csv") as fault:
            what_ifs_in(folder, BOTH, Project(own_project))
        assert str(fault.value).count("fandt sha256") == 1

    def test_no_folder_no_file_and_no_format(self, project, tmp_path):
        with pytest.raises(ScenarioError, match=r"findes ikke.*Angiv en mappe med scenariefiler"):
            what_ifs_in(tmp_path / "væk", BOTH, project)
        with pytest.raises(ScenarioError, match=r"har ingen scenariefiler \(\*\.toml\)"):
            what_ifs_in(tmp_path, BOTH, project)
        with pytest.raises(UnknownChoiceError, match=r"laves ikke som docx\. Vælg html eller pdf\."):
            what_ifs_in(ROOT / "scenarier", ("docx",), project)

    def test_a_notebook_that_shows_another_scenario(self, own_project, tmp_path):
        """One that overlooks its parameter would print the same page under every name."""
        notebook = own_project / "notebooks" / "scenarie.ipynb"
        text = notebook.read_text("utf-8").replace("load_what_if(file)", "load_what_if(other)")
        start = "eksempel = "
        notebook.write_text(
            text.replace(start, f"other = {str(ROOT / 'scenarier' / 'c-og-v.toml')!r}; {start}"), "utf-8"
        )
        folder = scenarios(tmp_path / "s", a=PACT.format("et", "A+F"))
        with pytest.raises(BuildError, match=re.escape("scenarie.ipynb har regnet på andet end ")):
            run(folder, Project(own_project), tmp_path / "ud")
        assert not (tmp_path / "ud").exists()
