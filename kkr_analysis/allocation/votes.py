"""What the engine accepts as votes and seats: whole numbers, and nothing that only looks like one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from kkr_analysis.errors import VotesError

Votes: TypeAlias = tuple[tuple[str, int], ...]
"""Contender and votes, sorted by contender, so that the order of the input cannot matter."""


def whole_number(number: object, *, what: str) -> int:
    """
    Return the number when it is a whole number of zero or more, never a bool, float or text.

    Raises VotesError naming ``what`` in Danish.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise VotesError(f"{what}: fandt {number!r}, ventede et helt tal. Ret tallet, og prøv igen.")
    if number < 0:
        raise VotesError(f"{what}: fandt {number}, ventede 0 eller mere. Ret tallet, og prøv igen.")
    return number


def refuse_others(votes: Mapping[str, int], *, what: str) -> None:
    """
    Raise VotesError for the first contender whose number is not a whole number of zero or more.

    Pairs are refused as well: in them a contender could be named twice.
    """
    if not isinstance(votes, Mapping):
        raise VotesError(
            f"{what}: fandt {type(votes).__name__}, ventede ét tal pr. parti. "
            "Skriv dem som {'A': 100, 'B': 60}."
        )
    for name, cast in votes.items():
        if type(cast) is not int or cast < 0:
            whole_number(cast, what=f"{what} for {name}")


def in_order(votes: Mapping[str, int], *, what: str = "Stemmetal") -> Votes:
    """Check the votes of every contender and put the contenders in one order, whatever the input's was."""
    refuse_others(votes, what=what)
    try:
        return tuple(sorted(votes.items()))
    except TypeError:
        raise VotesError(
            f"{what}: fandt navne af forskellig slags, ventede tekst som {{'A': 100}}."
        ) from None
