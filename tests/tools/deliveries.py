"""Small deliveries in each format: three municipalities, the same votes in all of them, or those given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

Votes = Mapping[tuple[str, str], Mapping[tuple[str, str], int]]
"""By municipality (code and name), and by list (letter and name)."""
VOTES = {
    ("901", "Andeby"): {("A", "Socialdemokratiet"): 1000, ("L", "Lokallisten"): 300, ("", "Uden Bogstav"): 7},
    ("902", "Gåserød"): {("V", "Venstre, Danmarks Liberale Parti"): 600, ("A", "Socialdemokratiet"): 400},
    ("903", "Ærøby"): {("N", "Nyt Ærøby"): 250, ("A", "Socialdemokratiet"): 200},
}
TOTAL = 2757
DAY = "17-11-2099"


def exports(folder: Path, votes_of: Votes = VOTES, stamp: str = "20-11-2099 9.44.10") -> Path:
    """Write the CSV exports of valg.dk: two polling areas, a candidate, and the list's own votes."""
    folder.mkdir(parents=True, exist_ok=True)
    for (_, municipality), lists in votes_of.items():
        rows = ["Afstemningsområde;Bogstavbetegnelse;Listenavn;Navn;Stemmetal"]
        for area, share in (("1. Skolen", 3), ("2. Hallen", 0)):
            for (letter, name), votes in lists.items():
                part = votes // 3 if share else votes - votes // 3
                rows += [f"{area};{letter};{name};Listestemmer;{part // 2}"]
                rows += [f"{area};{letter};{name};Rip Rapsen;{part - part // 2}"]
        file = folder / f"Kommunalvalg_2099_{municipality}_{stamp}.csv"
        file.write_bytes(b"\xef\xbb\xbf" + "\n".join([*rows, ""]).encode())
    return folder


