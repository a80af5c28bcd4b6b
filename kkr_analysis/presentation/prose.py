"""The running text of the enclosure: Danish sentences around the figures of one result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kkr_analysis import __version__
from kkr_analysis.allocation import DrawnLot, Post, PostElection, Tie
from kkr_analysis.composition.election import Election, FigureStatus, MayorStatus, SourceStrength
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.composition.seats import Cut
from kkr_analysis.danish import alphabetical, counted, day, decimals, listed, quotient, whole
from kkr_analysis.presentation import assumed, wording
from kkr_analysis.presentation.blocks import (
    Heading,
    Item,
    Listing,
    Paragraph,
    ParagraphKind,
    Particulars,
    Run,
    RunLook,
    Text,
    paragraph,
    strong,
    text,
)
from kkr_analysis.presentation.passage import Passage, passage, said
from kkr_analysis.presentation.tables.quotients import has_last_seat
from kkr_analysis.rules import CapReading, Rule, RuleSet

_STEPS = {"K3": "trin 1 og 2", "K6": "trin 3"}
"""Where the computation says what a rule says."""


def heading(result: KkrResult) -> Passage:
    """Title, term, election, the day described, and the status of the figures."""
    word, sentence = wording.status(result)
    badge, example = [], []
    if result.region.example:
        badge = [paragraph(wording.EXAMPLE_MARK, kind=ParagraphKind.BADGE)]
        example = [(wording.EXAMPLE_MARK, text(result.region.example))]
    status = status_text(result.status, word, sentence)
    facts = particulars(result.rule_set, result.election, status, wording.as_of(result))
    return passage(
        *badge,
        Heading(1, text(*unparted(wording.title(result), result.rule_set.label))),
        Particulars((*example, *facts)),
    )


def unparted(title: str, label: str) -> Iterator[str | Run]:
    """Give a title with its term in one piece: no line ends within "2022–26"."""
    before, found, after = title.partition(label)
    yield from filter(None, (before, Run(found, RunLook.SUM) if found else "", after))


def particulars(
    rules: RuleSet, election: Election, status: Text, label: str = wording.AS_OF
) -> Iterator[tuple[str, Text]]:
    """Give term, what is to be said of its rules, election, the day described, and the figures' status."""
    term = rules.term.replace("-", "–")
    yield "Valgperiode", text(f"{term}. {rules.note}" if rules.note else term)
    yield "Valg", text(election.name)
    yield label, text(day(election.as_of))
    yield "Tallenes status", status


def status_text(figures: FigureStatus, word: str, sentence: str) -> Text:
    """Say the status; the foot of a page repeats its word only where the title does not have it."""
    is_said_by_title = figures is FigureStatus.PRELIMINARY
    return text(Run(word, RunLook.PLAIN if is_said_by_title else RunLook.STATUS), f". {sentence}")


def closer_look() -> Passage:
    """The heading of what follows the two pages that can stand alone."""
    return passage(Heading(2, text("Uddybende beregning"), starts_page=True))


def assumptions(result: KkrResult) -> Passage | None:
    """Below the table: the assumed rules that move a seat, and what other readings give; None without any."""
    paragraphs = [
        paragraph(strong("Antaget:"), f" {said}", kind=ParagraphKind.ASSUMPTION)
        for said in assumed.assumptions(result)
    ]
    return passage(*paragraphs) if paragraphs else None


def members(result: KkrResult) -> Passage:
    """How many members there are, and why some are supplementary (K1, K2, K4)."""
    composed = result.composition
    supplementary = composed.total - composed.municipalities
    return said(
        f"{result.body} {wording.verb('har', result)} {counted(composed.total, 'medlem', 'medlemmer')}:\n"
        f"{counted(composed.municipalities, 'borgmester', 'borgmestre')}, der {wording.verb('er', result)} "
        "fødte medlemmer, og\n"
        f"{counted(supplementary, 'supplerende medlem', 'supplerende medlemmer')}.\n"
        "Partierne vælger de supplerende medlemmer, så hele KKR kommer til at svare til stemmerne ved "
        "kommunalvalget.\n"
        "Et partis supplerende medlemmer er dets pladser minus dets borgmestre. Hver plads kan regnes "
        "efter på en\nlommeregner i tre trin."
    )


