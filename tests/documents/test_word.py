"""The Word file: the page's words, numbers and pictures, in the shape that a screen reader works with."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby, pairwise
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup, Tag
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from matplotlib.figure import Figure
from places import OVERVIEW, REGIONS, TERMS, enclosure
from tools.libreoffice import converted
from tools.pdf_text import read_pdf

from kkr_analysis.documents.word import content, write_document
from kkr_analysis.documents.word.page import read_page
from kkr_analysis.documents.word.widths import LONGEST, PADDING, WIDTH, extent, fit
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.house_style import Font, HouseStyle

CHARTS = ("hemicycle", "votes_and_seats")
ARIAL = HouseStyle(font=Font(name="Arial"))
CREATED = datetime(2026, 1, 31, 12, 30, tzinfo=UTC)
STATUS = {"2022-2026": "Endelige tal", "2026-2030": "Foreløbige tal"}
DAYS = {"2022-2026": "2022-01-19", "2026-2030": "2026-01-31"}
"""The day that each term's enclosures describe, and are said to be made on."""
MM = 360 * 100
"""Units of a drawing in a millimetre."""
MARGIN = 18 / 25.4 * 72
"""The page's margin at the sides, in points."""

# The order that the format demands of what these elements hold (ECMA-376, part 1), as far as it is used here.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblStyleRowBandSize tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW tcBorders shd vAlign",
    "tbl": "tblPr tblGrid tr",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "numbering": "abstractNum num",
    "pBdr": "top left bottom right between",
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


PICTURES = {name: picture(height) for name, height in zip(CHARTS, (2.0, 3.0), strict=True)}


def pictures_of(html: str) -> dict[str, bytes]:
    """A picture for every chart of a page."""
    names = re.findall(r'data-chart="([^"]+)"', html)
    return {name: picture(2.0 + number / 4) for number, name in enumerate(names)}


def small_page(body: str, *, head: str = "<title>Titel</title>") -> str:
    return f'<!DOCTYPE html><html lang="da"><head>{head}</head><body><main>{body}</main></body></html>'


