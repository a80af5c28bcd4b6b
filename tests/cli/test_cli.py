"""The command ``kkr`` as the analyst meets it, in a copy of the project: building, sealing and checking."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import nbformat
import pytest
from places import REGIONS, ROOT, TERM
from small_data import append_to, replace_in, write_with_card
from tools.command import command, contents, kkr, refused

from kkr_analysis.rules import RuleShelf

VOTES = "kv2021/stemmer.csv"
MAYORS = "kv2021/borgmestre.csv"
LOTS = "kv2021/lodtraekninger.csv"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project for commands that must be refused and write nothing."""
    folder = tmp_path_factory.mktemp("projekt")
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def build(project: Path, *arguments: str | Path) -> CompletedProcess[str]:
    return kkr(project, "build", *arguments, "--term", TERM, "--format", "json")


def refused_build(project: Path, *more: str | Path) -> str:
    """Of all regions: one alone would not ask for the mayors of the others."""
    return refused(project, "build", "alle", "--term", TERM, "--format", "json", *more)


BESIDE = {"efterregn.py", "index.html", "kontrolsummer.html", "sha256.txt"}
"""What lies beside every published file."""


def built(run: CompletedProcess[str]) -> list[str]:
    """Return the names of the files that a build says it wrote, but for those that lie beside them all."""
    assert (run.returncode, run.stderr) == (0, "")
    names = [Path(line.removeprefix("Skrev ")).name for line in run.stdout.splitlines()]
    assert set(names) >= BESIDE
    return sorted(set(names) - BESIDE)


def results(*regions: str) -> list[str]:
    return sorted(f"kkr-{region}.json" for region in regions)


EVERY = "hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland, oestdanmark, alle, landsoverblik."
JSON = ("midtjylland", "--format", "json")
REFUSED = {
    "an unknown region": (
        ["midtjyland", "--format", "json"],
        f"Ukendt region: 'midtjyland'. Mente du midtjylland? Vælg mellem {EVERY}",
    ),
    "an unknown region in other letters": (["Midtyjlland"], "Ukendt region: 'Midtyjlland'. Mente du midt"),
    "an unknown region among others": (["alle", "midtjyland"], "Ukendt region: 'midtjyland'. Mente du "),
    "an unknown region like no other": (["qqq"], "Ukendt region: 'qqq'. Vælg mellem hovedstaden, "),
    **{
        f"the unknown term {term!r}": (
            ["midtjylland", "--term", term],
            f"Der er intet regelsæt for valgperioden {term!r}. Vælg en af disse: 2022-2026, 2026-2030.",
        )
        for term in ("2023", "2022-27", "2022-2030", "../2022-2026")
    },
    **{
        f"the formats {formats!r}": (["midtjylland", "--format", formats], f"Ukendt format: {found}")
        for formats, found in {
            "json,odt": "'odt'. Vælg mellem html, pdf, docx, xlsx, json, svg, png, ipynb.",
            "": "''. Vælg mellem html",
            "json,,pdf": "''. Vælg mellem html",
            "htm": "'htm'. Mente du html? Vælg",
        }.items()
    },
    # Papermill would only warn, and build the default region.
    **{
        f"a misspelt parameter of {form}": (
            ["midtjylland", "--format", form, "-p", "regoin=x"],
            "bilag.ipynb har ingen parameter 'regoin'. Mente du ",
        )
        for form in ("json", "html")
    },
    "a parameter without a value": ([*JSON, "-p", "regoin"], "--parameter 'regoin': ventede NAVN=VÆRDI."),
    "the region as a parameter": ([*JSON, "-p", "region=x"], "--parameter region: skriv regionen efter bu"),
    "the term as a parameter": ([*JSON, "-p", "term=x"], "--parameter term: skriv regionen efter build, "),
    **{
        f"the alliance {text!r}, which is no option of a build": (
            [region, "--term", TERM, "--alliance", text],
            "Et bilag har de valgforbund, der er anmeldt, og intet andet. Er de anmeldt til KKR, så skriv en "
            f"række for hvert i data/raw/kv2021/{file} med overskriften valgforbund,moede,",
        )
        for region, text, file in (
            ("nordjylland", "v + c", "nordjylland/valgforbund.csv"),
            ("alle", "C+V", "hovedstaden/valgforbund.csv"),
        )
    },
    "a computed example on a day before it": (
        ["Region Østdanmark"],
        "KKR Østdanmark er et beregnet eksempel for dagene fra 1. januar 2027, og bilaget ",
    ),
    "another day": ([*JSON, "--date", "1. maj"], "--date '1. maj': ventede en dato som 2022-01-19."),
}


