"""Votes: whole numbers by contender, checked once; look-alikes such as bools and floats are refused."""

from __future__ import annotations

from collections.abc import Container, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from typing import TypeAlias

from kkr_analysis.errors import VotesError

Seats: TypeAlias = tuple[tuple[str, int], ...]
"""Contender and seats, sorted by contender."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Votes(Mapping[str, int]):
    """
    The vote total (stemmetal) of every contender, sorted by name: the order of the input cannot matter.

    ``Votes.of`` makes one of any mapping and checks it; after that it is not checked or sorted again.
    """

    _by_contender: dict[str, int]

    @classmethod
    def of(cls, votes: Mapping[str, int], *, what: str = "Stemmetal") -> Votes:
        """
        Check votes and sort them; votes that are ``Votes`` already are returned as they are.

        Raises VotesError, naming ``what`` in Danish, for numbers that are not whole or below zero.
        """
        return votes if type(votes) is cls else cls(whole_numbers(votes, what=what))

    def only(self, contenders: Container[str]) -> Votes:
        """Return the votes of these contenders."""
        return Votes({name: cast for name, cast in self._by_contender.items() if name in contenders})

    def without(self, contenders: Container[str]) -> Votes:
        """Return the votes of all other contenders."""
        return Votes({name: cast for name, cast in self._by_contender.items() if name not in contenders})

    def above_zero(self) -> Votes:
        """Return the votes of the contenders that have any."""
        if 0 not in self._by_contender.values():
            return self
        return Votes({name: cast for name, cast in self._by_contender.items() if cast})

    def __getitem__(self, contender: str) -> int:
        return self._by_contender[contender]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_contender)

    def __len__(self) -> int:
        return len(self._by_contender)

    def __hash__(self) -> int:
        return hash(tuple(self._by_contender.items()))

    def __repr__(self) -> str:
        return f"Votes({self._by_contender})"

    # Mapping has these two as well, but its views look every contender up again.

    def values(self) -> ValuesView[int]:
        """Return the vote totals."""
        return self._by_contender.values()

    def items(self) -> ItemsView[str, int]:
        """Return contenders with their vote totals."""
        return self._by_contender.items()


def in_order(seats: Mapping[str, int]) -> Seats:
    """Sort seats by contender."""
    return tuple(sorted(seats.items()))


def whole_number(number: object, *, what: str) -> int:
    """
    Return the number when it is a whole number of zero or more, never a bool, float or text.

    Raises VotesError naming ``what`` in Danish.
    """
    if type(number) is int and number >= 0:
        return number
    if isinstance(number, bool) or not isinstance(number, int):
        raise VotesError(f"{what}: fandt {number!r}, ventede et helt tal. Ret tallet, og prøv igen.")
    if number < 0:
        raise VotesError(f"{what}: fandt {number}, ventede 0 eller mere. Ret tallet, og prøv igen.")
    return number


def refuse_others(numbers: Mapping[str, int], *, what: str) -> None:
    """
    Raise VotesError for the first contender whose number is not a whole number of zero or more.

    Pairs are refused as well: in them a contender could be named twice.
    """
    # The register of Mapping is slow to ask, and nearly all are dictionaries.
    if not isinstance(numbers, dict) and not isinstance(numbers, Mapping):
        raise VotesError(
            f"{what}: fandt {type(numbers).__name__}, ventede ét tal pr. parti. "
            "Skriv dem som {'A': 100, 'B': 60}."
        )
    for name, number in numbers.items():
        if type(number) is not int or number < 0:
            whole_number(number, what=f"{what} for {name}")


def whole_numbers(numbers: Mapping[str, int], *, what: str) -> dict[str, int]:
    """Return whole numbers of zero or more, sorted by contender. Raises VotesError for any others."""
    refuse_others(numbers, what=what)
    try:
        names = sorted(numbers)
    except TypeError:
        raise VotesError(
            f"{what}: fandt navne af forskellig slags, ventede tekst som {{'A': 100}}."
        ) from None
    return dict(numbers) if names == list(numbers) else {name: numbers[name] for name in names}
