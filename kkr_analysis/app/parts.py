"""
The widgets that the pages are built of.

They share one layout and their styles: a browser fetches every model by itself, so fewer models show the
page sooner. Their looks are in the style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets

from kkr_analysis.presentation.markup import render


class Parts:
    """Makes widgets for one page; ``name`` is the class of a widget for the style sheet."""

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

    def tick(self, shown: str, aloud: str = "", *, is_on: bool, tooltip: str = "") -> widgets.Checkbox:
        """Make a box to tick: ``shown`` is seen, and with ``aloud`` after it read aloud."""
        description = render("tick.html.j2", shown=shown, aloud=aloud).source
        return self._made(
            widgets.Checkbox,
            value=is_on,
            description=description,
            description_allow_html=True,
            tooltip=tooltip or None,
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


class Setting:
    """Whether the program is setting controls itself, so that nobody's answer is taken from them."""

    def __init__(self) -> None:
        self.is_on = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Set controls without taking over what they say."""
        before, self.is_on = self.is_on, True
        try:
            yield
        finally:
            self.is_on = before


def offer(dropdown: widgets.Dropdown, options: Sequence[tuple[str, Any]]) -> None:
    """Offer other choices in a list, and keep the one made where it is still there."""
    if tuple(options) == tuple(dropdown.options):
        return
    chosen = dropdown.value
    dropdown.options = tuple(options)
    if chosen in [value for _, value in options]:
        dropdown.value = chosen
