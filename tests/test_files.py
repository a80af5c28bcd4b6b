"""Every file that is read: a regular one, of bounded size, and never waited for."""

from __future__ import annotations

import ast
import os
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from places import ROOT
from small_data import ELECTION, FILES, write_small_data

from kkr_analysis import files
from kkr_analysis.data.importing import import_figures
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_election
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.data.sources.sealing import seal
from kkr_analysis.documents.build.execute import refuse_unknown
from kkr_analysis.documents.compare.read import read_result
from kkr_analysis.documents.signing import sign
from kkr_analysis.documents.verify.verify import verify
from kkr_analysis.errors import KkrError, MissingFileError, UnreadableFileError
from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.house_style import read_house_style
from kkr_analysis.whatif.scenarios import read_scenario

SPECIAL = ("rør eller en enhed", "ikke er en fil", "ikke kan læses", "kan ikke læses")
A_FILE = Path(__file__)
"""Any other file, that the one in question is reached at all."""


@pytest.fixture(autouse=True)
def _never_waiting() -> Iterator[None]:
    """A reader that waits for a pipe fails instead of hanging the tests."""

    def stop(_signum: int, _frame: object) -> None:
        raise AssertionError("waited for a pipe or read without end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 20)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


class TestReadBounded:
    """»a regular file, of bounded size, opened without following into pipes and devices«."""

    def test_a_file_and_a_link_to_it_are_read_to_the_last_byte_that_is_allowed(self, tmp_path):
        (tmp_path / "fil").write_bytes(b"1234")
        (tmp_path / "link").symlink_to("fil")
        assert read_bounded(tmp_path / "fil", 4) == read_bounded(tmp_path / "link", 4) == b"1234"
        with pytest.raises(UnreadableFileError, match=r"fil kan ikke læses: den er på over 0 kB\. Angiv"):
            read_bounded(tmp_path / "fil", 3)

    def test_what_is_no_file_is_named(self, tmp_path):
        pipe(tmp_path / "pipe")
        endless(tmp_path / "endless")
        (tmp_path / "loop").symlink_to("loop")
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(tmp_path / "socket"))
        for name, why in (
            ("pipe", "det er et rør eller en enhed og ikke en fil"),
            ("endless", "det er et rør eller en enhed og ikke en fil"),
            ("socket", "det er et rør eller en enhed og ikke en fil"),
            (".", "der er en mappe med det navn"),
            ("loop", "linket fører tilbage til sig selv"),
            ("x" * 300, "navnet er for langt"),
            ("a\0b", "navnet har et tegn"),
        ):
            with pytest.raises(UnreadableFileError, match=why):
                read_bounded(tmp_path / name)
        listening.close()
        with pytest.raises(MissingFileError, match="den findes ikke"):
            read_bounded(tmp_path / "ingen")

    def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(self, tmp_path, monkeypatch):
        """Between the look and the opening: the system is asked again of what was opened."""
        (tmp_path / "fil").write_bytes(b"1")
        regular = (tmp_path / "fil").stat()
        pipe(tmp_path / "pipe")
        monkeypatch.setattr(files.os, "stat", lambda _path: regular)
        with pytest.raises(UnreadableFileError, match="rør"):
            read_bounded(tmp_path / "pipe")

    def test_a_file_that_grows_while_it_is_read_is_refused(self, tmp_path, monkeypatch):
        (tmp_path / "fil").write_bytes(b"12345")
        monkeypatch.setattr(files.os, "fstat", lambda _handle: os.stat_result((stat.S_IFREG, *[0] * 9)))
        with pytest.raises(UnreadableFileError, match="ændrer sig"):
            read_bounded(tmp_path / "fil")


def project_in(folder: Path) -> Path:
    write_small_data(folder / "data")
    (folder / "notebooks").mkdir()
    return folder


