"""
Is a delivery what it seems? The one place where what was read is doubted, whatever its format.

A reader answers whether a file can be read. Here every name, number, sum and area is asked whether it could
be something else than it looks: a total, a name in the wrong encoding, a number cut in two. What cannot be
right is a fault; what is only improbable is a question, which the analyst answers with ``--accept``.

| module | doubts |
|---|---|
| ``words`` | rows that are no lists: totals, blank and invalid votes |
| ``letters`` | names in the wrong encoding, invisible characters, letters that are none |
| ``numbers`` | what is no whole number of votes, and numbers cut in two |
| ``names`` | the lists of a delivery: the three above, and names that look alike |
| ``sums`` | rows that are sums of others, areas counted twice or without votes |
| ``turnout`` | municipalities with far more or far fewer votes than last time |
| ``local_lists`` | local lists that may be a party without its letter, or no list at all |
"""

from kkr_analysis.data.importing.doubts.local_lists import doubt_local_lists
from kkr_analysis.data.importing.doubts.names import doubt_alliances, doubt_names
from kkr_analysis.data.importing.doubts.questions import refuse_unanswered
from kkr_analysis.data.importing.doubts.sums import doubt_sums
from kkr_analysis.data.importing.doubts.turnout import doubt_turnout

__all__ = [
    "doubt_alliances",
    "doubt_local_lists",
    "doubt_names",
    "doubt_sums",
    "doubt_turnout",
    "refuse_unanswered",
]
