"""
Imports of large libraries, and nothing beside them: they are a third of what building a document costs.

Some libraries import others that a build hardly ever uses. Those are there by name at once, and are loaded by
whoever reads something from them.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

POSTPONED: Mapping[str, Collection[str]] = {
    "PIL.ImageCms": ("ImageCmsProfile",),
    "arrow": (),
    "bs4": ("BeautifulSoup",),
    "fontTools.subset": (),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
    "requests": (),
    "rfc3986_validator": ("validate_rfc3986",),
}
"""
For colour profiles, dates and addresses in a schema, pages that are parsed again, a WeasyPrint without
HarfBuzz, variable fonts, and notebooks on the web: with what others import *from* them, functions or classes
that are only called.
"""


class _Later(Loader):
    """Gives a module that is loaded when something is read from it, or when one of the names is called."""

    def __init__(self, loader: Loader, names: Collection[str]) -> None:
        self._loader, self._names = loader, names

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        known = vars(module)

        def loaded(attribute: str) -> Any:
            if attribute.startswith("__"):  # import itself asks every module for these
                raise AttributeError(attribute)
            if known.pop("__getattr__", None):
                self._loader.exec_module(module)
            return getattr(module, attribute)

        def promise(name: str) -> Callable[..., Any]:
            return lambda *given, **named: loaded(name)(*given, **named)

        known["__getattr__"] = loaded
        known.update((name, promise(name)) for name in self._names)


class _Postponing(MetaPathFinder):
    """Finds the postponed libraries, and has them loaded later."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in POSTPONED else None
        if spec is not None and spec.loader is not None:
            spec.loader = _Later(spec.loader, POSTPONED[name])
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
