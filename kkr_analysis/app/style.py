"""The style sheet of the explorer, for the notebook that displays it."""

from __future__ import annotations

from importlib import resources

from kkr_analysis.presentation.markup import Html


def stylesheet() -> Html:
    """Return the style sheet of the explorer for a notebook to display."""
    css = (resources.files("kkr_analysis.app") / "app.css").read_text(encoding="utf-8")
    return Html(f"<style>\n{css}</style>")
