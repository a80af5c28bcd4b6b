"""How far a command has come: steps on a terminal, and not a word in a log."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr

import pytest

from kkr_analysis.cli.progress import Plan, steps

COLOURS, MOVES = re.compile(r"\x1b\[[0-9;]*m"), re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\r")


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def tell_all(
    terminal: Terminal, title: str, plans: Mapping[str, Plan], told: Iterable[tuple[str, str]]
) -> None:
    with redirect_stderr(terminal), steps(title, plans) as tell:
        for key, step in told:
            tell(key, step)


def lines(terminal: Terminal) -> list[str]:
    """Every line that has stood there."""
    text = MOVES.sub("\n", COLOURS.sub("", terminal.getvalue()))
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def shown(terminal: Terminal) -> list[str]:
    """Every state that the bar has had, each once: its words, without the bar itself and the times."""
    words = [re.sub(r" +[━╸╺]+( \d+/\d+)?.*", r"\1", line) for line in lines(terminal)]
    return list(dict.fromkeys(words))


REGION = Plan(name="KKR Midtjylland", steps=("tal", "notebook", "side", "PDF"))


class TestOne:
    def test_the_steps_of_one_region_are_counted_and_named(self, terminal):
        tell_all(terminal, "Bygger", {"m": REGION}, [("m", step) for step in (*REGION.steps, "")])
        assert shown(terminal) == [
            "Bygger KKR Midtjylland 0/4",
            "Bygger KKR Midtjylland: tal 0/4",
            "Bygger KKR Midtjylland: notebook 1/4",
            "Bygger KKR Midtjylland: side 2/4",
            "Bygger KKR Midtjylland: PDF 3/4",
            "Bygger KKR Midtjylland 4/4",
        ]


class TestSeveral:
    def told(self, terminal: Terminal, text: str, *names: str) -> None:
        """Tell "A:notebook" and so on of documents that have two steps each."""
        plans = {name: Plan(name=name, steps=("notebook", "side")) for name in names or "ABC"}
        pairs = [(name, step) for name, _, step in (word.partition(":") for word in text.split())]
        tell_all(terminal, "Bygger", plans, pairs)

    def test_what_began_last_with_how_many_are_finished(self, terminal):
        self.told(terminal, "A:notebook B:notebook A:side A: B:side B:")
        assert shown(terminal) == [
            "Bygger",
            "Bygger 0 af 3: A, notebook",
            "Bygger 0 af 3: B, notebook",
            "Bygger 0 af 3: A, side",
            "Bygger 1 af 3: B, notebook",
            "Bygger 1 af 3: B, side",
            "Bygger 2 af 3",
        ]
        assert "tilbage" in terminal.getvalue()

    def test_a_document_that_is_made_again_is_counted_once(self, terminal):
        """The worker of A is lost in its second step; what a cluster makes has no steps at all."""
        self.told(terminal, "A:notebook A:side A:notebook A:side A: B: C:")
        assert "Bygger 3 af 3" in shown(terminal)[-1]

    def test_a_long_name_is_cut_off_and_the_bar_stays_on_its_line(self, terminal):
        self.told(terminal, f"{'x' * 120}:notebook", "x" * 120, "B")
        assert max(map(len, lines(terminal))) <= 80
        assert any("xxx" in line and "tilbage" in line for line in lines(terminal))


def test_a_log_hears_nothing(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with steps("Bygger", {"m": REGION}) as tell:
        tell("m", "tal")
        tell("m", "")
    assert capsys.readouterr() == ("", "")
