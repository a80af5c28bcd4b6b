"""The Word file as a package of parts: the empty document to fill, and packing that repeats byte for byte."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree

from kkr_analysis.documents.word.template import NAMESPACE, part
from kkr_analysis.documents.word.text import squeezed
from kkr_analysis.presentation.house_style import HouseStyle

FONT = "Calibri"
"""Word's own font, used unless the house style names one."""
LANGUAGE = "da-DK"
TYPES = "[Content_Types].xml"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
FACES = ("ascii", "hAnsi", "eastAsia", "cs")
"""The four kinds of characters that Word keeps a font for."""
COLOURED = {f"{NAMESPACE}{name}" for name in ("val", "fill", "color")}
"""The attributes that hold a colour, as six digits."""
PARTS = {
    TYPES: "content_types",
    "_rels/.rels": "package_relations",
    "word/_rels/document.xml.rels": "document_relations",
    **{f"word/{name}.xml": name for name in ("document", "styles", "numbering", "settings", "footer")},
}
"""The parts that are the same in every file, and their names in template/."""
YEARS = range(1980, 2108)
"""The years that a zip file can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says about itself."""

    title: str
    description: str
    keywords: str


def skeleton(properties: Properties, *, created: datetime, style: HouseStyle) -> BytesIO:
    """Return a Word file without text: properties, style sheet and footer."""
    parts = {place: part(name) for place, name in PARTS.items()}
    parts["docProps/core.xml"] = _core(properties, created, style.author)
    parts["word/styles.xml"] = _in_style(parts["word/styles.xml"], style)
    return BytesIO(_packed(parts, created))


def _in_style(styles: bytes, style: HouseStyle) -> bytes:
    root = etree.fromstring(styles)
    standard = HouseStyle()
    fonts = root.find(f".//{NAMESPACE}docDefaults//{NAMESPACE}rFonts")
    for face in FACES:
        fonts.set(f"{NAMESPACE}{face}", FONT if style.font == standard.font else style.font.name)
    chosen = {
        getattr(standard.light, name)[1:].upper(): getattr(style.light, name)[1:].upper()
        for name in standard.light.__dataclass_fields__
    }
    for element in root.iter():
        for key, value in element.attrib.items():
            if value in chosen and key in COLOURED:
                element.set(key, chosen[value])
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _core(properties: Properties, created: datetime, author: str) -> bytes:
    """Return the core properties; python-docx refuses more than 255 characters."""
    moment = _in_utc(created).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<cp:coreProperties xmlns:cp="{CORE_PROPERTIES}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(squeezed(properties.title))}</dc:title>"
        f"<dc:subject>{escape(squeezed(properties.description))}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator>"
        f"<cp:keywords>{escape(squeezed(properties.keywords))}</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        "<cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        f"<dc:language>{LANGUAGE}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def stable(document: bytes, created: datetime) -> bytes:
    """Return a Word file with the same parts, in an order and with dates that depend on nothing else."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return _packed({name: archive.read(name) for name in archive.namelist()}, created)


def _packed(parts: Mapping[str, bytes], created: datetime) -> bytes:
    """Return the parts as a zip file, the content types first as the format requires."""
    moment = _in_utc(created)
    year = min(max(moment.year, YEARS.start), YEARS.stop - 1)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != TYPES, name != "_rels/.rels", name)):
            entry = zipfile.ZipInfo(
                name, (year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name], compresslevel=9)
    return buffer.getvalue()
