"""Chair and vice-chair: the quotients in order, and who is entitled to which post."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kkr_analysis import danish
from kkr_analysis.allocation import Post, PostElection, Quotient
from kkr_analysis.allocation.alliances import combined_votes
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import parties
from kkr_analysis.presentation.wording import POSTS

SHOWN = 6
"""Quotients printed: the posts, and enough others to see who came near."""


def plain_posts(result: KkrResult) -> Table:
    """The largest quotients of the votes, without alliances (V1)."""
    return largest_quotients(
        result,
        result.plain_posts,
        caption="De største kvotienter på stemmerne, uden valgforbund",
        anchor="formand",
    )


def allied_posts(result: KkrResult) -> Table | None:
    """The largest quotients with the declared alliances; None without any (V2, V3)."""
    if result.allied_posts is None:
        return None
    labels = danish.listed(alliance.label for alliance in result.allied_posts.alliances)
    return largest_quotients(
        result,
        result.allied_posts,
        caption=f"De største kvotienter med valgforbund: {labels}",
        anchor="formand-valgforbund",
    )


def largest_quotients(result: KkrResult, election: PostElection, *, caption: str, anchor: str) -> Table:
    """Return the largest quotients of a count, and the post that each won. Rule: V1, V2, V3."""
    names = parties(result)
    won = {(post.quotient.contender, post.quotient.divisor): post for post in election.posts}
    quotients = _in_falling_order(election)
    rows = [
        {
            "Nr.": place,
            "Parti eller valgforbund": names.get(quotient.contender, quotient.contender),
            "Regnestykke": f"{danish.whole(quotient.votes)} ÷ {quotient.divisor}",
            "Kvotient": quotient.value,
            "Post": _post_won(quotient, won.get((quotient.contender, quotient.divisor)), names)
            or ("lodtrækning" if _is_undecided(quotient, election) else "–"),
        }
        for place, quotient in enumerate(quotients, start=1)
    ]
    return Table(
        header="Nr.",
        rows=rows,
        caption=caption,
        anchor=anchor,
        numbers={"Regnestykke": str, "Kvotient": danish.quotient},
        emphasised=frozenset(
            str(place)
            for place, quotient in enumerate(quotients, start=1)
            if (quotient.contender, quotient.divisor) in won
        ),
    )


def _post_won(quotient: Quotient, post: Post | None, names: Mapping[str, str]) -> str:
    if post is None:
        return ""
    holder = f", der går til {names[post.holder]}" if post.holder != quotient.contender else ""
    return f"{POSTS[post.number]}{holder}{' (lodtrækning)' if post.lots else ''}"


def _is_undecided(quotient: Quotient, election: PostElection) -> bool:
    """Whether a quotient is tied for the next post, or its alliance has a tie inside it."""
    if election.tie is None:
        return False
    won = sum(post.quotient.contender == quotient.contender for post in election.posts)
    labels = {alliance.label for alliance in election.alliances}
    inside = quotient.contender in labels and election.tie.stage.endswith(f"inden for {quotient.contender}")
    return quotient.divisor == won + 1 and (quotient.contender in election.tie.tied or inside)


def _in_falling_order(election: PostElection) -> list[Quotient]:
    """Return the largest quotients of alliances and lone contenders; of equals, those with a post first."""
    entries = combined_votes(election.votes, election.alliances)
    every = (
        Quotient(name, votes, divisor) for name, votes in entries.items() for divisor in range(1, SHOWN + 1)
    )
    order = {(post.quotient.contender, post.quotient.divisor): post.number for post in election.posts}

    def place(quotient: Quotient) -> tuple[Fraction, int]:
        number = order.get((quotient.contender, quotient.divisor), len(order) + 1)
        return -Fraction(quotient.votes, quotient.divisor), number

    return sorted(every, key=place)[:SHOWN]
