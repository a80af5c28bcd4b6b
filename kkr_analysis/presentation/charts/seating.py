"""Where the seats of a half-circle stand: geometry in points, with the centre of the circle at (0, 0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import cos, dist, pi, sin

OUTERMOST = 205.0
"""Largest radius of the outer row: with the discs it fills the width of the page."""
WIDEST_PITCH = 37.0
"""Largest distance between neighbours, so that the discs of a body of nine do not grow out of proportion."""
FREE_RADIUS = 104.0
"""Kept free in the middle for the total."""
DISC = 0.9
"""Diameter of a disc as a part of the smallest distance between two centres; the rest is the gap."""
WORTH_A_ROW = 0.84
"""Fewer rows are kept as long as the discs are at least this part of the largest possible."""
_NEIGHBOUR = 1.45
"""Seats closer than this, in smallest distances, are neighbours."""
_MOST_ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """Centres of the seats from left to right, and the radius of a disc that fits them all."""

    centres: tuple[tuple[float, float], ...]
    disc_radius: float
    outer_radius: float
    """Radius of the outer row, through the centres."""
    inner_radius: float
    """Radius of the inner row."""
    rows: int


@lru_cache(maxsize=128)
def seating(seats: int) -> Seating:
    """
    The arrangement of ``seats`` seats in few rows with large discs.

    Few rows keep a party together: with two of them, its two seats are always neighbours. Raises ValueError
    without seats.
    """
    if seats < 1:
        raise ValueError("a half-circle needs at least one seat")
    candidates = [_in_rows(seats, rows) for rows in range(1, min(seats, _MOST_ROWS) + 1)]
    largest = max(candidate.disc_radius for candidate in candidates)
    return next(plan for plan in candidates if plan.disc_radius >= WORTH_A_ROW * largest)


def wedges(plan: Seating, sizes: Sequence[int]) -> list[list[tuple[float, float]]]:
    """
    The places of each party from left to right, in one piece where the rows allow it.

    Seats are taken by angle. Where the next one does not touch the party's others, a later one that does is
    taken instead, and the next party begins with the seat that was skipped.
    """
    free = list(plan.centres)
    reach = _NEIGHBOUR * 2 * plan.disc_radius / DISC
    taken: list[list[tuple[float, float]]] = []
    for size in sizes:
        wedge: list[tuple[float, float]] = []
        for _ in range(size):
            near = (
                place for place in free[: plan.rows] if any(dist(place, other) < reach for other in wedge)
            )
            place = next(near, free[0])
            free.remove(place)
            wedge.append(place)
        taken.append(wedge)
    return taken


def _in_rows(seats: int, rows: int) -> Seating:
    radii = _radii(seats, rows)
    placed: list[tuple[Fraction, int]] = []
    for row, count in enumerate(_seats_by_row(seats, radii)):
        # The share of the half-circle is kept as a fraction, so that no rounding decides who comes first.
        turns = [Fraction(i, count - 1) for i in range(count)] if count > 1 else [Fraction(1, 2)]
        placed.extend((turn, row) for turn in turns)
    centres = tuple(
        (-radii[row] * cos(pi * float(turn)), radii[row] * sin(pi * float(turn)))
        for turn, row in sorted(placed, key=_from_left_to_right)
    )
    nearest = min((dist(a, b) for a, b in combinations(centres, 2)), default=WIDEST_PITCH)
    return Seating(
        centres=centres,
        disc_radius=min(nearest, WIDEST_PITCH) * DISC / 2,
        outer_radius=radii[0],
        inner_radius=radii[-1],
        rows=rows,
    )


def _from_left_to_right(place: tuple[Fraction, int]) -> tuple[Fraction, int]:
    """Order of the seats; of those on one radius the outermost is first on the left and last on the right."""
    turn, row = place
    return turn, row if 2 * turn <= 1 else -row


def _radii(seats: int, rows: int) -> tuple[float, ...]:
    """Radii from the outer row inwards, one pitch apart, with as large a pitch as the page allows."""
    # With a pitch of 1 the rows have room for ``seats`` when their half-circles add up to seats - rows.
    tight = (seats - rows) / (pi * rows) + (rows - 1) / 2
    pitch = WIDEST_PITCH
    pitch = min(pitch, OUTERMOST / tight) if tight > 0 else pitch
    pitch = min(pitch, (OUTERMOST - FREE_RADIUS) / (rows - 0.5))
    outer = max(tight * pitch, FREE_RADIUS + (rows - 0.5) * pitch)
    return tuple(outer - row * pitch for row in range(rows))


def _seats_by_row(seats: int, radii: tuple[float, ...]) -> tuple[int, ...]:
    """Seats of each row: one by one to the row that stays widest apart, the outer one among equals."""
    counts = [1] * len(radii)
    for _ in range(seats - len(radii)):
        widest = max(range(len(radii)), key=lambda row: (radii[row] / counts[row], -row))
        counts[widest] += 1
    return tuple(counts)
