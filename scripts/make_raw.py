"""
Make ``data/raw`` from the compiled figures. Run once per delivery of figures, never to mend a file.

    python scripts/make_raw.py --figures DIR --into data/raw

The same figures give the same bytes. Files that an analyst has changed since are overwritten, cards and all.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kkr_analysis.sources.cards import SourceCard, card_path, sha256_of, write_card

Record = dict[str, str]

DANISH_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"

REGIONS = (
    ("hovedstaden", "Hovedstaden"),
    ("sjaelland", "Sjælland"),
    ("syddanmark", "Syddanmark"),
    ("midtjylland", "Midtjylland"),
    ("nordjylland", "Nordjylland"),
)

# Rule E1 knows the state on these three days and no other.
KV17, KV21, STILL = "2017-08-01", "2021-08-01", ""
KV25 = "2025-08-01"
PARTIES = (
    # letter, name, colour (neighbours differ in lightness), entitled from, entitled to
    ("A", "Socialdemokratiet", "#A82721", KV17, STILL),
    ("B", "Radikale Venstre", "#E07BC4", KV17, STILL),
    ("C", "Det Konservative Folkeparti", "#0A4A2F", KV17, STILL),
    ("D", "Nye Borgerlige", "#79B8BC", KV17, KV21),
    ("F", "SF – Socialistisk Folkeparti", "#C2184B", KV17, STILL),
    ("G", "Veganerpartiet", "#A9CF75", KV21, KV21),
    ("I", "Liberal Alliance", "#2A8C9E", KV17, STILL),
    ("K", "Kristendemokraterne", "#E9A65A", KV21, KV21),
    ("M", "Moderaterne", "#55277D", KV25, STILL),
    ("O", "Dansk Folkeparti", "#F2DC6B", KV17, STILL),
    ("S", "Slesvigsk Parti", "#5E94C9", KV17, STILL),
    ("V", "Venstre, Danmarks Liberale Parti", "#1B4B8F", KV17, STILL),
    ("Æ", "Danmarksdemokraterne – Inger Støjberg", "#9DBBE3", KV25, STILL),
    ("Ø", "Enhedslisten – De Rød-Grønne", "#CF5A17", KV17, STILL),
    ("Å", "Alternativet", "#63CB66", KV17, STILL),
)

# Compared with the figures when they are written: a spelling that is not here stops the script.
BALLOT_NAMES_2021 = (
    ("A", "Socialdemokratiet"),
    ("B", "Radikale Venstre"),
    ("C", "Det Konservative Folkeparti"),
    ("D", "Nye Borgerlige"),
    ("F", "SF - Socialistisk Folkeparti"),
    ("G", "Veganerpartiet"),
    ("I", "Liberal Alliance"),
    ("K", "Kristendemokraterne"),
    ("O", "Dansk Folkeparti"),
    ("S", "Slesvigsk Parti"),
    ("V", "Venstre, Danmarks Liberale Parti"),
    ("Ø", "Enhedslisten - De Rød - Grønne"),
    ("Ø", "Enhedslisten - De Rød-Grønne"),
    ("Å", "Alternativet"),
)

FACTS_2021 = """\
slug = "kv2021"
navn = "Kommunalvalget 16. november 2021"
dag = 2021-11-16
opstillingsberettiget_pr = 2021-08-01
optaelling = "endelig"
listesamarbejde_note = "Det vides ikke, hvilke lokale lister der var tilmeldt i 2021. Listen over deltagere \
er derfor tom, og ingen stemmer tæller med for LLD."
repraesentation_grundlag = "At en liste har plads i en kommunalbestyrelse, er bevist ud fra stemmer og \
mandattal: en liste med mere end 1/(mandater + 1) af de gyldige stemmer får mindst ét mandat, uanset \
hvilke valgforbund der var. For 70 kommuner er mandattallet det, der gjaldt ved valget i 2025; \
det er ikke bekræftet for 2021. Svaret er det samme for alle partier over spærregrænsen, selv om hver af \
de kommuner havde haft seks medlemmer færre."
"""

NOT_STATED = "ikke oplyst"
NOT_FETCHED = "ikke hentet"
VALG_DK_EXPORT = "2025-11-06"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write every file and its card."""
    parser = argparse.ArgumentParser(description="Make data/raw from the compiled figures.")
    parser.add_argument("--figures", type=Path, required=True, help="folder with the compiled figures")
    parser.add_argument("--into", type=Path, required=True, help="the project's data/raw")
    chosen = parser.parse_args(arguments)
    write_registry(chosen.figures, chosen.into)
    write_kv2021(chosen.figures, chosen.into / "kv2021")


