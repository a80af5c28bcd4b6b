"""The enclosure as it is built: read back from the files, not from the functions that made them."""

import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from places import OF_EVERY_KKR, REGIONS, TERMS, enclosure
from tools.pages import contract, page

PUBLISHED = """
                      A  B C D F G I K O V Ø Å LLD  I alt
KKR Midtjylland       10 2 5 2 3 0 0 1 2 9 2 0 0    36
Borgmestre            9  0 1 0 0 0 0 0 0 9 0 0 0    19
Supplerende medlemmer 1  2 4 2 3 0 0 1 2 0 2 0 0    17
"""
"""As published: agenda of KKR Midtjylland, 19 January 2022 (SAG-2021-06268)."""

SECTIONS = [
    ("h1", "Sammensætning af KKR {region} {term}"),
    ("h2", "Sammensætning"),
    ("h2", "Formand og næstformand"),
    ("h2", "Stemmer og spærregrænse"),
    ("h2", "Uddybende beregning"),
    ("h2", "Sådan er pladserne regnet ud"),
    ("h3", "Trin 1: Prisen for en plads"),
    ("h3", "Trin 2: Partiernes pladser"),
    ("h3", "Trin 3: Loftet"),
    ("h3", "Den sidste plads"),
    ("h2", "Hvorfor andre ikke er med"),
    ("h2", "Sådan er posterne regnet ud"),
    ("h2", "Borgmestrene"),
    ("h2", "Forbehold"),
    ("h2", "Hvor tallene kommer fra"),
]


def table(soup: BeautifulSoup, anchor: str) -> dict[str, list[str]]:
    """Return a table of the page: the header row under "", then every row under its header."""
    frame = soup.find(id=anchor)
    assert isinstance(frame, Tag)
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in frame.find_all("tr")
    ]
    return {row[0] if place else "": row[1:] for place, row in enumerate(rows)}


class TestPublishedTable:
    """KKR Midtjylland 2022–2026 »som offentliggjort«: all 42 cells."""

    def test_all_42_cells_equal_the_published_ones(self, reports):
        lines = PUBLISHED.strip("\n").splitlines()
        letters = [*lines[0].split()[:13], "I alt"]
        published = {line[:22].strip(): line[22:].split() for line in lines[1:]}
        built = table(page(reports, "midtjylland"), "sammensaetning")
        assert built.pop("") == letters
        assert built == published
        assert sum(len(row) for row in built.values()) == 42

    def test_footnotes_for_the_threshold_the_list_cooperation_and_the_cap(self, reports):
        frame = page(reports, "midtjylland").find(id="sammensaetning")
        notes = [note.get_text() for note in frame.select("ol.footnotes li")]
        assert "14.485 af 724.233" in notes[0]
        assert notes[1].startswith("LLD er listesamarbejdet Lokallisterne i Danmark.")
        assert notes[1].endswith(
            "så ingen er regnet med. I den offentliggjorte tabel for KKR Midtjylland har LLD heller ingen "
            "pladser."
        )
        assert "2 × 19 = 38" in " ".join(notes[2].split())
        marks = {mark["data-note"]: mark.parent.get_text() for mark in frame.select("a.note")}
        assert marks == {"1": "KKR Midtjylland 2022–26", "2": "LLD", "3": "I alt"}


class TestLocalLists:
    """Nobody knows which local lists joined the list cooperation: what that leaves open is said on page 1."""

    LEFT_OUT = "lokale lister er ikke regnet med"

    def test_they_are_in_the_status_unless_the_published_table_settles_it(self, reports):
        def status(region: str) -> str:
            return page(reports, region).find("dl").get_text()

        assert self.LEFT_OUT in status("syddanmark")
        assert self.LEFT_OUT not in status("midtjylland")

    def test_a_party_s_mayor_is_outside_as_it_is_not_eligible_and_a_local_list_s_as_it_is_left_out(
        self, reports
    ):
        notes = page(reports, "sjaelland").find(id="sammensaetning").select("ol.footnotes li")
        assert [note.get_text() for note in notes if "født medlem" in note.get_text()] == [
            "Borgmesteren i Solrød (I, Liberal Alliance) er født medlem. Listen er ikke berettiget til "
            "pladser, så borgmesteren tæller med her. Borgmesteren i Odsherred (N, Nyt Odsherred) er født "
            "medlem. Listen er lokal og ikke regnet med, så borgmesteren tæller med her."
        ]


