"""``kkr check``: tables of two counts, and many faults of one kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_data import ELECTION, FILES, append_to, write_small_data, write_with_card
from tools.deliveries import exports

from kkr_analysis.cli.check import cells, lines
from kkr_analysis.data.importing import import_figures
from kkr_analysis.data.sources import load_election
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.data.sources.checking import check_election
from kkr_analysis.errors import Fault, FaultyFilesError

SEATS = "kommunekode,kommune,bogstav,listenavn,mandater\n"
TABLES = {
    "mandater.csv": SEATS
    + "901,Andeby,A,Socialdemokratiet,9\n902,Gåserød,A,Socialdemokratiet,9\n903,Ærøby,N,Nyt Ærøby,9\n",
    "valgforbund.csv": "kommunekode,kommune,valgforbund,navn,bogstav\n901,Andeby,1,,A\n",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_small_data(tmp_path)


def from_import(data: Path, table: str, content: str, origin: str | None) -> None:
    """Write a table whose card says which received files it was made of, as ``kkr import`` has it."""
    write_with_card(data / ELECTION / table, content.encode())
    if origin:
        card = card_path(data / ELECTION / table)
        said = f"Lagt sammen af 3 filer med kkr import. sha256 over filerne: {origin * 64}."
        card.write_text(card.read_text("utf-8").replace("Opdigtet.", said), "utf-8")


class TestOrigin:
    """»tables of different origin«: the seats of an old count must not decide for the votes of a new one."""

    @pytest.mark.parametrize("table", TABLES)
    def test_a_table_of_another_import_than_the_votes_is_a_fault(self, data, table):
        from_import(data, "stemmer.csv", FILES[f"{ELECTION}/stemmer.csv"], "a")
        for origin, is_fault in (("a", False), ("b", True), (None, False)):
            from_import(data, table, TABLES[table], origin)
            report = check_election(data, ELECTION)
            assert [fault.found for fault in report.faults] == ["tal fra en anden import"] * is_fault
            remark = f"{table} er ikke fra den import, som stemmer.csv er fra. Hold dem selv op mod hinanden."
            assert (remark in report.remarks) == (origin is None)

    def test_nor_is_it_built_from(self, data):
        from_import(data, "stemmer.csv", FILES[f"{ELECTION}/stemmer.csv"], "a")
        from_import(data, "mandater.csv", TABLES["mandater.csv"], "b")
        with pytest.raises(FaultyFilesError, match=r"mandater\.csv: fandt tal fra en anden import"):
            load_election(data, ELECTION)

    def test_figures_that_were_never_imported_have_nothing_to_differ_by(self, data):
        from_import(data, "mandater.csv", TABLES["mandater.csv"], "b")
        assert check_election(data, ELECTION).faults == ()

    def test_the_card_of_an_import_says_where_the_table_came_from(self, tmp_path, data):
        """What the import writes is what the check reads."""
        import_figures(exports(tmp_path / "filer"), ELECTION, data)
        from_import(data, "mandater.csv", TABLES["mandater.csv"], "b")
        faults = check_election(data, ELECTION).faults
        assert any(fault.startswith(f"{ELECTION}/mandater.csv: fandt tal fra en anden") for fault in faults)


class TestFaultsOfOneKind:
    """»Faults of the same kind come as one line with the number and the first few.«."""

    def test_rows_that_lack_the_same_are_one_line(self, data):
        for number in range(5):
            append_to(
                data, f"{ELECTION}/stemmer.csv", f"901,Andeby,{'RSTUX'[number]},Liste {number},{number}x"
            )
        append_to(data, f"{ELECTION}/stemmer.csv", "909,Ingen,Z,Ingen,1")
        of_votes, of_codes = (cells(line) for line in lines(check_election(data, ELECTION).faults))
        assert of_votes[:2] == (
            "stemmer.csv, række 12, 13, 14 og 2 til, stemmer",
            "'0x', '1x', '2x' og 2 til",
        )
        assert of_codes == (
            "stemmer.csv, række 17, kommunekode",
            "'909'",
            "en kommunekode fra kommuner.csv",
        )

    def test_what_differs_in_figures_alone_is_one_kind_and_whole_files_are_named(self):
        faults = [
            Fault(file, row=row, found=f"{row}", expected=f"{lacking} i række {row}", next_step="x")
            for file, row, lacking in (("k/a", 2, "én"), ("k/a", 3, "én"), ("k/a", 4, "to"), ("k/b", 2, "én"))
        ]
        assert [len(line) for line in lines(faults)] == [2, 1, 1]
        whole = Fault("k/a", found="ingen fil", expected="filen", next_step="x")
        assert cells([whole]) == ("a", "ingen fil", "filen")
