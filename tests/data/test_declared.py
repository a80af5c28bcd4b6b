"""Valgforbund declared to the secretariat, ``<election>/<region>/valgforbund.csv``, and what follows."""

from __future__ import annotations

import json
from datetime import date

import pytest
from small_data import ELECTION, append_to, replace_in, write_small_data, write_with_card

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.record import record_of
from kkr_analysis.composition.result import calculate, refuse_hypothetical
from kkr_analysis.data.load import load_result, refused_by_rule
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_election, seal
from kkr_analysis.data.sources.checking import check_election
from kkr_analysis.data.sources.sealing import changed_files
from kkr_analysis.errors import AllianceError, FaultyFilesError, HypotheticalError
from kkr_analysis.presentation.prose import posts
from kkr_analysis.rules import rule_set

FILE = f"{ELECTION}/oest/valgforbund.csv"
HEADER = "valgforbund,moede,modtaget,anmeldt_af,afgoerelse,begrundelse\n"
ROW = "A+V,2100-01-19,2100-01-14,Andersine And,,\n"


@pytest.fixture
def data(tmp_path):
    data = write_small_data(tmp_path)
    write_with_card(data / FILE, (HEADER + ROW).encode())
    return data


def result_of(data, **others):
    return calculate(load_election(data, ELECTION), "oest", rule_set("2022-2026"), **others)


def faults_of(data) -> str:
    with pytest.raises(FaultyFilesError) as caught:
        load_election(data, ELECTION)
    return str(caught.value)


class TestDeclared:
    """»A declaration belongs to one KKR and one meeting, has a day of receipt and who gave it« (D3)."""

    def test_every_build_of_that_kkr_has_it(self, data):
        [declaration] = load_election(data, ELECTION).declared
        assert (declaration.region, declaration.alliance.label) == ("oest", "A+V")
        assert (declaration.received, declaration.given_by) == (date(2100, 1, 14), "Andersine And")
        result = result_of(data)
        assert [alliance.label for alliance in result.posts.alliances] == ["A+V"]
        assert record_of(result).alliances == ("A+V",)
        assert FILE in {source.file for source in record_of(result).sources}
        refuse_hypothetical(result)

    def test_and_no_other_kkr_does(self, data):
        replace_in(
            data, f"{ELECTION}/lodtraekninger.csv", "vest,formand og næstformand,A+V,V,2100-01-19,\n", ""
        )
        vest = calculate(load_election(data, ELECTION), "vest", rule_set("2022-2026"))
        assert vest.allied_posts is None

    def test_nor_rests_on_the_file(self, data):
        """Øst's pacts are no source of Vest, and a file laid out with nobody in it is none of Øst's own."""
        replace_in(
            data, f"{ELECTION}/lodtraekninger.csv", "vest,formand og næstformand,A+V,V,2100-01-19,\n", ""
        )
        vest = calculate(load_election(data, ELECTION), "vest", rule_set("2022-2026"))
        assert FILE not in {source.file for source in record_of(vest).sources}
        replace_in(data, FILE, ROW, "")
        assert FILE not in {source.file for source in record_of(result_of(data)).sources}

    def test_a_refused_one_does_not_count(self, data):
        replace_in(data, FILE, ",,\n", ",afvist,Anmeldt for sent\n")
        result = result_of(data)
        assert result.allied_posts is None
        assert [one.ground for one in result.declared] == ["Anmeldt for sent"]

    def test_others_than_the_declared_are_no_bilag(self, data):
        with pytest.raises(HypotheticalError, match="tænkt eksempel"):
            refuse_hypothetical(result_of(data, alliances=()))
        refuse_hypothetical(result_of(data, alliances=[Alliance.of("V", "A")]))

    def test_the_next_meeting_is_the_one_that_counts(self, data):
        """The enclosure is of 19 January 2100; a declaration for 2102 is for another election of a chair."""
        append_to(data, FILE, "V+A,2102-01-19,2102-01-02,Guld-Iver,,")
        assert [one.alliance.label for one in result_of(data).declared] == ["A+V"]
        later = load_election(data, ELECTION, date(2101, 1, 1))
        [one] = calculate(later, "oest", rule_set("2022-2026")).declared
        assert one.alliance.label == "V+A"


