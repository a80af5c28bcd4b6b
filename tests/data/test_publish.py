"""Nothing half-written ever stands in the reports folder."""

import errno
import os
from pathlib import Path

import pytest

from kkr_analysis.data import holding, publishing
from kkr_analysis.data.publishing import publish, renew, staging, write_new, write_whole
from kkr_analysis.errors import BuildError, KkrError


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
        """One that was made for it goes too."""
        write(tmp_path / "reports", a="gammel")
        for output in (tmp_path / "reports", tmp_path / "ny" / "reports"):
            with pytest.raises(BuildError), staging(output) as folder:  # noqa: PT012 - the block is the build
                write(folder, a="halv")
                (folder / "mangler").read_bytes()
        assert contents(tmp_path) == {"reports/a": "gammel"}
        assert [entry.name for entry in (*tmp_path.iterdir(), *(tmp_path / "reports").iterdir())] == [
            "reports",
            "a",
        ]

    def test_what_the_system_refuses_is_said_in_danish(self, tmp_path, monkeypatch):
        write(tmp_path, reports="en fil")
        with pytest.raises(BuildError, match="--output"), staging(tmp_path / "reports"):
            pass
        with pytest.raises(BuildError, match="disken er fuld"), staging(tmp_path):
            raise OSError(errno.ENOSPC, "No space left on device")

        def denied(**_options: object) -> str:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(holding.tempfile, "mkdtemp", denied)
        with pytest.raises(BuildError, match="der er ikke adgang"), staging(tmp_path):
            pass

    @pytest.mark.parametrize("old", [{"a": "gammel", "c": "gammel"}, {}])
    def test_a_move_that_fails_puts_everything_back(self, tmp_path, old):
        """The second of three files cannot be moved: a folder has its name. New ones are taken away again."""
        output = tmp_path / "reports"
        write(output, **old)
        write(output / "b", indhold="analytikerens")
        with staging(output) as folder:
            write(folder, a="ny", b="ny", c="ny")
            with pytest.raises(BuildError, match=r"reports/b kan ikke skrives: .* Intet er ændret"):
                publish(folder, output)
        assert contents(output) == {**old, "b/indhold": "analytikerens"}


class TestOneFile:
    """Whole or not at all, beside the old one under a name that nobody can foresee."""

    @pytest.mark.parametrize("renew", [renew, write_whole])
    def test_a_link_is_replaced_and_not_followed(self, tmp_path, renew):
        write(tmp_path, andens="urørt")
        (tmp_path / "kort").symlink_to(tmp_path / "andens")
        renew(tmp_path / "kort", "nyt")
        assert contents(tmp_path) == {"andens": "urørt", "kort": "nyt"}
        assert not (tmp_path / "kort").is_symlink()

    def test_a_new_file_takes_no_place_that_is_taken(self, tmp_path, monkeypatch):
        """Not a link's either, and not on a disk without hard links."""
        assert write_new(tmp_path / "a", "første")
        (tmp_path / "b").symlink_to("ingen")
        assert not write_new(tmp_path / "a", "anden")
        assert not write_new(tmp_path / "b", "anden")

        def unsupported(_source: object, _target: object) -> None:
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(publishing.os, "link", unsupported)
        assert write_new(tmp_path / "c", "tredje")
        assert not write_new(tmp_path / "c", "anden")
        assert contents(tmp_path) == {"a": "første", "c": "tredje"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "fejl.txt"
    os.mkfifo(pipe)
    with pytest.raises(KkrError, match="ikke en almindelig fil"):
        write_whole(pipe, "tekst")
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["fejl.txt"]
