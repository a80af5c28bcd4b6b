"""Which pages may be broken inside words when they are printed: WeasyPrint is slow where it may."""

from __future__ import annotations

import pytest

from kkr_analysis.documents.whole_page import CROWDED

CROWD = '<th scope="col">A</th>\n'


@pytest.mark.parametrize(
    ("table", "is_crowded"),
    [
        ("<td>Venstre, Danmarks Liberale Parti og mange flere</td>", False),
        ("<td>opstillingsberettigede partier</td>", False),
        (f"<td>{'a1' * 32}</td>", False),
        (f'<td class="number">x {"Uafbrudt" * 4}</td>', True),
        (f"<th>{'Uafbrudt' * 4} x</th>", True),
        (CROWD * 18, False),
        (CROWD * 19, True),
    ],
    ids=["words", "long", "sha256", "cell", "header", "columns", "more columns"],
)
def test_a_table_is_crowded_by_a_very_long_word_or_many_columns(table, is_crowded):
    assert bool(CROWDED.search(table)) == is_crowded
