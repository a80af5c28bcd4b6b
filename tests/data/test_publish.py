"""Nothing half-written ever stands in the reports folder."""

import errno
from pathlib import Path

import pytest

from kkr_analysis.data import publishing
from kkr_analysis.data.publishing import publish, staging
from kkr_analysis.errors import BuildError


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


class TestAllOrNone:
    """Built elsewhere, moved when complete."""

    def test_every_file_is_moved_and_replaces_what_stood_there(self, tmp_path):
        output = tmp_path / "reports"
        write(output, a="gammel", c="urørt")
        with staging(output) as folder:
            write(folder / "2022-2026", b="ny")
            write(folder, a="ny")
            files = publish(folder, output)
        assert contents(output) == {"a": "ny", "2022-2026/b": "ny", "c": "urørt"}
        assert files == (output / "2022-2026" / "b", output / "a")

    def test_a_failed_build_leaves_the_folder_as_it_was(self, tmp_path):
        output = tmp_path / "reports"
        write(output, a="gammel")
        with pytest.raises(BuildError), staging(output) as folder:  # noqa: PT012 - the block is the build
            write(folder, a="halv")
            (folder / "mangler").read_bytes()
        assert contents(output) == {"a": "gammel"}
        assert [entry.name for entry in output.iterdir()] == ["a"]

    def test_a_full_disk_is_said_in_danish(self, tmp_path):
        with pytest.raises(BuildError, match="disken er fuld"), staging(tmp_path / "reports"):
            raise OSError(errno.ENOSPC, "No space left on device")

    def test_a_folder_that_was_made_for_it_goes_too(self, tmp_path):
        with pytest.raises(BuildError), staging(tmp_path / "ny" / "reports") as folder:
            (folder / "mangler").read_bytes()
        assert list(tmp_path.iterdir()) == []

    def test_a_move_that_fails_puts_everything_back(self, tmp_path):
        """The second of three files cannot be moved: a folder has its name."""
        output = tmp_path / "reports"
        write(output, a="gammel", c="gammel")
        write(output / "b", indhold="analytikerens")
        with staging(output) as folder:
            write(folder, a="ny", b="ny", c="ny")
            with pytest.raises(BuildError, match="Intet er ændret"):
                publish(folder, output)
        assert contents(output) == {"a": "gammel", "b/indhold": "analytikerens", "c": "gammel"}

    def test_a_new_file_is_taken_away_again_when_a_later_move_fails(self, tmp_path):
        output = tmp_path / "reports"
        write(output / "b", indhold="analytikerens")
        with staging(output) as folder:
            write(folder, a="ny", b="ny")
            with pytest.raises(BuildError):
                publish(folder, output)
        assert contents(output) == {"b/indhold": "analytikerens"}

    def test_an_output_that_is_a_file_is_refused(self, tmp_path):
        write(tmp_path, reports="en fil")
        with pytest.raises(BuildError, match="--output"), staging(tmp_path / "reports"):
            pass

    def test_an_interrupted_move_puts_everything_back(self, tmp_path, monkeypatch):
        """Ctrl-C after the first of two files has been moved."""
        output = tmp_path / "reports"
        write(output, a="gammel", b="gammel")

        def interrupted(source: Path, target: Path) -> None:
            if target == output / "b" and source.read_text(encoding="utf-8") == "ny":
                raise KeyboardInterrupt
            source.replace(target)

        monkeypatch.setattr(publishing, "move", interrupted)
        with staging(output) as folder:
            write(folder, a="ny", b="ny")
            with pytest.raises(KeyboardInterrupt):
                publish(folder, output)
        assert contents(output) == {"a": "gammel", "b": "gammel"}

    def test_a_folder_that_may_not_be_written_is_named_in_danish(self, tmp_path, monkeypatch):
        def denied(**_options: object) -> str:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(publishing.tempfile, "mkdtemp", denied)
        with pytest.raises(BuildError, match="der er ikke adgang"), staging(tmp_path):
            pass
