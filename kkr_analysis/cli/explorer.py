"""``kkr explorer``: the alliances of one, several or all KKR, each as one page that looks every answer up."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import (
    chosen_regions,
    complete_regions,
    data_option,
    day_given,
    output_option,
    own_project,
    place_of,
    project_option,
    term_option,
)


@click.command
@click.argument("regions", metavar="REGION…", nargs=-1, required=True, shell_complete=complete_regions)
@project_option
@data_option
@term_option
@output_option("Mappe, som siderne skrives i, ved siden af bilagene")
@click.option(
    "--date",
    "as_of_text",
    metavar="DATO",
    help="Dag, som siden beskriver, for eksempel 2022-01-19. [ellers: den i valg.toml]",
)
@click.option("--force", is_flag=True, help="Skriv også den side, der er uændret.")
def explorer(
    regions: tuple[str, ...],
    folder: Path | None,
    data: Path | None,
    term: str,
    output: Path | None,
    as_of_text: str | None,
    *,
    force: bool,
) -> None:
    """
    Skriv en side, hvor alle kan prøve valgforbund af i en browser: én fil, der kan mailes.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland eller alle. Skriv landsoverblik for
    at få alle KKR på én side. Filen hedder valgforbund-REGION.html og rummer svarene på alle valgforbund; den
    skal hverken bruge server, net eller installation.
    """
    from kkr_analysis.cli.building import WhatIfPlan, build_what_is_left, plan_terms
    from kkr_analysis.data.publishing import complete_unfinished
    from kkr_analysis.data.sources import load_regions
    from kkr_analysis.documents.build.editions import EXPLORER_FORMAT, Edition
    from kkr_analysis.documents.build.order import Order

    project, as_of = own_project(folder, data), day_given(as_of_text)
    every = load_regions(project.data, project.rules.rule_set(term).election, as_of)
    slugs, with_overview = chosen_regions(regions, every)
    order = Order(
        regions=slugs,
        overview=with_overview,
        term=term,
        formats=(EXPLORER_FORMAT,),
        editions=(Edition.EXPLORER,),
        as_of=as_of,
    )
    place = place_of(output, project)
    complete_unfinished(place)
    plans = plan_terms([order], project, place, force=force)
    build_what_is_left(plans, WhatIfPlan(), output=place, jobs=None, dask=None)
