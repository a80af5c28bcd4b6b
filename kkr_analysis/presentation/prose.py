"""The running text of the enclosure: Danish sentences around the figures of one result."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kkr_analysis import __version__
from kkr_analysis.allocation import DrawnLot, Post, PostElection
from kkr_analysis.composition.election import SourceStrength
from kkr_analysis.composition.result import KkrResult, OtherReading
from kkr_analysis.composition.seats import Cut
from kkr_analysis.danish import counted, day, decimals, listed, lower_first, quotient, whole
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import (
    Heading,
    Item,
    Kind,
    Listing,
    Look,
    Particulars,
    Run,
    paragraph,
    strong,
    text,
)
from kkr_analysis.presentation.charts.wording import meaning
from kkr_analysis.presentation.passage import Passage, passage, said
from kkr_analysis.rules import CapReading, Rule

_POSTS = {1: "Formandsposten", 2: "Næstformandsposten"}


def heading(result: KkrResult) -> Passage:
    """Title, KKR, term, election and status of the figures."""
    word, sentence = wording.status(result)
    example = [("Beregnet eksempel", text(result.region.example))] if result.region.example else []
    return passage(
        Heading(1, text(wording.title(result))),
        Particulars(
            (
                *example,
                ("KKR", text(result.body)),
                ("Valgperiode", text(result.rule_set.term.replace("-", "–"))),
                ("Valg", text(result.election.name)),
                ("Stemmerne hentet", text(wording.fetched(result))),
                ("Tallenes status", text(Run(word, Look.STATUS), f": {sentence}")),
            )
        ),
    )


def assumptions(result: KkrResult) -> Passage | None:
    """Right under the table: the assumed rules that move a seat, and what other readings give."""
    paragraphs = [
        paragraph(
            strong("Antaget:"),
            " Tabellen bygger på en regel, som ingen kilde fastsætter\n"
            f"({lower_first(rule.title)}, regel {rule.number}).\n",
            _lines(consequences),
            kind=Kind.ASSUMPTION,
        )
        for rule, consequences in assumed_rules(result)
    ]
    return passage(*paragraphs) if paragraphs else None


def assumed_rules(result: KkrResult) -> list[tuple[Rule, list[str]]]:
    """Return the assumed rules that move a seat, each with a sentence for every other reading."""
    others = result.other_readings
    rules = dict.fromkeys(other.rule for other in others if other.changes or other.tied)
    return [(rule, [_consequence(other) for other in others if other.rule == rule]) for rule in rules]


def members(result: KkrResult) -> Passage:
    """How many members there are, and why there are supplementary ones (K1, K2, K4)."""
    composed = result.composition
    supplementary = composed.total - composed.municipalities
    return said(
        f"{result.body} har {counted(composed.total, 'medlem', 'medlemmer')}:\n"
        f"{counted(composed.municipalities, 'borgmester', 'borgmestre')}, der er fødte medlemmer, og\n"
        f"{counted(supplementary, 'supplerende medlem', 'supplerende medlemmer')}.\n"
        "Partierne vælger de supplerende medlemmer, så hele KKR kommer til at svare til stemmerne ved "
        "kommunalvalget.\n"
        "Et partis supplerende medlemmer er dets pladser minus dets borgmestre. Hver plads kan regnes "
        "efter på en\nlommeregner i tre trin."
    )


def price(result: KkrResult) -> Passage:
    """Who the dimensioning party is, and what a seat costs (K3)."""
    first = result.dimensioning[0]
    names = listed(party.name for party in result.dimensioning)
    who = [
        "Her er det ",
        strong(f"{first.name} ({first.letter})"),
        f" med {whole(first.votes)} stemmer og\n{counted(first.mayors, 'borgmester', 'borgmestre')}:",
    ]
    tied = [f"Her står {names} helt lige, og de sætter samme pris:"]
    return passage(
        paragraph(
            "Det parti, der har flest borgmestre i forhold til sine stemmer, sætter prisen for en plads. Det "
            "kaldes det\ndimensionerende parti.\n",
            *(who if len(result.dimensioning) == 1 else tied),
        ),
        paragraph(
            f"{whole(first.votes)} ÷ {first.mayors} = {quotient(result.composition.price)} stemmer pr. plads",
            kind=Kind.CALCULATION,
        ),
        paragraph(
            f"Sidste kolonne viser, hvor mange medlemmer {result.body} ville have fået før loftet, hvis "
            "partiet i rækken havde\nsat prisen. Det dimensionerende parti er det, der kræver flest."
        ),
    )


def rounding(result: KkrResult) -> Passage:
    """How every contender's seats follow from the price (K3)."""
    dimensioning = result.dimensioning[0]
    votes = whole(dimensioning.votes)
    others = [claim for claim in result.composition.claims if claim.contender != dimensioning.letter]
    example: list[str | Run] = []
    if others:
        claim = max(others, key=lambda claim: claim.votes)
        division = f"{whole(claim.votes)} ×\n{dimensioning.mayors} ÷ {votes} = {quotient(claim.quotient)}"
        example = [
            f"For {claim.contender} er det for eksempel ",
            Run(division, Look.SUM),
            f", altså\n{counted(claim.seats, 'plads', 'pladser')}.\n",
        ]
    return said(
        "Hvert parti får sine stemmer delt med prisen, rundet op til nærmeste hele tal. Så har intet parti "
        f"flere stemmer pr.\nplads, end {dimensioning.name} har pr. borgmester. Det giver det samme at gange "
        f"partiets stemmer med\n{dimensioning.mayors} og dele med {votes}, og så skal prisen ikke "
        "afrundes.\n",
        *example,
    )


