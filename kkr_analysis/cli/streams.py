"""Standard output and standard error, which take every text whatever the terminal can show."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kkr_analysis.errors import KkrError, reason

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PLAINER = {
    "✓": "ok", "−": "-", "–": "-", "—": "-", "…": "...", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"',
    "‘": "'", "’": "'", "·": "-", "÷": "/", "×": "x", "±": "+/-", "≤": "<=", "≥": ">=", "→": "->", "½": "1/2",
    "§": "paragraf", "▲": "^", "▼": "v", "€": "EUR",
    "æ": "ae", "ø": "oe", "å": "aa", "Æ": "AE", "Ø": "OE", "Å": "AA",
}  # fmt: skip
"""What is written for a character that the terminal has not; its other letters lose their accents."""


class OutputError(KkrError):
    """Standard output does not take the answer; ``is_unread`` where its reader has gone, as head does."""

    def __init__(self, why: str, *, is_unread: bool = False) -> None:
        super().__init__(f"Svaret kan ikke skrives: {why}.")
        self.is_unread = is_unread


class _Output(io.FileIO):
    """The file of standard output, which tells its own faults from those of every other file."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as fault:
            raise OutputError(reason(fault), is_unread=fault.errno == errno.EPIPE) from fault


def open_streams() -> None:
    """
    Let both streams take every text: what an encoding lacks is written with characters that all have.

    On Windows output to a file or a pipe is cp1252, and a name of a file need not be text at all. ASCII
    becomes UTF-8, as it does in click. Raises KkrError where there is no standard output; where there is one
    that cannot be written to, whatever writes to it raises OutputError.
    """
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    if sys.stdout is None:
        raise KkrError("Svaret kan ikke skrives: standardoutput er lukket.")
    codecs.register_error("plainer", _plainer)
    file = getattr(sys.stdout, "buffer", None)
    if type(getattr(file, "raw", file)) is io.FileIO:  # neither a console of Windows nor that of a test
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(_Output(sys.stdout.fileno(), "w", closefd=False)),
            encoding=sys.stdout.encoding,
            line_buffering=sys.stdout.isatty(),
        )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if is_ascii else stream.encoding, errors="plainer")


def abandon(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere: Python would end with status 120 for it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _plainer(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(_plain, fault.object[fault.start : fault.end])), fault.end


def _plain(character: str) -> str:
    letters = (part for part in unicodedata.normalize("NFKD", character) if part.isascii())
    return PLAINER.get(character) or "".join(letters) or "?"
