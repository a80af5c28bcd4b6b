"""The tables of the overview: every KKR, KL's bestyrelse, and the mayors of all municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kkr_analysis import danish
from kkr_analysis.allocation import PostElection
from kkr_analysis.composition.election import LIST_COOPERATION
from kkr_analysis.composition.overview import Country, Overview
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.errors import AllianceError, TooManyContendersError
from kkr_analysis.presentation.charts.tile_map import MayorTile
from kkr_analysis.presentation.charts.tiles import tile_positions
from kkr_analysis.presentation.overview.tiles import mayor_tiles
from kkr_analysis.presentation.phrases import SHARED
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.composition import OTHERS
from kkr_analysis.presentation.tables.rows import TOTAL, party, totalled, with_total
from kkr_analysis.presentation.wording import ONE_MORE, POSTS, WITHOUT_ALLIANCES
from kkr_analysis.whatif.alliances.takeovers import takeovers

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
CHAIR = "Formand"
HOLDER, MISSING, MOVING = "Tilkommer", "Manglede", "Kunne gå til (i valgforbund)"


def sizes(overview: Overview) -> Table:
    """Every KKR: municipalities, members with and without the cap, and the supplementary ones of them."""
    return totalled(
        [_size(result) for result in overview.now.results],
        ("Kommuner", "Uden loft", "Loft", "Medlemmer", "Heraf supplerende"),
        caption=f"KKR i hele landet {overview.now.rule_set.label}",
        anchor="kkr",
        footnotes=(
            Footnote(
                mark="Loft",
                text="Et KKR har højst dobbelt så mange medlemmer, som der er kommuner i regionen. "
                f"{_capped(overview)}",
            ),
        ),
    )


def _capped(overview: Overview) -> str:
    """Say which KKR the cap reduces. Rule: K5."""
    results = overview.now.results
    bodies = [result.body for result in results if result.composition.cap_binds]
    if len(bodies) == len(results):
        return f"Loftet er overskredet i alle {len(results)} KKR, så antallet er reduceret."
    if bodies:
        return (
            f"Loftet er overskredet i {danish.listed(bodies)}, så antallet er reduceret; i de øvrige er det "
            "ikke overskredet."
        )
    return "Loftet er ikke overskredet i noget KKR."


def _size(result: KkrResult) -> dict[str, Any]:
    composed = result.composition
    return {
        "KKR": result.region.name,
        "Kommuner": composed.municipalities,
        "Uden loft": composed.uncapped,
        "Loft": composed.cap,
        "Medlemmer": composed.total,
        "Heraf supplerende": sum(composed.supplementary.values()),
    }


def posts(overview: Overview) -> Table:
    """Chair and vice-chair of every KKR, by how many votes, and which alliances would move them (V1–V3)."""
    country = overview.now
    rows = [row for result in country.results for row in _posts(result)]
    return Table(
        header="KKR",
        rows=rows,
        caption=f"Formand og næstformand {country.rule_set.label}",
        anchor="kkr-poster",
        numbers={MISSING: danish.whole},
        footnotes=(
            Footnote(mark=HOLDER, text=_alliances_that_stand(country)),
            Footnote(
                mark=MISSING,
                text="Så mange stemmer flere skulle den nærmeste have haft for at få posten, hvis alt andet "
                f"var det samme. {_one_more(country)} Stemmerne står i bilagene, side 2.",
            ),
            Footnote(
                mark=MOVING,
                text="Det valgforbund med færrest partier, og dernæst færrest stemmer, der giver partiet "
                "posten. Ved næstformandsposten er kun valgforbund med, der lader formandsposten stå. Større "
                "valgforbund kan give posten til andre.",
            ),
        ),
    )


def _one_more(country: Country) -> str:
    """Say why a number is more than the difference of two vote totals."""
    posts = [post for result in country.results for post in result.posts.posts if post.nearest]
    if all(post.is_by_difference for post in posts):
        return f"Tallet er {ONE_MORE}"
    return "Med én stemme færre ville de højst stå lige, og så trækkes der lod."


def _posts(result: KkrResult) -> list[dict[str, Any]]:
    election = result.posts
    moving = _moving(election)
    filled = {post.number: post for post in election.posts}
    return [
        {
            "KKR": result.region.name,
            "Post": name,
            HOLDER: _holder(election, number),
            "Nærmest": nearest[0] if nearest else "",
            MISSING: nearest[1] if nearest else None,
            MOVING: moving.get(number, "ingen") if number in filled else "",
        }
        for number, name in POSTS.items()
        for nearest in [filled[number].nearest if number in filled else None]
    ]


def _moving(election: PostElection) -> dict[int, str]:
    """Say for each post to whom which alliances would give it."""
    try:
        every = takeovers(election)
    except (AllianceError, TooManyContendersError):
        return dict.fromkeys(POSTS, "ikke regnet ud")
    found: dict[int, list[str]] = {}
    for each in every:
        found.setdefault(each.post, []).append(f"{each.holder}{NO_BREAK_SPACE}({each.pact.label})")
    return {number: ", ".join(moves) for number, moves in found.items()}


def _alliances_that_stand(country: Country) -> str:
    allied = [
        f"{result.body} ({danish.listed(alliance.label for alliance in result.allied_posts.alliances)})"
        for result in country.results
        if result.allied_posts
    ]
    if not allied:
        return WITHOUT_ALLIANCES
    return (
        f"Med de anmeldte valgforbund i {danish.listed(allied)}, ellers uden valgforbund. Med valgforbund er "
        f"stemmerne ved næstformandsposten dem, der manglede{SHARED['chair_stays']}."
    )


def _holder(election: PostElection, number: int) -> str:
    return next((post.holder for post in election.posts if post.number == number), "lodtrækning")


def seats(overview: Overview) -> Table:
    """Every contender's seats in every KKR."""
    country = overview.now
    columns = _columns(country)
    rows = [
        {"KKR": result.region.name, **_seats(result, columns), TOTAL: result.composition.total}
        for result in country.results
    ]
    caption = f"Pladser i hvert KKR {country.rule_set.label}"
    return totalled(
        rows,
        (*columns, TOTAL),
        caption=caption,
        anchor="kkr-pladser",
        footnotes=(*_no_term_before(overview), *_others(columns)),
    )


