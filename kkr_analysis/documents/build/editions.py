"""
The editions of a KKR: its enclosure whole, the enclosure's first two pages, and the explorer of alliances.

The first two are made from one run of a notebook; the short one ends before the cell tagged ``uddybende``.
The explorer is a page with a script. All carry the same record, and say in their keywords which edition they
are, so that one can be recognised under any file name.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from kkr_analysis.composition.overview import SLUG as OVERVIEW
from kkr_analysis.composition.result import PRELIMINARY_NAME
from kkr_analysis.danish import did_you_mean, listed
from kkr_analysis.errors import BuildError, UnknownChoiceError

if TYPE_CHECKING:
    from nbformat import NotebookNode


class Edition(StrEnum):
    """An edition, by the word for it on the command line."""

    SHORT = "kort"
    FULL = "fuld"
    EXPLORER = "valgforbund"


ENCLOSURE = (Edition.SHORT, Edition.FULL)
"""The editions of an enclosure, which ``kkr build`` makes; ``kkr explorer`` makes the other."""


SHORT_FORMATS = ("html", "pdf")
"""Formats that the short edition is made in."""
EXPLORER_FORMAT = "html"
"""The only format of the explorer."""
CLOSER_LOOK = "uddybende"
"""Tag of the first cell left out of the short edition."""
NOTE = "Kort udgave; beregningen står i det fulde bilag"
"""Foot of the short edition."""
_SUFFIX = f"-{Edition.SHORT}"
_KEYWORDS = {Edition.SHORT: ", kort udgave", Edition.EXPLORER: ", valgforbund"}

Kind = tuple[Edition, str]
"""An edition in one format."""


def editions_given(word: str | None) -> tuple[Edition, ...]:
    """Return the enclosure's edition of that name; both where none is given. Raises UnknownChoiceError."""
    if word is None:
        return ENCLOSURE
    known = tuple(map(str, ENCLOSURE))
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
    if name.stem.startswith(Edition.EXPLORER) and format_ == EXPLORER_FORMAT:
        return Edition.EXPLORER, format_
    is_short = name.stem.endswith(_SUFFIX) and format_ in SHORT_FORMATS
    return (Edition.SHORT if is_short else Edition.FULL), format_


def stem_of(stem: str, edition: Edition) -> str:
    """
    Return what the files of an edition are called without the ending: "kkr-midtjylland-kort".

    The explorer's name, "valgforbund-midtjylland", says nothing of the status, so that a link to it lasts;
    for the overview it is "valgforbund".
    """
    if edition is Edition.EXPLORER:
        region = stem.removesuffix(PRELIMINARY_NAME).removeprefix("kkr").removeprefix(OVERVIEW)
        return f"{Edition.EXPLORER}{region}"
    return f"{stem}{_SUFFIX}" if edition is Edition.SHORT else stem


def keywords(fingerprint: str, edition: Edition) -> str:
    """Return the keywords of a file: the fingerprint of its figures, and the edition unless it is full."""
    return f"{fingerprint}{_KEYWORDS.get(edition, '')}"


def edition_in(words: str) -> Edition:
    """Return the edition named in the keywords of a file."""
    found = (edition for edition, keyword in _KEYWORDS.items() if words.endswith(keyword))
    return next(found, Edition.FULL)


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
