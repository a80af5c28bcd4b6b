"""Figures that the tests of the charts share."""

from __future__ import annotations

import pytest

from kkr_analysis.presentation.charts.values import PartySeats

COLOURS = ("#b6202e", "#733280", "#00583c", "#127b7f", "#e4679b", "#8b8474", "#e8c21a", "#0f5a9e", "#e6801a")


def _parties(*rows: tuple[str, str, int, int, int]) -> tuple[PartySeats, ...]:
    return tuple(
        PartySeats(
            letter=letter,
            name=name,
            colour=COLOURS[row % len(COLOURS)],
            votes=votes,
            seats=seats,
            mayors=mayors,
        )
        for row, (letter, name, votes, seats, mayors) in enumerate(rows)
    )


@pytest.fixture
def midtjylland() -> tuple[PartySeats, ...]:
    """KKR Midtjylland 2022-2026 as published in SAG-2021-06268; 724,233 valid votes."""
    return _parties(
        ("A", "Socialdemokratiet", 205813, 10, 9),
        ("B", "Radikale Venstre", 38646, 2, 0),
        ("C", "Det Konservative Folkeparti", 93793, 5, 1),
        ("D", "Nye Borgerlige", 24686, 2, 0),
        ("F", "SF – Socialistisk Folkeparti", 59482, 3, 0),
        ("K", "Kristendemokraterne", 14522, 1, 0),
        ("O", "Dansk Folkeparti", 26296, 2, 0),
        ("V", "Venstre, Danmarks Liberale Parti", 185393, 9, 9),
        ("Ø", "Enhedslisten – De Rød-Grønne", 38985, 2, 0),
    )


@pytest.fixture
def sjaelland() -> tuple[PartySeats, ...]:
    """The seats of KKR Sjælland 2022-2026 with its two mayors from outside (K7); the votes are made up."""
    return _parties(
        ("A", "Socialdemokratiet", 140000, 9, 8),
        ("B", "Radikale Venstre", 20000, 2, 0),
        ("C", "Det Konservative Folkeparti", 52000, 4, 1),
        ("D", "Nye Borgerlige", 22000, 2, 0),
        ("F", "SF – Socialistisk Folkeparti", 30000, 2, 0),
        ("O", "Dansk Folkeparti", 28000, 2, 0),
        ("V", "Venstre, Danmarks Liberale Parti", 110000, 6, 6),
        ("Ø", "Enhedslisten – De Rød-Grønne", 26000, 2, 0),
        ("I", "Solrød Lokalliste", 0, 1, 1),
        ("N", "Nyt Odsherred", 0, 1, 1),
    )


HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    "Ret & Rimelig",
    "$\\frac{1}{2}$ krone",
    "\"Citat\" og 'citat' -- -->",
    "Lang " * 60,
    "Uafbrudt" * 40,
    "Grøn 🌱👩\u200d🌾 liste",
    "Styr\x00tegn\x1b\n\x07",
    "Halvt tegn \ud83d",
    "Vendt \u202eomvendt",
    "القائمة 名單",
    "",
)


@pytest.fixture(params=HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def hostile(request: pytest.FixtureRequest) -> str:
    """A name that would break a careless chart."""
    return str(request.param)
