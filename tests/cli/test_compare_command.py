"""``kkr compare`` on the command line: real builds, with a mayor and a vote total changed in a copy."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from places import REGIONS, ROOT, TERM, TERMS
from test_golden import compare as compare_with_golden
from tools.command import kkr, refused
from tools.two_versions import small_kkr, small_result_with_a_lot, written

from kkr_analysis.data.load import load_result
from kkr_analysis.data.project import Project
from kkr_analysis.documents.contract import as_json

GOLDEN = Path(__file__).parents[1] / "golden"
VIBORG = (
    'Viborg,Ulrik Wilbek,V,"Venstre, Danmarks Liberale Parti"',
    "Viborg,Ulrik Wilbek,C,Det Konservative Folkeparti",
)
FILES = ("kv2021/borgmestre.csv", "kv2021/kontroltal.csv", "kv2021/stemmer.csv")
AARHUS_C = ("Aarhus,C,Det Konservative Folkeparti,28077", "Aarhus,C,Det Konservative Folkeparti,37281")


def compared(folder: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    """Compare with ``--json`` and return the results."""
    done = kkr(folder, "compare", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    results: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return results


def build(project: Path, output: str) -> None:
    done = kkr(project, "build", "alle", "--term", TERM, "--format", "json", "--output", output)
    assert done.returncode == 0, done.stderr


def change(project: Path, file: str, passage: tuple[str, str]) -> None:
    """Change a passage of the figures of 2021, and seal the file."""
    path = project / "data" / "raw" / "kv2021" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(passage[0]) == 1
    path.write_text(text.replace(*passage), encoding="utf-8")
    done = kkr(project, "seal", path, "--note", "Prøve")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def two_terms(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Midtjylland's result of both terms, without the notebook that takes the time."""
    folder = tmp_path_factory.mktemp("udgaver")
    for term in TERMS:
        (folder / term).mkdir()
        result = load_result("midtjylland", term, project=project)
        (folder / term / f"{result.file_stem}.json").write_text(as_json(result), encoding="utf-8")
    return folder


class TestRebuiltAfterTheFineCount:
    """The five regions of 2021, built again from changed and sealed figures."""

    def test_a_mayor_then_a_vote_total_then_both(self, own_project):
        """
        The mayor of Viborg becomes C's: V has 8 and pays 185,393 / 8 = 23,174.1; A, with nine for 205,813
        votes, pays 22,868.1 and is dimensioning, so A has 9 seats and not 10.

        Or C has 9,204 votes more, all in Aarhus: at V's 20,599.2 votes a seat that is 5.00004, so 6 seats.
        There are 733,437 valid votes then, and K's 14,522 are under the threshold of 14,669. With both, C
        has 102,997 / 22,868.1 = 4.5, so 5: the mayor undoes what the votes give C.
        """
        build(own_project, "foer")
        change(own_project, "borgmestre.csv", VIBORG)
        build(own_project, "borgmester")
        change(own_project, "stemmer.csv", AARHUS_C)
        change(own_project, "kontroltal.csv", ("724233", "733437"))
        build(own_project, "begge")
        change(own_project, "borgmestre.csv", VIBORG[::-1])
        build(own_project, "stemmer")

        mayor = compared(own_project, "foer", "borgmester")
        found = only_midtjylland(mayor, *FILES)
        assert found["seats"] == [{"letter": "A", "from": 10, "to": 9}]
        assert [one["input"] for one in found["causes"]["alone"]] == ["mayors"]
        assert [one["to"]["letter"] for one in found["mayors"]] == ["C"]

        votes = compared(own_project, "foer", "stemmer")
        found = only_midtjylland(votes, *FILES)
        assert found["seats"] == [{"letter": "C", "from": 5, "to": 6}, {"letter": "K", "from": 1, "to": 0}]
        assert found["eligible"] == [{"letter": "K", "from": True, "to": False}]
        assert [one["input"] for one in found["causes"]["alone"]] == ["votes"]

        both = compared(own_project, "foer", "begge")
        found = only_midtjylland(both, *FILES)
        assert [(one["letter"], one["enough"]) for one in found["causes"]["seats"]] == [
            ("A", ["mayors"]),
            ("K", ["votes"]),
        ]
        assert found["causes"]["undone"] == [
            {"letter": "C", "from": 5, "to": 6, "input": "votes", "others": ["mayors"]}
        ]
        shown = kkr(own_project, "compare", "foer", "begge").stdout
        assert "\nPladserne er ændret for A (−1) og K (−1). KKR får 34 medlemmer i stedet for 36.\n" in shown
        assert shown.count("Ingen plads er flyttet.") == 4
        assert "Viborg    Ulrik Wilbek (V, valgt)   Ulrik Wilbek (C, valgt)" in shown
        assert "\x1b" not in shown
        why = re.search(r"(?ms)^Hvorfor\n.*?\n(?=\n)", shown)
        assert why is not None
        assert why.group() in (ROOT / "docs" / "vejledning.md").read_text(encoding="utf-8")


