"""
One contender's last seat checked backwards, for the notebook ``efterregn``: from result to received row.

Everything is read from the result, so the notebook shows what the enclosure says, one step at a time, with a
calculator at hand.
"""

from __future__ import annotations

from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import counted, did_you_mean, quotient, whole
from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.presentation.blocks import Paragraph, ParagraphKind, paragraph, strong
from kkr_analysis.presentation.charts.wording import calculation, size_of
from kkr_analysis.presentation.passage import Passage, passage
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import totalled

VOTES = "stemmer.csv"


def question(result: KkrResult, letter: str) -> Passage:
    """Say how many seats a contender has, and of which kinds. Raises UnknownChoiceError."""
    standing = _standing(result, letter)
    seats = result.composition.seats[letter]
    others = result.composition.supplementary[letter]
    return passage(
        paragraph(
            strong(f"{standing.name} ({letter})"),
            f" har {counted(seats, 'plads', 'pladser')} i {result.body}: "
            f"{counted(standing.mayors, 'borgmester', 'borgmestre')} og "
            f"{counted(others, 'supplerende medlem', 'supplerende medlemmer')}.",
        )
    )


def last_seat(result: KkrResult, letter: str) -> Passage:
    """
    Show the division that gave a contender its last seat.

    Rule: K3, K6. Its votes over the price of a seat where no cap binds, and the quotient that it won its last
    seat by where one does. Raises UnknownChoiceError.
    """
    standing = _standing(result, letter)
    if result.composition.cut is None:
        return passage(*_by_price(result, standing))
    won = [claim for claim in result.ranking.won if claim.contender == letter]
    if not won:
        return passage(
            paragraph(
                f"Loftet tog alle pladser ud over borgmestrene: {standing.name} har sine "
                f"{counted(standing.mayors, 'borgmester', 'borgmestre')} og ikke flere."
            )
        )
    last = won[-1]
    return passage(
        paragraph(
            "Loftet er nået, så pladserne ud over borgmestrene er delt ud én for én, hver gang til den "
            f"største kvotient (bilagets trin 3). Den sidste til {standing.name} er den {last.seat}.:"
        ),
        paragraph(f"{calculation(last)} = {size_of(last.quotient)}", kind=ParagraphKind.CALCULATION),
    )


def votes(result: KkrResult, letter: str) -> Table:
    """
    List every received row that a contender's votes are the sum of.

    Rule: E1, E2. ``Række`` is the row of ``stemmer.csv``, the heading being row 1. Raises UnknownChoiceError.
    """
    _standing(result, letter)
    figures, names = result.figures, result.figures.municipality_names
    numbers = {id(entry): number for number, entry in enumerate(result.election.lists, start=2)}
    return totalled(
        [
            {
                "Kommune": names[entry.municipality],
                "Liste": f"{entry.letter} {entry.name}".strip(),
                "Række": str(numbers[id(entry)]),
                "Stemmer": entry.votes,
            }
            for entry in figures.lists
            if figures.contender_of(entry.municipality, entry.letter, entry.party) == letter
        ],
        ("Stemmer",),
        caption=f"Stemmerne til {letter}, kommune for kommune, som de er modtaget",
        anchor="raekker",
    )


def received(result: KkrResult) -> Passage:
    """Name the file that the rows stand in, with its checksum, and how anybody sees that it is unchanged."""
    name = f"{result.election.slug}/{VOTES}"
    source = next(source for source in result.election.sources if source.path == name)
    return passage(
        paragraph(
            "Rækkerne står i ",
            strong(f"data/raw/{name}"),
            ". Slå en af dem op i en teksteditor eller et regneark: overskriften er række 1. Filen er, som "
            "den blev hentet, hvis dens sha256 er",
        ),
        paragraph(source.sha256, kind=ParagraphKind.CALCULATION),
    )


def _standing(result: KkrResult, letter: str) -> Standing:
    eligible = {standing.letter: standing for standing in result.eligibility.eligible}
    if letter not in eligible:
        raise UnknownChoiceError(
            f"parti: fandt {letter!r}, ventede et bogstav, der har plads i {result.body}. "
            f"{did_you_mean(letter, list(eligible))}Vælg mellem {', '.join(eligible)}."
        )
    return eligible[letter]


def _by_price(result: KkrResult, standing: Standing) -> tuple[Paragraph, ...]:
    first = result.dimensioning[0]
    claim = next(entry for entry in result.composition.claims if entry.contender == standing.letter)
    division = f"{whole(standing.votes)} × {first.mayors} ÷ {whole(first.votes)} = {quotient(claim.quotient)}"
    return (
        paragraph(
            f"{first.name} sætter prisen: {whole(first.votes)} ÷ {first.mayors} = "
            f"{quotient(result.composition.price)} stemmer pr. plads. Stemmerne til {standing.name} delt med "
            "prisen er"
        ),
        paragraph(division, kind=ParagraphKind.CALCULATION),
        paragraph(f"Det rundes op til {counted(claim.seats, 'plads', 'pladser')}."),
    )
