"""What the papers of a meeting say, item by item, when nothing is sent in and when the meeting is held."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from meeting_example import (
    BEFORE,
    BOARD,
    CLIMATE,
    DAY,
    EAST,
    EU_OFFICE,
    HELD,
    NATIONAL_BOARD,
    OF,
    PACKAGE,
    WEST,
    appointees,
    pact,
    without,
)
from places import REGIONS, TERMS
from tools.paper_text import lines, lines_of

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Ballot
from kkr_analysis.composition.election import DeclarationStatus
from kkr_analysis.data.meetings import load_meeting
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.dossier import Dossier, NotedAppointment
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.presentation.blocks import FillIn, WrittenTable
from kkr_analysis.presentation.meeting.frame import blocks_of
from kkr_analysis.presentation.meeting.papers import papers_of

MEMBERS = "punkt-1-02-medlemmer-og-stedfortraedere"
PACTS = "punkt-1-03-valgforbund"
CHAIR = "punkt-1-04-formand-og-naestformand"
BOARD_PAPER = "punkt-1-05-udpegninger"
NOMINATIONS = "punkt-1-06-indstillinger"
FORA_PAPER = "punkt-1-07-udpegninger"
CALENDAR = "punkt-1-09-moedeplan"
PROCEDURE = "punkt-1-10-forretningsorden"
CLIMATE_PAPER = "punkt-1-11-udpegninger"
UNFILLED = re.compile(
    r"Her skrives|\bXX+\b|\bTODO\b|\bNone\b|\bTrue\b|\bFalse\b|[{}\[\]<>]|\bnan\b", re.IGNORECASE
)
"""What nobody has filled in, or what only a program says."""

BEFORE_HELD = hold(BEFORE)
AFTER = hold(HELD)


def text(dossier: Dossier, stem: str) -> str:
    return "\n".join(lines(hold(dossier), stem))


def noted(dossier: Dossier, appointment: NotedAppointment) -> Dossier:
    others = tuple(own for own in dossier.appointments if own.forum != appointment.forum)
    return replace(dossier, appointments=(*others, appointment))


class TestEveryPaper:
    @pytest.mark.parametrize("meeting", [BEFORE_HELD, AFTER], ids=["before", "held"])
    def test_nothing_is_left_to_fill_in_as_text(self, meeting):
        for paper in papers_of(meeting):
            for line in lines_of(paper, meeting):
                assert not UNFILLED.search(line), (paper.stem, line)

    @pytest.mark.parametrize("term", TERMS)
    @pytest.mark.parametrize("region", REGIONS)
    def test_every_region_has_papers_before_anything_is_noted(self, project, region, term):
        meeting = hold(load_meeting(region, term, project=project))
        papers = papers_of(meeting)
        assert [paper.number for paper in papers][:3] == ["1.2", "1.3", "1.4"]
        for paper in papers:
            assert not any(UNFILLED.search(line) for line in lines_of(paper, meeting)), paper.stem

    @pytest.mark.parametrize("meeting", [BEFORE_HELD, AFTER], ids=["before", "held"])
    def test_the_files_sort_as_the_agenda_does(self, meeting):
        stems = [paper.stem for paper in papers_of(meeting) if paper.number]
        assert stems == sorted(stems)
        assert len(set(stems)) == len(stems)

    def test_1_10_comes_after_1_9_and_what_is_beside_comes_last(self):
        numbers = [paper.number for paper in papers_of(AFTER)]
        assert numbers[:10] == [f"1.{number}" for number in range(2, 12)]
        assert set(numbers[10:]) == {""}

    def test_every_rule_that_is_named_stands_with_status_and_source_at_the_end(self):
        """»Every rule used is named with number and status«: in the text and in the table, the same ones."""
        for paper in papers_of(AFTER):
            said = "\n".join(lines_of(paper, AFTER))
            running = said.partition("\nRegler\n")[0]
            named = set(re.findall(r"\b(?:[EKVDPU]\d+)\b", running))
            assert named <= set(paper.rules), paper.stem
            for number in paper.rules:
                rule = HELD.result.rule_set.rule(number)
                assert f"{number} {rule.title} | {rule.standing} | {rule.source}" in said

    def test_the_reading_of_an_assumed_rule_is_said(self):
        assert "Læst sådan: de medlemmer, der er til stede." in lines(AFTER, FORA_PAPER)

    def test_invented_names_are_marked_on_every_paper(self):
        for paper in papers_of(AFTER):
            assert "Bemærk: Eksempel: personnavnene er opdigtede" in lines_of(paper, AFTER)
        for paper in papers_of(BEFORE_HELD):
            assert not any("opdigtet" in line for line in lines_of(paper, BEFORE_HELD))

    def test_the_case_number_stands_where_one_is_given_only(self):
        meeting = hold(replace(BEFORE, case_numbers=(("1.3", "22/1234"),)))
        assert "Sagsnr.: 22/1234" in lines(meeting, PACTS)
        assert not any("Sagsnr" in line for line in lines(meeting, CHAIR))

    def test_no_two_tables_have_one_place_where_all_papers_are_together(self):
        anchors = Counter(
            block.anchor
            for paper in papers_of(AFTER)
            for block in blocks_of(paper, AFTER)
            if isinstance(block, WrittenTable)
        )
        assert max(anchors.values()) == 1

    def test_preliminary_figures_are_marked(self, project):
        meeting = hold(load_meeting("hovedstaden", "2026-2030", project=project))
        assert "Bemærk: Foreløbige tal" in lines(meeting, CHAIR)


class TestMembers:
    """Exactly as many as computed, each with a personal stand-in (P1, P2)."""

    def test_what_is_owed_by_whom_until_when(self):
        said = lines(AFTER, MEMBERS)
        place = said.index("Der mangler til mødet onsdag 19. januar 2022:")
        assert said[place + 1] == "D mangler at vælge 1 supplerende medlem."

    def test_the_seats_add_up(self):
        assert "I alt | 36 | 19 | 17 | 16 | 1" in lines(AFTER, MEMBERS)
        assert "I alt | 36 | 19 | 17 | 0 | 17" in lines(BEFORE_HELD, MEMBERS)

    def test_before_they_are_sent_in_the_mayors_alone_are_listed(self):
        said = lines(BEFORE_HELD, MEMBERS)
        assert "Medlemmerne er ikke meldt ind endnu. Her står borgmestrene, som tallene har dem." in said
        assert sum("| født |" in line for line in said) == 2 * 19
        assert not any("supplerende medlem 1" in line for line in said)

    def test_what_is_wrong_is_said(self):
        said = lines(AFTER, MEMBERS)
        assert "D har færre supplerende medlemmer, end der er pladser (fandt 1, ventede 2)." in said
        assert any(line.endswith(" mangler en personlig stedfortræder.") for line in said)

    def test_a_second_deputy_is_explained(self):
        """The 2010 case: the first deputy mayor is a member, so the next one is the stand-in."""
        assert any(
            line.startswith("I Randers er første viceborgmester selv medlem")
            for line in lines(AFTER, MEMBERS)
        )

    def test_by_party_and_by_municipality(self):
        said = lines(AFTER, MEMBERS)
        by_party = said[said.index("Medlemmer og stedfortrædere efter parti") + 2 :]
        assert [line.split(" | ")[1] for line in by_party[:12]] == ["A"] * 10 + ["B"] * 2
        by_town = said[said.index("Medlemmer og stedfortrædere efter kommune") + 2 :]
        towns = [line.split(" | ")[0] for line in by_town[:35]]
        assert (towns[0], towns[-1]) == ("Favrskov", "Aarhus")

    def test_women_and_men_where_it_is_recorded(self):
        assert any("For 19 medlemmer er det ikke noteret." in line for line in lines(AFTER, MEMBERS))
        assert not any("kvinde" in line for line in lines(BEFORE_HELD, MEMBERS))


class TestPacts:
    """Fredag 14. januar 2022; with Saturdays the 15th; with three clear days the 13th (D1)."""

    def test_the_deadline_and_the_days_of_the_other_readings(self):
        said = "\n".join(lines(AFTER, PACTS))
        assert "Fristen for at anmelde valgforbund er fredag 14. januar 2022." in said
        assert "er den lørdag 15. januar 2022." in said
        assert "er den torsdag 13. januar 2022." in said

    def test_one_in_time_and_one_late(self):
        said = "\n".join(lines(AFTER, PACTS))
        assert "C+V | torsdag 13. januar 2022 | gruppeformændene | kan godkendes" in said
        assert "A+F afvises: anmeldelsen er modtaget efter fristen" in said
        assert "Med læsningen »hverdage er mandag til lørdag" in said
        assert "godkender valgforbundet C+V," in said
        assert "afviser valgforbundet A+F." in said

    def test_a_reading_that_would_give_the_posts_to_others_is_named(self):
        """Without the declared C+V, received on the Friday, the chair is A's under three clear days."""
        dossier = replace(HELD, declarations=(pact("C+V", date(2022, 1, 14)),), elected=())
        assert "ville posterne desuden gå til andre: formand A og næstformand V." in text(dossier, PACTS)

    def test_one_that_the_kkr_has_approved(self):
        dossier = replace(HELD, declarations=(pact("C+V", date(2022, 1, 13), DeclarationStatus.ACCEPTED),))
        assert "C+V er anmeldt rettidigt torsdag 13. januar 2022 og er godkendt." in text(dossier, PACTS)

    def test_none(self):
        said = lines(BEFORE_HELD, PACTS)
        assert "Der er ikke anmeldt valgforbund." in said
        assert any("at der ikke er anmeldt valgforbund" in line for line in said)

    def test_without_a_day_there_is_no_deadline(self):
        said = text(replace(BEFORE, convening=None), PACTS)
        assert "Fristen følger af mødets dag, som ikke er fastsat endnu." in said
        assert "dagen er ikke fastsat" in said


