"""Whether every KKR of an election can be computed from its files: the lots, and the declared alliances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.election import DeclarationStatus, Election, Region
from kkr_analysis.composition.figures import region_in
from kkr_analysis.composition.result import calculate, declared_for
from kkr_analysis.data.sources.faults import seal_command
from kkr_analysis.data.sources.mayors import MAYORS
from kkr_analysis.data.sources.own_files import LOTS
from kkr_analysis.data.sources.recorded_lots import row_of_lot
from kkr_analysis.data.sources.region_files import DECLARED
from kkr_analysis.errors import (
    AllianceError,
    Fault,
    LotNeededError,
    NoDimensioningPartyError,
    StaleLotError,
    UnknownChoiceError,
)
from kkr_analysis.rules import RuleSet, RuleShelf


def rule_set_of(shelf: RuleShelf, slug: str) -> RuleSet | None:
    """Return the rules of the term that an election begins; None where the shelf has no such term."""
    return next((found for found in map(shelf.rule_set, shelf.known_terms()) if found.election == slug), None)


def faults_of_kkrs(data: Path, election: Election, regions: Sequence[Region], rules: RuleSet) -> list[Fault]:
    """
    Compute the KKR of each region as a build does, and return as faults what stops it.

    Rule: K3, K8, V2, V7. A fault names the file that it is put right in.
    """
    return [fault for region in regions for fault in _faults_of(data, election, region, rules)]


def stale_lots(data: Path, election: str, region: Region, error: StaleLotError) -> list[Fault]:
    """Return the recorded lots that settle no tie as faults, each with its file and row. Rule: K8."""
    file = f"{election}/{LOTS}"
    return [
        Fault(
            file,
            row=row_of_lot(data, election, region.slug, lot),
            found=f"et lod om {lot.stage} mellem {' og '.join(sorted(lot.tied))}",
            expected=f"et lod, der afgør en stemmelighed i tallene for KKR {region.name}",
            next_step="Tallene kan være ændret, siden loddet blev trukket. Slet rækken, eller ret den efter "
            f"en ny lodtrækning, og bekræft ændringen med: {seal_command(data / file)}",
        )
        for lot in error.lots
        if isinstance(lot, DrawnLot)
    ]


def held_to_the_rules(election: Election, region: str, rules: RuleSet) -> Election:
    """Refuse the declared alliances that nobody has decided on and that the rules refuse. Rule: D1, D2."""
    slug = region_in(election, region).slug
    declared = declared_for(election, slug)
    if not any(one.status is DeclarationStatus.PENDING for one in declared):
        return election
    # Public holidays take longer to read in than the figures, and hardly any KKR has a declaration.
    from kkr_analysis.meeting.pacts import judge_declarations, represented_in

    judged = judge_declarations(
        declared,
        region=slug,
        meeting=declared[0].meeting,
        represented=represented_in(calculate(election, slug, rules, alliances=())),
        reading=rules.meeting_readings.deadline,
    )
    refused = {
        entry.declaration: replace(
            entry.declaration,
            status=DeclarationStatus.REFUSED,
            ground=entry.reasons,
            is_refused_by_rule=True,
        )
        for entry in judged
        if entry.grounds and entry.declaration.status is DeclarationStatus.PENDING
    }
    return replace(election, declared=tuple(refused.get(one, one) for one in election.declared))


def _faults_of(data: Path, election: Election, region: Region, rules: RuleSet) -> Iterator[Fault]:
    try:
        calculate(held_to_the_rules(election, region.slug, rules), region.slug, rules)
    except UnknownChoiceError:
        return  # a computed example of other days than the election's
    except StaleLotError as error:
        yield from stale_lots(data, election.slug, region, error)
    except LotNeededError as error:
        yield _uncomputed(data, f"{election.slug}/{LOTS}", region, error)
    except NoDimensioningPartyError as error:
        yield _uncomputed(data, f"{election.slug}/{MAYORS}", region, error)
    except AllianceError as error:
        yield _uncomputed(data, f"{election.slug}/{region.slug}/{DECLARED}", region, error)


def _uncomputed(data: Path, file: str, region: Region, error: Exception) -> Fault:
    """Make the first sentence of an error what was found, and the others what to do."""
    found, _, steps = str(error).partition(". ")
    return Fault(
        file,
        found=found.rstrip("."),
        expected=f"tal, som KKR {region.name} kan regnes ud af",
        next_step=f"{steps or 'Ret filen.'} Bekræft ændringen med: {seal_command(data / file)}",
    )
