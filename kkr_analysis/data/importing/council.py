"""The result server's ``mandatfordeling``: the seats of a council, used if they fit the counts read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from kkr_analysis.data.importing.delivery import LeftOut
from kkr_analysis.data.importing.published import Published, moment
from kkr_analysis.errors import Fault

Ballot: TypeAlias = tuple[Collection[tuple[str, str]], Mapping[int, datetime]]
"""The lists of a municipality by letter and name, and when the count of each polling area was approved."""
NO_BALLOT: Ballot = ((), {})


def seats_of_councils(
    councils: Mapping[str, Published],
    ballots: Mapping[str, Ballot],
    left_out: list[LeftOut],
    faults: list[Fault],
) -> dict[str, Counter[str]]:
    """Return the seats by letter of every council whose seats are based on the counts that were read."""
    seats = {}
    for code, council in councils.items():
        lists, approved = ballots.get(code, NO_BALLOT)
        why = _why_not(council, approved, faults)
        if why:
            left_out.append(LeftOut(file=council.file.shown, why=why))
        else:
            seats[code] = Counter(_letters_of(council, lists, faults))
    return seats


def _why_not(council: Published, approved: Mapping[int, datetime], faults: list[Fault]) -> str:
    """Say why seats do not belong to these counts, if so; an area too many or too few is a fault."""
    based_on = council.entries.get("BaseretPåOptællinger")
    if not based_on:
        return "mandaterne bygger ikke på nogen optælling"
    lists, people = (council.entries[key] for key in ("ListeMandater", "PersonligeMandater"))
    if isinstance(lists, list) and (not isinstance(people, list) or len(people) != len(lists)):
        return "der er ikke lige mange mandater til lister og til personer"
    counts = based_on if isinstance(based_on, list) else [based_on]
    areas: list[Any] = [
        count.get("AfstemningsområdeDagiId") if isinstance(count, dict) else None for count in counts
    ]
    if not all(type(area) is int for area in areas):
        expected = "et nummer for hvert afstemningsområde"
        faults.append(council.file.fault("noget andet", expected, "BaseretPåOptællinger"))
        return ""
    for area in sorted(set(areas) - approved.keys()):
        found = f"ingen fil for afstemningsområdet {area} i {council.entries.get('Kommune')}"
        expected = "en fil for hvert område, som mandaterne bygger på"
        faults.append(council.file.fault(found, expected))
    for area in sorted(approved.keys() - set(areas)):
        found = f"mandater, der ikke bygger på afstemningsområdet {area}"
        faults.append(council.file.fault(found, "en mandatfordeling, der bygger på alle områder"))
    for count in counts:
        area, stated = count["AfstemningsområdeDagiId"], count.get("GodkendelsesDatoUTC")
        if stated is not None and area in approved and moment(stated) != approved[area]:
            return (
                f"mandaterne bygger på en anden optælling af afstemningsområdet {area} end den, der er læst"
            )
    return ""


def _letters_of(council: Published, lists: Collection[tuple[str, str]], faults: list[Fault]) -> list[str]:
    file, entries = council.file, council.entries["ListeMandater"]
    seats: list[Any] = entries if isinstance(entries, list) else []
    letters = []
    numbers = []
    for seat in seats:
        match seat:
            case {"Nummer": int(number), "Bogstavbetegnelse": str() | None as letter}:
                numbers.append(number)
                letters.append(letter or "")
            case _:
                faults.append(
                    file.fault("et mandat uden nummer og bogstav", "hele mandater", "ListeMandater")
                )
    if sorted(numbers) != list(range(1, len(seats) + 1)) or not seats:
        found = f"{len(seats)} mandater, der ikke har hver sit nummer"
        faults.append(file.fault(found, "mandater med numrene fra 1 og op", "ListeMandater"))
    ballot = Counter(letter for letter, _ in lists)
    for letter in dict.fromkeys(letters):
        if ballot[letter] != 1:
            expected = "et bogstav, som én liste på stemmesedlen har"
            faults.append(file.fault(f"et mandat til {letter!r}", expected, "ListeMandater"))
    return letters
