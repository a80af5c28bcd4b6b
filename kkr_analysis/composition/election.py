"""The facts of an election as frozen values: municipalities, parties, votes, mayors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.allocation.lots import DrawnLot

EXAMPLE = "-eksempel"
"""What the slug of a region ends with whose KKR is a computed example."""
LIST_COOPERATION = "LLD"
"""Letter of the listesamarbejde Lokallisterne i Danmark, the one contender that is not a party (rule E2)."""


class FigureStatus(Enum):
    """Whether figures can still change. The value is the Danish word that the enclosure prints."""

    FINAL = "endelig"
    PRELIMINARY = "foreløbig"


class MayorStatus(Enum):
    """How certain it is that a mayor (borgmester) takes office. The value is the word in the file."""

    CONSTITUTED = "konstitueret"
    AGREED = "aftalt"


class SourceStrength(Enum):
    """How well a fact about a mayor is sourced. The value is the word in the file."""

    STRONG = "stærk"
    WEAK = "svag"


class SeatEvidence(Enum):
    """How it is known that a list has a seat in a council (rule E5). The value is the word in the file."""

    PROVED = "bevist"
    """More than 1/(seats + 1) of the valid votes: a seat under d'Hondt whatever the alliances."""
    OFFICIAL = "officiel"
    """From the official result."""
    DECLARED = "oplyst"
    """From the analyst."""


