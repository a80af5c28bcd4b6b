"""The second pair of eyes: one file that shares nothing with the package, and each held against the other."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from places import REGIONS, ROOT, TERMS
from tools.elected import elected
from tools.pages import contract

from kkr_analysis.allocation import Alliance, elect_in_order
from kkr_analysis.composition.election import Declaration, DeclarationStatus
from kkr_analysis.composition.eligibility import meets_threshold
from kkr_analysis.composition.result import CHAIR_POSTS, CHAIR_STAGE, calculate
from kkr_analysis.composition.seats import compose
from kkr_analysis.data.sources import load_election
from kkr_analysis.documents import efterregn
from kkr_analysis.documents.contract import as_json
from kkr_analysis.errors import NoDimensioningPartyError
from kkr_analysis.rules import CapReading, OutsideReading, Readings, rule_set

FILE = ROOT / "kkr_analysis" / "documents" / "efterregn.py"


def test_it_is_short_and_of_the_standard_library_alone():
    source = FILE.read_text(encoding="utf-8")
    imported = {
        name
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported == {"json", "sys", "fractions"}
    assert len(source.splitlines()) <= 150


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
def test_the_enclosures(region, term):
    kkr = json.loads(as_json(elected(region, term)))
    assert efterregn.check(kkr, say=lambda _: None) == []
    kkr["contenders"][0]["seats"] += 1
    kkr["vice_chair"]["contender"] = "X"
    assert len(efterregn.check(kkr, say=lambda _: None)) == 2


def test_declared_alliances(project):
    election = load_election(project.data, "kv2021")
    declared = tuple(
        Declaration(
            region="midtjylland",
            alliance=Alliance.parse(text),
            meeting=election.as_of,
            received=election.as_of,
            given_by="X",
            status=DeclarationStatus.PENDING,
            ground="",
        )
        for text in ("C+V", "F+Ø")
    )
    result = calculate(replace(election, declared=declared), "midtjylland", rule_set("2022-2026"))
    kkr = json.loads(as_json(result))
    assert kkr["chair"]["contender"] == "V"
    assert efterregn.check(kkr, say=lambda _: None) == []


@st.composite
def records(draw):
    """Votes, mayors and councils small enough for ties, and what the package makes of them."""
    names = "ABCDEF"[: draw(st.integers(2, 6))]
    votes = {name: draw(st.one_of(st.integers(0, 12), st.integers(0, 900))) for name in names}
    seated = {name: draw(st.booleans()) or name == "A" for name in names}
    other_votes = draw(st.integers(0, 300))
    mayors = draw(st.lists(st.sampled_from([*(name for name in names if votes[name]), None]), max_size=9))
    readings = Readings(cap=draw(st.sampled_from(CapReading)), outside=draw(st.sampled_from(OutsideReading)))
    pact = draw(st.sets(st.sampled_from(names), max_size=3))
    return votes, seated, other_votes, mayors, readings, pact


@examples(2_000)
@given(records())
def test_both_count_alike(drawn):
    """Thousands of cases a run; a seat that waits for a lot is with nobody in both."""
    votes, seated, other_votes, mayors, readings, pact = drawn
    valid = sum(votes.values()) + other_votes
    eligible = {
        name: number
        for name, number in votes.items()
        if number and seated[name] and meets_threshold(number, valid)
    }
    held = Counter(name for name in mayors if name in eligible)
    try:
        composition = compose(
            eligible,
            held,
            municipalities=len(mayors),
            mayors_outside=len(mayors) - sum(held.values()),
            readings=readings,
        )
    except NoDimensioningPartyError:
        return
    members = sorted(pact & eligible.keys())
    alliances = [Alliance.of(*members)] if len(members) > 1 else []
    elected = elect_in_order(eligible, CHAIR_POSTS, alliances, stage=CHAIR_STAGE)
    holders = [*(post.holder for post in elected.posts), None, None]
    kkr = {
        "valid_votes": valid,
        "votes_cast": None,
        "readings": {"E4": "valid", "K6": readings.cap.value, "K7": readings.outside.value},
        "contenders": [
            {
                "letter": name,
                "votes": number,
                "represented": seated[name],
                "seats": composition.seats.get(name, 0),
            }
            for name, number in votes.items()
        ],
        "mayors_list": [{"contender": name} for name in mayors],
        "lots": [],
        "alliances": [alliance.label for alliance in alliances],
        "total": composition.total,
        "chair": holders[0] and {"contender": holders[0]},
        "vice_chair": holders[1] and {"contender": holders[1]},
    }
    assert efterregn.check(kkr, say=lambda _: None) == []


def test_it_runs_alone_beside_the_published_files(reports, tmp_path):
    """Said step by step, in Danish, with status 0; 1 and the difference where the file was changed."""
    beside = reports / "efterregn.py"
    assert beside.read_bytes() == FILE.read_bytes()
    kkr = contract(reports, "midtjylland")
    for total, status, said in (
        (36, 0, "Pladser, medlemmer i alt, formand og næstformand er, som bilaget siger."),
        (35, 1, "Medlemmer i alt: 36, bilaget siger 35"),
    ):
        changed = tmp_path / "kkr.json"
        changed.write_text(json.dumps(kkr | {"total": total}), encoding="utf-8")
        command = [sys.executable, "-I", "-X", "utf8", str(beside), str(changed)]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
        assert (run.returncode, run.stdout.splitlines()[-1]) == (status, said)
        assert "Dimensionerende parti (K3): V, 185393 stemmer og 9 borgmestre." in run.stdout


def test_what_it_cannot_read_is_one_line(tmp_path):
    (tmp_path / "x.json").write_text('{"contenders": [')
    for arguments in ([], ["findes-ikke.json"], ["x.json"], [str(FILE)]):
        run = subprocess.run(
            [sys.executable, "-X", "utf8", str(FILE), *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert (run.returncode, run.stderr.count("\n")) == (1, 1)
        assert run.stderr.startswith("Skriv: python3 efterregn.py")
