"""
A tiny data folder: three municipalities, two regions, one election, every card in place.

Each test of bad input writes it, changes one thing and reads.
"""

from __future__ import annotations

from pathlib import Path

from kkr_analysis.data.sources.cards import SourceCard, card_path, card_text, sha256_of

ELECTION = "kv2099"

FILES = {
    "regioner.csv": """\
slug,navn,fra,til
oest,Øst,2007-01-01,
vest,Vest,2007-01-01,
""",
    "kommuner.csv": """\
kommunekode,kommune,region,fra,til
901,Andeby,Øst,2007-01-01,
902,Gåserød,Vest,2007-01-01,
903,Ærøby,Vest,2007-01-01,
""",
    "medlemmer.csv": """\
kommunekode,kommune,fra,til
901,Andeby,2007-01-01,
902,Gåserød,2007-01-01,
903,Ærøby,2007-01-01,
""",
    "partier.csv": """\
bogstav,navn,farve,raekkefoelge,berettiget_fra,berettiget_til
A,Socialdemokratiet,#A82721,1,2017-08-01,
K,Kristendemokraterne,#E9A65A,2,2021-08-01,2021-08-01
V,"Venstre, Danmarks Liberale Parti",#1B4B8F,3,2017-08-01,
Ø,Enhedslisten – De Rød-Grønne,#CF5A17,4,2017-08-01,
""",
    "partinavne.csv": """\
bogstav,stemmeseddelnavn
A,Socialdemokratiet
K,Kristendemokraterne
V,"Venstre, Danmarks Liberale Parti"
Ø,Enhedslisten - De Rød-Grønne
""",
    f"{ELECTION}/valg.toml": """\
slug = "kv2099"
navn = "Kommunalvalget 17. november 2099"
dag = 2099-11-17
opstillingsberettiget_pr = 2099-08-01
bilag_pr = 2100-01-19
optaelling = "endelig"
listesamarbejde_note = "Én liste var tilmeldt."
repraesentation_note = "Officielt resultat."
""",
    f"{ELECTION}/stemmer.csv": """\
kommunekode,kommune,bogstav,listenavn,stemmer
901,Andeby,A,Socialdemokratiet,1000
901,Andeby,V,"Venstre, Danmarks Liberale Parti",800
901,Andeby,L,Lokallisten,300
901,Andeby,,Uden Bogstav,7
902,Gåserød,A,Socialdemokratiet,400
902,Gåserød,V,"Venstre, Danmarks Liberale Parti",600
902,Gåserød,Ø,Enhedslisten - De Rød-Grønne,50
903,Ærøby,A,Socialdemokratiet,200
903,Ærøby,K,Kristendemokraterne,150
903,Ærøby,N,Nyt Ærøby,250
""",
    f"{ELECTION}/borgmestre.csv": """\
kommunekode,kommune,borgmester,bogstav,listenavn,status,fra,til,kildestyrke,kilde
901,Andeby,Andersine And,A,Socialdemokratiet,konstitueret,2099-12-15,,stærk,Andeby Tidende
902,Gåserød,Guld-Iver Gås,V,"Venstre, Danmarks Liberale Parti",konstitueret,2099-12-15,,stærk,Gåserød Avis
903,Ærøby,Rip Rapsen,N,Nyt Ærøby,aftalt,2099-11-17,,svag,Ærøby Folkeblad
""",
    f"{ELECTION}/repraesentation.csv": """\
kommunekode,kommune,bogstav,grundlag
901,Andeby,A,officiel
901,Andeby,V,officiel
902,Gåserød,A,bevist
902,Gåserød,V,officiel
903,Ærøby,A,oplyst
903,Ærøby,N,officiel
""",
    f"{ELECTION}/listesamarbejde.csv": """\
kommunekode,kommune,bogstav,listenavn
901,Andeby,L,Lokallisten
""",
    f"{ELECTION}/lodtraekninger.csv": """\
region,trin,lige,udtrukket,dato,bemaerkning
vest,formand og næstformand,A+V,V,2100-01-19,
""",
}


def write_small_data(folder: Path) -> Path:
    """Write the data folder below ``folder`` and return it."""
    data = folder / "raw"
    for file, text in FILES.items():
        write_with_card(data / file, text.encode())
    return data


def write_with_card(path: Path, content: bytes) -> None:
    """Write a file and a card that fits it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    card = SourceCard(
        title=f"Tal til prøve: {path.name}",
        publisher="Andeby Kommune",
        retrieved="2099-11-20",
        treatment="Opdigtet.",
        sha256=sha256_of(content),
        licence="ikke oplyst",
        notes="",
    )
    card_path(path).write_bytes(card_text(card).encode())


def replace_in(data: Path, file: str, old: str, new: str) -> None:
    """Change a passage that stands once in a file; the card follows, so that only the passage is wrong."""
    text = (data / file).read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    write_with_card(data / file, text.replace(old, new).encode())


def append_to(data: Path, file: str, row: str) -> None:
    """Add a row at the end of a file, and let the card follow."""
    write_with_card(data / file, (data / file).read_bytes() + row.encode() + b"\n")
