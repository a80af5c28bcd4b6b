"""
``kkr-<region>.json``: the record of a KKR with the sentences added, a contract that other programs read.

Keys are only ever added. The model below is the one place where the contract is written: files are written
from it and read with it, and docs/json.md and docs/kkr.schema.json are made from it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from kkr_analysis import __version__
from kkr_analysis.composition.record import (
    ContenderRecord,
    Record,
    fingerprint_of,
    record_of,
    sha256_of_values,
)
from kkr_analysis.composition.result import KkrResult, refuse_hypothetical
from kkr_analysis.presentation import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedContender(ContenderRecord):
    """
    One contender: a party, or the list cooperation.

    Its `mayors` and `seats` are those inside its own seats. The mayor of a list that is not eligible stands
    in `mayors_outside` alone, so such a contender has 0 in both.
    """

    why_not: str | None
    """Danish sentences that say why it has no seat; null where it has a seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure(Record):
    """One KKR as it is published."""

    contenders: tuple[ExplainedContender, ...]
    """Every party of the election in print order, also those without a seat or without votes here, and the
    list cooperation `LLD` last."""
    body: str
    """Name of the body as printed: `KKR Midtjylland`."""
    example_note: str | None
    """Why the KKR is computed though there is none, in Danish; null where `example` is false."""
    conflicts: tuple[str, ...]
    """Danish sentences, one for every source that is known to disagree with a file that was read."""
    corrections: tuple[str, ...]
    """Danish sentences, one for every declared correction of the received figures of the region."""
    assumptions: tuple[str, ...]
    """Numbers of the inferred (udledt) and assumed (antaget) rules that touch a number in this result, in the
    order of the rule set: E4 and K3 always, K6 only where the cap binds, K7 only with mayors outside, K8
    only where a lot settled a seat, K10 only where a mayor has changed party, V3 only with declared
    alliances."""
    version: str
    """Version of kkr-analysis."""
    fingerprint: str
    """Schema, region, term, day, alliances and the sha256 over the record: all keys but `body`,
    `example_note`, `conflicts`, `corrections`, `assumptions`, `contenders[].why_not`, `version` and this one
    (sorted, without spaces). It is what `kkr verify` looks for."""


def _enclosure_of(result: KkrResult) -> Enclosure:
    """Return what is published of a result; a scenario's is refused (HypotheticalError)."""
    refuse_hypothetical(result)
    record = record_of(result)
    figures = {field.name: getattr(record, field.name) for field in fields(record)}
    figures["contenders"] = tuple(
        ExplainedContender(**asdict(contender), why_not=wording.why_not(standing, result))
        for contender, standing in zip(record.contenders, result.eligibility.standings, strict=True)
    )
    return Enclosure(
        **figures,
        body=result.body,
        example_note=result.region.example or None,
        conflicts=tuple(f"{one.path}: {one.conflict}" for one in result.sources if one.conflict),
        corrections=tuple(wording.corrections(result)),
        assumptions=tuple(rule.number for rule in result.uncertain_rules),
        version=__version__,
        fingerprint=str(fingerprint_of(result)),
    )


PROSE = ("body", "example_note", "conflicts", "corrections", "assumptions", "version", "fingerprint")
"""Keys added to the record; a contender also has ``why_not``."""


def sha256_of_record(text: str) -> str:
    """Return the sha256 over the record in a JSON text, as fingerprints have it; empty without one."""
    try:
        values = json.loads(text)
        record = {key: value for key, value in values.items() if key not in PROSE}
        record["contenders"] = [
            {key: value for key, value in contender.items() if key != "why_not"}
            for contender in record["contenders"]
        ]
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return ""
    return sha256_of_values(record)


def as_json(result: KkrResult) -> str:
    """Write the result as JSON text: UTF-8, two spaces, keys in order. Raises HypotheticalError."""
    return json.dumps(asdict(_enclosure_of(result)), ensure_ascii=False, indent=2) + "\n"
