#!/usr/bin/env bash
# JUPYTER_NO_CONFIG=1, meant to keep Jupyter away from anything it finds, leaves a new folder behind at every run.
#
# Seen with jupyter-core 5.9.1. With the variable set, the folder of settings becomes an empty one in the temporary
# folder, `jupyter-clean-cfg-` and eight random letters, made on first use and never removed. Printing the paths is
# use enough. Without the variable nothing is left, so that it is the clean runs of a machine that fill it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check jupyter-core==5.9.1

mkdir "$work/temporary" "$work/home"
left() { find "$work/temporary" -mindepth 1 -printf '%y %f\n' | sed -E 's/-[a-z0-9_]{8}$/-XXXXXXXX/' | sort; }
run() { env HOME="$work/home" TMPDIR="$work/temporary" "$@" "$work/venv/bin/jupyter" --paths >/dev/null; }
{
    run
    echo "after a run without the variable:"
    left
    run JUPYTER_NO_CONFIG=1
    echo "after one with it:"
    left
    run JUPYTER_NO_CONFIG=1
    run JUPYTER_NO_CONFIG=1
    echo "after three:"
    left
} >"$work/seen"

cat >"$work/expected" <<'END'
after a run without the variable:
after one with it:
d jupyter-clean-cfg-XXXXXXXX
after three:
d jupyter-clean-cfg-XXXXXXXX
d jupyter-clean-cfg-XXXXXXXX
d jupyter-clean-cfg-XXXXXXXX
END
diff "$work/expected" "$work/seen"
cat "$work/seen"
