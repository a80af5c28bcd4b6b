"""The questions asked of every draw; answers are whole numbers, a column per question, a row per draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.rules import Readings

LOT = -1
"""The answer depends on a lot (lodtrækning)."""
IMPOSSIBLE = -2
"""There is no KKR to compute: nobody over the threshold has a mayor (rule K3)."""


class Subject(Enum):
    """What a question is about. The value is its Danish name."""

    ELIGIBLE = "berettiget til pladser"
    SEATS = "pladser"
    TOTAL = "medlemmer i alt"
    CAP = "loftet er overskredet"
    CHAIR = "formand"
    VICE_CHAIR = "næstformand"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``contender`` is whose threshold or seats it is about, None for the others."""

    subject: Subject
    contender: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What is the same in every draw: contenders by letter, their mayors and councils, and the rules.

    ``mayors`` and ``is_represented`` are in the order of ``letters``. Every municipality has one mayor, so
    those who do not belong to an eligible contender are outside (rule K7).
    """

    letters: tuple[str, ...]
    mayors: tuple[int, ...]
    is_represented: tuple[bool, ...]
    municipalities: int
    readings: Readings
    alliances: tuple[Alliance, ...]

    @classmethod
    def of(cls, result: KkrResult, letters: tuple[str, ...]) -> Facts:
        """Take the facts and alliances from a computed KKR. Rule: E5, K1, K7."""
        standings = {standing.letter: standing for standing in result.eligibility.standings}
        return cls(
            letters=letters,
            mayors=tuple(standings[letter].mayors for letter in letters),
            is_represented=tuple(bool(standings[letter].councils) for letter in letters),
            municipalities=len(result.figures.municipalities),
            readings=result.composition.readings,
            alliances=result.posts.alliances,
        )

    def questions(self) -> tuple[Question, ...]:
        """Return the question of every column of the answers."""
        return (
            *(Question(Subject.ELIGIBLE, letter) for letter in self.letters),
            *(Question(Subject.SEATS, letter) for letter in self.letters),
            *(
                Question(subject)
                for subject in (Subject.TOTAL, Subject.CAP, Subject.CHAIR, Subject.VICE_CHAIR)
            ),
        )

    def computed(self, result: KkrResult) -> tuple[int, ...]:
        """Return the answers of the computed KKR, with its recorded lots."""
        eligible = {standing.letter for standing in result.eligibility.eligible}
        seats = result.composition.seats
        posts = [self.letters.index(post.holder) for post in result.posts.posts]
        return (
            *(int(letter in eligible) for letter in self.letters),
            *(seats.get(letter, 0) for letter in self.letters),
            result.composition.total,
            int(result.composition.cap_binds),
            *([*posts, LOT, LOT])[:2],
        )