def _no_term_before(overview: Overview) -> Iterable[Footnote]:
    """Say that there are no figures to compare with, where there are none."""
    if overview.before is None:
        label = overview.now.rule_set.label
        yield Footnote(
            mark=None, text=f"Der er ingen tal for perioden før {label}, så ændringer er ikke vist."
        )


def _others(columns: Sequence[str]) -> Iterable[Footnote]:
    """Say who the others are, where there are any. Rule: K7."""
    if OTHERS in columns:
        yield Footnote(
            mark=OTHERS, text="Borgmestre, hvis liste ikke er berettiget til pladser. De er fødte medlemmer."
        )


def changes(overview: Overview) -> Table | None:
    """Seats gained and lost since the term before; None where that is unknown."""
    if overview.before is None:
        return None
    columns = _columns(overview.now, overview.before)
    rows: list[dict[str, Any]] = []
    for result in overview.now.results:
        before = overview.earlier(result)
        if before is None:
            continue
        old, new = _holder(before.posts, 1), _holder(result.posts, 1)
        seats_before = _seats(before, columns)
        moved = {key: seats - seats_before[key] for key, seats in _seats(result, columns).items()}
        rows.append(
            {"KKR": result.region.name}
            | moved
            | {TOTAL: result.composition.total - before.composition.total}
            | {CHAIR: "uændret" if old == new else f"{old} → {new}"}
        )
    return totalled(
        rows,
        (*columns, TOTAL),
        caption=f"Ændring i pladser siden {overview.before.rule_set.label}",
        anchor="kkr-aendringer",
        write=danish.signed,
        footnotes=(Footnote(mark=CHAIR, text=_both_terms(overview.now, overview.before)),),
    )


