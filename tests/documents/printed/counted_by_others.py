"""The numbers that a page cannot give: names, what others counted, constants of the rules, and quotations."""

from __future__ import annotations

from documents.printed.rules import counted_by_others

_MONTH = "(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
_YEAR = "(?:19|20)[0-9]{2}"

NAMES = (
    counted_by_others("a day", rf"[0-9]{{1,2}}\. {_MONTH} {_YEAR}"),
    counted_by_others("a term of office", rf"{_YEAR}–(?:{_YEAR}|[0-9]{{2}})\b"),
    counted_by_others("a year", rf"\b{_YEAR}\b(?![.,]\d|–)"),
    counted_by_others("an act", r"lov nr\. [0-9]+"),
    counted_by_others("a rule", r"\b[BEKV][0-9]{1,2}\b"),
    counted_by_others("a file", r"\bkv[0-9]{4}/[a-z/]+\.(?:csv|toml)", at="kilder/.*|li"),
    counted_by_others("a fingerprint", r"\b[0-9a-f]{16}\b", at="kilder/sha256 begynder/.*"),
    counted_by_others("the way to make one", r"\bsha256\b"),
    counted_by_others("the program", r"\bversion [0-9]+\.[0-9]+\.[0-9]+ af kkr-analysis"),
)
COUNTS = (
    counted_by_others("the votes of a list", "#", at="stemmer/Stemmer/(?!I alt).*"),
    counted_by_others("the mayors of a party", "#", at="sammensaetning/(?!I alt|Andre)[^/]+/Borgmestre"),
    counted_by_others("the mayors agreed on", "for # borgmest(?:er|re) kendes kun aftalen", at="dd"),
    counted_by_others(
        "the mayors of a weak source", r"\(# (?:af dem|anden|andre) er ikke bekræftet", at="dd"
    ),
)
CONSTANTS = (
    counted_by_others("the threshold in the law", "2 procent", at="p|li|sammensaetning/li"),
    counted_by_others("all of something", "100 procent", at="p"),
    counted_by_others("d'Hondt's divisors", "1, 2, 3 og så videre", at="p"),
    counted_by_others("the divisor of a first seat", "skulle deles med 0", at="p"),
    counted_by_others("when a list is sure of a seat", r"1/\(mandater \+ 1\)", at="li"),
    counted_by_others("the threshold as a part of all votes", "hæver grænsen med 1/50", at="stemmer/li"),
    counted_by_others("what is left of all votes, one in 50 less", "Der deles med 49", at="stemmer/li"),
)
QUOTATIONS = (
    counted_by_others("what another source says", "Kilder, der er uenige.*", at="li"),
    counted_by_others("what is known of council sizes", "[Ff]or # kommuner", at="kilder/.*"),
    counted_by_others("councils without a confirmed size", "For # af regionens", at="li"),
)
COUNTED_BY_OTHERS = (*NAMES, *COUNTS, *CONSTANTS, *QUOTATIONS)
