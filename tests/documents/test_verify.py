"""``kkr verify``: the very file is unchanged, and everything else is not the file that was built."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from places import ROOT, TERM, enclosure
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from tools.command import kkr
from tools.elected import elected

from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.data.sources.sealing import seal
from kkr_analysis.documents.signing import sign
from kkr_analysis.documents.verify import reading
from kkr_analysis.documents.verify.verify import (
    Standing,
    Verdict,
    held_against,
    read_file,
    steps_to_verify,
    verify,
)
from kkr_analysis.errors import DataError, MissingFileError

READ_HERE = pytest.mark.usefixtures("read_here")
FORMATS = ("html", "pdf", "docx", "xlsx", "json")


@pytest.fixture(scope="module")
def result():
    return elected("midtjylland", TERM)


@pytest.fixture
def held(reports, result, tmp_path) -> Callable[[str, bytes], Verdict]:
    """Hold changed bytes of one of Midtjylland's files against the file that was built."""

    def hold(suffix: str, content: bytes) -> Verdict:
        changed = tmp_path / f"kkr-midtjylland.{suffix}"
        changed.write_bytes(content)
        return held_against(read_file(changed), enclosure(reports, "midtjylland", suffix), result)

    return hold


def content_of(reports: Path, suffix: str) -> bytes:
    return enclosure(reports, "midtjylland", suffix).read_bytes()


def repacked(content: bytes, part: str, old: bytes, new: bytes, folder: Path) -> bytes:
    """Change one part of a packed file."""
    source, target = folder / "foer.zip", folder / "efter.zip"
    source.write_bytes(content)
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w") as other:
        for name in packed.namelist():
            entry = packed.read(name)
            if name == part:
                assert old in entry
                entry = entry.replace(old, new, 1)
            other.writestr(name, entry)
    return target.read_bytes()


class TestTheVeryFile:
    @pytest.mark.parametrize(
        ("term", "region", "suffix"),
        [
            *((TERM, "midtjylland", suffix) for suffix in FORMATS),
            ("2026-2030", "syddanmark", "pdf"),
            ("2026-2030", "syddanmark", "json"),
        ],
    )
    def test_it_is_unchanged(self, built, project, term, region, suffix):
        path, told = enclosure(built / term, region, suffix), list[str]()
        verdict = verify(path, project, tell=told.append)
        assert (verdict.standing, verdict.holds, verdict.obstacles) == (Standing.UNCHANGED, True, ())
        assert tuple(told) == steps_to_verify(path)  # what is promised at the beginning is what is done

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_every_format_carries_the_contract_and_the_fingerprint(self, reports, result, suffix):
        data = reading.read_data(enclosure(reports, "midtjylland", suffix).read_bytes(), suffix)
        assert data.record is not None
        assert json.loads(data.record) == json.loads(content_of(reports, "json"))
        assert str(fingerprint_of(result)) in data.identifying

    def test_the_pdf_says_what_its_attachment_is(self, reports):
        catalog = PdfReader(enclosure(reports, "midtjylland", "pdf")).trailer["/Root"]
        [attached] = [entry.get_object() for entry in catalog["/AF"]]
        assert (attached["/AFRelationship"], attached["/UF"]) == ("/Data", "kkr-midtjylland.json")


