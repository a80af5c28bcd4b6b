"""Who follows in the term: events in order, what they change and what not (P1, P2, P3, U12, U13)."""

from dataclasses import replace
from datetime import date

import pytest

from kkr_analysis.appointments import Appointee
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.members import Deputy, Member, Person
from kkr_analysis.meeting.roster import (
    AwayAMonth,
    LeftCouncil,
    LeftParty,
    MayorReplaced,
    MemberElected,
    PostFilled,
    Resigned,
    Roster,
    SeatFilled,
)
from kkr_analysis.meeting.vacancies import follow, follow_all

DAY = date(2023, 5, 1)


def person(name: str, municipality: str = "615", letter: str = "A") -> Person:
    return Person(name=name, municipality=municipality, letter=letter)


MAYOR, VICE, SECOND = person("Mona"), person("Viggo", letter="V"), person("Sara")
SIGNE, STANDIN = person("Signe", "657", "C"), person("Stig", "657", "C")
ROSTER = Roster(
    members=(
        Member(person=MAYOR, contender="A", is_ex_officio=True, stand_in=VICE),
        Member(person=SIGNE, contender="C", is_ex_officio=False, stand_in=STANDIN),
    ),
    deputies=(Deputy(person=VICE, rank=1), Deputy(person=SECOND, rank=2)),
    posts=(
        ElectedPost(number=1, person="Mona", contender="A", is_in_agreement=True),
        ElectedPost(number=2, person="Signe", contender="C", is_in_agreement=True),
    ),
    appointees=(
        Appointee(forum="Sundhed", group="A", name="Mona", kind="borgmestre"),
        Appointee(forum="EU", group="A", name="Mona"),
        Appointee(forum="Råd", group="C", name="Signe", stand_in="Stig"),
    ),
)


def names(roster: Roster) -> list[tuple[str, str | None]]:
    return [(m.person.name, m.stand_in and m.stand_in.name) for m in roster.members]


class TestASupplementaryMemberLeaves:
    """»… når medlemmet forlader kommunalbestyrelsen eller det parti, der har valgt medlemmet« (P3)."""

    def test_the_council(self):
        """The membership, the post and the appointment end; the stand-in attends, and C fills its seat."""
        roster, change = follow(ROSTER, LeftCouncil(day=DAY, person=SIGNE))
        assert names(roster) == [("Mona", "Viggo")]
        [vacancy] = roster.vacant_memberships
        assert (vacancy.contender, vacancy.last_holder, vacancy.acting) == ("C", SIGNE, STANDIN)
        assert [post.person for post in roster.posts] == ["Mona"]
        [seat] = roster.vacant_seats
        assert (seat.forum, seat.group) == ("Råd", "C")
        assert change.to_do == (
            "Kommunalbestyrelsesmedlemmerne fra C vælger et nyt supplerende medlem.",
            "KKR vælger en ny næstformand, som også får pladserne i kraft af hvervet.",
            "C peger på en ny til Råd.",
        )
        assert change.unchanged == ("Det er fortsat C, der har pladsen.",)
        assert roster.history == (change,)

    def test_the_post_is_vacant_until_another_member_is_elected_to_it(self):
        left = LeftCouncil(day=DAY, person=SIGNE)
        roster = follow_all(ROSTER, [left])
        assert [(post.number, post.person) for post in roster.vacant_posts] == [(2, "Signe")]
        roster, change = follow(roster, PostFilled(day=DAY, number=2, name="Mona"))
        assert [(post.number, post.contender) for post in roster.posts] == [(2, "A")]
        assert "Mona er næstformand efter Signe." in change.changed
        # Nobody holds both posts.
        assert [post.number for post in roster.vacant_posts] == [1]
        assert "Posten som formand er ledig." in change.changed

    @pytest.mark.parametrize(
        ("number", "name", "said"),
        [(1, "Mona", "Posten som formand er ikke ledig"), (2, "Ida", "Ida er ikke medlem af KKR")],
    )
    def test_nobody_is_elected_to_a_post_that_is_held_or_without_being_a_member(self, number, name, said):
        roster = follow_all(ROSTER, [LeftCouncil(day=DAY, person=SIGNE)])
        with pytest.raises(MeetingError, match=said):
            follow(roster, PostFilled(day=DAY, number=number, name=name))

    def test_the_party(self):
        """Still on a council: the appointment is kept (U12), the membership is not."""
        roster, change = follow(ROSTER, LeftParty(day=DAY, person=SIGNE))
        assert names(roster) == [("Mona", "Viggo")]
        assert roster.appointees == ROSTER.appointees
        assert change.unchanged[-1] == (
            "Signe er stadig medlem af en kommunalbestyrelse og beholder pladsen i Råd."
        )

    def test_the_contender_elects_another(self):
        new = MemberElected(day=DAY, contender="C", person=STANDIN)
        roster = follow_all(ROSTER, [LeftParty(day=DAY, person=SIGNE), new])
        assert (names(roster), roster.vacant_memberships) == ([("Mona", "Viggo"), ("Stig", None)], ())
        assert roster.history[-1].to_do == ("C vælger en stedfortræder for Stig.",)

    def test_the_acting_stand_in_leaves_as_well(self):
        events = [LeftCouncil(day=DAY, person=SIGNE), LeftCouncil(day=DAY, person=STANDIN)]
        assert follow_all(ROSTER, events).vacant_memberships[0].acting is None


