"""
One page as figures: what its tables give as counted by others, and everything else worked out from that.

Votes and mayors are read; no share, seat, quotient or margin is. The seats are counted by efterregn.py, which
shares no line with the program that wrote the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from documents.printed.reading import Sentence
from documents.printed.writing import number

from kkr_analysis.documents import efterregn

LETTER = "[A-ZÆØÅ]{1,3}"
LOCAL = "Lokale lister"
READINGS = {
    "efter største brøk": ("K6", "largest_remainder"),
    "efter d'Hondts metode": ("K6", "dhondt"),
    "ikke med": ("K7", "outside_cap"),
}
"""What a page calls another reading of a rule."""


@dataclass(frozen=True)
class Page:
    """The texts of one page in their order."""

    sentences: tuple[Sentence, ...]

    def column(self, place: str) -> Iterator[Sentence]:
        """Give the cells of a column, from the top: "stemmer/Pladser"."""
        return (own for own in self.sentences if own.place.startswith(f"{place}/"))

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is the whole enclosure, in which the mayors stand one by one."""
        return any(self.column("borgmestre/Liste"))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return every party with votes, by letter."""
        rows = (own.row[""].partition(" ") for own in self.column("stemmer/Til spærregrænsen"))
        return {letter: name for letter, _, name in rows if re.fullmatch(LETTER, letter)}

    @cached_property
    def votes(self) -> dict[str, int]:
        """Return the votes of every party."""
        cells = {own.row[""]: own.text for own in self.column("stemmer/Stemmer")}
        return {letter: number(cells[f"{letter} {name}"]) for letter, name in self.names.items()}

    @cached_property
    def local(self) -> int:
        """Return the votes of the local lists, which share a row."""
        return next(number(own.text) for own in self.column("stemmer/Stemmer") if own.row[""] == LOCAL)

    @cached_property
    def valid(self) -> int:
        """Return the valid votes: the sum of the column."""
        return sum(self.votes.values()) + self.local

    @cached_property
    def threshold(self) -> int:
        """Return the votes that 2 percent are, rounded up. Rule: E3."""
        return -(-self.valid // 50)

    @cached_property
    def eligible(self) -> tuple[str, ...]:
        """Return the parties over the threshold; which have a seat in a council, no page prints."""
        return tuple(letter for letter, votes in self.votes.items() if votes >= self.threshold)

    @cached_property
    def outside(self) -> list[tuple[str, str, str]]:
        """Return municipality, letter and list of every mayor whose list is not eligible. Rule: K7."""
        heads = (own.text for own in self.column("stemmer/Parti"))
        found = (re.fullmatch(rf"Borgmesteren i (.+) \(({LETTER}), (.+)\)", head) for head in heads)
        return [(own[1], own[2], own[3]) for own in found if own]

    @cached_property
    def mayors(self) -> dict[str, int]:
        """Return the mayors of every party: counted in their table, or as page 1 has them without it."""
        if self.is_whole:
            lists = [own.text.partition(" ")[0] for own in self.column("borgmestre/Liste")]
            return {letter: lists.count(letter) * (letter in self.eligible) for letter in self.votes}
        own = next(own.row for own in self.sentences if own.row.get("") == "Borgmestre")
        return {letter: number(own[letter]) for letter in self.votes}

    @cached_property
    def municipalities(self) -> int:
        """Return how many there are: each has one mayor. Rule: K1."""
        return sum(self.mayors.values()) + len(self.outside)

    @cached_property
    def agreed(self) -> int:
        """Return of how many mayors only an agreement is known."""
        return sum(own.text == "kun aftalt" for own in self.column("borgmestre/Status"))

    @property
    def cap(self) -> int:
        """Return the most members that there can be. Rule: K5."""
        return 2 * self.municipalities

    def claim(self, letter: str, dimensioning: str | None = None) -> Fraction:
        """Return a party's votes over the price of a seat, as it is or as another would set it. Rule: K3."""
        first = dimensioning or self.dimensioning
        return Fraction(self.votes[letter] * self.mayors[first], self.votes[first])

    @cached_property
    def dimensioning(self) -> str:
        """Return the party with most mayors per vote. Rule: K3."""
        return max(self.eligible, key=lambda letter: Fraction(self.mayors[letter], self.votes[letter]))

    @cached_property
    def price(self) -> Fraction:
        """Return the votes per seat. Rule: K3."""
        return Fraction(self.votes[self.dimensioning], self.mayors[self.dimensioning])

    def uncapped(self, dimensioning: str | None = None) -> int:
        """Return the members without the cap, with the price or with another party's. Rule: K3, K9."""
        return sum(-(-self.claim(letter, dimensioning) // 1) for letter in self.eligible) + len(self.outside)

    @property
    def is_capped(self) -> bool:
        """Whether the cap binds. Rule: K5."""
        return self.uncapped() > self.cap

    @cached_property
    def seats(self) -> dict[str, int]:
        """Return the seats of every party. Rule: K3, K5, K6."""
        return self.seats_by({})

    def seats_by(self, readings: Mapping[str, str]) -> dict[str, int]:
        """Return the seats of every party, as another reading of a rule gives them."""
        belong = [letter for letter, mayors in self.mayors.items() for _ in range(mayors)]
        kkr = {
            "mayors_list": [{"contender": own} for own in [*belong, *(None for _ in self.outside)]],
            "readings": {"K6": "round_up", "K7": "on_top", **readings},
            "lots": [],
        }
        votes = {letter: self.votes[letter] for letter in self.eligible}
        seats, _ = efterregn.composition(kkr, votes, lambda _: None)
        return dict.fromkeys(self.votes, 0) | seats

    def keeping(self, reading: str) -> dict[str, int]:
        """Return the mayors of those that a reading of the cap would give fewer seats. Rule: K6."""
        kept: dict[str, int] = {}
        while True:
            rest = {letter: self.votes[letter] for letter in self.eligible if letter not in kept}
            left = sum(self.seats.values()) - sum(kept.values())
            seats = efterregn.shared_out(rest, left, reading, [])
            below = {letter: self.mayors[letter] for letter in rest if seats[letter] < self.mayors[letter]}
            if not below:
                return kept
            kept |= below

    @cached_property
    def total(self) -> int:
        """Return the members of the KKR."""
        return sum(self.seats.values()) + len(self.outside)

    @cached_property
    def supplementary(self) -> int:
        """Return the seats that are no mayor's. Rule: K4."""
        return self.total - self.municipalities

    @cached_property
    def order(self) -> list[tuple[str, int]]:
        """
        Return party and number of every seat in the order that they are given, many more than there are.

        Rule: K3, K6. A first seat comes before all others; where the cap binds, the mayors have theirs.
        """
        first = self.mayors if self.is_capped else dict.fromkeys(self.votes, 0)
        claims = [
            (letter, seat)
            for letter in self.eligible
            for seat in range(first[letter] + 1, first[letter] + self.cap + 1)
        ]
        return sorted(claims, key=lambda claim: (claim[1] > 1, -self.size(*claim)))

    def size(self, letter: str, seat: int) -> Fraction:
        """Return the quotient that a seat goes by: votes over the seats before it, or just the votes."""
        return Fraction(self.votes[letter], max(seat - 1, 1))

    def to_beat(self, letter: str) -> Fraction:
        """
        Return what a party's next quotient must be larger than.

        Rule: K3, K6. The price that the others' mayors set and, where the cap binds, the last quotient that
        won a seat for another: the party's own rise with it.
        """
        price = min(
            Fraction(self.votes[other], self.mayors[other])
            for other in self.eligible
            if other != letter and self.mayors[other]
        )
        if not self.is_capped:
            return price
        won = reversed(self.order[: self.supplementary])
        return max(price, next(self.size(*claim) for claim in won if claim[0] != letter))

    def lacking(self, letter: str) -> int | None:
        """Return the votes that a party lacked for one seat more; None for a party without seats."""
        held = self.seats[letter]
        return self.to_beat(letter) * held // 1 + 1 - self.votes[letter] if held else None

    @cached_property
    def nearest(self) -> tuple[str, int]:
        """Return who lacked fewest votes for a seat more, and how many."""
        lacking = {letter: self.lacking(letter) for letter in self.eligible}
        votes, letter = min((votes, letter) for letter, votes in lacking.items() if votes is not None)
        return letter, votes

    @cached_property
    def alliances(self) -> dict[str, tuple[str, ...]]:
        """Return the members of every alliance declared, by its label. Rule: V2."""
        said = (own.text for own in self.sentences if " Med de anmeldte valgforbund, " in own.text)
        labels = re.findall(rf"{LETTER}(?:\+{LETTER})+", next(said, ""))
        return {label: tuple(label.split("+")) for label in labels}

    @cached_property
    def entries(self) -> dict[str, int]:
        """Return the votes of every alliance and of every party that is in none. Rule: V3."""
        taken = {letter for members in self.alliances.values() for letter in members}
        alone = {letter: self.votes[letter] for letter in self.eligible if letter not in taken}
        return alone | {
            label: sum(self.votes[letter] for letter in members) for label, members in self.alliances.items()
        }

    @cached_property
    def posts(self) -> list[tuple[str, str, int]]:
        """
        Return who has the chair and the vice-chair, each with who came nearest and the votes they lacked.

        Rule: V1, V3. The largest quotient has the chair, the next the vice-chair; so inside an alliance.
        """
        won = dict.fromkeys([*self.entries, *self.votes], 0)
        found = []
        for _ in range(2):
            holder, lacking = _post(self.entries, won)
            won[holder] += 1
            if holder in self.alliances:
                members = {letter: self.votes[letter] for letter in self.alliances[holder]}
                holder, inside = _post(members, won)
                won[holder] += 1
                lacking |= inside
            nearest = min(lacking, key=lambda name: lacking[name])
            found.append((holder, nearest, lacking[nearest]))
        return found


def _post(votes: Mapping[str, int], won: Mapping[str, int]) -> tuple[str, dict[str, int]]:
    """Return whose quotient is largest, and the votes that everybody else lacks for theirs to be."""
    size = {name: Fraction(number, won[name] + 1) for name, number in votes.items()}
    holder = max(size, key=lambda name: size[name])
    others = (name for name in votes if name != holder)
    return holder, {name: size[holder] * (won[name] + 1) // 1 + 1 - votes[name] for name in others}
