"""``kkr build --all-terms --scenarios``: every term and every scenario in one go."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from places import REGIONS, ROOT, TERM
from small_data import append_to
from tools.command import command, kkr, refused

PACT = 'navn = "{0}"\nregion = "midtjylland"\nvalgperiode = "2022-2026"\nvalgforbund = ["{0}"]\n'


def scenarios(project: Path, *pacts: str) -> Path:
    folder = project / "mine"
    folder.mkdir()
    for pact in pacts:
        (folder / f"{pact.lower()}.toml").write_text(PACT.format(pact), encoding="utf-8")
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("kkr-*"))


class TestAllTerms:
    def test_every_region_asked_for_in_every_term_with_an_election(self, own_project):
        """The votes of 2013 are there too, but no rules and no mayors for their term."""
        done = kkr(own_project, "build", "midtjylland", "nordjylland", "--all-terms", "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        assert files(own_project / "reports") == [
            "2022-2026/kkr-midtjylland.json",
            "2022-2026/kkr-nordjylland.json",
            "2026-2030/kkr-midtjylland-foreloebig.json",
            "2026-2030/kkr-nordjylland-foreloebig.json",
        ]
        again = kkr(own_project, "build", "alle", "--all-terms", "--format", "json")
        assert "Uændret: KKR Midtjylland 2022–26. Byg alligevel med --force.\n" in again.stdout
        assert "Uændret: KKR Midtjylland 2026–30. Byg alligevel med --force.\n" in again.stdout
        assert len(files(own_project / "reports")) == 2 * len(REGIONS)

    def test_a_term_whose_election_is_not_there_is_left_out(self, own_project):
        shutil.rmtree(own_project / "data" / "raw" / "kv2025")
        done = kkr(own_project, "build", "midtjylland", "--all-terms", "--format", "json")
        assert done.returncode == 0
        assert files(own_project / "reports") == ["2022-2026/kkr-midtjylland.json"]

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            (["--term", TERM], "--term hører til én valgperiode. Udelad enten --term eller --all-terms."),
            (["--date", "2022-01-19"], "--date hører til én valgperiode. Udelad enten --date eller --a"),
        ],
    )
    def test_one_term_or_one_day_is_refused(self, own_project, more, told):
        assert refused(own_project, "build", "alle", "--all-terms", *more).startswith(told)

    def test_the_faults_of_all_terms_come_together_and_nothing_is_written(self, own_project):
        for election in ("kv2021", "kv2025"):
            append_to(own_project / "data" / "raw", f"{election}/stemmer.csv", "x")
        told = refused(own_project, "build", "midtjylland", "--all-terms", "--format", "json")
        assert re.search(r"(?s)Valgperioden 2022-2026: .*kv2021.*Valgperioden 2026-2030: .*kv2025", told)

    def test_without_a_region_it_is_everything(self, own_project):
        """Which has no overview as JSON, and says so."""
        told = refused(own_project, "build", "--all-terms", "--format", "json")
        assert "Landsoverblikket findes ikke som json." in told

    def test_without_a_region_and_without_either_option_one_is_missing(self, own_project):
        assert refused(own_project, "build") == "Der mangler 'REGION…'. Se kkr build --help."


class TestScenarios:
    def test_beside_an_enclosure_and_not_built_twice(self, own_project):
        scenarios(own_project, "C+V")
        words = ["build", "midtjylland", "--term", TERM, "--format", "json,html", "--edition", "fuld"]
        done = kkr(own_project, *words, "--scenarios", "mine", "--output", "ud")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Skrev ud/2022-2026/kkr-midtjylland.html" in done.stdout.splitlines()
        assert done.stdout.splitlines()[-1] == "Skrev 1 side med et tænkt eksempel i ud/scenarier"
        again = kkr(own_project, *words, "--scenarios", "mine", "--output", "ud")
        assert again.stdout.splitlines() == [
            "Uændret: KKR Midtjylland. Byg alligevel med --force.",
            "Uændret: 1 tænkt eksempel. Byg alligevel med --force.",
        ]

    def test_alone_they_need_no_region(self, own_project):
        scenarios(own_project, "C+V")
        done = kkr(own_project, "build", "--scenarios", "mine", "--format", "html", "--output", "ud")
        assert (done.returncode, done.stderr) == (0, "")
        assert [path.name for path in (own_project / "ud").iterdir()] == ["scenarier"]

    def test_a_scenario_that_cannot_be_stops_everything_before_it_begins(self, own_project):
        scenarios(own_project, "C+V", "C+Y")
        told = refused(
            own_project,
            "build",
            "midtjylland",
            "--term",
            TERM,
            "--format",
            "json,html",
            "--scenarios",
            "mine",
        )
        assert "c+y.toml: " in told

    def test_what_was_whole_before_a_notebook_failed_stands_and_is_named(self, own_project):
        """One worker, so the enclosure is whole before the first what-if is begun."""
        scenarios(own_project, "C+V")
        notebook = own_project / "notebooks" / "scenarie.ipynb"
        notebook.write_text(notebook.read_text("utf-8").replace("eksempel = ", "1 / 0; eksempel = "), "utf-8")
        words = ["build", "midtjylland", "--term", TERM, "--format", "json,html", "--edition", "fuld"]
        done = kkr(own_project, *words, "--scenarios", "mine", "--jobs", "1", "--output", "ud")
        assert done.returncode == 2
        assert "Skrev ud/2022-2026/kkr-midtjylland.json" in done.stdout.splitlines()
        first, *_, last = done.stderr.strip().splitlines()
        assert re.match(
            r"Fejl: c\+v\.toml: scenarie\.ipynb, celle \d+: ZeroDivisionError: .* Intet er", first
        )
        assert last == "De filer, der er nævnt ovenfor, var færdige og er skrevet; resten er ikke."
        assert [path.name for path in (own_project / "ud").iterdir()] == [TERM]

    def test_what_was_whole_before_an_interrupt_stands_and_is_named(self, own_project, tmp_path):
        scenarios(own_project, "C+V")
        notebook = own_project / "notebooks" / "scenarie.ipynb"
        asleep = f"import time, pathlib; pathlib.Path({str(tmp_path / 'begyndt')!r}).touch(); time.sleep(600)"
        text = notebook.read_text("utf-8").replace("eksempel = ", f"{asleep}; eksempel = ")
        notebook.write_text(text, encoding="utf-8")
        words = ["midtjylland", "--term", TERM, "--format", "json,html", "--edition", "fuld", "--jobs", "1"]
        with subprocess.Popen(
            command("build", *words, "--scenarios", "mine", "--output", "ud"),
            cwd=own_project,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            end = time.monotonic() + 120
            while not (tmp_path / "begyndt").exists() and time.monotonic() < end:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "Skrev ud/2022-2026/kkr-midtjylland.json" in output.splitlines()
        assert errors.strip() == (
            "Afbrudt. De filer, der er nævnt ovenfor, var færdige og er skrevet; resten er ikke."
        )
        assert [path.name for path in (own_project / "ud").iterdir()] == [TERM]


class TestCluster:
    def test_where_nobody_answers_nothing_is_written(self, own_project, monkeypatch):
        monkeypatch.setattr("kkr_analysis.jobs.CONNECT_SECONDS", 0.5)
        told = refused(
            own_project,
            "build",
            "midtjylland",
            "--term",
            TERM,
            "--format",
            "json",
            "--dask",
            "tcp://127.0.0.1:1",
        )
        assert told.startswith("Ingen Dask-scheduler svarede på »tcp://127.0.0.1:1«")

    def test_processes_here_and_a_cluster_are_not_asked_for_at_once(self, own_project):
        words = ["--jobs", "2", "--dask", "tcp://127.0.0.1:1", "--format", "json"]
        assert "Vælg det ene" in refused(own_project, "build", "midtjylland", "--term", TERM, *words)
