"""An election read from a small data folder: what comes out, and every fault that is caught."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_data import ELECTION, FILES, append_to, replace_in, write_small_data, write_with_card

from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.composition.election import (
    CouncilSeat,
    FigureStatus,
    ListCooperationMember,
    ListResult,
    MayorStatus,
    Region,
    RegionalLot,
    SeatEvidence,
    VotesCast,
)
from kkr_analysis.data.sources import load_election, load_regions
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.data.sources.checking import check_election
from kkr_analysis.data.sources.party_matching import normalised
from kkr_analysis.errors import DataError, FaultyFilesError, UnknownChoiceError

VOTES = f"{ELECTION}/stemmer.csv"
MAYORS = f"{ELECTION}/borgmestre.csv"
SEATS = f"{ELECTION}/repraesentation.csv"
SIZES = f"{ELECTION}/mandattal.csv"
COOPERATION = f"{ELECTION}/listesamarbejde.csv"
LOTS = f"{ELECTION}/lodtraekninger.csv"
FACTS = f"{ELECTION}/valg.toml"
TOTALS = f"{ELECTION}/totaler.csv"
CONTROLS = f"{ELECTION}/kontroltal.csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_small_data(tmp_path)


def faults_of(data: Path) -> tuple[str, ...]:
    with pytest.raises(FaultyFilesError) as caught:
        load_election(data, ELECTION)
    return caught.value.faults


def only_fault(data: Path) -> str:
    (fault,) = faults_of(data)
    return fault


class TestWholeElection:
    """»vote totals come in as numbers« (handbook, the house)."""

    def test_name_day_and_status_come_from_the_facts(self, data):
        election = load_election(data, ELECTION)
        assert (election.slug, election.day) == (ELECTION, date(2099, 11, 17))
        assert election.count_status is FigureStatus.FINAL
        assert election.as_of == date(2100, 1, 19)
        assert election.represented_note == "Officielt resultat."

    def test_votes_of_a_region_by_party_need_no_matching(self, data):
        election = load_election(data, ELECTION)
        west = {one.code for one in election.municipalities if one.region == "Vest"}
        votes = {
            party: sum(one.votes for one in election.lists if one.party == party and one.municipality in west)
            for party in ("A", "V", "Ø", None)
        }
        assert votes == {"A": 600, "V": 600, "Ø": 50, None: 400}

    def test_a_list_may_have_no_letter(self, data):
        election = load_election(data, ELECTION)
        assert (
            ListResult(municipality="901", letter="", name="Uden Bogstav", party=None, votes=7)
            in election.lists
        )

    def test_a_mayor_carries_the_party_of_the_list(self, data):
        mayors = load_election(data, ELECTION).mayors
        assert [(one.name, one.letter, one.party) for one in mayors] == [
            ("Andersine And", "A", "A"),
            ("Guld-Iver Gås", "V", "V"),
            ("Rip Rapsen", "N", None),
        ]
        assert mayors[2].status is MayorStatus.AGREED

    def test_seats_cooperation_and_lots_are_values(self, data):
        election = load_election(data, ELECTION)
        assert election.council_seats[2] == CouncilSeat(
            municipality="902", letter="A", evidence=SeatEvidence.PROVED
        )
        assert election.list_cooperation == (
            ListCooperationMember(municipality="901", letter="L", name="Lokallisten"),
        )
        lot = DrawnLot(
            stage="formand og næstformand",
            tied=frozenset("AV"),
            winners=("V",),
            drawn_on=date(2100, 1, 19),
        )
        assert election.lots == (RegionalLot(region="vest", lot=lot),)

    def test_every_file_read_is_a_source_with_its_path_below_the_data(self, data):
        assert {one.path for one in load_election(data, ELECTION).sources} == set(FILES)

    def test_municipalities_come_in_the_order_of_their_codes(self, data):
        andeby, gaaseroed = "901,Andeby,Øst,2007-01-01,\n", "902,Gåserød,Vest,2007-01-01,\n"
        replace_in(data, "kommuner.csv", andeby + gaaseroed, gaaseroed + andeby)
        assert [one.code for one in load_election(data, ELECTION).municipalities] == ["901", "902", "903"]

    def test_regions_are_read_alone_in_the_order_of_the_file(self, data):
        east, west = Region(slug="oest", name="Øst"), Region(slug="vest", name="Vest")
        assert load_regions(data, ELECTION) == (east, west)

    def test_nobody_in_the_cooperation_and_no_lots_is_the_ordinary_case(self, data):
        replace_in(data, COOPERATION, "901,Andeby,L,Lokallisten\n", "")
        replace_in(data, LOTS, "vest,formand og næstformand,A+V,V,2100-01-19,\n", "")
        election = load_election(data, ELECTION)
        assert (election.list_cooperation, election.lots) == ((), ())

    @pytest.mark.parametrize("file", [name for name in FILES if name.endswith(".csv")])
    def test_byte_order_mark_and_windows_line_ends_change_nothing(self, data, file):
        expected = load_election(data, ELECTION)
        content = (data / file).read_bytes().replace(b"\n", b"\r\n")
        write_with_card(data / file, b"\xef\xbb\xbf" + content)
        election = load_election(data, ELECTION)
        assert (election.lists, election.mayors, election.lots) == (
            expected.lists,
            expected.mayors,
            expected.lots,
        )

    def test_a_name_written_in_two_part_letters_is_the_same_name(self, data):
        replace_in(data, MAYORS, "902,Gåserød", "902,Ga\u030aserød")
        assert load_election(data, ELECTION).mayors[1].municipality == "902"


class TestChoiceOfElection:
    """An election is the name of a folder below the data, nothing else."""

    @pytest.mark.parametrize(
        "slug", ["kv2098", "", ".", "..", "../raw/kv2099", "kv2099/", "KV2099", "kommuner.csv"]
    )
    def test_an_unknown_election_lists_those_there_are(self, data, slug):
        with pytest.raises(UnknownChoiceError, match=r"Vælg mellem: kv2099\.$"):
            load_election(data, slug)

    def test_a_folder_without_elections_is_said_to_have_none(self, tmp_path):
        with pytest.raises(DataError, match="er tom"):
            load_election(tmp_path / "nowhere", ELECTION)


class TestPlacing:
    """»a letter is not a party … and a name is not a party either« (the figures' own page); E1, E2."""

    @pytest.mark.parametrize(
        "name",
        [
            "Enhedslisten - De Rød - Grønne",
            "Enhedslisten – De Rød-Grønne",
            "ENHEDSLISTEN-DE  RØD\u2011GRØNNE",
            " Enhedslisten\u00a0— De Rød-Grønne ",
        ],
    )
    def test_dashes_spaces_and_capitals_make_no_new_party(self, data, name):
        replace_in(data, VOTES, "902,Gåserød,Ø,Enhedslisten - De Rød-Grønne,50", f"902,Gåserød,Ø,{name},50")
        lists = load_election(data, ELECTION).lists
        assert [one.votes for one in lists if one.party == "Ø"] == [50]

    def test_a_party_that_was_not_entitled_that_year_is_a_local_list(self, data):
        """Kristendemokraterne lost the right after 2021, and keep letter and name."""
        (listed,) = [one for one in load_election(data, ELECTION).lists if one.letter == "K"]
        assert (listed.name, listed.party) == ("Kristendemokraterne", None)

    def test_a_party_is_entitled_on_its_last_day_too(self, data):
        replace_in(data, "partier.csv", "2021-08-01,2021-08-01", "2021-08-01,2099-08-01")
        election = load_election(data, ELECTION)
        assert [one.party for one in election.lists if one.letter == "K"] == ["K"]
        assert [one.letter for one in election.parties] == ["A", "K", "V", "Ø"]

    def test_the_letter_of_a_party_with_an_unknown_name_is_left_to_the_analyst(self, data):
        replace_in(data, VOTES, "Ø,Enhedslisten - De Rød-Grønne", 'Ø,"Enhedslisten, Gåserød"')
        fault = only_fault(data)
        assert fault.startswith(f"{VOTES}, række 8, kolonne 'listenavn': fandt 'Enhedslisten, Gåserød'")
        assert 'tilføj rækken Ø,"Enhedslisten, Gåserød" i partinavne.csv' in fault
        assert fault.endswith('partinavne.csv --note "hvorfor"')

    def test_the_row_that_the_message_proposes_settles_it(self, data):
        replace_in(data, VOTES, "Ø,Enhedslisten - De Rød-Grønne", 'Ø,"Enhedslisten, Gåserød"')
        append_to(data, "partinavne.csv", 'Ø,"Enhedslisten, Gåserød"')
        assert "Ø" in [one.party for one in load_election(data, ELECTION).lists]

    @pytest.mark.parametrize("letter", ["L", "", "V", "a"])
    def test_the_name_of_a_party_under_another_letter_is_left_to_the_analyst(self, data, letter):
        replace_in(data, VOTES, "903,Ærøby,K,Kristendemokraterne", f"903,Ærøby,{letter},Socialdemokratiet")
        fault = only_fault(data)
        assert fault.startswith(f"{VOTES}, række 10, kolonne 'bogstav': fandt {letter!r}, ventede 'A'")

    def test_normalising_keeps_different_names_apart(self):
        assert normalised("Fælleslisten") != normalised("Fælles listen")
        assert normalised("A - B") == normalised("a–b") == normalised("A−B")


class TestVotes:
    """»Votes are int«: plain digits, one row per list, every municipality."""

    @pytest.mark.parametrize(
        "text", ["-1", "", "24.062", '"6,942"', "1e3", "１２", "+5", " 5 ", "fem", "nan", "1_0", "9999999999"]
    )
    def test_only_plain_digits_are_votes(self, data, text):
        replace_in(data, VOTES, "901,Andeby,L,Lokallisten,300", f"901,Andeby,L,Lokallisten,{text}")
        fault = only_fault(data)
        assert fault.startswith(
            f"{VOTES}, række 4, kolonne 'stemmer': fandt {text.strip(chr(34))!r}, ventede et"
        )

    def test_zero_votes_are_votes(self, data):
        replace_in(data, VOTES, "Lokallisten,300", "Lokallisten,0")
        assert load_election(data, ELECTION).lists[2].votes == 0

    def test_the_same_row_twice_points_at_the_first(self, data):
        append_to(data, VOTES, "901,Andeby,A,Socialdemokratiet,1000")
        fault = only_fault(data)
        assert "række 12, kolonne 'bogstav'" in fault
        assert "se række 2" in fault

    def test_one_letter_is_one_list_in_a_municipality(self, data):
        append_to(data, VOTES, "901,Andeby,L,En Anden Liste,5")
        assert "hver liste én gang i Andeby, se række 4" in only_fault(data)

    def test_two_lists_without_a_letter_are_told_apart_by_name(self, data):
        append_to(data, VOTES, "901,Andeby,,Også Uden,5")
        assert len([one for one in load_election(data, ELECTION).lists if not one.letter]) == 2
        append_to(data, VOTES, "901,Andeby,,uden  bogstav,5")
        assert "kolonne 'listenavn'" in only_fault(data)

    def test_a_list_has_a_name(self, data):
        replace_in(data, VOTES, "901,Andeby,L,Lokallisten", "901,Andeby,L, ")
        replace_in(data, COOPERATION, "901,Andeby,L,Lokallisten\n", "")
        assert "kolonne 'listenavn': fandt ' ', ventede listens navn" in only_fault(data)

    def test_a_municipality_without_votes_is_named(self, data):
        append_to(data, "kommuner.csv", "904,Langtbortistan,Øst,2007-01-01,")
        append_to(data, "medlemmer.csv", "904,Langtbortistan,2007-01-01,")
        append_to(data, MAYORS, "904,Langtbortistan,Hr. X,A,Socialdemokratiet,aftalt,2099-11-17,,svag,rygte")
        faults = faults_of(data)
        assert faults[0].startswith(f"{VOTES}: fandt ingen stemmer i 904 Langtbortistan")

    def test_a_municipality_with_nothing_but_zeros_has_no_votes_either(self, data):
        for old, new in ((",200", ",0"), (",150", ",0"), (",250", ",0")):
            replace_in(data, VOTES, old, new)
        assert "fandt ingen stemmer i 903 Ærøby" in only_fault(data)

    def test_a_faulty_number_does_not_also_empty_the_municipality(self, data):
        for old, new in ((",200", ",x"), (",150", ",0"), (",250", ",0")):
            replace_in(data, VOTES, old, new)
        assert "kolonne 'stemmer'" in only_fault(data)


class TestMunicipalities:
    """Code and name must both be the municipality's, in every file."""

    @pytest.mark.parametrize("file", [VOTES, MAYORS, SEATS])
    def test_a_code_with_another_name_is_a_fault(self, data, file):
        text = (data / file).read_bytes().decode()
        write_with_card(data / file, text.replace("901,Andeby", "901,Gåserød", 1).encode())
        assert f"{file}, række 2, kolonne 'kommune': fandt 'Gåserød', ventede 'Andeby'" in only_fault(data)

    @pytest.mark.parametrize("code", ["999", "0901", "", "９０１", " 901"])
    def test_an_unknown_code_is_a_fault_that_names_the_right_one(self, data, code):
        replace_in(data, COOPERATION, "901,Andeby", f"{code},Andeby")
        fault = only_fault(data)
        assert f"{COOPERATION}, række 2, kolonne 'kommunekode'" in fault
        assert "kommuner.csv (901)" in fault

    def test_the_region_of_a_municipality_must_exist(self, data):
        replace_in(data, "kommuner.csv", "901,Andeby,Øst", "901,Andeby,Nord")
        assert "kommuner.csv, række 2, kolonne 'region': fandt 'Nord'" in only_fault(data)

    def test_a_municipality_stands_once_at_a_time(self, data):
        append_to(data, "kommuner.csv", "901,Andeby,Øst,2007-01-01,")
        found = "række 5, kolonne 'fra': fandt '2007-01-01', ventede en periode, der ikke overlapper"
        assert found in faults_of(data)[0]

    @pytest.mark.parametrize(
        "row", ["1,By,Øst,2007-01-01,", "90A,By,Øst,2007-01-01,", "904,,Øst,2007-01-01,"]
    )
    def test_a_municipality_has_three_digits_and_a_name(self, data, row):
        append_to(data, "kommuner.csv", row)
        assert any(fault.startswith("kommuner.csv, række 5") for fault in faults_of(data))


class TestMayors:
    """»Every mayor of a member municipality is a born member« (K1): one each, elected on a list there."""

    def test_a_municipality_without_a_mayor_is_named(self, data):
        replace_in(
            data,
            MAYORS,
            "901,Andeby,Andersine And,A,Socialdemokratiet,konstitueret,2099-12-15,,stærk,Andeby Tidende\n",
            "",
        )
        assert only_fault(data).startswith(f"{MAYORS}: fandt ingen borgmester i 901 Andeby")

    def test_a_municipality_has_one_mayor(self, data):
        append_to(
            data,
            MAYORS,
            '901,Andeby,Joakim von And,V,"Venstre, Danmarks Liberale Parti",konstitueret,2100-01-01,,svag,x',
        )
        assert "række 5, kolonne 'borgmester': fandt 'Joakim von And'" in only_fault(data)

    def test_the_letter_must_be_on_the_ballot_of_the_municipality(self, data):
        replace_in(
            data, MAYORS, "Andersine And,A,Socialdemokratiet", "Andersine And,Ø,Enhedslisten - De Rød-Grønne"
        )
        fault = only_fault(data)
        assert "kolonne 'bogstav': fandt 'Ø', ventede et bogstav på stemmesedlen i Andeby" in fault

    def test_the_list_must_be_the_one_with_that_letter(self, data):
        replace_in(data, MAYORS, "Rip Rapsen,N,Nyt Ærøby", "Rip Rapsen,N,Ny Ærøby")
        assert "kolonne 'listenavn': fandt 'Ny Ærøby', ventede 'Nyt Ærøby'" in only_fault(data)

    def test_the_list_may_be_spelled_with_another_dash(self, data):
        replace_in(data, VOTES, "Nyt Ærøby", "Nyt - Ærøby")
        replace_in(data, MAYORS, "Nyt Ærøby", "nyt–ærøby")
        assert load_election(data, ELECTION).mayors[2].list_name == "Nyt - Ærøby"

    def test_a_mayor_may_be_elected_on_a_list_without_a_letter(self, data):
        replace_in(data, MAYORS, "Andersine And,A,Socialdemokratiet", "Andersine And,,Uden Bogstav")
        assert load_election(data, ELECTION).mayors[0].party is None

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ("aftalt", "Aftalt", "status"),
            ("aftalt", "", "status"),
            ("svag", "tvivlsom", "kildestyrke"),
            ("Rip Rapsen", "", "borgmester"),
            ("Ærøby Folkeblad", " ", "kilde"),
        ],
    )
    def test_words_outside_the_closed_sets_are_faults(self, data, old, new, column):
        replace_in(data, MAYORS, old, new)
        assert f"{MAYORS}, række 4, kolonne '{column}': fandt {new!r}, ventede " in only_fault(data)