def price(result: KkrResult) -> Passage:
    """Which party is dimensioning, and what a seat costs (K3)."""
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
            kind=ParagraphKind.CALCULATION,
        ),
        paragraph(
            f"Sidste kolonne viser, hvor mange medlemmer {result.body} ville få før loftet, hvis partiet i "
            f"rækken satte prisen.{_with_outside(result)}\nDet dimensionerende parti sætter den laveste "
            "pris, så ingen får færre pladser end borgmestre."
        ),
    )


def _with_outside(result: KkrResult) -> str:
    """Say that the mayors outside are counted in; nothing where there are none. Rule: K7."""
    outside = result.composition.mayors_outside
    if not outside:
        return ""
    if outside == 1:
        return " Den ene borgmester uden for fordelingen er talt med."
    return f" De {outside} borgmestre uden for fordelingen er talt med."


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
            Run(division, RunLook.SUM),
            f", altså\n{counted(claim.seats, 'plads', 'pladser')}.\n",
        ]
    return said(
        "Hvert parti får sine stemmer delt med prisen, rundet op til et helt tal. Så har intet parti "
        f"flere stemmer pr.\nplads, end {dimensioning.name} har pr. borgmester. Det giver det samme at gange "
        f"partiets stemmer med\n{dimensioning.mayors} og dele med {votes}, og så skal prisen ikke "
        "afrundes.\n",
        *example,
    )


