"""What changed between two versions of a KKR, and which change moved which seat; all counted by hand."""

from __future__ import annotations

import pytest
from tools.two_versions import compared, copied, small_kkr

from kkr_analysis.documents.compare.causes import Alone, Cause, SeatMove, Undone
from kkr_analysis.documents.compare.inputs import Input
from kkr_analysis.documents.compare.plain import values
from kkr_analysis.documents.compare.report import opening, sections

EIGHT_AND_TWO = "AAAAAAAAVV"
VOTES = {"A": 800, "V": 200, "C": 150}
SEATS = {"A": 8, "V": 2, "C": 2}
BASE = small_kkr(VOTES, EIGHT_AND_TWO, SEATS)
"""A 800/8 and V 200/2 both pay 100 votes a mayor; C 150/100 = 1.5, so 2 seats of 12. The cap is 20."""


def moved(contender: str | None, old: int, new: int) -> SeatMove:
    return SeatMove(contender=contender, old=old, new=new)


def alone(part: Input, *moves: SeatMove) -> Alone:
    return Alone(input=part, moves=moves, obstacle=None)


def text(found, heading: str) -> str:
    """One section of the report."""
    return next(("\n".join(section.lines) for section in sections(found) if section.heading == heading), "")


class TestWhatMovesASeat:
    """»what changed …, and why: a vote total, a mayor, a reading of a rule; which seats moved«."""

    def test_nothing_changed(self, tmp_path):
        found = compared(tmp_path, BASE, BASE)
        assert found.is_empty
        assert sections(found) == []
        assert opening(found)[-1] == (
            "Ingen plads er flyttet. KKR har stadig 12 medlemmer. Alt, hvad der kan sammenlignes, er ens."
        )

    def test_one_vote_total_moves_one_seat(self, tmp_path):
        """C 201 votes: 2.01, so 3 seats. The total goes from 12 to 13."""
        new = small_kkr(VOTES | {"C": 201}, EIGHT_AND_TWO, SEATS | {"C": 3})
        found = compared(tmp_path, BASE, new)
        assert found.causes.alone == (alone(Input.VOTES, moved("C", 2, 3)),)
        assert found.causes.seats == (Cause(move=moved("C", 2, 3), enough=((Input.VOTES,),)),)
        assert found.causes.undone == found.causes.obstacles == ()
        assert opening(found)[-1] == ("Pladserne er ændret for C (+1). KKR får 13 medlemmer i stedet for 12.")
        assert text(found, "Hvorfor") == "  De nye stemmer alene ændrer C fra 2 til 3."

    def test_exactly_on_the_line_moves_none(self, tmp_path):
        """C 200 votes: exactly 2 seats, as before."""
        found = compared(tmp_path, BASE, small_kkr(VOTES | {"C": 200}, EIGHT_AND_TWO, SEATS))
        assert found.causes.alone == (alone(Input.VOTES),)
        assert not found.moves_seats
        assert opening(found)[-1] == "Ingen plads er flyttet. KKR har stadig 12 medlemmer."
        assert text(found, "Hvorfor") == "  De nye stemmer alene flytter ingen plads."

    def test_one_mayor_moves_seats(self, tmp_path):
        """
        A mayor of A becomes V's: V pays 200/3 = 66.7 and is dimensioning.

        A 800 * 3 / 200 = 12, V 3, C 150 * 3 / 200 = 2.25, so 3.
        """
        new = small_kkr(VOTES, "AAAAAAAVVV", {"A": 12, "V": 3, "C": 3})
        found = compared(tmp_path, BASE, new)
        assert found.causes.alone == (
            alone(Input.MAYORS, moved("A", 8, 12), moved("C", 2, 3), moved("V", 2, 3)),
        )
        assert [change.key for change in found.mayors] == ["908"]
        assert text(found, "Borgmestre").splitlines()[1].split("   ")[1:] == [
            "Borgmester 8 (A, valgt)",
            "Borgmester 8 (V, valgt)",
        ]

    def test_a_mayor_turns_a_supplementary_seat_into_a_born_one(self, tmp_path):
        """A mayor of V becomes C's: A still pays 100, so nobody's seats move, but who fills them."""
        new = small_kkr(VOTES, "AAAAAAAAVC", SEATS)
        found = compared(tmp_path, BASE, new)
        assert not found.moves_seats
        assert [(change.key, change.old, change.new) for change in found.supplementary] == [
            ("C", 2, 1),
            ("V", 0, 1),
        ]
        assert "Der er byttet om på borgmestre og supplerende medlemmer." in opening(found)[-1]

    def test_a_mayor_whose_name_and_status_changed_moves_nothing(self, tmp_path):
        new = copied(BASE)
        new["mayors_list"][0] |= {"name": "En Anden", "status": "aftalt"}
        new["status"] = "foreløbig"
        found = compared(tmp_path, BASE, new)
        assert found.causes.alone == ()
        assert "En Anden (A, kun aftalt)" in text(found, "Borgmestre")
        assert "Tallenes status   endelig   foreløbig" in text(found, "Andet")

    def test_a_mayor_of_a_list_that_is_not_eligible_stands_outside(self, tmp_path):
        """
        K7: the last mayor leaves V for a local list. A 8/800 is dimensioning as before, V has 2 seats.

        13 members: 12 in the parties' seats and one mayor outside.
        """
        new = small_kkr(VOTES, "AAAAAAAAVN", SEATS)
        found = compared(tmp_path, BASE, new)
        assert found.causes.alone == (alone(Input.MAYORS, moved(None, 0, 1)),)
        assert opening(found)[-1].startswith("Pladserne er ændret for borgmestre uden for fordelingen (+1).")
        assert "Borgmestre uden for fordelingen     0    1        +1" in text(found, "Pladser")

    def test_a_reading_moves_seats(self, tmp_path):
        """
        Three municipalities, so 6 seats at most; A 600, V 310, C 100, B 50 claim 6 + 4 + 1 + 1 = 12.

        Rounding up: one mayor each for A, V, C, then B (none yet), A 600/1, V 310/1: A 2, V 2, C 1, B 1.
        d'Hondt: C keeps its mayor, the other 5 are A 600, V 310, A 300, A 200, V 155: A 3, V 2, B 0.
        """
        votes = {"A": 600, "V": 310, "C": 100, "B": 50}
        old = small_kkr(votes, "AVC", {"A": 2, "V": 2, "C": 1, "B": 1})
        new = small_kkr(
            votes,
            "AVC",
            {"A": 3, "V": 2, "C": 1, "B": 0},
            readings={"E4": "valid", "K6": "dhondt", "K7": "on_top"},
        )
        found = compared(tmp_path, old, new)
        assert found.causes.alone == (alone(Input.READINGS, moved("A", 2, 3), moved("B", 1, 0)),)
        assert text(found, "Læsninger af reglerne").splitlines()[1] == "  K6      oprunding   d'Hondt"

    def test_a_reading_of_the_threshold_moves_a_seat(self, tmp_path):
        """E4: K has 23 of 1,150 valid votes, exactly 2 %, but 1,151 were cast."""
        votes = VOTES | {"C": 127, "K": 23}
        kept = small_kkr(votes, EIGHT_AND_TWO, SEATS | {"K": 1}, cast=1_151)
        lost = small_kkr(
            votes,
            EIGHT_AND_TWO,
            SEATS,
            cast=1_151,
            readings={"E4": "cast", "K6": "round_up", "K7": "on_top"},
        )
        found = compared(tmp_path, kept, lost)
        assert found.causes.alone == (alone(Input.READINGS, moved("K", 1, 0)),)

    def test_a_seat_in_a_council_moves_a_seat(self, tmp_path):
        """E5: K has 23 of 1,150 votes, and gets its first seat in a council."""
        votes = VOTES | {"C": 127, "K": 23}
        old = small_kkr(votes, EIGHT_AND_TWO, SEATS, unrepresented="K")
        found = compared(tmp_path, old, small_kkr(votes, EIGHT_AND_TWO, SEATS | {"K": 1}))
        assert found.causes.alone == (alone(Input.REPRESENTED, moved("K", 0, 1)),)
        assert "K har nu plads i mindst én kommunalbestyrelse i regionen." in text(
            found, "Hvem er berettiget"
        )


