"""
What commands have in common on the line: the project, the figures, the term and the region.

Words are checked against those that exist, also for the shell's Tab.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from kkr_analysis.danish import did_you_mean
from kkr_analysis.data.command import as_typed
from kkr_analysis.errors import KkrError, ProjectNotFoundError, UnknownChoiceError

if TYPE_CHECKING:
    from kkr_analysis.composition.election import Region
    from kkr_analysis.data.project import Project

EVERY_REGION = "alle"
OVERVIEW = "landsoverblik"

_Command = TypeVar("_Command", bound=Callable[..., Any])


def project_option(command: _Command) -> _Command:
    """Give a command the option ``--project``; it is understood before the term and the region."""
    return click.option(
        "--project",
        "folder",
        type=click.Path(path_type=Path),
        metavar="MAPPE",
        is_eager=True,
        help="Projektets mappe. [ellers: den, du står i, eller den nærmeste over den]",
    )(command)


def data_option(command: _Command) -> _Command:
    """Give a command the option ``--data``."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        metavar="MAPPE",
        is_eager=True,
        callback=_that_is_there,
        help="Mappe med tal. [ellers: projektets data/raw]",
    )(command)


def output_option(what: str) -> Callable[[_Command], _Command]:
    """Give a command the option ``--output``; ``what`` says what is written there."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="MAPPE",
        help=f"{what}. [ellers: reports i projektets mappe]",
    )


def place_of(output: Path | None, project: Project) -> Path:
    """Return the folder that is written in: the one of ``--output``, or the project's own."""
    return as_typed(project.reports) if output is None else output


def _that_is_there(ctx: click.Context, _param: click.Parameter, folder: Path | None) -> Path | None:
    """Refuse a folder of figures that is not there, but not while Tab is asked for."""
    if folder is not None and not folder.is_dir() and not ctx.resilient_parsing:
        raise UnknownChoiceError(f"--data: mappen {folder} findes ikke. Angiv en mappe med tal.")
    return folder


def own_project(folder: Path | None, data: Path | None = None) -> Project:
    """
    Return the project to work in: the one of ``--project``, or the nearest, with the figures of ``--data``.

    Raises ProjectNotFoundError, also where there is only what came along: nothing is written there.
    """
    from kkr_analysis.data.project import find_project, project_at

    return _with_figures(project_at(folder) if folder else find_project(), data)


def project_to_read(folder: Path | None, data: Path | None = None) -> Project:
    """
    Return the project to read from; outside of any it is what came along with kkr, and that is said.

    Raises ProjectNotFoundError for a ``--project`` that is none.
    """
    from kkr_analysis.data.project import what_came_along

    try:
        return own_project(folder, data)
    except ProjectNotFoundError:
        if folder:
            raise
    if data is None:
        click.echo("Her er intet projekt, så der regnes på de tal, der fulgte med kkr.", err=True)
    return _with_figures(what_came_along(), data)


def _with_figures(project: Project, data: Path | None) -> Project:
    return replace(project, figures=data.resolve()) if data else project


def _named_so_far(ctx: click.Context | None) -> Project:
    """Return the project that the words of a line are about, while they are still being read."""
    from kkr_analysis.data.project import nearest_project, project_at

    # Until every word is read, click has a mark of its own for what was left out.
    given = {name: value for name, value in (ctx.params if ctx else {}).items() if isinstance(value, Path)}
    folder = given.get("folder")
    return _with_figures(project_at(folder) if folder else nearest_project(), given.get("data"))


class _Term(click.ParamType[str]):
    """A term of office, however it is written: 2026-2030, 2026-30 or 2026. Today's where none is given."""

    name = "term"

    def convert(self, value: str, _param: click.Parameter | None, ctx: click.Context | None) -> str:
        return _named_so_far(ctx).rules.term_named(value)

    def shell_complete(
        self, ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        try:
            return _beginning_with(incomplete, _named_so_far(ctx).rules.known_terms())
        except KkrError:  # Tab is no place for a message
            return []


def term_option(command: _Command) -> _Command:
    """Give a command the option ``--term``."""
    return click.option(
        "--term",
        metavar="PERIODE",
        type=_Term(),
        default="",
        show_default="den nuværende",
        help="Valgperiode, for eksempel 2026-2030, 2026-30 eller 2026.",
    )(command)


def complete_regions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a region in the shell; where ``kkr build`` asks for it, also all of them and the overview."""
    from kkr_analysis.composition.election import EXAMPLE
    from kkr_analysis.data.sources import load_regions

    try:
        project = _named_so_far(ctx)
        rules = project.rules.rule_set(ctx.params.get("term") or project.rules.term_named(""))
        regions = load_regions(project.data, rules.election)
    except KkrError:  # Tab is no place for a message
        return []
    words = [region.slug.removesuffix(EXAMPLE) for region in regions]
    more = (EVERY_REGION, OVERVIEW) if param.nargs == -1 else ()
    return _beginning_with(incomplete, (*words, *more))


def complete_formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of several formats with commas between them in the shell."""
    from kkr_analysis.documents.build.order import FORMATS

    before, comma, last = incomplete.rpartition(",")
    return [CompletionItem(f"{before}{comma}{each}") for each in FORMATS if each.startswith(last)]


def _beginning_with(incomplete: str, words: Sequence[str]) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def chosen_regions(words: Sequence[str], known: Sequence[Region]) -> tuple[list[str], bool]:
    """
    Return the region slugs in the order given, and whether the overview was asked for as well.

    "alle" means all regions that there are; a computed example is asked for by its name.
    """
    regions = [region for region in known if not region.example]
    slugs: list[str] = []
    for word in words:
        if word.casefold() == EVERY_REGION:
            slugs += [region.slug for region in regions]
        elif word.casefold() != OVERVIEW:
            slugs.append(_region(word, known).slug)
    return list(dict.fromkeys(slugs)), OVERVIEW in map(str.casefold, words)


def _region(word: str, known: Sequence[Region]) -> Region:
    from kkr_analysis.composition.election import EXAMPLE
    from kkr_analysis.composition.figures import region_named

    try:
        return region_named(word, known)
    except UnknownChoiceError:
        there = [region.slug.removesuffix(EXAMPLE) for region in known]
        raise _unknown(word, (*there, EVERY_REGION, OVERVIEW), what="region") from None


def chosen(words: list[str], known: tuple[str, ...], *, what: str) -> list[str]:
    """
    Return the words, each once, if all of them are known.

    Raises UnknownChoiceError, which suggests the nearest known word.
    """
    picked = list(dict.fromkeys(word.strip() for word in words))
    for word in picked:
        if word not in known:
            raise _unknown(word, known, what=what)
    return picked


def _unknown(word: str, known: Sequence[str], *, what: str) -> UnknownChoiceError:
    return UnknownChoiceError(
        f"Ukendt {what}: {word!r}. {did_you_mean(word, known)}Vælg mellem {', '.join(known)}."
    )


def day_given(text: str | None) -> date | None:
    """Parse a day written YYYY-MM-DD; None stays None. Raises UnknownChoiceError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnknownChoiceError(f"--date {text!r}: ventede en dato som 2022-01-19.") from None


def parameter(text: str) -> tuple[str, str]:
    """Split NAVN=VÆRDI. Raises UnknownChoiceError for region, term and day, which have options."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UnknownChoiceError(f"--parameter {text!r}: ventede NAVN=VÆRDI.")
    if name in {"region", "term", "as_of"}:
        raise UnknownChoiceError(
            f"--parameter {name}: skriv regionen efter build, valgperioden efter --term og dagen efter "
            "--date."
        )
    return name, value