class TestChair:
    def test_where_a_pact_decides(self):
        said = "\n".join(lines(AFTER, CHAIR))
        assert "1 | C+V | 279.186 ÷ 1 | 279.186 | formand, der går til V" in said
        assert (
            "Valgforbund afgør formandsposten: uden valgforbund ville den gå til Socialdemokratiet (A)"
            in said
        )

    def test_the_margins_are_those_of_the_plain_votes(self):
        """V lacks 226.234 votes to have both posts: 2 × 205.813 + 1 − 185.393."""
        assert 2 * 205813 + 1 - 185393 == 226234
        assert "Venstre, Danmarks Liberale Parti (V) | 185.393 | 1 | 226.234 | 82.487" in lines(AFTER, CHAIR)

    def test_elected_in_agreement_stands_beside_the_count(self):
        said = "\n".join(lines(AFTER, CHAIR))
        assert (
            f"Formand: {OF['V'][0]}, Venstre, Danmarks Liberale Parti (V), valgt i enighed. Det er også"
            in said
        )

    def test_an_agreement_on_another_never_replaces_the_count(self):
        elected = (ElectedPost(number=1, person=OF["C"][0], contender="C", is_in_agreement=True),)
        said = text(replace(HELD, elected=elected), CHAIR)
        assert "valgt i enighed. Optællingen giver posten til Venstre, Danmarks Liberale Parti (V)." in said

    def test_nobody_is_elected_yet(self):
        assert "Valget" not in lines(BEFORE_HELD, CHAIR)


