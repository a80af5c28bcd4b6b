"""
A meeting of KKR Midtjylland by hand: real votes and mayors, invented names for everybody else.

``BEFORE`` is what is known when nothing has been sent in; ``HELD`` has something of everything that a
secretariat can note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from places import TERM

from kkr_analysis.allocation import Alliance, DrawnLot
from kkr_analysis.appointments import (
    AgreedSeats,
    Agreement,
    Appointee,
    Ballot,
    Forum,
    Gender,
    Group,
    SeatKind,
    Waiver,
)
from kkr_analysis.composition.election import Declaration, DeclarationStatus
from kkr_analysis.data.load import load_result
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.dossier import (
    Convening,
    Dossier,
    ForumOnAgenda,
    NominatedForum,
    NotedAppointment,
)
from kkr_analysis.meeting.fora import to_fill
from kkr_analysis.meeting.members import Deputy, Member, Person, contender_groups
from kkr_analysis.meeting.nominations import NominatingBody, Nomination
from kkr_analysis.meeting.roster import LeftCouncil, Resigned, SeatFilled

RESULT = load_result("midtjylland", TERM)
FORA = {forum.name: forum for forum in RESULT.rule_set.fora}
DAY = date(2022, 1, 19)

BOARD = "Erhvervshus Midtjylland, bestyrelsen"
OTHERS_ON_BOARD = "Erhvervshus Midtjylland, bestyrelsens øvrige medlemmer"
NATIONAL_BOARD = "Danmarks Erhvervsfremmebestyrelse"
WEST, EAST = "RAR Vestjylland", "RAR Østjylland"
FUNDS = "Overvågningsudvalget for EU's regional- og socialfond"
HEALTH = "Sundhedssamarbejdsudvalget"
EU_OFFICE = "Central Denmark EU Office, bestyrelsen"
VIA = "VIA University College, bestyrelsen"
EDUCATION = "Uddannelsesudvalget Midtjylland"
CLIMATE = "Klimapanelet"
"""A forum of the secretariat's own: two mayors and two others."""

WOMEN = [
    "Agnes",
    "Clara",
    "Ditte",
    "Frida",
    "Hanne",
    "Jytte",
    "Lærke",
    "Nanna",
    "Pia",
    "Signe",
    "Ulla",
    "Wanda",
    "Yrsa",
    "Alma",
    "Dagny",
    "Freja",
    "Grete",
    "Inga",
    "Karla",
    "Maja",
    "Olga",
    "Rikke",
    "Tove",
    "Vera",
    "Ydun",
    "Asta",
    "Connie",
    "Dorthe",
]
MEN = [
    "Bent",
    "Egon",
    "Gorm",
    "Ivan",
    "Kaj",
    "Mads",
    "Otto",
    "Rune",
    "Tage",
    "Viggo",
    "Åge",
    "Bjørn",
    "Carl",
    "Ebbe",
    "Helge",
    "Jarl",
    "Lauge",
    "Niels",
    "Poul",
    "Svend",
    "Ulrik",
    "Werner",
    "Birger",
    "Einar",
    "Finn",
    "Knud",
    "Leo",
    "Thor",
]
FIRST_NAMES = [name for both in zip(WOMEN, MEN, strict=True) for name in both]


def on_agenda(name: str, *offices: str) -> ForumOnAgenda:
    """A forum of the rule set."""
    return ForumOnAgenda(forum=to_fill(FORA[name]), rule=FORA[name], offices=offices)


def invented() -> Iterator[tuple[str, Gender]]:
    """Give names, women and men in turn as they come."""
    for number, name in enumerate(FIRST_NAMES):
        yield f"{name} Eksempel", Gender.MAN if number % 2 else Gender.WOMAN


