"""The same KKR under other readings and methods. Not in the enclosure: for the analyst who is asked."""

from __future__ import annotations

from kkr_analysis import danish
from kkr_analysis.composition.comparison import variants
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import TOTAL, figures_of


def methods(result: KkrResult) -> Table:
    """Who would have what: one row per reading of an assumed rule and per method, a column per contender."""
    letters = [standing.letter for standing in result.eligibility.eligible]
    every = variants(result.composition)
    rows = [
        {
            "Læsning eller metode": variant.name,
            **{letter: dict(variant.seats)[letter] for letter in letters},
            TOTAL: variant.total,
        }
        for variant in every
    ]
    return Table(
        figures=figures_of(rows, "Læsning eller metode"),
        caption=f"{result.body} {result.rule_set.label} efter andre læsninger og metoder",
        anchor="metoder",
        numbers=dict.fromkeys([*letters, TOTAL], danish.whole),
        emphasised=frozenset({every[0].name}),
    )
