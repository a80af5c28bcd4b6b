"""
Programs that are slow to start: a process of tests starts each once, and asks it again and again.

An operating system tells what a program has cost when it ends; whoever asks one counts it as it goes.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress

import psutil

kept = ExitStack()
"""How each is ended; whoever starts one says it."""
_seconds: dict[psutil.Process, float] = {}


def count(program: psutil.Process) -> None:
    """
    Note what a program has cost so far, with those that it has started.

    One that ends meanwhile is in what its parent has waited for.
    """
    seconds = 0.0
    for each in (program, *program.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            seconds += sum(each.cpu_times()[:4])
    _seconds[program] = seconds


def spent() -> float:
    """Seconds of CPU that programs which still run have cost."""
    return sum(_seconds.values())
