"""The papers of meetings that lie in a term's folder, each with the figures that they rest on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.danish import day_or_word
from kkr_analysis.documents.meeting.names import INDEX, data_name, folder_name
from kkr_analysis.errors import KkrError
from kkr_analysis.files import read_bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMeeting:
    """A meeting's papers: the page that leads to them, and the fingerprint of the KKR that they are about."""

    region: str
    page: str
    """Path below the folder of the term."""
    day: str
    """Written, "19. januar 2022"; empty where no day was set."""
    is_example: bool
    is_preliminary: bool
    composition: str

    @property
    def words(self) -> str:
        """The words of a link to the page."""
        when = f" {self.day}" if self.day else ""
        return f"Papirer til det konstituerende møde{when}{' (eksempel)' if self.is_example else ''}"


def meetings_in(folder: Path, regions: Collection[str]) -> Iterator[FoundMeeting]:
    """Give the meetings of regions in a term's folder; what is no file of ours is passed over."""
    for region in regions:
        place = folder / folder_name(region)
        if not (place / INDEX).is_file():
            continue
        try:
            values = json.loads(read_bounded(place / data_name(region)))
            call = values["meeting"]
            yield FoundMeeting(
                region=region,
                page=f"{folder_name(region)}/{INDEX}",
                day=day_or_word(str(call["day"])) if call else "",
                is_example=bool(values["example"]),
                is_preliminary=bool(values["preliminary"]),
                composition=str(values["composition"]),
            )
        except (KkrError, OSError, ValueError, TypeError, KeyError):
            continue
