"""Source cards: what they must say, and that a changed file is noticed."""

from __future__ import annotations

import errno
import os
import tomllib
from datetime import date
from pathlib import Path

import pytest
from small_data import ELECTION, FILES, write_small_data

from kkr_analysis.data.command import kkr_command
from kkr_analysis.data.sources import load_election, seal
from kkr_analysis.data.sources.cards import SourceCard, card_path, card_text, read_card
from kkr_analysis.data.sources.sealing import changed_files
from kkr_analysis.errors import DataError, FaultyFilesError

VOTES = f"{ELECTION}/stemmer.csv"
CORRECTIONS = f"{ELECTION}/rettelser.toml"
DAY = date(2099, 12, 24)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_small_data(tmp_path)


def faults_of(data: Path) -> tuple[str, ...]:
    with pytest.raises(FaultyFilesError) as caught:
        load_election(data, ELECTION)
    return caught.value.faults


def edit_card(data: Path, file: str, old: str, new: str) -> None:
    card = card_path(data / file)
    text = card.read_text("utf-8")
    assert old in text
    card.write_text(text.replace(old, new), "utf-8")


class TestWritingAndReading:
    """»… each file with a source card« (handbook, the house)."""

    @pytest.mark.parametrize(
        "text",
        ['Han sagde "nej"', "C:\\tal", "to\nlinjer", 'til sidst "', '"""', "fane\tog\x07klokke", "Å – Æ", ""],
    )
    def test_any_text_comes_back_as_it_was_written(self, tmp_path, text):
        card = SourceCard(
            title="t",
            publisher="u",
            retrieved="2099-11-20",
            treatment="b",
            sha256="0" * 64,
            licence="l",
            notes=text,
            conflict=text,
        )
        (tmp_path / "x.kilde.toml").write_text(card_text(card), "utf-8", newline="\n")
        assert read_card(tmp_path / "x.kilde.toml", "x.kilde.toml") == card

    def test_a_day_is_a_toml_date_and_an_unknown_day_is_said_in_words(self, data):
        edit_card(data, VOTES, "2099-11-20", '"ikke oplyst"')
        source = next(one for one in load_election(data, ELECTION).sources if one.path == VOTES)
        assert source.retrieved == "ikke oplyst"


class TestChangedFile:
    """»If a source file changes, who notices?« (handbook, question 7)."""

    def test_one_vote_more_is_noticed_before_anything_else(self, data):
        path = data / VOTES
        path.write_text(path.read_text("utf-8").replace(",1000", ",-1001"), "utf-8")
        first, second = faults_of(data)
        assert first.startswith(f"{VOTES}: fandt sha256 ")
        assert f"Hent filen igen, eller bekræft ændringen med: {kkr_command()} seal" in first
        assert first.endswith('stemmer.csv --note "hvorfor"')
        assert second.startswith(f"{VOTES}, række 2, kolonne 'stemmer': fandt '-1001'")

    def test_the_fault_of_the_last_file_comes_before_the_content_of_the_first(self, data):
        (data / "kommuner.csv").write_bytes(b"")
        with (data / ELECTION / "lodtraekninger.csv").open("ab") as file:
            file.write(b"\n")
        assert [": fandt sha256" in fault for fault in faults_of(data)][:3] == [True, True, False]

    def test_windows_line_ends_are_a_change_like_any_other(self, data):
        path = data / VOTES
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        (fault,) = faults_of(data)
        assert "sha256" in fault

    def test_the_command_can_be_typed_where_the_analyst_stands(self, data, monkeypatch):
        monkeypatch.chdir(data.parent)
        (data / VOTES).write_bytes((data / VOTES).read_bytes() + b"\n")
        assert f'kkr seal raw/{VOTES} --note "hvorfor"' in faults_of(data)[0]

    def test_a_file_that_may_be_missing_is_held_to_its_card_where_it_is_there(self, data):
        path = data / ELECTION / "mandattal.csv"
        path.write_text("kommunekode,kommune,mandater,kilde\n901,Andeby,9,x\n", "utf-8")
        (fault,) = faults_of(data)
        assert fault.startswith(f"{ELECTION}/mandattal.kilde.toml: fandt ingen fil")


class TestFaultyCard:
    """Titel, udgiver, hentet, behandling, sha256, licens, noter: all of them, nothing else."""

    def test_a_missing_card_is_named(self, data):
        card_path(data / VOTES).unlink()
        (fault,) = faults_of(data)
        assert fault.startswith(f"{ELECTION}/stemmer.kilde.toml: fandt ingen fil, ventede et kildekort")

    def test_a_new_file_of_the_secretariat_is_confirmed_rather_than_fetched(self, data):
        (data / CORRECTIONS).write_text("", "utf-8")
        (fault,) = faults_of(data)
        assert fault.startswith(f"{CORRECTIONS}: fandt intet kildekort")
        assert f"Er filen ny, så bekræft den med: {kkr_command()} seal" in fault

    @pytest.mark.parametrize("key", ["titel", "udgiver", "hentet", "behandling", "sha256", "licens", "noter"])
    def test_every_key_is_needed(self, data, key):
        card = card_path(data / VOTES)
        lines = card.read_text("utf-8").splitlines(keepends=True)
        card.write_text("".join(line for line in lines if not line.startswith(f"{key} =")), "utf-8")
        (fault,) = faults_of(data)
        assert fault.startswith(f"{ELECTION}/stemmer.kilde.toml, kolonne '{key}': fandt ingen værdi")

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ('licens = "ikke oplyst"', 'licens = ""', "licens"),
            ('licens = "ikke oplyst"', "licens = 4", "licens"),
            ("hentet = 2099-11-20", 'hentet = "i går"', "hentet"),
            ("hentet = 2099-11-20", "hentet = 2099-11-20T12:00:00", "hentet"),
            ('noter = ""', 'noter = ""\nlicense = "MIT"', "license"),
            ('sha256 = "', 'sha256 = "A', "sha256"),
        ],
    )
    def test_a_wrong_value_is_shown(self, data, old, new, column):
        edit_card(data, VOTES, old, new)
        (fault,) = faults_of(data)
        assert f"stemmer.kilde.toml, kolonne '{column}': fandt " in fault

    @pytest.mark.parametrize("content", [b"titel = ", b"\xff\xfe", b"titel = 'a'\ntitel = 'b'\n"])
    def test_what_is_not_toml_is_said_to_be_so(self, data, content):
        card_path(data / VOTES).write_bytes(content)
        (fault,) = faults_of(data)
        assert "ikke er gyldig TOML" in fault


