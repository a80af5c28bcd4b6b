"""Nothing is built twice, and whatever could change a byte is built again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build import unchanged
from kkr_analysis.documents.build.delivery import deliver
from kkr_analysis.documents.build.editions import Edition, stem_of
from kkr_analysis.documents.build.enclosure import enclosures
from kkr_analysis.documents.build.order import Order, compute, compute_overview
from kkr_analysis.documents.build.task import Files, Task, tasks_of
from kkr_analysis.documents.build.unchanged import LEDGER, is_index_unchanged, left_to_make
from kkr_analysis.documents.build.workers import Tell

pytestmark = pytest.mark.usefixtures("read_here")
TERM = "2022-2026"
REGIONS = ("midtjylland", "nordjylland")
EVERYTHING = [*REGIONS, "landsoverblik"]
FORMATS = ("html", "json")


@contextmanager
def pretended(tasks: Collection[Task], _: Tell[Task]) -> Iterator[Iterator[tuple[Task, Files]]]:
    """Files that say which they are: what is in them is another test's."""
    yield ((task, files_of(task)) for task in tasks)


def files_of(task: Task) -> Files:
    stem = task.subject.file_stem
    return tuple((f"{stem_of(stem, edition)}.{format_}", b"indhold") for edition, format_ in task.kinds)


@pytest.fixture
def own(own_project: Path) -> Project:
    return Project(own_project)


def ordered(project: Project, **words) -> tuple[Order, tuple[Task, ...]]:
    order = Order(**{"regions": REGIONS, "term": TERM, "formats": FORMATS, "overview": True} | words)
    return order, tasks_of(order, compute(order, project), compute_overview(order, project), project)


def left(project: Project, **words) -> list[str]:
    """Build everything that is left, and say what it was."""
    order, tasks = ordered(project, **words)
    output = project.root / "ud"
    todo = left_to_make(tasks, output / order.term)
    list(deliver([enclosures(order, todo, project)], output=output, maker=pretended))
    assert left_to_make(tasks, output / order.term) == ()
    return [task.slug for task in todo]


def is_index_left(project: Project) -> bool:
    _, tasks = ordered(project)
    return not is_index_unchanged(project.root / "ud" / TERM, tasks[0].style, REGIONS)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


class TestInputs:
    """Every kind of input, one at a time."""

    def test_nothing_is_built_twice(self, own):
        assert left(own) == EVERYTHING
        assert left(own) == []
        assert not is_index_left(own)

    def test_a_notebook_is_an_input_of_what_it_makes(self, own):
        left(own)
        change(own.notebooks / "bilag.ipynb", "## Sammens", "## Ny sammens")
        assert left(own) == [*REGIONS]
        change(own.notebooks / "landsoverblik.ipynb", "## KKR for KKR", "## KKR")
        assert left(own) == ["landsoverblik"]

    def test_the_figures_of_an_election_are_those_of_its_terms_alone(self, own):
        """The overview of a term shows the term before as well."""
        left(own)
        left(own, term="2026-2030")
        cards = own.data / "kv2025" / "stemmer.kilde.toml"
        cards.write_text(cards.read_text("utf-8") + "\n# set\n", encoding="utf-8")
        assert left(own) == []
        assert left(own, term="2026-2030") == EVERYTHING
        cards = own.data / "kv2021" / "borgmestre.kilde.toml"
        cards.write_text(cards.read_text("utf-8") + "\n# set\n", encoding="utf-8")
        assert left(own, term="2026-2030") == ["landsoverblik"]
        assert left(own) == EVERYTHING

    def test_a_register_is_everybodys(self, own):
        left(own)
        card = own.data / "regioner.kilde.toml"
        card.write_text(card.read_text("utf-8") + "\n# set\n", encoding="utf-8")
        assert left(own) == EVERYTHING

    def test_a_choice_belongs_to_the_document(self, own):
        left(own)
        assert left(own, regions=["midtjylland"], as_of=date(2022, 1, 20), overview=False) == ["midtjylland"]
        assert left(own) == ["midtjylland"]

    def test_the_house_style_and_the_files_that_it_names(self, own):
        left(own)
        logo = own.root / "logo.svg"
        logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect/></svg>', "utf-8")
        (own.root / "husstil.toml").write_text('logo = "logo.svg"\nlogo_tekst = "L"\n', encoding="utf-8")
        assert is_index_left(own)
        assert left(own) == EVERYTHING
        change(logo, "0 0 9 9", "0 0 8 8")
        assert left(own) == EVERYTHING
        assert not is_index_left(own)

    def test_the_program_and_what_it_stands_on(self, own, monkeypatch, tmp_path):
        """Pango, a library and the code."""
        left(own)
        unchanged._program.cache_clear()
        assert left(own) == []
        (tmp_path / "kkr_analysis").mkdir()
        (tmp_path / "sted" / "nyt-1.0.dist-info").mkdir(parents=True)
        code = str(tmp_path / "kkr_analysis" / "x.py")
        for what, change_it in (
            ("Pango", lambda: monkeypatch.setattr(unchanged, "_pango", lambda: "0.1")),
            ("a library", lambda: monkeypatch.syspath_prepend(str(tmp_path / "sted"))),
            ("the code", lambda: monkeypatch.setattr(unchanged.kkr_analysis, "__file__", code)),
        ):
            unchanged._program.cache_clear()
            change_it()
            assert left(own) == EVERYTHING, what
        unchanged._program.cache_clear()

    def test_the_day_that_a_build_is_to_carry(self, own, monkeypatch):
        left(own)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
        assert left(own) == EVERYTHING


