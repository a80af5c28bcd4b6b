"""How every command ends: on any terminal, whatever the system refuses, and at a signal."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from places import ROOT
from tools.command import answer, command, kkr, refused

import kkr_analysis
from kkr_analysis.cli.entry import cli
from kkr_analysis.cli.streams import PLAINER
from kkr_analysis.errors import REASONS

ENCODINGS = ("cp1252", "cp850", "cp437", "ascii", "utf-8")
ANSWERS = [["--help"], *([name, "--help"] for name in sorted(cli.commands))]
ANSWERS += [
    ["check", "kv2021"],
    ["check", "kv2021", "--json"],
    ["whatif", "--region", "midtjylland", "--votes", "K =0"],
    ["whatif", "--region", "midtjylland", "--votes", "K =0", "--json"],
    ["build", "Sjælland…", "--term", "æ−»ø«"],
]


@pytest.fixture(scope="module")
def answers() -> list[tuple[list[str], CompletedProcess[str]]]:
    """What every command says where no character is lacking."""
    return [(words, kkr(ROOT, *words)) for words in ANSWERS]


class TestAnyTerminal:
    """An encoding that lacks a character costs that character and never the answer."""

    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_the_answer_is_given_with_other_characters_and_the_same_status(self, answers, encoding):
        for words, whole in answers:
            done = kkr(ROOT, *words, encoding=encoding)
            assert done.returncode == whole.returncode, words
            if "--json" not in words:
                shown = "utf-8" if encoding == "ascii" else encoding
                assert done.stdout == whole.stdout.encode(shown, "plainer").decode(shown)
                assert done.stderr == whole.stderr.encode(shown, "plainer").decode(shown)

    def test_what_is_written_for_what_a_terminal_lacks(self):
        kkr(ROOT, "--version")  # whatever answers registers how
        text = "✓ K: 0 pladser (før 1, −1) – »2022–26« … Café Ærøå ½ ﬁ 漢 \udcf8"
        assert text.encode("cp850", "plainer").decode("cp850") == (
            "ok K: 0 pladser (før 1, -1) - »2022-26« ... Café Ærøå ½ fi ? ?"
        )
        assert text.encode("ascii", "plainer").decode() == (
            'ok K: 0 pladser (foer 1, -1) - "2022-26" ... Cafe AEroeaa 1/2 fi ? ?'
        )
        assert all(plainer.isascii() for plainer in PLAINER.values())

    def test_no_letter_of_json_is_lost(self):
        """Whoever reads JSON takes it for UTF-8, so another encoding gets escapes."""
        words = ("whatif", "--region", "midtjylland", "--name", "Ærø – 漢", "--json")
        whole = kkr(ROOT, *words).stdout
        assert not whole.isascii()
        for encoding in ENCODINGS:
            shown = kkr(ROOT, *words, encoding=encoding).stdout
            assert json.loads(shown) == json.loads(whole)
            assert shown.isascii() if encoding.startswith("cp") else shown == whole

    def test_a_file_and_a_pipe_as_windows_opens_them(self):
        done = subprocess.run(
            command("pacts", "--help"),
            env=os.environ | {"PYTHONIOENCODING": "cp850"},
            capture_output=True,
            encoding="cp850",
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.split() == kkr(ROOT, "pacts", "--help", encoding="cp850").stdout.split()


class TestStreams:
    """Standard output that cannot be written to is told, and one that nobody reads is left in peace."""

    @pytest.mark.parametrize(
        ("line", "status", "told"),
        [
            ("check kv2013 >/dev/full", 2, "Fejl: Svaret kan ikke skrives: disken er fuld.\n"),
            ("check kv2013 --json >/dev/full", 2, "Fejl: Svaret kan ikke skrives: disken er fuld.\n"),
            ("--help >/dev/full", 2, "Fejl: Svaret kan ikke skrives: disken er fuld.\n"),
            ("--version >&-", 2, "Fejl: Svaret kan ikke skrives: standardoutput er lukket.\n"),
            ("--version 2>&-", 0, ""),
            ("chck 2>&-", 2, ""),
            ("chck 2>/dev/full", 2, ""),
            ("check kv2013 <&-", 0, ""),
            ("build nordjylland --format json --output {} 2>&-", 0, ""),
        ],
    )
    def test_closed_and_full(self, tmp_path, line, status, told):
        words, redirection = re.fullmatch(r"(.*?)( [\d<>].*)", line).groups()
        shell = ["sh", "-c", f'"$@"{redirection}', "sh", *command(*words.format(tmp_path).split())]
        done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (status, told)

    def test_a_reader_that_has_gone_hears_nothing(self):
        with subprocess.Popen(
            command("check", "kv2013"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141


def failing(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    """Let ``kkr check`` meet a fault."""

    def check(**_words: object) -> None:
        raise fault

    monkeypatch.setattr(cli.commands["check"], "callback", check)


FAULTS = {
    "a closed folder": (
        PermissionError(errno.EACCES, "Permission denied", "data/raw"),
        "data/raw kan ikke bruges: der er ikke adgang. Ret det, og prøv igen.",
    ),
    "a long name": (
        OSError(errno.ENAMETOOLONG, "File name too long", b"x" * 300),
        f"{'x' * 100}… kan ikke bruges: navnet er for langt. Ret det, og prøv igen.",
    ),
    "a disk": (
        OSError(errno.EIO, "Input/output error"),
        "Kommandoen kan ikke gøres færdig: disken eller drevet svarer ikke, som det skal. "
        "Ret det, og prøv igen.",
    ),
    "another machine": (
        ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
        "Kommandoen kan ikke gøres færdig: ingen svarer på adressen. Ret det, og prøv igen.",
    ),
    "a system without Danish": (
        OSError(errno.EUCLEAN, "Structure needs cleaning", "x"),
        "x kan ikke bruges: systemet melder fejlen EUCLEAN. Ret det, og prøv igen.",
    ),
    "a library": (
        OSError("cannot identify image file"),
        "Kommandoen kan ikke gøres færdig: systemet siger ikke hvorfor. Ret det, og prøv igen.",
    ),
    "another encoding": (
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        "En fil eller et navn er ikke i tegnsættet UTF-8. Gem eller omdøb, og prøv igen.",
    ),
    "a deep file": (
        RecursionError("maximum recursion depth exceeded"),
        "En fil er for dybt indlejret til at kunne læses. Hent den igen.",
    ),
    "a small computer": (
        MemoryError(),
        "Computeren har ikke hukommelse nok. Luk andre programmer, og prøv igen.",
    ),
}  # fmt: skip


class TestRefusals:
    """What the system refuses is one Danish sentence and status 2; a bug is a traceback."""

    @pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS)
    def test_what_no_other_room_has_met(self, tmp_path, monkeypatch, fault, message):
        failing(monkeypatch, fault)
        assert refused(tmp_path, "check") == message

    def test_a_bug_is_raised(self, tmp_path, monkeypatch):
        failing(monkeypatch, KeyError("votes"))
        with pytest.raises(KeyError):
            kkr(tmp_path, "check")

    def test_every_reason_belongs_to_an_error_of_the_system(self):
        assert {"ENOSPC", "EACCES", "ENOENT"} <= REASONS.keys() <= set(vars(errno))

    @pytest.mark.parametrize(
        "line",
        [
            "verify {}.json",
            "compare {}.json {}.json",
            "whatif {}.toml",
            "whatif --name x --save {}.toml",
            "seal {} --note x",
            "import {} --election kv2099",
            "check {}",
            "new-election kv{}",
            "build midtjylland --format json --output {}",
            "build {}",
        ],
    )
    def test_a_name_of_300_letters(self, own_project, line):
        refused(own_project, *line.replace("{}", "a" * 300).split())

    def test_a_folder_where_the_notebook_should_be(self, own_project):
        notebook = own_project / "notebooks" / "bilag.ipynb"
        notebook.unlink()
        notebook.mkdir()
        assert "bilag.ipynb" in refused(own_project, "build", "midtjylland", "--format", "html")

    def test_a_current_folder_that_is_gone(self, tmp_path, monkeypatch):
        gone = tmp_path / "væk"
        gone.mkdir()
        monkeypatch.chdir(gone)
        gone.rmdir()
        for words in (["check"], ["build", "midtjylland"], ["verify", "x.json"]):
            done = answer(*words)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == (
                "Fejl: Mappen, du står i, findes ikke længere. "
                "Gå til projektets mappe med cd, og prøv igen.\n"
            )
        assert answer("--help").returncode == 0

    def test_the_version(self, tmp_path):
        assert kkr(tmp_path, "--version").stdout == f"kkr {kkr_analysis.__version__}\n"


SLOW = """
import pathlib, time
pathlib.Path("klar").touch()
try:
    time.sleep(60)
