"""Notebooks are thin: they ask in Danish and call the package; nothing in them needs a test of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

NOTEBOOKS = sorted(Path(__file__).parents[2].joinpath("notebooks").glob("*.ipynb"))
MAX_LINES = 8
DECISIONS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ClassDef,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.Try,
    ast.TryStar,
    ast.With,
    ast.AsyncWith,
)
DANISH = (
    "af alle at de den der det en er et for fra har her hvad hvem hver hvilke hvilken hvor hvordan i ikke "
)
DANISH += "kan med og om på som til ved"
ENGLISH = "and are how is of the this what which who with"

Notebook = Any
"""nbformat's NotebookNode, whose attributes are not typed."""


def has_outputs(notebook: Notebook) -> Iterator[str]:
    """Outputs and execution counts belong in reports/, never in git."""
    for number, cell in code_cells(notebook):
        if cell.outputs or cell.execution_count is not None:
            yield f"cell {number} has outputs or an execution count"


def parameter_faults(notebook: Notebook) -> Iterator[str]:
    """One cell is tagged for papermill and holds nothing but names with ASCII literals."""
    cells = [cell for _, cell in code_cells(notebook) if is_parameters(cell)]
    if len(cells) != 1:
        yield f"{len(cells)} cells are tagged parameters"
    for cell in cells:
        for statement in statements(cell):
            if not is_ascii_assignment(statement):
                yield f"not an ASCII literal with a name: {ast.unparse(statement)}"


def too_long(notebook: Notebook) -> Iterator[str]:
    for number, cell in code_cells(notebook):
        lines = sum(1 for line in cell.source.splitlines() if line.strip())
        if lines > MAX_LINES:
            yield f"cell {number} has {lines} lines, at most {MAX_LINES}"


def decides(notebook: Notebook) -> Iterator[str]:
    """What loops, branches off or is defined belongs in the package, where it is tested."""
    for number, cell in code_cells(notebook):
        for statement in statements(cell):
            for node in ast.walk(statement):
                if isinstance(node, DECISIONS):
                    yield f"cell {number} holds a {type(node).__name__}"


def unexplained(notebook: Notebook) -> Iterator[str]:
    """Every code cell answers the Danish text above it."""
    for number, cell in code_cells(notebook):
        if is_parameters(cell) or is_imports(cell):
            continue
        above = notebook.cells[number - 1] if number else None
        if above is None or above.cell_type != "markdown" or not is_danish(above.source):
            yield f"cell {number} has no Danish text above it"


def wrong_kernel(notebook: Notebook) -> Iterator[str]:
    name = notebook.metadata.get("kernelspec", {}).get("name")
    if name != "python3":
        yield f"the kernel is {name}, not python3"


CHECKS = (has_outputs, parameter_faults, too_long, decides, unexplained, wrong_kernel)


def code_cells(notebook: Notebook) -> Iterator[tuple[int, Any]]:
    return ((number, cell) for number, cell in enumerate(notebook.cells) if cell.cell_type == "code")


def statements(cell: Any) -> list[ast.stmt]:
    return ast.parse(cell.source).body


def is_parameters(cell: Any) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


def is_imports(cell: Any) -> bool:
    return all(isinstance(statement, ast.Import | ast.ImportFrom) for statement in statements(cell))


