"""
A kernel that loads what the explorer needs before anybody asks for it, and then waits.

Run as ``python -m kkr_analysis.app.waiting_kernel``. It reads one line of JSON from standard input (the
kernel's arguments, environment and working folder) and becomes that kernel, for one page only. It ends when
its input is closed.
"""

from __future__ import annotations

import json
import os
import sys


def load() -> None:
    """Import and run once everything that the first answer needs, so that fonts and files are in memory."""
    import ipykernel.kernelapp  # noqa: F401

    from kkr_analysis.app.answering import Answers
    from kkr_analysis.app.controls import Explorer
    from kkr_analysis.data.project import find_project
    from kkr_analysis.errors import KkrError
    from kkr_analysis.whatif.scenarios import Scenario

    try:
        answers = Answers(find_project())
        Explorer(answers, Scenario(region="midtjylland", term=answers.terms[0].term)).view.close_all()
    except (KkrError, IndexError):
        return  # the page reports it, where somebody sees it


def main() -> None:
    """Wait for the order, then become that kernel."""
    load()
    line = sys.stdin.readline()
    if not line:
        return
    order = json.loads(line)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])

    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(order["arguments"])


if __name__ == "__main__":
    main()
