"""Nominations to the board of an Erhvervshus, and what the board lacks (agenda 1.6, U11)."""

from datetime import date

import pytest
from places import TERM

from kkr_analysis.appointments import Duty, Gender
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.nominations import NominatingBody, Nomination, board_status, nomination_status
from kkr_analysis.rules import rule_set

FORA = {forum.name: forum for forum in rule_set(TERM).fora}
OTHERS = FORA["Erhvervshus Midtjylland, bestyrelsens øvrige medlemmer"]
POLITICAL = FORA["Erhvervshus Midtjylland, bestyrelsen"]
DEADLINE = date(2022, 2, 28)
BODIES = [
    NominatingBody(name=f"{kind} {number}", kind=kind)
    for kind, bodies in (("erhvervsliv", 8), ("viden", 5), ("arbejdstagere", 2))
    for number in range(1, bodies + 1)
]


def nominated(*bodies: str, received: date = DEADLINE) -> list[Nomination]:
    return [
        Nomination(body=body, person=f"fra {body}", received=received, gender=Gender.WOMAN) for body in bodies
    ]


class TestNominations:
    """8 + 5 + 2 bodies nominate to 4 + 1 + 1 seats by 28 February 2022."""

    def test_nothing_has_come(self):
        status = nomination_status(OTHERS, BODIES, [], DEADLINE)
        assert [(kind.kind, kind.missing, len(kind.silent)) for kind in status.kinds] == [
            ("erhvervsliv", 4, 8),
            ("viden", 1, 5),
            ("arbejdstagere", 1, 2),
        ]
        assert not status.is_complete

    def test_enough_has_come(self):
        names = [f"erhvervsliv {number}" for number in range(1, 5)]
        found = nomination_status(OTHERS, BODIES, nominated(*names, "viden 1", "arbejdstagere 2"), DEADLINE)
        assert found.is_complete
        assert [len(kind.silent) for kind in found.kinds] == [4, 4, 1]
        assert (found.genders.women, found.genders.men) == (6, 0)
        assert (found.genders.duty.duty, found.genders.is_met) == (Duty.BALANCE, True)

    def test_a_day_late(self):
        late = nominated("viden 1", received=date(2022, 3, 1))
        status = nomination_status(OTHERS, BODIES, late, DEADLINE)
        assert (status.late, status.kinds[1].missing) == (tuple(late), 1)
        assert "viden 1" in status.kinds[1].silent

    @pytest.mark.parametrize(
        ("bodies", "nominations", "fault"),
        [
            ([NominatingBody(name="X", kind="sport")], [], "X indstiller til 'sport'"),
            (BODIES, nominated("Ingen"), "Ingen har indstillet fra Ingen, men indstiller ikke til forummet"),
            (BODIES, nominated("viden 1") * 2, "viden 1 har indstillet fra viden 1 2 gange"),
        ],
    )
    def test_what_cannot_be(self, bodies, nominations, fault):
        with pytest.raises(MeetingError, match=fault):
            nomination_status(OTHERS, bodies, nominations, DEADLINE)


class TestTheBoardOfEleven:
    def test_what_is_missing_and_what_the_sources_do_not_name(self):
        """4 + 4 + 1 + 1 are 10: the sources name no part for the eleventh seat."""
        board = board_status(11, [POLITICAL, OTHERS], {POLITICAL.name: 4, "erhvervsliv": 1})
        assert board.parts[0] == (POLITICAL.name, 4, 4)
        assert dict(board.missing) == {"erhvervsliv": 3, "viden": 1, "arbejdstagere": 1}
        assert board.unaccounted == 1
