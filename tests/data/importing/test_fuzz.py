"""Broken deliveries: an error in Danish or the right figures, never a traceback or a wrong sum."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

from data.importing.conftest import read_or_refuse, total
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from tools.deliveries import exports, result_server, spreadsheet, tidy

PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b";", b",", b'"', b"\n", b"\r\n", b"0", b"7", b"-1", b"1.000", b"\xff", b"\x00", b"null"]
    ),
    st.sampled_from(
        [b"{}", b"[]", b"Listestemmer", b"\xc3\xa6", b"true", b"1e3", b"NaN", b"A", b'"Stemmer":5,']
    ),
)
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), PIECES), min_size=1, max_size=3)
"""Places in a file, how many bytes are taken away there, and what comes instead."""


def broken(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, piece in changes:
        start = place % (len(content) + 1)
        content = content[:start] + piece + content[start + length :]
    return content


@examples(150)
@given(changes=CHANGES, place=st.integers(0, 2))
def test_exports(municipalities, changes, place):
    """What is read is the sum of the last fields of all rows."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = exports(Path(temporary) / "filer")
        file = sorted(folder.iterdir())[place]
        file.write_bytes(broken(file.read_bytes(), changes))
        delivery = read_or_refuse(folder, municipalities)
        if delivery is not None:
            rows = [
                line.rsplit(";", 1)[-1].strip('"\r')
                for path in folder.iterdir()
                if path.name not in {one.file for one in delivery.left_out}
                for line in [
                    line for line in path.read_bytes().decode("utf-8-sig").split("\n") if line.strip()
                ][1:]
            ]
            assert total(delivery) == sum(map(int, rows))


@examples(150)
@given(changes=CHANGES, place=st.integers(0, 3))
def test_result_server(municipalities, changes, place):
    """What is read is the sum of ``Stemmer`` of all lists in the files that were used."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = result_server(Path(temporary) / "filer")
        file = sorted(folder.rglob("*.json"))[place]
        file.write_bytes(broken(file.read_bytes(), changes))
        delivery = read_or_refuse(folder, municipalities)
        if delivery is not None:
            left_out = {one.file for one in delivery.left_out}
            used = [
                path for path in folder.rglob("*.json") if path.relative_to(folder).as_posix() not in left_out
            ]
            files = [json.loads(path.read_bytes().decode("utf-8-sig")) for path in used]
            assert total(delivery) == sum(
                entry["Stemmer"] for entries in files for entry in entries["Kandidatlister"]
            )
            assert total(delivery) == sum(entries["GyldigeStemmer"] for entries in files)


@examples(150)
@given(changes=CHANGES, separator=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8", "cp1252"]))
def test_tidy_table(municipalities, changes, separator, encoding):
    """What is read has every row's votes: digits, and marks between thousands."""
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "tal.csv"
        file.write_bytes(broken(tidy(separator).encode(encoding), changes))
        delivery = read_or_refuse(file, municipalities)
        if delivery is not None:
            rows = len([line for line in file.read_bytes().splitlines() if line.strip(b',;\t" \x00')]) - 1
            assert len(delivery.lists) <= rows
            for one in delivery.lists:
                shown = f"{one.votes:,}".encode()
                written = {
                    str(one.votes).encode(),
                    shown,
                    shown.replace(b",", b"."),
                    shown.replace(b",", b" "),
                }
                assert any(number in file.read_bytes().replace(b"\x00", b"") for number in written)


@examples(60)
@given(changes=CHANGES)
def test_spreadsheet(municipalities, changes):
    """A broken spreadsheet is refused, or still says what it said."""
    content = io.BytesIO()
    spreadsheet(content)
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "tal.xlsx"
        file.write_bytes(broken(content.getvalue(), changes))
        delivery = read_or_refuse(file, municipalities)
        if delivery is not None:
            assert total(delivery) == 2757
