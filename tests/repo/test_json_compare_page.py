"""docs/json-compare.md has every key that ``kkr compare --json`` writes, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from places import ROOT
from repo.test_json_page import keys
from tools.two_versions import compared, copied, small_kkr

from kkr_analysis.documents.compare.plain import values

DOCUMENTED = dict(
    re.findall(
        r"(?m)^\| `([^`]+)` \| ([a-z ]+) \| \S",
        (ROOT / "docs" / "json-compare.md").read_text(encoding="utf-8"),
    )
)


def everything_changed(folder: Path) -> list[dict[str, Any]]:
    """Comparisons that have every key between them."""
    votes = {"A": 800, "V": 200, "C": 210, "K": 30}
    lot = {"stage": "sammensætning", "tied": ["A", "V"], "winners": ["A"], "drawn_on": None}
    old = small_kkr(votes, "AAAAAAAAVV", {"A": 8, "V": 2, "C": 3}, unrepresented="K")
    new = small_kkr(
        votes | {"A": 900},
        "AAAAAAAAVC",
        {"A": 8, "V": 2, "C": 2, "K": 1},
        readings={"E4": "valid", "K6": "dhondt", "K7": "on_top"},
        lots=[lot],
        cast=2_000,
    )
    new |= {
        "status": "foreløbig",
        "term": "2026-2030",
        "cap_binds": True,
        "alliances": ["C+V"],
        "chair": {"contender": "C", "alliance": "C+V"},
        "corrections": ["Rettet."],
        "sources": [{"file": "kv2021/stemmer.csv", "sha256": "1" * 64}],
    }
    outside = small_kkr(votes, "AAAAAAAAVN", {"A": 8, "V": 2, "C": 3}, unrepresented="K")
    older = copied(old)
    del older["readings"]
    pairs = ((old, new), (new, old), (old, outside), (older, new))
    return [values(compared(folder, *pair)) for pair in pairs]


def test_the_page_has_the_keys_and_no_other(tmp_path):
    found: dict[str, set[str]] = {}
    results = everything_changed(tmp_path)
    written = {"results": results, "only_old": ["kkr-oest.json"], "only_new": ["kkr-vest.json"]}
    for key, kind in keys(written):
        found.setdefault(key, set()).add(kind)
    assert found.keys() == DOCUMENTED.keys()
    for key, kinds in found.items():
        allowed = set(DOCUMENTED[key].split(" or "))
        assert kinds <= allowed | ({"list"} if "list of text" in allowed else set()), key
