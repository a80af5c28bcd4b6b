"""The style sheet of every page: the enclosure's own, followed by what the house style changes."""

from __future__ import annotations

from importlib import resources

from kkr_analysis.presentation.fonts import embedded_face, quoted
from kkr_analysis.presentation.house_style import Colours, Font, HouseStyle, house_style
from kkr_analysis.presentation.markup import Html

FALLBACKS = 'Verdana, "Segoe UI", sans-serif'


def css(style: HouseStyle | None = None) -> str:
    """Return the style sheet; without a house style, that of the project of the current folder."""
    style = house_style() if style is None else style
    standard = (resources.files("kkr_analysis.presentation") / "bilag.css").read_text(encoding="utf-8")
    return standard + chosen(style)


def stylesheet(style: HouseStyle | None = None) -> Html:
    """Give a notebook the style of the page that is made from it."""
    return Html(f"<style>\n{css(style)}</style>")


def chosen(style: HouseStyle) -> str:
    """Return the rules that a house style adds; nothing where it is the package's own."""
    standard = HouseStyle()
    rules = []
    if (style.light, style.dark) != (standard.light, standard.dark):
        rules.append(f":root {{ {_variables(style.light)} }}")
        rules.append(_margins(f"color: {style.light.soft}"))
        dark = f":root {{ {_variables(style.dark)} }}"
        rules.append(f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}")
    if style.font != standard.font:
        rules.append(f"html {{ font-family: {quoted(style.font.name)}, {FALLBACKS} }}")
        rules.append(_margins(f"font-family: {quoted(style.font.name)}"))
    return "".join(f"{rule}\n" for rule in rules)


def _variables(colours: Colours) -> str:
    """Return the colours as the variables of the style sheet."""
    return "; ".join(f"--{name}: {getattr(colours, name)}" for name in colours.__dataclass_fields__)


def _margins(declaration: str) -> str:
    """Return a rule for the running lines at the foot of a printed page."""
    return f"@page {{ @bottom-left {{ {declaration} }} @bottom-right {{ {declaration} }} }}"


def screen_fonts(font: Font, text: str) -> str:
    """
    Return the rules that carry the font of a page with the drawings in it; ``text`` is all that it says.

    A printer of PDF brings the font as a file, which it need not unpack first.
    """
    faces = (
        embedded_face(font.name, "normal", text, font.normal),
        embedded_face(font.name, "bold", text, font.bold),
    )
    return f"@media screen {{ {' '.join(faces)} }}\n"