def written(html: str, folder: Path, **options: str) -> Document:
    """A page written and opened again."""
    write_document(html, folder / "x.docx", pictures=PICTURES, created=CREATED, **options)
    return docx.Document(str(folder / "x.docx"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def joined(text: str) -> str:
    """As HTML shows it: a space at which no line is broken stays."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def xml(path: Path, part: str) -> etree._Element:
    with zipfile.ZipFile(path) as packed:
        return etree.fromstring(packed.read(part))


@dataclass(frozen=True, slots=True)
class Pair:
    """A page, and the Word file made from it."""

    path: Path
    soup: BeautifulSoup

    @property
    def document(self) -> Document:
        return docx.Document(str(self.path))


@pytest.fixture(scope="module")
def pairs(built: Path) -> dict[tuple[str, str], Pair]:
    """Every enclosure as a Word file; in the page, footnote marks are the numbers that the reader sees."""
    found = {}
    for term in TERMS:
        for region in (*REGIONS, OVERVIEW):
            html = enclosure(built / term, region, "html").read_text(encoding="utf-8")
            path = enclosure(built / term, region, "docx")
            soup = BeautifulSoup(html, "html.parser")
            for mark in soup.select("a.note"):
                mark.replace_with(str(mark["data-note"]))
            soup.smooth()
            found[term, region] = Pair(path, soup)
    return found


@pytest.fixture
def pair(pairs: dict[tuple[str, str], Pair], term: str, region: str) -> Pair:
    return pairs[term, region]


@pytest.fixture(scope="module")
def opened(need, pairs, tmp_path_factory) -> dict[tuple[str, str, str], Path]:
    """Every Word file as LibreOffice reads it: as text, and laid out as a PDF."""
    need("soffice")
    found = {}
    for term in TERMS:
        files = [pairs[term, region].path for region in REGIONS]
        for suffix in ("txt", "pdf"):
            copies = converted(files, suffix, tmp_path_factory.mktemp(f"{suffix}-{term}"))
            found |= {(term, own, suffix): copy for own, copy in zip(REGIONS, copies, strict=True)}
    return found


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (int(own.style.name.removeprefix("Heading ")), own.text)
        for own in document.paragraphs
        if own.style.name.startswith("Heading ")
    ]


def table_cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def page_cells(table: Tag) -> list[list[str]]:
    return [[joined(cell.get_text()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def texts(document: Document) -> Iterator[str]:
    """Every paragraph's words in order, those of the tables among them."""
    for own in document.iter_inner_content():
        if isinstance(own, Paragraph):
            yield own.text
        else:
            yield from (cell for row in table_cells(own) for cell in row)


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
class TestEveryEnclosure:
    def test_every_cell_of_every_table_is_the_page_s(self, pair):
        expected = [page_cells(own) for own in pair.soup.find_all("table")]
        assert len(expected) >= 7
        assert [table_cells(own) for own in pair.document.tables] == expected

    def test_every_word_is_there_in_its_order_and_no_other(self, pair):
        page = BeautifulSoup(str(pair.soup.main), "html.parser")
        page.nav.decompose()
        assert squeezed("".join(texts(pair.document))) == squeezed(page.get_text())

    def test_the_headings_are_the_page_s_without_gaps(self, pair):
        found = headings(pair.document)
        page = [(int(own.name[1]), own.get_text()) for own in pair.soup.find_all(re.compile("^h[1-6]$"))]
        assert found == page
        assert found[0][0] == 1
        assert all(level - before <= 1 for (before, _), (level, _) in pairwise(found))
        assert [level for level, _ in found].count(1) == 1

    def test_every_picture_says_what_the_page_s_says(self, pair):
        shapes = [own._inline for own in pair.document.inline_shapes]
        said = [own.docPr.get("descr") for own in shapes]
        assert said == [own["alt"] for own in pair.soup.find_all("img")]
        assert all(len(alt) > 100 for alt in said)
        assert [own.docPr.get("name") for own in shapes] == [
            f"Diagram {number}" for number in range(1, len(shapes) + 1)
        ]
        assert len({own.docPr.id for own in shapes}) == len(shapes) >= 2

    def test_the_pictures_are_the_ones_given_as_wide_as_the_text(self, pair):
        document = pair.document
        blips = [own._inline.graphic.graphicData.pic.blipFill.blip.embed for own in document.inline_shapes]
        assert [document.part.related_parts[own].blob for own in blips] == [
            (pair.path.parent / "figurer" / f"{pair.path.stem}-{own['data-chart']}.png").read_bytes()
            for own in pair.soup.find_all("img")
        ]
        for own, blip in zip(document.inline_shapes, blips, strict=True):
            blob = document.part.related_parts[blip].blob
            wide, high = (int.from_bytes(blob[start : start + 4], "big") for start in (16, 20))
            assert own.width == 170 * MM or own.height == 220 * MM
            assert own.height / own.width == pytest.approx(high / wide, rel=1e-3)

    def test_header_rows_repeat_and_no_row_is_split(self, pair):
        for own, page in zip(pair.document.tables, pair.soup.find_all("table"), strict=True):
            heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in own.rows]
            number = len(page.thead.find_all("tr"))
            assert heads == [True] * number + [False] * (len(own.rows) - number)
            assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in own.rows)

    def test_every_table_has_its_caption_above_it_and_as_its_name(self, pair):
        document = pair.document
        for own, page in zip(document.tables, pair.soup.find_all("table"), strict=True):
            above = Paragraph(own._tbl.getprevious(), document)
            assert (above.style.name, above.text) == ("Caption", joined(page.caption.get_text()))
            name = own._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            assert above.text in (name, *(f"{name}{mark}" for mark in range(1, 9)))
        assert document.styles["Caption"].paragraph_format.keep_with_next

    def test_first_row_and_first_column_are_set_apart(self, pair):
        for own in pair.document.tables:
            look = own._tbl.tblPr.find(qn("w:tblLook"))
            assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
            assert int(look.get(qn("w:val")), 16) & 0x00A0 == 0x00A0
            parts = {part.get(qn("w:type")) for part in own.style.element.findall(qn("w:tblStylePr"))}
            assert parts == {"firstRow", "firstCol"}
            assert len(list(own.style.element.iter(qn("w:shd")))) == 2

    def test_numbers_stand_to_the_right_and_text_to_the_left(self, pair):
        for own, page in zip(pair.document.tables, pair.soup.find_all("table"), strict=True):
            styles = [cell.paragraphs[0].style.name for row in own.rows for cell in row.cells]
            numbers = ["number" in cell.get("class", []) for cell in page.find_all(["th", "td"])]
            assert [name.startswith("Tabeltal") for name in styles] == numbers
            assert all(name.startswith(("Tabeltal", "Tabeltekst")) for name in styles)
        styles = pair.document.styles
        for name, alignment in (("Tabeltal", WD_ALIGN_PARAGRAPH.RIGHT), ("Tabeltekst", None)):
            assert styles[name].paragraph_format.alignment == alignment
            assert styles[f"{name} lille"].base_style == styles[name]

    def test_the_same_rows_are_emphasised(self, pair):
        for own, page in zip(pair.document.tables, pair.soup.find_all("table"), strict=True):
            found = [
                {run.style.name == "Strong" for cell in row.cells for run in cell.paragraphs[0].runs}
                == {True}
                for row in own.rows
            ]
            assert found == ["emphasised" in row.get("class", []) for row in page.find_all("tr")]

    def test_every_table_fills_the_width_that_it_may(self, pair):
        for own in pair.document.tables:
            widths = [column.width / MM for column in own.columns]
            assert sum(widths) == pytest.approx(WIDTH, abs=0.25)  # every column in twentieths of a point
            assert min(widths) > 4
            assert [cell.width / MM for cell in own.rows[0].cells] == pytest.approx(widths)

    def test_the_footnotes_are_numbered_from_1_below_each_table(self, pair):
        document = pair.document
        notes = [own for own in document.paragraphs if own.style.name == "Tabelnote"]
        assert [own.text for own in notes] == [
            joined(own.get_text()) for own in pair.soup.select(".footnotes li")
        ]
        lists = [own._p.pPr.numPr.numId.val for own in notes]
        assert len(set(lists)) == len(pair.soup.select(".footnotes"))
        numbering = {own.numId: own for own in document.part.numbering_part.element.num_lst}
        for number in set(lists):
            assert numbering[number].find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"

    def test_the_marks_are_raised(self, pair):
        document = pair.document
        mark = document.styles["Notetegn"]
        runs = [
            own.getparent().getparent()
            for own in document.element.iter(qn("w:rStyle"))
            if own.get(qn("w:val")) == mark.style_id
        ]
        numbers = [
            str(place)
            for table in pair.soup.select(".footnotes")
            for place in range(1, len(table.find_all("li")) + 1)
        ]
        assert [own.text for own in runs] == numbers
        assert len(runs) == len(pair.soup.select(".footnotes li")) > 2
        assert mark.font.superscript

    def test_calculations_and_assumptions_are_set_apart(self, pair):
        for style, selector in (("Regnestykke", "p.calculation"), ("Antagelse", "p.assumption")):
            found = [own.text for own in pair.document.paragraphs if own.style.name == style]
            assert found == [joined(own.get_text()) for own in pair.soup.select(selector)]

    def test_lists_are_lists(self, pair):
        found = [own.text for own in pair.document.paragraphs if own.style.name == "List Bullet"]
        assert found == [joined(own.get_text()) for own in pair.soup.select("main > ul li")]
        assert len(found) > 4

    def test_the_file_says_what_it_is(self, pair, term):
        own = pair.document.core_properties
        assert own.title == pair.soup.title.get_text()
        assert own.subject == pair.soup.find("meta", {"name": "description"})["content"]
        assert own.keywords == pair.soup.find("meta", {"name": "keywords"})["content"]
        assert (own.author, own.last_modified_by, own.language) == ("kkr-analysis", "kkr-analysis", "da-DK")
        assert own.created == own.modified == datetime.fromisoformat(DAYS[term]).replace(tzinfo=UTC)
        assert ("(foreløbig)" in own.title) == (term == "2026-2030")

    def test_every_page_says_what_it_is_of(self, pair, term):
        [section] = pair.document.sections
        footer = section.footer.paragraphs[0]
        fields = [own.get(qn("w:instr")).strip() for own in footer._p.iter(qn("w:fldSimple"))]
        words = "".join(own.text or "\t" for own in footer._p.iter(qn("w:t"), qn("w:tab")))
        assert words == f"{pair.soup.title.get_text()} · {STATUS[term]}\tSide 1 af 1"
        assert fields == ["PAGE", "NUMPAGES"]
        assert not section.different_first_page_header_footer

    def test_libreoffice_reads_every_heading_and_number(self, opened, pair, term, region):
        text = opened[term, region, "txt"].read_text(encoding="utf-8-sig")
        lines = set(map(joined, text.splitlines()))
        assert lines > {own.get_text() for own in pair.soup.find_all(re.compile("^h[1-6]$"))}
        assert lines > {
            cell for own in pair.soup.find_all("table") for row in page_cells(own) for cell in row
        }

    def test_laid_out_nothing_runs_off_the_page(self, need, opened, term, region):
        need("pdftotext")
        command = ["pdftotext", "-bbox", opened[term, region, "pdf"], "-"]
        layout = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        width = float(re.search(r'<page width="([\d.]+)"', layout)[1])
        assert width == pytest.approx(210 / 25.4 * 72, abs=1)
        ends = [float(end) for end in re.findall(r'<word [^>]*xMax="([\d.]+)"', layout)]
        assert len(ends) > 500
        assert max(ends) <= width - MARGIN + 1

    def test_laid_out_no_ordinary_word_or_number_is_broken(self, need, opened, pair, term, region):
        need("pdftotext", "pdffonts")
        text = " ".join(read_pdf(opened[term, region, "pdf"]).pages)
        for table in pair.soup.find_all("table"):
            for word in {word for row in page_cells(table) for cell in row for word in cell.split()}:
                assert len(word) > LONGEST or word in text, word

    def test_laid_out_no_heading_stands_last_on_a_page(self, need, opened, pair, term, region):
        need("pdftotext", "pdffonts")
        titles = {own.get_text() for own in pair.soup.find_all(["h2", "h3", "caption"])}
        for number, page in enumerate(read_pdf(opened[term, region, "pdf"]).pages, start=1):
            lines = [line.strip() for line in page.splitlines() if line.strip()]
            foot = [place for place, line in enumerate(lines) if line.startswith(f"Side {number} af ")]
            assert foot, lines
            before = [line for line in lines[: foot[0]] if STATUS[term] not in line]
            # A chart's own words are in its picture: a heading above one is the last text of the page.
            assert not before or before[-1] not in titles - {"Pladserne"}