def members() -> tuple[tuple[Member, ...], tuple[Deputy, ...]]:
    """Every mayor and all supplementary members but one of D; in Randers the first deputy is a member."""
    names = invented()

    def person(municipality: str, letter: str) -> Person:
        name, gender = next(names)
        return Person(name=name, municipality=municipality, letter=letter, gender=gender)

    codes = sorted(RESULT.figures.municipality_names)
    supplementary = [
        (
            letter,
            person(
                codes[(7 * place + number) % len(codes)] if (letter, number) != ("C", 1) else "730", letter
            ),
        )
        for place, (letter, seats) in enumerate(RESULT.composition.supplementary.items())
        for number in range(1, seats + 1)
        if (letter, number) != ("D", 2)
    ]
    first_in_randers = next(own for letter, own in supplementary if letter == "C")
    deputies = [Deputy(person=first_in_randers, rank=1)]
    listed = []
    for mayor in RESULT.figures.mayors:
        other = "V" if mayor.letter == "A" else "A"
        deputy = person(mayor.municipality, other)
        deputies.append(Deputy(person=deputy, rank=2 if mayor.municipality == "730" else 1))
        listed.append(
            Member(
                person=Person(name=mayor.name, municipality=mayor.municipality, letter=mayor.letter),
                contender=mayor.party or mayor.letter,
                is_ex_officio=True,
                stand_in=deputy,
            )
        )
    listed += [
        Member(
            person=own,
            contender=letter,
            is_ex_officio=False,
            stand_in=None if place == 5 else person(codes[place], letter),
        )
        for place, (letter, own) in enumerate(supplementary)
    ]
    return tuple(listed), tuple(deputies)


def pact(text: str, received: date, status: DeclarationStatus = DeclarationStatus.PENDING) -> Declaration:
    """A declared alliance."""
    return Declaration(
        region="midtjylland",
        alliance=Alliance.parse(text),
        meeting=DAY,
        received=received,
        given_by="gruppeformændene",
        status=status,
    )


def appointees(
    forum: str, *named: tuple[str, str], kind: str = "", stand_ins: bool = False
) -> tuple[Appointee, ...]:
    """Persons named to a forum: group and name."""
    return tuple(
        Appointee(
            forum=forum,
            group=group,
            name=name,
            kind=kind,
            stand_in=f"{FIRST_NAMES[-1 - place]} Eksempel" if stand_ins else None,
        )
        for place, (group, name) in enumerate(named)
    )


LISTED, DEPUTIES = members()
OF = {letter: [own.person.name for own in LISTED if own.contender == letter] for letter in "ABCDFKOVØ"}
ABSENT = frozenset({OF["A"][9], OF["F"][0]})

CONVENING = Convening(
    day=DAY,
    time="kl. 10.00",
    place="Viborg",
    called_by="Hans Østergaard",
    later_meetings=(date(2022, 3, 23), date(2022, 6, 14), date(2022, 9, 19), date(2022, 11, 22)),
)

BEFORE = Dossier(
    result=RESULT,
    convening=Convening(day=DAY),
    fora=tuple(
        on_agenda(name, *offices)
        for name, offices in {
            BOARD: ("formand",),
            NATIONAL_BOARD: (),
            WEST: (),
            EAST: (),
            FUNDS: (),
            HEALTH: (),
            EU_OFFICE: (),
            VIA: (),
            EDUCATION: (),
        }.items()
    ),
    nominated_fora=(NominatedForum(rule=FORA[OTHERS_ON_BOARD], bodies=(), nominations=()),),
)


def _seats(**seats: int) -> dict[str, int]:
    return seats


PACKAGE = Agreement(
    distribution=(
        AgreedSeats.of(BOARD, _seats(A=2, V=1, C=1)),
        AgreedSeats.of(WEST, _seats(A=1, V=2, F=1, B=1)),
        AgreedSeats.of(EAST, _seats(A=2, V=1, C=1, O=1)),
        AgreedSeats.of(EU_OFFICE, _seats(A=1, V=1, C=1)),
        AgreedSeats.of(EDUCATION, _seats(A=2, V=1, C=1, F=1, B=1, Ø=1)),
    ),
    against=frozenset({OF["D"][0]}),
)

