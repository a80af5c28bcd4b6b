"""Alliances that hold: no group of members would gain by leaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.errors import TooManyContendersError
from kkr_analysis.whatif.alliances.contenders import bits_of, in_first_member_order
from kkr_analysis.whatif.alliances.contests import Contest, Values
from kkr_analysis.whatif.alliances.partitions import bell, block_keys, columns_of, partition_keys, partitions
from kkr_analysis.whatif.alliances.tables import subsets

MOST_FOR_ALL = 10
"""Contenders for which every set of alliances is examined; eleven take ten times as long."""
_LOOKUPS = 400_000
"""Departures looked up at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """
    Members that gain by leaving an alliance: what each had in it at most, and has outside for sure.

    ``as_one`` says whether they form an alliance of their own outside, or each stand alone. A single leaver
    stands alone.
    """

    alliance: Alliance
    leavers: tuple[str, ...]
    as_one: bool
    before: tuple[int, ...]
    after: tuple[int, ...]


def departures(contest: Contest, alliances: Sequence[Alliance]) -> tuple[Departure, ...]:
    """
    Return every way in which members of these alliances would gain by leaving.

    In a *departure* some but not all members of one alliance leave together, while those left stay together
    and every other alliance stands. Outside, the leavers stand as one or each alone; both are tried. They
    *gain* if, whatever lots decide, none of them is worse off and one is better off: each has for sure what
    it had at most, and one has more. The contest says what is better: posts by rank, places by number. (To
    require that all of them are better off would find next to nothing: by d'Hondt, an alliance of m lists
    wins at most m - 1 seats more than the lists by themselves.)

    Small groups of leavers come first. Raises AllianceError for impossible alliances.
    """
    contenders = contest.contenders
    standing = contenders.blocks(alliances)
    tried = list(ways_to_leave(standing))
    columns = [standing, *(after for _, _, _, after in tried)]
    values = contest.values(columns_of(contenders, columns))
    found = []
    for row, (alliance, leavers, as_one, _) in enumerate(tried, start=1):
        bits = [bit.bit_length() - 1 for bit in bits_of(leavers)]
        before, after = values.most[0, bits], values.sure[row, bits]
        if (after >= before).all() and (after > before).any():
            found.append(
                Departure(
                    alliance=contenders.alliances([alliance])[0],
                    leavers=contenders.members(leavers),
                    as_one=as_one,
                    before=tuple(before.tolist()),
                    after=tuple(after.tolist()),
                )
            )
    return tuple(
        sorted(found, key=lambda leaving: (len(leaving.leavers), leaving.leavers, not leaving.as_one))
    )


def ways_to_leave(standing: Sequence[int]) -> Iterator[tuple[int, int, bool, tuple[int, ...]]]:
    """Give every alliance, every group that can leave it, whether as one, and the blocks afterwards."""
    for alliance in standing:
        others = [other for other in standing if other != alliance]
        for leavers in subsets(alliance).tolist()[1:-1]:
            left = [*others, alliance ^ leavers]
            yield alliance, leavers, True, in_first_member_order([*left, leavers])
            if leavers.bit_count() > 1:
                yield alliance, leavers, False, in_first_member_order([*left, *bits_of(leavers)])


def stable_sets(contest: Contest) -> tuple[tuple[Alliance, ...], ...]:
    """
    Return every set of alliances that nobody gains by leaving, fewest allied contenders first.

    See ``departures``. No alliance at all is stable, since there is nothing to leave.

    Raises TooManyContendersError above 10 contenders: use ``departures`` for one set at a time.
    """
    found = [contest.contenders.alliances(blocks) for blocks in stable_blocks(contest).T.tolist()]
    return tuple(
        sorted(
            found,
            key=lambda alliances: (
                sum(len(alliance.members) for alliance in alliances),
                tuple(alliance.label for alliance in alliances),
            ),
        )
    )


def stable_blocks(contest: Contest) -> NDArray[np.uint16]:
    """Return the same sets as columns of blocks, padded with 0; shape (contenders, stable sets)."""
    contenders = contest.contenders
    number = len(contenders)
    if number > MOST_FOR_ALL:
        raise TooManyContendersError(
            f"Valgforbund: {number} partier har {bell(number)} sæt af valgforbund; holdbarheden af dem alle "
            f"regnes for højst {MOST_FOR_ALL} partier. Regn på ét sæt ad gangen (departures)."
        )
    groups = partitions(number)[1:]
    blocks = np.zeros((number, bell(number)), np.uint16)
    start = 0
    for group in groups:
        blocks[: len(group), start : start + group.shape[1]] = group
        start += group.shape[1]
    values = [contest.values(group) for group in groups]
    everything = Values(
        sure=np.concatenate([each.sure for each in values]),
        most=np.concatenate([each.most for each in values]),
    )
    return blocks[:, ~_has_departure(blocks, everything, number)]


def _has_departure(blocks: NDArray[np.uint16], values: Values, contenders: int) -> NDArray[np.bool_]:
    """Whether somebody gains by leaving, shape (partitions,): every departure lands in another partition."""
    keys = partition_keys(contenders, blocks)
    order = np.argsort(keys)
    ranked = keys[order]
    mask_keys = block_keys(contenders)
    alone = np.array([sum(int(mask_keys[bit]) for bit in bits_of(mask)) for mask in range(len(mask_keys))])
    leaves = np.zeros(len(keys), np.bool_)
    for alliance in range(1, 1 << contenders):
        if alliance & alliance - 1 == 0:
            continue
        bits = [bit.bit_length() - 1 for bit in bits_of(alliance)]
        leavers = subsets(alliance)[1:-1]
        several = leavers[leavers & leavers - 1 > 0]
        rest = mask_keys[alliance ^ np.concatenate([leavers, several])] - mask_keys[alliance]
        change = rest + np.concatenate([mask_keys[leavers], alone[several]])
        who = np.concatenate([leavers, several])
        [rows] = np.nonzero((blocks == alliance).any(axis=0))
        for part in np.array_split(rows, len(rows) * len(who) // _LOOKUPS + 1):
            landing = order[np.searchsorted(ranked, keys[part][:, None] + change)]
            leaves[part] |= _gains(values, part, landing, who, bits).any(axis=1)
    return leaves


def _gains(
    values: Values, rows: NDArray[Any], landing: NDArray[Any], who: NDArray[Any], bits: Sequence[int]
) -> NDArray[np.bool_]:
    """Whether no leaver loses and one gains, shape (rows, groups of leavers)."""
    is_kept = np.ones(landing.shape, np.bool_)
    is_more = np.zeros(landing.shape, np.bool_)
    for bit in bits:
        is_leaver = who >> bit & 1 > 0
        change = values.sure[landing, bit] - values.most[rows, bit][:, None]
        is_kept &= (change >= 0) | ~is_leaver
        is_more |= (change > 0) & is_leaver
    return is_kept & is_more
