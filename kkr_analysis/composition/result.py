"""A KKR computed from an election: the one value that tables, charts and JSON are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from kkr_analysis.allocation import (
    Alliance,
    DrawnLot,
    Margin,
    PostElection,
    ThresholdMargin,
    Tie,
    elect_in_order,
    seat_margins,
    threshold_margin,
)
from kkr_analysis.allocation.lots import refuse_stale
from kkr_analysis.composition.disproportionality import (
    Disproportionality,
    disproportionality,
    votes_and_members,
)
from kkr_analysis.composition.election import (
    Declaration,
    Election,
    FigureStatus,
    MayorStatus,
    Region,
    SourceFile,
    in_order_received,
)
from kkr_analysis.composition.eligibility import Eligibility, Standing, judge
from kkr_analysis.composition.figures import RegionalFigures, regional_figures
from kkr_analysis.composition.margins import MayorChange, composition_margins, deciding_mayors
from kkr_analysis.composition.ranking import QuotientRanking, RankedQuotient, ranking_of
from kkr_analysis.composition.seats import STAGE, Composition, Cut, compose, recompose
from kkr_analysis.errors import AllianceError, HypotheticalError, LotNeededError, NoDimensioningPartyError
from kkr_analysis.rules import MayorReading, Readings, Rule, RuleSet, RuleStatus

CHAIR_STAGE = "formand og næstformand"
"""Stage of the chair election in a recorded lot, followed by ", post 1" or ", post 2"."""
CHAIR_POSTS = 2
PRELIMINARY_NAME = "-foreloebig"
"""Ending of a file's stem while its figures can still change."""


