"""The differences between two versions as Danish sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kkr_analysis import danish
from kkr_analysis.composition.comparison import READING_NAMES
from kkr_analysis.composition.record import MayorRecord
from kkr_analysis.documents.compare.causes import Alone, Cause, Causes, Parts, SeatMove, Undone
from kkr_analysis.documents.compare.difference import Change, Difference
from kkr_analysis.documents.compare.inputs import READINGS, Input
from kkr_analysis.documents.compare.result_file import REPRESENTED, PostHolder, ResultFile
from kkr_analysis.presentation.wording import DENOMINATORS, MAYOR_STATUSES

INPUTS = {
    Input.VOTES: "stemmer",
    Input.MAYORS: "borgmestre",
    Input.REPRESENTED: "oplysninger om plads i kommunalbestyrelserne",
    Input.READINGS: "læsninger af reglerne",
    Input.LOTS: "lodtrækninger",
}
THE_INPUTS = {
    Input.VOTES: "stemmerne",
    Input.MAYORS: "borgmestrene",
    Input.REPRESENTED: "oplysningerne om plads i kommunalbestyrelserne",
    Input.READINGS: "læsningerne af reglerne",
    Input.LOTS: "lodtrækningerne",
}
_READING_NAMES: dict[Any, str] = {**DENOMINATORS, **READING_NAMES}
_STATUSES = {status.value: words for status, words in MAYOR_STATUSES.items()}
UNKNOWN = "ikke kendt"
UNMOVED = "Ingen plads er flyttet."
POSTS = {"chair": "Formand", "vice_chair": "Næstformand"}
LATER = {
    "alliances": "valgforbund",
    "as_of": "den dag, resultatet gælder",
    "chair": "formanden",
    "contenders[].represented": "hvem der har plads i en kommunalbestyrelse",
    "corrections": "rettelser af tallene",
    "lots": "lodtrækninger",
    "mayors_list": "borgmestrene",
    "readings": "læsningerne af reglerne",
    "vice_chair": "næstformanden",
    "votes_cast": "afgivne stemmer",
}
"""What each later key of the contract holds."""


def seats_in_short(difference: Difference) -> str:
    """Say in a sentence who has gained or lost seats, or that nobody has."""
    before, after = (danish.whole(result.kkr.total) for result in (difference.old, difference.new))
    size = _same_size(after) if before == after else f"KKR får {after} medlemmer i stedet for {before}."
    if not difference.moves_seats:
        shift = (
            " Der er byttet om på borgmestre og supplerende medlemmer." if difference.supplementary else ""
        )
        return f"{UNMOVED} {size}{shift}"
    moved = danish.listed(
        f"{name(change.key)} ({danish.signed(change.new - change.old)})"
        for change in (*difference.seats, *difference.mayors_outside)
    )
    return f"Pladserne er ændret for {moved}. {size}"


def same_in_short(members: int) -> str:
    """Say that a result is the same as before."""
    return f"{UNMOVED} {_same_size(danish.whole(members))}"


def _same_size(members: str) -> str:
    return f"KKR har stadig {members} medlemmer."


def changes_in_short(difference: Difference) -> str:
    """Say who has gained or lost seats, and name everything else that changed."""
    others = {
        "stemmerne": difference.votes,
        "hvem der er berettiget": difference.eligible,
        "borgmestrene": difference.mayors,
        "formand eller næstformand": difference.posts,
        "læsningerne af reglerne": difference.readings,
        "lodtrækningerne": difference.lots,
        "rettelserne af tallene": difference.corrections,
        "filerne, tallene er fra": difference.sources,
        "oplysninger om bilaget": difference.facts,
    }
    changed = [what for what, found in others.items() if found]
    also = f" Ændret er også {danish.listed(changed)}." if changed else ""
    return f"{seats_in_short(difference)}{also}"


def two_terms(old: ResultFile, new: ResultFile) -> list[str]:
    """Say that the versions are of two terms, where they are."""
    if old.kkr.term == new.kkr.term:
        return []
    return [
        f"Bemærk: de to resultater er for hver sin valgperiode, {old.kkr.term} og {new.kkr.term}. "
        "Forskellene er derfor mellem to valg og ikke mellem to udgaver af samme bilag."
    ]


def incomparable(difference: Difference) -> list[str]:
    """Say for each version what it lacks, being older than those keys of the contract."""
    return [
        f"{called} er bygget med en ældre udgave af programmet. Følgende står ikke i filen og er ikke "
        f"sammenlignet: {danish.listed(lacking)}."
        for called, result in (("Den gamle fil", difference.old), ("Den nye fil", difference.new))
        if (lacking := [LATER[key] for key in sorted(result.missing & LATER.keys())])
    ]


def why(causes: Causes) -> list[str]:
    """Say which new inputs move which seats, alone and together, or why that is unknown."""
    if causes.obstacles:
        return [f"Det kan ikke siges, hvad der flytter pladser: {obstacle}." for obstacle in causes.obstacles]
    several = len(causes.alone) > 1
    return [
        *map(_alone, causes.alone),
        *(_together(causes.seats) if several else ()),
        *map(_undone, causes.undone),
    ]


def _alone(lone: Alone) -> str:
    if lone.obstacle is not None:
        return f"De nye {INPUTS[lone.input]} alene kan ikke regnes. {lone.obstacle}"
    if not lone.moves:
        return f"De nye {INPUTS[lone.input]} alene flytter ingen plads."
    return f"De nye {INPUTS[lone.input]} alene ændrer {danish.listed(map(_move, lone.moves))}."


def _together(seats: Iterable[Cause]) -> list[str]:
    """Say what every move depends on, one sentence for moves with the same causes."""
    contenders: dict[tuple[Parts, ...], list[str]] = {}
    for cause in seats:
        contenders.setdefault(cause.enough, []).append(name(cause.move.contender))
    return [
        f"{first_upper(danish.listed(names))} får {'deres' if len(names) > 1 else 'sit'} nye antal "
        f"{_depending_on(enough)}."
        for enough, names in contenders.items()
    ]


def _depending_on(enough: tuple[Parts, ...]) -> str:
    ways = [
        f"{THE_INPUTS[parts[0]]} alene"
        if len(parts) == 1
        else f"{danish.listed(THE_INPUTS[part] for part in parts)} tilsammen"
        for parts in enough
    ]
    only = "kun " if len(enough) == 1 and len(enough[0]) > 1 else ""
    return f"{only}af {', og lige så vel af '.join(ways)}"


def _undone(reversal: Undone) -> str:
    others = danish.listed(THE_INPUTS[part] for part in reversal.others)
    return f"At de nye {INPUTS[reversal.input]} alene ændrer {_move(reversal.move)}, ophæves af {others}."


def _move(moved: SeatMove) -> str:
    return f"{name(moved.contender)} fra {danish.whole(moved.old)} til {danish.whole(moved.new)}"


def name(contender: str | None) -> str:
    """Name a contender; None is the mayors outside."""
    return contender or "borgmestre uden for fordelingen"


def first_upper(sentence: str) -> str:
    """Write a sentence with a capital."""
    return danish.upper_first(sentence)


def eligibility(change: Change[bool], difference: Difference) -> str:
    """Say that a contender has become eligible, or is no longer, and on what figures. Rule: E3, E5."""
    now = "er nu berettiget" if change.new else "er ikke længere berettiget"
    contender, threshold = difference.new.contenders.get(change.key), difference.new.kkr.threshold_votes
    if contender is None:
        return f"{change.key} {now}: det er ikke blandt partierne i den nye udgave."
    is_unseated = not contender.represented and REPRESENTED not in difference.new.missing
    seat = ", og har ikke plads i en kommunalbestyrelse i regionen" if is_unseated else ""
    return (
        f"{change.key} {now}: {danish.counted(contender.votes, 'stemme', 'stemmer')}, og der skal "
        f"{danish.whole(threshold)} til{seat}."
    )


def represented(change: Change[bool]) -> str:
    """Say that a contender has won its first seat in a council, or lost its last. Rule: E5."""
    now = "har nu plads" if change.new else "har ikke længere plads"
    return f"{change.key} {now} i mindst én kommunalbestyrelse i regionen."


def person(mayor: MayorRecord | None) -> str:
    """Name a mayor with letter and status."""
    if mayor is None:
        return "ingen"
    return f"{mayor.name} ({mayor.letter or 'uden bogstav'}, {_STATUSES.get(mayor.status, mayor.status)})"


def holder(post_holder: PostHolder | None) -> str:
    """Name who is entitled to a post."""
    if post_holder is None:
        return "afventer lodtrækning"
    return (
        f"{post_holder.contender} (valgforbund {post_holder.alliance})"
        if post_holder.alliance
        else post_holder.contender
    )


def reading(rule: str, name: str | None) -> str:
    """Write a reading of a rule in Danish; an unknown one is written as in the file."""
    known = {each.value: _READING_NAMES[each] for each in READINGS.get(rule, ())}
    return known.get(name, name or "ingen")


def value(fact: Any) -> str:
    """Write a single value as an analyst reads it."""
    match fact:
        case bool():
            return "ja" if fact else "nej"
        case None:
            return UNKNOWN
        case int():
            return danish.whole(fact)
        case tuple():
            return danish.listed(fact) or "ingen"
    return danish.day_or_word(str(fact))


def fingerprint(sha256: str | None) -> str:
    """Write the beginning of a sha256, enough to tell two apart."""
    return f"{sha256[:8]}…" if sha256 else "ikke brugt"
