"""The cards of a public project say of it what is true: version, licence, languages, commands and files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kkr_analysis import __version__
from kkr_analysis.cli.entry import COMMANDS

ROOT = Path(__file__).parents[2]
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")


def card(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


class TestCards:
    def test_the_version_stands_in_one_place_and_the_cards_follow(self) -> None:
        assert card("CITATION.cff")["version"] == __version__
        assert card("publiccode.yml")["softwareVersion"] == __version__

    def test_they_name_the_licence(self) -> None:
        assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
        assert card("CITATION.cff")["license"] == card("publiccode.yml")["legal"]["license"] == "MIT"

    def test_publiccode_has_the_keys_that_the_standard_asks_for(self) -> None:
        """Version 0.4 of the standard: the mandatory keys, and a description of at least 150 characters."""
        publiccode = card("publiccode.yml")
        assert publiccode.keys() >= {
            "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
            "softwareType", "description", "legal", "maintenance", "localisation",
        }  # fmt: skip
        assert publiccode["maintenance"]["contacts"]
        for text in publiccode["description"].values():
            assert 150 <= len(text["longDescription"]) <= 10_000
            assert len(text["shortDescription"]) <= 150
            assert text["features"]

    def test_documentation_is_an_address_where_it_is_named(self) -> None:
        """The standard wants a hosted version; a file of the project is none."""
        described = card("publiccode.yml")["description"].values()
        assert all(own.get("documentation", "https://").startswith("https://") for own in described)


class TestForms:
    @pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
    def test_a_form_asks_and_says_what_is_required(self, form: Path) -> None:
        parsed = yaml.safe_load(form.read_text(encoding="utf-8"))
        asked = [part for part in parsed["body"] if part["type"] != "markdown"]
        assert parsed["name"]
        assert parsed["description"]
        assert len({part["id"] for part in asked}) == len(asked)
        assert all(part["attributes"]["label"] for part in asked)
        assert any(part.get("validations", {}).get("required") for part in asked)

    def test_one_for_each_kind_of_report(self) -> None:
        assert {form.stem for form in FORMS} == {"tal", "regel", "valg"}


class TestWorkflow:
    WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"

    def test_it_runs_commands_and_targets_that_exist(self) -> None:
        text = self.WORKFLOW.read_text(encoding="utf-8")
        commands = {command.name for command in COMMANDS}
        targets = set(
            re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        )
        used = set(re.findall(r"\bkkr ([a-z-]+) ", text))
        made = set(re.findall(r"\bmake ([a-z-]+)$", text, re.MULTILINE))
        assert used
        assert used <= commands
        assert made
        assert made <= targets

    def test_the_wheel_is_tried_on_every_python_that_the_project_names(self) -> None:
        named = re.findall(r"Python :: (3\.\d+)\"", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        jobs = yaml.safe_load(self.WORKFLOW.read_text(encoding="utf-8"))["jobs"]
        tried = jobs["wheel"]["strategy"]["matrix"]
        assert named
        assert set(named) == set(tried["python"])
