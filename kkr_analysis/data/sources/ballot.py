"""The lists of an election: their votes, which of them are parties, and which joined the list cooperation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kkr_analysis.composition.election import ListCooperationMember, ListResult, Municipality
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.own_files import LIST_COOPERATION_MEMBERS
from kkr_analysis.data.sources.party_matching import PartyMatcher, Unmatched, normalised
from kkr_analysis.data.sources.registry import BALLOT_NAMES, code_of_municipality
from kkr_analysis.data.sources.rows import Row, whole_number

VOTES = "stemmer.csv"
COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer")
LIST_COOPERATION_COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn")

WHOLE_NUMBER = "et helt tal skrevet med cifrene 0-9 alene, uden punktum, komma, fortegn og mellemrum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The lists (kandidatlister) of every municipality, for looking up the lists that other files name."""

    lists: tuple[ListResult, ...]
    unread: frozenset[str] = frozenset()
    """Codes of the municipalities with a number that cannot be read: their sums are unknown."""

    def valid_votes(self) -> Counter[str]:
        """Return the votes of all lists of every municipality, by its code."""
        totals: Counter[str] = Counter()
        for one in self.lists:
            totals[one.municipality] += one.votes
        return totals

    def with_letter(self, code: str, letter: str) -> tuple[ListResult, ...]:
        """Return the lists with the letter in a municipality: one at most, save where there is no letter."""
        return tuple(one for one in self.lists if one.municipality == code and one.letter == letter)

    def letters(self, code: str) -> str:
        """Return the letters on the ballot of a municipality, for a message."""
        return " ".join(
            sorted(one.letter or "(uden bogstav)" for one in self.lists if one.municipality == code)
        )

    def find(self, code: str, letter: str, name: str) -> ListResult | None:
        """Return the list with both letter and name, or None."""
        for one in self.with_letter(code, letter):
            if normalised(one.name) == normalised(name):
                return one
        return None

    def reject_unlisted(self, reader: FileReader, row: Row, code: str) -> ListResult | None:
        """Return the list that a row names by letter and name; None, with the fault recorded, if none."""
        found = self.find(code, row["bogstav"], row["listenavn"])
        if found is not None:
            return found
        same_letter = self.with_letter(code, row["bogstav"])
        if same_letter:
            names = " eller ".join(repr(one.name) for one in same_letter)
            reader.reject(row, "listenavn", expected=f"{names}, som står på stemmesedlen")
        else:
            reader.reject(
                row,
                "bogstav",
                expected=f"et bogstav på stemmesedlen i {row['kommune']}: {self.letters(code)}",
            )
        return None


def read_ballot(
    reader: FileReader,
    folder: str,
    municipalities: Mapping[str, Municipality] | None,
    matcher: PartyMatcher | None,
) -> Ballot | None:
    """Read the votes of every list; None where the file cannot be used."""
    rows = reader.filled_table(f"{folder}/{VOTES}", COLUMNS)
    if rows is None:
        return None
    lists: list[ListResult] = []
    seen: dict[tuple[str, str], int] = {}
    without_number = set()
    for row in rows:
        code = code_of_municipality(reader, row, municipalities)
        if code is None:
            continue
        votes = whole_number(row["stemmer"])
        if votes is None:
            without_number.add(code)
            reader.reject_number(row, "stemmer", expected=WHOLE_NUMBER)
        if not row["listenavn"].strip():
            reader.reject(row, "listenavn", expected="listens navn")
        listed = ListResult(
            municipality=code,
            letter=row["bogstav"],
            name=row["listenavn"],
            party=_party(reader, row, matcher),
            votes=votes or 0,
        )
        if _is_first(reader, row, seen, code):
            lists.append(listed)
    totals = Counter(dict.fromkeys(municipalities or (), 0))
    for one in lists:
        totals[one.municipality] += one.votes
    for code in [code for code, votes in totals.items() if not votes and code not in without_number]:
        reader.report(
            f"{folder}/{VOTES}",
            found=f"ingen stemmer i {_named(code, municipalities)}",
            expected="stemmer i alle kommuner",
            next_step=reader.add_and_seal(f"{folder}/{VOTES}"),
        )
    return Ballot(lists=tuple(lists), unread=frozenset(without_number))


def read_list_cooperation(
    reader: FileReader, folder: str, municipalities: Mapping[str, Municipality] | None, ballot: Ballot | None
) -> tuple[ListCooperationMember, ...]:
    """Read the local lists that joined the listesamarbejde. Rule: E2. None at all is the ordinary case."""
    rows = reader.table(f"{folder}/{LIST_COOPERATION_MEMBERS}", LIST_COOPERATION_COLUMNS)
    members: dict[ListCooperationMember, int] = {}
    for row in rows or ():
        code = code_of_municipality(reader, row, municipalities)
        listed = ballot.reject_unlisted(reader, row, code) if ballot and code else None
        if listed is None:
            continue
        if listed.party is not None:
            reader.reject(row, "bogstav", expected="en lokal liste, ikke et parti")
        member = ListCooperationMember(
            municipality=listed.municipality, letter=listed.letter, name=listed.name
        )
        earlier = members.setdefault(member, row.number)
        if earlier != row.number:
            reader.reject(row, "listenavn", expected=f"en liste, der ikke allerede står i række {earlier}")
    return tuple(members)


def _named(code: str, municipalities: Mapping[str, Municipality] | None) -> str:
    return f"{code} {municipalities[code].name}" if municipalities and code in municipalities else code


def _party(reader: FileReader, row: Row, matcher: PartyMatcher | None) -> str | None:
    if matcher is None:
        return None
    placed = matcher.match(row["bogstav"], row["listenavn"], row["kommunekode"])
    if isinstance(placed, Unmatched):
        changed = BALLOT_NAMES if placed.is_new_spelling else row.file
        step = f"{placed.next_step}, og {reader.confirm(changed)}"
        reader.reject(row, placed.column, expected=placed.expected, next_step=step)
        return None
    return placed.party


def _is_first(reader: FileReader, row: Row, seen: dict[tuple[str, str], int], code: str) -> bool:
    """Record a second row for a list. Two lists without a letter are told apart by their names."""
    column = "bogstav" if row["bogstav"] else "listenavn"
    earlier = seen.setdefault((code, row["bogstav"] or normalised(row["listenavn"])), row.number)
    if earlier != row.number:
        reader.reject(row, column, expected=f"hver liste én gang i {row['kommune']}, se række {earlier}")
    return earlier == row.number
