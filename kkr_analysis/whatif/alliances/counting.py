"""One chunk of a sweep counted, in whatever process that is."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeAlias

from kkr_analysis import __version__
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import Chunk
from kkr_analysis.whatif.alliances.tally import Tally, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One chunk, its tally, and the version of kkr_analysis that counted it."""

    chunk: Chunk
    tally: Tally
    version: str


Parts: TypeAlias = Generator[Part, None, None]
"""Parts as they are finished, in any order. To close it ends what was started for it."""


def count(contenders: Contenders, seats: int, chunk: Chunk) -> Part:
    """Count one chunk, in whatever process this is."""
    return Part(chunk=chunk, tally=tally(contenders, seats, chunk), version=__version__)
