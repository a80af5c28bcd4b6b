"""
Write the pages of the documentation that are made of something else.

    .venv/bin/python scripts/make_site_pages.py

``docs/notebooks/<name>.md`` is a notebook that was run, with its code and what came of it; git keeps it, so
that it can be read without the site. ``docs/projekt/<name>.md`` is a page that lies elsewhere in the project.
`make docs` does this first.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager

from kkr_analysis.documents.build.execute import run_notebook
from kkr_analysis.presentation.markup import html_of
from kkr_analysis.presentation.passage import blocks_in

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
NOTEBOOKS = DOCS / "notebooks"
PROJECT = DOCS / "projekt"
ELSEWHERE = {
    "bidrag": "CONTRIBUTING.md",
    "sikkerhed": "SECURITY.md",
    "fund": "findings/README.md",
    "aendringer": "CHANGELOG.md",
}
TERM = "2022-2026"
PARAMETERS: dict[str, dict[str, Any]] = {
    "bilag": {"region": "midtjylland", "term": TERM},
    "landsoverblik": {"term": TERM},
    "efterregn": {"region": "midtjylland", "term": TERM, "parti": "A"},
    "scenarie": {"file": "scenarier/c-og-v.toml"},
}
TITLES = {
    "bilag": "Bilaget som notebook",
    "landsoverblik": "Landsoverblikket som notebook",
    "scenarie": "Et tænkt eksempel som notebook",
}
HIDDEN = ("injected-parameters",)
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
"""The style that an output brings along: the site has its own."""


def main() -> None:
    """Write every page anew."""
    for folder in (NOTEBOOKS, PROJECT):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for name, file in ELSEWHERE.items():
        (PROJECT / f"{name}.md").write_text(moved(ROOT / file), encoding="utf-8")
        print(f"docs/projekt/{name}.md")
    for name, parameters in PARAMETERS.items():
        executed = run_notebook(
            ROOT / "notebooks" / f"{name}.ipynb",
            parameters=parameters,
            folder=ROOT,
            manager=AsyncKernelManager,
        )
        (NOTEBOOKS / f"{name}.md").write_text("\n\n".join(parts(name, executed)) + "\n", encoding="utf-8")
        print(f"docs/notebooks/{name}.md")


def moved(file: Path) -> str:
    """Return a page of the project, its links as seen from ``docs/projekt`` and to the site if it can be."""
    pages = {(ROOT / other).resolve(): f"{name}.md" for name, other in ELSEWHERE.items()}

    def link(match: re.Match[str]) -> str:
        address, _, place = match[1].partition("#")
        if "://" in address or not address:
            return match[0]
        target = (file.parent / address).resolve()
        is_on_site = target in pages or DOCS in target.parents
        seen = pages.get(target) or os.path.relpath(target, PROJECT)
        return f"]({seen}#{place})" if place and is_on_site else f"]({seen})"

    return re.sub(r"\]\(([^)]+)\)", link, file.read_text(encoding="utf-8"))


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
        picture = NOTEBOOKS / f"{name}-{label}.svg"
        picture.write_text("".join(drawing), encoding="utf-8")
        yield f"![Se billedet i bilaget, hvor det er beskrevet]({picture.name})"
    elif markup := data.get("text/html"):
        if table := STYLE.sub("", "".join(markup)).strip():
            yield html(table)
    elif text := data.get("text/plain"):
        yield f"```\n{''.join(text)}\n```"


def html(source: str) -> str:
    """Keep HTML in one block: an empty line would end it."""
    lines = (line for line in source.splitlines() if line.strip())
    return '<div class="output">\n' + "\n".join(lines) + "\n</div>"


if __name__ == "__main__":
    main()
