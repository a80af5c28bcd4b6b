"""
Make ``docs/regler.md`` from the rule sets and from the ``Rule:`` lines of the package's docstrings.

    python scripts/make_rules_page.py

The page leads from a part of the enclosure to its rules, and from a rule to the functions that apply it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from kkr_analysis.rules import Rule, RuleSet, RuleShelf, rule_set

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kkr_analysis"
PAGE = ROOT / "docs" / "regler.md"

CITATION = re.compile(r"\bRule: ([A-Z]\d+(?:, [A-Z]\d+)*)")

GROUPS = {
    "E": "Hvem tæller med",
    "K": "Sammensætning",
    "V": "Valg i KKR",
    "B": "KL's øvrige organer",
    "D": "Anmeldelse af valgforbund",
    "P": "Medlemmer og stedfortrædere",
    "U": "Udpegninger",
}
"""What the letter of a rule's number stands for."""

PARTS = (
    # heading in the enclosure, what in it, rules
    ("Sammensætning", "rækken »KKR …«", ("K2", "K3", "K5", "K6", "K8")),
    ("Sammensætning", "rækken »Borgmestre«", ("K1",)),
    ("Sammensætning", "rækken »Supplerende medlemmer«", ("K2", "K4")),
    ("Sammensætning", "kolonnen »LLD«", ("E2",)),
    ("Sammensætning", "kolonnen »Andre«", ("K7",)),
    ("Sammensætning", "fodnoten om spærregrænsen", ("E3", "E4", "E5")),
    ("Sammensætning", "fodnoten om loftet", ("K5",)),
    ("Sammensætning", "halvcirklen", ("K1", "K3", "K4", "K7")),
    ("Formand og næstformand", "hvem posterne tilkommer", ("V1", "V4", "V7")),
    ("Formand og næstformand", "med valgforbund", ("V2", "V3")),
    ("Trin 1: Prisen for en plads", "stemmer pr. borgmester", ("K3",)),
    ("Trin 1: Prisen for en plads", "sidste kolonne", ("K9",)),
    ("Trin 2: Partiernes pladser", "kvotienten og oprundingen", ("K3",)),
    ("Trin 3: Loftet", "loftet, og hvem der får de sidste pladser", ("K5", "K6", "K7", "K8")),
    ("Trin 3: Loftet", "den sidste plads", ("K3", "K6")),
    ("Stemmer og spærregrænse", "hvilke lister og stemmer der tæller", ("E1", "E2", "E4", "E6")),
    ("Stemmer og spærregrænse", "hvor mange stemmer der skal til", ("E3", "E4")),
    ("Stemmer og spærregrænse", "stemmer over spærregrænsen, eller der mangler", ("E3", "E5")),
    ("Hvorfor andre ikke er med", "begrundelsen", ("E1", "E2", "E3", "E5")),
    ("Sådan er posterne regnet ud", "kvotienterne", ("V1", "V2", "V3", "V4", "V7")),
    ("Borgmestrene", "hver borgmester", ("K1", "K10")),
)

ACT = re.compile(r"(?:LBK|Lov|BEK) nr\. (?P<number>\d+) af [^,;)]*?(?P<year>\d{4})")
"""An act by number and year, as Lovtidende A has it."""
NAMED_ACTS = {
    "ommunestyrelsesloven": ("LBK nr. 13 af 5. januar 2026", "2026/13"),
    "ommunal- og regionalvalgloven": ("LBK nr. 1135 af 22. september 2025", "2025/1135"),
    "igestillingsloven": ("LBK nr. 5 af 6. januar 2025", "2025/5"),
}
"""Acts that a source names without a number: the consolidated act that was read, and its place."""
OFFICIAL = "https://www.retsinformation.dk/eli/lta/"

INTRODUCTION = """\
<!-- Lavet af scripts/make_rules_page.py. Ret i regelsættet eller i scriptet, og kør scriptet igen. -->

# Regler

Reglerne for, hvordan et KKR sammensættes: hvad de siger, hvor vi har dem fra, og hvor de står i koden.
Fra et tal i bilaget er der tre skridt til kilden: Find bilagets afsnit i den første tabel, følg
linket til reglen, og følg derfra linket til koden.

En regel har en af tre statusser, og bilaget trykker den, når reglen rører et tal:

- **fastsat**: en kilde siger det.
- **udledt**: ingen kilde siger det ligeud, men det følger af andre regler eller er den eneste fundne
  læsning, der giver de offentliggjorte tal.
- **antaget**: kilderne er tavse, og der er valgt en læsning.

KL er Kommunernes Landsforening, og LLD er listesamarbejdet Lokallisterne i Danmark."""


