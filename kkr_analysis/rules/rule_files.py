"""The rules of composition as files: one per term, and every fault that an edit can leave in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from kkr_analysis.danish import did_you_mean
from kkr_analysis.errors import RuleFileError, TomlError
from kkr_analysis.files import LARGEST_TOML, read_bounded, toml_entries
from kkr_analysis.rules.rulebook import (
    READ_SEVERAL_WAYS,
    BasisReading,
    DeadlineReading,
    ForumRule,
    GenderRule,
    Rule,
    RuleSet,
    RuleStatus,
    StandIns,
)

_FILE_KEYS = {"periode": str, "vist_periode": str, "valg": str}
_OPTIONAL_FILE_KEYS = {"arver": str, "bemaerkning": str, "regel": list, "forum": list}
_RULE_KEYS = {"nummer": str, "titel": str, "tekst": str, "status": str, "kilde": str}
_OPTIONAL_RULE_KEYS = {"laesning": str, "laesninger": dict, "ubevist": bool}
_FORUM_KEYS = {
    "navn": str, "pladser": int, "stedfortraedere": str, "udpeger": str, "ligestilling": str, "status": str,
    "kilde": str,
}  # fmt: skip
_OPTIONAL_FORUM_KEYS = {
    "slags": dict, "region": str, "fra": date, "til": date, "bemaerkning": str, "punkt": str, "i_alt": int,
}  # fmt: skip
_WORDS: dict[str, type[Enum]] = {
    "stedfortraedere": StandIns,
    "ligestilling": GenderRule,
    "status": RuleStatus,
}
_WRITTEN = {
    str: "tekst i anførselstegn",
    list: "[[…]]",
    dict: "{ … }",
    bool: "true eller false",
    int: "et helt tal",
    date: "en dato som 2022-01-19",
}
_SWITCHES: dict[str, type[Enum]] = {
    **READ_SEVERAL_WAYS,
    "D1": DeadlineReading,
    "U3": BasisReading,
}
"""The rules whose reading the calculation uses."""
_PRINTED = ("B1", "B2")
"""The rules that the overview prints by number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """The rule file of a term, as it was read: a file that is edited afterwards is another value."""

    term: str
    path: str
    content: bytes


def read_rule_file(path: Path) -> RuleFile:
    """Read a rule file, named after its term. Raises UnreadableFileError."""
    return RuleFile(term=path.stem, path=str(path), content=read_bounded(path, LARGEST_TOML))


@cache
def rules_in(files: tuple[RuleFile, ...], term: str) -> RuleSet:
    """
    Return the rules of a term that is among the files, which are those that it may inherit from as well.

    Raises RuleFileError with every fault of the file.
    """
    file = next(file for file in files if file.term == term)
    try:
        table = toml_entries(file.content, f"{term}.toml")
    except TomlError as fault:
        place = fault.place and f" ({fault.place})"
        raise _unusable(file, [f"filen er ikke gyldig TOML i UTF-8{place}"]) from None
    earlier = [file.term for file in files if file.term < term]
    if faults := list(_faults(table, term, earlier)):
        raise _unusable(file, faults)
    based_on = table.get("arver")
    rules = _read(table, rules_in(files, based_on) if based_on else None)
    if faults := list(_missing(rules)):
        raise _unusable(file, faults)
    return rules


def _unusable(file: RuleFile, faults: list[str]) -> RuleFileError:
    lines = (f"  - {fault}." for fault in faults)
    return RuleFileError("\n".join([f"Regelsættet {file.path} kan ikke bruges:", *lines]))


