"""
One representative: flertalsvalg in up to three rounds, ballot by ballot.

The ballots are input. What follows from them, and whether a further round or a lot is wanted, is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.votes import Votes, whole_number
from kkr_analysis.appointments.groups import refuse, told
from kkr_analysis.errors import AppointmentError

LAST_ROUND = 3


class ElectedBy(Enum):
    """What elected the representative. The value is the Danish clause that the papers print."""

    MAJORITY = "et flertal af de medlemmer, der er til stede"
    ALONE = "var i 2. omgang den eneste, der blev stemt på"
    MOST_VOTES = "flest af de afgivne stemmer i 3. omgang"
    LOT = "lodtrækning efter lige mange stemmer i 3. omgang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The votes of one round: by candidate, and the blank ones."""

    votes: Votes
    blank: int = 0

    @classmethod
    def of(cls, votes: Mapping[str, int], blank: int = 0) -> Ballot:
        """Count a round. Raises VotesError for numbers that are not whole."""
        return cls(votes=Votes.of(votes), blank=whole_number(blank, what="Blanke stemmer"))

    @property
    def cast(self) -> int:
        """Votes cast for somebody."""
        return sum(self.votes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleAppointment:
    """
    The election of one to a forum: the rounds held, and what is still wanted.

    Without an ``elected`` the ``tie`` waits for a lot, and where there is none ``next_round`` is to be held.
    """

    forum: str
    present: int
    rounds: tuple[Ballot, ...]
    finalists: tuple[str, ...]
    """The two who stand in round 3; nobody before round 2 is counted without a result."""
    elected: str | None
    by: ElectedBy | None
    tie: Tie | None
    lots: tuple[DrawnLot, ...]

    @property
    def majority(self) -> int:
        """The fewest votes that elect in rounds 1 and 2."""
        return self.present // 2 + 1

    @property
    def next_round(self) -> int | None:
        """The round to hold next; None where somebody is elected or a lot comes first."""
        return None if self.elected or self.tie else len(self.rounds) + 1


def appoint_one(
    forum: str, present: int, rounds: Sequence[Ballot], lots: Sequence[DrawnLot] = ()
) -> SingleAppointment:
    """
    Count the rounds of the election of one representative.

    Rule: U9. ``present`` are the members attending, who vote or not. A tie about who enters round 3 has the
    stage "<forum>, 3. omgang", one at the end of it "<forum>, valget".

    Raises AppointmentError for more votes than members, a round after somebody is elected, and a vote in
    round 3 for one who is not in it; StaleLotError for a lot that settles no tie.
    """
    if len(rounds) > LAST_ROUND:
        raise AppointmentError(f"{forum}: fandt {len(rounds)} omgange, ventede højst {LAST_ROUND}.")
    _refuse_too_many(forum, present, rounds)
    election = _held(forum, present, rounds, lots)
    if election.tie is None:
        refuse_stale([lot for lot in lots if lot not in election.lots], None)
    return election


def _held(forum: str, present: int, rounds: Sequence[Ballot], lots: Sequence[DrawnLot]) -> SingleAppointment:
    finalists: tuple[str, ...] = ()
    elected: str | None = None
    by: ElectedBy | None = None
    tie: Tie | None = None
    used: tuple[DrawnLot, ...] = ()
    for number, ballot in enumerate(rounds, start=1):
        if elected:
            raise AppointmentError(f"{forum}: {elected} er valgt før {number}. omgang. Slet den og de næste.")
        if number < LAST_ROUND:
            elected, by = _by_majority(ballot, present, number)
        elif tie is None:
            elected, by, tie = _of_two(forum, ballot, finalists)
        if number == LAST_ROUND - 1 and not elected:
            finalists, tie = _highest_two(forum, ballot)
        lot = tie.settling_lot(lots) if tie else None
        if tie and lot:
            used, tie = (*used, lot), None
            if number == LAST_ROUND:
                elected, by = lot.winners[0], ElectedBy.LOT
            else:
                finalists = tuple(sorted((*finalists, *lot.winners)))
        if tie and number < len(rounds):
            raise AppointmentError(
                f"{forum}: {told(list(tie.tied))} står lige om at komme med i 3. omgang. "
                "Notér lodtrækningen, før omgangen tælles."
            )
    return SingleAppointment(
        forum=forum,
        present=present,
        rounds=tuple(rounds),
        finalists=finalists,
        elected=elected,
        by=by,
        tie=tie,
        lots=used,
    )


def _by_majority(ballot: Ballot, present: int, number: int) -> tuple[str | None, ElectedBy | None]:
    for name, votes in ballot.votes.items():
        if 2 * votes > present:
            return name, ElectedBy.MAJORITY
    voted_for = list(ballot.votes.above_zero())
    if number == LAST_ROUND - 1 and len(voted_for) == 1:
        return voted_for[0], ElectedBy.ALONE
    return None, None


def _highest_two(forum: str, ballot: Ballot) -> tuple[tuple[str, ...], Tie | None]:
    # Those who are in for sure, and the tie about the rest of the two places.
    standing = ballot.votes.above_zero()
    if len(standing) < 2:
        raise AppointmentError(
            f"{forum}: i 2. omgang er der ikke stemt på nogen, så ingen kan gå videre til 3. omgang. "
            "Hold 2. omgang igen."
        )
    second = sorted(standing.values(), reverse=True)[1]
    sure = tuple(name for name, votes in standing.items() if votes > second)
    equal = [name for name, votes in standing.items() if votes == second]
    places = 2 - len(sure)
    if len(equal) == places:
        return tuple(sorted((*sure, *equal))), None
    stage = f"{forum}, 3. omgang"
    return sure, Tie(stage=stage, tied=frozenset(equal), first_seat=len(sure) + 1, places=places)


def _of_two(
    forum: str, ballot: Ballot, finalists: tuple[str, ...]
) -> tuple[str | None, ElectedBy | None, Tie | None]:
    others = [name for name in ballot.votes.above_zero() if name not in finalists]
    refuse(
        [f"{forum}: {name} har stemmer i 3. omgang, men den står mellem {told(finalists)}" for name in others]
    )
    first, second = finalists
    of_first, of_second = ballot.votes.get(first, 0), ballot.votes.get(second, 0)
    if of_first == of_second:
        tie = Tie(stage=f"{forum}, valget", tied=frozenset(finalists), first_seat=1, places=1)
        return None, None, tie
    return (first if of_first > of_second else second), ElectedBy.MOST_VOTES, None


def _refuse_too_many(forum: str, present: int, rounds: Sequence[Ballot]) -> None:
    whole_number(present, what=f"{forum}: medlemmer til stede")
    refuse(
        [
            f"{forum}: i {number}. omgang er der {ballot.cast + ballot.blank} stemmer, men kun {present} "
            "medlemmer til stede. Tæl stemmerne igen"
            for number, ballot in enumerate(rounds, start=1)
            if ballot.cast + ballot.blank > present
        ]
    )