class TestCouncilSeats:
    """»and a seat in at least one kommunalbestyrelse« (E5)."""

    def test_a_list_with_a_seat_is_on_the_ballot(self, data):
        append_to(data, SEATS, "903,Ærøby,V,officiel")
        assert (
            "række 8, kolonne 'bogstav': fandt 'V', ventede en liste på stemmesedlen i Ærøby"
            in only_fault(data)
        )

    def test_the_evidence_is_one_of_three_words(self, data):
        replace_in(data, SEATS, "902,Gåserød,A,bevist", "902,Gåserød,A,gættet")
        assert "fandt 'gættet', ventede 'bevist' eller 'officiel' eller 'oplyst'" in only_fault(data)

    def test_a_proof_says_whether_its_council_has_a_confirmed_size(self, data):
        """9 seats each: a list with more than a tenth of the votes has one, if that is the size."""
        lines = [
            "kommunekode,kommune,mandater,kilde,kildestyrke",
            "901,Andeby,9,x,stærk",
            "902,Gåserød,9,x,svag",
        ]
        write_with_card(data / SIZES, "\n".join([*lines, ""]).encode())
        confirmed = {
            (one.municipality, one.letter): one.is_size_confirmed
            for one in load_election(data, ELECTION).council_seats
            if one.evidence is SeatEvidence.PROVED
        }
        assert confirmed == {("901", "L"): True, ("902", "A"): False}

    def test_a_source_of_a_size_is_strong_or_weak(self, data):
        table = "kommunekode,kommune,mandater,kilde,kildestyrke\n901,Andeby,9,x,gættet\n"
        write_with_card(data / SIZES, table.encode())
        assert "kolonne 'kildestyrke': fandt 'gættet', ventede 'stærk' eller 'svag'" in only_fault(data)

    def test_a_list_stands_once_per_municipality(self, data):
        append_to(data, SEATS, "901,Andeby,A,bevist")
        assert "se række 2" in only_fault(data)

    def test_a_letter_that_two_lists_lack_names_neither(self, data):
        append_to(data, VOTES, "901,Andeby,,Også Uden,5")
        append_to(data, SEATS, "901,Andeby,,officiel")
        assert "kolonne 'bogstav': fandt ''" in only_fault(data)


