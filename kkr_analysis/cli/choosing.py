"""Words on the command line held against those that exist; the nearest one is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kkr_analysis.danish import did_you_mean
from kkr_analysis.errors import UnknownChoiceError

EVERY_REGION = "alle"
OVERVIEW = "landsoverblik"


def chosen_regions(words: Sequence[str], known: Mapping[str, str]) -> tuple[list[str], bool]:
    """
    Return region slugs in the order asked for, and whether the overview is asked for as well.

    A region's name is as good as its slug, "alle" is all regions.
    """
    slugs = {name.casefold(): slug for slug, name in known.items()}
    picked = chosen(
        [slugs.get(word.casefold(), word.casefold()) for word in words],
        (*known, EVERY_REGION, OVERVIEW),
        what="region",
    )
    regions = list(known) if EVERY_REGION in picked else [word for word in picked if word != OVERVIEW]
    return regions, OVERVIEW in picked


def chosen(words: list[str], known: tuple[str, ...], *, what: str) -> list[str]:
    """
    Return the words without repetitions when all of them are known.

    Raises UnknownChoiceError with the nearest known word.
    """
    picked = list(dict.fromkeys(word.strip() for word in words))
    for word in picked:
        if word not in known:
            raise UnknownChoiceError(
                f"Ukendt {what}: {word!r}. {did_you_mean(word, known)}Vælg mellem {', '.join(known)}."
            )
    return picked


def day_given(text: str | None) -> date | None:
    """Return the day written YYYY-MM-DD; None where none is given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnknownChoiceError(f"--date {text!r}: ventede en dato som 2022-01-19.") from None


def parameter(text: str) -> tuple[str, str]:
    """Split NAVN=VÆRDI; region, term and alliances are chosen elsewhere on the line."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UnknownChoiceError(f"--parameter {text!r}: ventede NAVN=VÆRDI.")
    if name in {"region", "term", "alliances", "as_of"}:
        raise UnknownChoiceError(
            f"--parameter {name}: skriv regionen efter build, valgperioden efter --term, valgforbund efter "
            "--alliance og dagen efter --date."
        )
    return name, value
