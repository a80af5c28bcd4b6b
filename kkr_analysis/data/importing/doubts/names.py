"""The lists of a delivery by letter and name: totals, wrong characters, two names for one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import DeliveredList, Delivery, Place, Question
from kkr_analysis.data.importing.doubts.letters import (
    LETTER,
    SAVE_AS_UTF_8,
    garbled,
    is_foreign,
    is_invisible,
    letter_meant,
    skeleton,
)
from kkr_analysis.data.importing.doubts.words import is_no_list
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.errors import Fault

_LIST = "en række med en liste, der kan stemmes på"
_TAKE_OUT = "Summer, blanke og ugyldige stemmer tælles ikke med. Tag rækken ud, og kør igen."
_WITHOUT = "Skriv feltet igen uden de tegn, og kør igen."
_LOOK_UP = "Slå op på stemmesedlen, hvad listen hedder, og ret filen, eller hent den igen."


def doubt_names(delivery: Delivery, municipalities: Mapping[str, Municipality]) -> Iterator[Fault | Question]:
    """Doubt the letters and names of the lists, and the names of the alliances (valgforbund)."""
    for one in delivery.lists:
        municipality = municipalities[one.municipality].name
        fault = (
            total_row(one.place, "listenavn", one.name, letter=one.letter, municipality=municipality)
            or garbled_text(one.place, "listenavn", one.name)
            or _no_letter(one)
        )
        if fault:
            yield fault
        elif is_foreign(one.name):
            name = f"navn-{one.municipality}-{skeleton(one.letter or one.name)[:20]}"
            text = f"{_shown(one)} i {municipality} ({one.place.shown}) har tegn, som dansk ikke bruger."
            yield Question(name=name, text=text)
    yield from _look_alikes(delivery.lists, municipalities)
    yield from _two_names(delivery.lists, municipalities)
    where = Place(file=delivery.format)
    for name in dict.fromkeys(alliance.name for alliance in delivery.alliances):
        if fault := garbled_text(where, "Valgforbund", name):
            yield fault


def total_row(
    place: Place, column: str, text: str, *, letter: str = "", municipality: str = ""
) -> Fault | None:
    """Return the fault of a row whose name says that it is a total or the like; None for a list."""
    if not is_no_list(text, letter, municipality):
        return None
    return place.fault(column, found=quoted(text), expected=_LIST, next_step=_TAKE_OUT)


def garbled_text(place: Place, column: str | None, text: str) -> Fault | None:
    """Return the fault of a text whose characters are not what they look like; None if they are."""
    what = garbled(text)
    if not what:
        return None
    found = f"{quoted(text)}, {what}"
    step = _WITHOUT if is_invisible(text) else SAVE_AS_UTF_8
    return place.fault(column, found=found, expected="tekst, der kan læses og trykkes", next_step=step)


def _no_letter(one: DeliveredList) -> Fault | None:
    if not one.letter or LETTER.fullmatch(one.letter):
        return None
    meant = letter_meant(one.letter)
    codes = " ".join(f"U+{ord(character):04X}" for character in one.letter[:5])
    found = f"{quoted(one.letter)}, der ligner {meant}, men er {codes}" if meant else quoted(one.letter)
    expected = "et stort bogstav fra A til Å, eller ingenting"
    return one.place.fault("bogstav", found=found, expected=expected, next_step=_LOOK_UP)


def _look_alikes(
    lists: Iterable[DeliveredList], municipalities: Mapping[str, Municipality]
) -> Iterator[Fault]:
    first: dict[tuple[str, str], DeliveredList] = {}
    expected = "hver liste én gang i hver kommune"
    for one in lists:
        other = first.setdefault((one.municipality, skeleton(one.name)), one)
        if other is one:
            continue
        found = f"{quoted(_shown(one))} i {municipalities[one.municipality].name}"
        row = f" i række {other.place.row}" if other.place.row else ""
        if _shown(one) == _shown(other):
            found += f" som{row or ' før'}"
        else:
            found += f", der ligner {quoted(_shown(other))}{row} og kun afviger i små ting"
        yield one.place.fault("listenavn", found=found, expected=expected, next_step=_LOOK_UP)


def _two_names(lists: Iterable[DeliveredList], municipalities: Mapping[str, Municipality]) -> Iterator[Fault]:
    by_letter: dict[tuple[str, str], list[DeliveredList]] = defaultdict(list)
    for one in lists:
        if one.letter:
            by_letter[one.municipality, one.letter].append(one)
    for (code, letter), sharing in sorted(by_letter.items()):
        names = sorted({one.name for one in sharing})
        if len({skeleton(name) for name in names}) > 1:
            found = f"{letter} med navnene {' og '.join(map(repr, names))} i {municipalities[code].name}"
            expected = "ét navn til hvert bogstav i en kommune"
            yield sharing[-1].place.fault("listenavn", found=found, expected=expected, next_step=_LOOK_UP)


def _shown(one: DeliveredList) -> str:
    return f"{one.letter} {one.name}".strip()
