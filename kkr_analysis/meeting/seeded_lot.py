"""
A lot drawn by the program, where the meeting asks it to: anybody can draw it again from the seed.

A lot is otherwise drawn by the chair and entered. This one takes no chance of its own: the seed is given, and
the order of the tied follows from it by SHA-256, which other programs compute too.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from kkr_analysis.allocation import DrawnLot, Tie


def drawn_by_program(tie: Tie, *, seed: str, day: date | None) -> DrawnLot:
    """
    Draw a lot for a tie.

    Rule: U4, U9, V7. Each of the tied gets the SHA-256 of "<seed> / <stage> / <name>" in UTF-8; those with
    the lowest are drawn, the lowest first. The note says that it was so, and the seed.
    """
    order = sorted(tie.tied, key=lambda name: mark(tie, name, seed=seed))
    return DrawnLot(
        stage=tie.stage,
        tied=tie.tied,
        winners=tuple(order[: tie.places]),
        drawn_on=day,
        note=f"Trukket af programmet efter mødets ønske, frø {seed}",
    )


def mark(tie: Tie, name: str, *, seed: str) -> str:
    """Return what one of the tied is ordered by: 64 hexadecimal digits."""
    return sha256(f"{seed} / {tie.stage} / {name}".encode()).hexdigest()
