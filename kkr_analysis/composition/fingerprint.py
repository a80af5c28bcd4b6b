"""The fingerprint that every format carries: what to compute again, and the sha256 of what it gave."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.contract import as_values

WRITTEN = re.compile(
    r"kkr-analysis region=([a-z-]+) term=([0-9]{4}-[0-9]{4}) day=([0-9-]{10}) alliances=(\S*) "
    "sha256=([0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Region, term, day and alliances of an enclosure, and the sha256 over its result."""

    region: str
    term: str
    as_of: date
    alliances: tuple[str, ...]
    sha256: str

    def __str__(self) -> str:
        """Write it on one line, as it stands in the files."""
        return (
            f"kkr-analysis region={self.region} term={self.term} day={self.as_of.isoformat()} "
            f"alliances={','.join(self.alliances)} sha256={self.sha256}"
        )


def fingerprint_of(result: KkrResult) -> Fingerprint:
    """Return the fingerprint of a result. The version of the program is no part of it."""
    values = {key: value for key, value in as_values(result).items() if key != "version"}
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Fingerprint(
        region=result.region.slug,
        term=result.rule_set.term,
        as_of=result.election.as_of,
        alliances=tuple(alliance.label for alliance in result.posts.alliances),
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
    )


def found_in(text: str) -> Fingerprint | None:
    """Return the fingerprint that stands in a text; None where there is none."""
    written = WRITTEN.search(text)
    if written is None:
        return None
    region, term, day, alliances, sha256 = written.groups()
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    named = tuple(alliances.split(",")) if alliances else ()
    return Fingerprint(region=region, term=term, as_of=as_of, alliances=named, sha256=sha256)
