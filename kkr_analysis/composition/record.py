"""
The record of a result: its figures without a sentence, under a schema number of its own.

What is published is recognised by the sha256 over the record, which better Danish does not change. A schema
is never changed: another set of figures gets the next number and a writer of its own, and earlier writers
stay, so that every record ever published can be reproduced.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from kkr_analysis.allocation import DrawnLot, Margin, Post
from kkr_analysis.composition.election import Mayor
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import places_needed, rounded
from kkr_analysis.errors import UnknownChoiceError

SCHEMA = 2
"""The number of the schema that records are written in today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenderRecord:
    """One contender: a party, or the list cooperation."""

    letter: str
    """List letter; `LLD` for the list cooperation Lokallisterne i Danmark."""
    name: str
    """Name as printed in the enclosure."""
    votes: int
    """Votes in the region; 0 where it did not stand."""
    represented: bool
    """Whether it is known to have a seat in at least one council of the region (E5). With `votes`,
    `valid_votes`, `votes_cast` and `readings` that says who is eligible."""
    eligible: bool
    """Whether it may have seats (E1–E5)."""
    mayors: int
    """Its mayors; 0 where it is not eligible."""
    seats: int
    """Its seats, mayors included."""
    supplementary: int
    """Its supplementary members: `seats` less `mayors` (K4)."""
    quotient: str | None
    """Votes over the price of a seat (K3), before rounding up and before the cap, as a decimal string with a
    point: `"9.991"`. At least three decimals, more where three would hide a fraction (5.00004 gives 6 seats,
    so it is never written `"5.000"`). Rounded half up, so compute from `votes`, not from this. null where it
    is not eligible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNowRecord:
    """The party that a mayor has changed to since the election (K10)."""

    party: str | None
    """Letter of a party of the election; null outside of them."""
    since: str
    """The day of the change, as `2023-05-01`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRecord:
    """One declared electoral alliance (valgforbund)."""

    alliance: str
    """Its members, as in `alliances`: `"C+V"`."""
    meeting: str
    """The day of the meeting that it is for, as `2022-01-19`."""
    received: str
    """The day that the secretariat received it."""
    status: str
    """`godkendt` (accepted), `afvist` (refused, so that it is not in `alliances`), or empty until decided."""
    ground: str
    """Why, in Danish as recorded; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorRecord:
    """One mayor."""

    municipality_code: str
    """The municipality's official code, three digits."""
    municipality: str
    """The municipality's name."""
    name: str
    """The mayor's name."""
    letter: str
    """Letter of the list that the mayor was elected on; empty where it has none."""
    party: str | None
    """The party that the list is (E1); null for a local list (E2), also one in the list cooperation."""
    list_name: str
    """Name of that list as on the ballot."""
    contender: str | None
    """The contender that the mayor counts for, by the reading of K10: that of the list, or of `party_now`.
    null for a local list on its own, and for no party."""
    status: str
    """`konstitueret` (constituted) or `aftalt` (agreed on)."""
    party_now: PartyNowRecord | None
    """The change of party by `as_of`; null where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRecord:
    """One lot that was drawn."""

    stage: str
    """The count in which the tie stood: `sammensætning` (K8), or `formand og næstformand, post 1` (V7)."""
    tied: tuple[str, ...]
    """Who had equal quotients, in alphabetical order."""
    winners: tuple[str, ...]
    """Those of them who got a seat."""
    drawn_on: str | None
    """The day it was drawn, as `2022-01-10`; null where it is not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRecord:
    """One mayor outside the seats of the contenders (K7)."""

    municipality: str
    """Name of the municipality."""
    letter: str
    """The letter that the mayor was elected on there. It may be a party's (`I` in Solrød) or a local list's
    (`N` in Odsherred); a local list's letter says nothing outside its municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestRecord:
    """Who could have had a post with the fewest further votes."""

    contender: str
    """Letter of the contender, or label of the alliance."""
    votes: int
    """The votes it lacks to be sure of the post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """Who is entitled to a post."""

    contender: str
    """Letter of the contender that the post goes to."""
    alliance: str | None
    """The alliance that won it, as in `alliances`; null for a contender on its own."""
    quotient: str | None
    """The quotient that won it, the alliance's where there is one: a whole number, or a decimal string as
    above."""
    margin_votes: int | None
    """The votes that the next in line lacks to be sure of it: whoever has the next largest quotient, or with
    alliances the next inside the alliance if that is fewer. null where nobody is next."""
    nearest: NearestRecord | None
    """Who could have had it with the fewest further votes, which need not be the next in line: a second
    quotient grows only half as fast as a first one. null where nobody could."""
    by_lot: bool
    """Whether a lot decided between equal quotients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRecord:
    """The distance to the threshold (E3), in votes on top of the valid votes or taken from them."""

    to_reach: int | None
    """The fewest further votes that reach it; null for who has."""
    to_miss: int | None
    """The fewest lost votes that miss it; null for who has not reached it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMarginRecord:
    """The votes to win one more and to lose the last one at one stage."""

    to_win: int | None
    """The fewest further votes that bring one more."""
    to_lose: int | None
    """The fewest lost votes that cost the last one, null for who has none; mayors are never lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginRecord:
    """The votes that one contender's eligibility, seats and posts depend on."""

    letter: str
    """Letter of the contender."""
    threshold: ThresholdRecord
    """The distance to the threshold."""
    seats: StageMarginRecord | None
    """One seat more or less in the KKR, who is eligible staying the same; null for who is not."""
    posts: StageMarginRecord | None
    """Chair and vice-chair on plain votes, without alliances; null for who is not eligible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisproportionalityRecord:
    """How far the seats are from the votes."""

    gallagher: str
    """Gallagher's least-squares index (1991) in percentage points, a decimal string with three decimals,
    rounded half up: `"2.671"`."""
    loosemore_hanby: str
    """The Loosemore-Hanby index (1971), the part of the seats that would have to move to other lists, in
    percent with three decimals: `"6.295"`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingMayorRecord:
    """One change of a mayor's party that would alter the number of members."""

    instead_of: str | None
    """The contender that has the mayor now; null for a list that is not eligible."""
    mayor_of: str | None
    """The contender that would have had the mayor; null for a list that is not eligible."""
    total: int
    """Members of the KKR then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One file that the figures were read from."""

    file: str
    """Path below `data/raw`, with forward slashes."""
    sha256: str
    """sha256 of the file's bytes: 64 lower-case hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The figures of one KKR. Votes and seats are whole numbers; nothing is a float."""

    schema: int
    """Number of the schema of these figures. A file without it is from before there was one."""
    region: str
    """The region as it is typed on the command line: `hovedstaden`, `sjaelland`, `syddanmark`, `midtjylland`
    or `nordjylland`. That of a computed example ends with `-eksempel`."""
    example: bool
    """Whether it is a computed example (beregnet eksempel): a KKR that there is not, or not known to be."""
    term: str
    """The term of office (valgperiode): `2022-2026`. It chooses the rule set."""
    election: str
    """The folder of figures below `data/raw`: `kv2021` is the municipal election of 16 November 2021."""
    as_of: str
    """The day that the result describes, as `2022-01-19`: mayors, regions and members of KL are those of that
    day."""
    status: str
    """`endelig` (final) or `foreløbig` (preliminary): final only when the votes are from the final count
    (fintælling) and every mayor of the region is constituted."""
    municipalities: int
    """Municipalities in the region, each with one mayor."""
    valid_votes: int
    """Valid votes of all lists in the region, also those of lists that count for nothing else."""
    votes_cast: int | None
    """Votes cast in the region, valid or not (the other reading of E4). null where the source does not have
    them."""
    threshold_votes: int
    """The smallest number of votes that meets the threshold of 2 %: exactly 2 % is enough (E3, E4)."""
    dimensioning: str
    """Letter of the dimensioning party (K3). Where several have exactly as many mayors per vote, the first in
    the order of `contenders`; they all give the same seats."""
    uncapped: int
    """Members there would have been without a cap, the mayors outside included."""
    cap: int
    """The largest number of members: twice `municipalities` (K5)."""
    cap_binds: bool
    """Whether the cap took seats away."""
    contenders: tuple[ContenderRecord, ...]
    """Every party of the election in print order, also those without a seat or without votes here, and the
    list cooperation `LLD` last."""
    readings: Mapping[str, str]
    """The reading used of each rule that can be read in more than one way: `E4`, what the 2 % are taken of
    (`valid` or `cast` votes); `K6`, how a capped KKR is shared out (`round_up`, `largest_remainder` or
    `dhondt`); `K7`, whether mayors outside count towards the cap (`on_top` or `outside_cap`);
    `K10`, which party a mayor counts for (`elected_on` or `party_now`)."""
    mayors_list: tuple[MayorRecord, ...]
    """Every mayor of the region, by municipality code."""
    lots: tuple[LotRecord, ...]
    """Every lot that was drawn for this KKR. Empty in most regions."""
    mayors_outside: tuple[OutsideRecord, ...]
    """The mayors whose list is not eligible (K7), by municipality code. Empty in most regions."""
    total: int
    """Members of the KKR: the seats of all contenders and the mayors outside."""
    mayors: int
    """Mayors in the KKR, those outside included: the same as `municipalities`."""
    supplementary: int
    """Supplementary members of all contenders: `total` less `mayors`."""
    alliances: tuple[str, ...]
    """The declared electoral alliances (valgforbund), each as text: `"C+V"`. Empty where none are
    declared."""
    declarations: tuple[DeclarationRecord, ...]
    """Every alliance declared for this KKR and meeting, in the order received, refused ones too."""
    chair: PostRecord | None
    """Who is entitled to the chair (formand), with the declared alliances if there are any (V1, V2). null
    where a lot has to be drawn first."""
    vice_chair: PostRecord | None
    """The same for the vice-chair (næstformand). null also where the chair is undecided."""
    margins: tuple[MarginRecord, ...]
    """The votes that each contender's eligibility, seats and posts depend on, in the order of
    `contenders`."""
    disproportionality: DisproportionalityRecord
    """How far the seats are from the votes: 0 is fully proportional, 100 the most there can be. All valid
    votes count, those of lists without seats too, and all members; a mayor outside is a seat of his or her
    own list."""
    deciding_mayors: tuple[DecidingMayorRecord, ...]
    """Every change of one mayor's party that would alter `total`."""
    sources: tuple[SourceRecord, ...]
    """Every file that the figures were read from."""


