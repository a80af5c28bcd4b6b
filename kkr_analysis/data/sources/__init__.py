"""From files to facts: reads the figures, verifies them against their cards, and collects every fault."""

from kkr_analysis.data.sources.election import known_elections, load_election, load_regions, load_votes
from kkr_analysis.data.sources.sealing import seal

__all__ = ["known_elections", "load_election", "load_regions", "load_votes", "seal"]