class TestWords:
    """What the analyst can write on the line, and what the answer is to what they cannot."""

    @pytest.mark.parametrize(
        ("words", "regions"),
        [
            (["Midtjylland"], ["midtjylland"]),
            (["MIDTJYLLAND"], ["midtjylland"]),
            (["Sjælland", "nordjylland", "sjaelland"], ["nordjylland", "sjaelland"]),
            (["Alle"], REGIONS),
            (["midtjylland", "alle"], REGIONS),
            (["KKR Hovedstaden", "region midtjylland"], ["hovedstaden", "midtjylland"]),
        ],
    )
    def test_regions_by_name_or_slug_each_once(self, own_project, words, regions):
        assert built(build(own_project, *words)) == results(*regions)
        assert all((own_project / "reports" / TERM / name).is_file() for name in results(*regions))

    @pytest.mark.parametrize("term", ["2022", "2022-26", "2022–26", "2022-2026"])
    def test_a_term_is_known_by_less(self, own_project, term):
        assert built(kkr(own_project, "build", "midtjylland", "--term", term, "--format", "json"))
        assert (own_project / "reports" / TERM / "kkr-midtjylland.json").is_file()

    def test_today_s_term_is_the_default(self, own_project):
        assert built(kkr(own_project, "build", "midtjylland", "--format", "json"))
        assert [folder.name for folder in (own_project / "reports").iterdir()] == [
            RuleShelf().term_of(date.today())
        ]

    def test_oestdanmark_is_a_computed_example_and_no_part_of_alle(self, own_project):
        day = ("--term", "2026-30", "--date", "2027-01-15", "--format", "json")
        [name] = built(kkr(own_project, "build", "oestdanmark", *day))
        assert name == "kkr-oestdanmark-eksempel-foreloebig.json"
        assert len(built(kkr(own_project, "build", "alle", *day))) == 5
        assert name in (own_project / "reports" / "2026-2030" / "sha256.txt").read_text("utf-8")

    @pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
    def test_what_is_refused(self, untouched, words, message):
        assert refused(untouched, "build", *words).startswith(message)

    def test_outside_a_project(self, tmp_path):
        message = refused_build(tmp_path)
        assert message.startswith("Fandt ingen mappe med både data/raw og notebooks i ")
        assert message.endswith("angiv den med --project, eller lav et projekt med kkr init MAPPE.")

    def test_in_a_folder_below_the_project_the_reports_are_the_project_s(self, own_project):
        assert built(build(own_project / "notebooks", "midtjylland")) == results("midtjylland")
        assert (own_project / "reports" / TERM / "kkr-midtjylland.json").is_file()
        assert not (own_project / "notebooks" / "reports").exists()