def only_midtjylland(results: list[dict[str, Any]], *files: str) -> dict[str, Any]:
    """Return the result of Midtjylland, after seeing that nothing but files changed in the other four."""
    regions = {one["region"]: one for one in results}
    assert regions.keys() == set(REGIONS)
    found = regions.pop("midtjylland")
    for one in regions.values():
        assert (one["moves_seats"], one["mayors"], one["votes"], one["facts"]) == (False, [], [], [])
        assert one["causes"] == {"alone": [], "seats": [], "undone": [], "obstacles": []}
        assert {source["file"] for source in one["sources"]} <= set(files)
    return found


class TestCommand:
    def test_it_works_outside_a_project_and_two_terms_are_said(self, two_terms):
        """The accepted text of Midtjylland, and what no text holds on two machines left out: the files."""
        done = kkr(two_terms, "compare", *TERMS)
        assert (done.returncode, done.stderr) == (0, "")
        text, _, files = done.stdout.partition("\nKildefiler\n")
        assert "kv2025/stemmer.csv" in files
        compare_with_golden(text, GOLDEN / "compare-midtjylland.txt")

    def test_the_same_file(self, two_terms):
        file = f"{TERMS[0]}/kkr-midtjylland.json"
        assert kkr(two_terms, "compare", file, file).stdout == (
            f"KKR Midtjylland\n  Før: {file}\n  Nu:  {file}\n\n"
            "Ingen plads er flyttet. KKR har stadig 36 medlemmer. Alt, hvad der kan sammenlignes, er ens.\n\n"
        )
        assert compared(two_terms, file, file)[0]["identical"] is True

    def test_a_region_in_one_folder_only_is_said(self, tmp_path):
        small = small_kkr({"A": 100, "V": 40}, "AAV", {"A": 3, "V": 2})
        for place in ("a/kkr-oest.json", "b/kkr-oest.json", "b/kkr-vest.json"):
            written(tmp_path / place, small)
        shown = kkr(tmp_path, "compare", "a", "b").stdout
        assert shown.endswith("Kun i den nye mappe, og derfor ikke sammenlignet: b/kkr-vest.json\n")
        done = kkr(tmp_path, "compare", "b", "a", "--json")
        assert json.loads(done.stdout)["only_old"] == ["b/kkr-vest.json"]

    def test_refusals_are_one_message_and_write_nothing(self, tmp_path):
        small = small_kkr({"A": 100, "V": 40}, "AAV", {"A": 3, "V": 2})
        written(tmp_path / "kkr-oest.json", small)
        written(tmp_path / "kkr-vest.json", small | {"region": "vest", "body": "KKR Vest"})
        written(tmp_path / "kkr-galt.json", small | {"total": -1})
        (tmp_path / "kkr-halv.json").write_bytes((tmp_path / "kkr-oest.json").read_bytes()[:500])
        (tmp_path / "tom").mkdir()
        refusals = {
            "x.json findes ikke": ("kkr-oest.json", "x.json"),
            "er for KKR Vest": ("kkr-oest.json", "kkr-vest.json"),
            "nøglen 'total': fandt -1": ("kkr-oest.json", "kkr-galt.json", "--json"),
            "skåret over": ("kkr-halv.json", "kkr-oest.json"),
            "ingen resultater": ("tom", "tom"),
            "ikke en af hver": ("tom", "kkr-oest.json"),
        }
        for part, words in refusals.items():
            assert part in refused(tmp_path, "compare", *words)
        refused(tmp_path, "compare", "kkr-oest.json")

    def test_a_name_that_is_not_utf_8(self, tmp_path):
        """A file of another age: the name is shown as well as can be."""
        name = os.fsdecode(b"k\xf8benhavn.json")
        try:
            (tmp_path / name).write_text("{")
        except OSError:
            pytest.skip("the file system takes no such name")
        assert "k?benhavn.json er ikke JSON" in refused(tmp_path, "compare", name, name)


def test_the_lot_of_the_chair_stands_in_the_result_and_that_of_another_region_does_not(tmp_path):
    """The one lot that the small figures hold, in the keys that docs/json.md gives."""
    post = {"stage": "formand og næstformand, post 1", "tied": ["A", "V"]}
    lot = post | {"winners": ["V"], "drawn_on": "2100-01-19"}
    assert json.loads(as_json(small_result_with_a_lot(tmp_path)))["lots"] == [lot]
    assert json.loads(as_json(small_result_with_a_lot(tmp_path, "oest")))["lots"] == []
