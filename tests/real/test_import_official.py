"""
The authorities' own files of KV21 and KV25, imported whole and held against the compiled figures row by row.

Source: the CSV exports of valg.dk of 6 November 2025 and the public result files of the final count of KV25.
They are too large for the repository: KKR_OFFICIAL names their folder, KKR_FIGURES that of the figures.
"""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from places import ROOT

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.data.importing import Imported, import_figures

VOTES = ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer")
SEATS = ("kommunekode", "kommune", "bogstav", "listenavn", "mandater")
TOTALS = (
    "kommunekode",
    "kommune",
    "gyldige_stemmer",
    "afgivne_stemmer",
    "stemmeberettigede",
    "afstemningsomraader",
)
ALLIANCES = ("kommunekode", "valgforbund", "navn", "bogstav")
CANDIDATES = ("kommunekode", "bogstav", "listenavn", "kandidater")


def rows(file: Path, columns: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    """Every row of a file, with how many times it stands there."""
    with file.open(encoding="utf-8", newline="") as lines:
        return Counter(tuple(row[column] for column in columns) for row in csv.DictReader(lines))


def imported(official: Path, slug: str, place: Path) -> tuple[Imported, Path]:
    """Import an election into a folder that has the registry and the lists placed by hand, and no more."""
    data = place / "raw"
    shutil.copytree(ROOT / "data" / "raw", data, ignore=shutil.ignore_patterns("kv*"))
    (data / slug).mkdir()
    for file in (ROOT / "data" / "raw" / slug).glob("lister.*"):
        shutil.copy(file, data / slug)
    return import_figures(official / slug, slug, data), data / slug


@pytest.fixture(scope="module")
def kv2021(official, tmp_path_factory) -> tuple[Imported, Path]:
    return imported(official, "kv2021", tmp_path_factory.mktemp("kv2021"))


@pytest.fixture(scope="module")
def kv2025(official, tmp_path_factory) -> tuple[Imported, Path]:
    return imported(official, "kv2025", tmp_path_factory.mktemp("kv2025"))


class TestKv2021:
    """98 CSV exports, one per municipality."""

    def test_every_list_has_the_votes_of_the_compiled_figures(self, kv2021, figures):
        _, folder = kv2021
        assert rows(folder / "stemmer.csv", VOTES) == rows(figures / "kv2021_stemmer.csv", VOTES)

    def test_all_files_are_used_and_all_municipalities_are_there(self, kv2021):
        result, _ = kv2021
        delivery = result.delivery
        assert (delivery.files, len(delivery.municipalities), delivery.left_out) == (98, 98, ())
        assert (len(delivery.lists), sum(own.votes for own in delivery.lists)) == (1119, 3_088_217)
        assert result.missing == ()

    def test_nothing_is_written_that_the_files_do_not_have(self, kv2021):
        _, folder = kv2021
        assert {file.name for file in folder.iterdir()} == {"stemmer.csv", "stemmer.kilde.toml"}

    def test_the_day_the_exports_were_made_is_on_the_card(self, kv2021):
        _, folder = kv2021
        assert "hentet = 2025-11-06" in (folder / "stemmer.kilde.toml").read_text(encoding="utf-8")

    def test_the_list_without_a_letter_is_a_local_list(self, kv2021):
        """»One list in København has no letter«."""
        result, _ = kv2021
        assert [(own.municipality, own.name) for own in result.delivery.lists if not own.letter] == [
            ("101", "Det Demokratiske Parti")
        ]


class TestKv2025:
    """1,315 files of polling areas, 21 of seats, 98 of candidates; two of them from rehearsals."""

    def test_every_list_has_the_votes_of_the_compiled_figures(self, kv2025, figures):
        _, folder = kv2025
        assert rows(folder / "stemmer.csv", VOTES) == rows(figures / "kv2025_stemmer.csv", VOTES)

    def test_every_municipality_has_the_totals_of_the_compiled_figures(self, kv2025, figures):
        _, folder = kv2025
        assert rows(folder / "totaler.csv", TOTALS) == rows(figures / "kv2025_totaler.csv", TOTALS)

    def test_every_alliance_and_every_number_of_candidates(self, kv2025, figures):
        _, folder = kv2025
        assert rows(folder / "valgforbund.csv", ALLIANCES) == rows(
            figures / "kv2025_valgforbund.csv", ALLIANCES
        )
        assert rows(folder / "kandidater.csv", CANDIDATES) == rows(
            figures / "kv2025_kandidater.csv", CANDIDATES
        )

    def test_the_seats_of_the_twenty_councils_that_are_published(self, kv2025, figures):
        _, folder = kv2025
        ours = rows(folder / "mandater.csv", SEATS)
        councils = {row[0] for row in ours}
        theirs = rows(figures / "kv2025_stemmer.csv", SEATS)
        assert len(councils) == 20
        assert ours == Counter({row: times for row, times in theirs.items() if row[0] in councils})

    def test_the_two_test_files_are_left_out_by_name(self, kv2025):
        result, _ = kv2025
        left_out = {own.file.rsplit("/", 1)[-1]: own.why for own in result.delivery.left_out}
        assert set(left_out) == {
            "valgresultater-Kommunalvalg-Fanø_Kommune-Nordby-010820251217.json",
            "mandatfordeling-Kommunalvalg-Københavns-190820250643.json",
        }
        assert all("testfil" in why for why in left_out.values())
        assert result.delivery.files == 1315 + 21 + 98 - 2

    def test_the_count_is_final_everywhere(self, kv2025):
        result, _ = kv2025
        assert {own.status for own in result.delivery.totals} == {FigureStatus.FINAL}
        assert (len(result.delivery.areas), sum(own.valid for own in result.delivery.totals)) == (
            1314,
            3_256_070,
        )


class TestAnalystWithoutPlacements:
    """»What cannot be placed with certainty stops the import with a proposal …, never a guess«."""

    def test_the_two_names_with_a_municipality_in_them_are_proposed_and_nothing_is_written(
        self, official, tmp_path
    ):
        from kkr_analysis.errors import DataError

        data = tmp_path / "raw"
        shutil.copytree(ROOT / "data" / "raw", data, ignore=shutil.ignore_patterns("kv*"))
        with pytest.raises(DataError, match="2 af listerne kan ikke placeres med sikkerhed"):
            import_figures(official / "kv2025", "kv2025", data)
        proposal = data / "kv2025" / "lister.forslag.csv"
        assert [file.name for file in (data / "kv2025").iterdir()] == [proposal.name]
        assert rows(proposal, ("kommunekode", "bogstav", "listenavn", "parti")) == Counter(
            [("161", "O", "Dansk Folkeparti i Glostrup", "O"), ("259", "Ø", "Enhedslisten Køge", "Ø")]
        )
