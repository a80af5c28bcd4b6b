"""Single facts as sentences: what the enclosure says of corrections, and how seats in councils are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.election import (
    Correction,
    CorrectionStatus,
    Declaration,
    DeclarationStatus,
    MayorStatus,
    SeatEvidence,
    SourceStrength,
)
from kkr_analysis.composition.result import KkrResult, calculate
from kkr_analysis.data.load import load_result
from kkr_analysis.presentation import prose, tables, wording
from kkr_analysis.presentation.blocks import ParagraphKind, paragraph, text
from kkr_analysis.presentation.parties import body_label


@pytest.fixture(scope="module")
def midtjylland(project) -> KkrResult:
    return load_result("midtjylland", "2022-2026", project=project)


def correction(municipality: str) -> Correction:
    return Correction(
        file="kv2021/borgmestre.csv",
        row=(("kommunekode", municipality),),
        said=(("bogstav", "V"),),
        corrected=(("bogstav", "A"),),
        reason="Borgmesteren har skiftet parti.",
        status=CorrectionStatus.CONFIRMED,
        source="Brev fra kommunen",
    )


class TestCorrections:
    """»declared in a file with reason, expectation and status, …, printed in the bilag«."""

    def test_one_of_the_region_is_printed_with_everything(self, midtjylland):
        election = replace(midtjylland.election, corrections=(correction("741"),))
        printed = prose.reservations(replace(midtjylland, election=election)).source
        assert (
            "I kv2021/borgmestre.csv (kommunekode 741): bogstav er læst som »A« i stedet for »V«." in printed
        )
        assert "Borgmesteren har skiftet parti. Kilde: Brev fra kommunen (bekræftet)." in printed

    def test_one_of_another_region_is_not(self, midtjylland):
        election = replace(midtjylland.election, corrections=(correction("101"),))
        assert wording.corrections(replace(midtjylland, election=election)) == []

    def test_one_without_a_municipality_is_printed_everywhere(self, midtjylland):
        everywhere = replace(correction("101"), row=(("bogstav", "Q"),))
        election = replace(midtjylland.election, corrections=(everywhere,))
        assert len(wording.corrections(replace(midtjylland, election=election))) == 1


class TestWhatIf:
    """»A what-if must never reach the published bilag«: with other alliances than the declared, it is one."""

    def test_table_title_and_picture_have_the_mark(self, project):
        supposed = load_result("midtjylland", "2022-2026", ["C+V"], project=project)
        assert not supposed.election.is_hypothetical
        mark = "Tænkt eksempel: KKR Midtjylland 2022–26"
        assert wording.title(supposed) == body_label(supposed) == tables.composition(supposed).caption == mark


class TestExample:
    """»every page says that it is a computed example«: on a screen, on paper and in every picture."""

    def test_badge_title_table_and_picture_say_so(self, project):
        example = load_result("oestdanmark", "2026-2030", as_of="2027-01-15", project=project)
        badge, title, particulars = prose.heading(example).blocks
        assert (badge.kind, badge.text[0].text) == (ParagraphKind.BADGE, "Beregnet eksempel")
        assert title.text[0].text == "Beregnet eksempel: KKR Østdanmark 2026–30 (foreløbig)"
        assert particulars.pairs[0] == ("Beregnet eksempel", text(example.region.example))
        marked = "KKR Østdanmark 2026–30 (beregnet eksempel)"
        assert tables.composition(example).caption == body_label(example) == marked

    def test_no_other_kkr_has_a_badge(self, midtjylland):
        assert [block.block for block in prose.heading(midtjylland).blocks] == ["heading", "particulars"]


class TestWeakSources:
    """The status says for how many mayors the source is weak; the short edition has no section to go to."""

    @pytest.mark.parametrize(
        ("agreed", "weak", "said"),
        [
            (0, 0, "borgmestrene er konstitueret"),
            (0, 2, "borgmestrene er konstitueret (for 2 af dem er kilden svag)"),
            (2, 2, "2 borgmestre er aftalt, men ikke konstitueret (kilden er svag)"),
            (1, 2, "1 borgmester er aftalt, men ikke konstitueret (for 2 borgmestre er kilden svag)"),
        ],
    )
    def test_each_case(self, midtjylland, agreed, weak, said):
        mayors = tuple(
            replace(
                mayor,
                status=MayorStatus.AGREED if place < agreed else MayorStatus.CONSTITUTED,
                strength=SourceStrength.WEAK if place < weak else SourceStrength.STRONG,
            )
            for place, mayor in enumerate(midtjylland.figures.mayors)
        )
        result = replace(midtjylland, figures=replace(midtjylland.figures, mayors=mayors))
        assert wording.status(result)[1] == f"stemmerne er fra fintællingen, og {said}"


class TestRefused:
    """»accepted or refused with a ground« (D3): below the posts stands which do not count, and why."""

    SAID = (
        "Valgforbundet A+F er afvist og tæller ikke med. Det blev anmeldt af A og F og modtaget "
        "18. januar 2022. Begrundelse: Modtaget efter fristen."
    )

    @pytest.mark.parametrize("accepted", [(), ("C+V",)], ids=["alone", "beside one that counts"])
    def test_it_stands_with_who_when_and_why(self, midtjylland, accepted):
        given = [declaration("A+F", DeclarationStatus.REFUSED, "Modtaget efter fristen.")]
        given += [declaration(label, DeclarationStatus.ACCEPTED) for label in accepted]
        election = replace(midtjylland.election, declared=tuple(given))
        result = calculate(election, "midtjylland", midtjylland.rule_set)
        assert [alliance.label for alliance in result.posts.alliances] == list(accepted)
        *_, last = prose.posts(result).blocks
        assert last == paragraph(self.SAID)

    def test_where_none_is_refused_nothing_is_said(self, midtjylland):
        election = replace(midtjylland.election, declared=(declaration("C+V", DeclarationStatus.PENDING),))
        result = calculate(election, "midtjylland", midtjylland.rule_set)
        assert "afvist" not in prose.posts(result).source


def declaration(label: str, status: DeclarationStatus, ground: str = "") -> Declaration:
    return Declaration(
        region="midtjylland",
        alliance=Alliance.parse(label),
        meeting=date(2022, 1, 19),
        received=date(2022, 1, 18),
        given_by=" og ".join(label.split("+")),
        status=status,
        ground=ground,
    )


class TestRepresented:
    """»the bilag says which«: official seats, a proof, or what the secretariat knows (E5)."""

    @pytest.mark.parametrize(
        ("evidence", "words"),
        [
            (SeatEvidence.OFFICIAL, "fremgår af de officielle tal"),
            (SeatEvidence.PROVED, "mere end 1/(mandater + 1) af de gyldige stemmer"),
            (SeatEvidence.DECLARED, "har sekretariatet oplyst"),
        ],
    )
    def test_each_kind_has_its_sentence(self, midtjylland, evidence, words):
        seats = tuple(replace(seat, evidence=evidence) for seat in midtjylland.figures.council_seats[:1])
        result = replace(midtjylland, figures=replace(midtjylland.figures, council_seats=seats))
        others = [sentence for kind, sentence in wording.EVIDENCE.items() if kind is not evidence]
        said = wording.represented(result)
        assert words in said
        assert not any(sentence in said for sentence in others)
