"""
The widgets that the explorer is built of.

They share one layout and their styles: a browser fetches every model by itself, so fewer models show the
page sooner. Their looks are in the style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from kkr_analysis.presentation.markup import render


class Parts:
    """Makes widgets for one explorer; ``name`` is the class of a widget for the style sheet."""

    def __init__(self) -> None:
        self._layout = widgets.Layout()
        self._styles: dict[type[widgets.Widget], Any] = {}

    def dropdown(self, description: str, options: Sequence[Any], value: Any) -> widgets.Dropdown:
        """Make a list to choose from."""
        return self._made(widgets.Dropdown, description=description, options=options, value=value)

    def text(self, description: str, **options: Any) -> widgets.Text:
        """Make a text field, read when it is left or Enter is pressed."""
        return self._made(widgets.Text, description=description, continuous_update=False, **options)

    def button(self, description: str) -> widgets.Button:
        """Make a button."""
        return self._made(widgets.Button, description=description)

    def file(self, description: str, accept: str) -> widgets.FileUpload:
        """Make a button that opens a file."""
        return self._made(widgets.FileUpload, description=description, accept=accept, icon="")

    def tick(self, letter: str, party: str, alliance: int, *, is_on: bool) -> widgets.Checkbox:
        """Make the box of a party in one alliance: the letter is seen, and the whole is read aloud."""
        description = render("tick.html.j2", letter=letter, alliance=alliance).source
        return self._made(
            widgets.Checkbox,
            value=is_on,
            description=description,
            description_allow_html=True,
            tooltip=party,
            indent=False,
        )

    def html(self, source: str = "", name: str = "") -> widgets.HTML:
        """Make a place for HTML."""
        return self._made(widgets.HTML, name, value=source)

    def row(self, *children: widgets.Widget, name: str = "") -> widgets.HBox:
        """Put widgets beside each other."""
        return self._made(widgets.HBox, name, children=children)

    def column(self, *children: widgets.Widget, name: str = "") -> widgets.VBox:
        """Put widgets below each other."""
        return self._made(widgets.VBox, name, children=children)

    def _made(self, kind: Any, name: str = "", **options: Any) -> Any:
        if kind in self._styles:
            options["style"] = self._styles[kind]
        made = kind(layout=self._layout, **options)
        if made.has_trait("style"):
            self._styles[kind] = made.style
        if name:
            made.add_class(name)
        return made