LAESOE_A = "825,Læsø,A,Socialdemokratiet,200"
LAESOE_C = "825,Læsø,C,Det Konservative Folkeparti,290"
LAESOE_MAYOR = "825,Læsø,Tobias Birch Johansen,V"
FAULTS = {
    "a negative number": (
        VOTES, LAESOE_A, LAESOE_A.replace("200", "-200"),
        ["kolonne 'stemmer': fandt '-200', ventede et helt tal", "Slå det op hos kilden, ret rækken"],
    ),
    "a number with decimals": (
        VOTES, LAESOE_A, LAESOE_A.replace("200", '"200,5"'),
        ["kolonne 'stemmer': fandt '200,5', ventede et helt tal"],
    ),
    "a number with a thousands separator": (
        VOTES, "A,Socialdemokratiet,6198", "A,Socialdemokratiet,6.198",
        ["kolonne 'stemmer': fandt '6.198', ventede et helt tal", "uden punktum"],
    ),
    "a list twice": (
        VOTES, f"{LAESOE_C}\n", f"{LAESOE_C}\n{LAESOE_C}\n",
        ["kolonne 'bogstav': fandt 'C', ventede hver liste én gang i Læsø, se række "],
    ),
    "a mayor of a list that did not stand": (
        MAYORS, LAESOE_MAYOR, f"{LAESOE_MAYOR[:-1]}Q",
        ["kolonne 'bogstav': fandt 'Q', ventede et bogstav på stemmesedlen i Læsø: A C D H O V"],
    ),
    "a municipality with two mayors": (
        MAYORS, LAESOE_MAYOR,
        '825,Læsø,Anden Borgmester,V,"Venstre, Danmarks Liberale Parti",konstitueret,2021-12-15,,stærk,Avis\n'
        f"{LAESOE_MAYOR}",
        ["fandt 'Tobias Birch Johansen', ventede én borgmester ad gangen med status konstitueret i Læsø, "],
    ),
    "a row with too few fields": (
        VOTES, LAESOE_A, LAESOE_A.removesuffix(",200"), ["fandt 4 felter, ventede 5 felter. Ret rækken"],
    ),
    "a loose quotation mark": (
        VOTES, LAESOE_A, LAESOE_A.replace("Soc", '"Soc'),
        ["ikke er gyldig CSV", "Se efter et løst anførselstegn"],
    ),
    "another header": (
        VOTES, "kode,kommune,bogstav,listenavn,stemmer", "kode;kommune;bogstav;listenavn;stemmer",
        ["række 1: fandt 'kommunekode;kommune;", "Skil kolonnerne med komma"],
    ),
}  # fmt: skip


class TestFigures:
    """A fault in the figures is told with file, row, what was found and expected, and what to do."""

    @pytest.mark.parametrize(("file", "old", "new", "expected"), FAULTS.values(), ids=FAULTS)
    def test_a_fault_is_told_in_full(self, own_project, file, old, new, expected):
        data = own_project / "data" / "raw"
        row = 1 + (data / file).read_text(encoding="utf-8").split(old)[0].count("\n")
        replace_in(data, file, old, new)
        message = refused_build(own_project)
        assert message.startswith(("1 fejl i tallene:\n", "2 fejl i tallene:\n"))
        where = re.search(rf"  - {re.escape(file)}, række (\d+)", message)
        assert where is not None, message
        assert int(where[1]) >= row
        for part in expected:
            assert part in message
        assert ", ventede " in message

    def test_a_municipality_without_a_mayor(self, own_project):
        data = own_project / "data" / "raw"
        line = next(
            line for line in (data / MAYORS).read_text(encoding="utf-8").splitlines() if "Læsø" in line
        )
        replace_in(data, MAYORS, f"{line}\n", "")
        message = refused_build(own_project)
        assert (
            f"{MAYORS}: fandt ingen borgmester i 825 Læsø, ventede mindst én række for hver kommune"
            in message
        )
        assert f'kkr seal data/raw/{MAYORS} --note "hvorfor"' in message

    def test_missing_files_and_a_missing_election(self, own_project):
        data = own_project / "data" / "raw"
        for file in ("regioner.csv", "kommuner.csv", VOTES, MAYORS, "kv2021/valg.toml"):
            (data / file).rename(data / "væk")
            message = refused_build(own_project)
            step = "Den følger med kkr: kkr init MAPPE lægger den ud i et nyt projekt, og den kan kopieres "
            assert f"  - {file}: fandt ingen fil, ventede filen. {step}" in message
            (data / "væk").rename(data / file)
        shutil.rmtree(data / "kv2021")
        assert refused_build(own_project).startswith("Der er intet valg, der hedder 'kv2021'. ")

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "fandt en tom fil"),
            (b"\xff\xfe\x00\x01", "byte 1, der ikke er UTF-8"),
            (b"PK\x03\x04\x00", "en NUL-byte"),
            (None, "der er en mappe med det navn"),
        ],
    )
    def test_a_malformed_file_or_a_folder_in_its_place(self, own_project, content, found):
        file = own_project / "data" / "raw" / VOTES
        file.unlink()
        file.mkdir() if content is None else file.write_bytes(content)
        message = refused_build(own_project)
        assert f"  - {VOTES}: " in message
        assert found in message

    def test_all_faults_are_told_at_once(self, own_project):
        data = own_project / "data" / "raw"
        replace_in(data, VOTES, LAESOE_A, LAESOE_A.replace("200", "x"))
        replace_in(data, VOTES, "825,Læsø,D,Nye Borgerlige,57", "825,Læsø,D,Nye Borgerlige,y")
        replace_in(data, MAYORS, LAESOE_MAYOR, "825,Læsø,,V")
        message = refused_build(own_project)
        assert message.startswith("3 fejl i tallene:\n")
        assert len(message.splitlines()) == 4

    def test_no_eligible_party_with_a_mayor(self, own_project):
        """Every mayor of Nordjylland on a local list: nobody to size the KKR by."""
        data = own_project / "data" / "raw"
        inside = [
            line[:3] for line in (data / "kommuner.csv").read_text("utf-8").splitlines() if "Nordj" in line
        ]
        for line in (data / MAYORS).read_text("utf-8").splitlines():
            code, name, *_ = line.split(",")
            if code in inside:
                append_to(data, VOTES, f"{code},{name},!,Borgernes Liste,10")
                new = f"{code},{name},Bo Borg,!,Borgernes Liste,konstitueret,2021-12-15,,stærk,Avis"
                replace_in(data, MAYORS, line, new)
        message = refused(own_project, "build", "nordjylland", "--term", TERM, "--format", "json")
        assert message.startswith("KKR Nordjylland kan ikke regnes ud. Intet berettiget parti")
        assert "kv2021/borgmestre.csv" in message


