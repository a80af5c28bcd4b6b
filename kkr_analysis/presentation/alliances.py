"""What alliances could bring about, in Danish lines and tables; every one says that it is hypothetical."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import counted, listed, percent, whole
from kkr_analysis.whatif.alliances import Departure, Prospects
from kkr_analysis.whatif.alliances.findings import CloserLook, Findings, Outcome, Outcomes

MARK = "Tænkt eksempel"
MOST_OUTCOMES = 12
MOST_SETS = 3
MOST_LEAVING = 8
WORTH = {0: "ingen post", 1: "næstformand", 2: "formand", 3: "begge poster"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, lines of text, and a table: header row first; no rows where there is no table."""

    heading: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def opening(own: Findings) -> str:
    """Say what it is about, and that nothing of it is a result."""
    about = (
        f"udpegning til {listed(map(whole, own.places))} pladser" if own.places else "formand og næstformand"
    )
    return (
        f"{MARK}: {own.result.body} {own.result.rule_set.label}, {about}. De berettigede kan gå sammen i "
        f"valgforbund på {whole(own.all_sets)} måder."
    )


def sections(own: Findings) -> list[Section]:
    """Return all that was found, section by section."""
    found = [
        *(outcomes(own, each) for each in own.outcomes),
        prospects(own),
        stability(own),
        power(own) if own.chair_power else None,
        looked_at(own.closer) if own.closer else None,
    ]
    return [section for section in found if section is not None]


def outcomes(own: Findings, found: Outcomes) -> Section:
    """Every outcome with the smallest alliances that bring it about."""
    shown = found.each[:MOST_OUTCOMES] if found.places else found.each
    left = len(found.each) - len(shown)
    head = ("Pladser",) if found.places else ("Formand", "Næstformand")
    rows = [(*what_of(each), hangs(each), times(each, own), smallest(each.smallest)) for each in shown]
    forum = f", {counted(found.places, 'plads', 'pladser')}" if found.places else ""
    return Section(
        heading=f"Hvad valgforbund kan føre til{forum}",
        rows=((*head, "Hænger på", "Måder", "Mindste valgforbund"), *rows),
        lines=(
            *((f"Og {counted(left, 'udfald', 'udfald')} mere, som er sjældnere.",) if left else ()),
            "Hænger på: har den nævnte så mange flere eller færre, og alle andre det samme, er udfaldet et "
            "andet i det første af de mindste valgforbund.",
        ),
    )


def what_of(outcome: Outcome) -> tuple[str, ...]:
    """Write what an outcome gives."""
    if not outcome.chair:
        seats = listed(f"{letter} {whole(number)}" for letter, number in outcome.seats if number)
        if not outcome.needs_lot:
            return (seats,)
        drawn = [listed(outcome.tied)] if outcome.tied else []
        drawn += [f"inden for et valgforbund {listed(outcome.tied_inside)}"] if outcome.tied_inside else []
        return (f"{seats}, resten ved lod ({'; '.join(drawn)})",)
    return (
        holders(outcome.chair),
        holders(outcome.vice_chair) if len(outcome.chair) == 1 else "efter lodtrækningen",
    )


def holders(names: Sequence[str]) -> str:
    """Write who has a post, or between whom a lot is drawn."""
    return names[0] if len(names) == 1 else f"lod mellem {listed(names)}" if names else "ingen"


def hangs(outcome: Outcome) -> str:
    """
    Write the fewest votes that a post hangs on, or members that a place does, in the smallest set.

    One contender or alliance has them more or fewer, all others what they have.
    """
    if outcome.needs_lot:
        return "lod"
    more = [(own.votes, "flere", own.nearest) for own in outcome.hangs_on if own.votes is not None]
    fewer = [(own.lost, "færre", own.loser) for own in outcome.hangs_on if own.lost is not None]
    if more or fewer:
        number, which, who = min([*more, *fewer])
        return f"{counted(number, 'stemme', 'stemmer')} {which} ({who})"
    to_win = [(own.to_win, "flere", own.contender) for own in outcome.margins if own.to_win is not None]
    to_lose = [(own.to_lose, "færre", own.contender) for own in outcome.margins if own.to_lose is not None]
    if to_win or to_lose:
        number, which, who = min([*to_win, *to_lose])
        return f"{counted(number, 'medlem', 'medlemmer')} {which} ({who})"
    return "–"


def times(outcome: Outcome, own: Findings) -> str:
    """Write in how many sets, and what share of all that is."""
    return f"{whole(outcome.sets)} ({percent(Fraction(outcome.sets, own.all_sets), 1)})"


def smallest(sets: Sequence[Sequence[Alliance]]) -> str:
    """Write the smallest sets; the one without any alliance in words."""
    shown = [listed(own.label for own in each) or "uden valgforbund" for each in sets[:MOST_SETS]]
    more = len(sets) - len(shown)
    return "; ".join(shown) + (f"; og {whole(more)} til" if more else "")