class TestLanguage:
    def test_danish_everywhere(self, tmp_path):
        written(small_page("<h1>A</h1>"), tmp_path)
        defaults = xml(tmp_path / "x.docx", "word/styles.xml").find(
            f".//{qn('w:rPrDefault')}//{qn('w:lang')}"
        )
        assert set(defaults.attrib.values()) == {"da-DK"}
        theme = xml(tmp_path / "x.docx", "word/settings.xml").find(qn("w:themeFontLang"))
        assert theme.get(qn("w:val")) == "da-DK"

    def test_every_name_of_an_own_style_is_danish(self, tmp_path):
        styles = written(small_page("<h1>A</h1>"), tmp_path).styles
        own = {style.name for style in styles if style.element.get(qn("w:customStyle"))}
        assert own == {
            "Antagelse",
            "Bilagstabel",
            "Bilagstabel tæt",
            "Diagram",
            "Første afsnit",
            "Kode",
            "Notetegn",
            "Ordret",
            "Regnestykke",
            "Stamoplysninger",
            "Stamoplysningens navn",
            "Tabelnote",
            "Tabeltal",
            "Tabeltal lille",
            "Tabeltekst",
            "Tabeltekst lille",
        }

    def test_the_font_can_be_chosen(self, tmp_path):
        styles = [written(small_page("<p>A</p>"), tmp_path, **own).styles for own in ({}, {"style": ARIAL})]
        path = f"{qn('w:docDefaults')}//{qn('w:rFonts')}"
        fonts = [set(own.element.find(f".//{path}").attrib.values()) for own in styles]
        assert fonts == [{"Calibri"}, {"Arial"}]


