"""What the tables share: frames with every value kept, and the names of contenders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from kkr_analysis.composition.eligibility import Standing

TOTAL = "I alt"


def framed(rows: Sequence[dict[str, Any]], header: str, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Make a frame whose first column holds the row headers, every value kept as it is."""
    frame = pd.DataFrame(rows, columns=[header, *columns] if columns is not None else None, dtype=object)
    return frame.set_index(header)


def party(standing: Standing) -> str:
    """Name a contender by letter and name: "A Socialdemokratiet"."""
    return f"{standing.letter} {standing.name}"
