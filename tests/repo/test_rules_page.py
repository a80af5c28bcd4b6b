"""The page of rules says what the rule sets and the docstrings say, and leads from the enclosure to both."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType

import nbformat
import pytest
from places import ROOT

from kkr_analysis.rules import RuleShelf, rule_set

RULES = [(term, rule.number) for term in RuleShelf().known_terms() for rule in rule_set(term).rules]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that makes the page; it lies outside the package."""
    spec = importlib.util.spec_from_file_location("make_rules_page", ROOT / "scripts" / "make_rules_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cited(script: ModuleType) -> dict[str, object]:
    """Where each rule is cited, looked for once."""
    return script.citations()


class TestPage:
    def test_it_is_what_the_script_makes_today(self, script):
        made = script.page()
        assert script.PAGE.read_text(encoding="utf-8") == made, (
            "docs/regler.md is stale: run .venv/bin/python scripts/make_rules_page.py"
        )


class TestWayFromEnclosure:
    def test_the_parts_are_headings_of_the_notebook(self, script):
        notebook = nbformat.read(ROOT / "notebooks" / "bilag.ipynb", as_version=4)
        headings = {
            heading for cell in notebook.cells for heading in re.findall(r"(?m)^#+ (.+)$", cell.source)
        }
        assert {heading for heading, _, _ in script.PARTS} <= headings

    def test_every_rule_is_met_on_the_way(self, script):
        met = {number for _, _, numbers in script.PARTS for number in numbers}
        assert {number for _, number in RULES if number[0] in "EK"} <= met


class TestCitations:
    @pytest.mark.parametrize(("term", "number"), RULES)
    def test_every_rule_is_applied_somewhere(self, cited, term, number):
        assert cited.get(number), f"no docstring says Rule: {number}, a rule of {term}"

    @pytest.mark.parametrize(
        ("docstring", "numbers"),
        [
            ("Seats. Rule: K3.", ("K3",)),
            ("Judge.\n\nRule: E1, E2,\nE3. In print order.", ("E1", "E2", "E3")),
            ("Rule: K6, every member. Rule: K8.", ("K6", "K8")),
            ("How a contender claims (rule K3).", ()),
        ],
    )
    def test_numbers_are_read_from_the_fixed_form_alone(self, script, docstring, numbers):
        assert script.cited_rules(docstring) == numbers
