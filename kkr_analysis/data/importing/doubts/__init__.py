"""
Is a delivery what it seems? All that was read is doubted here, whatever its format.

A reader finds out whether a file can be read. Here every name, number, sum and area is checked for being
something other than it looks: a total, a name in the wrong encoding, a number cut in two. The impossible is a
fault; the merely improbable is a question, which the analyst answers with ``--accept``.

| module | doubts |
|---|---|
| ``words`` | rows that are not lists: totals, blank and invalid votes |
| ``letters`` | names in the wrong encoding, invisible characters, letters that no list has |
| ``numbers`` | text that is not a whole number of votes, and numbers cut in two |
| ``names`` | the lists of a delivery: the three above, and names that look alike |
| ``sums`` | rows that are sums of others, areas counted twice or without votes |
| ``turnout`` | municipalities with far more or far fewer votes than last time |
| ``local_lists`` | local lists that may be a party without its letter, or no list at all |
"""

from collections.abc import Mapping

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import Delivery, Question
from kkr_analysis.data.importing.doubts.local_lists import doubt_local_lists
from kkr_analysis.data.importing.doubts.names import doubt_names
from kkr_analysis.data.importing.doubts.questions import refuse_unanswered
from kkr_analysis.data.importing.doubts.sums import doubt_sums
from kkr_analysis.data.importing.doubts.turnout import doubt_turnout
from kkr_analysis.errors import Fault

__all__ = ["doubt", "doubt_local_lists", "doubt_turnout", "refuse_unanswered"]


def doubt(
    delivery: Delivery, municipalities: Mapping[str, Municipality], faults: list[Fault]
) -> list[Question]:
    """
    Doubt a delivery by itself: add what is wrong to ``faults``, and return the questions.

    The sums are doubted only if nothing is wrong until then: a total among the lists would upset them all.
    """
    found = list(doubt_names(delivery, municipalities))
    if not faults and not any(isinstance(one, Fault) for one in found):
        found += doubt_sums(delivery, municipalities)
    faults += (one for one in found if isinstance(one, Fault))
    return [one for one in found if isinstance(one, Question)]
