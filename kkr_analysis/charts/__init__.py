"""Pictures of a KKR: each function takes values and returns an SVG with its Danish alt text."""

from kkr_analysis.charts.hemicycle import hemicycle
from kkr_analysis.charts.values import Chart, PartySeats
from kkr_analysis.charts.votes_and_seats import votes_and_seats

__all__ = ["Chart", "PartySeats", "hemicycle", "votes_and_seats"]
