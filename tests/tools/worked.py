"""Work for workers, where every process can import it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator
from pathlib import Path

from kkr_analysis.errors import UnreadableFileError

PLANTED = "import fractions\nplanted = 1\nfractions.planted = 1\nprint('planted')"
LOOKED_FOR = "import fractions\nprint('planted' in dir(), hasattr(fractions, 'planted'))"


def run_cell(source: str) -> Generator[str, None, str]:
    """Run one cell in a notebook of its own, and return what it prints."""
    import tempfile

    import nbformat

    from kkr_analysis.documents.build.execute import run_notebook
    from kkr_analysis.documents.build.kernels import kernel_manager
    from kkr_analysis.documents.build.workers import end_with_parent

    manager = kernel_manager()
    end_with_parent()
    parameters = nbformat.v4.new_code_cell("x = 1", metadata={"tags": ["parameters"]})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(
        cells=[parameters, nbformat.v4.new_code_cell(source)], metadata=kernel
    )
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder) / "x.ipynb")
        yield "notebook"
        run = run_notebook(Path(folder) / "x.ipynb", parameters={}, folder=Path(folder), manager=manager)
    return "".join(output["text"] for output in run.cells[-1].outputs)


def doubled(number: int) -> Generator[str, None, int]:
    """Return twice a number, in two steps; a negative one is a fault."""
    yield "begynder"
    yield "fordobler"
    if number < 0:
        raise UnreadableFileError("tallet", "det er negativt")
    return 2 * number


def variable(name: str) -> Generator[str, None, str | None]:
    """Return a variable of the environment."""
    yield "begynder"
    return os.environ.get(name)


def stopped(_: object) -> Generator[str, None, None]:
    """Be stopped from outside."""
    yield "begynder"
    os.kill(os.getpid(), signal.SIGKILL)


def stopped_once(folder: Path) -> Generator[str, None, str]:
    """Be stopped from outside the first time, and say the second time that it is."""
    yield "begynder"
    try:
        (folder / "begyndt").mkdir()
    except FileExistsError:
        return "anden gang"
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def asleep(folder: Path) -> Generator[str, None, None]:
    """Note who works and a process that it started, and work for ten minutes."""
    child = os.fork()
    if child == 0:
        time.sleep(600)
    (folder / "processer").write_text(f"{os.getpid()} {child}")
    yield "sover"
    time.sleep(600)
