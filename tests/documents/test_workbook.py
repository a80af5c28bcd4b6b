"""The workbook: live formulas that give the package's result, also when a vote or a mayor is changed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from places import REGIONS, TERMS, enclosure
from python_calamine import CalamineWorkbook
from tools.libreoffice import converted

from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.data.load import load_result
from kkr_analysis.documents.workbook import write_workbook
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.prose import assumed_rules
from kkr_analysis.rules import CapReading

FORMULA_LIKE = ("=1+1", "+1", "-1", "@SUM(A1)", "../x", "<script>alert(1)</script>", "http://x.dk", "007")


def cells(path: Path) -> dict[tuple[str, int, int], Any]:
    """Every cell of a workbook that holds something."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        (name, row, column): value
        for name in book.sheet_names
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if value != ""
    }


def assert_equal(found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    """All cells alike; LibreOffice writes fifteen digits."""
    assert found.keys() == expected.keys()
    for place, value in expected.items():
        if isinstance(value, float):
            assert found[place] == pytest.approx(value, rel=1e-13), place
        else:
            assert found[place] == value, place


@pytest.fixture(scope="module")
def recalculated(need, built, tmp_path_factory) -> dict[tuple[str, str], tuple[Path, Path]]:
    """Every workbook and its copy with all formulas computed again, in one start of LibreOffice."""
    need("soffice")
    pairs: dict[tuple[str, str], tuple[Path, Path]] = {}
    for term in TERMS:
        files = [enclosure(built / term, region, "xlsx") for region in REGIONS]
        copies = converted(files, "xlsx", tmp_path_factory.mktemp(term))
        pairs |= {
            (term, own): pair for own, pair in zip(REGIONS, zip(files, copies, strict=True), strict=True)
        }
    return pairs


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
class TestEveryWorkbook:
    def test_computed_again_every_cell_is_as_the_package_has_it(self, recalculated, term, region):
        own, again = recalculated[term, region]
        assert_equal(cells(again), cells(own))

    def test_the_composition_is_the_result_s(self, built, project, term, region):
        result = load_result(region, term, project=project)
        sheet = CalamineWorkbook.from_path(str(enclosure(built / term, region, "xlsx")))
        page = sheet.get_sheet_by_name("Sammensætning").to_python(skip_empty_area=False)
        header, *rows = page[2:6]
        table = {row[0]: dict(zip(header[1:], map(int, row[1:]), strict=True)) for row in rows}
        seats = table[result.body]
        assert seats.pop("I alt") == result.composition.total
        assert seats.pop("Andre") == result.composition.mayors_outside
        assert {letter: own for letter, own in seats.items() if own} == dict(result.composition.seats)
        said = [row[0] for row in page[6:] if row[0]]
        assumed = assumed_rules(result)
        assert len(said) == len(assumed)
        for text, (rule, consequences) in zip(said, assumed, strict=True):
            assert text.startswith("Antaget: Tabellen bygger på en regel")
            assert f"regel {rule.number}" in text
            assert all(sentence in text for sentence in consequences)

    def test_every_figure_of_the_composition_is_a_formula(self, built, term, region):
        with zipfile.ZipFile(enclosure(built / term, region, "xlsx")) as packed:
            sheet = packed.read("xl/worksheets/sheet2.xml").decode()
        numbers = re.findall(r'<c r="[B-Z][4-6]"[^>]*>(<f>)?', sheet)
        assert numbers
        assert all(formula == "<f>" for formula in numbers)


@pytest.mark.parametrize(("term", "status"), [(TERMS[0], "Endelige tal"), (TERMS[1], "Foreløbige tal")])
def test_every_printed_page_says_what_it_is(built, project, term, status):
    """»carries "foreløbig" … on every page«."""
    title = wording.title(load_result("midtjylland", term, project=project))
    with zipfile.ZipFile(enclosure(built / term, "midtjylland", "xlsx")) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 6
    foot = f"<oddFooter>&amp;L{title} · {status}&amp;RSide &amp;P af &amp;N</oddFooter>"
    assert [sheet.count(foot) for sheet in sheets] == [1] * 6


class TestChanged:
    """»change a vote or a mayor and the composition follows«."""

    def recalculate(self, need, result: KkrResult, folder: Path, cell: str, votes: int) -> dict[Any, Any]:
        """Change one cell in the file, without touching any other value, and open it in LibreOffice."""
        need("soffice")
        sheet = "xl/worksheets/sheet5.xml"
        write_workbook(result, folder / "x.xlsx")
        with zipfile.ZipFile(folder / "x.xlsx") as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        text, number = re.subn(rf'(<c r="{cell}"[^>]*><v>)[0-9]+', rf"\g<1>{votes}", parts[sheet].decode())
        assert number == 1
        parts[sheet] = text.encode()
        with zipfile.ZipFile(folder / "y.xlsx", "w") as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        [again] = converted([folder / "y.xlsx"], "xlsx", folder)
        return cells(again)

    def expected(self, result: KkrResult, folder: Path) -> dict[Any, Any]:
        write_workbook(result, folder / "z.xlsx")
        return cells(folder / "z.xlsx")

    @pytest.mark.parametrize(("region", "votes"), [("midtjylland", 90_000), ("hovedstaden", 140_000)])
    def test_another_vote_total(self, need, project, tmp_path, region, votes):
        """More votes for a list of A: without a cap (Midtjylland), and under it (Hovedstaden)."""
        result = load_result(region, "2022-2026", project=project)
        place = next(row for row, own in enumerate(result.figures.lists) if own.letter == "A")
        own = result.figures.lists[place]
        changed = tuple(replace(one, votes=votes) if one == own else one for one in result.election.lists)
        other = calculate(replace(result.election, lists=changed), region, result.rule_set)
        assert other.composition.seats != result.composition.seats
        found = self.recalculate(need, result, tmp_path, f"F{place + 2}", votes)
        expected = self.expected(other, tmp_path)
        below = 7  # what stands under the table is about the figures of the enclosure, as it says
        for name in ("Sammensætning", "Beregning", "Loft", "Stemmer"):
            rows = range(below) if name == "Sammensætning" else range(10_000)
            assert_equal(
                {key: value for key, value in found.items() if key[0] == name and key[1] in rows},
                {key: value for key, value in expected.items() if key[0] == name and key[1] in rows},
            )


class TestHarmless:
    def test_text_that_looks_like_a_formula_stays_text(self, project, tmp_path):
        result = load_result("midtjylland", "2022-2026", project=project)
        local = [own for own in result.figures.lists if own.party is None][: len(FORMULA_LIKE)]
        names = dict(zip(local, FORMULA_LIKE, strict=True))
        lists = tuple(replace(own, name=names.get(own, own.name)) for own in result.election.lists)
        other = calculate(replace(result.election, lists=lists), "midtjylland", result.rule_set)
        write_workbook(other, tmp_path / "x.xlsx")
        found = [
            value
            for (sheet, _, column), value in cells(tmp_path / "x.xlsx").items()
            if (sheet, column) == ("Stemmer", 3)
        ]
        assert set(FORMULA_LIKE) <= set(found)
        with zipfile.ZipFile(tmp_path / "x.xlsx") as packed:
            assert "<f>" not in packed.read("xl/worksheets/sheet5.xml").decode()
            assert not any(
                "hyperlink" in packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )

    def test_the_same_result_gives_the_same_bytes(self, project, tmp_path):
        result = load_result("midtjylland", "2022-2026", project=project)
        for name in ("a.xlsx", "b.xlsx"):
            write_workbook(result, tmp_path / name)
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    def test_a_reading_without_formulas_is_refused(self, project, tmp_path):
        result = load_result("hovedstaden", "2022-2026", project=project)
        readings = replace(result.composition.readings, cap=CapReading.DHONDT)
        other = calculate(result.election, "hovedstaden", result.rule_set, readings)
        with pytest.raises(BuildError, match="regel K6"):
            write_workbook(other, tmp_path / "x.xlsx")
        assert not (tmp_path / "x.xlsx").exists()
