"""The rules of procedure in short (agenda 1.10): quorum, publicity, and when a member leaves."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import Block, paragraph
from kkr_analysis.presentation.meeting.frame import Paper, background, presentation, recommendation

NUMBER = "1.10"


def paper(meeting: Proceedings) -> Paper:
    """Return the item on the rules of procedure."""
    rules = meeting.dossier.result.rule_set
    return Paper(
        name="forretningsorden",
        number=NUMBER,
        title="Forretningsorden",
        body=(
            *background(
                paragraph(
                    "KKR arbejder efter en forretningsorden. Her står det af den, som de øvrige punkter "
                    "bygger på."
                )
            ),
            *recommendation(meeting.dossier.result.body, ["tager oplysningerne til efterretning"]),
            *presentation(
                paragraph(rules.rule("P4").text), paragraph(rules.rule("P3").text), *_numbers(meeting)
            ),
        ),
        rules=("P3", "P4"),
    )


def _numbers(meeting: Proceedings) -> Iterator[Block]:
    """Say what quorum is here, and at the meeting whether it is met."""
    dossier = meeting.dossier
    members = len(dossier.counted_members)
    yield paragraph(
        f"{dossier.result.body} har {counted(members, 'medlem', 'medlemmer')} og kan træffe "
        f"beslutning, når mindst {quorum(members)} er til stede (regel P4)."
    )
    if dossier.attending is None:
        return
    able = "KKR kan træffe beslutning" if meeting.is_quorate else "KKR kan ikke træffe beslutning"
    stand_ins = (
        f", heraf {len(dossier.by_stand_in)} ved stedfortræder "
        f"({listed(name for name in sorted(dossier.by_stand_in))})"
        if dossier.by_stand_in
        else ""
    )
    yield paragraph(f"Til stede er {len(dossier.attending)}{stand_ins}. {able}.")


def quorum(members: int) -> int:
    """Return the fewest members that can decide. Rule: P4."""
    return -(-members // 2)
