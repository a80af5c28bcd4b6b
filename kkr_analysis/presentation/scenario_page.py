"""A scenario beside the election as a page to print: what is supposed, who gets what, and where it turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kkr_analysis.allocation import PostElection
from kkr_analysis.danish import HYPOTHETICAL, counted, day, signed, whole
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import (
    Block,
    Heading,
    ParagraphKind,
    Particulars,
    Run,
    RunLook,
    paragraph,
    strong,
    text,
)
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.hypothetical import holder_text, names_of, pictures_of
from kkr_analysis.presentation.passage import Passage, passage, said
from kkr_analysis.presentation.scenarios import (
    assumed,
    balance,
    lot_between,
    lot_for_places,
    majority_sentence,
    reach,
    size_sentence,
    turning,
)
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.whatif.scenarios.awards import Award
from kkr_analysis.whatif.scenarios.what_if import Forum, Move, WhatIf

NO_RESULT = "Ikke et resultat"
"""Stands in the particulars, and at the foot of every printed page."""
_MISSING = "Manglede stemmer"


def title(what_if: WhatIf) -> str:
    """Return the title of the page: "Tænkt eksempel: C og V går sammen"."""
    return f"{HYPOTHETICAL}: {what_if.scenario.title}"


def description(what_if: WhatIf) -> str:
    """Describe the page for a file's metadata."""
    return (
        f"{what_if.result.body} {what_if.result.rule_set.label}. {NO_RESULT}: et tænkt eksempel ved siden af "
        "valget."
    )


def heading(what_if: WhatIf) -> Passage:
    """Title, the KKR, what is supposed, what it is compared with, and that it is no result."""
    election = what_if.before.election
    word, sentence = wording.status_of(
        what_if.before.status, election.count_status, what_if.before.figures.mayors
    )
    return passage(
        Heading(1, text(title(what_if))),
        Particulars(
            (
                ("KKR", text(f"{what_if.result.body} {what_if.result.rule_set.label}")),
                ("Tænkt ændring", text(" ".join(assumed(what_if.scenario)))),
                ("Sammenlignet med", text(f"{election.name}, uden valgforbund")),
                (wording.AS_OF, text(day(election.as_of))),
                ("Valgets tal", text(f"{word}. {sentence}")),
                ("Hvad det er", text(Run(NO_RESULT, RunLook.STATUS), ", og det kan ikke blive til et bilag")),
            )
        ),
    )


def short_answer(what_if: WhatIf) -> Passage:
    """Who gains, and who pays."""
    return said(*(strong(f"{sentence} ") for sentence in balance(what_if)))


def posts(what_if: WhatIf) -> Table:
    """Chair and vice-chair, at the election and in the scenario, each with who came nearest (V1, V2, V3)."""
    contested = what_if.contested[0]
    rows = [
        row
        for post, old, new in zip(what_if.posts, contested.before.each, contested.after.each, strict=True)
        for row in (
            _post_row(what_if, "ved valget", what_if.before.posts, old, post.tied_before),
            _post_row(what_if, "i eksemplet", what_if.result.posts, new, post.tied),
        )
    ]
    return Table(
        header="Post",
        rows=rows,
        caption="Formand og næstformand",
        anchor="poster",
        numbers={_MISSING: whole},
        footnotes=_supposed(what_if),
        emphasised=frozenset(
            _post_name(post.number, "i eksemplet") for post in what_if.posts if post.before != post.after
        ),
    )


def ladder(what_if: WhatIf, *, look: Look = DEFAULT) -> Chart | None:
    """The quotients around the last post in the scenario; None where lots decide everything."""
    drawn = pictures_of(what_if, what_if.contested[0], look=look)
    return drawn.after or drawn.before


def seats(what_if: WhatIf) -> Passage:
    """How many members there are, and whose seats have moved."""
    moved = [move for move in what_if.seats if move.is_moved]
    table = _moves(what_if, moved, "Parti", "Pladser, der flytter sig", "pladser")
    return passage(paragraph(size_sentence(what_if)), *((table.written,) if moved else ()))


def appointments(what_if: WhatIf) -> Passage | None:
    """The appointments that the scenario asks for, under a heading; None where it asks for none (V5)."""
    if not what_if.fora:
        return None
    found = [
        block for number, forum in enumerate(what_if.fora, 1) for block in _forum(what_if, forum, number)
    ]
    return passage(Heading(2, text("Udpegninger")), *found)


def turns(what_if: WhatIf) -> Passage:
    """The decisive steps, and once more what this is."""
    steps = [paragraph(sentence, kind=ParagraphKind.CALCULATION) for sentence in turning(what_if)]
    return passage(
        *(steps or [paragraph("Intet vender.")]),
        paragraph(strong(f"{HYPOTHETICAL}."), f" {NO_RESULT}, og det kan ikke blive til et bilag."),
    )


def _post_name(number: int, when: str) -> str:
    return f"{wording.POSTS[number].capitalize()} {when}"


def _post_row(
    what_if: WhatIf, when: str, election: PostElection, award: Award, tied: Sequence[str]
) -> dict[str, Any]:
    nearest = next((post.nearest for post in election.posts if post.number == award.number), None)
    return {
        "Post": _post_name(award.number, when),
        "Går til": holder_text(what_if, award) if award.holder else lot_between(tied),
        "Nærmest": nearest[0] if nearest else "",
        _MISSING: nearest[1] if nearest else None,
    }


def _supposed(what_if: WhatIf) -> tuple[Footnote, ...]:
    """Say what the votes lacking for the vice-chair suppose; nothing without alliances. Rule: V3."""
    condition = wording.margin_condition(2, what_if.result.posts.alliances)
    said = f"For at få posten; næstformandsposten{condition}."
    return (Footnote(mark=_MISSING, text=said),) if condition else ()


def _forum(what_if: WhatIf, forum: Forum, number: int) -> list[Block]:
    """Say how one appointment comes out. Rule: V5."""
    if forum.majority is not None:
        return [paragraph(majority_sentence(forum))]
    caption = f"Udpegning til {counted(forum.places, 'plads', 'pladser')}"
    moves = [move for move in forum.moves if move.most_before or move.most_after]
    table = _moves(what_if, moves, "Gruppe", caption, f"udpegning-{number}")
    return [table.written, *(paragraph(f"Der bliver {lot_for_places(tie)}.") for tie in forum.lots)]


def _moves(what_if: WhatIf, moves: Sequence[Move], header: str, caption: str, anchor: str) -> Table:
    names = names_of(what_if)
    rows = [
        {
            header: f"{move.letter} {names[move.letter]}",
            "Ved valget": reach(move.before, move.most_before),
            "I eksemplet": reach(move.after, move.most_after),
            "Forskel": "lod" if move.needs_lot else signed(move.change),
        }
        for move in moves
    ]
    return Table(
        header=header,
        rows=rows,
        caption=caption,
        anchor=anchor,
        numbers=dict.fromkeys(("Ved valget", "I eksemplet", "Forskel"), str),
        emphasised=frozenset(row[header] for row, move in zip(rows, moves, strict=True) if move.is_moved),
    )