class TestPicks:
    """36 members: the last seat of three hangs on a lot between A and C."""

    def test_the_order_of_picks_with_quotients_for_a_calculator(self):
        said = lines(BEFORE_HELD, FORA_PAPER)
        place = said.index(f"Rækkefølgen, grupperne vælger i: {EU_OFFICE}")
        assert said[place + 2 : place + 6] == [
            "1 | Socialdemokratiet (A) | 10 ÷ 1 | 10 | plads",
            "2 | Venstre, Danmarks Liberale Parti (V) | 9 ÷ 1 | 9 | plads",
            "3 | Socialdemokratiet (A) | 10 ÷ 2 | 5 | lodtrækning",
            "3 | Det Konservative Folkeparti (C) | 5 ÷ 1 | 5 | lodtrækning",
        ]

    def test_what_each_fall_of_the_lot_gives_and_the_row_to_enter(self):
        said = lines(BEFORE_HELD, FORA_PAPER)
        assert "Falder loddet på A: A 2 og V 1." in said
        assert "Falder loddet på C: A 1, C 1 og V 1." in said
        assert f'"{EU_OFFICE}",A / C,A,2022-01-19,' in said
        assert f'"{EU_OFFICE}",A / C,C,2022-01-19,' in said

    def test_a_row_as_printed_is_a_lot_that_settles_the_tie(self):
        lot = DrawnLot(stage=EU_OFFICE, tied=frozenset({"A", "C"}), winners=("C",), drawn_on=DAY)
        said = text(replace(BEFORE, lots=(lot,)), FORA_PAPER)
        assert "A og C stod lige, og lodtrækningen den 19. januar 2022 faldt på C." in said
        assert "– | Socialdemokratiet (A) | 10 ÷ 2 | 5 | stod lige, tabte lodtrækningen" in said

    def test_equal_quotients_that_need_no_lot(self):
        """Five seats: A 10 ÷ 2 = 5 = C 5 ÷ 1, and both get one."""
        note = "A og C har lige store kvotienter, men får alle en plads, så der trækkes ikke lod."
        said = lines(BEFORE_HELD, FORA_PAPER)
        assert note in said[said.index(f"Rækkefølgen, grupperne vælger i: {WEST}") :]

    def test_the_chairs_seat_is_one_of_the_groups(self):
        said = "\n".join(lines(AFTER, BOARD_PAPER))
        assert "I kraft af hverv: Formand" in said
        assert "1 plads følger af et hverv og regnes som en af pladserne for Venstre" in said

    def test_a_waived_seat(self):
        said = "\n".join(lines(AFTER, FORA_PAPER))
        assert "3 | Det Konservative Folkeparti (C) | 5 ÷ 1 | 5 | plads, afkald" in said
        assert (
            "(C) har givet afkald på pladsen i valg 3. Hvem den går til, afgøres ved lod (regel U6)." in said
        )

    def test_a_waived_seat_that_passes_on(self):
        lot = DrawnLot(stage=WEST, tied=frozenset({"A", "V"}), winners=("V",))
        said = text(replace(HELD, lots=(*HELD.lots, lot)), FORA_PAPER)
        assert "Pladsen går til Venstre, Danmarks Liberale Parti (V) (regel U6)." in said
        assert "| plads, efter lodtrækning, i stedet for valg 3" in said

    def test_a_group_is_asked_which_kind_it_takes(self):
        said = "\n".join(lines(AFTER, CLIMATE_PAPER))
        assert "Pladser: 4, heraf 2 borgmestre og 2 øvrige" in said
        assert "skal vælge, hvilken slags plads gruppen tager som valg 1: borgmestre eller øvrige." in said

    def test_other_groups_for_one_forum(self):
        said = "\n".join(lines(AFTER, "punkt-1-08-udpegninger"))
        assert "Til denne udpegning er der meldt andre grupper end ellers (regel U2)." in said
        assert "A+F | 13 | 11" in said

    def test_a_group_of_several_words_is_told_apart_in_a_list(self):
        groups = tuple(
            replace(group, name="B, C og D") if group.name == "C" else group for group in HELD.standing_groups
        )
        said = text(noted(HELD, NotedAppointment(forum=EAST, groups=groups)), FORA_PAPER)
        assert "Fordelingen er A 2, V 2 og »B, C og D« 1." in said