class TestSeal:
    """A changed file is refused until somebody says why it was changed."""

    def change(self, project: Path) -> str:
        path = project / "data" / "raw" / VOTES
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(LAESOE_A, LAESOE_A.replace("200", "201")))
        return f"data/raw/{VOTES}"

    def test_a_changed_file_is_refused_until_it_is_sealed(self, own_project):
        file = self.change(own_project)
        message = refused_build(own_project)
        assert f"  - {VOTES}: fandt sha256 " in message
        assert ", ventede kildekortets " in message
        step = re.search(r"kkr seal (\S+) --note \"hvorfor\"", message)
        assert step is not None
        assert step[1] == file
        run = kkr(own_project, "seal", step[1], "--note", "Rettet efter kommunens protokol.")
        assert (run.returncode, run.stderr) == (0, "")
        assert run.stdout == f"Kildekortet til {file} er opdateret.\n"
        assert "Rettet efter kommunens protokol." in (
            own_project / "data" / "raw" / "kv2021" / "stemmer.kilde.toml"
        ).read_text(encoding="utf-8")
        assert built(build(own_project, "midtjylland")) == results("midtjylland")

    @pytest.mark.parametrize(
        ("file", "message"),
        [
            (f"data/raw/{VOTES}", "stemmer.csv svarer allerede til sit kildekort. Der er ingen ændring at"),
            ("data/raw/kommuner.kilde.toml", "kommuner.kilde.toml er selv et kildekort."),
            ("data/raw/x.csv", "data/raw/x.csv kan ikke læses: den findes ikke. Angiv en fil under data/ra"),
            ("notebooks/bilag.ipynb", "bilag.ipynb har intet kildekort. Angiv en fil med tal under data/raw"),
        ],
    )
    def test_what_cannot_be_confirmed(self, untouched, file, message):
        assert refused(untouched, "seal", file, "--note", "x").startswith(message)

    def test_a_folder_without_a_change_is_said_to_be_so_and_is_no_fault(self, untouched):
        done = kkr(untouched, "seal", "data/raw", "--note", "x")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == (
            "Alle filer i data/raw svarer til deres kildekort. Der er ingen ændring at bekræfte.\n"
        )

    def test_no_reason(self, own_project):
        file = self.change(own_project)
        for note in ("", "  "):
            assert "med en begrundelse" in refused(own_project, "seal", file, "--note", note)

    def test_a_received_file_whose_card_is_lost_gets_no_new_one(self, own_project):
        (own_project / "data" / "raw" / "kv2021" / "stemmer.kilde.toml").unlink()
        message = refused(own_project, "seal", f"data/raw/{VOTES}", "--note", "x")
        assert message.startswith("stemmer.csv har intet kildekort.")

    def test_a_folder_confirms_every_changed_file_in_it_and_no_other(self, own_project):
        folder = own_project / "data" / "raw" / "kv2021"
        changed = [folder / "stemmer.csv", folder / "mandattal.csv"]
        for file in changed:
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        before = (folder / "borgmestre.kilde.toml").read_bytes()
        done = kkr(own_project, "seal", "data/raw/kv2021", "--note", "Linjeskift")
        assert done.stdout.count("er opdateret.") == 2
        for file in changed:
            card = file.with_name(f"{file.stem}.kilde.toml").read_text("utf-8")
            assert hashlib.sha256(file.read_bytes()).hexdigest() in card
            assert "Linjeskift" in card
        assert (folder / "borgmestre.kilde.toml").read_bytes() == before

    def test_of_several_files_the_unchanged_ones_are_passed_over(self, own_project):
        file = self.change(own_project)
        done = kkr(own_project, "seal", f"data/raw/{MAYORS}", file, "--note", "x")
        assert (done.returncode, done.stdout) == (
            0,
            f"data/raw/{MAYORS} svarer allerede til sit kildekort.\nKildekortet til {file} er opdateret.\n",
        )

    def test_a_new_file_of_the_secretariats_own_gets_its_card(self, own_project):
        file = own_project / "data" / "raw" / "kv2021" / "repraesentation.csv"
        file.write_text("kommunekode,kommune,bogstav,grundlag\n825,Læsø,A,oplyst\n", "utf-8")
        assert kkr(own_project, "seal", file, "--note", "Oplyst af listen").returncode == 0
        card = file.with_name("repraesentation.kilde.toml").read_text("utf-8")
        assert 'udgiver = "Sekretariatet"' in card
        assert card.count("Oplyst af listen") == 1
        assert built(build(own_project, "midtjylland")) == results("midtjylland")


