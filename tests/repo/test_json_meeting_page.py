"""The contract of a meeting: docs/json-moede.md has every key of the built files, and no other."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from runpy import run_path
from typing import Any

from meeting_example import BEFORE, EU_OFFICE, HELD, NATIONAL_BOARD, OF, PACKAGE
from places import ROOT
from repo.test_json_page import keys

from kkr_analysis.appointments import Ballot
from kkr_analysis.composition.election import SourceFile
from kkr_analysis.documents.meeting.record import as_json, part_of, record_of, values_of
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.presentation.meeting.papers import papers_of

DOCUMENTED = dict(
    re.findall(
        r"(?m)^\| `([^`]+)` \| ([a-z ]+) \| \S",
        (ROOT / "docs" / "json-moede.md").read_text(encoding="utf-8"),
    )
)
HEAD = {"schema", "region", "term", "body", "example", "preliminary", "composition", "version", "meeting"}


def values(dossier: Dossier) -> dict[str, Any]:
    meeting = hold(dossier)
    read: dict[str, Any] = json.loads(as_json(values_of(record_of(meeting, papers_of(meeting)))))
    return read


def agreed() -> Dossier:
    """Everybody agrees on the package, one is elected in round 1, and a file is named as a source."""
    rounds = (Ballot.of({OF["A"][0]: 20, OF["V"][0]: 13}),)
    appointments = tuple(
        replace(own, rounds=rounds) if own.forum == NATIONAL_BOARD else own for own in HELD.appointments
    )
    return replace(
        HELD,
        package=replace(PACKAGE, against=frozenset()),
        appointments=appointments,
        sources=HELD.result.election.sources[:1],
    )


class TestPage:
    def test_the_page_and_the_schema_are_made_from_the_model(self):
        """Where this fails: python scripts/make_json_page.py."""
        made = run_path(str(ROOT / "scripts" / "make_json_page.py"))
        schema = made["meeting_schema"]()
        assert json.loads((ROOT / "docs" / "moede.schema.json").read_text(encoding="utf-8")) == schema
        assert (ROOT / "docs" / "json-moede.md").read_text(encoding="utf-8") == made["meeting_page"](schema)

    def test_it_has_the_keys_of_the_files_and_no_other(self, meeting_papers):
        """The example has something of everything but a lot for the chair, which is put in here."""
        example = json.loads((meeting_papers / "moede-midtjylland.json").read_text(encoding="utf-8"))
        example["chair"]["tie"] = {"stage": "formand og næstformand, post 1", "tied": ["A", "V"], "places": 1}
        example["chair"]["lots"] = [{"stage": "x", "tied": ["A", "V"], "winners": ["A"], "day": None}]
        found: dict[str, set[str]] = {}
        for written in (example, values(BEFORE), values(HELD), values(agreed())):
            for key, kind in keys(written):
                found.setdefault(key, set()).add(kind)
        assert found.keys() == DOCUMENTED.keys()
        for key, kinds in found.items():
            allowed = set(DOCUMENTED[key].split(" or "))
            assert kinds <= allowed | ({"list"} if "list of text" in allowed else set()), key

    def test_nothing_is_a_float(self):
        def floats(value: Any) -> bool:
            if isinstance(value, dict):
                return any(map(floats, value.values()))
            return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)

        assert not floats(values(HELD))


class TestPapers:
    def test_every_paper_has_the_head_its_own_keys_and_the_rules_it_uses(self):
        meeting = hold(HELD)
        papers = papers_of(meeting)
        whole = values_of(record_of(meeting, papers))
        for paper in papers:
            part = part_of(whole, paper)
            assert HEAD | {"paper", "rules"} <= part.keys()
            assert part["paper"]["stem"] == paper.stem
            assert [rule["number"] for rule in part["rules"]] == [
                rule.number for rule in HELD.result.rule_set.rules if rule.number in paper.rules
            ]

    def test_an_item_has_its_own_fora_only(self):
        meeting = hold(HELD)
        papers = papers_of(meeting)
        whole = values_of(record_of(meeting, papers))
        [item] = [paper for paper in papers if paper.number == "1.5"]
        assert [forum["item"] for forum in part_of(whole, item)["fora"]] == ["1.5"]


class TestWhatAlwaysHolds:
    def test_the_picks_and_the_seats_by_office_are_the_distribution(self):
        for forum in values(HELD)["fora"]:
            if forum["single"] is None:
                picked = [pick["group"] for pick in forum["picks"] if not pick["waived"]]
                seats = {entry["group"]: entry["seats"] for entry in forum["distribution"]}
                assert sum(seats.values()) - len(picked) == len(forum["offices"])

    def test_a_tie_is_named_as_the_row_of_the_file_names_it(self):
        [office] = [forum for forum in values(BEFORE)["fora"] if forum["name"] == EU_OFFICE]
        assert office["tie"] == {"stage": EU_OFFICE, "tied": ["A", "C"], "places": 1}

    def test_sources_are_the_files_of_the_folder(self):
        [source] = values(agreed())["sources"]
        assert isinstance(HELD.result.election.sources[0], SourceFile)
        assert source["file"] == HELD.result.election.sources[0].path