class TestAttendance:
    """33 of 36 attend: A 9, V 9, C 5. Three seats are A, V, C; with all, a lot between A and C (U3)."""

    def test_it_changes_the_distribution(self):
        said = "\n".join(lines(AFTER, FORA_PAPER))
        assert "Fraværet ændrer fordelingen." in said
        assert "Med de fremmødte: 1 sikker plads til Det Konservative Folkeparti (C)." in said
        assert "lod mellem A og C" in said

    def test_it_changes_nothing(self):
        assert "Fraværet ændrer ikke fordelingen." in lines(AFTER, FORA_PAPER)

    def test_before_the_meeting_everybody_is_counted(self):
        said = "\n".join(lines(BEFORE_HELD, FORA_PAPER))
        assert "Fremmødet er ikke noteret, så alle 36 medlemmer er regnet med." in said
        assert "Fraværet" not in said


class TestRounds:
    """33 attend: 17 votes elect in rounds 1 and 2 (U9)."""

    def test_nobody_has_a_majority_after_two(self):
        said = "\n".join(lines(AFTER, FORA_PAPER))
        assert "Der er 33 til stede, så i 1. og 2. omgang kræves 17 stemmer." in said
        assert f"Ingen er valgt. Nu holdes 3. omgang mellem {OF['V'][2]} og {OF['A'][0]}." in said

    def test_a_lot_after_three(self):
        third = Ballot.of({OF["A"][0]: 15, OF["V"][2]: 15}, blank=3)
        earlier = HELD.noted(NATIONAL_BOARD)
        said = text(noted(HELD, replace(earlier, rounds=(*earlier.rounds, third))), FORA_PAPER)
        assert "står lige, og der trækkes lod." in said
        assert f'"{NATIONAL_BOARD}, valget"' in said

    @pytest.mark.parametrize(
        ("votes", "clause"),
        [({"A": 17, "B": 16}, "af et flertal af de medlemmer, der er til stede")],
    )
    def test_elected(self, votes, clause):
        round_ = Ballot.of({OF["A"][0]: votes["A"], OF["V"][2]: votes["B"]})
        said = text(noted(HELD, NotedAppointment(forum=NATIONAL_BOARD, rounds=(round_,))), FORA_PAPER)
        assert f"{OF['A'][0]} er valgt {clause}." in said