class TestListCooperation:
    """»Every other list … counts only through a listesamarbejde notified to KL« (E2)."""

    def test_a_member_is_a_list_on_the_ballot(self, data):
        append_to(data, COOPERATION, "903,Ærøby,L,Lokallisten")
        assert "række 3, kolonne 'bogstav': fandt 'L'" in only_fault(data)

    def test_a_member_is_not_a_party(self, data):
        append_to(data, COOPERATION, "901,Andeby,A,Socialdemokratiet")
        assert "fandt 'A', ventede en lokal liste, ikke et parti" in only_fault(data)

    def test_a_member_joins_once(self, data):
        append_to(data, COOPERATION, "901,Andeby,L,lokallisten")
        assert "se række 2" in only_fault(data).replace("der ikke allerede står i", "se")

    def test_a_party_that_lost_its_right_may_join(self, data):
        append_to(data, COOPERATION, "903,Ærøby,K,Kristendemokraterne")
        assert len(load_election(data, ELECTION).list_cooperation) == 2


class TestLots:
    """»the lot is an input, recorded with the tie it was drawn for« (K8)."""

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ("vest,", "nord,", "region"),
            ("vest,", "Vest,", "region"),
            ("formand og næstformand", "", "trin"),
            ("A+V,V", "A+V,Ø", "udtrukket"),
            ("A+V,V", "A+V,A+V", "udtrukket"),
            ("A+V,V", "A+V,", "udtrukket"),
            ("A+V,V", "A+V+Ø,V+V", "udtrukket"),
            ("A+V,V", "A,A", "lige"),
            ("A+V,V", "A+A,A", "lige"),
            ("A+V,V", "A+,A", "lige"),
            ("A+V,V", "A + V,V", "lige"),
            ("A+V,V", ",V", "lige"),
            ("2100-01-19", "19-01-2100", "dato"),
        ],
    )
    def test_a_lot_names_region_count_tie_and_winners(self, data, old, new, column):
        replace_in(data, LOTS, old, new)
        assert f"{LOTS}, række 2, kolonne '{column}': fandt " in only_fault(data)

    def test_two_of_three_may_be_drawn(self, data):
        replace_in(data, LOTS, "A+V,V", "A+V+Ø,Ø+A")
        assert load_election(data, ELECTION).lots[0].lot.winners == ("Ø", "A")

    def test_a_lot_may_lack_its_day(self, data):
        replace_in(data, LOTS, "2100-01-19", "")
        assert load_election(data, ELECTION).lots[0].lot.drawn_on is None

    def test_one_tie_is_settled_once(self, data):
        append_to(data, LOTS, "vest,formand og næstformand,V+A,A,,")
        assert "se række 2" in only_fault(data)


