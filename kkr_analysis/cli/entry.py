"""The group of commands, and how every one of them ends: exit status and one message."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

import click

from kkr_analysis.cli.app import app
from kkr_analysis.cli.build import build
from kkr_analysis.cli.check import check
from kkr_analysis.cli.compare import compare
from kkr_analysis.cli.danish_click import DanishGroup, explained
from kkr_analysis.cli.import_ import import_
from kkr_analysis.cli.new_election import new_election
from kkr_analysis.cli.pacts import pacts
from kkr_analysis.cli.seal import seal_
from kkr_analysis.cli.uncertainty import uncertainty
from kkr_analysis.cli.verify import verify
from kkr_analysis.cli.whatif import whatif
from kkr_analysis.errors import KkrError

BAD_INPUT = 2
INTERRUPTED = 130
HANGUP = getattr(signal, "SIGHUP", None)
"""None on Windows."""
ENDINGS = [signal.SIGINT, signal.SIGTERM]
if HANGUP and signal.getsignal(HANGUP) is not signal.SIG_IGN:  # as nohup has it
    ENDINGS.append(HANGUP)


@click.group(cls=DanishGroup)
def cli() -> None:
    """Regn KKR's sammensætning ud, og lav bilaget til dagsordenen."""


for command in (app, build, import_, check, seal_, compare, new_election, pacts, uncertainty, verify, whatif):
    cli.add_command(command)


def interrupt(_signum: int, _frame: FrameType | None) -> Any:
    """Let a terminated build clean up like an interrupted one, undisturbed by a second signal."""
    for name in ENDINGS:
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line: exit status 0, 2 for bad input, 130 when interrupted; a traceback is a bug."""
    for name in ENDINGS:
        signal.signal(name, interrupt)
    try:
        cli.main(prog_name="kkr", standalone_mode=False)
    except KkrError as error:
        click.echo(f"Fejl: {error}", err=True)
        sys.exit(BAD_INPUT)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        sys.exit(BAD_INPUT)
    except click.ClickException as error:
        click.echo(f"Fejl: {explained(error)}", err=True)
        sys.exit(BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Afbrudt. Intet er skrevet.", err=True)
        sys.exit(INTERRUPTED)