class TestPersons:
    def test_who_is_still_to_be_named_by_whom(self):
        assert "Det Konservative Folkeparti (C) mangler at pege på 1 person." in lines(AFTER, FORA_PAPER)

    def test_women_and_men_for_a_minister(self):
        """Five seats: five women and five men (U11); two women and one man are named, one is not recorded."""
        said = "\n".join(lines(AFTER, FORA_PAPER))
        assert "her 5 kvinder og 5 mænd, så den, der udpeger, kan vælge." in said
        assert "Foreslået er 2 kvinder og 1 mand. For 1 person er kønnet ikke noteret." in said
        assert "Der mangler forslag om 3 kvinder og 4 mænd, eller særlige grunde skriftligt." in said

    def test_special_reasons(self):
        earlier = HELD.noted(WEST)
        said = text(noted(HELD, replace(earlier, special_reasons="Kun én vil.")), FORA_PAPER)
        assert "Særlige grunde til en anden fordeling: Kun én vil." in said
        assert "3 kvinder og 4 mænd" not in said

    def test_what_is_wrong_with_a_person(self):
        wrong = NotedAppointment(forum=EU_OFFICE, named=appointees(EU_OFFICE, ("A", "Ukendt Eksempel")))
        said = text(noted(HELD, wrong), FORA_PAPER)
        assert "Ukendt Eksempel: er ikke medlem af en kommunalbestyrelse i regionen." in said


