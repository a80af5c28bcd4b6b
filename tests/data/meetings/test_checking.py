"""``kkr check`` on the folder of a meeting: what is in order, what is owed, and what cannot be."""

from __future__ import annotations

import shutil

import pytest
from meeting_folder import EXAMPLE, FOLDER, copied, keep_only
from places import ROOT
from small_data import append_to, replace_in, write_with_card

from kkr_analysis.data.meetings.checking import check_meetings
from kkr_analysis.data.sources import load_election
from kkr_analysis.data.sources.region_files import REGION_FILES
from kkr_analysis.errors import FaultyFilesError

RAW = ROOT / "data" / "raw"


@pytest.fixture
def data(tmp_path):
    return copied(tmp_path)


def report(folders):
    [only] = check_meetings(RAW, "kv2021", folders)
    return only


class TestTheExample:
    def test_what_is_in_order(self):
        found = report(EXAMPLE)
        assert (found.election, found.faults) == (FOLDER, ())
        assert found.passed == (
            "Kildekortene svarer til filerne: 13 filer.",
            "Mødet er onsdag 19. januar 2022. Sidste dag for at anmelde valgforbund er "
            "fredag 14. januar 2022.",
            "36 medlemmer, alle med stedfortræder.",
            "3 anmeldte valgforbund, hvoraf 1 kan godkendes.",
            "35 af 36 medlemmer er mødt, 1 af dem ved stedfortræder.",
            "11 fora på dagsordenen, hvoraf 4 med én plads.",
            "Pakken går op: 10 pladser i 2 fora.",
            "6 hændelser, som alle kan følge efter hinanden.",
        )

    def test_what_to_know(self):
        remarks = "\n".join(report(EXAMPLE).remarks)
        assert "Navnene er opdigtede" in remarks
        assert "A+F+Ø afvises: anmeldelsen er modtaget efter fristen" in remarks
        assert "Hver erhvervsskole og SOSU-skole: skriv en række i fora.csv for hver" in remarks
        assert "Sundhedssamarbejdsudvalget: ingen er noteret udpeget." in remarks
        assert "erhvervsliv: mangler 1 indstillet; 5 organisationer har ikke indstillet i tide" in remarks
        assert "Eksempellandbruget har indstillet Henrik Eksempelsen onsdag 2. marts 2022, efter" in remarks


class TestMembersHeldAgainstTheComposition:
    """»exactly as many per contender as computed … nobody twice« (P1, P2): what the papers print as well."""

    @pytest.fixture
    def members(self, data):
        keep_only(data, "medlemmer.csv", "viceborgmestre.csv")
        return data

    def test_a_member_too_many(self, members):
        extra = "Ø,supplerende,Ella Eksempelsen,Odder,,,Elo Eksempelsen,Aarhus,,"
        append_to(members, f"{FOLDER}/medlemmer.csv", extra)
        [fault] = report(members).faults
        assert "ventede Ø højst 2 supplerende medlemmer, som sammensætningen giver" in fault

    def test_a_stand_in_from_another_region(self, members):
        replace_in(members, f"{FOLDER}/medlemmer.csv", "Ellen Eksempelsen,Odder", "Ellen Eksempelsen,Odense")
        said = "medlemmer.csv, række 37: Ellen Eksempelsen sidder ikke i en kommunalbestyrelse i regionen."
        assert said in report(members).remarks

    def test_a_stand_in_of_two(self, members):
        replace_in(
            members,
            f"{FOLDER}/medlemmer.csv",
            "Ellen Eksempelsen,Odder,,kvinde",
            "Elias Eksempelsen,Syddjurs,,mand",
        )
        assert any(said.endswith(": Elias Eksempelsen står to gange.") for said in report(members).remarks)

    def test_a_mayor_s_stand_in_who_is_not_the_deputy(self, members):
        replace_in(
            members,
            f"{FOLDER}/medlemmer.csv",
            "A,født,Lone Jakobi,Odder,A,kvinde,,,,",
            "A,født,Lone Jakobi,Odder,A,kvinde,Lars Eksempelsen,,A,",
        )
        said = (
            ": Lars Eksempelsen er ikke den viceborgmester, der er stedfortræder. Det er Nikolaj Eksempelsen."
        )
        assert any(remark.endswith(said) for remark in report(members).remarks)


