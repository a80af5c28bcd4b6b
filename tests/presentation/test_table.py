"""A table holds exact figures; an analyst gets them as a frame with real numbers."""

from __future__ import annotations

import subprocess
import sys
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


class TestText:
    """Where there is no page to show it on, and in an .ipynb beside the HTML."""

    def test_its_columns_stand_below_each_other_and_numbers_end_in_line(self, table):
        assert repr(table).splitlines() == [
            "Stemmer",
            "Parti  Stemmer    Andel  Post",
            "A            3  33,33 %  formand",
            "B",
        ]

    def test_a_cell_is_not_cut_however_long(self):
        why = "Under spærregrænsen: " * 9
        table = Table(header="Parti", rows=[{"Parti": "G", "Hvorfor": why}], caption="Uden", anchor="uden")
        assert why.strip() in repr(table)

    def test_without_rows_it_has_its_columns(self):
        empty = Table(header="Parti", rows=[], columns=("Hvorfor ikke",), caption="Uden", anchor="uden")
        assert repr(empty) == "Uden\nParti  Hvorfor ikke"

    def test_it_takes_no_pandas(self):
        """A kernel would import it for the first table: a third of its time."""
        code = (
            "import sys\n"
            "from kkr_analysis.presentation.table import Table\n"
            "assert repr(Table(header='Parti', rows=[{'Parti': 'A'}], caption='x', anchor='x'))\n"
            "sys.exit('pandas' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_part_that_there_is_not_is_left_out(monkeypatch):
    shown: list[object] = []
    monkeypatch.setattr("IPython.core.display_functions.display", lambda *parts: shown.extend(parts))
    show("tabel", None, 0)
    assert shown == ["tabel", 0]