def record_of(result: KkrResult) -> Record:
    """Return the record of a result, in the current schema."""
    eligibility, composition = result.eligibility, result.composition
    names = result.figures.municipality_names
    found = result.disproportionality
    return Record(
        schema=SCHEMA,
        region=result.region.slug,
        example=bool(result.region.example),
        term=result.rule_set.term,
        election=result.election.slug,
        as_of=result.election.as_of.isoformat(),
        status=result.status.value,
        municipalities=composition.municipalities,
        valid_votes=eligibility.valid_votes,
        votes_cast=result.figures.votes_cast,
        threshold_votes=eligibility.threshold_votes,
        dimensioning=result.dimensioning[0].letter,
        uncapped=composition.uncapped,
        cap=composition.cap,
        cap_binds=composition.cap_binds,
        contenders=tuple(_contender(standing, result) for standing in eligibility.standings),
        readings={
            "E4": composition.readings.denominator.value,
            "K6": composition.readings.cap.value,
            "K7": composition.readings.outside.value,
            "K10": composition.readings.mayor.value,
        },
        mayors_list=tuple(_mayor(mayor, names, result) for mayor in result.figures.mayors),
        lots=tuple(_lot(entry.lot) for entry in result.election.lots if entry.region == result.region.slug),
        mayors_outside=tuple(
            OutsideRecord(municipality=names[mayor.municipality], letter=mayor.letter)
            for mayor in eligibility.mayors_outside
        ),
        total=composition.total,
        mayors=composition.municipalities,
        supplementary=sum(composition.supplementary.values()),
        alliances=tuple(alliance.label for alliance in result.posts.alliances),
        declarations=tuple(
            DeclarationRecord(
                alliance=one.alliance.label,
                meeting=one.meeting.isoformat(),
                received=one.received.isoformat(),
                status=one.status.value,
                ground=one.ground,
            )
            for one in result.declared
        ),
        chair=_post(result.posts.posts, 1),
        vice_chair=_post(result.posts.posts, 2),
        margins=tuple(
            MarginRecord(
                letter=standing.letter,
                threshold=ThresholdRecord(**asdict(result.threshold_margins[standing.letter])),
                seats=_stage_margin(result.seat_margins.get(standing.letter)),
                posts=_stage_margin(result.post_margins.get(standing.letter)),
            )
            for standing in eligibility.standings
        ),
        disproportionality=DisproportionalityRecord(
            gallagher=rounded(found.gallagher(3), 3),
            loosemore_hanby=rounded(found.loosemore_hanby * 100, 3),
        ),
        deciding_mayors=tuple(DecidingMayorRecord(**asdict(change)) for change in result.deciding_mayors),
        sources=tuple(SourceRecord(file=source.path, sha256=source.sha256) for source in result.sources),
    )


