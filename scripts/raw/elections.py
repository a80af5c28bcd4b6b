"""The elections: votes, totals, seats, mayors, and the tables that an analyst fills in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from raw.danish_sources import in_danish
from raw.files import NOT_STATED, Origin, Record, ballot_order, by_code, read, write_file, write_table
from raw.registry import NO_END, PLACED, refuse_unknown_spellings

FACTS = """\
slug = "{slug}"
navn = "Kommunalvalget {shown}"
dag = {day}
opstillingsberettiget_pr = {year}-08-01
bilag_pr = {as_of}
optaelling = "endelig"
listesamarbejde_note = "Det vides ikke, hvilke lokale lister der var tilmeldt i {year}, så ingen er \
regnet med."
repraesentation_note = "{represented}"
"""

SIZES_2021 = (
    "For {kommuner} er mandattallet det, der gjaldt ved valget i 2025; det er ikke bekræftet for 2021. "
    "Det ændrer intet: selv med seks medlemmer færre i hver af de kommuner er svaret det samme for alle "
    "partier over spærregrænsen."
)

SETTLED_2021 = """
[listesamarbejde_afgjort]
midtjylland = "I den offentliggjorte tabel for KKR Midtjylland har LLD heller ingen pladser."
"""

SAMSOE_2021 = {
    "kommunekode": "741",
    "kommune": "Samsø",
    "borgmester": "Søren Wiese",
    "bogstav": "V",
    "listenavn": "Venstre, Danmarks Liberale Parti",
    "status": "aftalt",
    "fra": "2021-11-16",
    "til": "2021-12-14",
    "kildestyrke": "stærk",
    "kilde": "politiken.dk art8502954 (V's Søren Wiese udpeget på valgnatten, ændret før konstitueringen)",
}
"""Announced on election night and never constituted."""

PUBLIC_FILES = (
    "Lagt sammen af de offentlige resultatfiler, én pr. afstemningsområde. Sorteret efter kommunekode."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an election's files go, and its day ("2021-11-16", "16. november 2021")."""

    folder: Path
    day: str
    shown: str

    @property
    def year(self) -> str:
        """The year of the election."""
        return self.day[:4]


def write_kv2013(figures: Path, into: Path) -> None:
    """Write the votes of the municipal election of 2013; there are no mayors, so no enclosure."""
    place = Place(folder=into / "kv2013", day="2013-11-19", shown="19. november 2013")
    votes = sorted(read(figures / "kv2013_stemmer.csv"), key=ballot_order)
    write_votes(
        place,
        votes,
        publisher="KMD (resultatsider)",
        retrieved=NOT_STATED,
        treatment="Sorteret efter kommunekode og bogstav. Ellers som i projektets samlede tal.",
        notes="Listernes sum er de gyldige stemmer i 98 af 98 kommuner. 28 af 29 kontrollerede kommuner "
        "svarer til Danmarks Statistik; Frederikshavn afviger med 5 stemmer.",
    )
    write_totals(place, read(figures / "kv2013_totaler.csv"), publisher="KMD (resultatsider)")
    write_facts(place, as_of="2014-01-31")


def write_kv2021(figures: Path, into: Path) -> None:
    """Write the figures of the municipal election of 2021."""
    place = Place(folder=into / "kv2021", day="2021-11-16", shown="16. november 2021")
    votes = sorted(read(figures / "kv2021_stemmer.csv"), key=ballot_order)
    write_votes(
        place,
        votes,
        publisher="valg.dk",
        retrieved="2025-11-06",
        treatment="Lagt sammen af 98 eksporterede filer, én pr. kommune, med personlige stemmer og "
        "listestemmer pr. afstemningsområde. Sorteret efter kommunekode og bogstav.",
        notes="Én liste i København har intet bogstav. Summerne er 3.088.217 gyldige stemmer i alt og "
        "724.233 i Midtjylland; det sidste svarer til Danmarks Statistik.",
    )
    mayors = [in_office(row, place) for row in read(figures / "borgmestre_2022-2025.csv")]
    write_mayors(
        place,
        [SAMSOE_2021, *mayors],
        title="Borgmestre, valgt på de konstituerende møder efter valget i 2021",
        notes="kildestyrke »svag« mærker seks rækker med en svagere kilde. I Midtjylland er tallene A 9, V "
        "9 og C 1 som i det offentliggjorte bilag. På Samsø blev en borgmester udpeget på valgnatten, men "
        "en anden valgt.",
    )
    write_sizes(
        place,
        [with_strength(row) for row in read(figures / "kv2021_mandattal.csv")],
        publisher="Danmarks Statistik for 28 kommuner; for resten størrelsen ved kommunalvalget 2025",
        notes="For 70 kommuner er størrelsen ikke bekræftet for 2021; kilden står i hver række.",
    )
    write_controls(place, midtjylland="724233")
    write_empty_tables(place)
    write_facts(place, as_of="2022-01-19", represented=SIZES_2021, settled=SETTLED_2021)


