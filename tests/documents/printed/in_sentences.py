"""What every number in a sentence, a footnote or a heading is worked out from."""

from __future__ import annotations

import re
from collections.abc import Generator
from fractions import Fraction

from documents.printed.page import READINGS, Page
from documents.printed.reading import Sentence
from documents.printed.rules import Numbers, recomputed
from documents.printed.writing import number, quotient, rounded

_KEEP = r"(?:[A-ZÆØÅ]+ beholder sine # borgmestre\. )*"


@recomputed("#", at="fodnote")
def mark(_: Page, __: object, sentence: Sentence) -> Numbers:
    """The mark of a footnote: the place of the note that it leads to."""
    yield sentence.row[""]


@recomputed("Fodnote #", at=".*/alt")
def mark_read_aloud(page: Page, __: object, sentence: Sentence) -> Numbers:
    """The mark of a footnote as it is read aloud: as it is printed, which comes next."""
    yield page.sentences[page.sentences.index(sentence) + 1].text


@recomputed("Trin #:", at="h3")
def step(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The number of a step: 1, 2, 3 down the page."""
    steps = [own for own in page.sentences if own.place == "h3" and own.text.startswith("Trin ")]
    yield 1 + steps.index(sentence)


@recomputed("trin #(?: og #)?", at="p|li")
def step_named(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """The steps that a sentence refers to: such as there are."""
    heads = [own.text for own in page.sentences if own.place == "h3"]
    for named in re.findall(r"\d+", match.group()):
        yield named if any(head.startswith(f"Trin {named}:") for head in heads) else "a step there is"


@recomputed("# af #, og plads i", at="sammensaetning/li")
def threshold(page: Page, *_: object) -> Numbers:
    """The threshold: 2 percent of the valid votes, rounded up."""
    yield from (page.threshold, page.valid)


@recomputed("Alle lokale lister fik # stemmer tilsammen, nok til spærregrænsen", at="sammensaetning/li")
def local_lists(page: Page, *_: object) -> Numbers:
    """Votes of the local lists, where they pass the threshold: all valid votes but those of the parties."""
    votes = page.valid - sum(page.votes.values())
    yield votes if votes >= page.threshold else "nothing"


@recomputed(r"# × # = #", at="sammensaetning/li|p")
def cap(page: Page, *_: object) -> Numbers:
    """The cap: twice the municipalities, of which each has one mayor."""
    yield from (2, page.municipalities, page.cap)


@recomputed("Uden loftet ville der være #", at="sammensaetning/li")
def without_the_cap(page: Page, *_: object) -> Numbers:
    """Members without the cap: every party's votes over the price, rounded up, and the mayors outside."""
    yield page.uncapped()


@recomputed("skal skæres ned til #", at="p")
def cut_down(page: Page, *_: object) -> Numbers:
    """What the cap leaves: the members."""
    yield page.total


@recomputed(r"(?:Fordeles|Tæller) de (?P<readings>[^,]+), (?:får|er tallene) [^.]+", at="p|li")
def other_reading(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """
    What other readings would give: the seats counted again by each, for every party that they change.

    Then the members, where their number changes. Readings in one sentence give the same.
    """
    readings = [READINGS[own] for own in match["readings"].split(" eller ")]
    counted, *more = [page.seats_by({rule: reading}) for rule, reading in readings]
    changed = [letter for letter, seats in counted.items() if seats != page.seats[letter]]
    yield from () if all(own == counted for own in more) else ("not the same",)
    for letter in changed:
        yield from (counted[letter], page.seats[letter])
    total = sum(counted.values()) + len(page.outside)
    if total != page.total:
        yield from (total, page.total)


@recomputed(rf"Største brøk: {_KEEP}# × stemmer ÷ partiernes # giver", at="li")
def by_largest_remainder(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """How the largest remainder shares the cap out: what is left of the seats, and of the votes."""
    kept = yield from _kept(page, match, "largest_remainder")
    yield sum(page.seats.values()) - sum(kept.values())
    yield sum(page.votes[letter] for letter in page.eligible if letter not in kept)


@recomputed(rf"D'Hondts metode: {_KEEP}Stemmerne deles med 1, 2, 3 og så videre; de # største", at="li")
def by_dhondt(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """How d'Hondt's method shares the cap out: what is left of the seats."""
    kept = yield from _kept(page, match, "dhondt")
    yield from (1, 2, 3, sum(page.seats.values()) - sum(kept.values()))


def _kept(page: Page, match: re.Match[str], reading: str) -> Generator[int | str, None, dict[str, int]]:
    """Give the mayors of those who keep just them, as far as the sentence names the very same."""
    kept = page.keeping(reading)
    named = re.findall(r"([A-ZÆØÅ]+) beholder", match.group())
    yield from (kept.get(letter, f"nothing of {letter}") for letter in named)
    yield from () if set(named) == set(kept) else ("all who keep",)
    return kept


@recomputed("for # borgmest(?:er|re) kendes kun aftalen", at="dd")
def agreed(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """Mayors known from an agreement: those in their table with that word; the short edition has none."""
    yield page.agreed if page.is_whole else re.findall(r"\d+", match.group())[0]


@recomputed(r"\(# (?:af dem|anden|andre) er ikke bekræftet af en kilde", at="dd")
def weak(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """Other mayors of a weak source: named in the reservation, which the short edition does not have."""
    said = (own.text for own in page.sentences if own.text.startswith("Borgmestre med svagere kilde"))
    named = re.findall(r"(?:i|,|og) ([A-ZÆØÅ][^,. ]+)(?=,| og| er)", next(said, "").partition(". ")[2])
    yield len(named) if page.is_whole else re.findall(r"\d+", match.group())[0]


@recomputed("regionens # kommuner", at="li")
def municipalities(page: Page, *_: object) -> Numbers:
    """All municipalities: each has one mayor."""
    yield page.municipalities


@recomputed("i de # kommuner i den kommende Region", at="[a-z]+/caption|figcaption")
def municipalities_to_come(page: Page, *_: object) -> Numbers:
    """All municipalities, in the computed example."""
    yield page.municipalities


@recomputed(
    r"^(?P<post>Formand|Næstformand)sposten (?:tilkommer|ville tilkomme) .* manglede # stemmer?", at="li"
)
def margin(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """Votes lacking for a post: those that take the nearest quotient above that of the holder."""
    holder, nearest, votes = page.posts[match["post"] == "Næstformand"]
    head, _, tail = match.group().partition(". ")
    is_said = f"({holder})" in head and (f"({nearest})" in tail or f"Valgforbundet {nearest} " in tail)
    yield votes if is_said else f"{votes} of {nearest}, after {holder}"


@recomputed("2 procent af de # gyldige stemmer: # ÷ # = #, så der skal # stemmer? til", at="p")
def threshold_as_division(page: Page, *_: object) -> Numbers:
    """The threshold as a division: by 50, rounded up to whole votes."""
    exact = rounded(Fraction(page.valid, 50), 2)
    yield from ("2", page.valid, page.valid, 50, exact, page.threshold)


@recomputed("Forskellen mellem partiets stemmer og spærregrænsen, #", at="stemmer/li")
def threshold_in_a_note(page: Page, *_: object) -> Numbers:
    """The threshold once more."""
    yield page.threshold


@recomputed(r"<L> \(# − # × #\) ÷ # = #", at="stemmer/li")
def own_votes_counted(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """Votes lacking when they raise the total as well: x + v = (total + x) ÷ 50, rounded up."""
    own = page.votes[match["letter"]]
    yield from (page.valid, 50, own, 49, -(-(page.valid - 50 * own) // 49))


@recomputed(
    "(?:har|ville have) # medlem(?:mer)?: # borgmest(?:er|re), der (?:er|ville være) fødte medlemmer, "
    "og # supplerende",
    at="p",
)
def size(page: Page, *_: object) -> Numbers:
    """Members: mayors and supplementary members."""
    yield from (page.total, page.municipalities, page.supplementary)


@recomputed("med # stemmer og # borgmest(?:er|re):", at="p")
def dimensioning(page: Page, *_: object) -> Numbers:
    """The dimensioning party: that with most mayors per vote."""
    yield from (page.votes[page.dimensioning], page.mayors[page.dimensioning])


@recomputed("# ÷ # = # stemmer pr. plads", at="p")
def price(page: Page, *_: object) -> Numbers:
    """The price of a seat: the dimensioning party's votes over its mayors."""
    yield from (page.votes[page.dimensioning], page.mayors[page.dimensioning], quotient(page.price))


@recomputed("De # borgmestre uden for fordelingen er talt med", at="p")
def outside_counted_in(page: Page, *_: object) -> Numbers:
    """The mayors whose list is not eligible, who are members at any price."""
    yield len(page.outside)


@recomputed("gange partiets stemmer med # og dele med #", at="p")
def price_as_factors(page: Page, *_: object) -> Numbers:
    """What to multiply and divide by: the mayors and votes of the dimensioning party."""
    yield from (page.mayors[page.dimensioning], page.votes[page.dimensioning])


@recomputed("For <L> er det for eksempel # × # ÷ # = #, altså # plads(?:er)?", at="p")
def example(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """The example: one party's votes over the price, rounded up."""
    letter, first = match["letter"], page.dimensioning
    claim = page.claim(letter)
    yield from (page.votes[letter], page.mayors[first], page.votes[first], quotient(claim), -(-claim // 1))


@recomputed("Partiernes pladser fra trin 2 giver tilsammen #", at="p")
def claims_together(page: Page, *_: object) -> Numbers:
    """The parties' seats together, before the cap."""
    yield from ("2", page.uncapped() - len(page.outside))


@recomputed("dertil kommer # borgmest(?:er|re), hvis .* Det er i alt #", at="p")
def with_mayors_outside(page: Page, *_: object) -> Numbers:
    """Together with the mayors whose list is not eligible."""
    yield from (len(page.outside), page.uncapped())


@recomputed("reduceret til #", at="p")
def reduced(page: Page, *_: object) -> Numbers:
    """What the cap leaves: the members."""
    yield page.total


@recomputed("# plads(?:er)? ud over dem skal fordeles", at="p")
def left_to_share_out(page: Page, *_: object) -> Numbers:
    """Seats besides those of the mayors."""
    yield page.supplementary


@recomputed("større end prisen, #", at="p")
def price_to_exceed(page: Page, *_: object) -> Numbers:
    """The price, which a quotient must exceed."""
    yield quotient(page.price)


@recomputed("Næste i rækken er <L> med #(?:; # stemmer? flere)?", at="(?:loft|sidste-plads)/li")
def next_in_line(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """The next in line: the largest quotient that won no seat, and the votes that it lacks."""
    won = page.supplementary if page.is_capped else sum(page.seats.values())
    below = [claim for claim in page.order[won:] if page.is_capped or page.size(*claim) < page.price]
    letter, seat = below[0]
    yield quotient(page.size(letter, seat)) if letter == match["letter"] else f"that of {letter}"
    if "flere" in match.group():
        yield page.lacking(letter) or "nothing"


@recomputed("Færrest stemmer manglede <L>: #", at="(?:loft|sidste-plads)/li")
def fewest_lacking(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """Who lacked fewest votes for a seat more."""
    letter, votes = page.nearest
    yield votes if letter == match["letter"] else f"{votes} of {letter}"


@recomputed(
    r"Regn efter: \(# \+ #\) ÷ # = # er mere end (?:prisen[^0-9]*, )?#", at="(?:loft|sidste-plads)/li"
)
def enough_for_a_seat(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """The votes of whoever lacked fewest, with those, over its seats: more than the quotient to beat."""
    letter, lacking = page.nearest
    more, least = Fraction(page.votes[letter] + lacking, page.seats[letter]), page.to_beat(letter)
    yield from (page.votes[letter], lacking, page.seats[letter], quotient(more))
    yield quotient(least) if more > least and page.is_capped != ("prisen" in match.group()) else "less"


@recomputed(
    r"For en plads til skal <L>'s kvotient derfor over kvotienten i række #, #: \(# \+ #\) ÷ # = #",
    at="loft/li",
)
def enough_for_who_has_the_last(page: Page, match: re.Match[str], _: Sentence) -> Numbers:
    """The same for the party that has the last seat itself: the quotient to beat is another's, further up."""
    letter = match["letter"]
    lacking, seats = page.lacking(letter) or 0, page.seats[letter]
    others = [place for place, claim in enumerate(page.order[: page.supplementary], 1) if claim[0] != letter]
    size = Fraction(page.votes[letter] + lacking, seats)
    yield others[-1] if size > page.to_beat(letter) else "none"
    yield quotient(page.to_beat(letter))
    yield from (page.votes[letter], lacking, seats, quotient(size))


@recomputed("med # af de # gyldige stemmer, det er # procent", at="li")
def share_in_a_ground(_: Page, match: re.Match[str], __: Sentence) -> Numbers:
    """A share that the ground of a rule gives: of the two numbers beside it, in another KKR."""
    votes, of_all = (number(own) for own in re.findall(r"\d[\d.]*", match.group())[:2])
    yield from (votes, of_all, rounded(Fraction(100 * votes, of_all), 3))


IN_SENTENCES = (
    mark,
    mark_read_aloud,
    step,
    step_named,
    threshold,
    local_lists,
    cap,
    without_the_cap,
    cut_down,
    other_reading,
    agreed,
    by_largest_remainder,
    by_dhondt,
    weak,
    municipalities,
    municipalities_to_come,
    margin,
    threshold_as_division,
    threshold_in_a_note,
    own_votes_counted,
    size,
    dimensioning,
    price,
    outside_counted_in,
    price_as_factors,
    example,
    claims_together,
    with_mayors_outside,
    reduced,
    left_to_share_out,
    price_to_exceed,
    next_in_line,
    fewest_lacking,
    enough_for_a_seat,
    enough_for_who_has_the_last,
    share_in_a_ground,
)
