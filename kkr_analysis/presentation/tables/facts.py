"""The facts around the computation: who is not there, mayors, source files."""

from __future__ import annotations

from collections.abc import Mapping

from kkr_analysis import danish
from kkr_analysis.composition.election import Mayor, MayorStatus, SourceFile
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import party

SHOWN_DIGITS = 16
SHA256 = "sha256 begynder"


def without_seats(result: KkrResult) -> Table:
    """Every contender without a seat, and why (E2, E3, E5, K5)."""
    rows = [
        {"Parti": party(standing), "Hvorfor ikke": reason}
        for standing in result.eligibility.standings
        if (reason := wording.why_not(standing, result)) is not None
    ]
    return Table(
        header="Parti",
        rows=rows,
        columns=("Hvorfor ikke",),
        caption="Partier og listesamarbejder uden pladser i fordelingen",
        anchor="uden-plads",
    )


def mayors(result: KkrResult) -> Table:
    """The mayors by municipality, each with the list that elected them."""
    by_code = {mayor.municipality: mayor for mayor in result.figures.mayors}
    names = {known.letter: known.name for known in result.figures.parties}
    uncertain = any(mayor.status is not MayorStatus.CONSTITUTED for mayor in result.figures.mayors)
    when = "" if result.region.example else f" pr. {danish.day(result.election.as_of)}"
    rows = [
        {
            "Kommune": municipality.name,
            "Borgmester": by_code[municipality.code].name,
            "Liste": _list_of(by_code[municipality.code], names) + _changed(by_code[municipality.code]),
        }
        | ({"Status": wording.MAYOR_STATUSES[by_code[municipality.code].status]} if uncertain else {})
        for municipality in sorted(result.figures.municipalities, key=lambda m: danish.alphabetical(m.name))
    ]
    return Table(
        header="Kommune",
        rows=rows,
        caption=f"Borgmestrene i {wording.region_of(result)}{when}: fødte medlemmer",
        anchor="borgmestre",
    )


def sources(result: KkrResult) -> Table:
    """The files that the figures were read from; the JSON file has every sha256 in full."""
    election = danish.lower_first(result.election.name)
    rows = [
        {
            "Fil": source.path,
            "Indhold": source.title.replace(f" ved {election}", ""),
            "Udgiver, hentet": _origin(source),
            SHA256: source.sha256[:SHOWN_DIGITS],
        }
        for source in result.sources
    ]
    return Table(header="Fil", rows=rows, caption="Filer, som tallene er læst fra", anchor="kilder")


def _list_of(mayor: Mayor, names: Mapping[str, str]) -> str:
    """Name the list that a mayor was elected on; a party by its usual name, however spelt there."""
    return f"{mayor.letter} {names.get(mayor.party or '', mayor.list_name)}"


def _changed(mayor: Mayor) -> str:
    """Say that a mayor has changed party since the election; nothing of who has not. Rule: K10."""
    if mayor.party_now is None:
        return ""
    return f" (fra {danish.day(mayor.party_now.since)}: {mayor.party_now.party or 'uden for partierne'})"


def _origin(source: SourceFile) -> str:
    """Say who published a file and when it was fetched; the project's own lists were not."""
    if source.retrieved == "ikke hentet":
        return f"{source.publisher}, egen oversigt"
    if source.retrieved == "ikke oplyst":
        return f"{source.publisher}, uden dato"
    return f"{source.publisher}, {danish.day_or_word(source.retrieved)}"
