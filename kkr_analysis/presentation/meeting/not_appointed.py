"""The bodies that analysts ask about and that a KKR does not appoint to, each with the reason."""

from __future__ import annotations

from kkr_analysis.danish import upper_first
from kkr_analysis.meeting.fora import not_appointed_to
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import paragraph
from kkr_analysis.presentation.meeting.frame import Paper
from kkr_analysis.presentation.table import Table

NAME = "kkr-udpeger-ikke"
_LEAD = "KKR udpeger ikke: "


def paper(meeting: Proceedings) -> Paper | None:
    """Return the note; None where the rule set knows no such body, or no day is set for the meeting."""
    dossier = meeting.dossier
    day = dossier.convening.day if dossier.convening else dossier.result.election.as_of
    bodies = not_appointed_to(dossier.result.rule_set, day, dossier.region)
    if not bodies:
        return None
    return Paper(
        name=NAME,
        number="",
        title="Hvad KKR ikke udpeger til",
        body=(
            paragraph(
                "Der bliver spurgt til disse organer, men KKR udpeger ikke til dem. De skal derfor ikke på "
                "dagsordenen som udpegninger."
            ),
            Table(
                header="Organ",
                rows=[
                    {
                        "Organ": body.name,
                        "Hvorfor ikke": _why(body.note),
                        "Kilde": f"{body.source} ({body.status.value})",
                    }
                    for body in bodies
                ],
                caption="Organer, som KKR ikke udpeger til",
                anchor="kkr-udpeger-ikke-organer",
            ).written,
        ),
    )


def _why(note: str) -> str:
    reason = note.removeprefix(_LEAD)
    return upper_first(reason)
