"""The command ``kkr`` as the analyst meets it: a process of its own, in a copy of the project."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from places import REGIONS, TERM
from small_data import append_to, replace_in

from kkr_analysis.cli.entry import cli

VOTES = "kv2021/stemmer.csv"
MAYORS = "kv2021/borgmestre.csv"
LOTS = "kv2021/lodtraekninger.csv"
ENGLISH = re.compile(
    r"\b(usage|options?|error|show|try|no such|not|missing|invalid|directory|denied|the|required|default)\b",
    re.IGNORECASE,
)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "kkr_analysis.cli", *map(str, arguments)]


def kkr(folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def build(project: Path, *arguments: str | Path, formats: str = "json") -> subprocess.CompletedProcess[str]:
    return kkr(project, "build", *arguments, "--format", formats)


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder, hidden entries too: the bytes of a file, None for a folder."""
    return {
        str(entry.relative_to(folder)): None if entry.is_dir() else entry.read_bytes()
        for entry in folder.rglob("*")
    }


def refused(project: Path, *arguments: str | Path) -> str:
    """Run a command that must be refused with one Danish message, and return the message."""
    before = contents(project)
    run = kkr(project, *arguments)
    assert run.returncode == 2, run
    assert run.stdout == ""
    assert run.stderr.startswith("Fejl: ")
    assert run.stderr.count("Fejl: ") == 1
    assert "Traceback" not in run.stderr
    assert not ENGLISH.search(run.stderr), run.stderr
    assert contents(project) == before
    return run.stderr.removeprefix("Fejl: ").strip()


def refused_build(project: Path, *more: str | Path) -> str:
    return refused(project, "build", "midtjylland", "--format", "json", *more)


