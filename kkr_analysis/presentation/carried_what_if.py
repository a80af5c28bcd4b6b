"""
The mark of a what-if that an executed notebook carries, for the build to compare with its own.

It has a type of output of its own, so it is never taken for the record of a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kkr_analysis.composition.record import sha256_of_values
from kkr_analysis.danish import HYPOTHETICAL
from kkr_analysis.presentation.scenarios import values
from kkr_analysis.whatif.scenarios.what_if import WhatIf

MIMETYPE = "application/vnd.kkr-analysis.what-if+json"
"""The type of the output; no exporter shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedWhatIf:
    """The sha256 over a what-if as the output of a cell."""

    sha256: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIMETYPE: {"sha256": self.sha256}, "text/plain": f"{HYPOTHETICAL}, sha256 {self.sha256}"}


def carried_what_if(what_if: WhatIf) -> CarriedWhatIf:
    """Return the output to display once, in the cell that computes the what-if."""
    return CarriedWhatIf(sha256=sha256_of_what_if(what_if))


def sha256_of_what_if(what_if: WhatIf) -> str:
    """Return the sha256 over what a what-if supposes, the figures on both sides, and what comes of it."""
    figures = [
        {"votes": dict(result.composition.votes), "mayors": dict(result.composition.mayors)}
        for result in (what_if.before, what_if.result)
    ]
    return sha256_of_values({"what_if": values(what_if), "figures": figures})


def what_ifs_in(cells: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the sha256 of every what-if in the cells of an executed notebook."""
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return [output["data"][MIMETYPE]["sha256"] for output in outputs if MIMETYPE in output.get("data", {})]
