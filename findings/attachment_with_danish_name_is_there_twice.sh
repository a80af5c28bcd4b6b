#!/usr/bin/env bash
# One file attached to a PDF is two attachments when it is read, if there is an ø in its name, and the first is garbled.
#
# Seen with WeasyPrint 70.0 and pypdf 7.1.1. A PDF holds a file's name twice, in an old key and a Unicode one.
# WeasyPrint puts the bytes of the name in UTF-8 into the old key, where readers take them for one letter each; pypdf's
# `attachments` lists a file under both names where they differ. Each is right by itself: with an ASCII name there is
# one entry. Together they make a loop over the attachments meet the same figures twice, first under "hÃ¸ring".
# In attachment_list, where it is one file, `name` is the garbled one and `alternative_name` the real one.
# (WeasyPrint needs the Pango library.)
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check weasyprint==70.0 pypdf==7.1.1

cat >"$work/check.py" <<'PY'
import io

from pypdf import PdfReader
from weasyprint import HTML, Attachment

for name in ("votes.csv", "høring.csv"):
    pdf = HTML(string="<p>Enclosure").write_pdf(attachments=[Attachment(string="A;1", name=name)])
    reader = PdfReader(io.BytesIO(pdf))
    print(name)
    print("  attachments:", dict(reader.attachments))
    print("  attachment_list:", [(entry.name, entry.alternative_name) for entry in reader.attachment_list])
PY

cat >"$work/expected" <<'END'
votes.csv
  attachments: {'votes.csv': [b'A;1']}
  attachment_list: [('votes.csv', 'votes.csv')]
høring.csv
  attachments: {'hÃ¸ring.csv': [b'A;1'], 'høring.csv': [b'A;1']}
  attachment_list: [('hÃ¸ring.csv', 'høring.csv')]
END
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
