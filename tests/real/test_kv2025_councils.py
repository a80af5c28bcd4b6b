"""
Municipal councils of KV25, 18 November 2025: from votes, alliances and candidates to seats.

Source of the three councils below: the official result files of the final count (valg.dk), read from the
files of each polling area, of the candidates and of the seats. All 98 councils, and the running number of
every seat where the authorities have published it, are held against the engine where those files are at
hand.
"""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from kkr_analysis.allocation import Alliance, AllianceAllocation, allocate_in_alliances, highest_averages


@dataclass(frozen=True, kw_only=True)
class Council:
    """What the count needs, and the official outcome."""

    name: str
    votes: dict[str, int]
    candidates: dict[str, int]
    alliances: tuple[Alliance, ...]
    seats: dict[str, int]

    def counted(self) -> AllianceAllocation:
        size = sum(self.seats.values())
        return allocate_in_alliances(self.votes, size, self.alliances, capacity=self.candidates)


LOLLAND = Council(
    name="Lolland",
    votes={
        "A": 4419, "B": 78, "C": 1177, "D": 490, "F": 1636, "I": 493, "J": 2715, "L": 1532, "O": 1879,
        "V": 1709, "Æ": 3415, "Ø": 1482,
    },
    candidates={
        "A": 19, "B": 1, "C": 8, "D": 7, "F": 9, "I": 2, "J": 9, "L": 11, "O": 6, "V": 9, "Æ": 4, "Ø": 7,
    },
    alliances=tuple(map(Alliance.parse, ["A+F", "Æ+C+I", "V+B", "D+Ø"])),
    seats={
        "A": 6, "B": 0, "C": 2, "D": 0, "F": 2, "I": 0, "J": 3, "L": 2, "O": 2, "V": 2, "Æ": 4, "Ø": 2,
    },
)  # fmt: skip
LAESOE = Council(
    name="Læsø",
    votes={"A": 100, "C": 573, "F": 102, "L": 47, "O": 201, "V": 192, "Æ": 42},
    candidates={"A": 4, "C": 7, "F": 2, "L": 3, "O": 4, "V": 6, "Æ": 1},
    alliances=(Alliance.parse("L+V+Æ"),),
    seats={"A": 0, "C": 5, "F": 1, "L": 0, "O": 1, "V": 2, "Æ": 0},
)
AEROE = Council(
    name="Ærø",
    votes={
        "A": 1169, "B": 128, "C": 751, "E": 142, "F": 331, "I": 110, "L": 186, "O": 136, "T": 285, "V": 265,
        "Æ": 397,
    },
    candidates={
        "A": 9, "B": 5, "C": 11, "E": 7, "F": 3, "I": 2, "L": 5, "O": 1, "T": 4, "V": 4, "Æ": 4,
    },
    alliances=tuple(map(Alliance.parse, ["A+E+F", "B+C", "I+O", "V+Æ"])),
    seats={"A": 6, "B": 0, "C": 3, "E": 0, "F": 1, "I": 0, "L": 0, "O": 1, "T": 1, "V": 1, "Æ": 2},
)  # fmt: skip


@pytest.mark.parametrize("council", [LOLLAND, LAESOE, AEROE], ids=lambda council: council.name)
def test_seats_are_the_official_ones_without_a_lot(council):
    count = council.counted()
    assert count.seats() == council.seats
    assert count.ties == ()


class TestLolland:
    """A list with fewer candidates than seats passes them on inside its alliance first (V8)."""

    def test_the_seat_that_ae_cannot_fill_goes_to_c(self):
        """
        Æ+C+I has 5,085 votes and six of the 25 seats (847.5; the 25th seat cost 756.9).

        Inside: Æ 3415, Æ 1707.5, C 1177, Æ 1138.3, Æ 853.75, and Æ's fifth claim of 683 beats C's 588.5.
        But Æ has four candidates, so C gets the sixth.
        """
        [inside] = [inner for alliance, inner in LOLLAND.counted().inner if alliance.label == "Æ+C+I"]
        assert inside.winners() == ("Æ", "Æ", "C", "Æ", "Æ", "C")
        assert inside.count.steps[-1].winning.value == 588.5

    def test_with_a_fifth_candidate_it_would_have_had_the_seat(self):
        seats = allocate_in_alliances(
            LOLLAND.votes, 25, LOLLAND.alliances, capacity=LOLLAND.candidates | {"Æ": 5}
        ).seats()
        assert seats == LOLLAND.seats | {"Æ": 5, "C": 1}


