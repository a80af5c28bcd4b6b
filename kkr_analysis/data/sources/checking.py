"""Everything that can be checked in the figures of an election, including what passed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.composition.election import (
    Election,
    ElectionVotes,
    FigureStatus,
    Mayor,
    MayorStatus,
    SourceFile,
)
from kkr_analysis.composition.figures import region_in
from kkr_analysis.danish import counted, whole
from kkr_analysis.data.sources.ballot import VOTES
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.data.sources.computing import faults_of_kkrs, rule_set_of
from kkr_analysis.data.sources.councils import SEATS, SIZES
from kkr_analysis.data.sources.election import (
    load_election,
    load_regions,
    load_votes,
    refuse_unknown_election,
)
from kkr_analysis.data.sources.facts import FACTS
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.headers import ALLIANCES, CANDIDATES
from kkr_analysis.data.sources.mayors import MAYORS
from kkr_analysis.data.sources.origin import IMPORTED, faults_of_origin, without_origin
from kkr_analysis.data.sources.own_files import (
    CONTROLS,
    CORRECTIONS,
    LIST_COOPERATION_MEMBERS,
    LOTS,
    PLACEMENTS,
    REPRESENTED,
)
from kkr_analysis.data.sources.placements import PROPOSAL
from kkr_analysis.data.sources.region_files import REGION_FILES, is_region_file
from kkr_analysis.data.sources.registry import read_regions
from kkr_analysis.data.sources.totals import TOTALS
from kkr_analysis.errors import Fault, FaultyFilesError, KkrError
from kkr_analysis.rules import RuleShelf

READ = (
    FACTS,
    VOTES,
    TOTALS,
    CONTROLS,
    SEATS,
    SIZES,
    REPRESENTED,
    MAYORS,
    LIST_COOPERATION_MEMBERS,
    LOTS,
    PLACEMENTS,
    CORRECTIONS,
)
MUNICIPALITIES = 98
"""Since the reform of 2007."""
KEPT = (ALLIANCES, CANDIDATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """
    What a check of one election found.

    ``passed`` says in Danish what is in order, ``remarks`` what could not be checked or can still change,
    ``faults`` everything that is wrong; with a fault nothing can be computed. Not ``is_checked`` where faults
    elsewhere stand in the way.
    """

    election: str
    passed: tuple[str, ...]
    remarks: tuple[str, ...]
    faults: tuple[Fault, ...]
    is_checked: bool = True

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is wrong, as far as is known: what is not checked is not in order either."""
        return self.is_checked and not self.faults


def check_election(
    data: Path, slug: str, rules: RuleShelf | None = None, regions: Sequence[str] = ()
) -> CheckReport:
    """
    Run every check on the files that an election has; ``data`` is the folder ``data/raw``.

    Every KKR is computed too, by the term's rules in ``rules``, by default the package's. With ``regions``,
    slugs or names, only what their KKR need is checked. Without a file of mayors the votes alone are checked.
    Raises UnknownChoiceError for an unknown slug or region.
    """
    has_mayors = (data / slug / MAYORS).exists() or card_path(data / slug / MAYORS).exists()
    refuse_unknown_election(data, slug)
    imported = _imported(data, slug)
    beside = (*_faults_of_kept(data, slug), *faults_of_origin(imported))
    unread = [
        f"{name} er et forslag. Ret det, og gem det som {PLACEMENTS}."
        if name == PROPOSAL
        else f"{name} læses ikke af noget. Er navnet stavet rigtigt?"
        for name in _strangers(data, slug)
    ]
    try:
        election = load_election(data, slug, regions=regions) if has_mayors else load_votes(data, slug)
    except FaultyFilesError as error:
        apart = _faults_of_kkrs_apart(data, slug, rules or RuleShelf(), regions, error.faults)
        faults = tuple(dict.fromkeys((*error.faults, *beside, *apart)))
        return CheckReport(election=slug, passed=(), remarks=tuple(unread), faults=faults)
    uncomputed = _faults_of_kkrs(data, election, rules or RuleShelf(), regions)
    present = [
        file for file in (TOTALS, CONTROLS, SEATS, SIZES, REPRESENTED) if (data / slug / file).exists()
    ]
    return CheckReport(
        election=slug,
        passed=tuple(_passed(election, present, regions)),
        remarks=(*_remarks(election, present, regions), *_apart(imported), *unread),
        faults=(*beside, *uncomputed),
    )


def _faults_of_kkrs(
    data: Path, election: ElectionVotes, shelf: RuleShelf, regions: Sequence[str]
) -> list[Fault]:
    """Return what stops the KKR of the regions, all of them where none is named; none before the mayors."""
    rules = rule_set_of(shelf, election.slug)
    if rules is None or not isinstance(election, Election):
        return []
    named = [region_in(election, text) for text in regions]
    return faults_of_kkrs(data, election, named or (*election.regions, *election.examples), rules)


def _faults_of_kkrs_apart(
    data: Path, slug: str, shelf: RuleShelf, regions: Sequence[str], faults: Sequence[Fault]
) -> list[Fault]:
    """Return what stops each KKR that needs no faulty file, so that one region's faults hide no other's."""
    rules = rule_set_of(shelf, slug)
    if rules is None or regions or any(_is_of_all(fault, slug) for fault in faults):
        return []
    found = []
    for region in load_regions(data, slug):
        with suppress(KkrError):
            election = load_election(data, slug, regions=[region.slug])
            found += faults_of_kkrs(data, election, [region], rules)
    return found


