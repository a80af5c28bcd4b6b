"""Danish words for the charts: plurals, sentences and names that are safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Protocol

from kkr_analysis.allocation import threshold_margin
from kkr_analysis.composition.disproportionality import Disproportionality
from kkr_analysis.danish import counted, decimals, listed, percent, whole
from kkr_analysis.presentation.charts.values import PartySeats

NAME_LIMIT = 80
"""Longest name in an alt text, in characters; the ballot's longest are about half of that."""
_BLANK = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_INVISIBLE = "Cf"


class Named(Protocol):
    """A list with its letter and name, whatever else is known of it."""

    @property
    def letter(self) -> str:
        """Listebogstav, or empty."""

    @property
    def name(self) -> str:
        """The list's name."""


def clean(text: str) -> str:
    """
    The text on one line, without what XML refuses (control characters, lone surrogates) or nobody sees.

    Invisible characters can turn the direction of the text after them.
    """
    kinds = ((character, unicodedata.category(character)) for character in text)
    seen = (" " if kind in _BLANK else character for character, kind in kinds if kind != _INVISIBLE)
    return " ".join("".join(seen).split())


def shortened(text: str, limit: int = NAME_LIMIT) -> str:
    """The clean text, cut with an ellipsis where it is longer than ``limit`` characters."""
    text = clean(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def some(count: int, one: str, many: str) -> str:
    """A number with its noun in running text, where zero is a word: ingen pladser."""
    return f"ingen {many}" if count == 0 else counted(count, one, many)


def letter_of(party: Named, most: int = 3) -> str:
    """The letter as it stands on a seat: at most three characters, a dash for a list without one."""
    letter = clean(party.letter)
    return letter if 0 < len(letter) <= most else f"{letter[: most - 1]}…" if letter else "–"


def named(party: Named) -> str:
    """The party in running text: A (Socialdemokratiet)."""
    letter, name = clean(party.letter), shortened(party.name)
    if letter and name and letter != name:
        return f"{shortened(letter)} ({name})"
    return shortened(letter) or f"{name or 'liste'} (uden bogstav)"


def members(party: PartySeats) -> str:
    """How a party's seats are filled, without what there is none of: 9 borgmestre og 1 supplerende medlem."""
    kinds = (
        (party.mayors, "borgmester", "borgmestre"),
        (party.supplementary, "supplerende medlem", "supplerende medlemmer"),
    )
    return listed([counted(count, one, many) for count, one, many in kinds if count])


def largest(parties: Sequence[PartySeats]) -> str:
    """Who has most seats, as a sentence; those who share the place are all named."""
    most = max(party.seats for party in parties)
    first = [party for party in parties if party.seats == most]
    seats = counted(most, "plads", "pladser")
    each = " hver" if len(first) > 1 else ""
    return f"Flest pladser har {listed([named(party) for party in first])} med {seats}{each}."


def indices(found: Disproportionality) -> str:
    """Write both indices on one line, in Danish."""
    return (
        f"Afstand mellem stemmer og pladser: Gallaghers indeks {decimals(found.gallagher(), 2)} "
        f"(0 er helt forholdsmæssigt), Loosemore-Hanbys indeks {percent(found.loosemore_hanby)}."
    )


def meaning(found: Disproportionality) -> str:
    """Say in Danish what the indices mean, the plainer one first."""
    return (
        f"{percent(found.loosemore_hanby)} af pladserne skulle have været andre listers, hvis pladserne "
        "skulle svare helt til stemmerne (Loosemore-Hanbys indeks). Gallaghers indeks, hvor store afvigelser "
        f"vejer tungest, er {decimals(found.gallagher(), 2)}; 0 er helt forholdsmæssigt, 100 det største."
    )


def to_threshold(votes: int, denominator: int) -> str:
    """
    Say how many votes there were to spare, or were lacking.

    Rule: E3. A list's own votes count in the denominator too.
    """
    margin = threshold_margin(votes, denominator)
    if margin.to_reach is not None:
        return f"mangler {whole(margin.to_reach)}"
    return f"{whole(votes if margin.to_miss is None else margin.to_miss - 1)} til overs"