def write_kv2025(figures: Path, into: Path) -> None:
    """Write the figures of the municipal election of 2025."""
    place = Place(folder=into / "kv2025", day="2025-11-18", shown="18. november 2025")
    votes = sorted(read(figures / "kv2025_stemmer.csv"), key=ballot_order)
    totals = by_code(read(figures / "kv2025_totaler.csv"))
    write_votes(
        place,
        votes,
        publisher="valg.dk",
        retrieved=NOT_STATED,
        treatment=PUBLIC_FILES,
        notes="Listernes sum er de gyldige stemmer i hvert afstemningsområde. 767.982 gyldige stemmer i "
        "Midtjylland svarer til Danmarks Statistik.",
    )
    write_totals(place, totals, publisher="valg.dk")
    write_table(
        place.folder / "mandater.csv",
        ("kommunekode", "kommune", "bogstav", "listenavn", "mandater"),
        votes,
        Origin(
            title=f"Mandater pr. liste i kommunalbestyrelserne, valgt {place.shown}",
            publisher="valg.dk",
            retrieved=NOT_STATED,
            treatment=PUBLIC_FILES,
            notes="2.432 mandater i alt.",
        ),
    )
    write_sizes(
        place,
        [{**row, "kilde": "Mandaterne i mandater.csv lagt sammen"} for row in totals],
        publisher="valg.dk",
    )
    names = {row["kommunekode"]: row["kommune"] for row in totals}
    write_candidates(place, figures, names)
    ballots = {(row["kommunekode"], row["bogstav"]): row["listenavn"] for row in votes}
    mayors = [
        {**in_office(row, place), "listenavn": ballots[row["kommunekode"], row["bogstav"]]}
        for row in read(figures / "borgmestre_2026-2029.csv")
    ]
    write_mayors(
        place,
        mayors,
        title="Borgmestre fra januar 2026, valgt på de konstituerende møder eller kun aftalt i valgugen",
        notes="67 rækker er aftaler fra valgugen: det er ikke bekræftet her, at de blev valgt. Listenavnet "
        "er stemmesedlens.",
        conflict="En optælling i pressen har 40 borgmestre fra V og 21 fra C i hele landet. Her er der "
        "regnet med 41 og 19. Optællingen siger ikke, hvilke kommuner forskellen gælder.",
    )
    write_placements(place, names)
    write_controls(place, midtjylland="767982")
    write_empty_tables(place)
    write_facts(place, as_of="2026-01-31")


def in_office(row: Record, place: Place) -> Record:
    """
    Return a mayor's row with the days it holds.

    Agreed from the day of the election; constituted by 15 December, when the councils must have done so.
    """
    first = f"{place.year}-12-15" if row["status"] == "konstitueret" else place.day
    return {**row, "fra": first, "til": NO_END, "kilde": in_danish(row["kilde"])}


def write_votes(
    place: Place, votes: Sequence[Record], *, publisher: str, retrieved: str, treatment: str, notes: str
) -> None:
    """Write the votes of every list, when every party's name has been reviewed."""
    refuse_unknown_spellings(f"kv{place.year}", votes)
    write_table(
        place.folder / "stemmer.csv",
        ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer"),
        votes,
        Origin(
            title=f"Stemmer pr. liste og kommune ved kommunalvalget {place.shown} (fintælling)",
            publisher=publisher,
            retrieved=retrieved,
            treatment=treatment,
            notes=notes,
        ),
    )


def write_totals(place: Place, totals: Iterable[Record], *, publisher: str) -> None:
    """Write the totals of every municipality, counted to the end."""
    columns = ("gyldige_stemmer", "afgivne_stemmer", "stemmeberettigede", "afstemningsomraader")
    write_table(
        place.folder / "totaler.csv",
        ("kommunekode", "kommune", *columns, "optaelling"),
        [{**row, "optaelling": "endelig"} for row in by_code(totals)],
        Origin(
            title=f"Gyldige og afgivne stemmer ved kommunalvalget {place.shown} (fintælling)",
            publisher=publisher,
            retrieved=NOT_STATED,
            treatment="Sorteret efter kommunekode.",
        ),
    )


def write_candidates(place: Place, figures: Path, names: dict[str, str]) -> None:
    """Write the alliances of the municipal election, and the number of candidates on each list."""
    for file, columns, what in (
        ("valgforbund", ("valgforbund", "navn", "bogstav"), "Valgforbund"),
        ("kandidater", ("bogstav", "listenavn", "kandidater"), "Antal kandidater pr. liste"),
    ):
        rows = by_code(read(figures / f"kv{place.year}_{file}.csv"))
        write_table(
            place.folder / f"{file}.csv",
            ("kommunekode", "kommune", *columns),
            [{**row, "kommune": names[row["kommunekode"]]} for row in rows],
            Origin(
                title=f"{what} ved kommunalvalget {place.shown}",
                publisher="valg.dk",
                retrieved=NOT_STATED,
                treatment="Samlet af de offentlige filer med kandidater, én pr. kommune. Sorteret efter "
                "kommunekode.",
            ),
        )