class TestAStandInLeaves:
    def test_of_a_supplementary_member_and_of_an_appointee(self):
        roster, change = follow(ROSTER, LeftCouncil(day=DAY, person=STANDIN))
        assert names(roster) == [("Mona", "Viggo"), ("Signe", None)]
        assert roster.appointees[-1].stand_in is None
        assert change.to_do == (
            "C vælger en ny stedfortræder for Signe.",
            "C peger på en ny stedfortræder til Råd.",
        )

    def test_of_a_mayor_the_next_deputy_follows(self):
        roster, change = follow(ROSTER, LeftCouncil(day=DAY, person=VICE))
        assert names(roster)[0] == ("Mona", "Sara")
        assert (change.to_do, roster.deputies) == ((), ROSTER.deputies[1:])

    def test_a_deputy_who_becomes_a_member_himself(self):
        """As in 2010 (P1): the second deputy follows."""
        vacant, _ = follow(ROSTER, LeftParty(day=DAY, person=SIGNE))
        elected = MemberElected(day=DAY, contender="C", person=VICE, stand_in=STANDIN)
        assert names(follow(vacant, elected)[0]) == [("Mona", "Sara"), ("Viggo", "Stig")]


class TestAMayor:
    def test_who_leaves_the_party_stays(self):
        roster, change = follow(ROSTER, LeftParty(day=DAY, person=MAYOR))
        assert replace(roster, history=()) == ROSTER
        assert change.changed == ()
        assert change.unchanged[0] == "Mona er borgmester og bliver i KKR også uden partiet."

    def test_is_replaced_by_the_deputy(self):
        """The chair and the mayors' seat are vacant; she keeps the other appointment while on the council."""
        event = MayorReplaced(day=DAY, mayor=VICE, contender="V", deputies=(Deputy(person=SECOND, rank=1),))
        roster, change = follow(ROSTER, event)
        assert names(roster) == [("Signe", "Stig"), ("Viggo", "Sara")]
        assert [post.number for post in roster.posts] == [2]
        assert [(seat.forum, seat.kind) for seat in roster.vacant_seats] == [("Sundhed", "borgmestre")]
        assert change.changed[:2] == (
            "Viggo er født medlem i stedet for Mona.",
            "Viceborgmester Sara er stedfortræder for Viggo.",
        )
        assert change.to_do[0].startswith("Borgmesteren er nu af V og ikke af A. Ingen kilde siger")
        assert change.to_do[-1] == "A peger på en ny til Sundhed. Pladsen er til borgmestre."
        assert change.unchanged[-1].startswith("Mona beholder pladsen i EU")

    def test_is_replaced_by_a_stand_in_of_another(self):
        other = replace(ROSTER.members[1], stand_in=SECOND)
        council = replace(ROSTER, members=(ROSTER.members[0], other))
        roster, change = follow(council, MayorReplaced(day=DAY, mayor=SECOND, contender="A"))
        assert names(roster) == [("Signe", None), ("Sara", None)]
        assert "C vælger en ny stedfortræder for Signe." in change.to_do

    def test_is_replaced_by_a_supplementary_member(self):
        """The supplementary membership is vacant; she is still a member and keeps the post of vice-chair."""
        council = replace(
            ROSTER, members=(ROSTER.members[0], replace(ROSTER.members[1], person=person("Signe")))
        )
        roster, change = follow(council, MayorReplaced(day=DAY, mayor=person("Signe"), contender="C"))
        assert names(roster) == [("Signe", None)]
        assert roster.vacant_memberships[0].contender == "C"
        assert [post.person for post in roster.posts] == ["Signe"]
        assert "Skriv, hvem der er viceborgmester og dermed stedfortræder for Signe." in change.to_do

    @pytest.mark.parametrize(
        ("event", "fault"),
        [
            (LeftCouncil(day=DAY, person=MAYOR), "Skriv i stedet, hvem der er ny borgmester"),
            (MayorReplaced(day=DAY, mayor=MAYOR, contender="A"), "ingen anden borgmester at følge efter"),
            (MayorReplaced(day=DAY, mayor=person("Ida", "999"), contender="A"), "kommunen 999 har ingen"),
        ],
    )
    def test_what_cannot_be(self, event, fault):
        with pytest.raises(MeetingError, match=fault):
            follow(ROSTER, event)


