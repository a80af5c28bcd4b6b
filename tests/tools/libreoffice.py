"""LibreOffice without a screen, as a second opinion on spreadsheets and Word documents."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tools.kept import kept

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Formulas are computed when a file is opened, whatever values stand in it."""
ACCESSIBLE_PDF = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
"""A PDF as "Universal Accessibility" in the dialogue of a reader's own LibreOffice."""


@cache
def _profile() -> Path:
    """Return the folder of a user who computes formulas again; LibreOffice lays it out once, for seconds."""
    profile = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="libreoffice-")))
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    return profile


def converted(files: Sequence[Path], suffix: str, folder: Path) -> list[Path]:
    """
    Open every file and save it in another format; return the new files. Formulas are computed again.

    ``suffix`` may have a filter and its settings after a colon, as ``ACCESSIBLE_PDF`` has.
    """
    profile = f"-env:UserInstallation={_profile().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix]
    subprocess.run(
        [*command, "--outdir", str(folder / "ud"), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / "ud" / f"{file.stem}.{suffix.partition(':')[0]}" for file in files]
