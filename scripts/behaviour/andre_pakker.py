"""What other packages answer where the figures leave a doubt, beside ours: docs/adfaerd/andre_pakker.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pinned import run_in, table, write

import kkr_analysis as kkr
from kkr_analysis.allocation import highest_averages_within

PACKAGES = ("votelib==0.4.0", "apportionment==1.0")
UNASKED = "–"
PROGRAM = """
import json
from apportionment import methods as apportionment
from votelib.evaluate.proportional import HighestAverages, LargestRemainder

def told(question):
    try:
        won = question()
        return str({name if isinstance(name, str) else f"Tie({', '.join(sorted(name))})": seats for name, seats in won.items()})
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"

def share(method, votes, seats, **options):
    won = apportionment.compute(method, list(votes.values()), seats, verbose=False, **options)
    return dict(zip(votes, won))

dhondt = HighestAverages("d_hondt")
print(json.dumps({
    "lige": [told(lambda: dhondt.evaluate({"A": 10, "B": 10}, 1)), told(lambda: share("dhondt", {"A": 10, "B": 10}, 1))],
    "omvendt": [told(lambda: dhondt.evaluate({"B": 10, "A": 10}, 1)), told(lambda: share("dhondt", {"B": 10, "A": 10}, 1))],
    "nul": [told(lambda: dhondt.evaluate({"A": 10, "B": 0}, 3)), told(lambda: share("adams", {"A": 10, "B": 0}, 3))],
    "ingen": [told(lambda: dhondt.evaluate({"A": 0, "B": 0}, 2)), told(lambda: share("dhondt", {"A": 0, "B": 0}, 2))],
    "opbrugt": [told(lambda: dhondt.evaluate({"A": 60, "B": 40}, 10, max_seats={"A": 2, "B": 2})), "–"],
    "forud": [told(lambda: dhondt.evaluate({"A": 60, "B": 40}, 5, prev_gains={"A": 2})), "–"],
}))
"""
QUESTIONS: dict[str, tuple[str, int, Callable[[], Any]]] = {
    "lige": ("A 10, B 10, én plads", 1, lambda: kkr.highest_averages({"A": 10, "B": 10}, 1)),
    "omvendt": ("det samme, B skrevet først", 1, lambda: kkr.highest_averages({"B": 10, "A": 10}, 1)),
    "nul": (
        "A 10, B 0, tre pladser (apportionment: Adams)",
        3,
        lambda: kkr.highest_averages({"A": 10, "B": 0}, 3),
    ),
    "ingen": ("A 0, B 0, to pladser", 2, lambda: kkr.highest_averages({"A": 0, "B": 0}, 2)),
    "opbrugt": (
        "A 60, B 40, ti pladser, to kandidater hver",
        10,
        lambda: highest_averages_within({"A": 60, "B": 40}, 10, {"A": 2, "B": 2}),
    ),
    "forud": (
        "A 60, B 40, fem pladser, A har to i forvejen",
        7,
        lambda: kkr.highest_averages({"A": 60, "B": 40}, 5, held={"A": 2}),
    ),
}


def main() -> None:
    """Ask all three the same."""
    answers = json.loads(run_in(PACKAGES, PROGRAM))
    rows = [
        [
            what,
            ours(question, house),
            *(answer if answer == UNASKED else f"`{answer}`" for answer in answers[name]),
        ]
        for name, (what, house, question) in QUESTIONS.items()
    ]
    text = (
        "Hvor tallene ikke efterlader tvivl, svarer alle tre ens (det prøves på tusindvis af tilfældige valg). Her er "
        "det, de svarer, hvor der er tvivl; fordelingen er d'Hondts.\n\n"
        f"{table(('Spørgsmål', 'kkr-analysis', 'votelib', 'apportionment'), rows)}\n\n"
        "votelib regner `prev_gains` med i husets størrelse, så fem pladser, hvoraf to er taget, kun deler tre ud. Er "
        "kandidaterne brugt op, holder den op og siger ingenting. apportionment vælger ved lighed den, der er skrevet "
        "først, hvis den får lov. En streg: pakken kan ikke spørges om det."
    )
    write("andre_pakker", "Hvad andre pakker svarer, hvor der er tvivl", text, PACKAGES)


def ours(question: Callable[[], Any], house: int) -> str:
    """Say what this package answers: the seats of the whole house, and what is left to decide or to fill."""
    try:
        count = question()
    except kkr.KkrError as refusal:
        return str(refusal)
    tie = f"; lod mellem {' og '.join(sorted(count.tie.tied))}" if count.tie else ""
    unfilled = house - sum(count.seats().values()) - (count.tie.places if count.tie else 0)
    return f"`{count.seats()}`{tie}" + (f"; {unfilled} ubesatte" if unfilled else "")


if __name__ == "__main__":
    main()
