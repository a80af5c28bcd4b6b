"""``kkr import`` as a whole: all tables or none, nobody's work lost, and a summary of what was found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from data.importing.conftest import contents
from small_data import replace_in
from tools.deliveries import area, exports, result_server, tidy, write_json

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing import import_figures
from kkr_analysis.data.importing import importer as importing
from kkr_analysis.data.importing.places import election_day, municipality_code
from kkr_analysis.data.sources import load_votes
from kkr_analysis.data.sources.cards import fits_its_card, read_card
from kkr_analysis.errors import BuildError, DataError, FaultyFilesError, UnknownChoiceError

SLUG = "kv2099"


class TestTables:
    def test_the_written_figures_load(self, tmp_path, data):
        done = import_figures(result_server(tmp_path / "filer"), SLUG, data)
        assert {file.name for file in done.files} == {"stemmer.csv", "totaler.csv"}
        votes = load_votes(data, SLUG)
        assert sum(one.votes for one in votes.lists) == 2757
        assert (len(votes.votes_cast), done.missing, done.parties) == (3, (), 4)

    def test_every_format_writes_the_same_votes(self, tmp_path, data):
        written = []
        (tmp_path / "x.csv").write_text(tidy(), "utf-8")
        for path in (result_server(tmp_path / "a"), exports(tmp_path / "b"), tmp_path / "x.csv"):
            import_figures(path, SLUG, data)
            written.append((data / SLUG / "stemmer.csv").read_bytes())
        assert written[0] == written[1] == written[2]

    def test_a_municipality_without_votes_is_missing(self, tmp_path, data):
        folder = exports(tmp_path / "b")
        next(folder.glob("*Ærøby*")).unlink()
        assert [municipality.name for municipality in import_figures(folder, SLUG, data).missing] == ["Ærøby"]


class TestPlacing:
    """»stops the import with a proposal for the analyst's file, never a guess«."""

    @pytest.fixture
    def unsure(self, tmp_path) -> Path:
        folder = result_server(tmp_path / "filer")
        lists = {("V", "Venstre i Ærøby"): 5, ("T", "Socialdemokratiet"): 6}
        (file,) = (folder / "valgresultater").glob("*Ærøby*")
        write_json(file, area("903", "Ærøby", lists, 99))
        return folder

    def test_nothing_but_the_proposal_is_written(self, unsure, data):
        before = contents(data / SLUG)
        with pytest.raises(
            DataError, match=r"2 af listerne kan ikke placeres med sikkerhed \(Ærøby: V Venstre i"
        ):
            import_figures(unsure, SLUG, data)
        after = contents(data / SLUG)
        assert after.pop("lister.forslag.csv").decode() == (
            "kommunekode,kommune,bogstav,listenavn,parti,begrundelse\n"
            "903,Ærøby,V,Venstre i Ærøby,V,"
            '"Bogstavet er Venstre, Danmarks Liberale Partis, men navnet er nyt."\n'
            '903,Ærøby,T,Socialdemokratiet,,"Navnet er et partis, men bogstavet er ikke."\n'
        )
        assert after == before

    def test_saved_as_the_analysts_file_it_settles_them(self, unsure, data):
        with pytest.raises(DataError):
            import_figures(unsure, SLUG, data)
        proposal = data / SLUG / "lister.forslag.csv"
        text = proposal.read_text("utf-8").replace("Socialdemokratiet,,", "Socialdemokratiet,lokal,")
        (data / SLUG / "lister.csv").write_text(text, "utf-8")
        import_figures(unsure, SLUG, data)
        assert not proposal.exists()
        parties = {one.name: one.party for one in load_votes(data, SLUG).lists if one.municipality == "903"}
        assert parties["Venstre i Ærøby"] == "V"
        assert [one.party for one in load_votes(data, SLUG).lists if one.letter == "T"] == [None]


class TestTwoNames:
    def test_one_letter_with_two_names_in_a_municipality_is_a_fault(self, tmp_path, data):
        """Nobody could tell which of them a seat or a mayor of that letter belongs to."""
        (tmp_path / "x.csv").write_text(f"{tidy()}903,Ærøby,N,Nyt Ærøby og Omegn,5\n", "utf-8")
        expected = r"fandt N med navnene 'Nyt Ærøby' og 'Nyt Ærøby og Omegn' i Ærøby"
        with pytest.raises(FaultyFilesError, match=expected):
            import_figures(tmp_path / "x.csv", SLUG, data)


