"""A scenario beside the election on a page: pictures, and the answer as HTML. Loads no pandas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from kkr_analysis.allocation import Quotient
from kkr_analysis.allocation.posts import votes_lacking
from kkr_analysis.composition.ranking import QuotientRanking, RankedQuotient, ranking_of_posts
from kkr_analysis.danish import HYPOTHETICAL, counted, whole
from kkr_analysis.presentation.charts import hemicycle as half_circle
from kkr_analysis.presentation.charts import holders as two_rows
from kkr_analysis.presentation.charts import quotient_ranking as quotients
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.values import Chart, Holder, LabelledQuotient
from kkr_analysis.presentation.markup import Html, render
from kkr_analysis.presentation.parties import NEUTRAL, body_label, colours_of, party_seats
from kkr_analysis.presentation.scenarios import (
    assumed,
    balance,
    lot_between,
    lot_for_places,
    majority_sentence,
    reach,
    turning,
)
from kkr_analysis.presentation.wording import POSTS
from kkr_analysis.whatif.scenarios.awards import Award, Awards, Contested
from kkr_analysis.whatif.scenarios.what_if import WhatIf

AROUND = 4
"""Claims shown on each side of the last one that won."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of one contested election: who wins it, and the quotients before and after."""

    holders: Chart
    before: Chart | None
    """None where no post is won for sure, as with ``after``."""
    after: Chart | None
    """Also None where every alliance and lone contender has the same votes as before."""


def answer(what_if: WhatIf) -> Html:
    """Return the answer in words and tables."""
    return render(
        "what_if.html.j2",
        mark=HYPOTHETICAL,
        title=what_if.scenario.title,
        body=f"{what_if.result.body} {what_if.result.rule_set.label}",
        assumed=list(assumed(what_if.scenario)),
        posts=_posts(what_if),
        fora=[forum for forum in what_if.fora if forum.contested],
        majorities=[majority_sentence(forum) for forum in what_if.fora if forum.majority],
        moved=[move for move in what_if.seats if move.change],
        names=names_of(what_if),
        balance=balance(what_if),
        turning=turning(what_if),
        reach=reach,
        lot_for_places=lot_for_places,
    )


def _posts(what_if: WhatIf) -> list[tuple[str, str, str]]:
    contested = what_if.contested[0]
    awards = zip(what_if.posts, contested.before.each, contested.after.each, strict=True)
    return [
        (
            _title_of(contested, post.number).capitalize(),
            holder_text(what_if, old) if old.holder else lot_between(post.tied_before),
            holder_text(what_if, new) if new.holder else lot_between(post.tied),
        )
        for post, old, new in awards
    ]


def shown(what_if: WhatIf) -> tuple[Contested, ...]:
    """Return what is pictured: the appointments, or without any the chair and vice-chair."""
    return what_if.contested[1:] or what_if.contested


def pictures_of(what_if: WhatIf, contested: Contested, *, look: Look = DEFAULT) -> Pictures:
    """Return the pictures of one contested election."""
    name = "poster" if contested.places is None else f"pladser-{contested.places}"
    is_unchanged = contested.before.entries == contested.after.entries
    chart = partial(_ranking_chart, what_if, contested, look=look)
    return Pictures(
        holders=two_rows.holders(
            [_holder(what_if, contested, award) for award in contested.before.each],
            [_holder(what_if, contested, award) for award in contested.after.each],
            body=body_label(what_if.result),
            topic=_topic(contested),
            name=name,
            look=look,
        ),
        before=chart(contested.before, when="ved valget", name=f"{name}-valget"),
        after=None if is_unchanged else chart(contested.after, when="i eksemplet", name=f"{name}-taenkt"),
    )


def hemicycle(what_if: WhatIf, *, look: Look = DEFAULT) -> Chart:
    """Draw every seat of the KKR in the scenario; alliances move none of them."""
    return half_circle.hemicycle(party_seats(what_if.result), body=body_label(what_if.result), look=look)


