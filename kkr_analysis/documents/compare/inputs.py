"""
The inputs that a version's seats follow from, so that one version can be composed with another's.

Rule: E3, E4, E5, K3, K5, K6, K7, K8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.eligibility import meets_threshold
from kkr_analysis.composition.seats import STAGE, Composition, compose
from kkr_analysis.documents.compare.result_file import REPRESENTED, ResultFile
from kkr_analysis.errors import DataError, KkrError
from kkr_analysis.rules import CapReading, Denominator, OutsideReading, Readings

SeatCounts: TypeAlias = Mapping[str | None, int]
"""Seats by contender; None stands for the mayors outside (rule K7)."""


class Input(Enum):
    """One of the inputs that seats follow from."""

    VOTES = "votes"
    MAYORS = "mayors"
    REPRESENTED = "represented"
    READINGS = "readings"
    LOTS = "lots"


NEEDED = ("readings", "mayors_list", "lots", "votes_cast", REPRESENTED)
"""The keys without which a version cannot be composed again."""


READINGS: Mapping[str, type[Enum]] = {"E4": Denominator, "K6": CapReading, "K7": OutsideReading}
"""The readings of each rule that has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTotals:
    """The votes of every contender, and the two numbers that the threshold may be 2 % of (rule E4)."""

    of: Mapping[str, int]
    valid: int
    cast: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """
    The inputs of a composition.

    ``mayors`` has the contender of every municipality's mayor, None for a local list on its own. There is one
    mayor per municipality.
    """

    votes: VoteTotals
    mayors: Mapping[str, str | None]
    represented: frozenset[str]
    readings: Readings
    lots: tuple[DrawnLot, ...]

    def taking(self, other: Inputs, parts: Collection[Input]) -> Inputs:
        """Return these inputs with ``parts`` replaced by the other's."""
        return replace(self, **{part.value: getattr(other, part.value) for part in parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who has seats; ``obstacle`` is a Danish sentence where that is unknown, else None."""

    seats: SeatCounts
    obstacle: str | None


def obstacle_to(result: ResultFile, called: str) -> str | None:
    """Say why a version cannot be composed again; None where it can. ``called`` is "den gamle fil"."""
    if any(key in result.missing for key in NEEDED):
        return f"{called} er bygget med en ældre udgave af programmet og har ikke alle tal, der skal til"
    readings = result.readings or {}
    unknown = [
        f"{rule} {readings[rule]}"
        for rule in readings
        if rule in READINGS and readings[rule] not in {each.value for each in READINGS[rule]}
    ]
    if unknown or not READINGS.keys() <= readings.keys():
        named = f" ({', '.join(unknown)})" if unknown else ""
        return f"{called} bruger læsninger, som denne udgave af programmet ikke kender{named}"
    return None


def inputs_of(result: ResultFile, other: ResultFile) -> Inputs:
    """
    Return the inputs of a version to which there is no obstacle.

    A contender missing from one version is represented, or not, as in the other: its coming or going shows in
    its votes, and is not a second cause.
    """
    assert result.readings is not None, "obstacle_to was not asked"  # noqa: S101 - our own mistake
    lines = result.contenders.values()
    return Inputs(
        votes=VoteTotals(
            of={line.letter: line.votes for line in lines},
            valid=result.kkr.valid_votes,
            cast=result.kkr.votes_cast,
        ),
        mayors={code: mayor.contender for code, mayor in (result.mayors or {}).items()},
        represented=frozenset(
            letter for letter, line in {**other.contenders, **result.contenders}.items() if line.represented
        ),
        readings=Readings(
            denominator=Denominator(result.readings["E4"]),
            cap=CapReading(result.readings["K6"]),
            outside=OutsideReading(result.readings["K7"]),
        ),
        lots=tuple(lot for lot in result.lots or () if lot.stage == STAGE),
    )


def outcome_of(inputs: Inputs) -> Outcome:
    """Decide who is eligible, and compose the KKR."""
    try:
        composition = _composed(inputs)
    except KkrError as fault:
        return Outcome(seats={}, obstacle=str(fault))
    if composition.tie is not None:
        tied = " og ".join(sorted(composition.tie.tied))
        return Outcome(seats={}, obstacle=f"Der skulle trækkes lod mellem {tied}.")
    seats: dict[str | None, int] = {None: composition.mayors_outside}
    seats.update(composition.seats)
    return Outcome(seats=seats, obstacle=None)


def deciding_rules(result: ResultFile) -> tuple[str, ...]:
    """
    Return the uncertain rules of a result, without K6 and K7 where their other readings move no seat.

    Rule: K6, K7. All of them where the result cannot be composed again.
    """
    uncertain = result.kkr.assumptions
    if obstacle_to(result, "filen"):
        return uncertain
    inputs = inputs_of(result, result)
    found = outcome_of(inputs)
    others = tuple(inputs.readings.others())
    moving = {rule for rule, _, readings in others if outcome_of(replace(inputs, readings=readings)) != found}
    unmoved = {rule for rule, *_ in others} - moving
    return tuple(rule for rule in uncertain if rule not in unmoved)


def _composed(inputs: Inputs) -> Composition:
    """Compose the KKR, with the lot that settles its tie if there is one. Raises as ``compose`` does."""
    votes = _eligible(inputs)
    held = Counter(inputs.mayors.values())
    inside = {letter: held[letter] for letter in votes}

    def compose_with(lots: tuple[DrawnLot, ...]) -> Composition:
        return compose(
            votes,
            inside,
            municipalities=len(inputs.mayors),
            mayors_outside=len(inputs.mayors) - sum(inside.values()),
            readings=inputs.readings,
            lots=lots,
        )

    composition = compose_with(())
    lot = composition.tie.settling_lot(inputs.lots) if composition.tie else None
    return compose_with((lot,)) if lot else composition


def _eligible(inputs: Inputs) -> dict[str, int]:
    """
    Return the votes of the contenders that may have seats.

    Rule: E3, E4, E5. Raises DataError where the threshold is of the votes cast, and they are unknown.
    """
    votes, reading = inputs.votes, inputs.readings.denominator
    denominator = votes.valid if reading is Denominator.VALID else votes.cast
    if denominator is None:
        raise DataError("De afgivne stemmer er ikke kendt.")
    return {
        letter: number
        for letter, number in votes.of.items()
        if letter in inputs.represented and meets_threshold(number, denominator)
    }
