"""Who stands for the posts, and who of them can be ticked into alliances: all, or the largest that fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.whatif.alliances.contenders import bits_of
from kkr_analysis.whatif.alliances.growth import as_growth, number_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineup:
    """
    The contenders in ballot order with their votes; one is its place among them, from 0.

    ``free`` are the places of those that can ally, most votes first: the order of the growth strings. The
    others take part in every election, and always by themselves.
    """

    letters: tuple[str, ...]
    votes: tuple[int, ...]
    free: tuple[int, ...]

    @classmethod
    def of(cls, votes: Mapping[str, int], most: int) -> Lineup:
        """
        Let the ``most`` contenders with most votes ally, or all; of equals the first in the ballot order.

        Raises VotesError for votes that are not whole numbers.
        """
        counted = Votes.of(votes)
        letters = tuple(votes)
        ranked = sorted(range(len(letters)), key=lambda place: (-counted[letters[place]], place))
        return cls(
            letters=letters,
            votes=tuple(counted[letter] for letter in letters),
            free=tuple(ranked[:most]),
        )

    @property
    def left_out(self) -> tuple[int, ...]:
        """The places of those that cannot ally, in ballot order."""
        return tuple(place for place in range(len(self.letters)) if place not in self.free)

    @property
    def as_votes(self) -> dict[str, int]:
        """The votes by contender, as the traced engine takes them."""
        return dict(zip(self.letters, self.votes, strict=True))

    def alliances(self, string: Sequence[int]) -> tuple[Alliance, ...]:
        """Return the alliances of a growth string, by first member and each in ballot order."""
        blocks: dict[int, list[int]] = {}
        for place, block in sorted(zip(self.free, string, strict=True)):
            blocks.setdefault(block, []).append(place)
        return tuple(
            Alliance(tuple(self.letters[place] for place in block))
            for block in blocks.values()
            if len(block) > 1
        )

    def number(self, alliances: Iterable[Alliance]) -> int:
        """Return the number of a set of alliances; all their members are free to ally, each in one."""
        block_of = {name: alliance for alliance in alliances for name in alliance.contenders()}
        groups = [self.letters[place] for place in self.free]
        return number_of(as_growth([block_of.get(letter, letter) for letter in groups]))

    def label(self, mask: int) -> str:
        """Return the label of the free contenders in a mask, where bit i is ``free[i]``."""
        places = sorted(self.free[bit.bit_length() - 1] for bit in bits_of(mask))
        return "+".join(self.letters[place] for place in places)