class TestLot:
    """
    Nordjylland has 22 seats, 11 beyond the mayors; the eleventh decides between A and C.

    A 110,340 ÷ 5 = 22,068 and C 44,136 ÷ 2 = 22,068.
    """

    @pytest.fixture
    def tied(self, own_project) -> Path:
        data = own_project / "data" / "raw"
        replace_in(data, VOTES, LAESOE_A, LAESOE_A.replace("200", "198"))
        replace_in(data, VOTES, LAESOE_C, LAESOE_C.replace("290", "2538"))
        return own_project

    def record(self, project: Path, row: str) -> None:
        """Write a lot in the file and seal it, as the message asks for."""
        with (project / "data" / "raw" / LOTS).open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
        run = kkr(project, "seal", f"data/raw/{LOTS}", "--note", "Lod trukket på mødet.")
        assert run.returncode == 0, run.stderr

    def test_who_is_tied_and_where_the_lot_is_recorded_which_is_not_another_region(self, tied):
        message = refused(tied, "build", "nordjylland", "--term", TERM, "--format", "json")
        assert message.startswith(
            "A og C står lige om plads 11 af de pladser, der fordeles ud over borgmestrene i KKR "
        )
        assert "kv2021/lodtraekninger.csv" in message
        assert "region nordjylland, trin sammensætning, lige A+C og udtrukket" in message
        assert f'kkr seal data/raw/{LOTS} --note "hvorfor"' in message
        [checked] = json.loads(kkr(tied, "check", "kv2021", "--region", "nordjylland", "--json").stdout)
        [owed] = [fault for fault in checked["faults"] if fault["file"] == LOTS]
        assert message.startswith(f"{owed['found']}. Træk lod, ")
        assert owed["next_step"].startswith("Træk lod, og skriv resultatet som en række i kv2021/lodtraekni")
        self.record(tied, "sjaelland,sammensætning,A+C,A,2022-01-19,")
        assert refused(tied, "build", "nordjylland", "--term", TERM, "--format", "json") == message

    @pytest.mark.parametrize(("winner", "seats"), [("A", (6, 2)), ("C", (5, 3))])
    def test_the_recorded_lot_decides(self, tied, winner, seats):
        self.record(tied, f"nordjylland,sammensætning,A+C,{winner},2022-01-19,")
        assert built(build(tied, "nordjylland")) == results("nordjylland")
        file = tied / "reports" / TERM / "kkr-nordjylland.json"
        found = {list_["letter"]: list_["seats"] for list_ in json.loads(file.read_bytes())["contenders"]}
        assert (found["A"], found["C"]) == seats

    def test_a_stale_lot_is_refused(self, own_project):
        """The figures as they are have no tie in Nordjylland."""
        self.record(own_project, "nordjylland,sammensætning,A+C,A,2022-01-19,")
        message = refused(own_project, "build", "nordjylland", "--term", TERM, "--format", "json")
        assert message.startswith(
            "kv2021/lodtraekninger.csv, række 2: fandt et lod om sammensætning mellem A og C, ventede et "
            "lod, der afgør en stemmelighed i tallene for KKR Nordjylland. Tallene kan være ændret, siden "
            "loddet blev trukket. Slet rækken, eller ret den efter en ny lodtrækning, og bekræft "
            "ændringen med: "
        )
        assert message.endswith(f'kkr seal data/raw/{LOTS} --note "hvorfor"')
        [of_election] = json.loads(kkr(own_project, "check", "kv2021", "--json").stdout)
        assert [fault["message"] for fault in of_election["faults"]] == [message]
        self.record(own_project, "midtjylland,sammensætning,A+C,A,2022-01-19,")
        replace_in(own_project / "data" / "raw", MAYORS, "Læsø,Tobias Birch Johansen,", "Læsø,,")
        [both] = json.loads(kkr(own_project, "check", "kv2021", "--json").stdout)
        assert [(fault["file"], fault["column"]) for fault in both["faults"]] == [
            (MAYORS, "borgmester"),
            (LOTS, None),
        ]
        assert both["faults"][-1]["row"] == 3


