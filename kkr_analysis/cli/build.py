"""``kkr build``: the enclosures of one, several or all regions, in one term or all, and what-ifs."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import (
    EVERY_REGION,
    OVERVIEW,
    chosen,
    chosen_regions,
    complete_formats,
    complete_regions,
    data_option,
    day_given,
    output_option,
    own_project,
    parameter,
    place_of,
    project_option,
    term_option,
)
from kkr_analysis.cli.extras import require


@click.command
@click.argument("regions", metavar="REGION…", nargs=-1, shell_complete=complete_regions)
@term_option
@project_option
@data_option
@click.option(
    "--all-terms",
    is_flag=True,
    help="Hver valgperiode, som projektet har et valg for. Uden REGION alt: alle og landsoverblik.",
)
@click.option(
    "--scenarios",
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    help="Også en side, som html og pdf, for hver scenariefil i mappen. Uden REGION kun dem.",
)
@output_option("Mappe, som bilagene skrives i")
@click.option(
    "--format",
    "formats",
    metavar="FORMATER",
    default="html,pdf,docx,xlsx,json,svg,png,ipynb",
    show_default=True,
    shell_complete=complete_formats,
    help="Formater, adskilt af komma.",
)
@click.option(
    "--edition",
    metavar="UDGAVE",
    help="Kun den korte udgave på to sider (kort), eller kun det fulde bilag (fuld). [ellers: begge]",
)
@click.option(
    "--date",
    "as_of_text",
    metavar="DATO",
    help="Dag, som bilaget beskriver, for eksempel 2022-01-19. [ellers: den i valg.toml]",
)
@click.option("--alliance", "alliances", multiple=True, metavar="C+V", hidden=True)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAVN=VÆRDI",
    help="En parameter til notebooken; kan gentages.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Byg også det, der er uændret: samme tal, regler, notebook, husstil og programmer.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="ANTAL",
    help="Hvor mange bilag der bygges ad gangen. [ellers: ét pr. kerne]",
)
@click.option("--dask", metavar="ADRESSE", help="En Dask-klynge, der bygger: tcp://maskine:8786.")
def build(
    regions: tuple[str, ...],
    term: str,
    folder: Path | None,
    data: Path | None,
    all_terms: bool,
    scenarios: Path | None,
    output: Path | None,
    formats: str,
    edition: str | None,
    as_of_text: str | None,
    alliances: tuple[str, ...],
    parameters: tuple[str, ...],
    force: bool,
    jobs: int | None,
    dask: str | None,
) -> None:
    """
    Byg bilaget for en eller flere regioner, eller for alle.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland eller alle. Skriv landsoverblik for
    at få alle KKR og KL's bestyrelse side om side. Anmeldte valgforbund er en del af tallene: de står i
    valgforbund.csv i regionens mappe under valget.
    """
    from kkr_analysis.cli.building import WhatIfPlan, build_what_is_left, plan_terms, plan_what_ifs
    from kkr_analysis.data.load import not_on_the_line
    from kkr_analysis.data.publishing import complete_unfinished
    from kkr_analysis.data.sources import load_regions
    from kkr_analysis.documents.build.editions import editions_given, formats_of
    from kkr_analysis.documents.build.order import FORMATS, Order, terms_with_figures

    words = regions or _left_out(all_terms=all_terms, scenarios=scenarios)
    if all_terms:
        _refuse_one_term(as_of_text)
    project, as_of, editions = own_project(folder, data), day_given(as_of_text), editions_given(edition)
    asked = chosen(formats.split(","), FORMATS, what="format")
    orders = []
    for each in (terms_with_figures(project) if all_terms else (term,)) if words else ():
        election = project.rules.rule_set(each).election
        slugs, with_overview = chosen_regions(words, load_regions(project.data, election, as_of))
        if alliances:
            raise not_on_the_line(project, election, slugs, alliances)
        orders.append(
            Order(
                regions=slugs,
                overview=with_overview,
                term=each,
                formats=formats_of(editions, asked),
                editions=editions,
                as_of=as_of,
                parameters=dict(parameter(text) for text in parameters),
            )
        )
    if set(asked) != {"json"} or scenarios:
        require("bilag")
    place = place_of(output, project)
    complete_unfinished(place)
    terms = plan_terms(orders, project, place, force=force)
    what_ifs = plan_what_ifs(scenarios, asked, project, place, force=force) if scenarios else WhatIfPlan()
    build_what_is_left(terms, what_ifs, output=place, jobs=jobs, dask=dask)


def _left_out(*, all_terms: bool, scenarios: Path | None) -> tuple[str, ...]:
    """Return the regions that are built where none is named: every one in all terms, none beside what-ifs."""
    if all_terms:
        return (EVERY_REGION, OVERVIEW)
    if scenarios is None:
        context = click.get_current_context()
        regions = next(param for param in context.command.params if param.name == "regions")
        raise click.MissingParameter(ctx=context, param=regions)
    return ()


def _refuse_one_term(as_of_text: str | None) -> None:
    """Refuse a term, or a day, which belongs to one, beside all of them."""
    from click.core import ParameterSource

    from kkr_analysis.errors import UnknownChoiceError

    is_term_given = click.get_current_context().get_parameter_source("term") is ParameterSource.COMMANDLINE
    if is_term_given or as_of_text is not None:
        given = "--term" if is_term_given else "--date"
        raise UnknownChoiceError(f"{given} hører til én valgperiode. Udelad enten {given} eller --all-terms.")
