"""Words on the command line checked against those that exist, also for the shell's Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from kkr_analysis.danish import did_you_mean
from kkr_analysis.errors import KkrError, UnknownChoiceError

if TYPE_CHECKING:
    from kkr_analysis.composition.election import Region

EVERY_REGION = "alle"
OVERVIEW = "landsoverblik"

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Term(click.ParamType[str]):
    """A term of office, however it is written: 2026-2030, 2026-30 or 2026. Today's where none is given."""

    name = "term"

    def convert(self, value: str, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        from kkr_analysis.rules import term_named

        return term_named(value)

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from kkr_analysis.rules import known_terms

        return _beginning_with(incomplete, known_terms())


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
    from kkr_analysis.data.project import find_project
    from kkr_analysis.data.sources import load_regions
    from kkr_analysis.rules import rule_set, term_named

    try:
        rules = rule_set(ctx.params.get("term") or term_named(""))
        regions = load_regions(find_project().data, rules.election)
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