class TestOutput:
    """Where the reports go, and what may stand in the way."""

    def test_a_file_where_a_folder_should_be_and_the_other_way_round(self, own_project):
        (own_project / "rapport").write_text("min", encoding="utf-8")
        assert refused_build(own_project, "--output", "rapport") == (
            "Kan ikke skrive i mappen rapport: der er en fil med det navn. Intet er skrevet. "
            "Vælg en anden mappe med --output."
        )
        below = refused_build(own_project, "--output", "rapport/under")
        assert "en del af stien er en fil og ikke en mappe" in below
        (own_project / "reports").mkdir()
        (own_project / "reports" / TERM).write_text("min", encoding="utf-8")
        assert "kan ikke skrives" in refused_build(own_project)

        (own_project / "reports" / TERM).unlink()
        (own_project / "reports" / TERM / "kkr-midtjylland.json").mkdir(parents=True)
        (own_project / "reports" / TERM / "kkr-hovedstaden.json").write_text("gammel", encoding="utf-8")
        message = refused(own_project, "build", "alle", "--term", TERM, "--format", "json")
        assert "kkr-midtjylland.json kan ikke skrives: der er en mappe med det navn. Intet er ænd" in message

    def test_an_earlier_report_is_replaced_and_another_format_stays(self, own_project):
        folder = own_project / "reports" / TERM
        folder.mkdir(parents=True)
        for name in ("kkr-midtjylland.json", "kkr-midtjylland.html"):
            (folder / name).write_text("gammel", encoding="utf-8")
        run = build(own_project, "midtjylland")
        assert run.returncode == 0
        assert run.stderr.startswith(
            "Bemærk: Disse filer for KKR Midtjylland er bygget på andre tal end de nyeste: "
            "kkr-midtjylland.html. "
        )
        assert json.loads((folder / "kkr-midtjylland.json").read_text("utf-8"))["total"] == 36
        assert (folder / "kkr-midtjylland.html").read_text("utf-8") == "gammel"
        assert sorted(entry.name for entry in folder.parent.iterdir()) == [TERM]

    def test_a_whole_build_lists_its_files_and_says_nothing_else(self, own_project):
        """No progress bar in a log, not even where colours are forced."""
        run = kkr(
            own_project, "build", "nordjylland", "--term", TERM, "--output", "ud", FORCE_COLOR="1", LC_ALL="C"
        )
        assert (run.returncode, run.stderr) == (0, "")
        folder = own_project / "ud" / TERM
        figures = sorted(path.name for path in (folder / "figurer").iterdir())
        assert len(figures) >= 4
        formats = ("docx", "html", "ipynb", "json", "pdf", "xlsx")
        short = (f"kkr-nordjylland-kort.{name}" for name in ("html", "pdf"))
        files = sorted([*BESIDE, *(f"kkr-nordjylland.{name}" for name in formats), *short])
        assert run.stdout.splitlines() == [
            *(f"Skrev ud/{TERM}/{file}" for file in files),
            f"Skrev {len(figures)} figurer i ud/{TERM}/figurer",
        ]
        assert sorted(contents(folder)) == sorted(
            [".kkr-byg.json", "figurer", *(f"figurer/{name}" for name in figures), *files]
        )
        again = kkr(own_project, "build", "nordjylland", "--term", TERM, "--output", "ud")
        assert again.stdout == "Uændret: KKR Nordjylland. Byg alligevel med --force.\n"
        forced = build(own_project, "nordjylland", "--output", "ud", "--force")
        assert built(forced) == results("nordjylland")
        assert [entry.name for entry in (own_project / "ud").iterdir()] == [TERM]


