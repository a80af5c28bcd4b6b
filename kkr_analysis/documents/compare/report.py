"""The difference between two versions as a report in Danish, for a terminal or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kkr_analysis.documents.compare import wording
from kkr_analysis.documents.compare.causes import print_order
from kkr_analysis.documents.compare.difference import Change, Difference

Row: TypeAlias = tuple[str, ...]

VOTE_FACTS = ("valid_votes", "votes_cast", "threshold_votes")
"""The single values that stand with the votes; ``total`` stands with the seats."""
GAP = "   "


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with sentences, or with a table whose first row has the columns' names."""

    heading: str
    sentences: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The section below its heading, line by line."""
        return [f"  {line}" for line in (*self.sentences, *aligned(self.rows))]


def sections(difference: Difference) -> list[Section]:
    """Return what there is to say; a section where nothing changed is left out."""
    own = [
        Section(heading="Pladser", rows=seats(difference)),
        Section(
            heading="Hvorfor", sentences=() if difference.is_empty else tuple(wording.why(difference.causes))
        ),
        Section(
            heading="Formand og næstformand",
            rows=table(
                ("Post", "Før", "Nu"),
                [
                    (wording.POSTS[own.key], wording.holder(own.old), wording.holder(own.new))
                    for own in difference.posts
                ],
            ),
        ),
        Section(heading="Stemmer", rows=votes(difference)),
        Section(
            heading="Hvem er berettiget",
            sentences=(
                *(wording.eligibility(own, difference) for own in difference.eligible),
                *map(wording.represented, difference.represented),
            ),
        ),
        Section(
            heading="Borgmestre",
            rows=table(
                ("Kommune", "Før", "Nu"), [mayor_row(difference, own.key) for own in difference.mayors]
            ),
        ),
        Section(
            heading="Læsninger af reglerne",
            rows=table(
                ("Regel", "Før", "Nu"),
                [
                    (own.key, wording.reading(own.key, own.old), wording.reading(own.key, own.new))
                    for own in difference.readings
                ],
            ),
        ),
        Section(
            heading="Lodtrækninger",
            rows=table(
                ("Trin og dem, der stod lige", "Før", "Nu"),
                [(own.key, own.old or "ingen", own.new or "ingen") for own in difference.lots],
            ),
        ),
        Section(
            heading="Rettelser af tallene",
            sentences=tuple(
                f"{'Ny' if own.new else 'Bruges ikke mere'}: {own.key}" for own in difference.corrections
            ),
        ),
        Section(
            heading="Andet",
            rows=table(
                ("", "Før", "Nu"),
                [
                    (wording.FACTS[own.key], wording.value(own.old), wording.value(own.new))
                    for own in difference.facts
                    if own.key not in (*VOTE_FACTS, "total")
                ],
            ),
        ),
        Section(
            heading="Kildefiler",
            rows=table(
                ("Fil", "sha256 før", "sha256 nu"),
                [
                    (own.key, wording.fingerprint(own.old), wording.fingerprint(own.new))
                    for own in difference.sources
                ],
            ),
        ),
    ]
    return [section for section in own if section.lines]


def opening(difference: Difference) -> list[str]:
    """Return what comes before the sections: the files, what is not compared, and the answer in short."""
    old, new = difference.old, difference.new
    told = [*wording.two_terms(old, new), *wording.incomparable(difference)]
    answer = wording.seats_in_short(difference)
    if difference.is_empty:
        answer += " Alt, hvad der kan sammenlignes, er ens."
    return [f"  Før: {old.shown}", f"  Nu:  {new.shown}", "", *told, answer]


def seats(difference: Difference) -> tuple[Row, ...]:
    """Return the seats of everybody who has other seats, or other supplementary members."""
    old, new = difference.old, difference.new
    changed = sorted({own.key for own in (*difference.seats, *difference.supplementary)}, key=print_order)
    rows = []
    for letter in changed:
        before, after = old.contenders.get(letter), new.contenders.get(letter)
        had, has = before.seats if before else 0, after.seats if after else 0
        extra = (before.supplementary if before else 0), (after.supplementary if after else 0)
        rows.append((letter, *counted(had, has), *map(wording.value, extra)))
    rows += [
        (wording.first_upper(wording.name(None)), *counted(own.old, own.new), "", "")
        for own in difference.mayors_outside
    ]
    if not rows:
        return ()
    supplementary = [
        wording.value(sum(line.supplementary for line in result.contenders.values())) for result in (old, new)
    ]
    total = ("I alt", *counted(old.kkr.total, new.kkr.total), *supplementary)
    return ("Parti", "Før", "Nu", "Ændring", "Supplerende før", "Supplerende nu"), *rows, total


def votes(difference: Difference) -> tuple[Row, ...]:
    """Return the votes that changed, and what the threshold is taken of."""
    facts: list[Change[int]] = [own for own in difference.facts if own.key in VOTE_FACTS]
    return table(
        ("Parti", "Før", "Nu", "Ændring"),
        [
            *((own.key, *counted(own.old, own.new)) for own in difference.votes),
            *((wording.FACTS[own.key], *counted(own.old, own.new)) for own in facts),
        ],
    )


def counted(old: int | None, new: int | None) -> Row:
    """Write two numbers and the change between them; no change where one of them is not known."""
    change = "" if old is None or new is None else wording.signed(new - old)
    return wording.value(old), wording.value(new), change


def mayor_row(difference: Difference, code: str) -> Row:
    """Return one municipality's mayors, old and new."""
    before, after = (difference.old.mayors or {}).get(code), (difference.new.mayors or {}).get(code)
    place = next(own.municipality for own in (after, before) if own)
    return place, wording.person(before), wording.person(after)


def table(heading: Row, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows under their heading; nothing where there are none."""
    return (heading, *rows) if rows else ()


def aligned(rows: Sequence[Row]) -> list[str]:
    """Write rows in columns, a column of numbers to the right."""
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    numeric = [all(map(is_number, column[1:])) for column in columns]
    return [
        GAP.join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]


def is_number(cell: str) -> bool:
    """Whether a cell is a whole number as it is written in Danish, not known, or empty."""
    return cell == wording.UNKNOWN or not cell.strip("+−0123456789.")
