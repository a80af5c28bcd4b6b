"""Danish HTML from templates: the only place where text becomes markup, so the only place that escapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kkr_analysis import danish

TEMPLATES = Environment(
    loader=PackageLoader("kkr_analysis.presentation"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {
    "whole": danish.whole,
    "decimals": danish.decimals,
    "quotient": danish.quotient,
    "percent": danish.percent,
    "signed": danish.signed,
    "day": danish.day,
    "listed": danish.listed,
    "lower_first": danish.lower_first,
}
TEMPLATES.globals["counted"] = danish.counted


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of the enclosure as HTML; Jupyter shows it as it is."""

    source: str

    def _repr_html_(self) -> str:
        return self.source


def render(template: str, **values: Any) -> Html:
    """Fill in a template of this package. Every value is escaped; a missing one is an error."""
    return Html(TEMPLATES.get_template(template).render(**values).strip())
