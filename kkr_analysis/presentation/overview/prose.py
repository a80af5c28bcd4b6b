"""The running text of the overview."""

from __future__ import annotations

from kkr_analysis import __version__
from kkr_analysis.composition.overview import Country, Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.danish import listed, whole
from kkr_analysis.presentation.blocks import Heading, Paragraph, Particulars, paragraph, strong, text
from kkr_analysis.presentation.overview import wording
from kkr_analysis.presentation.passage import Passage, passage, said
from kkr_analysis.presentation.prose import particulars, status_text, unparted
from kkr_analysis.presentation.tables.facts import SHOWN_DIGITS
from kkr_analysis.presentation.wording import (
    conflicts,
    division,
    in_which,
    local_lists,
    on_one_line,
    rules_of,
)
from kkr_analysis.rules import RuleStatus


def heading(overview: Overview) -> Passage:
    """Title, term, election and status."""
    word, sentence = wording.status(overview)
    status = status_text(overview.status, word, sentence)
    return passage(
        Heading(1, text(*unparted(wording.title(overview), overview.now.rule_set.label))),
        Particulars(tuple(particulars(overview.now.rule_set, overview.now.election, status))),
    )


def lots(overview: Overview) -> Passage | None:
    """In which KKR a lot decides a post (V7); None where none does."""
    bodies = [result.body for result in overview.now.results if result.posts.tie is not None]
    if not bodies:
        return None
    return said(f"I {listed(bodies)} står to eller flere lige om en post, og der skal trækkes lod.")


def board(overview: Overview) -> Passage:
    """How KL's bestyrelse is allocated, and how close the last seat was."""
    country = overview.now
    rule = country.rule_set.rule("B1")
    last = country.board.steps[-1]
    following = last.runner_up
    next_one = (
        f" Næste i rækken er {following.contender} ({on_one_line(division(following))})." if following else ""
    )
    tied = listed(sorted(country.board.tie.tied)) if country.board.tie else ""
    drawn = f"\n{tied} står lige om de sidste pladser, og der skal trækkes lod." if tied else ""
    every, needed = country.eligibility.valid_votes, country.eligibility.threshold_votes
    return said(
        f"KL's bestyrelse har {country.board.seats_to_fill} pladser. Her er de fordelt efter d'Hondts metode "
        "på de berettigede partiers\n"
        f"stemmer i hele landet (regel {rule.number}). Spærregrænsen er 2 procent af alle "
        f"{whole(every)} gyldige stemmer, det vil sige {whole(needed)}.\n"
        f"Den sidste plads går til {last.winner} ({on_one_line(division(last.winning))}).{next_one}{drawn}"
    )


def reservations(overview: Overview) -> Passage:
    """Which rules are inferred or assumed, where those of each KKR are listed, and which sources disagree."""
    rules = {rule.number for result in overview.now.results for rule in result.uncertain_rules}
    board = overview.now.rule_set.rule("B1")
    standing = (
        ""
        if board.status is RuleStatus.STATED
        else f" Ingen kilde siger ligeud, hvordan KL's bestyrelse fordeles; regel B1 er {board.standing}."
    )
    return passage(
        paragraph(
            f"Nogle af reglerne er udledt eller antaget (regel {listed(sorted(rules))}). Hvert KKR's bilag "
            "siger, hvad de\nbygger på, og hvad andre svar ville betyde for pladserne."
            f"{standing}"
        ),
        *_local_lists(overview.now),
        *(
            paragraph(strong("Kilder, der er uenige."), f" {one}")
            for one in conflicts(overview.now.election.sources)
        ),
    )


def _local_lists(country: Country) -> list[Paragraph]:
    """Say where the local lists together could change the seats. Rule: E2, E3."""
    bodies = [result.body for result in country.results if local_lists(result)]
    if not bodies:
        return []
    where = in_which(bodies, len(country.results))
    return [
        paragraph(
            strong("Lokale lister."),
            f" {country.election.list_cooperation_note} I {where} fik de tilsammen flere stemmer end "
            "spærregrænsen, så med dem kunne pladserne være andre.",
        )
    ]


def provenance(overview: Overview) -> Passage:
    """Which rules and version the overview was made with, and how the fingerprint of each KKR begins."""
    rules = rules_of(overview.now.rule_set)
    begun = [
        f"{result.region.name} {fingerprint_of(result).sha256[:SHOWN_DIGITS]}"
        for result in overview.now.results
    ]
    return passage(
        paragraph(
            f"Overblikket er regnet med {rules} og version {__version__} af\nkkr-analysis, "
            "på de samme filer som bilagene. Dér står, hvem der har udgivet filerne."
        ),
        paragraph(
            f"Sådan begynder resultaternes fingeraftryk (sha256): {listed(begun)}. Hele fingeraftrykket står "
            "i bilagets JSON-fil."
        ),
    )