class CorrectionStatus(Enum):
    """How certain a correction is. The value is the word in the file."""

    CONFIRMED = "bekræftet"
    """The publisher, or a better source, says so."""
    UNCONFIRMED = "ubekræftet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """
    A region with a KKR: ``slug`` in ASCII ("sjaelland"), ``name`` as printed ("Sjælland").

    One that has none, but might have had, is a computed example (beregnet eksempel). Its slug ends with
    EXAMPLE, so that every file, record and fingerprint of it says so.
    """

    slug: str
    name: str
    example: str = ""
    """Danish: why the KKR is computed all the same; empty for a region that has one."""
    first_day: date | None = None
    """The first day of a computed example."""
    last_day: date | None = None

    def is_there_on(self, day: date) -> bool:
        """Whether the region, or the example, is there on a day."""
        return (self.first_day or day) <= day <= (self.last_day or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality (kommune) with its official three-digit code."""

    code: str
    name: str
    region: str
    """Name of the region."""
    examples: tuple[str, ...] = ()
    """Names of the computed examples of a KKR that it is in as well."""
    is_member: bool = True
    """Whether the municipality is a member of KL (rule E6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """
    A party entitled to stand for Folketinget at some municipal election (rule E1).

    ``entitled_from`` and ``entitled_to`` are the first and the last date on which that is known;
    ``entitled_to`` is None while it lasts.
    """

    letter: str
    name: str
    ballot_names: tuple[str, ...]
    """Every spelling of the name that has stood on a ballot."""
    colour: str
    """``#rrggbb``."""
    print_order: int
    entitled_from: date
    entitled_to: date | None

    def is_entitled_on(self, day: date) -> bool:
        """Whether the party was entitled to stand for Folketinget on that day. Rule: E1."""
        return self.entitled_from <= day and (self.entitled_to is None or day <= self.entitled_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """The votes of one list in one municipality. ``letter`` is empty for a list without one."""

    municipality: str
    """Municipality code."""
    letter: str
    name: str
    party: str | None
    """The letter of the party that the list is (rule E1); None for a local list (rule E2)."""
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNow:
    """
    What a mayor has changed to since the election, and when (rule K10).

    ``party`` is the letter of a party entitled at the election; None outside of them all.
    """

    party: str | None
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mayor:
    """The mayor (borgmester) of one municipality, with the list that he or she was elected on."""

    municipality: str
    """Municipality code."""
    name: str
    letter: str
    list_name: str
    party: str | None
    """Letter of the party that the list is, None for a local list."""
    status: MayorStatus
    strength: SourceStrength
    source: str
    party_now: PartyNow | None = None
    """None for who has not changed party by the day that the mayors are of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSeat:
    """A list is known to have at least one seat in a municipality's council (rule E5)."""

    municipality: str
    """Municipality code."""
    letter: str
    evidence: SeatEvidence
    is_size_confirmed: bool = True
    """Whether the size of the council, on which a proof rests, is known for that very election."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCooperationMember:
    """A local list that has notified KL that it joins the listesamarbejde (rule E2)."""

    municipality: str
    """Municipality code."""
    letter: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesCast:
    """Votes cast (afgivne stemmer), valid or not, in one municipality: the other reading of rule E4."""

    municipality: str
    """Municipality code."""
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalLot:
    """A lot that was drawn for the KKR of one region."""

    region: str
    """Slug of the region."""
    lot: DrawnLot


class DeclarationStatus(Enum):
    """What has become of a declared alliance. The value is the word in the file."""

    PENDING = ""
    """Received; nobody has decided yet."""
    ACCEPTED = "godkendt"
    REFUSED = "afvist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """
    An electoral alliance (valgforbund) declared to the secretariat for one KKR and one meeting.

    Rule: V2, D3. ``region`` is a slug, ``status`` the decision of the KKR, and ``ground`` Danish: why it was
    accepted or refused, perhaps empty. ``is_refused_by_rule`` is for one that nobody has decided on and that
    D1 or D2 refuses; the ground is then the rule's.
    """

    region: str
    alliance: Alliance
    meeting: date
    received: date
    given_by: str
    status: DeclarationStatus = DeclarationStatus.PENDING
    ground: str = ""
    is_refused_by_rule: bool = False

    @property
    def counts(self) -> bool:
        """Whether chair and vice-chair are elected with it: unless it was refused."""
        return self.status is not DeclarationStatus.REFUSED


def in_order_received(declarations: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """Sort declarations by the day received, those of one day by their labels."""
    return tuple(sorted(declarations, key=lambda given: (given.received, given.alliance.label)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """
    One row of the received figures that is read as something other than what it says.

    ``row`` has the columns and values that identify the row, ``said`` what the source has there and
    ``corrected`` what is read instead, by column.
    """

    file: str
    """Path below ``data/raw``."""
    row: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]
    corrected: tuple[tuple[str, str], ...]
    reason: str
    status: CorrectionStatus
    source: str

    @property
    def municipality(self) -> str | None:
        """Code of the municipality that the row is about, None where it is about more than one."""
        return dict(self.row).get("kommunekode")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that figures were read from, as its source card (kildekort) describes it."""

    path: str
    """Path below ``data/raw``, with forward slashes."""
    sha256: str
    title: str
    publisher: str
    retrieved: str
    treatment: str
    licence: str
    conflict: str = ""
    """Danish: another source that says something else; empty where none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionVotes:
    """
    The votes of a municipal election (kommunalvalg) for all regions, and who counts by them (rules E1-E5).

    ``day`` is the election's; ``as_of`` the day of the region map and of the membership of KL.
    ``parties`` are those entitled at the election, in print order.
    """

    slug: str
    name: str
    day: date
    as_of: date
    count_status: FigureStatus
    regions: tuple[Region, ...]
    examples: tuple[Region, ...]
    """Computed examples of a KKR, also those of another day than ``as_of``."""
    municipalities: tuple[Municipality, ...]
    parties: tuple[Party, ...]
    lists: tuple[ListResult, ...]
    votes_cast: tuple[VotesCast, ...]
    """Empty where the source does not have them."""
    list_cooperation: tuple[ListCooperationMember, ...]
    council_seats: tuple[CouncilSeat, ...]
    corrections: tuple[Correction, ...]
    sources: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Election(ElectionVotes):
    """
    An election and the later facts that a KKR is composed from.

    ``mayors`` are those in office, or agreed on, on the day ``as_of``; where only some regions were asked
    for, those of other regions may be missing.
    """

    mayors: tuple[Mayor, ...]
    list_cooperation_note: str
    """Danish: what is known of the list cooperation, printed in the enclosure."""
    list_cooperation_settled: tuple[tuple[str, str], ...] = ()
    """By slug of a region: Danish, how it is known that the list cooperation has no seats there."""
    represented_note: str
    """
    Danish: a remark on how rule E5 was decided; empty where there is none.

    ``{kommuner}`` in it stands for those of a region whose councils have no confirmed size.
    """
    lots: tuple[RegionalLot, ...]
    declared: tuple[Declaration, ...] = ()
    """The declared electoral alliances of every KKR, also the refused ones."""
    is_hypothetical: bool = False
    """Whether the election is a scenario's (tænkt eksempel), which must never be published."""