def cap(result: KkrResult) -> Passage:
    """Whether the cap takes seats away, and how those left are shared out (K5, K6, K7)."""
    composed = result.composition
    outside = composed.mayors_outside
    added = counted(
        outside,
        "borgmester, hvis liste ikke er berettiget",
        "borgmestre, hvis lister ikke er berettiget",
    )
    with_outside = f", og dertil kommer {added} til pladser. Det er i alt {composed.uncapped}"
    first = (
        "Et KKR har højst dobbelt så mange medlemmer, som der er kommuner i regionen. Her er loftet\n",
        Run(f"2 × {composed.municipalities} = {composed.cap}", Look.SUM),
        f".\nPartiernes pladser fra trin 2 giver tilsammen {composed.uncapped - outside}"
        f"{with_outside if outside else ''}.\n",
    )
    if composed.cut is None:
        return passage(paragraph(*first, "Loftet er ikke overskredet, så tabellen i trin 2 gælder."))
    supplementary = counted(sum(composed.supplementary.values()), "plads", "pladser")
    return passage(
        paragraph(*first, f"Det er flere end loftet, så antallet er reduceret til {composed.total}."),
        paragraph(
            f"Borgmestrene beholder deres pladser, og\n{supplementary} ud over dem skal fordeles.\n",
            _shared_out(composed.cut, result),
        ),
        *([paragraph(_last_by_lot(composed.cut.lot))] if composed.cut.lot else []),
    )


def _shared_out(cut: Cut, result: KkrResult) -> str:
    if cut.reading is CapReading.ROUND_UP:
        return (
            "De fordeles én for én. Næste plads går til det parti, der har flest stemmer pr. plads, det "
            "allerede har; et parti uden\nplads kommer først, og har flere ingen plads, går det største "
            "parti forud. Del partiets stemmer med de pladser, det\nhar i forvejen: det største tal får "
            "pladsen.\n"
        )
    reading = dict(result.rule_set.rule("K6").readings)[cut.reading.value]
    kept = listed(letter for letter, _ in cut.kept)
    keep = f"{kept} har borgmestre nok i forvejen og beholder dem.\n" if kept else ""
    return f"De fordeles sådan: {reading}.\n{keep}"


def _last_by_lot(lot: DrawnLot) -> str:
    one = len(lot.winners) == 1
    return (
        f"{listed(sorted(lot.tied))} stod lige om\n{'den sidste plads' if one else 'de sidste pladser'}. Ved "
        f"lodtrækning{_on(lot)} gik\n{'den' if one else 'de'} til {listed(lot.winners)}."
        f"{_note_of(lot)}"
    )


def _note_of(lot: DrawnLot) -> str:
    return f" {lot.note.rstrip('.')}." if lot.note else ""


def _on(lot: DrawnLot) -> str:
    return f" den {day(lot.drawn_on)}" if lot.drawn_on else ""


def last_seat(result: KkrResult) -> Passage:
    """What the quotients around the last seat are (K3, K6)."""
    ranking = result.ranking
    if ranking.price is not None:
        return said(
            "Hver plads har en kvotient: partiets stemmer delt med de pladser, det har i forvejen. Et parti "
            f"får sin næste plads,\nnår kvotienten er større end prisen, {quotient(ranking.price)}. Første "
            "plads deles med 0 og kommer forud for alle\nkvotienter. Stregen i billedet går lige over "
            "prisen, og pladsen lige over stregen er den med den mindste kvotient.",
            kind=Kind.LEAD,
        )
    if ranking.last is None:
        return said("Ingen plads hænger her på en kvotient.")
    return said(
        "Her er de kvotienter, som de sidste pladser i trin 3 er fordelt efter, og dem, der kom næst. "
        "Borgmestrenes pladser er\nikke med, for de er givet på forhånd.",
        kind=Kind.LEAD,
    )


