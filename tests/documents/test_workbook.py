"""The workbook: live formulas that give the package's result, also when a vote or a mayor is changed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from places import REGIONS, TERMS, enclosure
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from tools.libreoffice import converted

from kkr_analysis.allocation import Alliance, DrawnLot, Post
from kkr_analysis.composition.election import RegionalLot
from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.danish import counted
from kkr_analysis.data.load import load_result
from kkr_analysis.documents.workbook import write_workbook
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.prose import assumed_rules
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


def said_of(post: Post, names: dict[str, str]) -> str:
    """What the workbook says of a post."""
    within = f" i valgforbundet {post.alliance.label}" if post.alliance else ""
    nearest, lacking = post.nearest
    votes = counted(lacking, "stemme", "stemmer")
    who = names.get(nearest, f"Valgforbundet {nearest}")
    return f"{names[post.holder]}{within}. {who} var nærmest og manglede {votes}."


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
        built_file, again = recalculated[term, region]
        assert_equal(cells(again), cells(built_file))

    def test_the_composition_is_the_result_s(self, built, project, term, region):
        result = load_result(region, term, project=project)
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
        assumed = assumed_rules(result)
        assert len(said) == len(assumed)
        for text, (rule, consequences) in zip(said, assumed, strict=True):
            assert text.startswith("Antaget: Tabellen bygger på en regel")
            assert f"regel {rule.number}" in text
            assert all(sentence in text for sentence in consequences)

    def test_below_it_stand_the_enclosure_s_status_and_footnotes(self, built, project, term, region):
        result = load_result(region, term, project=project)
        sheet = CalamineWorkbook.from_path(str(enclosure(built / term, region, "xlsx")))
        said = [row[0] for row in sheet.get_sheet_by_name("Sammensætning").to_python(skip_empty_area=False)]
        assert f": {wording.status(result)[1]}." in said[10]
        for place, note in enumerate(composition(result).footnotes, start=12):
            assert said[place].endswith(note.text)

    def test_the_posts_and_their_margins_are_the_result_s(self, built, project, term, region):
        """»who gets the chair, by how much«: on a sheet of its own, and below the table."""
        result = load_result(region, term, project=project)
        names = {
            standing.letter: f"{standing.name} ({standing.letter})"
            for standing in result.eligibility.eligible
        }
        found = cells(enclosure(built / term, region, "xlsx"))
        for post in result.posts.posts:
            assert found["Formand", 2 + post.number, 1] == said_of(post, names)
            assert found["Sammensætning", 6 + post.number, 1] == said_of(post, names)

    def test_no_stand_in_number_is_in_sight_and_the_price_is_the_enclosure_s(
        self, built, project, term, region
    ):
        """»no stand-in numbers in sight«, »"Stemmer pr. borgmester" as in the bilag«."""
        result = load_result(region, term, project=project)
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

    def test_the_sheet_of_the_cap_is_shown_where_it_binds(self, built, project, term, region):
        result = load_result(region, term, project=project)
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
def test_every_printed_page_says_what_it_is(built, project, term, status):
    """»carries "foreløbig" … on every page«."""
    title = wording.title(load_result("midtjylland", term, project=project))
    with zipfile.ZipFile(enclosure(built / term, "midtjylland", "xlsx")) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 7
    foot = f"<oddFooter>&amp;L{title}{status}&amp;RSide &amp;P af &amp;N</oddFooter>"
    assert [sheet.count(foot) for sheet in sheets] == [1] * 7
    assert all('orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet for sheet in sheets)


def test_it_opens_on_the_table_and_headings_are_repeated_on_every_printed_page(project, tmp_path):
    write_workbook(load_result("hovedstaden", "2022-2026", project=project), tmp_path / "x.xlsx")
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


def test_votes_and_mayors_are_named_tables_with_ordinary_totals_below(project, tmp_path):
    """A total row of the table itself shows #NAME? after LibreOffice 7.4 has computed it."""
    result = load_result("midtjylland", "2022-2026", project=project)
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

    @pytest.mark.parametrize(("region", "votes"), [("midtjylland", 90_000), ("hovedstaden", 140_000)])
    def test_another_vote_total(self, need, project, tmp_path, region, votes):
        """More votes for a list of A: the cap binds only then (Midtjylland), and no longer (Hovedstaden)."""
        need("soffice")
        result = load_result(region, "2022-2026", project=project)
        place = next(row for row, each in enumerate(result.figures.lists) if each.letter == "A")
        of_a = result.figures.lists[place]
        changed = tuple(
            replace(each, votes=votes) if each == of_a else each for each in result.election.lists
        )
        other = calculate(replace(result.election, lists=changed), region, result.rule_set)
        assert other.composition.seats != result.composition.seats
        write_workbook(result, tmp_path / "x.xlsx")
        write_workbook(other, tmp_path / "z.xlsx")
        retyped = with_cell(tmp_path / "x.xlsx", tmp_path / "y.xlsx", 5, f"F{place + 2}", number(votes))
        [again] = converted([retyped], "xlsx", tmp_path)
        found, expected = cells(again), cells(tmp_path / "z.xlsx")
        # Notes below the posts are about the figures of the enclosure, as they say; the cap binds only now.
        hint = "Sammensætning", 1, 0
        assert found.pop(hint, "").startswith("Med de rettede tal binder loftet") == (region == "midtjylland")
        for name in ("Sammensætning", "Formand", "Beregning", "Loft", "Stemmer"):
            rows = range(9) if name == "Sammensætning" else range(10_000)
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


