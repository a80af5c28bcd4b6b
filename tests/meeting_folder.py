"""The example of a meeting in a folder of its own, for tests that change one thing in it and read."""

from __future__ import annotations

import shutil
from pathlib import Path

from places import ROOT, TERM
from small_data import write_with_card

from kkr_analysis.data.load import load_result
from kkr_analysis.data.meetings import read_meeting
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.data.sources.region_files import REGION_FILES
from kkr_analysis.errors import FaultyFilesError
from kkr_analysis.meeting.dossier import Dossier

RESULT = load_result("midtjylland", TERM)
FOLDER = "kv2021/midtjylland"
EXAMPLE = ROOT / "data" / "eksempel"


def copied(folder: Path) -> Path:
    """Copy the example below a folder, and return what ``read_meeting`` reads."""
    shutil.copytree(EXAMPLE, folder / "eksempel")
    return folder / "eksempel"


def laid_out_as_own(project: Path) -> Path:
    """Copy the example of a project to where a secretariat's own meeting lies, and return its folder."""
    folder = project / "data" / "raw" / FOLDER
    shutil.copytree(project / "data" / "eksempel" / FOLDER, folder, dirs_exist_ok=True)
    convening = folder / "moede.toml"
    write_with_card(convening, convening.read_bytes().replace(b"eksempel = true\n", b""))
    return folder


def keep_only(data: Path, *names: str) -> None:
    """Remove the other files of the meeting, and their cards."""
    for name in set(REGION_FILES) - set(names):
        for path in (data / FOLDER / name, card_path(data / FOLDER / name)):
            path.unlink()


def read(data: Path) -> Dossier:
    """Read the folder of KKR Midtjylland 2022."""
    return read_meeting(data, RESULT)


def faults_in(data: Path) -> list[str]:
    """Read a folder that is wrong, and return its faults; none where it is not."""
    try:
        read(data)
    except FaultyFilesError as error:
        return list(error.faults)
    return []