PAGE_EDITS = {
    "a vote": ("205.813", "205.814"),
    "a word": ("Borgmestre", "Borgmester"),
    "a comment": ("<main>", "<main><!-- 9 medlemmer -->"),
    "an attribute": ("<main>", '<main data-medlemmer="9">'),
    "a title": ("</title>", " 9</title>"),
    "an unseen element": ("<main>", "<main><p hidden>9</p>"),
    "text that no parser keeps": ("</body>", "<noscript>9</noscript></body>"),
    "a style": ("</style>", "td { font-size: 0 }</style>"),
    "generated content": ("</style>", 'h1::after { content: "9" }</style>'),
    "a white surface": ("<main>", '<main><div style="position:fixed;inset:0;background:#fff"></div>'),
    "a script": ("</body>", "<script>document.title = 9</script></body>"),
    "tags exchanged": ("<h1", "<h2"),
    "white space": ("<main>", "<main> "),
    "a description": ('name="description"', 'name="description" lang="en"'),
}
BOOK_EDITS = {
    "a value": ("xl/worksheets/sheet3.xml", b"<v>205813</v>", b"<v>205814</v>"),
    "a cell moved by one": ("xl/worksheets/sheet3.xml", b'r="C15"', b'r="C95"'),
    "a formula": ("xl/worksheets/sheet3.xml", b"<f>", b"<f>0+"),
    "a column of no width": (
        "xl/worksheets/sheet1.xml",
        b"<cols>",
        b'<cols><col min="3" max="3" width="0"/>',
    ),
    "a sheet hidden": ("xl/workbook.xml", b"<sheet ", b'<sheet state="hidden" '),
    "no recalculation": ("xl/workbook.xml", b"<calcPr ", b'<calcPr calcMode="manual" '),
}
WORD_EDITS = {
    "a vote": ("word/document.xml", b"205.813", b"205.814"),
    "a hidden run": ("word/document.xml", b"<w:rPr>", b"<w:rPr><w:vanish/>"),
}


@READ_HERE
class TestAnythingElse:
    """One byte of difference, seen or unseen, and the file is not the one that was built."""

    @pytest.mark.parametrize("edit", PAGE_EDITS)
    def test_of_a_page(self, held, reports, edit):
        old, new = PAGE_EDITS[edit]
        text = content_of(reports, "html").decode("utf-8")
        assert old in text
        assert held("html", text.replace(old, new, 1).encode()).standing is Standing.NOT_OURS

    @pytest.mark.parametrize(
        ("suffix", "edit"),
        [*(("xlsx", edit) for edit in BOOK_EDITS), *(("docx", edit) for edit in WORD_EDITS)],
    )
    def test_of_a_packed_file(self, held, reports, tmp_path, suffix, edit):
        part, old, new = (BOOK_EDITS if suffix == "xlsx" else WORD_EDITS)[edit]
        content = repacked(content_of(reports, suffix), part, old, new, tmp_path)
        assert held(suffix, content).standing is Standing.NOT_OURS

    @pytest.mark.parametrize("edit", ["saved again", "a surface over a page", "a word of it", "a page gone"])
    def test_of_a_pdf(self, held, reports, tmp_path, edit):
        writer = PdfWriter(clone_from=enclosure(reports, "midtjylland", "pdf"))
        if edit == "a surface over a page":
            drawn = DecodedStreamObject()
            drawn.set_data(b"1 1 1 rg 0 0 600 800 re f")
            writer.pages[0][NameObject("/Contents")] = writer._add_object(drawn)
        elif edit == "a page gone":
            del writer.pages[0]
        elif edit == "a word of it":
            writer.add_metadata({"/Subject": "9 medlemmer"})
        writer.write(tmp_path / "ny.pdf")
        verdict = held("pdf", (tmp_path / "ny.pdf").read_bytes())
        assert not verdict.holds
        assert verdict.standing in (Standing.NOT_OURS, Standing.UNCONFIRMED)
        assert verdict.differences == ()

    @pytest.mark.parametrize("place", range(0, 100, 9))
    def test_any_one_byte_of_a_page(self, held, reports, place):
        content = bytearray(content_of(reports, "html"))
        at = content.index(b"</style>") + (len(content) - content.index(b"</style>")) * place // 100
        content[at] = ord("7") if content[at] != ord("7") else ord("8")
        with suppress(DataError):  # the byte made it no page, or one without a fingerprint
            assert not held("html", bytes(content)).holds


@READ_HERE
class TestSavedAgain:
    """The same keys and values in any order, with or without a mark: not the file, but its data are ours."""

    @pytest.mark.parametrize("how", ["bom", "sorted", "one line"])
    def test_data_that_are_ours(self, held, reports, how):
        values = json.loads(content_of(reports, "json"))
        content = {
            "bom": b"\xef\xbb\xbf" + content_of(reports, "json"),
            "sorted": json.dumps(values, sort_keys=True, indent=2, ensure_ascii=False).encode(),
            "one line": json.dumps(values).encode(),
        }[how]
        verdict = held("json", content)
        assert (verdict.standing, verdict.differences) == (Standing.NOT_OURS, ())

    def test_a_page_with_a_mark(self, held, reports):
        verdict = held("html", b"\xef\xbb\xbf" + content_of(reports, "html"))
        assert (verdict.standing, verdict.differences) == (Standing.NOT_OURS, ())


