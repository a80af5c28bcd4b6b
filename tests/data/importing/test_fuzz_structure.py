"""
Broken deliveries whose form is right: a value of another kind, a row or a key gone, in every kind of file.

What broken bytes seldom hit: the JSON stays JSON, the spreadsheet stays a spreadsheet. What comes out is held
against the delivery as it was before it was broken, so that a loss is seen as well as a wrong sum.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.importing.conftest import read_or_refuse
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from tools.deliveries import (
    TOTAL,
    VOTES,
    council,
    exports,
    nomination,
    result_server,
    spreadsheet,
    tidy,
    write_json,
)

LETTERS = {code: {letter for letter, _ in lists} for (code, _), lists in VOTES.items()}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 2000),
    st.sampled_from([1.5, 1e300, 10**12, "", "A", "1000", "Gåserød", "Foreløbig", "18-11-2099 10:00:00"]),
    st.just([]),
    st.just({}),
    st.just(["A"]),
    st.just({"A": 1}),
)
CELLS = VALUES.filter(lambda value: isinstance(value, (str, int, float)) and value != "")


def places(entries: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place in parsed JSON: what holds it, and its key or number there."""
    keys = entries.keys() if isinstance(entries, dict) else range(len(entries))
    for key in keys:
        yield entries, key
        if isinstance(entries[key], (dict, list)):
            yield from places(entries[key])


@examples(400)
@given(chosen=st.integers(0, 5), place=st.integers(0, 10_000), value=VALUES, is_removed=st.booleans())
def test_json_with_one_value_changed(municipalities, chosen, place, value, is_removed):
    """Every area is right or left out by name; seats, alliances and candidates are the lists' own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = result_server(Path(temporary) / "filer")
        write_json(folder / "m.json", council())
        write_json(folder / "k.json", nomination())
        whole = {path: json.loads(path.read_bytes()) for path in sorted(folder.rglob("*.json"))}
        file = list(whole)[chosen]
        entries = json.loads(file.read_bytes())
        every = list(places(entries))
        holder, key = every[place % len(every)]
        if is_removed:
            del holder[key]
        else:
            holder[key] = value
        write_json(file, entries)
        delivery = read_or_refuse(folder, municipalities)
        if delivery is None:
            return
        left_out = {one.file for one in delivery.left_out}
        used = [
            json.loads(path.read_bytes())
            for path in whole
            if path.relative_to(folder).as_posix() not in left_out and "GyldigeStemmer" in whole[path]
        ]
        assert sum(one.votes for one in delivery.lists) == sum(area["GyldigeStemmer"] for area in used)
        by_municipality: dict[str, int] = {}
        for area in used:
            code = next(code for code, name in VOTES if f"{name} Kommune" == original(whole, area))
            by_municipality[code] = by_municipality.get(code, 0) + area["GyldigeStemmer"]
        assert by_municipality == {
            code: sum(one.votes for one in delivery.lists if one.municipality == code)
            for code in delivery.municipalities
        }
        for entry in (*delivery.alliances, *delivery.candidates):
            assert entry.letter in LETTERS[entry.municipality]
        seats = {one.letter: one.seats for one in delivery.lists if one.seats is not None}
        assert sum(seats.values()) in (0, 3)


def original(whole: dict[Path, Any], area: dict[str, Any]) -> str:
    """Return the name of the municipality that an area had before it was broken."""
    return max(
        (entries for entries in whole.values() if "GyldigeStemmer" in entries),
        key=lambda entries: sum(area.get(key) == value for key, value in entries.items()),
    )["Kommune"]


@examples(150)
@given(chosen=st.integers(0, 2), taken=st.integers(0, 10_000))
def test_an_export_with_one_row_gone(municipalities, chosen, taken):
    """With two areas there is always another that tells: never a smaller sum."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = exports(Path(temporary) / "filer")
        file = sorted(folder.iterdir())[chosen]
        lines = file.read_bytes().split(b"\n")
        del lines[taken % (len(lines) - 1)]
        file.write_bytes(b"\n".join(lines))
        assert read_or_refuse(folder, municipalities) is None


@examples(150)
@given(row=st.integers(1, 7), column=st.integers(0, 4), value=CELLS)
def test_a_spreadsheet_with_one_cell_changed(municipalities, row, column, value):
    """What is read differs from what was there by the number in the cell, and by nothing else."""
    before = int(tidy("|").splitlines()[row].split("|")[4])
    with tempfile.TemporaryDirectory() as temporary:
        file = spreadsheet(Path(temporary) / "tal.xlsx", cells={(row, column): value})
        delivery = read_or_refuse(file, municipalities)
    if delivery is not None:
        after = int(value) if column == 4 else before
        assert sum(one.votes for one in delivery.lists) == TOTAL - before + after


@examples(150)
@given(
    part=st.integers(0, 20),
    start=st.integers(0, 10_000),
    length=st.integers(0, 30),
    piece=st.binary(max_size=8),
)
def test_a_spreadsheet_broken_inside(municipalities, part, start, length, piece):
    """The parts are packed again after they were broken, so that no checksum tells."""
    content = spreadsheet(io.BytesIO())
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "tal.xlsx"
        with zipfile.ZipFile(content) as old, zipfile.ZipFile(file, "w") as new:
            for number, name in enumerate(old.namelist()):
                inside = old.read(name)
                if number == part % len(old.namelist()):
                    begin = start % (len(inside) + 1)
                    inside = inside[:begin] + piece + inside[begin + length :]
                new.writestr(name, inside)
        delivery = read_or_refuse(file, municipalities)
    assert delivery is None or {one.municipality for one in delivery.lists} <= {code for code, _ in VOTES}
