"""``kkr new-election``: the folder of an election laid out with templates and a checklist."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from kkr_analysis import danish
from kkr_analysis.composition.election import MayorStatus, Municipality
from kkr_analysis.data.importing.places import election_day
from kkr_analysis.data.sources import known_elections
from kkr_analysis.data.sources.ballot import LIST_COOPERATION_MEMBERS
from kkr_analysis.data.sources.cards import card_path, sha256_of, write_card
from kkr_analysis.data.sources.corrections import CORRECTIONS
from kkr_analysis.data.sources.councils import SIZES
from kkr_analysis.data.sources.facts import FACTS
from kkr_analysis.data.sources.mayors import COLUMNS as MAYOR_COLUMNS
from kkr_analysis.data.sources.mayors import MAYORS
from kkr_analysis.data.sources.own_files import own_card
from kkr_analysis.data.sources.placements import COLUMNS as PLACEMENT_COLUMNS
from kkr_analysis.data.sources.placements import PLACEMENTS
from kkr_analysis.data.sources.reading import Reading
from kkr_analysis.data.sources.recorded_lots import LOTS
from kkr_analysis.data.sources.registry import read_registry
from kkr_analysis.errors import DataError, reason
from kkr_analysis.rules import known_terms, rule_set

CHECKLIST = "TJEKLISTE.md"
TEMPLATES = resources.files("kkr_analysis.data.importing") / "templates"
SIZE_COLUMNS = ("kommunekode", "kommune", "mandater", "kilde")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An election to come: its day and the term that follows."""

    slug: str
    day: date

    @property
    def term(self) -> str:
        """Slug of the term: "2030-2034"."""
        return f"{self.day.year + 1}-{self.day.year + 5}"

    @property
    def label(self) -> str:
        """The term as printed: "2030–34"."""
        return f"{self.day.year + 1}–{(self.day.year + 5) % 100:02}"

    @property
    def words(self) -> dict[str, str]:
        """What the templates are filled with."""
        return {
            "slug": self.slug,
            "day": self.day.isoformat(),
            "shown": danish.day(self.day),
            "year": str(self.day.year),
            "next_year": str(self.day.year + 1),
            "term": self.term,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """What was written, and what stood there already and was left alone."""

    term: str
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def lay_out(slug: str, data: Path, rules: Path | None = None) -> LaidOut:
    """
    Write every template that is not there yet into ``<data>/<slug>``, and the term's rule file.

    ``rules`` is the folder of rule files, by default the package's own. Nothing that exists is changed.

    Raises UnknownChoiceError for a slug that is none, and DataError where the folder cannot be written, or
    has an election that was not laid out here.
    """
    plan = Plan(slug=slug, day=election_day(slug))
    reading = Reading(data)
    registry = read_registry(reading, plan.day)
    reading.raise_faults()
    municipalities = registry.municipalities or {}
    folder = data / slug
    if (folder / FACTS).exists() and not (folder / CHECKLIST).exists():
        raise DataError(f"Valget {slug} er der allerede, og ikke lagt ud herfra. Intet er ændret.")
    files = templates(plan, municipalities, latest_sizes(data, slug))
    rule_files = rules or Path(str(resources.files("kkr_analysis.rules")))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = [write_new(folder / name, text, plan) for name, text in files.items()]
        checklist = folder / CHECKLIST, filled("tjekliste.md", plan.words)
        rule_file = rule_files / f"{plan.term}.toml", rule_text(plan)
        done += [write_plain(path, text) for path, text in (checklist, rule_file) if text]
    except OSError as fault:
        raise DataError(
            f"{folder} kan ikke skrives: {reason(fault)}. Giv adgang til mappen, og prøv igen."
        ) from None
    return LaidOut(
        term=plan.term,
        written=tuple(path for path, is_new in done if is_new),
        kept=tuple(path for path, is_new in done if not is_new),
    )


def templates(
    plan: Plan, municipalities: Mapping[str, Municipality], sizes: Iterable[Sequence[str]]
) -> dict[str, str]:
    """Return the text of every file that the analyst fills in."""
    agreed = MayorStatus.AGREED.value
    mayors = [
        (code, own.name, "", "", "", agreed, plan.day.isoformat(), "", "", "")
        for code, own in municipalities.items()
    ]
    return {
        FACTS: filled("valg.toml", plan.words),
        MAYORS: as_text(MAYOR_COLUMNS, mayors),
        SIZES: as_text(SIZE_COLUMNS, sizes),
        LIST_COOPERATION_MEMBERS: as_text(("kommunekode", "kommune", "bogstav", "listenavn"), ()),
        LOTS: as_text(("region", "trin", "lige", "udtrukket", "dato", "bemaerkning"), ()),
        PLACEMENTS: as_text(PLACEMENT_COLUMNS, ()),
        CORRECTIONS: filled("rettelser.toml", plan.words),
    }


def latest_sizes(data: Path, slug: str) -> list[tuple[str, str, str, str]]:
    """Return the council sizes of the election before, each marked as not confirmed."""
    earlier = [own for own in known_elections(data) if own < slug and (data / own / SIZES).exists()]
    if not earlier:
        return []
    reading = Reading(data)
    rows = reading.table(f"{earlier[-1]}/{SIZES}", SIZE_COLUMNS)
    reading.raise_faults()
    why = f"Som ved {earlier[-1]}; ikke bekræftet"
    return [(row["kommunekode"], row["kommune"], row["mandater"], why) for row in rows or ()]


def rule_text(plan: Plan) -> str:
    """Return the rule file of the term, which takes over the rules of the one before; nothing without one."""
    earlier = [term for term in known_terms() if term < plan.term]
    if not earlier:
        return ""
    before = {"before": earlier[-1], "before_label": rule_set(earlier[-1]).label}
    return filled("regler.toml", plan.words | before)


def filled(name: str, words: Mapping[str, str]) -> str:
    """Return a template with its words put in."""
    return (TEMPLATES / name).read_text(encoding="utf-8").format(**words)


def as_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def write_plain(path: Path, text: str) -> tuple[Path, bool]:
    """Write a file without a card, when it is not there yet."""
    if path.exists():
        return path, False
    path.write_text(text, encoding="utf-8", newline="\n")
    return path, True


def write_new(path: Path, text: str, plan: Plan) -> tuple[Path, bool]:
    """Write a file and its card, when it is not there yet."""
    if path.exists():
        return path, False
    content = text.encode()
    card = own_card(
        f"{path.name} for kommunalvalget {danish.day(plan.day)}",
        treatment="Skabelon fra kkr new-election.",
        sha256=sha256_of(content),
    )
    path.write_bytes(content)
    write_card(card_path(path), card)
    return path, True