def cap(result: KkrResult) -> Passage:
    """Whether the cap removes seats, and how the rest are allocated (K5, K6, K7)."""
    composed = result.composition
    outside = composed.mayors_outside
    added = counted(
        outside, "borgmester, hvis liste ikke er berettiget", "borgmestre, hvis lister ikke er berettiget"
    )
    with_outside = f", og dertil kommer {added} til pladser. Det er i alt {composed.uncapped}"
    first = (
        "Et KKR har højst dobbelt så mange medlemmer, som der er kommuner i regionen. Her er loftet\n",
        Run(f"2 × {composed.municipalities} = {composed.cap}", RunLook.SUM),
        f".\nPartiernes pladser fra trin 2 giver tilsammen {composed.uncapped - outside}"
        f"{with_outside if outside else ''}.\n",
    )
    if composed.cut is None:
        return passage(paragraph(*first, "Loftet er ikke overskredet, så tabellen i trin 2 gælder."))
    supplementary = counted(sum(composed.supplementary.values()), "plads", "pladser")
    return passage(
        paragraph(
            *first,
            f"Det er flere end loftet, så antallet {wording.verb('er', result)} reduceret til "
            f"{composed.total}.",
        ),
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
            "allerede har; et parti uden\nplads kommer først, og er der flere uden plads, kommer det "
            "største først. Del partiets stemmer med de pladser, det\nhar i forvejen: det største tal får "
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


def last_seat(result: KkrResult) -> Passage | None:
    """What the quotients around the last seat are (K3, K6); None where no table shows them."""
    if not has_last_seat(result):
        return None
    price = result.ranking.price
    if price is None:
        lead = (
            "Her er de kvotienter, som de sidste pladser i trin 3 er fordelt efter, og de næste i rækken. "
            "Borgmestrenes pladser er\nikke med, for de er givet på forhånd."
        )
    else:
        lead = (
            "Hver plads har en kvotient: partiets stemmer delt med de pladser, det har i forvejen. Et parti "
            f"får sin næste plads,\nnår kvotienten er større end prisen, {quotient(price)}. En "
            "første plads skulle deles med 0 og kommer derfor forud\nfor alle kvotienter."
        )
    return passage(Heading(3, text("Den sidste plads")), paragraph(lead, kind=ParagraphKind.LEAD))


def threshold(result: KkrResult) -> Passage:
    """How many votes 2 % is (E3, E4)."""
    eligibility = result.eligibility
    votes = whole(eligibility.denominator)
    return said(
        f"Spærregrænsen er 2 procent af de {votes} {wording.DENOMINATORS[eligibility.reading]}:\n",
        Run(f"{votes} ÷ 50 = {decimals(Fraction(eligibility.denominator, 50), 2)}", RunLook.SUM),
        ", så der skal\n",
        strong(counted(eligibility.threshold_votes, "stemme", "stemmer")),
        " til. Præcis 2 procent er nok.\n"
        "Andelene er afrundet og giver derfor ikke altid 100 procent tilsammen.",
        kind=ParagraphKind.LEAD,
    )


def posts(result: KkrResult) -> Passage:
    """Who is entitled to chair and vice-chair, and by how many votes (V1, V2, V3)."""
    names, verb = _names(result), wording.verb("tilkommer", result)
    election = result.allied_posts
    refused = [paragraph(wording.refused(one)) for one in result.declared if not one.counts]
    if election is None:
        return passage(
            paragraph(wording.WITHOUT_ALLIANCES, kind=ParagraphKind.LEAD),
            entitled(result.plain_posts, names, verb),
            *_one_more(result.plain_posts),
            *refused,
        )
    labels = listed(alliance.label for alliance in election.alliances)
    return passage(
        paragraph(f"{wording.BY_VOTES} Med de anmeldte valgforbund, {labels}:", kind=ParagraphKind.LEAD),
        entitled(election, names, verb),
        *_one_more(election),
        paragraph(_without_alliances(result.plain_posts, names)),
        *refused,
    )


def _post(number: int) -> str:
    return f"{wording.POSTS[number].capitalize()}sposten"


def _names(result: KkrResult) -> dict[str, str]:
    return {
        standing.letter: f"{standing.name} ({standing.letter})" for standing in result.eligibility.eligible
    }


def _without_alliances(election: PostElection, names: dict[str, str]) -> str:
    holders = [
        f"{_post(post.number).lower()} {verb} {names[post.holder]}"
        for verb, post in zip(("gå til", "til"), election.posts, strict=False)
    ]
    given = f"ville {listed(holders)}" if holders else ""
    if election.tie is None:
        return f"Uden valgforbund {given}."
    post = _post(len(election.posts) + 1).lower()
    drawn = f"skulle der trækkes lod mellem {_tied(election.tie)} om {post}"
    return f"Uden valgforbund {given}, og så {drawn}." if given else f"Uden valgforbund {drawn}."


def entitled(election: PostElection, names: Mapping[str, str], verb: str = "tilkommer") -> Listing:
    """Say who is entitled to each post, and by how much; ``names`` are those of the contenders by letter."""
    items = [
        Item(
            text(
                f"{_post(post.number)} {verb} ",
                strong(names[post.holder]),
                f"{f' i valgforbundet {post.alliance.label}' if post.alliance else ''}.\n",
                _lines([*map(_drawn, post.lots)]),
                *_margin(post, names, wording.margin_condition(post.number, election.alliances)),
            )
        )
        for post in election.posts
    ]
    if election.tie:
        post = _post(len(election.posts) + 1)
        items.append(
            Item(text(f"{post} afgøres ved lodtrækning mellem\n{_tied(election.tie)}, der står lige."))
        )
    return Listing(tuple(items))


def _tied(tie: Tie) -> str:
    return listed(sorted(tie.tied))


def _drawn(lot: DrawnLot) -> str:
    drawn = f"{listed(sorted(lot.tied))} stod lige, og {listed(lot.winners)} vandt lodtrækningen"
    return f"{drawn}{_on(lot)}.{_note_of(lot)}"


def _margin(post: Post, names: Mapping[str, str], condition: str) -> list[str | Run]:
    """Say who came nearest to the post, and how many more votes it would have taken; nothing if none did."""
    if post.nearest is None:
        return []
    name, votes = post.nearest
    who = names.get(name, f"Valgforbundet {name}")
    return [f"{who}{wording.NEAREST}", strong(counted(votes, "stemme", "stemmer")), f"{condition}."]


def _one_more(election: PostElection) -> list[Paragraph]:
    """Say why a number is one more than the difference of two vote totals, where votes are not divided."""
    posts = [post for post in election.posts if post.is_by_difference]
    if not posts:
        return []
    if len(posts) < len([post for post in election.posts if post.nearest]):
        number = f"Tallet ved {_post(posts[0].number).lower()} er"
    else:
        number = "Tallet er" if len(posts) == 1 else "Tallene er"
    return [paragraph(f"{number} {wording.ONE_MORE}")]


def plain_posts(result: KkrResult) -> Passage:
    """How the posts are counted without alliances (V1)."""
    ending = " Først uden valgforbund:" if result.allied_posts is not None else ""
    return said(
        "Formand og næstformand vælges ved forholdstalsvalg på stemmerne ved kommunalvalget. Hvert "
        "berettiget partis\nstemmer deles med 1, 2, 3 og så videre. Den største kvotient giver "
        "formandsposten, den næststørste\nnæstformandsposten. Stemmer på lister, der ikke er berettiget "
        f"til pladser, tæller ikke med.{ending}"
    )


def allied_posts(result: KkrResult) -> Passage | None:
    """How the posts are counted with the declared alliances; None where none are declared (V2, V3)."""
    if result.allied_posts is None:
        return None
    return said(
        "Et valgforbunds stemmer lægges sammen. Vinder det en post, går den til det medlem, der har den "
        "største kvotient i forbundet."
    )


def reservations(result: KkrResult) -> Passage:
    """The inferred and assumed rules that affect a number, and the uncertain figures."""
    names = result.figures.municipality_names
    weak = sorted(
        (
            names[mayor.municipality]
            for mayor in result.figures.mayors
            if mayor.strength is SourceStrength.WEAK and mayor.status is not MayorStatus.AGREED
        ),
        key=alphabetical,
    )
    items = [_uncertain_rule(rule, result) for rule in result.uncertain_rules]
    evidence = f" (regel E5). {wording.represented(result)}"
    items.append(_reservation("Plads i en kommunalbestyrelse", evidence))
    if result.region.example:
        items.insert(0, _reservation(f"{wording.EXAMPLE_MARK}.", f" {result.region.example}"))
    items += [_reservation("Rettelse.", f" {sentence}") for sentence in wording.corrections(result)]
    items += [_reservation("Kilder, der er uenige.", f" {one}") for one in wording.conflicts(result.sources)]
    if weak:
        who = f"Borgmesteren i {weak[0]}" if len(weak) == 1 else f"Borgmestrene i {listed(weak)}"
        unconfirmed = f"\n{who} er ikke bekræftet af en kilde fra det konstituerende møde.\n"
        items.append(_reservation("Borgmestre med svagere kilde.", unconfirmed))
    return passage(
        Listing(tuple(items), is_loose=True),
        paragraph(
            "»Udledt« betyder, at ingen kilde siger det ligeud, men at det følger af andre regler eller er "
            "den eneste\nlæsning, vi har fundet, der giver de offentliggjorte tal. »Antaget« betyder, at "
            "kilderne er tavse."
        ),
    )


def _uncertain_rule(rule: Rule, result: KkrResult) -> Item:
    """Say what a rule rests on; what it says is not repeated where a step of the computation says it."""
    said = f"Se {_STEPS[rule.number]}." if rule.number in _STEPS else rule.text
    source = (
        "Ingen kilde siger noget om det." if rule.source == "Ingen kilde" else f"Grundlag: {rule.source}."
    )
    if rule in result.deciding_rules:
        moves = "Følgerne står under den første tabel."
        consequences = [moves, *assumed.counted_out(rule, result)]
    else:
        consequences = [assumed.otherwise(rule, result)]
    sentences = [said, source, *filter(None, consequences)]
    return _reservation(rule.title, f" (regel {rule.number}, {rule.standing}). ", _lines(sentences))


def _reservation(title: str, *parts: str) -> Item:
    return Item(text(strong(title), *parts))


def provenance(result: KkrResult) -> Passage:
    """Which rules and version the enclosure was made with."""
    return said(
        f"Bilaget er regnet med {wording.rules_of(result.rule_set)} og version {__version__} af\n"
        "kkr-analysis. En fils sha256 er dens fingeraftryk.",
        kind=ParagraphKind.LEAD,
    )


def _lines(sentences: Sequence[str]) -> str:
    return "".join(f"{sentence}\n" for sentence in sentences)