C_210 = VOTES | {"C": 210}
THEN = small_kkr(C_210, EIGHT_AND_TWO, {"A": 8, "V": 2, "C": 3})
"""A and V pay 100: C 2.1, so 3 seats."""


class TestTogether:
    """Two changes at once: what each does alone, and what takes both."""

    def test_votes_and_mayors_only_together(self, tmp_path):
        """
        A 900 votes, and the last mayor goes from V to C.

        Votes alone: V 200/2 is dimensioning at 100, so A 9, C still 3. Mayors alone: A still pays 100, so
        nothing. Both: A 900/8 = 112.5 is dimensioning, A 8, V 1.8 and C 1.9, so 2 each: C loses one.
        """
        new = small_kkr(C_210 | {"A": 900}, "AAAAAAAAVC", {"A": 8, "V": 2, "C": 2})
        found = compared(tmp_path, THEN, new)
        both = (Input.VOTES, Input.MAYORS)
        assert found.causes.alone == (alone(Input.VOTES, moved("A", 8, 9)), alone(Input.MAYORS))
        assert found.causes.seats == (Cause(move=moved("C", 3, 2), enough=(both,)),)
        assert text(found, "Hvorfor").splitlines() == [
            "  De nye stemmer alene ændrer A fra 8 til 9.",
            "  De nye borgmestre alene flytter ingen plads.",
            "  C får sit nye antal kun af stemmerne og borgmestrene tilsammen.",
            "  At de nye stemmer alene ændrer A fra 8 til 9, ophæves af borgmestrene.",
        ]

    def test_a_seat_that_one_change_moves_and_the_other_moves_back(self, tmp_path):
        """As above with C 150: votes alone give A a ninth seat, the mayor takes it back; none is moved."""
        new = small_kkr(VOTES | {"A": 900}, "AAAAAAAAVC", SEATS)
        found = compared(tmp_path, BASE, new)
        assert not found.moves_seats
        assert found.causes.seats == ()
        assert found.causes.undone == (
            Undone(move=moved("A", 8, 9), input=Input.VOTES, others=(Input.MAYORS,)),
        )
        assert opening(found)[-1].startswith("Ingen plads er flyttet.")

    def test_votes_alone_move_back_what_a_mayor_moves(self, tmp_path):
        """
        A mayor of A becomes V's, which alone gives A 12, V 3 and C 3 (above).

        With V at 300 votes it pays 100 again: A 8, V 3, C 2. The votes alone give V that third seat too.
        """
        new = small_kkr(VOTES | {"V": 300}, "AAAAAAAVVV", {"A": 8, "V": 3, "C": 2})
        found = compared(tmp_path, BASE, new)
        assert found.causes.seats == (Cause(move=moved("V", 2, 3), enough=((Input.VOTES,), (Input.MAYORS,))),)
        assert found.causes.undone == (
            Undone(move=moved("A", 8, 12), input=Input.MAYORS, others=(Input.VOTES,)),
            Undone(move=moved("C", 2, 3), input=Input.MAYORS, others=(Input.VOTES,)),
        )
        assert "  V får sit nye antal af stemmerne alene, og lige så vel af borgmestrene alene." in text(
            found, "Hvorfor"
        )


