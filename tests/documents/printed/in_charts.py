"""What every number in a chart, or in what is read aloud in its place, is worked out from."""

from __future__ import annotations

import re
from fractions import Fraction

from documents.printed.page import Page
from documents.printed.reading import Sentence
from documents.printed.rules import Numbers, recomputed
from documents.printed.writing import share

_MEMBERS = r"\((?:# borgmest(?:er|re))?(?: og )?(?:# supplerende medlem(?:mer)?)?\)"


def _seats(page: Page, letter: str) -> int:
    """Return the seats of a party; one for each mayor outside, who stands alone."""
    return page.seats[letter] if page.seats.get(letter) else 1


def _filled(page: Page, letter: str) -> Numbers:
    """Give the mayors and the supplementary members of a party, without zeros."""
    seats = _seats(page, letter)
    mayors = page.mayors[letter] if page.seats.get(letter) else 1
    yield from (number for number in (mayors, seats - mayors) if number)


@recomputed("har # medlemmer: # borgmestre og # supplerende medlem(?:mer)?", at="halvcirkel/tekst/alt")
def size_aloud(page: Page, *_: object) -> Numbers:
    """Members: mayors and supplementary members."""
    yield from (page.total, page.municipalities, page.supplementary)


@recomputed(r"Flest pladser har .*? med # plads(?:er)?", at=".*/tekst/alt")
def most_seats(page: Page, *_: object) -> Numbers:
    """The most seats that a party has."""
    yield max(page.seats.values())


@recomputed(rf"<L> \([^)]*\): # plads(?:er)? {_MEMBERS}", at="halvcirkel/tekst/alt")
def party_aloud(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """A party's seats, with its mayors and its supplementary members."""
    yield _seats(page, match["letter"])
    yield from _filled(page, match["letter"])


@recomputed("(?<!supplerende )# medlemmer", at="halvcirkel/tekst")
def size_drawn(page: Page, *_: object) -> Numbers:
    """Members, in the middle."""
    yield page.total


@recomputed("# borgmestre # supplerende medlem(?:mer)?", at="halvcirkel/tekst")
def kinds_drawn(page: Page, *_: object) -> Numbers:
    """Mayors and supplementary members, beside the disc of each kind."""
    yield from (page.municipalities, page.supplementary)


@recomputed(r"\b<L> #(?! borgmest| medlem)", at="halvcirkel/tekst")
def legend(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """A party's seats in the legend: as many as the places with its letter."""
    drawn = re.findall(rf"(?:^|(?<= )){match['letter']}(?= )", match.string.partition(" medlemmer")[0])
    yield _seats(page, match["letter"]) if len(drawn) == _seats(page, match["letter"]) else "the places drawn"


@recomputed("de # gyldige stemmer og andel af KKR's # pladser", at="stemmer-og-pladser/tekst/alt")
def totals_aloud(page: Page, *_: object) -> Numbers:
    """All valid votes and all members."""
    yield from (page.valid, page.total)


@recomputed(
    rf"<L> \([^)]*\): # stemmer?, # %, og # plads(?:er)?, # % {_MEMBERS}", at="stemmer-og-pladser/tekst/alt"
)
def votes_and_seats_aloud(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """A party's votes and seats with their shares, and how the seats are filled."""
    yield from _votes(page, match["letter"])
    yield from (_seats(page, match["letter"]), _share_of_seats(page, match["letter"]))
    yield from _filled(page, match["letter"])


@recomputed(rf"<L> \([^)]*\): # plads, # % {_MEMBERS}; listen er", at="stemmer-og-pladser/tekst/alt")
def mayor_outside_aloud(page: Page, *_: object) -> Numbers:
    """A mayor whose list is not eligible: one seat of all."""
    yield from (1, share(Fraction(1, page.total)), 1)


@recomputed("Hertil kommer # gyldige stemmer? (?:eller )?\\(# %\\)", at="stemmer-og-pladser/tekst/alt")
def votes_without_seats(page: Page, *_: object) -> Numbers:
    """The votes of the lists that have no seats by them, and their share."""
    without = page.valid - sum(page.votes[letter] for letter in page.eligible)
    yield from (without, share(Fraction(without, page.valid)))


@recomputed(r"\b<L> [^%0-9]+? # % # %", at="stemmer-og-pladser/tekst")
def votes_and_seats_drawn(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """A party's shares of the votes and of the seats."""
    yield from (_votes(page, match["letter"])[1], _share_of_seats(page, match["letter"]))


@recomputed(r"listen er ikke med i fordelingen # %", at="stemmer-og-pladser/tekst")
def mayor_outside_drawn(page: Page, *_: object) -> Numbers:
    """A mayor whose list is not eligible: one seat of all."""
    yield share(Fraction(1, page.total))


def _votes(page: Page, letter: str) -> tuple[int, str]:
    return page.votes[letter], share(Fraction(page.votes[letter], page.valid))


def _share_of_seats(page: Page, letter: str) -> str:
    return share(Fraction(_seats(page, letter), page.total))


IN_CHARTS = (
    size_aloud,
    most_seats,
    party_aloud,
    size_drawn,
    kinds_drawn,
    legend,
    totals_aloud,
    votes_and_seats_aloud,
    mayor_outside_aloud,
    votes_without_seats,
    votes_and_seats_drawn,
    mayor_outside_drawn,
)
