"""What outlives an election: regions, municipalities, members of KL, parties and their names on ballots."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from raw.files import NOT_STATED, Origin, Record, by_code, read, write_table

# The municipalities and regions of the reform of 1 January 2007.
REFORM, NO_END = "2007-01-01", ""
EAST = ("oestdanmark-eksempel", "Østdanmark", "2027-01-01")
"""A KKR that might be, and the day from which its two regions are one."""
IN_THE_EAST = ("Hovedstaden", "Sjælland")
REGIONS = (
    ("hovedstaden", "Hovedstaden"),
    ("sjaelland", "Sjælland"),
    ("syddanmark", "Syddanmark"),
    ("midtjylland", "Midtjylland"),
    ("nordjylland", "Nordjylland"),
)

# Rule E1 knows the state on the last three of these days. On the first, the parties elected to the Folketing
# in 2011 were entitled, and Slesvigsk Parti always is; of others nothing is known.
KV13, KV17, KV21, KV25 = "2013-08-01", "2017-08-01", "2021-08-01", "2025-08-01"
STILL = ""
PARTIES = (
    # letter, name, colour, entitled from, entitled to. Neighbours differ in lightness, also to a reader who
    # lacks one kind of cone: to some, an orange K is the yellow of O (tests/charts/test_charts_palette.py).
    ("A", "Socialdemokratiet", "#A82721", KV13, STILL),
    ("B", "Radikale Venstre", "#E07BC4", KV13, STILL),
    ("C", "Det Konservative Folkeparti", "#0A4A2F", KV13, STILL),
    ("D", "Nye Borgerlige", "#79B8BC", KV17, KV21),
    ("F", "SF – Socialistisk Folkeparti", "#C2184B", KV13, STILL),
    ("G", "Veganerpartiet", "#A9CF75", KV21, KV21),
    ("I", "Liberal Alliance", "#2A8C9E", KV13, STILL),
    ("K", "Kristendemokraterne", "#733D00", KV21, KV21),
    ("M", "Moderaterne", "#55277D", KV25, STILL),
    ("O", "Dansk Folkeparti", "#F2DC6B", KV13, STILL),
    ("S", "Slesvigsk Parti", "#5E94C9", KV13, STILL),
    ("V", "Venstre, Danmarks Liberale Parti", "#1B4B8F", KV13, STILL),
    ("Æ", "Danmarksdemokraterne – Inger Støjberg", "#9DBBE3", KV25, STILL),
    ("Ø", "Enhedslisten – De Rød-Grønne", "#B84700", KV13, STILL),
    ("Å", "Alternativet", "#63CB66", KV17, STILL),
)

# Every spelling on the ballots of 2013, 2021 and 2025 that is surely the party's.
BALLOT_NAMES = (
    ("A", "Socialdemokratiet"),
    ("B", "Det Radikale Venstre"),
    ("B", "Radikale Venstre"),
    ("C", "Det Konservative Folkeparti"),
    ("C", "Konservative"),
    ("D", "Nye Borgerlige"),
    ("F", "SF - Socialistisk  Folkeparti"),
    ("F", "SF - Socialistisk Folkeparti"),
    ("F", "SF – Socialistisk Folkeparti"),
    ("F", "Socialistisk Folkeparti"),
    ("F", "Socialistisk Folkeparti - SF"),
    ("G", "Veganerpartiet"),
    ("I", "Liberal Alliance"),
    ("K", "Kristendemokraterne"),
    ("M", "Moderaterne"),
    ("O", "Dansk Folkeparti"),
    ("S", "Slesvigsk Parti"),
    ("V", "Venstre"),
    ("V", "Venstre - Danmarks Liberale Parti"),
    ("V", "Venstre Danmarks Liberale Parti"),
    ("V", "Venstre, Danmarks Liberale Parti"),
    ("Æ", "Danmarksdemokraterne"),
    ("Æ", "Danmarksdemokraterne -  Inger Støjberg"),
    ("Æ", "Danmarksdemokraterne - Inger Støjberg"),
    ("Ø", "Enhedslisten"),
    ("Ø", "Enhedslisten - De Rød - Grønne"),
    ("Ø", "Enhedslisten - De Rød Grønne"),
    ("Ø", "Enhedslisten - De Rød-Grønne"),
    ("Ø", "Enhedslisten - De Rød/Grønne"),
    ("Ø", "Enhedslisten - De rød-grønne"),
    ("Ø", "Enhedslisten De Rød-Grønne"),
    ("Ø", "Enhedslisten – De Rød-Grønne"),
    ("Ø", "Enhedslisten, De Rød-Grønne"),
    ("Å", "Alternativet"),
)

# Lists whose name alone does not say whose they are: municipality, letter, name.
PLACED = {
    "kv2025": (("161", "O", "Dansk Folkeparti i Glostrup"), ("259", "Ø", "Enhedslisten Køge")),
}


def write_registry(figures: Path, into: Path) -> None:
    """Write municipalities, members of KL, regions, parties and ballot names."""
    municipalities = [
        {**row, "fra": REFORM, "til": NO_END} for row in by_code(read(figures / "kommuner.csv"))
    ]
    _, name, first = EAST
    in_the_east = [
        {**row, "region": name, "fra": first} for row in municipalities if row["region"] in IN_THE_EAST
    ]
    write_table(
        into / "kommuner.csv",
        ("kommunekode", "kommune", "region", "fra", "til"),
        [*municipalities, *in_the_east],
        Origin(
            title="Kommuner, kommunekoder og regioner",
            publisher="KMD (oversigten over valg)",
            retrieved=NOT_STATED,
            treatment="Sorteret efter kommunekode. fra er dagen for kommunalreformen, 1. januar 2007, og "
            "til er tom, så længe det gælder. Ellers som i projektets samlede tal.",
            notes="29 kommuner i Hovedstaden, 17 i Sjælland, 22 i Syddanmark, 19 i Midtjylland og 11 i "
            "Nordjylland. En kommune, der skifter region, får en række til. Sidst står en række til for de "
            "46 kommuner i Hovedstaden og Sjælland: Østdanmark er et beregnet eksempel, se regioner.csv.",
        ),
    )
    write_table(
        into / "medlemmer.csv",
        ("kommunekode", "kommune", "fra", "til"),
        municipalities,
        Origin(
            title="KL's medlemskommuner",
            treatment="Skrevet af projektet efter regel E6: KL's egne sider siger, at alle 98 kommuner er "
            "medlemmer.",
            notes="En kommune, der melder sig ud, får en dag i til.",
        ),
    )
    write_table(
        into / "regioner.csv",
        ("slug", "navn", "fra", "til", "eksempel"),
        [
            *(
                {"slug": slug, "navn": name, "fra": REFORM, "til": NO_END, "eksempel": ""}
                for slug, name in REGIONS
            ),
            {
                **dict(zip(("slug", "navn", "fra"), EAST, strict=True)),
                "til": NO_END,
                "eksempel": "Region Hovedstaden og Region Sjælland er én region fra 1. januar 2027 (lov "
                "nr. 699 af 20. juni 2025). Om deres KKR også bliver ét, vides ikke, og borgmestrene kan "
                "være andre til den tid.",
            },
        ],
        Origin(
            title="Regioner med et KKR",
            treatment="Skrevet af projektet. slug er navnet uden æ, ø og å til filnavne og parametre.",
            notes="En region, der nedlægges, får en dag i til. En række med noget i eksempel er ikke et KKR, "
            "men et beregnet eksempel: det regnes kun ud, når der spørges om det, for en dag fra og med fra, "
            "og alle sider siger det.",
        ),
    )
    columns = ("bogstav", "navn", "farve", "raekkefoelge", "berettiget_fra", "berettiget_til")
    write_table(
        into / "partier.csv",
        columns,
        [
            dict(zip(columns, (letter, name, colour, str(order), first, last), strict=True))
            for order, (letter, name, colour, first, last) in enumerate(PARTIES, start=1)
        ],
        Origin(
            title="Partier, der har været opstillingsberettigede til Folketinget",
            treatment="Skrevet af projektet efter regel E1: bogstaverne i 2021 fra kommunernes sider fra "
            "august 2021, i 2025 udledt af stemmesedlerne; for 2017 er kilden ikke oplyst. For 2013 er det "
            "partierne valgt til Folketinget i 2011 samt Slesvigsk Parti. Farverne er projektets egne.",
            notes="berettiget_fra og berettiget_til er den første og den sidste 1. august, hvor det vides "
            "(2013, 2017, 2021 og 2025), ikke de dage, hvor retten blev vundet eller tabt. Tom "
            "berettiget_til: stadig berettiget 1. august 2025. Om Kristendemokraterne var berettiget i "
            "2013, vides ikke.",
        ),
    )
    write_table(
        into / "partinavne.csv",
        ("bogstav", "stemmeseddelnavn"),
        [{"bogstav": letter, "stemmeseddelnavn": name} for letter, name in BALLOT_NAMES],
        Origin(
            title="Partiernes navne, som de er skrevet på stemmesedlerne",
            publisher="valg.dk og KMD",
            retrieved=NOT_STATED,
            treatment="Alle stavemåder i tallene fra kommunalvalgene 2013, 2021 og 2025, gennemgået én for "
            "én. Navne, der ikke alene siger, hvis listen er, står i valgets lister.csv.",
        ),
    )


def refuse_unknown_spellings(slug: str, votes: Iterable[Record]) -> None:
    """Stop where a party's letter has a name that was not reviewed."""
    day = f"{slug.removeprefix('kv')}-08-01"
    entitled = {letter for letter, _, _, first, last in PARTIES if first <= day <= (last or day)}
    reviewed = {*BALLOT_NAMES, *((letter, name) for _, letter, name in PLACED.get(slug, ()))}
    found = {(row["bogstav"], row["listenavn"]) for row in votes if row["bogstav"] in entitled}
    if not found <= reviewed:
        raise SystemExit(f"Names that have not been reviewed: {sorted(found - reviewed)}")