K_23 = VOTES | {"C": 127, "K": 23}
KEPT = small_kkr(K_23, EIGHT_AND_TWO, SEATS | {"K": 1})
"""K has 23 of 1,150 votes: exactly 2 %."""


class TestTheThreshold:
    """E3: at least 2 % of the valid votes of all lists; exactly 2 % is enough."""

    def test_one_valid_vote_more_for_others_loses_it(self, tmp_path):
        """1,151 valid votes: 23 * 50 = 1,150 is one too few, with K's own votes as they were."""
        lost = small_kkr(K_23, EIGHT_AND_TWO, SEATS, valid=1_151)
        found = compared(tmp_path, KEPT, lost)
        assert [(change.key, change.old, change.new) for change in found.eligible] == [("K", True, False)]
        assert found.votes == ()
        assert found.causes.alone == (alone(Input.VOTES, moved("K", 1, 0)),)
        assert text(found, "Hvem er berettiget") == (
            "  K er ikke længere berettiget: 23 stemmer, og der skal 24 til."
        )
        assert "Spærregrænsen i stemmer      23      24        +1" in text(found, "Stemmer")

    def test_it_is_gained_again_on_the_line(self, tmp_path):
        lost = small_kkr(K_23, EIGHT_AND_TWO, SEATS, valid=1_151)
        found = compared(tmp_path, lost, KEPT)
        assert text(found, "Hvem er berettiget") == "  K er nu berettiget: 23 stemmer, og der skal 23 til."


