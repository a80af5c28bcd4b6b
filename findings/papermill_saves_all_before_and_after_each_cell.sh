#!/usr/bin/env bash
# A notebook of five cells is written out thirteen times by papermill, each time whole.
#
# Seen with papermill 2.7.0. With a path for the result, the notebook is saved when the run starts, before and after
# every cell, and at its end, outputs and all: with pictures in the outputs the time for it grows with the square of the
# cells. There is no option for fewer (the one for a pause between two saves is for slow cells). With None as the path
# nothing is written on the way, the same notebook is returned, and one nbformat.write does the rest.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check papermill==2.7.0 ipykernel==7.4.0

cat >"$work/check.py" <<'PY'
import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_notebook
from papermill import iorw

PYTHON = {"name": "python3", "display_name": "Python", "language": "python"}
saved = []
write = iorw.LocalHandler.write
iorw.LocalHandler.write = lambda self, text, path: (saved.append(path), write(self, text, path))[1]
for cells in (1, 5, 20):
    notebook = new_notebook(cells=[new_code_cell(f"{n}") for n in range(cells)])
    notebook.metadata["kernelspec"] = PYTHON
    nbformat.write(notebook, "given.ipynb")
    counts = []
    for target in ("made.ipynb", None):
        saved.clear()
        papermill.execute_notebook("given.ipynb", target, progress_bar=False)
        counts.append(len(saved))
    print(f"{cells} cells: saved {counts[0]} times with a path, {counts[1]} times without")
PY

cat >"$work/expected" <<'END'
1 cells: saved 5 times with a path, 0 times without
5 cells: saved 13 times with a path, 0 times without
20 cells: saved 43 times with a path, 0 times without
END
cd "$work"
IPYTHONDIR="$work" "$work/venv/bin/python" "$work/check.py" >"$work/seen" 2>"$work/said"
diff "$work/expected" "$work/seen"
cat "$work/seen"
