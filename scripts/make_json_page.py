"""
Make the pages of the JSON contracts and their schemas, each from the one model of its contract.

    python scripts/make_json_page.py

``docs/json.md`` and ``docs/kkr.schema.json`` are an enclosure's, ``docs/json-moede.md`` and
``docs/moede.schema.json`` a meeting's. A key's type and meaning stand in the model alone: the annotation, and
the string under it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from kkr_analysis.composition import record
from kkr_analysis.documents import contract
from kkr_analysis.documents.meeting import contract as meeting_contract

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "json.md"
SCHEMA = DOCS / "kkr.schema.json"
MEETING_PAGE = DOCS / "json-moede.md"
MEETING_SCHEMA = DOCS / "moede.schema.json"

INTRODUCTION = """\
<!-- Made by scripts/make_json_page.py. Change the model (documents/contract.py), and run it again. -->

# The JSON contract

`kkr build` writes `reports/<term>/kkr-<region>.json` beside the enclosure: the same result for other
programs to read. The file is UTF-8 and one object. Keys are only ever added; those below keep their
name, type and meaning. [kkr.schema.json](kkr.schema.json) says the same as a JSON Schema.
`tests/repo/test_json_page.py` holds this page, the model and the built files together.

Votes and seats are whole numbers. Nothing is a float.
"""
CLOSING = """\
## What always holds

- `total` = the sum of `contenders[].seats` + the number of `mayors_outside`
- `mayors` = the sum of `contenders[].mayors` + the number of `mayors_outside`
- `supplementary` = the sum of `contenders[].supplementary` = `total` − `mayors`
- `cap_binds` is true exactly when `uncapped` is larger than `cap`, and `total` is then `cap`
- without a cap that binds, `seats` is `quotient` rounded up

The fourth line is for reading `on_top` of rule K7, which every term so far uses. A contender that is eligible
can have 0 seats where the cap leaves it none; its `why_not` says so.
"""
MARGINS = """\
Everybody else's votes stay as they are. Numbers are exact: with that many votes the change is sure, lot or no
lot, and with one fewer it is not. null where no number of votes brings the change about.
"""
SECTIONS = {
    "": ("The KKR", ""),
    "contenders[].": ("One contender", ""),
    "mayors_list[].": ("One mayor", ""),
    "lots[].": ("One lot", ""),
    "chair.": ("One post", ""),
    "margins[].": ("One margin", MARGINS),
    "deciding_mayors[].": ("One deciding mayor", ""),
    "mayors_outside[].": ("One mayor outside", ""),
    "sources[].": ("One source", ""),
}
"""Where the keys under a path stand on the page."""
DAY = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
SHAPES: dict[str, dict[str, Any]] = {
    ".region": {"pattern": "^[a-z]+(-eksempel)?$"},
    ".term": {"pattern": "^[0-9]{4}-[0-9]{4}$"},
    ".status": {"enum": ["endelig", "foreløbig"]},
    ".as_of": DAY,
    ".fingerprint": {"pattern": "[0-9a-f]{64}$"},
    "DeclarationRecord.status": {"enum": ["godkendt", "afvist", ""]},
    "DeclarationRecord.meeting": DAY,
    "DeclarationRecord.received": DAY,
    "sha256": {"pattern": "^[0-9a-f]{64}$"},
}
"""What values look like, by their object and key, or by their key alone."""
MEETING_INTRODUCTION = """\
<!-- Made by scripts/make_json_page.py. Change documents/meeting/contract.py, and run it again. -->

# The JSON contract of a meeting

`kkr meeting` writes `reports/<term>/moede-<region>/moede-<region>.json`: a constituent meeting computed, for
other programs to read. The file is UTF-8 and one object. Keys are only ever added; those below keep their
name, type and meaning. [moede.schema.json](moede.schema.json) says the same as a JSON Schema.
`tests/repo/test_json_meeting_page.py` holds this page, the model and the built files together.

Every paper has a file of its own beside it, `<stem>.json`, with the keys `schema` to `meeting`, the paper
itself as `paper`, the keys that the paper is about, and the rules that it uses as `rules`.

Votes, seats and members are whole numbers, days are written `2022-01-19`, and nothing is a float. A list is
empty where there is nothing to say yet. Names are those of the secretariat's files, and letters those of the
lists.
"""
MEETING_SECTIONS = {
    "": ("The meeting", ""),
    "papers[].": ("One paper", ""),
    "members.": ("Members and stand-ins", ""),
    "members.members[].": ("One member", ""),
    "alliances.": ("Alliances", ""),
    "chair.": ("Chair and vice-chair", ""),
    "fora[].": ("One forum", ""),
    "nominations[].": ("One forum filled after nomination", ""),
    "package.": ("The package agreed on", ""),
    "proposal.": ("The proposal", ""),
    "calendar[].": ("One date", ""),
    "changes[].": ("One change in the term", ""),
    "vacant[].": ("One vacancy", ""),
    "not_appointed[].": ("One body that a KKR does not appoint to", ""),
    "rules[].": ("One rule", ""),
    "sources[].": ("One source", ""),
}
TYPES = {"string": "text", "integer": "number", "boolean": "boolean"}


def json_schema() -> dict[str, Any]:
    """Return the contract as a JSON Schema, described by the strings under the model's fields."""
    _describe_by_strings(record, contract)
    schema = TypeAdapter(contract.Enclosure).json_schema()
    # pydantic reads the strings of a class, and not those of the class that it builds on.
    for target, base in (
        (schema, record.Record),
        (schema["$defs"]["ExplainedContender"], record.ContenderRecord),
    ):
        for name, entry in TypeAdapter(base).json_schema()["properties"].items():
            target["properties"][name].setdefault("description", entry["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kkr-<region>.json",
        **_shaped(_untitled(schema)),
    }


def meeting_schema() -> dict[str, Any]:
    """Return the contract of a meeting as a JSON Schema."""
    _describe_by_strings(meeting_contract)
    schema = TypeAdapter(meeting_contract.MeetingRecord).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "moede-<region>.json",
        **_untitled(schema),
    }


