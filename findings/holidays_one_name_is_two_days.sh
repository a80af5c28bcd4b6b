#!/usr/bin/env bash
# Take "Juledag" (Christmas Day) out of a Danish calendar, and 26 December becomes a working day as well.
#
# Seen with holidays 0.109. A name is looked for as a part of a name by default, and the second day of a Danish feast
# is called "Anden" and the name of the first: Juledag, Påskedag and Pinsedag each take two days with them, in
# pop_named and get_named alike. Tried in English it is not seen at Christmas and Easter, where the second day has a
# name of its own; it is at Pentecost. lookup="exact" takes the one day.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check holidays==0.109

cat >"$work/check.py" <<'PY'
import holidays


def removed(language, name, **told):
    days = holidays.country_holidays("DK", years=2026, language=language)
    return [f"{day:%d-%m}" for day in days.pop_named(name, **told)]


for name in ("Juledag", "Påskedag", "Pinsedag"):
    print(name, removed("da", name), "exact:", removed("da", name, lookup="exact"))
for name in ("Christmas Day", "Easter Sunday", "Pentecost"):
    print(name, removed("en_US", name))

year = holidays.country_holidays("DK", years=2025, language="da")
print("26-12-2025 a working day:", year.is_working_day("2025-12-26"), end=", ")
year.pop_named("Juledag")
print("without Juledag:", year.is_working_day("2025-12-26"))
PY

cat >"$work/expected" <<'END'
Juledag ['25-12', '26-12'] exact: ['25-12']
Påskedag ['05-04', '06-04'] exact: ['05-04']
Pinsedag ['24-05', '25-05'] exact: ['24-05']
Christmas Day ['25-12']
Easter Sunday ['05-04']
Pentecost ['24-05', '25-05']
26-12-2025 a working day: False, without Juledag: True
END
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
