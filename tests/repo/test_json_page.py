"""The JSON contract: docs/json.md has every key of the built files, and no other."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from runpy import run_path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from places import REGIONS, ROOT
from tools.pages import contract
from tools.two_versions import small_result_with_a_lot

from kkr_analysis.documents.contract import as_json

DOCUMENTED = dict(
    re.findall(
        r"(?m)^\| `([^`]+)` \| ([a-z ]+) \| \S", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    )
)
"""Every key on the page, with its type."""

TYPES = {str: "text", int: "number", bool: "boolean", list: "list", dict: "object", type(None): "null"}


def keys(values: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Give the path and type of every key, those of inner objects after a point or ``[].``."""
    for key, value in values.items():
        path = f"{above}{key}"
        objects = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
        of_text = isinstance(value, list) and value and all(isinstance(entry, str) for entry in value)
        yield path, "list of text" if of_text else TYPES[type(value)]
        if isinstance(value, dict):
            yield from keys(value, f"{path}.")
        for entry in objects:
            yield from keys(entry, f"{path}[].")


class TestPage:
    def test_the_page_and_the_schema_are_made_from_the_model(self):
        """Where this fails: python scripts/make_json_page.py."""
        made = run_path(str(ROOT / "scripts" / "make_json_page.py"))
        schema = made["json_schema"]()
        assert json.loads((ROOT / "docs" / "kkr.schema.json").read_text(encoding="utf-8")) == schema
        assert (ROOT / "docs" / "json.md").read_text(encoding="utf-8") == made["page"](schema)

    def test_the_schema_takes_the_built_files_and_nothing_that_only_looks_like_them(self, reports):
        validator = Draft202012Validator(json.loads((ROOT / "docs" / "kkr.schema.json").read_text("utf-8")))
        for region in REGIONS:
            assert list(validator.iter_errors(contract(reports, region))) == []
        own = contract(reports, "midtjylland")
        for key, wrong in {
            "status": "ukendt",
            "region": "Atlantis",
            "as_of": "19/1",
            "term": "",
            "total": -1,
            "fingerprint": "x",
        }.items():
            assert [error.path[0] for error in validator.iter_errors(own | {key: wrong})] == [key]

    def test_it_has_the_keys_of_the_built_files_and_no_other(self, reports, tmp_path):
        """The real regions have no lots, so one of the small figures stands beside them."""
        found: dict[str, set[str]] = {}
        with_a_lot = json.loads(as_json(small_result_with_a_lot(tmp_path)))
        with_a_lot["mayors_list"][0]["party_now"] = {"party": "V", "since": "2101-05-01"}
        for values in (*(contract(reports, region) for region in REGIONS), with_a_lot):
            for key, kind in keys(values):
                if not key.startswith("readings."):  # rule numbers: the key above names them
                    found.setdefault(re.sub(r"^vice_chair\.", "chair.", key), set()).add(kind)
        assert found.keys() == DOCUMENTED.keys()
        for key, kinds in found.items():
            assert kinds <= {
                *DOCUMENTED[key].split(" or "),
                *(["list"] if "list" in DOCUMENTED[key] else []),
            }, key

    def test_a_key_that_is_not_on_the_page_is_found(self):
        assert dict(keys({"contenders": [{"gender": None}]})) == {
            "contenders": "list",
            "contenders[].gender": "null",
        }


@pytest.mark.parametrize("region", REGIONS)
class TestWhatAlwaysHolds:
    """The last section of the page, line by line."""

    def test_sums(self, reports, region):
        kkr = contract(reports, region)
        outside = len(kkr["mayors_outside"])
        sums = {
            key: sum(contender[key] for contender in kkr["contenders"])
            for key in ("seats", "mayors", "supplementary")
        }
        assert kkr["total"] == sums["seats"] + outside
        assert kkr["mayors"] == sums["mayors"] + outside == kkr["municipalities"]
        assert kkr["supplementary"] == sums["supplementary"] == kkr["total"] - kkr["mayors"]

    def test_cap(self, reports, region):
        kkr = contract(reports, region)
        assert kkr["cap_binds"] == (kkr["uncapped"] > kkr["cap"])
        assert kkr["total"] == min(kkr["uncapped"], kkr["cap"])

    def test_seats_are_the_quotient_rounded_up(self, reports, region):
        kkr = contract(reports, region)
        for contender in kkr["contenders"]:
            assert (contender["quotient"] is None) == (not contender["eligible"])
            if contender["eligible"] and not kkr["cap_binds"]:
                assert contender["seats"] == math.ceil(Decimal(contender["quotient"]))
            if not contender["eligible"]:
                assert (contender["mayors"], contender["seats"]) == (0, 0)
