"""``kkr verify``: the very file holds, and a changed figure in any format is found with its place."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from places import ROOT, TERMS, enclosure
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, TextStringObject
from tools.libreoffice import converted

from kkr_analysis.composition.record import Fingerprint, fingerprint_of, found_in
from kkr_analysis.data.load import load_result
from kkr_analysis.data.sources import seal
from kkr_analysis.documents.build.pdf import write_pdf
from kkr_analysis.documents.verify.contents import contents_of
from kkr_analysis.documents.verify.verify import deviations, verify
from kkr_analysis.errors import DataError

FORMATS = ("html", "pdf", "xlsx", "json")


def tampered(file: Path, folder: Path) -> Path:
    """Copy a file of Midtjylland with A's votes one higher: 205,814 instead of 205,813."""
    copy = folder / file.name
    if file.suffix == ".pdf":
        html = file.with_suffix(".html").read_text("utf-8")
        assert "205.813" in html
        write_pdf(html.replace("205.813", "205.814", 1), copy)
    elif file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as packed, zipfile.ZipFile(copy, "w") as other:
            for name in packed.namelist():
                content = packed.read(name)
                if name == "xl/worksheets/sheet3.xml":
                    content, number = re.subn(rb"<v>205813</v>", b"<v>205814</v>", content)
                    assert number == 1
                other.writestr(name, content)
    else:
        number = "205.813" if file.suffix == ".html" else "205813"
        text = file.read_text("utf-8")
        assert number in text
        copy.write_text(text.replace(number, number[:-1] + "4", 1), "utf-8")
    return copy


class TestEveryFormat:
    """»takes a bilag (HTML, PDF, XLSX or JSON), … recomputes from data/raw and says stemmer«."""

    @pytest.mark.parametrize(
        ("term", "suffix"), [*((TERMS[0], own) for own in FORMATS), (TERMS[1], "html"), (TERMS[1], "json")]
    )
    def test_the_very_file_holds_byte_for_byte(self, built, project, term, suffix):
        verdict = verify(enclosure(built / term, "midtjylland", suffix), project)
        assert verdict.same_bytes
        assert verdict.same_result
        assert verdict.holds

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_one_vote_more_is_found_with_its_place(self, reports, project, tmp_path, suffix):
        verdict = verify(tampered(enclosure(reports, "midtjylland", suffix), tmp_path), project)
        assert not verdict.holds
        assert verdict.same_result
        [deviation] = verdict.deviations
        assert "205814" in deviation.found.replace(".", "")
        assert "205813" in deviation.expected.replace(".", "")
        places = {
            "html": "afsnittet »",
            "pdf": "side ",
            "xlsx": "arket Beregning",
            "json": "contenders[0].votes",
        }
        assert places[suffix] in deviation.place

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_every_format_carries_the_same_fingerprint(self, reports, project, suffix):
        file = enclosure(reports, "midtjylland", suffix)
        mark = fingerprint_of(load_result("midtjylland", "2022-2026", project=project))
        assert contents_of(suffix, file.read_bytes()).fingerprint == mark


