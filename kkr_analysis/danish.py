"""Numbers, dates and lists in Danish. The only place where anything is rounded."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)

HYPOTHETICAL = "Tænkt eksempel"
"""The mark on everything that is not a result."""
IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
"""The small Danish letters as they are written in ASCII."""


def whole(number: int) -> str:
    """Write a whole number with a full stop between thousands: 1.234."""
    return f"{number:,}".replace(",", ".")


def signed(number: int) -> str:
    """Write a change: +2, −1, 0. The minus sign is the typographical one, as wide as the plus."""
    return f"+{whole(number)}" if number > 0 else f"−{whole(-number)}" if number < 0 else "0"


def decimals(value: Fraction, places: int) -> str:
    """Round half up to ``places`` decimals and write with a decimal comma: 9,991."""
    plain = rounded(value, places)
    units, _, fraction = plain.partition(".")
    return whole(int(units)) + (f",{fraction}" if fraction else "")


def rounded(value: Fraction, places: int) -> str:
    """Round a number of zero or more half up to ``places`` decimals, with a decimal point: 9.991."""
    scaled = (value.numerator * 10**places * 2 + value.denominator) // (2 * value.denominator)
    units, fraction = divmod(scaled, 10**places)
    return f"{units}.{fraction:0{places}d}" if places else str(units)


def places_needed(value: Fraction, least: int = 3) -> int:
    """
    Return the fewest decimals, at least ``least``, that do not make a fraction look whole.

    5.00004 is rounded up to 6 by rule K3, so it must not be printed as 5.000.
    """
    places = least
    while value.denominator != 1 and Fraction(rounded(value, places)).denominator == 1:
        places += 1
    return places


def quotient(value: Fraction) -> str:
    """Write a quotient: three decimals, more where those hide that it is not whole, none where it is."""
    return decimals(value, 0 if value.denominator == 1 else places_needed(value))


def told_apart(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Write two quotients with the decimals that show which is larger: 16.251,222 and 16.251,167."""
    written, places = (quotient(one), quotient(other)), 3
    while one != other and written[0] == written[1]:
        places += 1
        written = decimals(one, places), decimals(other, places)
    return written


def percent(share: Fraction, places: int = 2) -> str:
    """Write a share of one as a percentage: 28,42 %."""
    return f"{decimals(share * 100, places)} %"


def chance(share: Fraction) -> str:
    """
    Write a share of simulated cases with one decimal: 93,2 %.

    Something that happened once is never written as 0,0 %, nor something that failed once as 100 %.
    """
    if 0 < share < Fraction(1, 1000):
        return "under 0,1 %"
    if Fraction(999, 1000) < share < 1:
        return "over 99,9 %"
    return percent(share, 0 if share in (0, 1) else 1)


def unpadded(value: Fraction) -> str:
    """Write a number of zero or more with at most three decimals and no trailing zeros: 1,5."""
    return decimals(value, 3).rstrip("0").removesuffix(",")


def day(value: date) -> str:
    """Write a date: 16. november 2021."""
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def day_or_word(text: str) -> str:
    """Write a date given as 2021-11-16; return any other text unchanged."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


_OWN_COMMA = re.compile(r",(?!\d)")
_ENCLOSED = re.compile(r"\([^()]*\)|»[^»«]*«")


def listed(words: Iterable[str], last: str = "og") -> str:
    """
    Join words as a sentence does: A, B og C.

    Semicolons part them where one has a comma of its own: Erhvervshuset, bestyrelsen; EU-kontoret og B.
    """
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    has_commas = any(_OWN_COMMA.search(_ENCLOSED.sub("", word)) for word in every)
    return f"{('; ' if has_commas else ', ').join(every[:-1])} {last} {every[-1]}"


def counted(number: int, one: str, several: str) -> str:
    """Write a number with its noun in singular or plural: 1 borgmester, 2 borgmestre."""
    return f"{whole(number)} {one if number == 1 else several}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Offer the nearest known word, as a sentence with room for the next one: "Mente du html? ", or ""."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Mente du {near[0]}? " if near else ""


def lower_first(name: str) -> str:
    """Lower the first letter of a name, for use inside a sentence."""
    return name[:1].lower() + name[1:]


def upper_first(words: str) -> str:
    """Raise the first letter of what begins a sentence, and leave the others as they are."""
    return words[:1].upper() + words[1:]


_DANISH_LETTERS = {letter: chr(ord("{") + place) for place, letter in enumerate("æøå")}


def alphabetical(name: str) -> str:
    """Return the sort key of Danish alphabetical order: æ, ø and å last, aa as å."""
    folded = name.casefold().replace("aa", "å")
    return "".join(_DANISH_LETTERS.get(letter, letter) for letter in folded)
