"""Simulate many elections around the counted one, and count how often each of its results holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TypeAlias

import numpy as np

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.errors import UncertaintyError
from kkr_analysis.jobs import Runner, in_process
from kkr_analysis.whatif.uncertainty.drawing import Drawing
from kkr_analysis.whatif.uncertainty.estimates import Estimate
from kkr_analysis.whatif.uncertainty.model import Uncertainty
from kkr_analysis.whatif.uncertainty.questions import IMPOSSIBLE, LOT, Facts, Question, Subject
from kkr_analysis.whatif.uncertainty.traced import traced_answers
from kkr_analysis.whatif.uncertainty.vectorised import is_covered, vectorised_answers

DRAWS = 10_000
"""Enough that, at 95 %, no share is more than a percentage point off."""
_MOST_DRAWS = 1_000_000
SEED = 2021
_CHUNK = 1_000
"""Draws in memory at a time."""


class Unsettled(Enum):
    """An answer that is no result. The value is its Danish name."""

    LOT = "lodtrækning"
    IMPOSSIBLE = "kan ikke regnes ud"


Answer: TypeAlias = bool | int | str | Unsettled
"""Whether somebody is eligible or the cap binds; a number of seats or members; the letter of a chair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """
    How often each answer to one question was found.

    ``hits`` has every answer found: numbers and letters in order, then the unsettled. ``computed`` is the
    answer of the computed KKR.
    """

    question: Question
    computed: Answer
    hits: tuple[tuple[Answer, int], ...]

    @property
    def draws(self) -> int:
        """The number of draws."""
        return sum(hits for _, hits in self.hits)

    def of(self, answer: Answer) -> Estimate:
        """Return how often an answer was found; True and False are not the same answers as 1 and 0."""
        found = [hits for each, hits in self.hits if each == answer and type(each) is type(answer)]
        return Estimate(hits=sum(found), draws=self.draws)

    @property
    def stands(self) -> Estimate:
        """How often the computed answer was found."""
        return self.of(self.computed)

    @property
    def lots(self) -> Estimate:
        """How often the answer depended on a lot. Rule: K8, V7."""
        return self.of(Unsettled.LOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """
    The answers of ``draws`` simulated elections around a computed KKR: a what-if, never in an enclosure.

    ``letters`` are the contenders that stood, in print order; ``unchanged`` is how often all answers at once
    were as computed.
    """

    computed: KkrResult
    uncertainty: Uncertainty
    seed: int
    letters: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    unchanged: Estimate

    @property
    def draws(self) -> int:
        """The number of draws."""
        return self.unchanged.draws

    @property
    def alliances(self) -> tuple[Alliance, ...]:
        """The alliances (valgforbund) with which chair and vice-chair were elected."""
        return self.computed.posts.alliances

    def answer(self, subject: Subject, contender: str | None = None) -> Distribution:
        """Return the answers to a question. Raises UncertaintyError for a contender that did not stand."""
        question = Question(subject, contender)
        for distribution in self.distributions:
            if distribution.question == question:
                return distribution
        raise UncertaintyError(
            f"Der er intet svar om {subject.value} for {contender}. Vælg mellem {', '.join(self.letters)}."
        )

    def seats(self, contender: str) -> Distribution:
        """The number of seats of a contender; 0 if it is not eligible. Rule: K3, K6."""
        return self.answer(Subject.SEATS, contender)

    def eligible(self, contender: str) -> Distribution:
        """Whether a contender is over the threshold and represented. Rule: E3, E5."""
        return self.answer(Subject.ELIGIBLE, contender)

    @property
    def total(self) -> Distribution:
        """The number of members of the KKR. Rule: K5, K7."""
        return self.answer(Subject.TOTAL)

    @property
    def cap_binds(self) -> Distribution:
        """Whether the cap takes any seats away. Rule: K5."""
        return self.answer(Subject.CAP)

    @property
    def chair(self) -> Distribution:
        """The contender entitled to the chair. Rule: V1."""
        return self.answer(Subject.CHAIR)

    @property
    def vice_chair(self) -> Distribution:
        """The contender entitled to the vice-chair. Rule: V1."""
        return self.answer(Subject.VICE_CHAIR)


def simulate(
    result: KkrResult,
    uncertainty: Uncertainty,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    chunk: int = _CHUNK,
    run: Runner = in_process,
    report: Callable[[int, int], None] = lambda _drawn, _draws: None,
) -> Simulation:
    """
    Draw elections around a computed KKR and count how often each of its results stands.

    Rule: E3, E5, K3, K6, K7, K8, V1, V2. Mayors, councils and alliances are those of ``result``; an alliance
    loses a member that is not eligible in a draw. Recorded lots settle nothing here: an answer that depends
    on a lot is counted as undecided. The same seed gives the same draws on every machine, and a longer run
    begins with the draws of a shorter one. ``chunk`` is the number of draws in memory at a time, and ``run``
    makes the chunks: here, in other processes or on a cluster; neither changes the answer. ``report`` is
    called with the number of draws made so far and the number in all.

    Raises UncertaintyError for an impossible number of draws, seed or shift, and what ``run`` raises.
    """
    _refuse_outside(draws, 1, _MOST_DRAWS, what="Antal simulerede valg (draws)")
    _refuse_outside(seed, 0, 2**64 - 1, what="Frø (seed)")
    _refuse_outside(chunk, 1, _MOST_DRAWS, what="Simulerede valg ad gangen (chunk)")
    drawing = Drawing.of(result.figures, result.eligibility.reading, uncertainty, seed)
    facts = Facts.of(result, drawing.letters)
    questions, computed = facts.questions(), facts.computed(result)
    counts: list[Counter[int]] = [Counter() for _ in questions]
    unchanged = 0
    chunks = [(first, min(chunk, draws - first)) for first in range(0, draws, chunk)]
    drawn = 0
    with run(partial(_hits, facts, drawing, computed), chunks) as parts:
        for (_, size), (found, same) in parts:
            unchanged += same
            for count, hits in zip(counts, found, strict=True):
                count.update(hits)
            drawn += size
            report(drawn, draws)
    return Simulation(
        computed=result,
        uncertainty=uncertainty,
        seed=seed,
        letters=facts.letters,
        distributions=tuple(
            _distribution(facts, question, code, count)
            for question, code, count in zip(questions, computed, counts, strict=True)
        ),
        unchanged=Estimate(hits=unchanged, draws=draws),
    )


def _hits(
    facts: Facts, drawing: Drawing, computed: tuple[int, ...], chunk: tuple[int, int]
) -> tuple[list[dict[int, int]], int]:
    """
    Return how often each question has each answer in a chunk, and how often all are as computed.

    A chunk is the number of its first draw and the number of draws.
    """
    drawn = drawing.drawn(*chunk)
    rows = vectorised_answers(facts, drawn) if is_covered(facts) else traced_answers(facts, drawn)
    counts = [np.unique(column, return_counts=True) for column in rows.T]
    return (
        [dict(zip(codes.tolist(), hits.tolist(), strict=True)) for codes, hits in counts],
        int((rows == np.array(computed)).all(axis=1).sum()),
    )


def _distribution(facts: Facts, question: Question, computed: int, count: Counter[int]) -> Distribution:
    codes = sorted(count, key=lambda code: (code < 0, code))
    return Distribution(
        question=question,
        computed=_answer_of(facts, question, computed),
        hits=tuple((_answer_of(facts, question, code), count[code]) for code in codes),
    )


def _answer_of(facts: Facts, question: Question, code: int) -> Answer:
    if code == LOT:
        return Unsettled.LOT
    if code == IMPOSSIBLE:
        return Unsettled.IMPOSSIBLE
    match question.subject:
        case Subject.ELIGIBLE | Subject.CAP:
            return bool(code)
        case Subject.CHAIR | Subject.VICE_CHAIR:
            return facts.letters[code]
        case Subject.SEATS | Subject.TOTAL:
            return code


def _refuse_outside(number: object, least: int, most: int, *, what: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise UncertaintyError(
            f"{what}: fandt {number!r}, ventede et helt tal fra {least} til {most}. Ret tallet, og prøv igen."
        )
