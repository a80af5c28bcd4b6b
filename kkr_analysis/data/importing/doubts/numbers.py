"""Numbers of votes and seats as text: what is one whole number, and what may be a part of one."""

from __future__ import annotations

import re

_LONGEST = 9
"""Digits of a number of votes."""
WHOLE_NUMBER = "et helt tal, for eksempel 24062 eller 24.062"
MOST_SEATS = 55
"""As many as a council may have: København's."""
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([. ,])[0-9]{3})(?:\1[0-9]{3})*")
"""A number with one kind of thousands mark: 24.062, 6,942, 1 234 567."""


def whole_number(text: str) -> int | None:
    """
    Return a whole number, with or without thousands marks; None for anything that could be another number.

    A spreadsheet's 101.0 is 101. With one mark and three digits after it, as in 6,942, it is a thousand:
    nobody has a part of a vote. 062 may be the end of 24,062.
    """
    bare = re.sub("[. ,]", "", text) if _GROUPED.fullmatch(text) else text.removesuffix(".0")
    return int(bare) if is_whole(bare) else None


def is_whole(text: str) -> bool:
    """Whether a text is the digits of a whole number, and no zero before them."""
    is_digits = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return is_digits and (text == "0" or text[0] != "0")


def thousands_mark(text: str) -> str:
    """Return the mark between the thousands of a number; nothing where it has none."""
    grouped = _GROUPED.fullmatch(text)
    return grouped[1] if grouped else ""


def may_be_cut(text: str, after: str) -> bool:
    """Whether two fields between commas may be one number with a thousands mark: 24 and 062."""
    return bool(re.fullmatch("[1-9][0-9]{0,2}", text) and re.fullmatch("[0-9]{3}", after))
