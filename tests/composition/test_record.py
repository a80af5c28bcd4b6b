"""The record of a result: its figures alone, recognised by one sha256 and made again under every schema."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from places import ROOT, TERM
from tools.two_versions import small_result_with_a_lot

from kkr_analysis.composition.record import SCHEMA, WRITERS, fingerprint_of, found_in
from kkr_analysis.data.load import load_result
from kkr_analysis.documents import contract
from kkr_analysis.documents.contract import as_json
from kkr_analysis.errors import UnknownChoiceError

RECORDS = Path(__file__).parents[1] / "golden" / "records"
PROSE = ("body", "example_note", "conflicts", "corrections", "assumptions", "version", "fingerprint")


@pytest.fixture(scope="module")
def result(project):
    return load_result("midtjylland", TERM, project=project)


class TestFiguresAndProse:
    def test_a_better_sentence_leaves_the_fingerprint(self, result, monkeypatch):
        before, text = fingerprint_of(result), as_json(result)
        monkeypatch.setattr(contract.wording, "why_not", lambda *_: "En bedre sætning.")
        monkeypatch.setattr(contract.wording, "corrections", lambda _: ["En anden sætning."])
        assert fingerprint_of(result) == before
        assert as_json(result) != text
        assert found_in(as_json(result)) == before

    def test_a_figure_that_moves_changes_it(self, result):
        moved = replace(result, figures=replace(result.figures, votes_cast=740_000))
        assert fingerprint_of(moved).sha256 != fingerprint_of(result).sha256

    def test_anybody_can_compute_it_from_the_json_alone(self, result):
        values = json.loads(as_json(result))
        said = found_in(values["fingerprint"])
        record = {key: value for key, value in values.items() if key not in PROSE}
        for contender in record["contenders"]:
            del contender["why_not"]
        canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert said is not None
        assert hashlib.sha256(canonical.encode()).hexdigest() == said.sha256


class TestSchemas:
    @pytest.mark.parametrize("schema", WRITERS)
    def test_a_record_of_every_schema_can_be_made_again(self, schema, tmp_path):
        """A figure that is written otherwise needs a schema of its own: the old one stays as it was."""
        kept = json.loads((RECORDS / f"schema-{schema}.json").read_text(encoding="utf-8"))
        written = json.loads(json.dumps(WRITERS[schema](small_result_with_a_lot(tmp_path))))
        assert written == kept

    def test_the_schema_of_today_is_the_last(self):
        assert max(WRITERS) == SCHEMA

    def test_one_from_a_later_version_is_refused(self, result):
        with pytest.raises(UnknownChoiceError, match="nyere udgave af programmet"):
            fingerprint_of(result, SCHEMA + 1)


class TestFingerprint:
    def test_it_is_found_where_it_stands(self, result):
        mark = fingerprint_of(result)
        assert found_in(f"før {mark} efter") == mark
        assert found_in(str(mark).replace("2022-01-19", "2022-13-19")) is None
        assert found_in("") is None


def test_one_enclosure_composes_the_kkr_a_few_times_only(project, monkeypatch, tmp_path):
    """
    All formats of one region, the build and the cells of its notebook together: at most 200.

    The notebook runs in a process of its own, so its cells are run here as they stand.
    """
    from kkr_analysis.composition import seats
    from kkr_analysis.documents.workbook import write_workbook
    from kkr_analysis.presentation import pictures
    from kkr_analysis.presentation.house_style import HouseStyle

    composed = []
    composition = seats.Composition

    def counted(**values):
        composed.append(1)
        return composition(**values)

    monkeypatch.setattr(seats, "Composition", counted)
    result = load_result("midtjylland", TERM, project=project)
    as_json(result)
    write_workbook(result, tmp_path / "kkr.xlsx", str(fingerprint_of(result)), HouseStyle())
    pictures.every_chart(result)
    built = len(composed)

    monkeypatch.chdir(ROOT)
    cells = json.loads((ROOT / "notebooks" / "bilag.ipynb").read_text(encoding="utf-8"))["cells"]
    shown: list[object] = []
    monkeypatch.setattr("IPython.core.display_functions.display", lambda *values: shown.extend(values))
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 - the project's own notebook
    carried = next(value for value in shown if hasattr(value, "_repr_mimebundle_"))
    carried._repr_mimebundle_()
    assert 0 < built < len(composed) <= 200