class TestWhatLooksAgreed:
    """What is noted as decided although the rules, or a member, say otherwise."""

    def test_a_pact_that_is_late_and_noted_as_approved(self, data):
        pacts = (data / FOLDER / "valgforbund.csv").read_text("utf-8")
        late = next(line for line in pacts.splitlines() if line.startswith("A"))
        approved = late.replace("A+F+Ø", "A+F").replace(",afvist,", ",godkendt,")
        replace_in(data, f"{FOLDER}/valgforbund.csv", late, approved)
        keep_only(data, "moede.toml", "valgforbund.csv", "medlemmer.csv", "viceborgmestre.csv")
        assert any(
            remark.startswith("A+F er ") and remark.endswith("Er det rigtigt, at KKR har godkendt det?")
            for remark in report(data).remarks
        )

    def test_a_package_that_somebody_is_against(self, data):
        replace_in(data, f"{FOLDER}/moede.toml", "imod = []", 'imod = ["Dorte West"]')
        assert any(
            remark.startswith("Pakken gælder ikke, for Dorte West er imod") for remark in report(data).remarks
        )

    def test_a_forum_in_a_package_that_holds_asks_for_no_lot(self, data):
        keep_only(data, *(set(REGION_FILES) - {"udpegninger.csv", "lodtraekninger.csv", "haendelser.csv"}))
        assert not any(remark.startswith("RAR ") for remark in report(data).remarks)

    def test_one_appointed_without_a_vote(self, data):
        rows = (data / FOLDER / "afstemninger.csv").read_text("utf-8").splitlines(keepends=True)
        kept = "".join(row for row in rows if not row.startswith("Danmarks Erhvervsfremmebestyrelse"))
        write_with_card(data / FOLDER / "afstemninger.csv", kept.encode())
        replace_in(
            data,
            f"{FOLDER}/lodtraekninger.csv",
            '"Danmarks Erhvervsfremmebestyrelse, 3. omgang",Cecilie Eksempelsen / Dorthe Eksempelsen,'
            "Cecilie Eksempelsen,2022-01-19,Trukket af formanden\n",
            "",
        )
        said = (
            "Danmarks Erhvervsfremmebestyrelse: Cecilie Eksempelsen står i udpegninger.csv, men der er ingen"
        )
        assert any(remark.startswith(said) for remark in report(data).remarks)


class TestWhatIsOwed:
    def test_members_and_stand_ins(self, data):
        replace_in(
            data,
            f"{FOLDER}/medlemmer.csv",
            "K,supplerende,Kirsten Eksempelsen,Ringkøbing-Skjern,,kvinde,Kristian Eksempelsen,Herning,,mand",
            "K,supplerende,,,,,,,,",
        )
        keep_only(data, "medlemmer.csv", "viceborgmestre.csv")
        replace_in(data, f"{FOLDER}/viceborgmestre.csv", "Odder,1,Nikolaj Eksempelsen,V,mand", "Odder,1,,,")
        remarks = report(data).remarks
        assert "K mangler at vælge 1 supplerende medlem." in remarks
        assert "Lone Jakobi mangler en personlig stedfortræder." in remarks

    def test_a_lot_to_draw(self, data):
        path = data / FOLDER / "lodtraekninger.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        write_with_card(path, "".join(line for line in lines if "EU Office" not in line).encode())
        remarks = report(data).remarks
        assert (
            "Central Denmark EU Office, bestyrelsen: A og C står lige (Central Denmark EU Office, "
            "bestyrelsen). Træk lod, og skriv det i lodtraekninger.csv."
        ) in remarks

    def test_somebody_else_is_written_than_was_elected(self, data):
        path = f"{FOLDER}/udpegninger.csv"
        replace_in(
            data,
            path,
            '"VIA University College, bestyrelsen",,,Carl',
            '"VIA University College, bestyrelsen",,,Emil',
        )
        said = "VIA University College, bestyrelsen: Carl Eksempelsen er valgt, men Emil Eksempelsen står i"
        assert any(one.startswith(said) for one in report(data).remarks)

    def test_who_votes_alone(self, data):
        """Groups are told for the Erhvervshus, and Kirsten of K is in none of them (U2)."""
        replace_in(data, f"{FOLDER}/grupper.csv", '"Erhvervshus Midtjylland, bestyrelsen",K,K\n', "")
        said = "Erhvervshus Midtjylland, bestyrelsen: Kirsten Eksempelsen står ikke i grupper.csv"
        assert any(one.startswith(said) for one in report(data).remarks)

    def test_a_member_of_a_party_elected_on_the_list_of_another(self, data):
        replace_in(
            data, f"{FOLDER}/medlemmer.csv", "Finn Eksempelsen,Holstebro,", "Finn Eksempelsen,Holstebro,A"
        )
        said = "Finn Eksempelsen er valgt på liste A, men står under F. Er det rigtigt?"
        assert said in report(data).remarks

    def test_a_meeting_without_a_day(self, data):
        replace_in(data, f"{FOLDER}/moede.toml", "dag = 2022-01-19\n", "")
        assert "Der er ingen dag for mødet. Skriv dag i moede.toml." in report(data).remarks


