"""SOURCE_DATE_EPOCH, and the enclosure's own day where it is not set."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from places import ROOT

from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import Order, compute
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


@pytest.fixture(scope="module")
def twice(project, tmp_path_factory):
    """Every format of one region, built twice at one moment and once at another."""
    order = Order(regions=["nordjylland"], term="2022-2026")
    folders = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, epoch in (("one", EPOCH), ("two", EPOCH), ("later", str(int(EPOCH) + 100_000))):
            patch.setenv("SOURCE_DATE_EPOCH", epoch)
            folders[name] = tmp_path_factory.mktemp(name)
            results = compute(order, project)
            build_enclosures(order, results, project=project, output=folders[name])
    return {
        name: {file.name: file.read_bytes() for file in folder.rglob("[!.]*") if file.is_file()}
        for name, folder in folders.items()
    }


def test_the_moment_decides_what_is_said_of_it_and_nothing_else(twice):
    """»the same inputs give the same bytes (HTML, JSON, XLSX, DOCX …), with SOURCE_DATE_EPOCH honoured«."""
    endings = {name.rpartition(".")[2] for name in twice["one"]}
    assert endings == {"html", "pdf", "docx", "xlsx", "json", "svg", "png", "ipynb", "txt", "py"}
    assert not any(str(ROOT).encode() in content for content in twice["one"].values())
    assert twice["one"] == twice["two"]

    changed = {name for name in twice["one"] if twice["one"][name] != twice["later"][name]}
    documents = {f"kkr-nordjylland.{suffix}" for suffix in ("docx", "xlsx", "pdf")}
    assert changed == documents | {"index.html", "sha256.txt"}

    core = docx.Document(BytesIO(twice["one"]["kkr-nordjylland.docx"])).core_properties
    assert (core.created, core.modified) == (MOMENT, MOMENT)
    with zipfile.ZipFile(BytesIO(twice["one"]["kkr-nordjylland.xlsx"])) as packed:
        assert "2023-11-14T22:13:20Z" in packed.read("docProps/core.xml").decode()