def prospects(own: Findings) -> Section:
    """Every party's best and worst pact, and what staying outside costs."""
    rows = [
        (
            one.contender,
            worth(one.alone, own),
            worth(one.best, own),
            names(one.best_pacts) if one.best != one.alone else "–",
            worth(one.worst, own),
            names(one.worst_pacts) if one.worst != one.alone else "–",
            cost(one, own),
        )
        for one in own.prospects
    ]
    header = (
        "Parti",
        "Alene",
        "Bedst",
        "i valgforbund",
        "Værst",
        "i valgforbund",
        "Prisen for at stå udenfor",
    )
    return Section(
        heading="Hvad hvert parti kan opnå med ét valgforbund",
        rows=(header, *rows),
        lines=(
            "Prisen for at stå udenfor er, hvad partiet har i sit bedste valgforbund, og ikke har, hvis de "
            "andre danner det uden partiet.",
        ),
    )


def worth(prospect: tuple[int, int], own: Findings) -> str:
    """Write what a contender has: a post or places, and at most where a lot decides."""
    sure, most = prospect
    if own.places:
        return whole(sure) if sure == most else f"{whole(sure)}–{whole(most)} (lod)"
    return WORTH[sure] if sure == most else f"{WORTH[most]} ved lodtrækning"


def cost(one: Prospects, own: Findings) -> str:
    """Write what staying outside costs."""
    if one.cost_of_staying_outside <= 0:
        return "intet"
    if own.places:
        return counted(one.cost_of_staying_outside, "plads", "pladser")
    return f"{worth(one.best, own)} i stedet for {worth(one.left_out, own)}"


def names(pacts: Sequence[Alliance]) -> str:
    """Write the smallest pacts."""
    shown = [own.label for own in pacts[:MOST_SETS]]
    return " eller ".join(shown)


def stability(own: Findings) -> Section:
    """How many sets hold, and the smallest that do."""
    heading = "Valgforbund, som ingen har noget ud af at forlade"
    if own.stable is None:
        return Section(heading=heading, lines=("Der er for mange partier til at prøve alle.",))
    share = percent(Fraction(len(own.stable), own.all_sets), 1)
    said = (
        f"{whole(len(own.stable))} af {whole(own.all_sets)} ({share}) holder: ingen medlemmer vinder ved at "
        "gå, hver for sig eller sammen."
    )
    if len(own.outcomes) != 1:
        return Section(heading=heading, lines=(said,))
    if own.places:
        holding = set(own.stable)
        rows = [
            (
                *what_of(each),
                smallest([one for one in each.smallest if one in holding]) or "ingen af de mindste",
            )
            for each in own.outcomes[0].each[:MOST_OUTCOMES]
        ]
    else:
        rows = [
            (*what_of(each), smallest(own.stable_posts.get(each.key, ())) or "ingen")
            for each in own.outcomes[0].each
        ]
    head = ("Pladser",) if own.places else ("Formand", "Næstformand")
    return Section(heading=heading, lines=(said,), rows=((*head, "Mindste valgforbund, der holder"), *rows))


def power(own: Findings) -> Section:
    """Who decides the chair, and the power indices on seats and on votes."""
    seats = {entry.contender: entry.share for entry in own.banzhaf}
    votes = {entry.contender: entry.share for entry in own.banzhaf_votes}
    shapley, shapley_votes = dict(own.shapley_shubik), dict(own.shapley_shubik_votes)
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
        for entry in own.chair_power
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


def fewest_leaving(departures: Sequence[Departure]) -> Iterator[Departure]:
    """Give the departures that no fewer of the same members would gain by."""
    shown: list[Departure] = []
    for own in departures:  # small groups come first
        if not any(
            other.alliance == own.alliance and set(other.leavers) <= set(own.leavers) for other in shown
        ):
            shown.append(own)
            yield own


def looked_at(own: CloserLook) -> Section:
    """One set of alliances: who gains by leaving it, and how it can be answered."""
    said = []
    smallest_groups = tuple(fewest_leaving(own.departures))
    for leaving in smallest_groups[:MOST_LEAVING]:
        who = listed(leaving.leavers)
        how = " sammen" if leaving.as_one and len(leaving.leavers) > 1 else ""
        said.append(f"{who} vinder ved at forlade {leaving.alliance.label}{how}.")
    left = len(own.departures) - len(smallest_groups[:MOST_LEAVING])
    if left:
        said.append(f"Og {whole(left)} måder mere, de fleste med flere, der går.")
    if not own.departures:
        said.append("Ingen vinder ved at gå.")
    for answer in own.answers:
        if not answer.gainers:
            said.append(f"{answer.pact.label} giver ingen af sine medlemmer mere.")
            continue
        counter = names(answer.undoing) or "intet valgforbund mellem de andre"
        said.append(
            f"{answer.pact.label} er til fordel for {listed(answer.gainers)}. Det ophæves af {counter}."
        )
    return Section(
        heading=f"Valgforbundet {listed(alliance.label for alliance in own.pact)}", lines=tuple(said)
    )
