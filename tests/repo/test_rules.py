"""The rule set, the code that cites it and the table of rules hold together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from places import ROOT, TERM

from kkr_analysis.errors import RuleFileError
from kkr_analysis.rules import (
    BasisReading,
    CapReading,
    DeadlineReading,
    Denominator,
    MayorReading,
    OutsideReading,
    RuleShelf,
    RuleStatus,
    rule_set,
)

STATED, INFERRED, ASSUMED = RuleStatus.STATED, RuleStatus.INFERRED, RuleStatus.ASSUMED
STATUS = {
    "E1": STATED,
    "E2": STATED,
    "E3": STATED,
    "E4": INFERRED,
    "E5": STATED,
    "E6": STATED,
    "K1": STATED,
    "K2": STATED,
    "K3": INFERRED,
    "K4": STATED,
    "K5": STATED,
    "K6": ASSUMED,
    "K7": ASSUMED,
    "K8": INFERRED,
    "K9": INFERRED,  # a consequence of K3, so no better known than K3
    "K10": ASSUMED,
    "V1": STATED,
    "V2": STATED,
    "V3": INFERRED,
    "V4": STATED,
    "V5": STATED,
    "V7": INFERRED,
    "V8": STATED,
    "B1": INFERRED,
    "B2": INFERRED,
    "D1": ASSUMED,  # the deadline is stated, what a weekday is and how three are counted is not
    "D2": STATED,
    "D3": INFERRED,
    "P1": STATED,
    "P2": STATED,
    "P3": STATED,
    "P4": STATED,
    **{f"U{number}": STATED for number in range(1, 15)},
    "U3": ASSUMED,
    "U13": ASSUMED,
}
"""Every rule with how well it is known. V6, on women and men, computes nothing and is not there."""

SWITCHES: dict[str, type[Enum]] = {
    "E4": Denominator,
    "K6": CapReading,
    "K7": OutsideReading,
    "K10": MayorReading,
    "D1": DeadlineReading,
    "U3": BasisReading,
}
CITATION = re.compile(r"\bRule: ([A-Z]\d+(?:, [A-Z]\d+)*)[.,]")


def docstrings(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the place and the text of every docstring of the package."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node)
                if text:
                    yield f"{path.relative_to(folder)}: {getattr(node, 'name', 'module')}", text


def citations(text: str) -> list[str]:
    """Return the rules that a docstring cites."""
    return [number for found in CITATION.findall(text) for number in found.split(", ")]


DOCSTRINGS = list(docstrings(ROOT / "kkr_analysis"))
CITED = {place: citations(text) for place, text in DOCSTRINGS if "Rule:" in text}


class TestCitations:
    """»Rule: K3.« in a docstring leads to one row of the rules."""

    def test_a_citation_is_read(self):
        assert citations("First line. Rule: K3, K9. More.") == ["K3", "K9"]
        assert citations("Seats.\n\nRule: E6, every municipality.") == ["E6"]
        assert citations("The rules: K3.") == []

    def test_every_citation_has_the_fixed_form(self):
        for place, text in DOCSTRINGS:
            attempts = re.findall(r"Rule:|\bRules? (?=[A-Z]\d)", text)
            assert len(attempts) == len(CITATION.findall(text)), place

    def test_every_cited_rule_exists(self):
        unknown = {
            place: set(numbers) - STATUS.keys()
            for place, numbers in CITED.items()
            if set(numbers) - STATUS.keys()
        }
        assert unknown == {}

    def test_every_rule_is_cited_where_it_is_implemented(self):
        cited = {number for numbers in CITED.values() for number in numbers}
        assert STATUS.keys() - cited == set()

    def test_the_calculation_and_not_only_the_presentation_cites_every_rule(self):
        cited = {
            number
            for place, numbers in CITED.items()
            if not place.startswith(("presentation", "charts"))
            for number in numbers
        }
        assert STATUS.keys() - cited == set()


class TestRuleSet:
    """Every rule of a term says what it is, how well it is known and from where."""

    def test_numbers_and_statuses(self):
        assert {rule.number: rule.status for rule in rule_set(TERM).rules} == STATUS

    def test_every_rule_stands_once_and_in_order(self):
        assert [rule.number for rule in rule_set(TERM).rules] == list(STATUS)

    @pytest.mark.parametrize("number", STATUS)
    def test_every_rule_has_title_text_and_source(self, number):
        rule = rule_set(TERM).rule(number)
        assert rule.title.strip()
        assert rule.text.endswith(".")
        assert rule.source.strip()
        assert not rule.source.endswith(".")

    def test_the_switches_and_no_other_rules_have_readings(self):
        assert {rule.number for rule in rule_set(TERM).rules if rule.readings} == set(SWITCHES)

    @pytest.mark.parametrize("number", SWITCHES)
    def test_the_readings_of_a_switch_are_those_of_the_code(self, number):
        rule = rule_set(TERM).rule(number)
        assert [name for name, _ in rule.readings] == [reading.value for reading in SWITCHES[number]]
        assert all(text for _, text in rule.readings)
        assert rule.reading in dict(rule.readings)

    def test_the_default_readings(self):
        readings = rule_set(TERM).readings
        assert readings.denominator is Denominator.VALID
        assert readings.cap is CapReading.ROUND_UP
        assert readings.outside is OutsideReading.ON_TOP
        meeting = rule_set(TERM).meeting_readings
        assert meeting.deadline is DeadlineReading.MON_FRI
        assert meeting.basis is BasisReading.PRESENT

    def test_the_assembly_alone_is_marked_unproven(self):
        assert [rule.number for rule in rule_set("2022-2026").rules if rule.is_unproven] == ["B2"]
        assert rule_set("2022-2026").rule("B2").standing == "udledt, ubevist"
        assert rule_set("2022-2026").rule("B1").standing == "udledt"

    def test_the_words_that_the_enclosure_prints(self):
        assert [status.value for status in RuleStatus] == ["fastsat", "udledt", "antaget"]


class TestWhoseRules:
    """A project may have rules of its own, so the package asks the project, and not its own files alone."""

    KNOWS_NO_PROJECT = frozenset({"__init__.py", "rules/__init__.py", "whatif/scenarios/what_if.py"})
    """The door of the engine, and a scenario without a project's rules."""

    def test_no_module_takes_the_package_s_rules_past_the_project(self):
        package = ROOT / "kkr_analysis"
        found = {
            path.relative_to(package).as_posix()
            for path in package.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("kkr_analysis.rules")
            and "rule_set" in {name.name for name in node.names}
        }
        assert found == self.KNOWS_NO_PROJECT


