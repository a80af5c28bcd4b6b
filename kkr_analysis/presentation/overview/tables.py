"""The tables of the overview: every KKR, KL's bestyrelse, and the mayors of all municipalities."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kkr_analysis import danish
from kkr_analysis.allocation import PostElection
from kkr_analysis.composition.election import LIST_COOPERATION
from kkr_analysis.composition.overview import Country, Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.charts.tiles import tile_positions
from kkr_analysis.presentation.overview.tiles import mayor_tiles
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import TOTAL, figures_of, party, with_total

OTHERS = "Andre"
LOCAL = "Lokale lister"


def sizes(overview: Overview) -> Table:
    """Every KKR: municipalities, members with and without the cap, chair and vice-chair."""
    summed = ("Kommuner", "Uden loft", "Loft", "Medlemmer", "Supplerende")
    rows = with_total([_size(result) for result in overview.now.results], summed)
    return Table(
        figures=figures_of(rows, "KKR"),
        caption=f"KKR i hele landet {overview.now.rule_set.label}",
        anchor="kkr",
        numbers=dict.fromkeys(summed, danish.whole),
        footnotes=(
            Footnote(
                mark="Loft",
                text="Et KKR har højst dobbelt så mange medlemmer, som der er kommuner i regionen.",
            ),
            Footnote(
                mark="Formand",
                text="Den, der er berettiget til posten uden valgforbund. Partierne kan aftale andet.",
            ),
        ),
        emphasised=frozenset({TOTAL}),
    )


def _size(result: KkrResult) -> dict[str, Any]:
    composed = result.composition
    return {
        "KKR": result.region.name,
        "Kommuner": composed.municipalities,
        "Uden loft": composed.uncapped,
        "Loft": composed.cap,
        "Medlemmer": composed.total,
        "Supplerende": sum(composed.supplementary.values()),
        "Formand": _holder(result.plain_posts, 1),
        "Næstformand": _holder(result.plain_posts, 2),
    }


def _holder(posts: PostElection, number: int) -> str:
    """Return who is entitled to a post, or that a lot is to be drawn."""
    return next((post.holder for post in posts.posts if post.number == number), "lodtrækning")


def seats(overview: Overview) -> Table:
    """Seats of every contender in every KKR."""
    country = overview.now
    columns = _columns(country)
    rows = [
        {"KKR": result.region.name, **_seats(result, columns), TOTAL: result.composition.total}
        for result in country.results
    ]
    return Table(
        figures=figures_of(with_total(rows, (*columns, TOTAL)), "KKR"),
        caption=f"Pladser i hvert KKR {country.rule_set.label}",
        anchor="kkr-pladser",
        numbers=dict.fromkeys((*columns, TOTAL), danish.whole),
        emphasised=frozenset({TOTAL}),
    )


def changes(overview: Overview) -> Table | None:
    """Seats more or fewer than in the term before; None where that is not known."""
    if overview.before is None:
        return None
    columns = _columns(overview.now, overview.before)
    rows: list[dict[str, Any]] = []
    for result in overview.now.results:
        before = overview.earlier(result)
        if before is None:
            continue
        old, new = _holder(before.plain_posts, 1), _holder(result.plain_posts, 1)
        seats_before = _seats(before, columns)
        moved = {key: seats - seats_before[key] for key, seats in _seats(result, columns).items()}
        rows.append(
            {"KKR": result.region.name}
            | moved
            | {TOTAL: result.composition.total - before.composition.total}
            | {"Formand": new if old == new else f"{new} (før {old})"}
        )
    return Table(
        figures=figures_of(with_total(rows, (*columns, TOTAL)), "KKR"),
        caption=f"Ændring i pladser siden {overview.before.rule_set.label}",
        anchor="kkr-aendringer",
        numbers=dict.fromkeys((*columns, TOTAL), danish.signed),
        emphasised=frozenset({TOTAL}),
    )


def _columns(*terms: Country) -> tuple[str, ...]:
    """Return the contenders with a seat in one of the terms by letter, then the others if there are any."""
    seated = {letter for country in terms for letter in country.letters}
    letters = sorted(seated, key=lambda letter: (letter == LIST_COOPERATION, danish.alphabetical(letter)))
    outside = any(result.composition.mayors_outside for country in terms for result in country.results)
    return (*letters, OTHERS) if outside else tuple(letters)


def _seats(result: KkrResult, columns: tuple[str, ...]) -> dict[str, int]:
    """Return a KKR's seats by column; mayors outside the contenders' seats stand among the others (K7)."""
    composed = result.composition
    return {
        letter: composed.mayors_outside if letter == OTHERS else composed.seats.get(letter, 0)
        for letter in columns
    }


def board(overview: Overview) -> Table:
    """KL's bestyrelse: votes of the whole country, and the seats that they give (B1)."""
    now, before = overview.now, overview.before
    seats_before = before.board_seats if before else {}
    standings = [(standing, standing.votes) for standing in now.standings if standing.is_eligible]
    known = {standing.letter for standing, _ in standings}
    gone = [
        (standing, None)
        for standing in (before.standings if before else ())
        if seats_before.get(standing.letter) and standing.letter not in known
    ]
    rows: list[dict[str, Any]] = []
    for standing, votes in [*standings, *gone]:
        seats = now.board_seats.get(standing.letter, 0)
        row = {"Parti": party(standing), "Stemmer": votes, "Pladser": seats}
        change = {"Ændring": seats - seats_before.get(standing.letter, 0)} if before else {}
        rows.append(row | change)
    return Table(
        figures=figures_of(with_total(rows, ("Pladser",)), "Parti"),
        caption=f"KL's bestyrelse {now.rule_set.label}, beregnet på stemmerne i hele landet",
        anchor="kkr-bestyrelse",
        numbers={"Stemmer": danish.whole, "Pladser": danish.whole, "Ændring": danish.signed},
        emphasised=frozenset({TOTAL}),
    )