@cache
def citations() -> dict[str, tuple[tuple[str, Path], ...]]:
    """Return, for every rule that the package cites, the functions that cite it and their files."""
    cited: dict[str, list[tuple[str, Path]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for name, docstring in docstrings(ast.parse(path.read_text(encoding="utf-8")), module):
            for rule in cited_rules(docstring):
                cited.setdefault(rule, []).append((name, path))
    return {rule: tuple(places) for rule, places in cited.items()}


def docstrings(node: ast.AST, name: str) -> Iterator[tuple[str, str]]:
    """Give the dotted name and docstring of every class and function inside, nested ones too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            dotted = f"{name}.{child.name}"
            yield dotted, ast.get_docstring(child) or ""
            yield from docstrings(child, dotted)


def cited_rules(docstring: str) -> tuple[str, ...]:
    """Return the numbers after ``Rule:`` in a docstring, each once."""
    found = CITATION.findall(" ".join(docstring.split()))
    return tuple(dict.fromkeys(number for numbers in found for number in numbers.split(", ")))


def page() -> str:
    """Return the whole page, the newest term first."""
    cited = citations()
    terms = [term_section(rule_set(term), cited) for term in reversed(RuleShelf().known_terms())]
    return "\n\n".join([INTRODUCTION, *terms]) + "\n"


def term_section(rules: RuleSet, cited: dict[str, tuple[tuple[str, Path], ...]]) -> str:
    """Return the rules of one term: the way from the enclosure, then every rule."""
    source = f"../kkr_analysis/rules/{rules.term}.toml"
    parts = [
        f'<a id="{rules.term}"></a>\n\n## Valgperioden {shown(rules.term)}',
        f"Regelsættet er filen [{rules.term}.toml]({source}); valget er `{rules.election}`.",
        *([rules.note] if rules.note else []),
    ]
    if rules.based_on:
        inherited = rule_set(rules.based_on).rules
        own = [rule for rule in rules.rules if rule not in inherited]
        numbers = ", ".join(rule.number for rule in own) or "ingen"
        based_on = f"[valgperioden {shown(rules.based_on)}](#{rules.based_on})"
        parts.append(f"Reglerne er dem fra {based_on}. Ændrede regler: {numbers}.")
        parts += [rule_section(rule, rules.term, cited.get(rule.number, ())) for rule in own]
        return "\n\n".join(parts)
    parts += [
        "### Fra bilaget til reglen",
        way_from_enclosure(rules),
    ]
    for letter, members in groupby(rules.rules, key=lambda rule: rule.number[0]):
        parts.append(f"### {GROUPS[letter]}")
        parts += [rule_section(rule, rules.term, cited.get(rule.number, ())) for rule in members]
    return "\n\n".join([*parts, "### Fora", fora_table(rules)])


def shown(term: str) -> str:
    """Return a term as printed."""
    return term.replace("-", "–")


def linked(source: str) -> str:
    """Return a source with every act as a link to its official text, by number and date."""
    text = ACT.sub(lambda act: f"[{act[0]}]({OFFICIAL}{act['year']}/{act['number']})", source)
    for name, (act, place) in NAMED_ACTS.items():
        if name in text and act not in text:
            text += f" ([{act}]({OFFICIAL}{place}))"
    return text


def way_from_enclosure(rules: RuleSet) -> str:
    """Return the table that leads from a part of the enclosure to its rules."""
    titles = {rule.number: rule.title for rule in rules.rules}
    rows = [
        f"| {heading} | {what} | "
        + ", ".join(
            f"[{number}](#{anchor(rules.term, number)}) {titles[number]}"
            for number in numbers
            if number in titles
        )
        + " |"
        for heading, what, numbers in PARTS
    ]
    return "\n".join(["| Afsnit i bilaget | Hvad | Regler |", "| --- | --- | --- |", *rows])


def fora_table(rules: RuleSet) -> str:
    """Return the table of the fora that a KKR appoints to, and of those that it does not."""
    rows = []
    for forum in rules.fora:
        kinds = ", ".join(f"{places} {kind}" for kind, places in forum.kinds)
        seats = f"{forum.seats}{f' ({kinds})' if kinds else ''}"
        days = (
            f"fra {forum.first_day}" * bool(forum.first_day),
            f"til {forum.last_day}" * bool(forum.last_day),
        )
        cells = (
            forum.name,
            forum.region or "alle",
            seats,
            forum.stand_ins.value,
            forum.appointer,
            forum.gender_rule.value,
            " ".join(filter(None, days)),
            f"{forum.status.value}: {linked(forum.source)}",
            forum.note,
        )
        rows.append(f"| {' | '.join(cells)} |")
    heads = (
        "Forum", "Region", "Fra KKR", "Stedfortrædere", "Udpeger til sidst", "Ligestillingsloven", "Periode",
        "Status og kilde", "Bemærkning",
    )  # fmt: skip
    return "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *rows])


def rule_section(rule: Rule, term: str, places: Iterable[tuple[str, Path]]) -> str:
    """Return one rule: text, status, source, readings, and where the code applies it."""
    lines = [f"- Status: **{rule.standing}**", f"- Kilde: {linked(rule.source)}"]
    for name, text in rule.readings:
        chosen = "valgt læsning" if name == rule.reading else "anden læsning"
        lines.append(f"- {chosen.capitalize()}: {text} (`{name}`)")
    links = [f"[`{name}`](../{path.relative_to(ROOT).as_posix()})" for name, path in places]
    lines.append(f"- I koden: {', '.join(links)}")
    heading = f'<a id="{anchor(term, rule.number)}"></a>\n\n#### {rule.number} {rule.title}'
    return "\n\n".join([heading, rule.text, "\n".join(lines)])


def anchor(term: str, number: str) -> str:
    """Return where on the page a rule stands."""
    return f"{term}-{number.lower()}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
