"""The pages of what-ifs as they are published: each scenario by itself, and a ledger of what was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from kkr_analysis.documents.build.delivery import Delivery
from kkr_analysis.documents.build.unchanged import LEDGER, Built, ledger_text, read_ledger, updated
from kkr_analysis.documents.build.what_ifs import FOLDER, FORMATS, PREFIX, WhatIfTask, refuse_impossible


def what_if_pages(tasks: Sequence[WhatIfTask]) -> tuple[Delivery, ...]:
    """
    Return a delivery for each scenario: its pages stand as soon as they are made, whatever becomes of others.

    Raises ScenarioError with all that is wrong with the scenarios.
    """
    refuse_impossible(tasks)
    return tuple(
        Delivery(folder=FOLDER, tasks=(task,), beside=partial(_with_ledger, task.slug)) for task in tasks
    )


def _with_ledger(slug: str, staged: Path, standing: Path, made: Mapping[str, Built]) -> list[Path]:
    """Write the ledger; return the scenario's pages of other formats that were made from something else."""
    known = updated(read_ledger(standing), made)
    (staged / LEDGER).write_text(ledger_text(known, {}), encoding="utf-8")
    paths = [f"{PREFIX}{slug}.{format_}" for format_ in FORMATS]
    return [
        standing / path for path in paths if path not in known[slug].files and (standing / path).is_file()
    ]
