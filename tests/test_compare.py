"""``kkr compare``: what changed between two versions of a result, and which change moved which seat."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from places import enclosure

from kkr_analysis.errors import DataError
from kkr_analysis.versions.difference import Difference, difference
from kkr_analysis.versions.pairs import pairs
from kkr_analysis.versions.report import lines, values
from kkr_analysis.versions.result_file import read_result

GOLDEN = Path(__file__).parent / "golden" / "compare-midtjylland.txt"


@pytest.fixture
def midtjylland(reports) -> dict[str, Any]:
    """The built result of Midtjylland 2022-2026, to change."""
    result: dict[str, Any] = json.loads((reports / "kkr-midtjylland.json").read_text("utf-8"))
    return result


def contender(result: dict[str, Any], letter: str) -> dict[str, Any]:
    return next(own for own in result["contenders"] if own["letter"] == letter)


def compared(folder: Path, old: dict[str, Any], new: dict[str, Any]) -> Difference:
    for name, result in (("gammel.json", old), ("ny.json", new)):
        (folder / name).write_text(json.dumps(result, ensure_ascii=False), "utf-8")
    return difference(read_result(folder / "gammel.json"), read_result(folder / "ny.json"))


def copied(result: dict[str, Any]) -> dict[str, Any]:
    again: dict[str, Any] = json.loads(json.dumps(result))
    return again


class TestCauses:
    """»what changed …, and why: a vote total, a mayor, a reading of a rule; which seats moved«."""

    def test_nothing_changed(self, tmp_path, midtjylland):
        found = compared(tmp_path, midtjylland, midtjylland)
        assert found.is_empty
        assert lines(found)[1:] == ["  De to resultater er ens."]

    def test_votes_move_a_seat(self, tmp_path, midtjylland):
        """C needs 9,204 votes more for its sixth seat (the result's own margins)."""
        new = copied(midtjylland)
        contender(new, "C")["votes"] += 9_204
        contender(new, "C")["seats"] += 1
        contender(new, "C")["supplementary"] += 1
        new["total"] += 1
        found = compared(tmp_path, midtjylland, new)
        assert found.seats == (("C", 5, 6),)
        assert found.causes is not None
        assert (found.causes.votes, found.causes.mayors, found.causes.is_joint) == (
            (("C", 5, 6),),
            None,
            False,
        )
        assert "    De nye stemmer alene giver: C 5 -> 6." in lines(found)

    def test_one_vote_fewer_moves_none(self, tmp_path, midtjylland):
        new = copied(midtjylland)
        contender(new, "C")["votes"] += 9_203
        found = compared(tmp_path, midtjylland, new)
        assert found.seats == ()
        assert found.causes is not None
        assert found.causes.votes == ()
        assert "    Ingen plads er flyttet." in lines(found)

    def test_a_mayor_moves_seats(self, tmp_path, midtjylland):
        """
        A mayor of V becomes one of C: V has 8 and prices a seat at 185,393 / 8 = 23,174.1.

        A 205,813 / 23,174.1 = 8.9 but nine mayors: A is dimensioning at 22,868.1, and all have fewer seats.
        """
        new = copied(midtjylland)
        mayor = next(own for own in new["mayors_list"] if own["contender"] == "V")
        mayor.update(name="Ny Borgmester", letter="C", contender="C", list_name="Det Konservative Folkeparti")
        seats = {"A": 9, "B": 2, "C": 5, "D": 2, "F": 3, "K": 1, "O": 2, "V": 9, "Ø": 2}
        for letter, own in seats.items():
            contender(new, letter)["seats"] = own
        found = compared(tmp_path, midtjylland, new)
        assert found.causes is not None
        assert found.causes.mayors == found.seats == (("A", 10, 9),)
        assert found.causes.votes is None
        assert [new_mayor.name for _, _, new_mayor in found.mayors if new_mayor] == ["Ny Borgmester"]
        assert any("(C, konstitueret)" in line for line in lines(found))

    def test_a_reading_moves_seats(self, tmp_path, reports):
        """Where the cap binds, d'Hondt gives other seats than rounding up (K6)."""
        old = json.loads((reports / "kkr-hovedstaden.json").read_text("utf-8"))
        new = copied(old)
        new["readings"]["K6"] = "dhondt"
        found = compared(tmp_path, old, new)
        assert found.readings == (("K6", "round_up", "dhondt"),)
        assert found.causes is None, "the new file's seats do not follow from its reading"
        for letter, _, own in (*self.seats_of_dhondt(tmp_path, new),):
            contender(new, letter)["seats"] = own
        found = compared(tmp_path, old, new)
        assert found.causes is not None
        assert found.causes.readings
        assert found.causes.readings == found.seats

    def seats_of_dhondt(self, folder: Path, result: dict[str, Any]) -> list[tuple[str, int, int]]:
        from kkr_analysis.versions.causes import moves, seats_from

        (folder / "x.json").write_text(json.dumps(result), "utf-8")
        file = read_result(folder / "x.json")
        return list(moves(file.seats, seats_from(file, file, file) or {}))

    def test_votes_and_mayors_only_together(self, tmp_path, midtjylland):
        """V's mayor lost moves A, C's votes move C: neither alone gives both."""
        new = copied(midtjylland)
        mayor = next(own for own in new["mayors_list"] if own["contender"] == "V")
        mayor.update(letter="C", contender="C")
        contender(new, "C")["votes"] += 21_000
        file = compared(tmp_path, midtjylland, new).new
        from kkr_analysis.versions.causes import seats_from

        for letter, own in (seats_from(file, file, file) or {}).items():
            contender(new, letter)["seats"] = own
        found = compared(tmp_path, midtjylland, new)
        assert found.causes is not None
        assert found.causes.is_joint
        assert "    Først tilsammen giver ændringerne de nye pladser." in lines(found)

    def test_a_party_under_the_threshold_is_no_longer_eligible(self, tmp_path, midtjylland):
        new = copied(midtjylland)
        contender(new, "K").update(votes=14_484, eligible=False, seats=0, supplementary=0)
        new["total"] -= 1
        found = compared(tmp_path, midtjylland, new)
        assert found.eligibility == (("K", True, False),)
        assert found.causes is not None
        assert found.causes.votes == (("K", 1, 0),)
        assert "    K er ikke længere berettiget" in lines(found)

    def test_a_result_without_mayors_and_readings_is_compared_but_for_the_cause(self, tmp_path, midtjylland):
        old = copied(midtjylland)
        del old["mayors_list"], old["readings"]
        contender(old, "C")["seats"] = 4
        found = compared(tmp_path, old, midtjylland)
        assert found.causes is None
        assert found.seats == (("C", 4, 5),)
        assert any("Det kan ikke siges" in line for line in lines(found))

    def test_values_say_the_same(self, tmp_path, midtjylland):
        new = copied(midtjylland)
        contender(new, "C")["votes"] += 1
        report = values(compared(tmp_path, midtjylland, new))
        assert report["votes"] == [{"letter": "C", "from": 93_793, "to": 93_794}]
        assert report["causes"] == {"votes": [], "mayors": None, "readings": None, "joint": False}


class TestHostile:
    """Result files come from people: each fault is one Danish message."""

    @pytest.mark.parametrize(
        "content",
        [b"", b"{", b"[]", b"null", b"\xff\xfe", b"<html>", b"{}", b"[" * 100_000, b'{"region": 7}'],
        ids=["empty", "cut", "list", "null", "binary", "page", "no keys", "deep", "number"],
    )
    def test_what_is_no_result_is_refused(self, tmp_path, content):
        (tmp_path / "x.json").write_bytes(content)
        with pytest.raises(DataError, match=r"Byg bilaget igen\."):
            read_result(tmp_path / "x.json")

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("total", -1),
            ("total", 10**10),
            ("total", True),
            ("total", 3.5),
            ("contenders", {}),
            ("chair", 7),
            ("mayors_list", [7]),
            ("readings", {"K6": 1}),
            ("sources", None),
            ("contenders", [{"letter": "A"}]),
        ],
    )
    def test_a_wrong_value_is_refused(self, tmp_path, midtjylland, key, value):
        (tmp_path / "x.json").write_text(json.dumps(midtjylland | {key: value}), "utf-8")
        with pytest.raises(DataError):
            read_result(tmp_path / "x.json")

    def test_an_unknown_reading_gives_no_cause(self, tmp_path, midtjylland):
        new = midtjylland | {"readings": {"E4": "valid", "K6": "magic", "K7": "on_top"}}
        assert compared(tmp_path, midtjylland, new).causes is None

    def test_two_regions_are_not_compared(self, reports):
        one, other = (
            read_result(enclosure(reports, region, "json")) for region in ("midtjylland", "sjaelland")
        )
        with pytest.raises(DataError, match="Angiv to resultater for samme region"):
            difference(one, other)

    def test_a_missing_file_a_large_one_and_an_empty_folder(self, tmp_path):
        with pytest.raises(DataError, match="den findes ikke"):
            read_result(tmp_path / "x.json")
        with (tmp_path / "y.json").open("wb") as file:
            file.truncate(11_000_000)
        with pytest.raises(DataError, match="11 MB"):
            read_result(tmp_path / "y.json")
        with pytest.raises(DataError, match="ingen resultater"):
            pairs(tmp_path, tmp_path)
        with pytest.raises(DataError, match="to filer eller to mapper"):
            pairs(tmp_path, tmp_path / "y.json")


