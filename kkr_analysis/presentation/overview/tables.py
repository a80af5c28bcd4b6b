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
from kkr_analysis.presentation.tables.rows import TOTAL, framed

OTHERS = "Andre"
LOCAL = "Lokale lister"


def sizes(overview: Overview) -> Table:
    """Every KKR: municipalities, members with and without the cap, chair and vice-chair."""
    rows = [size(result) for result in overview.now.results]
    totals = {
        column: sum(row[column] for row in rows)
        for column in ("Kommuner", "Uden loft", "Loft", "Medlemmer", "Supplerende")
    }
    rows.append({"KKR": TOTAL, **totals, "Formand": None, "Næstformand": None})
    return Table(
        frame=framed(rows, "KKR"),
        caption=f"KKR i hele landet {overview.now.rule_set.label}",
        anchor="kkr",
        numbers=dict.fromkeys(totals, danish.whole),
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


def size(result: KkrResult) -> dict[str, Any]:
    """Return the row of one KKR."""
    composed = result.composition
    return {
        "KKR": result.region.name,
        "Kommuner": composed.municipalities,
        "Uden loft": composed.uncapped,
        "Loft": composed.cap,
        "Medlemmer": composed.total,
        "Supplerende": sum(composed.supplementary.values()),
        "Formand": holder(result.plain_posts, 1),
        "Næstformand": holder(result.plain_posts, 2),
    }


def holder(posts: PostElection, number: int) -> str:
    """Return who is entitled to a post, or that a lot is to be drawn."""
    return next((post.holder for post in posts.posts if post.number == number), "lodtrækning")


def seats(overview: Overview) -> Table:
    """Seats of every contender in every KKR."""
    country = overview.now
    columns = columns_of(country)
    rows: list[dict[str, Any]] = [
        {"KKR": result.region.name, **seats_of(result, columns), TOTAL: result.composition.total}
        for result in country.results
    ]
    rows.append({"KKR": TOTAL} | {key: sum(row[key] for row in rows) for key in (*columns, TOTAL)})
    return Table(
        frame=framed(rows, "KKR"),
        caption=f"Pladser i hvert KKR {country.rule_set.label}",
        anchor="kkr-pladser",
        numbers=dict.fromkeys((*columns, TOTAL), danish.whole),
        emphasised=frozenset({TOTAL}),
    )


def changes(overview: Overview) -> Table | None:
    """Seats more or fewer than in the term before; None where that is not known."""
    if overview.before is None:
        return None
    columns = columns_of(overview.now, overview.before)
    rows: list[dict[str, Any]] = []
    for result in overview.now.results:
        before = overview.earlier(result)
        if before is None:
            continue
        old = seats_of(before, columns)
        moved = {key: number - old[key] for key, number in seats_of(result, columns).items()}
        rows.append(
            {"KKR": result.region.name}
            | moved
            | {TOTAL: result.composition.total - before.composition.total}
            | {"Formand": change(holder(before.plain_posts, 1), holder(result.plain_posts, 1))}
        )
    sums = {key: sum(row[key] for row in rows) for key in (*columns, TOTAL)}
    rows.append({"KKR": TOTAL, **sums, "Formand": None})
    return Table(
        frame=framed(rows, "KKR"),
        caption=f"Ændring i pladser siden {overview.before.rule_set.label}",
        anchor="kkr-aendringer",
        numbers=dict.fromkeys((*columns, TOTAL), danish.signed),
        emphasised=frozenset({TOTAL}),
    )


def change(old: str, new: str) -> str:
    """Say who is entitled to a post now, and who was if that was another."""
    return new if old == new else f"{new} (før {old})"


def columns_of(*terms: Country) -> tuple[str, ...]:
    """Return the contenders with a seat in one of the terms by letter, then the others if there are any."""
    seated = {letter for country in terms for letter in country.letters}
    letters = sorted(seated, key=lambda letter: (letter == LIST_COOPERATION, danish.alphabetical(letter)))
    outside = any(result.composition.mayors_outside for country in terms for result in country.results)
    return (*letters, OTHERS) if outside else tuple(letters)


def seats_of(result: KkrResult, columns: tuple[str, ...]) -> dict[str, int]:
    """Return a KKR's seats by column; mayors outside the contenders' seats stand among the others (K7)."""
    composed = result.composition
    return {
        letter: composed.mayors_outside if letter == OTHERS else composed.seats.get(letter, 0)
        for letter in columns
    }


def board(overview: Overview) -> Table:
    """KL's bestyrelse: votes of the whole country, and the seats that they give (B1)."""
    now, before = overview.now, overview.before
    standings = [own for own in now.standings if own.is_eligible]
    rows: list[dict[str, Any]] = []
    for own in standings:
        number = now.board_seats.get(own.letter, 0)
        row: dict[str, Any] = {
            "Parti": f"{own.letter} {own.name}",
            "Stemmer": own.votes,
            "Pladser": number,
        }
        if before is not None:
            row["Ændring"] = number - before.board_seats.get(own.letter, 0)
        rows.append(row)
    gone = [
        {"Parti": f"{own.letter} {own.name}", "Stemmer": None, "Pladser": 0, "Ændring": -seats}
        for own in (before.standings if before else ())
        if (seats := before.board_seats.get(own.letter, 0) if before else 0)
        and own.letter not in {known.letter for known in standings}
    ]
    rows += gone
    total = {"Parti": TOTAL, "Stemmer": None, "Pladser": sum(row["Pladser"] for row in rows)}
    rows.append(total | ({"Ændring": None} if before is not None else {}))
    return Table(
        frame=framed(rows, "Parti"),
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
    letters = [own.letter for own in country.standings if own.letter in present]
    columns = (*letters, LOCAL) if any(tile.is_local for tile in tiles) else tuple(letters)
    rows: list[dict[str, Any]] = []
    for result in country.results:
        own = [tile for tile in tiles if tile.region == result.region.name]
        numbers = Counter(LOCAL if tile.is_local else tile.letter for tile in own)
        rows.append(
            {"Region": result.region.name} | {key: numbers[key] for key in columns} | {TOTAL: len(own)}
        )
    rows.append({"Region": TOTAL} | {key: sum(row[key] for row in rows) for key in (*columns, TOTAL)})
    return Table(
        frame=framed(rows, "Region"),
        caption=f"Borgmestre efter parti og region pr. {day(country)}",
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
    return Table(
        frame=framed(rows, "Kommune"),
        caption=f"Borgmestrenes lister i de {danish.whole(len(rows))} kommuner pr. {day(overview.now)}",
        anchor="kkr-kommuner",
    )


def fingerprints(overview: Overview) -> Table:
    """The fingerprint of every KKR in the overview; it stands in the enclosure's files as well."""
    rows = [
        {"KKR": result.region.name, "sha256": fingerprint_of(result).sha256}
        for result in overview.now.results
    ]
    return Table(frame=framed(rows, "KKR"), caption="Resultaternes fingeraftryk", anchor="kkr-fingeraftryk")


def day(country: Country) -> str:
    """Return the day that the overview describes."""
    return danish.day(country.election.as_of)
