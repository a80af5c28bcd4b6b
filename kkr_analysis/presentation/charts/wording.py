"""Danish words for the charts: plurals, sentences and names that are safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from kkr_analysis.danish import counted, listed, quotient, whole
from kkr_analysis.presentation.charts.values import Labelled, PartySeats

NAME_LIMIT = 80
"""Longest name in an alt text, in characters; the ballot's longest are about half of that."""
WITHOUT_SIZE = "ingen plads endnu"
"""Used where the divisor is 0: the contender comes before every quotient."""
A_SEAT_MORE = "en plads til"
_BLANK = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_INVISIBLE = "Cf"


def clean(text: str) -> str:
    """
    The text on one line, without what XML refuses (control characters, lone surrogates) or nobody sees.

    Invisible characters can reverse the direction of the text that follows.
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


def letter_of(labelled: Labelled, most: int = 3) -> str:
    """The letter as it stands on a seat: at most ``most`` characters, a dash for a list without one."""
    letter = clean(labelled.letter)
    return letter if 0 < len(letter) <= most else f"{letter[: most - 1]}…" if letter else "–"


def named(labelled: Labelled) -> str:
    """The list in running text: A (Socialdemokratiet)."""
    letter, name = clean(labelled.letter), shortened(labelled.name)
    if letter and name and letter != name:
        return f"{shortened(letter)} ({name})"
    return shortened(letter) or f"{name or 'liste'} (uden bogstav)"


def members(party: PartySeats) -> str:
    """How a party's seats are filled, zeros left out: 9 borgmestre og 1 supplerende medlem."""
    kinds = (
        (party.mayors, "borgmester", "borgmestre"),
        (party.supplementary, "supplerende medlem", "supplerende medlemmer"),
    )
    return listed([counted(count, one, many) for count, one, many in kinds if count])


def largest(parties: Sequence[PartySeats]) -> str:
    """Who has most seats, as a sentence; all who share first place are named."""
    most = max(party.seats for party in parties)
    first = [party for party in parties if party.seats == most]
    seats = counted(most, "plads", "pladser")
    each = " hver" if len(first) > 1 else ""
    return f"Flest pladser har {listed([named(party) for party in first])} med {seats}{each}."


def to_threshold(difference: int) -> str:
    """Votes to spare, or lacking: "169.004 over", "mangler 1.563"."""
    return f"{whole(difference)} over" if difference >= 0 else f"mangler {whole(-difference)}"


class Division(Protocol):
    """Votes over a divisor, less what is taken of the quotient already."""

    @property
    def votes(self) -> int:
        """Votes."""

    @property
    def divisor(self) -> Fraction:
        """What they are divided by; 0 for a contender without a seat."""

    @property
    def taken(self) -> int:
        """Whole seats that the quotient has given already."""


def calculation(claim: Division) -> str:
    """A division as it is keyed into a calculator; only the votes where the divisor is 0."""
    if not claim.divisor:
        return counted(claim.votes, "stemme", "stemmer")
    votes, divisor = whole(claim.votes), claim.divisor
    if divisor.denominator == 1:
        written = f"{votes} ÷ {whole(divisor.numerator)}"
    else:
        written = f"{votes} × {whole(divisor.denominator)} ÷ {whole(divisor.numerator)}"
    return f"{written} − {whole(claim.taken)}" if claim.taken else written


def size_of(value: Fraction | None) -> str:
    """A quotient, in words where it has no size."""
    return WITHOUT_SIZE if value is None else quotient(value)


def distance(
    following: str, size: str, votes: int | None, nearest: tuple[str, int] | None, *, gain: str = A_SEAT_MORE
) -> str:
    """
    Who is next in line, how far it is from ``gain``, and who needed fewer votes if anybody did.

    ``votes`` is what the next in line lacks, None where no number is enough; ``nearest`` is whoever lacked
    the fewest.
    """
    said = f"Næste i rækken er {following} med {size}"
    if nearest is not None and nearest[0] != following:
        return f"{said}. Færrest stemmer manglede {nearest[0]}: {whole(nearest[1])}."
    if votes is not None:
        return f"{said}; {counted(votes, 'stemme', 'stemmer')} flere ville have givet {gain}."
    return f"{said}."
