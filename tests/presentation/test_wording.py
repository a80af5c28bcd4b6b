"""Single facts as sentences: what the enclosure says of corrections, and how seats in councils are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkr_analysis.composition.election import Correction, CorrectionStatus, SeatEvidence
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.load import load_result
from kkr_analysis.presentation import prose, tables, wording
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