class TestLaesoe:
    """One alliance, nine seats; the running numbers are the official ones."""

    def test_running_number_of_every_seat(self):
        """
        L+V+Æ has 281 votes.

        C 573, C 286.5, L+V+Æ 281, O 201, C 191, C 143.25, L+V+Æ 140.5, C 114.6, F 102; then O 100.5 and A
        100. V's 192 and 96 beat L's 47 and Æ's 42.
        """
        assert LAESOE.counted().winners() == ("C", "C", "V", "O", "C", "C", "V", "C", "F")

    def test_without_the_alliance_o_had_had_the_seat_of_v(self):
        """V's 192 ÷ 2 = 96 is less than O's 201 ÷ 2 = 100.5."""
        assert highest_averages(LAESOE.votes, 9).seats() == LAESOE.seats | {"O": 2, "V": 1}


class TestAeroe:
    """Four alliances, fifteen seats; the running numbers are the official ones."""

    def test_running_number_of_every_seat(self):
        """
        A+E+F 1642, B+C 879, V+Æ 662, T 285, I+O 246, L 186.

        1642, 879, 821, 662, 547.3, 439.5, 410.5, 331, 328.4, 293, 285, 273.7, 246, 234.6, 220.67: the last
        is V+Æ's third, against 219.75 for B+C's fourth. Inside A+E+F: A 1169, 584.5, 389.7, F 331, A 292.25,
        233.8, 194.8. Inside V+Æ: Æ 397, V 265, Æ 198.5.
        """
        assert AEROE.counted().winners() == tuple("ACAÆACFVACTAOAÆ")

    def test_without_the_alliances_c_had_had_the_seat_of_o(self):
        """C's 751 ÷ 4 = 187.75 against O's 136, which only I's 110 lift to 246."""
        assert highest_averages(AEROE.votes, 15).seats() == AEROE.seats | {"C": 4, "O": 0}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def councils(figures) -> dict[str, Council]:
    """Every council by municipality code."""
    votes, seats, candidates = defaultdict(dict), defaultdict(dict), defaultdict(dict)
    members, names = defaultdict(lambda: defaultdict(list)), {}
    for row in rows(figures / "kv2025_stemmer.csv"):
        names[row["kommunekode"]] = row["kommune"]
        votes[row["kommunekode"]][row["bogstav"]] = int(row["stemmer"])
        seats[row["kommunekode"]][row["bogstav"]] = int(row["mandater"])
    for row in rows(figures / "kv2025_kandidater.csv"):
        candidates[row["kommunekode"]][row["bogstav"]] = int(row["kandidater"])
    for row in rows(figures / "kv2025_valgforbund.csv"):
        members[row["kommunekode"]][row["valgforbund"]].append(row["bogstav"])
    return {
        code: Council(
            name=name,
            votes=votes[code],
            candidates=candidates[code],
            alliances=tuple(Alliance.of(*letters) for letters in members[code].values()),
            seats=seats[code],
        )
        for code, name in names.items()
    }


class TestAllCouncils:
    """Every council of KV25, where the compiled figures are at hand."""

    def test_there_are_98_with_2432_seats(self, councils):
        assert len(councils) == 98
        assert sum(sum(council.seats.values()) for council in councils.values()) == 2432

    def test_seats_are_the_official_ones_without_a_lot(self, councils):
        wrong = {
            council.name: counted.seats()
            for council in councils.values()
            if (counted := council.counted()).seats() != council.seats or counted.ties
        }
        assert wrong == {}

    def test_candidates_decide_in_lolland_only(self, councils):
        decided = [
            council.name
            for council in councils.values()
            if allocate_in_alliances(council.votes, sum(council.seats.values()), council.alliances).seats()
            != council.seats
        ]
        assert decided == ["Lolland"]

    def test_the_three_above_are_the_official_figures(self, councils):
        found = {council.name: council for council in councils.values()}
        for council in (LOLLAND, LAESOE, AEROE):
            official = found[council.name]
            assert (official.votes, official.candidates, official.seats) == (
                council.votes,
                council.candidates,
                council.seats,
            )
            assert {frozenset(alliance.members) for alliance in official.alliances} == {
                frozenset(alliance.members) for alliance in council.alliances
            }


class TestRunningNumbers:
    """Which list took which seat, where the authorities' own files are at hand."""

    def test_every_seat_of_every_published_council(self, official, councils):
        """A file based on no count (BaseretPåOptællinger is null) is a test file."""
        checked = 0
        for file in sorted((official / "kv2025" / "mandatfordeling").glob("*.json")):
            result = json.loads(file.read_text(encoding="utf-8-sig"))
            if result["BaseretPåOptællinger"] is None:
                continue
            published = sorted(
                (seat["Nummer"], seat["Bogstavbetegnelse"]) for seat in result["ListeMandater"]
            )
            council = councils[str(result["Kommunekode"])]
            assert published == list(enumerate(council.counted().winners(), start=1)), file.name
            checked += 1
        assert checked == 20