@READ_HERE
class TestFiguresByMeaning:
    def changed(self, reports, change) -> bytes:
        values = json.loads(content_of(reports, "json"))
        change(values)
        return json.dumps(values).encode()

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda kkr: kkr["contenders"][0].update(seats=9), "A: 10 → 9 medlemmer"),
            (lambda kkr: kkr.update(total=35), "Medlemmer i alt: 36 → 35"),
            (lambda kkr: kkr["chair"].update(contender="V"), "Formand: A → V"),
            (lambda kkr: kkr["contenders"][0].update(votes=205814), "A: 205.813 → 205.814 stemmer"),
            (lambda kkr: kkr["contenders"][0].update(eligible=False), "A: ikke berettiget i filen"),
            (lambda kkr: kkr["readings"].update(K6="dhondt"), "Læsningen af K6: oprunding → d'Hondt"),
            (lambda kkr: kkr["margins"][0]["seats"].update(to_win=1), "Andre værdier i »margins«."),
            (lambda kkr: kkr.update(extra=1), "Andre værdier i filens data end tal og navne."),
            (lambda kkr: kkr.update(total="9"), "Filens data er ikke et resultat, som kan læses."),
            (lambda kkr: kkr.update(total=36.0), "Filens data er ikke et resultat, som kan læses."),
            (lambda kkr: kkr.pop("region"), "Filens data er ikke et resultat, som kan læses."),
        ],
    )
    def test_of_a_result(self, held, reports, change, told):
        verdict = held("json", self.changed(reports, change))
        assert verdict.standing is Standing.NOT_OURS
        assert verdict.differences is not None
        assert told in verdict.differences

    def test_the_most_important_first(self, held, reports):
        def change(kkr):
            kkr["contenders"][1]["votes"] += 1
            kkr["contenders"][0]["seats"] = 9

        assert held("json", self.changed(reports, change)).differences == (
            "A: 10 → 9 medlemmer",
            "B: 38.646 → 38.647 stemmer",
        )

    @pytest.mark.parametrize(
        "wrap", [lambda mark: [mark], lambda mark: mark, lambda mark: {"x": [mark] * 99}]
    )
    def test_json_that_is_no_result_but_carries_the_fingerprint(self, held, reports, wrap):
        mark = json.loads(content_of(reports, "json"))["fingerprint"]
        verdict = held("json", json.dumps(wrap(mark)).encode())
        assert verdict.differences == ("Filens data er ikke et resultat, som kan læses.",)

    def test_a_key_that_stands_twice(self, held, reports):
        content = content_of(reports, "json").replace(b'"total": 36,', b'"total": 36, "total": 36,')
        assert "En nøgle står to gange" in held("json", content).differences[0]

    def test_of_a_record_inside_a_page(self, held, reports):
        content = content_of(reports, "html")
        total = b"&quot;total&quot;: %d,"
        assert content.count(total % 36) == 1
        content = content.replace(total % 36, total % 35)
        assert held("html", content).differences == ("Medlemmer i alt: 36 → 35",)

    def test_of_a_cell_with_what_stands_by_it(self, held, reports, tmp_path):
        content = repacked(content_of(reports, "xlsx"), *BOOK_EDITS["a value"], tmp_path)
        [told] = held("xlsx", content).differences
        assert re.search(r"celle C15 \(A / Stemmer\): »205813« → »205814«", told)