def _is_of_all(fault: Fault, slug: str) -> bool:
    """Whether a fault is in a file that every KKR needs whole."""
    return fault.file != f"{slug}/{MAYORS}" and not is_region_file(fault.file)


def _faults_of_kept(data: Path, slug: str) -> tuple[Fault, ...]:
    """Return the faults of the files that no calculation reads: each is checked against its card."""
    reader = FileReader(data)
    for file in KEPT:
        if reader.has(f"{slug}/{file}"):
            reader.content(f"{slug}/{file}")
    return reader.faults


def _imported(data: Path, slug: str) -> tuple[SourceFile, ...]:
    """Return the tables of an election that ``kkr import`` writes, whether they are read or kept."""
    reader = FileReader(data)
    for table in IMPORTED:
        if reader.has(f"{slug}/{table}"):
            reader.content(f"{slug}/{table}")
    return reader.sources


def _strangers(data: Path, slug: str) -> list[str]:
    """Return the files of an election's folders that nothing reads, a misspelt name for one."""
    regions = {region.slug for region in read_regions(FileReader(data), None)}
    inside = [folder for folder in (data / slug).iterdir() if folder.name in regions and folder.is_dir()]
    return sorted(
        path.relative_to(data / slug).as_posix()
        for folder, files in ((data / slug, (*READ, *KEPT)), *((folder, REGION_FILES) for folder in inside))
        for path in folder.iterdir()
        if path not in inside
        and path.name not in {name for file in files for name in (file, card_path(Path(file)).name)}
        and not path.name.startswith(".")
        and path.suffix != ".md"
    )


def _apart(imported: Sequence[SourceFile]) -> list[str]:
    """Say which tables may come from another count than the votes."""
    return [
        f"{table} er ikke fra den import, som {VOTES} er fra. Hold dem selv op mod hinanden."
        for table in without_origin(imported)
    ]


def _passed(election: ElectionVotes, present: Sequence[str], regions: Sequence[str]) -> list[str]:
    """Say what is in order."""
    valid = sum(one.votes for one in election.lists)
    local = sum(one.party is None for one in election.lists)
    parties = len(election.lists) - local
    sentences = [
        f"Kildekortene svarer til filerne: {len(election.sources)} filer.",
        f"{len(election.municipalities)} kommuner i {len(election.regions)} regioner.",
        f"{whole(len(election.lists))} lister med {whole(valid)} gyldige stemmer: {parties} fra "
        f"partier og {local} lokale.",
    ]
    if TOTALS in present:
        sentences.append(f"Listernes stemmer giver de gyldige stemmer i {TOTALS} i hver kommune.")
    if CONTROLS in present:
        sentences.append(f"Stemmerne svarer til den anden kilde i {CONTROLS}.")
    if SIZES in present or SEATS in present:
        sentences.append("Kommunalbestyrelserne har lovlige størrelser (ulige, 9–31, i København højst 55).")
    if isinstance(election, Election):
        sentences.append(
            f"{len(_mayors_of(election, regions))} borgmestre i KKR, alle med en liste på stemmesedlen."
            if regions
            else f"{len(election.mayors)} borgmestre, én i hver kommune, alle med en liste på stemmesedlen."
        )
        sentences.append(f"{len(election.council_seats)} lister har med sikkerhed plads i et råd.")
        if election.declared:
            number = counted(len(election.declared), "anmeldt", "anmeldte")
            sentences.append(f"{number} valgforbund, med kendte bogstaver, og ingen er med i to.")
    if election.corrections:
        sentences.append(f"{len(election.corrections)} rettelser passer stadig til det, kilden skriver.")
    return sentences


def _mayors_of(election: Election, regions: Sequence[str]) -> list[Mayor]:
    """Return the mayors in the regions, all where none is named: others are read too, where they can be."""
    if not regions:
        return list(election.mayors)
    names = {region_in(election, text).name for text in regions}
    codes = {one.code for one in election.municipalities if names & {one.region, *one.examples}}
    return [mayor for mayor in election.mayors if mayor.municipality in codes]


def _remarks(election: ElectionVotes, present: Sequence[str], regions: Sequence[str]) -> list[str]:
    """Say what could not be checked, and what can still change."""
    sentences = []
    if len(election.municipalities) != MUNICIPALITIES:
        sentences.append(f"Der er {len(election.municipalities)} kommuner, ikke {MUNICIPALITIES}.")
    if election.count_status is FigureStatus.PRELIMINARY:
        sentences.append("Stemmerne er foreløbige. Hent dem igen efter fintællingen.")
    if TOTALS not in present:
        sentences.append(f"Der er ingen {TOTALS}, så listernes sum er ikke holdt op mod de gyldige stemmer.")
    if CONTROLS not in present:
        sentences.append(f"Der er ingen {CONTROLS}, så stemmerne er ikke holdt op mod en anden kilde.")
    if not isinstance(election, Election):
        sentences.append("Der er ingen borgmestre, så der kan ikke laves bilag for valget.")
        return sentences
    agreed = sum(mayor.status is MayorStatus.AGREED for mayor in _mayors_of(election, regions))
    if agreed:
        mayors = counted(agreed, "borgmester", "borgmestre")
        sentences.append(
            f"For {mayors} kendes kun aftalen efter valget, og det er ikke bekræftet, at "
            f"{'borgmesteren' if agreed == 1 else 'de'} blev valgt: bilaget bliver foreløbigt."
        )
    if not election.list_cooperation:
        sentences.append(
            "Det vides ikke, hvilke lokale lister der er tilmeldt listesamarbejdet "
            f"({LIST_COOPERATION_MEMBERS} er tom)."
        )
    return sentences