class TestFaults:
    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            ("A,2100-01-19,2100-01-14,X,,", "kolonne 'valgforbund': fandt 'A', ventede mindst to bogstaver"),
            (
                "A+Q,2100-01-19,2100-01-14,X,,",
                "kolonne 'valgforbund': fandt 'A+Q', ventede forskellige bogst",
            ),
            ("A+A,2100-01-19,2100-01-14,X,,", "kolonne 'valgforbund'"),
            ("A+V,19-01-2100,2100-01-14,X,,", "kolonne 'moede': fandt '19-01-2100', ventede en dato"),
            ("A+V,2100-01-19,,X,,", "kolonne 'modtaget': fandt '', ventede en dato"),
            (
                "A+V,2100-01-19,2100-01-20,X,,",
                "kolonne 'modtaget': fandt '2100-01-20', ventede senest mødets",
            ),
            ("A+V,2100-01-19,2100-01-14,,,", "kolonne 'anmeldt_af'"),
            ("A+V,2100-01-19,2100-01-14,X,ja,", "kolonne 'afgoerelse': fandt 'ja', ventede 'godkendt' eller"),
            ("A+V,2100-01-19,2100-01-14,X,afvist,", "kolonne 'begrundelse'"),
        ],
    )
    def test_each_is_told_with_its_row(self, data, row, fault):
        write_with_card(data / FILE, f"{HEADER}{row}\n".encode())
        said = faults_of(data)
        assert f"{FILE}, række 2, {fault}" in said
        assert f"kkr seal {data / FILE}" in said

    def test_nobody_is_in_two(self, data):
        """»a contender is in at most one« (D2)."""
        append_to(data, FILE, "V+LLD,2100-01-19,2100-01-14,X,,")
        assert "række 3, kolonne 'valgforbund'" in faults_of(data)
        replace_in(data, FILE, "X,,", "X,afvist,V er i et andet")
        assert len(load_election(data, ELECTION).declared) == 2

    def test_who_has_no_seats_is_told_with_the_file(self, data):
        """»between represented contenders only« (D2); Ø did not stand in Øst."""
        replace_in(data, FILE, "A+V", "A+Ø")
        with pytest.raises(AllianceError, match="Ø er ikke berettiget"):
            result_of(data)

    @pytest.mark.parametrize("written", ["19-01-2100", "19.1.2100", "19/1 2100"])
    def test_a_day_written_the_danish_way_is_offered_turned_around(self, data, written):
        replace_in(data, FILE, "A+V,2100-01-19", f"A+V,{written}")
        assert "Skriv 2100-01-19, og bekræft ændringen med: " in faults_of(data)

    def test_a_changed_file_and_a_large_one_are_refused(self, data):
        (data / FILE).write_bytes((HEADER + ROW + ROW).encode())
        assert "kildekortets" in faults_of(data)
        (data / FILE).write_bytes(b"x" * 60_000_000)
        assert "ikke kan læses" in faults_of(data)

    def test_check_tells_what_lies_there_and_is_read_by_nobody(self, data):
        (data / ELECTION / "oest" / "valgforbun.csv").write_text("", "utf-8")
        (data / ELECTION / "nord").mkdir()
        report = check_election(data, ELECTION)
        assert any(one.startswith("1 anmeldt valgforbund") for one in report.passed)
        assert [one for one in report.remarks if "læses ikke" in one] == [
            "nord læses ikke af noget. Er navnet stavet rigtigt?",
            "oest/valgforbun.csv læses ikke af noget. Er navnet stavet rigtigt?",
        ]


class TestSealing:
    def test_a_new_file_gets_its_card_with_the_election_s_folder(self, data):
        new = data / ELECTION / "vest" / "valgforbund.csv"
        new.parent.mkdir()
        new.write_text(HEADER, "utf-8")
        assert changed_files(data / ELECTION) == (new,)
        seal([new], "Ingen anmeldt", date(2100, 1, 15))
        assert load_election(data, ELECTION)

    def test_another_heading_is_not_confirmed(self, data):
        (data / FILE).write_text("kommunekode,kommune,valgforbund,navn,bogstav\n", "utf-8")
        with pytest.raises(FaultyFilesError, match="ventede overskriften valgforbund,moede"):
            seal([data / FILE], "Derfor", date(2100, 1, 15))

    def test_the_imported_one_is_still_not_the_secretariat_s(self, data):
        imported = data / ELECTION / "valgforbund.csv"
        imported.write_text("kommunekode,kommune,valgforbund,navn,bogstav\n", "utf-8")
        with pytest.raises(Exception, match="har intet kildekort"):
            seal([imported], "Derfor", date(2100, 1, 15))


def test_the_real_figures_with_one(own_project):
    """C and V together win the chair of KKR Midtjylland over A, and the file in its folder says so."""
    from kkr_analysis.documents.contract import as_json

    file = own_project / "data" / "raw" / "kv2021" / "midtjylland" / "valgforbund.csv"
    write_with_card(file, f"{HEADER}C+V,2022-01-19,2022-01-13,C og V,,\n".encode())
    values = json.loads(as_json(load_result("KKR Midtjylland", "2022", project=Project(own_project))))
    assert (values["alliances"], values["chair"]["alliance"]) == (["C+V"], "C+V")
    write_with_card(file, f"{HEADER}C+G,2022-01-19,2022-01-13,C og G,godkendt,\n".encode())
    with pytest.raises(AllianceError, match=r"Det er anmeldt i kv2021/midtjylland/valgforbund\.csv"):
        load_result("midtjylland", "2022", project=Project(own_project))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            "C+V,2022-01-19,2022-01-17,C og V,,",
            "er modtaget efter fristen (modtaget mandag 17. januar 2022, frist fredag 14. januar 2022)",
        ),
        ("C+G,2022-01-19,2022-01-13,C og G,,", "et medlem er ikke repræsenteret i KKR (G)"),
    ],
)
def test_one_that_the_rules_refuse_decides_no_post_unless_the_kkr_has_approved_it(own_project, row, why):
    """The papers of the meeting refuse it by the same judgement (D1, D2)."""
    project = Project(own_project)
    file = own_project / "data" / "raw" / "kv2021" / "midtjylland" / "valgforbund.csv"
    write_with_card(file, f"{HEADER}{row}\n".encode())
    kkr = load_result("midtjylland", "2022", project=project)
    assert (kkr.allied_posts, kkr.is_hypothetical) == (None, False)
    [notice] = refused_by_rule(project, kkr)
    assert why in notice
    assert "Godkender KKR det alligevel, så skriv godkendt i afgoerelse" in notice
    said = " ".join(str(posts(kkr)).split())
    assert why in said
    assert "KKR kan godkende det alligevel." in said


def test_one_that_the_kkr_approved_late_counts(own_project):
    file = own_project / "data" / "raw" / "kv2021" / "midtjylland" / "valgforbund.csv"
    write_with_card(file, f"{HEADER}C+V,2022-01-19,2022-01-17,C og V,godkendt,\n".encode())
    kkr = load_result("midtjylland", "2022", project=Project(own_project))
    assert kkr.posts.posts[0].holder == "V"
    assert refused_by_rule(Project(own_project), kkr) == []
