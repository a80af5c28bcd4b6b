"""Who can ally: contenders in a fixed order, each a bit, so that an alliance is a whole number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance, refuse_unknown_members
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.errors import AllianceError, TooManyContendersError, VotesError

MOST_CONTENDERS = 13
"""Thirteen contenders have 27,644,437 sets of alliances, fourteen 190,899,322."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contenders:
    """
    The contenders sorted by name, with their votes.

    Contender number i is bit i: a *mask* is a set of contenders, and a *block* the mask of an alliance or
    of a single contender outside.
    """

    names: tuple[str, ...]
    votes: tuple[int, ...]

    @classmethod
    def of(cls, votes: Mapping[str, int]) -> Contenders:
        """
        Sort the contenders by name, whatever the order of the input.

        Raises VotesError for votes that are not whole numbers or if there is no contender, and
        TooManyContendersError above 13.
        """
        counted = Votes.of(votes)
        if not counted:
            raise VotesError("Stemmetal: fandt ingen partier, ventede mindst ét. Skriv dem som {'A': 100}.")
        if len(counted) > MOST_CONTENDERS:
            raise TooManyContendersError(
                f"Valgforbund: fandt {len(counted)} partier, ventede højst {MOST_CONTENDERS}. Med flere er "
                "der over 190 millioner sæt af valgforbund. Tag kun de partier med, der kan indgå i et."
            )
        return cls(names=tuple(counted), votes=tuple(counted.values()))

    def __len__(self) -> int:
        return len(self.names)

    @property
    def everybody(self) -> int:
        """The mask of all contenders."""
        return (1 << len(self.names)) - 1

    @property
    def ranks(self) -> NDArray[np.int64]:
        """The rank of every mask when sorted by the names of its members; the empty mask has 0."""
        masks = sorted(range(self.everybody + 1), key=self.members)
        ranks = np.empty(len(masks), np.int64)
        ranks[masks] = np.arange(len(masks))
        return ranks

    @property
    def as_votes(self) -> dict[str, int]:
        """The votes by contender, as the traced engine takes them."""
        return dict(zip(self.names, self.votes, strict=True))

    def mask(self, names: Iterable[str]) -> int:
        """Return the mask of these contenders. Raises AllianceError for an unknown name."""
        mask = 0
        for name in names:
            if name not in self.names:
                raise AllianceError(f"{name} har intet stemmetal her. Vælg mellem {', '.join(self.names)}.")
            mask |= 1 << self.names.index(name)
        return mask

    def members(self, mask: int) -> tuple[str, ...]:
        """Return the contenders of a mask, sorted by name."""
        return tuple(name for bit, name in enumerate(self.names) if mask >> bit & 1)

    def strength(self, mask: int) -> int:
        """Return the votes of a mask. Rule: V3."""
        return sum(cast for bit, cast in enumerate(self.votes) if mask >> bit & 1)

    def alliances(self, blocks: Iterable[int]) -> tuple[Alliance, ...]:
        """Return the blocks of two or more as alliances, in the order of their first members."""
        allied = in_first_member_order(block for block in map(int, blocks) if block.bit_count() > 1)
        return tuple(Alliance(self.members(block)) for block in allied)

    def blocks(self, alliances: Sequence[Alliance]) -> tuple[int, ...]:
        """
        Return all blocks when these alliances stand: theirs, and one per contender outside.

        Rule: V2. Raises AllianceError for impossible alliances, and for nested ones, which are not enumerated
        here.
        """
        refuse_unknown_members(self.as_votes, alliances)
        for alliance in alliances:
            if any(isinstance(member, Alliance) for member in alliance.members):
                raise AllianceError(
                    f"{alliance.label} har et forbund inden i sig. "
                    "Her regnes kun med valgforbund i ét niveau."
                )
        allied = [self.mask(alliance.contenders()) for alliance in alliances]
        outside = self.everybody & ~sum(allied)
        return in_first_member_order([*allied, *bits_of(outside)])


def bits_of(mask: int) -> list[int]:
    """Return the contenders of a mask as masks of one, in order."""
    return [1 << bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def in_first_member_order(blocks: Iterable[int]) -> tuple[int, ...]:
    """Sort blocks by their first members: the order of blocks everywhere here."""
    return tuple(sorted(blocks, key=lambda block: block & -block))
