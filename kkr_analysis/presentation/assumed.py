"""What the assumed rules decide, in plain words: what no source says, and what other readings would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kkr_analysis.composition.result import KkrResult, OtherReading
from kkr_analysis.composition.seats import Cut
from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.presentation.wording import on_one_line
from kkr_analysis.rules import CapReading, MayorReading, OutsideReading, Rule

_OPEN: Mapping[str, str] = {
    "K6": "hvordan pladserne skal skæres ned til {total}",
    "K7": "om borgmestre, hvis liste ikke er berettiget til pladser, tæller med under loftet",
    "K10": "hvilket parti borgmestre, der har skiftet parti, tæller for",
}
"""What no source says, by rule."""
_SUPPOSED: Mapping[str, str] = {"K6": "Fordeles de", "K7": "Tæller de", "K10": "Tæller de"}
_READINGS: Mapping[tuple[str, str], str] = {
    ("K6", CapReading.ROUND_UP.value): "én for én til det parti, der har flest stemmer pr. plads",
    ("K6", CapReading.LARGEST_REMAINDER.value): "efter største brøk",
    ("K6", CapReading.DHONDT.value): "efter d'Hondts metode",
    ("K7", OutsideReading.ON_TOP.value): "med",
    ("K7", OutsideReading.OUTSIDE_CAP.value): "ikke med",
    ("K10", MayorReading.ELECTED_ON.value): "for den liste, de er valgt på",
    ("K10", MayorReading.PARTY_NOW.value): "for det parti, de er i nu",
}
"""Every reading as the end of a clause that supposes it."""


def assumptions(result: KkrResult) -> list[str]:
    """Say of every assumed rule that moves a seat what no source says, and what the other readings give."""
    return [
        f"Ingen kilde siger, {_OPEN[rule.number].format(total=result.composition.total)}. "
        f"{otherwise(rule, result)}"
        for rule in result.deciding_rules
    ]


def open_questions(numbers: Iterable[str], total: int) -> str:
    """Say in one sentence what no source says on those rules; empty where they are none of the assumed."""
    asked = [_OPEN[number].format(total=total) for number in numbers if number in _OPEN]
    return f"Ingen kilde siger, {', eller '.join(asked)}." if asked else ""


def otherwise(rule: Rule, result: KkrResult) -> str:
    """Say what the other readings of a rule would give; those that give the same together."""
    same: dict[str, list[str]] = {}
    for other in result.other_readings:
        if other.rule == rule:
            same.setdefault(_given(other, result), []).append(_READINGS[rule.number, other.reading])
    return " ".join(
        f"{_SUPPOSED[rule.number]} {listed(readings, 'eller')}, {given}." for given, readings in same.items()
    )


def counted_out(rule: Rule, result: KkrResult) -> list[str]:
    """Say how the other readings of the cap share out the seats, to be worked out again. Rule: K6."""
    ways = [(other.reading, other.cut) for other in result.other_readings if other.rule == rule and other.cut]
    return [_WAYS[reading](cut) for reading, cut in ways if reading in _WAYS]


def _kept(cut: Cut) -> str:
    """Name those who keep just their mayors, for the method gives them fewer; nothing where nobody does."""
    return "".join(f"{letter} beholder sine {mayors} borgmestre. " for letter, mayors in cut.kept)


def _by_largest_remainder(cut: Cut) -> str:
    seats, votes = cut.count.seats_to_fill, sum(cut.count.votes.values())
    share = on_one_line(f"{seats} × stemmer ÷ partiernes {whole(votes)}")
    return f"Største brøk: {_kept(cut)}{share} giver de hele pladser; de sidste går til de største brøker."


def _by_dhondt(cut: Cut) -> str:
    seats = cut.count.seats_to_fill
    return (
        f"D'Hondts metode: {_kept(cut)}Stemmerne deles med 1, 2, 3 og så videre; de {seats} største tal får "
        "plads."
    )


_WAYS = {
    CapReading.LARGEST_REMAINDER.value: _by_largest_remainder,
    CapReading.DHONDT.value: _by_dhondt,
}


def _given(other: OtherReading, result: KkrResult) -> str:
    if other.tied:
        return f"skal der trækkes lod mellem {listed(sorted(other.tied))} om de sidste pladser"
    if not other.changes:
        return "er tallene de samme"
    (first, had, seats), *rest = other.changes
    moves = [f"{first} {counted(seats, 'plads', 'pladser')} (ikke {had})"]
    moves += [f"{letter}\N{NO-BREAK SPACE}{number} (ikke {before})" for letter, before, number in rest]
    members = result.composition.total
    if other.total == members:
        return f"får {listed(moves)}"
    total = counted(other.total, "medlem", "medlemmer")
    return f"får {listed(moves)}, og {result.body} får {total} (ikke {members})"