except KeyboardInterrupt:
    raise ImportError("an extension that could not be loaded")
"""


class TestSignals:
    """Ctrl-C from the first moment; ``test_cli`` tries it in the middle of a build."""

    def interrupted(self, folder: Path, *numbers: signal.Signals, line: str = '"$@"') -> tuple[int, str]:
        """Send signals to a command that is being imported, and return its status and what it says."""
        (folder / "click.py").write_text(SLOW)
        with subprocess.Popen(
            ["sh", "-c", f"exec {line}", "sh", *command("--help")],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                while not (folder / "klar").exists() and process.poll() is None:
                    time.sleep(0.01)
                for number in numbers:
                    process.send_signal(number)
                    time.sleep(0.2)
                _, told = process.communicate(timeout=20)
            finally:
                process.kill()
        return process.returncode, told

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_while_the_command_is_imported(self, tmp_path, number):
        """Even where an import turns the interruption into an error of its own."""
        assert self.interrupted(tmp_path, number) == (130, "Afbrudt. Intet er skrevet.\n")

    def test_what_nohup_has_turned_off_stays_off(self, tmp_path):
        """The hang-up is not heard: the command sleeps on until it is killed."""
        status, _ = self.interrupted(tmp_path, signal.SIGHUP, signal.SIGKILL, line='nohup "$@"')
        assert status == -signal.SIGKILL
