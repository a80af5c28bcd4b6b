"""Whatever stands in a cell, it is read or it is one Danish message: never another error."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st
from meeting_folder import EXAMPLE, FOLDER, RESULT, copied
from small_data import write_with_card

from kkr_analysis.data.meetings import read_meeting
from kkr_analysis.data.sources.region_files import REGION_TABLES
from kkr_analysis.errors import FaultyFilesError, KkrError
from kkr_analysis.meeting.proceedings import hold

CELLS = [
    *(
        "",
        " ",
        "0",
        "1",
        "-1",
        "99",
        "1.5",
        "A",
        "C",
        "LLD",
        "A+B",
        "A / C",
        " / ",
        "+",
        "ja",
        "nej",
        "blank",
    ),
    *("formand", "næstformand", "formand / formand", "borgmestre", "erhvervsliv", "2022-01-19", "19.1.2022"),
    *("Anne Eksempelsen", "Anne Eksempelsen (Aarhus)", "Ulrik Wilbek", "(", ")", "()", "Aarhus", "Odense"),
    *(
        "RAR Vestjylland",
        "RAR Vestjylland, valg 2",
        "under ét",
        "formand og næstformand, post 1",
        "Midttrafik",
    ),
    *(
        "ny borgmester",
        "nyt medlem",
        "udtrådt af forum",
        "A, supplerende medlem 1",
        "x" * 300,
        "[",
        "%s",
        "{}",
    ),
]
FOREIGN = re.compile(r"\b(Error|Traceback|None|dataclass|NoneType|index|tuple)\b")


@given(
    name=st.sampled_from(sorted(REGION_TABLES)),
    changes=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 11), st.sampled_from(CELLS)), min_size=1, max_size=3
    ),
    dropped=st.integers(-1, 40),
    doubled=st.integers(-1, 40),
)
def test_a_changed_table_is_read_or_told(tmp_path_factory, name, changes, dropped, doubled):
    data = copied(tmp_path_factory.mktemp("meeting"))
    header, *rows = list(csv.reader(io.StringIO((EXAMPLE / FOLDER / name).read_text("utf-8"))))
    for row, column, cell in changes:
        rows[row % len(rows)][column % len(header)] = cell
    if doubled >= 0:
        rows.append(rows[doubled % len(rows)])
    if dropped >= 0:
        del rows[dropped % len(rows)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    write_with_card(data / FOLDER / name, text.getvalue().encode())
    for sentence in told(data):
        assert not FOREIGN.search(sentence)


def told(data) -> list[str]:
    """Return what is said of a folder; any error but our own is raised as it is."""
    try:
        hold(read_meeting(data, RESULT))
    except FaultyFilesError as error:
        return [fault if fault.startswith(f"{FOLDER}/") else f"Error: {fault}" for fault in error.faults]
    except KkrError as error:
        return [str(error)]
    return []