def add_cell(project: Path, source: str) -> None:
    """Add a code cell to the notebook, just below the one with the parameters."""
    path = project / "notebooks" / "bilag.ipynb"
    notebook = nbformat.read(path, as_version=4)
    [place] = [n for n, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", ())]
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)


class TestNotebook:
    """A notebook that cannot be run to its end."""

    def refused_html(self, project: Path) -> str:
        return refused(project, "build", "midtjylland", "--term", TERM, "--format", "html")

    def test_none_a_corrupt_one_and_one_without_parameters(self, own_project):
        path = own_project / "notebooks" / "bilag.ipynb"
        sound = path.read_text("utf-8")
        for content in ("", "ikke JSON", "[]", "{}", '{"cells": 1}', '{"nbformat": 4, "nbformat_minor": 5}'):
            path.write_text(content, encoding="utf-8")
            assert re.fullmatch(r".*bilag\.ipynb.*Intet er skrevet\..*", self.refused_html(own_project))
        path.write_text(sound.replace('"parameters"', '"paramters"'), encoding="utf-8")
        assert "bilag.ipynb har ingen parameter 'region'. Den har: ingen." in self.refused_html(own_project)
        path.unlink()
        message = self.refused_html(own_project)
        assert re.fullmatch(r"Notebooken .*bilag\.ipynb findes ikke\. Intet er skrevet\. .*", message)

    def test_a_failing_cell(self, own_project):
        add_cell(own_project, "1 / 0")
        message = self.refused_html(own_project)
        assert re.match(r"bilag\.ipynb, celle \d+: ZeroDivisionError: division by zero\. Intet er", message)
        assert "Åbn notebooken i JupyterLab" in message

    def test_a_kernel_that_dies(self, own_project):
        add_cell(own_project, "import os\nos._exit(1)")
        message = self.refused_html(own_project)
        assert message.startswith("bilag.ipynb: kernen, der kører cellerne, er stoppet. Intet er skrevet.")


