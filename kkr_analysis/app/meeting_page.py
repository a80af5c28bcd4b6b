"""The page of a meeting: what is ticked and entered while it is held, what it comes to, and saving it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from kkr_analysis.app.attendance_panel import AttendancePanel, Step
from kkr_analysis.app.groups_panel import GroupsPanel
from kkr_analysis.app.lots_panel import LotsPanel, new_seed
from kkr_analysis.app.meetings import KnownMeeting, known_meetings, meeting_named
from kkr_analysis.app.parts import Parts, Setting
from kkr_analysis.app.ticked_at_meeting import carried_over
from kkr_analysis.danish import listed
from kkr_analysis.data.command import as_typed
from kkr_analysis.data.meetings.at_the_meeting import OpenedMeeting, save_noted
from kkr_analysis.data.project import Project
from kkr_analysis.errors import KkrError
from kkr_analysis.meeting.under_way import Noted, SoFar, noted_in, so_far
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.meeting.under_way import example_mark, in_short, lot_in_words, page


class MeetingPage:
    """
    One meeting at a time, from its folder, with what is noted on the page since.

    ``view`` is what a notebook displays. What cannot be is told, and what is ticked stays.
    """

    def __init__(
        self, project: Project, meeting: KnownMeeting, *, seed: Callable[[], str] = new_seed
    ) -> None:
        self.project, self.meeting = project, meeting
        self._opened: OpenedMeeting | None = None
        self._now: SoFar | None = None
        self._before: SoFar | None = None
        self.noted = Noted()
        self._left: dict[KnownMeeting, tuple[OpenedMeeting, Noted]] = {}
        self._setting = Setting()
        parts = self._parts = Parts()
        known = known_meetings(project)
        self.choose = parts.dropdown("Møde", [(one.title, one) for one in known], meeting)
        self.choose.observe(self._chosen, names="value")
        self.attendance = AttendancePanel(parts, self._setting, self.take)
        self.groups = GroupsPanel(parts, self._setting, self.take)
        self.lots = LotsPanel(parts, self._setting, self.take, seed)
        self.save = parts.button("Gem")
        self.again = parts.button("Læs filerne igen")
        self.save.on_click(lambda _: self._save())
        self.again.on_click(lambda _: self._read_again())
        self.mark, self.short, self.message, self.words = (
            parts.html(name=f"kkr-{name}") for name in ("example", "short", "message", "meeting-words")
        )
        self.view = self._lay_out()
        self._open()

    def _lay_out(self) -> widgets.Widget:
        parts = self._parts
        controls = parts.column(
            parts.html("<h2>Hvilket møde?</h2>"),
            self.choose,
            self.mark,
            parts.column(self.short, parts.row(self.save, self.again), self.message, name="kkr-standing"),
            self.attendance.view,
            self.groups.view,
            self.lots.view,
            name="kkr-controls",
        )
        answer = parts.column(self.words, name="kkr-answer")
        return parts.row(controls, answer, name="kkr-explorer").add_class("kkr-meeting")

    def take(self, step: Step) -> None:
        """Take a step, and show what the meeting then comes to; what cannot be is told and not taken."""
        if self._opened is None:
            return
        before = self.noted.lots
        with self._reporting():
            noted = step(self.noted, self._opened.dossier)
            now = so_far(self._opened.dossier, noted)
            self.noted, self._now = noted, now
            drawn = [lot for lot in noted.lots if lot not in before]
            self._say(lot_in_words(drawn[0]) if drawn else "")
        self._show()

    def _open(self) -> None:
        """Read the meeting chosen, and show it as its files say and as it was left."""
        self._opened = self._now = None
        with self._reporting():
            self._read(self._left.pop(self.meeting, None))
            self._say("")
        self._show()

    def _read_again(self) -> None:
        """Read the files again under what is noted on the page."""
        if self._opened is None:
            self._open()
            return
        with self._reporting():
            self._read((self._opened, self.noted))
            self._say("Filerne er læst igen. Det, du har sat på siden, står endnu.")
        self._show()

    def _read(self, left: tuple[OpenedMeeting, Noted] | None) -> None:
        """Read the meeting chosen, under what was noted on the page over an earlier reading."""
        opened = self.meeting.opened_in(self.project)
        before = noted_in(opened.dossier)
        noted = carried_over(left[1], left[0].dossier, opened.dossier) if left else before
        self._before, self._now = so_far(opened.dossier, before), so_far(opened.dossier, noted)
        self._opened, self.noted = opened, noted
        self.attendance.lay_out(opened.dossier)
        self.groups.lay_out(opened.dossier)

    def _show(self) -> None:
        """Set every control to what is noted, and the words to what it comes to."""
        if self._opened is None or self._now is None or self._before is None:
            self.mark.value = self.short.value = self.words.value = ""
            return
        mark = example_mark(self._now.held)
        self.mark.value = render("message.html.j2", text=mark, is_fault=True).source if mark else ""
        said = in_short(self._now, self._before, is_saved=self.is_saved)
        self.short.value = render("message.html.j2", text=said, is_fault=False).source
        self.attendance.show(self.noted)
        self.groups.show(self.noted)
        self.lots.show(self._now, self.noted)
        self.words.value = page(self._now, self._before).source

    @property
    def is_saved(self) -> bool:
        """Whether the files say what the page does."""
        return self._opened is None or self.noted.says_as(noted_in(self._opened.dossier))

    def _save(self) -> None:
        if self._opened is None or self._now is None:
            return
        if self.meeting.is_example:
            self._say(
                "Eksemplet bliver ikke ændret. Læg en mappe klar til jeres eget møde, så gemmes der i den: "
                f"{self.meeting.how_to_lay_out_ones_own}",
                is_fault=True,
            )
            return
        with self._reporting():
            kept = tuple(lot for lot in self.noted.lots if lot not in self._now.unused_lots)
            noted = replace(self.noted, lots=kept)
            written = save_noted(self.meeting.folders, self._opened, noted, date.today())
            self._opened = self.meeting.opened_in(self.project)
            self.noted = noted_in(self._opened.dossier)
            self._now = self._before = so_far(self._opened.dossier, self.noted)
            self._say(_saved(written, self.meeting))
        self._show()

    def _chosen(self, change: dict[str, Any]) -> None:
        if self._opened is not None and not self.is_saved:
            self._left[self.meeting] = (self._opened, self.noted)
        self.meeting = change["new"]
        self._open()

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Say what is wrong, and leave what is noted as it was."""
        try:
            yield
        except KkrError as fault:
            self._say(str(fault), is_fault=True)

    def _say(self, text: str, *, is_fault: bool = False) -> None:
        self.message.value = render("message.html.j2", text=text, is_fault=is_fault).source if text else ""


def _saved(written: tuple[Path, ...], meeting: KnownMeeting) -> str:
    if not written:
        return "Der er ikke noget nyt at gemme."
    files = listed(path.name for path in written)
    return f"Gemt: {files} i {as_typed(written[0].parent)}. Lav papirerne med: {meeting.command}"


def meeting_page(region: str = "", term: str = "", folder: Path | None = None) -> widgets.Widget:
    """
    Return the page of a meeting for a notebook to display: of one's own folder, or else of the example.

    ``folder`` is in the project, by default the current one. Where there is no meeting, or no such one, the
    page says how to make one.
    """
    from kkr_analysis.data.project import find_project

    project = find_project(folder)
    try:
        meeting = meeting_named(known_meetings(project), region, term)
    except KkrError as fault:
        return Parts().html(render("message.html.j2", text=str(fault), is_fault=True).source)
    return MeetingPage(project, meeting).view