class TestPaper:
    def test_a4_with_the_margins_of_the_pdf(self, tmp_path):
        [section] = written(small_page("<p>A</p>"), tmp_path).sections
        sides = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
        sides += [section.left_margin, section.right_margin]
        assert [round(side / MM) for side in sides] == [210, 297, 20, 20, 18, 18]


def write(html: str, path: Path, created: datetime = CREATED) -> bytes:
    """Write a page, and return the file's bytes."""
    write_document(html, path, pictures=pictures_of(html), created=created)
    return path.read_bytes()


class TestSameBytes:
    @pytest.fixture
    def html(self, built) -> str:
        return enclosure(built / TERMS[0], "sjaelland", "html").read_text(encoding="utf-8")

    def test_the_same_page_gives_the_same_bytes(self, html, tmp_path):
        assert write(html, tmp_path / "a.docx") == write(html, tmp_path / "b.docx")

    def test_a_moment_is_the_same_in_every_zone(self, html, tmp_path):
        elsewhere = CREATED.astimezone(timezone(timedelta(hours=2)))
        unnamed = CREATED.replace(tzinfo=None)
        files = {write(html, tmp_path / "x.docx", moment) for moment in (CREATED, elsewhere, unnamed)}
        assert len(files) == 1
        assert write(html, tmp_path / "x.docx", CREATED + timedelta(days=1)) not in files

    @pytest.mark.parametrize(("year", "shown"), [(1970, 1980), (2026, 2026), (2200, 2107)])
    def test_the_zip_knows_no_other_day(self, html, tmp_path, year, shown):
        write(html, tmp_path / "x.docx", CREATED.replace(year=year))
        with zipfile.ZipFile(tmp_path / "x.docx") as packed:
            entries = packed.infolist()
        assert {entry.date_time for entry in entries} == {(shown, 1, 31, 12, 30, 0)}
        assert {(entry.create_system, entry.compress_type) for entry in entries} == {
            (3, zipfile.ZIP_DEFLATED)
        }
        core = docx.Document(str(tmp_path / "x.docx")).core_properties
        assert core.created.year == year

    def test_nothing_of_a_template_is_left(self, html, tmp_path):
        write(html, tmp_path / "x.docx")
        with zipfile.ZipFile(tmp_path / "x.docx") as packed:
            assert packed.namelist() == [
                "[Content_Types].xml",
                "_rels/.rels",
                "docProps/core.xml",
                "word/_rels/document.xml.rels",
                "word/document.xml",
                "word/footer.xml",
                *(f"word/media/image{number}.png" for number in range(1, len(pictures_of(html)) + 1)),
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
                for own in xml(pair.path, f"word/{part}.xml").iter(etree.Element):
                    name = etree.QName(own).localname
                    if name in ORDER:
                        seen.add(name)
                        order = ORDER[name].split()
                        inner = [etree.QName(child).localname for child in own.iterchildren(etree.Element)]
                        places = [order.index(child) for child in inner]
                        assert places == sorted(places), etree.tostring(own)[:300]
        assert seen == ORDER.keys()

    def test_no_comment_is_left_in_a_part(self, pairs):
        for pair in pairs.values():
            with zipfile.ZipFile(pair.path) as packed:
                assert not any(
                    b"<!--" in packed.read(name) for name in packed.namelist() if "media" not in name
                )

    def test_every_style_and_list_that_is_named_exists(self, pairs):
        for pair in pairs.values():
            styles = {own.style_id for own in pair.document.styles}
            body = xml(pair.path, "word/document.xml")
            names = {qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")}
            assert {own.get(qn("w:val")) for own in body.iter(*names)} <= styles
            numbers = {
                own.get(qn("w:numId")) for own in xml(pair.path, "word/numbering.xml").iter(qn("w:num"))
            }
            assert {own.get(qn("w:val")) for own in body.iter(qn("w:numId"))} <= numbers

    def test_looks_come_from_styles(self, pairs):
        """Only what is kept together, and which list an entry is in, depends on the place."""
        allowed = {"pStyle", "rStyle", "keepNext", "numPr", "ilvl", "numId"}
        for pair in pairs.values():
            body = xml(pair.path, "word/document.xml")
            for own in body.iter(qn("w:pPr"), qn("w:rPr")):
                assert {etree.QName(inner).localname for inner in own} <= allowed


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


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class TestHostileText:
    @pytest.fixture
    def path(self, tmp_path) -> Path:
        rows = "".join(
            f'<tr><th scope="row">{escaped(text)}</th><td class="number">1</td></tr>' for text in HOSTILE
        )
        body = f"<h1>A</h1><table><caption>{escaped(HOSTILE[1])}</caption>"
        body += f"<thead><tr><td></td><th>B</th></tr></thead><tbody>{rows}</tbody></table>"
        body += "".join(f"<p>{escaped(text)}</p>" for text in HOSTILE)
        body += f'<img data-chart="hemicycle" alt="{escaped(HOSTILE[1])}&quot;">'
        head = f"<title>{escaped(HOSTILE[1])}</title>"
        head += "".join(
            f'<meta name="{name}" content="{escaped(HOSTILE[1])}{"z" * 300}">'
            for name in ("description", "keywords")
        )
        write(small_page(body, head=head), tmp_path / "x.docx")
        return tmp_path / "x.docx"

    def test_it_comes_through_as_it_is(self, path):
        document = docx.Document(str(path))
        assert [row[0] for row in table_cells(document.tables[0])[1:]] == list(HOSTILE)
        assert {own.text for own in document.paragraphs} >= set(HOSTILE)
        assert document.inline_shapes[0]._inline.docPr.get("descr") == HOSTILE[1] + '"'
        core = document.core_properties
        assert core.title == HOSTILE[1]
        assert core.keywords == core.subject == HOSTILE[1] + "z" * 300
        assert document.sections[0].footer.paragraphs[0].runs[0].text == HOSTILE[1]

    def test_it_does_nothing(self, path):
        body = xml(path, "word/document.xml")
        assert list(body.iter(qn("w:hyperlink"), qn("w:instrText"), qn("w:fldSimple"))) == []
        with zipfile.ZipFile(path) as packed:
            assert b"TargetMode" not in packed.read("word/_rels/document.xml.rels")

    def test_the_longest_word_stays_on_the_page(self, need, path):
        need("soffice", "pdftotext")
        [pdf] = converted([path], "pdf", path.parent)
        command = ["pdftotext", "-bbox", pdf, "-"]
        layout = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        ends = [float(end) for end in re.findall(r'<word [^>]*xMax="([\d.]+)"', layout)]
        assert max(ends) <= 210 / 25.4 * 72 - MARGIN + 1

    @pytest.mark.parametrize("spoilt", ["\0", "\x01", "\x1f", "\ufffe", "\ud800", "&#1;", "&#0;", "&#xD800;"])
    def test_what_xml_refuses_is_left_out(self, tmp_path, spoilt):
        document = written(small_page(f"<h1>A{spoilt}B</h1><p>før</p>"), tmp_path)
        assert document.paragraphs[0].text.replace("\ufffd", "") == "AB"
        assert document.paragraphs[1].text == "før"


class TestLinks:
    @pytest.mark.parametrize(
        ("href", "target"),
        [
            ("https://www.kl.dk/kkr?a=1&amp;b=2#c", "https://www.kl.dk/kkr?a=1&b=2#c"),
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
        document = written(small_page(f'<p>Se <a href="{href}">KL</a>.</p>'), tmp_path)
        links = document.paragraphs[0].hyperlinks
        assert [(own.text, own.url) for own in links] == ([] if target is None else [("KL", target)])
        assert document.paragraphs[0].text == "Se KL."


class TestRefused:
    """Nothing is written, and the message says what to do."""

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            ('<img data-chart="kort" alt="x">', "billede af diagrammet »kort«.*hemicycle, votes_and_seats"),
            ('<p><img src="data:," alt="x"></p>', "billede uden navn"),
            ("<table><tr><td colspan=2>a</td></tr></table>", "sammenlagte celler"),
            ("<table><tr><td rowspan=2>a</td></tr></table>", "sammenlagte celler"),
        ],
    )
    def test_a_page_that_would_come_out_differently(self, tmp_path, body, message):
        with pytest.raises(BuildError, match=message):
            written(small_page(body), tmp_path)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("spoilt", [b"", b"<svg/>", picture()[:20]])
    def test_a_picture_that_is_none(self, tmp_path, spoilt):
        html = small_page('<img data-chart="hemicycle" alt="x">')
        with pytest.raises(BuildError, match="»hemicycle« kan ikke læses"):
            write_document(html, tmp_path / "x.docx", pictures={"hemicycle": spoilt}, created=CREATED)
        assert list(tmp_path.iterdir()) == []

    def test_a_tall_picture_stays_on_its_page(self, tmp_path):
        html = small_page('<img data-chart="x" alt="x">')
        write_document(html, tmp_path / "x.docx", pictures={"x": picture(12.0)}, created=CREATED)
        [shape] = docx.Document(str(tmp_path / "x.docx")).inline_shapes
        assert shape.height == 220 * MM
        assert shape.height / shape.width == pytest.approx(3, rel=1e-3)


def blocks(body: str) -> tuple[content.Block, ...]:
    return read_page(small_page(body)).blocks


def styled(document: Document) -> list[tuple[str, str]]:
    return [(own.style.name, own.text) for own in document.paragraphs]


class TestReading:
    """What an analyst may write in the notebook's text cells, besides what the enclosure has."""

    def test_white_space_is_as_the_page_shows_it(self):
        [paragraph] = blocks("<p>\n  Et <strong> to</strong>\n  tre\u00a0\u00a0fire<br> fem <br></p>")
        assert [piece.text for piece in paragraph.text] == ["Et ", "to", " tre\u00a0\u00a0fire\vfem"]
        assert [piece.look.strong for piece in paragraph.text] == [False, True, False]

    def test_a_sum_is_not_broken(self):
        [paragraph] = blocks('<p>Det er <span class="sum">2 ×\n17 = 34</span> i alt.</p>')
        assert content.plain(paragraph.text) == "Det er 2\u00a0×\u00a017\u00a0=\u00a034 i alt."

    def test_loose_text_is_a_paragraph_and_what_nobody_sees_is_left_out(self):
        found = blocks("løst <em>her</em><!-- skjult --><p></p><script>x</script><div>og <p>der</p></div>")
        assert [content.plain(own.text) for own in found] == ["løst her", "og", "der"]

    def test_lists_within_lists_and_numbers_that_start_again(self, tmp_path):
        html = "<ol><li><p>en</p><ul><li>to</li></ul></li><li>tre</li></ol><p>x</p><ol><li>fire</li></ol>"
        document = written(small_page(html), tmp_path)
        assert styled(document) == [
            ("List Number", "en"),
            ("List Bullet", "to"),
            ("List Number", "tre"),
            ("Normal", "x"),
            ("List Number", "fire"),
        ]
        numbers = [own._p.pPr.numPr for own in document.paragraphs if own.style.name != "Normal"]
        assert [own.ilvl.val for own in numbers] == [0, 1, 0, 0]
        assert numbers[0].numId.val == numbers[2].numId.val != numbers[3].numId.val

    def test_code_and_quotations_keep_their_words(self, tmp_path):
        html = "<pre>a\n  b</pre><blockquote><p>citat <code>kode</code></p></blockquote>"
        document = written(small_page(html), tmp_path)
        assert styled(document) == [("Ordret", "a\n  b"), ("Normal", "citat kode")]
        assert document.paragraphs[1].runs[1].style.name == "Kode"

    def test_short_rows_are_filled_and_tables_without_a_caption_stay_apart(self, tmp_path):
        table = "<table><thead><tr><th>A<th>B</thead><tr><th>1</th></tr></table>"
        document = written(small_page(table + table), tmp_path)
        assert [table_cells(own) for own in document.tables] == [[["A", "B"], ["1", ""]]] * 2
        inner = [etree.QName(own).localname for own in document.element.body]
        assert inner == ["tbl", "p", "tbl", "p", "sectPr"]

    def test_an_empty_page_is_an_empty_document(self, tmp_path):
        assert written(small_page(""), tmp_path).paragraphs == []


def table_of(*rows: tuple[str, ...], head: tuple[str, ...] = (), numbers: bool = True) -> content.Table:
    def row(texts: tuple[str, ...]) -> content.Row:
        return content.Row(
            tuple(
                content.Cell((content.Piece(text),), number=numbers and place > 0)
                for place, text in enumerate(texts)
            )
        )

    heads = (row(head or tuple("?" for _ in rows[0])),)
    return content.Table((), heads, tuple(map(row, rows)))


class TestWidths:
    def test_many_narrow_columns_fit_on_one_line_each(self):
        table = table_of(("Supplerende medlemmer", *(["14"] * 14)))
        columns = fit(table)
        assert not columns.small
        assert columns.columns[0] > extent("Supplerende medlemmer", 9, bold=False)
        assert min(columns.columns[1:]) > extent("14", 9, bold=False)
        assert sum(columns.columns) == pytest.approx(WIDTH)

    def test_more_columns_than_fit_take_the_small_type(self):
        columns = fit(table_of(("Supplerende medlemmer", *(["123.456"] * 11))))
        assert columns.small
        assert min(columns.columns[1:]) > extent("123.456", 7.5, bold=False)

    def test_far_too_many_give_way_evenly(self):
        columns = fit(table_of(("Navn", *(["123.456.789"] * 30))))
        assert sum(columns.columns) == pytest.approx(WIDTH)
        assert len(set(columns.columns[1:])) == 1

    def test_a_sha256_is_broken_once_and_leaves_room(self):
        sha, file = "0123456789abcdef" * 4, "kv2021/listesamarbejde.csv"
        columns = fit(table_of((file, " ".join(["Lokale lister"] * 12), sha), numbers=False))
        assert columns.small
        assert columns.columns[2] > extent(sha[:32], 7.5, bold=False)
        assert columns.columns[0] == pytest.approx(extent(file, 7.5, bold=False) + PADDING[True])

    def test_a_long_header_does_not_take_the_room_of_the_text(self):
        name = "V Venstre, Danmarks Liberale Parti"
        head = ("Parti", *(["Pladser i alt, hvis partiet satte prisen"] * 4))
        columns = fit(table_of((name, *(["1"] * 4)), head=head))
        assert columns.columns[0] > extent(name, 9, bold=False)

    def test_columns_stand_closer_where_that_saves_a_line(self):
        """A name that grows letter by letter: first there is room, then between the columns, then nowhere."""
        names = ["n" * own + " " + "n" * 20 for own in range(1, 30)]
        found = [fit(table_of((name, *(["189.397 × 10"] * 4)))) for name in names]
        fits = [own.columns[0] > extent(name, 9, bold=False) for name, own in zip(names, found, strict=True)]
        steps = [own for own, _ in groupby(zip((own.dense for own in found), fits, strict=True))]
        assert steps == [(False, True), (True, True), (False, False)]

    def test_no_text_is_an_even_table(self):
        assert fit(table_of(("", ""), head=("", ""))).columns == (WIDTH / 2, WIDTH / 2)
