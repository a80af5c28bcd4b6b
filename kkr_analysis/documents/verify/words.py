"""What a file says, as places and words; a picture, which has no words, by a short name for its bytes."""

from __future__ import annotations

import hashlib

Words = list[tuple[str, str]]
"""Place in the file, and the word or figure that stands there."""


def named(picture: bytes) -> str:
    """Return a name that another picture does not have."""
    return f"billede-{hashlib.sha256(picture).hexdigest()[:12]}"
