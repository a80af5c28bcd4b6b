"""docs/json-whatif.md has every key that ``kkr whatif --json`` writes, and no other."""

from __future__ import annotations

import re

from places import ROOT
from repo.test_json_page import keys

from kkr_analysis.allocation import Alliance
from kkr_analysis.data.sources import load_election
from kkr_analysis.presentation.scenarios import values
from kkr_analysis.whatif.scenarios import MayorChange, Scenario, VoteChange, what_if

DOCUMENTED = dict(
    re.findall(
        r"(?m)^\| `([^`]+)` \| ([a-z ]+) \| \S",
        (ROOT / "docs" / "json-whatif.md").read_text(encoding="utf-8"),
    )
)


def test_the_page_has_the_keys_and_no_other(project):
    """With an alliance, places of both kinds, and a lot for both posts."""
    election = load_election(project.data, "kv2021")
    pact = Scenario(
        region="midtjylland",
        term="2022-2026",
        alliances=(Alliance.of("A", "V"),),
        votes=(VoteChange(letter="B", municipality="Aarhus", total=17_000),),
        mayors=(MayorChange(municipality="Struer", letter="A"),),
        readings=(("K7", "outside_cap"),),
        places=(4, 1),
    )
    lot = Scenario(
        region="midtjylland", term="2022-2026", votes=(VoteChange(letter="V", change=20_420),), places=(1,)
    )
    found: dict[str, set[str]] = {}
    for scenario in (pact, lot):
        for key, kind in keys(values(what_if(election, scenario))):
            found.setdefault(key, set()).add(kind)
    assert found.keys() == DOCUMENTED.keys()
    for key, kinds in found.items():
        allowed = set(DOCUMENTED[key].split(" or "))
        assert kinds <= allowed | ({"list"} if "list of text" in allowed else set()), key
    assert "null" in found["posts[].after"]
