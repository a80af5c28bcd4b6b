"""The facts that the computation starts from: votes, who is not there, mayors, source files."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kkr_analysis import danish
from kkr_analysis.composition.election import Mayor, MayorStatus, SourceFile
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.charts.wording import to_threshold
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import framed, party


def votes(result: KkrResult) -> Table:
    """Vote totals with share in print order, the local lists that do not count in one row."""
    eligibility = result.eligibility
    denominator = eligibility.denominator
    rows: list[dict[str, Any]] = [
        {
            "Parti": party(standing),
            "Stemmer": standing.votes,
            "Andel": Fraction(standing.votes, denominator),
            "Mindst 2 procent": "ja" if standing.votes >= eligibility.threshold_votes else "nej",
            "Til grænsen": to_threshold(standing.votes, denominator),
        }
        for standing in eligibility.standings
        if standing.votes
    ]
    rest = eligibility.valid_votes - sum(standing.votes for standing in eligibility.standings)
    rows.append(
        {
            "Parti": "Lokale lister uden for listesamarbejdet",
            "Stemmer": rest,
            "Andel": Fraction(rest, denominator),
            "Mindst 2 procent": "tæller ikke",
            "Til grænsen": None,
        }
    )
    rows.append(
        {
            "Parti": "Gyldige stemmer i alt",
            "Stemmer": eligibility.valid_votes,
            "Andel": Fraction(eligibility.valid_votes, denominator),
            "Mindst 2 procent": None,
            "Til grænsen": None,
        }
    )
    return Table(
        frame=framed(rows, "Parti"),
        caption=f"Stemmer i Region {result.region.name} ved {danish.lower_first(result.election.name)}",
        anchor="stemmer",
        numbers={"Stemmer": danish.whole, "Andel": danish.percent, "Til grænsen": str},
        emphasised=frozenset({"Gyldige stemmer i alt"}),
    )


def without_seats(result: KkrResult) -> Table:
    """Every contender without a seat, and why (E2, E3, E5, K5)."""
    rows = [
        {"Parti": party(standing), "Hvorfor ikke": reason}
        for standing in result.eligibility.standings
        if (reason := wording.why_not(standing, result)) is not None
    ]
    return Table(
        frame=framed(rows, "Parti", ["Hvorfor ikke"]),
        caption="Partier og listesamarbejder uden pladser i fordelingen",
        anchor="uden-plads",
    )


def mayors(result: KkrResult) -> Table:
    """The mayors by municipality, with the list that each was elected on."""
    by_code = {mayor.municipality: mayor for mayor in result.figures.mayors}
    names = {known.letter: known.name for known in result.figures.parties}
    uncertain = any(mayor.status is not MayorStatus.CONSTITUTED for mayor in result.figures.mayors)
    day = danish.day(result.election.as_of)
    rows = [
        {
            "Kommune": municipality.name,
            "Borgmester": by_code[municipality.code].name,
            "Liste": _list_of(by_code[municipality.code], names) + _changed(by_code[municipality.code]),
        }
        | ({"Status": by_code[municipality.code].status.value} if uncertain else {})
        for municipality in sorted(result.figures.municipalities, key=lambda m: danish.alphabetical(m.name))
    ]
    return Table(
        frame=framed(rows, "Kommune"),
        caption=f"Borgmestrene i Region {result.region.name} pr. {day}: fødte medlemmer",
        anchor="borgmestre",
    )


def sources(result: KkrResult) -> Table:
    """The files that the figures were read from."""
    rows = [
        {
            "Fil": source.path,
            "Indhold": source.title,
            "Udgiver, hentet": _origin(source),
            "sha256": source.sha256,
        }
        for source in result.election.sources
    ]
    return Table(frame=framed(rows, "Fil"), caption="Filer, som tallene er læst fra", anchor="kilder")


def _list_of(mayor: Mayor, names: Mapping[str, str]) -> str:
    """Name the list that a mayor was elected on, a party by its own name and not by its spelling there."""
    return f"{mayor.letter} {names.get(mayor.party or '', mayor.list_name)}"


def _changed(mayor: Mayor) -> str:
    """Say that a mayor has changed party since the election; nothing of who has not. Rule: K10."""
    if mayor.party_now is None:
        return ""
    return f" (fra {danish.day(mayor.party_now.since)}: {mayor.party_now.party or 'uden for partierne'})"


def _origin(source: SourceFile) -> str:
    """Say who published a file and when it was fetched; the project's own lists were not fetched."""
    if source.retrieved == "ikke hentet":
        return f"{source.publisher}, egen oversigt"
    if source.retrieved == "ikke oplyst":
        return f"{source.publisher}, hentningsdato ikke oplyst"
    return f"{source.publisher}, {danish.day_or_word(source.retrieved)}"
