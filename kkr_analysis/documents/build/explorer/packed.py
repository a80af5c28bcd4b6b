"""
A table of answers as text for a page: two bytes for every set, then the different answers, deflated.

    which answer to chair of every set | which to vice-chair | answers to chair | answers to vice-chair

Whole numbers are little-endian. The answers stand column by column, a byte each (255 for nobody) and the
missing votes in ``width`` bytes; that packs to some two bytes for a set. A browser unpacks it by itself.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

import numpy as np

from kkr_analysis.errors import TooManyContendersError
from kkr_analysis.whatif.alliances.answer_table import AnswerTable
from kkr_analysis.whatif.alliances.post_answers import PostAnswer

MOST_ANSWERS = 1 << 16
"""Answers and lots that two bytes can tell apart."""


def width_of(table: AnswerTable) -> int:
    """Return the bytes that the largest number of missing votes takes, at least one."""
    largest = max((answer.lacking for answer in (*table.chairs, *table.vice_chairs)), default=0)
    return max((largest.bit_length() + 7) // 8, 1)


def packed(table: AnswerTable) -> str:
    """
    Return the answers as text.

    Raises TooManyContendersError for more different answers than two bytes can name.
    """
    if max(len(table.chairs), len(table.vice_chairs)) + len(table.lots) > MOST_ANSWERS:
        raise TooManyContendersError(
            "Valgforbund: der er flere forskellige svar, end siden har plads til. Tag færre partier med."
        )
    width = width_of(table)
    parts = [
        *(which.astype("<u2").tobytes() for which in (table.chair_of, table.vice_chair_of)),
        *(_columns(answers, width) for answers in (table.chairs, table.vice_chairs)),
    ]
    return base64.b64encode(zlib.compress(b"".join(parts), 9)).decode("ascii")


def _columns(answers: Sequence[PostAnswer], width: int) -> bytes:
    rows = np.array(answers, np.int64).reshape(-1, len(PostAnswer._fields))
    *places, lacking = rows.T
    columns = [column & 0xFF for column in places]
    columns += [lacking >> 8 * byte & 0xFF for byte in range(width)]
    return b"".join(column.astype(np.uint8).tobytes() for column in columns)
