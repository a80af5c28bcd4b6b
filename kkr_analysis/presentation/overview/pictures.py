"""The pictures of the overview."""

from __future__ import annotations

from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import day
from kkr_analysis.presentation.charts import small_multiples as multiples
from kkr_analysis.presentation.charts import tile_map as tiled
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.overview import tables
from kkr_analysis.presentation.overview.tiles import mayor_tiles
from kkr_analysis.presentation.parties import party_seats
from kkr_analysis.presentation.pictures import with_table
from kkr_analysis.presentation.wording import preliminary


def hemicycles(overview: Overview, look: Look = DEFAULT) -> Chart:
    """The seats of every KKR side by side."""
    bodies = [
        multiples.Body(name=f"{result.body}{preliminary(result.status)}", parties=party_seats(result))
        for result in overview.now.results
    ]
    return with_table(multiples.small_multiples(bodies, look=look), tables.seats(overview))


def mayors(overview: Overview, look: Look = DEFAULT) -> Chart:
    """Every municipality by its mayor's party."""
    title = f"Borgmestrenes partier pr. {day(overview.now.election.as_of)}{preliminary(overview.status)}"
    chart = tiled.tile_map(mayor_tiles(overview.now), title=title, look=look)
    return with_table(chart, tables.mayors(overview))


def every_chart(overview: Overview, look: Look = DEFAULT) -> tuple[Chart, ...]:
    """All of them as files; the page has the map alone, for a table there says what the half-circles do."""
    return hemicycles(overview, look), mayors(overview, look)
