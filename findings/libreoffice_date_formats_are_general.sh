#!/usr/bin/env bash
# CELL("format", …), the formula for telling a date from a number, says "general" of most dates in LibreOffice.
#
# Seen with LibreOffice 7.4.7 (English settings) and XlsxWriter 3.3.1. The function exists for such tests: it answers
# F0 for 0, P2 for 0.00% and a code with D for a date. Of the 14 date and time formats below three get a D; every
# other, the built-in short date (number format 14) and ISO dates included, gets G, as a cell without any format does.
# "d. mmmm yyyy" is a date, also with a Danish language mark, and no longer one with ";@" (for texts) at its end.
# `soffice` must be on the path.
set -euo pipefail

command -v soffice >/dev/null || { echo "soffice is not on the path" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check XlsxWriter==3.3.1

cat >"$work/make.py" <<'PY'
import sys

import xlsxwriter

NUMBERS = ["General", "0", "#,##0", "0.00%"]
DATES = [14, 15, 16, 17, 20, 22, "m/d/yy", "dd-mm-yyyy", "dd.mm.yyyy", "yyyy-mm-dd", "d. mmmm yyyy"]
DATES += ["[$-406]d. mmmm yyyy", "[$-406]d. mmmm yyyy;@", "h:mm:ss"]
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    for row, code in enumerate(NUMBERS + DATES):
        sheet.write_string(row, 0, str(code))
        # No value is stored, so that LibreOffice computes one.
        sheet.write_formula(row, 1, f'=CELL("format",C{row + 1})', None, "")
        sheet.write_number(row, 2, 45000.5, book.add_format({"num_format": code}))
PY
"$work/venv/bin/python" "$work/make.py" "$work/book.xlsx"
LC_ALL=C.UTF-8 soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to csv \
    --outdir "$work" "$work/book.xlsx" >/dev/null 2>&1

cat >"$work/expected" <<'END'
"General" F0
"0" F0
"#,##0" ",0"
"0.00%" P2
"14" G
"15" G
"16" G
"17" G
"20" G
"22" G
"m/d/yy" D1
"dd-mm-yyyy" G
"dd.mm.yyyy" G
"yyyy-mm-dd" G
"d. mmmm yyyy" D1
"[$-406]d. mmmm yyyy" D1
"[$-406]d. mmmm yyyy;@" G
"h:mm:ss" G
END
"$work/venv/bin/python" - "$work/book.csv" >"$work/seen" <<'PY'
import csv
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    for code, answer, *_ in csv.reader(file):
        print(f'"{code}"', f'"{answer}"' if "," in answer else answer)
PY
diff "$work/expected" "$work/seen"
cat "$work/seen"
