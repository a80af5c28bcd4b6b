"""The Word file: the page's words, numbers and pictures, in the shape that a screen reader works with."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property, partial
from itertools import groupby, pairwise
from pathlib import Path

import docx
import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from places import OF_EVERY_KKR, OVERVIEW, TERMS, enclosure
from tools.libreoffice import ACCESSIBLE_PDF, converted
from tools.pdf_text import read_pdf
from tools.pdf_ua import pdf_ua_faults_of

from kkr_analysis.documents.word import Properties, write_document
from kkr_analysis.documents.word.notebook import shown_in
from kkr_analysis.documents.word.tables import cells_of
from kkr_analysis.documents.word.widths import LONGEST, PADDING, WIDTH, Fit, extent, fit
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import blocks
from kkr_analysis.presentation.blocks import (
    Block,
    Column,
    Row,
    Run,
    RunLook,
    WrittenTable,
    paragraph,
)
from kkr_analysis.presentation.house_style import Font, HouseStyle

CREATED = datetime(2026, 1, 31, 12, 30, tzinfo=UTC)
TITLED = Properties(title="Titel", description="", keywords="")
STATUS = {"2022-2026": "Endelige tal", "2026-2030": "Foreløbige tal"}
DAYS = {"2022-2026": "2022-01-19", "2026-2030": "2026-01-31"}
"""The day that each term's enclosures describe, and are said to be made on."""
MM = 360 * 100
"""Units of a drawing in a millimetre."""
HALF_CIRCLES = {0: 102, 1: 90, 2: 82}
"""Millimetres by the boxes above it."""
"""Widths in millimetres of the charts on the two pages that stand alone."""
MARGIN = 18 / 25.4 * 72
"""The page's margin at the sides, in points."""

# The order that the format demands of what these elements hold (ECMA-376, part 1), as far as it is used here.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr shd tabs spacing ind jc outlineLvl "
    "rPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblStyleRowBandSize tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW tcBorders shd vAlign",
    "tbl": "tblPr tblGrid tr",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "numbering": "abstractNum num",
    "compat": "compatSetting",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
    "sectPr": "footerReference pgSz pgMar",
}


def picture(height: float = 2.0) -> bytes:
    """A small empty PNG, four inches wide."""
    buffer = io.BytesIO()
    Figure(figsize=(4, height), dpi=20).savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


PICTURES = {"hemicycle": picture(), "votes_and_seats": picture(3.0), "tall": picture(12.0)}


def written(folder: Path, *shown: Block, **options: object) -> Document:
    """Blocks written and opened again."""
    options = {"properties": TITLED, "pictures": PICTURES, "created": CREATED} | options
    write_document(shown, folder / "x.docx", **options)
    return docx.Document(str(folder / "x.docx"))


def markdown(source: str) -> tuple[Block, ...]:
    """What an analyst's text cell amounts to."""
    return shown_in(new_notebook(cells=[new_markdown_cell(source)]))


def displayed(data: dict[str, str], metadata: dict[str, object] | None = None) -> tuple[Block, ...]:
    """What the output of a cell amounts to."""
    output = new_output("display_data", data, metadata=metadata or {})
    return shown_in(new_notebook(cells=[new_code_cell("x", outputs=[output])]))


def squeezed(words: str) -> str:
    return "".join(words.split())


def joined(words: str) -> str:
    """As HTML shows it: a space at which no line is broken stays."""
    return re.sub(r"[ \t\n\r\f]+", " ", words).strip(" ")


def xml(path: Path, part: str) -> etree._Element:
    with zipfile.ZipFile(path) as packed:
        return etree.fromstring(packed.read(part))


@dataclass(frozen=True)
class Pair:
    """A page, and the Word file of the same notebook, which is opened once and which nobody changes."""

    path: Path
    soup: BeautifulSoup

    @cached_property
    def document(self) -> Document:
        return docx.Document(str(self.path))

    @property
    def tables(self) -> Iterator[tuple[Table, Tag]]:
        """Every table as the Word file and as the page has it."""
        return zip(self.document.tables, self.soup.find_all("table"), strict=True)


@pytest.fixture(scope="module")
def pairs(built: Path, whole: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], Pair]:
    """Every enclosure as a Word file; in the page, footnote marks are the numbers that the reader sees."""
    found = {}
    for term, region in whole:
        html = enclosure(built / term, region, "html").read_text(encoding="utf-8")
        soup = BeautifulSoup(html, "html.parser")
        for mark in soup.select("a.note"):
            mark.replace_with(str(mark["data-note"]))
        soup.smooth()
        found[term, region] = Pair(enclosure(built / term, region, "docx"), soup)
    return found


@pytest.fixture
def pair(pairs: dict[tuple[str, str], Pair], term: str, region: str) -> Pair:
    return pairs[term, region]