def _describe_by_strings(*modules: ModuleType) -> None:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                value.__pydantic_config__ = ConfigDict(use_attribute_docstrings=True)  # type: ignore[attr-defined]


def _shaped(schema: dict[str, Any]) -> dict[str, Any]:
    """Say what a value looks like where the model only says that it is a text or a whole number."""
    for name, holder in {"": schema, **schema["$defs"]}.items():
        for key, entry in holder["properties"].items():
            entry.update(SHAPES.get(f"{name}.{key}", SHAPES.get(key, {})))
            for option in entry.get("anyOf", [entry]):
                if option.get("type") == "integer":
                    option["minimum"] = 0
    return schema


def _untitled(schema: Any) -> Any:
    """Take out pydantic's titles, which only repeat the keys, and put descriptions on one line."""
    if isinstance(schema, list):
        return [_untitled(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key != "title" or isinstance(value, dict)}
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].split())
    return {key: _untitled(value) if key != "description" else value for key, value in kept.items()}


def keys(
    schema: dict[str, Any], definitions: dict[str, Any], above: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Give path, type and meaning of every key, those of an object or of a list's entries after it."""
    for name, entry in schema["properties"].items():
        kind, inner = _kind(entry, definitions)
        description = entry.get("description") or (inner or {}).get("description", "")
        yield f"{above}{name}", kind, description
        if inner is not None:
            yield from keys(inner, definitions, f"{above}{name}{'[]' if kind.startswith('list') else ''}.")


def _kind(entry: dict[str, Any], definitions: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    """Return the type of a key in words, and the object that it holds or lists."""
    if "anyOf" in entry:
        (some,) = [option for option in entry["anyOf"] if option != {"type": "null"}]
        kind, inner = _kind(some, definitions)
        return f"{kind} or null", inner
    if "$ref" in entry:
        return "object", definitions[entry["$ref"].rpartition("/")[2]]
    if entry["type"] == "array":
        kind, inner = _kind(entry["items"], definitions)
        return ("list", inner) if inner is not None else (f"list of {kind}", None)
    return TYPES.get(entry["type"], "object"), None


def page(schema: dict[str, Any]) -> str:
    """Return the page."""
    rows: dict[str, list[str]] = {place: [] for place in SECTIONS}
    for path, kind, meaning in keys(schema, schema["$defs"]):
        place = max((place for place in SECTIONS if path.startswith(place)), key=len)
        in_list = "[]." in path.removeprefix(place) or path.startswith("vice_chair.")
        is_own = place == "" and ("." in path and path.split(".")[0] not in ("disproportionality",))
        if not in_list and not is_own:
            rows[place].append(f"| `{path}` | {kind} | {meaning.replace('|', '/')} |")
    parts = [INTRODUCTION]
    for place, (heading, text) in SECTIONS.items():
        table = "\n".join(["| Key | Type | Meaning |", "| --- | --- | --- |", *rows[place]])
        parts.append("\n\n".join(part.strip() for part in (f"## {heading}", text, table) if part) + "\n")
    return "\n".join([*parts, CLOSING])


def meeting_page(schema: dict[str, Any]) -> str:
    """Return the page of a meeting; every key of an object inside another stands in its section."""
    rows: dict[str, list[str]] = {place: [] for place in MEETING_SECTIONS}
    for path, kind, meaning in keys(schema, schema["$defs"]):
        place = max((place for place in MEETING_SECTIONS if path.startswith(place)), key=len)
        rows[place].append(f"| `{path}` | {kind} | {meaning.replace('|', '/')} |")
    parts = [MEETING_INTRODUCTION]
    for place, (heading, text) in MEETING_SECTIONS.items():
        table = "\n".join(["| Key | Type | Meaning |", "| --- | --- | --- |", *rows[place]])
        parts.append("\n\n".join(part.strip() for part in (f"## {heading}", text, table) if part) + "\n")
    return "\n".join(parts)


def main() -> None:
    """Write all files."""
    for schema, place, made, page_of in (
        (json_schema(), SCHEMA, PAGE, page),
        (meeting_schema(), MEETING_SCHEMA, MEETING_PAGE, meeting_page),
    ):
        place.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        made.write_text(page_of(schema), encoding="utf-8")


if __name__ == "__main__":
    main()
