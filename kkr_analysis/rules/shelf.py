"""Where rule files stand: those of the package, and in front of them those of a project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from kkr_analysis.errors import RuleFileError, UnknownChoiceError
from kkr_analysis.rules.rule_files import read_rule_file, rules_in
from kkr_analysis.rules.rulebook import RuleSet

SUFFIX = ".toml"
_TERM = re.compile(r"\d{4}-\d{4}")


@dataclass(frozen=True, slots=True)
class RuleShelf:
    """
    The rule files that are known: those of the package, and those of ``folder`` where one is given.

    A file of the folder goes before one of the package for the same term, and may inherit from any earlier
    term. The files are looked at every time, so that one just written or edited counts. Every method raises
    RuleFileError for a file of the folder that is not named after a term.
    """

    folder: Path | None = None

    def known_terms(self) -> tuple[str, ...]:
        """Slugs of the terms that have a rule file, oldest first."""
        return tuple(sorted(self._files()))

    def rule_set(self, term: str) -> RuleSet:
        """
        Return the rules of a term, named by its slug.

        Raises UnknownChoiceError listing the terms that exist, and RuleFileError with every fault of the
        file.
        """
        files = self._files()
        if term not in files:
            raise self._no_rules_for(term)
        return rules_in(tuple(read_rule_file(files[known]) for known in sorted(files)), term)

    def has_its_own(self, term: str) -> bool:
        """Whether the rules of a term are from the folder."""
        return self.folder is not None and self._files().get(term, Path()).parent == self.folder

    def term_of(self, day: date) -> str:
        """Return the term of a day: the last one that has begun, and before all of them the first."""
        terms = self.known_terms()
        return next((term for term in reversed(terms) if int(term[:4]) <= day.year), terms[0])

    def term_named(self, text: str, today: date | None = None) -> str:
        """
        Return the term that a text names: "2026-2030", "2026-30", "2026–30" or "2026"; without text today's.

        Raises UnknownChoiceError listing the terms that exist.
        """
        if not text.strip():
            return self.term_of(today or date.today())
        years = re.fullmatch(r"(\d{4})(?: ?[-–/] ?(\d{2}|\d{4}))?", text.strip())
        for term in self.known_terms():
            begins, _, ends = term.partition("-")
            if years and years[1] == begins and (years[2] or ends) in (ends, ends[2:]):
                return term
        raise self._no_rules_for(text)

    def term_before(self, term: str) -> str | None:
        """Return the term that ends in the year in which this one begins; None where it has no rule file."""
        begins = term.partition("-")[0]
        return next((known for known in self.known_terms() if known.endswith(f"-{begins}")), None)

    def _files(self) -> Mapping[str, Path]:
        package = Path(str(resources.files("kkr_analysis.rules")))
        files = {file.stem: file for file in package.iterdir() if file.suffix == SUFFIX}
        if self.folder is None or not self.folder.is_dir():
            return files
        added = sorted(file for file in self.folder.glob(f"*{SUFFIX}") if not file.name.startswith("."))
        for file in added:
            if not _TERM.fullmatch(file.stem):
                raise RuleFileError(
                    f"{file}: et regelsæt hedder som sin valgperiode, for eksempel 2030-2034.toml. Omdøb "
                    "filen, eller flyt den et andet sted hen."
                )
        return files | {file.stem: file for file in added}

    def _no_rules_for(self, text: str) -> UnknownChoiceError:
        known = ", ".join(self.known_terms())
        return UnknownChoiceError(
            f"Der er intet regelsæt for valgperioden {text!r}. Vælg en af disse: {known}."
        )


def rule_set(term: str) -> RuleSet:
    """
    Return the rules that the package carries for a term, named by its slug.

    A project may have rules of its own: ``Project.rules`` knows both. Raises as ``RuleShelf.rule_set``.
    """
    return RuleShelf().rule_set(term)