@pytest.fixture(scope="module")
def opened(need, pairs, whole, tmp_path_factory) -> dict[tuple[str, str, str], Path]:
    """Every Word file as LibreOffice reads it: as text, and laid out as a PDF."""
    need("soffice")
    kkrs = [(term, region) for term, region in whole if region != OVERVIEW]
    found = {}
    for name, suffix in (("txt", "txt"), ("pdf", ACCESSIBLE_PDF)):
        copies = converted([pairs[place].path for place in kkrs], suffix, tmp_path_factory.mktemp(name))
        found |= {(*place, name): copy for place, copy in zip(kkrs, copies, strict=True)}
    return found


@pytest.fixture(scope="module")
def exported_faults(need, opened) -> dict[Path, list[str]]:
    """What veraPDF finds in every Word file exported by LibreOffice, with one start of Java."""
    need("vera")
    return pdf_ua_faults_of([file for (*_, suffix), file in opened.items() if suffix == "pdf"])


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (int(found.style.name.removeprefix("Heading ")), found.text)
        for found in document.paragraphs
        if found.style.name.startswith("Heading ")
    ]


def in_style(document: Document, style: str) -> list[Paragraph]:
    return [found for found in document.paragraphs if found.style.name == style]


def table_cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def page_cells(table: Tag) -> list[list[str]]:
    return [[joined(cell.get_text()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def texts(document: Document) -> Iterator[str]:
    """Every paragraph's words in order, those of the tables among them."""
    for found in document.iter_inner_content():
        if isinstance(found, Paragraph):
            yield found.text
        else:
            yield from (cell for row in table_cells(found) for cell in row)


def ends_of_words(pdf: Path) -> tuple[list[float], float]:
    """How far to the right every word of a PDF ends, and how wide its page is."""
    command = ["pdftotext", "-bbox", pdf, "-"]
    layout = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    ends = [float(end) for end in re.findall(r'<word [^>]*xMax="([\d.]+)"', layout)]
    return ends, float(re.search(r'<page width="([\d.]+)"', layout)[1])


@pytest.mark.parametrize(("term", "region"), OF_EVERY_KKR)
class TestEveryEnclosure:
    def test_every_word_is_there_in_its_order_and_no_other(self, pair):
        page = "".join(
            text
            for text in pair.soup.main.strings
            # in the Word file a chart is a picture, below the table that it is drawn from
            if text.find_parent(["nav", "figure"]) is None
        )
        assert squeezed("".join(texts(pair.document))) == squeezed(page)

    def test_the_headings_are_the_page_s_without_gaps(self, pair):
        found = headings(pair.document)
        page = [(int(head.name[1]), head.get_text()) for head in pair.soup.find_all(re.compile("^h[1-6]$"))]
        assert found == page
        assert found[0][0] == 1
        assert all(level - before <= 1 for (before, _), (level, _) in pairwise(found))
        assert [level for level, _ in found].count(1) == 1

    def test_every_picture_is_the_one_given_in_its_width_and_says_what_the_page_s_says(self, pair):
        document, images = pair.document, pair.soup.find_all("svg")
        shapes = [shape._inline for shape in document.inline_shapes]
        said = [shape.docPr.get("descr") for shape in shapes]
        assert said == [image["aria-label"] for image in images]
        assert all(len(alt) > 100 for alt in said)
        names = [f"Diagram {number}" for number in range(1, len(shapes) + 1)]
        assert [shape.docPr.get("name") for shape in shapes] == names
        assert len({shape.docPr.id for shape in shapes}) == len(shapes) >= 2
        folder = pair.path.parent / "figurer"
        for shape, image in zip(shapes, images, strict=True):
            blob = document.part.related_parts[shape.graphic.graphicData.pic.blipFill.blip.embed].blob
            assert blob == (folder / f"{pair.path.stem}-{image['data-chart']}.png").read_bytes()
            wide, high = (int.from_bytes(blob[start : start + 4], "big") for start in (16, 20))
            boxes = len(pair.soup.select("p.assumption"))
            narrower = {"halvcirkel": HALF_CIRCLES[boxes], "stemmer-og-pladser": 116}
            intended = narrower.get(image["data-chart"], 170) * MM
            assert shape.extent.cx == intended or shape.extent.cy == 220 * MM
            assert shape.extent.cy / shape.extent.cx == pytest.approx(high / wide, rel=1e-3)

    def test_every_cell_of_every_table_is_the_page_s_in_its_place(self, pair):
        assert len(pair.document.tables) >= 7
        for table, page in pair.tables:
            assert table_cells(table) == page_cells(page)
            styles = [cell.paragraphs[0].style.name for row in table.rows for cell in row.cells]
            assert all(name.startswith(("Tabeltal", "Tabeltekst")) for name in styles)
            numbers = ["number" in cell.get("class", []) for cell in page.find_all(["th", "td"])]
            assert [name.startswith("Tabeltal") for name in styles] == numbers
            strong = [
                {run.style.name == "Strong" for cell in row.cells for run in cell.paragraphs[0].runs}
                == {True}
                for row in table.rows
            ]
            assert strong == ["emphasised" in row.get("class", []) for row in page.find_all("tr")]
        styles = pair.document.styles
        for name, alignment in (("Tabeltal", WD_ALIGN_PARAGRAPH.RIGHT), ("Tabeltekst", None)):
            assert styles[name].paragraph_format.alignment == alignment
            assert styles[f"{name} lille"].base_style == styles[name]

    def test_every_table_has_its_caption_above_it_and_as_its_name(self, pair):
        document = pair.document
        for table, page in pair.tables:
            above = Paragraph(table._tbl.getprevious(), document)
            assert (above.style.name, above.text) == ("Caption", joined(page.caption.get_text()))
            name = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            assert above.text in (name, *(f"{name}{mark}" for mark in range(1, 9)))
        assert document.styles["Caption"].paragraph_format.keep_with_next

    def test_the_first_row_repeats_and_is_set_apart_as_the_first_column_is(self, pair):
        for table, page in pair.tables:
            heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
            assert len(page.thead.find_all("tr")) == 1
            assert heads == [True] + [False] * (len(table.rows) - 1)
            assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
            look = table._tbl.tblPr.find(qn("w:tblLook"))
            assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
            assert int(look.get(qn("w:val")), 16) & 0x00A0 == 0x00A0
            parts = {part.get(qn("w:type")) for part in table.style.element.findall(qn("w:tblStylePr"))}
            assert parts == {"firstRow", "firstCol"}
            assert len(list(table.style.element.iter(qn("w:shd")))) == 2

    def test_every_table_fills_the_width_that_it_may(self, pair):
        for table in pair.document.tables:
            widths = [column.width / MM for column in table.columns]
            assert sum(widths) == pytest.approx(WIDTH, abs=0.25)  # every column in twentieths of a point
            assert min(widths) > 4
            assert [cell.width / MM for cell in table.rows[0].cells] == pytest.approx(widths)

    def test_the_footnotes_are_numbered_from_1_below_each_table_and_their_marks_are_raised(self, pair):
        document = pair.document
        notes, groups = in_style(document, "Tabelnote"), pair.soup.select(".footnotes")
        assert [note.text for note in notes] == [
            joined(note.get_text()) for group in groups for note in group.find_all("li")
        ]
        lists = {note._p.pPr.numPr.numId.val for note in notes}
        assert len(lists) == len(groups)
        numbering = {number.numId: number for number in document.part.numbering_part.element.num_lst}
        for number in lists:
            assert numbering[number].find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"
        mark = document.styles["Notetegn"]
        runs = [
            style.getparent().getparent()
            for style in document.element.iter(qn("w:rStyle"))
            if style.get(qn("w:val")) == mark.style_id
        ]
        places = [range(1, len(group.find_all("li")) + 1) for group in groups]
        assert [run.text for run in runs] == [str(place) for group in places for place in group]
        assert len(runs) == len(notes) > 2
        assert mark.font.superscript

    def test_calculations_assumptions_and_lists_are_set_apart(self, pair):
        for style, selector in (
            ("Regnestykke", "p.calculation"),
            ("Antagelse", "p.assumption"),
            ("List Bullet", "main > ul li"),
        ):
            found = [each.text for each in in_style(pair.document, style)]
            assert found == [joined(each.get_text()) for each in pair.soup.select(selector)]
            assert style != "List Bullet" or len(found) > 4

    def test_the_file_and_every_page_say_what_they_are(self, pair, term):
        core, title = pair.document.core_properties, pair.soup.title.get_text()
        assert core.title == title
        assert core.subject == pair.soup.find("meta", {"name": "description"})["content"]
        assert core.keywords == pair.soup.find("meta", {"name": "keywords"})["content"]
        assert (core.author, core.last_modified_by, core.language) == (
            "kkr-analysis",
            "kkr-analysis",
            "da-DK",
        )
        assert core.created == core.modified == datetime.fromisoformat(DAYS[term]).replace(tzinfo=UTC)
        assert ("(foreløbig)" in title) == (term == "2026-2030")
        [section] = pair.document.sections
        footer = section.footer.paragraphs[0]
        fields = [field.get(qn("w:instr")).strip() for field in footer._p.iter(qn("w:fldSimple"))]
        words = "".join(part.text or "\t" for part in footer._p.iter(qn("w:t"), qn("w:tab")))
        said = next(pair.soup.find("dt", string="Tallenes status").find_next("dd").strings).split(". ")[0]
        assert said.startswith(STATUS[term])
        status = "" if "(foreløbig)" in title else f" · {said}"
        assert words == f"{title}{status}\tSide 1 af 1"
        assert fields == ["PAGE", "NUMPAGES"]
        assert not section.different_first_page_header_footer

    def test_libreoffice_reads_every_heading_and_number(self, opened, pair, term, region):
        lines = set(map(joined, opened[term, region, "txt"].read_text(encoding="utf-8-sig").splitlines()))
        assert lines > {head.get_text() for head in pair.soup.find_all(re.compile("^h[1-6]$"))}
        assert lines > {cell for _, page in pair.tables for row in page_cells(page) for cell in row}

    def test_exported_it_is_pdf_ua(self, exported_faults, opened, term, region):
        assert exported_faults[opened[term, region, "pdf"]] == []

    def test_laid_out_nothing_runs_off_the_page(self, need, opened, term, region):
        need("pdftotext")
        ends, width = ends_of_words(opened[term, region, "pdf"])
        assert width == pytest.approx(210 / 25.4 * 72, abs=1)
        assert len(ends) > 500
        assert max(ends) <= width - MARGIN + 1

    def test_laid_out_no_ordinary_word_or_number_is_broken(self, need, opened, pair, term, region):
        need("pdftotext", "pdffonts")
        laid_out = " ".join(read_pdf(opened[term, region, "pdf"]).pages)
        for _, page in pair.tables:
            for word in {word for row in page_cells(page) for cell in row for word in cell.split()}:
                assert len(word) > LONGEST or word in laid_out, word

    def test_laid_out_no_heading_stands_last_on_a_page(self, need, opened, pair, term, region):
        need("pdftotext", "pdffonts")
        titles = {head.get_text() for head in pair.soup.find_all(["h2", "h3", "caption"])}
        title = pair.soup.title.get_text()
        for number, page in enumerate(read_pdf(opened[term, region, "pdf"]).pages, start=1):
            lines = [line.strip() for line in page.splitlines() if line.strip()]
            foot = [place for place, line in enumerate(lines) if line.startswith(f"Side {number} af ")]
            assert foot, lines
            before = [line for line in lines[: foot[0]] if title not in line]
            # A chart's own words are in its picture: a heading above one is the last text of the page.
            assert not before or before[-1] not in titles - {"Pladserne"}


class TestPackage:
    """Language, styles and paper, whatever the file holds."""

    def test_danish_everywhere(self, tmp_path):
        styles = written(tmp_path).styles
        defaults = xml(tmp_path / "x.docx", "word/styles.xml").find(
            f".//{qn('w:rPrDefault')}//{qn('w:lang')}"
        )
        assert set(defaults.attrib.values()) == {"da-DK"}
        theme = xml(tmp_path / "x.docx", "word/settings.xml").find(qn("w:themeFontLang"))
        assert theme.get(qn("w:val")) == "da-DK"
        assert {style.name for style in styles if style.element.get(qn("w:customStyle"))} == {
            "Antagelse",
            "Bilagstabel",
            "Bilagstabel tæt",
            "Diagram",
            "Efter tabellen",
            "Første afsnit",
            "Kode",
            "Notetegn",
            "Ny del",
            "Ordret",
            "Regnestykke",
            "Stamoplysninger",
            "Stamoplysningens navn",
            "Tabelnote",
            "Tabeltal",
            "Tabeltal lille",
            "Tabeltekst",
            "Tabeltekst lille",
            "Udfyldes",
        }

    def test_the_house_style_has_font_and_publisher(self, tmp_path):
        style = HouseStyle(font=Font(name="Arial"), publisher="KKR Midtjylland")
        path = f"{qn('w:docDefaults')}//{qn('w:rFonts')}"
        for options, font, words in (({}, "Calibri", []), ({"style": style}, "Arial", ["KKR Midtjylland"])):
            document = written(tmp_path, **options)
            assert set(document.styles.element.find(f".//{path}").attrib.values()) == {font}
            assert list(texts(document)) == words

    def test_a4_with_the_margins_of_the_pdf(self, tmp_path):
        [section] = written(tmp_path).sections
        sides = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
        sides += [section.left_margin, section.right_margin]
        assert [round(side / MM) for side in sides] == [210, 297, 20, 20, 18, 18]


class TestSameBytes:
    @pytest.fixture
    def bytes_of(self, tmp_path, built) -> Callable[[datetime], bytes]:
        """The bytes of a real enclosure made at a moment."""
        notebook = enclosure(built / TERMS[0], "sjaelland", "ipynb")
        shown = shown_in(nbformat.read(notebook, as_version=4))
        charts = [block.chart for block in shown if isinstance(block, blocks.Figure)]
        drawn = {chart: picture(2 + number / 4) for number, chart in enumerate(charts)}

        def write(created: datetime = CREATED) -> bytes:
            written(tmp_path, *shown, pictures=drawn, created=created)
            return (tmp_path / "x.docx").read_bytes()

        return write

    def test_the_same_moment_gives_the_same_bytes_in_every_zone(self, bytes_of):
        elsewhere = CREATED.astimezone(timezone(timedelta(hours=2)))
        unnamed = CREATED.replace(tzinfo=None)
        files = set(map(bytes_of, (CREATED, CREATED, elsewhere, unnamed)))
        assert len(files) == 1
        assert bytes_of(CREATED + timedelta(days=1)) not in files

    @pytest.mark.parametrize(("year", "shown"), [(1970, 1980), (2026, 2026), (2200, 2107)])
    def test_the_zip_knows_no_other_day(self, tmp_path, year, shown):
        core = written(tmp_path, created=CREATED.replace(year=year)).core_properties
        with zipfile.ZipFile(tmp_path / "x.docx") as packed:
            entries = packed.infolist()
        assert {entry.date_time for entry in entries} == {(shown, 1, 31, 12, 30, 0)}
        assert {(entry.create_system, entry.compress_type) for entry in entries} == {
            (3, zipfile.ZIP_DEFLATED)
        }
        assert core.created.year == year

    def test_nothing_of_a_template_is_left(self, bytes_of):
        with zipfile.ZipFile(io.BytesIO(bytes_of())) as packed:
            assert packed.namelist() == [
                "[Content_Types].xml",
                "_rels/.rels",
                "docProps/core.xml",
                "word/_rels/document.xml.rels",
                "word/document.xml",
                "word/footer.xml",
                *(f"word/media/image{number}.png" for number in (1, 2)),
                "word/numbering.xml",
                "word/settings.xml",
                "word/styles.xml",
            ]


class TestFormat:
    def test_every_element_holds_its_own_in_the_order_of_the_format(self, pairs):
        """Word repairs, or refuses, a file where LibreOffice does not mind."""
        seen = set()
        for pair in pairs.values():
            for part in ("document", "styles", "numbering", "settings", "footer"):
                for element in xml(pair.path, f"word/{part}.xml").iter(etree.Element):
                    name = etree.QName(element).localname
                    if name in ORDER:
                        seen.add(name)
                        order = ORDER[name].split()
                        inner = [
                            etree.QName(child).localname for child in element.iterchildren(etree.Element)
                        ]
                        places = [order.index(child) for child in inner]
                        assert places == sorted(places), etree.tostring(element)[:300]
        assert seen == ORDER.keys()

    def test_no_comment_is_left_in_a_part(self, pairs):
        for pair in pairs.values():
            with zipfile.ZipFile(pair.path) as packed:
                assert not any(
                    b"<!--" in packed.read(name) for name in packed.namelist() if "media" not in name
                )

    def test_every_style_and_list_that_is_named_exists(self, pairs):
        for pair in pairs.values():
            styles = {style.style_id for style in pair.document.styles}
            body = xml(pair.path, "word/document.xml")
            names = {qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")}
            assert {named.get(qn("w:val")) for named in body.iter(*names)} <= styles
            numbers = {
                number.get(qn("w:numId")) for number in xml(pair.path, "word/numbering.xml").iter(qn("w:num"))
            }
            assert {entry.get(qn("w:val")) for entry in body.iter(qn("w:numId"))} <= numbers

    def test_looks_come_from_styles(self, pairs):
        """
        Only what depends on the place has none.

        It is what is kept together or begins a page, an entry's list, and the room for decimals.
        """
        allowed = {"pStyle", "rStyle", "keepNext", "pageBreakBefore", "numPr", "ilvl", "numId", "ind"}
        for pair in pairs.values():
            body = xml(pair.path, "word/document.xml")
            for properties in body.iter(qn("w:pPr"), qn("w:rPr")):
                assert {etree.QName(inner).localname for inner in properties} <= allowed


HOSTILE = (
    "=1+1",
    "<script>alert(1)</script>&amp;",
    "{{ 7*7 }} $x^2$ **fed** `kode`",
    "]]> <!-- --> %PDF-1.4 \\n",
    "http://x.dk",
    f"{'Lange ' * 20}{'x' * 180}",
    "y" * 300,
    "Æ Ø Å ÷ × »« –",
)


def table_of(
    *rows: tuple[str, ...], head: tuple[str, ...] = (), numbers: bool = True, caption: str = ""
) -> WrittenTable:
    first, *others = head or tuple("?" for _ in rows[0])
    return WrittenTable(
        caption=caption,
        anchor="",
        columns=(Column(header=first), *(Column(header=other, is_number=numbers) for other in others)),
        rows=tuple(Row(cells=cells) for cells in rows),
    )


class TestHostileText:
    @pytest.fixture
    def path(self, tmp_path) -> Path:
        script = HOSTILE[1]
        written(
            tmp_path,
            table_of(*((words, "1") for words in HOSTILE), head=("", "B"), caption=script),
            *map(paragraph, HOSTILE),
            blocks.Figure(chart="hemicycle", alt=f'{script}"'),
            properties=Properties(
                title=script, description=f"{script}{'z' * 300}", keywords=f"{script}{'z' * 300}"
            ),
        )
        return tmp_path / "x.docx"

    def test_it_comes_through_as_it_is_and_does_nothing(self, path):
        document = docx.Document(str(path))
        assert [row[0] for row in table_cells(document.tables[0])[1:]] == list(HOSTILE)
        assert {found.text for found in document.paragraphs} >= set(HOSTILE)
        assert document.inline_shapes[0]._inline.docPr.get("descr") == HOSTILE[1] + '"'
        core = document.core_properties
        assert core.title == HOSTILE[1]
        assert core.keywords == core.subject == HOSTILE[1] + "z" * 300
        assert document.sections[0].footer.paragraphs[0].runs[0].text == HOSTILE[1]
        body = xml(path, "word/document.xml")
        assert list(body.iter(qn("w:hyperlink"), qn("w:instrText"), qn("w:fldSimple"))) == []
        with zipfile.ZipFile(path) as packed:
            assert b"TargetMode" not in packed.read("word/_rels/document.xml.rels")

    def test_the_longest_word_stays_on_the_page(self, need, path):
        need("soffice", "pdftotext")
        [pdf] = converted([path], "pdf", path.parent)
        ends, width = ends_of_words(pdf)
        assert max(ends) <= width - MARGIN + 1

    @pytest.mark.parametrize("spoilt", ["\0", "\x01", "\x1f", "\ufffe", "\ud800", "&#1;", "&#0;", "&#xD800;"])
    def test_what_xml_refuses_is_left_out(self, tmp_path, spoilt):
        document = written(tmp_path, *markdown(f"# A{spoilt}B\n\nfør\n\n    kode{spoilt}"))
        first, second, third = (found.text.replace("\ufffd", "") for found in document.paragraphs)
        assert (first, second, third.replace(spoilt, "")) == ("AB", "før", "kode")


class TestLinks:
    @pytest.mark.parametrize(
        ("href", "target"),
        [
            ("https://www.kl.dk/kkr?a=1&b=2#c", "https://www.kl.dk/kkr?a=1&b=2#c"),
            ("http://ræv.dk/æble med mellemrum", "http://xn--rv-1ia.dk/%C3%A6ble%20med%20mellemrum"),
            ("#afsnit", None),
            ("fil.csv", None),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("file://server/fil.docx", None),
            ("ftp://kl.dk/", None),
            ("http://", None),
            ("http://[x", None),
            ("", None),
        ],
    )
    def test_only_an_external_one_leads_somewhere(self, tmp_path, href, target):
        [found] = written(tmp_path, *markdown(f"Se [KL](<{href}>).")).paragraphs
        assert [(link.text, link.url) for link in found.hyperlinks] == ([("KL", target)] if target else [])
        assert found.text == "Se KL."


SVG = {"image/svg+xml": "<svg/>"}


class TestRefused:
    """Nothing is written, and the message says what to do."""

    @pytest.mark.parametrize(
        ("shown", "message"),
        [
            (partial(markdown, "![x](y.png)"), "et billede, der ikke er et af bilagets diagrammer"),
            (partial(displayed, SVG), "et billede, der ikke er et af bilagets diagrammer"),
            (partial(displayed, {"text/html": "<b>x</b>"}), "HTML, der ikke er et afsnit eller en tabel"),
            (partial(markdown, "<div>x</div>"), "HTML: <div>x</div>"),
            (partial(markdown, 'det er <span class="sum">2</span>'), 'HTML: <span class="sum">'),
            (partial(markdown, "Ord\n: betydning"), "andet end afsnit, lister og tabeller"),
            (partial(markdown, "a $$x$$"), "andet end tekst"),
            (partial(markdown, "- a\n\n      kode"), "andet end tekst og lister inden i en liste"),
        ],
    )
    def test_what_would_come_out_differently(self, shown, message):
        with pytest.raises(BuildError, match=f"{message}.*udelad docx med --format"):
            shown()

    @pytest.mark.parametrize(
        ("chart", "message"),
        [
            ("kort", "billede af diagrammet »kort«.*hemicycle, tall, votes_and_seats"),
            ("empty", "»empty« kan ikke læses"),
            ("svg", "»svg« kan ikke læses"),
            ("cut", "»cut« kan ikke læses"),
        ],
    )
    def test_a_picture_that_is_none(self, tmp_path, chart, message):
        spoilt = {"empty": b"", "svg": b"<svg/>", "cut": picture()[:20]}
        given = PICTURES | ({chart: spoilt[chart]} if chart in spoilt else {})
        with pytest.raises(BuildError, match=message):
            written(tmp_path, blocks.Figure(chart=chart, alt="x"), pictures=given)
        assert list(tmp_path.iterdir()) == []

    def test_a_tall_picture_stays_on_its_page(self, tmp_path):
        [shape] = written(tmp_path, blocks.Figure(chart="tall", alt="x")).inline_shapes
        assert shape.height == 220 * MM
        assert shape.height / shape.width == pytest.approx(3, rel=1e-3)


def styled(document: Document) -> list[tuple[str, str]]:
    return [(found.style.name, found.text) for found in document.paragraphs]


class TestNotebook:
    """What an analyst may write in the notebook's text cells, and show, besides what the enclosure has."""

    def test_white_space_and_looks_are_as_the_page_shows_them(self, tmp_path):
        source = "Et **to *og***\ntre\u00a0\u00a0fire~~!~~  \nfem 5 % *ca.* 1 &lt; $x$<br>"
        [found] = written(tmp_path, *markdown(source)).paragraphs
        assert [(run.text, run.style.name) for run in found.runs] == [
            ("Et ", "Default Paragraph Font"),
            ("to og", "Strong"),
            (" tre\u00a0\u00a0fire!\nfem 5\u00a0% ", "Default Paragraph Font"),
            ("ca.", "Emphasis"),
            (" 1 < $x$", "Default Paragraph Font"),
        ]

    def test_a_sum_is_not_broken(self, tmp_path):
        shown = paragraph("Det er ", Run("2 ×\n17 = 34", RunLook.SUM), " i alt.")
        assert list(texts(written(tmp_path, shown))) == ["Det er 2\u00a0×\u00a017\u00a0=\u00a034 i alt."]

    def test_what_nobody_sees_is_left_out(self):
        hidden = [
            new_markdown_cell("x", metadata={"tags": [tag]})
            for tag in ("analytiker", "parameters", "injected-parameters")
        ]
        printed = new_code_cell("x", outputs=[new_output("stream", text="x")])
        assert shown_in(new_notebook(cells=[*hidden, printed])) == ()
        assert displayed({"image/png": "iVBORw0KGgo="}) == ()
        assert markdown("<!-- skjult -->\n\n---\n\n") == ()
        assert markdown("her<!-- skjult -->") == (paragraph("her"),)

    def test_a_value_without_a_look_of_its_own_is_verbatim(self, tmp_path):
        document = written(tmp_path, *displayed({"text/plain": "(1,\n  2)"}))
        assert styled(document) == [("Ordret", "(1,\n  2)")]

    def test_a_chart_is_a_picture_alone(self):
        """Its figures are in the table above it; a paragraph that says so would part it from what follows."""
        chart = {"name": "halvcirkel", "alt": "Alle", "table": {"anchor": "a", "title": "Pladser"}}
        assert displayed(SVG, {"image/svg+xml": chart}) == (blocks.Figure(chart="halvcirkel", alt="Alle"),)

    def test_lists_within_lists_and_numbers_that_start_again(self, tmp_path):
        document = written(tmp_path, *markdown("1. en\n   - to\n2. tre\n\nx\n\n1. fire"))
        assert styled(document) == [
            ("List Number", "en"),
            ("List Bullet", "to"),
            ("List Number", "tre"),
            ("Normal", "x"),
            ("List Number", "fire"),
        ]
        numbers = [found._p.pPr.numPr for found in document.paragraphs if found.style.name != "Normal"]
        assert [number.ilvl.val for number in numbers] == [0, 1, 0, 0]
        assert numbers[0].numId.val == numbers[2].numId.val != numbers[3].numId.val

    def test_code_and_quotations_keep_their_words(self, tmp_path):
        document = written(tmp_path, *markdown("```\na\n  b\n```\n\n> citat `kode`"))
        assert styled(document) == [("Ordret", "a\n  b"), ("Normal", "citat kode")]
        assert document.paragraphs[1].runs[1].style.name == "Kode"

    def test_tables_without_a_caption_stay_apart(self, tmp_path):
        document = written(tmp_path, *markdown("| A | B |\n|---|--:|\n| 1 | |\n\n" * 2))
        assert [table_cells(table) for table in document.tables] == [[["A", "B"], ["1", ""]]] * 2
        styles = [cell.paragraphs[0].style.name for cell in document.tables[0].rows[0].cells]
        assert styles == ["Tabeltekst", "Tabeltal"]
        inner = [etree.QName(found).localname for found in document.element.body]
        assert inner == ["tbl", "p", "tbl", "p", "sectPr"]


def fit_of(*rows: tuple[str, ...], head: tuple[str, ...] = (), numbers: bool = True) -> Fit:
    return fit(cells_of(table_of(*rows, head=head, numbers=numbers)))


class TestNumbers:
    """Numbers stand below each other, and the total stands out in its column as in the page."""

    def test_whole_numbers_have_the_room_that_the_decimals_of_the_others_take(self, tmp_path):
        document = written(tmp_path, table_of(("Ø", "128.149"), ("Ø", "64.074,500"), ("B", "ingen")))
        indents = [
            row.cells[1].paragraphs[0].paragraph_format.right_indent for row in document.tables[0].rows
        ]
        assert indents[0] is indents[2] is indents[3] is None
        assert indents[1].pt == pytest.approx(9 * (0.25 + 3 * 0.507), abs=0.1)

    def test_the_column_of_totals_is_bold(self, tmp_path):
        document = written(tmp_path, table_of(("Borgmestre", "9", "19"), head=("", "A", "I alt")))
        looks = [cell.paragraphs[0].runs[0].style.name for cell in document.tables[0].rows[1].cells]
        assert looks == ["Default Paragraph Font", "Default Paragraph Font", "Strong"]


class TestWidths:
    def test_many_columns_of_numbers_are_equally_wide(self):
        """Bold and wide headers aside: a letter that needs more has it, and the others are even."""
        columns = fit_of(
            ("Supplerende medlemmer", *(["14"] * 14)), head=("", *"ABCDFIMOVÆØÅ", "LLD", "I alt")
        ).columns
        assert len({round(width, 6) for width in columns[1:13]}) == 1
        assert columns[13] >= columns[1]
        assert sum(columns) == pytest.approx(WIDTH)

    def test_a_long_table_takes_the_small_type_rather_than_two_lines_a_row(self):
        name = "V Venstre, Danmarks Liberale Parti"
        row = (name, "10.", "1.089.433 stemmer", "ingen plads endnu", "den sidste", "11.981")
        assert not fit_of(*[row] * 20).small
        longer = fit_of(*[row] * 21)
        assert longer.small
        assert longer.columns[0] > extent(name, 7.5, bold=False)

    def test_many_narrow_columns_fit_on_one_line_each(self):
        columns = fit_of(("Supplerende medlemmer", *(["14"] * 14)))
        assert not columns.small
        assert columns.columns[0] > extent("Supplerende medlemmer", 9, bold=False)
        assert min(columns.columns[1:]) > extent("14", 9, bold=False)
        assert sum(columns.columns) == pytest.approx(WIDTH)

    def test_more_columns_than_fit_take_the_small_type(self):
        columns = fit_of(("Supplerende medlemmer", *(["123.456"] * 11)))
        assert columns.small
        assert min(columns.columns[1:]) > extent("123.456", 7.5, bold=False)

    def test_far_too_many_give_way_evenly(self):
        columns = fit_of(("Navn", *(["123.456.789"] * 30)))
        assert sum(columns.columns) == pytest.approx(WIDTH)
        assert len(set(columns.columns[1:])) == 1

    def test_a_sha256_is_broken_once_and_leaves_room(self):
        sha, file = "0123456789abcdef" * 4, "kv2021/listesamarbejde.csv"
        columns = fit_of((file, " ".join(["Lokale lister"] * 12), sha), numbers=False)
        assert columns.small
        assert columns.columns[2] > extent(sha[:32], 7.5, bold=False)
        assert columns.columns[0] == pytest.approx(extent(file, 7.5, bold=False) + PADDING[True])

    def test_a_long_header_does_not_take_the_room_of_the_text(self):
        name = "V Venstre, Danmarks Liberale Parti"
        head = ("Parti", *(["Pladser i alt, hvis partiet satte prisen"] * 4))
        columns = fit_of((name, *(["1"] * 4)), head=head)
        assert columns.columns[0] > extent(name, 9, bold=False)

    def test_columns_stand_closer_where_that_saves_a_line(self):
        """A name that grows letter by letter: first there is room, then between the columns, then nowhere."""
        names = ["n" * length + " " + "n" * 20 for length in range(1, 30)]
        found = [fit_of((name, *(["189.397 × 10"] * 4))) for name in names]
        fits = [
            each.columns[0] > extent(name, 9, bold=False) for name, each in zip(names, found, strict=True)
        ]
        steps = [step for step, _ in groupby(zip((each.dense for each in found), fits, strict=True))]
        assert steps == [(False, True), (True, True), (False, False)]

    def test_no_text_is_an_even_table(self):
        assert fit_of(("", ""), head=("", "")).columns == (WIDTH / 2, WIDTH / 2)
