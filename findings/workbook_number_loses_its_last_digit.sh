#!/usr/bin/env bash
# Two in five quotients are another number once they have been written to a workbook, whichever library writes it.
#
# Seen with XlsxWriter 3.3.1, openpyxl 3.1.5 and python-calamine 0.9.1. Both writers print a float with 16 digits, and
# 17 are needed for some: of 185393 divided by 1 to 100, the quotients of one party by d'Hondt, 39 come back different.
# The readers agree, so that it is in the file, which has room for the 17th. A comparison with ==
# of what was computed and what is in the workbook fails for those and passes for the other 61.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1

cat >"$work/check.py" <<'PY'
import sys
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

QUOTIENTS = [185393 / divisor for divisor in range(1, 101)]
with xlsxwriter.Workbook(f"{sys.argv[1]}/XlsxWriter.xlsx") as book:
    book.add_worksheet().write_row(0, 0, QUOTIENTS)
book = openpyxl.Workbook()
book.active.append(QUOTIENTS)
book.save(f"{sys.argv[1]}/openpyxl.xlsx")

print("computed:", QUOTIENTS[8])
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    by_openpyxl = [cell.value for cell in openpyxl.load_workbook(path).active[1]]
    by_calamine = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]
    changed = sum(was != now for was, now in zip(QUOTIENTS, by_openpyxl))
    print(f"{path.stem}: {by_openpyxl[8]}, {changed} of 100 changed, readers agree: {by_openpyxl == by_calamine}")
PY

cat >"$work/expected" <<'END'
computed: 20599.222222222223
XlsxWriter: 20599.22222222222, 39 of 100 changed, readers agree: True
openpyxl: 20599.22222222222, 39 of 100 changed, readers agree: True
END
"$work/venv/bin/python" "$work/check.py" "$work" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
