"""The contrast between two colours by WCAG 2.2, for text and for shapes."""

from __future__ import annotations

import re

TEXT_CONTRAST = 4.5
"""WCAG 1.4.3, for text against its background."""
GRAPHIC_CONTRAST = 3.0
"""WCAG 1.4.11, for a shape against the paper."""
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _luminance(colour: str) -> float:
    """WCAG's relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio between two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
