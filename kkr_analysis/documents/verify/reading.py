"""
The data that a file of an enclosure carries: its fingerprint, its record, and a workbook's cells.

A file comes from a stranger, so it is read in a process of its own, this module, with bounds on time and
memory; a file that exceeds them counts as unreadable. How a file looks is not examined.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from html.parser import HTMLParser
from typing import Any

from kkr_analysis.documents.embedding import HTML_NAME, record_in_package
from kkr_analysis.documents.signing import signature_in

SECONDS = 20
MEMORY = 1 << 30
"""Bytes of address space that reading may take."""
LARGEST_UNPACKED = 50_000_000
MOST_CELLS = 200_000

Cells = Mapping[str, Mapping[str, Any]]
"""The value of every cell by its sheet and its address: ``{"Sammensætning": {"B7": 10}}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileData:
    """
    The data of a file.

    ``record`` is the text of the JSON contract, None where the file carries none; ``made_with`` what a PDF
    says that it was set with; ``cells`` are those of a workbook. ``identifying`` is text to look for a
    fingerprint in.
    """

    identifying: str
    record: str | None = None
    made_with: str = ""
    cells: Cells | None = None
    signer: str = ""
    certificate: str = ""
    """sha256 of the certificate of a signature that holds for every byte of the file; empty without one."""


def read_data(content: bytes, suffix: str) -> FileData:
    """
    Read the data of a file, given its bytes, in a process of its own.

    Raises ValueError for a file that is not of its kind, or that takes more time or memory than allowed.
    """
    command = [sys.executable, "-m", "kkr_analysis.documents.verify.reading", suffix]
    try:
        run = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ValueError from None
    if run.returncode != 0:
        raise ValueError
    return FileData(**json.loads(run.stdout))


def _of_json(content: bytes) -> FileData:
    text = content.decode("utf-8-sig")
    json.loads(text)
    return FileData(identifying=text, record=text)


class _Page(HTMLParser):
    """Collects the named metadata in the head of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "meta" and (name := attributes.get("name")):
            self.said.setdefault(name, attributes.get("content") or "")


def _of_html(content: bytes) -> FileData:
    page = _Page()
    page.feed(content.decode("utf-8-sig"))
    return FileData(identifying=page.said.get("keywords", ""), record=page.said.get(HTML_NAME))


def _of_pdf(content: bytes) -> FileData:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    metadata: Mapping[str, object] = reader.metadata or {}
    attached = reader.attachments
    record = next((entries[0] for name, entries in attached.items() if name.endswith(".json")), None)
    signature = signature_in(content) if b"/ByteRange" in content else None
    holds = signature is not None and signature.is_whole
    return FileData(
        signer=signature.signer if signature and holds else "",
        certificate=signature.certificate if signature and holds else "",
        identifying=str(metadata.get("/Keywords", "")),
        record=None if record is None else record.decode("utf-8"),
        # A signing program adds itself to the producer.
        made_with=f"{metadata.get('/Creator', '')}; {str(metadata.get('/Producer', '')).partition(';')[0]}",
    )


def _of_docx(content: bytes) -> FileData:
    record = record_in_package(_unpackable(content))
    # Word and similar programs drop a part that they do not know, but keep the keywords.
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        properties = packed.read("docProps/core.xml").decode("utf-8")
    return FileData(identifying=properties, record=record)


def _of_workbook(content: bytes) -> FileData:
    from python_calamine import CalamineWorkbook

    record = record_in_package(_unpackable(content))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells: dict[str, dict[str, Any]] = {}
    for name in book.sheet_names:
        sheet = cells.setdefault(name, {})
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
            sheet |= {
                f"{_letters(column)}{row}": value if isinstance(value, int | float | bool) else str(value)
                for column, value in enumerate(values)
                if value != ""
            }
            if sum(map(len, cells.values())) > MOST_CELLS:
                raise ValueError
    texts = " ".join(str(value) for sheet in cells.values() for value in sheet.values())
    return FileData(identifying=texts, record=record, cells=cells)


def _unpackable(content: bytes) -> bytes:
    """Return a packed file. Raises ValueError for one that would fill memory when unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
            raise ValueError
    return content


def _letters(column: int) -> str:
    """Return the letters of a column, 0 for A."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


READERS: Mapping[str, Callable[[bytes], FileData]] = {
    "json": _of_json,
    "html": _of_html,
    "pdf": _of_pdf,
    "xlsx": _of_workbook,
    "docx": _of_docx,
}


def main() -> None:
    """Read a file on standard input and write its data to standard output; any fault ends the process."""
    try:
        import resource
    except ImportError:  # Windows: the parent's limit on time is all there is
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    (suffix,) = sys.argv[1:]
    data = READERS[suffix](sys.stdin.buffer.read())
    values = {field.name: getattr(data, field.name) for field in fields(data)}
    sys.stdout.buffer.write(json.dumps(values).encode("ascii"))


if __name__ == "__main__":
    main()
