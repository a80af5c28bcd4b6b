"""What every number in a table is worked out from."""

from __future__ import annotations

from fractions import Fraction

from documents.printed.page import Page
from documents.printed.reading import Sentence
from documents.printed.rules import Numbers, recomputed
from documents.printed.writing import quotient, share

TOTAL = "I alt"


def _letter(sentence: Sentence) -> str:
    """Return the letter of the party that a row is about: it begins the row, or stands in its second cell."""
    return (sentence.row.get("Parti") or sentence.row[""]).partition(" ")[0]


@recomputed("#", at="sammensaetning/(?!I alt|Andre)[^/]+/KKR .*")
def seats(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Seats: the votes over the price, rounded up; where the cap binds, in the order of the quotients."""
    yield page.seats.get(sentence.place.split("/")[1], 0)


@recomputed("#", at="sammensaetning/(?!I alt|Andre)[^/]+/Borgmestre")
def mayors(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Mayors: those of the table of mayors; the short edition has none."""
    yield page.mayors.get(sentence.place.split("/")[1], 0)


@recomputed("#", at="sammensaetning/(?!I alt|Andre)[^/]+/Supplerende medlemmer")
def supplementary(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Supplementary members: seats less mayors."""
    letter = sentence.place.split("/")[1]
    yield page.seats.get(letter, 0) - page.mayors.get(letter, 0)


@recomputed("#", at="sammensaetning/Andre/.*")
def mayors_outside(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Others: the mayors named in the table of votes, who have no supplementary members."""
    yield 0 if sentence.row[""] == "Supplerende medlemmer" else len(page.outside)


@recomputed("#", at="sammensaetning/I alt/.*")
def members(page: Page, _: object, sentence: Sentence) -> Numbers:
    """In all: the sum of the row."""
    yield {
        "Borgmestre": page.municipalities,
        "Supplerende medlemmer": page.supplementary,
    }.get(sentence.row[""], page.total)


@recomputed("# %", at="stemmer/Andel af stemmer/.*")
def share_of_votes(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Share of the votes: the party's over all valid ones."""
    head = sentence.row[""]
    own = page.valid if head == TOTAL else page.votes[_letter(sentence)] if " " in head[:4] else page.local
    yield share(Fraction(own, page.valid))


@recomputed("#", at=f"stemmer/Stemmer/{TOTAL}")
def valid_votes(page: Page, *_: object) -> Numbers:
    """All valid votes: the sum of the column."""
    yield page.valid


@recomputed("#", at="stemmer/Til spærregrænsen/.*")
def to_the_threshold(page: Page, _: object, sentence: Sentence) -> Numbers:
    """To the threshold: the difference between the party's votes and the threshold."""
    yield abs(page.votes[_letter(sentence)] - page.threshold)


@recomputed("#", at="stemmer/Pladser/.*")
def seats_beside_votes(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Seats: as in the table of the composition; one for a mayor whose list is not eligible."""
    yield _seats(page, sentence)


@recomputed("# %", at="stemmer/Andel af pladser/.*")
def share_of_seats(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Share of the seats: the party's over all."""
    yield share(Fraction(_seats(page, sentence), page.total))


def _seats(page: Page, sentence: Sentence) -> int:
    head = sentence.row[""]
    if head == TOTAL:
        return page.total
    return 1 if head.startswith("Borgmesteren i ") else page.seats[_letter(sentence)]


@recomputed("#", at="(?:pris|pladser)/(?:Stemmer|Borgmestre)/(?!I alt).*")
def votes_and_mayors_again(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Votes and mayors: as on the first pages."""
    yield (page.votes if "/Stemmer/" in sentence.place else page.mayors)[_letter(sentence)]


@recomputed("#", at="pris/Stemmer pr. borgmester/.*")
def votes_per_mayor(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Votes per mayor: one over the other."""
    letter = _letter(sentence)
    yield quotient(Fraction(page.votes[letter], page.mayors[letter]))


@recomputed("#", at="pris/Medlemmer før loftet, hvis partiet satte prisen/.*")
def size_by_another_price(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The size by another price: every party's votes over it, rounded up, and the mayors outside."""
    yield page.uncapped(_letter(sentence))


@recomputed("# × # ÷ #", at="pladser/Regnestykke/.*")
def claim_as_division(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The division: the party's votes, and the mayors and votes of the dimensioning party."""
    yield from (page.votes[_letter(sentence)], page.mayors[page.dimensioning], page.votes[page.dimensioning])


@recomputed("#", at="pladser/Kvotient/.*")
def claim(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The quotient of that division."""
    yield quotient(page.claim(_letter(sentence)))


@recomputed("#", at="pladser/Rundet op/(?!I alt).*")
def claim_rounded_up(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The quotient rounded up."""
    yield -(-page.claim(_letter(sentence)) // 1)


@recomputed("#", at="pladser/(?:Rundet op|Borgmestre)/I alt")
def sums_of_claims(page: Page, _: object, sentence: Sentence) -> Numbers:
    """In all: the sum of the column."""
    whole_size = page.uncapped() if "/Rundet op/" in sentence.place else page.municipalities
    yield whole_size - len(page.outside)


@recomputed("#", at="(?:loft|sidste-plads)/Nr./.*")
def place_in_the_order(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The number of a row: where its quotient comes among all."""
    yield 1 + page.order.index(_claim(sentence))


@recomputed(r"#\.", at="(?:loft|sidste-plads)/Partiets plads/.*")
def seat_of_the_party(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The party's seat: the next after its quotients above, and after its mayors where the cap binds."""
    place = int(sentence.row[""])
    letter = _letter(sentence)
    above = sum(own == letter for own, _ in page.order[: place - 1])
    yield above + 1 + (page.mayors[letter] if page.is_capped else 0)


@recomputed("# ÷ #|# stemmer", at="(?:loft|sidste-plads)/Regnestykke/.*")
def quotient_as_division(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The division: the party's votes over the seats that it has before; a first seat is not divided."""
    letter, seat = _claim(sentence)
    yield page.votes[letter]
    if seat > 1:
        yield seat - 1


@recomputed("#", at="(?:loft|sidste-plads)/Kvotient/.*")
def quotient_of_a_seat(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The quotient of that division."""
    yield quotient(page.size(*_claim(sentence)))


@recomputed("#", at="(?:loft|sidste-plads)/Mangler stemmer/.*")
def votes_lacking(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Votes lacking for a party's next seat: those that take its quotient above the last, or the price."""
    yield page.lacking(_letter(sentence)) or "nothing"


def _claim(sentence: Sentence) -> tuple[str, int]:
    return _letter(sentence), int(sentence.row["Partiets plads"].rstrip("."))


@recomputed("#", at="formand(?:-valgforbund)?/Nr./.*")
def place_of_a_post(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The number of a row: where its quotient comes among all of d'Hondt's."""
    entries = _entries(page, sentence)
    size = Fraction(entries[_entry(sentence)], _divisor(sentence))
    yield 1 + sum(Fraction(votes, by) > size for votes in entries.values() for by in range(1, 10))


@recomputed("# ÷ #", at="formand(?:-valgforbund)?/Regnestykke/.*")
def post_as_division(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The division: the votes of a party, or of an alliance together, over 1, then 2, 3 … down the table."""
    table = sentence.place.partition("/")[0]
    above = [own for own in page.column(f"{table}/Regnestykke") if _entry(own) == _entry(sentence)]
    yield from (_entries(page, sentence)[_entry(sentence)], 1 + above.index(sentence))


@recomputed("#", at="formand(?:-valgforbund)?/Kvotient/.*")
def quotient_of_a_post(page: Page, _: object, sentence: Sentence) -> Numbers:
    """The quotient of that division."""
    yield quotient(Fraction(_entries(page, sentence)[_entry(sentence)], _divisor(sentence)))


def _entries(page: Page, sentence: Sentence) -> dict[str, int]:
    """Return the votes that a table of posts divides: with alliances, or without."""
    is_allied = sentence.place.startswith("formand-valgforbund/")
    return page.entries if is_allied else {letter: page.votes[letter] for letter in page.eligible}


def _entry(sentence: Sentence) -> str:
    return sentence.row["Parti eller valgforbund"].partition(" ")[0]


def _divisor(sentence: Sentence) -> int:
    return int(sentence.row["Regnestykke"].partition(" ÷ ")[2])


@recomputed("Under spærregrænsen: # stemmer?, og der skulle # til", at="uden-plads/.*")
def below_the_threshold(page: Page, _: object, sentence: Sentence) -> Numbers:
    """Below the threshold: the party's votes, and those that it takes."""
    yield from (page.votes[_letter(sentence)], page.threshold)


IN_TABLES = (
    seats,
    mayors,
    supplementary,
    mayors_outside,
    members,
    share_of_votes,
    valid_votes,
    to_the_threshold,
    seats_beside_votes,
    share_of_seats,
    votes_and_mayors_again,
    votes_per_mayor,
    size_by_another_price,
    claim_as_division,
    claim,
    claim_rounded_up,
    sums_of_claims,
    place_in_the_order,
    seat_of_the_party,
    quotient_as_division,
    quotient_of_a_seat,
    votes_lacking,
    place_of_a_post,
    post_as_division,
    quotient_of_a_post,
    below_the_threshold,
)