def _contender(standing: Standing, result: KkrResult) -> ContenderRecord:
    composition = result.composition
    quotients = {claim.contender: claim.quotient for claim in composition.claims}
    quotient = quotients.get(standing.letter)
    return ContenderRecord(
        letter=standing.letter,
        name=standing.name,
        votes=standing.votes,
        represented=bool(standing.councils),
        eligible=standing.is_eligible,
        mayors=composition.mayors.get(standing.letter, 0),
        seats=composition.seats.get(standing.letter, 0),
        supplementary=composition.supplementary.get(standing.letter, 0),
        quotient=None if quotient is None else rounded(quotient, places_needed(quotient)),
    )


def _mayor(mayor: Mayor, names: Mapping[str, str], result: KkrResult) -> MayorRecord:
    now = mayor.party_now
    return MayorRecord(
        municipality_code=mayor.municipality,
        municipality=names[mayor.municipality],
        name=mayor.name,
        letter=mayor.letter,
        party=mayor.party,
        list_name=mayor.list_name,
        contender=result.figures.contender_of_mayor(mayor),
        status=mayor.status.value,
        party_now=PartyNowRecord(party=now.party, since=now.since.isoformat()) if now else None,
    )


def _lot(lot: DrawnLot) -> LotRecord:
    return LotRecord(
        stage=lot.stage,
        tied=tuple(sorted(lot.tied)),
        winners=tuple(lot.winners),
        drawn_on=lot.drawn_on.isoformat() if lot.drawn_on else None,
    )


