"""Single facts as Danish sentences, the same in tables, prose, JSON and messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kkr_analysis.allocation import Quotient
from kkr_analysis.composition.election import (
    Correction,
    Declaration,
    FigureStatus,
    Mayor,
    MayorStatus,
    SeatEvidence,
    SourceFile,
    SourceStrength,
)
from kkr_analysis.composition.eligibility import Eligibility, Standing, WhyNot
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import HYPOTHETICAL, counted, day, listed, lower_first, quotient, whole
from kkr_analysis.presentation.charts.wording import WITHOUT_SIZE
from kkr_analysis.presentation.phrases import SHARED, say
from kkr_analysis.rules import Denominator, RuleSet

EVIDENCE = {
    SeatEvidence.PROVED: "At en liste har plads i en kommunalbestyrelse, er bevist ud fra stemmer og "
    "mandattal: en liste med mere end 1/(mandater + 1) af de gyldige stemmer får mindst ét mandat, uanset "
    "hvilke valgforbund der var.",
    SeatEvidence.OFFICIAL: "At en liste har plads i en kommunalbestyrelse, fremgår af de officielle tal.",
    SeatEvidence.DECLARED: "For nogle lister har sekretariatet oplyst, at de har plads i en "
    "kommunalbestyrelse.",
}
EXAMPLE_MARK = "Beregnet eksempel"
"""Stands on every page of a KKR that there is not."""
AS_OF, COMPUTED_FOR = "Opgjort pr.", "Regnet for"
_WOULD = {"har": "ville have", "er": "ville være", "tilkommer": "ville tilkomme"}
DENOMINATORS = {Denominator.VALID: "gyldige stemmer", Denominator.CAST: "afgivne stemmer"}
MAYOR_STATUSES = {MayorStatus.CONSTITUTED: "valgt", MayorStatus.AGREED: "kun aftalt"}
"""To a reader a »konstitueret« mayor is one who acts for another: the files' word is for the files alone."""
SIZES_UNCONFIRMED = "{kommuner}"
"""In the note on rule E5: the municipalities of the region whose councils have no confirmed size."""
POSTS = {1: SHARED["post_1"], 2: SHARED["post_2"]}
LACKED = " manglede "
NEAREST = f" var nærmest og{LACKED}"
"""The words between who came nearest to a post, and the votes that they lacked."""
NO_LIST_JOINED = "Ingen lokal liste i regionen er tilmeldt."
_UNKNOWN = "Det vides ikke, hvilke lokale lister der var tilmeldt"
LISTS_UNKNOWN = f"{_UNKNOWN}; ingen er regnet med."
LOCAL_LISTS_LEFT_OUT = "lokale lister er ikke regnet med"
"""Where they together have votes enough, and nobody knows which of them joined the list cooperation."""
BY_VOTES = "Posterne går efter stemmer, ikke pladser."
WITHOUT_ALLIANCES = f"{BY_VOTES} Her er regnet uden valgforbund, som kan flytte dem."
ONE_MORE = "forskellen plus én stemme, for står to lige, trækkes der lod."
"""Why the votes that somebody lacked are not just the difference between two vote totals."""
_ASSUMPTIONS = ("en antagelse", "to antagelser", "tre antagelser")
"""As many as there are: K6, K7 and K10."""
_PERCENT = re.compile(r"(?<=\d) %")


def unbroken(text: str) -> str:
    """Put a no-break space between every number and its percent sign."""
    return _PERCENT.sub("\N{NO-BREAK SPACE}%", text)


