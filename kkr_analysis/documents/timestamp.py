"""The day that a file says it was made: the enclosure's own, so that the same figures give the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from kkr_analysis.errors import BuildError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that a build is to carry instead (reproducible-builds.org)."""


def made_at(day: date) -> datetime:
    """
    Return the moment that goes into the metadata of a file: midnight of ``day``, or the one in VARIABLE.

    Raises BuildError where the variable is no number of seconds.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise BuildError(
            f"{VARIABLE} er {given!r}, men skal være et antal sekunder siden 1970. Intet er skrevet. "
            f"Ret miljøvariablen, eller fjern den med: unset {VARIABLE}"
        ) from None
