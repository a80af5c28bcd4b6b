"""What a cell of a notebook shows."""

from __future__ import annotations


def show(*parts: object | None) -> None:
    """Display parts of a document one below the other; a part that there is not, None, is left out."""
    from IPython.core.display_functions import display  # only a notebook has it

    display(*[part for part in parts if part is not None])  # type: ignore[no-untyped-call]
