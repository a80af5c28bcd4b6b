"""``kkr meeting`` on the command line: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from places import ROOT, TERM
from tools.command import kkr, refused

from kkr_analysis.documents.meeting import building
from kkr_analysis.presentation.meeting.papers import papers_of

FOLDER = "data/raw/kv2021/midtjylland"
WRITTEN = f"reports/{TERM}/moede-midtjylland"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the item on alliances, which takes no time; all of them are tested where they are built."""
    monkeypatch.setattr(building, "papers_of", lambda held: papers_of(held)[1:2])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


class TestWritten:
    def test_the_example(self, project):
        done = kkr(project, "meeting", "midtjylland", "--term", TERM, "--example")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Skrev 8 filer i {WRITTEN}" in done.stdout
        assert f"Alle papirer i én fil: {WRITTEN}/moede-midtjylland.pdf" in done.stdout
        assert f"Side med links til dem alle: {WRITTEN}/index.html" in done.stdout
        values = json.loads((project / WRITTEN / "moede-midtjylland.json").read_text(encoding="utf-8"))
        assert values["example"] is True

    def test_without_a_folder_it_says_what_is_missing(self, project):
        done = kkr(project, "meeting", "KKR Midtjylland", "--term", "2022")
        assert done.returncode == 0
        assert "Bemærk: Medlemmerne er ikke meldt ind" in done.stderr
        values = json.loads((project / WRITTEN / "moede-midtjylland.json").read_text(encoding="utf-8"))
        assert (values["meeting"], values["example"]) == (None, False)
        assert values["members"]["owed"][0] == "A mangler at vælge 1 supplerende medlem."

    def test_another_folder(self, project):
        done = kkr(project, "meeting", "midtjylland", "--term", TERM, "--output", "ud")
        assert done.returncode == 0
        assert (project / "ud" / TERM / "moede-midtjylland" / "kalender.ics").is_file()


class TestUnchanged:
    """What stands as it would be made is kept; any other file, figure or note is reason to make it again."""

    WORDS = ("meeting", "midtjylland", "--term", TERM)

    @pytest.fixture
    def made(self, project):
        shutil.copytree(project / "data" / "eksempel" / "kv2021" / "midtjylland", project / FOLDER)
        assert "Skrev 8 filer" in kkr(project, *self.WORDS).stdout
        return project

    def test_nothing_is_written_twice(self, made):
        before = {path: path.stat().st_mtime_ns for path in (made / WRITTEN).iterdir()}
        done = kkr(made, *self.WORDS)
        assert "Uændret: papirerne til mødet i KKR Midtjylland. Lav dem alligevel med --force." in done.stdout
        assert "Skrev" not in done.stdout
        assert {path: path.stat().st_mtime_ns for path in (made / WRITTEN).iterdir()} == before

    def test_force_makes_them_all_the_same(self, made):
        assert "Skrev 8 filer" in kkr(made, *self.WORDS, "--force").stdout

    @pytest.mark.parametrize("name", ["kalender.ics", "moede-midtjylland.pdf", "index.html"])
    def test_a_paper_that_is_gone_or_changed(self, made, name):
        (made / WRITTEN / name).write_bytes(b"rettet i")
        assert "Skrev 8 filer" in kkr(made, *self.WORDS).stdout
        (made / WRITTEN / name).unlink()
        assert "Skrev 8 filer" in kkr(made, *self.WORDS).stdout

    def test_a_paper_that_the_meeting_has_no_more(self, made):
        (made / WRITTEN / "punkt-1-11-eventuelt.html").write_text("", encoding="utf-8")
        assert "Skrev 8 filer" in kkr(made, *self.WORDS).stdout
        assert not (made / WRITTEN / "punkt-1-11-eventuelt.html").exists()

    def test_another_note(self, made):
        path = made / FOLDER / "moede.toml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("Eksempelhuset", "Rådhuset"), encoding="utf-8"
        )
        assert kkr(made, "seal", path, "--note", "Prøve").returncode == 0
        assert "Skrev 8 filer" in kkr(made, *self.WORDS).stdout

    def test_what_changes_while_they_are_made_is_not_in_them(self, made, monkeypatch):
        """The rules are read before the pages are made: the next build must not take the old ones for its."""
        usual = building.in_workers
        rules = made / "regler" / f"{TERM}.toml"
        rules.parent.mkdir()
        shutil.copyfile(ROOT / "kkr_analysis" / "rules" / rules.name, rules)

        def meanwhile(*arguments, **options):
            rules.write_text(f"{rules.read_text(encoding='utf-8')}# rettet\n", encoding="utf-8")
            return usual(*arguments, **options)

        monkeypatch.setattr(building, "in_workers", meanwhile)
        assert "Skrev 8 filer" in kkr(made, *self.WORDS, "--force").stdout
        monkeypatch.setattr(building, "in_workers", usual)
        assert "Skrev 8 filer" in kkr(made, *self.WORDS).stdout

    def test_another_house_style(self, made):
        (made / "husstil.toml").write_text('navn = "KKR-sekretariatet"\n', encoding="utf-8")
        assert "Skrev 8 filer" in kkr(made, *self.WORDS).stdout


