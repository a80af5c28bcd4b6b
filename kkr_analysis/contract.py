"""
``kkr-<region>.json``: the machine-readable result, a contract that other tools read.

Keys are only ever added. A contender's ``mayors`` and ``seats`` are those inside its own seats; a mayor
whose list is not eligible stands in ``mayors_outside`` alone (rule K7), so that the seats of all
contenders and the mayors outside add up to ``total``.
"""

from __future__ import annotations

import json
from typing import Any

from kkr_analysis import __version__
from kkr_analysis.danish import places_needed, rounded
from kkr_analysis.eligibility import Standing
from kkr_analysis.presentation import wording
from kkr_analysis.result import KkrResult


def as_json(result: KkrResult) -> str:
    """Write the result as JSON text, UTF-8, two spaces, keys in the order of the contract."""
    return json.dumps(as_values(result), ensure_ascii=False, indent=2) + "\n"


def as_values(result: KkrResult) -> dict[str, Any]:
    """Return the result as plain values: text, whole numbers, booleans, lists."""
    eligibility, composition = result.eligibility, result.composition
    names = {municipality.code: municipality.name for municipality in result.figures.municipalities}
    return {
        "region": result.region.slug,
        "term": result.rule_set.term,
        "election": result.election.slug,
        "status": result.status.value,
        "municipalities": composition.municipalities,
        "valid_votes": eligibility.valid_votes,
        "threshold_votes": eligibility.threshold_votes,
        "dimensioning": result.dimensioning[0].letter,
        "uncapped": composition.uncapped,
        "cap": composition.cap,
        "cap_binds": composition.cap_binds,
        "contenders": [contender(standing, result) for standing in eligibility.standings],
        "mayors_outside": [
            {"municipality": names[mayor.municipality], "letter": mayor.letter}
            for mayor in eligibility.mayors_outside
        ],
        "total": composition.total,
        "mayors": composition.municipalities,
        "supplementary": sum(composition.supplementary.values()),
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
        "eligible": standing.is_eligible,
        "mayors": composition.mayors.get(standing.letter, 0),
        "seats": composition.seats.get(standing.letter, 0),
        "supplementary": composition.supplementary.get(standing.letter, 0),
        "quotient": None if quotient is None else rounded(quotient, places_needed(quotient)),
        "why_not": wording.why_not(standing, result.eligibility),
    }