class TestMayorsNotFilledInYet:
    """»98 rækker: … er ikke udfyldt«: a new election's file is one fault, and one KKR is checked alone."""

    EMPTY = "901,Andeby,,,,aftalt,2099-11-17,,,"

    def test_one_row_is_one_fault_with_the_row(self, data):
        filled = FILES[MAYORS].splitlines()
        write_with_card(data / MAYORS, "\n".join([filled[0], self.EMPTY, *filled[2:], ""]).encode())
        fault = only_fault(data)
        assert fault.startswith(
            f"{MAYORS}, række 2: fandt Andeby, hvor borgmester, bogstav, listenavn, kildestyrke og kilde "
            "ikke er udfyldt, ventede en borgmester i hver kommune. Udfyld dem (kun ét "
        )
        assert f"check {ELECTION} --region REGION), og bekræft ændringen med: " in fault
        assert check_election(data, ELECTION, regions=["vest"]).faults == ()
        assert len(check_election(data, ELECTION, regions=["oest"]).faults) == 1

    def test_many_are_one_line(self, data):
        rows = "".join(f"{self.EMPTY}\n" for _ in range(4))
        write_with_card(data / MAYORS, (FILES[MAYORS] + rows).encode())
        assert only_fault(data).startswith(f"{MAYORS}: fandt 4 rækker, hvor borgmester, bogstav, ")


