"""Everything that can be checked in the folders of meetings: what is in order, owed, or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kkr_analysis.allocation import Tie
from kkr_analysis.composition.election import Election, Region
from kkr_analysis.composition.figures import region_named
from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.danish import counted, listed
from kkr_analysis.data.meetings.agenda import Agenda, without_a_row
from kkr_analysis.data.meetings.folder import folder_of, read_meeting
from kkr_analysis.data.meetings.held import held
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.sources import load_election, load_regions
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.data.sources.checking import CheckReport
from kkr_analysis.data.sources.computing import rule_set_of
from kkr_analysis.data.sources.region_files import (
    APPOINTMENTS,
    ATTENDANCE,
    BALLOTS,
    CONVENING,
    DRAWN,
    FORA,
    GROUPS,
    MEMBERS,
    REGION_FILES,
)
from kkr_analysis.errors import Fault, FaultyFilesError, KkrError
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.fora import to_appoint_to
from kkr_analysis.meeting.members import MemberDoubt, MemberFault, labels_of
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.rules import RuleSet, RuleShelf

_FEW = 6
"""Up to this many names are written in a remark."""


def check_meetings(
    data: Path, slug: str, folders: Path, rules: RuleShelf | None = None, regions: Sequence[str] = ()
) -> tuple[CheckReport, ...]:
    """
    Check the folder of every KKR that has one for an election, or of those of the ``regions`` alone.

    ``data`` has the figures, ``folders`` the folders of meetings below the election's: ``data`` itself, or
    the examples; ``rules`` are the project's, by default the package's. Figures that cannot be used are for
    ``check_election`` to tell: the folder of a KKR that needs them is then only said to be unchecked.
    """
    wanted = [path for path in sorted((folders / slug).glob("*/")) if _is_a_meeting(path)]
    of_term = rule_set_of(rules or RuleShelf(), slug)
    if not wanted or of_term is None:
        return ()
    try:
        there = load_regions(data, slug)
    except KkrError:
        return tuple(_unchecked(slug, path.name, "valgets tal") for path in wanted)
    chosen = {region_named(text, there).slug for text in regions}
    slugs = [region.slug for region in there if not chosen or region.slug in chosen]
    wanted = [path for path in wanted if path.name in slugs]
    elections = _elections(data, slug, [path.name for path in wanted])
    return tuple(
        _unchecked(slug, path.name, election)
        if isinstance(election, str)
        else _check(
            election,
            region_named(path.name, there),
            of_term,
            folders,
            [] if folders == data else _strangers(path),
        )
        for path, election in zip(wanted, elections, strict=True)
    )


def _elections(data: Path, slug: str, regions: Sequence[str]) -> list[Election | str]:
    """
    Read an election for each region, or say what has to be put right first.

    One reading is for all of them; only where it fails are they read apart, so that a fault in what one KKR
    needs does not keep the others unchecked.
    """
    try:
        return [load_election(data, slug, regions=regions)] * len(regions)
    except KkrError:
        return [_election(data, slug, region) for region in regions]


def _election(data: Path, slug: str, region: str) -> Election | str:
    try:
        return load_election(data, slug, regions=[region])
    except FaultyFilesError as error:
        files = dict.fromkeys(fault.file for fault in error.faults)
        return listed(files) if len(files) <= _FEW else "valgets tal"
    except KkrError:
        return "valgets tal"


def _unchecked(slug: str, region: str, first: str) -> CheckReport:
    """Say that a folder is not checked, and what has to be put right first."""
    return replace(
        _report(slug, region, remarks=[f"Mødets mappe er ikke kontrolleret: ret først {first}."]),
        is_checked=False,
    )


def _is_a_meeting(folder: Path) -> bool:
    return folder.is_dir() and any((folder / name).exists() for name in REGION_FILES)


def _strangers(folder: Path) -> list[str]:
    """Say which files nothing reads; below ``data`` the check of the election does."""
    own = {name for file in REGION_FILES for name in (file, card_path(Path(file)).name)}
    return [
        f"{path.name} læses ikke af noget. Er navnet stavet rigtigt?"
        for path in sorted(folder.iterdir())
        if path.name not in own and not path.name.startswith(".") and path.suffix != ".md"
    ]


def _report(
    slug: str,
    region: str,
    *,
    passed: Sequence[str] = (),
    remarks: Sequence[str] = (),
    faults: Sequence[Fault] = (),
) -> CheckReport:
    return CheckReport(
        election=f"{slug}/{region}", passed=tuple(passed), remarks=tuple(remarks), faults=tuple(faults)
    )


def _check(
    election: Election, region: Region, rules: RuleSet, folders: Path, strangers: Sequence[str]
) -> CheckReport:
    slug = election.slug
    try:
        result = calculate(election, region.slug, rules, alliances=())
        dossier = read_meeting(folders, result)
        proceedings = held(folders, dossier)
    except KkrError as error:
        return _report(slug, region.slug, remarks=strangers, faults=_as_faults(election, region, error))
    return _report(
        slug,
        region.slug,
        passed=list(_passed(dossier, proceedings)),
        remarks=[*_remarks(result, dossier, proceedings, _rows_of_members(folders, dossier)), *strangers],
    )


def _as_faults(election: Election, region: Region, error: KkrError) -> list[Fault]:
    """Return faults as they are, and as such what reads well and cannot be: a choice that nobody has."""
    if isinstance(error, FaultyFilesError):
        return list(error.faults)
    return [
        Fault(
            f"{election.slug}/{region.slug}",
            found=sentence.rstrip("."),
            expected="et møde, der kan regnes",
            next_step="Ret det i mappens filer, og bekræft dem.",
        )
        for sentence in str(error).splitlines()
    ]


def _passed(dossier: Dossier, proceedings: Proceedings) -> Iterator[str]:
    yield f"Kildekortene svarer til filerne: {counted(len(dossier.sources), 'fil', 'filer')}."
    if dossier.convening and proceedings.deadline:
        yield (
            f"Mødet er {named_day(dossier.convening.day)}. Sidste dag for at anmelde valgforbund er "
            f"{named_day(proceedings.deadline.last_day)}."
        )
    if dossier.members and not proceedings.owed and not proceedings.member_faults:
        yield f"{len(dossier.members)} medlemmer, alle med stedfortræder."
    if proceedings.declarations:
        good = sum(entry.is_accepted for entry in proceedings.declarations)
        yield (
            f"{counted(len(proceedings.declarations), 'anmeldt', 'anmeldte')} valgforbund, hvoraf {good} "
            "kan godkendes."
        )
    if dossier.attending is not None:
        yield (
            f"{len(dossier.attending)} af {len(dossier.counted_members)} medlemmer er mødt, "
            f"{len(dossier.by_stand_in)} af dem ved stedfortræder."
        )
    single = sum(entry.forum.seats == 1 for entry in dossier.fora)
    yield f"{counted(len(dossier.fora), 'forum', 'fora')} på dagsordenen, hvoraf {single} med én plads."
    if dossier.package:
        seats = sum(number for entry in dossier.package.distribution for _, number in entry.seats)
        yield f"Pakken går op: {seats} pladser i {len(dossier.package.distribution)} fora."
    if dossier.events:
        yield f"{counted(len(dossier.events), 'hændelse', 'hændelser')}, som alle kan følge efter hinanden."


def _rows_of_members(folders: Path, dossier: Dossier) -> dict[str, int]:
    """Return the row that each name stands in, of a member before a stand-in."""
    rows = MeetingReader(folders, folder_of(dossier.result)).rows(MEMBERS)
    stand_ins = {row["stedfortraeder"]: row.number for row in rows}
    return stand_ins | {row["navn"]: row.number for row in rows}


def _remarks(
    result: KkrResult, dossier: Dossier, proceedings: Proceedings, rows: Mapping[str, int]
) -> Iterator[str]:
    if dossier.is_example:
        yield "Navnene er opdigtede, og papirerne siger det (eksempel = true)."
    if dossier.convening is None:
        yield f"Der er ingen dag for mødet. Skriv dag i {CONVENING}."
    yield from proceedings.owed
    yield from _of_members(proceedings.member_faults, rows)
    yield from _other_lists(result, dossier)
    for entry in proceedings.declarations:
        if not entry.is_accepted:
            yield entry.text
        elif not entry.deadline.is_met(entry.declaration.received):
            yield f"{entry.text} Er det rigtigt, at KKR har godkendt det?"
    if dossier.package and not dossier.package.is_unanimous:
        yield (
            f"Pakken gælder ikke, for {listed(sorted(dossier.package.against))} er imod (regel U10): der "
            f"vælges til hvert forum for sig. Er de ikke imod, så ret imod i {CONVENING}."
        )
    if proceedings.is_quorate is False:
        yield f"KKR er ikke beslutningsdygtigt: under halvdelen er mødt (regel P4, {ATTENDANCE})."
    yield from _alone(dossier)
    day = dossier.convening.day if dossier.convening else result.election.as_of
    for rule in without_a_row(
        Agenda(fora=dossier.fora), to_appoint_to(result.rule_set, day, result.region.slug)
    ):
        yield f"{rule.name}: skriv en række i {FORA} for hver, KKR udpeger til."
    if (tie := proceedings.chair.tie) and dossier.attending is not None:
        yield _undrawn(tie)
    for outcome in proceedings.fora:
        yield from _of_forum(dossier, outcome)
    for status in proceedings.nominations:
        for kind in status.kinds:
            if kind.missing:
                missing = counted(kind.missing, "indstillet", "indstillede")
                silent = counted(len(kind.silent), "organisation", "organisationer")
                who = f"; {silent} har ikke indstillet i tide" if kind.silent else ""
                yield f"{status.forum}, {kind.kind}: mangler {missing}{who}."
        for late in status.late:
            yield (
                f"{status.forum}: {late.body} har indstillet {late.person} {named_day(late.received)}, efter "
                f"fristen {named_day(status.deadline)}."
            )


def _alone(dossier: Dossier) -> Iterator[str]:
    """Say who votes alone because groups are told and nobody mentioned them. Rule: U2."""
    told = [("", dossier.groups), *((entry.forum, entry.groups) for entry in dossier.appointments)]
    for forum, groups in told:
        grouped = {label for group in groups or () for label in group.members}
        alone = [label for label in dossier.labels.values() if label not in grouped]
        if groups is not None and alone:
            where = f"{forum}: " if forum else ""
            yield f"{where}{_named(alone)} står ikke i {GROUPS} og stemmer hver for sig (regel U2)."


def _of_members(faults: Sequence[MemberFault], rows: Mapping[str, int]) -> Iterator[str]:
    """
    Say what is wrong with the list of members; those without a stand-in are often many, and one line.

    ``rows`` are those of the file by the names in them.
    """
    without = [f.about for f in faults if f.doubt is MemberDoubt.NO_STAND_IN]
    for fault in faults:
        # Too few is what is owed, and said already.
        if fault.doubt not in (MemberDoubt.NO_STAND_IN, MemberDoubt.TOO_FEW):
            row = rows.get(fault.about.partition(" (")[0])
            yield f"{MEMBERS}{f', række {row}' if row else ''}: {fault.text}"
    if without:
        yield f"{_named(without)} {MemberDoubt.NO_STAND_IN.value}."


def _named(labels: Sequence[str]) -> str:
    return listed(sorted(labels)) if len(labels) <= _FEW else f"{len(labels)} medlemmer"


def _of_forum(dossier: Dossier, outcome: ForumOutcome) -> Iterator[str]:
    yield from (fault.text for fault in outcome.faults)
    elected = outcome.single.elected if outcome.single else None
    if outcome.single and not outcome.agreed and outcome.noted.named and not outcome.single.rounds:
        names = listed(appointee.name for appointee in outcome.noted.named)
        yield (
            f"{outcome.name}: {names} står i {APPOINTMENTS}, men der er ingen stemmer. Skriv afstemningen i "
            f"{BALLOTS}, også når kun én er foreslået."
        )
    for appointee in outcome.noted.named:
        if elected is not None and appointee.name != elected:
            yield f"{outcome.name}: {elected} er valgt, men {appointee.name} står i {APPOINTMENTS}."
    if dossier.attending is None:
        return
    if outcome.agreed:
        return
    if outcome.tie:
        yield f"{outcome.name}: {_undrawn(outcome.tie)}"
    elif outcome.several and outcome.several.choice:
        choice = outcome.several.choice
        yield (
            f"{outcome.name}: {choice.group} mangler at vælge mellem {listed(choice.kinds, 'og')} ved valg "
            f"nr. {choice.number}."
        )
    elif not outcome.noted.named and not (outcome.single and outcome.single.elected):
        yield f"{outcome.name}: ingen er noteret udpeget."


def _undrawn(tie: Tie) -> str:
    return f"{listed(sorted(tie.tied))} står lige ({tie.stage}). Træk lod, og skriv det i {DRAWN}."


def _other_lists(result: KkrResult, dossier: Dossier) -> Iterator[str]:
    """Say who is elected on another list than that of the contender: it may be right, and is seldom."""
    labels = labels_of(dossier.members, result.figures.municipality_names)
    parties = {(one.municipality, one.letter): one.party for one in result.election.lists}
    for member in dossier.members:
        person = member.person
        place = (person.municipality, person.letter)
        of = result.figures.contender_of(*place, parties.get(place))
        if not member.is_ex_officio and of != member.contender:
            yield (
                f"{labels[person.name, person.municipality]} er valgt på liste {person.letter}, men står "
                f"under {member.contender}. Er det rigtigt?"
            )
