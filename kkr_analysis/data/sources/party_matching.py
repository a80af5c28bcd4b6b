"""Which list on a ballot is which party: a letter is not a party, and a name is not a party either."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kkr_analysis.composition.election import Party


@lru_cache(maxsize=4096)
def normalised(name: str) -> str:
    """Return a list's name without the differences that mean nothing: case, spaces and the kind of dash."""
    spaced = " ".join(unicodedata.normalize("NFC", name).split())
    dashed = "".join("-" if _is_dash(character) else character for character in spaced)
    return unicodedata.normalize("NFC", re.sub(" *- *", "-", dashed).casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A list that is a party (its letter) or a local list (None)."""

    party: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A list that the analyst must place: which column is at odds, with what, and how it is settled."""

    is_new_spelling: bool
    """Whether a row among the ballot names would settle it; if not, the letter or the name is wrong."""
    column: str
    expected: str
    next_step: str


class PartyMatcher:
    """
    Places the lists of one election among the parties entitled at it.

    Rule: E1, E2. A list is a party when letter and name are both that party's. One without the other is left
    to the analyst, never guessed. Neither makes a local list, also where the letter is that of a party which
    was not entitled at this election. The analyst's own placements take precedence.

    ``placed`` has municipality code, letter and normalised name, and the letter of the party or None.
    """

    def __init__(
        self, entitled: Iterable[Party], placed: Mapping[tuple[str, str, str], str | None] | None = None
    ) -> None:
        self._placed = placed or {}
        self._by_letter = {party.letter: party for party in entitled}
        self._by_name = {
            normalised(name): party for party in self._by_letter.values() for name in party.ballot_names
        }

    def match(self, letter: str, name: str, municipality: str) -> Matched | Unmatched:
        """Return the party that the list is, that it is local, or why neither can be decided."""
        decided = (municipality, letter, normalised(name))
        if decided in self._placed:
            return Matched(party=self._placed[decided])
        of_letter = self._by_letter.get(letter)
        of_name = self._by_name.get(normalised(name))
        if of_name is not None and of_name is not of_letter:
            return Unmatched(
                is_new_spelling=False,
                column="bogstav",
                expected=f"{of_name.letter!r}, for listenavnet {name!r} er {of_name.name}",
                next_step="Hører navnet ikke til partiet, så fjern det i partinavne.csv. Ellers slå listen "
                "op hos kilden, ret det af bogstav og navn, der er forkert",
            )
        if of_letter is not None and of_name is None:
            return Unmatched(
                is_new_spelling=True,
                column="listenavn",
                expected=f"et kendt navn for {of_letter.name}, som har bogstavet {letter!r}",
                next_step=f"Er listen {of_letter.name}, så tilføj rækken {_csv_row(letter, name)} "
                "i partinavne.csv; er den det ikke, så skriv den i lister.csv",
            )
        return Matched(party=of_letter.letter if of_letter else None)


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character == "\N{MINUS SIGN}"


def _csv_row(*cells: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
