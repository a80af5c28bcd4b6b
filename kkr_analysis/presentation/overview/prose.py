"""The running text of the overview."""

from __future__ import annotations

from kkr_analysis import __version__
from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import counted, day, listed, whole
from kkr_analysis.presentation.blocks import Heading, Particulars, Run, RunLook, paragraph, text
from kkr_analysis.presentation.overview import wording
from kkr_analysis.presentation.passage import Passage, passage, said
from kkr_analysis.presentation.wording import division


def heading(overview: Overview) -> Passage:
    """Title, term, election and status."""
    election = overview.now.election
    word, sentence = wording.status(overview)
    return passage(
        Heading(1, text(wording.title(overview))),
        Particulars(
            (
                ("Valgperiode", text(overview.now.rule_set.term.replace("-", "–"))),
                ("Valg", text(election.name)),
                ("Tallene gælder", text(day(election.as_of))),
                ("Tallenes status", text(Run(word, RunLook.STATUS), f": {sentence}")),
            )
        ),
    )


def capped(overview: Overview) -> Passage:
    """Which KKR the cap reduces (K5), and where a lot decides a post (V7)."""
    results = overview.now.results
    bodies = [result.body for result in results if result.composition.cap_binds]
    lots = [result.body for result in results if result.plain_posts.tie is not None]
    if len(bodies) == len(results):
        said = f"Loftet gælder i alle {len(results)} KKR: uden det ville de hver især have flere medlemmer."
    elif bodies:
        said = (
            f"Loftet gælder i {listed(bodies)}: uden det ville der være flere medlemmer. I de øvrige er det "
            "ikke overskredet."
        )
    else:
        said = "Loftet er ikke overskredet i noget KKR."
    drawn = f"I {listed(lots)} står to eller flere lige om en post, og der skal trækkes lod."
    return passage(paragraph(said), *([paragraph(drawn)] if lots else []))


def no_term_before(overview: Overview) -> Passage | None:
    """Say that there are no figures to compare with; None where there are."""
    if overview.before is not None:
        return None
    label = overview.now.rule_set.label
    return said(f"Der er ingen tal for valgperioden før {label}, så ændringer kan ikke vises.")


def board(overview: Overview) -> Passage:
    """How KL's bestyrelse is allocated, how close the last seat was, and the repræsentantskab's size."""
    country = overview.now
    rule, assembly_rule = country.rule_set.rule("B1"), country.rule_set.rule("B2")
    last = country.board.steps[-1]
    following = last.runner_up
    nearest = f"; nærmest er {following.contender} med {division(following)}" if following else ""
    tied = listed(sorted(country.board.tie.tied)) if country.board.tie else ""
    drawn = f"{tied} står lige om de sidste pladser, og der skal trækkes lod.\n" if tied else ""
    return passage(
        paragraph(
            f"De {country.board.seats_to_fill} pladser i KL's bestyrelse er fordelt efter d'Hondts metode på "
            "stemmerne i hele landet til de partier og\n"
            f"listesamarbejder, der er berettigede (regel {rule.number}, {rule.standing}).\n"
            f"Den sidste plads går til {last.winner} med {division(last.winning)}{nearest}.\n{drawn}"
        ),
        paragraph(
            f"KL's repræsentantskab ville efter regel {assembly_rule.number} ({assembly_rule.standing}) have "
            f"{whole(country.assembly.total)} medlemmer. Intet\noffentliggjort bekræfter det tal."
        ),
    )


def reservations(overview: Overview) -> Passage:
    """Which rules are inferred or assumed, and where those of each KKR are listed."""
    rules = {rule.number for result in overview.now.results for rule in result.uncertain_rules}
    note = overview.now.rule_set.note
    return passage(
        paragraph(
            f"Tallene hviler også på regler, der er udledt eller antaget ({listed(sorted(rules))}). I hvert "
            "KKR's bilag står de under »Forbehold«\nmed, hvad andre læsninger ville give."
        ),
        *([paragraph(note)] if note else []),
    )


def provenance(overview: Overview) -> Passage:
    """Which rules and version the overview was made with."""
    label, bodies = overview.now.rule_set.label, counted(len(overview.now.results), "KKR", "KKR")
    return said(
        f"Oversigten er regnet ud af kkr-analysis {__version__} efter regelsættet for {label} på de samme "
        f"filer som bilagene\nfor de {bodies}, hvor de står med udgiver og sha256. Hvert resultat har sit "
        "fingeraftryk, som også står i bilagets\nfiler."
    )