@pytest.mark.parametrize("reports", TERMS, indirect=True)
@pytest.mark.parametrize("region", REGIONS)
class TestEveryRegion:
    """HTML and JSON of a region say the same."""

    def test_the_sections_stand_in_order(self, reports, region):
        name = contract(reports, region)
        headings = [
            (tag.name, tag.get_text()) for tag in page(reports, region).find_all(re.compile("^h[1-6]$"))
        ]
        body = headings[0][1].removeprefix("Sammensætning af KKR ").split(" 20")[0]
        assert body.casefold().replace("æ", "ae") == name["region"]
        term = {"2022-2026": "2022–26", "2026-2030": "2026–30 (foreløbig)"}[reports.name]
        # A capped KKR has its last seat among the steps of the cap.
        shown = page(reports, region).find(id="sidste-plads") is not None
        sections = [section for section in SECTIONS if section[1] != "Den sidste plads" or shown]
        assert shown != (page(reports, region).find(id="loft") is not None)
        assert headings == [(level, text.format(region=body, term=term)) for level, text in sections]

    def test_the_table_equals_the_json(self, reports, region):
        result = contract(reports, region)
        built = table(page(reports, region), "sammensaetning")
        letters = built.pop("")
        for row, key in zip(built.values(), ("seats", "mayors", "supplementary"), strict=True):
            numbers = dict(zip(letters, map(int, row), strict=True))
            outside = 0 if key == "supplementary" else len(result["mayors_outside"])
            assert numbers.pop("I alt") == sum(c[key] for c in result["contenders"]) + outside
            assert numbers.pop("Andre", 0) == outside
            assert numbers == {c["letter"]: c[key] for c in result["contenders"] if c["letter"] in numbers}

    def test_the_quotients_equal_the_json(self, reports, region):
        built = table(page(reports, region), "pladser")
        quotients = {
            name if name == "I alt" else name.split()[0]: row[1].replace(".", "").replace(",", ".")
            for name, row in built.items()
            if name
        }
        quotients.pop("I alt")
        assert quotients == {
            c["letter"]: c["quotient"].removesuffix(".000")
            for c in contract(reports, region)["contenders"]
            if c["eligible"]
        }

    def test_the_votes_equal_the_json(self, reports, region):
        built = table(page(reports, region), "stemmer")
        votes = {
            name.split()[0]: int(row[0].replace(".", ""))
            for name, row in built.items()
            if name and name != "I alt" and row[0]
        }
        result = contract(reports, region)
        assert int(built["I alt"][0].replace(".", "")) == result["valid_votes"]
        for contender in result["contenders"]:
            assert votes.get(contender["letter"], 0) == contender["votes"]

    def test_everybody_without_a_seat_is_told_why(self, reports, region):
        built = table(page(reports, region), "uden-plads")
        reasons = {name.split()[0]: row[0] for name, row in built.items() if name}
        without = [c for c in contract(reports, region)["contenders"] if not c["seats"]]
        assert reasons == {c["letter"]: c["why_not"] for c in without}
        assert all(reasons.values())

    def test_every_municipality_has_its_mayor(self, reports, region):
        built = table(page(reports, region), "borgmestre")
        assert len(built) - 1 == contract(reports, region)["municipalities"]
        assert all(all(row) for row in built.values())

    def test_every_source_stands_with_its_sha256(self, reports, region):
        built = table(page(reports, region), "kilder")
        listed = {name: row[-1] for name, row in built.items() if name}
        assert listed == {s["file"]: s["sha256"][:16] for s in contract(reports, region)["sources"]}

    def test_every_picture_has_an_alternative_text_and_stands_in_the_file(self, reports, region):
        pictures = page(reports, region).find_all("svg", role="img")
        assert len(pictures) == 2
        assert all(len(picture["aria-label"]) > 100 for picture in pictures)

    def test_the_page_is_danish_and_shows_no_code(self, reports, region):
        soup = page(reports, region)
        assert soup.html["lang"] == "da"
        assert soup.title.get_text() == soup.h1.get_text()
        text = soup.body.get_text()
        assert "load_result" not in text
        assert "analytikeren" not in text


