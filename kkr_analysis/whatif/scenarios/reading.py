"""Read a scenario from a file or from command-line words; all faults are reported at once, in Danish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import did_you_mean, whole
from kkr_analysis.errors import AllianceError, KkrError, ScenarioError, TomlError, reason
from kkr_analysis.files import read_bounded, toml_entries
from kkr_analysis.rules import READ_SEVERAL_WAYS
from kkr_analysis.whatif.scenarios.values import UNNAMED, MayorChange, Scenario, VoteChange

_KEYS = ("navn", "region", "valgperiode", "valgforbund", "stemmer", "borgmestre", "laesninger", "pladser")
_VOTE_KEYS = ("liste", "kommune", "aendring", "antal")
_MAYOR_KEYS = ("kommune", "liste")
"""The rules with more than one reading."""
LARGEST_FILE = 50_000
"""Bytes; a scenario with every party changed in every municipality of a region has some 30,000."""
MOST_PLACES = 255
"""In one forum; the largest that a KKR appoints to has some twenty."""
MOST_FORA = 20
_LONGEST_NAME = 120
_MOST_VOTES = 10_000_000
"""Votes in one change; Denmark has fewer voters."""
_VOTES = re.compile(
    r"(?P<letter>\S+) +(?P<sign>[+−-]|=) *(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?: +(?:i +)?(?P<place>.+))?"
)


def read_scenario(path: Path) -> Scenario:
    """
    Read a scenario file (TOML).

    Raises ScenarioError with one Danish sentence per fault.
    """
    try:
        content = read_bounded(path, LARGEST_FILE)
    except OSError as fault:
        raise ScenarioError(
            f"{path} kan ikke læses: {reason(fault)}. Angiv et scenarie fra mappen scenarier."
        ) from fault
    return scenario_of(content, str(path))


def scenario_of(content: bytes, source: str) -> Scenario:
    """Parse the content of a scenario file called ``source``. Raises ScenarioError."""
    if len(content) > LARGEST_FILE:
        raise ScenarioError(f"{source} er for stor til at være et scenarie.")
    try:
        entries = toml_entries(content, source)
    except TomlError as fault:
        raise ScenarioError(str(fault)) from fault
    return parse_scenario(entries, source)


def parse_scenario(entries: Mapping[str, Any], source: str = "Scenariet") -> Scenario:
    """Make a scenario of the entries of a file. Raises ScenarioError with one sentence per fault."""
    faults = list(_faults(entries))
    if faults:
        raise ScenarioError("\n".join([f"{source} kan ikke bruges:", *(f"  - {fault}" for fault in faults)]))
    return Scenario(
        region=entries["region"],
        term=entries["valgperiode"],
        name=" ".join(entries.get("navn", "").split()) or UNNAMED,
        alliances=alliances_of(entries.get("valgforbund", [])),
        votes=tuple(
            VoteChange(
                letter=change["liste"],
                municipality=change.get("kommune", ""),
                change=change.get("aendring"),
                total=change.get("antal"),
            )
            for change in entries.get("stemmer", [])
        ),
        mayors=tuple(
            MayorChange(municipality=change["kommune"], letter=change["liste"])
            for change in entries.get("borgmestre", [])
        ),
        readings=tuple(sorted(entries.get("laesninger", {}).items())),
        places=tuple(entries.get("pladser", [])),
    )


def alliances_of(texts: Sequence[str]) -> tuple[Alliance, ...]:
    """Parse alliances written "C+V" or "C,V". Raises AllianceError."""
    return tuple(Alliance.parse(text) for text in texts)


def votes_of(text: str) -> VoteChange:
    """Parse votes written "B +1.000 i Aarhus", "B -500" or "B =12.000 i Aarhus". Raises ScenarioError."""
    found = _VOTES.fullmatch(text.strip())
    digits = found["number"].replace(".", "") if found else ""
    if found is None or len(digits) > len(str(_MOST_VOTES)) or int(digits) > _MOST_VOTES:
        raise ScenarioError(
            f"Stemmerne {text!r} er ikke forstået. Skriv for eksempel »B +1.000 i Aarhus«, »B -500« eller "
            "»B =12.000 i Aarhus«, højst 10.000.000."
        )
    number, place = int(digits), (found["place"] or "").strip()
    if found["sign"] == "=":
        return VoteChange(letter=found["letter"], municipality=place, total=number)
    change = -number if found["sign"] in ("-", "−") else number
    return VoteChange(letter=found["letter"], municipality=place, change=change)


def mayor_of(text: str) -> MayorChange:
    """Parse a mayor written "Struer A". Raises ScenarioError."""
    place, _, letter = text.strip().rpartition(" ")
    if not place.strip():
        raise ScenarioError(f"Borgmesteren {text!r} er ikke forstået. Skriv for eksempel »Struer A«.")
    return MayorChange(municipality=place.strip(), letter=letter)


def reading_of(text: str) -> tuple[str, str]:
    """Parse a reading written "K6=dhondt". Raises ScenarioError."""
    rule, _, reading = text.partition("=")
    faults = list(_reading_faults({rule.strip(): reading.strip()}))
    if faults:
        raise ScenarioError(faults[0])
    return rule.strip(), reading.strip()


def _faults(entries: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown_keys(entries, _KEYS, "")
    for key in ("region", "valgperiode"):
        if key not in entries:
            yield f"{key} mangler. Skriv for eksempel {_EXAMPLES[key]}."
    for key in ("navn", "region", "valgperiode"):
        if key in entries and not isinstance(entries[key], str):
            yield f"{key} skal være en tekst i anførselstegn, men er {entries[key]!r}."
    if isinstance(entries.get("navn"), str):
        yield from name_faults(" ".join(entries["navn"].split()))
    yield from _alliance_faults(entries.get("valgforbund", []))
    yield from _vote_faults(entries.get("stemmer", []))
    yield from _mayor_faults(entries.get("borgmestre", []))
    readings = entries.get("laesninger", {})
    if isinstance(readings, dict):
        yield from _reading_faults(readings)
    else:
        yield "laesninger skal være et afsnit: [laesninger] på en linje for sig."
    places = entries.get("pladser", [])
    if isinstance(places, list) and len(places) > MOST_FORA:
        yield f"pladser har {len(places)} fora. Skriv højst {MOST_FORA} i ét scenarie."
    elif not isinstance(places, list) or not all(
        _is_whole(number) and 1 <= number <= MOST_PLACES for number in places
    ):
        yield (
            f"pladser skal være en liste af hele tal fra 1 til {MOST_PLACES}, for eksempel [4, 3], men er "
            f"{places!r}."
        )


def name_faults(name: str) -> Iterator[str]:
    """Name the faults of a scenario's name, which is used in headings, on terminals and as a file name."""
    if len(name) > _LONGEST_NAME:
        yield f"navn er på {len(name)} tegn. Skriv højst {_LONGEST_NAME}."
    if not name.isprintable():
        yield "navn har tegn, der ikke kan skrives i en fil. Skriv det om."


