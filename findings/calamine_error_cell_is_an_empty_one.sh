#!/usr/bin/env bash
# A cell with #N/A and a cell with nothing in it are the same to python-calamine: an empty text.
#
# Seen with python-calamine 0.9.1, on a workbook by XlsxWriter 3.3.1. Every error value of a spreadsheet, #N/A, #DIV/0!
# and #REF! among them, comes back as "", with the cell's own place kept. A vote total that went wrong on the way, for a
# formula pointed at a file that was not there, is then a total that nobody has typed yet. openpyxl gives the error as
# its text. Whoever reads with calamine finds the error only in the sheet's own XML, as a cell of type "e".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check python-calamine==0.9.1 xlsxwriter==3.3.1 openpyxl==3.1.5

cat >"$work/check.py" <<'PY'
import sys

import openpyxl
import python_calamine
import xlsxwriter

FORMULAS = {"=NA()": "#N/A", "=1/0": "#DIV/0!", "=B9+#REF!": "#REF!"}
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    for row, (formula, error) in enumerate(FORMULAS.items()):
        sheet.write(row, 0, "A")
        sheet.write_formula(row, 1, formula, None, error)
    sheet.write(len(FORMULAS), 0, "empty beside it")

read = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
other = openpyxl.load_workbook(sys.argv[1], data_only=True).active
for row, cells in enumerate(read, start=1):
    print(f"calamine {cells[1]!r}, openpyxl {other.cell(row, 2).value!r}")
PY

cat >"$work/expected" <<'END'
calamine '', openpyxl '#N/A'
calamine '', openpyxl '#DIV/0!'
calamine '', openpyxl '#REF!'
calamine '', openpyxl None
END
"$work/venv/bin/python" "$work/check.py" "$work/votes.xlsx" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