CHANGED: dict[str, Callable[[Path], object]] = {
    "edited": lambda file: file.write_bytes(b"andet"),
    "deleted": lambda file: file.unlink(),
    "under the other status": lambda file: file.with_stem(f"{file.stem}-foreloebig").write_text("x"),
}


class TestOutputs:
    """What stands there is built again when it is not what was written."""

    def test_a_file_that_is(self, own):
        left(own)
        for name, how in CHANGED.items():
            how(own.root / "ud" / TERM / "kkr-midtjylland.html")
            assert left(own) == ["midtjylland"], name
            assert left(own) == [], name

    def test_a_format_that_was_not_asked_for(self, own):
        left(own, formats=("json",), overview=False)
        assert left(own, formats=("json", "html"), overview=False) == [*REGIONS]
        assert left(own, formats=("json",), overview=False) == []

    def test_an_edition_that_is_missing_is_left(self, own):
        assert left(own, editions=(Edition.FULL,)) == EVERYTHING
        assert left(own) == [*REGIONS]
        (own.root / "ud" / TERM / "kkr-midtjylland-kort.html").unlink()
        assert left(own, editions=(Edition.FULL,)) == []
        assert left(own) == ["midtjylland"]

    def test_a_file_of_a_format_that_is_not_asked_for_may_be_anything(self, own):
        left(own)
        (own.root / "ud" / TERM / "kkr-midtjylland.html").unlink()
        assert left(own, formats=("json",), overview=False) == []

    def test_what_lies_beside_them(self, own):
        left(own)
        for name in ("index.html", "kontrolsummer.html", "sha256.txt", "efterregn.py"):
            (own.root / "ud" / TERM / name).write_text("andet", encoding="utf-8")
            assert is_index_left(own), name
            assert left(own) == [], name
            assert not is_index_left(own), name

    def test_a_file_that_the_index_lists_and_nobody_asks_for(self, own):
        left(own)
        (own.root / "ud" / TERM / "kkr-midtjylland.html").write_text("andet", encoding="utf-8")
        assert is_index_left(own)

    def test_what_is_known_cannot_be_read(self, own):
        left(own)
        for text in ("", "[]", "{}", '{"bygget": {"midtjylland": 1}}', '{"bygget": 1}'):
            (own.root / "ud" / TERM / LEDGER).write_text(text, encoding="utf-8")
            assert left(own) == EVERYTHING, text