class TestAnAppointee:
    """»… besættes af den gruppe, der havde den« (U13)."""

    RESIGNED = Resigned(day=DAY, forum="Råd", name="Signe")

    def test_resigns_and_the_group_names_another(self):
        roster, change = follow(ROSTER, self.RESIGNED)
        assert change.changed == (
            "Signe udtræder af Råd.",
            "Stig møder som stedfortræder, til pladsen er besat.",
        )
        filled = SeatFilled(day=DAY, forum="Råd", group="C", name="Carl", stand_in="Dea")
        roster, change = follow(roster, filled)
        assert roster.appointees[-1] == Appointee(forum="Råd", group="C", name="Carl", stand_in="Dea")
        assert (roster.vacant_seats, change.changed) == ((), ("Carl følger Signe i Råd for C.",))

    def test_is_away_for_a_month(self):
        roster, change = follow(ROSTER, AwayAMonth(day=DAY, forum="Råd", name="Signe"))
        assert roster.appointees == ROSTER.appointees
        assert change.to_do == ("C kan sende en anden, så længe Signe er væk.",)

    @pytest.mark.parametrize(
        ("event", "fault"),
        [
            (SeatFilled(day=DAY, forum="Råd", group="A", name="Ida"), "Ledig er pladsen fra C"),
            (SeatFilled(day=DAY, forum="EU", group="A", name="Ida"), "EU: A har ingen ledig plads.$"),
            (Resigned(day=DAY, forum="EU", name="Signe"), "EU: Signe er ikke udpeget"),
            (AwayAMonth(day=DAY, forum="EU", name="Signe"), "EU: Signe er ikke udpeget"),
            (MemberElected(day=DAY, contender="V", person=VICE), "V har ingen ledig plads i KKR til Viggo"),
            (LeftCouncil(day=DAY, person=person("Ida")), "Ida er hverken medlem, stedfortræder"),
            (LeftParty(day=DAY, person=VICE), "Viggo er ikke medlem"),
            (LeftParty(day=date(2023, 4, 30), person=MAYOR), "er før den seneste, 1. maj 2023"),
        ],
    )  # fmt: skip
    def test_what_cannot_be(self, event, fault):
        roster, _ = follow(ROSTER, self.RESIGNED)
        with pytest.raises(MeetingError, match=fault):
            follow(roster, event)

    def test_a_member_is_not_elected_twice(self):
        vacant, _ = follow(ROSTER, LeftParty(day=DAY, person=SIGNE))
        with pytest.raises(MeetingError, match="Mona er medlem i forvejen"):
            follow(vacant, MemberElected(day=DAY, contender="C", person=MAYOR))


def test_the_history_of_the_term_is_kept():
    events = [LeftParty(day=DAY, person=SIGNE), Resigned(day=DAY, forum="EU", name="Mona")]
    assert [change.event for change in follow_all(ROSTER, events).history] == events
    assert ROSTER.history == ()


class TestASeatThatTheWholeKkrElected:
    """One representative is elected by all (U9), so no group has the seat: the KKR fills it again."""

    ONE = replace(ROSTER, appointees=(Appointee(forum="Bestyrelsen", group="", name="Mona"),))

    def test_it_is_the_kkr_that_elects(self):
        _, change = follow(self.ONE, Resigned(day=DAY, forum="Bestyrelsen", name="Mona"))
        assert change.to_do == ("KKR vælger en ny til Bestyrelsen.",)
        _, away = follow(self.ONE, AwayAMonth(day=DAY, forum="Bestyrelsen", name="Mona"))
        assert away.to_do == ("KKR kan sende en anden, så længe Mona er væk.",)

    def test_and_it_is_filled_without_a_group(self):
        filled = SeatFilled(day=DAY, forum="Bestyrelsen", group="", name="Sara")
        roster = follow_all(self.ONE, [Resigned(day=DAY, forum="Bestyrelsen", name="Mona"), filled])
        assert roster.history[-1].changed == ("Sara følger Mona i Bestyrelsen.",)
        with pytest.raises(MeetingError, match="KKR har ingen ledig plads"):
            follow(roster, filled)


class TestTwoOfOneName:
    """Signe of Herning and Signe of Horsens: what one of them has, the other does not lose."""

    NAMESAKE = Member(person=person("Signe", "615", "A"), contender="A", is_ex_officio=False)
    TWO = replace(
        ROSTER,
        members=(*ROSTER.members, NAMESAKE),
        posts=(),
        appointees=(
            Appointee(forum="Råd", group="C", name="Signe (Herning)"),
            Appointee(forum="EU", group="A", name="Signe (Horsens)"),
        ),
        municipality_names={"615": "Horsens", "657": "Herning"},
    )

    def test_who_leaves_the_council_leaves_one_seat(self):
        roster, _ = follow(self.TWO, LeftCouncil(day=DAY, person=SIGNE))
        assert [entry.name for entry in roster.appointees] == ["Signe (Horsens)"]
        assert [seat.forum for seat in roster.vacant_seats] == ["Råd"]

    def test_a_name_alone_is_the_members(self):
        """Somebody else of that name on another council is appointed with the municipality."""
        roster = replace(self.TWO, members=ROSTER.members)
        assert roster.label_of(SIGNE) == "Signe"
        assert roster.label_of(self.NAMESAKE.person) == "Signe (Horsens)"