def mayors_by_region(overview: Overview) -> Table:
    """How many mayors each party has in each region."""
    country = overview.now
    tiles = mayor_tiles(country)
    present = {tile.letter for tile in tiles if not tile.is_local}
    letters = [standing.letter for standing in country.standings if standing.letter in present]
    columns = (*letters, LOCAL) if any(tile.is_local for tile in tiles) else tuple(letters)
    rows: list[dict[str, Any]] = []
    for region in (result.region.name for result in country.results):
        numbers = Counter(LOCAL if tile.is_local else tile.letter for tile in tiles if tile.region == region)
        rows.append({"Region": region} | {key: numbers[key] for key in columns} | {TOTAL: numbers.total()})
    return Table(
        figures=figures_of(with_total(rows, (*columns, TOTAL)), "Region"),
        caption=f"Borgmestre efter parti og region pr. {danish.day(country.election.as_of)}",
        anchor="kkr-borgmestre",
        numbers=dict.fromkeys((*columns, TOTAL), danish.whole),
        emphasised=frozenset({TOTAL}),
    )


def municipalities(overview: Overview) -> Table:
    """Every municipality with its tile on the map and its mayor's list."""
    tiles = sorted(mayor_tiles(overview.now), key=lambda tile: danish.alphabetical(tile.name))
    rows = [
        {
            "Kommune": tile.name,
            "Felt på kortet": tile_positions()[tile.code].short,
            "Region": tile.region,
            "Borgmesterens liste": f"{tile.letter} {tile.party}",
        }
        for tile in tiles
    ]
    day = danish.day(overview.now.election.as_of)
    return Table(
        figures=figures_of(rows, "Kommune"),
        caption=f"Borgmestrenes lister i de {danish.whole(len(rows))} kommuner pr. {day}",
        anchor="kkr-kommuner",
    )


def fingerprints(overview: Overview) -> Table:
    """The fingerprint of every KKR in the overview; the enclosure's files have it as well."""
    rows = [
        {"KKR": result.region.name, "sha256": fingerprint_of(result).sha256}
        for result in overview.now.results
    ]
    return Table(
        figures=figures_of(rows, "KKR"), caption="Resultaternes fingeraftryk", anchor="kkr-fingeraftryk"
    )