@READ_HERE
class TestWhatCannotBeBuiltAlike:
    def older(self, reports) -> bytes:
        return content_of(reports, "json").replace(b'"version": "', b'"version": "0.0.')

    def test_another_version_is_not_a_yes(self, held, reports):
        verdict = held("json", self.older(reports))
        assert (verdict.standing, verdict.holds) == (Standing.UNCONFIRMED, False)
        assert "en anden version af programmet" in verdict.obstacles[0]

    def test_the_list_beside_a_pdf_says_whether_it_is_as_published(self, reports, result, tmp_path):
        """As with another Pango; a list says nothing of the other formats, which any machine builds alike."""
        built, other = enclosure(reports, "midtjylland", "pdf"), tmp_path / "kkr-midtjylland.pdf"
        writer = PdfWriter(clone_from=built)
        writer.add_metadata({"/Creator": "kkr-analysis; Pango 99"})
        writer.write(other)
        assert held_against(read_file(other), built, result).standing is Standing.UNCONFIRMED
        digest = hashlib.sha256(other.read_bytes()).hexdigest()
        (tmp_path / "sha256.txt").write_text(f"{digest}  kkr-midtjylland.pdf\n", encoding="utf-8")
        assert held_against(read_file(other), built, result).standing is Standing.AS_LISTED

    def test_a_list_cannot_dress_up_another_version(self, held, reports, tmp_path):
        digest = hashlib.sha256(self.older(reports)).hexdigest()
        (tmp_path / "sha256.txt").write_text(f"{digest}  kkr-midtjylland.json\n", encoding="utf-8")
        assert held("json", self.older(reports)).standing is Standing.UNCONFIRMED

    @pytest.mark.parametrize("suffix", ["json", "html"])
    def test_a_fingerprint_that_is_not_over_the_record_is_no_excuse(self, held, reports, suffix):
        content = re.sub(rb"sha256=[0-9a-f]{64}", b"sha256=" + b"0" * 64, content_of(reports, suffix))
        assert held(suffix, content).standing is Standing.NOT_OURS

    def test_a_list_does_not_make_a_changed_file_ours(self, held, reports, tmp_path):
        content = content_of(reports, "json") + b" "
        digest = hashlib.sha256(content).hexdigest()
        (tmp_path / "sha256.txt").write_text(f"{digest}  kkr-midtjylland.json\n", encoding="utf-8")
        assert held("json", content).standing is Standing.NOT_OURS

    def test_figures_that_changed_since(self, reports, own_project):
        from kkr_analysis.data.project import Project

        votes = own_project / "data" / "raw" / "kv2021" / "stemmer.csv"
        for control in votes.parent.glob("kontroltal*"):
            control.unlink()
        text = votes.read_text(encoding="utf-8")
        votes.write_text(
            re.sub(r"(?m)^(751,.*,)(\d+)$", lambda row: f"{row[1]}{int(row[2]) + 1}", text, count=1)
        )
        seal([votes], "En stemme mere", date(2026, 11, 29))
        alone = shutil.copy(enclosure(reports, "midtjylland", "json"), own_project)
        verdict = verify(Path(alone), Project(own_project))
        assert verdict.standing is Standing.UNCONFIRMED
        assert "tallene eller reglerne er andre i dag" in verdict.obstacles[0]

    def test_the_list_has_every_file_of_the_term(self, reports, need):
        need("sha256sum")
        run = subprocess.run(
            ["sha256sum", "--check", "--quiet", "sha256.txt"], cwd=reports, capture_output=True
        )
        assert run.returncode == 0, run.stdout
        listed = {line[66:] for line in (reports / "sha256.txt").read_text("utf-8").splitlines()}
        files = {path.relative_to(reports).as_posix() for path in reports.rglob("[!.]*") if path.is_file()}
        assert listed == files - {"sha256.txt"}


@READ_HERE
class TestWordSavedAgain:
    def test_a_part_that_word_drops_leaves_the_keywords(self, held, reports, tmp_path):
        import docx

        document = docx.Document(enclosure(reports, "midtjylland", "docx"))
        document.save(tmp_path / "gemt.docx")
        verdict = held("docx", (tmp_path / "gemt.docx").read_bytes())
        assert (verdict.standing, verdict.differences) == (Standing.NOT_OURS, None)


