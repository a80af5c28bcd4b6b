"""Votes and seats as text: what is a whole number, and what may be only part of one."""

from __future__ import annotations

import re

_LONGEST = 9
"""Digits of a number of votes."""
WHOLE_NUMBER = "et helt tal, for eksempel 24062 eller 24.062"
MOST_SEATS = 55
"""The largest council, København's."""
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([. ,])[0-9]{3})(?:\1[0-9]{3})*")
"""A number with one kind of thousands mark: 24.062, 6,942, 1 234 567."""


def whole_number(text: str) -> int | None:
    """
    Parse a whole number, with or without thousands marks; None for anything ambiguous.

    A spreadsheet's 101.0 is 101. One mark followed by three digits, as in 6,942, means thousands, since
    nobody has a fraction of a vote. 062 may be the end of 24,062.
    """
    bare = re.sub("[. ,]", "", text) if _GROUPED.fullmatch(text) else text.removesuffix(".0")
    return int(bare) if is_whole(bare) else None


def is_whole(text: str) -> bool:
    """Whether a text is the digits of a whole number without leading zeros."""
    is_digits = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return is_digits and (text == "0" or text[0] != "0")


def thousands_mark(text: str) -> str:
    """Return the thousands mark of a number; empty if it has none."""
    grouped = _GROUPED.fullmatch(text)
    return grouped[1] if grouped else ""


def may_be_cut(text: str, after: str) -> bool:
    """Whether two comma-separated fields may be one number with a thousands mark: 24 and 062."""
    return bool(re.fullmatch("[1-9][0-9]{0,2}", text) and re.fullmatch("[0-9]{3}", after))
