"""Plausibility: a municipality's votes beside those of the last election with figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from kkr_analysis.composition.election import Municipality
from kkr_analysis.danish import whole
from kkr_analysis.data.importing.delivery import Delivery, Question
from kkr_analysis.data.importing.places import earlier_election
from kkr_analysis.data.sources.ballot import VOTES
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.rows import whole_number

_COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer")


def doubt_turnout(
    delivery: Delivery, municipalities: Mapping[str, Municipality], data: Path, slug: str
) -> tuple[list[str], list[Question]]:
    """
    Return notices, and a question for every municipality whose votes differ much from the last election.

    Much is less than half or more than twice. The earlier figures are below ``data``; a notice says which
    were used, or that there are none to read.
    """
    last = earlier_election(data, slug, VOTES)
    if last is None:
        return ["Der er intet tidligere valg at holde stemmerne op mod."], []
    before = _votes_of(data, last)
    if not before:
        return [f"Stemmerne er ikke holdt op mod {last}, som ikke kan læses. Se kkr check {last}."], []
    now: Counter[str] = Counter()
    for one in delivery.lists:
        now[one.municipality] += one.votes
    questions = [
        Question(
            name=f"stemmetal-{code}",
            text=f"{municipalities[code].name} har {whole(votes)} gyldige stemmer; ved {last} var der "
            f"{whole(before[code])}.",
        )
        for code, votes in sorted(now.items())
        if code in before and not before[code] <= 2 * votes <= 4 * before[code]
    ]
    return [f"Hver kommunes stemmer er holdt op mod {last}."], questions


def _votes_of(data: Path, slug: str) -> Counter[str]:
    reader = FileReader(data)
    votes: Counter[str] = Counter()
    for row in reader.table(f"{slug}/{VOTES}", _COLUMNS) or ():
        votes[row["kommunekode"]] += whole_number(row["stemmer"]) or 0
    return Counter() if reader.number_of_faults else votes
