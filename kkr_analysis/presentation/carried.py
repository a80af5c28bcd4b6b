"""The record that an executed notebook carries, for the build to compare with its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kkr_analysis.composition.record import fingerprint_of, record_of
from kkr_analysis.composition.result import KkrResult

MIMETYPE = "application/vnd.kkr-analysis.record+json"
"""The type of the output; no exporter shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRecords:
    """The records of some results as the output of a cell, of which a page shows the fingerprints."""

    results: tuple[KkrResult, ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        records = [
            asdict(record_of(result)) | {"fingerprint": str(fingerprint_of(result))}
            for result in self.results
        ]
        shown = "\n".join(record["fingerprint"] for record in records)
        return {MIMETYPE: {"records": records}, "text/plain": f"Regnet ud fra:\n{shown}"}


def carried(*results: KkrResult) -> CarriedRecords:
    """Return the output to display once, in the cell that computes the results."""
    return CarriedRecords(results=results)


def fingerprints_in(cells: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give the fingerprint of every record in the cells of an executed notebook."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            for record in output.get("data", {}).get(MIMETYPE, {}).get("records", ()):
                yield record["fingerprint"]
