"""
The two editions of an enclosure, made from one run of its notebook: all of it, and its first two pages.

The short edition ends before the cell tagged ``uddybende``. It carries the same record, and says in its
keywords which edition it is, so that it can be recognised under any file name.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from kkr_analysis.danish import did_you_mean, listed
from kkr_analysis.errors import BuildError, UnknownChoiceError

if TYPE_CHECKING:
    from nbformat import NotebookNode


class Edition(StrEnum):
    """An edition, by the word for it on the command line."""

    SHORT = "kort"
    FULL = "fuld"


SHORT_FORMATS = ("html", "pdf")
"""Formats that the short edition is made in."""
CLOSER_LOOK = "uddybende"
"""Tag of the first cell left out of the short edition."""
NOTE = "Kort udgave; beregningen står i det fulde bilag"
"""Foot of the short edition."""
_SUFFIX = f"-{Edition.SHORT}"
_KEYWORD = ", kort udgave"

Kind = tuple[Edition, str]
"""An edition in one format."""


def editions_given(word: str | None) -> tuple[Edition, ...]:
    """Return the edition of that name; both where none is given. Raises UnknownChoiceError."""
    if word is None:
        return tuple(Edition)
    known = tuple(map(str, Edition))
    if word.casefold() not in known:
        raise UnknownChoiceError(
            f"--edition {word!r}: {did_you_mean(word, known)}Vælg {listed(known, 'eller')}, eller udelad "
            "--edition for at få begge."
        )
    return (Edition(word.casefold()),)


def formats_of(editions: Sequence[Edition], formats: Sequence[str]) -> tuple[str, ...]:
    """Return the given formats that the editions come in. Raises UnknownChoiceError where there are none."""
    if Edition.FULL in editions:
        return tuple(formats)
    found = tuple(format_ for format_ in formats if format_ in SHORT_FORMATS)
    if not found:
        raise UnknownChoiceError(
            f"Den korte udgave findes ikke som {listed(formats, 'eller')}. "
            f"Vælg {listed(SHORT_FORMATS, 'eller')}."
        )
    return found


def kind_of(path: str) -> Kind:
    """Return which edition a file is, by its name, and its format."""
    name = PurePath(path)
    format_ = name.suffix.removeprefix(".")
    is_short = name.stem.endswith(_SUFFIX) and format_ in SHORT_FORMATS
    return (Edition.SHORT if is_short else Edition.FULL), format_


def stem_of(stem: str, edition: Edition) -> str:
    """Return what the files of an edition are called without the ending: "kkr-midtjylland-kort"."""
    return f"{stem}{_SUFFIX}" if edition is Edition.SHORT else stem


def keywords(fingerprint: str, edition: Edition) -> str:
    """Return the keywords of a file: the fingerprint of its figures, and the edition where it is short."""
    return f"{fingerprint}{_KEYWORD}" if edition is Edition.SHORT else fingerprint


def edition_in(words: str) -> Edition:
    """Return the edition named in the keywords of a file."""
    return Edition.SHORT if words.endswith(_KEYWORD) else Edition.FULL


def shortened(notebook: NotebookNode, name: str) -> NotebookNode:
    """
    Return an executed notebook cut off before the tagged cell; ``name`` is its file's.

    Raises BuildError where no cell is tagged.
    """
    from nbformat import NotebookNode

    for number, cell in enumerate(notebook.cells):
        if CLOSER_LOOK in cell.metadata.get("tags", ()):
            return NotebookNode({**notebook, "cells": notebook.cells[:number]})
    raise BuildError(
        f"{name} har ingen celle mærket {CLOSER_LOOK!r}, så den korte udgave ved ikke, hvor den skal slutte. "
        f"Intet er skrevet. Mærk den celle, som beregningen begynder med, eller byg med --edition fuld."
    )
