"""A contender's last seat followed back to the rows of the received file (the notebook efterregn)."""

import csv

import pytest
from places import ROOT, TERM
from tools.elected import elected

from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.presentation import recount


@pytest.fixture(scope="module")
def midtjylland():
    return elected("midtjylland", TERM)


@pytest.fixture(scope="module")
def hovedstaden():
    return elected("hovedstaden", TERM)


def words(passage) -> str:
    return "\n".join("".join(run.text for run in block.text) for block in passage.blocks)


class TestMidtjylland:
    """No cap binds in 2022: V has 9 mayors on 185,393 votes, and A 205,813 votes: 9.991, so 10."""

    def test_the_question(self, midtjylland):
        assert words(recount.question(midtjylland, "A")).endswith("9 borgmestre og 1 supplerende medlem.")

    def test_the_division_can_be_typed(self, midtjylland):
        said = words(recount.last_seat(midtjylland, "A"))
        assert "205.813 × 9 ÷ 185.393 = 9,991" in said
        assert said.endswith("Det rundes op til 10 pladser.")

    def test_the_rows_add_up_to_the_votes(self, midtjylland):
        assert recount.votes(midtjylland, "A").frame.loc["I alt", "Stemmer"] == 205_813

    def test_every_row_stands_in_the_file_at_its_number(self, midtjylland):
        with (ROOT / "data/raw/kv2021/stemmer.csv").open(encoding="utf-8-sig", newline="") as file:
            received = list(csv.reader(file))
        rows = recount.votes(midtjylland, "V").rows[:-1]
        assert rows
        for row in rows:
            _, municipality, letter, name, votes = received[int(row["Række"]) - 1]
            assert (row["Kommune"], row["Liste"]) == (municipality, f"{letter} {name}".strip())
            assert row["Stemmer"] == int(votes)

    def test_the_checksum_is_the_files(self, midtjylland):
        card = (ROOT / "data/raw/kv2021/stemmer.kilde.toml").read_text(encoding="utf-8")
        assert words(recount.received(midtjylland)).rpartition("\n")[2] in card

    def test_a_list_without_seats_has_none_to_recount(self, midtjylland):
        for ask in (recount.question, recount.last_seat, recount.votes):
            with pytest.raises(UnknownChoiceError, match="ventede et bogstav, der har plads i KKR"):
                ask(midtjylland, "I")


class TestUnderTheCap:
    """Hovedstaden 2022: the cap took A's seats beyond its mayors, and V won its sixth on 99,883 ÷ 5."""

    def test_a_seat_from_the_count(self, hovedstaden):
        assert words(recount.last_seat(hovedstaden, "V")).endswith("99.883 ÷ 5 = 19.976,600")

    def test_mayors_alone(self, hovedstaden):
        assert "har sine 17 borgmestre og ikke flere" in words(recount.last_seat(hovedstaden, "A"))
