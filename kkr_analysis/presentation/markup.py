"""Danish HTML from templates: the only place where text becomes markup, so the only place that escapes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
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


def css() -> str:
    """Return the enclosure's style sheet."""
    return (resources.files("kkr_analysis.presentation") / "bilag.css").read_text(encoding="utf-8")


def stylesheet() -> Html:
    """Give a notebook the style of the page that is made from it."""
    return Html(f"<style>\n{css()}</style>")
