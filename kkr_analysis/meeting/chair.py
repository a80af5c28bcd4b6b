"""
Chair and vice-chair (formand, næstformand): what the count gives with and without the accepted alliances.

Who the meeting in fact elected, also »in agreement«, is recorded beside the count and never instead of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation import Alliance, DrawnLot, Margin, Post, PostElection, Tie
from kkr_analysis.allocation.lots import refuse_stale
from kkr_analysis.composition.result import CHAIR_POSTS, KkrResult, elect_chair
from kkr_analysis.errors import MeetingError

POSTS = ("formand", "næstformand")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectedPost:
    """Whom the meeting elected to a post, of which contender, and whether in agreement (valgt i enighed)."""

    number: int
    person: str
    contender: str
    is_in_agreement: bool

    @property
    def title(self) -> str:
        """What the post is called in Danish."""
        return POSTS[self.number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostComparison:
    """One post: who is entitled to it by the plain votes and with the alliances, and who was elected."""

    number: int
    plain: Post | None
    """None where a lot is wanted first."""
    allied: Post | None
    """The same as ``plain`` where no alliance is accepted."""
    elected: ElectedPost | None

    @property
    def title(self) -> str:
        """What the post is called in Danish."""
        return POSTS[self.number - 1]

    @property
    def is_decided_by_alliance(self) -> bool:
        """Whether the alliances give the post to another contender than the plain votes do. Rule: V3."""
        return self.plain is not None and self.allied is not None and self.plain.holder != self.allied.holder

    @property
    def is_as_counted(self) -> bool | None:
        """Whether the one elected is of the contender entitled; None before the election, or the lot."""
        if self.elected is None or self.allied is None:
            return None
        return self.elected.contender == self.allied.holder


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairElection:
    """The election of chair and vice-chair with everything that it rests on."""

    plain: PostElection
    allied: PostElection
    margins: Mapping[str, Margin]
    """The votes to win or to lose a post, by contender, without alliances."""
    elected: tuple[ElectedPost, ...]

    @property
    def tie(self) -> Tie | None:
        """The tie that a lot is to settle at the meeting."""
        return self.allied.tie

    @property
    def waiting(self) -> PostComparison | None:
        """The post that the tie is about; None where no lot is wanted. Rule: V7."""
        return next((post for post in self.posts if post.allied is None), None) if self.tie else None

    @property
    def posts(self) -> tuple[PostComparison, ...]:
        """Both posts, also those that a lot is wanted for."""
        plain = {post.number: post for post in self.plain.posts}
        allied = {post.number: post for post in self.allied.posts}
        elected = {entry.number: entry for entry in self.elected}
        return tuple(
            PostComparison(
                number=number,
                plain=plain.get(number),
                allied=allied.get(number),
                elected=elected.get(number),
            )
            for number in range(1, CHAIR_POSTS + 1)
        )

    def outcomes(self) -> Iterator[PostElection]:
        """Give the election with every combination of lots that could still be drawn. Rule: V7."""
        return self.allied.outcomes()


def chair_election(
    result: KkrResult,
    alliances: Sequence[Alliance] = (),
    *,
    lots: Sequence[DrawnLot] = (),
    elected: Sequence[ElectedPost] = (),
) -> ChairElection:
    """
    Count who is entitled to chair and vice-chair, and record who was elected.

    Rule: V1, V2, V3, V4, V7, D2. ``result`` is the KKR, ``alliances`` the accepted ones; ``lots`` were drawn
    at the meeting. The result's own alliances are not looked at.

    Raises MeetingError for a post elected twice, an unknown one or an unknown contender; AllianceError;
    StaleLotError for a lot that settles nothing.
    """
    _refuse_impossible(result, elected)
    votes = result.eligibility.votes
    plain, allied = elect_chair(votes, (), lots), elect_chair(votes, alliances, lots)
    refuse_stale([lot for lot in lots if lot not in (*plain.lots, *allied.lots)], None)
    return ChairElection(plain=plain, allied=allied, margins=result.post_margins, elected=tuple(elected))


def _refuse_impossible(result: KkrResult, elected: Sequence[ElectedPost]) -> None:
    numbers = [entry.number for entry in elected]
    faults = [
        f"Post {number} er valgt {numbers.count(number)} gange. Ret valget."
        for number in sorted(set(numbers))
        if numbers.count(number) > 1
    ]
    faults += [
        f"Post {number} findes ikke. Skriv 1 for formand og 2 for næstformand."
        for number in numbers
        if not 1 <= number <= CHAIR_POSTS
    ]
    faults += [
        f"{entry.person} er valgt for {entry.contender}, som ikke er berettiget i {result.body}."
        for entry in elected
        if entry.contender not in result.eligibility.votes
    ]
    if faults:
        raise MeetingError("\n".join(faults))
