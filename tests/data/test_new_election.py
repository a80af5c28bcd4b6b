"""``kkr new-election``: all the templates or none, and nothing that exists is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_data import ELECTION, write_small_data

from kkr_analysis.data.importing import new_election
from kkr_analysis.data.importing.new_election import lay_out
from kkr_analysis.data.sources.cards import CARD_SUFFIX, fits_its_card
from kkr_analysis.errors import BuildError, DataError, UnknownChoiceError
from kkr_analysis.rules import RuleShelf


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small registry, and no election."""
    data = write_small_data(tmp_path)
    shutil.rmtree(data / ELECTION)
    return data


class TestLayOut:
    def test_every_table_has_a_card_that_fits_and_the_rules_go_where_they_are_told(self, data, tmp_path):
        laid_out = lay_out(ELECTION, data, RuleShelf(tmp_path / "regler"))
        assert laid_out.kept == ()
        *files, checklist, rules = laid_out.written
        assert (checklist.name, rules) == ("TJEKLISTE.md", tmp_path / "regler" / "2100-2104.toml")
        assert all(fits_its_card(file) for file in files)
        assert "901,Andeby," in (data / ELECTION / "borgmestre.csv").read_text("utf-8")

    def test_it_can_be_run_again_and_keeps_what_was_filled_in(self, data, tmp_path):
        """A file that is missing comes back with its card; the others are the analyst's."""
        lay_out(ELECTION, data, RuleShelf(tmp_path / "regler"))
        (data / ELECTION / "valg.toml").write_text("mit", "utf-8")
        (data / ELECTION / "lodtraekninger.csv").unlink()
        again = lay_out(ELECTION, data, RuleShelf(tmp_path / "regler"))
        assert [file.name for file in again.written] == ["lodtraekninger.csv"]
        assert len(again.kept) == 8
        assert (data / ELECTION / "valg.toml").read_text("utf-8") == "mit"

    def test_without_a_folder_for_rules_none_are_written(self, data):
        assert all(file.parent == data / ELECTION for file in lay_out(ELECTION, data, RuleShelf()).written)

    def test_an_election_that_was_not_laid_out_here_is_left_alone(self, data, tmp_path):
        write_small_data(tmp_path)
        before = sorted((data / ELECTION).iterdir())
        with pytest.raises(DataError, match="er der allerede, og ikke lagt ud herfra"):
            lay_out(ELECTION, data, RuleShelf(tmp_path / "regler"))
        assert sorted((data / ELECTION).iterdir()) == before
        with pytest.raises(UnknownChoiceError, match="ventede kv og valgåret"):
            lay_out("2099", data, RuleShelf())

    def test_rules_that_cannot_be_written_leave_no_folder_either(self, data, tmp_path):
        (tmp_path / "regler").write_text("en fil i vejen", "utf-8")
        with pytest.raises(DataError, match=r"2100-2104\.toml kan ikke skrives: .* Intet er skrevet"):
            lay_out(ELECTION, data, RuleShelf(tmp_path / "regler"))
        assert not (data / ELECTION).exists()
        assert not any(path.name.endswith(CARD_SUFFIX) for path in tmp_path.rglob("kv*/*"))


class TestWhereRulesAreWritten:
    """»nothing is ever written into site-packages«: the project's own folder, made where it is missing."""

    def test_the_folder_is_made_and_the_term_is_known_at_once(self, data, tmp_path):
        rules = RuleShelf(tmp_path / "projekt" / "regler")
        (tmp_path / "projekt").mkdir()
        lay_out(ELECTION, data, rules)
        assert rules.term_named("2100") == "2100-2104"
        assert rules.rule_set("2100-2104").based_on == RuleShelf().known_terms()[-1]

    def test_a_term_that_the_package_knows_gets_no_file_in_front_of_it(self, tmp_path):
        data = write_small_data(tmp_path)
        laid_out = lay_out("kv2025", data, RuleShelf(tmp_path / "regler"))
        assert laid_out.term == "2026-2030"
        assert not (tmp_path / "regler").exists()

    def test_a_folder_made_in_vain_is_gone_again(self, data, tmp_path, monkeypatch):
        def broken(*_arguments: object) -> None:
            raise BuildError("Disken er fuld.")

        monkeypatch.setattr(new_election, "publish", broken)
        with pytest.raises(BuildError):
            lay_out(ELECTION, data, RuleShelf(tmp_path / "regler"))
        assert not (tmp_path / "regler").exists()
