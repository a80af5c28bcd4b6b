"""The imported figures as the tables of an election's folder, each with its source card."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis import danish
from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import DeliveredList, Delivery, reasons
from kkr_analysis.data.importing.proposal import Proposal
from kkr_analysis.data.sources.ballot import VOTES
from kkr_analysis.data.sources.cards import NO_DATE, SourceCard, sha256_of
from kkr_analysis.data.sources.councils import SEATS
from kkr_analysis.data.sources.placements import COLUMNS as PLACEMENT_COLUMNS
from kkr_analysis.data.sources.totals import COLUMNS as TOTAL_COLUMNS
from kkr_analysis.data.sources.totals import TOTALS

_ALLIANCES = "valgforbund.csv"
_CANDIDATES = "kandidater.csv"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
TABLES = (VOTES, TOTALS, SEATS, _ALLIANCES, _CANDIDATES)
"""Every table that an import can write."""
_IMPORTED = "med kkr import"
_NOT_STATED = NO_DATE[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to write: name, bytes and source card."""

    name: str
    content: bytes
    card: SourceCard


def is_imported(card: SourceCard) -> bool:
    """Whether a card is of a table just as an import wrote it; every edit by hand adds a line to it."""
    return _IMPORTED in card.treatment and "\n" not in card.treatment


def _ballot_order(code: str, letter: str, name: str) -> tuple[str, int, str, str]:
    place = _LETTERS.find(letter) if letter else -1
    return code, place if place >= 0 else len(_LETTERS), letter, name


def new_files(
    delivery: Delivery, municipalities: Mapping[str, Municipality], election: str
) -> tuple[NewFile, ...]:
    """Return every table that the delivery has figures for."""
    names = {code: municipality.name for code, municipality in municipalities.items()}
    lists = sorted(delivery.lists, key=lambda one: _ballot_order(one.municipality, one.letter, one.name))
    tables: list[tuple[str, str, Sequence[str], list[Sequence[object]]]] = [
        (
            VOTES,
            "Stemmer pr. liste og kommune",
            ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer"),
            [(*_list_cells(one, names), one.votes) for one in lists],
        ),
        (
            TOTALS,
            "Gyldige og afgivne stemmer pr. kommune",
            TOTAL_COLUMNS,
            [
                (
                    totals.municipality,
                    names[totals.municipality],
                    totals.valid,
                    totals.cast,
                    totals.entitled,
                    totals.areas,
                    totals.status.value,
                )
                for totals in sorted(delivery.totals, key=lambda totals: totals.municipality)
            ],
        ),
        (
            SEATS,
            "Mandater pr. liste i kommunalbestyrelserne",
            ("kommunekode", "kommune", "bogstav", "listenavn", "mandater"),
            [(*_list_cells(one, names), one.seats) for one in lists if one.seats is not None],
        ),
        (
            _ALLIANCES,
            "Valgforbund mellem lister",
            ("kommunekode", "kommune", "valgforbund", "navn", "bogstav"),
            [
                (member.municipality, names[member.municipality], member.number, member.name, member.letter)
                for member in sorted(
                    delivery.alliances, key=lambda member: (member.municipality, member.number)
                )
            ],
        ),
        (
            _CANDIDATES,
            "Antal kandidater pr. liste",
            ("kommunekode", "kommune", "bogstav", "listenavn", "kandidater"),
            [
                (one.municipality, names[one.municipality], one.letter, one.name, one.candidates)
                for one in sorted(
                    delivery.candidates, key=lambda one: _ballot_order(one.municipality, one.letter, one.name)
                )
            ],
        ),
    ]
    return tuple(
        _new_file(name, f"{title}, {election}", columns, rows, delivery)
        for name, title, columns, rows in tables
        if rows
    )


def _list_cells(one: DeliveredList, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    return one.municipality, names[one.municipality], one.letter, one.name


def _new_file(
    name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], delivery: Delivery
) -> NewFile:
    content = as_csv(columns, rows)
    notes = [f"Ikke brugt: {'; '.join(reasons(delivery.left_out))}."] if delivery.left_out else []
    notes += delivery.notices
    notes += [f"Bekræftet (--accept {asked.name}): {asked.text}" for asked in delivery.questions]
    card = SourceCard(
        title=title,
        publisher=delivery.publisher,
        retrieved=delivery.fetched.isoformat() if delivery.fetched else _NOT_STATED,
        treatment=f"Lagt sammen af {danish.counted(delivery.files, 'fil', 'filer')} ({delivery.format}) "
        f"{_IMPORTED}. sha256 over filerne: {delivery.sha256}.",
        sha256=sha256_of(content),
        licence=_NOT_STATED,
        notes=" ".join(notes),
    )
    return NewFile(name=name, content=content, card=card)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table in UTF-8, with commas, line feeds and a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def proposal_table(unsure: Iterable[Proposal], municipalities: Mapping[str, Municipality]) -> bytes:
    """Return the proposals in the format of the analyst's own file."""
    names = {code: municipality.name for code, municipality in municipalities.items()}
    return as_csv(
        PLACEMENT_COLUMNS,
        [(*_list_cells(proposal.list, names), proposal.party, proposal.why) for proposal in unsure],
    )