class TestNominations:
    """Nominations by 28 February; the board of 11 by its parts."""

    def test_what_is_missing_and_what_came_too_late(self):
        said = "\n".join(lines(AFTER, NOMINATIONS))
        assert "Fristen for at indstille er mandag 28. februar 2022." in said
        assert "erhvervsliv: 3 pladser uden indstilling." in said
        assert "Einar Eksempel (Eksempel Universitet, tirsdag 1. marts 2022)" in said
        assert "Eksempel Landbrug (erhvervsliv)" in said

    def test_the_whole_board(self):
        said = "\n".join(lines(AFTER, NOMINATIONS))
        assert "Hele bestyrelsen: 11 medlemmer" in said
        assert f"{BOARD} | 4 | 4 | 0" in said
        assert "Kilderne siger ikke, hvem der besætter 1 plads af de 11." in said


class TestPackage:
    def test_one_against_it_and_it_does_not_hold(self):
        said = "\n".join(lines(AFTER, "pakke"))
        assert f"Imod aftalen er {OF['D'][0]}." in said
        assert "så den gælder ikke" in said
        assert "Aftalt i enighed" not in "\n".join(lines(AFTER, FORA_PAPER))

    def test_an_agreement_stands_beside_the_count(self):
        unanimous = replace(HELD, package=replace(PACKAGE, against=frozenset()))
        assert "Ingen til stede er imod aftalen, så den gælder (regel U10)." in text(unanimous, "pakke")
        said = text(unanimous, FORA_PAPER)
        assert "Aftalt i enighed: A 2, C 1, O 1 og V 1 (regel U10)." in said
        assert f"{EAST} | 5 | A 2, C 1, O 1, V 1 | aftalt, personer mangler" in said
        assert "Fordelingen er A 2, V 2 og C 1." in said
        assert "Dansk Folkeparti (O) mangler at pege på 1 person." in said

    def test_the_distance_of_every_group(self):
        """V is given 1 + 2 + 1 + 1 + 1 of the 24 seats; under ét it would have 8."""
        said = lines(AFTER, "pakke")
        assert "Venstre, Danmarks Liberale Parti (V) | 6 | 9–10 | 8 | −2" in said

    def test_both_counts_of_every_group_where_nothing_is_agreed(self):
        assert BEFORE_HELD.package is None
        said = lines(BEFORE_HELD, "pakke")
        start = said.index("De to optællinger over alle fora")
        assert said[start + 1] == "Gruppe | Forum for forum | Under ét"
        assert said[start + 2].startswith("Socialdemokratiet (A) | ")

    def test_how_many_were_equally_fair(self):
        assert any("fordelinger er lige så ligelige" in line for line in lines(AFTER, "pakke"))

    def test_a_proposal_waits_for_the_lot(self):
        """36 members and 31 seats: all groups tie for the last five under ét."""
        said = "\n".join(lines(BEFORE_HELD, "pakke"))
        assert "står lige om 5 pladser under ét. Vil KKR have ét forslag, trækkes der lod om dem." in said
        assert "under ét,A / B / C / D / F / K / O / V / Ø,,2022-01-19," in said

    def test_a_proposal_for_either_fall_where_the_lot_has_few(self):
        """Bodies of five and four: after eight seats A 10 ÷ 4 and C 5 ÷ 2 are equal for the ninth."""
        meeting = hold(without(BEFORE, [one.name for one in BEFORE.fora if one.name not in (WEST, BOARD)]))
        said = "\n".join(lines(meeting, "pakke"))
        assert "Forslaget, hvis loddet falder på A" in said
        assert "Forslaget, hvis loddet falder på C" in said


class TestCalendar:
    def test_in_order_with_the_deadline_for_pacts(self):
        said = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines(AFTER, CALENDAR)]
        assert "fredag 14. januar 2022 | Sidste dag for at anmelde valgforbund (frist) | " in "\n".join(said)
        assert "./. kalender.ics er vedlagt og kan læses ind i en kalender." in said
        days = [line for line in said if re.search(r"\d{4} (\||–)", line)]
        assert days[0].startswith("tirsdag 16. november 2021")
        march = [line for line in days if "marts 2022" in line]
        assert march[0].startswith("tirsdag 1. marts 2022 – torsdag 31. marts 2022")

    def test_procedure_says_who_is_there(self):
        said = "\n".join(lines(AFTER, PROCEDURE))
        assert "har 36 medlemmer og kan træffe beslutning, når mindst 18 er til stede" in said
        assert (
            f"Til stede er 33, heraf 1 ved stedfortræder ({OF['C'][1]}). KKR kan træffe beslutning." in said
        )

    def test_too_few(self):
        few = replace(
            HELD,
            attending=frozenset(OF["A"][:9]),
            by_stand_in=frozenset(),
            lots=(),
            appointments=(),
            package=None,
            events=(),
        )
        assert "Til stede er 9. KKR kan ikke træffe beslutning." in text(few, PROCEDURE)


