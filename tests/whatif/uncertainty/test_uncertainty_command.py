"""``kkr uncertainty``: a table and a picture that say what they are, or one clear message."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from places import ROOT

from kkr_analysis.cli.entry import cli
from kkr_analysis.errors import KkrError, UncertaintyError
from kkr_analysis.whatif.uncertainty import Recount


@pytest.fixture
def run(monkeypatch):
    def invoked(*words: str) -> Result:
        monkeypatch.chdir(ROOT)
        return CliRunner().invoke(cli, ["uncertainty", *words, "--term", "2022-2026"])

    return invoked


def test_the_first_and_the_last_line_say_that_it_is_no_result(run):
    result = run("midtjylland", "--recount", "0,5 %", "--draws", "200")
    assert result.exit_code == 0, result.output
    lines = result.output.strip().splitlines()
    assert lines[0] == "Tænkt eksempel: usikkerhed om KKR Midtjylland 2022–26"
    assert lines[-1] == "Tænkt eksempel. Intet af det er et resultat."
    assert "200 simulerede valg (frø 2021)" in result.output
    assert "med en spredning på 0,5 % af det" in " ".join(result.output.split())


def test_the_same_seed_gives_the_same_answer_and_another_one_another(run):
    words = ("midtjylland", "--recount", "2 %", "--draws", "300")
    assert run(*words).output == run(*words).output
    assert run(*words).output == run(*words, "--jobs", "2").output
    assert run(*words).output != run(*words, "--seed", "7").output


def test_a_shift_that_moves_the_chair_moves_it_in_every_draw(run):
    """V 185,393 and A 205,813: with 12 % more, V has 207,640."""
    result = run("midtjylland", "--shift", "V +12 %", "--draws", "50")
    [chair] = [line for line in result.output.splitlines() if line.strip().startswith("Formand ")]
    assert chair.split()[:3] == ["Formand", "A", "0"]
    assert "V i 100 %" in chair


@pytest.mark.parametrize("name", ["usikkerhed.svg", "usikkerhed.png"])
def test_the_picture_is_saved(run, tmp_path, name):
    result = run("midtjylland", "--recount", "20", "--draws", "50", "--picture", str(tmp_path / name))
    assert result.exit_code == 0, result.output
    start = (tmp_path / name).read_bytes()[:4]
    assert start == (b"<svg" if name.endswith("svg") else b"\x89PNG")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Angiv, hvad der er usikkert,"),
        (("--recount", "meget"), "Spredningen 'meget' er ikke forstået."),
        (("--shift", "B"), "Skiftet 'B' er ikke forstået."),
        (("--recount", "1 %", "--draws", "0"), "Antal simulerede valg"),
        (("--recount", "1 %", "--picture", "x.gif"), "x.gif: billedet gemmes som .svg eller .png."),
        (("--recount", "1 %", "--alliance", "C,X"), "X"),
        (("--recount", "1 %", "--jobs", "0"), "Antal processer"),
    ],
)
def test_what_cannot_be_is_told(run, words, said):
    fault = run("midtjylland", *words).exception
    assert isinstance(fault, KkrError)
    assert said in str(fault)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0,5 %", (1 / 2, 0)), ("2%", (2, 0)), ("20", (0, 20)), ("1.000 stemmer", (0, 1000)), (" 5 ", (0, 5))],
)
def test_a_recount_is_read(text, expected):
    found = Recount.parse(text)
    assert (found.percent, found.votes) == expected


@pytest.mark.parametrize("text", ["", "-1", "0.5 %", "1,2345 %", "101 %", "1000000", "x %"])
def test_a_recount_that_is_none_is_refused(text):
    with pytest.raises(UncertaintyError):
        Recount.parse(text)
