"""The municipalities of a country as tiles for the map."""

from __future__ import annotations

from kkr_analysis.composition.overview import Country
from kkr_analysis.presentation.charts.tile_map import MayorTile
from kkr_analysis.presentation.parties import NEUTRAL


def mayor_tiles(country: Country) -> tuple[MayorTile, ...]:
    """Return every municipality whose mayor is a member of a KKR, region by region."""
    parties = {party.letter: party for party in country.election.parties}
    tiles = []
    for result in country.results:
        names = result.figures.municipality_names
        for mayor in result.figures.mayors:
            party = parties.get(mayor.party or "")
            tiles.append(
                MayorTile(
                    code=mayor.municipality,
                    name=names[mayor.municipality],
                    region=result.region.name,
                    letter=party.letter if party else mayor.letter,
                    party=party.name if party else mayor.list_name,
                    colour=party.colour if party else NEUTRAL,
                    is_local=party is None,
                )
            )
    return tuple(tiles)
