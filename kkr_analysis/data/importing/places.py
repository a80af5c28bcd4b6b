"""Which municipality a name in the received files means, and when an election is held."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.sources import known_elections
from kkr_analysis.errors import UnknownChoiceError

_TUESDAY = 1


def municipality_code(name: str, municipalities: Mapping[str, Municipality]) -> str | None:
    """
    Return the code of the municipality with this name, or None.

    "Favrskov Kommune", "Københavns Kommune", "Bornholms" and "Bornholms Regionskommune" are accepted as well
    as the names in the registry.
    """
    wanted = plain(name).removesuffix(" kommune").removesuffix(" regionskommune")
    known = {plain(municipality.name): municipality.code for municipality in municipalities.values()}
    return known.get(wanted) or known.get(wanted.removesuffix("s")) or known.get(f"{wanted}s")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Normalise case, spaces and the composition of å, which do not matter in a name."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def election_day(slug: str) -> date:
    """
    Return the day of a municipal election: the third Tuesday of November (KRVL § 6).

    Raises UnknownChoiceError for a slug that is not kv and a year.
    """
    year = re.fullmatch("kv(20[0-9]{2})", slug)
    if year is None:
        raise UnknownChoiceError(f"Valget {slug!r}: ventede kv og valgåret, for eksempel kv2029.")
    first = date(int(year[1]), 11, 1)
    return first + timedelta(days=(_TUESDAY - first.weekday()) % 7 + 14)


def earlier_election(data: Path, slug: str, table: str) -> str | None:
    """Return the last election before ``slug`` that has this table below ``data``; None without any."""
    has_table = [known for known in known_elections(data) if (data / known / table).is_file()]
    return max((known for known in has_table if known < slug), default=None)
