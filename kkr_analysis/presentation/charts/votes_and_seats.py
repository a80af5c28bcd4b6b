"""Votes against seats: for each party a bar for its share of the valid votes and one for the seats."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kkr_analysis.composition.disproportionality import Disproportionality
from kkr_analysis.danish import counted, percent, whole
from kkr_analysis.presentation.charts.look import DEFAULT, Look, look
from kkr_analysis.presentation.charts.style import (
    MARGIN,
    PAGE_WIDTH,
    PAPER,
    Canvas,
    chip_width,
    graphic_colour,
)
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.charts.wording import (
    indices,
    largest,
    letter_of,
    meaning,
    members,
    named,
    shortened,
)

NAME = "stemmer-og-pladser"
_NAMES = 126.0
"""Width of a party's name, which takes a second line where it has to."""
_GAP = 8.0
_SHARE = 44.0
"""Width of the percentage after a bar."""
_COUNT = 86.0
"""Width of the column of votes and seats at the right edge."""
_NOUN = 40.0
"""Width of the noun in that column."""
_ROW = 24.0
_LINE = 9.5
"""Distance between the two bars of a party, centre to centre."""
_VOTES_BAR = 5.5
_SEATS_BAR = 9.0
"""Votes are the thinner bar, so that a grey party's seats are not taken for votes."""
_TEXT = 8.0
_VOTES = "#7b8894"


class Bar(Rectangle):
    """One bar, or a part of one: ``what`` it measures is "votes", "mayors" or "supplementary"."""

    def __init__(self, x: float, y: float, width: float, *, what: str, colour: str) -> None:
        height = _VOTES_BAR if what == "votes" else _SEATS_BAR
        # An outlined bar is drawn on the inside of its edge, so that its length can be compared.
        line = 1.4 if what == "supplementary" else 0.0
        super().__init__(
            (x + line / 2, y - height / 2 + line / 2),
            max(width - line, 0.0),
            height - line,
            facecolor=PAPER if what == "supplementary" else colour,
            edgecolor=colour if what == "supplementary" else "none",
            linewidth=line,
        )
        self.what = what


def votes_and_seats(
    parties: Sequence[PartySeats],
    *,
    body: str,
    valid_votes: int,
    distance: Disproportionality | None = None,
    look: Look = DEFAULT,
) -> Chart:
    """
    Each party's share of ``valid_votes`` against its share of the seats, in the order given.

    ``valid_votes`` are those of all lists in the KKR's municipalities (rule E4). ``body`` is the KKR's name.
    ``distance`` are the indices of how far the seats are from the votes, on a line of their own.

    Raises ValueError where nobody has a seat or the parties have more votes than there are.
    """
    return Chart(
        name=NAME,
        alt=votes_and_seats_alt(parties, body=body, valid_votes=valid_votes, distance=distance),
        draw=lambda: votes_and_seats_figure(parties, body=body, valid_votes=valid_votes, distance=distance),
        look=look,
    )


def votes_and_seats_alt(
    parties: Sequence[PartySeats], *, body: str, valid_votes: int, distance: Disproportionality | None = None
) -> str:
    """What the bars say, in Danish."""
    shown = _shown(parties, valid_votes)
    seats = _seats(shown)
    sentences = [
        f"{shortened(body)}: {meaning(distance)}" if distance else "",
        f"To bjælker for hver liste i {shortened(body)}: andel af de {whole(valid_votes)} gyldige stemmer "
        f"og andel af KKR's {counted(seats, 'plads', 'pladser')}.",
        largest(shown),
        *(f"{named(party)}: {_both_shares(party, valid_votes, seats)}." for party in shown),
    ]
    return " ".join(filter(None, [*sentences, _rest(shown, valid_votes)]))


def votes_and_seats_figure(
    parties: Sequence[PartySeats], *, body: str, valid_votes: int, distance: Disproportionality | None = None
) -> Figure:
    """The picture of :func:`votes_and_seats` before it is saved."""
    shown = _shown(parties, valid_votes)
    seats = _seats(shown)
    rest = _rest(shown, valid_votes)
    feet = [text for text in (rest, indices(distance) if distance else "") if text]
    head, foot = 54.0, 2.0 + 13.0 * len(feet) + (3.0 if feet else 0.0)
    canvas = Canvas(head + _ROW * len(shown) + foot + MARGIN)
    top = canvas.figure.get_figheight() * 72
    left = MARGIN + max(chip_width(letter_of(party)) for party in shown) + 6 + _NAMES + _GAP
    longest = max(max(party.votes / valid_votes, party.seats / seats) for party in shown)
    scale = (PAGE_WIDTH - MARGIN - _COUNT - _SHARE - left) / longest
    canvas.title(top - 12, body, "stemmer og pladser")
    _draw_legend(canvas, y=top - 32, valid_votes=valid_votes, seats=seats)
    for row, party in enumerate(shown):
        y = top - head - _ROW * (row + 0.5)
        canvas.rule(y + _ROW / 2)
        _draw_party(canvas, party, y, left=left)
        per_vote, per_seat = scale / valid_votes, scale / seats
        shares_at = left + max(party.votes * per_vote, party.seats * per_seat)
        upper, lower = y + _LINE / 2, y - _LINE / 2
        if party.is_outside_count:
            canvas.text(left, upper, "stemmerne indgår ikke i opgørelsen", size=7, colour=look().muted)
        else:
            _draw_votes(canvas, party, upper, left=left, per_vote=per_vote)
            _draw_numbers(canvas, upper, shares_at, party.votes, valid_votes, ("stemme", "stemmer"))
        _draw_seats(canvas, party, lower, left=left, per_seat=per_seat)
        _draw_numbers(canvas, lower, shares_at, party.seats, seats, ("plads", "pladser"))
    canvas.rule(top - head - _ROW * len(shown))
    for line, text in enumerate(reversed(feet)):
        canvas.text(MARGIN, MARGIN + 5 + 13 * line, text, size=7.5, colour=look().muted)
    return canvas.figure


