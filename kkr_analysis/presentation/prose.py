"""The running text of the enclosure: Danish sentences around the figures of one result."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kkr_analysis import __version__
from kkr_analysis.composition.election import SourceStrength
from kkr_analysis.composition.result import KkrResult, OtherReading
from kkr_analysis.danish import counted, listed
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.charts.wording import meaning
from kkr_analysis.presentation.markup import Html, render
from kkr_analysis.rules import Rule


def heading(result: KkrResult) -> Html:
    """Title, KKR, term, election and status of the figures."""
    return render(
        "heading.html.j2",
        title=wording.title(result),
        body=result.body,
        term=result.rule_set.term.replace("-", "–"),
        election=result.election.name,
        fetched=wording.fetched(result),
        status=wording.status(result),
    )


def assumptions(result: KkrResult) -> Html | None:
    """Right under the table: the assumed rules that move a seat, and what other readings give."""
    rules = assumed_rules(result)
    return render("assumptions.html.j2", rules=rules) if rules else None


def assumed_rules(result: KkrResult) -> list[tuple[Rule, list[str]]]:
    """Return the assumed rules that move a seat, each with a sentence for every other reading."""
    others = result.other_readings
    rules = dict.fromkeys(other.rule for other in others if other.changes or other.tied)
    return [(rule, [consequence(other) for other in others if other.rule == rule]) for rule in rules]


def members(result: KkrResult) -> Html:
    """How many members there are, and why there are supplementary ones (K1, K2, K4)."""
    return render("members.html.j2", composition=result.composition, body=result.body)


def price(result: KkrResult) -> Html:
    """Who the dimensioning party is, and what a seat costs (K3)."""
    return render(
        "price.html.j2",
        body=result.body,
        composition=result.composition,
        parties=result.dimensioning,
        price=result.composition.price,
    )


def rounding(result: KkrResult) -> Html:
    """How every contender's seats follow from the price (K3)."""
    dimensioning = result.dimensioning[0]
    others = [claim for claim in result.composition.claims if claim.contender != dimensioning.letter]
    example = max(others, key=lambda claim: claim.votes, default=None)
    return render("rounding.html.j2", dimensioning=dimensioning, example=example)


def cap(result: KkrResult) -> Html:
    """Whether the cap takes seats away, and how those left are shared out (K5, K6, K7)."""
    composition = result.composition
    return render(
        "cap.html.j2",
        composition=composition,
        reading=result.rule_set.rule("K6"),
        supplementary=sum(composition.supplementary.values()),
    )


def last_seat(result: KkrResult) -> Html:
    """What the quotients around the last seat are (K3, K6)."""
    return render("last_seat.html.j2", ladder=result.ranking)


def threshold(result: KkrResult) -> Html:
    """How many votes 2 % is (E3, E4)."""
    eligibility = result.eligibility
    return render(
        "threshold.html.j2",
        eligibility=eligibility,
        votes_are=wording.DENOMINATORS[eligibility.reading],
        two_percent=Fraction(eligibility.denominator, 50),
    )


def shares(result: KkrResult) -> Html:
    """How far the seats are from the votes, and what counts (E4, K7)."""
    return render(
        "shares.html.j2",
        meaning=meaning(result.disproportionality),
        outside=result.composition.mayors_outside,
    )


def plain_posts(result: KkrResult) -> Html:
    """Who is entitled to chair and vice-chair without alliances, and on how many votes it hangs (V1)."""
    return render(
        "posts.html.j2",
        election=result.plain_posts,
        names=names_of(result),
        allied=False,
        declared=result.allied_posts is not None,
    )


def allied_posts(result: KkrResult) -> Html | None:
    """The same with the declared alliances; None where none are declared (V2, V3)."""
    if result.allied_posts is None:
        return None
    return render(
        "posts.html.j2", election=result.allied_posts, names=names_of(result), allied=True, declared=False
    )


def names_of(result: KkrResult) -> dict[str, str]:
    """Return the contenders' names as they stand inside a sentence: "Socialdemokratiet (A)"."""
    return {
        standing.letter: f"{standing.name} ({standing.letter})" for standing in result.eligibility.eligible
    }


def reservations(result: KkrResult) -> Html:
    """The inferred and assumed rules that touch a number, and what is uncertain in the figures."""
    names = {municipality.code: municipality.name for municipality in result.figures.municipalities}
    weak = [
        names[mayor.municipality] for mayor in result.figures.mayors if mayor.strength is SourceStrength.WEAK
    ]
    others = result.other_readings
    return render(
        "reservations.html.j2",
        rules=[
            (rule, in_reservations([other for other in others if other.rule == rule]))
            for rule in result.uncertain_rules
        ],
        represented=wording.represented(result),
        corrections=wording.corrections(result),
        weak=sorted(weak),
        note=result.rule_set.note,
    )


def in_reservations(others: Sequence[OtherReading]) -> list[str]:
    """Say what other readings would give, or that it stands under the table already."""
    if any(other.changes or other.tied for other in others):
        return ["Hvad de andre læsninger ville give, står under tabellen."]
    return [consequence(other) for other in others]


def consequence(other: OtherReading) -> str:
    """Say what another reading of a rule would have given."""
    if other.tied:
        drawn = listed(sorted(other.tied))
        return f"Med læsningen »{other.text}« skulle der trækkes lod mellem {drawn} om de sidste pladser."
    if not other.changes:
        return f"Med læsningen »{other.text}« ville tallene være de samme."
    moves = listed(
        f"{letter} have {counted(seats, 'plads', 'pladser')} i stedet for {instead_of}"
        for letter, instead_of, seats in other.changes
    )
    return f"Med læsningen »{other.text}« ville {moves}."


def provenance(result: KkrResult) -> Html:
    """Which rule set and which version made the enclosure."""
    return render("provenance.html.j2", rule_set=result.rule_set, version=__version__)