def is_running(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def wait_until(claim: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class TestInterruption:
    """Ctrl-C, or a system that shuts down, in the middle of a build."""

    @pytest.mark.parametrize(
        "signals",
        [
            [signal.SIGINT],
            pytest.param([signal.SIGTERM], marks=pytest.mark.heavy),
            [signal.SIGHUP, signal.SIGINT],
        ],
    )
    def test_nothing_is_left(self, own_project, tmp_path, signals):
        """A cell that would run for ten minutes: no files, no folder, no kernel, and no waiting."""
        temporary, runtime = tmp_path / "tmp", tmp_path / "runtime"
        temporary.mkdir()
        runtime.mkdir()
        note = tmp_path / "kerne"
        add_cell(
            own_project,
            "import os, time, pathlib\n"
            f"pathlib.Path({str(note)!r} + region).write_text(str(os.getpid()))\n"
            "time.sleep(600)",
        )
        before = contents(own_project)
        regions = ("hovedstaden", "sjaelland")
        notes = [Path(f"{note}{region}") for region in regions]
        with subprocess.Popen(
            command("build", *regions, "--term", TERM, "--format", "html,docx", "--output", "reports"),
            cwd=own_project,
            env=os.environ | {"TMPDIR": str(temporary), "JUPYTER_RUNTIME_DIR": str(runtime)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                assert wait_until(lambda: all(n.exists() and n.read_text() for n in notes), seconds=60)
                kernels = [int(n.read_text()) for n in notes]
                assert all(is_running(kernel) for kernel in kernels)
                for name in signals:
                    process.send_signal(name)
                    time.sleep(0.2)
                output, errors = process.communicate(timeout=20)
            finally:
                process.kill()
        assert process.returncode == 130
        assert output == ""
        assert errors.strip() == "Afbrudt. Intet er skrevet."
        assert contents(own_project) == before
        assert not any(is_running(kernel) for kernel in kernels)
        assert list(temporary.iterdir()) == []
        assert list(runtime.iterdir()) == []


class TestCheck:
    """``kkr check``: every fault at once, as a table and as JSON; exit status 2 where there is one."""

    def test_all_elections_are_in_order(self, own_project):
        done = kkr(own_project, "check")
        assert done.returncode == 0
        assert done.stdout.count("Ingen fejl.") == 3
        for slug in ("kv2013", "kv2021", "kv2025"):
            assert slug in done.stdout
        assert "For 67 borgmestre kendes kun aftalen efter valget" in done.stdout
        assert "ingen borgmestre, så der kan ikke laves bilag" in done.stdout

    def test_faults_of_four_kinds_come_together(self, own_project):
        data = own_project / "data" / "raw"
        replace_in(data, "kv2025/totaler.csv", "101,København,349397", "101,København,349398")
        replace_in(data, "kv2025/mandattal.csv", "101,København,55", "101,København,57")
        replace_in(data, "kv2025/kontroltal.csv", "767982", "767983")
        (data / "kv2025" / "valgforbund.csv").write_bytes(b"kommunekode\n")
        done = kkr(own_project, "check", "kv2025", "--json")
        assert done.returncode == 2
        [report] = json.loads(done.stdout)
        assert not report["in_order"]
        places = {(fault["file"], fault["row"], fault["column"]) for fault in report["faults"]}
        assert places == {
            ("kv2025/totaler.csv", 2, "gyldige_stemmer"),
            ("kv2025/mandattal.csv", 2, "mandater"),
            ("kv2025/kontroltal.csv", 2, "gyldige_stemmer"),
            ("kv2025/valgforbund.csv", None, None),
        }
        assert all(fault["message"] and fault["next_step"] for fault in report["faults"])

    def test_the_table_names_what_was_found_and_a_misspelt_file_is_a_remark(self, own_project):
        data = own_project / "data" / "raw"
        (data / "kv2025" / "borgmester.csv").write_text("x", "utf-8")
        done = kkr(own_project, "check", "kv2025")
        assert (done.returncode, done.stderr) == (0, "")
        assert "borgmester.csv læses ikke af noget. Er navnet stavet rigtigt?" in done.stdout
        replace_in(data, "kv2025/kontroltal.csv", "767982", "767983")
        done = kkr(own_project, "check", "kv2025")
        assert (done.returncode, done.stderr) == (2, "")
        assert "1 fejl" in done.stdout
        assert "767983" in done.stdout

    def test_one_kkr_is_checked_alone(self, own_project):
        """A typo in Midtjylland's pacts is no matter of Nordjylland's."""
        data = own_project / "data" / "raw"
        headings = "valgforbund,moede,modtaget,anmeldt_af,afgoerelse,begrundelse\n"
        typo = f"{headings}C+V,19-01-2026,2026-01-12,Ib,,\n"
        write_with_card(data / "kv2025" / "midtjylland" / "valgforbund.csv", typo.encode())
        done = kkr(own_project, "check", "kv2025")
        assert done.returncode == 2
        assert "kv2025/midtjylland/valgforbund.csv, række 2, moede" in done.stdout
        assert "ret først kv2025/midtjylland/valgforbund.csv." in done.stdout
        assert "Ingen fejl." not in done.stdout
        alone = kkr(own_project, "check", "kv2025", "--region", "nordjylland")
        assert alone.returncode == 0
        assert "11 borgmestre i KKR, alle med en liste på stemmesedlen." in alone.stdout
        assert alone.stdout.count("Ingen fejl.") == 1
        assert refused(own_project, "check", "--region", "nordjylland").endswith(
            "check kv2025 --region nordjylland"
        )
        assert "Mente du nordjylland?" in refused(own_project, "check", "kv2025", "--region", "nordjyland")

    def test_an_unknown_election_lists_those_there_are(self, untouched):
        assert refused(untouched, "check", "kv2031").startswith(
            "Der er intet valg, der hedder 'kv2031'. Vælg mellem: kv2013, kv2021"
        )