class TestTotals:
    """»lists sum to valid votes«; »Readings: valid (default), cast« (E4)."""

    ROWS = """\
kommunekode,kommune,gyldige_stemmer,afgivne_stemmer,stemmeberettigede,afstemningsomraader,optaelling
901,Andeby,2107,2150,3000,4,endelig
902,Gåserød,1050,1100,2000,1,endelig
903,Ærøby,600,601,,,endelig
"""

    def test_without_the_file_no_votes_cast_are_known(self, data):
        assert load_election(data, ELECTION).votes_cast == ()

    def test_with_the_file_there_is_one_number_per_municipality(self, data):
        write_with_card(data / TOTALS, self.ROWS.encode())
        election = load_election(data, ELECTION)
        assert election.votes_cast[0] == VotesCast(municipality="901", votes=2150)
        assert len(election.votes_cast) == 3

    def test_one_unknown_number_leaves_the_votes_cast_unknown(self, data):
        write_with_card(data / TOTALS, self.ROWS.replace(",601,", ",,").encode())
        assert load_election(data, ELECTION).votes_cast == ()

    def test_a_card_without_the_file_is_a_lost_file(self, data):
        write_with_card(data / TOTALS, self.ROWS.encode())
        (data / TOTALS).unlink()
        assert only_fault(data).startswith(f"{TOTALS}: fandt ingen fil")

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            ("2107", "2108", "'2108', ventede listernes sum 2107 i stemmer.csv"),
            ("2150", "2106", "mindst 2107, gyldige_stemmer i samme række"),
            (",3000,", ",2149,", "mindst 2150, afgivne_stemmer i samme række"),
            ("2150", "2.150", "kolonne 'afgivne_stemmer': fandt '2.150'"),
            (",4,", ",0,", "kolonne 'afstemningsomraader': fandt '0'"),
            ("902,Gåserød,1050,1100,2000,1,endelig\n", "", "ingen række for 902 Gåserød"),
            ("903,Ærøby,600,601,,,endelig\n", "903,Ærøby,600,601,,,endelig\n" * 2, "hver kommune én gang"),
            ("4,endelig", "4,foreløbig", "fandt 'foreløbig', ventede endelig som i valg.toml"),
            ("4,endelig", "4,færdig", "'endelig' eller 'foreløbig'"),
        ],
    )
    def test_what_does_not_add_up_is_a_fault(self, data, old, new, found):
        write_with_card(data / TOTALS, self.ROWS.replace(old, new).encode())
        assert found in only_fault(data)

    def test_a_preliminary_count_may_have_preliminary_totals(self, data):
        replace_in(data, FACTS, "endelig", "foreløbig")
        write_with_card(data / TOTALS, self.ROWS.replace("4,endelig", "4,foreløbig").encode())
        assert load_election(data, ELECTION).count_status is FigureStatus.PRELIMINARY


