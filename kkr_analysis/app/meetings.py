"""Which meetings the app can show: those in the secretariat's own folders, and the example."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.data.command import as_typed, kkr_command
from kkr_analysis.data.load import load_result
from kkr_analysis.data.meetings.at_the_meeting import OpenedMeeting, open_meeting
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import known_elections, load_regions
from kkr_analysis.data.sources.region_files import MEMBERS
from kkr_analysis.errors import MeetingError


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMeeting:
    """A meeting that has a folder: whose, in which term, and below which folder of figures or examples."""

    region: str
    term: str
    title: str
    """As it is chosen: "KKR Midtjylland 2022–26"."""
    folders: Path
    is_example: bool

    def opened_in(self, project: Project) -> OpenedMeeting:
        """Read it. Raises KkrError."""
        return open_meeting(self.folders, load_result(self.region, self.term, project=project))

    @property
    def how_to_lay_out_ones_own(self) -> str:
        """The command that makes a folder of one's own, which can be written in."""
        return f"{kkr_command()} new-meeting {self.region} --term {self.term}"

    @property
    def command(self) -> str:
        """The command that makes its papers."""
        return f"{kkr_command()} meeting {self.region} --term {self.term}"


def known_meetings(project: Project) -> tuple[KnownMeeting, ...]:
    """
    Return the meetings whose members are listed: one's own first, the latest term before, then the examples.

    Raises MeetingError where there are none.
    """
    elections = known_elections(project.data)
    terms = map(project.rules.rule_set, project.rules.known_terms())
    latest_first = sorted(terms, key=lambda rules: rules.term, reverse=True)
    found = tuple(
        KnownMeeting(
            region=region.slug,
            term=rules.term,
            title=f"{'Eksempel: ' if is_example else ''}KKR {region.name} {rules.label}",
            folders=folders,
            is_example=is_example,
        )
        for is_example, folders in ((False, project.data), (True, project.examples))
        for rules in latest_first
        if rules.election in elections
        for region in load_regions(project.data, rules.election)
        if (folders / rules.election / region.slug / MEMBERS).is_file()
    )
    if not found:
        raise MeetingError(
            f"Der er ingen mappe for et møde i {as_typed(project.data)}. Læg en klar med: {kkr_command()} "
            "new-meeting REGION"
        )
    return found


def meeting_named(meetings: tuple[KnownMeeting, ...], region: str, term: str) -> KnownMeeting:
    """
    Return the first meeting of a region and a term, either of which may be empty.

    Raises MeetingError where there is none.
    """
    for meeting in meetings:
        if region in ("", meeting.region) and meeting.term.startswith(term):
            return meeting
    raise MeetingError(
        f"Der er ingen mappe for mødet i {' '.join(filter(None, (region, term)))}. Læg den klar med: "
        f"{kkr_command()} new-meeting {region or 'REGION'}"
    )