class TestNobodysWorkIsLost:
    def test_a_table_changed_by_hand_stops_it(self, tmp_path, data):
        folder = result_server(tmp_path / "filer")
        import_figures(folder, SLUG, data)
        table = data / SLUG / "totaler.csv"
        table.write_bytes(table.read_bytes().replace(b"1319", b"1320"))
        before = contents(data / SLUG)
        with pytest.raises(DataError, match=r"totaler\.csv er ændret i hånden"):
            import_figures(folder, SLUG, data)
        assert contents(data / SLUG) == before

    def test_an_earlier_import_is_replaced_and_the_analysts_files_are_not_touched(self, tmp_path, data):
        (data / SLUG / "borgmestre.csv").write_text("mine borgmestre\n", "utf-8")
        import_figures(exports(tmp_path / "b"), SLUG, data)
        import_figures(result_server(tmp_path / "a"), SLUG, data)
        assert (data / SLUG / "borgmestre.csv").read_text("utf-8") == "mine borgmestre\n"

    def test_a_delivery_with_fewer_municipalities_replaces_nothing(self, tmp_path, data):
        import_figures(result_server(tmp_path / "filer"), SLUG, data)
        before = contents(data / SLUG)
        few = "".join(line for line in tidy().splitlines(keepends=True) if not line.startswith("903"))
        (tmp_path / "x.csv").write_text(few, "utf-8")
        with pytest.raises(
            DataError, match=r"har 1 kommune, som der ingen tal er for i filerne, for eksempel Ærøby"
        ):
            import_figures(tmp_path / "x.csv", SLUG, data)
        assert contents(data / SLUG) == before

    def test_a_delivery_of_another_election_is_refused_in_few_words(self, tmp_path, data):
        folder = tmp_path / "filer"
        for number in range(9):
            received = area("902", "Gåserød", {("A", "Test"): 5}, 77)
            write_json(folder / f"x-01082025121{number}.json", received)
        before = contents(data / SLUG)
        with pytest.raises(DataError, match=r"9 filer, for eksempel x-01\d+\.json: en testfil") as told:
            import_figures(folder, SLUG, data)
        assert "har ingen stemmer fra kommunalvalget 17. november 2099. Intet er skrevet." in str(told.value)
        assert contents(data / SLUG) == before

    def test_all_or_nothing_where_the_folder_cannot_be_written(self, tmp_path, data, monkeypatch):
        folder = result_server(tmp_path / "filer")
        before = contents(data / SLUG)

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(importing, "publish", full)
        with pytest.raises(BuildError, match=r"Tallene kan ikke skrives i .*: disken er fuld"):
            import_figures(folder, SLUG, data)
        assert contents(data / SLUG) == before


class TestDaysAndNames:
    @pytest.mark.parametrize(
        ("slug", "day"),
        [
            ("kv2013", date(2013, 11, 19)),
            ("kv2021", date(2021, 11, 16)),
            ("kv2025", date(2025, 11, 18)),
            ("kv2029", date(2029, 11, 20)),
        ],
    )
    def test_the_third_tuesday_of_november(self, slug, day):
        assert election_day(slug) == day

    @pytest.mark.parametrize("slug", ["", "2029", "kv29", "kv2029/", "../kv2029", "KV2029", "kv1899"])
    def test_another_slug_is_refused(self, slug):
        with pytest.raises(UnknownChoiceError, match="ventede kv og valgåret"):
            election_day(slug)

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("København", "101"),
            ("Københavns", "101"),
            ("Københavns Kommune", "101"),
            ("ko\u0308benhavn", None),
            ("KØBENHAVN ", "101"),
            ("Bornholms", "400"),
            ("Nordfyn", "480"),
            ("Favrskov Kommune", "710"),
            ("Favr", None),
        ],
    )
    def test_names_of_municipalities_vary(self, written, code):
        names = {"101": "København", "400": "Bornholm", "480": "Nordfyns", "710": "Favrskov"}
        known = {code: Municipality(code=code, name=name, region="x") for code, name in names.items()}
        assert municipality_code(written, known) == code


