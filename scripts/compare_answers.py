"""
Ask two checkouts the same questions, and say where the answers differ: for a change that should alter none.

    python scripts/compare_answers.py OLD_CHECKOUT NEW_CHECKOUT [--html]

Each checkout runs its own code on its own figures, and writes in a temporary folder. Compared are the JSON
of the enclosures (and their tables with --html), the tables of the overviews, and what ``kkr pacts``,
``whatif``, ``uncertainty`` and ``compare`` print; not a page's prose and pictures. A case that neither
checkout answers is broken. The exit status is 1 unless every case is equal.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from html import unescape
from pathlib import Path

TERMS = ("2022-2026", "2026-2030")
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
TOWNS = ("København", "Roskilde", "Odense", "Aarhus", "Aalborg")
"""A municipality of every region, for the scenarios to change."""

EDITS = (
    # Votes, mayors and two lots: for the posts of Midtjylland, and for the composition of Nordjylland.
    ("kv2021/stemmer.csv", "Aarhus,A,Socialdemokratiet,55295", "Aarhus,A,Socialdemokratiet,45085"),
    ("kv2021/stemmer.csv", 'Liberale Parti",22835\n', 'Liberale Parti",33045\n'),
    ("kv2021/stemmer.csv", "Læsø,A,Socialdemokratiet,200", "Læsø,A,Socialdemokratiet,198"),
    ("kv2021/stemmer.csv", "Konservative Folkeparti,290\n825", "Konservative Folkeparti,2538\n825"),
    ("kv2021/borgmestre.csv", 'Bredal,V,"Venstre, Danmarks Liberale Parti"', "Bredal,A,Socialdemokratiet"),
    ("kv2021/lodtraekninger.csv", "\n", '\nmidtjylland,"formand og næstformand, post 1",A+V,V,,\n'),
    ("kv2021/lodtraekninger.csv", "A+V,V,,\n", "A+V,V,,\nnordjylland,sammensætning,A+C,C,2022-01-10,\n"),
    ("kv2025/stemmer.csv", "Odsherred,B,Radikale Venstre,2487", "Odsherred,B,Radikale Venstre,1987"),
    ("kv2025/stemmer.csv", "Odsherred,A,Socialdemokratiet,3798", "Odsherred,A,Socialdemokratiet,4298"),
    ("kv2025/borgmestre.csv", "Bredal,V,Venstre - Danmarks Liberale Parti", "Bredal,A,Socialdemokratiet"),
)
"""File below data/raw, old text, new text: the edited figures that ``kkr compare`` is asked about."""

KKR = ("-m", "kkr_analysis.cli")
SCRATCH = "{scratch}"
"""A checkout's temporary folder, in questions and in answers: its real name is another in every run."""
LEFT_OUT = r'\s*"version": |Skrev \{scratch\}'
"""``kkr compare --json`` names the version that built a file, ``kkr build`` every file it writes."""
IGNORED_KEYS = ("version", "fingerprint", "schema")
IGNORED_TABLES = ("Resultaternes fingeraftryk",)
"""A fingerprint covers every key, and a newer checkout may have more keys."""
AT_ONCE = 2
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a checkout answers; ``failure`` says why it does not, and is not compared."""

    lines: tuple[str, ...] = ()
    failure: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The lines of a JSON text by key."""
        return {key: value for key, _, value in (line.partition(" = ") for line in self.lines)}


NOT_THERE = Answer(failure="not there")
Case = tuple[str, str]
"""Kind and name."""


