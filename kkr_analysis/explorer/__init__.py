"""What every set of alliances would give in one KKR, put together for an analyst; all hypothetical."""

from kkr_analysis.explorer.findings import (
    CloserLook,
    Findings,
    Outcome,
    Outcomes,
    closer_look,
    contest_of,
    find,
)

__all__ = ["CloserLook", "Findings", "Outcome", "Outcomes", "closer_look", "contest_of", "find"]
