"""``kkr vacancy``: an event tried, and kept in the file with its card or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_folder import FOLDER, RESULT, copied, read
from small_data import replace_in, write_with_card

from kkr_analysis.data.meetings.vacancy import ON_THE_LINE, history, save_event, try_event
from kkr_analysis.data.sources.cards import fits_its_card
from kkr_analysis.errors import FaultyFilesError, MeetingError

TODAY = date(2024, 5, 2)
LEFT = {"dag": "2024-05-01", "haendelse": "forladt partiet", "navn": "Frederik Eksempelsen"}
NEW = {
    "dag": "2024-06-01",
    "haendelse": "nyt medlem",
    "navn": "Fie Eksempelsen",
    "kommune": "Odder",
    "parti": "F",
    "stedfortraeder": "Flora Eksempelsen",
    "stedfortraeders_kommune": "Samsø",
}


@pytest.fixture
def data(tmp_path):
    return copied(tmp_path)


def events(data) -> bytes:
    return (data / FOLDER / "haendelser.csv").read_bytes()


class TestTried:
    def test_what_changes_what_does_not_and_who_has_to_do_what(self, data):
        before = events(data)
        change = try_event(data, RESULT, LEFT).change
        assert change.changed[0] == "Frederik Eksempelsen har forladt F og udtræder som supplerende medlem."
        assert change.unchanged == ("Det er fortsat F, der har pladsen.",)
        assert change.to_do == ("Kommunalbestyrelsesmedlemmerne fra F vælger et nyt supplerende medlem.",)
        assert events(data) == before

    def test_a_day_between_two_others_takes_its_place(self, data):
        """Carl leaves in 2022, before Dennis did: the events after it still follow."""
        tried = try_event(
            data,
            RESULT,
            {"dag": "2022-12-01", "haendelse": "forladt partiet", "navn": "Carl Eksempelsen"},
        )
        assert len(tried.roster.history) == 7
        assert tried.change is tried.roster.history[1]
        assert "Posten som næstformand er ledig." in tried.change.changed

    def test_a_mayor_is_replaced_with_the_deputies_in_their_order(self, data):
        change = try_event(
            data,
            RESULT,
            {
                "dag": "2024-05-01",
                "haendelse": "ny borgmester",
                "navn": "Ny Eksempelsen",
                "kommune": "Odder",
                "bogstav": "V",
                "stedfortraeder": "Første Eksempelsen / Anden Eksempelsen",
            },
        ).change
        assert [deputy.person.name for deputy in change.event.deputies] == [
            "Første Eksempelsen",
            "Anden Eksempelsen",
        ]
        assert change.event.contender == "V"
        assert any(sentence.startswith("Borgmesteren er nu af V og ikke af A") for sentence in change.to_do)

    def test_an_event_that_cannot_happen(self, data):
        with pytest.raises(MeetingError, match="F har ingen ledig plads"):
            try_event(data, RESULT, NEW)

    def test_an_event_that_cannot_be_read_is_told_apart_from_the_files(self, data):
        with pytest.raises(FaultyFilesError) as caught:
            try_event(data, RESULT, LEFT | {"navn": "Frederik Eksempelsn"})
        [fault] = caught.value.faults
        assert (fault.file, fault.column, fault.offer) == (
            ON_THE_LINE,
            "navn",
            "Mente du Frederik Eksempelsen? ",
        )

    def test_the_history_is_kept(self, data):
        assert [change.event.day for change in history(data, RESULT).history] == [
            date(2022, 11, 22),
            date(2023, 5, 1),
            date(2023, 6, 21),
            date(2023, 8, 15),
            date(2023, 9, 6),
            date(2024, 3, 1),
        ]


class TestSaved:
    def test_one_row_more_and_a_card_that_says_so(self, data):
        before = events(data)
        path = save_event(data, RESULT, LEFT, TODAY)
        assert events(data).startswith(before)
        assert events(data).decode().endswith("2024-05-01,forladt partiet,Frederik Eksempelsen,,,,,,,,,\n")
        assert fits_its_card(path)
        assert "2024-05-02: forladt partiet, kkr vacancy" in path.with_suffix(".kilde.toml").read_text(
            "utf-8"
        )

    def test_the_next_event_rests_on_it(self, data):
        save_event(data, RESULT, LEFT, TODAY)
        save_event(data, RESULT, NEW, TODAY)
        assert history(data, RESULT).vacant_memberships == ()
        assert len(read(data).events) == 8

    def test_where_there_was_no_file(self, data):
        for name in ("haendelser.csv", "haendelser.kilde.toml"):
            (data / FOLDER / name).unlink()
        path = save_event(data, RESULT, LEFT, TODAY)
        assert path.read_text("utf-8").startswith("dag,haendelse,navn")
        assert fits_its_card(path)

    def test_nobody_can_follow_before_the_members_are_noted(self, tmp_path):
        with pytest.raises(MeetingError, match="new-meeting midtjylland"):
            save_event(tmp_path, RESULT, LEFT, TODAY)
        assert not any(tmp_path.iterdir())

    def test_a_file_saved_by_a_spreadsheet_stays_one(self, data):
        text = events(data).decode().replace(",", ";").replace("\n", "\r\n").removesuffix("\r\n")
        write_with_card(data / FOLDER / "haendelser.csv", ("\ufeff" + text).encode())
        save_event(data, RESULT, LEFT, TODAY)
        assert events(data).startswith(b"\xef\xbb\xbf")
        assert (
            events(data).decode().endswith("\r\n2024-05-01;forladt partiet;Frederik Eksempelsen;;;;;;;;;\r\n")
        )
        assert len(read(data).events) == 7

    @pytest.mark.parametrize("cells", [NEW, LEFT | {"navn": "Ingen"}, LEFT | {"dag": "i går"}])
    def test_nothing_is_saved_of_what_cannot_be(self, data, cells):
        before = events(data)
        with pytest.raises((MeetingError, FaultyFilesError)):
            save_event(data, RESULT, cells, TODAY)
        assert events(data) == before

    def test_nor_on_top_of_a_change_that_nobody_confirmed(self, data):
        path = data / FOLDER / "haendelser.csv"
        path.write_bytes(events(data) + b"2024-04-01,ny udpeget,,,,,,,,,,\n")
        with pytest.raises(FaultyFilesError, match="kildekortets"):
            save_event(data, RESULT, LEFT, TODAY)

    def test_an_appointee_on_another_council(self, data):
        """Named with the municipality (U12), and in the history under that name."""
        replace_in(
            data,
            f"{FOLDER}/haendelser.csv",
            "2024-03-01,fraværende en måned,Freja Eksempelsen,,",
            "2024-03-01,fraværende en måned,Freja Eksempelsen,Aarhus,",
        )
        assert history(data, RESULT).history[-1].event.name == "Freja Eksempelsen"
