"""
``moede-<region>.json``: a meeting computed, as plain values that other programs read.

Keys are only ever added. The model below is the one place where the contract is written: files are written
from it, and docs/json-moede.md and docs/moede.schema.json are made from it. Votes, seats and members are
whole numbers, days are written 2022-01-19, and nothing is a float.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = 1
"""Number of the contract; it changes only where a key changes its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveningRecord:
    """The call to the meeting."""

    day: str
    """The day of the meeting."""
    time: str
    """When it begins, as it is printed; empty where nothing is noted."""
    place: str
    """Where it is held; empty where nothing is noted."""
    called_by: str
    """The mayor who calls it; empty where nothing is noted."""
    later_meetings: tuple[str, ...]
    """The days of the meetings planned after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """One paper: what it is called, and its files."""

    item: str
    """Number on the agenda; empty for a paper beside it."""
    title: str
    """Its title, in Danish."""
    stem: str
    """Name of its files without the ending: `.html`, `.pdf`, `.docx` and `.json`."""
    publishable: bool
    """False for a working paper, such as the sheet for whoever leads the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A member of a municipal council."""

    name: str
    """The name."""
    municipality: str
    """Code of the municipality; empty where none is noted."""
    letter: str
    """Letter of the list elected on; empty where none is noted."""
    gender: str | None
    """`kvinde` or `mand`; null where it is not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """One member of the KKR."""

    person: PersonRecord
    """Who it is."""
    contender: str
    """Letter of the party, or of the list cooperation, whose seat it is."""
    ex_officio: bool
    """Whether the member is a mayor (født medlem)."""
    stand_in: PersonRecord | None
    """The personal stand-in; null where none is noted."""
    attendance: str | None
    """`ja`, `nej` or `stedfortræder`; null before the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsRecord:
    """The seats of one contender, and how far its members are elected."""

    letter: str
    """Its letter."""
    name: str
    """Its name."""
    seats: int
    """All of its seats."""
    mayors: int
    """Those that its mayors have."""
    supplementary: int
    """Those that it elects members to."""
    elected: int
    """Supplementary members noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersRecord:
    """Members and stand-ins (item 1.2, rules P1, P2 and P4)."""

    total: int
    """Members according to the composition."""
    quorum: int
    """The fewest members that can decide, of those on the list."""
    attending: int | None
    """Members who came, in person or by their stand-in; null before the meeting."""
    quorate: bool | None
    """Whether enough came; null before the meeting."""
    women: int
    """Women among the members noted."""
    men: int
    """Men among the members noted."""
    contenders: tuple[SeatsRecord, ...]
    """One for every contender with a seat."""
    members: tuple[MemberRecord, ...]
    """The members noted; none before they are sent in."""
    owed: tuple[str, ...]
    """What each contender has still to elect, as Danish sentences."""
    faults: tuple[str, ...]
    """What is wrong with the list, as Danish sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDeadline:
    """The deadline for alliances under another reading of rule D1."""

    reading: str
    """Name of the reading in the rule file."""
    day: str
    """The last day under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRecord:
    """One declared alliance."""

    alliance: str
    """Its label: `C+V`."""
    received: str
    """The day that it was received."""
    given_by: str
    """Who declared it."""
    accepted: bool
    """Whether nothing in the rules refuses it."""
    decision: str
    """What the KKR decided, as in the file: `godkendt`, `afvist` or empty."""
    text: str
    """The verdict with its grounds, as a Danish sentence."""
    other_readings: tuple[str, ...]
    """The readings of rule D1 under which the verdict on the day is the opposite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlliancesRecord:
    """Declared alliances (item 1.3, rules D1 to D3)."""

    deadline: str | None
    """The last day; null while no day is set for the meeting."""
    reading: str | None
    """The reading of rule D1 that it rests on."""
    other_deadlines: tuple[OtherDeadline, ...]
    """The days under the readings that give another one."""
    declarations: tuple[DeclarationRecord, ...]
    """All of them, in the order received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRecord:
    """Equal claims that a lot settles."""

    stage: str
    """Name of the count, as in the column `trin` of lodtraekninger.csv."""
    tied: tuple[str, ...]
    """Those who are equal, sorted."""
    places: int
    """How many of them the lot falls on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRecord:
    """A lot that was drawn and used."""

    stage: str
    """Name of the count."""
    tied: tuple[str, ...]
    """Those who were equal, sorted."""
    winners: tuple[str, ...]
    """Those it fell on."""
    day: str | None
    """The day it was drawn; null where none is noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectedRecord:
    """Whom the meeting elected to a post."""

    person: str
    """The name."""
    contender: str
    """Letter of the contender."""
    in_agreement: bool
    """Whether all agreed (valgt i enighed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """Chair or vice-chair."""

    post: str
    """`formand` or `næstformand`."""
    without_alliances: str | None
    """Letter of the contender entitled by the plain votes; null where a lot is wanted first."""
    with_alliances: str | None
    """The same with the accepted alliances."""
    decided_by_alliance: bool
    """Whether the alliances give the post to another."""
    elected: ElectedRecord | None
    """Whom the meeting elected; null before."""
    as_counted: bool | None
    """Whether the one elected is of the contender entitled; null before the election or the lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMargin:
    """How far a contender is from winning or losing a post, without alliances."""

    letter: str
    """Its letter."""
    to_win: int | None
    """The fewest further votes that bring one post more; null where no number does."""
    to_lose: int | None
    """The fewest lost votes that cost a post; null where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairRecord:
    """The election of chair and vice-chair (item 1.4, rules V1 to V7)."""

    alliances: tuple[str, ...]
    """The alliances that it is counted with."""
    posts: tuple[PostRecord, ...]
    """Both posts, also before a lot is drawn."""
    margins: tuple[PostMargin, ...]
    """One for every eligible contender."""
    lots: tuple[LotRecord, ...]
    """The lots used."""
    tie: TieRecord | None
    """The tie that waits for a lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRecord:
    """Seats of one kind."""

    kind: str
    """Name of the kind; empty where anybody will do."""
    places: int
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    """A group at one election (rule U2)."""

    group: str
    """Its name: a contender's letter, another name, or a member who is in no group."""
    members: tuple[str, ...]
    """Its members by label."""
    votes: int
    """How many of them count (rule U3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSeats:
    """Seats of a group."""

    group: str
    """Its name."""
    seats: int
    """Its seats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRecord:
    """One seat picked (rules U4, U6 and U8)."""

    number: int
    """Its place in the order of picks."""
    group: str
    """The group that picks."""
    kind: str
    """The kind of seat taken; empty where all are alike."""
    votes: int
    """The group's votes."""
    divisor: int
    """What they are divided by: the quotient is `votes` over `divisor`."""
    equal: tuple[str, ...]
    """The groups with the same quotient where they are several."""
    by_lot: bool
    """Whether a lot chose between them."""
    waived: bool
    """Whether the group waived the seat."""
    instead_of: int | None
    """Number of the waived pick that this one replaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRecord:
    """The pick at which a group has to choose between kinds of seats (rule U8)."""

    number: int
    """Number of the pick."""
    group: str
    """The group."""
    kinds: tuple[str, ...]
    """The kinds that are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateVotes:
    """Votes for one candidate."""

    name: str
    """The candidate."""
    votes: int
    """The votes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """One round of the election of one representative (rule U9)."""

    votes: tuple[CandidateVotes, ...]
    """Votes by candidate."""
    blank: int
    """Blank votes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleRecord:
    """The election of one representative."""

    majority: int
    """The fewest votes that elect in rounds 1 and 2."""
    rounds: tuple[RoundRecord, ...]
    """The rounds held."""
    elected: str | None
    """Who is elected; null before."""
    elected_by: str | None
    """What elected, as a Danish clause."""
    next_round: int | None
    """The round to hold next; null where somebody is elected or a lot comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceChange:
    """A group whose sure seats the absence of members changes (rule U3)."""

    group: str
    """Its name."""
    everybody: int
    """Sure seats if all members are counted."""
    present: int
    """Sure seats if those attending are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRecord:
    """What the absence of members changes in one forum."""

    has_effect: bool
    """Whether it changes a seat or a lot."""
    changes: tuple[AttendanceChange, ...]
    """The groups whose sure seats differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord:
    """A person named to a seat (rule U5)."""

    name: str
    """The person."""
    group: str
    """The group that names the person."""
    kind: str
    """The kind of seat; empty where all are alike."""
    stand_in: str | None
    """The stand-in; null for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPersons:
    """Persons that a group has still to name."""

    group: str
    """Its name."""
    kind: str
    """The kind of seat; empty where all are alike."""
    number: int
    """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderRecord:
    """Women and men among those proposed, held against the act (rule U11)."""

    duty: str
    """What the act asks, as a Danish clause."""
    section: str
    """The section that it rests on, or `ingen`."""
    wanted_women: int
    """Women to propose; 0 where the act sets no number."""
    wanted_men: int
    """Men to propose."""
    women: int
    """Women proposed."""
    men: int
    """Men proposed."""
    unknown: int
    """Persons whose sex is not recorded."""
    special_reasons: str
    """Why it is otherwise, as written to the appointer; empty for none."""
    met: bool
    """Whether the duty is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumRecord:
    """The appointment to one forum (items 1.5, 1.7 and 1.8, rules U1 to U14)."""

    item: str
    """Number on the agenda."""
    name: str
    """Its name."""
    seats: int
    """Seats that the KKR fills, those by virtue of an office included."""
    kinds: tuple[KindRecord, ...]
    """The kinds of seats."""
    offices: tuple[str, ...]
    """The posts whose holders have a seat by virtue of it (rule U7)."""
    stand_ins: str | None
    """`ingen` or `personlige`; null for a forum that the rule set does not know."""
    appointer: str | None
    """Who appoints in the end; null as above."""
    source: str | None
    """What the forum rests on; null as above."""
    groups: tuple[GroupRecord, ...]
    """The groups at this election, the member in none as a group of one."""
    single: SingleRecord | None
    """The election of one representative; null for a forum of several seats."""
    picks: tuple[PickRecord, ...]
    """The order of picks; empty for one representative."""
    distribution: tuple[GroupSeats, ...]
    """Sure seats of every group that has any."""
    agreed: tuple[GroupSeats, ...]
    """The seats that all present agreed on instead of the count (rule U10); empty where there is no such
    agreement."""
    choice: ChoiceRecord | None
    """The choice that is waited for."""
    lots: tuple[LotRecord, ...]
    """The lots used."""
    tie: TieRecord | None
    """The tie that waits for a lot."""
    expected_ties: tuple[TieRecord, ...]
    """Ties that a lot may be wanted for, known before anything is chosen."""
    attendance: AttendanceRecord | None
    """What the absence changes; null where everybody attends or nothing is noted."""
    persons: tuple[NamedRecord, ...]
    """The persons named."""
    owed: tuple[OwedPersons, ...]
    """The persons still to be named."""
    faults: tuple[str, ...]
    """What is wrong with the persons, as Danish sentences."""
    genders: GenderRecord | None
    """Women and men; null for a forum that the rule set does not know."""
    settled: bool
    """Whether every seat has a person, and nothing is wrong with any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationRecord:
    """A nomination received."""

    person: str
    """The person nominated."""
    body: str
    """The organisation that nominates."""
    received: str
    """The day received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominatedKind:
    """The seats of one kind, and the nominations in time."""

    kind: str
    """Name of the kind."""
    places: int
    """Its seats."""
    missing: int
    """Seats that nobody is nominated to."""
    nominated: tuple[NominationRecord, ...]
    """The nominations in time."""
    silent: tuple[str, ...]
    """The organisations that have nominated nobody in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominatedRecord:
    """A forum that is filled after nomination (item 1.6)."""

    name: str
    """Its name."""
    deadline: str
    """The last day for nominating."""
    complete: bool
    """Whether every seat has somebody nominated in time."""
    kinds: tuple[NominatedKind, ...]
    """Its kinds of seats."""
    late: tuple[NominationRecord, ...]
    """The nominations received after the deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumSeats:
    """The seats of one forum in a package."""

    forum: str
    """Its name."""
    seats: tuple[GroupSeats, ...]
    """Seats of every group that has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceRecord:
    """One group's seats in a package beside the two counts (rule U14)."""

    group: str
    """Its name."""
    agreed: int
    """Its seats in the package."""
    fewest_forum_by_forum: int
    """Its fewest seats, forum by forum, over all lots."""
    most_forum_by_forum: int
    """Its most."""
    fewest_together: int
    """Its fewest seats *under ét* over all lots."""
    most_together: int
    """Its most."""
    distance: int
    """Seats above what it would have *under ét*, below with a minus; 0 where a lot can give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRecord:
    """A package that was agreed on (rule U10)."""

    unanimous: bool
    """Whether nobody present was against it; it does not hold otherwise."""
    against: tuple[str, ...]
    """The members present who were against it, by label."""
    distribution: tuple[ForumSeats, ...]
    """The seats agreed on."""
    distances: tuple[DistanceRecord, ...]
    """Every group, the largest first."""
    seats_away: int
    """Seats that would have to move for every group to have what it would have *under ét*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsRecord:
    """One group's seats over all fora by the two counts (rule U14)."""

    group: str
    """Its name."""
    fewest_forum_by_forum: int
    """Its fewest seats, forum by forum, over all lots."""
    most_forum_by_forum: int
    """Its most."""
    fewest_together: int
    """Its fewest seats *under ét* over all lots."""
    most_together: int
    """Its most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRecord:
    """The fairest distribution of all seats over all fora, as a proposal."""

    distribution: tuple[ForumSeats, ...]
    """The seats; empty while the tie waits for a lot."""
    together: tuple[GroupSeats, ...]
    """What every group has *under ét*, and so in the proposal."""
    counts: tuple[CountsRecord, ...]
    """Both counts of every group, the largest first."""
    distance: str
    """The first criterion, an exact fraction: the squares of all distances, added up."""
    seats_off_count: int
    """The second criterion: seats that differ from the count of each forum by itself."""
    equally_fair: int | None
    """Distributions equal on the first criterion, this one included; null where counting takes too long."""
    tie: TieRecord | None
    """The tie about the last seats *under ét* that waits for a lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord:
    """A day or a period of the term (item 1.9)."""

    first_day: str
    """Its first day."""
    last_day: str
    """Its last day."""
    title: str
    """What it is, in Danish."""
    source: str
    """What it rests on."""
    deadline: bool
    """Whether something has to be done by then."""
    rule: str
    """Number of the rule; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """What followed from one event of the term (rules P1 to P3 and U13)."""

    day: str
    """The day of the event."""
    event: str
    """What happened, in Danish."""
    changed: tuple[str, ...]
    """What it changed, as Danish sentences."""
    unchanged: tuple[str, ...]
    """What it did not change."""
    to_do: tuple[str, ...]
    """What is to be done, and by whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRecord:
    """A membership of the KKR, or a seat in a forum, that nobody has after the changes."""

    forum: str
    """The forum; empty for a membership of the KKR."""
    group: str
    """The contender or the group that fills it."""
    last_holder: str
    """Who had it."""
    acting: str | None
    """The stand-in who attends until it is filled; null for none, or for a seat in a forum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAppointedRecord:
    """A body that is asked about, and that a KKR does not appoint to."""

    name: str
    """Its name."""
    note: str
    """Why, in Danish."""
    source: str
    """What that rests on."""
    status: str
    """How well it is known: `fastsat`, `udledt` or `antaget`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """A rule that a paper uses."""

    number: str
    """Its number: `U4`."""
    title: str
    """Its title, in Danish."""
    status: str
    """How well it is known: `fastsat`, `udledt` or `antaget`."""
    source: str
    """Where it is from."""
    reading: str | None
    """The reading chosen where it can be read in several ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A file of the meeting's folder."""

    file: str
    """Its path below data/raw."""
    sha256: str
    """The sha256 over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord:
    """A meeting of one KKR."""

    schema: int
    """Number of this contract."""
    region: str
    """The region as it is typed on the command line."""
    term: str
    """The term of office."""
    body: str
    """Name of the body as printed."""
    example: bool
    """Whether the names are invented."""
    preliminary: bool
    """Whether the figures of the composition can still change."""
    composition: str
    """Fingerprint of the composition that it rests on, as in `kkr-<region>.json`."""
    version: str
    """Version of kkr-analysis."""
    meeting: ConveningRecord | None
    """The call to the meeting; null while no day is set."""
    papers: tuple[PaperRecord, ...]
    """Every paper, in order."""
    members: MembersRecord
    """Members and stand-ins."""
    alliances: AlliancesRecord
    """Declared alliances."""
    chair: ChairRecord
    """Chair and vice-chair."""
    fora: tuple[ForumRecord, ...]
    """The fora appointed to."""
    nominations: tuple[NominatedRecord, ...]
    """The fora filled after nomination."""
    package: PackageRecord | None
    """The package agreed on; null for none."""
    proposal: ProposalRecord | None
    """The fairest distribution; null without fora or members."""
    calendar: tuple[DateRecord, ...]
    """The dates of the term."""
    changes: tuple[ChangeRecord, ...]
    """What has happened in the term, in order."""
    vacant: tuple[VacancyRecord, ...]
    """What is vacant after the changes."""
    not_appointed: tuple[NotAppointedRecord, ...]
    """Bodies that a KKR does not appoint to."""
    rules: tuple[RuleRecord, ...]
    """The rules that the papers use, by number."""
    sources: tuple[SourceRecord, ...]
    """The files of the meeting's folder."""