def threshold(result: KkrResult) -> Passage:
    """How many votes 2 % is (E3, E4)."""
    eligibility = result.eligibility
    votes = whole(eligibility.denominator)
    return said(
        f"Spærregrænsen er 2 procent af de {votes} {wording.DENOMINATORS[eligibility.reading]}:\n",
        Run(f"{votes} ÷ 50 = {decimals(Fraction(eligibility.denominator, 50), 2)}", Look.SUM),
        ". Der skal altså mindst\n",
        strong(counted(eligibility.threshold_votes, "stemme", "stemmer")),
        " til, og præcis 2 procent er nok.\n"
        "Andelene i tabellen er afrundet og giver derfor ikke altid præcis 100 procent tilsammen.",
    )


def shares(result: KkrResult) -> Passage:
    """How far the seats are from the votes, and what counts (E4, K7)."""
    outside = ", også borgmestre uden for fordelingen, der hver er en plads til deres egen liste"
    return said(
        f"Hvor langt er pladserne fra stemmerne? {meaning(result.disproportionality)} Talt med er alle "
        "gyldige stemmer, også på lister uden pladser, og\nalle KKR's medlemmer"
        f"{outside if result.composition.mayors_outside else ''}.",
        kind=Kind.LEAD,
    )


def plain_posts(result: KkrResult) -> Passage:
    """Who is entitled to chair and vice-chair without alliances, and by how many votes (V1)."""
    is_for_comparison = result.allied_posts is not None
    ending = (
        "Til sammenligning først uden valgforbund:"
        if is_for_comparison
        else "Her er regnet uden valgforbund; anmeldte valgforbund kan give et andet resultat."
    )
    verb = "ville tilkomme" if is_for_comparison else "tilkommer"
    return passage(
        paragraph(
            "Formand og næstformand vælges ved forholdstalsvalg på stemmerne ved kommunalvalget. Hvert "
            "berettiget partis\nstemmer deles med 1, 2, 3 og så videre. Den største kvotient giver "
            "formandsposten, den næststørste\nnæstformandsposten. Stemmer på lister, der ikke er berettiget "
            f"til pladser, tæller ikke med.\n{ending}"
        ),
        _entitled(result, result.plain_posts, verb),
    )


def allied_posts(result: KkrResult) -> Passage | None:
    """The same with the declared alliances; None where none are declared (V2, V3)."""
    election = result.allied_posts
    if election is None:
        return None
    labels = listed(alliance.label for alliance in election.alliances)
    return passage(
        paragraph(
            f"Med de anmeldte valgforbund, {labels}, lægges et valgforbunds\nstemmer sammen, og en post, det "
            "vinder, går videre til det medlem, der har den største kvotient inden for det."
        ),
        _entitled(result, election, "tilkommer"),
    )


def _entitled(result: KkrResult, election: PostElection, verb: str) -> Listing:
    names = {
        standing.letter: f"{standing.name} ({standing.letter})" for standing in result.eligibility.eligible
    }
    items = [
        Item(
            text(
                f"{_POSTS[post.number]} {verb} ",
                strong(names[post.holder]),
                f"{f' i valgforbundet {post.alliance.label}' if post.alliance else ''}.\n",
                _lines([*map(_drawn, post.lots), *_margin(post, names)]),
            )
        )
        for post in election.posts
    ]
    if election.tie:
        post = _POSTS[len(election.posts) + 1]
        tied = listed(sorted(election.tie.tied))
        items.append(
            Item(text(f"{post} afgøres ved lodtrækning mellem\n{tied}, der har lige store kvotienter."))
        )
    return Listing(tuple(items))


def _drawn(lot: DrawnLot) -> str:
    drawn = f"{listed(sorted(lot.tied))} stod lige, og {listed(lot.winners)} blev udtrukket ved lodtrækning"
    return f"{drawn}{_on(lot)}.{_note_of(lot)}"


