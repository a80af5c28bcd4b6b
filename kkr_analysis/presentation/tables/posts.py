"""Chair and vice-chair: the quotients in order, and who is entitled to which post."""

from __future__ import annotations

from fractions import Fraction

from kkr_analysis import danish
from kkr_analysis.allocation import PostElection, Quotient
from kkr_analysis.allocation.alliances import standing
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import framed, party
from kkr_analysis.result import KkrResult

NAMES = {1: "formand", 2: "næstformand"}
SHOWN = 6
"""Quotients that are printed: the posts, and enough of the others to see who came near."""


def plain_posts(result: KkrResult) -> Table:
    """The largest quotients on the votes, without alliances (V1)."""
    return ladder(
        result,
        result.plain_posts,
        caption="De største kvotienter på stemmerne, uden valgforbund",
        anchor="formand",
    )


def allied_posts(result: KkrResult) -> Table | None:
    """The largest quotients with the declared alliances; None where none are declared (V2, V3)."""
    if result.allied_posts is None:
        return None
    labels = danish.listed(alliance.label for alliance in result.allied_posts.alliances)
    return ladder(
        result,
        result.allied_posts,
        caption=f"De største kvotienter med valgforbund: {labels}",
        anchor="formand-valgforbund",
    )


def ladder(result: KkrResult, election: PostElection, *, caption: str, anchor: str) -> Table:
    """The largest quotients in order, with the posts that they win."""
    names = {own.letter: party(own) for own in result.eligibility.eligible}
    won = {post.number: post for post in election.posts}
    rows = []
    for place, quotient in enumerate(largest_quotients(election), start=1):
        post = won.get(place)
        holder = f", der går til {names[post.holder]}" if post and post.alliance else ""
        rows.append(
            {
                "Nr.": place,
                "Parti eller valgforbund": names.get(quotient.contender, quotient.contender),
                "Regnestykke": f"{danish.whole(quotient.votes)} ÷ {quotient.divisor}",
                "Kvotient": quotient.value,
                "Post": f"{NAMES[place]}{holder}" if post else ("lodtrækning" if place in NAMES else "–"),
            }
        )
    return Table(
        frame=framed(rows, "Nr."),
        caption=caption,
        anchor=anchor,
        numbers={"Regnestykke": str, "Kvotient": danish.quotient},
        emphasised=frozenset(str(number) for number in won),
    )


def largest_quotients(election: PostElection) -> list[Quotient]:
    """Return the largest quotients among alliances and lone contenders, equal ones by name."""
    entries = standing(dict(election.votes), election.alliances)
    every = (
        Quotient(name, votes, divisor)
        for name, votes in sorted(entries.items())
        for divisor in range(1, SHOWN + 1)
    )
    return sorted(every, key=lambda quotient: -Fraction(quotient.votes, quotient.divisor))[:SHOWN]
