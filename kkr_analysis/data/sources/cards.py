"""Source cards (kildekort): one beside each file of figures, with its origin and the sha256 of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kkr_analysis.data.sources.faults import not_toml, quoted
from kkr_analysis.errors import Fault, FaultyFilesError, TomlError, reason
from kkr_analysis.files import LARGEST_TOML, read_bounded, toml_entries

CARD_SUFFIX = ".kilde.toml"
NOT_RETRIEVED = "ikke hentet"
NO_DATE = ("ikke oplyst", NOT_RETRIEVED)
"""What a card may say instead of a date: not recorded, or the file was made by the project itself."""

FILL_IN = "Ret kildekortet."


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """What a source card says about its file. ``retrieved`` is a date (YYYY-MM-DD) or one of `NO_DATE`."""

    title: str
    publisher: str
    retrieved: str
    treatment: str
    sha256: str
    licence: str
    notes: str
    conflict: str = ""
    """Danish: another source that says something else; printed among the reservations of every enclosure."""


_KEYS = {
    "titel": "title",
    "udgiver": "publisher",
    "hentet": "retrieved",
    "behandling": "treatment",
    "sha256": "sha256",
    "licens": "licence",
    "noter": "notes",
}
_OPTIONAL_KEYS = {"modstrid": "conflict"}
_EVERY_KEY = _KEYS | _OPTIONAL_KEYS


def sha256_of(content: bytes) -> str:
    """Return the sha256 of a file's bytes, as written on its card."""
    return hashlib.sha256(content).hexdigest()


def card_path(path: Path) -> Path:
    """Return where the card of a file lies: ``stemmer.csv`` has ``stemmer.kilde.toml`` beside it."""
    return path.with_name(path.stem + CARD_SUFFIX)


def read_card(path: Path, shown: str) -> SourceCard:
    """
    Read the card at ``path``; ``shown`` is what messages call it.

    Raises FaultyFilesError with every fault of the card: missing, not TOML, a key missing, unknown or
    of the wrong type.
    """
    try:
        entries = toml_entries(read_bounded(path, LARGEST_TOML), shown)
    except FileNotFoundError:
        step = "Hent filen igen sammen med kortet, eller skriv et kildekort med " + ", ".join(_KEYS) + "."
        raise FaultyFilesError(
            [Fault(shown, found="ingen fil", expected="et kildekort til filen", next_step=step)]
        ) from None
    except OSError as error:
        found = f"en fil, der ikke kan læses ({reason(error)})"
        raise FaultyFilesError(
            [Fault(shown, found=found, expected="et kildekort", next_step=FILL_IN)]
        ) from None
    except TomlError as error:
        found = not_toml(error)
        raise FaultyFilesError(
            [Fault(shown, found=found, expected="et kildekort", next_step=FILL_IN)]
        ) from None
    faults = _card_faults(entries, shown)
    if faults:
        raise FaultyFilesError(faults)
    return SourceCard(
        **{field: _as_text(entries[key]) for key, field in _EVERY_KEY.items() if key in entries}
    )


def card_text(card: SourceCard) -> str:
    """Return a card as the text of its file."""
    return "".join(
        f"{key} = {_toml_value(key, getattr(card, field))}\n"
        for key, field in _EVERY_KEY.items()
        if key in _KEYS or getattr(card, field)
    )


def fits_its_card(path: Path) -> bool:
    """Whether a file matches its card. Raises FaultyFilesError for a card that is malformed."""
    card = card_path(path)
    return (
        path.is_file()
        and card.exists()
        and sha256_of(read_bounded(path)) == read_card(card, card.name).sha256
    )


def _card_faults(entries: dict[str, object], shown: str) -> list[Fault]:
    faults = [
        Fault(
            shown,
            column=key,
            found="ingen værdi",
            expected="en tekst",
            next_step=f"Tilføj {key} i kildekortet.",
        )
        for key in _KEYS
        if key not in entries
    ]
    for key, value in entries.items():
        expected = _expectation(key, value)
        if expected:
            faults.append(
                Fault(shown, column=key, found=quoted(str(value)), expected=expected, next_step=FILL_IN)
            )
    return faults


def _expectation(key: str, value: object) -> str:
    """Return what was expected of the value instead, or nothing where it is as it should be."""
    if key not in _EVERY_KEY:
        return "en af nøglerne " + ", ".join(_EVERY_KEY)
    if key == "hentet":
        is_day = isinstance(value, date) and not isinstance(value, datetime)
        return "" if is_day or value in NO_DATE else f'en dato uden anførselstegn eller "{NO_DATE[0]}"'
    if not isinstance(value, str):
        return "en tekst"
    if key == "sha256":
        is_fingerprint = len(value) == 64 and set(value) <= set("0123456789abcdef")
        return "" if is_fingerprint else "64 cifre 0-9 og a-f"
    return "" if value.strip() or key == "noter" else 'en tekst, om ikke andet "ikke oplyst"'


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _toml_value(key: str, text: str) -> str:
    if key == "hentet" and text not in NO_DATE:
        return text
    escaped = "".join(_escaped(character) for character in text)
    return f'"""\n{escaped}"""' if "\n" in text else f'"{escaped}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n" or (character >= " " and character != "\x7f"):
        return character
    return f"\\u{ord(character):04X}"
