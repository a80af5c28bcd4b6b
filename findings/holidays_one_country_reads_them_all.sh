#!/usr/bin/env bash
# Ask for the holidays of Denmark, and the calendars of every other country are read in as well.
#
# Seen with holidays 0.109. The package itself reads a country in when it is asked for one; but the countries lie in a
# package whose own first lines name them all, so whichever is asked for first brings the others along: more than two
# hundred modules, which takes longer than all else that a small command does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check holidays==0.109

cat >"$work/check.py" <<'PY'
import sys

import holidays


def countries():
    return {name for name in sys.modules if name.startswith("holidays.countries.")}


print("read in with the package:", len(countries()))
holidays.country_holidays("DK", years=2026)
read = countries()
print("after Denmark alone:", "more than 200" if len(read) > 200 else len(read))
print("Brazil and Japan among them:", {"holidays.countries.brazil", "holidays.countries.japan"} <= read)
PY

cat >"$work/expected" <<'END'
read in with the package: 0
after Denmark alone: more than 200
Brazil and Japan among them: True
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
