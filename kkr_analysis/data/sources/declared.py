"""
Electoral alliances (valgforbund) declared to the secretariat: ``<election>/<region>/valgforbund.csv``.

Rule: V2. The file of the same name in the election's own folder is another thing: the alliances of the
municipal election, which the import writes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.election import Declaration, DeclarationStatus, Region
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.region_files import DECLARED, REGION_TABLES
from kkr_analysis.data.sources.rows import Row, calendar_day
from kkr_analysis.errors import AllianceError


def read_declared(
    reader: FileReader, folder: str, regions: Sequence[Region], letters: Collection[str]
) -> tuple[Declaration, ...]:
    """
    Read the declared alliances of every region that has a file of them; none is the ordinary case.

    ``letters`` are those of the contenders of the election: who is represented is known when the KKR is
    computed.
    """
    return tuple(
        declaration
        for region in regions
        if reader.has(file := f"{folder}/{region.slug}/{DECLARED}")
        for declaration in _declarations(reader, _rows(reader, file), region.slug, letters)
    )


def _rows(reader: FileReader, file: str) -> Sequence[Row]:
    rows = reader.table(file, REGION_TABLES[DECLARED])
    if rows == ():
        reader.leave_out(file)  # laid out, and nobody has declared anything
    return rows or ()


def _declarations(
    reader: FileReader, rows: Sequence[Row], region: str, letters: Collection[str]
) -> list[Declaration]:
    declarations = []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        declaration = _declaration(reader, row, region, letters)
        if declaration is None:
            continue
        declarations.append(declaration)
        if declaration.status is DeclarationStatus.REFUSED:
            continue
        for contender in declaration.alliance.contenders():
            earlier = first.setdefault((row["moede"], contender), row.number)
            if earlier != row.number:
                expected = f"hver i højst ét valgforbund; {contender} er også i det i række {earlier}"
                reader.reject(row, "valgforbund", expected=expected)
    return declarations


def _declaration(reader: FileReader, row: Row, region: str, letters: Collection[str]) -> Declaration | None:
    alliance = _alliance(reader, row, letters)
    days = {column: calendar_day(row[column]) for column in ("moede", "modtaget")}
    for column, day in days.items():
        if day is None:
            reader.reject_day(row, column, expected="en dato som 2022-01-14")
    meeting, received = days["moede"], days["modtaget"]
    if meeting and received and received > meeting:
        reader.reject(row, "modtaget", expected=f"senest mødets dag, {meeting}")
    if not row["anmeldt_af"].strip():
        reader.reject(row, "anmeldt_af", expected="hvem der har anmeldt valgforbundet")
    status = fixed_word(reader, row, "afgoerelse", DeclarationStatus, empty="ingenting, til det er afgjort")
    if status is DeclarationStatus.REFUSED and not row["begrundelse"].strip():
        reader.reject(row, "begrundelse", expected="hvorfor valgforbundet er afvist")
    if alliance is None or meeting is None or received is None or status is None:
        return None
    return Declaration(
        region=region,
        alliance=alliance,
        meeting=meeting,
        received=received,
        given_by=row["anmeldt_af"],
        status=status,
        ground=row["begrundelse"],
    )


def _alliance(reader: FileReader, row: Row, letters: Collection[str]) -> Alliance | None:
    try:
        alliance = Alliance.parse(row["valgforbund"])
    except AllianceError:
        reader.reject(row, "valgforbund", expected="mindst to bogstaver med + imellem, som C+V")
        return None
    members = alliance.contenders()
    if len(set(members)) < len(members) or not set(members) <= set(letters):
        expected = f"forskellige bogstaver blandt {' '.join(letters)} med + imellem"
        reader.reject(row, "valgforbund", expected=expected)
        return None
    return alliance
