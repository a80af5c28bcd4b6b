"""``kkr vacancy``: what follows when somebody leaves or comes in the term, and the history of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkr_analysis.cli.choosing import (
    complete_regions,
    data_option,
    day_given,
    own_project,
    project_option,
    term_option,
)

if TYPE_CHECKING:
    from kkr_analysis.errors import FaultyFilesError
    from kkr_analysis.meeting.roster import Change, Event, Roster

_CELLS = {
    "name": "navn",
    "municipality": "kommune",
    "party": "parti",
    "letter": "bogstav",
    "sex": "koen",
    "forum": "forum",
    "group": "gruppe",
    "stand_in": "stedfortraeder",
    "stand_in_municipality": "stedfortraeders_kommune",
    "note": "bemaerkning",
}
"""The column of the file that each option is."""


@click.command
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@term_option
@project_option
@data_option
@click.option("--event", metavar="HÆNDELSE", help='Hvad der er sket, for eksempel "nyt medlem".')
@click.option("--date", "day", metavar="DATO", help="Dagen, for eksempel 2023-05-01. [ellers: i dag]")
@click.option("--name", default="", metavar="NAVN", help="Hvem det drejer sig om.")
@click.option("--municipality", default="", metavar="KOMMUNE", help="Hvis kommunalbestyrelse.")
@click.option("--party", default="", metavar="BOGSTAV", help="Det parti, der vælger et nyt medlem.")
@click.option("--letter", default="", metavar="BOGSTAV", help="Listen, den nye er valgt på.")
@click.option("--sex", default="", metavar="KØN", help="kvinde eller mand, hvor det skrives.")
@click.option("--forum", default="", metavar="FORUM", help="Forummet, der er udpeget til.")
@click.option("--group", default="", metavar="GRUPPE", help="Gruppen, der besætter pladsen.")
@click.option("--stand-in", default="", metavar="NAVN", help="Stedfortræderen, eller viceborgmesteren.")
@click.option("--stand-in-municipality", default="", metavar="KOMMUNE", help="Stedfortræderens kommune.")
@click.option("--note", default="", metavar="TEKST", help="Hvor det står; gemmes kun i filen.")
@click.option("--save", is_flag=True, help="Gem hændelsen i haendelser.csv, og bekræft filen.")
@click.option("--example", is_flag=True, help="Eksemplet i data/eksempel.")
def vacancy(
    region: str,
    term: str,
    folder: Path | None,
    data: Path | None,
    event: str | None,
    day: str | None,
    save: bool,
    example: bool,
    **given: str,
) -> None:
    """
    Se, hvem der følger efter, når nogen forlader KKR, kommunalbestyrelsen eller et forum.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Uden --event vises, hvad der
    er sket i perioden. HÆNDELSE er en af: udtrådt af kommunalbestyrelsen, forladt partiet, ny borgmester, nyt
    medlem, udtrådt af forum, fraværende en måned, ny udpeget, ny formand, ny næstformand. Intet gemmes uden
    --save.
    """
    from kkr_analysis.data.command import as_typed
    from kkr_analysis.data.load import load_result
    from kkr_analysis.data.meetings.vacancy import history, save_event, try_event
    from kkr_analysis.errors import FaultyFilesError

    project = own_project(folder, data)
    folders = project.examples if example else project.data
    result = load_result(region, term, project=project)
    if event is None:
        _refuse_without_event(save, given)
        roster = history(folders, result)
        _show_history(roster)
        _show_open(roster)
        return
    happened = day_given(day) or date.today()
    cells = {
        "dag": happened.isoformat(),
        "haendelse": _event_word(event),
        **{column: given[option] for option, column in _CELLS.items()},
    }
    try:
        tried = try_event(folders, result, cells)
    except FaultyFilesError as error:
        raise _by_option(error) from None
    _show(tried.change)
    if save:
        path = save_event(folders, result, cells, date.today())
        click.echo(f"Gemt i {as_typed(path)}, og filen er bekræftet.")
    else:
        click.echo("Intet er gemt. Tilføj --save, når det er sket.")
    _show_open(tried.roster)


def _by_option(error: FaultyFilesError) -> FaultyFilesError:
    """Name the options instead of the columns of a row that is in no file."""
    from kkr_analysis.data.meetings.vacancy import ON_THE_LINE
    from kkr_analysis.errors import Fault, FaultyFilesError

    options = {column: f"--{option.replace('_', '-')}" for option, column in _CELLS.items()}
    options |= {"dag": "--date", "haendelse": "--event"}
    return FaultyFilesError(
        [
            Fault(
                options[fault.column or "haendelse"],
                found=fault.found,
                expected=fault.expected,
                next_step=f"{fault.offer}Ret kommandoen.",
            )
            if fault.file == ON_THE_LINE
            else fault
            for fault in error.faults
        ],
        of="hændelsen",
    )


def _refuse_without_event(save: bool, given: dict[str, str]) -> None:
    from kkr_analysis.errors import UnknownChoiceError

    if save or any(given.values()):
        raise UnknownChoiceError(f"Skriv med --event, hvad der er sket: {', '.join(_event_words())}.")


def _event_words() -> list[str]:
    from kkr_analysis.data.meetings.events import Happening

    return [word.value for word in Happening]


def _event_word(text: str) -> str:
    from kkr_analysis.cli.choosing import chosen

    plain = " ".join(text.replace("-", " ").casefold().split())
    return chosen([plain], tuple(_event_words()), what="hændelse")[0]


def _show_history(roster: Roster) -> None:
    if not roster.history:
        click.echo("Der er ikke noteret nogen hændelser i perioden.")
    for change in roster.history:
        _show(change)


def _show(change: Change) -> None:
    click.secho(_title(change.event), bold=True)
    for heading, sentences in (
        ("Ændres", change.changed),
        ("Ændres ikke", change.unchanged),
        ("Skal gøres", change.to_do),
    ):
        for sentence in sentences:
            click.echo(f"  {heading}: {sentence}")
    click.echo()


def _title(event: Event) -> str:
    from kkr_analysis.danish import day
    from kkr_analysis.data.meetings.events import name_in, word_for

    return f"{day(event.day)}: {word_for(event)}, {name_in(event)}"


def _show_open(roster: Roster) -> None:
    """Say what is vacant in the end: an earlier event may have left it so."""
    for membership in roster.vacant_memberships:
        acting = f", {membership.acting.name} møder som stedfortræder" if membership.acting else ""
        click.echo(f"Ledig: pladsen for {membership.contender} efter {membership.last_holder.name}{acting}.")
    for seat in roster.vacant_seats:
        group = f" for {seat.group}" if seat.group else ""
        click.echo(f"Ledig: pladsen i {seat.forum}{group} efter {seat.last_holder}.")
    for post in roster.vacant_posts:
        click.echo(f"Ledig: posten som {post.title} efter {post.person}.")
