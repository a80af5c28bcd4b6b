"""The difference between two versions as a report in Danish, for a terminal or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kkr_analysis import danish
from kkr_analysis.documents.compare import wording
from kkr_analysis.documents.compare.causes import print_order
from kkr_analysis.documents.compare.difference import FACTS, Change, Difference

Row: TypeAlias = tuple[str, ...]

VOTE_FACTS = ("valid_votes", "votes_cast", "threshold_votes")
"""The single values shown with the votes; ``total`` is shown with the seats."""
GAP = "   "


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with sentences, or with a table: its header, and no more where there is nothing to show."""

    heading: str
    sentences: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The section below its heading, line by line."""
        return [f"  {line}" for line in (*self.sentences, *_aligned(self.rows))]


def sections(difference: Difference) -> list[Section]:
    """Return the sections of the report; those in which nothing changed are left out."""
    shown = [
        Section(heading="Pladser", rows=_seats(difference)),
        Section(
            heading="Hvorfor", sentences=() if difference.is_empty else tuple(wording.why(difference.causes))
        ),
        Section(
            heading="Formand og næstformand",
            rows=(
                ("Post", "Før", "Nu"),
                *(
                    (wording.POSTS[change.key], wording.holder(change.old), wording.holder(change.new))
                    for change in difference.posts
                ),
            ),
        ),
        Section(heading="Stemmer", rows=_votes(difference)),
        Section(
            heading="Hvem er berettiget",
            sentences=(
                *(wording.eligibility(change, difference) for change in difference.eligible),
                *map(wording.represented, difference.represented),
            ),
        ),
        Section(
            heading="Borgmestre",
            rows=(
                ("Kommune", "Før", "Nu"),
                *(_mayor_row(difference, change.key) for change in difference.mayors),
            ),
        ),
        Section(
            heading="Læsninger af reglerne",
            rows=(
                ("Regel", "Før", "Nu"),
                *(
                    (change.key, *(wording.reading(change.key, value) for value in (change.old, change.new)))
                    for change in difference.readings
                ),
            ),
        ),
        Section(
            heading="Lodtrækninger",
            rows=(
                ("Trin og dem, der stod lige", "Før", "Nu"),
                *((change.key, change.old or "ingen", change.new or "ingen") for change in difference.lots),
            ),
        ),
        Section(
            heading="Rettelser af tallene",
            sentences=tuple(
                f"{'Ny' if change.new else 'Bruges ikke mere'}: {change.key}"
                for change in difference.corrections
            ),
        ),
        Section(
            heading="Andet",
            rows=(
                ("", "Før", "Nu"),
                *(
                    (FACTS[change.key], wording.value(change.old), wording.value(change.new))
                    for change in difference.facts
                    if change.key not in (*VOTE_FACTS, "total")
                ),
            ),
        ),
        Section(
            heading="Kildefiler",
            rows=(
                ("Fil", "sha256 før", "sha256 nu"),
                *(
                    (change.key, wording.fingerprint(change.old), wording.fingerprint(change.new))
                    for change in difference.sources
                ),
            ),
        ),
    ]
    return [section for section in shown if section.lines]


def opening(difference: Difference) -> list[str]:
    """Return the lines before the sections: the files, what is not compared, and the short answer."""
    old, new = difference.old, difference.new
    remarks = [*wording.two_terms(old, new), *wording.incomparable(difference)]
    answer = wording.seats_in_short(difference)
    if difference.is_empty:
        answer += " Alt, hvad der kan sammenlignes, er ens."
    return [f"  Før: {old.shown}", f"  Nu:  {new.shown}", "", *remarks, answer]


def _seats(difference: Difference) -> tuple[Row, ...]:
    old, new = difference.old, difference.new
    changed = sorted(
        {change.key for change in (*difference.seats, *difference.supplementary)}, key=print_order
    )
    rows = []
    for letter in changed:
        before, after = old.contenders.get(letter), new.contenders.get(letter)
        had, has = before.seats if before else 0, after.seats if after else 0
        extra = (before.supplementary if before else 0), (after.supplementary if after else 0)
        rows.append((letter, *_counted(had, has), *map(wording.value, extra)))
    rows += [
        (wording.first_upper(wording.name(None)), *_counted(change.old, change.new), "", "")
        for change in difference.mayors_outside
    ]
    if not rows:
        return ()
    supplementary = [
        wording.value(sum(line.supplementary for line in result.contenders.values())) for result in (old, new)
    ]
    total = ("I alt", *_counted(old.kkr.total, new.kkr.total), *supplementary)
    return ("Parti", "Før", "Nu", "Ændring", "Supplerende før", "Supplerende nu"), *rows, total


def _votes(difference: Difference) -> tuple[Row, ...]:
    facts: list[Change[int]] = [change for change in difference.facts if change.key in VOTE_FACTS]
    return (
        ("Parti", "Før", "Nu", "Ændring"),
        *((change.key, *_counted(change.old, change.new)) for change in difference.votes),
        *((FACTS[change.key], *_counted(change.old, change.new)) for change in facts),
    )


def _counted(old: int | None, new: int | None) -> Row:
    change = "" if old is None or new is None else danish.signed(new - old)
    return wording.value(old), wording.value(new), change


def _mayor_row(difference: Difference, code: str) -> Row:
    before, after = (difference.old.mayors or {}).get(code), (difference.new.mayors or {}).get(code)
    place = next(mayor.municipality for mayor in (after, before) if mayor)
    return place, wording.person(before), wording.person(after)


def _aligned(rows: Sequence[Row]) -> list[str]:
    if len(rows) < 2:
        return []
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    numeric = [all(map(_is_number, column[1:])) for column in columns]
    return [
        GAP.join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]


def _is_number(cell: str) -> bool:
    return cell == wording.UNKNOWN or not cell.strip("+−0123456789.")