class TestSeal:
    """»Corrections to data are declared, with the reason and what the source said« (handbook, records)."""

    @pytest.fixture
    def votes(self, data) -> Path:
        """A table with one vote more than its card knows."""
        path = data / VOTES
        path.write_text(path.read_text("utf-8").replace(",1000", ",1001"), "utf-8")
        return path

    def test_a_confirmed_change_is_read_and_stands_in_the_sources_with_day_and_reason(self, data, votes):
        before = tomllib.loads(card_path(votes).read_text("utf-8"))
        seal([votes], "Fintællingen rettet,\n  se referatet", DAY)
        election = load_election(data, ELECTION)
        source = next(one for one in election.sources if one.path == VOTES)
        assert election.lists[0].votes == 1001
        assert source.treatment == "Opdigtet.\n2099-12-24: Fintællingen rettet, se referatet"
        after = tomllib.loads(card_path(votes).read_text("utf-8"))
        assert {key for key in before if before[key] != after[key]} == {"behandling", "sha256"}
        votes.write_text(votes.read_text("utf-8").replace(",1001", ",1002"), "utf-8")
        (card,) = seal([votes], "Anden", DAY)
        assert card.treatment.splitlines()[2:] == ["2099-12-24: Anden"]

    @pytest.mark.parametrize(
        ("file", "note", "found"),
        [
            (VOTES, "  ", "begrundelse"),
            (f"{ELECTION}/borgmestre.csv", "Derfor", "ingen ændring at bekræfte"),
            (f"{ELECTION}/stemmer.kilde.toml", "Derfor", "er selv et kildekort"),
            (f"{ELECTION}/stemer.csv", "Derfor", r"stemer\.csv kan ikke læses: den findes ikke"),
            (f"{ELECTION}/mandater.csv", "Derfor", "har intet kildekort"),
        ],
    )
    def test_what_cannot_be_confirmed_is_refused_and_nothing_with_it(self, data, votes, file, note, found):
        (data / ELECTION / "mandater.csv").write_text("x", "utf-8")
        before = card_path(votes).read_bytes()
        with pytest.raises(DataError, match=found):
            seal([votes, data / file], note, DAY)
        assert card_path(votes).read_bytes() == before

    @pytest.mark.parametrize(
        ("file", "content", "found"),
        [
            (VOTES, FILES[VOTES].replace(",", ";").encode(), "Skil kolonnerne med komma"),
            (VOTES, FILES[VOTES].encode("cp1252"), "der ikke er UTF-8"),
            (VOTES, FILES[VOTES].encode("utf-16"), "der ikke er UTF-8"),
            (VOTES, b"", "en tom fil"),
            ("regioner.csv", b"slug,navn\n", "ventede overskriften slug,navn,fra,til"),
            (f"{ELECTION}/valg.toml", b'slug = "kv2099', "ikke er gyldig TOML"),
            (VOTES, FILES[VOTES].replace(",", ";").replace(";", ",", 4).encode(), "fandt 1 felt, ventede 5"),
            (f"{ELECTION}/noter.csv", b"a;b\n1;2\n", "fandt 'a;b', ventede komma mellem kolonnerne"),
            (f"{ELECTION}/noter.csv", "a,b\nø,2\n".encode("cp1252"), "byte 5, der ikke er UTF-8"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_not_confirmed(self, data, file, content, found):
        (data / file).write_bytes(content)
        if not card_path(data / file).exists():
            card_path(data / file).write_bytes(card_path(data / VOTES).read_bytes())
        with pytest.raises(FaultyFilesError, match=found):
            seal([data / file], "Derfor", DAY)

    def test_a_folder_is_confirmed_with_the_new_files_of_the_secretariat(self, data):
        (data / CORRECTIONS).write_text("", "utf-8")
        assert changed_files(data / ELECTION) == (data / CORRECTIONS,)
        seal(changed_files(data / ELECTION), "Derfor", DAY)
        load_election(data, ELECTION)

    def test_a_card_that_cannot_be_written_is_as_it_was(self, votes, monkeypatch):
        def full(_source: object, _target: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        before = card_path(votes).read_bytes()
        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(DataError, match=r"stemmer\.kilde\.toml kan ikke skrives: disken er fuld"):
            seal([votes], "Derfor", DAY)
        assert card_path(votes).read_bytes() == before
