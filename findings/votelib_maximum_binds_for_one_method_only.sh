#!/usr/bin/env bash
# "At most 5 seats for A", the length of its list, holds in votelib's d'Hondt; its largest remainder gives A six.
#
# Seen with votelib 0.4.0. Both take max_seats and describe it alike: the most that a party can have in all. The
# largest remainder forgets it for the seats that a full quota gives, nearly all of them, and heeds it only for those
# by remainder. The step before that, QuotaDistributor on its own, goes the other way: a party entitled to one seat
# more than its maximum loses all of them, not the one too many. None of the three says anything.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check votelib==0.4.0

cat >"$work/check.py" <<'PY'
from votelib.evaluate.proportional import HighestAverages, LargestRemainder, QuotaDistributor

VOTES = {"A": 60, "B": 30, "C": 10}
MOST = {"A": 5}
for name, method in (
    ("d'Hondt", HighestAverages("d_hondt")),
    ("largest remainder", LargestRemainder("hare")),
    ("full quotas only", QuotaDistributor("hare", on_overaward="ignore")),
):
    print(f"{name}: free {method.evaluate(VOTES, 10)}, at most {MOST} {method.evaluate(VOTES, 10, max_seats=MOST)}")
print("maximum 0:", LargestRemainder("hare").evaluate(VOTES, 10, max_seats={"A": 0}))
PY

cat >"$work/expected" <<'END'
d'Hondt: free {'A': 6, 'B': 3, 'C': 1}, at most {'A': 5} {'A': 5, 'B': 4, 'C': 1}
largest remainder: free {'A': 6, 'B': 3, 'C': 1}, at most {'A': 5} {'A': 6, 'B': 3, 'C': 1}
full quotas only: free {'A': 6, 'B': 3, 'C': 1}, at most {'A': 5} {'A': 0, 'B': 4, 'C': 1}
maximum 0: {'A': 6, 'B': 3, 'C': 1}
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