class TestBeside:
    def test_what_a_kkr_does_not_appoint_to_and_why(self):
        said = lines(AFTER, "kkr-udpeger-ikke")
        assert any(line.startswith("Midttrafik | Hver kommune har én repræsentant. |") for line in said)

    def test_the_history_of_the_term(self):
        said = "\n".join(lines(AFTER, "aendringer"))
        assert f"1. februar 2023: {OF['C'][0]} udtræder af {BOARD}" in said
        assert "har en ledig plads i KKR efter" in said

    def test_there_is_none_before_anything_has_happened(self):
        assert "aendringer" not in [paper.stem for paper in papers_of(BEFORE_HELD)]


class TestLeader:
    def test_what_to_ask_in_which_order(self):
        said = lines(AFTER, "moedeleder")
        order = [
            said.index("Åbning"),
            said.index("1.3 Valgforbund"),
            said.index("1.4 Formand og næstformand"),
            said.index("Udpegningerne"),
            said.index("Lod, der kan blive brug for"),
        ]
        assert order == sorted(order)
        assert "Byd velkommen. Mødeleder, til formanden er valgt: Hans Østergaard." in said
        assert "Kan KKR godkende valgforbundet C+V (D2)?" in said
        assert (
            "Godkendes C+V ikke (punkt 1.3), peger Socialdemokratiet (A) på en formand og Venstre, Danmarks "
            "Liberale Parti (V) på en næstformand."
        ) in said

    def test_certain_lots_and_possible_ones_with_their_rows(self):
        said = "\n".join(lines(AFTER, "moedeleder"))
        assert f"{WEST},A / V,A,2022-01-19," in said
        assert f'"{CLIMATE}, valg 1",A / V,V,2022-01-19,' in said
        assert "Der kan blive brug for lod mellem" in said

    def test_no_lot_for_a_forum_that_is_agreed_on(self):
        dossier = replace(HELD, package=replace(PACKAGE, against=frozenset()))
        assert f"{WEST},A / V" not in text(dossier, "moedeleder")

    def test_it_is_not_for_publication(self):
        assert "Arbejdspapir: Til mødelederen; offentliggøres ikke" in lines(AFTER, "moedeleder")


class TestMinutes:
    def test_what_is_known_is_there_and_the_rest_has_lines(self):
        said = lines(AFTER, "referat")
        assert (
            f"Som formand blev valgt {OF['V'][0]}, Venstre, Danmarks Liberale Parti (V), i enighed." in said
        )
        assert "Lodtrækningen faldt på ____" in said
        assert "Mødet sluttede kl. ____" in said

    def test_before_the_meeting_nothing_is_written_as_decided(self):
        said = "\n".join(lines(BEFORE_HELD, "referat"))
        assert "Formand ____" in said
        assert "Hvis alle møder: fordelingen er A 2, V 2 og C 1." in said
        assert "ja · nej · stedfortræder" in said
        assert "blev valgt" not in said

    def test_a_line_for_every_person_still_to_be_named(self):
        [paper] = [own for own in papers_of(AFTER) if own.stem == "referat"]
        wanted = Counter()
        for outcome in AFTER.fora:
            wanted[outcome.name] = sum(outcome.unnamed.values())
        ruled = sum(block.lines for block in paper.body if isinstance(block, FillIn))
        assert ruled >= sum(wanted.values())