READERS: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    **{
        f"load {name}": (f"data/raw/{name}", lambda root, _: load_election(root / "data/raw", ELECTION))
        for name in (*FILES, *(str(card_path(Path(name))) for name in FILES))
    },
    "import a folder": (
        "leverance/stemmer.csv",
        lambda root, path: import_figures(path.parent, ELECTION, root / "data/raw"),
    ),
    "import": ("tal.xlsx", lambda root, path: import_figures(path, ELECTION, root / "data/raw")),
    "seal": (
        f"data/raw/{ELECTION}/stemmer.csv",
        lambda _, path: seal([path], "hvorfor", date(2099, 12, 24)),
    ),
    "house style": ("husstil.toml", lambda root, _: read_house_style(root)),
    "logo": ("logo.svg", lambda root, _: read_house_style(root)),
    "scenario": ("s.toml", lambda _, path: read_scenario(path)),
    "notebook": ("notebooks/bilag.ipynb", lambda _, path: refuse_unknown(path, {})),
    "compare": ("kkr.json", lambda _, path: read_result(path)),
    "sign": ("kkr.pdf", lambda root, path: sign(path, root / "ny.pdf", key=A_FILE, passphrase="")),
    "key": ("noegle.p12", lambda root, path: sign(A_FILE, root / "ny.pdf", key=path, passphrase="")),
    "font": ("skrift.ttf", lambda root, _: read_house_style(root)),
    "verify": ("kkr.pdf", lambda root, path: verify(path, Project(root))),
}


class TestEveryReader:
    """A pipe where a file is expected is one Danish message, and so is a device without an end."""

    @pytest.mark.parametrize("put", [pipe, endless])
    @pytest.mark.parametrize("name", READERS)
    def test_it_refuses_what_is_no_file(self, tmp_path, name, put):
        file, door = READERS[name]
        root = project_in(tmp_path)
        if name == "logo":
            (root / "husstil.toml").write_text('logo = "logo.svg"\nlogo_tekst = "Logo"\n', "utf-8")
        if name == "font":
            names = 'navn = "Min"\nnormal = "skrift.ttf"\nfed = "skrift.ttf"\n'
            (root / "husstil.toml").write_text(f"[skrift]\n{names}", "utf-8")
        path = root / file
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        put(path)
        with pytest.raises(KkrError) as caught:
            door(root, path)
        assert any(words in str(caught.value) for words in SPECIAL), caught.value


READING = {
    "open",
    "read",
    "read_text",
    "read_bytes",
    "load",
    "load_pkcs12",
    "from_path",
    "read_csv",
    "read_excel",
}
ALLOWED = {
    "data/importing/new_election.py: (_TEMPLATES / name).read_text",  # the package's own
    "data/new_project.py: (_TEMPLATES / template).read_text",
    "data/meetings/new_meeting.py: _TEMPLATE.read_text",  # the package's own
    "data/importing/workbook.py: packed.read",  # in memory
    "documents/build/what_ifs.py: target.read_bytes",  # just made here
    "documents/meeting/papers.py: path.read_bytes",
    "documents/embedding.py: packed.read",
    "documents/verify/reading.py: packed.read",
    "documents/verify/reading.py: sys.stdin.buffer.read",  # what read_bounded read, from the parent
    "documents/build/documents.py: path.read_bytes",  # what was just written
    "documents/build/index.py: second_eyes.read_bytes",  # the package's own
    "presentation/house_style/files.py: image.load",
    "data/importing/sheet.py: packed.read",
    "cli/streams.py: Path(os.devnull).open",
    "presentation/house_style/files.py: Image.open",  # in memory
    "cli/streams.py: os.open",
    "documents/efterregn.py: json.load",
    "documents/efterregn.py: open",  # alone beside the published files
    "documents/word/package.py: archive.read",
    "data/holding.py: os.open",  # a folder, to hold it
    "data/publishing.py: os.open",  # what was just written, to have the disk hold it
    "app/serving.py: webbrowser.open",
}


def reads(tree: ast.AST) -> Iterator[str]:
    """Give every function called in a module that reads a file, but for the package's own resources."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        is_reading = called == "open" or (isinstance(node.func, ast.Attribute) and node.func.attr in READING)
        if is_reading and "resources.files(" not in called:
            yield called


class TestNoOtherReader:
    """One function reads; whatever opens a file beside it is found here."""

    def test_no_module_opens_a_file_itself(self):
        found = {
            f"{path.relative_to(ROOT / 'kkr_analysis')}: {called}"
            for path in sorted((ROOT / "kkr_analysis").rglob("*.py"))
            if path.name != "files.py" or path.parent.name != "kkr_analysis"
            for called in reads(ast.parse(path.read_text("utf-8")))
        }
        assert found - ALLOWED == set()
