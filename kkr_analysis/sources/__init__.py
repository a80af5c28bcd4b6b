"""From files to facts: reads the figures, verifies them against their cards, and collects every fault."""

from kkr_analysis.sources.cards import reseal
from kkr_analysis.sources.election import load_election, load_regions

__all__ = ["load_election", "load_regions", "reseal"]
