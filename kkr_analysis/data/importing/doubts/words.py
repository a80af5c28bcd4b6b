"""Rows that are not lists: what tables call their totals, blank and invalid votes."""

from __future__ import annotations

import unicodedata

from kkr_analysis.danish import IN_ASCII

_COUNTING = frozenset(
    """
    ialt alt lalt total totaler totalen totalt subtotal deltotal landstotal kommunetotal sum summen
    summer delsum kontrolsum samlet samlede gyldig gyldige gyldigt ugyldig ugyldige ugyldigt blank
    blanke blankt blanko blankstemmer afgivet afgiven afgivne stemmeberettiget stemmeberettigede
    valgberettigede stemmeret valgdeltagelse valgdeltagelsen deltagelse stemmeprocent stemmetal
    stemmeantal stemmer optalt optalte forkastet forkastede kasseret kasserede overstregede brevstemmer
    brevstemme fremmoedte fremmoede vaelgere vaelgertal kommunen helekommunen helelandet kommuneresultat
    landsresultat resultat resultatet difference afvigelse rest resten oevrige andre personlige
    listestemmer valid invalid cast entitled turnout spoilt spoiled rejected registered electorate
    eligible votes ballots nan null none antal tilsammen facit kontrol procent stemmesedler
    stemmeseddel brugte tomme hvide indbyggere indbyggertal sofavaelgere annullerede annulleret godkendte
    spildte spildt stemmespild
    """.split()  # noqa: SIM905 - a list of a hundred lines says no more
)
"""Words that are no list's name by themselves; one of them must be present."""
_JOINING = frozenset(
    """
    i a af og for med uden paa pr pct procent antal stemme stemmesedler stemmeseddel sedler kommune
    kommunens hele alle region regionen land landet lands danmark lister partier kandidater lokallister
    mv m v udover heraf herunder ikke ej eller foreloebig foreloebige endelig endelige optaelling
    optaellingen fintaelling valg valget kommunalvalg the of in and or grand all parties lists number
    count counted vote voters papers paper hoved mellem slut parti
    """.split()  # noqa: SIM905 - a list of a hundred lines says no more
)
"""Words that accompany them."""
_STEMS = (
    "ialt",
    "total",
    "sum",
    "blank",
    "ugyldig",
    "gyldig",
    "afgiv",
    "stemmeberettig",
    "valgdeltag",
    "kassere",
    "hovedtotal",
    "mellemtotal",
    "slutsum",
    "annuller",
    "stemmeseddel",
    "stemmesedler",
)
"""Beginnings of words that are not in the name of a list without a letter."""
_SHORT = frozenset({"tot", "ugyld", "bl", "afg", "gyld", "ialt"})
"""Abbreviations that are not the name of a list without a letter: »Bl.«, »Afg. stemmer«."""
_EVERYBODY = frozenset({"alle", "allelister", "allepartier", "alleparti"})
"""»Danmark for Alle« is a list."""
_LONGEST = 80


def is_no_list(name: str, letter: str = "", municipality: str = "") -> bool:
    """
    Whether a row's name says that it is a total, or blank, invalid, cast or entitled votes.

    The name must consist of such words, and the municipality's name, alone: »Din Stemme«, »Listen for Viborg
    Kommune« and »Trafikalt Folkeparti« are lists. Without a letter, one such word is enough.
    """
    text = _bare(name)
    place = _bare(municipality)
    if not any(one.isalnum() if letter else one.isalpha() for one in name):
        return bool(name.strip())
    if text in _EVERYBODY or _consists_of_counting_words(text, place):
        return True
    words = [_bare(word) for word in name.split()]
    return not letter and (
        any(word.startswith(_STEMS) for word in words)
        or bool(words and words[0] in _SHORT and (len(words) == 1 or words[1].startswith("stem")))
        or words == ["uden", "for", "parti"]
        or text.endswith("ialt")
        or (text.removesuffix("kommune") == place != "" and name.replace(" ", "").isalpha())
    )


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(IN_ASCII)
    return "".join(one for one in folded if one.isalpha())


def _consists_of_counting_words(text: str, place: str) -> bool:
    if not text or len(text) > _LONGEST:
        return False
    joining = _JOINING | ({place, f"{place}s"} if place else set())
    reached = {(0, False)}
    for start in range(len(text)):
        for counts in (False, True):
            if (start, counts) not in reached:
                continue
            for end in range(start + 1, len(text) + 1):
                word = text[start:end]
                if word in _COUNTING:
                    reached.add((end, True))
                elif word in joining:
                    reached.add((end, counts))
    return (len(text), True) in reached
