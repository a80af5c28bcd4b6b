"""``kkr new-election``: all the templates or none, and nothing that exists is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_data import ELECTION, write_small_data

from kkr_analysis.cli import new_election
from kkr_analysis.data.importing.new_election import lay_out
from kkr_analysis.data.sources.cards import CARD_SUFFIX, fits_its_card
from kkr_analysis.errors import DataError, UnknownChoiceError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small registry, and no election."""
    data = write_small_data(tmp_path)
    shutil.rmtree(data / ELECTION)
    (tmp_path / "regler").mkdir()
    return data


class TestLayOut:
    def test_every_table_has_a_card_that_fits_and_the_rules_go_where_they_are_told(self, data, tmp_path):
        laid_out = lay_out(ELECTION, data, tmp_path / "regler")
        assert laid_out.kept == ()
        *files, checklist, rules = laid_out.written
        assert (checklist.name, rules) == ("TJEKLISTE.md", tmp_path / "regler" / "2100-2104.toml")
        assert all(fits_its_card(file) for file in files)
        assert "901,Andeby," in (data / ELECTION / "borgmestre.csv").read_text("utf-8")

    def test_it_can_be_run_again_and_keeps_what_was_filled_in(self, data, tmp_path):
        """A file that is missing comes back with its card; the others are the analyst's."""
        lay_out(ELECTION, data, tmp_path / "regler")
        (data / ELECTION / "valg.toml").write_text("mit", "utf-8")
        (data / ELECTION / "lodtraekninger.csv").unlink()
        again = lay_out(ELECTION, data, tmp_path / "regler")
        assert [file.name for file in again.written] == ["lodtraekninger.csv"]
        assert len(again.kept) == 8
        assert (data / ELECTION / "valg.toml").read_text("utf-8") == "mit"

    def test_without_a_folder_for_rules_none_are_written(self, data):
        assert all(file.parent == data / ELECTION for file in lay_out(ELECTION, data, None).written)

    def test_an_election_that_was_not_laid_out_here_is_left_alone(self, data, tmp_path):
        write_small_data(tmp_path)
        before = sorted((data / ELECTION).iterdir())
        with pytest.raises(DataError, match="er der allerede, og ikke lagt ud herfra"):
            lay_out(ELECTION, data, tmp_path / "regler")
        assert sorted((data / ELECTION).iterdir()) == before
        with pytest.raises(UnknownChoiceError, match="ventede kv og valgåret"):
            lay_out("2099", data, None)

    def test_rules_that_cannot_be_written_leave_no_folder_either(self, data, tmp_path):
        (tmp_path / "regler").rmdir()
        with pytest.raises(DataError, match=r"2100-2104\.toml kan ikke skrives: .* Intet er skrevet"):
            lay_out(ELECTION, data, tmp_path / "regler")
        assert not (data / ELECTION).exists()
        assert not any(path.name.endswith(CARD_SUFFIX) for path in tmp_path.rglob("kv*/*"))


class TestWhereRulesAreWritten:
    """»it must not write into the package folder when the package is not a checkout«."""

    def test_a_checkout_has_its_own_folder_and_an_installed_package_none(self, tmp_path, monkeypatch):
        assert new_election.rule_folder() == Path(new_election.__file__).parents[1] / "rules"
        monkeypatch.setattr(new_election.resources, "files", lambda _name: tmp_path / "kkr_analysis")
        assert new_election.rule_folder() is None
