"""One file gives every document the name, logo, font and colours of a secretariat."""

from __future__ import annotations

import base64
import re
import shutil
import threading
import zipfile
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import docx
import matplotlib
import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageFile
from places import ROOT
from tools.accessibility import axe_reports
from tools.pdf_text import read_pdf
from tools.pdf_ua import pdf_ua_faults

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.pdf import write_pdf
from kkr_analysis.errors import HouseStyleError
from kkr_analysis.presentation.house_style import Colours, DarkColours, HouseStyle, files, read_house_style
from kkr_analysis.presentation.style_sheet import chosen, css

NAME = 'KKR-sekretariatet <b>"Øst"</b>'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20"/></svg>'
OWN = f"""
navn = '{NAME}'
logo = "husstil/logo.svg"
logo_tekst = "Sekretariatets våben"

[skrift]
navn = "Husets skrift"
normal = "husstil/normal.ttf"
fed = "husstil/fed.ttf"

[farver]
fremhaevet = "#7a1040"
tekst = "#101010"
"""


def write_style(root: Path, text: str) -> Path:
    """Put a house style with its files in a folder."""
    (root / "husstil").mkdir(exist_ok=True)
    (root / "husstil" / "logo.svg").write_text(LOGO, encoding="utf-8")
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    (root / "husstil" / "normal.ttf").write_bytes((fonts / "DejaVuSerif.ttf").read_bytes())
    (root / "husstil" / "fed.ttf").write_bytes((fonts / "DejaVuSerif-Bold.ttf").read_bytes())
    (root / "husstil.toml").write_text(text, encoding="utf-8")
    return root


def refused(root: Path, text: str) -> str:
    """Return what is said of a house style."""
    with pytest.raises(HouseStyleError) as fault:
        read_house_style(write_style(root, text))
    return str(fault.value)


class TestTheFile:
    """husstil.toml is read whole or refused with every fault in it."""

    def test_none_is_the_packages_own(self, tmp_path):
        assert read_house_style(tmp_path) == HouseStyle()

    def test_every_line_of_the_projects_own_file_says_what_holds_without_it(self, tmp_path):
        text = (ROOT / "husstil.toml").read_text(encoding="utf-8")
        assert read_house_style(ROOT) == HouseStyle()
        used, lines = re.subn(r"(?m)^# (?=\[|\w+ = )", "", text)
        assert lines == 25
        assert read_house_style(write_style(tmp_path, used)) == HouseStyle()

    def test_what_is_chosen_is_read(self, tmp_path):
        style = read_house_style(write_style(tmp_path, OWN))
        assert (style.publisher, style.logo.alt, style.font.name) == (
            NAME,
            "Sekretariatets våben",
            "Husets skrift",
        )
        assert style.light == Colours(rule="#7a1040", ink="#101010")
        assert style.dark == DarkColours()
        assert (style.look.ink, style.look.normal) == ("#101010", tmp_path / "husstil" / "normal.ttf")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("navn = 3", "navn skal være en tekst i anførselstegn, men er 3."),
            ("farve = 'x'", "farve kendes ikke. Mente du farver?"),
            ("[farver]\ntext = '#000000'", "[farver] text kendes ikke. Mente du tekst?"),
            ("farver = '#000000'", "farver skal være et afsnit"),
            ("[farver]\ntekst = 'rød'", "[farver] tekst er »rød«, men skal skrives som #16202A."),
            ("[farver]\ntekst = '#999999'", "kan ikke læses på baggrunden: kontrasten er 2,84, og der skal"),
            ("[farver_moerk]\nbaggrund = '#ffffff'", "[farver_moerk] tekst kan ikke læses på baggrunden"),
            ("[farver]\nadvarsel = '#ffffaa'", "[farver] advarsel kan ikke ses på baggrunden"),
            ("logo = 'logo.gif'\nlogo_tekst = 'x'", "skal være en fil, der ender på .svg eller .png."),
            (
                "logo = 'mangler.svg'\nlogo_tekst = 'x'",
                "den fil er der ikke. Læg den ved siden af husstil.toml",
            ),
            ("logo = 'husstil/logo.svg'", "logo_tekst mangler"),
            ("[skrift]\nnavn = 'Arial'", "[skrift] skal have både navn, normal og fed"),
            ("navn =", "ikke gyldig TOML"),
            ("navn = 'x'\n\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "=", "TOML"),
        ],
    )
    def test_a_fault_is_said_with_its_place(self, tmp_path, text, said):
        assert said in refused(tmp_path, text)

    def test_all_faults_are_said_at_once(self, tmp_path):
        said = refused(
            tmp_path, "[farver]\ntekst = '#999999'\n[farver_moerk]\nlink = 'x'\n[skrift]\nnormal = 'a'"
        )
        assert said.count("\n  - ") == 5

    def test_a_file_that_is_not_utf_8(self, tmp_path):
        (tmp_path / "husstil.toml").write_bytes("navn = 'ø'".encode("latin-1"))
        with pytest.raises(HouseStyleError, match="Gem den som UTF-8"):
            read_house_style(tmp_path)


