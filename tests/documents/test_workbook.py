"""The workbook: live formulas that give the package's result, also when a vote or a mayor is changed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from places import OF_EVERY_KKR, OVERVIEW, TERMS, enclosure
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from tools.elected import elected
from tools.libreoffice import converted

from kkr_analysis.allocation import Alliance, DrawnLot, Post, PostElection
from kkr_analysis.composition.election import RegionalLot
from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.danish import counted
from kkr_analysis.documents.workbook import write_workbook
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.assumed import assumptions
from kkr_analysis.presentation.tables import composition
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


def said_of(post: Post, names: dict[str, str], election: PostElection) -> str:
    """What the workbook says of a post."""
    within = f" i valgforbundet {post.alliance.label}" if post.alliance else ""
    nearest, lacking = post.nearest
    votes = counted(lacking, "stemme", "stemmer")
    who = names.get(nearest, f"Valgforbundet {nearest}")
    condition = ", når formandsposten ligger fast" if post.number == 2 and election.alliances else ""
    return f"{names[post.holder]}{within}. {who} var nærmest og manglede {votes}{condition}."


@pytest.fixture(scope="module")
def again(need, built, whole, retyped, chairs, typed, tmp_path_factory) -> dict[Path, dict[Any, Any]]:
    """The cells of every workbook after all formulas are computed again, in one start of LibreOffice."""
    need("soffice")
    files = [enclosure(built / term, region, "xlsx") for term, region in whole if region != OVERVIEW]
    files += [path for made in (retyped, chairs, typed) for path in made.values()]
    copies = converted(files, "xlsx", tmp_path_factory.mktemp("igen"))
    return dict(zip(files, map(cells, copies), strict=True))


@pytest.mark.parametrize(("term", "region"), OF_EVERY_KKR)
class TestEveryWorkbook:
    def test_computed_again_every_cell_is_as_the_package_has_it(self, again, built, term, region):
        file = enclosure(built / term, region, "xlsx")
        assert_equal(again[file], cells(file))

    def test_the_composition_is_the_result_s(self, built, term, region):
        result = elected(region, term)
        sheet = CalamineWorkbook.from_path(str(enclosure(built / term, region, "xlsx")))
        page = sheet.get_sheet_by_name("Sammensætning").to_python(skip_empty_area=False)
        header, *rows = page[2:6]
        table = {row[0]: dict(zip(header[1:], map(int, row[1:]), strict=True)) for row in rows}
        seats = table[result.body]
        assert seats.pop("I alt") == result.composition.total
        assert seats.pop("Andre") == result.composition.mayors_outside
        assert {letter: number for letter, number in seats.items() if number} == dict(
            result.composition.seats
        )
        said = [row[0] for row in page[9:] if row[0].startswith("Antaget: ")]
        assert said == [f"Antaget: {own}" for own in assumptions(result)]

    def test_below_it_stand_the_enclosure_s_status_and_footnotes(self, built, term, region):
        result = elected(region, term)
        sheet = CalamineWorkbook.from_path(str(enclosure(built / term, region, "xlsx")))
        said = [row[0] for row in sheet.get_sheet_by_name("Sammensætning").to_python(skip_empty_area=False)]
        assert f"{'. '.join(wording.status(result))}." in said[10]
        for place, note in enumerate(composition(result).footnotes, start=12):
            assert said[place].endswith(note.text)

    def test_the_posts_and_their_margins_are_the_result_s(self, built, term, region):
        """»who gets the chair, by how much«: on a sheet of its own, and below the table."""
        result = elected(region, term)
        names = {
            standing.letter: f"{standing.name} ({standing.letter})"
            for standing in result.eligibility.eligible
        }
        found = cells(enclosure(built / term, region, "xlsx"))
        for post in result.posts.posts:
            assert found["Formand", 2 + post.number, 1] == said_of(post, names, result.posts)
            assert found["Sammensætning", 6 + post.number, 1] == said_of(post, names, result.posts)

    def test_no_stand_in_number_is_in_sight_and_the_price_is_the_enclosure_s(self, built, term, region):
        """»no stand-in numbers in sight«, »"Stemmer pr. borgmester" as in the bilag«."""
        result = elected(region, term)
        found = cells(enclosure(built / term, region, "xlsx"))
        shown = [value for value in found.values() if isinstance(value, int | float)]
        assert max(shown) == result.eligibility.denominator
        assert min(value for value in shown if value) >= 1
        first = result.dimensioning[0]
        assert found["Beregning", 7, 1] == first.letter
        assert found["Beregning", 8, 1] == pytest.approx(first.votes / first.mayors, rel=1e-15)
        [column] = [
            column for (sheet, row, column), value in found.items() if value == "Stemmer pr. borgmester"
        ]
        per_mayor = {
            found["Beregning", row, 0]: found.get(("Beregning", row, column)) for row in range(14, 24)
        }
        for standing in result.eligibility.eligible:
            expected = standing.votes / standing.mayors if standing.mayors else None
            assert per_mayor.get(standing.letter, expected) == expected

    def test_the_sheet_of_the_cap_is_shown_where_it_binds(self, built, term, region):
        result = elected(region, term)
        book = CalamineWorkbook.from_path(str(enclosure(built / term, region, "xlsx")))
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        shown = ["Loft"] if result.composition.cap_binds else []
        assert visible == [
            "Sammensætning",
            "Formand",
            "Beregning",
            *shown,
            "Stemmer",
            "Borgmestre",
            "Læs mig",
        ]
        if result.composition.cap_binds:
            rows = book.get_sheet_by_name("Loft").to_python(skip_empty_area=False)[5:]
            steps = result.composition.cut.count.steps
            assert [row[-1] for row in rows[: len(steps)]] == [step.winner for step in steps]
            assert "ingen plads endnu" in rows[0]
            assert rows[len(steps)][-1] == f"næste: {result.ranking.next_in_line.contender}"

    def test_every_figure_of_the_composition_is_a_formula(self, built, term, region):
        with zipfile.ZipFile(enclosure(built / term, region, "xlsx")) as packed:
            sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        numbers = re.findall(r'<c r="[B-Z][4-6]"[^>]*>(<f>)?', sheet)
        assert numbers
        assert all(formula == "<f>" for formula in numbers)


@pytest.mark.parametrize(("term", "status"), [(TERMS[0], " · Endelige tal"), (TERMS[1], "")])
def test_every_printed_page_says_what_it_is(tmp_path, term, status):
    """»carries "foreløbig" … on every page«."""
    title = wording.title(elected("midtjylland", term))
    write_workbook(elected("midtjylland", term), tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 7
    foot = f"<oddFooter>&amp;L{title}{status}&amp;RSide &amp;P af &amp;N</oddFooter>"
    assert [sheet.count(foot) for sheet in sheets] == [1] * 7
    assert all('orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet for sheet in sheets)


def test_it_opens_on_the_table_and_headings_are_repeated_on_every_printed_page(tmp_path):
    write_workbook(elected("hovedstaden", "2022-2026"), tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as packed:
        book = packed.read("xl/workbook.xml").decode()
    assert re.findall(r'<sheet name="(.*?)"', book)[0] == "Sammensætning"
    assert "activeTab" not in book
    titles = dict(re.findall(r'_xlnm.Print_Titles"[^>]*>(.*?)!(.*?)<', book))
    headers = {
        "Sammensætning": 3,
        "Formand": 8,
        "Beregning": 14,
        "Stemmer": 1,
        "Borgmestre": 1,
        "Læs mig": 10,
    }
    expected = {name: f"${row}:${row}" for name, row in headers.items()} | {"Loft": "$3:$5"}
    assert {name.strip("'"): rows for name, rows in titles.items()} == expected


def test_votes_and_mayors_are_named_tables_with_ordinary_totals_below(tmp_path):
    """A total row of the table itself shows #NAME? after LibreOffice 7.4 has computed it."""
    result = elected("midtjylland", "2022-2026")
    write_workbook(result, tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as packed:
        tables = [packed.read(f"xl/tables/table{number}.xml").decode() for number in (1, 2)]
        computation = packed.read("xl/worksheets/sheet3.xml").decode()
    lists, mayors = len(result.figures.lists), len(result.figures.mayors)
    for table, name, area in zip(
        tables, ("Stemmer", "Borgmestre"), (f"A1:F{lists + 1}", f"A1:G{mayors + 1}"), strict=True
    ):
        assert f'name="{name}" displayName="{name}" ref="{area}" totalsRowShown="0"' in table
    assert "SUMIFS(Stemmer[Stemmer],Stemmer[Tæller for],Beregning!$A$15)" in computation
    assert "COUNTIFS(Borgmestre[Tæller for],Beregning!$A$15)" in computation
    found = cells(tmp_path / "x.xlsx")
    assert (found["Stemmer", lists + 2, 0], found["Stemmer", lists + 2, 5]) == (
        "Gyldige stemmer i alt",
        result.eligibility.denominator,
    )
    assert (found["Borgmestre", mayors + 2, 0], found["Borgmestre", mayors + 2, 5]) == (
        "Borgmestre i alt",
        mayors,
    )


def with_cells(book: Path, target: Path, sheet: int, contents: dict[str, str]) -> Path:
    """Copy a workbook with other XML in some cells, which keep their styles, and no other value touched."""

    def change(part: str) -> str:
        for cell, content in contents.items():
            old = rf'<c r="{cell}"( s="\d+")[^>]*?(?:/>|>.*?</c>)'
            part, number = re.subn(old, rf'<c r="{cell}"\1{content.encode().decode("latin-1")}</c>', part)
            assert number == 1
        return part

    return with_part(book, target, f"xl/worksheets/sheet{sheet}.xml", change)


def with_part(book: Path, target: Path, name: str, change: Callable[[str], str]) -> Path:
    """Copy a workbook with one of its files changed, byte by byte a letter."""
    with zipfile.ZipFile(book) as packed, zipfile.ZipFile(target, "w") as other:
        for part in packed.namelist():
            content = packed.read(part)
            if part == name:
                content = change(content.decode("latin-1")).encode("latin-1")
                assert content != packed.read(part)
            other.writestr(part, content)
    return target


def number(value: float) -> str:
    return f"><v>{value}</v>"


def text(value: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{value}</t></is>'


RETYPED = {"midtjylland": 90_000, "hovedstaden": 140_000}
"""More votes for a list of A: the cap binds only then (Midtjylland), and no longer (Hovedstaden)."""


def first_of_a(result: KkrResult) -> int:
    return next(row for row, each in enumerate(result.figures.lists) if each.letter == "A")


@pytest.fixture(scope="module")
def retyped(tmp_path_factory) -> dict[str, Path]:
    """The workbook of a region with another number in the cell of one vote total."""
    folder = tmp_path_factory.mktemp("rettet")
    found = {}
    for region, votes in RETYPED.items():
        result = elected(region, "2022-2026")
        write_workbook(result, folder / "x.xlsx")
        cell = f"F{first_of_a(result) + 2}"
        found[region] = with_cells(
            folder / "x.xlsx", folder / f"rettet-{region}.xlsx", 5, {cell: number(votes)}
        )
    return found


class TestChanged:
    """»change a vote or a mayor and the composition follows«."""

    @pytest.mark.parametrize("region", RETYPED)
    def test_another_vote_total(self, again, retyped, tmp_path, region):
        result = elected(region, "2022-2026")
        of_a = result.figures.lists[first_of_a(result)]
        changed = tuple(
            replace(each, votes=RETYPED[region]) if each == of_a else each for each in result.election.lists
        )
        other = calculate(replace(result.election, lists=changed), region, result.rule_set)
        assert other.composition.seats != result.composition.seats
        write_workbook(other, tmp_path / "z.xlsx")
        found, expected = again[retyped[region]], cells(tmp_path / "z.xlsx")
        # Notes below the posts are about the figures of the enclosure, as they say; the cap binds only now.
        hint = found.get(("Sammensætning", 1, 0), "")
        assert hint.startswith("Med de rettede tal binder loftet") == (region == "midtjylland")
        for name in ("Sammensætning", "Formand", "Beregning", "Loft", "Stemmer"):
            rows = range(2, 9) if name == "Sammensætning" else range(10_000)
            assert_equal(
                {key: value for key, value in found.items() if key[0] == name and key[1] in rows},
                {key: value for key, value in expected.items() if key[0] == name and key[1] in rows},
            )


def level(
    result: KkrResult, letter: str, other: str, alliances: tuple[Alliance, ...] = (), lot: Any = None
) -> KkrResult:
    """The KKR with as many votes for one party as for another, counted anew."""
    short = result.eligibility.votes[other] - result.eligibility.votes[letter]
    place = next(each for each in result.figures.lists if each.letter == letter)
    lists = tuple(
        replace(each, votes=each.votes + short) if each == place else each for each in result.election.lists
    )
    lots = (RegionalLot(region=result.region.slug, lot=lot),) if lot else ()
    election = replace(result.election, lists=lists, lots=lots)
    return calculate(election, result.region.slug, result.rule_set, alliances=alliances)


def chair_results() -> dict[str, KkrResult]:
    """Midtjylland's chair with alliances, ties and lots."""
    kkr = elected("midtjylland", "2022-2026")
    pact = Alliance.of("C", "V", Alliance.of("B", "K")), Alliance.of("A", "F")
    first = DrawnLot(stage="formand og næstformand, post 1", tied=frozenset("AV"), winners=("V",))
    return {
        "alliances": calculate(kkr.election, "midtjylland", kkr.rule_set, alliances=pact),
        "tie for the chair": level(kkr, "V", "A"),
        "lot for the chair": level(kkr, "V", "A", lot=first),
        "tie for the vice-chair": level(kkr, "C", "V"),
        "tie inside an alliance": level(kkr, "C", "V", (Alliance.of("C", "V"),)),
    }


@pytest.fixture(scope="module")
def chairs(tmp_path_factory) -> dict[str, Path]:
    """The workbook of each."""
    folder = tmp_path_factory.mktemp("formand")
    found = {}
    for name, result in chair_results().items():
        found[name] = folder / f"formand-{len(found)}.xlsx"
        write_workbook(result, found[name])
    return found


LOT, AWAITS = (
    "Afgøres ved lodtrækning mellem dem, der står lige.",
    "Afventer lodtrækningen om formandsposten.",
)
CHAIRS = {
    "alliances": (),
    "tie for the chair": (LOT, AWAITS),
    "lot for the chair": (),
    "tie for the vice-chair": (LOT,),
    "tie inside an alliance": (LOT, AWAITS),
}


@pytest.mark.parametrize("name", CHAIRS)
class TestChair:
    """»a chair sheet«: alliances within alliances, and lots drawn or not."""

    def test_it_says_what_the_result_has(self, chairs, name):
        result, found = chair_results()[name], cells(chairs[name])
        names = {each.letter: f"{each.name} ({each.letter})" for each in result.eligibility.eligible}
        said = [said_of(post, names, result.posts) for post in result.posts.posts]
        assert [found["Formand", row, 1] for row in (3, 4)] == [*said, *CHAIRS[name]]

    def test_computed_again_every_cell_is_the_same(self, again, chairs, name):
        assert_equal(again[chairs[name]], cells(chairs[name]))


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
VOTES, MAYORS = "Stemmer", "Borgmestre"
SHEETS = {VOTES: 5, MAYORS: 6}
CHECKS = {VOTES: 6, MAYORS: 7}
"""The column that says of a row whether it can be read."""
TYPED = {
    "all that no vote total can be": (VOTES, 4, TYPED_VOTES),
    "all that no mayor's letter can be": (MAYORS, 3, TYPED_MAYORS),
    "an error among the votes": (VOTES, 5, {"an error": TYPED_VOTES["an error"]}),
    "an error among the mayors": (MAYORS, 4, {"an error": TYPED_MAYORS["an error"]}),
}
"""The sheet, the first row, and what is typed there and below it."""
FORMATS = {"a date": "m/d/yy", "a percentage": "0%"}
READ = {"no votes": (VOTES, {"F4": number(0)}), "other mayors": (MAYORS, {"F3": ">", "F4": text("B")})}
NOBODY = "no mayor of an eligible party"
ROW_MORE = "a row in the table that has no check"


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> dict[str, Path]:
    """Nordjylland's workbook with something else in some cells, by what it is."""
    folder = tmp_path_factory.mktemp("tastet")
    book = folder / "bog.xlsx"
    write_workbook(elected("nordjylland", "2022-2026"), book)
    found: dict[str, Path] = {}

    def target(name: str) -> Path:
        return found.setdefault(name, folder / f"tastet-{len(found)}.xlsx")

    for name, (sheet, first, contents) in TYPED.items():
        column = {f"F{row}": content for row, content in enumerate(contents.values(), start=first)}
        with_cells(book, target(name), SHEETS[sheet], column)
    for name, (sheet, column) in READ.items():
        with_cells(book, target(name), SHEETS[sheet], column)
    for name, code in FORMATS.items():
        other = partial(re.sub, 'formatCode="#,##0"', f'formatCode="{code}"')
        with_part(book, target(name), "xl/styles.xml", other)
    emptied = partial(re.sub, r'(<c r="F\d+" s="\d+") t="s"><v>\d+</v></c>', r"\1/>")
    with_part(book, target(NOBODY), "xl/worksheets/sheet6.xml", emptied)
    longer = partial(re.sub, "G12", "G13")
    with_part(book, target(ROW_MORE), "xl/tables/table2.xml", longer)
    return found


def shown(found: dict[Any, Any], *rows: int) -> set[Any]:
    """What stands in rows of the composition."""
    return {found["Sammensætning", row, column] for row in rows for column in range(1, 16)}


class TestUnreadable:
    """»show in the sheet that a cell cannot be read: pasting goes round validation«."""

    @pytest.mark.parametrize("name", TYPED)
    def test_the_first_cell_is_named_every_one_is_marked_and_nothing_is_counted(self, again, typed, name):
        sheet, first, contents = TYPED[name]
        found = again[typed[name]]
        checks = {row + 1: found.get((sheet, row, CHECKS[sheet])) for row in range(1, 100)}
        marked = {row for row, value in checks.items() if value == 1}
        assert marked == set(range(first, first + len(contents)))
        self.assert_told(found, sheet, f"F{first}")

    @pytest.mark.parametrize("name", FORMATS)
    def test_so_is_a_number_that_is_shown_as_something_else(self, again, typed, name):
        self.assert_told(again[typed[name]], VOTES, "F2")

    def assert_told(self, found, sheet, cell):
        told = f"celle {cell} kan ikke læses"
        assert found["Sammensætning", 1, 0].startswith(f"Kan ikke regnes: {sheet}, {told}. Skriv et ")
        assert found[sheet, 0, CHECKS[sheet]] == told
        assert found[sheet, int(cell[1:]) - 1, CHECKS[sheet]] == 1
        assert shown(found, 3, 4, 5) == {"kan ikke regnes"}

    def test_without_a_dimensioning_party_nothing_is_counted(self, again, typed):
        found = again[typed[NOBODY]]
        said = "Kan ikke regnes: intet berettiget parti har en borgmester."
        assert found["Sammensætning", 1, 0] == said
        assert ("Beregning", 8, 1) not in found  # an error, not a price of 0
        assert shown(found, 3, 4, 5) == {"kan ikke regnes"}

    def test_a_row_without_a_check_is_not_counted(self, again, typed):
        found = again[typed[ROW_MORE]]
        assert "eller der er sat rækker ind" in found["Sammensætning", 1, 0]
        assert found["Sammensætning", 3, 1] == "kan ikke regnes"

    @pytest.mark.parametrize("name", READ)
    def test_what_may_stand_there_is_counted(self, again, typed, name):
        found = again[typed[name]]
        assert ("Sammensætning", 1, 0) not in found
        assert found["Sammensætning", 4, 15] == 11

    def test_a_mayor_may_be_moved_or_left_out(self, again, typed):
        """V has 9 mayors; Thisted's counts for B now, and another's for nobody who can have a seat."""
        found = again[typed["other mayors"]]
        mayors = {
            found["Sammensætning", 2, column]: found["Sammensætning", 4, column] for column in range(1, 16)
        }
        assert (mayors["V"], mayors["B"], mayors["Andre"]) == (7, 1, 1)

    def test_every_changeable_cell_is_validated_in_danish(self, tmp_path):
        result = elected("midtjylland", "2022-2026")
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
    def test_text_that_looks_like_a_formula_stays_text(self, tmp_path):
        result = elected("midtjylland", "2022-2026")
        local = [listed for listed in result.figures.lists if listed.party is None][: len(FORMULA_LIKE)]
        names = dict(zip(local, FORMULA_LIKE, strict=True))
        lists = tuple(
            replace(listed, name=names.get(listed, listed.name)) for listed in result.election.lists
        )
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
                r'<c r="[A-E]\d+"[^>]*><f>', packed.read("xl/worksheets/sheet5.xml").decode()
            )
            assert not any(
                "hyperlink" in packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )

    def test_the_same_result_gives_the_same_bytes(self, tmp_path):
        result = elected("midtjylland", "2022-2026")
        for name in ("a.xlsx", "b.xlsx"):
            write_workbook(result, tmp_path / name)
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    def test_a_reading_without_formulas_is_refused(self, tmp_path):
        result = elected("hovedstaden", "2022-2026")
        readings = replace(result.composition.readings, cap=CapReading.DHONDT)
        other = calculate(result.election, "hovedstaden", result.rule_set, readings)
        with pytest.raises(BuildError, match="regel K6"):
            write_workbook(other, tmp_path / "x.xlsx")
        assert not (tmp_path / "x.xlsx").exists()