@pytest.fixture(scope="module")
def chairs(need, project, tmp_path_factory) -> dict[str, tuple[KkrResult, dict[Any, Any], dict[Any, Any]]]:
    """Midtjylland's chair with alliances, ties and lots: result, cells, and cells computed again."""
    need("soffice")
    elected = load_result("midtjylland", "2022-2026", project=project)
    pact = Alliance.of("C", "V", Alliance.of("B", "K")), Alliance.of("A", "F")
    first = DrawnLot(stage="formand og næstformand, post 1", tied=frozenset("AV"), winners=("V",))
    results = {
        "alliances": calculate(elected.election, "midtjylland", elected.rule_set, alliances=pact),
        "tie for the chair": level(elected, "V", "A"),
        "lot for the chair": level(elected, "V", "A", lot=first),
        "tie for the vice-chair": level(elected, "C", "V"),
        "tie inside an alliance": level(elected, "C", "V", (Alliance.of("C", "V"),)),
    }
    folder = tmp_path_factory.mktemp("formand")
    files = [folder / f"{place}.xlsx" for place, _ in enumerate(results)]
    for file, result in zip(files, results.values(), strict=True):
        write_workbook(result, file)
    copies = converted(files, "xlsx", folder)
    return {
        name: (result, cells(file), cells(copy))
        for (name, result), file, copy in zip(results.items(), files, copies, strict=True)
    }


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
        result, found, _ = chairs[name]
        names = {each.letter: f"{each.name} ({each.letter})" for each in result.eligibility.eligible}
        said = [said_of(post, names) for post in result.posts.posts]
        assert [found["Formand", row, 1] for row in (3, 4)] == [*said, *CHAIRS[name]]

    def test_computed_again_every_cell_is_the_same(self, chairs, name):
        _, found, again = chairs[name]
        assert_equal(again, found)


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
NOBODY = "no mayor of an eligible party"
ROW_MORE = "a row in the table that has no check"
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
    files += [folder / "ingen.xlsx", folder / "raekke.xlsx"]
    with zipfile.ZipFile(book) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    mayors = parts["xl/worksheets/sheet6.xml"]
    for file, name, content in (
        (
            files[-2],
            "xl/worksheets/sheet6.xml",
            re.sub(rb'(<c r="F\d+" s="\d+") t="s"><v>\d+</v></c>', rb"\1/>", mayors),
        ),
        (files[-1], "xl/tables/table2.xml", parts["xl/tables/table2.xml"].replace(b"G12", b"G13")),
    ):
        assert content != parts[name]
        with zipfile.ZipFile(file, "w") as other:
            for part, own in (parts | {name: content}).items():
                other.writestr(part, own)
    copies = map(cells, converted(files, "xlsx", folder))
    return dict(zip((*TYPED, *READ, *FORMATS, NOBODY, ROW_MORE), copies, strict=True))


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

    def test_without_a_dimensioning_party_nothing_is_counted(self, typed):
        found = typed[NOBODY]
        said = "Kan ikke regnes: intet berettiget parti har en borgmester."
        assert found["Sammensætning", 1, 0] == said
        assert ("Beregning", 8, 1) not in found  # an error, not a price of 0
        shown = {found["Sammensætning", row, column] for row in (3, 4, 5) for column in range(1, 16)}
        assert shown == {"kan ikke regnes"}

    def test_a_row_without_a_check_is_not_counted(self, typed):
        found = typed[ROW_MORE]
        assert "eller der er sat rækker ind" in found["Sammensætning", 1, 0]
        assert found["Sammensætning", 3, 1] == "kan ikke regnes"

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