class TestControls:
    """»totals against an independent file where one is given«."""

    @pytest.mark.parametrize("row", ["Andeby,2107,DST", "Vest,1650,DST", "Danmark,3757,DST"])
    def test_a_municipality_a_region_and_the_country_are_held_against_it(self, data, row):
        write_with_card(data / CONTROLS, f"omraade,gyldige_stemmer,kilde\n{row}\n".encode())
        assert load_election(data, ELECTION)

    @pytest.mark.parametrize(
        ("row", "found"),
        [
            ("Vest,1651,DST", "fandt '1651', ventede 1650, som listerne i stemmer.csv giver"),
            ("Danmark,3.757,DST", "kolonne 'gyldige_stemmer': fandt '3.757'"),
            ("Nord,1,DST", "kolonne 'omraade': fandt 'Nord'"),
            ("Vest,1650, ", "kolonne 'kilde'"),
        ],
    )
    def test_another_sum_is_a_fault(self, data, row, found):
        write_with_card(data / CONTROLS, f"omraade,gyldige_stemmer,kilde\n{row}\n".encode())
        assert found in only_fault(data)

    @pytest.mark.parametrize("written", ["1.000", "1 000"])
    def test_a_thousands_mark_in_the_votes_is_one_fault_and_not_a_sum_of_each_kind(self, data, written):
        """Andeby's sum, Øst's and Danmark's are unknown until it is put right; Vest's is not."""
        replace_in(data, VOTES, "Socialdemokratiet,1000", f"Socialdemokratiet,{written}")
        write_with_card(data / TOTALS, TestTotals.ROWS.encode())
        controls = "omraade,gyldige_stemmer,kilde\nAndeby,2107,DST\nØst,2107,DST\nDanmark,3757,DST\n"
        write_with_card(data / CONTROLS, controls.encode())
        fault = only_fault(data)
        assert f"stemmer.csv, række 2, kolonne 'stemmer': fandt '{written}'" in fault
        assert "Skriv 1000, og bekræft ændringen med: " in fault
        write_with_card(data / CONTROLS, (controls + "Vest,1651,DST\n").encode())
        assert len(faults_of(data)) == 2