def repacked(file: Path, copy: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Copy a workbook with every part of it changed by a function of its name and content."""
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(copy, "w") as other:
        for name in packed.namelist():
            other.writestr(name, change(name, packed.read(name)))
    return copy


def change_description(writer: PdfWriter) -> None:
    tag = next(own for own in writer._objects if isinstance(own, dict) and "/Alt" in own)
    tag[NameObject("/Alt")] = TextStringObject(str(tag["/Alt"]).replace("36", "37", 1))


def change_picture(writer: PdfWriter) -> None:
    page = writer.pages[0]
    drawn = page["/Contents"].get_object().get_data()
    changed = DecodedStreamObject()
    end = re.compile(rb"(/Figure\s+<<.*?\d) l\n", re.DOTALL)
    changed.set_data(end.sub(rb"\g<1>1 l\n", drawn, count=1))
    assert changed.get_data() != drawn
    page[NameObject("/Contents")] = writer._add_object(changed)


def change_title(writer: PdfWriter) -> None:
    writer.add_metadata({"/Title": "Sammensætning af KKR Midtjylland 2022–27"})


class TestAnyDigit:
    """»A changed byte in any number is found«: one digit at a time, an even sample of all of them."""

    def test_in_the_text_and_in_the_descriptions_of_a_page(self, reports):
        html = enclosure(reports, "midtjylland", "html").read_bytes()
        mark, expected = contents_of("html", html).fingerprint, contents_of("html", html).words
        assert mark is not None
        places = [found.start() for found in re.finditer(rb"\d", html)]
        assert len(places) > 3000
        for place in places[:: len(places) // 60]:
            changed = html[:place] + digit(html[place : place + 1]) + html[place + 1 :]
            found = contents_of("html", changed)
            assert found.fingerprint != mark or deviations(found.words, expected) != ()

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            (change_description, "figurens beskrivelse"),
            (change_picture, "figuren på side 1"),
            (change_title, "dokumentets oplysninger"),
        ],
    )
    def test_in_descriptions_pictures_and_the_title_of_a_pdf(self, reports, tmp_path, change, place):
        file = enclosure(reports, "midtjylland", "pdf")
        expected = contents_of("pdf", file.read_bytes())
        writer = PdfWriter(clone_from=file)
        change(writer)
        writer.write(tmp_path / "x.pdf")
        found = contents_of("pdf", (tmp_path / "x.pdf").read_bytes())
        assert found.fingerprint == expected.fingerprint
        [deviation] = [own for own in deviations(found.words, expected.words) if own.found != "pypdf"]
        assert deviation.place == place

    def test_a_surface_that_covers_a_number_of_a_pdf(self, reports, tmp_path):
        file = enclosure(reports, "midtjylland", "pdf")
        writer = PdfWriter(clone_from=file)
        covered = DecodedStreamObject()
        drawn = writer.pages[0]["/Contents"].get_object().get_data()
        covered.set_data(drawn + b"\n1 1 1 rg 90 300 40 20 re\nf\n")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(covered)
        writer.write(tmp_path / "x.pdf")
        expected = contents_of("pdf", file.read_bytes()).words
        found = deviations(contents_of("pdf", (tmp_path / "x.pdf").read_bytes()).words, expected)
        assert "tegnet på side 1" in {own.place for own in found}

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"<row ", b'<row hidden="1" '),
            (b"<sheet ", b'<sheet state="hidden" '),
            (b"<calcPr ", b'<calcPr calcMode="manual" '),
        ],
    )
    def test_what_is_hidden_in_a_workbook(self, reports, tmp_path, old, new):
        file = enclosure(reports, "midtjylland", "xlsx")
        changed = repacked(file, tmp_path / "x.xlsx", lambda _, content: content.replace(old, new, 1))
        expected = contents_of("xlsx", file.read_bytes()).words
        assert deviations(contents_of("xlsx", changed.read_bytes()).words, expected) != ()

    def test_a_key_that_stands_twice(self, reports):
        text = enclosure(reports, "midtjylland", "json").read_text("utf-8")
        with pytest.raises(DataError, match="en nøgle står to gange"):
            contents_of("json", text.replace("{", '{"region": "x", ', 1).encode())

    def test_a_list_with_nothing_more_in_it(self, reports):
        text = enclosure(reports, "midtjylland", "json").read_text("utf-8")
        assert '"contenders": [' in text
        longer = text.replace('"contenders": [', '"contenders": [[], ', 1)
        expected = contents_of("json", text.encode()).words
        assert deviations(contents_of("json", longer.encode()).words, expected) != ()

    @pytest.mark.parametrize("element", ["f", "v", "t", "oddFooter"])
    def test_in_values_formulas_and_footers_of_a_workbook(self, reports, tmp_path, element):
        """A formula that points elsewhere has the right value until somebody changes a vote."""
        file = enclosure(reports, "midtjylland", "xlsx")
        expected = contents_of("xlsx", file.read_bytes()).words
        pattern = re.compile(rf"<{element}[ >][^<]*?(\d)".encode())
        counted = 0
        with zipfile.ZipFile(file) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        for name, content in parts.items():
            if not name.startswith(("xl/worksheets/sheet", "xl/sharedStrings")):
                continue
            places = [found.start(1) for found in pattern.finditer(content)]
            for place in places[:: max(len(places) // 6, 1)]:
                changed = content[:place] + digit(content[place : place + 1]) + content[place + 1 :]
                copy = repacked(
                    file, tmp_path / "x.xlsx", lambda own, old, n=name, c=changed: c if own == n else old
                )
                try:
                    words = contents_of("xlsx", copy.read_bytes()).words
                except DataError:
                    words = []
                assert deviations(words, expected) != (), content[place - 60 : place + 20]
                counted += 1
        assert counted >= 5

    def test_in_the_keys_and_values_of_a_result(self, reports):
        text = enclosure(reports, "midtjylland", "json").read_text("utf-8")
        expected = contents_of("json", text.encode()).words
        places = [found.start() for found in re.finditer(r"(?<=[0-9a-z\" ])[0-9]", text)]
        for place in places[:: len(places) // 40]:
            changed = text[:place] + digit(text[place].encode()).decode() + text[place + 1 :]
            assert deviations(contents_of("json", changed.encode()).words, expected) != ()

    def test_a_workbook_that_libreoffice_saved_again_still_holds(self, reports, project, tmp_path, need):
        need("soffice")
        [saved] = converted([enclosure(reports, "midtjylland", "xlsx")], "xlsx", tmp_path)
        verdict = verify(saved, project)
        assert verdict.deviations == ()
        assert verdict.holds
        assert not verdict.same_bytes

    def test_a_workbook_that_swells_is_refused(self, project, tmp_path):
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
        with pytest.raises(DataError, match="fylder for meget, når den pakkes ud"):
            verify(tmp_path / "x.xlsx", project)


def digit(old: bytes) -> bytes:
    """Return the next digit."""
    return str((int(old) + 1) % 10).encode()


class TestChangedFigures:
    def test_figures_changed_since_give_another_result(self, reports, own_project):
        from kkr_analysis.data.project import Project

        mayors = own_project / "data" / "raw" / "kv2021" / "borgmestre.csv"
        text = mayors.read_text("utf-8")
        assert text.count("Jacob Bundsgaard") == 1
        mayors.write_text(text.replace("Jacob Bundsgaard", "Jakob Bundsgård"), "utf-8")
        seal([mayors], "Prøve", date(2026, 1, 1))
        verdict = verify(enclosure(reports, "midtjylland", "json"), Project(own_project))
        assert not verdict.same_result
        assert not verdict.holds


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "content", "found"),
        [
            ("x.html", b"<p>intet</p>", "har intet fingeraftryk"),
            ("x.html", b"\xff\xfe\x00", "ikke en gyldig html-fil"),
            ("x.json", b"{}", "har intet fingeraftryk"),
            ("x.json", b"{", "ikke en gyldig json-fil"),
            ("x.pdf", b"%PDF-1.7", "ikke en gyldig pdf-fil"),
            ("x.xlsx", b"PK", "ikke en gyldig xlsx-fil"),
            ("x.docm", b"x", "kan ikke efterprøves"),
        ],
    )
    def test_a_file_that_is_none_is_one_message(self, project, tmp_path, name, content, found):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match=found):
            verify(tmp_path / name, project)

    def test_a_missing_file(self, project, tmp_path):
        with pytest.raises(DataError, match="den findes ikke"):
            verify(tmp_path / "x.html", project)


class TestFingerprint:
    def test_it_is_read_as_it_is_written(self):
        mark = Fingerprint(
            region="midtjylland",
            term="2022-2026",
            as_of=date(2022, 1, 19),
            alliances=("C+V", "A+F+Ø"),
            sha256="a" * 64,
        )
        assert found_in(f"før {mark} efter") == mark
        assert found_in(str(mark).replace("2022-01-19", "2022-13-19")) is None
        assert found_in("") is None

    def test_words_that_are_missing_and_words_too_many_are_told(self):
        one, other = [("her", "a"), ("her", "b")], [("der", "b"), ("der", "c")]
        assert [(own.found, own.expected) for own in deviations(one, other)] == [
            ("a", ""),
            ("", "c"),
        ]


class TestCommand:
    def test_it_says_stemmer_or_which_figure_does_not(self, reports, tmp_path):
        def run(file: Path) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "kkr_analysis.cli", "verify", str(file)]
            return subprocess.run(
                command,
                cwd=ROOT,
                env=os.environ,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )

        file = shutil.copy(enclosure(reports, "midtjylland", "json"), tmp_path / "sendt.json")
        done = run(Path(file))
        assert done.returncode == 0
        assert done.stdout.splitlines() == ["KKR Midtjylland 2022–26, pr. 2022-01-19", "stemmer"]
        done = run(tampered(enclosure(reports, "midtjylland", "json"), tmp_path))
        assert done.returncode == 1
        assert "contenders[0].votes: fandt »205814«, ventede »205813«" in done.stdout
        assert done.stdout.splitlines()[-1] == "stemmer ikke"
