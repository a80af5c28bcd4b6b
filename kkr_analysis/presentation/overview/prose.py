"""The running text of the overview."""

from __future__ import annotations

from kkr_analysis import __version__
from kkr_analysis.allocation import Quotient
from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import counted, listed, quotient, whole
from kkr_analysis.presentation.markup import Html, render
from kkr_analysis.presentation.overview import wording


def heading(overview: Overview) -> Html:
    """Title, term, election and status."""
    return render(
        "overview/heading.html.j2",
        title=wording.title(overview),
        term=overview.now.rule_set.term.replace("-", "–"),
        election=overview.now.election.name,
        day=overview.now.election.as_of,
        status=wording.status(overview),
    )


def capped(overview: Overview) -> Html:
    """In which KKR the cap takes seats away (K5), and where a lot decides a post (V7)."""
    results = overview.now.results
    return render(
        "overview/capped.html.j2",
        capped=[result.body for result in results if result.composition.cap_binds],
        bodies=len(results),
        lots=[result.body for result in results if result.plain_posts.tie is not None],
    )


def no_term_before(overview: Overview) -> Html | None:
    """Say that there are no figures to compare with; None where there are."""
    if overview.before is not None:
        return None
    return render("overview/no_term_before.html.j2", label=overview.now.rule_set.label)


def board(overview: Overview) -> Html:
    """How KL's bestyrelse is shared out, how near the last seat was, and how large the repræsentantskab."""
    country = overview.now
    last = country.board.steps[-1]
    return render(
        "overview/board.html.j2",
        seats=country.board.seats_to_fill,
        rule=country.rule_set.rule("B1"),
        last=division(last.winning),
        last_winner=last.winner,
        next_=division(last.runner_up) if last.runner_up else "",
        next_letter=last.runner_up.contender if last.runner_up else "",
        tie=listed(sorted(country.board.tie.tied)) if country.board.tie else "",
        assembly=country.assembly.total,
        assembly_rule=country.rule_set.rule("B2"),
    )


def division(own: Quotient) -> str:
    """Write a quotient as it is keyed into a calculator, with its result."""
    if own.value is None:
        return whole(own.votes)
    return f"{whole(own.votes)} ÷ {own.divisor} = {quotient(own.value)}"


def reservations(overview: Overview) -> Html:
    """Which rules are inferred or assumed, and where each KKR's own are said."""
    rules = {rule.number: rule for result in overview.now.results for rule in result.uncertain_rules}
    return render(
        "overview/reservations.html.j2",
        numbers=listed(sorted(rules)),
        note=overview.now.rule_set.note,
    )


def provenance(overview: Overview) -> Html:
    """Which rules and version made the overview."""
    return render(
        "overview/provenance.html.j2",
        rule_set=overview.now.rule_set,
        version=__version__,
        bodies=counted(len(overview.now.results), "KKR", "KKR"),
    )
