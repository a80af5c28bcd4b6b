"""click speaks Danish: every message of the installed version, and the help pages to their last word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tools.command import ENGLISH, kkr, refused

from kkr_analysis.cli.danish_click import MESSAGES
from kkr_analysis.cli.entry import cli

SOURCES = sorted(Path(click.__file__).parent.glob("*.py"))
NOT_LITERAL = {"extra['required']": "required"}
"""What click translates without naming it, and what stands there."""


def messages(source: str) -> Iterator[str]:
    """Give every message that a module hands to gettext, but for those of errors in a program's own code."""
    tree = ast.parse(source)
    raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise))
    excepted = {
        inner
        for error in raised
        if isinstance(error, ast.Call) and ast.unparse(error.func) in ("TypeError", "ValueError")
        for inner in ast.walk(error)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node not in excepted:
            number = {"_": 1, "gettext": 1, "ngettext": 2}.get(ast.unparse(node.func), 0)
            for argument in node.args[:number]:
                text = ast.unparse(argument)
                yield NOT_LITERAL[text] if text in NOT_LITERAL else ast.literal_eval(argument)


def fields(text: str) -> set[tuple[str, str]]:
    return set(re.findall(r"\{(\w+)|%\((\w+)\)s", text))


class TestCatalogue:
    def test_it_has_every_message_of_the_installed_click_and_no_other(self):
        """A new click with a new message is noticed here."""
        found = {message for path in SOURCES for message in messages(path.read_text(encoding="utf-8"))}
        assert len(found) > 60
        assert found == MESSAGES.keys()

    def test_a_message_is_read_from_source(self):
        source = "_('a')\nngettext('b', 'c', n)\nraise TypeError(_('d').format(x))\nraise Bad(_('e'))"
        assert sorted(messages(source)) == ["a", "b", "c", "e"]

    @pytest.mark.parametrize(("english", "danish"), MESSAGES.items())
    def test_a_message_is_danish_and_is_given_no_value_that_click_has_not(self, english, danish):
        assert fields(danish) <= fields(english)
        assert not ENGLISH.search(re.sub(r"\{\w+(!r)?\}", "", danish))

    def test_no_option_takes_another_number_than_a_whole_one(self):
        """One message has a sentence for numbers of every type: »ventede et helt tal«."""
        kinds = {param.type.name for command in cli.commands.values() for param in command.params}
        assert not any("float" in kind for kind in kinds)
        assert {"integer", "path", "text"} <= kinds


NOT_UNDERSTOOD = {
    "build --regoin": "Ukendt tilvalg --regoin. Se kkr build --help.",
    "build x --formt y": (
        "Ukendt tilvalg --formt. Mente du en af disse: '--force', '--format', '--term'? Se kkr build --help."
    ),
    "build x --outptu y": "Ukendt tilvalg --outptu. Mente du '--output'? Se kkr build --help.",
    "build": "Der mangler 'REGION…'. Se kkr build --help.",
    "build x --term": "Tilvalget --term mangler sin værdi.",
    "app --no-browser=x": "Tilvalget --no-browser skal ikke have en værdi.",
    "seal data/raw/kommuner.csv": "Der mangler tilvalget '--note'. Se kkr seal --help.",
    "seal --note x": "Der mangler 'FIL…'. Se kkr seal --help.",
    "compare a b c": "Der er et ord for meget: c. Se kkr compare --help.",
    "compare a b c d": "Der er flere ord for meget: c d. Se kkr compare --help.",
    "biuld": "Ukendt kommando 'biuld'. Mente du 'build'? Se kkr --help.",
    "app --port 70000": (
        "Ugyldig værdi for '--port': fandt 70000, ventede et tal x, hvor 1<=x<=65535. Se kkr app --help."
    ),
    "uncertainty midtjylland --draws 1.000": (
        "Ugyldig værdi for '--draws': fandt '1.000', ventede et helt tal uden punktum. "
        "Se kkr uncertainty --help."
    ),
    "-x": "Ukendt tilvalg -x. Se kkr --help.",
}


class TestLines:
    @pytest.mark.parametrize(("line", "message"), NOT_UNDERSTOOD.items())
    def test_a_line_that_is_not_understood(self, tmp_path, line, message):
        assert refused(tmp_path, *line.split()) == message

    @pytest.mark.parametrize("words", [[], *([name] for name in sorted(cli.commands))])
    def test_a_help_page_has_no_word_of_click_and_nothing_is_cut_off(self, tmp_path, words):
        done = kkr(tmp_path, *words, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Brug: kkr ")
        assert "Vis denne hjælp." in done.stdout
        assert not ENGLISH.search(re.sub(r"--?\w+", "", done.stdout)), done.stdout
        assert not re.search(r"\b(TEXT|PATH|ARGS|OPTIONS|COMMAND|INTEGER|RANGE)\b|\.\.\.", done.stdout)

    def test_defaults_are_given(self, tmp_path):
        page = " ".join(kkr(tmp_path, "build", "--help").stdout.split())
        for default in (
            "(den nuværende)",
            "reports i projektets mappe",
            "html,pdf,docx,xlsx,json,svg,png,ipynb",
        ):
            assert f"[ellers: {default}]" in page

    def test_no_words_at_all_give_the_help_page_as_an_error(self, tmp_path):
        done = kkr(tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("Brug: kkr [TILVALG] KOMMANDO …")
