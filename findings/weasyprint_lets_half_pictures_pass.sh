#!/usr/bin/env bash
# After `import weasyprint`, Pillow opens half a picture in the whole program without a word.
#
# Seen with WeasyPrint 70.0 and Pillow 13.0.0. On import WeasyPrint turns Pillow's LOAD_TRUNCATED_IMAGES on, and that
# is a setting of the process, not of WeasyPrint. A check elsewhere in the same program that loads a picture to see
# whether its file is complete says no before the import and yes after it; the missing half is black.
# A program may thus answer differently depending on whether it has made a PDF yet.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check weasyprint==70.0 pillow==13.0.0

cat >"$work/check.py" <<'PY'
import io

from PIL import Image, ImageFile

picture = Image.new("L", (256, 256))
picture.putdata([255 - x * y % 251 % 97 for y in range(256) for x in range(256)])
written = io.BytesIO()
picture.save(written, "PNG")
half = written.getvalue()[: len(written.getvalue()) // 2]


def load():
    try:
        loaded = Image.open(io.BytesIO(half))
        loaded.load()
    except OSError as error:
        return f"{type(error).__name__}: {error}"
    return f"loaded, {loaded.size[0]} x {loaded.size[1]}, last pixel {loaded.getpixel((255, 255))}"


print("last pixel of the whole picture:", picture.getpixel((255, 255)))
print("before:", ImageFile.LOAD_TRUNCATED_IMAGES, "|", load())
import weasyprint  # noqa: E402, F401

print("after:", ImageFile.LOAD_TRUNCATED_IMAGES, "|", load())
PY

cat >"$work/expected" <<'END'
last pixel of the whole picture: 239
before: False | OSError: image file is truncated
after: True | loaded, 256 x 256, last pixel 0
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
