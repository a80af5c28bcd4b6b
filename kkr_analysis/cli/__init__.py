"""The command line: one module per command. It parses, calls the package and prints one message."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from types import FrameType

INTERRUPTED = 130
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """
    Run the command line and exit with its status: see ``entry.run``.

    The status is 130 when interrupted, even while the commands are still being imported: that happens in
    here. A terminated or hung-up build cleans up like an interrupted one, undisturbed by a second signal.
    """
    is_interrupted = False

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_interrupted
        is_interrupted = True
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup has asked for it
            signal.signal(number, interrupt)
    try:
        from kkr_analysis.cli.entry import run

        status = run()
    except BaseException as end:  # an interrupted import may fail in any way
        if not is_interrupted:
            raise
        stands = str(end) if isinstance(end, KeyboardInterrupt) else ""
        with suppress(OSError):
            if sys.stderr is not None:
                print(f"Afbrudt. {stands or 'Intet er skrevet.'}", file=sys.stderr)
        status = INTERRUPTED
    sys.exit(status)
