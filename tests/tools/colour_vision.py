"""
How colours look to a reader without one kind of cone, and how far apart two colours are.

The matrices are those of Gustavo M. Machado, Manuel M. Oliveira and Leandro A. F. Fernandes, "A
physiologically-based model for simulation of color vision deficiency", IEEE Transactions on Visualization and
Computer Graphics 15 (2009), at severity 1.0. They apply to linear RGB. Differences are CIE76: the distance in
CIELAB (D65).
"""

from __future__ import annotations

from math import dist

MACHADO = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def seen(colour: str, deficiency: str) -> str:
    """Return ``#rrggbb`` as it looks with the deficiency, one of MACHADO."""
    return "#" + "".join(f"{round(255 * encoded(c)):02x}" for c in times(MACHADO[deficiency], linear(colour)))


def difference(one: str, other: str) -> float:
    """Return CIE76's colour difference of two colours; about 2 is just noticeable side by side."""
    return dist(lab(one), lab(other))


def lab(colour: str) -> tuple[float, float, float]:
    x, y, z = (
        value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
        for value in (c / w for c, w in zip(times(TO_XYZ, linear(colour)), WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def encoded(channel: float) -> float:
    channel = min(max(channel, 0.0), 1.0)
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def times(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