class TestStrangersFiles:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("x.pdf", b"%PDF-1.7 intet"),
            ("x.xlsx", b"PK"),
            ("x.docx", b"PK"),
            ("x.json", b"{"),
            ("x.html", "høj".encode("cp1252")),
        ],
    )
    def test_what_cannot_be_read_is_one_message_without_a_librarys_words(
        self, tmp_path, project, name, content
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError) as raised:
            verify(tmp_path / name, project)
        assert "kan ikke læses som" in str(raised.value)
        assert raised.value.__suppress_context__

    def test_a_file_that_says_nothing_of_its_origin(self, tmp_path, project):
        (tmp_path / "x.html").write_text("<html></html>")
        with pytest.raises(DataError, match="har intet fingeraftryk"):
            verify(tmp_path / "x.html", project)

    def test_another_kind_and_a_missing_file(self, tmp_path, project):
        with pytest.raises(DataError, match="som html, pdf, docx, xlsx eller json"):
            verify(tmp_path / "x.txt", project)
        with pytest.raises(DataError, match="findes ikke"):
            verify(tmp_path / "x.pdf", project)

    def test_one_that_swells_is_refused(self, tmp_path, project):
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", bytes(reading.LARGEST_UNPACKED + 1))
        with pytest.raises(DataError, match="for stor til at være"):
            verify(tmp_path / "x.xlsx", project)

    @pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
    @pytest.mark.parametrize("reader", ["bytearray(2 * reading.MEMORY)", "sum(1 for _ in iter(int, 1))"])
    def test_reading_has_bounds_on_memory_and_time(self, reader):
        """Harmless: a reader of our own that asks for more than there is, and one that does not end."""
        program = (
            "import sys; from kkr_analysis.documents.verify import reading; reading.SECONDS = 1; "
            f"reading.READERS = {{'json': lambda content: {reader}}}; "
            "sys.argv = ['x', 'json']; reading.main()"
        )
        run = subprocess.run([sys.executable, "-c", program], input=b"{}", capture_output=True, timeout=60)
        assert run.returncode != 0


