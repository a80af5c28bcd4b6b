"""LibreOffice without a screen, as a second opinion on spreadsheets and Word documents."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

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


def converted(files: Sequence[Path], suffix: str, folder: Path) -> list[Path]:
    """
    Open every file and save it in another format; return the new files. Formulas are computed again.

    ``suffix`` may have a filter and its settings after a colon, as ``ACCESSIBLE_PDF`` has.
    """
    profile = folder / "profil"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", suffix]
    subprocess.run(
        [*command, "--outdir", str(folder / "ud"), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / "ud" / f"{file.stem}.{suffix.partition(':')[0]}" for file in files]
