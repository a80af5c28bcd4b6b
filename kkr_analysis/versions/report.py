"""The difference between two versions, in Danish and as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kkr_analysis import danish
from kkr_analysis.versions.causes import Causes, Moves
from kkr_analysis.versions.difference import Difference
from kkr_analysis.versions.result_file import MayorLine

INPUTS = {"votes": "stemmer", "mayors": "borgmestre", "readings": "læsninger"}
FACTS = {
    "term": "Valgperiode",
    "election": "Valg",
    "status": "Tallenes status",
    "municipalities": "Kommuner",
    "valid_votes": "Gyldige stemmer",
    "threshold_votes": "Stemmer, der skal til",
    "dimensioning": "Dimensionerende parti",
    "cap_binds": "Loftet er nået",
    "total": "Medlemmer i alt",
    "version": "Version af kkr-analysis",
}


def lines(difference: Difference) -> list[str]:
    """Return the report, line by line."""
    title = f"KKR {difference.new.region}: {difference.old.shown} -> {difference.new.shown}"
    if difference.is_empty:
        return [title, "  De to resultater er ens."]
    return [
        title,
        *section("Pladser", seats(difference)),
        *section("Hvorfor", why(difference)),
        *section("Poster", [f"{post}: {who(old)} -> {who(new)}" for post, old, new in difference.posts]),
        *section("Stemmer", [vote(*change) for change in difference.votes]),
        *section("Berettigede", [eligible(letter, new) for letter, _, new in difference.eligibility]),
        *section("Borgmestre", [mayor(old, new) for _, old, new in difference.mayors]),
        *section("Læsninger", [f"Regel {rule}: {old} -> {new}" for rule, old, new in difference.readings]),
        *section(
            "Andet", [f"{FACTS[key]}: {shown(old)} -> {shown(new)}" for key, old, new in difference.facts]
        ),
        *section("Filer, der er ændret", [source(*change) for change in difference.sources]),
    ]


def section(heading: str, sentences: Iterable[str]) -> list[str]:
    """Return a heading with its lines; nothing where there are none."""
    own = [f"    {sentence}" for sentence in sentences]
    return [f"  {heading}", *own] if own else []


def seats(difference: Difference) -> list[str]:
    """Say which seats moved, or that none did."""
    if not difference.seats and not difference.supplementary:
        return ["Ingen plads er flyttet."]
    moved = [f"{letter}: {old} -> {new} {signed(new - old)}" for letter, old, new in difference.seats]
    extra = [
        f"{letter}, supplerende medlemmer: {old} -> {new}" for letter, old, new in difference.supplementary
    ]
    return [*moved, *extra]


def why(difference: Difference) -> list[str]:
    """Say which changed input moves which seats on its own."""
    if not difference.seats:
        return []
    causes = difference.causes
    if causes is None:
        return [
            "Det kan ikke siges: et af resultaterne mangler borgmestre eller læsninger, eller der er "
            "trukket lod."
        ]
    sentences = [
        f"De nye {word} alene giver: {moved(own)}." if own else f"De nye {word} alene flytter ingen plads."
        for name, word in INPUTS.items()
        if (own := getattr(causes, name)) is not None
    ]
    return [*sentences, *joint(causes)]


def joint(causes: Causes) -> list[str]:
    """Say that it takes more than one change to give the new seats."""
    return ["Først tilsammen giver ændringerne de nye pladser."] if causes.is_joint else []


def moved(moves: Moves) -> str:
    """Write moves of seats: "A 10 -> 9 og V 9 -> 10"."""
    return danish.listed(f"{letter} {old} -> {new}" for letter, old, new in moves)


def vote(letter: str, old: int, new: int) -> str:
    """Say one vote total's change."""
    return f"{letter}: {shown(old)} -> {shown(new)} {signed(new - old)}"


def eligible(letter: str, is_eligible: bool | None) -> str:
    """Say that a contender has become eligible, or is no longer."""
    return f"{letter} er nu berettiget" if is_eligible else f"{letter} er ikke længere berettiget"


def mayor(old: MayorLine | None, new: MayorLine | None) -> str:
    """Say one mayor's change."""
    place = next(own.municipality for own in (new, old) if own)
    return f"{place}: {person(old)} -> {person(new)}"


def person(own: MayorLine | None) -> str:
    """Name a mayor with letter and status."""
    return f"{own.name} ({own.letter or 'uden bogstav'}, {own.status})" if own else "ingen"


def source(file: str, old: str | None, new: str | None) -> str:
    """Say how a source file changed."""
    if old is None:
        return f"{file} er ny"
    return f"{file} bruges ikke mere" if new is None else file


def who(contender: str | None) -> str:
    """Name who has a post."""
    return contender or "lodtrækning"


def shown(value: Any) -> str:
    """Write a value as an analyst reads it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return danish.whole(value) if isinstance(value, int) else str(value)


def signed(number: int) -> str:
    """Write a change with its sign."""
    return f"({'+' if number > 0 else '−'}{danish.whole(abs(number))})"


def values(difference: Difference) -> dict[str, Any]:
    """Return the difference as plain values: every change as an object with from and to."""
    causes = difference.causes
    return {
        "region": difference.new.region,
        "old": difference.old.shown,
        "new": difference.new.shown,
        "seats": [pair("letter", *change) for change in difference.seats],
        "supplementary": [pair("letter", *change) for change in difference.supplementary],
        "causes": causes
        and {
            **{
                name: own if own is None else [pair("letter", *move) for move in own]
                for name in INPUTS
                for own in [getattr(causes, name)]
            },
            "joint": causes.is_joint,
        },
        "votes": [pair("letter", *change) for change in difference.votes],
        "eligible": [pair("letter", *change) for change in difference.eligibility],
        "mayors": [
            pair("municipality_code", code, old and person(old), new and person(new))
            for code, old, new in difference.mayors
        ],
        "readings": [pair("rule", *change) for change in difference.readings],
        "posts": [pair("post", *change) for change in difference.posts],
        "facts": [pair("key", *change) for change in difference.facts],
        "sources": [pair("file", *change) for change in difference.sources],
    }


def pair(name: str, key: str, old: Any, new: Any) -> dict[str, Any]:
    """Return one change as an object."""
    return {name: key, "from": old, "to": new}