_EXAMPLES = {"region": 'region = "midtjylland"', "valgperiode": 'valgperiode = "2022-2026"'}


def _alliance_faults(texts: Any) -> Iterator[str]:
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        yield f'valgforbund skal være en liste af tekster, for eksempel ["C+V"], men er {texts!r}.'
        return
    for text in texts:
        try:
            alliances_of([text])
        except AllianceError as fault:
            yield str(fault)


def _vote_faults(changes: Any) -> Iterator[str]:
    if not _are_sections(changes):
        yield "stemmer skal stå som afsnit: [[stemmer]] på en linje for sig, et for hver ændring."
        return
    for number, change in enumerate(changes, start=1):
        where = f"[[stemmer]] nr. {number}"
        yield from _unknown_keys(change, _VOTE_KEYS, where)
        yield from _text_faults(change, ("liste",), ("kommune",), where)
        given = [key for key in ("aendring", "antal") if key in change]
        if len(given) != 1:
            yield f"{where} skal have enten aendring (flere eller færre stemmer) eller antal."
        elif not _is_whole(change[given[0]]) or (given[0] == "antal" and change["antal"] < 0):
            yield f"{where}: {given[0]} skal være et helt tal, men er {change[given[0]]!r}."
        elif abs(change[given[0]]) > _MOST_VOTES:
            yield f"{where}: {given[0]} er mere end {whole(_MOST_VOTES)}. Ret tallet."


def _mayor_faults(changes: Any) -> Iterator[str]:
    if not _are_sections(changes):
        yield "borgmestre skal stå som afsnit: [[borgmestre]] på en linje for sig, et for hver borgmester."
        return
    for number, change in enumerate(changes, start=1):
        where = f"[[borgmestre]] nr. {number}"
        yield from _unknown_keys(change, _MAYOR_KEYS, where)
        yield from _text_faults(change, _MAYOR_KEYS, (), where)


def _reading_faults(readings: Mapping[str, Any]) -> Iterator[str]:
    for rule, reading in readings.items():
        if rule not in READ_SEVERAL_WAYS:
            yield f"Regel {rule} har ikke flere læsninger. Det har {', '.join(READ_SEVERAL_WAYS)}."
            continue
        known = [known_reading.value for known_reading in READ_SEVERAL_WAYS[rule]]
        if reading not in known:
            yield f"Regel {rule} har ingen læsning {reading!r}. Vælg mellem {', '.join(known)}."


def _unknown_keys(entries: Mapping[str, Any], known: Sequence[str], where: str) -> Iterator[str]:
    for key in entries:
        if key not in known:
            hint = did_you_mean(key, known)
            yield f"{f'{where}: ' if where else ''}{key} kendes ikke. {hint}Der er: {', '.join(known)}."


def _text_faults(
    entries: Mapping[str, Any], needed: Sequence[str], free: Sequence[str], where: str
) -> Iterator[str]:
    for key in (*needed, *free):
        if key not in entries:
            if key in needed:
                yield f"{where}: {key} mangler."
        elif not isinstance(entries[key], str) or not entries[key].strip():
            yield f"{where}: {key} skal være en tekst i anførselstegn, men er {entries[key]!r}."


def _are_sections(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(section, dict) for section in value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def scenario_from_words(
    *,
    region: str,
    term: str,
    alliances: Sequence[str] = (),
    votes: Sequence[str] = (),
    mayors: Sequence[str] = (),
    readings: Sequence[str] = (),
    places: Sequence[int] = (),
    name: str = "",
) -> Scenario:
    """Make a scenario of the options on the command line. Raises KkrError."""
    made = Scenario(
        region=region,
        term=term,
        alliances=alliances_of(alliances),
        votes=tuple(map(votes_of, votes)),
        mayors=tuple(map(mayor_of, mayors)),
        readings=tuple(sorted(map(reading_of, readings))),
        places=tuple(places),
        name=" ".join(name.split()) or UNNAMED,
    )
    if any(not 1 <= number <= MOST_PLACES for number in made.places):
        raise KkrError(f"Antallet af pladser skal være fra 1 til {MOST_PLACES}.")
    if len({rule for rule, _ in made.readings}) < len(made.readings):
        raise ScenarioError("En regel kan kun læses på én måde ad gangen. Skriv hver regel én gang.")
    if len(made.places) > MOST_FORA:
        raise KkrError(f"Der er {len(made.places)} fora. Skriv højst {MOST_FORA}.")
    for fault in name_faults(made.name):
        raise ScenarioError(fault)
    return made
