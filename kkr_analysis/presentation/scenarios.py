"""A scenario's outcome as Danish lines and as plain values, both marked »Tænkt eksempel«."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from kkr_analysis.allocation import MajorityVote, Post, PostElection, Quotient, Tie
from kkr_analysis.allocation.alliances import INSIDE
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import HYPOTHETICAL, counted, listed, quotient, signed, whole
from kkr_analysis.presentation.phrases import SHARED, say
from kkr_analysis.presentation.wording import POSTS, division, margin_condition
from kkr_analysis.rules import CapReading
from kkr_analysis.whatif.scenarios.values import Scenario, VoteChange
from kkr_analysis.whatif.scenarios.what_if import Forum, Move, PostMove, WhatIf


def lines(what_if: WhatIf) -> list[str]:
    """Return the outcome line by line; the first and the last say what it is."""
    return [
        say("heading", mark=HYPOTHETICAL, title=what_if.scenario.title),
        say("compared", body=f"{what_if.result.body} {what_if.result.rule_set.label}"),
        "",
        *(f"  {sentence}" for sentence in assumed(what_if.scenario)),
        "",
        *_seat_lines(what_if),
        "",
        *(_post_line(post) for post in what_if.posts),
        *(line for forum in what_if.fora for line in _forum_lines(forum)),
        "",
        *balance(what_if),
        *turning(what_if),
        "",
        say("disclaimer", mark=HYPOTHETICAL),
    ]


def assumed(scenario: Scenario) -> Iterator[str]:
    """Give the scenario's differences from the election, in sentences."""
    if scenario.alliances:
        yield say("assumed", alliances=listed(alliance.label for alliance in scenario.alliances))
    for votes in scenario.votes:
        yield _vote_sentence(votes)
    for mayor in scenario.mayors:
        yield f"{mayor.municipality} har en borgmester fra liste {mayor.letter}."
    for rule, reading in scenario.readings:
        yield f"Regel {rule} er læst som {reading}."
    if not (scenario.alliances or scenario.votes or scenario.mayors or scenario.readings):
        yield SHARED["nothing_assumed"]


def _vote_sentence(votes: VoteChange) -> str:
    place = f" i {votes.municipality}" if votes.municipality else ""
    if votes.change is None:
        return f"{votes.letter} har {counted(votes.total or 0, 'stemme', 'stemmer')}{place}."
    more = "flere" if votes.change >= 0 else "færre"
    return f"{votes.letter} har {counted(abs(votes.change), 'stemme', 'stemmer')} {more}{place}."


def _seat_lines(what_if: WhatIf) -> list[str]:
    moved = [move for move in what_if.seats if move.is_moved]
    return [size_sentence(what_if), *(f"  {_move_text(move, 'plads', 'pladser')}" for move in moved)]


def size_sentence(what_if: WhatIf) -> str:
    """Say how many members the KKR has, and how many at the election; or that no seat has moved at all."""
    old, new = what_if.before.composition.total, what_if.result.composition.total
    total = f"{what_if.result.body} har {counted(new, 'medlem', 'medlemmer')}"
    if old == new and not any(move.is_moved for move in what_if.seats):
        return f"{total}, og pladserne er fordelt som ved valget."
    return f"{total} mod {whole(old)} ved valget." if old != new else f"{total} som ved valget."


def _move_text(move: Move, one: str, many: str) -> str:
    if move.needs_lot:
        after, before = reach(move.after, move.most_after), reach(move.before, move.most_before)
        noun = one if move.most_after == 1 else many
        by_lot = " ved lod" if move.after != move.most_after else ""
        return f"{move.letter}: {after} {noun}{by_lot} (før {before})"
    return (
        f"{move.letter}: {counted(move.after, one, many)} (før {whole(move.before)}, {signed(move.change)})"
    )


def reach(least: int, most: int) -> str:
    """Write how many for sure and at most: "2", "0–1"."""
    return whole(least) if least == most else f"{whole(least)}–{whole(most)}"


def _post_line(post: PostMove) -> str:
    after = post.after or lot_between(post.tied)
    before = post.before or lot_between(post.tied_before)
    by = f" i valgforbundet {post.won.alliance.label}" if post.won and post.won.alliance else ""
    same = "som ved valget" if after == before else f"ved valget {before}"
    return f"{POSTS[post.number].capitalize()}: {after}{by} ({same})."


