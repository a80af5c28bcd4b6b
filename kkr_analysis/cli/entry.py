"""The group of commands, and how every one of them ends: exit status and one message."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kkr_analysis import __version__
from kkr_analysis.cli.app import app
from kkr_analysis.cli.build import build
from kkr_analysis.cli.check import check
from kkr_analysis.cli.compare import compare
from kkr_analysis.cli.danish_click import speak_danish
from kkr_analysis.cli.extras import explained
from kkr_analysis.cli.import_ import import_
from kkr_analysis.cli.init import init
from kkr_analysis.cli.meeting import meeting
from kkr_analysis.cli.new_election import new_election
from kkr_analysis.cli.new_meeting import new_meeting
from kkr_analysis.cli.pacts import pacts
from kkr_analysis.cli.seal import seal_
from kkr_analysis.cli.sign import sign
from kkr_analysis.cli.streams import OutputError, abandon, open_streams
from kkr_analysis.cli.uncertainty import uncertainty
from kkr_analysis.cli.vacancy import vacancy
from kkr_analysis.cli.verify import verify
from kkr_analysis.cli.whatif import whatif
from kkr_analysis.errors import KkrError, reason

BAD_INPUT = 2
NOBODY_READS = 141
"""What a shell says of a command whose reader has gone: 128 and the number of SIGPIPE."""
LONGEST_NAME = 100
"""Characters of a file's name in a message; the system may have refused one of thousands."""


@click.group(options_metavar="[TILVALG]", subcommand_metavar="KOMMANDO …")
@click.version_option(__version__, message="kkr %(version)s", help="Vis versionen.")
def cli() -> None:
    """Regn KKR's sammensætning ud, og lav bilaget til dagsordenen."""


COMMANDS = (
    init,
    app,
    build,
    import_,
    check,
    seal_,
    sign,
    compare,
    meeting,
    new_election,
    new_meeting,
    pacts,
    uncertainty,
    vacancy,
    verify,
    whatif,
)

for command in COMMANDS:
    command.options_metavar = "[TILVALG]"
    # The whole first paragraph: click would cut it off at the width of the terminal.
    command.short_help = (command.help or "").partition("\n\n")[0]
    cli.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command, and return its exit status.

    2 with one Danish message for what is asked or given wrongly and for what the system refuses; the
    command's own status otherwise. Any other exception is a bug, and is raised.
    """
    speak_danish()
    try:
        open_streams()
        try:
            status = cli.main(args=arguments, prog_name="kkr", standalone_mode=False) or 0
        except SystemExit as end:
            status = end.code
        return int(status or 0)
    except OutputError as lost:
        abandon(sys.stdout)
        return NOBODY_READS if lost.is_unread else _refused(str(lost))
    except KkrError as error:
        return _refused(str(error))
    except ModuleNotFoundError as fault:
        if missing := explained(fault):
            return _refused(str(missing))
        raise
    except click.exceptions.NoArgsIsHelpError as error:
        _tell(error.ctx.get_help())
        return BAD_INPUT
    except click.ClickException as error:
        return _refused(_explained(error))
    except click.Abort as aborted:
        raise KeyboardInterrupt(*getattr(aborted.__cause__, "args", ())) from aborted  # with what it says
    except (OSError, UnicodeError, RecursionError, MemoryError) as fault:
        return _refused(_told(fault))


def _refused(message: str) -> int:
    _tell(f"Fejl: {message}")
    return BAD_INPUT


def _tell(message: str) -> None:
    """Write a message to standard error, if anything can be written there."""
    try:
        click.echo(message, err=True)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def _explained(error: click.ClickException) -> str:
    """Say a click error with the next step; click's own form takes three lines."""
    context = getattr(error, "ctx", None)
    return f"{error.format_message()}{f' Se {context.command_path} --help.' if context else ''}"


def _told(fault: OSError | UnicodeError | RecursionError | MemoryError) -> str:
    """Say in Danish what the system has refused, where no other room has said it better."""
    match fault:
        case OSError(filename=None) if not _has_current_folder():
            return "Mappen, du står i, findes ikke længere. Gå til projektets mappe med cd, og prøv igen."
        case OSError(filename=str() | bytes() as name):
            shown = os.fsdecode(name)
            cut = shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…"
            return f"{cut} kan ikke bruges: {reason(fault)}. Ret det, og prøv igen."
        case OSError():
            return f"Kommandoen kan ikke gøres færdig: {reason(fault)}. Ret det, og prøv igen."
        case UnicodeError():
            return "En fil eller et navn er ikke i tegnsættet UTF-8. Gem eller omdøb, og prøv igen."
        case RecursionError():
            return "En fil er for dybt indlejret til at kunne læses. Hent den igen."
        case _:
            return "Computeren har ikke hukommelse nok. Luk andre programmer, og prøv igen."


def _has_current_folder() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True
