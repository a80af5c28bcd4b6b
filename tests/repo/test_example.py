"""The example in data/eksempel: invented, marked so, and the only folder of a meeting that git has."""

from __future__ import annotations

import csv
import subprocess
import tomllib

import pytest
from places import REGIONS, ROOT

from kkr_analysis.data.load import load_result
from kkr_analysis.data.sources.cards import CARD_SUFFIX, fits_its_card

EXAMPLE = ROOT / "data" / "eksempel"
FOLDER = EXAMPLE / "kv2021" / "midtjylland"
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(CARD_SUFFIX))
NAMES = ("navn", "stedfortraeder", "ogsaa_foreslaaet", "medlem")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_has_a_card_that_fits_it(path):
    assert fits_its_card(path)


def test_it_says_that_the_names_are_invented():
    assert tomllib.loads((FOLDER / "moede.toml").read_text("utf-8"))["eksempel"] is True


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name
)
def test_nobody_but_the_mayors_is_real(path):
    """»Borgmestrene er kun med som de medlemmer, de er« (README of the example)."""
    mayors = {mayor.name for mayor in load_result("midtjylland", "2022").figures.mayors}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row[column] for row in rows for column in NAMES if row.get(column)}
    real = {name for name in names if "Eksempelsen" not in name and name != "blank" and len(name) > 2}
    assert real <= (mayors if path.name in ("medlemmer.csv", "fremmoede.csv") else set())


@pytest.mark.parametrize("region", REGIONS)
def test_a_secretariat_s_own_folder_stays_out_of_git(need, region):
    need("git")
    paths = [f"data/raw/kv2029/{region}/medlemmer.csv", "data/eksempel/kv2021/midtjylland/medlemmer.csv"]
    command = ["git", "-c", "safe.directory=*", "check-ignore", "--no-index", *paths]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode == 128:
        pytest.skip("not a git working copy")
    assert run.stdout.splitlines() == paths[:1]