def built(run: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the names of the files that a build says it wrote beside the index, which comes first."""
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    files = [line.removeprefix("Skrev ") for line in run.stdout.splitlines()]
    index, *names = [Path(file).name for file in files]
    assert index == "index.html"
    return names


class TestWords:
    """What the analyst can write on the line, and what the answer is to what they cannot."""

    @pytest.mark.parametrize("word", ["Midtjylland", "midtjylland", "MIDTJYLLAND"])
    def test_a_region_by_name_or_slug(self, own_project, word):
        assert built(build(own_project, word)) == ["kkr-midtjylland.json"]
        assert (own_project / "reports" / TERM / "kkr-midtjylland.json").is_file()

    def test_several_regions_and_one_of_them_twice(self, own_project):
        run = build(own_project, "Sjælland", "nordjylland", "sjaelland")
        assert sorted(built(run)) == ["kkr-nordjylland.json", "kkr-sjaelland.json"]

    @pytest.mark.parametrize("words", [["alle"], ["Alle"], ["midtjylland", "alle"]])
    def test_every_region(self, own_project, words):
        assert sorted(built(build(own_project, *words))) == sorted(f"kkr-{name}.json" for name in REGIONS)

    @pytest.mark.parametrize("words", [["midtjyland"], ["Midtyjlland"], ["alle", "midtjyland"]])
    def test_an_unknown_region_with_the_nearest_one(self, own_project, words):
        message = refused(own_project, "build", *words, "--format", "json")
        assert message.startswith(f"Ukendt region: {words[-1].casefold()!r}. Mente du midtjylland? ")
        assert all(name in message for name in REGIONS)

    def test_an_unknown_region_like_no_other(self, own_project):
        message = refused(own_project, "build", "qqq", "--format", "json")
        assert message.startswith("Ukendt region: 'qqq'. Vælg mellem hovedstaden, ")

    @pytest.mark.parametrize("term", ["2022", "2022-26", "", "../2022-2026"])
    def test_an_unknown_term(self, own_project, term):
        message = refused_build(own_project, "--term", term)
        assert f"valgperioden {term!r}" in message
        assert "Vælg en af disse: 2022-2026, 2026-2030." in message

    @pytest.mark.parametrize(("formats", "found"), [("json,odt", "'odt'"), ("", "''"), ("json,,pdf", "''")])
    def test_an_unknown_format_or_none(self, own_project, formats, found):
        message = refused(own_project, "build", "midtjylland", "--format", formats)
        assert message == f"Ukendt format: {found}. Vælg mellem html, pdf, docx, xlsx, json, svg, png, ipynb."

    def test_a_format_with_the_nearest_one(self, own_project):
        assert "Mente du html?" in refused(own_project, "build", "midtjylland", "--format", "htm")

    def test_a_misspelt_parameter_is_refused_also_where_no_notebook_runs(self, own_project):
        """Papermill would only warn, and build the default region."""
        for formats in ("json", "html"):
            message = refused(own_project, "build", "midtjylland", "--format", formats, "-p", "regoin=x")
            assert message.startswith("bilag.ipynb har ingen parameter 'regoin'. Mente du 'region'? ")

    def test_a_parameter_without_a_value(self, own_project):
        assert refused_build(own_project, "-p", "regoin") == "--parameter 'regoin': ventede NAVN=VÆRDI."

    def test_region_and_term_are_no_parameters(self, own_project):
        for name in ("region", "term"):
            message = refused_build(own_project, "-p", f"{name}=x")
            assert message.startswith(f"--parameter {name}: skriv regionen efter build, ")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["build", "--regoin"], "Ukendt tilvalg --regoin. Se kkr build --help."),
            (
                ["build", "x", "--frmat", "pdf"],
                "Ukendt tilvalg --frmat. Mente du --format? Se kkr build --help.",
            ),
            (["build"], "Der mangler REGION. Se kkr build --help."),
            (
                ["build", "x", "--term"],
                "Tilvalget --term mangler en værdi eller har en, som det ikke skal have.",
            ),
            (["seal", "data/raw/kommuner.csv"], "Der mangler --note. Se kkr seal --help."),
            (["seal", "--note", "x"], "Der mangler FIL. Se kkr seal --help."),
            (
                ["compare", "a", "b", "c"],
                "Kommandoen er ikke forstået: der er et eller flere ord for meget. Se kkr compare --help.",
            ),
            (
                ["biuld"],
                "Ukendt kommando: 'biuld'. Mente du build? "
                "Vælg mellem app, build, check, compare, import, new-election, pacts, seal, uncertainty, "
                "verify, whatif.",
            ),
            (
                ["app", "--port", "70000"],
                "Ugyldig værdi for --port: fandt 70000, ventede et helt tal fra 1 til 65535. "
                "Se kkr app --help.",
            ),
            (
                ["uncertainty", "midtjylland", "--draws", "1.000"],
                "Ugyldig værdi for --draws: fandt '1.000', ventede et helt tal uden punktum. "
                "Se kkr uncertainty --help.",
            ),
            (
                ["build", "landsoverblik", "--alliance", "C,V"],
                "Landsoverblikket er uden valgforbund, for de anmeldes til hvert KKR. Udelad --alliance.",
            ),
            (
                ["new-election", "kv2021"],
                "Valget kv2021 er der allerede, og ikke lagt ud herfra. Intet er ændret.",
            ),
            (["-x"], "Ukendt tilvalg -x. Se kkr --help."),
        ],
    )
    def test_a_command_that_is_not_understood(self, own_project, arguments, message):
        assert refused(own_project, *arguments) == message

    def test_outside_a_project(self, tmp_path):
        message = refused_build(tmp_path)
        assert message.startswith("Fandt ingen mappe med både data/raw og notebooks i ")
        assert message.endswith("Gå til projektets mappe med cd, og prøv igen.")

    def test_in_a_folder_below_the_project_the_reports_are_written_there(self, own_project):
        assert built(build(own_project / "notebooks", "midtjylland")) == ["kkr-midtjylland.json"]
        assert (own_project / "notebooks" / "reports" / TERM / "kkr-midtjylland.json").is_file()


class TestHelp:
    """The help pages are Danish to the last word."""

    @pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in sorted(cli.commands))])
    def test_no_word_of_click_is_left_and_nothing_is_cut_off(self, tmp_path, arguments):
        run = kkr(tmp_path, *arguments)
        assert (run.returncode, run.stderr) == (0, "")
        assert run.stdout.startswith("Brug: kkr ")
        assert "Vis denne hjælp." in run.stdout
        assert not ENGLISH.search(re.sub(r"--?\w+", "", run.stdout)), run.stdout
        assert not re.search(r"\b(TEXT|PATH|ARGS|OPTIONS|COMMAND|INTEGER|RANGE)\b|<=|\.\.\.", run.stdout)

    def test_defaults_are_given(self, tmp_path):
        page = " ".join(kkr(tmp_path, "build", "--help").stdout.split())
        for default in ("2022-2026", "reports", "html,pdf,docx,xlsx,json,svg,png,ipynb"):
            assert f"[ellers: {default}]" in page

    def test_no_words_at_all_give_the_help_page_as_an_error(self, tmp_path):
        run = kkr(tmp_path)
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr.startswith("Brug: kkr [TILVALG] KOMMANDO …")


FAULTS = {
    "a negative number": (
        VOTES,
        "825,Læsø,A,Socialdemokratiet,200",
        "825,Læsø,A,Socialdemokratiet,-200",
        ["kolonne 'stemmer': fandt '-200', ventede et helt tal", "Slå det op hos kilden, ret rækken"],
    ),
    "a number with decimals": (
        VOTES,
        "825,Læsø,A,Socialdemokratiet,200",
        '825,Læsø,A,Socialdemokratiet,"200,5"',
        ["kolonne 'stemmer': fandt '200,5', ventede et helt tal"],
    ),
    "a number with a thousands separator": (
        VOTES,
        "849,Jammerbugt,A,Socialdemokratiet,6198",
        "849,Jammerbugt,A,Socialdemokratiet,6.198",
        ["kolonne 'stemmer': fandt '6.198', ventede et helt tal", "uden punktum"],
    ),
    "a list twice": (
        VOTES,
        "825,Læsø,C,Det Konservative Folkeparti,290\n",
        "825,Læsø,C,Det Konservative Folkeparti,290\n825,Læsø,C,Det Konservative Folkeparti,290\n",
        ["kolonne 'bogstav': fandt 'C', ventede hver liste én gang i Læsø, se række "],
    ),
    "a mayor of a list that did not stand": (
        MAYORS,
        "Tobias Birch Johansen,V,",
        "Tobias Birch Johansen,Q,",
        ["kolonne 'bogstav': fandt 'Q', ventede et bogstav på stemmesedlen i Læsø: A C D H O V"],
    ),
    "a municipality with two mayors": (
        MAYORS,
        "825,Læsø,Tobias Birch Johansen,V",
        '825,Læsø,Anden Borgmester,V,"Venstre, Danmarks Liberale Parti",konstitueret,2021-12-15,,stærk,Avis\n'
        "825,Læsø,Tobias Birch Johansen,V",
        ["fandt 'Tobias Birch Johansen', ventede én konstitueret borgmester ad gangen i Læsø, se række "],
    ),
    "a row with too few fields": (
        VOTES,
        "825,Læsø,A,Socialdemokratiet,200",
        "825,Læsø,A,Socialdemokratiet",
        ["fandt 4 felter, ventede 5 felter. Ret rækken"],
    ),
    "a loose quotation mark": (
        VOTES,
        "825,Læsø,A,Socialdemokratiet,200",
        '825,Læsø,A,"Socialdemokratiet,200',
        ["ikke er gyldig CSV", "Se efter et løst anførselstegn"],
    ),
    "another header": (
        VOTES,
        "kommunekode,kommune,bogstav,listenavn,stemmer",
        "kommunekode;kommune;bogstav;listenavn;stemmer",
        ["række 1: fandt 'kommunekode;kommune;", "Skil kolonnerne med komma"],
    ),
}


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

    @pytest.mark.parametrize("file", ["regioner.csv", "kommuner.csv", VOTES, MAYORS, "kv2021/valg.toml"])
    def test_a_missing_file(self, own_project, file):
        (own_project / "data" / "raw" / file).unlink()
        message = refused_build(own_project)
        assert f"  - {file}: fandt ingen fil, ventede filen. Hent filen igen." in message

    def test_a_missing_election(self, own_project):
        shutil.rmtree(own_project / "data" / "raw" / "kv2021")
        assert refused_build(own_project).startswith("Der er intet valg, der hedder 'kv2021'. ")

    def test_a_folder_where_a_file_should_be(self, own_project):
        file = own_project / "data" / "raw" / VOTES
        file.unlink()
        file.mkdir()
        assert "der er en mappe med det navn" in refused_build(own_project)

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "fandt en tom fil"),
            (b"\xff\xfe\x00\x01", "byte 1, der ikke er UTF-8"),
            (b"PK\x03\x04\x00", "en NUL-byte"),
        ],
    )
    def test_a_malformed_file(self, own_project, content, found):
        (own_project / "data" / "raw" / VOTES).write_bytes(content)
        message = refused_build(own_project)
        assert f"  - {VOTES}: " in message
        assert found in message

    def test_all_faults_are_told_at_once(self, own_project):
        data = own_project / "data" / "raw"
        replace_in(data, VOTES, "825,Læsø,A,Socialdemokratiet,200", "825,Læsø,A,Socialdemokratiet,x")
        replace_in(data, VOTES, "825,Læsø,D,Nye Borgerlige,57", "825,Læsø,D,Nye Borgerlige,y")
        replace_in(data, MAYORS, "Tobias Birch Johansen,V,", ",V,")
        message = refused_build(own_project)
        assert message.startswith("3 fejl i tallene:\n")
        assert len(message.splitlines()) == 4

    def test_no_eligible_party_with_a_mayor(self, own_project):
        """Every mayor of Nordjylland on a local list: nobody to size the KKR by."""
        data = own_project / "data" / "raw"
        codes = [
            line[:3] for line in (data / "kommuner.csv").read_text("utf-8").splitlines() if "Nordj" in line
        ]
        for code in codes:
            name = next(
                line.split(",")[1]
                for line in (data / MAYORS).read_text("utf-8").splitlines()
                if line[:3] == code
            )
            lines = (data / MAYORS).read_text("utf-8").splitlines()
            old = next(line for line in lines if line[:3] == code)
            append_to(data, VOTES, f"{code},{name},!,Borgernes Liste,10")
            new = f"{code},{name},Bo Borg,!,Borgernes Liste,konstitueret,2021-12-15,,stærk,Avis"
            replace_in(data, MAYORS, old, new)
        message = refused(own_project, "build", "nordjylland", "--format", "json")
        assert message.startswith("KKR Nordjylland kan ikke regnes ud. Intet berettiget parti")
        assert "kv2021/borgmestre.csv" in message


class TestSeal:
    """A changed file is refused until somebody says why it was changed."""

    def change(self, project: Path) -> str:
        path = project / "data" / "raw" / VOTES
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("825,Læsø,A,Socialdemokratiet,200", "825,Læsø,A,Socialdemokratiet,201"))
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
        assert built(build(own_project, "midtjylland")) == ["kkr-midtjylland.json"]

    @pytest.mark.parametrize("note", ["", "  "])
    def test_no_reason(self, own_project, note):
        file = self.change(own_project)
        assert "med en begrundelse" in refused(own_project, "seal", file, "--note", note)

    def test_a_file_that_fits_its_card(self, own_project):
        message = refused(own_project, "seal", f"data/raw/{VOTES}", "--note", "x")
        assert message == "stemmer.csv svarer allerede til sit kildekort. Der er ingen ændring at bekræfte."

    def test_the_card_itself(self, own_project):
        message = refused(own_project, "seal", "data/raw/kommuner.kilde.toml", "--note", "x")
        assert message.startswith("kommuner.kilde.toml er selv et kildekort.")

    def test_a_file_that_does_not_exist(self, own_project):
        message = refused(own_project, "seal", "data/raw/x.csv", "--note", "x")
        assert message == "data/raw/x.csv kan ikke læses: den findes ikke. Angiv en fil under data/raw."

    def test_a_folder_with_nothing_to_confirm(self, own_project):
        message = refused(own_project, "seal", "data/raw", "--note", "x")
        assert (
            message == "Alle filer i data/raw svarer til deres kildekort. Der er ingen ændring at bekræfte."
        )

    def test_a_folder_confirms_every_changed_file_in_it_and_no_other(self, own_project):
        folder = own_project / "data" / "raw" / "kv2021"
        changed = [folder / "stemmer.csv", folder / "mandattal.csv"]
        for file in changed:
            file.write_bytes(file.read_bytes() + b"\n")
        before = (folder / "borgmestre.kilde.toml").read_bytes()
        done = kkr(own_project, "seal", "data/raw/kv2021", "--note", "Tom linje")
        assert done.stdout.count("er opdateret.") == 2
        for file in changed:
            card = file.with_name(f"{file.stem}.kilde.toml").read_text("utf-8")
            assert hashlib.sha256(file.read_bytes()).hexdigest() in card
            assert "Tom linje" in card
        assert (folder / "borgmestre.kilde.toml").read_bytes() == before

    def test_of_several_files_the_unchanged_ones_are_passed_over(self, own_project):
        file = self.change(own_project)
        done = kkr(own_project, "seal", f"data/raw/{MAYORS}", file, "--note", "x")
        assert (done.returncode, done.stdout.splitlines()) == (
            0,
            [
                f"data/raw/{MAYORS} svarer allerede til sit kildekort.",
                f"Kildekortet til {file} er opdateret.",
            ],
        )

    def test_a_new_file_of_the_secretariats_own_gets_its_card(self, own_project):
        file = own_project / "data" / "raw" / "kv2021" / "repraesentation.csv"
        file.write_text("kommunekode,kommune,bogstav,grundlag\n825,Læsø,A,oplyst\n", "utf-8")
        assert kkr(own_project, "seal", file, "--note", "Oplyst af listen").returncode == 0
        card = file.with_name("repraesentation.kilde.toml").read_text("utf-8")
        assert 'udgiver = "Sekretariatet"' in card
        assert card.count("Oplyst af listen") == 1
        assert built(build(own_project, "midtjylland")) == ["kkr-midtjylland.json"]

    def test_a_received_file_whose_card_is_lost_gets_no_new_one(self, own_project):
        (own_project / "data" / "raw" / "kv2021" / "stemmer.kilde.toml").unlink()
        message = refused(own_project, "seal", f"data/raw/{VOTES}", "--note", "x")
        assert message.startswith("stemmer.csv har intet kildekort.")

    def test_a_file_without_a_card(self, own_project):
        message = refused(own_project, "seal", "notebooks/bilag.ipynb", "--note", "x")
        assert message.startswith("bilag.ipynb har intet kildekort. Angiv en fil med tal under data/raw")


class TestLot:
    """
    Nordjylland has 22 seats, 11 beyond the mayors; the eleventh decides between A and C.

    A 110,340 ÷ 5 = 22,068 and C 44,136 ÷ 2 = 22,068.
    """

    @pytest.fixture
    def tied(self, own_project) -> Path:
        data = own_project / "data" / "raw"
        replace_in(data, VOTES, "825,Læsø,A,Socialdemokratiet,200", "825,Læsø,A,Socialdemokratiet,198")
        replace_in(
            data,
            VOTES,
            "825,Læsø,C,Det Konservative Folkeparti,290",
            "825,Læsø,C,Det Konservative Folkeparti,2538",
        )
        return own_project

    def record(self, project: Path, row: str) -> None:
        """Write a lot in the file and seal it, as the message asks for."""
        with (project / "data" / "raw" / LOTS).open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
        run = kkr(project, "seal", f"data/raw/{LOTS}", "--note", "Lod trukket på mødet.")
        assert run.returncode == 0, run.stderr

    def seats(self, project: Path) -> dict[str, int]:
        file = project / "reports" / TERM / "kkr-nordjylland.json"
        return {c["letter"]: c["seats"] for c in json.loads(file.read_text("utf-8"))["contenders"]}

    def test_the_message_names_who_is_tied_and_where_the_lot_is_recorded(self, tied):
        message = refused(tied, "build", "nordjylland", "--format", "json")
        assert message.startswith(
            "A og C står lige om plads 11 af de pladser, der fordeles ud over borgmestrene i KKR "
        )
        assert "kv2021/lodtraekninger.csv" in message
        assert "region nordjylland, trin sammensætning, lige A+C og udtrukket" in message
        assert f'kkr seal data/raw/{LOTS} --note "hvorfor"' in message

    @pytest.mark.parametrize(("winner", "seats"), [("A", (6, 2)), ("C", (5, 3))])
    def test_the_recorded_lot_decides(self, tied, winner, seats):
        self.record(tied, f"nordjylland,sammensætning,A+C,{winner},2022-01-19,")
        assert built(build(tied, "nordjylland")) == ["kkr-nordjylland.json"]
        assert (self.seats(tied)["A"], self.seats(tied)["C"]) == seats

    def test_the_lot_of_another_region_decides_nothing(self, tied):
        self.record(tied, "sjaelland,sammensætning,A+C,A,2022-01-19,")
        assert refused(tied, "build", "nordjylland", "--format", "json").startswith("A og C står lige")

    def test_a_stale_lot_is_refused(self, own_project):
        """The figures as they are have no tie in Nordjylland."""
        self.record(own_project, "nordjylland,sammensætning,A+C,A,2022-01-19,")
        message = refused(own_project, "build", "nordjylland", "--format", "json")
        assert "sammensætning: A og C" in message
        assert "lodtraekninger.csv" in message
        assert "bekræft filen" in message


class TestOutput:
    """Where the reports go, and what may stand in the way."""

    def test_an_output_that_is_a_file(self, own_project):
        (own_project / "rapport").write_text("min", encoding="utf-8")
        message = refused_build(own_project, "--output", "rapport")
        assert message == (
            "Kan ikke skrive i mappen rapport: der er en fil med det navn. Intet er skrevet. "
            "Vælg en anden mappe med --output."
        )

    def test_an_output_below_a_file(self, own_project):
        (own_project / "rapport").write_text("min", encoding="utf-8")
        message = refused_build(own_project, "--output", "rapport/under")
        assert "en del af stien er en fil og ikke en mappe" in message

    def test_a_file_where_the_folder_of_the_term_should_be(self, own_project):
        (own_project / "reports").mkdir()
        (own_project / "reports" / TERM).write_text("min", encoding="utf-8")
        assert "kan ikke skrives" in refused_build(own_project)

    def test_a_folder_where_a_report_should_go(self, own_project):
        (own_project / "reports" / TERM / "kkr-midtjylland.json").mkdir(parents=True)
        (own_project / "reports" / TERM / "kkr-hovedstaden.json").write_text("gammel", encoding="utf-8")
        message = refused(own_project, "build", "alle", "--format", "json")
        assert (
            "kkr-midtjylland.json kan ikke skrives: der er en mappe med det navn. Intet er ændret." in message
        )

    def test_an_earlier_report_is_replaced_and_another_format_stays(self, own_project):
        folder = own_project / "reports" / TERM
        folder.mkdir(parents=True)
        for name in ("kkr-midtjylland.json", "kkr-midtjylland.html"):
            (folder / name).write_text("gammel", encoding="utf-8")
        assert built(build(own_project, "midtjylland")) == ["kkr-midtjylland.json"]
        assert json.loads((folder / "kkr-midtjylland.json").read_text("utf-8"))["total"] == 36
        assert (folder / "kkr-midtjylland.html").read_text("utf-8") == "gammel"
        assert sorted(entry.name for entry in folder.parent.iterdir()) == [TERM]

    def test_a_whole_build_lists_its_files_and_says_nothing_else(self, own_project):
        """No progress bar in a log, not even where colours are forced."""
        run = kkr(own_project, "build", "nordjylland", "--output", "ud", FORCE_COLOR="1", LC_ALL="C")
        assert run.returncode == 0, run.stderr
        assert run.stderr == ""
        formats = ("docx", "html", "ipynb", "json", "pdf", "xlsx")
        figures = sorted(path.name for path in (own_project / "ud" / TERM / "figurer").iterdir())
        assert len(figures) >= 4
        assert run.stdout.splitlines() == [
            f"Skrev ud/{TERM}/index.html",
            *(f"Skrev ud/{TERM}/kkr-nordjylland.{name}" for name in formats),
            f"Skrev {len(figures)} figurer i ud/{TERM}/figurer",
        ]
        assert sorted(contents(own_project / "ud")) == [
            TERM,
            f"{TERM}/figurer",
            *(f"{TERM}/figurer/{name}" for name in figures),
            f"{TERM}/index.html",
            *(f"{TERM}/kkr-nordjylland.{name}" for name in formats),
        ]


def add_cell(project: Path, source: str) -> None:
    """Add a code cell at the end of the notebook."""
    path = project / "notebooks" / "bilag.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)


class TestNotebook:
    """A notebook that cannot be run to its end."""

    def refused_html(self, project: Path) -> str:
        return refused(project, "build", "midtjylland", "--format", "html")

    def test_no_notebook(self, own_project):
        (own_project / "notebooks" / "bilag.ipynb").unlink()
        message = self.refused_html(own_project)
        assert re.fullmatch(r"Notebooken .*bilag\.ipynb findes ikke\. Intet er skrevet\. .*", message)

    @pytest.mark.parametrize(
        "content", ["", "ikke JSON", "[]", "{}", '{"cells": 1}', '{"nbformat": 4, "nbformat_minor": 5}']
    )
    def test_a_corrupt_notebook(self, own_project, content):
        (own_project / "notebooks" / "bilag.ipynb").write_text(content, encoding="utf-8")
        message = self.refused_html(own_project)
        assert "bilag.ipynb" in message
        assert "Intet er skrevet." in message
        assert len(message.splitlines()) == 1

    def test_a_notebook_without_parameters(self, own_project):
        path = own_project / "notebooks" / "bilag.ipynb"
        path.write_text(path.read_text("utf-8").replace('"parameters"', '"paramters"'), encoding="utf-8")
        assert "bilag.ipynb har ingen parameter 'region'. Den har: ingen." in self.refused_html(own_project)

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
        "signals", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT, signal.SIGINT]]
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
        notes = [Path(f"{note}{region}") for region in ("hovedstaden", "sjaelland")]
        with subprocess.Popen(
            command("build", "alle", "--output", "reports"),
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
        assert "67 borgmestre er aftalt, men ikke konstitueret" in done.stdout
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

    def test_the_table_names_row_and_column(self, own_project):
        data = own_project / "data" / "raw"
        replace_in(data, "kv2025/kontroltal.csv", "767982", "767983")
        done = kkr(own_project, "check", "kv2025")
        assert done.returncode == 2
        assert "1 fejl" in done.stdout
        assert "767983" in done.stdout
        assert "Traceback" not in done.stderr

    def test_a_misspelt_file_is_a_remark(self, own_project):
        (own_project / "data" / "raw" / "kv2025" / "borgmester.csv").write_text("x", "utf-8")
        done = kkr(own_project, "check", "kv2025")
        assert done.returncode == 0
        assert "borgmester.csv læses ikke af noget. Er navnet stavet rigtigt?" in done.stdout

    def test_an_unknown_election_lists_those_there_are(self, own_project):
        done = kkr(own_project, "check", "kv2031")
        assert done.returncode == 2
        assert done.stderr.startswith(
            "Fejl: Der er intet valg, der hedder 'kv2031'. Vælg mellem: kv2013, kv2021"
        )