def write_mayors(
    place: Place, mayors: Iterable[Record], *, title: str, notes: str, conflict: str = ""
) -> None:
    """Write the calendar of mayors."""
    columns = ("kommunekode", "kommune", "borgmester", "bogstav", "listenavn", "status", "fra", "til")
    write_table(
        place.folder / "borgmestre.csv",
        (*columns, "kildestyrke", "kilde"),
        by_code(mayors),
        Origin(
            title=title,
            publisher="Flere; kilden står i hver række",
            retrieved=NOT_STATED,
            treatment="Samlet række for række fra offentlige kilder. Sorteret efter kommunekode. fra er "
            "valgdagen for en aftale, og for en valgt den 15. december, da kommunalbestyrelserne senest "
            "skal have konstitueret sig; den rigtige dag kan være før.",
            notes=notes,
            conflict=conflict,
        ),
    )


def with_strength(row: Record) -> Record:
    """Return the row of a council with how good its source is: a size of another election is unconfirmed."""
    return {**row, "kildestyrke": "svag" if "ikke bekræftet" in row["kilde"] else "stærk"}


def write_sizes(place: Place, sizes: Sequence[Record], *, publisher: str, notes: str = "") -> None:
    """Write the number of members of every council."""
    columns = ("kommunekode", "kommune", "mandater", "kilde", "kildestyrke")
    write_table(
        place.folder / "mandattal.csv",
        [column for column in columns if column in sizes[0]],
        by_code(sizes),
        Origin(
            title=f"Antal medlemmer i kommunalbestyrelserne, valgt {place.shown}",
            publisher=publisher,
            retrieved=NOT_STATED,
            treatment="Sorteret efter kommunekode.",
            notes=notes,
        ),
    )


def write_placements(place: Place, names: dict[str, str]) -> None:
    """Write the lists placed by hand."""
    write_table(
        place.folder / "lister.csv",
        ("kommunekode", "kommune", "bogstav", "listenavn", "parti", "begrundelse"),
        [
            {
                "kommunekode": code,
                "kommune": names[code],
                "bogstav": letter,
                "listenavn": name,
                "parti": letter,
                "begrundelse": "Partiets navn med kommunens føjet til, og partiets bogstav.",
            }
            for code, letter, name in PLACED[f"kv{place.year}"]
        ],
        Origin(title="Lister, hvis navn ikke alene siger, hvilket parti de er"),
    )


def write_controls(place: Place, *, midtjylland: str) -> None:
    """Write the sum that Danmarks Statistik has, to hold the votes against."""
    write_table(
        place.folder / "kontroltal.csv",
        ("omraade", "gyldige_stemmer", "kilde"),
        [{"omraade": "Midtjylland", "gyldige_stemmer": midtjylland, "kilde": "Danmarks Statistik"}],
        Origin(
            title=f"Stemmer ved kommunalvalget {place.shown} efter en anden kilde, til kontrol",
            publisher="Danmarks Statistik",
            retrieved=NOT_STATED,
        ),
    )


def write_empty_tables(place: Place) -> None:
    """Write the tables that an analyst fills in, and that are empty so far."""
    write_table(
        place.folder / "listesamarbejde.csv",
        ("kommunekode", "kommune", "bogstav", "listenavn"),
        [],
        Origin(
            title=f"Lokale lister, der var tilmeldt listesamarbejdet Lokallisterne i Danmark i {place.year}",
            treatment="Tom: det vides ikke, hvilke lister der var tilmeldt.",
            notes="Tilmeldte lister skrives med bogstav og navn, som de står i stemmer.csv.",
        ),
    )
    write_table(
        place.folder / "lodtraekninger.csv",
        ("region", "trin", "lige", "udtrukket", "dato", "bemaerkning"),
        [],
        Origin(
            title=f"Lodtrækninger i KKR efter kommunalvalget {place.year}",
            treatment="Tom: ingen kendte lodtrækninger.",
            notes="lige er alle, der stod lige, og udtrukket dem, der vandt lodtrækningen; begge som "
            "bogstaver med + imellem. region er regionens slug.",
        ),
    )


def write_facts(place: Place, *, as_of: str, represented: str = "", settled: str = "") -> None:
    """Write the election's days, status and reservations."""
    text = FACTS.format(
        slug=f"kv{place.year}",
        shown=place.shown,
        day=place.day,
        year=place.year,
        as_of=as_of,
        represented=represented,
    )
    text += settled
    origin = Origin(title=f"Kommunalvalget {place.shown}: dage, status og forbehold")
    write_file(place.folder / "valg.toml", text.encode(), origin)
