"""What every set of alliances would give in one KKR, put together for an analyst; all hypothetical."""

from kkr_analysis.explorer.findings import Findings, Outcome, find

__all__ = ["Findings", "Outcome", "find"]
