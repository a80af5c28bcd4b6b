"""From files to facts: reads the figures, verifies them against their cards, and collects every fault."""

from kkr_analysis.data.sources.cards import reseal
from kkr_analysis.data.sources.election import known_elections, load_election, load_regions, load_votes

__all__ = ["known_elections", "load_election", "load_regions", "load_votes", "reseal"]