class TestCommand:
    def test_the_summary_says_what_was_found_and_left_out_and_no_bar_is_in_a_log(self, tmp_path, kkr_import):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "x-010820251217.json", area("902", "Gåserød", {("A", "Test"): 5}, 77))
        status, output, said = kkr_import(folder)
        assert (status, said) == (0, "")
        assert output.splitlines()[:8] == [
            "JSON-filer fra resultatserveren: 4 filer brugt",
            "  Kommuner: 3 af 3",
            "  Afstemningsområder: 4",
            "  Lister: 7 (4 fra partier, 3 lokale)",
            "  Gyldige stemmer: 2.757",
            "  Optælling: endelig",
            "  Mandater: fra 0 af 3 kommuner",
            "  Ikke brugt: x-010820251217.json: en testfil: der står et tidspunkt i filens navn",
        ]

    def test_a_count_that_is_final_is_written_with_the_reason_on_the_card(self, tmp_path, data, kkr_import):
        """»import that has read »Optælling: endelig« writes it, instead of asking for it«."""
        line = 'optaelling = "foreløbig"  # valgaften'
        replace_in(data, f"{SLUG}/valg.toml", 'optaelling = "endelig"', line)
        before = (data / SLUG / "valg.toml").read_text("utf-8")
        _, output, _ = kkr_import(result_server(tmp_path / "filer"))
        assert 'Satte optaelling til "endelig" i valg.toml; kildekortet siger hvorfor.' in output
        after = (data / SLUG / "valg.toml").read_text("utf-8")
        assert after == before.replace(line, 'optaelling = "endelig"  # valgaften')
        card = read_card(data / SLUG / "valg.kilde.toml", "valg.kilde.toml")
        assert fits_its_card(data / SLUG / "valg.toml")
        said = f"{date.today()}: Optællingen er endelig ifølge filerne, læst med kkr import."
        assert card.treatment.splitlines()[-1] == said
        assert "optaelling" not in kkr_import(result_server(tmp_path / "filer"))[1]

    def test_one_that_is_not_is_no_longer_called_final(self, tmp_path, data, kkr_import):
        folder = result_server(tmp_path / "filer")
        one = next(folder.rglob("*.json"))
        assert '"Fintælling"' in one.read_text("utf-8")
        text = one.read_text("utf-8").replace('"Fintælling"', '"ForeløbigOptælling"')
        one.write_text(text, "utf-8")
        _, output, _ = kkr_import(folder)
        assert "Optælling: foreløbig i 1 kommune" in output
        assert 'optaelling = "foreløbig"' in (data / SLUG / "valg.toml").read_text("utf-8")

    def test_files_that_do_not_say_change_nothing(self, tmp_path, data, kkr_import):
        before = (data / SLUG / "valg.toml").read_bytes()
        _, output, _ = kkr_import(exports(tmp_path / "b"))
        assert "Optælling: fremgår ikke af filerne. Skriv endelig eller foreløbig i valg.toml." in output
        assert (data / SLUG / "valg.toml").read_bytes() == before

    def test_a_line_that_cannot_be_changed_by_itself_is_asked_for(self, tmp_path, data, kkr_import):
        replace_in(data, f"{SLUG}/valg.toml", 'optaelling = "endelig"', 'optaelling = """foreløbig"""')
        _, output, _ = kkr_import(result_server(tmp_path / "filer"))
        assert 'Ret optaelling til "endelig" i den, og bekræft den med kkr seal.' in output

    def test_tables_that_cannot_be_written_leave_the_facts_as_they_were(self, tmp_path, data, monkeypatch):
        replace_in(data, f"{SLUG}/valg.toml", 'optaelling = "endelig"', 'optaelling = "foreløbig"')
        before = contents(data / SLUG)

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(importing, "publish", full)
        with pytest.raises(BuildError):
            import_figures(result_server(tmp_path / "filer"), SLUG, data)
        assert contents(data / SLUG) == before

    def test_without_facts_it_says_how_they_are_made(self, tmp_path, data, kkr_import):
        (data / SLUG / "valg.toml").unlink()
        _, output, _ = kkr_import(exports(tmp_path / "b"))
        assert "fremgår ikke af filerne" in output
        assert "Lav den med: kkr new-election kv2099" in output

    def test_a_refusal_is_one_message(self, tmp_path, refused):
        assert "fandt ingen fil" in refused(tmp_path / "findes-ikke")
        assert "ventede kv og valgåret" in refused(tmp_path, "--election", "2099")
