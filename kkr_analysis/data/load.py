"""From a region and a term to a computed KKR, or to all of them: the one call that a notebook starts with."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.election import Election
from kkr_analysis.composition.figures import region_in, region_named
from kkr_analysis.composition.overview import Country, Overview, country
from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.data.command import as_typed, kkr_command
from kkr_analysis.data.project import Project, nearest_project, project_at
from kkr_analysis.data.sources import known_elections, load_election, load_regions
from kkr_analysis.data.sources.computing import held_to_the_rules, stale_lots
from kkr_analysis.data.sources.faults import seal_command
from kkr_analysis.data.sources.own_files import LOTS
from kkr_analysis.data.sources.region_files import DECLARED, REGION_TABLES
from kkr_analysis.errors import AllianceError, LotNeededError, StaleLotError, UnknownChoiceError
from kkr_analysis.rules import RuleSet


def load_result(
    region: str,
    term: str = "",
    alliances: Sequence[str] | None = None,
    as_of: str = "",
    project: Project | Path | str | None = None,
) -> KkrResult:
    """
    Read the figures of a term's election and compute the KKR of a region.

    ``region`` is a slug or a name ("midtjylland", "KKR Midtjylland"), ``term`` a slug or a shorter one
    ("2022-2026", "2022"), today's by default. ``alliances``, each as "C+V", are by default the declared ones,
    and with any others the result is hypothetical. ``as_of`` is the day that the enclosure describes
    ("2022-01-19"), the election's own by default.

    ``project`` has the figures and the rules: by default the nearest one at or above the current folder, and
    where there is none what came along with the package, so that this works anywhere. Another is its folder,
    "mit-kkr", or with figures from elsewhere ``Project(root, figures)`` of ``kkr_analysis.data.project``.

    Raises KkrError with a Danish message for anything wrong with the choice or the figures.

    >>> kkr = load_result("midtjylland", "2022-2026")
    >>> kkr.body, kkr.composition.total, kkr.posts.posts[0].holder
    ('KKR Midtjylland', 36, 'A')
    """
    if isinstance(alliances, str) or not all(isinstance(text, str) for text in alliances or ()):
        raise AllianceError(
            f"alliances: fandt {alliances!r}, ventede en liste af tekster. "
            'Skriv for eksempel alliances = ["C+V", "A+F+Ø"], eller alliances = [] uden valgforbund.'
        )
    for name, text in {"region": region, "term": term, "as_of": as_of}.items():
        if not isinstance(text, str):
            raise UnknownChoiceError(f"{name}: fandt {text!r}, ventede en tekst.")
    found = _project_of(project)
    rules = found.rules.rule_set(found.rules.term_named(term))
    election = load_election(found.data, rules.election, _day_of(as_of), [region])
    given = None if alliances is None else [Alliance.parse(text) for text in alliances]
    return compute_kkr(found, election, region, rules, given)


def compute_kkr(
    project: Project,
    election: Election,
    region: str,
    rules: RuleSet,
    alliances: Sequence[Alliance] | None = None,
) -> KkrResult:
    """
    Compute a region's KKR from the project's own figures, with its declared alliances by default.

    Rule: D1, D2, D3. A declared alliance that nobody has decided on and that the rules refuse does not count;
    what the KKR has decided holds.

    Raises as ``calculate`` does; where a lot is needed or stale, or a declared alliance cannot be, the
    message has the file and how to confirm it.
    """
    try:
        return calculate(held_to_the_rules(election, region, rules), region, rules, alliances=alliances)
    except StaleLotError as fault:
        faults = stale_lots(project.data, election.slug, region_in(election, region), fault)
        raise StaleLotError("\n".join(faults) or str(fault), fault.lots) from None
    except LotNeededError as fault:
        raise LotNeededError(f"{fault} {_confirm_lots(project, election)}") from None
    except AllianceError as fault:
        if alliances is not None:
            raise
        file = f"{election.slug}/{region_in(election, region).slug}/{DECLARED}"
        raise AllianceError(
            f"{fault} Det er anmeldt i {file}. Skriv afvist i afgoerelse, og hvorfor i begrundelse, og "
            f"bekræft filen med: {seal_command(project.data / file)}"
        ) from None


def refused_by_rule(project: Project, result: KkrResult) -> list[str]:
    """Say in Danish of each alliance that the rules refuse, and how to count it where the KKR approves it."""
    file = project.data / result.election.slug / result.region.slug / DECLARED
    return [
        f"{result.body}: valgforbundet {one.alliance.label} tæller ikke med: {one.ground}. Godkender KKR det "
        f"alligevel, så skriv godkendt i afgoerelse i {as_typed(file)}, og bekræft filen med: "
        f"{seal_command(file)}"
        for one in result.declared
        if one.is_refused_by_rule
    ]


def not_on_the_line(
    project: Project, election: str, regions: Sequence[str], alliances: Sequence[str]
) -> AllianceError:
    """
    Say that alliances are no option of a build, and where they are written instead.

    What is printed as declared is what is registered, so that the next build has it as well.
    """
    region = regions[0] if regions else "midtjylland"
    pacts = " ".join(f"--alliance {shlex.quote(text)}" for text in alliances)
    file, headings = project.data / election / region / DECLARED, ",".join(REGION_TABLES[DECLARED])
    return AllianceError(
        "Et bilag har de valgforbund, der er anmeldt, og intet andet. Er de anmeldt til KKR, så skriv en "
        f"række for hvert i {as_typed(file)} med overskriften {headings}, og bekræft den med: "
        f"{seal_command(file)}. Vil du se, hvad de ville føre til, så skriv: {kkr_command()} whatif --region "
        f"{region} {pacts}"
    )


def chair_lot_needed(project: Project, result: KkrResult) -> str | None:
    """Say in Danish that a post is undecided, and where its lot is recorded; None where none is. Rule: V7."""
    tie = result.posts.tie
    if tie is None:
        return None
    tied = sorted(tie.tied)
    return (
        f"{result.body}: {', '.join(tied[:-1])} og {tied[-1]} står lige ({tie.stage}). "
        "Bilaget siger, at der skal trækkes lod. "
        f"Når det er sket, så skriv en række i {result.election.slug}/{LOTS} med region "
        f"{result.region.slug}, "
        f'trin "{tie.stage}", lige {" / ".join(tied)} og udtrukket (den, der fik posten). '
        f"{_confirm_lots(project, result.election)}"
    )


def _confirm_lots(project: Project, election: Election) -> str:
    return f"Bekræft så filen med: {seal_command(project.data / election.slug / LOTS)}"


def region_slug(project: Project, term: str, text: str) -> str:
    """Return the slug of a region that is named in any way. Raises UnknownChoiceError with the nearest."""
    return region_named(text, load_regions(project.data, project.rules.rule_set(term).election)).slug


def _project_of(given: Project | Path | str | None) -> Project:
    match given:
        case None:
            return nearest_project()
        case Project():
            return given
        case str() | Path():
            return project_at(Path(given))
        case _:
            raise UnknownChoiceError(f"project: fandt {given!r}, ventede en mappe.")


def load_overview(term: str = "", as_of: str = "", project: Project | Path | str | None = None) -> Overview:
    """
    Compute the KKR of every region for a term and, where there are figures, for the one before.

    ``term`` and ``as_of`` as in ``load_result``; the term before is as of its own day. Raises KkrError.
    """
    found = _project_of(project)
    return overview_of(found, found.rules.term_named(term), _day_of(as_of))


def overview_of(project: Project, term: str, as_of: date | None) -> Overview:
    """Compute the overview of a project's figures."""
    before = project.rules.term_before(term)
    known = before and project.rules.rule_set(before).election in known_elections(project.data)
    return Overview(
        now=_country_of(project, term, as_of),
        before=_country_of(project, before, None) if before and known else None,
    )


def _country_of(project: Project, term: str, as_of: date | None) -> Country:
    """Compute every KKR of a term."""
    rules = project.rules.rule_set(term)
    election = load_election(project.data, rules.election, as_of)
    return country(tuple(compute_kkr(project, election, region.slug, rules) for region in election.regions))


def _day_of(text: str) -> date | None:
    """Return the day written in a text; None for an empty one. Raises UnknownChoiceError."""
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise UnknownChoiceError(
            f'as_of: fandt {text!r}, ventede en dato som "2022-01-19" eller "".'
        ) from None
