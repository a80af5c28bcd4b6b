"""Words on the command line checked against those that exist; the nearest one is suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kkr_analysis.danish import did_you_mean
from kkr_analysis.errors import UnknownChoiceError

EVERY_REGION = "alle"
OVERVIEW = "landsoverblik"


def chosen_regions(words: Sequence[str], known: Mapping[str, str]) -> tuple[list[str], bool]:
    """
    Return the region slugs in the order given, and whether the overview was asked for as well.

    A region's name counts as its slug; "alle" means all regions.
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
    Return the words, each once, if all of them are known.

    Raises UnknownChoiceError, which suggests the nearest known word.
    """
    picked = list(dict.fromkeys(word.strip() for word in words))
    for word in picked:
        if word not in known:
            raise UnknownChoiceError(
                f"Ukendt {what}: {word!r}. {did_you_mean(word, known)}Vælg mellem {', '.join(known)}."
            )
    return picked


def day_given(text: str | None) -> date | None:
    """Parse a day written YYYY-MM-DD; None stays None. Raises UnknownChoiceError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnknownChoiceError(f"--date {text!r}: ventede en dato som 2022-01-19.") from None


def parameter(text: str) -> tuple[str, str]:
    """Split NAVN=VÆRDI. Raises UnknownChoiceError for region, term, alliances and day, which have options."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UnknownChoiceError(f"--parameter {text!r}: ventede NAVN=VÆRDI.")
    if name in {"region", "term", "alliances", "as_of"}:
        raise UnknownChoiceError(
            f"--parameter {name}: skriv regionen efter build, valgperioden efter --term, valgforbund efter "
            "--alliance og dagen efter --date."
        )
    return name, value