def lot_between(tied: Sequence[str]) -> str:
    """Say between whom the lot for a post is drawn; it may depend on the lot for the post before."""
    return say("lot_between", names=listed(tied)) if tied else SHARED["after_lot"]


def lot_for_places(tie: Tie) -> str:
    """Say between whom a lot for places is drawn, and in which alliance if in one."""
    inside = tie.stage.rpartition(INSIDE)[2] if INSIDE in tie.stage else ""
    where = f" inden for valgforbundet {inside}" if inside else ""
    places = counted(tie.places, "plads", "pladser")
    return f"lodtrækning om {places} mellem {listed(sorted(tie.tied))}{where}"


def _forum_lines(forum: Forum) -> list[str]:
    """Say how one appointment comes out. Rule: V5."""
    if forum.majority is not None:
        return [majority_sentence(forum)]
    moved = [move for move in forum.moves if move.is_moved]
    sure = [f"{move.letter} {whole(move.after)}" for move in forum.moves if move.after]
    after = listed([*sure, *map(lot_for_places, forum.lots)])
    head = f"Udpegning til {whole(forum.places)} pladser: {after}"
    if not moved:
        return [f"{head}, som uden valgforbund."]
    return [f"{head}.", *(f"  {_move_text(move, 'plads', 'pladser')}" for move in moved)]


def majority_sentence(forum: Forum) -> str:
    """Say who can appoint a single representative, and who could at the election. Rule: V5."""
    after, before = (_majority_text(vote) for vote in (forum.majority, forum.majority_before))
    same = f"ved valget: {before}" if forum.turns_majority else "som ved valget"
    return f"Udpegning til 1 plads (flertalsvalg): {after} ({same})."


def _majority_text(majority: MajorityVote | None) -> str:
    if majority is None or not majority.winner:
        return "ingen har flertal alene, så afstemningen afgør det"
    return f"{majority.winner} har flertal"


def balance(what_if: WhatIf) -> list[str]:
    """Say who gains and who pays."""
    if what_if.changes_nothing:
        return [SHARED["nothing_moves"]]
    is_sure = all(post.before and post.after for post in what_if.posts) and not any(
        move.needs_lot for forum in what_if.fora for move in forum.moves
    )
    nobody_gains = SHARED["unless_losing" if is_sure else "unless_drawn"]
    nobody_pays = SHARED["unless_gaining" if is_sure else "unless_drawn"]
    return [
        say("gainers", names=listed(what_if.gainers))
        if what_if.gainers
        else say("no_gainer", unless=nobody_gains),
        say("payers", names=listed(what_if.payers))
        if what_if.payers
        else say("no_payer", unless=nobody_pays),
    ]


def turning(what_if: WhatIf) -> list[str]:
    """Name the decisive step: for the posts, for the seats of the KKR, and for every appointment."""
    said = []
    post = what_if.turning_post
    if post is not None and post.won is not None:
        said.append(say("turning", post=POSTS[post.number], won=won_by(post.won, what_if.result.posts)))
    if any(move.change for move in what_if.seats):
        said += [
            sentence for sentence in (*_eligibility_sentences(what_if), *_seat_sentences(what_if)) if sentence
        ]
    return [*said, *filter(None, map(_turning_place, what_if.fora))]


def _seat_sentences(what_if: WhatIf) -> Iterator[str]:
    lost, gained = what_if.turning_seats
    if gained is not None:
        yield (
            f"Pladserne vender ved plads {whole(gained.seat_number)}{_beyond(what_if.result)}. Den går til "
            f"{gained.winner} ({division(gained.winning)}), som får én mere end ved valget."
        )
    if lost is not None:
        yield (
            f"{lost.winner} mister den plads, der ved valget var nr. "
            f"{whole(lost.seat_number)}{_beyond(what_if.before)} ({division(lost.winning)})."
        )
    if gained is None and lost is None:
        yield _price_sentence(what_if)
        yield from _claim_sentences(what_if)


def _beyond(result: KkrResult) -> str:
    """Say which seats a capped count allocates. Rule: K6."""
    starts_from_mayors = result.composition.readings.cap is CapReading.ROUND_UP
    return " ud over borgmestrene" if starts_from_mayors else " i fordelingen"


