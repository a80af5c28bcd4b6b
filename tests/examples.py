"""How many examples a property is tried on: all its own in ``make test-full``, else a share."""

from __future__ import annotations

from hypothesis import settings

FULL = 100
"""What a profile has as its number of examples when every property gets all of its own."""


def examples(number: int) -> settings:
    """Try a property on that many examples under the full profile, and on the profile's share otherwise."""
    return settings(max_examples=max(number * settings().max_examples // FULL, 10))