def write_registry(figures: Path, into: Path) -> None:
    """Write what does not change between elections: municipalities, regions, parties, ballot names."""
    write_table(
        into / "kommuner.csv",
        ("kommunekode", "kommune", "region"),
        by_code(read(figures / "kommuner.csv")),
        title="Kommuner, kommunekoder og regioner",
        publisher="KMD (oversigten over valg)",
        retrieved=NOT_STATED,
        treatment="Sorteret efter kommunekode. Ellers som i projektets samlede tal.",
        notes="29 kommuner i Hovedstaden, 17 i Sjælland, "
        "22 i Syddanmark, 19 i Midtjylland og 11 i Nordjylland.",
    )
    write_table(
        into / "regioner.csv",
        ("slug", "navn"),
        [{"slug": slug, "navn": name} for slug, name in REGIONS],
        title="Regioner med et KKR",
        publisher="kkr-analysis",
        retrieved=NOT_FETCHED,
        treatment="Skrevet af projektet. slug er navnet uden æ, ø og å til filnavne og parametre.",
    )
    columns = ("bogstav", "navn", "farve", "raekkefoelge", "berettiget_fra", "berettiget_til")
    write_table(
        into / "partier.csv",
        columns,
        [
            dict(zip(columns, (letter, name, colour, str(order), first, last), strict=True))
            for order, (letter, name, colour, first, last) in enumerate(PARTIES, start=1)
        ],
        title="Partier, der har været opstillingsberettigede til Folketinget",
        publisher="kkr-analysis",
        retrieved=NOT_FETCHED,
        treatment="Skrevet af projektet efter regel E1: bogstaverne i 2021 fra kommunernes sider fra august "
        "2021, i 2025 udledt af stemmesedlerne; for 2017 er kilden ikke oplyst. Farverne er projektets egne.",
        notes="berettiget_fra og berettiget_til er den første og den sidste 1. august, hvor det vides "
        "(2017, 2021 og 2025), ikke de dage, hvor retten blev vundet eller tabt. Tom berettiget_til: "
        "stadig berettiget 1. august 2025.",
    )
    write_table(
        into / "partinavne.csv",
        ("bogstav", "stemmeseddelnavn"),
        [{"bogstav": letter, "stemmeseddelnavn": name} for letter, name in BALLOT_NAMES_2021],
        title="Partiernes navne, som de er skrevet på stemmesedlerne",
        publisher="valg.dk",
        retrieved=VALG_DK_EXPORT,
        treatment="Alle stavemåder i tallene fra kommunalvalget 2021, gennemgået én for én.",
        notes="Enhedslisten står på Fanø som »Enhedslisten - De Rød - Grønne«. Partier, der først er blevet "
        "opstillingsberettigede siden, har endnu ingen navne her.",
    )


def write_kv2021(figures: Path, into: Path) -> None:
    """Write the figures of the municipal election of 16 November 2021."""
    votes = sorted(read(figures / "kv2021_stemmer.csv"), key=ballot_order)
    sizes = by_code(read(figures / "kv2021_mandattal.csv"))
    refuse_unknown_spellings(votes)
    write_table(
        into / "stemmer.csv",
        ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer"),
        votes,
        title="Stemmer pr. liste og kommune ved kommunalvalget 16. november 2021 (fintælling)",
        publisher="valg.dk",
        retrieved=VALG_DK_EXPORT,
        treatment="Lagt sammen af 98 eksporterede filer, én pr. kommune, med personlige stemmer og "
        "listestemmer pr. afstemningsområde. Sorteret efter kommunekode og bogstav.",
        notes="Én liste i København har intet bogstav. Summerne er 3.088.217 gyldige stemmer i alt og "
        "724.233 i Midtjylland; det sidste svarer til Danmarks Statistik.",
    )
    write_table(
        into / "borgmestre.csv",
        (
            "kommunekode",
            "kommune",
            "borgmester",
            "bogstav",
            "listenavn",
            "status",
            "kildestyrke",
            "kilde",
        ),
        by_code(read(figures / "borgmestre_2022-2025.csv")),
        title="Borgmestre, som de blev konstitueret i januar 2022",
        publisher="Flere; kilden står i hver række",
        retrieved=NOT_STATED,
        treatment="Samlet række for række fra offentlige kilder. Sorteret efter kommunekode.",
        notes="kildestyrke »svag« mærker seks rækker med en svagere kilde. I Midtjylland er tallene A 9, V 9 "
        "og C 1 som i det offentliggjorte bilag.",
    )
    write_table(
        into / "mandattal.csv",
        ("kommunekode", "kommune", "mandater", "kilde"),
        sizes,
        title="Antal medlemmer i kommunalbestyrelserne, valgt 16. november 2021",
        publisher="Danmarks Statistik for 28 kommuner; for resten størrelsen ved kommunalvalget 2025",
        retrieved=NOT_STATED,
        treatment="Sorteret efter kommunekode.",
        notes="For 70 kommuner er størrelsen ikke bekræftet for 2021; kilden står i hver række.",
    )
    write_table(
        into / "repraesentation.csv",
        ("kommunekode", "kommune", "bogstav", "grundlag"),
        proved_seats(votes, {row["kommunekode"]: int(row["mandater"]) for row in sizes}),
        title="Lister, der med sikkerhed fik plads i kommunalbestyrelsen ved kommunalvalget 2021",
        publisher="kkr-analysis",
        retrieved=NOT_FETCHED,
        treatment="Beregnet af stemmer.csv og mandattal.csv i hele tal: stemmer * (mandater + 1) > kommunens "
        "gyldige stemmer. Det giver et mandat efter d'Hondt, uanset hvilke valgforbund der var.",
        notes="En liste kan have et mandat uden at stå her. Filen bygger for 70 kommuner på et mandattal, "
        "der ikke er bekræftet for 2021.",
    )
    write_table(
        into / "listesamarbejde.csv",
        ("kommunekode", "kommune", "bogstav", "listenavn"),
        [],
        title="Lokale lister, der var tilmeldt listesamarbejdet Lokallisterne i Danmark i 2021",
        publisher="kkr-analysis",
        retrieved=NOT_FETCHED,
        treatment="Tom: det vides ikke, hvilke lister der var tilmeldt.",
        notes="Tilmeldte lister skrives med bogstav og navn, som de står i stemmer.csv.",
    )
    write_table(
        into / "lodtraekninger.csv",
        ("region", "trin", "lige", "udtrukket", "dato", "bemaerkning"),
        [],
        title="Lodtrækninger i KKR efter kommunalvalget 2021",
        publisher="kkr-analysis",
        retrieved=NOT_FETCHED,
        treatment="Tom: ingen kendte lodtrækninger.",
        notes="lige er alle, der stod lige, og udtrukket dem, der vandt lodtrækningen; begge som bogstaver "
        "med + imellem. region er regionens slug.",
    )
    write_file(
        into / "valg.toml",
        FACTS_2021.encode(),
        title="Kommunalvalget 16. november 2021: dage, status og forbehold",
        publisher="kkr-analysis",
        retrieved=NOT_FETCHED,
        treatment="Skrevet af projektet.",
    )