class TestRefused:
    def test_a_region_that_there_is_not(self, project):
        assert "midtjylland" in refused(project, "meeting", "midtjyland")

    def test_every_fault_of_the_folder_at_once_and_nothing_is_written(self, project):
        shutil.copytree(project / "data" / "eksempel" / "kv2021" / "midtjylland", project / FOLDER)
        for name, old, new in (
            ("medlemmer.csv", "Aarhus", "Aarhuus"),
            ("fremmoede.csv", "Peter Sørensen,ja", "Peter Sørensen,måske"),
        ):
            path = project / FOLDER / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
            assert kkr(project, "seal", path, "--note", "Prøve").returncode == 0
        said = refused(project, "meeting", "midtjylland", "--term", TERM)
        assert "medlemmer.csv" in said
        assert "fremmoede.csv" in said
        assert not (project / "reports").exists()


class TestIndex:
    """A link from the index of the term, honest when the papers rest on other figures."""

    def test_it_leads_to_the_papers_as_soon_as_they_are_there(self, project):
        assert kkr(project, "build", "midtjylland", "--term", TERM, "--format", "json").returncode == 0
        index = project / "reports" / TERM / "index.html"
        assert "moede-midtjylland" not in index.read_text(encoding="utf-8")
        assert kkr(project, "meeting", "midtjylland", "--term", TERM, "--example").returncode == 0
        page = index.read_text(encoding="utf-8")
        assert 'href="moede-midtjylland/index.html"' in page
        assert "Papirer til det konstituerende møde 19. januar 2022 (eksempel)" in page
        assert "Ældre filer" not in page

    def test_papers_of_other_figures_are_older(self, project):
        assert kkr(project, "meeting", "midtjylland", "--term", TERM, "--example").returncode == 0
        arguments = ("build", "midtjylland", "--term", TERM, "--format", "json", "--date", "2022-02-01")
        assert kkr(project, *arguments).returncode == 0
        page = (project / "reports" / TERM / "index.html").read_text(encoding="utf-8")
        older = page.partition("Ældre filer, bygget på andre tal")[2]
        assert 'href="moede-midtjylland/index.html"' in older

    def test_when_the_folder_is_gone_so_is_the_link(self, project):
        assert kkr(project, "meeting", "midtjylland", "--term", TERM, "--example").returncode == 0
        build = ("build", "midtjylland", "--term", TERM, "--format", "json")
        assert kkr(project, *build).returncode == 0
        index = project / "reports" / TERM / "index.html"
        assert "moede-midtjylland" in index.read_text(encoding="utf-8")
        shutil.rmtree(project / WRITTEN)
        done = kkr(project, *build)
        assert "Uændret: KKR Midtjylland" in done.stdout
        assert "moede-midtjylland" not in index.read_text(encoding="utf-8")
