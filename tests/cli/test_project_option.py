"""``--project`` and ``--data``: the same files for every command, and for the shell's Tab."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from places import ROOT, TERM
from tools.command import kkr, refused

from kkr_analysis.cli.entry import COMMANDS
from kkr_analysis.data.load import load_result
from kkr_analysis.data.project import Project
from kkr_analysis.errors import RuleFileError
from kkr_analysis.rules import RuleShelf

NO_PROJECT = {"init", "compare", "sign"}
"""The first makes one; the others read nothing but the files that they are given."""
NO_FIGURES = {*NO_PROJECT, "seal"}
OWN_RULES = """
periode = "2030-2034"
vist_periode = "2030–34"
valg = "kv2021"
arver = "2026-2030"

[[regel]]
nummer = "K6"
titel = "Loftet"
tekst = "Aftalt."
status = "fastsat"
kilde = "KKR's forretningsorden"
laesning = "largest_remainder"
"""


@pytest.fixture
def with_rules(own_project: Path) -> Path:
    """A project with rules for a term that the package does not know, and another reading of K6."""
    (own_project / "regler").mkdir()
    (own_project / "regler" / "2030-2034.toml").write_text(OWN_RULES, "utf-8")
    return own_project


class TestEveryCommand:
    @pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
    def test_it_has_the_options_that_it_has_a_use_for(self, command):
        names = {name for option in command.params for name in option.opts}
        assert ("--project" in names) == (command.name not in NO_PROJECT)
        assert ("--data" in names) == (command.name not in NO_FIGURES)

    @pytest.mark.parametrize("words", [("check",), ("whatif",), ("pacts", "midtjylland"), ("app",)])
    def test_a_misspelt_folder_does_not_fall_back_on_the_project_around_it(self, own_project, words):
        assert refused(own_project, *words, "--project", "miit").startswith("miit er ikke et projekts mappe")

    def test_figures_that_are_not_there_are_told_at_once(self, own_project):
        message = refused(own_project, "check", "--data", "tal")
        assert message == "--data: mappen tal findes ikke. Angiv en mappe med tal."


class TestOwnRules:
    """»rule sets are read from package + project«."""

    def test_they_are_known_from_anywhere_whatever_the_order_of_the_words(self, with_rules, tmp_path):
        words = ("--term", "2030", "--format", "json", "--project", with_rules)
        assert kkr(tmp_path, "build", "midtjylland", *words).returncode == 0
        enclosure = json.loads((with_rules / "reports/2030-2034/kkr-midtjylland.json").read_text("utf-8"))
        assert enclosure["readings"]["K6"] == "largest_remainder"

    def test_without_the_project_they_are_not(self, tmp_path):
        assert "intet regelsæt for valgperioden '2030'" in refused(
            tmp_path, "pacts", "midtjylland", "--term", "2030"
        )

    def test_a_scenario_is_computed_by_them(self, with_rules):
        words = ("whatif", "--term", "2030", "--alliance", "C+V", "--json")
        answer = json.loads(kkr(with_rules, *words).stdout)
        assert answer["term"] == "2030-2034"

    def test_tab_offers_their_terms(self, with_rules):
        line = f"kkr pacts --project {with_rules} --term 203"
        done = kkr(ROOT, _KKR_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD="5")
        assert done.stdout.split() == ["plain,2030-2034"]

    def test_one_goes_before_the_package_s_of_the_same_term(self, own_project):
        (own_project / "regler").mkdir()
        ours = (ROOT / "kkr_analysis/rules" / f"{TERM}.toml").read_text("utf-8")
        assert 'laesning = "round_up"' in ours
        changed = ours.replace('laesning = "round_up"', 'laesning = "dhondt"')
        (own_project / "regler" / f"{TERM}.toml").write_text(changed, "utf-8")
        result = load_result("midtjylland", TERM, project=Project(own_project))
        assert result.rule_set.rule("K6").reading == "dhondt"
        assert (
            load_result("midtjylland", TERM, project=Project(ROOT)).rule_set.rule("K6").reading == "round_up"
        )

    def test_a_file_that_was_edited_counts_at_once(self, with_rules):
        shelf = RuleShelf(with_rules / "regler")
        assert shelf.rule_set("2030-2034").rule("K6").reading == "largest_remainder"
        file = with_rules / "regler" / "2030-2034.toml"
        file.write_text(OWN_RULES.replace("largest_remainder", "dhondt"), "utf-8")
        assert shelf.rule_set("2030-2034").rule("K6").reading == "dhondt"

    def test_a_file_with_another_name_is_refused_and_not_passed_over(self, with_rules):
        (with_rules / "regler" / "2030-34.toml").write_text(OWN_RULES, "utf-8")
        with pytest.raises(RuleFileError, match=r"2030-34\.toml: et regelsæt hedder som sin valgperiode"):
            RuleShelf(with_rules / "regler").known_terms()

    def test_check_names_them_and_tells_every_fault(self, with_rules):
        assert "Projektets egne regelsæt i regler: 2030–34\n" in kkr(with_rules, "check", "kv2021").stdout
        file = with_rules / "regler" / "2030-2034.toml"
        file.write_text(OWN_RULES.replace('status = "fastsat"', 'status = "sikkert"'), "utf-8")
        assert "regel K6: status er 'sikkert', ventede en af disse" in refused(with_rules, "check", "kv2021")

    def test_what_was_built_by_other_rules_is_built_again(self, with_rules):
        words = ("build", "midtjylland", "--term", "2030", "--format", "json")
        kkr(with_rules, *words)
        assert "Uændret: KKR Midtjylland" in kkr(with_rules, *words).stdout
        file = with_rules / "regler" / "2030-2034.toml"
        file.write_text(OWN_RULES.replace("Aftalt.", "Aftalt igen."), "utf-8")
        assert "Uændret" not in kkr(with_rules, *words).stdout


class TestFigures:
    def test_those_of_another_folder_are_built_from_as_well(self, own_project, tmp_path):
        """That the kernel of a notebook reads them too is held by tests/repo/test_wheel.py."""
        figures = shutil.move(own_project / "data" / "raw", tmp_path / "tal")
        (own_project / "data" / "raw").mkdir()
        words = ("--term", TERM, "--format", "json", "--project", own_project, "--data", figures)
        assert kkr(tmp_path, "build", "midtjylland", *words).returncode == 0

    def test_outside_of_any_project_it_is_said_which_are_used(self, tmp_path):
        done = kkr(tmp_path, "check", "kv2021")
        assert (done.returncode, done.stderr) == (
            0,
            "Her er intet projekt, så der regnes på de tal, der fulgte med kkr.\n",
        )
        assert kkr(tmp_path, "check", "kv2021", "--data", ROOT / "data/raw").stderr == ""

    def test_a_file_is_confirmed_in_the_project_that_is_named(self, own_project, tmp_path):
        file = own_project / "data" / "raw" / "partier.csv"
        file.write_bytes(file.read_bytes().replace(b"Venstre", b"Venstre ", 1))
        words = ("seal", "data/raw/partier.csv", "--note", "prøve", "--project", own_project)
        done = kkr(tmp_path, *words)
        assert (done.returncode, done.stdout) == (0, f"Kildekortet til {file} er opdateret.\n")