def _faults(table: Mapping[str, Any], term: str, earlier: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a file that is valid TOML."""
    yield from _faults_of_keys(table, _FILE_KEYS, _OPTIONAL_FILE_KEYS, "øverst")
    if table.get("periode", term) != term:
        yield f"øverst: periode er {table['periode']!r}, men filen hedder {term}.toml"
    if table.get("arver", "") and table["arver"] not in earlier:
        yield f"øverst: arver er {table['arver']!r}, ventede en tidligere valgperiode: {', '.join(earlier)}"
    yield from _faults_of_entries(table, "regel", "nummer", (_RULE_KEYS, _OPTIONAL_RULE_KEYS))
    yield from _faults_of_entries(table, "forum", "navn", (_FORUM_KEYS, _OPTIONAL_FORUM_KEYS))


def _faults_of_entries(
    table: Mapping[str, Any], kind: str, key_of_name: str, keys: tuple[Mapping[str, type], Mapping[str, type]]
) -> Iterator[str]:
    entries = table.get(kind)
    names = set()
    for place, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        if not isinstance(entry, dict):
            yield f"{kind} nr. {place}: skal skrives som [[{kind}]]"
            continue
        name = str(entry.get(key_of_name, f"nr. {place}"))
        where = f"{kind} {name}"
        yield from _faults_of_keys(entry, *keys, where)
        for key, words in _WORDS.items():
            known = [word.value for word in words]
            if key in keys[0] and key in entry and entry[key] not in known:
                yield f"{where}: {key} er {entry[key]!r}, ventede en af disse: {', '.join(known)}"
        yield from _faults_of_seats(entry, where)  # a rule has none of these keys
        if name in names:
            yield f"{where}: står der to gange"
        names.add(name)


def _faults_of_seats(entry: Mapping[str, Any], where: str) -> Iterator[str]:
    seats, kinds = entry.get("pladser"), entry.get("slags")
    if isinstance(seats, int) and (isinstance(seats, bool) or seats < 0):
        yield f"{where}: pladser er {seats}, ventede 0 eller mere"
    if isinstance(kinds, dict) and sum(n for n in kinds.values() if type(n) is int) != seats:
        yield f"{where}: slags har ikke de {seats} pladser tilsammen"


def _faults_of_keys(
    table: Mapping[str, Any], needed: Mapping[str, type], optional: Mapping[str, type], where: str
) -> Iterator[str]:
    known = {**needed, **optional}
    yield from (f"{where}: {key} mangler" for key in needed if key not in table)
    for key, value in table.items():
        if key not in known:
            yield f"{where}: {key} kendes ikke. {did_you_mean(key, known)}Vælg mellem {', '.join(known)}"
        elif not isinstance(value, known[key]):
            yield f"{where}: {key} skal skrives som {_WRITTEN[known[key]]}"


def _missing(rules: RuleSet) -> Iterator[str]:
    """Yield the missing rules among those used by number, and the unknown readings."""
    readings = {rule.number: rule.reading for rule in rules.rules}
    yield from (f"regel {number}: mangler" for number in (*_SWITCHES, *_PRINTED) if number not in readings)
    for number, switch in _SWITCHES.items():
        known = [str(reading.value) for reading in switch]
        if number in readings and readings[number] not in known:
            yield f"regel {number}: laesning er {readings[number]!r}, ventede en af disse: {', '.join(known)}"


def _read(table: Mapping[str, Any], based_on: RuleSet | None) -> RuleSet:
    """Make a rule set from its file; a term may inherit another's rules and list only those that differ."""
    inherited = based_on.rules if based_on else ()
    stated = {rule.number: rule for rule in map(_rule, table.get("regel", ()))}
    numbers = [rule.number for rule in inherited]
    fora = {forum.name: forum for forum in based_on.fora} if based_on else {}
    fora |= {forum.name: forum for forum in map(_forum, table.get("forum", ()))}
    rules = (
        *(stated.get(rule.number, rule) for rule in inherited),
        *(rule for rule in stated.values() if rule.number not in numbers),
    )
    return RuleSet(
        term=table["periode"],
        label=table["vist_periode"],
        election=table["valg"],
        rules=rules,
        based_on=table.get("arver"),
        note=table.get("bemaerkning", ""),
        same_as=(based_on.same_as or based_on.label) if based_on and rules == inherited else None,
        fora=tuple(fora.values()),
    )


def _forum(entry: Mapping[str, Any]) -> ForumRule:
    return ForumRule(
        name=entry["navn"],
        seats=entry["pladser"],
        kinds=tuple(entry.get("slags", {}).items()),
        stand_ins=StandIns(entry["stedfortraedere"]),
        appointer=entry["udpeger"],
        gender_rule=GenderRule(entry["ligestilling"]),
        region=entry.get("region"),
        first_day=entry.get("fra"),
        last_day=entry.get("til"),
        status=RuleStatus(entry["status"]),
        source=entry["kilde"],
        note=entry.get("bemaerkning", ""),
        agenda_item=entry.get("punkt", ""),
        board=entry.get("i_alt"),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        number=entry["nummer"],
        title=entry["titel"],
        text=entry["tekst"],
        status=RuleStatus(entry["status"]),
        source=entry["kilde"],
        reading=entry.get("laesning"),
        readings=tuple(entry.get("laesninger", {}).items()),
        is_unproven=entry.get("ubevist", False),
    )
