"""A table holds exact figures; an analyst gets them as a frame with real numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kkr_analysis import danish
from kkr_analysis.presentation.showing import show
from kkr_analysis.presentation.table import Table


@pytest.fixture
def table() -> Table:
    rows = [
        {"Parti": "A", "Stemmer": 3, "Andel": Fraction(1, 3), "Post": "formand"},
        {"Parti": "B", "Stemmer": None, "Andel": None, "Post": None},
    ]
    numbers = {"Stemmer": danish.whole, "Andel": danish.percent}
    return Table(header="Parti", rows=rows, caption="Stemmer", anchor="stemmer", numbers=numbers)


class TestFrame:
    def test_every_column_has_the_type_of_its_values(self, table):
        assert table.frame.dtypes.astype(str).to_dict() == {
            "Stemmer": "Int64",
            "Andel": "Float64",
            "Post": "string",
        }

    def test_what_is_not_there_is_missing_and_not_nought(self, table):
        assert table.frame.loc["B"].isna().all()
        assert (table.frame.loc["A", "Stemmer"], table.frame.loc["A", "Andel"]) == (3, pytest.approx(1 / 3))

    def test_without_rows_it_has_its_columns(self):
        empty = Table(header="Parti", rows=[], columns=("Hvorfor ikke",), caption="Uden", anchor="uden")
        assert (list(empty.frame.columns), empty.frame.index.name) == (["Hvorfor ikke"], "Parti")


class TestCells:
    def test_they_are_written_and_what_is_missing_is_blank(self, table):
        assert table.cells() == [("A", ["3", "33,33 %", "formand"]), ("B", ["", "", ""])]


def test_a_part_that_there_is_not_is_left_out(monkeypatch):
    shown: list[object] = []
    monkeypatch.setattr("IPython.core.display_functions.display", lambda *parts: shown.extend(parts))
    show("tabel", None, 0)
    assert shown == ["tabel", 0]