class TestWhatCannotBe:
    def test_a_fault_of_a_file(self, data):
        replace_in(data, f"{FOLDER}/fora.csv", "RAR Østjylland,RAR Østjylland", "RAR Øst,RAR Østjyland")
        found = report(data)
        assert found.passed == ()
        assert any(fault.column == "i_reglerne" for fault in found.faults)

    def test_an_event_that_reads_well_and_cannot_happen(self, data):
        append_to(data, f"{FOLDER}/haendelser.csv", "2024-05-01,nyt medlem,Ib Eksempelsen,Randers,A,,,,,,,")
        [fault] = report(data).faults
        assert "A har ingen ledig plads i KKR til Ib Eksempelsen" in fault

    def test_a_lot_that_settles_nothing(self, data):
        """Two rows too many: nobody is equal there, and nobody asks under ét. Each is told with its row."""
        before = len((data / FOLDER / "lodtraekninger.csv").read_text("utf-8").splitlines())
        append_to(data, f"{FOLDER}/lodtraekninger.csv", "RAR Vestjylland,A / V,A,,\nunder ét,A / V,A,,")
        faults = report(data).faults
        assert [(fault.file, fault.row) for fault in faults] == [
            (f"{FOLDER}/lodtraekninger.csv", before + 1),
            (f"{FOLDER}/lodtraekninger.csv", before + 2),
        ]
        assert faults[0].found == "et lod om RAR Vestjylland mellem A og V"
        assert faults[0].expected == "et lod, som mødet har brug for; her står de ikke lige"
        assert "Slet rækken, eller ret den efter en ny lodtrækning, og bekræft ændringen med:" in faults[0]

    def test_a_lot_between_the_wrong_ones(self, data):
        """A and C are equal in the EU Office; the row says A and V, so it is told who should stand there."""
        replace_in(data, f"{FOLDER}/lodtraekninger.csv", "A / C,C", "A / V,V")
        [fault] = report(data).faults
        assert fault.expected == "et lod mellem A og C om 1 plads, for de står lige"

    def test_figures_that_cannot_be_used_leave_the_folder_unchecked(self, data, tmp_path):
        shutil.copytree(RAW, tmp_path / "raw")
        (tmp_path / "raw" / "kv2021" / "stemmer.csv").unlink()
        [found] = check_meetings(tmp_path / "raw", "kv2021", data)
        assert found.remarks == ("Mødets mappe er ikke kontrolleret: ret først kv2021/stemmer.csv.",)
        assert not found.is_in_order

    def test_another_region_s_typo_leaves_this_one_checked(self, tmp_path):
        """Of two folders the one with the date turned around is left, and the other is checked."""
        raw = tmp_path / "raw"
        shutil.copytree(RAW, raw)
        for region, day in (("midtjylland", "19-01-2022"), ("nordjylland", "2022-01-19")):
            (raw / "kv2021" / region).mkdir(exist_ok=True)
            pact = f"C+V,{day},2022-01-14,Ib,,\n"
            headings = "valgforbund,moede,modtaget,anmeldt_af,afgoerelse,begrundelse\n"
            write_with_card(raw / "kv2021" / region / "valgforbund.csv", (headings + pact).encode())
        left, checked = check_meetings(raw, "kv2021", raw)
        assert left.remarks == (
            "Mødets mappe er ikke kontrolleret: ret først kv2021/midtjylland/valgforbund.csv.",
        )
        assert (checked.election, checked.is_checked) == ("kv2021/nordjylland", True)
        assert load_election(raw, "kv2021", regions=["nordjylland"]).declared
        with pytest.raises(FaultyFilesError, match=r"kv2021/midtjylland/valgforbund\.csv"):
            load_election(raw, "kv2021", regions=["midtjylland"])

    def test_files_that_nothing_reads(self, data):
        (data / FOLDER / "udpegning.csv").write_text("", "utf-8")
        assert "udpegning.csv læses ikke af noget. Er navnet stavet rigtigt?" in report(data).remarks


class TestWhereThereIsNoMeeting:
    def test_nothing_is_said(self, tmp_path):
        assert check_meetings(RAW, "kv2025", EXAMPLE) == ()
        assert check_meetings(RAW, "kv2013", EXAMPLE) == ()
        (tmp_path / "kv2021" / "nord").mkdir(parents=True)
        write_with_card(tmp_path / "kv2021" / "nord" / "fora.csv", b"forum\n")
        assert check_meetings(RAW, "kv2021", tmp_path) == ()