B_AND_C = {"A": 100, "B": 300, "C": 300}


class TestLots:
    """K8: one municipality, 2 seats; A has the mayor, B and C stand equal for the other seat."""

    @staticmethod
    def lot(winner: str) -> dict[str, object]:
        return {"stage": "sammensætning", "tied": ["B", "C"], "winners": [winner], "drawn_on": None}

    def test_a_lot_drawn_again_moves_the_seat(self, tmp_path):
        old = small_kkr(B_AND_C, "A", {"A": 1, "B": 1, "C": 0}, lots=[self.lot("B")])
        new = small_kkr(B_AND_C, "A", {"A": 1, "B": 0, "C": 1}, lots=[self.lot("C")])
        found = compared(tmp_path, old, new)
        assert found.causes.alone == (alone(Input.LOTS, moved("B", 1, 0), moved("C", 0, 1)),)
        assert "sammensætning: B / C         B     C" in text(found, "Lodtrækninger")

    def test_votes_that_end_in_a_tie_need_the_new_lot(self, tmp_path):
        """B had 301 votes and the seat; with 300 it takes a lot, and C wins it."""
        old = small_kkr(B_AND_C | {"B": 301}, "A", {"A": 1, "B": 1, "C": 0})
        new = small_kkr(B_AND_C, "A", {"A": 1, "B": 0, "C": 1}, lots=[self.lot("C")])
        found = compared(tmp_path, old, new)
        assert found.causes.alone == (
            Alone(input=Input.VOTES, moves=(), obstacle="Der skulle trækkes lod mellem B og C."),
            alone(Input.LOTS),
        )
        assert {cause.enough for cause in found.causes.seats} == {((Input.VOTES, Input.LOTS),)}
        assert "De nye stemmer alene kan ikke regnes. Der skulle trækkes lod mellem B og C." in text(
            found, "Hvorfor"
        )


class TestWhatCannotBeTold:
    @pytest.mark.parametrize(
        ("key", "said"),
        [
            ("readings", "læsningerne af reglerne"),
            ("mayors_list", "borgmestrene"),
            ("lots", "lodtrækninger"),
            ("votes_cast", "afgivne stemmer"),
        ],
    )
    def test_an_older_file_is_compared_but_for_what_it_lacks(self, tmp_path, key, said):
        old = copied(BASE)
        del old[key]
        new = small_kkr(VOTES | {"C": 201}, EIGHT_AND_TWO, SEATS | {"C": 3})
        found = compared(tmp_path, old, new)
        assert [(change.key, change.new) for change in found.seats] == [("C", 3)]
        assert found.incomparable == (key,)
        assert f"ikke sammenlignet: {said}." in opening(found)[3]
        assert text(found, "Hvorfor").startswith(
            "  Det kan ikke siges, hvad der flytter pladser: den gamle fil er bygget med en ældre udgave"
        )

    @pytest.mark.parametrize("key", ["as_of", "corrections", "alliances", "chair", "vice_chair", "body"])
    def test_what_the_seats_do_not_follow_from_may_be_missing(self, tmp_path, key):
        old = copied(BASE)
        del old[key]
        new = small_kkr(VOTES | {"C": 201}, EIGHT_AND_TWO, SEATS | {"C": 3})
        assert compared(tmp_path, old, new).causes.alone == (alone(Input.VOTES, moved("C", 2, 3)),)

    def test_who_is_represented_may_be_missing(self, tmp_path):
        old = copied(BASE)
        for contender in old["contenders"]:
            del contender["represented"]
        assert compared(tmp_path, old, BASE).incomparable == ("contenders[].represented",)

    def test_seats_that_do_not_follow_from_the_file_s_own_figures(self, tmp_path):
        new = copied(BASE)
        new["contenders"][2]["seats"] = 3
        found = compared(tmp_path, BASE, new)
        assert found.causes.alone == ()
        assert "pladserne i den nye fil følger ikke af filens egne tal" in text(found, "Hvorfor")

    def test_a_reading_of_a_later_version(self, tmp_path):
        new = copied(BASE)
        new["readings"]["K6"] = "magi"
        found = compared(tmp_path, BASE, new)
        assert "bruger læsninger, som denne udgave af programmet ikke kender (K6 magi)" in text(
            found, "Hvorfor"
        )
        assert text(found, "Læsninger af reglerne").splitlines()[1] == "  K6      oprunding   magi"


