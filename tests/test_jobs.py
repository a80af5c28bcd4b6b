"""A job by one process, by several and by a Dask cluster: one answer, whoever works or is lost."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from functools import partial

import pytest
from distributed import LocalCluster
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from kkr_analysis import jobs
from kkr_analysis.errors import SweepError
from kkr_analysis.jobs import in_process, in_processes, runner
from kkr_analysis.whatif.alliances import Appointment, Contenders, bell, every_result, most_frequent, results
from kkr_analysis.whatif.alliances.partitions import chunks
from kkr_analysis.whatif.alliances.results import frequencies, merged

VOTES = dict(zip("ABCDFVØ", (10, 2, 5, 2, 3, 9, 2), strict=True))
"""The members of KKR Midtjylland 2022–26, without K and O: many ties, so that lots are counted too."""
PLACES = 9
ANY_FREE_PORT = {"dashboard_address": "127.0.0.1:0"}
"""The scheduler answers over HTTP even without a dashboard; at a port that no one else has."""


KKR = Appointment(contenders=Contenders.of(VOTES), places=PLACES)


def counted(run=in_process, **words):
    """Every result, by whoever counts."""
    return most_frequent(KKR, every_result(KKR, run=run, **words))


@pytest.fixture(scope="module")
def expected():
    return counted()


@pytest.fixture
def small_chunks(monkeypatch):
    """Many chunks, so that there is something to share out and to lose."""
    monkeypatch.setattr(results, "LARGEST", 20)


class TestChunks:
    @examples(30)
    @given(
        st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 30), min_size=2),
        st.integers(2, 12),
        st.integers(1, 900),
        st.integers(0, 2**32),
    )
    def test_any_split_in_any_order_gives_the_same(self, votes, seats, largest, seed):
        appointment = Appointment(contenders=Contenders.of(votes), places=seats)
        parts = list(chunks(len(votes), largest=largest))
        random.Random(seed).shuffle(parts)  # noqa: S311 - an order, not a secret
        total = merged([frequencies(appointment, part) for part in parts])
        expected = most_frequent(appointment, every_result(appointment))
        assert most_frequent(appointment, total) == expected

    @pytest.mark.usefixtures("small_chunks")
    def test_it_reports_how_far_it_has_come(self):
        said = []
        counted(report=lambda done, total: said.append((done, total)))
        assert len(said) > 20
        assert said == sorted(said)
        assert said[-1] == (bell(7), bell(7)) == (877, 877)


class TestProcesses:
    @pytest.mark.usefixtures("small_chunks")
    def test_two_give_what_one_gives(self, expected):
        assert counted() == expected
        assert counted(runner(2)) == expected

    @pytest.mark.usefixtures("small_chunks")
    def test_one_that_is_killed_loses_nothing(self, expected):
        """A process is killed after its third chunk; the rest is counted by new ones."""
        from joblib.externals.loky import get_reusable_executor

        found, done, killed = [], 0, []
        with in_processes(partial(frequencies, KKR), chunks(7, largest=20), jobs=2) as parts:
            for number, (chunk, part) in enumerate(parts):
                found.append(part)
                done += len(chunk)
                if number == 3:
                    killed = list(get_reusable_executor(reuse=True, max_workers=2)._processes)
                    os.kill(killed[0], signal.SIGKILL)
        assert killed
        assert done == bell(7)
        assert most_frequent(KKR, merged(found)) == expected

    @pytest.mark.parametrize("number", [0, -2, 1.5, True])
    def test_a_number_of_processes_that_is_none_is_refused(self, number):
        with pytest.raises(SweepError, match="Antal processer"):
            runner(number)

    def test_processes_here_and_a_cluster_are_not_asked_for_at_once(self):
        with pytest.raises(SweepError, match="Vælg det ene"):
            runner(2, "tcp://127.0.0.1:1")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two processes of their own on the loopback address."""
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


@pytest.mark.filterwarnings("default")
class TestCluster:
    @pytest.mark.usefixtures("small_chunks")
    def test_it_gives_the_same_answer(self, expected, cluster):
        assert counted(runner(dask=cluster.scheduler_address)) == expected

    @pytest.mark.usefixtures("small_chunks")
    def test_a_worker_that_is_killed_loses_nothing(self, expected, cluster):
        pids = [worker.pid for worker in cluster.workers.values()]
        said: list[int] = []

        def kill_once(done: int, _total: int) -> None:
            if not said:
                os.kill(pids[0], signal.SIGKILL)
            said.append(done)

        assert counted(runner(dask=cluster.scheduler_address), report=kill_once) == expected
        assert said[0] < bell(7) == said[-1]

    def test_where_nobody_answers_is_told(self, monkeypatch):
        monkeypatch.setattr(jobs, "CONNECT_SECONDS", 0.5)
        with pytest.raises(SweepError, match=r"Ingen Dask-scheduler svarede på »tcp://127\.0\.0\.1:1«"):
            counted(runner(dask="tcp://127.0.0.1:1"))

    def test_a_cluster_without_workers_is_told(self, monkeypatch):
        monkeypatch.setattr(jobs, "PATIENCE_SECONDS", 0.5)
        with (
            LocalCluster(
                n_workers=0,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                scheduler_kwargs=ANY_FREE_PORT,
                silence_logs=50,
            ) as empty,
            pytest.raises(SweepError, match="har haft 0 workers"),
        ):
            counted(runner(dask=empty.scheduler_address))

    def test_another_version_there_is_told(self, monkeypatch, cluster):
        monkeypatch.setattr(jobs, "__version__", "9.9")
        with pytest.raises(SweepError, match=r"ventede version 9\.9 som her"):
            counted(runner(dask=cluster.scheduler_address))