def _both_terms(*terms: Country) -> str:
    """Say how the chairs of two terms were computed."""
    if any(result.allied_posts for country in terms for result in country.results):
        return "Beregnet med de valgforbund, der er anmeldt i hver periode."
    return "Beregnet uden valgforbund i begge perioder."


def _columns(*terms: Country) -> tuple[str, ...]:
    """Return the letters with a seat in one of the terms in order, then the others if there are any."""
    seated = {letter for country in terms for letter in country.letters}
    letters = sorted(seated, key=lambda letter: (letter == LIST_COOPERATION, danish.alphabetical(letter)))
    outside = any(result.composition.mayors_outside for country in terms for result in country.results)
    return (*letters, OTHERS) if outside else tuple(letters)


def _seats(result: KkrResult, columns: tuple[str, ...]) -> dict[str, int]:
    """Return a KKR's seats by column, the mayors outside under the others (K7)."""
    composed = result.composition
    return {
        letter: composed.mayors_outside if letter == OTHERS else composed.seats.get(letter, 0)
        for letter in columns
    }


def board(overview: Overview) -> Table:
    """KL's bestyrelse: votes of the whole country, and the seats that they give (B1)."""
    now, before = overview.now, overview.before
    seats_before = before.board_seats if before else {}
    since = f"Ændring siden {before.rule_set.label}" if before else "Ændring"
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
        change = {since: seats - seats_before.get(standing.letter, 0)} if before else {}
        rows.append(row | change)
    return Table(
        header="Parti",
        rows=with_total(rows, ("Pladser",)),
        caption=f"KL's bestyrelse {now.rule_set.label}, beregnet på stemmerne i hele landet",
        anchor="kkr-bestyrelse",
        numbers={"Stemmer": danish.whole, "Pladser": danish.whole, since: danish.signed},
        emphasised=frozenset({TOTAL}),
    )


def mayors(overview: Overview) -> Table:
    """Every list's mayors in each region, most first, with their municipalities (K1)."""
    by_list: dict[tuple[str, str], list[MayorTile]] = {}
    for tile in mayor_tiles(overview.now):
        name = f"{tile.letter} {tile.party}" if tile.is_local else tile.letter
        by_list.setdefault((tile.region, name), []).append(tile)
    regions = [result.region.name for result in overview.now.results]

    def place(entry: tuple[tuple[str, str], list[MayorTile]]) -> tuple[Any, ...]:
        (region, name), mayors = entry
        return regions.index(region), -len(mayors), danish.alphabetical(name)

    rows = [
        {"Region": region, "Liste": name, "Antal": len(mayors), "Kommuner": _municipalities(mayors)}
        for (region, name), mayors in sorted(by_list.items(), key=place)
    ]
    return Table(
        header="Region",
        rows=with_total(rows, ("Antal",)),
        caption=f"Borgmestre efter region og liste pr. {danish.day(overview.now.election.as_of)}",
        anchor="kkr-borgmestre",
        numbers={"Antal": danish.whole},
        footnotes=(
            Footnote(
                mark="Kommuner",
                text="I parentes: hvad kommunen hedder på kortet, hvor det ikke er begyndelsen af navnet.",
            ),
        ),
        emphasised=frozenset({TOTAL}),
    )


def _municipalities(tiles: Sequence[MayorTile]) -> str:
    return ", ".join(map(_on_map, sorted(tiles, key=lambda tile: danish.alphabetical(tile.name))))


def _on_map(tile: MayorTile) -> str:
    """Name a municipality, with its name on the map where nobody could guess it."""
    short = tile_positions()[tile.code].short
    return tile.name if tile.name.startswith(short.rstrip(".")) else f"{tile.name} ({short})"