def _margin(post: Post, names: dict[str, str]) -> list[str]:
    """Say who came nearest to the post, and how many more votes it would have taken; nothing if none did."""
    if post.margin_votes is None:
        return []
    lacking = counted(post.margin_votes, "stemme", "stemmer")
    if len(post.steps) > 1:
        return [
            "Den nærmeste konkurrent, i eller uden for valgforbundet, skulle have haft\n"
            f"{lacking} mere for at være sikker på posten."
        ]
    following, nearest = post.steps[0].runner_up, post.nearest
    if following is None or nearest is None:
        return []
    name = following.contender
    on = f" med sin {following.divisor}. kvotient" if following.divisor > 1 else ""
    sentences = [
        f"Næste i rækken er {names.get(name, f'valgforbundet {name}')}{on}.",
        f"{'Partiet' if name in names else 'Valgforbundet'} skulle have haft\n"
        f"{lacking} mere for at være sikkert på posten.",
    ]
    if nearest[0] != name:
        nearer, fewest = names.get(nearest[0], f"valgforbundet {nearest[0]}"), nearest[1]
        sentences.append(f"Færrest stemmer manglede dog {nearer}: {counted(fewest, 'stemme', 'stemmer')}.")
    return sentences


def reservations(result: KkrResult) -> Passage:
    """The inferred and assumed rules that touch a number, and what is uncertain in the figures."""
    names = result.figures.municipality_names
    weak = sorted(
        names[mayor.municipality] for mayor in result.figures.mayors if mayor.strength is SourceStrength.WEAK
    )
    items = [_uncertain_rule(rule, result.other_readings) for rule in result.uncertain_rules]
    items.append(
        Item(text(strong("Plads i en kommunalbestyrelse"), f" (regel E5). {wording.represented(result)}"))
    )
    if result.region.example:
        items.insert(0, Item(text(strong("Beregnet eksempel."), f" {result.region.example}")))
    if result.rule_set.note:
        items.append(Item(text(strong("Regelsættet."), f" {result.rule_set.note}")))
    items += [Item(text(strong("Rettelse."), f" {sentence}")) for sentence in wording.corrections(result)]
    items += [Item(text(strong("Kilder, der er uenige."), f" {one}")) for one in wording.conflicts(result)]
    if weak:
        who = f"Borgmesteren i {weak[0]}" if len(weak) == 1 else f"Borgmestrene i {listed(weak)}"
        items.append(
            Item(
                text(
                    strong("Borgmestre med svagere kilde."),
                    f"\n{who} er ikke bekræftet af en kilde fra konstitueringen.\n",
                )
            )
        )
    return passage(
        Listing(tuple(items), is_loose=True),
        paragraph(
            "»Udledt« betyder, at ingen kilde siger det ligeud, men at det følger af andre regler eller er "
            "den eneste fundne\nlæsning, der giver de offentliggjorte tal. »Antaget« betyder, at kilderne er "
            "tavse."
        ),
    )


def _uncertain_rule(rule: Rule, readings: Sequence[OtherReading]) -> Item:
    others = [other for other in readings if other.rule == rule]
    source = (
        "Ingen kilde siger noget om det." if rule.source == "Ingen kilde" else f"Grundlag: {rule.source}."
    )
    moves = any(other.changes or other.tied for other in others)
    consequences = (
        ["Hvad de andre læsninger ville give, står under tabellen."] if moves else map(_consequence, others)
    )
    return Item(
        text(
            strong(rule.title),
            f" (regel {rule.number}, {rule.standing}). {rule.text}\n",
            _lines([source, *consequences]),
        )
    )


def _consequence(other: OtherReading) -> str:
    """Say what another reading of a rule would have given."""
    if other.tied:
        drawn = listed(sorted(other.tied))
        return f"Med læsningen »{other.text}« skulle der trækkes lod mellem {drawn} om de sidste pladser."
    if not other.changes:
        return f"Med læsningen »{other.text}« ville tallene være de samme."
    moves = listed(
        f"{letter} have {counted(seats, 'plads', 'pladser')} i stedet for {instead_of}"
        for letter, instead_of, seats in other.changes
    )
    return f"Med læsningen »{other.text}« ville {moves}."


def provenance(result: KkrResult) -> Passage:
    """Which rule set and which version made the enclosure."""
    term = result.rule_set.term.replace("-", "–")
    return said(
        f"Bilaget er regnet med regelsættet for {term} og version {__version__} af\nkkr-analysis. En "
        "fils sha256 er dens fingeraftryk: ændres blot ét tegn i filen, bliver det et andet."
    )


def _lines(sentences: Sequence[str]) -> str:
    """Put sentences one after the other."""
    return "".join(f"{sentence}\n" for sentence in sentences)
