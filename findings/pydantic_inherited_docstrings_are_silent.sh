#!/usr/bin/env bash
# A dataclass that inherits a documented field gives a JSON Schema in which that field has no description.
#
# Seen with pydantic 2.14.4. With use_attribute_docstrings the string under a field becomes its description. For a
# BaseModel that holds for inherited fields too. For a dataclass, a standard one or pydantic's own, it holds for the
# fields of the class itself only: the base class asked alone describes `votes`, its child does not, and nothing says
# that a description was left out. Moving a field up into a base class thus takes it out of the documentation.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pydantic==2.14.4

cat >"$work/check.py" <<'PY'
import dataclasses

import pydantic.dataclasses
from pydantic import BaseModel, ConfigDict, TypeAdapter, with_config

DOCSTRINGS = ConfigDict(use_attribute_docstrings=True)


@with_config(DOCSTRINGS)
@dataclasses.dataclass
class Base:
    votes: int
    """Votes cast."""


@with_config(DOCSTRINGS)
@dataclasses.dataclass
class Child(Base):
    seats: int
    """Seats won."""


@pydantic.dataclasses.dataclass(config=DOCSTRINGS)
class PydanticBase:
    votes: int
    """Votes cast."""


@pydantic.dataclasses.dataclass(config=DOCSTRINGS)
class PydanticChild(PydanticBase):
    seats: int
    """Seats won."""


class ModelBase(BaseModel):
    model_config = DOCSTRINGS
    votes: int
    """Votes cast."""


class ModelChild(ModelBase):
    seats: int
    """Seats won."""


for kind in (Base, Child, PydanticBase, PydanticChild, ModelBase, ModelChild):
    properties = TypeAdapter(kind).json_schema()["properties"]
    print(kind.__name__, {name: field.get("description") for name, field in properties.items()})
PY

cat >"$work/expected" <<'END'
Base {'votes': 'Votes cast.'}
Child {'votes': None, 'seats': 'Seats won.'}
PydanticBase {'votes': 'Votes cast.'}
PydanticChild {'votes': None, 'seats': 'Seats won.'}
ModelBase {'votes': 'Votes cast.'}
ModelChild {'votes': 'Votes cast.', 'seats': 'Seats won.'}
END
"$work/venv/bin/python" "$work/check.py" >"$work/seen"
diff "$work/expected" "$work/seen"
cat "$work/seen"
