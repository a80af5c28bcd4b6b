"""Danish words for the charts: plurals, sentences and names that are safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kkr_analysis.charts.values import PartySeats
from kkr_analysis.danish import counted, listed

NAME_LIMIT = 80
"""Longest name in an alt text, in characters; the ballot's longest are about half of that."""
_BLANK = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_INVISIBLE = "Cf"


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


def letter_of(party: PartySeats) -> str:
    """The letter as it stands on a seat: at most three characters, a dash for a list without one."""
    letter = clean(party.letter)
    return letter if 0 < len(letter) <= 3 else f"{letter[:2]}…" if letter else "–"


def named(party: PartySeats) -> str:
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