def _post(posts: tuple[Post, ...], number: int) -> PostRecord | None:
    filled = next((post for post in posts if post.number == number), None)
    if filled is None:
        return None
    nearest = filled.nearest
    return PostRecord(
        contender=filled.holder,
        alliance=filled.alliance.label if filled.alliance else None,
        quotient=_exact_or_rounded(filled.quotient.value),
        margin_votes=filled.margin_votes,
        nearest=NearestRecord(contender=nearest[0], votes=nearest[1]) if nearest else None,
        by_lot=bool(filled.lots),
    )


def _exact_or_rounded(value: Fraction | None) -> str | None:
    if value is None or value.denominator == 1:
        return None if value is None else str(value)
    return rounded(value, places_needed(value))


def _stage_margin(margin: Margin | None) -> StageMarginRecord | None:
    return StageMarginRecord(to_win=margin.to_win, to_lose=margin.to_lose) if margin else None


def _schema_2(result: KkrResult) -> dict[str, Any]:
    return asdict(record_of(result))


def _schema_1(result: KkrResult) -> dict[str, Any]:
    """From before there were computed examples, declarations in the figures, and changes of party."""
    record = _schema_2(result) | {"schema": 1}
    del record["example"], record["declarations"], record["readings"]["K10"]
    for mayor in record["mayors_list"]:
        del mayor["party_now"]
    return record


WRITERS: Mapping[int, Callable[[KkrResult], dict[str, Any]]] = {1: _schema_1, 2: _schema_2}
"""What writes the figures of a result in each schema there has been, as plain values."""

_WRITTEN = re.compile(
    r"kkr-analysis schema=([0-9]{1,4}) region=([a-z-]+) term=([0-9]{4}-[0-9]{4}) day=([0-9-]{10}) "
    r"alliances=(\S*) sha256=([0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Which result (region, term, day, alliances), in which schema, and the sha256 over its record."""

    schema: int
    region: str
    term: str
    as_of: date
    alliances: tuple[str, ...]
    sha256: str

    def __str__(self) -> str:
        """Write it on one line, as in the files."""
        return (
            f"kkr-analysis schema={self.schema} region={self.region} term={self.term} "
            f"day={self.as_of.isoformat()} alliances={','.join(self.alliances)} sha256={self.sha256}"
        )


def fingerprint_of(result: KkrResult, schema: int = SCHEMA) -> Fingerprint:
    """
    Return the fingerprint of a result, in the current schema or an earlier one.

    Raises UnknownChoiceError for a schema from a later version of the program.
    """
    if schema not in WRITERS:
        raise UnknownChoiceError(
            f"Filen er lavet med en nyere udgave af programmet (skema {schema}). Brug den eller en nyere."
        )
    return Fingerprint(
        schema=schema,
        region=result.region.slug,
        term=result.rule_set.term,
        as_of=result.election.as_of,
        alliances=tuple(alliance.label for alliance in result.posts.alliances),
        sha256=sha256_of_values(WRITERS[schema](result)),
    )


def sha256_of_values(values: Mapping[str, Any]) -> str:
    """Return the sha256 over a record as plain values: sorted, without spaces, UTF-8."""
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def found_in(text: str) -> Fingerprint | None:
    """Return the fingerprint found in a text, or None."""
    written = _WRITTEN.search(text)
    if written is None:
        return None
    schema, region, term, day, alliances, sha256 = written.groups()
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    return Fingerprint(
        schema=int(schema),
        region=region,
        term=term,
        as_of=as_of,
        alliances=tuple(alliances.split(",")) if alliances else (),
        sha256=sha256,
    )
