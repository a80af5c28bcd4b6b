"""``kkr init``: a whole project or none, and no file of anybody's written over."""

from __future__ import annotations

from pathlib import Path

from places import ROOT
from tools.command import contents, kkr, refused

from kkr_analysis.data import new_project
from kkr_analysis.data.new_project import COPIED
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources.whence import where_from


def files(folder: Path) -> set[str]:
    return {name for name, content in contents(folder).items() if content is not None}


class TestANewFolder:
    def test_what_is_laid_out_is_a_project_that_checks_and_builds(self, tmp_path):
        done = kkr(tmp_path, "init", "mit")
        assert (done.returncode, done.stderr) == (0, "")
        mine = tmp_path / "mit"
        same = {path.relative_to(ROOT).as_posix() for pattern in COPIED for path in ROOT.glob(pattern)}
        assert files(mine) - same == {"README.md", ".gitignore", "regler/README.md"}
        assert all((mine / name).read_bytes() == (ROOT / name).read_bytes() for name in same)
        assert done.stdout.splitlines()[-1] == (
            "Næste skridt: cd mit && kkr build midtjylland. Resten står i README.md."
        )
        assert kkr(mine, "check", "kv2021").returncode == 0
        assert kkr(mine, "build", "midtjylland", "--format", "json").returncode == 0

    def test_what_explains_it_names_what_is_there(self, tmp_path):
        kkr(tmp_path, "init", "mit")
        text = (tmp_path / "mit" / "README.md").read_text("utf-8")
        for part in ("data/raw", "notebooks", "regler", "scenarier", "husstil.toml"):
            assert f"`{part}" in text
            assert (tmp_path / "mit" / part).exists()
        assert "{" not in text
        for term in Project(ROOT).rules.known_terms():
            assert term.replace("-", "–") in text

    def test_what_is_built_stays_out_of_git(self, tmp_path):
        kkr(tmp_path, "init", ".")
        assert "reports/" in (tmp_path / ".gitignore").read_text("utf-8").splitlines()

    def test_in_the_folder_itself_there_is_nowhere_to_go(self, tmp_path):
        assert "Næste skridt: kkr build midtjylland." in kkr(tmp_path, "init", ".").stdout

    def test_a_name_with_a_space_can_be_typed(self, tmp_path):
        assert "cd 'KKR Midtjylland' && kkr" in kkr(tmp_path, "init", "KKR Midtjylland").stdout


class TestNames:
    """The folders of meetings hold names, and stay with the secretariat that noted them."""

    def test_a_meeting_noted_in_the_checkout_is_not_copied(self, own_project, tmp_path, monkeypatch):
        noted = own_project / "data" / "raw" / "kv2021" / "midtjylland"
        noted.mkdir()
        (noted / "medlemmer.csv").write_text("Bo", "utf-8")
        monkeypatch.setattr(new_project, "what_came_along", lambda: Project(own_project))
        kkr(tmp_path, "init", "mit")
        assert (tmp_path / "mit" / "data" / "raw" / "kv2021" / "stemmer.csv").exists()
        assert not (tmp_path / "mit" / "data" / "raw" / "kv2021" / "midtjylland").exists()


class TestAFolderInUse:
    def test_what_is_there_is_left_alone_and_named(self, tmp_path):
        (tmp_path / "README.md").write_text("min", "utf-8")
        (tmp_path / "scenarier").mkdir()
        (tmp_path / "scenarier" / "c-og-v.toml").write_text("mit", "utf-8")
        done = kkr(tmp_path, "init", ".")
        kept = "Fandtes i forvejen og er ikke rørt: "
        assert [line.removeprefix(kept) for line in done.stdout.splitlines() if line.startswith(kept)] == [
            "scenarier/c-og-v.toml",
            "README.md",
        ]
        assert (tmp_path / "README.md").read_text("utf-8") == "min"
        assert (tmp_path / "scenarier" / "c-og-v.toml").read_text("utf-8") == "mit"
        assert Project(tmp_path).data.is_dir()

    def test_a_project_is_refused_as_figures_of_two_origins_do_not_mix(self, own_project):
        message = refused(own_project, "init", ".")
        assert message == (
            ". har allerede data/raw. Intet er skrevet. Brug det projekt, eller vælg en ny mappe."
        )

    def test_half_a_project_as_well(self, tmp_path):
        (tmp_path / "notebooks").mkdir()
        assert "har allerede notebooks" in refused(tmp_path, "init", ".")

    def test_a_file_in_the_way_is_told_and_nothing_is_written(self, tmp_path):
        (tmp_path / "mit").write_text("en fil", "utf-8")
        assert "Kan ikke skrive i mappen mit: der er en fil med det navn. Intet er" in refused(
            tmp_path, "init", "mit"
        )
        (tmp_path / "data").write_text("en fil", "utf-8")
        assert "Intet er ændret" in refused(tmp_path, "init", ".")


class TestAnEmptyFolder:
    """»an empty data folder says where its files come from«."""

    def test_of_figures(self, tmp_path):
        for part in ("data/raw", "notebooks"):
            (tmp_path / part).mkdir(parents=True)
        for words in (
            ("check",),
            ("check", "kv2021"),
            ("build", "midtjylland", "--format", "json"),
            ("pacts", "midtjylland"),
            ("new-election", "kv2029"),
            ("import", "filer", "--election", "kv2029"),
        ):
            message = refused(tmp_path, *words)
            assert message.startswith(
                f"Mappen {tmp_path / 'data/raw'} er tom. Tallene følger med kkr: kkr init"
            )
            assert "hentes fra valg.dk og læses ind med kkr import." in message

    def test_without_any_election(self, own_project):
        for folder in (own_project / "data" / "raw").glob("kv*"):
            folder.rename(own_project / folder.name)
        assert "Læg et klar med: kkr new-election kv2021" in refused(own_project, "check", "kv2021")

    def test_of_an_election_that_did_not_come_along(self):
        assert where_from("kv2021/stemmer.csv").startswith("Den følger med kkr: kkr init MAPPE")
        assert where_from("kv2033/stemmer.csv") == (
            "Tallene fra valg.dk læses ind med kkr import MAPPE --election kv2033; resten lægges klar med "
            "kkr new-election kv2033."
        )
