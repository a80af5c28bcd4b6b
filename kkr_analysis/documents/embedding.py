"""
The record inside a published page, workbook or Word file, where programs find it; a PDF attaches it.

It is the text of the JSON contract, so that ``kkr verify`` and ``efterregn.py`` read the same everywhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from pathlib import Path
from xml.etree import ElementTree

HTML_NAME = "kkr-record"
"""The name of the record in the head of a page."""
_IN_HTML = re.compile(rf'<meta name="{HTML_NAME}" content="[^"]*">')
PACKAGE_RECORD = "customXml/kkr-record.xml"
"""The record's place in a workbook or a Word file."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date of the packed entry, so that the same figures give the same bytes."""


def html_record(record: str) -> str:
    """Return the record as a ``meta`` element, since a page has no script, not even as data."""
    return f'<meta name="{HTML_NAME}" content="{escape(record.strip())}">'


def without_record(html: str) -> str:
    """Return a page without its record: the longest text in it, which no printer of PDF reads."""
    return _IN_HTML.sub("", html, count=1)


def add_to_package(path: Path, record: str) -> None:
    """Add the record to a workbook or Word file, as a part that nothing refers to and programs ignore."""
    element = ElementTree.Element("kkr-record")
    element.text = record
    entry = zipfile.ZipInfo(PACKAGE_RECORD, date_time=_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(entry, ElementTree.tostring(element, encoding="utf-8", xml_declaration=True))


def record_in_package(content: bytes) -> str | None:
    """Return the record of a workbook or a Word file; None where there is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if PACKAGE_RECORD not in packed.namelist():
            return None
        return ElementTree.fromstring(packed.read(PACKAGE_RECORD)).text  # noqa: S314 - expat bounds entities
