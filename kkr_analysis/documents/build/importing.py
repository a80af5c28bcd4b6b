"""
Imports of large libraries, and nothing beside them: they are a third of what building a document costs.

Some libraries import others that a build hardly ever uses. Those are there by name at once, and are loaded by
whoever reads something from them.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

POSTPONED = frozenset({"arrow", "fontTools.subset", "requests"})
"""For dates in a notebook's schema, a WeasyPrint without HarfBuzz, and notebooks on the web."""


class _Postponing(MetaPathFinder):
    """Finds the postponed libraries, and has them loaded later."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in POSTPONED else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def importing() -> Iterator[None]:
    """
    Import inside the ``with`` without what is not used, and without collecting garbage.

    An import makes no garbage, and looking costs a tenth of its time. What there is by then is not looked
    through afterwards either, so no forked process copies it for that.
    """
    finder, was_enabled = _Postponing(), gc.isenabled()
    sys.meta_path.insert(0, finder)
    gc.disable()
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        gc.freeze()
        if was_enabled:
            gc.enable()