HELD = replace(
    BEFORE,
    convening=CONVENING,
    members=LISTED,
    deputies=DEPUTIES,
    council_members=frozenset(f"{name} Eksempel" for name in FIRST_NAMES),
    declarations=(pact("C+V", date(2022, 1, 13)), pact("A+F", date(2022, 1, 15))),
    elected=(
        ElectedPost(number=1, person=OF["V"][0], contender="V", is_in_agreement=True),
        ElectedPost(number=2, person=OF["A"][0], contender="A", is_in_agreement=False),
    ),
    fora=(
        *BEFORE.fora,
        ForumOnAgenda(
            forum=Forum(
                name=CLIMATE,
                kinds=(SeatKind(name="borgmestre", places=2), SeatKind(name="øvrige", places=2)),
            ),
            rule=None,
            agenda_item="1.11",
        ),
    ),
    attending=frozenset(own.person.name for own in LISTED) - ABSENT,
    by_stand_in=frozenset({OF["C"][1]}),
    lots=(
        DrawnLot(
            stage=BOARD,
            tied=frozenset({"A", "V"}),
            winners=("A",),
            drawn_on=DAY,
        ),
    ),
    appointments=(
        NotedAppointment(
            forum=BOARD,
            named=appointees(BOARD, ("A", OF["A"][0]), ("A", OF["A"][3]), ("C", OF["C"][0])),
        ),
        NotedAppointment(
            forum=NATIONAL_BOARD,
            rounds=(
                Ballot.of({OF["A"][0]: 16, OF["V"][2]: 12, OF["C"][0]: 4}, blank=0),
                Ballot.of({OF["A"][0]: 16, OF["V"][2]: 14}, blank=2),
            ),
        ),
        NotedAppointment(
            forum=WEST,
            named=appointees(WEST, ("A", OF["A"][1]), ("A", OF["A"][2]), ("V", OF["V"][3]), stand_ins=True),
            waivers=(Waiver(group="C"),),
            alternates=(OF["F"][1],),
            genders=((OF["A"][1], Gender.MAN), (OF["A"][2], Gender.WOMAN), (OF["F"][1], Gender.WOMAN)),
        ),
        NotedAppointment(
            forum=EDUCATION,
            groups=(
                *(
                    group
                    for group in contender_groups(LISTED, RESULT.figures.municipality_names)
                    if group.name not in ("A", "F", "C", "V")
                ),
                Group(name="A+F", members=(*OF["A"], *OF["F"])),
                Group(name="C+V", members=(*OF["C"], *OF["V"])),
            ),
        ),
        NotedAppointment(forum=CLIMATE, choices=(("V", ("borgmestre",)),)),
    ),
    package=PACKAGE,
    nominated_fora=(
        NominatedForum(
            rule=FORA[OTHERS_ON_BOARD],
            bodies=(
                NominatingBody(name="Eksempel Industri", kind="erhvervsliv"),
                NominatingBody(name="Eksempel Landbrug", kind="erhvervsliv"),
                NominatingBody(name="Eksempel Universitet", kind="viden"),
                NominatingBody(name="Eksempel Fagforbund", kind="arbejdstagere"),
            ),
            nominations=(
                Nomination(
                    body="Eksempel Industri",
                    person="Dorthe Eksempel",
                    received=date(2022, 2, 25),
                    gender=Gender.WOMAN,
                ),
                Nomination(
                    body="Eksempel Universitet",
                    person="Einar Eksempel",
                    received=date(2022, 3, 1),
                    gender=Gender.MAN,
                ),
            ),
        ),
    ),
    events=(
        Resigned(day=date(2023, 2, 1), forum=BOARD, name=OF["C"][0]),
        SeatFilled(day=date(2023, 3, 1), forum=BOARD, group="C", name=OF["C"][2]),
        LeftCouncil(day=date(2024, 5, 1), person=LISTED[-1].person),
    ),
    is_example=True,
)


def without(dossier: Dossier, forums: Sequence[str]) -> Dossier:
    """The same meeting with fewer fora."""
    return replace(dossier, fora=tuple(entry for entry in dossier.fora if entry.name not in forums))
