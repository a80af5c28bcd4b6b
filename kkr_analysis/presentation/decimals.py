"""Numbers below each other: what a whole number lacks for its comma to stand below the others' commas."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[−+]?[0-9.]+(?:,([0-9]+))?")


def lacking(cells: Sequence[str]) -> tuple[str, ...]:
    """
    Return for each cell of a column of numbers what would follow it with as many decimals as any has.

    ",000" behind "128.149" where another is "64.074,500"; nothing behind what is no single number.
    """
    found = [_NUMBER.fullmatch(cell) for cell in cells]
    most = max((len(number[1] or "") for number in found if number), default=0)
    return tuple(_behind(number[1], most) if number else "" for number in found)


def _behind(decimals: str | None, most: int) -> str:
    if decimals is None:
        return f",{'0' * most}" if most else ""
    return "0" * (most - len(decimals))
