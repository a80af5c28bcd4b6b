#!/usr/bin/env bash
# In a PDF by WeasyPrint, a label of a drawing that ends at its place is an object of its own, and one that starts there is none.
#
# Seen with WeasyPrint 70.0. Every SVG <text> whose text-anchor is "middle" or "end" is drawn into a group of its own, a
# form XObject with its own dictionary and stream; a <text> that starts at its place stays in the stream of the page. A
# chart with numbers flush right has one for each number. Fifty labels of the same words make the file more than
# four times as large. Work out where the text begins and leave the anchor away, and the file is small again.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check weasyprint==70.0

cat >"$work/check.py" <<'PY'
from weasyprint import HTML

LABELS = 50
sizes = {}
for anchor in ("start", "middle", "end"):
    labels = "".join(
        f'<text x="150" y="{12 * row}" text-anchor="{anchor}" font-size="9">label {row}</text>'
        for row in range(1, LABELS + 1)
    )
    page = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="620">{labels}</svg>'
    plain = HTML(string=page).write_pdf(uncompressed_pdf=True)
    sizes[anchor] = len(HTML(string=page).write_pdf())
    print(f"{anchor}: {plain.count(b'/Subtype /Form')} form XObjects for {LABELS} labels")
print("more than three times the bytes:", sizes["middle"] > 3 * sizes["start"] < sizes["end"])
PY

cat >"$work/expected" <<'END'
start: 0 form XObjects for 50 labels
middle: 50 form XObjects for 50 labels
end: 50 form XObjects for 50 labels
more than three times the bytes: True
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
