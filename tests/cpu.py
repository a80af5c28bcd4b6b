"""
What the tests cost: seconds of CPU per folder, printed at the end of a run with ``--cpu``.

CPU and not time, and that of the processes that a test starts as well, so that a busy machine says nearly
the same as an idle one. A fixture counts where it is first used. Nothing is asserted; the budgets stand in
docs/afproevning.md.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from pathlib import PurePosixPath

import pytest
from tools.kept import spent as spent_by_kept


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--cpu", action="store_true", help="seconds of CPU per folder, and the dearest tests")


def spent() -> float:
    """Seconds of CPU so far, with those of processes that have ended or that tests keep."""
    return sum(os.times()[:4]) + spent_by_kept()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Begin to count when a test begins."""
    item.user_properties.append(("began", spent()))
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give each phase of a test what was spent since the last, for the report that leaves the worker."""
    report = yield
    began, now = dict(item.user_properties)["began"], spent()
    item.user_properties[:] = [("began", now)]
    report.user_properties = [("cpu", now - began)]
    return report


def folder_of(report: pytest.TestReport) -> str:
    """Return the folder of a test below tests/, two levels deep at most."""
    parts = PurePosixPath(report.nodeid.partition("::")[0]).parts[1:-1]
    return "/".join(("tests", *parts[:2]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    if not config.getoption("--cpu"):
        return
    cases: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds = float(dict(report.user_properties).get("cpu", 0))
                folders[folder_of(report)] += seconds
                tests[report.nodeid.partition("[")[0]] += seconds
                cases[folder_of(report)] += report.when == "call"
    terminalreporter.section("CPU")
    for folder, seconds in folders.most_common():
        terminalreporter.write_line(f"{seconds:8.1f} s {cases[folder]:5d}  {folder}")
    terminalreporter.write_line(f"{folders.total():8.1f} s {cases.total():5d}  in all")
    for test, seconds in tests.most_common(int(os.environ.get("KKR_TOP", "30"))):
        terminalreporter.write_line(f"{seconds:8.1f} s  {test}")
