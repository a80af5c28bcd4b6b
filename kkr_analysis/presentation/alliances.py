"""What alliances could lead to, as Danish sentences and tables that say they are hypothetical."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import HYPOTHETICAL, counted, listed, percent, whole
from kkr_analysis.presentation.phrases import SHARED, say
from kkr_analysis.presentation.wording import POSTS
from kkr_analysis.whatif.alliances import Departure, Prospects, Taken
from kkr_analysis.whatif.alliances.findings import CloserLook, Findings, Named, Possible
from kkr_analysis.whatif.alliances.results import PossibleResult

MOST_SETS = 3
MOST_LEAVING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with lines of text and a table, its header row first; no rows for no table."""

    heading: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def opening(found: Findings) -> str:
    """Say what is examined, and that none of it is a result."""
    places = f"udpegning til {listed(map(whole, found.places))} pladser"
    about = places if found.places else "formand og næstformand"
    return (
        f"{HYPOTHETICAL}: {found.result.body} {found.result.rule_set.label}, {about}. "
        f"De berettigede kan gå sammen i valgforbund på {whole(found.all_sets)} måder."
    )


def sections(found: Findings) -> list[Section]:
    """Return all findings, section by section."""
    return [
        *(_possible(found, each) for each in found.possible),
        prospects(found.prospects, found.places),
        _stability(found),
        *([_power(found)] if found.chair_power else []),
        *([looked_at(found.closer)] if found.closer else []),
    ]


def _possible(found: Findings, election: Possible) -> Section:
    rows = [
        (
            *result_words(named.result),
            depends_on(named),
            times(named.result, found.all_sets),
            _smallest(named.result.smallest),
        )
        for named in election.each
    ]
    forum = f", {counted(election.places, 'plads', 'pladser')}" if election.places else ""
    further = f"Dertil kommer {counted(election.further, 'udfald', 'udfald')}, som er sjældnere."
    return Section(
        heading=f"Hvad valgforbund kan føre til{forum}",
        rows=((*_heads(found), "Afhænger af", "Måder", "Mindste valgforbund"), *rows),
        lines=(
            *((further,) if election.further else ()),
            "Afhænger af: Med så mange flere eller færre til den nævnte, og alt andet det samme, bliver "
            "udfaldet et andet. Det er regnet med det første af de mindste valgforbund.",
            SHARED["share_means"],
        ),
    )


def _heads(found: Findings) -> tuple[str, ...]:
    return ("Pladser",) if found.places else ("Formand", "Næstformand")


def result_words(result: PossibleResult) -> tuple[str, ...]:
    """Write a result: chair and vice-chair, or the places of a forum in one text."""
    if not result.chair:
        seats = listed(f"{letter} {whole(number)}" for letter, number in result.seats if number)
        if not result.needs_lot:
            return (seats,)
        drawn = [listed(result.tied)] if result.tied else []
        drawn += [f"inden for et valgforbund {listed(result.tied_inside)}"] if result.tied_inside else []
        return (f"{seats}, resten ved lod ({'; '.join(drawn)})",)
    return (
        _holders(result.chair),
        _holders(result.vice_chair) if len(result.chair) == 1 else "efter lodtrækningen",
    )


