"""The improbable is asked about: the analyst answers with ``--accept``, and the source card records it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kkr_analysis import danish
from kkr_analysis.data.importing.delivery import Question
from kkr_analysis.errors import DataError

_MOST_SHOWN = 10


def refuse_unanswered(questions: Sequence[Question], accepted: Collection[str]) -> tuple[Question, ...]:
    """
    Return the questions if all of them were answered.

    Raises DataError with those that were not, and for an answer to no question: it was meant for other files.
    """
    names = {question.name for question in questions}
    stray = [name for name in accepted if name not in names]
    if stray:
        asked = f"Der spørges om: {', '.join(sorted(names))}." if names else "Der er ingen spørgsmål."
        raise DataError(
            f"--accept {stray[0]} svarer ikke på noget spørgsmål til filerne. {asked} Intet er skrevet."
        )
    open_ones = [question for question in questions if question.name not in accepted]
    if open_ones:
        raise DataError("\n".join(_asked(open_ones, accepted)))
    return tuple(questions)


def _asked(questions: Sequence[Question], accepted: Collection[str]) -> list[str]:
    shown = questions[:_MOST_SHOWN]
    lines = [f"{danish.counted(len(questions), 'spørgsmål', 'spørgsmål')} til tallene. Intet er skrevet."]
    lines += [f"  - {question.text} Er det rigtigt: --accept {question.name}" for question in shown]
    if len(questions) > len(shown):
        lines.append(f"  … og {len(questions) - len(shown)} til.")
    answers = " ".join(f"--accept {name}" for name in (*accepted, *(question.name for question in questions)))
    lines.append(f"Slå dem op hos kilden. Er alt rigtigt, så kør igen med: {answers}")
    return lines
