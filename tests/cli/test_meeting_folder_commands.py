"""``kkr new-meeting``, ``kkr vacancy``, and check and seal on the folder of a meeting, as typed."""

from __future__ import annotations

import json
import shutil

import pytest
from places import ROOT
from tools.command import kkr, refused

FOLDER = "data/raw/kv2021/midtjylland"


@pytest.fixture
def project(tmp_path):
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


@pytest.fixture
def with_meeting(project):
    """The example as if it were the secretariat's own."""
    shutil.copytree(project / "data" / "eksempel" / "kv2021" / "midtjylland", project / FOLDER)
    return project


class TestNewMeeting:
    def test_the_files_and_the_next_step_are_said(self, project):
        run = kkr(project, "new-meeting", "midtjylland", "--term", "2022", "--date", "2022-01-19")
        assert (run.returncode, run.stderr) == (0, "")
        assert f"Skrev {FOLDER}/moede.toml" in run.stdout
        assert f"Venter på medlemmernes navne: {FOLDER}/fremmoede.csv" in run.stdout
        assert "Skriv de 17 supplerende medlemmer" in run.stdout
        assert f"kkr seal {FOLDER} --note" in run.stdout
        again = kkr(project, "new-meeting", "KKR Midtjylland", "--term", "2022")
        assert "Skrev " not in again.stdout
        assert f"Fandtes i forvejen: {FOLDER}/moede.toml" in again.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["midtjyland"], "Mente du midtjylland?"),
            (["midtjylland", "--date", "19-01-2022"], "ventede en dato som 2022-01-19"),
            (["midtjylland", "--date", "2022-03-01", "--term", "2022"], "til 31. januar 2022"),
            (["midtjylland", "--time", "halv ti"], "Skriv den som kl. 10.00"),
        ],
    )
    def test_what_is_refused_writes_nothing(self, project, arguments, said):
        assert said in refused(project, "new-meeting", *arguments)
        assert not (project / FOLDER).exists()


class TestFillingIn:
    """Laid out, filled in, confirmed, checked: the way an analyst goes."""

    def test_from_the_folder_to_a_check(self, project):
        kkr(project, "new-meeting", "midtjylland", "--term", "2022", "--date", "2022-01-19")
        members = project / FOLDER / "medlemmer.csv"
        text = members.read_text("utf-8").replace(
            "A,supplerende,,,,,,,,", "A,supplerende,Ida Holm,Aarhus,,,,,,"
        )
        members.write_text(text, "utf-8")
        changed = kkr(project, "check", "kv2021")
        assert changed.returncode == 2
        assert "kildekortets" in changed.stdout
        sealed = kkr(project, "seal", FOLDER, "--note", "A har valgt")
        assert sealed.stdout == f"Kildekortet til {FOLDER}/medlemmer.csv er opdateret.\n"
        checked = kkr(project, "check", "kv2021")
        assert checked.returncode == 0
        assert "A mangler at vælge" not in checked.stdout
        assert "C mangler at vælge 4 supplerende medlemmer." in checked.stdout

    def test_a_new_file_is_confirmed_with_its_folder(self, project):
        (project / FOLDER).mkdir()
        (project / FOLDER / "pakke.csv").write_text("forum;gruppe;pladser\n", "utf-8")
        run = kkr(project, "seal", FOLDER, "--note", "Aftalt")
        assert run.stdout == f"Kildekortet til {FOLDER}/pakke.csv er opdateret.\n"
        (project / FOLDER / "pakke.csv").write_text("forum,gruppe\n", "utf-8")
        assert "ventede overskriften forum,gruppe,pladser" in refused(
            project, "seal", FOLDER, "--note", "Aftalt igen"
        )


class TestCheck:
    def test_the_example_alone(self, project):
        run = kkr(project, "check", "--example")
        assert (run.returncode, run.stderr) == (0, "")
        assert run.stdout.startswith("kv2021/midtjylland\n")
        assert "36 medlemmer, alle med stedfortræder." in run.stdout

    def test_a_meeting_after_its_election_also_as_json(self, with_meeting):
        run = kkr(with_meeting, "check", "kv2021", "--json")
        reports = json.loads(run.stdout)
        assert [one["election"] for one in reports] == ["kv2021", "kv2021/midtjylland"]
        assert all(one["in_order"] for one in reports)


class TestVacancy:
    def test_the_history_of_the_term(self, with_meeting):
        run = kkr(with_meeting, "vacancy", "midtjylland", "--term", "2022")
        assert (run.returncode, run.stderr) == (0, "")
        assert "1. maj 2023: forladt partiet, Dennis Eksempelsen" in run.stdout
        assert run.stdout.endswith(
            "Ledig: pladsen i Uddannelsesudvalget Midtjylland for V efter Vibeke Eksempelsen.\n"
        )
        empty = kkr(with_meeting, "vacancy", "sjaelland", "--term", "2022")
        assert empty.stdout == "Der er ikke noteret nogen hændelser i perioden.\n"

    def test_an_event_is_tried_and_then_kept(self, with_meeting):
        left = ("--event", "forladt-partiet", "--name", "Ole Eksempelsen", "--date", "2024-05-01")
        tried = kkr(with_meeting, "vacancy", "midtjylland", "--term", "2022", *left)
        assert "Skal gøres: Kommunalbestyrelsesmedlemmerne fra O vælger et nyt" in tried.stdout
        assert "Intet er gemt. Tilføj --save" in tried.stdout
        kept = kkr(with_meeting, "vacancy", "midtjylland", "--term", "2022", *left, "--save")
        assert f"Gemt i {FOLDER}/haendelser.csv, og filen er bekræftet." in kept.stdout
        history = kkr(with_meeting, "vacancy", "midtjylland", "--term", "2022").stdout
        assert "1. maj 2024: forladt partiet, Ole Eksempelsen" in history

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--event", "ny mester"], "Ukendt hændelse: 'ny mester'. Mente du ny borgmester?"),
            (["--save"], "Skriv med --event, hvad der er sket"),
            (["--name", "Ole Eksempelsen"], "Skriv med --event, hvad der er sket"),
            (["--event", "forladt partiet"], "--name: fandt '', ventede noget"),
            (
                ["--event", "forladt partiet", "--name", "Ole Eksempelson"],
                "--name: fandt 'Ole Eksempelson', ventede et medlem eller en stedfortræder, eller en med "
                "kommunen skrevet. Mente du Ole Eksempelsen? Ret kommandoen.",
            ),
            (
                ["--event", "forladt partiet", "--name", "Ole Eksempelsen", "--forum", "RAR Vestjylland"],
                "--forum: fandt 'RAR Vestjylland', ventede ingenting ved 'forladt partiet'",
            ),
            (["--event", "forladt partiet", "--name", "Dennis Eksempelsen"], "er ikke medlem"),
        ],
    )
    def test_what_cannot_be_is_told_with_its_option(self, with_meeting, arguments, said):
        before = (with_meeting / FOLDER / "haendelser.csv").read_bytes()
        assert said in refused(with_meeting, "vacancy", "midtjylland", "--term", "2022", *arguments)
        assert (with_meeting / FOLDER / "haendelser.csv").read_bytes() == before
