"""
``kkr-<region>.json``: the machine-readable result, a contract that other tools read.

Keys are only ever added. A contender's ``mayors`` and ``seats`` are those inside its own seats; a mayor
whose list is not eligible stands in ``mayors_outside`` alone (rule K7), so that the seats of all
contenders and the mayors outside add up to ``total``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from kkr_analysis import __version__
from kkr_analysis.allocation import DrawnLot, Margin, seat_margins, threshold_margin
from kkr_analysis.composition.disproportionality import of_result
from kkr_analysis.composition.election import Mayor
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.margins import composition_margins, deciding_mayors
from kkr_analysis.composition.result import CHAIR_POSTS, KkrResult, refuse_hypothetical
from kkr_analysis.danish import places_needed, rounded
from kkr_analysis.presentation import wording


def as_json(result: KkrResult, fingerprint: str) -> str:
    """Write the result as JSON text: UTF-8, two spaces, keys in the contract's order, fingerprint last."""
    values = as_values(result) | {"fingerprint": fingerprint}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def as_values(result: KkrResult) -> dict[str, Any]:
    """
    Return the result as plain values: text, whole numbers, booleans, lists.

    Raises HypotheticalError for the result of a scenario, which nothing may publish.
    """
    refuse_hypothetical(result)
    eligibility, composition = result.eligibility, result.composition
    names = {municipality.code: municipality.name for municipality in result.figures.municipalities}
    return {
        "region": result.region.slug,
        "body": result.body,
        "term": result.rule_set.term,
        "election": result.election.slug,
        "status": result.status.value,
        "municipalities": composition.municipalities,
        "valid_votes": eligibility.valid_votes,
        "votes_cast": result.figures.votes_cast,
        "threshold_votes": eligibility.threshold_votes,
        "dimensioning": result.dimensioning[0].letter,
        "uncapped": composition.uncapped,
        "cap": composition.cap,
        "cap_binds": composition.cap_binds,
        "contenders": [contender(standing, result) for standing in eligibility.standings],
        "readings": {
            "E4": composition.readings.denominator.value,
            "K6": composition.readings.cap.value,
            "K7": composition.readings.outside.value,
        },
        "mayors_list": [mayor_line(mayor, result) for mayor in result.figures.mayors],
        "lots": [lot_line(entry.lot) for entry in result.election.lots if entry.region == result.region.slug],
        "as_of": result.election.as_of.isoformat(),
        "corrections": wording.corrections(result),
        "mayors_outside": [
            {"municipality": names[mayor.municipality], "letter": mayor.letter}
            for mayor in eligibility.mayors_outside
        ],
        "total": composition.total,
        "mayors": composition.municipalities,
        "supplementary": sum(composition.supplementary.values()),
        "alliances": [alliance.label for alliance in result.posts.alliances],
        "chair": post(result, 1),
        "vice_chair": post(result, 2),
        "margins": margins(result),
        "disproportionality": indices(result),
        "deciding_mayors": [
            {"instead_of": change.instead_of, "mayor_of": change.mayor_of, "total": change.total}
            for change in deciding_mayors(composition)
        ],
        "assumptions": [rule.number for rule in result.uncertain_rules],
        "sources": [{"file": source.path, "sha256": source.sha256} for source in result.election.sources],
        "version": __version__,
    }


def contender(standing: Standing, result: KkrResult) -> dict[str, Any]:
    """Return one contender of the election, with or without a seat."""
    composition = result.composition
    quotients = {claim.contender: claim.quotient for claim in composition.claims}
    quotient = quotients.get(standing.letter)
    return {
        "letter": standing.letter,
        "name": standing.name,
        "votes": standing.votes,
        "represented": bool(standing.councils),
        "eligible": standing.is_eligible,
        "mayors": composition.mayors.get(standing.letter, 0),
        "seats": composition.seats.get(standing.letter, 0),
        "supplementary": composition.supplementary.get(standing.letter, 0),
        "quotient": None if quotient is None else rounded(quotient, places_needed(quotient)),
        "why_not": wording.why_not(standing, result),
    }


def mayor_line(mayor: Mayor, result: KkrResult) -> dict[str, Any]:
    """Return one mayor of the region, eligible list or not."""
    names = {municipality.code: municipality.name for municipality in result.figures.municipalities}
    return {
        "municipality_code": mayor.municipality,
        "municipality": names[mayor.municipality],
        "name": mayor.name,
        "letter": mayor.letter,
        "party": mayor.party,
        "list_name": mayor.list_name,
        "contender": result.figures.contender_of(mayor.municipality, mayor.letter, mayor.party),
        "status": mayor.status.value,
    }


def lot_line(lot: DrawnLot) -> dict[str, Any]:
    """Return one drawn lot with the tie that it settles. Rule: K8, V7."""
    return {
        "stage": lot.stage,
        "tied": sorted(lot.tied),
        "winners": list(lot.winners),
        "drawn_on": lot.drawn_on.isoformat() if lot.drawn_on else None,
    }


def post(result: KkrResult, number: int) -> dict[str, Any] | None:
    """Return who is entitled to a post, None while that waits for a lot or nobody is left."""
    for filled in result.posts.posts:
        if filled.number == number:
            quotient = filled.quotient.value
            return {
                "contender": filled.holder,
                "alliance": filled.alliance.label if filled.alliance else None,
                "quotient": None if quotient is None else exact_or_rounded(quotient),
                "margin_votes": filled.margin_votes,
                "nearest": filled.nearest and {"contender": filled.nearest[0], "votes": filled.nearest[1]},
                "by_lot": bool(filled.lots),
            }
    return None


def exact_or_rounded(value: Fraction) -> str:
    """Write a whole number plainly, and any other with at least three decimals."""
    return str(value) if value.denominator == 1 else rounded(value, places_needed(value))


def margins(result: KkrResult) -> list[dict[str, Any]]:
    """
    Return for every contender the votes that its eligibility, seats and posts hang on.

    A number is None where no number of votes changes anything, a stage where the contender takes no part.
    ``posts`` are chair and vice-chair without alliances.
    """
    votes = {standing.letter: standing.votes for standing in result.eligibility.eligible}
    seats = {margin.contender: margin for margin in composition_margins(result.composition)}
    posts = {margin.contender: margin for margin in seat_margins(votes, CHAIR_POSTS)}
    return [
        {
            "letter": standing.letter,
            "threshold": asdict(threshold_margin(standing.votes, result.eligibility.denominator)),
            "seats": stage_margin(seats.get(standing.letter)),
            "posts": stage_margin(posts.get(standing.letter)),
        }
        for standing in result.eligibility.standings
    ]


def indices(result: KkrResult) -> dict[str, str]:
    """Return how far the seats are from the votes, in percent with three decimals. Rule: E4, K7."""
    found = of_result(result)
    return {
        "gallagher": rounded(found.gallagher(3), 3),
        "loosemore_hanby": rounded(found.loosemore_hanby * 100, 3),
    }


def stage_margin(margin: Margin | None) -> dict[str, Any] | None:
    """Return the votes to win one more and to lose the last one at one stage."""
    if margin is None:
        return None
    return {"to_win": margin.to_win, "to_lose": margin.to_lose}
