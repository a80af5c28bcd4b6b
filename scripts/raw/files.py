"""Read the compiled figures, and write a file of ``data/raw`` with its card."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.data.sources.cards import SourceCard, card_path, card_text, sha256_of

Record = dict[str, str]

DANISH_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
NOT_STATED = "ikke oplyst"
NOT_FETCHED = "ikke hentet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the card of a file says besides its sha256. No licence is known for any of the sources."""

    title: str
    publisher: str = "kkr-analysis"
    retrieved: str = NOT_FETCHED
    treatment: str = "Skrevet af projektet."
    notes: str = ""
    conflict: str = ""


def read(path: Path) -> list[Record]:
    """Read a file of the compiled figures."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def by_code(rows: Iterable[Record]) -> list[Record]:
    """Sort rows by municipality."""
    return sorted(rows, key=lambda row: row["kommunekode"])


def ballot_order(row: Record) -> tuple[str, int, str, str]:
    """Sort lists as on the ballot: by municipality, then by letter, those with a number or nothing last."""
    letter = row["bogstav"]
    place = DANISH_ALPHABET.find(letter) if letter else -1
    return row["kommunekode"], place if place >= 0 else len(DANISH_ALPHABET), letter, row["listenavn"]


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Record], origin: Origin) -> None:
    """Write rows as a CSV file with its card: UTF-8, comma, line feed, one header row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    write_file(path, text.getvalue().encode(), origin)


def write_file(path: Path, content: bytes, origin: Origin) -> None:
    """Write a file and the card that fits it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    card = SourceCard(
        title=origin.title,
        publisher=origin.publisher,
        retrieved=origin.retrieved,
        treatment=origin.treatment,
        sha256=sha256_of(content),
        licence=NOT_STATED,
        notes=origin.notes,
        conflict=origin.conflict,
    )
    card_path(path).write_bytes(card_text(card).encode())