def is_ascii_assignment(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.isascii():
            pass
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name.isascii():
            pass
        case _:
            return False
    try:
        return repr(ast.literal_eval(value)).isascii()
    except ValueError:
        return False


def is_danish(text: str) -> bool:
    """Words, and no more English ones than Danish; a heading of one word may have none of either."""
    words = set(re.findall(r"\w+", text.lower()))
    danish, english = words.intersection(DANISH.split()), words.intersection(ENGLISH.split())
    return bool(words) and len(danish) >= len(english)


class TestNotebooks:
    @pytest.mark.parametrize("check", CHECKS)
    def test_every_notebook(self, check: Callable[[Notebook], Iterator[str]]) -> None:
        faults = [
            f"{path.name}: {fault}"
            for path in NOTEBOOKS
            for fault in check(nbformat.read(path, as_version=4))
        ]
        assert faults == []


def thin_notebook() -> Notebook:
    return new_notebook(
        cells=[
            new_markdown_cell("# Hvem sidder i KKR?"),
            new_code_cell("from kkr_analysis import bilag\nimport pandas as pd"),
            new_code_cell(
                'region = "midtjylland"\nterm: str = "2022-2026"', metadata={"tags": ["parameters"]}
            ),
            new_markdown_cell("## Hvor mange pladser har hvert parti?"),
            new_code_cell("seats = bilag.seats(region)\n\n[seat.winner for seat in seats]"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


class TestChecks:
    @pytest.mark.parametrize("check", CHECKS)
    def test_a_thin_notebook_passes(self, check: Callable[[Notebook], Iterator[str]]) -> None:
        assert list(check(thin_notebook())) == []

    def test_outputs(self) -> None:
        notebook = thin_notebook()
        notebook.cells[4].outputs = [new_output("stream", text="36")]
        notebook.cells[1].execution_count = 1
        assert len(list(has_outputs(notebook))) == 2

    def test_no_parameters_and_two_of_them(self) -> None:
        notebook = thin_notebook()
        notebook.cells[4].metadata.tags = ["parameters"]
        assert "2 cells are tagged parameters" in parameter_faults(notebook)
        notebook.cells[2].metadata.tags = notebook.cells[4].metadata.tags = []
        assert list(parameter_faults(notebook)) == ["0 cells are tagged parameters"]

    @pytest.mark.parametrize(
        "source",
        [
            'region = "Sjælland"',
            "år = 2022",
            "region = find()",
            "a = b = 1",
            "a += 1",
            "print(1)",
            "a: int",
            "a, b = 1, 2",
        ],
    )
    def test_a_parameter_that_is_no_ascii_literal(self, source: str) -> None:
        notebook = thin_notebook()
        notebook.cells[2].source = source
        assert len(list(parameter_faults(notebook))) == 1

    @pytest.mark.parametrize(("lines", "faults"), [(8, 0), (9, 1)])
    def test_length(self, lines: int, faults: int) -> None:
        notebook = thin_notebook()
        notebook.cells[4].source = "\n\n".join(["seats"] * lines)
        assert len(list(too_long(notebook))) == faults

    @pytest.mark.parametrize(
        "source",
        [
            "def seats(): ...",
            "async def seats(): ...",
            "class Seat: ...",
            "for seat in seats: show(seat)",
            "while seats: seats.pop()",
            "try:\n    seats\nfinally:\n    done",
            "try:\n    seats\nexcept* ValueError:\n    done",
            "with open(path): ...",
            "sort(seats, key=lambda seat: seat.number)",
            "if seats:\n    for seat in seats: show(seat)",
        ],
    )
    def test_a_decision(self, source: str) -> None:
        notebook = thin_notebook()
        notebook.cells[4].source = source
        assert len(list(decides(notebook))) == 1

    @pytest.mark.parametrize(
        "text", ["", "##", "## The seats", "## What is the number of seats for each party?"]
    )
    def test_a_cell_without_danish_text_above(self, text: str) -> None:
        notebook = thin_notebook()
        notebook.cells[3].source = text
        assert list(unexplained(notebook)) == ["cell 4 has no Danish text above it"]

    def test_two_code_cells_in_a_row_and_one_at_the_top(self) -> None:
        notebook = thin_notebook()
        del notebook.cells[3], notebook.cells[0]
        notebook.cells.insert(0, new_code_cell("bilag.show()"))
        assert len(list(unexplained(notebook))) == 2

    @pytest.mark.parametrize("metadata", [{}, {"kernelspec": {"name": "conda-env-kkr"}}])
    def test_another_kernel(self, metadata: dict[str, Any]) -> None:
        notebook = thin_notebook()
        notebook.metadata = nbformat.from_dict(metadata)
        assert len(list(wrong_kernel(notebook))) == 1