class TestCommand:
    """Two folders of builds on the command line, which works anywhere."""

    def run(self, folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kkr_analysis.cli", "compare", *map(str, arguments)]
        return subprocess.run(
            command, cwd=folder, env=os.environ, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def test_two_terms_of_every_region(self, tmp_path, built):
        """The golden text of Midtjylland, without the names of the folders."""
        done = self.run(tmp_path, built / "2022-2026", built / "2026-2030")
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("KKR ") >= 5
        start = done.stdout.index("KKR midtjylland")
        text = done.stdout[start:].split("\nKKR ")[0].replace(f"{built}/", "")
        text = text.split("  Filer, der er ændret")[0]
        assert text.rstrip() + "\n" == GOLDEN.read_text("utf-8")

    def test_json_of_one_pair(self, tmp_path, built):
        file = built / "2022-2026" / "kkr-midtjylland.json"
        done = self.run(tmp_path, file, file, "--json")
        report = json.loads(done.stdout)
        assert (report["only_old"], len(report["results"])) == ([], 1)

    def test_a_region_in_one_folder_only_is_said(self, tmp_path, reports):
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        for place, region in (("a", "midtjylland"), ("b", "midtjylland"), ("b", "sjaelland")):
            (tmp_path / place / f"kkr-{region}.json").write_bytes(
                enclosure(reports, region, "json").read_bytes()
            )
        done = self.run(tmp_path, "a", "b")
        assert "De to resultater er ens." in done.stdout
        assert "Kun i den nye: b/kkr-sjaelland.json" in done.stdout

    def test_a_refusal_is_one_message(self, tmp_path):
        done = self.run(tmp_path, "x.json", "y.json")
        assert done.returncode == 2
        assert done.stderr.startswith("Fejl: x.json kan ikke læses: den findes ikke.")