def png(mode: str = "RGB", picture_format: str = "PNG") -> bytes:
    out = BytesIO()
    Image.effect_noise((60, 60), 80).convert(mode).save(out, picture_format)
    return out.getvalue()


def svg(inside: str, size: str = 'viewBox="0 0 60 20"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'.encode()


DEJAVU = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
SYMBOLS = DEJAVU.with_name("STIXSizOneSymReg.ttf")
NO_PICTURES = {
    "empty": ("svg", b""),
    "html": ("svg", b"<!DOCTYPE html><html><body>Log ind</body></html>"),
    "html as xml": ("svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    "text": ("svg", "Sekretariatets våben".encode()),
    "svg without its name space": ("svg", LOGO.replace(' xmlns="http://www.w3.org/2000/svg"', "").encode()),
    "svg without a size": ("svg", svg("<path d='M0 0h9'/>", size="")),
    "svg of no height": ("svg", svg("<path d='M0 0h9'/>", size='width="9" height="0"')),
    "svg with nothing in it": ("svg", svg("<g/>")),
    "svg cut off": ("svg", LOGO[:80].encode()),
    "svg with entities": ("svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + LOGO.encode()),
    "png called svg": ("svg", png()),
    "empty png": ("png", b""),
    "png cut off": ("png", png()[:-500]),
    "png with a changed byte": ("png", png()[:200] + b"xx" + png()[202:]),
    "gif called png": ("png", png("P", "GIF")),
    "jpeg called png": ("png", png("RGB", "JPEG")),
    "svg called png": ("png", LOGO.encode()),
    "html called png": ("png", b"<html>404</html>"),
}
NO_FONTS = {
    "empty": b"",
    "html": b"<html>404</html>",
    "cut off": DEJAVU.read_bytes()[:60_000],
    "zip": b"PK\3\4" + bytes(500),
    "symbols": SYMBOLS.read_bytes(),
}


class TestItsFiles:
    """»a logo that is no picture …, a font that is none«: one message with file and next step."""

    @pytest.mark.parametrize("name", NO_PICTURES)
    def test_a_logo_that_is_no_picture(self, tmp_path, monkeypatch, name):
        """WeasyPrint sets the same for all that Pillow reads after its import."""
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
        ending, content = NO_PICTURES[name]
        (tmp_path / f"logo.{ending}").write_bytes(content)
        said = refused(tmp_path, f"logo = 'logo.{ending}'\nlogo_tekst = 'x'").splitlines()
        assert len(said) == 2
        assert said[1].startswith(f"  - logo er »logo.{ending}«, men ")
        assert said[1].endswith("Gem logoet igen som SVG eller PNG i et tegneprogram.")

    @pytest.mark.parametrize("content", [png(), png("P"), png("RGBA"), png("L")])
    def test_a_picture_is_read(self, tmp_path, content):
        (tmp_path / "logo.png").write_bytes(content)
        style = read_house_style(write_style(tmp_path, "logo = 'logo.png'\nlogo_tekst = 'x'"))
        assert style.logo.path == tmp_path / "logo.png"

    @pytest.mark.parametrize("name", NO_FONTS)
    def test_a_font_that_is_none(self, tmp_path, name):
        (tmp_path / "x.ttf").write_bytes(NO_FONTS[name])
        text = OWN.replace("husstil/normal.ttf", "x.ttf").replace("husstil/fed.ttf", "x.ttf")
        said = refused(tmp_path, text).splitlines()
        assert [line.split(",")[0] for line in said[1:]] == [
            f"  - [skrift] {key} er »x.ttf«" for key in ("normal", "fed")
        ]
        assert said[1].endswith(("Hent skriften igen som .ttf eller .otf.", "Vælg en anden skrift."))

    def test_what_is_too_large_is_not_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "LARGEST", 50)
        assert refused(tmp_path, OWN).count("mere end") == 3


class TestTheStyleSheet:
    def test_the_packages_own_adds_nothing(self):
        assert chosen(HouseStyle()) == ""

    def test_the_values_in_code_are_those_of_the_style_sheet(self):
        """bilag.css stands alone; the values in code say the same."""
        rules = re.findall(r":root \{(.*?)\}", css(HouseStyle()), re.DOTALL)
        for rule, colours in zip(rules, (Colours(), DarkColours()), strict=True):
            written = dict(re.findall(r"--(\w+): (#\w+)", rule))
            for name, colour in written.items():
                short = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
                assert getattr(colours, name) == short
            assert set(written) == set(Colours.__dataclass_fields__)

    def test_a_fonts_name_ends_no_rule(self, tmp_path):
        text = OWN.replace("Husets skrift", "X'}</style><script>")
        rules = chosen(read_house_style(write_style(tmp_path, text)))
        assert 'font-family: "Xstylescript", Verdana' in rules


@pytest.fixture(scope="module")
def styled(tmp_path_factory):
    """KKR Nordjylland built in the house style; the files' path without the ending."""
    root = tmp_path_factory.mktemp("husstil")
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    own = Project(write_style(root, OWN))
    order = Order(regions=["nordjylland"], term="2022-2026", formats=("html", "pdf", "docx", "xlsx"))
    build_enclosures(order, compute(order, own), project=own, output=root / "ud")
    return root / "ud" / "2022-2026" / "kkr-nordjylland"


class TestEveryDocument:
    """»name, logo, fonts, colours of another secretariat can be put in without touching code«."""

    def test_the_page_has_name_logo_and_colours(self, styled):
        for file in (styled.with_suffix(".html"), styled.with_name("index.html")):
            page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
            assert page.select_one(".masthead span").get_text() == NAME
            assert page.select_one(".masthead img")["alt"] == "Sekretariatets våben"
            assert "--rule: #7a1040" in page.style.string
            assert '"Husets skrift", Verdana' in page.style.string

    def test_the_page_stays_accessible_and_fetches_nothing(self, need, styled):
        need("chromium")
        [report] = axe_reports([styled.with_suffix(".html")]).values()
        assert (report.violations, report.incomplete, report.requests) == ((), (), ())

    def test_the_pdf_is_set_with_the_font_and_stays_accessible(self, need, styled):
        need("vera", "pdftotext", "pdffonts")
        content = read_pdf(styled.with_suffix(".pdf"))
        assert {font.name for font in content.fonts} == {"Husets-skrift", "Husets-skrift-Bold"}
        assert pdf_ua_faults(styled.with_suffix(".pdf")) == []

    def test_the_workbook_names_the_author(self, styled):
        with zipfile.ZipFile(styled.with_suffix(".xlsx")) as packed:
            core = packed.read("docProps/core.xml").decode()
        assert f"<dc:creator>{escape(NAME, quote=False)}</dc:creator>" in core

    def test_the_word_file_has_its_font_colour_author_and_name(self, styled):
        document = docx.Document(str(styled.with_suffix(".docx")))
        assert document.core_properties.author == NAME
        assert document.paragraphs[0].text == NAME
        with zipfile.ZipFile(styled.with_suffix(".docx")) as packed:
            sheet = packed.read("word/styles.xml").decode()
        assert 'w:ascii="Husets skrift"' in sheet
        assert '"7A1040"' in sheet
        assert '"14406B"' not in sheet


def test_a_logo_asks_no_other_address_while_the_pdf_is_made(tmp_path):
    """A picture inside an SVG would be fetched by whoever draws the page, and could be any file or server."""
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}"/></svg>'
        data = base64.b64encode(svg.encode()).decode()
        picture = f'<img alt="Logo" src="data:image/svg+xml;base64,{data}">'
        page = f'<html lang="da"><title>x</title><h1>x</h1>{picture}<img alt="x" src="{address}"></html>'
        write_pdf(page, tmp_path / "x.pdf")
        server.shutdown()
    assert asked == []