def _topic(contested: Contested) -> str:
    if contested.places is None:
        return "formand og næstformand"
    return f"udpegning til {counted(contested.places, 'plads', 'pladser')}"


def _title_of(contested: Contested, number: int) -> str:
    return POSTS[number] if contested.places is None else f"{whole(number)}. plads"


def holder_text(what_if: WhatIf, award: Award) -> str:
    """Say who holds a post or a place, and in which alliance; or that a lot is to be drawn."""
    if award.holder is None:
        return "lodtrækning"
    name = names_of(what_if)[award.holder]
    by = f", i valgforbundet {award.entry}" if award.entry != award.holder else ""
    return f"{award.holder} ({name}){by}" if name != award.holder else f"{award.holder}{by}"


def _holder(what_if: WhatIf, contested: Contested, award: Award) -> Holder:
    holder, names = award.holder, names_of(what_if)
    return Holder(
        title=_title_of(contested, award.number),
        letter=holder or "",
        name=names[holder] if holder else "",
        colour=colours_of(what_if.result).get(holder or "", NEUTRAL),
        alliance=award.entry if award.entry and award.entry != holder else "",
    )


def _ranking_chart(
    what_if: WhatIf, contested: Contested, awards: Awards, *, when: str, name: str, look: Look = DEFAULT
) -> Chart | None:
    """Draw the quotients around the last post won for sure; None where there is none."""
    found = ranking_of_posts(dict(awards.entries), awards.won)
    if found.last is None:
        return None
    return quotients.quotient_ranking(
        [_labelled_quotient(what_if, contested, awards, found, claim) for claim in found.around(AROUND)],
        body=body_label(what_if.result),
        topic=f"posterne {when}" if contested.places is None else f"{whole(contested.places)} pladser {when}",
        noun="post" if contested.places is None else "plads",
        name=name,
        look=look,
    )


def _labelled_quotient(
    what_if: WhatIf, contested: Contested, awards: Awards, found: QuotientRanking, claim: RankedQuotient
) -> LabelledQuotient:
    """Return one claim for the picture; an alliance has the colour of its largest member."""
    members = next((each.contenders() for each in awards.alliances if each.label == claim.contender), ())
    votes = dict(what_if.result.composition.votes)
    leading = max(members, key=lambda name: votes.get(name, 0)) if members else claim.contender
    return LabelledQuotient(
        letter=claim.contender,
        name="valgforbund" if members else names_of(what_if).get(claim.contender, claim.contender),
        colour=colours_of(what_if.result).get(leading, NEUTRAL),
        seat=claim.seat,
        votes=claim.votes,
        divisor=claim.divisor,
        quotient=claim.quotient,
        is_won=claim.is_won,
        is_by_lot=_waits_for_lot(awards, found, claim),
        lacking=_lacking(contested, awards, found, claim),
    )


def _lacking(
    contested: Contested, awards: Awards, found: QuotientRanking, claim: RankedQuotient
) -> int | None:
    """Return the votes that a next claim lacks; None for places, which are won on members of the KKR."""
    last = found.last
    if contested.places is not None or last is None or claim.is_won:
        return None
    if claim.seat != awards.won[claim.contender] + 1:
        return None
    return votes_lacking(_quotient(last), _quotient(claim))


def _waits_for_lot(awards: Awards, found: QuotientRanking, claim: RankedQuotient) -> bool:
    """Whether a claim is tied for the next post, which nobody has for sure. Rule: V7."""
    is_open = None in [award.entry for award in awards.each]
    return is_open and not claim.is_won and claim.quotient == found.below[0].quotient


def _quotient(claim: RankedQuotient) -> Quotient:
    return Quotient(claim.contender, claim.votes, int(Fraction(claim.divisor)))


def names_of(what_if: WhatIf) -> dict[str, str]:
    """Return the names of all contenders, of the election and of the scenario, by letter."""
    both = (*what_if.before.eligibility.standings, *what_if.result.eligibility.standings)
    return {standing.letter: standing.name for standing in both}
