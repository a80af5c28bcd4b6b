#!/usr/bin/env bash
# A list with exactly the share that a threshold asks for is shut out in votelib, told to accept it or not.
#
# Seen with votelib 0.4.0 (and apportionment 1.0 for the other answer). RelativeThreshold takes a share of all votes,
# and accept_equal, on by default, is there for who only just reaches it. A list with 5 votes of 100 is out at one
# twentieth, whether accept_equal is on or off, also in exact fractions: the switch has no effect. Only from 6 votes is
# it in. AbsoluteThreshold, which takes a number of votes, does obey its switch, and apportionment lets the list in.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check votelib==0.4.0 apportionment==1.0

cat >"$work/check.py" <<'PY'
from fractions import Fraction

import apportionment.methods
from votelib.evaluate.threshold import AbsoluteThreshold, RelativeThreshold

VOTES = {"A": 70, "B": 25, "C": 5}
SHARE = Fraction(1, 20)
for accept_equal in (True, False):
    print("accept_equal", accept_equal)
    print("  a share:", RelativeThreshold(SHARE, accept_equal).evaluate(VOTES))
    print("  a number:", AbsoluteThreshold(5, accept_equal).evaluate(VOTES))
print("6 of 100, a share:", RelativeThreshold(SHARE).evaluate({"A": 69, "B": 25, "C": 6}))
print("apportionment keeps:", apportionment.methods.apply_threshold(list(VOTES.values()), SHARE))
PY

cat >"$work/expected" <<'END'
accept_equal True
  a share: ['A', 'B']
  a number: ['A', 'B', 'C']
accept_equal False
  a share: ['A', 'B']
  a number: ['A', 'B']
6 of 100, a share: ['A', 'B', 'C']
apportionment keeps: [70, 25, 5]
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
