"""What each holiday library says of the days that Danish deadlines meet: docs/adfaerd/helligdage.md."""

from __future__ import annotations

import json

from pinned import run_in, table, write

PACKAGES = ("holidays==0.109", "workalendar==17.0.0")
DAYS = {
    "2023-05-05": ("store bededag, sidste gang", "helligdag"),
    "2024-04-26": ("fjerde fredag efter påske: ophævet (lov nr. 214 af 2023)", "hverdag"),
    "2024-05-09": ("Kristi himmelfartsdag", "helligdag"),
    "2024-05-10": ("dagen efter Kristi himmelfartsdag", "hverdag"),
    "2026-04-02": ("skærtorsdag", "helligdag"),
    "2026-04-06": ("2. påskedag", "helligdag"),
    "2026-05-25": ("2. pinsedag", "helligdag"),
    "2026-05-01": ("1. maj", "hverdag"),
    "2026-06-05": ("grundlovsdag", "hverdag"),
    "2026-12-24": ("juleaftensdag", "hverdag"),
    "2026-12-25": ("juledag", "helligdag"),
    "2026-12-26": ("2. juledag (en lørdag)", "helligdag"),
    "2026-12-31": ("nytårsaftensdag", "hverdag"),
    "2027-01-01": ("nytårsdag", "helligdag"),
}
PROGRAM = """
import datetime, json, os, sys
import holidays
from workalendar.europe import Denmark
calendar = Denmark()
answers = {}
for text in json.loads(sys.argv[1]):
    day = datetime.date.fromisoformat(text)
    theirs = dict(calendar.holidays(day.year))
    plain = {lang: holidays.country_holidays("DK", years=day.year, language=lang).get(day) for lang in ("da", "en_US")}
    answers[text] = [plain["da"], plain["en_US"], theirs.get(day)]
print(json.dumps(answers))
"""


def main() -> None:
    """Ask both libraries about every day."""
    answers = json.loads(run_in(PACKAGES, PROGRAM, json.dumps(list(DAYS))))
    rows = []
    for day, (what, act) in DAYS.items():
        danish, english, theirs = answers[day]
        verdicts = [act, said(danish), said(theirs)]
        wrong = [
            name
            for name, found in (("holidays", danish), ("workalendar", theirs))
            if (found is not None) != (act == "helligdag")
        ]
        rows.append([day, what, *verdicts, english or "", ", ".join(wrong) or "–"])
    heads = ("Dag", "Hvad", "Efter loven", "holidays (dansk)", "workalendar", "holidays (engelsk)", "Afviger")
    text = (
        "Fristen for valgforbund tælles i hverdage (regel D1), og et bibliotek, der tager fejl af en dag, flytter den. "
        "Juleaftensdag, nytårsaftensdag, 1. maj og grundlovsdag er ikke helligdage efter loven, men mange har fri.\n\n"
        f"{table(heads, rows)}\n\n"
        "`holidays` bruges, og den spørges på dansk: uden sprog følger navnene maskinens. Nøglen er dagen og aldrig navnet."
    )
    write("helligdage", "Hvad helligdagsbiblioteker siger om danske dage", text, PACKAGES)


def said(name: str | None) -> str:
    """Say whether a library has the day, and under which name."""
    return f"helligdag: {name}" if name else "hverdag"


if __name__ == "__main__":
    main()