class TestAnotherTerm:
    """Other parties stand in another term: that shows in the votes, and is no second reason."""

    def test_a_party_that_came_is_moved_by_the_votes_alone(self, tmp_path):
        """K is on the ballot of the new term only: 23 of 1,150 votes and a seat in a council."""
        old = small_kkr(VOTES, EIGHT_AND_TWO, SEATS)
        new = small_kkr(K_23, EIGHT_AND_TWO, SEATS | {"K": 1}) | {"term": "2026-2030"}
        found = compared(tmp_path, old, new)
        assert found.causes.alone == (alone(Input.VOTES, moved("K", 0, 1)),)
        assert found.represented == ()

    def test_a_party_that_went(self, tmp_path):
        old = small_kkr(K_23, EIGHT_AND_TWO, SEATS | {"K": 1})
        new = small_kkr(VOTES, EIGHT_AND_TWO, SEATS) | {"term": "2026-2030"}
        found = compared(tmp_path, old, new)
        assert found.causes.alone == (alone(Input.VOTES, moved("K", 1, 0)),)
        assert "K er ikke længere berettiget: det er ikke blandt partierne i den nye udgave." in text(
            found, "Hvem er berettiget"
        )

    def test_another_number_of_municipalities_comes_with_the_mayors(self, tmp_path):
        """
        E6: one municipality fewer, and A has one mayor fewer; V at 100 votes a mayor is dimensioning.

        A 8, V 2 and C 2 as before: with seven mayors of its own A needs one supplementary member.
        """
        found = compared(tmp_path, BASE, small_kkr(VOTES, "AAAAAAAVV", SEATS))
        assert found.causes.alone == (alone(Input.MAYORS),)
        assert text(found, "Borgmestre").splitlines()[-1].endswith("Borgmester 10 (V, valgt)   ingen")


class TestTheRest:
    def test_posts_alliances_corrections_files_and_version(self, tmp_path):
        new = copied(BASE)
        new |= {
            "chair": {"contender": "C", "alliance": "C+V"},
            "vice_chair": None,
            "alliances": ["C+V"],
            "corrections": ["I kv2021/stemmer.csv er\n læst 7."],
            "version": "0.2.0",
            "sources": [
                {"file": "kv2021/stemmer.csv", "sha256": "1" * 64},
                {"file": "kv2021/x.csv", "sha256": "2" * 64},
            ],
        }
        found = compared(tmp_path, BASE, new)
        assert text(found, "Formand og næstformand").splitlines()[1:] == [
            "  Formand       A     C (valgforbund C+V)",
            "  Næstformand   V     afventer lodtrækning",
        ]
        assert text(found, "Andet").splitlines()[1:] == [
            "  Valgforbund             ingen   C+V",
            "  Version af programmet   0.1.0   0.2.0",
        ]
        assert text(found, "Rettelser af tallene") == "  Ny: I kv2021/stemmer.csv er læst 7."
        assert text(found, "Kildefiler").splitlines()[1:] == [
            "  kv2021/stemmer.csv   00000000…    11111111…",
            "  kv2021/x.csv         ikke brugt   22222222…",
        ]

    def test_two_terms_are_said(self, tmp_path):
        new = copied(BASE) | {"term": "2026-2030"}
        assert any("hver sin valgperiode" in line for line in opening(compared(tmp_path, BASE, new)))

    def test_the_plain_values_say_the_same(self, tmp_path):
        new = small_kkr(VOTES | {"A": 900, "C": 210}, "AAAAAAAAVC", {"A": 8, "V": 2, "C": 2})
        report = values(compared(tmp_path, THEN, new))
        assert report["seats"] == [{"letter": "C", "from": 3, "to": 2}]
        assert report["votes"] == [{"letter": "A", "from": 800, "to": 900}]
        assert report["causes"] == {
            "alone": [
                {"input": "votes", "moves": [{"letter": "A", "from": 8, "to": 9}], "obstacle": None},
                {"input": "mayors", "moves": [], "obstacle": None},
            ],
            "seats": [{"letter": "C", "from": 3, "to": 2, "enough": ["votes+mayors"]}],
            "undone": [{"letter": "A", "from": 8, "to": 9, "input": "votes", "others": ["mayors"]}],
            "obstacles": [],
        }
