"""Single facts as sentences: what the enclosure says of corrections, and how seats in councils are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st
from tools.elected import elected

from kkr_analysis.allocation import Alliance
from kkr_analysis.allocation.posts import elect_in_order
from kkr_analysis.composition.election import (
    Correction,
    CorrectionStatus,
    Declaration,
    DeclarationStatus,
    MayorStatus,
    SeatEvidence,
    SourceStrength,
)
from kkr_analysis.composition.result import KkrResult, OtherReading, calculate
from kkr_analysis.data.load import load_result
from kkr_analysis.documents.build.cards import card_of_result
from kkr_analysis.presentation import prose, tables, wording
from kkr_analysis.presentation.assumed import assumptions, otherwise
from kkr_analysis.presentation.blocks import ParagraphKind, paragraph, text
from kkr_analysis.presentation.parties import body_label
from kkr_analysis.rules import rule_set


@pytest.fixture(scope="module")
def midtjylland() -> KkrResult:
    return elected("midtjylland", "2022-2026")


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
        assert (
            "".join(run.text for run in title.text) == "Beregnet eksempel: KKR Østdanmark 2026–30 (foreløbig)"
        )
        assert particulars.pairs[0] == ("Beregnet eksempel", text(example.region.example))
        marked = "KKR Østdanmark 2026–30 (beregnet eksempel)"
        assert tables.composition(example).caption == body_label(example) == marked

    def test_no_other_kkr_has_a_badge(self, midtjylland):
        assert [block.block for block in prose.heading(midtjylland).blocks] == ["heading", "particulars"]


class TestWeakSources:
    """
    The status says of how many mayors only an agreement is known, and of how many others the source is weak.

    Whoever is only agreed on may have been elected all the same: nothing says that he or she was not.
    """

    @pytest.mark.parametrize(
        ("agreed", "weak", "said"),
        [
            (0, 0, "og borgmestrene er valgt på de konstituerende møder"),
            (
                0,
                2,
                "og borgmestrene er valgt på de konstituerende møder (2 af dem er ikke bekræftet af en kilde "
                "fra mødet)",
            ),
            (
                2,
                2,
                "men for 2 borgmestre kendes kun aftalen efter valget, og det er ikke bekræftet, at de blev "
                "valgt",
            ),
            (
                1,
                2,
                "men for 1 borgmester kendes kun aftalen efter valget, og det er ikke bekræftet, at "
                "borgmesteren blev valgt (1 anden er ikke bekræftet af en kilde fra mødet)",
            ),
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
        assert wording.status(result)[1] == f"Stemmerne er fra fintællingen, {said}"

    def test_a_status_of_the_table_of_mayors_is_no_acting_mayor(self):
        """»konstitueret borgmester« is who acts for another."""
        column = tables.mayors(elected("nordjylland", "2026-2030")).frame["Status"]
        assert set(column) == {"valgt", "kun aftalt"}


class TestAssumed:
    """A councillor reads what no source says, and what else it would give; no rule goes by its number."""

    @pytest.mark.parametrize(
        ("region", "term", "said"),
        [
            (
                "midtjylland",
                "2026-2030",
                [
                    "Ingen kilde siger, hvordan pladserne skal skæres ned til 38. Fordeles de efter største "
                    "brøk eller efter d'Hondts metode, får A 10 pladser (ikke 9) og F\N{NO-BREAK SPACE}4 "
                    "(ikke 5)."
                ],
            ),
            (
                "syddanmark",
                "2026-2030",
                [
                    "Ingen kilde siger, hvordan pladserne skal skæres ned til 44. Fordeles de efter største "
                    "brøk, får A 11 pladser (ikke 10) og Æ\N{NO-BREAK SPACE}2 (ikke 3). Fordeles de efter "
                    "d'Hondts metode, får A 12 pladser (ikke 10), B\N{NO-BREAK SPACE}1 (ikke 2), "
                    "I\N{NO-BREAK SPACE}2 (ikke 3), V\N{NO-BREAK SPACE}13 (ikke 12) og "
                    "Æ\N{NO-BREAK SPACE}2 (ikke 3).",
                    "Ingen kilde siger, om borgmestre, hvis liste ikke er berettiget til pladser, tæller med "
                    "under loftet. Tæller de ikke med, får A 11 pladser (ikke 10), og KKR Syddanmark får 45 "
                    "medlemmer (ikke 44).",
                ],
            ),
            ("sjaelland", "2022-2026", []),
        ],
        ids=["both-readings-alike", "two-rules", "no-seat-moves"],
    )
    def test_box_by_box(self, region, term, said):
        assert assumptions(elected(region, term)) == said

    def test_the_status_counts_the_boxes(self):
        statuses = [
            wording.status(elected(region, "2026-2030"))[0] for region in ("hovedstaden", "syddanmark")
        ]
        assert statuses == [
            "Foreløbige tal, og nogle pladser bygger på en antagelse",
            "Foreløbige tal, og nogle pladser bygger på to antagelser",
        ]

    def test_where_no_seat_moves_the_reservations_say_so(self):
        printed = prose.reservations(elected("sjaelland", "2022-2026")).source
        assert "Tæller de ikke med, er tallene de samme." in printed

    def test_a_tie_under_another_reading_is_said(self, midtjylland):
        rule = midtjylland.rule_set.rule("K6")
        tied = OtherReading(
            rule=rule, reading="dhondt", changes=(), total=36, tied=frozenset({"C", "F"}), cut=None
        )
        result = replace(midtjylland)
        result.__dict__["other_readings"] = (tied,)
        assert otherwise(rule, result) == (
            "Fordeles de efter d'Hondts metode, skal der trækkes lod mellem C og F om de sidste pladser."
        )

    @pytest.mark.parametrize("number", ["K6", "K7", "K10"])
    def test_every_reading_of_every_term_has_words(self, number, midtjylland):
        rule = midtjylland.rule_set.rule(number)
        for reading, _ in rule.readings:
            other = OtherReading(rule=rule, reading=reading, changes=(), total=36, tied=frozenset(), cut=None)
            result = replace(midtjylland)
            result.__dict__["other_readings"] = (other,)
            assert otherwise(rule, result).endswith(", er tallene de samme.")


class TestOneMoreThanTheDifference:
    """Hovedstaden 2026: 189.397 − 188.278 = 1.119, and 1.120 are printed; a councillor asks why."""

    SAID = "Tallene er forskellen plus én stemme, for står to lige, trækkes der lod."

    def test_it_is_said_once_below_the_posts(self):
        result = elected("hovedstaden", "2026-2030")
        [*_, last] = prose.posts(result).blocks
        assert last == paragraph(self.SAID)
        chair = result.posts.posts[0]
        votes = result.eligibility.votes
        assert chair.nearest == ("C", votes["A"] - votes["C"] + 1)

    def test_not_where_a_vote_total_is_divided(self, midtjylland):
        """A 300 and B 100: the chair by 201, and A's second quotient, 150, beats B's 100 for the next."""
        election = elect_in_order({"A": 300, "B": 100}, 2)
        assert [post.is_by_difference for post in election.posts] == [True, False]
        [*_, last] = prose.posts(replace(midtjylland, plain_posts=election)).blocks
        assert last == paragraph(
            "Tallet ved formandsposten er forskellen plus én stemme, for står to lige, trækkes der lod."
        )


class TestRules:
    """The rules of a term are those of the one before until one of them is another."""

    def test_those_of_2026_are_from_2022(self):
        named = [wording.rules_of(rule_set(term)) for term in ("2022-2026", "2026-2030")]
        assert named == ["reglerne for 2022–26", "reglerne fra 2022–26"]


class TestMarginCondition:
    """Votes for the vice-chair suppose that the chair stays; with alliances they can move it instead (V3)."""

    SAID = "når formandsposten ligger fast"

    def test_it_is_said_of_the_vice_chair_where_alliances_are_declared(self, midtjylland):
        """C+V and A: V is chair and A vice-chair; C+V's second quotient is 279.186 ÷ 2."""
        given = (declaration("C+V", DeclarationStatus.ACCEPTED),)
        election = replace(midtjylland.election, declared=given)
        result = calculate(election, "midtjylland", midtjylland.rule_set)
        [*_, vice_chair] = card_of_result(result).posts
        assert prose.posts(result).source.count(self.SAID) == 1
        assert vice_chair.margin == f"valgforbundet C+V manglede 132.441 stemmer, {self.SAID}"
        assert self.SAID not in card_of_result(result).posts[0].margin

    def test_without_alliances_it_need_not_be(self, midtjylland):
        assert self.SAID not in prose.posts(midtjylland).source
        assert all(self.SAID not in post.margin for post in card_of_result(midtjylland).posts)

    @examples(200)
    @given(st.lists(st.integers(1, 60), min_size=3, max_size=6))
    @example([10, 9, 5])
    def test_without_alliances_the_votes_give_the_post(self, totals):
        """
        Except where the chair is ahead by a single vote, or was drawn by lot: A 10, B 9, C 5.

        C needs 10 to pass B, and then is level with A: a lot decides which of the two posts C has.
        """
        votes = dict(zip("ABCDEF", totals, strict=False))
        election = elect_in_order(votes, 2)
        if election.tie:
            return
        chair, vice_chair = election.posts
        if vice_chair.nearest is None:
            return
        who, lacking = vice_chair.nearest
        after = elect_in_order({**votes, who: votes[who] + lacking}, 2)
        has_both = chair.holder == vice_chair.holder
        if has_both or who == chair.holder or votes[chair.holder] - votes[vice_chair.holder] > 1:
            assert [post.holder for post in after.posts] == [chair.holder, who]
        else:
            assert after.tie is not None
            assert {post.holder for way in after.outcomes() for post in way.posts} == {chair.holder, who}


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

    @pytest.mark.parametrize(
        ("region", "words"),
        [
            ("midtjylland", ""),
            ("nordjylland", "For 9 af regionens 11 kommuner er mandattallet"),
            ("syddanmark", "For alle regionens 22 kommuner er mandattallet"),
        ],
    )
    def test_unconfirmed_sizes_are_counted_in_the_region(self, region, words):
        """28 councils have a confirmed size, all 19 of Midtjylland among them; none of Syddanmark has."""
        said = wording.represented(elected(region, "2022-2026"))
        assert words in said
        assert bool(words) == ("bekræftet for 2021" in said)
