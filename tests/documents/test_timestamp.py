"""SOURCE_DATE_EPOCH, and the enclosure's own day where it is not set."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from places import ROOT, TERM

from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import FORMATS, Order, compute
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.errors import BuildError

EPOCH = "1700000000"
"""14 November 2023, 22:13:20 UTC."""
MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


class TestMadeAt:
    def test_without_it_the_enclosures_own_day(self, monkeypatch):
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert made_at(date(2022, 1, 19)) == datetime(2022, 1, 19, tzinfo=UTC)

    def test_with_it_that_moment(self, monkeypatch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert made_at(date(2022, 1, 19)) == MOMENT

    @pytest.mark.parametrize("given", ["i dag", "1.5", "9" * 30])
    def test_what_is_no_number_of_seconds_is_refused(self, monkeypatch, given):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        with pytest.raises(BuildError, match="antal sekunder siden 1970"):
            made_at(date(2022, 1, 19))


def test_the_moment_decides_what_is_said_of_it_and_nothing_else(project, reports, tmp_path, monkeypatch):
    """
    »the same inputs give the same bytes (HTML, JSON, XLSX, DOCX …), with SOURCE_DATE_EPOCH honoured«.

    What does not say when it was made is as it was built among the others, on its own day; that the rest is
    the same byte for byte at the same moment, `kkr verify` is held to (test_verify.py).
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    order = Order(regions=["sjaelland"], term=TERM)
    build_enclosures(order, compute(order, project), project=project, output=tmp_path)
    made = {file.name: file.read_bytes() for file in (tmp_path / TERM).rglob("[!.]*") if file.is_file()}
    assert {name.rpartition(".")[2] for name in made} == {*FORMATS, "txt", "py"}
    assert not any(str(ROOT).encode() in content for content in made.values())

    own_day = {file.name: file.read_bytes() for file in reports.rglob("kkr-sjaelland*")}
    assert made.keys() - own_day.keys() == {"index.html", "kontrolsummer.html", "sha256.txt", "efterregn.py"}
    documents = {f"kkr-sjaelland{end}" for end in (".docx", ".xlsx", ".pdf", "-kort.pdf")}
    assert {name for name, content in own_day.items() if made[name] != content} == documents

    core = docx.Document(BytesIO(made["kkr-sjaelland.docx"])).core_properties
    assert (core.created, core.modified) == (MOMENT, MOMENT)
    with zipfile.ZipFile(BytesIO(made["kkr-sjaelland.xlsx"])) as packed:
        assert "2023-11-14T22:13:20Z" in packed.read("docProps/core.xml").decode()