class TestCommand:
    def test_it_says_what_the_file_is(self, reports, tmp_path):
        whole = enclosure(reports, "midtjylland", "json")
        changed = tmp_path / whole.name
        changed.write_text(whole.read_text("utf-8").replace('"seats": 10', '"seats": 9', 1), "utf-8")
        for path, status, said in (
            (whole, 0, "uændret: byte for byte"),
            (changed, 1, "ikke den fil, vi har bygget\n"),
        ):
            run = kkr(ROOT, "verify", path)
            assert (run.returncode, said in run.stdout) == (status, True), run.stderr
        assert "A: 10 → 9 medlemmer" in run.stdout
        assert "kkr build midtjylland --term 2022-2026 --date 2022-01-19" in run.stdout


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    """A secretariat's key file, made for the test."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "KKR Andeby")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1))
        .not_valid_after(datetime(2056, 1, 1))
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True
        )
        .sign(secret, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("noegle") / "kkr.p12"
    encryption = serialization.BestAvailableEncryption(b"kode")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"kkr", secret, certificate, None, encryption))
    return path


@READ_HERE
class TestSignature:
    def signed(self, reports, tmp_path, key) -> tuple[bytes, str]:
        target = tmp_path / "underskrevet.pdf"
        made = sign(enclosure(reports, "midtjylland", "pdf"), target, key=key, passphrase="kode")
        return target.read_bytes(), made.certificate

    def test_a_signed_enclosure_is_unchanged_and_names_its_signer(self, held, reports, result, tmp_path, key):
        content, certificate = self.signed(reports, tmp_path, key)
        (tmp_path / "x.pdf").write_bytes(content)
        verdict = held_against(
            read_file(tmp_path / "x.pdf"), enclosure(reports, "midtjylland", "pdf"), result, certificate
        )
        assert (verdict.standing, verdict.certificate) == (Standing.UNCHANGED, certificate)
        assert verdict.signer == "Common Name: KKR Andeby"
        assert held("pdf", content).standing is Standing.UNCONFIRMED

    def test_what_a_stranger_adds_before_signing_is_not_called_unchanged(self, held, reports, tmp_path, key):
        """An update at the end of the file draws page 1 anew, and a certificate with any name signs it."""
        added = PdfWriter(enclosure(reports, "midtjylland", "pdf"), incremental=True)
        drawn = DecodedStreamObject()
        drawn.set_data(b"1 0 0 rg 0 0 600 800 re f")
        added.pages[0][NameObject("/Contents")] = added._add_object(drawn)
        added.write(tmp_path / "malet.pdf")
        sign(tmp_path / "malet.pdf", tmp_path / "y.pdf", key=key, passphrase="kode")
        content = (tmp_path / "y.pdf").read_bytes()
        assert content.startswith(enclosure(reports, "midtjylland", "pdf").read_bytes())
        assert not held("pdf", content).holds

    def test_a_byte_more_or_another_breaks_it(self, held, reports, tmp_path, key):
        content, _ = self.signed(reports, tmp_path, key)
        other = bytearray(content)
        other[len(content) // 2] ^= 1
        for changed in (content + b"\n% mere\n", bytes(other)):
            with suppress(DataError):
                verdict = held("pdf", changed)
                assert (verdict.holds, verdict.signer) == (False, "")

    def test_a_certificate_that_is_asked_for_has_to_be_the_one(self, reports, result, tmp_path, key):
        content, certificate = self.signed(reports, tmp_path, key)
        (tmp_path / "x.pdf").write_bytes(content)
        built = enclosure(reports, "midtjylland", "pdf")
        for asked, holds in ((certificate, True), ("0" * 64, False)):
            assert held_against(read_file(tmp_path / "x.pdf"), built, result, asked).holds is holds
        assert not held_against(read_file(built), built, result, certificate).holds

    def test_a_changed_file_that_is_signed_is_still_not_ours(self, reports, result, tmp_path, key):
        changed, target = tmp_path / "x.pdf", tmp_path / "y.pdf"
        writer = PdfWriter(clone_from=enclosure(reports, "midtjylland", "pdf"))
        writer.metadata = PdfReader(enclosure(reports, "midtjylland", "pdf")).metadata
        writer.write(changed)
        made = sign(changed, target, key=key, passphrase="kode")
        built = enclosure(reports, "midtjylland", "pdf")
        assert held_against(read_file(target), built, result, made.certificate).standing is Standing.NOT_OURS

    def test_from_another_machine_the_publishers_certificate_decides(self, reports, result, tmp_path, key):
        """Another PDF of the same figures, as with another Pango: whose signature it is has to be known."""
        other, target = tmp_path / "kkr-midtjylland.pdf", tmp_path / "underskrevet.pdf"
        writer = PdfWriter(clone_from=enclosure(reports, "midtjylland", "pdf"))
        writer.add_metadata({"/Creator": "kkr-analysis; Pango 99"})
        writer.write(other)
        made = sign(other, target, key=key, passphrase="kode")
        built = enclosure(reports, "midtjylland", "pdf")
        for certificate, standing in (
            ("", Standing.UNCONFIRMED),
            ("0" * 64, Standing.UNCONFIRMED),
            (made.certificate, Standing.AS_SIGNED),
        ):
            assert held_against(read_file(target), built, result, certificate).standing is standing

    def test_a_wrong_passphrase_and_a_file_that_is_none(self, reports, tmp_path, key):
        target = tmp_path / "ud.pdf"
        with pytest.raises(DataError, match="adgangskode"):
            sign(enclosure(reports, "midtjylland", "pdf"), target, key=key, passphrase="forkert")
        (tmp_path / "x.pdf").write_bytes(b"%PDF")
        with pytest.raises(DataError, match="kan ikke underskrives"):
            sign(tmp_path / "x.pdf", target, key=key, passphrase="kode")
        with pytest.raises(MissingFileError, match=r"ingen\.p12 kan ikke læses: den findes ikke"):
            sign(tmp_path / "x.pdf", target, key=tmp_path / "ingen.p12", passphrase="kode")
        assert not target.exists()

    def test_a_certificate_without_its_key(self, tmp_path, key):
        """As a browser exports it."""
        from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

        certificate = pkcs12.load_key_and_certificates(key.read_bytes(), b"kode")[1]
        (tmp_path / "x.pdf").write_bytes(b"%PDF")
        (tmp_path / "x.p12").write_bytes(
            pkcs12.serialize_key_and_certificates(b"kkr", None, certificate, None, NoEncryption())
        )
        with pytest.raises(DataError, match=r"x\.p12 kan ikke åbnes .* både nøgle og certifikat"):
            sign(tmp_path / "x.pdf", tmp_path / "ud.pdf", key=tmp_path / "x.p12", passphrase="")
