"""The part of the meeting's page where those present are ticked, by contender."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import ipywidgets as widgets

from kkr_analysis.app.parts import Parts, Setting
from kkr_analysis.app.ticked_at_meeting import (
    with_all_present,
    with_presence,
    with_stand_in,
    without_attendance,
)
from kkr_analysis.danish import counted
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.members import Member, identity
from kkr_analysis.meeting.under_way import Noted
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.meeting.names import Names

Step: TypeAlias = Callable[[Noted, Dossier], Noted]
"""What a tick or a button makes of what is noted."""
Take: TypeAlias = Callable[[Step], None]
"""Takes a step: the page then shows what it comes to."""


class AttendancePanel:
    """A box for every member, and one more where the stand-in may have come instead."""

    def __init__(self, parts: Parts, setting: Setting, take: Take) -> None:
        self._parts, self._setting, self._take = parts, setting, take
        self.everybody = parts.button("Alle til stede")
        self.clear = parts.button("Fremmødet er ikke noteret")
        self.everybody.on_click(lambda _: take(with_all_present))
        self.clear.on_click(lambda _: take(lambda noted, _: without_attendance(noted)))
        self.members = parts.column(name="kkr-members")
        self.boxes: dict[str, widgets.Checkbox] = {}
        self.stand_ins: dict[str, widgets.Checkbox] = {}
        self.view = parts.column(
            parts.html("<h2>Hvem er til stede?</h2>"), parts.row(self.everybody, self.clear), self.members
        )

    def lay_out(self, dossier: Dossier) -> None:
        """Make the boxes of a meeting."""
        names, parts = Names.of(dossier), self._parts
        self.boxes, self.stand_ins = {}, {}
        of: dict[str, list[Member]] = {}
        for member in dossier.members:
            of.setdefault(member.contender, []).append(member)
        self.members.children = [
            parts.column(
                parts.html(
                    render(
                        "panel_heading.html.j2",
                        heading=names.contender(contender),
                        more=counted(len(members), "medlem", "medlemmer"),
                    ).source
                ),
                *(self._row(dossier, member, names) for member in members),
                name="kkr-contender",
            )
            for contender, members in of.items()
        ]

    def _row(self, dossier: Dossier, member: Member, names: Names) -> widgets.Widget:
        label = dossier.labels[identity(member.person)]
        place = names.municipality(member.person.municipality)
        box = self.boxes[label] = self._parts.tick(label, is_on=False, tooltip=place)
        box.observe(self._ticked(label, with_presence, "is_present"), names="value")
        if member.stand_in is None:
            return self._parts.row(box, name="kkr-member")
        stand_in = self.stand_ins[label] = self._parts.tick(
            "stedfortræder",
            f" for {label}: {member.stand_in.name}",
            is_on=False,
            tooltip=names.stand_in(member),
        )
        stand_in.observe(self._ticked(label, with_stand_in, "has_come"), names="value")
        return self._parts.row(box, stand_in, name="kkr-member")

    def _ticked(self, label: str, step: Callable[..., Noted], claim: str) -> Any:
        def changed(change: dict[str, Any]) -> None:
            if not self._setting.is_on:
                self._take(lambda noted, _: step(noted, label, **{claim: change["new"]}))

        return changed

    def show(self, noted: Noted) -> None:
        """Set the boxes to what is noted."""
        with self._setting():
            for label, box in self.boxes.items():
                box.value = label in (noted.attending or ())
            for label, box in self.stand_ins.items():
                box.value = label in noted.by_stand_in