def on_one_line(words: str) -> str:
    """Put no-break spaces between words that no line may part: a formula, a date."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def division(taken: Quotient) -> str:
    """Write a quotient as it is keyed into a calculator."""
    if taken.value is None:
        return f"{whole(taken.votes)} stemmer og {WITHOUT_SIZE}"
    return say(
        "division",
        votes=whole(taken.votes),
        divisor=str(taken.divisor),
        quotient=quotient(taken.value),
    )


def nearest(who: str, votes: int, condition: str = "") -> str:
    """Say who came nearest to a post: "Venstre (V) var nærmest og manglede 3.655 stemmer."."""
    return f"{who}{NEAREST}{counted(votes, 'stemme', 'stemmer')}{condition}."


def margin_condition(post: int, alliances: Sequence[object]) -> str:
    """
    Say what the votes lacking for a post suppose: that the post before stays as it was filled.

    Rule: V3. With alliances the further votes can move the post of chair instead. Without, they suppose
    nothing, and this is empty: one vote more than the vice-chair is not more than the chair has. At most it
    is as much, where they are one vote apart; then a lot gives the nearest one of the two posts.
    """
    return SHARED["chair_stays"] if post > 1 and alliances else ""


def decided_by(count: int) -> str:
    """Say that so many assumed rules decide seats: "nogle pladser bygger på to antagelser"."""
    return f"nogle pladser bygger på {_ASSUMPTIONS[count - 1]}"


def decided_alike(said: Iterable[str]) -> str:
    """Say what several KKR rest on: what each does where that is the same, or that there are assumptions."""
    words = {*said}
    return words.pop() if len(words) == 1 else "nogle pladser bygger på antagelser"


def in_which(bodies: Sequence[str], every: int) -> str:
    """Name the KKR that something is so in, of ``every`` that there are: "alle KKR", or those."""
    return "alle KKR" if len(bodies) == every else listed(bodies)


def preliminary(status: FigureStatus) -> str:
    """Return the suffix of a name while the figures can still change: " (foreløbig)"."""
    return f" ({status.value})" if status is FigureStatus.PRELIMINARY else ""


def verb(present: str, result: KkrResult) -> str:
    """Return a verb as it says what is, or in a computed example what would be."""
    return _WOULD[present] if result.region.example else present


def as_of(result: KkrResult) -> str:
    """Name the day that the enclosure describes; in a computed example it may still be to come."""
    return COMPUTED_FOR if result.region.example else AS_OF


def region_of(result: KkrResult) -> str:
    """Name the region, or in a computed example its municipalities: the region is still to come."""
    name = f"Region {result.region.name}"
    if not result.region.example:
        return name
    return f"de {len(result.figures.municipalities)} kommuner i den kommende {name}"


def body_and_term(result: KkrResult) -> str:
    """Name the body and its term, marked where it is not a result: "KKR Midtjylland 2022–26"."""
    name = f"{result.body} {result.rule_set.label}"
    if result.is_hypothetical:
        return f"{HYPOTHETICAL}: {name}"
    return f"{name} ({lower_first(EXAMPLE_MARK)})" if result.region.example else name


def title(result: KkrResult) -> str:
    """Return the title of the enclosure: "Sammensætning af KKR Midtjylland 2022–26 (foreløbig)"."""
    if result.is_hypothetical:
        return body_and_term(result)
    what = f"{EXAMPLE_MARK}:" if result.region.example else "Sammensætning af"
    return f"{what} {result.body} {result.rule_set.label}{preliminary(result.status)}"


def status(result: KkrResult) -> tuple[str, str]:
    """Say whether the figures can change and whether assumed rules decide, and in a sentence what can."""
    _, sentence = status_of(result.status, result.election.count_status, result.figures.mayors)
    decided = decided_by(len(result.deciding_rules)) if result.deciding_rules else ""
    sentence += weak_sources(result.figures.mayors)
    if local_lists(result):
        sentence += f"; {LOCAL_LISTS_LEFT_OUT}"
    return status_word(result.status, decided), sentence


def status_word(status: FigureStatus, decided: str = "") -> str:
    """Name a status, and what is assumed besides: "Endelige tal, men nogle pladser bygger på …"."""
    word = f"{status.value.capitalize()}e tal"
    if not decided:
        return word
    return f"{word}, {'men' if status is FigureStatus.FINAL else 'og'} {decided}"


def weak_sources(mayors: Sequence[Mayor]) -> str:
    """Say how many mayors no source from the meeting confirms, besides those only agreed on; or nothing."""
    weak = [mayor for mayor in mayors if mayor.strength is SourceStrength.WEAK]
    others = sum(mayor.status is not MayorStatus.AGREED for mayor in weak)
    if not others:
        return ""
    is_all = all(mayor.status is not MayorStatus.AGREED for mayor in mayors)
    whom = f"{others} af dem" if is_all else counted(others, "anden", "andre")
    return f" ({whom} er ikke bekræftet af en kilde fra mødet)"


def status_of(figures: FigureStatus, count: FigureStatus, mayors: Sequence[Mayor]) -> tuple[str, str]:
    """Say the status of some figures, and in a sentence whether the votes or the mayors are the reason."""
    agreed = sum(mayor.status is MayorStatus.AGREED for mayor in mayors)
    votes = "fra fintællingen" if count is FigureStatus.FINAL else "foreløbige"
    said = f"men {only_agreed(agreed)}" if agreed else "og borgmestrene er valgt på de konstituerende møder"
    return status_word(figures), f"Stemmerne er {votes}, {said}"


def only_agreed(mayors: int) -> str:
    """Say that so many mayors are known from an agreement alone: nobody knows that they were not elected."""
    they = "borgmesteren" if mayors == 1 else "de"
    return (
        f"for {counted(mayors, 'borgmester', 'borgmestre')} kendes kun aftalen efter valget, og det er ikke "
        f"bekræftet, at {they} blev valgt"
    )


def rules_of(rule_set: RuleSet) -> str:
    """Name the rules of a term by the term that they are from: "reglerne fra 2022–26"."""
    return f"reglerne fra {rule_set.same_as}" if rule_set.same_as else f"reglerne for {rule_set.label}"


def description(result: KkrResult) -> str:
    """Describe the enclosure for a file's metadata: its subject, and the status of the figures."""
    word, sentence = status(result)
    example = f" {EXAMPLE_MARK}: {result.region.example}" if result.region.example else ""
    return f"{result.body}, {lower_first(result.election.name)}. {word}. {sentence}.{example}"


