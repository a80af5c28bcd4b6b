"""
The answer to every set of alliances, stored: who gets chair and vice-chair, how nearly, and how lots fall.

Few of the many sets differ: the 21,147 of nine contenders fill the chair in some 1,900 ways. So each way is
stored once, and for every set only which of them it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import INSIDE
from kkr_analysis.allocation.posts import PostElection, elect_in_order
from kkr_analysis.composition.result import CHAIR_POSTS
from kkr_analysis.danish import whole
from kkr_analysis.errors import TooManyContendersError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.contests import CHAIR, VICE_CHAIR, Values
from kkr_analysis.whatif.alliances.growth import Growth, growth_strings, numbers_of
from kkr_analysis.whatif.alliances.lineup import Lineup
from kkr_analysis.whatif.alliances.post_answers import (
    PostAnswer,
    answer_of,
    post_answers,
)
from kkr_analysis.whatif.counting import Integers

MOST_FALLS = 10_000
"""Ways that the lots can fall in all sets together; the traced engine follows each, in about 1 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """
    One way that the lots can fall: who is ``drawn``, in order, and the answers to both posts afterwards.

    Labels of alliances and letters of contenders, as the traced engine names the tied.
    """

    drawn: tuple[str, ...]
    chair: PostAnswer
    vice_chair: PostAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAnswer:
    """
    A post (1 is the chair) that a lot decides between the ``tied``, and every way that lots can fall.

    ``inside`` is the label of the alliance in which the tie is, empty for one among blocks. Rule: V7.
    """

    post: int
    tied: tuple[str, ...]
    inside: str
    falls: tuple[Fall, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class AnswerTable:
    """
    The answers to all sets between the free contenders of a line-up, by the number of the set.

    ``chairs`` and ``vice_chairs`` are the different answers. ``chair_of`` and ``vice_chair_of``, shape
    (sets,), say which of them a set has; where a lot decides that post it is the number of answers plus the
    place in ``lots``. Where the chair is undecided, so is the vice-chair, under the same lot.
    """

    lineup: Lineup
    chairs: tuple[PostAnswer, ...]
    vice_chairs: tuple[PostAnswer, ...]
    chair_of: Integers
    vice_chair_of: Integers
    lots: tuple[LotAnswer, ...]

    def __len__(self) -> int:
        return len(self.chair_of)

    @cached_property
    def strings(self) -> Growth:
        """The growth string of every set."""
        return growth_strings(len(self.lineup.free))

    def lot(self, number: int) -> LotAnswer | None:
        """Return the lot that a set of alliances needs, if any."""
        for answers, of in ((self.chairs, self.chair_of), (self.vice_chairs, self.vice_chair_of)):
            if of[number] >= len(answers):
                return self.lots[int(of[number]) - len(answers)]
        return None

    def posts(self, number: int) -> tuple[PostAnswer | None, PostAnswer | None]:
        """Return the answers to both posts under a set; None where a lot decides."""
        chair, vice_chair = self.chair_of[number], self.vice_chair_of[number]
        return (
            self.chairs[chair] if chair < len(self.chairs) else None,
            self.vice_chairs[vice_chair] if vice_chair < len(self.vice_chairs) else None,
        )

    @cached_property
    def values(self) -> Values:
        """What every set gives each contender of the line-up, shape (sets, contenders): 2, 1, 3 or 0."""
        contenders = len(self.lineup.letters)
        decided = _worth(self.chairs, CHAIR, contenders).take(
            np.minimum(self.chair_of, len(self.chairs)), axis=0
        ) + _worth(self.vice_chairs, VICE_CHAIR, contenders).take(
            np.minimum(self.vice_chair_of, len(self.vice_chairs)), axis=0
        )
        values = Values(sure=decided, most=decided.copy())
        for number in self.undecided:
            lot = self.lot(number)
            falls = [_worth_of_fall(fall, contenders) for fall in lot.falls] if lot else []
            values.sure[number] = np.min(falls, axis=0)
            values.most[number] = np.max(falls, axis=0)
        return values

    @property
    def undecided(self) -> tuple[int, ...]:
        """The numbers of the sets in which a lot decides a post."""
        needs = (self.chair_of >= len(self.chairs)) | (self.vice_chair_of >= len(self.vice_chairs))
        return tuple(np.flatnonzero(needs).tolist())


def answer_table(lineup: Lineup) -> AnswerTable:
    """
    Count every set of alliances between the free contenders of a line-up.

    Rule: V1, V2, V3, V7. Raises TooManyContendersError where lots can fall in too many ways.
    """
    strings = growth_strings(len(lineup.free))
    batch = post_answers(lineup, strings)
    lots = _lots(lineup, strings, np.flatnonzero(batch.undecided).tolist())
    place = {lot: place for place, lot in enumerate(dict.fromkeys(lots.values()))}
    falls = [fall for lot in place for fall in lot.falls]
    open_chair = {number: place[lot] for number, lot in lots.items() if lot.post == 1}
    open_vice_chair = {number: place[lot] for number, lot in lots.items()}
    chairs, chair_of = _stored(batch.chair, open_chair, [fall.chair for fall in falls])
    vice_chairs, vice_chair_of = _stored(
        batch.vice_chair, open_vice_chair, [fall.vice_chair for fall in falls]
    )
    return AnswerTable(
        lineup=lineup,
        chairs=chairs,
        vice_chairs=vice_chairs,
        chair_of=chair_of,
        vice_chair_of=vice_chair_of,
        lots=tuple(place),
    )


def _stored(
    found: Integers, undecided: Mapping[int, int], of_falls: Sequence[PostAnswer]
) -> tuple[tuple[PostAnswer, ...], Integers]:
    """Return the different answers to one post, and which of them each set has, or which lot."""
    answers = [PostAnswer(*row) for row in found.T.tolist()]
    known = sorted({*of_falls, *(each for number, each in enumerate(answers) if number not in undecided)})
    place = {answer: place for place, answer in enumerate(known)}
    which = [
        len(known) + undecided[number] if number in undecided else place[answer]
        for number, answer in enumerate(answers)
    ]
    return tuple(known), np.array(which, np.int64)


def _lots(lineup: Lineup, strings: Growth, numbers: Sequence[int]) -> Mapping[int, LotAnswer]:
    """Return the lot of every undecided set by its number."""
    lots, falls = {}, 0
    for number in numbers:
        lots[number] = _lot_answer(lineup, strings[:, number].tolist())
        falls += len(lots[number].falls)
        if falls > MOST_FALLS:
            raise TooManyContendersError(
                f"Valgforbund: et lod afgør en post i {whole(len(numbers))} af {whole(strings.shape[1])} sæt "
                "af valgforbund, for så mange partier er lige store. Prøv enkelte valgforbund med kkr whatif "
                "--alliance i stedet."
            )
    return lots


def _lot_answer(lineup: Lineup, string: Sequence[int]) -> LotAnswer:
    """Have the traced engine follow every way that the lots can fall under one set. Rule: V7."""
    election = elect_in_order(lineup.as_votes, CHAIR_POSTS, lineup.alliances(string))
    assert election.tie is not None  # noqa: S101
    falls = sorted((_fall(lineup, way) for way in election.outcomes()), key=lambda fall: fall.drawn)
    return LotAnswer(
        post=len(election.posts) + 1,
        tied=tuple(sorted(election.tie.tied)),
        inside=election.tie.stage.partition(INSIDE)[2],
        falls=tuple(falls),
    )


def _fall(lineup: Lineup, way: PostElection) -> Fall:
    chair, vice_chair = (answer_of(lineup, post) for post in way.posts)
    return Fall(
        drawn=tuple(winner for lot in way.lots for winner in lot.winners), chair=chair, vice_chair=vice_chair
    )


def _worth(answers: Sequence[PostAnswer], post: int, contenders: int) -> Integers:
    """Return what each answer gives everybody, shape (answers + 1, contenders); the last row has nothing."""
    worth = np.zeros((len(answers) + 1, contenders + 1), np.int64)
    worth[np.arange(len(answers)), [answer.holder for answer in answers]] = post
    return worth[:, :contenders]  # NOBODY is the last column


def _worth_of_fall(fall: Fall, contenders: int) -> Integers:
    worth = np.zeros(contenders, np.int64)
    worth[fall.chair.holder] += CHAIR
    worth[fall.vice_chair.holder] += VICE_CHAIR
    return worth


@dataclass(frozen=True, kw_only=True, eq=False)
class StoredContest:
    """The election of chair and vice-chair among the free contenders, by the stored answers alone."""

    table: AnswerTable

    @cached_property
    def contenders(self) -> Contenders:
        """Those that can ally."""
        lineup = self.table.lineup
        return Contenders.of({lineup.letters[place]: lineup.votes[place] for place in lineup.free})

    def numbers(self, blocks: NDArray[Any]) -> Integers:
        """Return the number of every set, a column of ``blocks``."""
        lineup, names = self.table.lineup, self.contenders.names
        bits = [names.index(lineup.letters[place]) for place in lineup.free]
        return numbers_of(np.stack([(blocks >> bit & 1).argmax(axis=0) for bit in bits]))

    @property
    def are_posts(self) -> bool:
        """Posts they are."""
        return True

    def values(self, blocks: NDArray[Any]) -> Values:
        """Look up what every set, a column of ``blocks``, gives each contender."""
        lineup, names, numbers = self.table.lineup, self.contenders.names, self.numbers(blocks)
        columns = [lineup.letters.index(name) for name in names]
        return Values(
            sure=self.table.values.sure[numbers][:, columns], most=self.table.values.most[numbers][:, columns]
        )
