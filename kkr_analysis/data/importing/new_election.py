"""``kkr new-election``: prepare the folder of an election with templates and a checklist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from kkr_analysis import danish
from kkr_analysis.composition.election import MayorStatus, Municipality
from kkr_analysis.data.importing.places import earlier_election, election_day
from kkr_analysis.data.importing.tables import as_csv
from kkr_analysis.data.publishing import publish, sole_writer, staging, write_new
from kkr_analysis.data.sources.cards import card_path, card_text, sha256_of
from kkr_analysis.data.sources.councils import SIZES
from kkr_analysis.data.sources.facts import FACTS
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.headers import HEADERS, MAY_HAVE
from kkr_analysis.data.sources.mayors import MAYORS
from kkr_analysis.data.sources.own_files import CORRECTIONS, LIST_COOPERATION_MEMBERS, LOTS, PLACEMENTS
from kkr_analysis.data.sources.registry import read_registry
from kkr_analysis.data.sources.sealing import secretariat_card
from kkr_analysis.data.sources.whence import refuse_empty
from kkr_analysis.errors import DataError, reason
from kkr_analysis.rules import RuleShelf

CHECKLIST = "TJEKLISTE.md"
_TEMPLATES = resources.files("kkr_analysis.data.importing") / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    slug: str
    day: date

    @property
    def term(self) -> str:
        return f"{self.day.year + 1}-{self.day.year + 5}"

    @property
    def label(self) -> str:
        return f"{self.day.year + 1}–{(self.day.year + 5) % 100:02}"

    @property
    def placeholders(self) -> dict[str, str]:
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
    """The files written, and those that existed already and were left alone."""

    term: str
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def lay_out(slug: str, data: Path, rules: RuleShelf) -> LaidOut:
    """
    Write the templates missing from ``<data>/<slug>``, and the term's rule file, all or none.

    The rule file goes into the folder of ``rules``; none is written without a folder, nor for a term that
    the package has rules for. Existing files are never changed, so this can be repeated for a folder already
    begun.

    Raises UnknownChoiceError for an invalid slug, DataError for an election that was not prepared here, and
    BuildError if nothing can be written.
    """
    plan = _Plan(slug=slug, day=election_day(slug))
    refuse_empty(data)
    sizes = _latest_sizes(data, slug)
    reader = FileReader(data)
    registry = read_registry(reader, plan.day)
    reader.raise_faults()
    folder = data / slug
    if (folder / FACTS).exists() and not (folder / CHECKLIST).exists():
        raise DataError(f"Valget {slug} er der allerede, og ikke lagt ud herfra. Intet er ændret.")
    texts = _templates(plan, registry.municipalities or {}, sizes)
    rule_file = _rule_file(plan, rules)
    with staging(data, what="Skabelonerne", option="--data") as staged, sole_writer(data):
        new = [name for name in texts if not (folder / name).exists()]
        _write(staged / slug, {name: texts[name] for name in new}, plan)
        with _new_rules(rule_file, plan, rules) as has_new_rules:
            publish(staged, data)
    files = {folder / name: name in new for name in texts} | ({rule_file: has_new_rules} if rule_file else {})
    return LaidOut(
        term=plan.term,
        written=tuple(path for path, is_new in files.items() if is_new),
        kept=tuple(path for path, is_new in files.items() if not is_new),
    )


def _templates(
    plan: _Plan, municipalities: Mapping[str, Municipality], sizes: Iterable[Sequence[str]]
) -> dict[str, str]:
    agreed = MayorStatus.AGREED.value
    mayors = [
        (code, municipality.name, "", "", "", agreed, plan.day.isoformat(), "", "", "")
        for code, municipality in municipalities.items()
    ]
    rows: Mapping[str, Iterable[Sequence[str]]] = {MAYORS: mayors, SIZES: sizes}
    tables = (MAYORS, SIZES, LIST_COOPERATION_MEMBERS, LOTS, PLACEMENTS)
    return {
        FACTS: _filled("valg.toml", plan.placeholders),
        **{name: as_csv(HEADERS[name], rows.get(name, ())).decode() for name in tables},
        CORRECTIONS: _filled("rettelser.toml", plan.placeholders),
        CHECKLIST: _filled("tjekliste.md", plan.placeholders),
    }


def _latest_sizes(data: Path, slug: str) -> list[tuple[str, str, str, str]]:
    earlier = earlier_election(data, slug, SIZES)
    if earlier is None:
        return []
    reader = FileReader(data)
    rows = reader.table(f"{earlier}/{SIZES}", HEADERS[SIZES], MAY_HAVE[SIZES])
    reader.raise_faults()
    why = f"Som ved {earlier}; ikke bekræftet"
    return [(row["kommunekode"], row["kommune"], row["mandater"], why) for row in rows or ()]


def _rule_file(plan: _Plan, rules: RuleShelf) -> Path | None:
    """Return where the rules of the term belong; None where there is no place, no need or nothing before."""
    is_carried = plan.term in rules.known_terms() and not rules.has_its_own(plan.term)
    if rules.folder is None or is_carried or not _earlier(plan, rules):
        return None
    return rules.folder / f"{plan.term}.toml"


def _earlier(plan: _Plan, rules: RuleShelf) -> list[str]:
    return [term for term in rules.known_terms() if term < plan.term]


@contextmanager
def _new_rules(path: Path | None, plan: _Plan, rules: RuleShelf) -> Iterator[bool]:
    """
    Write a rule file that takes over the rules of the term before; give whether there was none already.

    It is removed again if what follows fails.
    """
    if path is None:
        yield False
        return
    before = _earlier(plan, rules)[-1]
    placeholders = plan.placeholders | {"before": before, "before_label": rules.rule_set(before).label}
    had_folder = path.parent.is_dir()
    try:
        path.parent.mkdir(exist_ok=True)
        is_new = write_new(path, _filled("regler.toml", placeholders))
    except OSError as fault:
        raise DataError(
            f"{path} kan ikke skrives: {reason(fault)}. Intet er skrevet. "
            "Giv adgang til mappen, og prøv igen."
        ) from None
    try:
        yield is_new
    except BaseException:
        if is_new:
            path.unlink()
        if not had_folder:
            path.parent.rmdir()
        raise


def _filled(name: str, placeholders: Mapping[str, str]) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").format(**placeholders)


def _write(folder: Path, texts: Mapping[str, str], plan: _Plan) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
        if name == CHECKLIST:
            continue
        card = secretariat_card(
            f"{name} for kommunalvalget {danish.day(plan.day)}",
            treatment="Skabelon fra kkr new-election.",
            sha256=sha256_of(text.encode()),
        )
        card_path(folder / name).write_bytes(card_text(card).encode())