def local_lists(result: KkrResult) -> str:
    """
    Say that the local lists together could get a seat; nothing where the cooperation's are known.

    Rule: E2, E3. Nothing either where all of them together would be below the threshold, or where it is
    known from elsewhere that they have no seats.
    """
    local = result.eligibility.unassigned_votes
    is_settled = result.election.list_cooperation or settled(result)
    if is_settled or local < result.eligibility.threshold_votes:
        return ""
    return (
        f"Alle lokale lister fik {whole(local)} stemmer tilsammen, nok til spærregrænsen: var de tilmeldt, "
        "kunne LLD få plads."
    )


def settled(result: KkrResult) -> str:
    """Say how it is known that the list cooperation has no seats here; empty where it is not. Rule: E2."""
    return dict(result.election.list_cooperation_settled).get(result.region.slug, "")


def represented(result: KkrResult) -> str:
    """Say how it is known which lists have a seat in a council. Rule: E5."""
    kinds = {seat.evidence for seat in result.figures.council_seats}
    sentences = [EVIDENCE[kind] for kind in SeatEvidence if kind in kinds]
    return " ".join([*sentences, *filter(None, [_represented_note(result)])])


def _represented_note(result: KkrResult) -> str:
    """Return the election's note, about the region's own councils; nothing where it is about none of them."""
    note = result.election.represented_note
    if SIZES_UNCONFIRMED not in note:
        return note
    seats = result.figures.council_seats
    doubtful = len({seat.municipality for seat in seats if not seat.is_size_confirmed})
    if not doubtful:
        return ""
    every = len(result.figures.municipalities)
    which = "alle regionens" if doubtful == every else f"{doubtful} af regionens"
    return note.replace(SIZES_UNCONFIRMED, f"{which} {counted(every, 'kommune', 'kommuner')}")


