"""One polling area (afstemningsområde) of the result server, its sums checked before it is added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from kkr_analysis.composition.election import FigureStatus, Municipality
from kkr_analysis.data.importing.published import Published, moment, municipality_of
from kkr_analysis.data.importing.received import ReceivedFile
from kkr_analysis.errors import Fault

_NUMBERS = (
    "GyldigeStemmer",
    "AfgivneStemmer",
    "AntalStemmeberettigedeVælgere",
    "UgyldigeStemmerUdoverBlanke",
    "BlankeUgyldigeFremmødteStemmer",
    "BlankeUgyldigeBrevstemmer",
    "AfstemningsområdeDagiId",
)
_VOTES = itemgetter("Stemmer")
_FINAL = "fintælling"
_PRELIMINARY = ("foreløbig", "valgaften")
_LARGEST = 999_999_999


@dataclass(frozen=True, slots=True)
class PollingArea:
    """The count of one polling area, with ``votes`` by letter and name."""

    file: ReceivedFile
    released: datetime
    municipality: str
    name: str
    number: int
    votes: dict[tuple[str, str], int]
    valid: int
    cast: int
    entitled: int
    status: FigureStatus
    approved: datetime

    @property
    def precedence(self) -> tuple[bool, datetime, datetime]:
        """Sort key of two counts of one area: the final and the later one win."""
        return self.status is FigureStatus.FINAL, self.approved, self.released


def polling_area(
    published: Published, municipalities: Mapping[str, Municipality], faults: list[Fault]
) -> tuple[PollingArea, ...]:
    """Return the count in a file; empty, with the faults recorded, if it contradicts itself."""
    file, entries = published.file, published.entries
    before = len(faults)
    for key in _NUMBERS:
        if not _is_count(entries.get(key)):
            faults.append(file.fault(f"{entries.get(key)!r}", "et helt tal", key))
    status = _status_of(entries.get("Resultatart"))
    if status is None:
        found = f"{entries.get('Resultatart')!r}"
        faults.append(file.fault(found, "Fintælling eller en foreløbig optælling", "Resultatart"))
    approved = moment(entries.get("GodkendelsesDatoUTC"))
    if approved is None:
        found, expected = f"{entries.get('GodkendelsesDatoUTC')!r}", "et tidspunkt som 19-11-2025 10:32:57"
        faults.append(file.fault(found, expected, "GodkendelsesDatoUTC"))
    votes = _votes_of(published, faults)
    code = municipality_of(published, municipalities, faults)
    if len(faults) > before or code is None or status is None or approved is None:
        return ()
    _check_sums(published, sum(votes.values()), faults)
    area = PollingArea(
        file=file,
        released=published.released,
        municipality=code,
        name=_area_name(entries),
        number=entries["AfstemningsområdeDagiId"],
        votes=votes,
        valid=entries["GyldigeStemmer"],
        cast=entries["AfgivneStemmer"],
        entitled=entries["AntalStemmeberettigedeVælgere"],
        status=status,
        approved=approved,
    )
    return (area,)


def _area_name(entries: Mapping[str, Any]) -> str:
    name = entries.get("Afstemningsområde")
    return name if isinstance(name, str) and name.strip() else str(entries["AfstemningsområdeDagiId"])


def _votes_of(published: Published, faults: list[Fault]) -> dict[tuple[str, str], int]:
    file, lists = published.file, published.entries["Kandidatlister"]
    votes: dict[tuple[str, str], int] = {}
    if not isinstance(lists, list) or not lists:
        faults.append(file.fault(f"{type(lists).__name__}", "mindst én kandidatliste", "Kandidatlister"))
        return votes
    for entry in lists:
        try:
            letter, name, total = entry["Bogstavbetegnelse"] or "", entry["Navn"], entry["Stemmer"]
            parts = [entry["Listestemmer"], *map(_VOTES, entry["Kandidater"] or ())]
        except (KeyError, TypeError) as error:
            what = f"uden {error}" if isinstance(error, KeyError) else "af en anden slags"
            expected = "en hel kandidatliste"
            faults.append(file.fault(f"en kandidatliste {what}", expected, "Kandidatlister"))
            continue
        key = letter, name
        if (
            {type(letter), type(name)} == {str}
            and {type(total), *map(type, parts)} == {int}
            and min(parts) >= 0
            and total == sum(parts)
            and key not in votes
            and name.strip()
        ):
            votes[key] = total
        else:
            faults.append(_fault_of_list(file, key, total, parts))
    return votes


def _fault_of_list(file: ReceivedFile, key: tuple[Any, Any], total: Any, parts: list[Any]) -> Fault:
    letter, name = key
    shown = f"{letter} {name}"
    if not isinstance(letter, str) or not isinstance(name, str) or not name.strip():
        return file.fault(f"listen {shown!r}", "bogstav og navn", "Navn")
    if not all(map(_is_count, (total, *parts))):
        return file.fault(f"stemmer for {shown}, der ikke er hele tal", "hele tal", "Stemmer")
    if total != sum(parts):
        expected = f"{sum(parts)}, listens egne og kandidaternes stemmer tilsammen"
        return file.fault(f"{total} stemmer for {shown}", expected, "Stemmer")
    return file.fault(f"{shown} to gange", "hver liste én gang", "Kandidatlister")


def _check_sums(published: Published, total: int, faults: list[Fault]) -> None:
    entries = published.entries
    valid, cast = entries["GyldigeStemmer"], entries["AfgivneStemmer"]
    if valid != total:
        faults.append(published.file.fault(f"{valid}", f"{total}, listernes sum", "GyldigeStemmer"))
    together = valid + sum(entries[key] for key in _NUMBERS[3:6])
    if cast != together:
        expected = f"{together}, gyldige, blanke og andre ugyldige tilsammen"
        faults.append(published.file.fault(f"{cast}", expected, "AfgivneStemmer"))
    entitled = entries["AntalStemmeberettigedeVælgere"]
    if entitled < cast:
        expected = f"mindst {cast}, de afgivne stemmer"
        faults.append(published.file.fault(f"{entitled}", expected, "AntalStemmeberettigedeVælgere"))


def _status_of(text: Any) -> FigureStatus | None:
    word = text.casefold() if isinstance(text, str) else ""
    if word == _FINAL:
        return FigureStatus.FINAL
    return FigureStatus.PRELIMINARY if any(known in word for known in _PRELIMINARY) else None


def _is_count(number: Any) -> bool:
    return type(number) is int and 0 <= number <= _LARGEST
