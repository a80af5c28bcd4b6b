"""
Tools that a test may lack, and the promise that CI lacks none.

A test calls ``need("chromium")`` and is skipped, with the reason, on a machine without it. With
KKR_REQUIRE_ALL set every skip is a failure, so that CI cannot go green by leaving tests out. The two
exceptions are official data too large for the repository, and Pythons other than the one that tests: both are
tested only where they are at hand.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from tools.accessibility import BROWSERS, find_browser
from tools.pdf_ua import missing_for_vera
from tools.pythons import find_uv

REQUIRE_ALL = "KKR_REQUIRE_ALL"
NO_PYTHON = "no Python "
OPT_IN_DATA = ("KKR_OFFICIAL", "KKR_FIGURES")


def missing(tool: str) -> str:
    """Say what this machine lacks of a tool; empty where nothing is lacking."""
    if tool == "vera":
        return missing_for_vera()
    if tool == "chromium":
        return "" if find_browser() else f"one of {', '.join(BROWSERS)}"
    if tool == "uv":
        return "" if find_uv() else "uv"
    return "" if shutil.which(tool) else tool


@pytest.fixture(scope="session")
def need() -> Callable[..., None]:
    """Return a function that skips the test where one of the named tools is missing."""

    def skip_without(*tools: str) -> None:
        lacking = [lack for tool in tools if (lack := missing(tool))]
        if lacking:
            pytest.skip(f"not installed: {'; '.join(lacking)}")

    return skip_without


def opt_in_folder(variable: str) -> Path:
    """Return the folder that an environment variable names; skip where it names none."""
    value = os.environ.get(variable, "")
    if not value or not Path(value).is_dir():
        pytest.skip(f"{variable} names no folder")
    return Path(value)


@pytest.fixture(scope="session")
def official() -> Path:
    """Folder with the authorities' own files (KKR_OFFICIAL)."""
    return opt_in_folder("KKR_OFFICIAL")


@pytest.fixture(scope="session")
def figures() -> Path:
    """Folder with the compiled figures (KKR_FIGURES)."""
    return opt_in_folder("KKR_FIGURES")


def may_skip(reason: str) -> bool:
    """Tell whether a reason is a Python not at hand, or a variable for opt-in data that is not set."""
    return reason.startswith(NO_PYTHON) or any(
        reason.startswith(variable) and not os.environ.get(variable) for variable in OPT_IN_DATA
    )


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure under KKR_REQUIRE_ALL, unless its reason is an allowed one."""
    if REQUIRE_ALL not in os.environ or not report.skipped or hasattr(report, "wasxfail"):
        return
    place = report.longrepr
    reason = place[2].removeprefix("Skipped: ") if isinstance(place, tuple) else str(place)
    if not may_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"{REQUIRE_ALL} is set, so nothing may be skipped: {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Judge a test that was skipped, whether by mark, by fixture or in its body."""
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Judge a module that was skipped while it was collected."""
    report = yield
    refuse_skip(report)
    return report
