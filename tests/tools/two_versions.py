"""
Result files to compare: small ones that can be counted by hand, and those of the real figures.

A small KKR has parties A, V, C and more, one mayor per municipality, and the seats that the test has counted:
the comparison computes them again, and tells no cause where they are wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from small_data import ELECTION, replace_in, write_small_data

from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.data.sources import load_election
from kkr_analysis.documents.compare.difference import Difference, difference
from kkr_analysis.documents.compare.read import read_result
from kkr_analysis.rules import rule_set

DEFAULT = {"E4": "valid", "K6": "round_up", "K7": "on_top"}


def small_kkr(
    votes: Mapping[str, int],
    mayors: str,
    seats: Mapping[str, int],
    *,
    valid: int | None = None,
    cast: int | None = None,
    unrepresented: str = "",
    readings: Mapping[str, str] = DEFAULT,
    lots: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """
    Return a result as ``kkr build`` writes it, in the keys that are read.

    ``mayors`` has a letter per municipality ("AAV"), ``unrepresented`` those with votes and no council seat.
    """
    held = Counter(mayors)
    total = sum(votes.values()) if valid is None else valid
    inside = sum(held[letter] for letter in seats)
    uncapped = sum(seats.values()) + len(mayors) - inside
    return {
        "region": "oest",
        "body": "KKR Øst",
        "term": "2022-2026",
        "election": "kv2021",
        "status": "endelig",
        "municipalities": len(mayors),
        "valid_votes": total,
        "votes_cast": cast,
        "threshold_votes": -(-(cast if readings["E4"] == "cast" and cast else total) // 50),
        "dimensioning": mayors[0],
        "uncapped": uncapped,
        "cap": 2 * len(mayors),
        "cap_binds": False,
        "contenders": [
            {
                "letter": letter,
                "votes": number,
                "represented": letter not in unrepresented,
                "eligible": letter in seats,
                "seats": seats.get(letter, 0),
                "supplementary": seats[letter] - held[letter] if letter in seats else 0,
            }
            for letter, number in votes.items()
        ],
        "readings": dict(readings),
        "mayors_list": [
            {
                "municipality_code": f"{901 + place}",
                "municipality": f"Kommune {place + 1}",
                "name": f"Borgmester {place + 1}",
                "letter": letter,
                "list_name": f"Liste {letter}",
                "contender": letter if letter in votes else None,
                "status": "konstitueret",
            }
            for place, letter in enumerate(mayors)
        ],
        "lots": [dict(lot) for lot in lots],
        "as_of": "2022-01-19",
        "corrections": [],
        "mayors_outside": [{}] * (len(mayors) - inside),
        "total": uncapped,
        "alliances": [],
        "chair": {"contender": "A", "alliance": None},
        "vice_chair": {"contender": "V", "alliance": None},
        "sources": [{"file": "kv2021/stemmer.csv", "sha256": "0" * 64}],
        "version": "0.1.0",
    }


def written(path: Path, result: Mapping[str, Any]) -> Path:
    """Write a result file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return path


def compared(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """Write two results and compare them."""
    files = written(folder / "gammel.json", old), written(folder / "ny.json", new)
    return difference(*map(read_result, files))


def copied(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a result that can be changed without the other changing."""
    again: dict[str, Any] = json.loads(json.dumps(result))
    return again


def small_result_with_a_lot(folder: Path, region: str = "vest") -> KkrResult:
    """A KKR of the small figures; in Vest A and V have 600 votes each, and a lot gave V the chair."""
    data = write_small_data(folder)
    stage = "formand og næstformand"
    replace_in(data, f"{ELECTION}/lodtraekninger.csv", f"{stage},", f'"{stage}, post 1",')
    return calculate(load_election(data, ELECTION), region, rule_set("2022-2026"))
