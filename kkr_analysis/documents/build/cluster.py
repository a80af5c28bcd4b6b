"""
Documents made on a Dask cluster that runs already.

    kkr build ──Dask──▶ its worker ──fork──▶ a process with one document ──fork──▶ kernel, its notebook
        ◀── files ──        ◀── files ──

A worker of the cluster sees the project under the same path, and before it builds it is asked what it would
build from. Only where that is what there is here, byte for byte and library for library, does it build at
all, so its files are those that would be made here.
"""

from __future__ import annotations

import multiprocessing
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kkr_analysis.documents.build.making import AnyTask, Maker, made
from kkr_analysis.documents.build.task import Files
from kkr_analysis.documents.build.unchanged import inputs_of
from kkr_analysis.documents.build.workers import Fault, Tell, as_sent, in_workers
from kkr_analysis.errors import BuildError
from kkr_analysis.jobs import runner


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A task on its way, with what it is built from here, and all modules that any of the tasks wants."""

    task: AnyTask
    inputs: str
    modules: tuple[str, ...]


def maker_on(address: str, jobs: int | None = None) -> Maker:
    """
    Return a maker on the cluster whose scheduler has this address.

    Raises SweepError where ``jobs`` here are asked for as well. The maker raises it for whatever is wrong
    with the cluster, and BuildError for a worker that would build from something else.
    """
    run = runner(jobs or 1, address)

    @contextmanager
    def make_there(
        tasks: Collection[AnyTask], tell: Tell[AnyTask]
    ) -> Iterator[Iterator[tuple[AnyTask, Files]]]:
        modules = tuple(sorted(frozenset[str]().union(*(task.modules for task in tasks))))
        sent = [_Sent(task=task, inputs=inputs_of(task), modules=modules) for task in tasks]
        with run(_made_there, sent) as answers:
            yield _received(answers, tell)

    return make_there


def _received(
    answers: Iterator[tuple[_Sent, Files | Fault]], tell: Tell[AnyTask]
) -> Iterator[tuple[AnyTask, Files]]:
    for sent, answer in answers:
        if isinstance(answer, Fault):
            raise answer.raised
        tell(sent.task, "")
        yield sent.task, answer


def _made_there(sent: _Sent) -> Files | Fault:
    """
    Make the files of a task in a worker of the cluster; a fault is an answer, or Dask would try it again.

    Dask's workers are daemons, which may have no children, lest these outlive them. Ours end with a parent.
    """
    multiprocessing.current_process().daemon = False
    try:
        _refuse_other_inputs(sent)
        with in_workers(made, [sent.task], jobs=1, modules=sent.modules) as results:
            [(_, files)] = results
    except Exception as fault:
        return as_sent(fault)
    return files


def _refuse_other_inputs(sent: _Sent) -> None:
    project = sent.task.project
    if not project.data.is_dir():
        raise BuildError(
            f"En worker på maskinen {socket.gethostname()} kan ikke se projektets mappe {project.root}. "
            "Intet er skrevet. Læg projektet, hvor alle workers kan nå det under samme sti, og prøv igen."
        )
    if inputs_of(sent.task) != sent.inputs:
        raise BuildError(
            f"En worker på maskinen {socket.gethostname()} ville bygge {sent.task.name} af andet end her: "
            "andre tal, notebooks, husstil eller programmer. Intet er skrevet. Giv den de samme filer i "
            f"{project.root} og de pakker, der står i requirements.lock, start den igen, og prøv så igen."
        )
