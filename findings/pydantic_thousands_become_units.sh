#!/usr/bin/env bash
# Asked for a whole number, pydantic reads the Danish "205.000" as 205, and refuses "205.813".
#
# Seen with pydantic 2.14.4. In its ordinary, lenient mode a text counts as an int also with a decimal part of zeros,
# however many. In a language that groups thousands with a full stop, a column of counts therefore fails loudly for
# nearly every number, and is a thousand times too small for the round ones: the rows that get through are the wrong
# ones. The same from JSON. strict=True refuses them all, plain int() does too.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pydantic==2.14.4

cat >"$work/check.py" <<'PY'
import json

from pydantic import TypeAdapter, ValidationError

WHOLE = TypeAdapter(int)


def answer(read, *given, **told):
    try:
        return read(*given, **told)
    except ValidationError as error:
        return error.errors()[0]["type"]
    except ValueError as error:
        return type(error).__name__


for text in ("205.813", "205.000", "1.000", "0.000", "1.000.000", "205,000"):
    lenient = answer(WHOLE.validate_python, text)
    from_json = answer(WHOLE.validate_json, json.dumps(text))
    print(text, "|", lenient, "|", from_json, "|", answer(WHOLE.validate_python, text, strict=True), "|", answer(int, text))
PY

cat >"$work/expected" <<'END'
205.813 | int_parsing | int_parsing | int_type | ValueError
205.000 | 205 | 205 | int_type | ValueError
1.000 | 1 | 1 | int_type | ValueError
0.000 | 0 | 0 | int_type | ValueError
1.000.000 | int_parsing | int_parsing | int_type | ValueError
205,000 | int_parsing | int_parsing | int_type | ValueError
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