def area(code: str, municipality: str, lists: Mapping[tuple[str, str], int], number: int) -> dict[str, Any]:
    """Return one polling area of the result server."""
    valid = sum(lists.values())
    return {
        "Kandidatlister": [
            {
                "KandidatlisteId": f"{code}{letter}{name}",
                "Navn": name,
                "Bogstavbetegnelse": letter or None,
                "Stemmer": votes,
                "Listestemmer": votes - votes // 2,
                "Kandidater": [{"Id": "x", "Stemmeseddelnavn": "Rip", "Stemmer": votes // 2}],
            }
            for (letter, name), votes in lists.items()
        ],
        "GodkendelsesDatoUTC": "18-11-2099 10:00:00",
        "Valgdag": DAY,
        "Valgart": "Kommunalvalg",
        "FrigivelsesTidspunktUTC": "18-11-2099 10:30:00",
        "Kommune": f"{municipality} Kommune",
        "Kommunekode": int(code),
        "AfstemningsområdeDagiId": number,
        "Resultatart": "Fintælling",
        "AfgivneStemmer": valid + 6,
        "GyldigeStemmer": valid,
        "UgyldigeStemmerUdoverBlanke": 1,
        "BlankeUgyldigeFremmødteStemmer": 2,
        "BlankeUgyldigeBrevstemmer": 3,
        "AntalStemmeberettigedeVælgere": valid + 100,
    }


def result_server(folder: Path, votes_of: Votes = VOTES) -> Path:
    """Write the JSON files of the result server: two polling areas in the first municipality."""
    for place, ((code, municipality), lists) in enumerate(votes_of.items()):
        halves = (
            [
                {own: votes - votes // 3 for own, votes in lists.items()},
                {own: v // 3 for own, v in lists.items()},
            ]
            if place == 0
            else [lists]
        )
        for number, half in enumerate(halves):
            name = f"valgresultater-Kommunalvalg-{municipality}_Kommune-{number}.json"
            write_json(folder / "valgresultater" / name, area(code, municipality, half, 10 * place + number))
    return folder


def write_json(path: Path, entries: Any) -> None:
    """Write one JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")


def tidy(separator: str = ",", votes_of: Votes = VOTES, *, grouped: str = "") -> str:
    """Return the tidy table; ``grouped`` is a thousands mark."""
    lines = [separator.join(("kommunekode", "kommune", "bogstav", "listenavn", "stemmer"))]
    for (code, municipality), lists in votes_of.items():
        for (letter, name), votes in lists.items():
            number = f"{votes:,}".replace(",", grouped) if grouped else str(votes)
            shown = [code, municipality, letter, name, number]
            lines.append(separator.join(f'"{one}"' if separator in one else one for one in shown))
    return "\n".join(lines) + "\n"


def spreadsheet(
    path: Any, votes_of: Votes = VOTES, *, cells: Mapping[tuple[int, int], Any] | None = None
) -> Any:
    """Write the tidy table as a spreadsheet with numbers as numbers; ``cells`` come instead of its own."""
    book = Workbook(path if hasattr(path, "write") else str(path))
    fill(book.add_worksheet(), votes_of, cells)
    book.close()
    return path


def fill(sheet: Any, votes_of: Votes = VOTES, cells: Mapping[tuple[int, int], Any] | None = None) -> None:
    """Write the tidy table in a sheet."""
    for row, line in enumerate(tidy("|", votes_of).splitlines()):
        for column, cell in enumerate(line.split("|")):
            sheet.write(row, column, int(cell) if cell.isdigit() else cell)
    for (row, column), value in (cells or {}).items():
        sheet.write(row, column, value)


def deliver(form: str, folder: Path, votes_of: Votes = VOTES) -> Path:
    """Write a delivery in the form "csv", "xlsx", "valg.dk" or "json", and return what is imported."""
    folder.mkdir(parents=True, exist_ok=True)
    if form == "valg.dk":
        return exports(folder / "filer", votes_of)
    if form == "json":
        return result_server(folder / "filer", votes_of)
    if form == "xlsx":
        return spreadsheet(folder / "tal.xlsx", votes_of)
    (folder / "tal.csv").write_text(tidy(";", votes_of), "utf-8")
    return folder / "tal.csv"


SEATS = [{"Nummer": n, "Bogstavbetegnelse": own} for n, own in enumerate("AAL", start=1)]


def council(**changes: Any) -> dict[str, Any]:
    """Return the seats of Andeby's council: A two, L one; as many people as there are seats to lists."""
    lists = changes.get("ListeMandater")
    return {
        "Valgart": "Kommunalvalg",
        "Valgdag": DAY,
        "FrigivelsesTidspunktUTC": "19-11-2099 16:31:13",
        "Kommune": "Andeby",
        "Kommunekode": 901,
        "PersonligeMandater": [{}] * len(lists if isinstance(lists, list) else SEATS),
        "ListeMandater": SEATS,
        "BaseretPåOptællinger": [
            {"AfstemningsområdeDagiId": number, "GodkendelsesDatoUTC": "18-11-2099 10:00:00"}
            for number in (0, 1)
        ],
    } | changes


def nomination(**changes: Any) -> dict[str, Any]:
    """Return the nominated lists of Andeby, two of them in an alliance; they have no municipality code."""
    lists = [
        {"KandidatlisteId": name, "Bogstavbetegnelse": letter or None, "Navn": name, "Kandidater": [{}, {}]}
        for letter, name in VOTES["901", "Andeby"]
    ]
    return {
        "Valgart": "Kommunalvalg",
        "Valgdag": DAY,
        "FrigivelsesTidspunktUTC": "06-10-2099 11:10:02",
        "Kommune": "Andeby",
        "KommuneDagiId": 389169,
        "Valgforbund": [{"Navn": "Rødt og lokalt", "KandidatlisteId": ["Socialdemokratiet", "Lokallisten"]}],
        "Kandidatlister": lists,
    } | changes