class TestFacts:
    """``valg.toml``: name, days, status and notes, all of them and of the right kind."""

    KEYS = (
        "slug",
        "navn",
        "dag",
        "opstillingsberettiget_pr",
        "optaelling",
        "listesamarbejde_note",
        "repraesentation_note",
        "bilag_pr",
    )

    @pytest.mark.parametrize("key", KEYS)
    def test_every_key_is_needed(self, data, key):
        line = next(line for line in FILES[FACTS].splitlines() if line.startswith(f"{key} ="))
        replace_in(data, FACTS, line + "\n", "")
        assert only_fault(data).startswith(f"{FACTS}, kolonne '{key}': fandt ingen værdi")

    @pytest.mark.parametrize(
        ("old", "new", "column"),
        [
            ('slug = "kv2099"', 'slug = "kv2100"', "slug"),
            ("dag = 2099-11-17", 'dag = "2099-11-17"', "dag"),
            ("2099-08-01", "2098-08-01", "opstillingsberettiget_pr"),
            ('"endelig"', '"Endelig"', "optaelling"),
            ('"endelig"', "true", "optaelling"),
            ('"Officielt resultat."', "7", "repraesentation_note"),
            ("bilag_pr = 2100-01-19", "bilag_pr = 2099-11-16", "bilag_pr"),
            ("bilag_pr = 2100-01-19", "bilag_pr = 2104-01-01", "bilag_pr"),
            ("bilag_pr = 2100-01-19", 'bilag_pr = "2100-01-19"', "bilag_pr"),
            ('"Officielt resultat."', '"x"\nnote = "y"', "note"),
            ('"Officielt resultat."', '"x"\nlistesamarbejde_afgjort = "vest"', "listesamarbejde_afgjort"),
            ('"Officielt resultat."', '"x"\nlistesamarbejde_afgjort.vest = 7', "listesamarbejde_afgjort"),
            ('"Officielt resultat."', '"x"\nlistesamarbejde_afgjort.vest = "  "', "listesamarbejde_afgjort"),
            ('"Officielt resultat."', '"x"\nlistesamarbejde_afgjort.ukendt = "y"', "listesamarbejde_afgjort"),
        ],
    )
    def test_a_wrong_value_is_shown(self, data, old, new, column):
        replace_in(data, FACTS, old, new)
        assert only_fault(data).startswith(f"{FACTS}, kolonne '{column}': fandt ")

    def test_a_list_that_joined_where_it_is_settled_that_none_has_a_seat(self, data):
        settled = 'repraesentation_note = "x"\nlistesamarbejde_afgjort.oest = "Ingen pladser."'
        replace_in(data, FACTS, 'repraesentation_note = "Officielt resultat."', settled)
        assert "listesamarbejde.csv, kolonne 'listenavn': fandt 'Lokallisten'" in only_fault(data)

    def test_what_is_not_toml_is_said_to_be_so(self, data):
        write_with_card(data / FACTS, b"slug = kv2099")
        assert "ikke er gyldig TOML" in only_fault(data)

    def test_preliminary_figures_are_known_as_such(self, data):
        replace_in(data, FACTS, "endelig", "foreløbig")
        assert load_election(data, ELECTION).count_status is FigureStatus.PRELIMINARY


