"""What every paper has: heading and particulars, the parts of an agenda item, and the rules at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.danish import IN_ASCII
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import (
    Block,
    Footnote,
    Heading,
    Item,
    Listing,
    Paragraph,
    ParagraphKind,
    Particulars,
    Run,
    RunLook,
    Text,
    paragraph,
    strong,
    text,
)
from kkr_analysis.presentation.table import Table
from kkr_analysis.rules import Rule

EXAMPLE = "Eksempel: personnavnene er opdigtede"
"""Stands at the head of every paper with invented names, and at the foot of each of its pages."""
ENCLOSED = "./."
"""Stands in front of what follows as an enclosure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """
    One paper of a meeting.

    ``number`` is that of its item on the agenda, empty for a paper beside it; ``body`` is what stands below
    the particulars, and ``rules`` are the numbers of the rules that it uses.
    """

    name: str
    """The last part of its files' name, in ASCII: "valgforbund"."""
    number: str
    title: str
    body: tuple[Block, ...]
    rules: tuple[str, ...] = ()
    intended_for: str = ""
    """Whose working paper it is, where it is not for publication."""

    @property
    def stem(self) -> str:
        """What its files are called; they sort as the agenda does: "punkt-1-03-valgforbund"."""
        if not self.number:
            return self.name
        parts = re.findall("[0-9]+|[a-z]+", self.number.casefold().translate(IN_ASCII))
        padded = [part.zfill(2) if place and part.isdigit() else part for place, part in enumerate(parts)]
        return "-".join(["punkt", *padded, self.name])

    @property
    def heading(self) -> str:
        """Its title with the number on the agenda: "1.3 Valgforbund"."""
        return f"{self.number} {self.title}" if self.number else self.title


def blocks_of(paper: Paper, meeting: Proceedings) -> tuple[Block, ...]:
    """Return all blocks of a paper, from its heading to the rules."""
    return (
        Heading(1, text(paper.heading)),
        Particulars((*_of_the_meeting(meeting), *_of_the_paper(paper, meeting))),
        *paper.body,
        *_rules(paper, meeting),
    )


def cover(meeting: Proceedings) -> tuple[Block, ...]:
    """Return what stands before the papers where all are together."""
    return (Heading(1, text(together(meeting))), Particulars(tuple(_of_the_meeting(meeting))))


def together(meeting: Proceedings) -> str:
    """Return the title of all papers together."""
    return f"Konstituerende møde i {wording.body_and_term(meeting.dossier.result)}"


def description(meeting: Proceedings) -> str:
    """Describe a paper for a file's metadata."""
    marks = "".join(run.text for run in _marks(meeting))
    return f"{meeting_line(meeting)}.{f' {marks}.' if marks else ''}"


def _of_the_meeting(meeting: Proceedings) -> Iterator[tuple[str, Text]]:
    yield "Møde", text(meeting_line(meeting))
    if marks := list(_marks(meeting)):
        yield "Bemærk", tuple(marks)


def _of_the_paper(paper: Paper, meeting: Proceedings) -> Iterator[tuple[str, Text]]:
    if number := dict(meeting.dossier.case_numbers).get(paper.number):
        yield "Sagsnr.", text(number)
    if paper.intended_for:
        yield "Arbejdspapir", text(f"Til {paper.intended_for}; offentliggøres ikke")


def meeting_line(meeting: Proceedings) -> str:
    """Say which meeting it is: "KKR Midtjylland 2022–26, onsdag 19. januar 2022 kl. 10.00, Viborg"."""
    convening = meeting.dossier.convening
    when = f"{named_day(convening.day)} {convening.time}".strip() if convening else "dagen er ikke fastsat"
    parts = [wording.body_and_term(meeting.dossier.result), when, convening.place if convening else ""]
    return ", ".join(filter(None, parts))


def _marks(meeting: Proceedings) -> Iterator[Run]:
    """Mark invented names and preliminary figures, on every page."""
    dossier, result = meeting.dossier, meeting.dossier.result
    marks = [EXAMPLE] if dossier.is_example else []
    if result.region.example:
        marks.append(wording.EXAMPLE_MARK)
    if result.status is FigureStatus.PRELIMINARY:
        marks.append("Foreløbige tal")
    if marks:
        yield Run(" · ".join(marks), RunLook.STATUS)


def _rules(paper: Paper, meeting: Proceedings) -> tuple[Block, ...]:
    if not paper.rules:
        return ()
    rules = [meeting.dossier.result.rule_set.rule(number) for number in paper.rules]
    table = Table(
        header="Regel",
        rows=[
            {"Regel": f"{rule.number} {rule.title}", "Status": rule.standing, "Kilde": rule.source}
            for rule in rules
        ],
        caption="Regler, punktet bygger på" if paper.number else "Regler, papiret bygger på",
        anchor=f"{paper.stem}-regler",
        footnotes=tuple(
            Footnote(
                mark=f"{rule.number} {rule.title}",
                text=f"Læst sådan: {dict(rule.readings)[rule.reading or '']}.",
            )
            for rule in rules
            if rule.readings
        ),
    )
    return (Heading(2, text("Regler")), table.written)


def background(*blocks: Block) -> tuple[Block, ...]:
    """Put blocks under the heading Baggrund."""
    return (Heading(2, text("Baggrund")), *blocks)


def recommendation(body: str, proposals: Sequence[str]) -> tuple[Block, ...]:
    """Recommend what the meeting is asked to do; every proposal goes on from "at KKR Midtjylland"."""
    heading = Heading(2, text("Indstilling"))
    if len(proposals) == 1:
        return (heading, paragraph(f"Det indstilles, at {body} {proposals[0]}."))
    lead = paragraph(f"Det indstilles, at {body}:", kind=ParagraphKind.LEAD)
    return (heading, lead, bullets([*(f"{one}," for one in proposals[:-1]), f"{proposals[-1]}."]))


def presentation(*blocks: Block) -> tuple[Block, ...]:
    """Put blocks under the heading Sagsfremstilling."""
    return (Heading(2, text("Sagsfremstilling")), *blocks)


def enclosed(what: str) -> Paragraph:
    """Say what follows as an enclosure."""
    return paragraph(strong(ENCLOSED), f" {what}")


def bullets(sentences: Iterable[str]) -> Listing:
    """List sentences."""
    return Listing(tuple(Item(text(sentence)) for sentence in sentences))


def steps(sentences: Iterable[str]) -> Listing:
    """List sentences with numbers."""
    return Listing(tuple(Item(text(sentence), is_numbered=True) for sentence in sentences))


def assumed(rule: Rule, consequences: Sequence[str]) -> Paragraph:
    """Say that something rests on an assumed rule, and what another reading would give."""
    said = f" {rule.title} (regel {rule.number}). " + " ".join(consequences)
    return paragraph(strong("Antaget:"), said, kind=ParagraphKind.ASSUMPTION)
