"""Appointments (udpegninger): one representative by majority, several by proportional election."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.alliances import (
    Alliance,
    AllianceAllocation,
    allocate_in_alliances,
    combined_votes,
    refuse_unknown_members,
)
from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.errors import VotesError


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorityVote:
    """
    A majority vote (flertalsvalg): who has more than half of the members present, if anyone.

    ``winner`` is a group or the label of an alliance, None where the ballot itself has to decide.
    """

    members: Votes
    winner: str | None

    @property
    def majority(self) -> int:
        """The fewest members that are more than half of those present."""
        return sum(self.members.values()) // 2 + 1


def by_majority(members: Mapping[str, int], alliances: Sequence[Alliance] = ()) -> MajorityVote:
    """
    Return who can appoint a single representative.

    Rule: V5. ``members`` are the members present per group (KSL § 24 stk. 1). Without a group or alliance
    of more than half the outcome depends on the ballot, and there is no winner to compute.

    Raises VotesError for numbers that are not whole, AllianceError for invalid alliances.
    """
    refuse_unknown_members(members, alliances)
    present = combined_votes(Votes.of(members, what="Medlemmer"), alliances)
    total = sum(present.values())
    winner = next((name for name, number in present.items() if 2 * number > total), None)
    return MajorityVote(members=present, winner=winner)


def appoint(
    members: Mapping[str, int],
    places: int,
    alliances: Sequence[Alliance] = (),
    *,
    stage: str = "udpegning",
    lots: Sequence[DrawnLot] = (),
) -> AllianceAllocation:
    """
    Share out several appointments to the same forum by d'Hondt among the members of the KKR.

    Rule: V5. Groups and alliances count as many votes as they have ``members`` present (KSL § 24 stk. 3).

    Raises VotesError for a single place, which is filled ``by_majority``, and otherwise as
    ``allocate_in_alliances`` does.

    >>> appoint({"A": 10, "V": 9, "C": 5, "F": 3}, 4).seats()
    {'A': 2, 'C': 1, 'F': 0, 'V': 1}
    """
    if places == 1:
        raise VotesError("Én plads besættes ved flertalsvalg og ikke ved forholdstalsvalg (regel V5).")
    return allocate_in_alliances(members, places, alliances, stage=stage, lots=lots)
