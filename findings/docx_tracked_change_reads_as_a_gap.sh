#!/usr/bin/env bash
# A number corrected in Word with tracked changes is, read by python-docx, neither the old nor the new: it is gone.
#
# Seen with python-docx 1.2.0; mammoth 1.13.0 as a second reader. While a change waits to be accepted, the file holds
# both numbers, each in an element of its own within the paragraph. python-docx looks into neither for `text`, and
# reads "A has  seats": no number, no mark, no error. A search for the old number and one for the new both fail.
# `runs` lists the words around it as if they were all. mammoth reads what Word shows when the change is accepted.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0

cat >"$work/check.py" <<'PY'
import sys

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WHO = f'{nsdecls("w")} w:author="Secretariat" w:date="2026-01-05T09:00:00Z"'
document = docx.Document()
paragraph = document.add_paragraph("A has ")
for change in (
    f'<w:del {WHO} w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del>',
    f'<w:ins {WHO} w:id="2"><w:r><w:t>11</w:t></w:r></w:ins>',
):
    paragraph._p.append(parse_xml(change))
paragraph.add_run(" seats")
document.save(sys.argv[1])

read = docx.Document(sys.argv[1]).paragraphs[0]
print("python-docx:", repr(read.text), [run.text for run in read.runs])
with open(sys.argv[1], "rb") as file:
    print("mammoth:", repr(mammoth.extract_raw_text(file).value.strip()))
PY

cat >"$work/expected" <<'END'
python-docx: 'A has  seats' ['A has ', ' seats']
mammoth: 'A has 11 seats'
END
"$work/venv/bin/python" "$work/check.py" "$work/enclosure.docx" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
