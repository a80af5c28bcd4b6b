"""What is published together: whole or not at all, as soon as it is whole, whatever becomes of the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from places import TERMS

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.delivery import Delivery, deliver
from kkr_analysis.documents.build.enclosure import enclosures
from kkr_analysis.documents.build.making import AnyTask, Maker
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.task import Files, tasks_of
from kkr_analysis.documents.build.workers import Tell
from kkr_analysis.errors import BuildError

REGIONS = ("midtjylland", "nordjylland")


@pytest.fixture
def deliveries(project: Project) -> list[Delivery]:
    """Two enclosures in each of two terms."""
    orders = [Order(regions=REGIONS, term=term, formats=("json",)) for term in TERMS]
    return [
        enclosures(order, tasks_of(order, compute(order, project), None, project), project)
        for order in orders
    ]


def making(*slugs: str, fails: bool = False) -> Maker:
    """A maker that makes these, given as "2022-2026 midtjylland", in this order; then fails, if it is to."""

    @contextmanager
    def maker(tasks: Collection[AnyTask], _: Tell[AnyTask]) -> Iterator[Iterator[tuple[AnyTask, Files]]]:
        def finished() -> Iterator[tuple[AnyTask, Files]]:
            known = {f"{task.folder} {task.slug}": task for task in tasks}
            for slug in slugs:
                yield known[slug], ((f"kkr-{known[slug].slug}.json", b"{}"),)
            if fails:
                raise BuildError("stop")

        yield finished()

    return maker


def standing(output: Path) -> list[str]:
    """Everything below a folder, hidden files and folders too."""
    return (
        sorted(path.relative_to(output).as_posix() for path in output.rglob("*")) if output.exists() else []
    )


OLD, NEW = TERMS
EVERY = [f"{term} {region}" for term in TERMS for region in REGIONS]


@pytest.mark.usefixtures("read_here")
class TestDeliver:
    def test_a_term_is_published_when_its_last_is_made_and_not_before(self, deliveries, tmp_path):
        """In the order old, new, new, old: the new term is whole first."""
        order = [EVERY[0], EVERY[2], EVERY[3], EVERY[1]]
        seen = []
        for files in deliver(deliveries, output=tmp_path, maker=making(*order)):
            seen.append({file.parent.name for file in files})
            there = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
            assert there == set().union(*seen)
        assert seen == [{NEW}, {OLD}]
        assert not [name for name in standing(tmp_path) if name.startswith(".")]

    def test_where_it_stops_what_is_whole_stands_and_nothing_else(self, deliveries, tmp_path):
        """Both of the old term and one of the new are made."""
        published = deliver(deliveries, output=tmp_path / "ud", maker=making(*EVERY[:3], fails=True))
        assert {file.parent.name for file in next(published)} == {OLD}
        with pytest.raises(BuildError, match="stop"):
            next(published)
        assert {name.partition("/")[0] for name in standing(tmp_path / "ud")} == {OLD}

    def test_where_nothing_is_whole_nothing_is_left_not_even_the_folder(self, deliveries, tmp_path):
        with pytest.raises(BuildError, match="stop"):
            list(deliver(deliveries, output=tmp_path / "ud", maker=making(EVERY[0], EVERY[2], fails=True)))
        assert standing(tmp_path) == []

    def test_whoever_stops_listening_leaves_nothing_half_written(self, deliveries, tmp_path):
        published = deliver(deliveries, output=tmp_path / "ud", maker=making(*EVERY))
        next(published)
        published.close()
        assert {name.partition("/")[0] for name in standing(tmp_path / "ud")} == {OLD}

    def test_an_index_alone_is_a_delivery_too(self, deliveries, project, tmp_path):
        list(deliver(deliveries, output=tmp_path, maker=making(*EVERY)))
        (tmp_path / OLD / "index.html").unlink()
        order = Order(regions=REGIONS, term=OLD, formats=("json",))
        [files] = deliver([enclosures(order, (), project)], output=tmp_path, maker=making())
        assert tmp_path / OLD / "index.html" in files

    def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_is_made(
        self, deliveries, tmp_path
    ):
        (tmp_path / "ud").write_text("en fil", encoding="utf-8")
        asked = []

        @contextmanager
        def maker(*_: object) -> Iterator[Iterator[tuple[AnyTask, Files]]]:
            asked.append(True)
            yield iter(())

        with pytest.raises(BuildError, match="Kan ikke skrive i mappen"):
            list(deliver(deliveries, output=tmp_path / "ud", maker=maker))
        assert not asked