@pytest.mark.parametrize(("reports", "region"), OF_EVERY_KKR, indirect=["reports"])
def test_the_pdf_says_the_same(reports, region):
    text = pdf_text(enclosure(reports, region, "pdf"))
    built = table(page(reports, region), "sammensaetning")
    for name, row in built.items():
        if name:
            assert f"{name} {' '.join(row)}" in text


def pdf_text(pdf: Path) -> str:
    layout = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True)
    return re.sub(r" +", " ", layout.stdout)


class TestContract:
    """``kkr-midtjylland.json`` as the issue of the project lays it down."""

    def test_the_values_of_midtjylland(self, reports):
        result = contract(reports, "midtjylland")
        expected = {
            "region": "midtjylland",
            "term": "2022-2026",
            "election": "kv2021",
            "status": "endelig",
            "municipalities": 19,
            "valid_votes": 724233,
            "threshold_votes": 14485,
            "dimensioning": "V",
            "uncapped": 36,
            "cap": 38,
            "cap_binds": False,
            "mayors_outside": [],
            "total": 36,
            "mayors": 19,
            "supplementary": 17,
        }
        assert {key: result[key] for key in expected} == expected
        assert set(result) - set(expected) == {
            "contenders", "assumptions", "sources", "version", "alliances", "chair", "vice_chair", "margins",
            "deciding_mayors", "readings", "as_of", "corrections", "mayors_list", "body", "lots",
            "votes_cast", "fingerprint", "disproportionality", "schema", "example", "example_note",
            "conflicts", "declarations",
        }  # fmt: skip

    def test_a_contender(self, reports):
        assert contract(reports, "midtjylland")["contenders"][0] == {
            "letter": "A",
            "name": "Socialdemokratiet",
            "votes": 205813,
            "eligible": True,
            "mayors": 9,
            "seats": 10,
            "supplementary": 1,
            "quotient": "9.991",
            "why_not": None,
            "represented": True,
        }

    def test_every_party_of_the_election_is_a_contender_everywhere(self, reports):
        for region in REGIONS:
            letters = "".join(c["letter"] for c in contract(reports, region)["contenders"])
            assert letters == "ABCDFGIKOSVØÅLLD"

    def test_mayors_outside_are_named(self, reports):
        assert contract(reports, "sjaelland")["mayors_outside"] == [
            {"municipality": "Solrød", "letter": "I"},
            {"municipality": "Odsherred", "letter": "N"},
        ]

    def test_seats_and_mayors_outside_add_up_to_the_total(self, reports):
        for region in REGIONS:
            result = contract(reports, region)
            assert (
                sum(c["seats"] for c in result["contenders"]) + len(result["mayors_outside"])
                == result["total"]
            )

    def test_the_uncertain_rules_that_touch_a_number(self, reports):
        rules = {region: contract(reports, region)["assumptions"] for region in REGIONS}
        assert rules == {
            "hovedstaden": ["E4", "K3", "K6"],
            "sjaelland": ["E4", "K3", "K7"],
            "syddanmark": ["E4", "K3", "K7"],
            "midtjylland": ["E4", "K3"],
            "nordjylland": ["E4", "K3", "K6"],
        }
