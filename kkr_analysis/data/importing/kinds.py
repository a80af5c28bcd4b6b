"""Files that are not figures, or figures in a form that is not read: say which kind they are."""

from __future__ import annotations

import io
import zipfile

LARGEST_FILE = 50_000_000
"""Bytes. The largest official file is under one million."""
_SAVE_AS_XLSX = "Åbn den i et regnearksprogram, og gem tabellen som .xlsx eller CSV UTF-8."
_SPREADSHEETS = (
    ".ods",
    ".fods",
    ".ots",
    ".xls",
    ".xlsm",
    ".xlsb",
    ".xltx",
    ".xltm",
    ".numbers",
    ".gsheet",
    ".sxc",
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEGINNINGS = {
    b"%PDF": "en PDF-fil",
    b"{\\rtf": "et dokument (.rtf)",
    b"\x1f\x8b": "en pakket fil (.gz)",
    b"7z\xbc\xaf\x27\x1c": "en pakket fil (.7z)",
    b"Rar!": "en pakket fil (.rar)",
    b"\xfd7zXZ": "en pakket fil (.xz)",
    b"BZh": "en pakket fil (.bz2)",
    b"SQLite format 3": "en database",
    b"PAR1": "en Parquet-fil",
    b"\x89PNG": "et billede",
    b"\xff\xd8\xff": "et billede",
    b"ID;P": "et regneark i formatet SYLK (.slk)",
}
_FIGURES = (".csv", ".json", ".xlsx", ".txt", ".tsv")


def what_is_wrong(name: str, content: bytes, size: int) -> tuple[str, str]:
    """Return what kind of unreadable file this is, and the next step; empty for one that can be read."""
    start, suffix = content[:4096], name.lower()
    if size > LARGEST_FILE or len(content) > LARGEST_FILE:
        return f"{size // 1_000_000} MB", "Den er for stor til at være en fil med valgresultater. Fjern den."
    if not start.strip(b"\0\r\n\t \xef\xbb\xbf"):
        return "en tom fil", "Hent filen igen."
    if start.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<":
        return _markup(content)
    if start.startswith(b"PK"):
        return _packed(suffix, content)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            return (
                "et regneark, der er låst med en adgangskode",
                "Fjern adgangskoden i Excel, og gem filen igen.",
            )
        return "et regneark i det gamle format (.xls)", _SAVE_AS_XLSX
    for beginning, what in _BEGINNINGS.items():
        if start.startswith(beginning) and suffix.endswith((*_FIGURES, *_SPREADSHEETS)):
            step = _SAVE_AS_XLSX if "regneark" in what else "Find den oprindelige fil, eller hent den igen."
            return f"{what} med et andet navn", step
    if suffix.endswith((".xlsx", *_SPREADSHEETS)):
        return "en fil, der ikke er et regneark, selv om den hedder det", (
            "Er det tekst, så giv den endelsen .csv. Ellers hent filen igen."
        )
    return "", ""


def _markup(content: bytes) -> tuple[str, str]:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4096]:
        return "et regneark i XML (Excel 2003)", _SAVE_AS_XLSX
    if b"opendocument" in content[:4096]:
        return "et regneark i formatet OpenDocument (.fods)", _SAVE_AS_XLSX
    return "en webside", "Siden er gemt i stedet for filen. Hent selve filen."


def _packed(suffix: str, content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ("", "") if suffix.endswith(".xlsx") else _zip()
    if _OPEN_DOCUMENT in content[:200]:
        return "et regneark i formatet OpenDocument (.ods)", _SAVE_AS_XLSX
    if "xl/workbook.bin" in names:
        return "et binært regneark (.xlsb)", _SAVE_AS_XLSX
    if "xl/vbaProject.bin" in names or (suffix.endswith((".xlsm", ".xltm")) and "xl/workbook.xml" in names):
        return "et regneark med makroer (.xlsm)", _SAVE_AS_XLSX
    if any(name.startswith("Index/") or name == "Index.zip" for name in names):
        return "et regneark fra Numbers (.numbers)", _SAVE_AS_XLSX
    if "word/document.xml" in names:
        return "et Word-dokument (.docx)", "Gem tabellen i det som .xlsx eller CSV UTF-8."
    if "xl/workbook.xml" in names:
        if suffix.endswith(".xlsx"):
            return "", ""
        return "et regneark med et andet navn end .xlsx", "Giv filen et navn, der ender på .xlsx."
    return ("", "") if suffix.endswith(".xlsx") else _zip()


def _zip() -> tuple[str, str]:
    return "en zip-fil", "Pak den ud, og angiv mappen."
