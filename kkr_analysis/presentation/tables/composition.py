"""The composition table, as the enclosure is published, with its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kkr_analysis import danish
from kkr_analysis.composition.election import LIST_COOPERATION
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.parties import printed_standings
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import TOTAL

OTHERS = "Andre"
"""Column of the mayors whose list is not eligible (rule K7)."""

WIDEST = 20
"""The most columns that fit on a page; with more, every contender has a row instead."""


def composition(result: KkrResult) -> Table:
    """Seats, mayors and supplementary members per contender: the table of the published enclosure."""
    composed = result.composition
    letters = [standing.letter for standing in printed_standings(result)]
    outside = composed.mayors_outside
    members = {
        result.body: composed.seats,
        "Borgmestre": composed.mayors,
        "Supplerende medlemmer": composed.supplementary,
    }
    counts = {name: {letter: count.get(letter, 0) for letter in letters} for name, count in members.items()}
    if outside:
        for name, row in counts.items():
            row[OTHERS] = 0 if name == "Supplerende medlemmer" else outside
    for row in counts.values():
        row[TOTAL] = sum(row.values())
    columns = [*counts[result.body]]
    if len(columns) > WIDEST:
        by_contender = {column: {name: row[column] for name, row in counts.items()} for column in columns}
        columns, counts = [*counts], by_contender
    return Table(
        header="",
        rows=[{"": name, **row} for name, row in counts.items()],
        caption=wording.body_and_term(result),
        anchor="sammensaetning",
        numbers=dict.fromkeys(columns, danish.whole),
        footnotes=tuple(_footnotes(result)),
        emphasised=frozenset({result.body, TOTAL}),
    )


def _footnotes(result: KkrResult) -> Iterable[Footnote]:
    eligibility, composed = result.eligibility, result.composition
    yield Footnote(
        mark=None,
        text=(
            "For at få pladser skal et parti eller listesamarbejde have mindst 2 procent af de "
            f"{wording.DENOMINATORS[eligibility.reading]} i regionens kommuner, det vil sige "
            f"{danish.whole(eligibility.threshold_votes)} af {danish.whole(eligibility.denominator)}, "
            "og plads i mindst én kommunalbestyrelse."
        ),
    )
    yield Footnote(
        mark=LIST_COOPERATION,
        text=f"LLD er listesamarbejdet Lokallisterne i Danmark. {_list_cooperation_note(result)}",
    )
    if composed.mayors_outside:
        yield Footnote(mark=OTHERS, text=_outside_note(result))
    yield Footnote(mark=TOTAL, text=_cap_note(result))


def _list_cooperation_note(result: KkrResult) -> str:
    """Name the region's lists in the list cooperation, or say what is known of it. Rule: E2."""
    names = result.figures.municipality_names
    joined = [
        f"{member.name} ({member.letter}) i {names[member.municipality]}"
        for member in result.election.list_cooperation
        if member.municipality in names
    ]
    if joined:
        return f"I regionen er {danish.listed(joined)} tilmeldt."
    if result.election.list_cooperation:
        return wording.NO_LIST_JOINED
    known = wording.settled(result) or wording.local_lists(result)
    return " ".join(filter(None, [result.election.list_cooperation_note, known]))


def _outside_note(result: KkrResult) -> str:
    """
    Name the mayors outside the contenders' seats, and say why they are there. Rule: K7.

    Of a local list nobody can say that it is not eligible where those that joined could be.
    """
    names = result.figures.municipality_names
    places: dict[bool, list[str]] = {}
    for mayor in result.eligibility.mayors_outside:
        is_left_out = mayor.party is None and bool(wording.local_lists(result))
        place = wording.mayor_outside(mayor, names[mayor.municipality])
        places.setdefault(is_left_out, []).append(place)
    return " ".join(
        _counted_here(places[is_left_out], is_left_out=is_left_out) for is_left_out in sorted(places)
    )


def _counted_here(places: Sequence[str], *, is_left_out: bool) -> str:
    where = danish.listed(places)
    if len(places) == 1:
        why = "Listen er lokal og ikke regnet med" if is_left_out else "Listen er ikke berettiget til pladser"
        return f"Borgmesteren i {where} er født medlem. {why}, så borgmesteren tæller med her."
    why = (
        "Listerne er lokale og ikke regnet med"
        if is_left_out
        else "Deres lister er ikke berettiget til pladser"
    )
    return f"Borgmestrene i {where} er fødte medlemmer. {why}, så de tæller med her."


def _cap_note(result: KkrResult) -> str:
    """Say what the cap is, and whether it removed seats. Rule: K5."""
    composed = result.composition
    double = wording.on_one_line(f"2 × {composed.municipalities} = {composed.cap}")
    cap = f"KKR har højst dobbelt så mange medlemmer, som der er kommuner i regionen: {double}."
    if composed.cap_binds:
        reduced = f"så antallet {wording.verb('er', result)} reduceret"
        return f"{cap} Uden loftet ville der være {composed.uncapped}, {reduced}."
    return f"{cap} Loftet er ikke overskredet."