@dataclass(frozen=True, kw_only=True)
class KkrResult:
    """
    One region's KKR for one term: the figures, the rules, and what follows from them.

    Whatever requires recomposing the KKR, or ranking its quotients, is computed on first use and kept:
    everything that is printed reads it from here.
    """

    rule_set: RuleSet
    election: Election
    figures: RegionalFigures
    eligibility: Eligibility
    composition: Composition
    plain_posts: PostElection
    """Chair and vice-chair without alliances."""
    allied_posts: PostElection | None
    """Chair and vice-chair with alliances, the declared ones unless others were asked for; None without."""

    @property
    def region(self) -> Region:
        """The region."""
        return self.figures.region

    @property
    def body(self) -> str:
        """Name of the body: "KKR Midtjylland"."""
        return f"KKR {self.region.name}"

    @property
    def file_stem(self) -> str:
        """What the enclosure's files are called: "kkr-midtjylland", "kkr-midtjylland-foreloebig"."""
        return f"kkr-{self.region.slug}{PRELIMINARY_NAME if self.status is FigureStatus.PRELIMINARY else ''}"

    @property
    def declared(self) -> tuple[Declaration, ...]:
        """The alliances declared for this KKR, also the refused ones, in the order received. Rule: V2."""
        return declared_for(self.election, self.region.slug)

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """The files that this KKR rests on: what another KKR has declared stands in that one's folder."""
        own = f"{self.election.slug}/{self.region.slug}/"
        return tuple(
            source
            for source in self.election.sources
            if source.path.count("/") < 2 or source.path.startswith(own)
        )

    @property
    def is_hypothetical(self) -> bool:
        """Whether it is thought of: from a scenario's figures, or with other alliances than the declared."""
        given = {frozenset(alliance.contenders()) for alliance in self.posts.alliances}
        return self.election.is_hypothetical or given != {
            frozenset(one.alliance.contenders()) for one in self.declared if one.counts
        }

    @property
    def mayors_status(self) -> FigureStatus:
        """Final when every mayor of the region is constituted."""
        constituted = all(mayor.status is MayorStatus.CONSTITUTED for mayor in self.figures.mayors)
        return FigureStatus.FINAL if constituted else FigureStatus.PRELIMINARY

    @property
    def status(self) -> FigureStatus:
        """Final when both the count and the mayors are."""
        both = {self.election.count_status, self.mayors_status}
        return FigureStatus.PRELIMINARY if FigureStatus.PRELIMINARY in both else FigureStatus.FINAL

    @property
    def posts(self) -> PostElection:
        """Chair and vice-chair as they stand, with the declared alliances if there are any."""
        return self.allied_posts or self.plain_posts

    @property
    def dimensioning(self) -> tuple[Standing, ...]:
        """The dimensioning party, several where they have equally many mayors per vote."""
        return tuple(
            standing
            for standing in self.eligibility.eligible
            if standing.letter in self.composition.dimensioning
        )

    @property
    def uncertain_rules(self) -> tuple[Rule, ...]:
        """
        The inferred and assumed rules that touch a number in this result, in the order of the rule set.

        E4 and K3 touch every result; K6 only one whose cap binds, K7 one with mayors outside, K8 one
        that a lot settled, K10 one with a mayor who has changed party, V3 one with declared alliances.
        """
        composition = self.composition
        touches = {
            "E4": True,
            "K3": True,
            "K6": composition.cap_binds,
            "K7": composition.mayors_outside > 0,
            "K10": any(mayor.party_now is not None for mayor in self.figures.mayors),
            "K8": composition.cut is not None and composition.cut.lot is not None,
            "V3": self.allied_posts is not None,
        }
        return tuple(
            rule
            for rule in self.rule_set.rules
            if rule.status is not RuleStatus.STATED and touches.get(rule.number, False)
        )

    @cached_property
    def ranking(self) -> QuotientRanking:
        """Every quotient in order, and where the seats end. Rule: K3, K6."""
        return ranking_of(self.composition)

    @cached_property
    def seat_margins(self) -> Mapping[str, Margin]:
        """The votes to win one seat more, or to lose the last one, by contender. Rule: K3, K5, K6."""
        return {margin.contender: margin for margin in composition_margins(self.composition)}

    @cached_property
    def post_margins(self) -> Mapping[str, Margin]:
        """The same for chair and vice-chair without alliances. Rule: V1."""
        return {margin.contender: margin for margin in seat_margins(self.eligibility.votes, CHAIR_POSTS)}

    @cached_property
    def threshold_margins(self) -> Mapping[str, ThresholdMargin]:
        """The votes to reach or to miss the threshold, by contender. Rule: E3."""
        denominator = self.eligibility.denominator
        return {
            standing.letter: threshold_margin(standing.votes, denominator)
            for standing in self.eligibility.standings
        }

    @cached_property
    def nearest_to_a_seat(self) -> tuple[str, int] | None:
        """
        Who needed the fewest further votes for one more seat, and how many.

        Rule: K3, K6. It need not be the next in line: a third quotient grows only half as fast as a second
        one. Of equals the first by name; None where no number of votes is enough for anybody.
        """
        enough = [
            (margin.to_win, name) for name, margin in self.seat_margins.items() if margin.to_win is not None
        ]
        fewest = min(enough, default=None)
        return fewest and (fewest[1], fewest[0])

    def votes_lacking(self, ranked: RankedQuotient) -> int | None:
        """
        Return the fewest further votes that certainly win a seat when the whole KKR is recomposed with them.

        Rule: K3, K6. None for a quotient that won, for one that is not the contender's next, and where no
        number of votes is enough.
        """
        if ranked.is_won or ranked.seat != self.composition.seats[ranked.contender] + 1:
            return None
        return self.seat_margins[ranked.contender].to_win

    @cached_property
    def deciding_mayors(self) -> tuple[MayorChange, ...]:
        """Every change of one mayor's party that would alter the number of members. Rule: K3, K5, K7."""
        return deciding_mayors(self.composition)

    @cached_property
    def disproportionality(self) -> Disproportionality:
        """How far the members are from the votes. ValueError where there are no votes. Rule: E4, K7."""
        return disproportionality(votes_and_members(self.figures, self.eligibility, self.composition))

    @cached_property
    def other_readings(self) -> tuple[OtherReading, ...]:
        """
        The KKR under every other reading of the assumed rules that touch it.

        Rule: K6, K7, K10. A reading that leads to a tie shows the seats that are sure without a lot, and one
        that leaves nobody to set the price is left out.
        """
        rules = {rule.number: rule for rule in self.uncertain_rules}
        others = [
            (number, reading.value, recompose(self.composition, readings=readings))
            for number, reading, readings in self.composition.readings.others()
            if number in rules
        ]
        if "K10" in rules:
            others += self._by_other_parties()
        return tuple(
            _other_reading(self.composition, rules[number], reading, other)
            for number, reading, other in others
        )

    @property
    def deciding_rules(self) -> tuple[Rule, ...]:
        """The assumed rules that another reading of would move a seat, in the order of the rule set."""
        moving = {other.rule.number for other in self.other_readings if other.changes or other.tied}
        return tuple(rule for rule in self.uncertain_rules if rule.number in moving)

    def _by_other_parties(self) -> Iterator[tuple[str, str, Composition]]:
        """Give the KKR with the mayors counted by the other reading of their parties. Rule: K10."""
        for reading in MayorReading:
            if reading is self.figures.mayors_by:
                continue
            judged = judge(replace(self.figures, mayors_by=reading), self.eligibility.reading)
            with suppress(NoDimensioningPartyError):
                yield (
                    "K10",
                    reading.value,
                    recompose(
                        self.composition,
                        mayors=judged.mayors,
                        mayors_outside=len(judged.mayors_outside),
                        readings=replace(self.composition.readings, mayor=reading),
                    ),
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """
    What one other reading of a rule would have given.

    ``changes`` has letter, seats as computed and seats under the other reading, where they differ, and
    ``total`` the members under it. Where the last seats depend on a lot, ``tied`` are those in it, and only
    their certain seats are counted.
    """

    rule: Rule
    reading: str
    changes: tuple[tuple[str, int, int], ...]
    total: int
    tied: frozenset[str]
    cut: Cut | None
    """How the cap is shared out under it; None where it does not bind."""


def calculate(
    election: Election,
    region: str,
    rule_set: RuleSet,
    readings: Readings | None = None,
    alliances: Sequence[Alliance] | None = None,
) -> KkrResult:
    """
    Compute a region's KKR, and who is entitled to chair and vice-chair.

    Rule: V1, V2, V4. ``region`` is a slug; ``readings`` default to those of the rule set; ``alliances``
    (valgforbund) to those declared, and with any others the result is hypothetical. A lot for the
    chair is asked for by the result, not by an error.

    Raises UnknownChoiceError for the region, DataError where a reading needs figures that are missing,
    NoDimensioningPartyError, AllianceError, LotNeededError naming who is tied for a seat in the
    composition, and StaleLotError.
    """
    chosen = readings or rule_set.readings
    figures = replace(regional_figures(election, region), mayors_by=chosen.mayor)
    region = figures.region.slug
    eligibility = judge(figures, chosen.denominator)
    votes = eligibility.votes
    lots = [entry.lot for entry in election.lots if entry.region == region]
    chair_lots = [lot for lot in lots if lot.stage.startswith(f"{CHAIR_STAGE}, ")]
    try:
        composition = compose(
            votes,
            eligibility.mayors,
            municipalities=len(figures.municipalities),
            mayors_outside=len(eligibility.mayors_outside),
            readings=chosen,
            lots=[lot for lot in lots if lot not in chair_lots],
        )
    except NoDimensioningPartyError as fault:
        raise NoDimensioningPartyError(
            f"KKR {figures.region.name} kan ikke regnes ud. {fault} "
            f"Se efter i {election.slug}/borgmestre.csv og "
            f"{election.slug}/stemmer.csv, om borgmestrenes lister er de rigtige."
        ) from fault
    declared = [one.alliance for one in declared_for(election, region) if one.counts]
    chosen_alliances = declared if alliances is None else alliances
    eligible = [standing.letter for standing in eligibility.eligible]
    _refuse_ineligible(chosen_alliances, eligible, figures.region)
    counts = {
        pacts: elect_chair(votes, pacts, chair_lots)
        for pacts in ((), tuple(declared), tuple(chosen_alliances))
        if all(name in eligible for pact in pacts for name in pact.contenders())
    }
    plain, allied = counts[()], counts[tuple(chosen_alliances)]
    used = [lot for count in counts.values() for lot in count.lots]
    refuse_stale([lot for lot in chair_lots if lot not in used], None)
    if composition.tie is not None:
        raise LotNeededError(lot_needed(election, figures.region, composition.tie))
    return KkrResult(
        rule_set=rule_set,
        election=election,
        figures=figures,
        eligibility=eligibility,
        composition=composition,
        plain_posts=plain,
        allied_posts=allied if chosen_alliances else None,
    )


def declared_for(election: Election, region: str) -> tuple[Declaration, ...]:
    """
    Return the alliances declared for a region's KKR, in the order received.

    Rule: V2. A declaration belongs to one meeting: the next one from the day that the enclosure describes, or
    the last one before it.
    """
    own = [one for one in election.declared if one.region == region]
    meetings = sorted({one.meeting for one in own})
    meeting = next((day for day in meetings if day >= election.as_of), meetings[-1] if meetings else None)
    return in_order_received(one for one in own if one.meeting == meeting)


def elect_chair(
    votes: Mapping[str, int], alliances: Sequence[Alliance], lots: Sequence[DrawnLot]
) -> PostElection:
    """
    Elect chair and vice-chair on the votes of the eligible contenders, with those lots that settle a tie.

    Rule: V1, V2, V4, V7. Votes of lists that are not eligible do not count. A lot may belong to the count
    without alliances or to the one with them, so none is refused here; the result says which it used.
    """
    used: list[DrawnLot] = []
    while True:
        election = elect_in_order(votes, CHAIR_POSTS, alliances, stage=CHAIR_STAGE, lots=used)
        lot = election.tie.settling_lot(lots) if election.tie else None
        if lot is None:
            return election
        used.append(lot)


def _refuse_ineligible(alliances: Sequence[Alliance], eligible: Sequence[str], region: Region) -> None:
    """Raise AllianceError for a member that is not eligible. Rule: V2."""
    for alliance in alliances:
        for name in alliance.contenders():
            if name not in eligible:
                raise AllianceError(
                    f"Valgforbundet {alliance.label}: {name} er ikke berettiget til pladser i "
                    f"KKR {region.name} og kan ikke være med i et valgforbund (regel V2). "
                    f"Vælg mellem {', '.join(eligible)}."
                )


def lot_needed(election: Election, region: Region, tie: Tie) -> str:
    """Say in Danish who is tied for what, and where the lot is recorded. Rule: K8."""
    tied = sorted(tie.tied)
    seats = (
        f"plads {tie.first_seat}"
        if tie.places == 1
        else f"plads {tie.first_seat}–{tie.last_seat} ({tie.places} pladser)"
    )
    who = (
        f"{', '.join(tied[:-1])} og {tied[-1]} står lige om {seats} af de pladser, der fordeles ud over "
        f"borgmestrene i KKR {region.name}"
    )
    if election.is_hypothetical:
        return (
            f"{who}. Her ville der blive trukket lod, og et tænkt eksempel har ikke noget. "
            "Giv den ene en stemme mere for at se, hvad der sker, hvis den trækkes ud."
        )
    drawn = "den, der fik pladsen" if tie.places == 1 else f"de {tie.places}, der fik plads"
    file = f"{election.slug}/lodtraekninger.csv"
    return (
        f"{who}. Træk lod, og skriv resultatet som en række i {file} med "
        f"region {region.slug}, trin {STAGE}, lige {'+'.join(tied)} og udtrukket ({drawn})."
    )


def refuse_hypothetical(result: KkrResult) -> None:
    """Raise HypotheticalError for what is thought of: it is never published."""
    if result.is_hypothetical:
        raise HypotheticalError(
            f"{result.body}: et tænkt eksempel kan ikke blive til et bilag. Byg bilaget af valgets egne tal."
        )


def _other_reading(composition: Composition, rule: Rule, name: str, other: Composition) -> OtherReading:
    """Note which seats move under another reading."""
    return OtherReading(
        rule=rule,
        reading=name,
        changes=tuple(
            (letter, seats, other.seats[letter])
            for letter, seats in composition.seats.items()
            if other.seats[letter] != seats
        ),
        total=other.total,
        tied=other.tie.tied if other.tie else frozenset(),
        cut=other.cut,
    )
