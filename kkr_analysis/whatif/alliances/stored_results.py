"""Every result among the stored answers: how many sets bring it about, the smallest, and those that hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from kkr_analysis.whatif.alliances.answer_table import AnswerTable, StoredContest
from kkr_analysis.whatif.alliances.growth import Growth
from kkr_analysis.whatif.alliances.results import PossibleResult, Sets
from kkr_analysis.whatif.alliances.stability import stable_blocks
from kkr_analysis.whatif.counting import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """A possible result for the posts, and the smallest sets for it that nobody gains by leaving."""

    result: PossibleResult
    holding: Sets


def stored_results(table: AnswerTable) -> tuple[StoredResult, ...]:
    """
    Return every result that some set of the free contenders brings about, the most frequent first.

    The smallest sets have fewest allied contenders; those with fewest votes come first. Raises
    TooManyContendersError for more than 10 free contenders.
    """
    contest = StoredContest(table=table)
    stable = set(contest.numbers(stable_blocks(contest)).tolist())
    allied = _allied(table.strings)
    alike: dict[tuple[int, int], list[int]] = {}
    for number, answers in enumerate(zip(table.chair_of.tolist(), table.vice_chair_of.tolist(), strict=True)):
        alike.setdefault(answers, []).append(number)
    of_posts: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for numbers in alike.values():
        of_posts.setdefault(_posts(table, numbers[0]), []).extend(numbers)
    found = [
        StoredResult(
            result=PossibleResult(
                chair=chair,
                vice_chair=vice_chair,
                sets=len(numbers),
                smallest=_smallest(table, allied, numbers),
            ),
            holding=_smallest(table, allied, stable.intersection(numbers)),
        )
        for (chair, vice_chair), numbers in of_posts.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.result.sets, each.result.posts)))


def _posts(table: AnswerTable, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who can be chair and who vice-chair under a set; nobody while a lot for chair is undrawn."""
    letters = table.lineup.letters
    if lot := table.lot(number):
        chairs = {letters[fall.chair.holder] for fall in lot.falls}
        vice_chairs = {letters[fall.vice_chair.holder] for fall in lot.falls} if lot.post > 1 else ()
        return tuple(sorted(chairs)), tuple(sorted(vice_chairs))
    chair, vice_chair = (
        (letters[post.holder],) if post and post.holder >= 0 else () for post in table.posts(number)
    )
    return chair, vice_chair


def _allied(strings: Growth) -> Integers:
    """Return how many contenders of every set are in an alliance."""
    is_allied = [
        (np.delete(strings, place, axis=0) == block).any(axis=0) for place, block in enumerate(strings)
    ]
    allied: Integers = np.sum(is_allied, axis=0, dtype=np.int64)
    return allied


def _smallest(table: AnswerTable, allied: Integers, numbers: Collection[int]) -> Sets:
    if not numbers:
        return ()
    among = np.array(sorted(numbers))
    fewest = among[allied[among] == allied[among].min()]
    votes = table.lineup.as_votes
    sets = [table.lineup.alliances(table.strings[:, number].tolist()) for number in fewest]
    return tuple(
        sorted(
            sets,
            key=lambda alliances: (
                sum(votes[name] for alliance in alliances for name in alliance.contenders()),
                [alliance.label for alliance in alliances],
            ),
        )
    )
