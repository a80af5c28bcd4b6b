"""Votes against seats: for each party a bar for its share of the valid votes and one for the seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kkr_analysis.danish import counted, percent, whole
from kkr_analysis.presentation.charts.look import DEFAULT, Look, current_look
from kkr_analysis.presentation.charts.shapes import Drawing
from kkr_analysis.presentation.charts.style import MARGIN, PAGE_WIDTH, Bar, Canvas, chip_width
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import (
    largest,
    letter_of,
    members,
    named,
    shortened,
)

NAME = "stemmer-og-pladser"
_NAMES = 138.0
"""Width of a party's name, which takes a second line where it has to."""
_GAP = 8.0
_SHARE = 58.0
"""Width of the percentage after a bar."""
_ROW = 31.0
_LINE = 13.0
"""Distance between the two bars of a party, centre to centre."""
_VOTES_BAR = 7.0
_SEATS_BAR = 11.0
"""Votes are the thinner bar, so that a grey party's seats are not taken for votes."""
_TEXT = 11.0
"""Large enough to be read on a telephone, where the page is three quarters as wide as it is drawn."""
_VOTES = "#7b8894"


def votes_and_seats(
    parties: Sequence[PartySeats],
    *,
    body: str,
    valid_votes: int,
    look: Look = DEFAULT,
) -> Chart:
    """
    Each party's share of ``valid_votes`` against its share of the seats, in the order given.

    ``valid_votes`` are those of all lists in the KKR's municipalities (rule E4). ``body`` is the KKR's name.
    Raises ValueError where nobody has a seat or the parties have more votes than there are.
    """
    shares = _Shares(
        parties=tuple(party for party in parties if party.votes or party.seats),
        valid_votes=valid_votes,
    )
    return Chart(name=NAME, alt=_alt(shares, body), draw=lambda: _drawing(shares, body), look=look)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shares:
    parties: tuple[PartySeats, ...]
    valid_votes: int

    def __post_init__(self) -> None:
        if not 0 < self.votes <= self.valid_votes:
            raise ValueError(f"{self.votes} votes for the parties, {self.valid_votes} valid votes in all")
        if not self.seats:
            raise ValueError("nobody has a seat")

    @property
    def votes(self) -> int:
        return sum(party.votes for party in self.parties)

    @property
    def seats(self) -> int:
        return sum(party.seats for party in self.parties)

    @property
    def rest(self) -> str:
        """The votes for lists without a row, as a sentence; empty where there are none."""
        rest = self.valid_votes - self.votes
        if not rest:
            return ""
        votes = counted(rest, "gyldig stemme", "gyldige stemmer")
        share = percent(Fraction(rest, self.valid_votes))
        return f"Hertil kommer {votes} ({share}) på lister, der ikke er med i fordelingen."

    def of(self, party: PartySeats) -> str:
        share = percent(Fraction(party.seats, self.seats))
        won = f"{counted(party.seats, 'plads', 'pladser')}, {share} ({members(party)})"
        if party.is_outside_count:
            return f"{won}; listen er ikke med i fordelingen"
        share = percent(Fraction(party.votes, self.valid_votes))
        votes = f"{counted(party.votes, 'stemme', 'stemmer')}, {share}"
        return f"{votes}, og {won if party.seats else 'ingen pladser'}"


def _alt(shares: _Shares, body: str) -> str:
    sentences = [
        f"{shortened(body)}: to bjælker for hver liste, andel af de {whole(shares.valid_votes)} gyldige "
        f"stemmer og andel af KKR's {counted(shares.seats, 'plads', 'pladser')}.",
        largest(shares.parties),
        *(f"{named(party)}: {shares.of(party)}." for party in shares.parties),
        shares.rest,
    ]
    return " ".join(filter(None, sentences))


def _drawing(shares: _Shares, body: str) -> Drawing:
    parties, valid_votes, seats = shares.parties, shares.valid_votes, shares.seats
    head = 60.0
    canvas = Canvas(head + _ROW * len(parties) + 2 + MARGIN)
    left = MARGIN + max(chip_width(letter_of(party), _TEXT) for party in parties) + 6 + _NAMES + _GAP
    longest = max(max(party.votes / valid_votes, party.seats / seats) for party in parties)
    scale = (PAGE_WIDTH - MARGIN - _SHARE - left) / longest
    per_vote, per_seat = scale / valid_votes, scale / seats
    canvas.title(body, "stemmer og pladser")
    _draw_legend(canvas, canvas.top - 33)
    for row, party in enumerate(parties):
        y = canvas.top - head - _ROW * (row + 0.5)
        canvas.rule(y + _ROW / 2)
        canvas.chip(MARGIN, y, letter_of(party), party.colour, size=_TEXT)
        canvas.name(left - _GAP - _NAMES, y, party.name, size=_TEXT, width=_NAMES)
        shares_at = left + max(party.votes * per_vote, party.seats * per_seat)
        upper, lower = y + _LINE / 2, y - _LINE / 2
        if party.is_outside_count:
            canvas.note(left, upper, "listen er ikke med i fordelingen", size=_TEXT)
        else:
            _draw_votes(canvas, left, upper, party.votes * per_vote)
            _draw_share(canvas, upper, shares_at, Fraction(party.votes, valid_votes))
        if party.mayors:
            _draw_seats(canvas, left, lower, party.mayors * per_seat, party.colour, "mayors")
        if party.supplementary:
            x, width = left + party.mayors * per_seat, party.supplementary * per_seat
            _draw_seats(canvas, x, lower, width, party.colour, "supplementary")
        _draw_share(canvas, lower, shares_at, Fraction(party.seats, seats))
    canvas.rule(canvas.top - head - _ROW * len(parties))
    return canvas.drawing


def _draw_votes(canvas: Canvas, x: float, y: float, width: float) -> None:
    canvas.add(Bar.of(x, y, width, _VOTES_BAR, colour=_VOTES, is_filled=True, subject="votes"))


def _draw_seats(
    canvas: Canvas, x: float, y: float, width: float, colour: str, members: Literal["mayors", "supplementary"]
) -> None:
    is_filled = members == "mayors"
    canvas.add(Bar.of(x, y, width, _SEATS_BAR, colour=colour, is_filled=is_filled, subject=members))


def _draw_share(canvas: Canvas, y: float, shares_at: float, share: Fraction) -> None:
    """The share after the longer of the two bars, flush right; the numbers are in the table."""
    canvas.text(shares_at + _SHARE, y, percent(share), size=_TEXT, weight="bold", align="right")


def _draw_legend(canvas: Canvas, y: float) -> None:
    _draw_votes(canvas, MARGIN, y, 18)
    canvas.sample(MARGIN, y, "andel af gyldige stemmer", size=_TEXT)
    y -= 15
    _draw_seats(canvas, MARGIN, y, 9, current_look().muted, "mayors")
    _draw_seats(canvas, MARGIN + 9, y, 9, current_look().muted, "supplementary")
    kinds = "fyldt for borgmestre, omrids for supplerende"
    canvas.sample(MARGIN, y, f"andel af pladser: {kinds}", size=_TEXT)
