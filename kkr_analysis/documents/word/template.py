"""The parts of a Word file that are the same in every one, and the styles in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from lxml import etree

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(name: str) -> bytes:
    """Return one of the package's own parts without its comments and line breaks."""
    text = (resources.files("kkr_analysis.documents.word") / "template" / f"{name}.xml").read_bytes()
    parser = etree.XMLParser(remove_comments=True, remove_blank_text=True)
    return bytes(etree.tostring(etree.fromstring(text, parser), encoding="UTF-8", xml_declaration=True))


def style_id(name: str) -> str:
    """
    Return the id of a style by the name that Word shows.

    python-docx would look through every style for each of five hundred cells. Raises KeyError.
    """
    return _style_ids()[name]


@cache
def _style_ids() -> Mapping[str, str]:
    styles = etree.fromstring(part("styles")).iter(f"{NAMESPACE}style")
    value, identity = f"{NAMESPACE}val", f"{NAMESPACE}styleId"
    return {str(style.find(f"{NAMESPACE}name").get(value)): str(style.get(identity)) for style in styles}
