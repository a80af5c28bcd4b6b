#!/usr/bin/env bash
# A module that now breaks the contract is still "KEPT", if its file carries the same time as before.
#
# Seen with import-linter 2.17 (grimp 3.20). Its cache knows a file by its time alone, not by its size or content. The
# time stays the same wherever sources are unpacked or copied with fixed times, as archives for reproducible builds
# are; two versions unpacked into one folder are then one to the linter. The forbidden import below makes the file longer
# and is there to be read, and the answer is "kept" with exit status 0. With --no-cache it is "broken".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check import-linter==2.17 grimp==3.20

mkdir -p "$work/project/house"
cd "$work/project"
cat >.importlinter <<'INI'
[importlinter]
root_package = house

[importlinter:contract:floors]
name = floors
type = layers
layers =
    house.roof
    house.cellar
INI
touch house/__init__.py
echo "import house.cellar" >house/roof.py

version() {
    echo "$1" >house/cellar.py
    touch --date=2026-01-05T09:00:00Z house/*.py
}
lint() {
    local status=0
    "$work/venv/bin/lint-imports" "$@" >"$work/answer" || status=$?
    echo "$(grep -oE '^floors (KEPT|BROKEN)' "$work/answer"), exit status $status"
}
{
    version "shelves = 1"
    echo "first version: $(lint)"
    version "import house.roof"
    echo "second, with the forbidden import: $(lint)"
    echo "the same without the cache: $(lint --no-cache)"
} >"$work/seen"

cat >"$work/expected" <<'END'
first version: floors KEPT, exit status 0
second, with the forbidden import: floors KEPT, exit status 0
the same without the cache: floors BROKEN, exit status 1
END
diff "$work/expected" "$work/seen"
cat "$work/seen"