def _holders(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"lod mellem {listed(names)}" if names else "ingen"


def depends_on(named: Named) -> str:
    """
    Write the fewest votes (for a post) or members (for a place) that the result depends on.

    They are counted in the first of the smallest sets: one contender or alliance has them more or fewer, and
    all others are unchanged.
    """
    if named.result.needs_lot:
        return "lod"
    votes = [(post.nearest[1], "flere", post.nearest[0]) for post in named.posts if post.nearest]
    votes += [(post.loser[1], "færre", post.loser[0]) for post in named.posts if post.loser]
    members = [(each.to_win, "flere", each.contender) for each in named.margins if each.to_win is not None]
    members += [(each.to_lose, "færre", each.contender) for each in named.margins if each.to_lose is not None]
    for changes, one, several in ((votes, "stemme", "stemmer"), (members, "medlem", "medlemmer")):
        if changes:
            number, which, who = min(changes)
            return f"{counted(number, one, several)} {which} ({who})"
    return "–"


def times(result: PossibleResult, all_sets: int) -> str:
    """Write how many of all sets of alliances bring a result about, and the share: "5.801 (27,4 %)"."""
    return f"{whole(result.sets)} ({percent(Fraction(result.sets, all_sets), 1)})"


def _smallest(sets: Sequence[Sequence[Alliance]]) -> str:
    shown = [listed(alliance.label for alliance in each) or "uden valgforbund" for each in sets[:MOST_SETS]]
    more = len(sets) - len(shown)
    return "; ".join(shown) + (f"; og {whole(more)} til" if more else "")


def prospects(each: Sequence[Prospects], places: Sequence[int] = ()) -> Section:
    """Say what every contender can have by one alliance: posts, or the ``places`` of fora."""
    rows = [
        (
            one.contender,
            _worth(one.alone, places),
            _worth(one.best, places),
            _labels(one.best_pacts) if one.best != one.alone else SHARED["same"],
            _worth(one.worst, places),
            _labels(one.worst_pacts) if one.worst != one.alone else SHARED["same"],
            _cost(one, places),
        )
        for one in each
    ]
    header = (
        "Parti",
        "Alene",
        "Bedst",
        "i valgforbund",
        SHARED["worst"],
        "i valgforbund",
        "Prisen for at stå udenfor",
    )
    return Section(
        heading=SHARED["prospects"],
        rows=(header, *rows),
        lines=(SHARED["cost_means"],),
    )


def _worth(prospect: tuple[int, int], places: Sequence[int]) -> str:
    """Write what a contender gets: a post or places, for sure and, where a lot decides, at most."""
    sure, most = prospect
    if places:
        return whole(sure) if sure == most else f"{whole(sure)}–{whole(most)} (lod)"
    worth = SHARED[f"worth_{most}"]
    return worth if sure == most else say("worth_by_lot", worth=worth)


def _cost(one: Prospects, places: Sequence[int]) -> str:
    if one.cost_of_staying_outside <= 0:
        return SHARED["no_cost"]
    if places:
        return counted(one.cost_of_staying_outside, "plads", "pladser")
    return say("cost", best=_worth(one.best, places), left_out=_worth(one.left_out, places))


def _labels(pacts: Sequence[Alliance]) -> str:
    return SHARED["or"].join(pact.label for pact in pacts[:MOST_SETS])


def _stability(found: Findings) -> Section:
    heading = "Valgforbund, som ingen har noget ud af at forlade"
    if found.stable is None:
        return Section(heading=heading, lines=("Der er for mange partier til at prøve alle.",))
    share = percent(Fraction(len(found.stable), found.all_sets), 1)
    said = (
        f"{whole(len(found.stable))} af {whole(found.all_sets)} ({share}) holder: intet medlem vinder ved at "
        "gå, hverken alene eller sammen med andre."
    )
    if len(found.possible) != 1:
        return Section(heading=heading, lines=(said,))
    results = [named.result for named in found.possible[0].each]
    if found.places:
        holding = set(found.stable)
        kept = [
            _smallest([each for each in result.smallest if each in holding]) or "ingen af de mindste"
            for result in results
        ]
    else:
        kept = [_smallest(found.stable_posts.get(result.posts, ())) or "ingen" for result in results]
    rows = [(*result_words(result), sets) for result, sets in zip(results, kept, strict=True)]
    return Section(
        heading=heading, lines=(said,), rows=((*_heads(found), "Mindste valgforbund, der holder"), *rows)
    )


def _power(found: Findings) -> Section:
    seats = {entry.contender: entry.share for entry in found.banzhaf}
    votes = {entry.contender: entry.share for entry in found.banzhaf_votes}
    shapley, shapley_votes = dict(found.shapley_shubik), dict(found.shapley_shubik_votes)
    zero = Fraction(0)
    rows = [
        (
            entry.contender,
            percent(entry.share, 1),
            percent(seats.get(entry.contender, zero), 1),
            percent(shapley.get(entry.contender, zero), 1),
            percent(votes[entry.contender], 1),
            percent(shapley_votes[entry.contender], 1),
        )
        for entry in found.chair_power
    ]
    header = ("Parti", "Afgør formanden", "Banzhaf, pladser", "Shapley-Shubik, pladser")
    return Section(
        heading="Indflydelse",
        rows=((*header, "Banzhaf, stemmer", "Shapley-Shubik, stemmer"), *rows),
        lines=(
            "Afgør formanden: andelen af de andres valgforbund, hvor partiet ved at stå alene eller gå med "
            "bestemmer, hvem der bliver formand.",
        ),
    )


def _fewest_leaving(departures: Sequence[Departure]) -> Iterator[Departure]:
    """Give the departures by which no smaller group of the same members would gain."""
    shown: list[Departure] = []
    for leaving in departures:  # small groups come first
        if not any(
            other.alliance == leaving.alliance and set(other.leavers) <= set(leaving.leavers)
            for other in shown
        ):
            shown.append(leaving)
            yield leaving


def looked_at(closer: CloserLook) -> Section:
    """Describe one set of alliances: who gains by leaving it, and what answers it."""
    said = []
    shown = tuple(_fewest_leaving(closer.departures))[:MOST_LEAVING]
    for leaving in shown:
        how = "leave_together" if leaving.as_one and len(leaving.leavers) > 1 else "leaves"
        said.append(say(how, leavers=listed(leaving.leavers), alliance=leaving.alliance.label))
    left = len(closer.departures) - len(shown)
    if left:
        said.append(say("more_ways", ways=counted(left, SHARED["way"], SHARED["ways"])))
    if not closer.departures:
        said.append(SHARED["nobody_leaves"])
    for answer in closer.answers:
        if not answer.gainers:
            said.append(say("no_gain", alliance=answer.pact.label))
            continue
        undone = " ".join(map(_taken, answer.taken))
        said.append(say("gain", alliance=answer.pact.label, members=listed(answer.gainers), undone=undone))
    heading = "closer" if len(closer.pact) == 1 else "closer_several"
    return Section(
        heading=say(heading, alliances=listed(alliance.label for alliance in closer.pact)), lines=tuple(said)
    )


def _taken(taken: Taken) -> str:
    """Say which alliances take a post, or "det" for all that was gained, and that there are more of them."""
    what = SHARED["gained"] if taken.post is None else f"{POSTS[taken.post]}sposten"
    members, shown = listed(taken.gainers), taken.pacts[:MOST_SETS]
    if not shown:
        return say("not_taken", what=what, members=members)
    more = taken.further + len(taken.pacts) - len(shown)
    further = say("further", others=counted(more, SHARED["other"], SHARED["others"])) if more else ""
    return say("taken", alliances=_labels(shown), what=what, members=members, further=further)
