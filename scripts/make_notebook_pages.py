"""
Run every notebook, and write it as a page of the documentation with its code and what came of it.

    .venv/bin/python scripts/make_notebook_pages.py

writes ``docs/notebooks/<name>.md`` and its pictures, which git does not keep. `make docs` does this first.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager

from kkr_analysis.documents.build.execute import run_notebook
from kkr_analysis.presentation.markup import html_of
from kkr_analysis.presentation.passage import blocks_in

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "notebooks"
TERM = "2022-2026"
PARAMETERS: dict[str, dict[str, Any]] = {
    "bilag": {"region": "midtjylland", "term": TERM},
    "landsoverblik": {"term": TERM},
    "efterregn": {"region": "midtjylland", "term": TERM, "parti": "A"},
}
TITLES = {
    "bilag": "Bilaget som notebook",
    "landsoverblik": "Landsoverblikket som notebook",
}
HIDDEN = ("injected-parameters",)


def main() -> None:
    """Write every page anew."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir()
    for name, parameters in PARAMETERS.items():
        executed = run_notebook(
            ROOT / "notebooks" / f"{name}.ipynb",
            parameters=parameters,
            folder=ROOT,
            manager=AsyncKernelManager,
        )
        (PAGES / f"{name}.md").write_text("\n\n".join(parts(name, executed)) + "\n", encoding="utf-8")
        print(f"docs/notebooks/{name}.md")


def parts(name: str, executed: nbformat.NotebookNode) -> Iterator[str]:
    """Give the parts of a page: text as it stands, code in a fence, and every output below its code."""
    if name in TITLES:
        yield f"# {TITLES[name]}"
    for number, cell in enumerate(executed.cells):
        if cell.cell_type == "markdown":
            yield str(cell.source)
            continue
        if set(cell.metadata.get("tags", [])) & set(HIDDEN):
            continue
        yield f"```python\n{cell.source}\n```"
        for place, output in enumerate(cell.outputs):
            yield from shown(name, f"{number:02}-{place}", output.get("data", {}))


def shown(name: str, label: str, data: dict[str, Any]) -> Iterator[str]:
    """Give one output as HTML that Markdown leaves alone, or as a picture beside the page."""
    if blocks := blocks_in(data):
        yield html(html_of(blocks))
    elif drawing := data.get("image/svg+xml"):
        picture = PAGES / f"{name}-{label}.svg"
        picture.write_text("".join(drawing), encoding="utf-8")
        yield f"![Se billedet i bilaget, hvor det er beskrevet]({picture.name})"
    elif table := data.get("text/html"):
        if "<style" not in (source := "".join(table)):
            yield html(source)
    elif text := data.get("text/plain"):
        yield f"```\n{''.join(text)}\n```"


def html(source: str) -> str:
    """Keep HTML in one block: an empty line would end it."""
    lines = (line for line in source.splitlines() if line.strip())
    return '<div class="output">\n' + "\n".join(lines) + "\n</div>"


if __name__ == "__main__":
    main()
