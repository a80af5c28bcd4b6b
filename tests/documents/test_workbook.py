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

from kkr_analysis.composition.result import calculate
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
    places = [(term, region) for term in TERMS for region in REGIONS]
    files = [enclosure(built / term, region, "xlsx") for term, region in places]
    copies = converted(files, "xlsx", tmp_path_factory.mktemp("igen"))
    return dict(zip(places, zip(files, copies, strict=True), strict=True))


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


def with_cell(book: Path, target: Path, sheet: int, cell: str, content: str) -> Path:
    """Copy a workbook with other XML in one cell, which keeps its style, and no other value touched."""
    part = f"xl/worksheets/sheet{sheet}.xml"
    with zipfile.ZipFile(book) as packed:
        parts = {name: packed.read(name).decode("latin-1") for name in packed.namelist()}
    content = content.encode().decode("latin-1")
    old = rf'<c r="{cell}"( s="\d+")[^>]*?(?:/>|>.*?</c>)'
    parts[part], number = re.subn(old, rf'<c r="{cell}"\1{content}</c>', parts[part])
    assert number == 1
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text.encode("latin-1"))
    return target


def number(value: float) -> str:
    return f"><v>{value}</v>"


def text(value: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{value}</t></is>'


class TestChanged:
    """»change a vote or a mayor and the composition follows«."""

    def test_another_vote_total(self, need, project, tmp_path):
        """More votes for a list of A: without a cap (Midtjylland), and under it (Hovedstaden)."""
        need("soffice")
        changes = {"midtjylland": 90_000, "hovedstaden": 140_000}
        retyped = [self.retyped(project, tmp_path, region, votes) for region, votes in changes.items()]
        below = 7  # what stands under the table is about the figures of the enclosure, as it says
        for region, again in zip(changes, converted(retyped, "xlsx", tmp_path), strict=True):
            found, expected = cells(again), cells(tmp_path / f"{region}-regnet.xlsx")
            for name in ("Sammensætning", "Beregning", "Loft", "Stemmer"):
                rows = range(below) if name == "Sammensætning" else range(10_000)
                assert_equal(
                    {key: value for key, value in found.items() if key[0] == name and key[1] in rows},
                    {key: value for key, value in expected.items() if key[0] == name and key[1] in rows},
                )

    def retyped(self, project, folder, region, votes) -> Path:
        """Write the workbook with other votes typed into it, and beside it the one of such an election."""
        result = load_result(region, "2022-2026", project=project)
        place = next(row for row, each in enumerate(result.figures.lists) if each.letter == "A")
        of_a = result.figures.lists[place]
        changed = tuple(
            replace(each, votes=votes) if each == of_a else each for each in result.election.lists
        )
        other = calculate(replace(result.election, lists=changed), region, result.rule_set)
        assert other.composition.seats != result.composition.seats
        own = folder / f"{region}.xlsx"
        write_workbook(result, own)
        write_workbook(other, folder / f"{region}-regnet.xlsx")
        return with_cell(own, folder / f"{region}-tastet.xlsx", 5, f"F{place + 2}", number(votes))


TYPED_VOTES = {
    "12 345 as text": text("12 345"),
    "digits as text": text("12345"),
    "a decimal number": number(12.345),
    "almost whole": number(12345.0001),
    "negative": number(-5000),
    "too large to count exactly": number(10**9),
    "an error": ' t="e"><v>#N/A</v>',
    "a formula that fails": ' t="e"><f>1/0</f><v>0</v>',
    "a formula that gives text": ' t="str"><f>"12"&amp;"345"</f><v>12345</v>',
    "nothing": ">",
    "a space": text(" "),
}
TYPED_MAYORS = {
    "a letter and a space": text("V "),
    "a name": text("Venstre"),
    "another letter": text("Z"),
    "a small letter": text("v"),
    "a wildcard": text("*"),
    "a condition": text("&lt;&gt;A"),
    "a number": number(1),
    "an error": ' t="e"><v>#REF!</v>',
    "true": ' t="b"><v>1</v>',
    "a space": text(" "),
}
TYPED = {f"votes, {name}": (5, "F4", content) for name, content in TYPED_VOTES.items()} | {
    f"mayor, {name}": (6, "F3", content) for name, content in TYPED_MAYORS.items()
}
READ = {"no votes": (5, "F4", number(0)), "no mayor": (6, "F3", ">"), "a letter": (6, "F3", text("B"))}
FORMATS = {"a date": b"m/d/yy", "a percentage": b"0%"}


@pytest.fixture(scope="module")
def typed(need, project, tmp_path_factory):
    """The sheets of Nordjylland's workbook with something else in one cell, by what it is."""
    need("soffice")
    folder = tmp_path_factory.mktemp("tastet")
    book = folder / "bog.xlsx"
    write_workbook(load_result("nordjylland", "2022-2026", project=project), book)
    files = [
        with_cell(book, folder / f"{place}.xlsx", *change)
        for place, change in enumerate((TYPED | READ).values())
    ]
    for name, code in FORMATS.items():
        files.append(folder / f"{name}.xlsx")
        with zipfile.ZipFile(book) as packed, zipfile.ZipFile(files[-1], "w") as other:
            for part in packed.namelist():
                other.writestr(
                    part, packed.read(part).replace(b'formatCode="#,##0"', b'formatCode="%s"' % code)
                )
    copies = map(cells, converted(files, "xlsx", folder))
    return dict(zip((*TYPED, *READ, *FORMATS), copies, strict=True))


class TestUnreadable:
    """»show in the sheet that a cell cannot be read: pasting goes round validation«."""

    @pytest.mark.parametrize("name", [*TYPED, *FORMATS])
    def test_the_cell_is_named_and_nothing_is_counted(self, typed, name):
        sheet, place, _ = TYPED.get(name, (5, "F2", ""))
        told = f"celle {place} kan ikke læses"
        found, row = typed[name], int(place[1:]) - 1
        where = ("Stemmer", 6) if sheet == 5 else ("Borgmestre", 7)
        assert found["Sammensætning", 1, 0].startswith(f"Kan ikke regnes: {where[0]}, {told}. Skriv et ")
        assert found[where[0], 0, where[1]] == told
        assert found[where[0], row, where[1]] == 1
        shown = {found["Sammensætning", row, column] for row in (3, 4, 5) for column in range(1, 16)}
        assert shown == {"kan ikke regnes"}

    @pytest.mark.parametrize("name", READ)
    def test_what_may_stand_there_is_counted(self, typed, name):
        assert ("Sammensætning", 1, 0) not in typed[name]
        assert typed[name]["Sammensætning", 4, 15] == 11

    def test_a_mayor_may_be_moved_or_left_out(self, typed):
        """Thisted's mayor counts for V in the enclosure, and V has 9 mayors."""
        header = [typed["a letter"]["Sammensætning", 2, column] for column in range(1, 16)]
        mayors = {
            name: dict(
                zip(header, (typed[name]["Sammensætning", 4, column] for column in range(1, 16)), strict=True)
            )
            for name in ("a letter", "no mayor")
        }
        assert (mayors["a letter"]["V"], mayors["a letter"]["B"], mayors["a letter"]["Andre"]) == (8, 1, 0)
        assert (mayors["no mayor"]["V"], mayors["no mayor"]["B"], mayors["no mayor"]["Andre"]) == (8, 0, 1)

    def test_every_changeable_cell_is_validated_in_danish(self, project, tmp_path):
        result = load_result("midtjylland", "2022-2026", project=project)
        write_workbook(result, tmp_path / "x.xlsx")
        with zipfile.ZipFile(tmp_path / "x.xlsx") as packed:
            votes, mayors = (packed.read(f"xl/worksheets/sheet{each}.xml").decode() for each in (5, 6))
        last, last_mayor = len(result.figures.lists) + 1, len(result.figures.mayors) + 1
        [rule] = re.findall(r"<dataValidation .*?</dataValidation>", votes)
        assert 'type="whole" showInputMessage="1" showErrorMessage="1"' in rule
        assert 'error="Skriv et helt tal fra 0, ' in rule
        assert f'sqref="F2:F{last}"><formula1>0</formula1><formula2>999999999</formula2>' in rule
        [rule] = re.findall(r"<dataValidation .*?</dataValidation>", mayors)
        assert 'type="list" allowBlank="1"' in rule
        assert 'error="Skriv et af bogstaverne på arket Beregning' in rule
        letters = f"Beregning!$A$15:$A${14 + len(result.eligibility.standings)}"
        assert f'sqref="F2:F{last_mayor}"><formula1>{letters}</formula1>' in rule


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
            assert not re.search(
                r'<c r="[A-F]\d+"[^>]*><f>', packed.read("xl/worksheets/sheet5.xml").decode()
            )
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