@dataclass(frozen=True, slots=True)
class Side:
    """A checkout, the interpreter that runs it, and its temporary folder."""

    checkout: Path
    python: str
    scratch: Path

    def run(self, arguments: Iterable[str], folder: str = "") -> Answer:
        """Run Python with the checkout's package, in the checkout by default. To say nothing is no answer."""
        run = subprocess.run(  # noqa: S603 - the checkout is the maintainer's own
            [self.python, *map(self.filled, arguments)],
            cwd=self.filled(folder) or self.checkout,
            env=os.environ | {"PYTHONPATH": str(self.checkout), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        said, complaint = (text.replace(str(self.scratch), SCRATCH) for text in (run.stdout, run.stderr))
        lines = tuple(line for line in said.splitlines() if not re.match(LEFT_OUT, line))
        is_answer = run.returncode == 0 and said
        return Answer(lines, "" if is_answer else f"exit status {run.returncode}. {complaint.strip()}")

    def filled(self, text: str) -> str:
        """Return an argument with the temporary folder's name, or the file's that a pattern finds there."""
        found = self.scratch.glob(text.removeprefix(f"{SCRATCH}/")) if "*" in text else ()
        return str(next(iter(found), text.replace(SCRATCH, str(self.scratch))))

    def prepare(self) -> None:
        """Make sure that the checkout's own package runs, and lay out a project with the edited figures."""
        self.scratch.mkdir()
        package = self.run(("-c", "import kkr_analysis; print(kkr_analysis.__file__)"), SCRATCH)
        if package.failure or not Path(package.lines[0]).is_relative_to(self.checkout):
            sys.exit(f"{self.checkout} does not run its own package: {package}")
        for folder in ("data", "notebooks"):
            shutil.copytree(self.checkout / folder, self.scratch / folder)
        for file, before, after in EDITS:
            path = self.scratch / "data" / "raw" / file
            text = path.read_text("utf-8")
            if text.count(before) != 1:
                sys.exit(f"{self.checkout}: {file} has {before!r} {text.count(before)} times; mend EDITS")
            path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
        seal = (*KKR, "seal", "data/raw/kv2021", "data/raw/kv2025", "--note", "-")
        if failure := self.run(seal, SCRATCH).failure:
            sys.exit(f"{self.checkout}: {failure}")

    def json(self, pattern: str) -> dict[Case, Answer]:
        """Return the values of a built JSON file."""
        file = next(self.scratch.glob(pattern), None)
        values = Answer(tuple(flat(json.loads(file.read_text("utf-8"))))) if file else NOT_THERE
        return {("json", pattern): values}

    def tables(self, pattern: str) -> dict[Case, Answer]:
        """Return the tables of a built page by caption: a line for every row, with the texts of its cells."""
        found: dict[Case, Answer] = {}
        page = "".join(file.read_text("utf-8") for file in self.scratch.glob(pattern))
        for table in parts("table", page):
            caption = " ".join(map(plain, parts("caption", table)))
            rows = (" | ".join(map(plain, parts("t[hd]", row))) for row in parts("tr", table))
            if caption not in IGNORED_TABLES:
                case = ("tables", f"{pattern}: {caption}")
                found[case] = Answer((*found.get(case, Answer()).lines, *rows))
        return found or {("tables", pattern): NOT_THERE}


def parts(tag: str, page: str) -> list[str]:
    """Return what stands inside every such tag."""
    return re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.DOTALL)


def plain(html: str) -> str:
    """Return a text without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def flat(value: object, path: str = "") -> Iterator[str]:
    """Give every value of a JSON text as a line with its key; of a list also how long it is."""
    if isinstance(value, dict):
        yield f"{path} = {{}}"
        for key, inner in value.items():
            if path or key not in IGNORED_KEYS:
                yield from flat(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        yield f"{path} = [{len(value)}]"
        for number, inner in enumerate(value):
            yield from flat(inner, f"{path}[{number}]")
    else:
        yield f"{path} = {json.dumps(value, ensure_ascii=False)}"


def builds(subjects: Iterable[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give the builds that the rest is read from, each with the folder that it runs in."""
    for term in TERMS:
        for name, folder in (("received", ""), ("edited", SCRATCH)):
            output = f"{SCRATCH}/{name}-{term}"
            yield ("build", "alle", "--term", term, "--format", "json", "--output", output), folder
        for subject in subjects:
            output = f"{SCRATCH}/{subject}-{term}"
            yield ("build", subject, "--term", term, "--format", "html", "--output", output), ""


def questions(scenarios: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Give the commands whose output is compared, as text and where they can as JSON."""
    for region, town in zip(REGIONS, TOWNS, strict=True):
        for term in TERMS:
            yield "pacts", region, "--term", term
            for unsure in (("--recount=15 %",), ("--shift=A -10 % ± 15", "--alliance=C+V")):
                yield "uncertainty", region, "--term", term, *unsure, "--draws=300", "--seed=7"
            for thought in (
                ("--alliance=C+V", "--places=4"),
                ("--alliance=A+F+Ø", "--votes=B +9.000", f"--votes=A -9.000 i {town}", f"--mayor={town} C"),
                ("--reading=K6=dhondt", "--reading=K7=outside_cap"),
            ):
                yield from both("whatif", "--region", region, "--term", term, *thought)
            files = (f"{SCRATCH}/{name}-{term}/*/kkr-{region}*.json" for name in ("received", "edited"))
            yield from both("compare", *files)
        yield from both("compare", *(f"{SCRATCH}/received-{term}/*/kkr-{region}*.json" for term in TERMS))
    for region, term in zip(("nordjylland", "sjaelland"), TERMS, strict=True):
        yield "pacts", region, "--term", term, "--places=3"
        yield "pacts", region, "--term", term, "--alliance=C+V"
        yield from both("compare", f"{SCRATCH}/received-{term}/{term}", f"{SCRATCH}/edited-{term}/{term}")
    for scenario in scenarios:
        yield from both("whatif", scenario)


def both(*command: str) -> Iterator[tuple[str, ...]]:
    """Give a command for its text, and for its JSON."""
    yield from (command, (*command, "--json"))


def answers(side: Side, scenarios: Iterable[str], subjects: Iterable[str]) -> dict[Case, Answer]:
    """Return every answer of a checkout."""
    found: dict[Case, Answer] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for asked in (tuple(builds(subjects)), tuple((command, "") for command in questions(scenarios))):
            given = pool.map(lambda question: side.run((*KKR, *question[0]), question[1]), asked)
            found |= {
                (command[0], " ".join((*command[1:], folder)).strip()): answer
                for (command, folder), answer in zip(asked, given, strict=True)
            }
    for term in TERMS:
        for region in REGIONS:
            found |= side.json(f"received-{term}/{term}/kkr-{region}*.json")
        for subject in subjects:
            found |= side.tables(f"{subject}-{term}/{term}/*{subject}*.html")
    return found


def differences(old: Answer, new: Answer, *, as_json: bool) -> list[str]:
    """Return what differs. A key that only the new checkout has is no difference."""
    if old.failure or new.failure:
        return [f"- {old.failure or 'answered'}", f"+ {new.failure or 'answered'}"]
    if as_json:
        values = new.values
        pairs = ((key, value, values.get(key, "nothing")) for key, value in old.values.items())
        return [f"{key}: {before} became {after}" for key, before, after in pairs if before != after]
    lines = list(unified_diff(old.lines, new.lines, n=0, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]


def report(old: Mapping[Case, Answer], new: Mapping[Case, Answer]) -> bool:
    """Print every case that is not equal, and one line per kind; return whether all are equal."""
    verdicts: dict[str, Counter[str]] = {}
    more: set[str] = set()
    for case in dict.fromkeys((*old, *new)):
        kind, name = case
        before, after = old.get(case, NOT_THERE), new.get(case, NOT_THERE)
        found = differences(before, after, as_json=kind == "json")
        verdict = "broken" if before.failure and after.failure else "different" if found else "equal"
        verdicts.setdefault(kind, Counter(equal=0))[verdict] += 1
        if found:
            print(f"{verdict.upper()} {kind} {name}", *found[:SHOWN], sep="\n    ")
        if kind == "json":
            more |= {re.sub(r"\[\d+\]", "[]", key) for key in after.values.keys() - before.values.keys()}
    print(f"Not compared: keys {', '.join(IGNORED_KEYS)}; tables {', '.join(IGNORED_TABLES)}")
    print(f"Keys that only the new checkout has: {', '.join(sorted(more)) or 'none'}")
    for kind, counted in verdicts.items():
        shown = ", ".join(f"{number} {verdict}" for verdict, number in counted.items())
        print(f"{kind}: {counted.total()} cases, {shown}")
    return all(counted["equal"] == counted.total() for counted in verdicts.values())


def main() -> None:
    """Ask both checkouts, and report."""
    parser = argparse.ArgumentParser(description="Say where the answers of two checkouts differ.")
    parser.add_argument("old", type=Path, metavar="OLD_CHECKOUT")
    parser.add_argument("new", type=Path, metavar="NEW_CHECKOUT")
    parser.add_argument("--old-python", default=sys.executable, help="the interpreter of the old checkout")
    parser.add_argument("--new-python", default=sys.executable, help="the interpreter of the new checkout")
    parser.add_argument("--html", action="store_true", help="also build the pages of the enclosures, slowly")
    chosen = parser.parse_args()
    subjects = ("landsoverblik", *(REGIONS if chosen.html else ()))
    with tempfile.TemporaryDirectory() as place:
        old = Side(chosen.old.resolve(), chosen.old_python, Path(place).resolve() / "old")
        new = Side(chosen.new.resolve(), chosen.new_python, Path(place).resolve() / "new")
        for side in (old, new):
            side.prepare()
        scenarios = sorted(f"scenarier/{file.name}" for file in (old.checkout / "scenarier").glob("*.toml"))
        answered = [answers(side, scenarios, subjects) for side in (old, new)]
    sys.exit(not report(*answered))


if __name__ == "__main__":
    main()
