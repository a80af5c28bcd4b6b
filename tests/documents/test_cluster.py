"""Documents made on a Dask cluster of processes of their own: the bytes made here, whoever is lost."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build import cluster as by_cluster
from kkr_analysis.documents.build.cluster import maker_on
from kkr_analysis.documents.build.delivery import Delivery, deliver
from kkr_analysis.documents.build.enclosure import enclosures
from kkr_analysis.documents.build.making import maker_of
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.task import tasks_of
from kkr_analysis.documents.build.what_if_pages import what_if_pages
from kkr_analysis.documents.build.what_ifs import what_ifs_in
from kkr_analysis.errors import BuildError, SweepError

ANY_FREE_PORT = {"dashboard_address": "127.0.0.1:0"}
TEXT = 'navn = "{0}"\nregion = "midtjylland"\nvalgperiode = "2022-2026"\nvalgforbund = ["{0}"]\n'
PACTS = ("C+V", "A+F", "A+V")

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two processes of their own on the loopback address; one that is killed is replaced by another."""
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        scheduler_kwargs=ANY_FREE_PORT,
        silence_logs=50,
    ) as own:
        yield own


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three scenarios."""
    folder = tmp_path_factory.mktemp("scenarier")
    for pact in PACTS:
        (folder / f"{pact.lower()}.toml").write_text(TEXT.format(pact), encoding="utf-8")
    return folder


def deliveries(project: Project, folder: Path) -> list[Delivery]:
    """The figures of a region, and a page for each scenario."""
    order = Order(regions=["midtjylland"], term="2022-2026", formats=("json", "html"))
    tasks = tasks_of(order, compute(order, project), None, project)
    return [enclosures(order, tasks, project), *what_if_pages(what_ifs_in(folder, ("html",), project))]


def test_the_bytes_are_those_made_here_also_where_a_worker_is_killed(project, folder, cluster, tmp_path):
    """One of two workers is killed when the first document is published; every step of all is told once."""
    doomed = next(iter(cluster.workers.values())).pid
    told: list[str] = []
    published = deliver(
        deliveries(project, folder),
        output=tmp_path / "der",
        maker=maker_on(cluster.scheduler_address),
        tell=lambda task, step: told.append(f"{task.slug}{step}"),
    )
    for number, _ in enumerate(published):
        if number == 0:
            os.kill(doomed, signal.SIGKILL)
    assert sorted(told) == sorted(["midtjylland", *(pact.lower() for pact in PACTS)])
    list(deliver(deliveries(project, folder), output=tmp_path / "her", maker=maker_of(1)))
    here, there = (
        {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
        for place in (tmp_path / "her", tmp_path / "der")
    )
    assert there == here
    assert len(here) == (3 + 1) + (3 + 4 + 1)  # pages and what lies beside them, ledgers included


class TestRefused:
    """What a worker would build from is held against what there is here, before it builds."""

    def test_one_that_would_build_from_something_else(self, project, folder, cluster, tmp_path, monkeypatch):
        """A figure, a library or a letter of a notebook: all that matters is in the sum of the inputs."""
        monkeypatch.setattr(by_cluster, "inputs_of", lambda _: "andet")
        there = deliver(
            deliveries(project, folder)[1:], output=tmp_path / "ud", maker=maker_on(cluster.scheduler_address)
        )
        with pytest.raises(BuildError, match=r"En worker på maskinen .* ville bygge .* af andet end her"):
            list(there)
        assert not (tmp_path / "ud").exists()

    def test_one_that_cannot_see_the_project(self, own_project, folder, cluster):
        [task, *_] = what_ifs_in(folder, ("html",), Project(own_project))
        with maker_on(cluster.scheduler_address)([task], lambda *_: None) as answers:
            shutil.rmtree(own_project)
            with pytest.raises(BuildError, match="kan ikke se projektets mappe"):
                next(answers)

    def test_a_fault_of_the_document_is_told_as_it_is_here(self, own_project, folder, cluster, tmp_path):
        """It is no fault of the worker's, so nobody tries it again."""
        notebook, runs = own_project / "notebooks" / "scenarie.ipynb", tmp_path / "runs"
        faulty = f"open({str(runs)!r}, 'a').write('x'); 1 / 0; eksempel = "
        notebook.write_text(notebook.read_text("utf-8").replace("eksempel = ", faulty), "utf-8")
        [task, *_] = what_ifs_in(folder, ("html",), Project(own_project))
        with (
            maker_on(cluster.scheduler_address)([task], lambda *_: None) as answers,
            pytest.raises(BuildError, match=r"a\+f\.toml: scenarie\.ipynb, celle \d+: ZeroDivisionError"),
        ):
            next(answers)
        assert runs.read_text("utf-8") == "x"

    def test_processes_here_and_a_cluster_are_not_asked_for_at_once(self):
        with pytest.raises(SweepError, match="Vælg det ene"):
            maker_on("tcp://127.0.0.1:1", 2)
