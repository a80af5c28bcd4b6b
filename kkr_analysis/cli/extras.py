"""
What a plain ``pip install kkr-analysis`` leaves out, and what a command says that needs it.

The engine, the figures, JSON and the command itself need none of it. The lists stand in pyproject.toml as
extras; here are the names that the packages have when they are imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from kkr_analysis.errors import MissingPackageError

EXTRAS = {
    "bilag": (
        "PIL",
        "docx",
        "fontTools",
        "icalendar",
        "ipykernel",
        "jupyter_client",
        "jupyter_core",
        "matplotlib",
        "nbconvert",
        "nbformat",
        "pandas",
        "papermill",
        "weasyprint",
        "xlsxwriter",
    ),
    "app": (
        "PIL",
        "fontTools",
        "ipykernel",
        "ipywidgets",
        "jupyter_client",
        "jupyter_core",
        "matplotlib",
        "voila",
    ),
    "dask": ("distributed",),
    "signatur": ("pyhanko",),
}
"""The packages of each extra; one that is in two is asked for by the first."""
_SHOWN = 3


def require(extra: str) -> None:
    """Raise MissingPackageError unless every package of an extra is installed."""
    if missing := [name for name in EXTRAS[extra] if find_spec(name) is None]:
        raise _missing(missing, extra)


def explained(fault: ModuleNotFoundError) -> MissingPackageError | None:
    """Return what to say of a package that is not installed; None for one that is of no extra: a bug."""
    name = (fault.name or "").partition(".")[0]
    extra = next((extra for extra, packages in EXTRAS.items() if name in packages), None)
    return _missing([name], extra) if extra else None


def _missing(packages: Sequence[str], extra: str) -> MissingPackageError:
    more = len(packages) - _SHOWN
    named = ", ".join(packages[:_SHOWN]) + (f" og {more} til" if more > 0 else "")
    return MissingPackageError(
        f"Her mangler pakker, som kommandoen bruger ({named}); hent dem med: "
        f"pip install 'kkr-analysis[{extra}]'"
    )
