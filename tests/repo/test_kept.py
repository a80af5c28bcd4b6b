"""What kept programs have cost is counted, and never the fault of a test."""

from __future__ import annotations

import subprocess
import sys

import psutil
from tools import kept


def test_a_process_that_ends_while_it_is_counted_is_no_fault(monkeypatch):
    """Chromium ends a renderer between the list of its processes and the look at each."""
    monkeypatch.setattr(kept, "_seconds", {})
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        ended = psutil.Process(process.pid)
    monkeypatch.setattr(psutil.Process, "children", lambda *_, **__: [ended])
    own = psutil.Process()
    kept.count(own)
    assert kept.spent() > 0