def proved_seats(votes: Iterable[Record], sizes: Mapping[str, int]) -> list[Record]:
    """
    Return the lists that have a seat in a council whatever alliances there were.

    Local lists are among them, because a list cooperation needs a seat too.

    Rule: E5. Strictly more than 1/(seats + 1) of the valid votes, in whole numbers.
    """
    rows = list(votes)
    valid: Counter[str] = Counter()
    for row in rows:
        valid[row["kommunekode"]] += int(row["stemmer"])
    return [
        {**row, "grundlag": "bevist"}
        for row in rows
        if row["bogstav"]
        and int(row["stemmer"]) * (sizes[row["kommunekode"]] + 1) > valid[row["kommunekode"]]
    ]


def refuse_unknown_spellings(votes: Iterable[Record]) -> None:
    """Stop where the parties' names in the figures are not exactly those that were reviewed."""
    entitled = {letter for letter, _ in BALLOT_NAMES_2021}
    found = {(row["bogstav"], row["listenavn"]) for row in votes if row["bogstav"] in entitled}
    if found != set(BALLOT_NAMES_2021):
        raise SystemExit(f"Names that have not been reviewed: {sorted(found ^ set(BALLOT_NAMES_2021))}")


def read(path: Path) -> list[Record]:
    """Read a file of the compiled figures."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def by_code(rows: Iterable[Record]) -> list[Record]:
    """Sort rows by municipality."""
    return sorted(rows, key=lambda row: row["kommunekode"])


def ballot_order(row: Record) -> tuple[str, int, str]:
    """Sort lists as on the ballot: by municipality, then by letter, those without one last."""
    letter = row["bogstav"]
    return (
        row["kommunekode"],
        DANISH_ALPHABET.index(letter) if letter else len(DANISH_ALPHABET),
        row["listenavn"],
    )


def write_table(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Record],
    *,
    title: str,
    publisher: str,
    retrieved: str,
    treatment: str,
    notes: str = "",
) -> None:
    """Write rows as a CSV file with its card: UTF-8, comma, line feed, one header row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    write_file(
        path,
        text.getvalue().encode(),
        title=title,
        publisher=publisher,
        retrieved=retrieved,
        treatment=treatment,
        notes=notes,
    )


def write_file(
    path: Path, content: bytes, *, title: str, publisher: str, retrieved: str, treatment: str, notes: str = ""
) -> None:
    """Write a file and the card that fits it. No licence is known for any of the sources."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    card = SourceCard(
        title=title,
        publisher=publisher,
        retrieved=retrieved,
        treatment=treatment,
        sha256=sha256_of(content),
        licence=NOT_STATED,
        notes=notes,
    )
    write_card(card_path(path), card)


if __name__ == "__main__":
    main()
