"""The part of the meeting's page where groups are formed, for the whole meeting or one forum."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from kkr_analysis.app.attendance_panel import Take
from kkr_analysis.app.parts import Parts, Setting, offer
from kkr_analysis.app.ticked_at_meeting import WHOLE_MEETING, gathered, groups_in, is_told, moved, untold
from kkr_analysis.appointments import Group
from kkr_analysis.danish import counted
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.under_way import Noted
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.meeting.names import Names

ALONE = ""
WHOLE = "hele mødet"


class GroupsPanel:
    """Groups are ticked and gathered into one, or a member is moved to another; for one scope at a time."""

    def __init__(self, parts: Parts, setting: Setting, take: Take) -> None:
        self._parts, self._setting, self._take = parts, setting, take
        self._noted = Noted()
        self._dossier: Dossier | None = None
        self._boxes: dict[str, widgets.Checkbox] = {}
        self._shown: tuple[Group, ...] = ()
        self.scope = parts.dropdown("Gælder for", [(WHOLE, WHOLE_MEETING)], WHOLE_MEETING)
        self.told = parts.html()
        self.boxes = parts.row(name="kkr-groups")
        self.name = parts.text("Gruppens navn", placeholder="fx B, C og D")
        self.gather = parts.button("Saml de afkrydsede")
        self.member = parts.dropdown("Medlem", [""], "")
        self.group = parts.dropdown("Stemmer med", [("ingen, alene", ALONE)], ALONE)
        self.move = parts.button("Flyt medlemmet")
        self.start_over = parts.button("Begynd forfra med grupperne")
        self.scope.observe(self._chosen, names="value")
        self.gather.on_click(lambda _: self._gather())
        self.move.on_click(
            lambda _: take(
                lambda noted, dossier: moved(
                    noted, dossier, self.scope.value, self.member.value, self.group.value
                )
            )
        )
        self.start_over.on_click(lambda _: take(lambda noted, _: untold(noted, self.scope.value)))
        self.view = parts.column(
            parts.html("<h2>Hvem stemmer sammen?</h2>"),
            self.scope,
            self.told,
            self.boxes,
            self.name,
            parts.row(self.gather),
            self.member,
            self.group,
            parts.row(self.move, self.start_over),
        )

    def lay_out(self, dossier: Dossier) -> None:
        """Offer the fora and the members of a meeting."""
        self._dossier = dossier
        with self._setting():
            fora = [(entry.name, entry.name) for entry in dossier.fora if entry.forum.seats > 1]
            offer(self.scope, [(WHOLE, WHOLE_MEETING), *fora])
            offer(self.member, [(label, label) for label in dossier.labels.values()])

    def show(self, noted: Noted) -> None:
        """Show the groups of the scope chosen."""
        if self._dossier is None:
            return
        self._noted = noted
        scope, names = self.scope.value, Names.of(self._dossier)
        groups = groups_in(noted, self._dossier, scope)
        with self._setting():
            if groups != self._shown:
                self._shown, self._boxes = groups, self._boxes_for(groups, names)
                self.boxes.children = tuple(self._boxes.values())
            offer(self.group, [*((group.name, group.name) for group in groups), ("ingen, alene", ALONE)])
        self.told.value = render("panel_note.html.j2", note=self._note(noted, scope, len(groups))).source

    def _boxes_for(self, groups: tuple[Group, ...], names: Names) -> dict[str, widgets.Checkbox]:
        ticked = self.ticked
        return {
            group.name: self._parts.tick(
                f"{group.name} ({len(group.members)})",
                " medlemmer, saml",
                is_on=group.name in ticked,
                tooltip=names.group(group.name),
            )
            for group in groups
        }

    @property
    def ticked(self) -> tuple[str, ...]:
        """The names of the groups that are ticked."""
        return tuple(name for name, box in self._boxes.items() if box.value)

    def _note(self, noted: Noted, scope: str, number: int) -> str:
        many = counted(number, "gruppe", "grupper")
        if is_told(noted, scope):
            return f"{many}, som de er meldt {'her' if scope else 'for hele mødet'}."
        if scope and noted.groups is not None:
            return f"{many}, som for hele mødet."
        return f"{many}: hvert parti for sig."

    def _gather(self) -> None:
        before, names, called = self._noted, self.ticked, self.name.value
        self._take(lambda noted, dossier: gathered(noted, dossier, self.scope.value, names, called))
        if self._noted != before:
            self.name.value = ""
            for box in self._boxes.values():
                box.value = False

    def _chosen(self, _change: dict[str, Any]) -> None:
        if not self._setting.is_on:
            self.show(self._noted)
