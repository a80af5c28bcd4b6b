"""
All outcomes for chair and vice-chair over every set of alliances, counted without making the sets.

The strongest alliances decide: how the weaker ones are composed changes nothing, only their number counts.
So the blocks are taken from the weakest to the strongest. On the way ``ways[mask]`` is the number of ways to
partition a mask into blocks weaker than the one at hand; taking in a block S adds ``ways[mask without S]`` to
every mask that contains S. Thirteen contenders take 3 ** 13 additions, not 27,644,437 elections.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.subsets import subsets
from kkr_analysis.whatif.alliances.two_posts import PostTables, post_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairOutcome:
    """
    One outcome, in how many sets of alliances it comes about, and the smallest that bring it about.

    One name in ``chair`` holds the post; several are those between whom a lot decides, and then nobody is
    ``vice_chair`` yet. Both are empty where nobody has votes. ``smallest`` are the sets with the fewest
    allied contenders, those with fewest votes first. Where alliances are tied, ``smallest`` has one example
    for each group of contenders that they can be made of.
    """

    chair: tuple[str, ...]
    vice_chair: tuple[str, ...]
    sets: int
    smallest: tuple[tuple[Alliance, ...], ...]

    @property
    def needs_lot(self) -> bool:
        """Whether a lot decides one of the posts. Rule: V7."""
        return len(self.chair) > 1 or len(self.vice_chair) > 1

    @property
    def allied(self) -> int:
        """How many contenders are allied in the smallest sets."""
        return sum(len(own.members) for own in self.smallest[0]) if self.smallest else 0


KEY_SHIFT = 16
"""Two masks in one number: the first is moved up so many bits."""
LINES = 4096
"""So many lines are worth merging."""

Key = tuple[int, int]
"""Outcome as masks: between whom the chair stands, and the vice-chair."""


class Ledger:
    """The outcomes found so far: how many sets each has, and the smallest of them. Two can be merged."""

    def __init__(self) -> None:
        self.sets: dict[Key, int] = {}
        self.smallest: dict[Key, tuple[int, set[tuple[int, ...]]]] = {}

    def enter(
        self, key: Key, sets: int, allied: int, examples: Callable[[], Iterable[Sequence[int]]]
    ) -> None:
        """
        Add sets to an outcome, the smallest of which have so many ``allied`` contenders.

        ``examples`` gives the strong blocks of these, and is asked only if no smaller ones are known: the
        others can all be single, since whoever is in a weaker block is weaker alone.
        """
        self.sets[key] = self.sets.get(key, 0) + sets
        least, known = self.smallest.get(key, (allied, set()))
        if allied <= least:
            own = {tuple(sorted(block for block in blocks if block.bit_count() > 1)) for blocks in examples()}
            self.smallest[key] = (allied, own | known if allied == least else own)


def chair_outcomes(votes: Mapping[str, int]) -> tuple[ChairOutcome, ...]:
    """
    Return every outcome for chair and vice-chair that some set of alliances brings about.

    Rule: V1, V2, V3, V7. The most frequent outcome first, equals by name. The numbers of sets add up to the
    number of all possible sets of alliances.

    Raises TooManyContendersError above 13 contenders and VotesError for votes that are not whole numbers.
    """
    contenders = Contenders.of(votes)
    ledger = counted(contenders, post_tables(contenders))
    outcomes = [
        ChairOutcome(
            chair=contenders.members(chair),
            vice_chair=contenders.members(vice),
            sets=number,
            smallest=tuple(
                contenders.alliances(blocks)
                for blocks in sorted(
                    ledger.smallest[chair, vice][1], key=lambda own: (contenders.strength(sum(own)), own)
                )
            ),
        )
        for (chair, vice), number in ledger.sets.items()
    ]
    return tuple(sorted(outcomes, key=lambda own: (-own.sets, own.chair, own.vice_chair)))


def counted(contenders: Contenders, own: PostTables) -> Ledger:
    """Go through the blocks from the weakest to the strongest, and enter every outcome in a ledger."""
    ledger = Ledger()
    strengths = own.strengths
    everybody = contenders.everybody
    order = (np.argsort(strengths[1:], kind="stable") + 1).tolist()
    leaders = deque(mask for mask in order if strengths[mask])
    ways = np.zeros(everybody + 1, np.int64)
    ways[0] = 1
    for strength, level in groupby(order, key=lambda mask: int(strengths[mask])):
        blocks = list(level)
        while leaders and strengths[leaders[0]] <= 2 * strength:
            enter_both_posts(ledger, own, leaders.popleft(), ways)
        if strength:
            enter_level(ledger, own, blocks, ways)
        for block in blocks:
            others = subsets(everybody ^ block)
            ways[others | block] += ways[others]
    for leader in leaders:
        enter_both_posts(ledger, own, leader, ways)
    if not strengths[-1]:
        ledger.enter((0, 0), int(ways[everybody]), 0, lambda: [()])
    return ledger


def enter_both_posts(ledger: Ledger, own: PostTables, leader: int, ways: NDArray[np.int64]) -> None:
    """Enter the sets in which one block is more than twice as strong as any other: it has both posts."""
    number = int(ways[len(ways) - 1 ^ leader])
    if number:
        key = int(own.first[leader]), int(own.second[leader])
        ledger.enter(key, number, int(allied(leader)), lambda: [(leader,)])


def enter_level(ledger: Ledger, own: PostTables, level: Sequence[int], ways: NDArray[np.int64]) -> None:
    """
    Enter the sets in which these blocks of one strength, any number of them, are strongest or next to it.

    ``ways`` are for weaker blocks than these. A leader that is exactly twice as strong is tied with them for
    the vice-chair; a stronger one has both posts, and is entered as it is met.
    """
    everybody = len(ways) - 1
    strength = own.strengths[level[0]]
    for union, heads, number, size in zip(*families(level, own.first), strict=True):
        examples = partial(blocks_of, union, heads, size, level, own.first)
        weaker = int(ways[everybody ^ union])
        if own.strengths[union] > strength and weaker:
            ledger.enter((heads, 0), number * weaker, size, lambda e=examples: [e()])  # type: ignore[misc]
        leaders = subsets(everybody ^ union)
        above = own.strengths[leaders]
        leaders = leaders[(above > strength) & (above <= 2 * strength)]
        weaker_ways = ways[everybody ^ union ^ leaders]
        leaders, weaker_ways = leaders[weaker_ways > 0], weaker_ways[weaker_ways > 0]
        if leaders.size:
            enter_leaders(ledger, own, leaders, weaker_ways * number, (strength, heads, size, examples))


def enter_leaders(
    ledger: Ledger,
    own: PostTables,
    leaders: NDArray[np.int64],
    sets: NDArray[np.int64],
    second: tuple[int, int, int, Callable[[], tuple[int, ...]]],
) -> None:
    """
    Enter the sets with these strongest blocks over the same second strongest.

    ``second`` is the latter's strength, heads, number of allied contenders, and the blocks themselves.
    """
    strength, heads, size, examples = second
    chair = own.first[leaders].astype(np.int64)
    vice = np.where(own.strengths[leaders] == 2 * strength, own.second[leaders] | heads, heads)
    keys = chair << KEY_SHIFT | np.where(np.bitwise_count(chair) == 1, vice, 0)
    order = np.argsort(keys, kind="stable")
    keys, leaders = keys[order], leaders[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    numbers = allied(leaders) + size
    least = np.minimum.reduceat(numbers, starts).tolist()
    totals = np.add.reduceat(sets[order], starts).tolist()
    stops = [*starts[1:].tolist(), len(keys)]
    for start, stop, total, fewest in zip(starts.tolist(), stops, totals, least, strict=True):

        def smallest(start: int = start, stop: int = stop, fewest: int = fewest) -> list[tuple[int, ...]]:
            best = leaders[start:stop][numbers[start:stop] == fewest].tolist()
            return [(leader, *examples()) for leader in best]

        key = int(keys[start])
        ledger.enter((key >> KEY_SHIFT, key & (1 << KEY_SHIFT) - 1), total, fewest, smallest)


def families(
    level: Sequence[int], first: NDArray[np.uint16]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """
    Return what blocks of one strength can be together, where no contender is in two of them.

    A line for every union of blocks and those whom the blocks would give a post: the union, these heads, in
    how many ways the union is made of blocks with these heads, and the fewest allied contenders in one.
    """
    if len(level) == 1:
        return level_of_one(level[0], first)
    found = np.array([[0], [1], [0]], np.int64)
    room = LINES
    for block in level:
        joining = found[:, found[0] >> KEY_SHIFT & block == 0].copy()
        joining[0] |= block << KEY_SHIFT | int(first[block])
        joining[2] += int(allied(block))
        found = np.concatenate([found, joining], axis=1)
        if found.shape[1] > room:
            found = merged(found)
            room = LINES + 2 * found.shape[1]
    keys, ways, sizes = merged(found)[:, 1:].tolist()
    return [key >> KEY_SHIFT for key in keys], [key & (1 << KEY_SHIFT) - 1 for key in keys], ways, sizes


def level_of_one(block: int, first: NDArray[np.uint16]) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return the one line of a block that has no equal, see ``families``."""
    return [block], [int(first[block])], [1], [int(allied(block))]


def merged(found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add up the ways of lines with the same key, and keep the fewest allied."""
    found = found[:, np.argsort(found[0], kind="stable")]
    starts = np.flatnonzero(np.diff(found[0], prepend=-1))
    ways, sizes = np.add.reduceat(found[1], starts), np.minimum.reduceat(found[2], starts)
    return np.stack([found[0][starts], ways, sizes])


def blocks_of(
    union: int, heads: int, size: int, level: Sequence[int], first: NDArray[np.uint16]
) -> tuple[int, ...]:
    """Return blocks of a level that make a union with these heads and so many allied contenders."""

    def made(left: int, heads_so_far: int, size_left: int) -> Iterator[tuple[int, ...]]:
        if not left:
            if heads_so_far == heads and not size_left:
                yield ()
            return
        for block in level:
            if block & left == block and block & left & -left:
                for rest in made(
                    left ^ block, heads_so_far | int(first[block]), size_left - int(allied(block))
                ):
                    yield (block, *rest)

    return next(made(union, 0, size))


def allied(masks: Any) -> Any:
    """Return how many contenders a block adds to those in an alliance: none if it has one alone."""
    number = np.bitwise_count(masks).astype(np.int64)
    return np.where(number > 1, number, 0)