class TestRegistry:
    """The parties: letters, names, colours, and the days on which they are known to be entitled (E1)."""

    @pytest.mark.parametrize(
        ("file", "old", "new", "found"),
        [
            ("partier.csv", "#A82721", "rød", "partier.csv, række 2, kolonne 'farve'"),
            ("partier.csv", "#A82721,1,", "#A82721,første,", "partier.csv, række 2, kolonne 'raekkefoelge'"),
            ("partier.csv", "#A82721,1,", "#A82721,3,", "partier.csv, række 4, kolonne 'raekkefoelge'"),
            ("partier.csv", "1,2017-08-01", "1,2017", "partier.csv, række 2, kolonne 'berettiget_fra'"),
            (
                "partier.csv",
                "1,2017-08-01,",
                "1,2017-08-01,nej",
                "partier.csv, række 2, kolonne 'berettiget_til'",
            ),
            (
                "partier.csv",
                "2021-08-01,2021",
                "2021-08-01,2020",
                "partier.csv, række 3, kolonne 'berettiget_til'",
            ),
            ("partier.csv", "A,Socialdemokratiet", "LLD,Socialdemokratiet", "kolonne 'bogstav': fandt 'LLD'"),
            ("partier.csv", "A,Socialdemokratiet", "A,", "partier.csv, række 2, kolonne 'navn'"),
            ("partinavne.csv", "A,Socialdemokratiet", "X,Socialdemokratiet", "kolonne 'bogstav': fandt 'X'"),
            ("partinavne.csv", "A,Socialdemokratiet", "A,", "kolonne 'stemmeseddelnavn'"),
            ("partinavne.csv", "K,Kristendemokraterne", "K,SOCIALDEMOKRATIET", "række 3, kolonne 'bogstav'"),
            ("regioner.csv", "oest", "øst", "regioner.csv, række 2, kolonne 'slug'"),
            ("regioner.csv", "oest", "vest", "regioner.csv, række 3, kolonne 'fra'"),
        ],
    )
    def test_a_faulty_cell_is_shown(self, data, file, old, new, found):
        replace_in(data, file, old, new)
        assert any(found in fault for fault in faults_of(data))

    def test_a_faulty_party_does_not_make_faults_of_its_lists(self, data):
        replace_in(data, "partier.csv", "#A82721", "rød")
        assert "farve" in only_fault(data)

    def test_a_faulty_ballot_name_does_not_make_faults_of_its_lists(self, data):
        replace_in(data, "partinavne.csv", "De Rød-Grønne", "De Rød-Grønne,x")
        assert only_fault(data).startswith("partinavne.csv, række 5: fandt 3 felter")

    def test_a_region_alone_is_checked_too(self, data):
        replace_in(data, "regioner.csv", "oest", "Øst")
        with pytest.raises(FaultyFilesError, match="kolonne 'slug'"):
            load_regions(data, ELECTION)


class TestAllFaultsTogether:
    """»Collect all the mistakes of a file before raising« (handbook, errors)."""

    REQUIRED = tuple(FILES)

    @pytest.mark.parametrize("file", REQUIRED)
    def test_a_missing_file_is_the_only_fault(self, data, file):
        (data / file).unlink()
        assert only_fault(data).startswith(f"{file}: fandt ingen fil, ventede filen")

    @pytest.mark.parametrize("file", [name for name in FILES if name.endswith(".csv")])
    def test_a_file_with_another_header_is_the_only_fault(self, data, file):
        text = FILES[file].replace(",", ";", 1)
        write_with_card(data / file, text.encode())
        assert only_fault(data).startswith(f"{file}, række 1: fandt ")

    @pytest.mark.parametrize(
        "file",
        ["regioner.csv", "kommuner.csv", "medlemmer.csv", "partier.csv", "partinavne.csv", VOTES, MAYORS],
    )
    def test_a_file_with_a_header_alone_is_one_fault(self, data, file):
        write_with_card(data / file, FILES[file].splitlines()[0].encode())
        assert "fandt kun overskriften, ventede mindst én række" in only_fault(data)

    def test_a_folder_in_place_of_a_file_is_a_fault(self, data):
        (data / VOTES).unlink()
        (data / VOTES).mkdir()
        assert "der ikke kan læses" in only_fault(data)

    def test_faults_of_five_files_come_in_one_message(self, data):
        replace_in(data, VOTES, ",1000", ",tusind")
        replace_in(data, MAYORS, "svag", "måske")
        replace_in(data, LOTS, "vest", "nord")
        replace_in(data, "kommuner.csv", "Øst", "Nord")
        card_path(data / SEATS).unlink()
        with pytest.raises(FaultyFilesError) as caught:
            load_election(data, ELECTION)
        assert len(caught.value.faults) == 5
        assert str(caught.value).startswith("5 fejl i tallene:\n  - ")
        assert "repraesentation.csv: fandt intet kildekort" in caught.value.faults[0]

    def test_every_fault_says_what_to_do(self, data):
        replace_in(data, VOTES, ",1000", ",tusind")
        assert only_fault(data).endswith('stemmer.csv --note "hvorfor"')
