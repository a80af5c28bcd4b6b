"""
WeasyPrint, loaded without a search for its libraries where the system finds them by name.

It asks for each of them by the names of Windows first, and cffi starts a compiler and a linker to look for
such a name: a fifth of a second, for nothing. Where libraries are missing, whoever writes a PDF says so.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_LIBRARIES = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1")


@contextmanager
def _not_searched() -> Iterator[None]:
    """Suppress the search for libraries, if the system finds the required ones by name."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        with suppress(OSError):
            for name in _LIBRARIES:
                ctypes.CDLL(name)
            ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


with suppress(OSError), _not_searched():
    import weasyprint  # noqa: F401
