"""Characters that are not what they look like: a wrong encoding, an invisible mark, a foreign A."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from kkr_analysis.danish import IN_ASCII
from kkr_analysis.data.sources.rows import INVISIBLE

LETTER = re.compile("[A-ZÆØÅ]|[0-9]{1,2}")
"""The letter of a list on the ballot: a capital, or a number if there are more lists than letters."""
_ORDINARY = re.compile(r"[A-Za-zæøåÆØÅéÉäÄöÖüÜáóñçèàô0-9 &'’()\u2010-\u2015.,/!?:;+*#@%\"«»“”‘…§_-]*")
_SUSPECT = re.compile(
    r"""[a-zæøå][ÉÄÖÜ]              # a foreign capital inside a word
    | [^\W\d_][?_%*#@§“”][^\W\d_]   # a mark in place of a letter
    | [^\W\d_]‘ | ‘(?!.*’) | (?<![^\W_])’[^\W_]   # the DOS codes of æ and Æ
    | &(?:\#[0-9]+|\#x[0-9a-fA-F]+|[A-Za-z]+);    # escaped for a web page
    | [%=](?:C[23][%=])?[89A-F][0-9A-F] | \\[xu][0-9a-fA-F]{2}
    """,
    re.VERBOSE,
)
_WRITTEN = {"utf-8": "UTF-8", "cp1252": "Windows (CP1252)", "mac_roman": "Mac Roman", "cp850": "DOS (CP850)"}
_READ = (
    "cp1252",
    "latin-1",
    "mac_roman",
    "cp850",
    "cp437",
    "cp865",
    "cp1250",
    "iso8859-2",
    "cp1251",
    "cp1257",
)
_DANISH = re.compile(
    r"[A-Za-zæøåÆØÅéÉüö0-9 &'’()–.,/!?:;+-]*[æøåÆØÅéÉüö–’][A-Za-zæøåÆØÅéÉüö0-9 &'’()–.,/!?:;+-]*"
)
SAVE_AS_UTF_8 = (
    "Hent den oprindelige fil igen, eller gem den i UTF-8: i Excel »Gem som« og »CSV UTF-8«, i en editor "
    "kodningen UTF-8."
)
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo",
)
"""Cyrillic and Greek letters that look like Latin ones."""


def garbled(text: str) -> str:
    """
    Say in Danish what is wrong with the characters of a name, and what was probably meant; "" if nothing is.

    A name of ordinary Danish characters is never garbled. Any other is read back through the encodings that
    are usually confused; if one of them gives a Danish name, the answer names it.
    """
    if _ORDINARY.fullmatch(text) and not _SUSPECT.search(text):
        return ""
    for read, (written, called) in product(_READ, _WRITTEN.items()):
        meant = _reread(text, read, written)
        if _DANISH.fullmatch(meant):
            return f"der ligner {meant!r}, gemt i {called} og læst som noget andet"
        if written == "utf-8" and _DANISH.fullmatch(_reread(meant, read, written)):
            return f"der ligner {_reread(meant, read, written)!r}, gemt i {called} to gange"
    strange = strange_characters(text)
    if strange:
        return f"med tegn, der ikke kan ses eller trykkes ({', '.join(strange)})"
    if text.translate(_LOOK_ALIKES) != text:
        return "med bogstaver fra et andet alfabet, der ligner danske"
    if any(not _ORDINARY.fullmatch(one) and not _is_latin(one) for one in text) or _SUSPECT.search(text):
        return "med tegn, som en dansk liste ikke har i sit navn: kodningen er forkert"
    return ""


def is_foreign(text: str) -> bool:
    """Whether a name has Latin letters that Danish does not use, such as ł or š: they may be right."""
    return not garbled(text) and not _ORDINARY.fullmatch(text)


def _is_latin(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN ")


def strange_characters(text: str) -> list[str]:
    """Return the codes of characters that cannot be seen or printed, each once."""
    return [
        f"U+{ord(one):04X}"
        for one in dict.fromkeys(text)
        if one == "\N{REPLACEMENT CHARACTER}"
        or unicodedata.category(one) in INVISIBLE
        or (unicodedata.category(one) in ("Zs", "Mn") and one != " ")
    ]


def is_invisible(text: str) -> bool:
    """Whether the only fault of a text is invisible characters, and not its encoding."""
    codes = strange_characters(text)
    return bool(codes) and all(code != "U+FFFD" and not "U+0080" <= code <= "U+009F" for code in codes)


def letter_meant(letter: str) -> str:
    """Return the list letter that this text looks like, if any."""
    visible = "".join(one for one in letter if unicodedata.category(one) not in INVISIBLE)
    folded = unicodedata.normalize("NFKC", visible).strip().translate(_LOOK_ALIKES).upper()
    return folded if LETTER.fullmatch(folded) else ""


def skeleton(name: str) -> str:
    """Return a name without what may differ unseen: case, spaces, marks and look-alike letters."""
    folded = unicodedata.normalize("NFKC", name).translate(_LOOK_ALIKES).casefold()
    return "".join(one for one in unicodedata.normalize("NFKD", folded.translate(IN_ASCII)) if one.isalnum())


def windows_text(content: bytes) -> str:
    """Decode bytes as Windows' CP1252; the five that it does not define become control characters."""
    return "".join(_windows_character(byte) for byte in content)


@lru_cache(maxsize=256)
def _windows_character(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _reread(text: str, read: str, written: str) -> str:
    """Undo reading as ``read`` what was written as ``written``; empty where that cannot be what happened."""
    try:
        content = b"".join(
            one.encode("latin-1" if read == "cp1252" and "\x80" <= one < "\xa0" else read) for one in text
        )
        meant = content.decode(written)
    except UnicodeError:
        return ""
    return meant if meant != text else ""
