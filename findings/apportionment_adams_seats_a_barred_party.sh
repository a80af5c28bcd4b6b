#!/usr/bin/env bash
# With a threshold of 5 percent, a party with 3 percent of the votes gets a seat, taken from the largest party.
#
# Seen with apportionment 1.0. A threshold sets the votes of who is below it to 0. The methods that give every party
# one seat before they divide (Adams, Dean, Huntington-Hill) have a branch for fewer seats than parties, and it counts
# those with 0 votes as parties too: "the strongest" then includes one of them, even when two parties are left for
# three seats. Take the barred parties out of the list instead, and A gets its two seats. d'Hondt is not touched.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check apportionment==1.0

cat >"$work/check.py" <<'PY'
from fractions import Fraction

from apportionment.methods import compute

VOTES, SEATS = [85, 10, 3, 2], 3
for method in ("adams", "dean", "huntington", "dhondt"):
    barred = compute(method, VOTES, SEATS, threshold=Fraction(1, 20))
    left_out = compute(method, VOTES[:2], SEATS)
    print(f"{method}: barred by a threshold {barred}, left out by hand {left_out}")
print("adams, nobody voted for C and D:", compute("adams", [85, 10, 0, 0], SEATS))
PY

cat >"$work/expected" <<'END'
adams: barred by a threshold [1, 1, 1, 0], left out by hand [2, 1]
dean: barred by a threshold [1, 1, 1, 0], left out by hand [2, 1]
huntington: barred by a threshold [1, 1, 1, 0], left out by hand [2, 1]
dhondt: barred by a threshold [3, 0, 0, 0], left out by hand [3, 0]
adams, nobody voted for C and D: [1, 1, 1, 0]
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