def _claim_sentences(what_if: WhatIf) -> Iterator[str]:
    """Give the claim of everybody with another number of seats: votes over price, rounded up. Rule: K3."""
    claims = [
        {claim.contender: claim for claim in one.composition.claims}
        for one in (what_if.before, what_if.result)
    ]
    for move in what_if.seats:
        if move.change and all(move.letter in one for one in claims):
            old, new = (one[move.letter] for one in claims)
            if old.seats != new.seats:
                yield (
                    f"{move.letter} har krav på {quotient(new.quotient)} pladser, rundet op til "
                    f"{whole(new.seats)}, mod {quotient(old.quotient)} ved valget."
                )


def _turning_place(forum: Forum) -> str:
    """Name the place where an appointment turns: the first one more than its holder had. Rule: V5."""
    award = forum.turning
    if award is None or forum.contested is None:
        return ""
    after = forum.contested.after
    nth = sum(each.entry == award.entry for each in after.each[: award.number])
    votes = dict(after.entries)[award.entry or ""]
    by = f" i valgforbundet {award.entry}" if award.entry != award.holder else ""
    what = division(Quotient(award.entry or "", votes, nth))
    places = counted(forum.places, "plads", "pladser")
    was_a_lot = any(move.letter == award.holder and move.most_before > move.before for move in forum.moves)
    than = "som ved valget kun kunne få den ved lod" if was_a_lot else "som får én mere end ved valget"
    return (
        f"Udpegningen til {places} vender ved {whole(award.number)}. plads. "
        f"Den går til {award.holder}{by} ({what}), {than}."
    )


def won_by(post: Post, election: PostElection) -> str:
    """Say on which quotients a post was won, level by level, and how many votes the nearest lacks."""
    said = ""
    for step in post.steps:
        against = (
            say("against", other=step.runner_up.contender, division=division(step.runner_up))
            if step.runner_up
            else ""
        )
        values = {"winner": step.winner, "division": division(step.winning), "against": against}
        said = say("won_inside", outer=said, **values) if said else say("won", **values)
    if post.nearest is None:
        return say("unopposed", won=said)
    who, votes = post.nearest
    lacking = counted(votes, SHARED["vote"], SHARED["votes"])
    condition = margin_condition(post.number, election.alliances)
    return say("lacks", won=said, who=who, votes=lacking, condition=condition)


def _eligibility_sentences(what_if: WhatIf) -> Iterator[str]:
    """Name those now above the threshold, and those now below it. Rule: E1, E2, E3, E5."""
    old, new = (
        {each.letter for each in one.eligibility.eligible} for one in (what_if.before, what_if.result)
    )
    if new - old:
        yield f"Berettiget til pladser, men ikke ved valget: {listed(sorted(new - old))}."
    if old - new:
        yield f"Ikke længere berettiget til pladser: {listed(sorted(old - new))}."


def _price_sentence(what_if: WhatIf) -> str:
    """Give the price of a seat before and after; empty where it is the same. Rule: K3."""
    old, new = (result.dimensioning[0] for result in (what_if.before, what_if.result))
    prices = [Fraction(party.votes, party.mayors) for party in (old, new)]
    if prices[0] == prices[1]:
        return ""
    return (
        f"En plads koster {quotient(prices[1])} stemmer ({new.letter}) mod {quotient(prices[0])} ved valget "
        f"({old.letter})."
    )


def values(what_if: WhatIf) -> dict[str, Any]:
    """Return the outcome for JSON: text, whole numbers and lists; None where a lot decides."""
    scenario = what_if.scenario
    return {
        "taenkt_eksempel": True,
        "name": scenario.name,
        "region": what_if.result.region.slug,
        "term": scenario.term,
        "alliances": [alliance.label for alliance in scenario.alliances],
        "votes": [_picked(votes, "letter municipality change total") for votes in scenario.votes],
        "mayors": [_picked(mayor, "municipality letter") for mayor in scenario.mayors],
        "readings": [{"rule": rule, "reading": reading} for rule, reading in scenario.readings],
        "seats": [_picked(move, "letter before after") for move in what_if.seats],
        "posts": [_picked(post, "number before after") | {"tied": list(post.tied)} for post in what_if.posts],
        "fora": [
            {
                "places": forum.places,
                "majority": forum.majority.winner if forum.majority else None,
                "majority_before": forum.majority_before.winner if forum.majority_before else None,
                "seats": [
                    _picked(move, "letter before most_before after most_after") for move in forum.moves
                ],
                "lots": [{"tied": sorted(tie.tied), "places": tie.places} for tie in forum.lots],
            }
            for forum in what_if.fora
        ],
        "gainers": list(what_if.gainers),
        "payers": list(what_if.payers),
        "turning": turning(what_if),
    }


def _picked(value: object, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}
