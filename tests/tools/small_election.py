"""A region of a few municipalities, made up, with every figure in the test that uses it."""

from __future__ import annotations

from datetime import date

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.election import (
    CouncilSeat,
    Election,
    FigureStatus,
    ListResult,
    Mayor,
    MayorStatus,
    Municipality,
    Party,
    Region,
    SeatEvidence,
    SourceStrength,
)
from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.rules import rule_set

NAMES = {"A": "Socialdemokratiet", "B": "Radikale Venstre", "C": "De Konservative", "V": "Venstre"}


def election_of(votes, mayors, *, seated=None, members_of=()):
    """
    One municipality per mayor; ``votes`` by municipality, then by letter.

    Lists without a party stand in no list cooperation. Everybody with votes has a seat in a council,
    unless ``seated`` names those that have.
    """
    codes = [f"{901 + number}" for number in range(len(mayors))]
    lists = [
        ListResult(
            municipality=code,
            letter=letter,
            name=NAMES.get(letter, f"Liste {letter}"),
            party=letter if letter in NAMES else None,
            votes=cast,
        )
        for code, row in zip(codes, votes, strict=True)
        for letter, cast in row.items()
    ]
    return Election(
        slug="kv2099",
        name="Kommunalvalget 17. november 2099",
        day=date(2099, 11, 17),
        as_of=date(2100, 1, 19),
        count_status=FigureStatus.PRELIMINARY,
        regions=(Region(slug="oest", name="Øst"),),
        examples=(),
        municipalities=tuple(Municipality(code=code, name=f"By {code}", region="Øst") for code in codes),
        parties=tuple(
            Party(
                letter=letter,
                name=name,
                ballot_names=(name,),
                colour="#a82721",
                print_order=order,
                entitled_from=date(2000, 1, 1),
                entitled_to=None,
            )
            for order, (letter, name) in enumerate(NAMES.items())
        ),
        lists=tuple(lists),
        votes_cast=(),
        corrections=(),
        sources=(),
        mayors=tuple(
            Mayor(
                municipality=code,
                name="",
                letter=letter,
                list_name=NAMES.get(letter, letter),
                party=letter if letter in NAMES else None,
                status=MayorStatus.CONSTITUTED,
                strength=SourceStrength.STRONG,
                source="",
            )
            for code, letter in zip(codes, mayors, strict=True)
        ),
        list_cooperation=tuple(members_of),
        list_cooperation_note="",
        council_seats=tuple(
            CouncilSeat(municipality=own.municipality, letter=own.letter, evidence=SeatEvidence.DECLARED)
            for own in lists
            if seated is None or own.letter in seated
        ),
        represented_note="",
        lots=(),
    )


def computed(votes, mayors, *, alliances=(), **others) -> KkrResult:
    """The KKR of such an election."""
    return calculate(
        election_of(votes, mayors, **others),
        "oest",
        rule_set("2022-2026"),
        alliances=[Alliance.parse(text) for text in alliances],
    )
