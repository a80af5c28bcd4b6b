"""The promise of required_tools: with KKR_REQUIRE_ALL nothing is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[1] / "required_tools.py"
SKIPS = """
import pytest

@pytest.mark.skip(reason="by mark")
def test_mark(): ...

def test_body(): pytest.skip("in the body")

def test_tool(need): need("no-such-tool")

@pytest.mark.parametrize("value", [])
def test_nothing_to_try(value): ...

@pytest.mark.xfail(reason="known", strict=True)
def test_known_fault(): assert False

def test_official(official): ...
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("KKR_OFFICIAL", raising=False)
    monkeypatch.delenv("KKR_REQUIRE_ALL", raising=False)
    source = PLUGIN.read_text(encoding="utf-8")
    pytester.makeconftest(source)
    return pytester


class TestSkips:
    def test_a_developers_machine_may_lack_a_tool(self, run: pytest.Pytester) -> None:
        run.makepyfile(SKIPS)
        run.runpytest_inprocess("-p", "no:xdist").assert_outcomes(skipped=5, xfailed=1)

    def test_ci_may_not(self, run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        """Four skips fail; the known fault stays known and the data that is opt-in stays skipped."""
        monkeypatch.setenv("KKR_REQUIRE_ALL", "1")
        run.makepyfile(SKIPS)
        result = run.runpytest_inprocess("-p", "no:xdist")
        outcomes = result.parseoutcomes()
        assert outcomes.pop("failed", 0) + outcomes.pop("errors", 0) == 4
        assert outcomes == {"skipped": 1, "xfailed": 1}
        result.stdout.fnmatch_lines(["*nothing may be skipped: not installed: no-such-tool*"])

    def test_data_that_is_named_must_be_there(
        self, run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KKR_REQUIRE_ALL", "1")
        monkeypatch.setenv("KKR_OFFICIAL", "no-such-folder")
        run.makepyfile("def test_official(official): ...")
        run.runpytest_inprocess("-p", "no:xdist").assert_outcomes(errors=1)

    def test_nor_may_a_whole_module_be_skipped(
        self, run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KKR_REQUIRE_ALL", "1")
        run.makepyfile("import pytest\npytest.importorskip('no_such_module')\n")
        run.runpytest_inprocess("-p", "no:xdist").assert_outcomes(errors=1)

    @pytest.mark.parametrize("value", ["", "no-such-folder"])
    def test_a_variable_that_names_no_folder_is_said(
        self, run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, value: str
    ) -> None:
        monkeypatch.setenv("KKR_OFFICIAL", value)
        run.makepyfile("def test_official(official): ...")
        run.runpytest_inprocess("-p", "no:xdist", "-rs").stdout.fnmatch_lines(
            ["*KKR_OFFICIAL names no folder*"]
        )
