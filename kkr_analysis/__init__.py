"""
Compute, explain and publish how a kommunekontaktråd (KKR) is composed.

The ten names of the engine stand in ``ENGINE`` in reading order; each has an example in its docstring.
Importing this package loads none of it. ``load_result`` starts from the figures of an election, ``Readings``
chooses between the readings of a rule, and whatever is wrong is a ``KkrError``. Appointments by any assembly
are in ``kkr_analysis.appointments``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kkr_analysis.allocation import (
        Alliance,
        DivisorMethod,
        DrawnLot,
        Tie,
        allocate_in_alliances,
        appoint,
        elect_in_order,
        highest_averages,
        largest_remainder,
        seat_margins,
    )
    from kkr_analysis.composition.comparison import variants
    from kkr_analysis.composition.seats import Composition, compose
    from kkr_analysis.data.load import load_result
    from kkr_analysis.errors import KkrError
    from kkr_analysis.rules import CapReading, OutsideReading, Readings, rule_set

__version__ = "0.1.0"

ENGINE = (
    "highest_averages",
    "largest_remainder",
    "DrawnLot",
    "Alliance",
    "allocate_in_alliances",
    "elect_in_order",
    "appoint",
    "compose",
    "seat_margins",
    "variants",
)
"""The names of docs/api.md, in reading order."""

__all__ = [
    "ENGINE",
    "Alliance",
    "CapReading",
    "Composition",
    "DivisorMethod",
    "DrawnLot",
    "KkrError",
    "OutsideReading",
    "Readings",
    "Tie",
    "__version__",
    "allocate_in_alliances",
    "appoint",
    "compose",
    "elect_in_order",
    "highest_averages",
    "largest_remainder",
    "load_result",
    "rule_set",
    "seat_margins",
    "variants",
]


_PLACES = {
    "variants": "composition.comparison",
    "Composition": "composition.seats",
    "compose": "composition.seats",
    "load_result": "data.load",
    "KkrError": "errors",
    "CapReading": "rules",
    "OutsideReading": "rules",
    "Readings": "rules",
    "rule_set": "rules",
}
"""Where a name stands that is not the allocation's."""


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for: the command has to hear Ctrl-C before its engine is read."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'allocation')}"), name)


def __dir__() -> list[str]:
    return __all__