def _shown(parties: Sequence[PartySeats], valid_votes: int) -> list[PartySeats]:
    shown = [party for party in parties if party.votes or party.seats]
    votes = sum(party.votes for party in shown)
    if not 0 < votes <= valid_votes:
        raise ValueError(f"{votes} votes for the parties, {valid_votes} valid votes in all")
    return shown


def _seats(parties: Sequence[PartySeats]) -> int:
    seats = sum(party.seats for party in parties)
    if not seats:
        raise ValueError("nobody has a seat")
    return seats


def _both_shares(party: PartySeats, valid_votes: int, seats: int) -> str:
    share = percent(Fraction(party.seats, seats))
    if party.is_outside_count:
        won = f"{counted(party.seats, 'plads', 'pladser')}, {share} ({members(party)})"
        return f"{won}; stemmerne indgår ikke i opgørelsen"
    votes = f"{counted(party.votes, 'stemme', 'stemmer')}, {percent(Fraction(party.votes, valid_votes))}"
    if not party.seats:
        return f"{votes}, og ingen pladser"
    return f"{votes}, og {counted(party.seats, 'plads', 'pladser')}, {share} ({members(party)})"


def _rest(parties: Sequence[PartySeats], valid_votes: int) -> str:
    """The votes for lists without a row, as a sentence; empty where there are none."""
    rest = valid_votes - sum(party.votes for party in parties)
    if not rest:
        return ""
    votes = counted(rest, "gyldig stemme", "gyldige stemmer")
    share = percent(Fraction(rest, valid_votes))
    return f"Hertil kommer {votes} ({share}) på lister, hvis stemmer ikke indgår i opgørelsen."


def _draw_party(canvas: Canvas, party: PartySeats, y: float, *, left: float) -> None:
    canvas.chip(MARGIN, y, letter_of(party), party.colour)
    canvas.name(left - _GAP - _NAMES, y, party.name, size=_TEXT, width=_NAMES)


def _draw_votes(canvas: Canvas, party: PartySeats, y: float, *, left: float, per_vote: float) -> None:
    canvas.add(Bar(left, y, party.votes * per_vote, what="votes", colour=_VOTES))


def _draw_seats(canvas: Canvas, party: PartySeats, y: float, *, left: float, per_seat: float) -> None:
    colour, mayors = graphic_colour(party.colour), party.mayors * per_seat
    if party.mayors:
        canvas.add(Bar(left, y, mayors, what="mayors", colour=colour))
    if party.supplementary:
        width = party.supplementary * per_seat
        canvas.add(Bar(left + mayors, y, width, what="supplementary", colour=colour))


def _draw_numbers(
    canvas: Canvas, y: float, shares_at: float, part: int, total: int, noun: tuple[str, str]
) -> None:
    """The share after the longer of the two bars and the number in its column, both flush right."""
    share = percent(Fraction(part, total))
    canvas.text(shares_at + _SHARE, y, share, size=_TEXT, weight="bold", align="right")
    nouns_at = PAGE_WIDTH - MARGIN - _NOUN
    canvas.text(nouns_at, y, whole(part), size=_TEXT, align="right")
    canvas.text(nouns_at + 4, y, noun[0] if part == 1 else noun[1], size=_TEXT)


def _draw_legend(canvas: Canvas, *, y: float, valid_votes: int, seats: int) -> None:
    canvas.add(Bar(MARGIN, y, 18, what="votes", colour=_VOTES))
    label = f"andel af gyldige stemmer ({whole(valid_votes)} i alt)"
    canvas.text(MARGIN + 23, y, label, size=_TEXT, colour=look().muted)
    y -= 14
    canvas.add(Bar(MARGIN, y, 9, what="mayors", colour=look().muted))
    canvas.add(Bar(MARGIN + 9, y, 9, what="supplementary", colour=look().muted))
    label = f"andel af KKR's pladser ({whole(seats)} i alt)"
    kinds = "fyldt for borgmestre, omrids for supplerende medlemmer"
    canvas.text(MARGIN + 23, y, f"{label}: {kinds}", size=_TEXT, colour=look().muted)