RULES = ROOT / "kkr_analysis" / "rules" / "2022-2026.toml"
EDITS = {
    "a quotation mark left out": ('"E1"', '"E1', "filen er ikke gyldig TOML i UTF-8 (række 12, tegn 13)"),
    "a key left out": ('titel = "Parti"', "", "regel E1: titel mangler"),
    "a number left out": ('nummer = "E1"', "", "regel nr. 1: nummer mangler"),
    "a key misspelt": (
        "laesning = ", "laesing = ", "regel E4: laesing kendes ikke. Mente du laesning? Vælg mellem nummer, "
    ),
    "text without quotation marks": ('titel = "Parti"', "titel = 1", "titel skal skrives som tekst i anf"),
    "another status": (
        '"fastsat"', '"fast"', "regel E1: status er 'fast', ventede en af disse: fastsat, udledt, antaget"
    ),
    "another reading": ('"valid"', '"gyldige"', "E4: laesning er 'gyldige', ventede en af disse: valid"),
    "a rule twice": ('nummer = "E2"', 'nummer = "E1"', "regel E1: står der to gange"),
    "a rule that the calculation needs left out": ('nummer = "K6"', 'nummer = "K66"', "regel K6: mangler"),
    "a rule that the overview prints left out": ('nummer = "B1"', 'nummer = "B9"', "regel B1: mangler"),
    "the rules in another form": ("[[regel]]", "[regel]", "filen er ikke gyldig TOML"),
    "another term": ('periode = "2022', 'periode = "2023', "periode er '2023-2026', men filen hedder"),
    "an heir of itself": ("valg =", 'arver = "2022-2026"\nvalg =', "arver er '2022-2026', ventede en tidl"),
    "a forum's word": (
        'ere = "ingen"', 'ere = "nej"', "stedfortraedere er 'nej', ventede en af disse: ingen, personlige"
    ),
    "seats in letters": ("pladser = 4", 'pladser = "4"', "pladser skal skrives som et helt tal"),
    "fewer seats than none": ("pladser = 4", "pladser = -4", "pladser er -4, ventede 0 eller mere"),
    "kinds that are not all seats": ("pladser = 6", "pladser = 7", "slags har ikke de 7 pladser tilsammen"),
    "a forum twice": ("RAR Østjylland", "RAR Vestjylland", "forum RAR Vestjylland: står der to gange"),
    "a day in letters": ("til = 2025-02-28", 'til = "2025"', "til skal skrives som en dato som 2022-01-19"),
    "another encoding": ("Spærregrænse", "Spærregr\udce6nse", "filen er ikke gyldig TOML i UTF-8"),
}  # fmt: skip


class TestAFileHalfEdited:
    """The guide asks for edits of these files: every fault is told, with its place."""

    def refused(self, text: str, folder: Path) -> str:
        (folder / "2022-2026.toml").write_bytes(text.encode("utf-8", errors="surrogateescape"))
        with pytest.raises(RuleFileError) as refusal:
            RuleShelf(folder).rule_set("2022-2026")
        return str(refusal.value)

    @pytest.mark.parametrize(("old", "new", "fault"), EDITS.values(), ids=EDITS)
    def test_one_fault(self, old, new, fault, tmp_path):
        text = RULES.read_text(encoding="utf-8")
        assert old in text
        message = self.refused(text.replace(old, new, 1), tmp_path)
        assert message.startswith(f"Regelsættet {tmp_path / '2022-2026.toml'} kan ikke bruges:\n  - ")
        assert fault in message
        assert len(message.splitlines()) == 2

    def test_all_faults_at_once(self, tmp_path):
        message = self.refused('regel = [1, {nummer = 2}]\nnote = ""', tmp_path)
        assert len(message.splitlines()) == 1 + 3 + 1 + 1 + 5