def corrections(result: KkrResult) -> list[str]:
    """Say which received figures of the region are corrected, to what, and why."""
    codes = result.figures.municipality_names
    return [
        _correction(correction)
        for correction in result.election.corrections
        if correction.municipality is None or correction.municipality in codes
    ]


def conflicts(sources: Iterable[SourceFile]) -> list[str]:
    """Say which other sources disagree with the files that the figures were read from."""
    return [source.conflict for source in sources if source.conflict]


def refused(declaration: Declaration) -> str:
    """Say that a declared alliance was refused, with who declared it, when, and the ground. Rule: V2, D3."""
    ground = declaration.ground.rstrip(".")
    if declaration.is_refused_by_rule:
        return (
            f"Valgforbundet {declaration.alliance.label} tæller ikke med: {ground}. Det blev anmeldt af "
            f"{declaration.given_by}. KKR kan godkende det alligevel."
        )
    return (
        f"Valgforbundet {declaration.alliance.label} er afvist og tæller ikke med. Det blev anmeldt af "
        f"{declaration.given_by} og modtaget {day(declaration.received)}. Begrundelse: {ground}."
    )


def _correction(correction: Correction) -> str:
    row = ", ".join(f"{column} {value}" for column, value in correction.row)
    said = dict(correction.said)
    changes = listed(
        f"{column} er læst som »{value}« i stedet for »{said[column]}«"
        for column, value in correction.corrected
    )
    return (
        f"I {correction.file} ({row}): {changes}. {correction.reason.rstrip('.')}. "
        f"Kilde: {correction.source.rstrip('.')} ({correction.status.value})."
    )


def why_not(standing: Standing, result: KkrResult) -> str | None:
    """Say why a contender has no seats; None where it has some. Rule: E2, E3, E5, K5."""
    if standing.is_eligible:
        capped_out = not result.composition.seats[standing.letter]
        return "Er berettiget, men loftet levner ingen plads." if capped_out else None
    sentences = {
        WhyNot.DID_NOT_STAND: "Stillede ikke op i regionens kommuner.",
        WhyNot.NO_LIST_NOTIFIED: _no_list(result),
        WhyNot.BELOW_THRESHOLD: _below_threshold(standing, result.eligibility),
        WhyNot.NOT_REPRESENTED: "Har, så vidt det vides, ikke plads i en kommunalbestyrelse i regionen.",
    }
    reasons = [sentences[reason] for reason in standing.why_not]
    return " ".join([*reasons, *_still_members(standing, result.eligibility)])


def _no_list(result: KkrResult) -> str:
    """Say why no local list is in the list cooperation here: none joined, or nobody knows. Rule: E2."""
    if result.election.list_cooperation:
        return NO_LIST_JOINED
    if settled(result):
        return f"{_UNKNOWN}. {settled(result)}"
    return LISTS_UNKNOWN


def _still_members(standing: Standing, eligibility: Eligibility) -> list[str]:
    """Say that the mayors of a party without seats are members all the same. Rule: K1, K7."""
    mayors = [mayor for mayor in eligibility.mayors_outside if mayor.party == standing.letter]
    match len(mayors):
        case 0:
            return []
        case 1:
            return ["Partiets borgmester er dog født medlem."]
        case _:
            return ["Partiets borgmestre er dog fødte medlemmer."]


def _below_threshold(standing: Standing, eligibility: Eligibility) -> str:
    """Say how many votes there were, and how many were needed. Rule: E3."""
    return (
        f"Under spærregrænsen: {counted(standing.votes, 'stemme', 'stemmer')}, og der skulle "
        f"{whole(eligibility.threshold_votes)} til."
    )


def mayor_outside(mayor: Mayor, municipality: str) -> str:
    """Name a mayor's municipality and list: "Solrød (I, Liberal Alliance)"."""
    return f"{municipality} ({mayor.letter}, {mayor.list_name})"
