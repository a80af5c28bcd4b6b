"""click in Danish: its own words in help pages and error messages."""

from __future__ import annotations

import re

import click

from kkr_analysis.danish import did_you_mean
from kkr_analysis.errors import UnknownChoiceError

WORDS = {"[default: ": "[ellers: ", "[required]": "[skal angives]"}
REFUSED = re.compile(r"(.*?) is not ")
"""How click says which value it refuses."""
RANGE = re.compile(r"(\d+)<=x<=(\d+)")
LONGEST_SHORT_HELP = 120
"""Characters of what the list of commands says of each; click cuts off in mid-sentence."""


class DanishCommand(click.Command):
    """A command whose help page is Danish."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[TILVALG]")
        formatter.write_usage(ctx.command_path, pieces.replace("COMMAND [ARGS]...", "KOMMANDO …"), "Brug: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Tilvalg"):
            formatter.write_dl([(name, in_danish(text)) for name, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` with a Danish text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Vis denne hjælp."
        return option


class DanishGroup(DanishCommand, click.Group):
    """A group of commands whose help page is Danish."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section("Kommandoer"):
            names = self.list_commands(ctx)
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(LONGEST_SHORT_HELP)) for name in names]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; raise UnknownChoiceError with the nearest one where there is none."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        known = self.list_commands(ctx)
        hint = did_you_mean(args[0], known)
        raise UnknownChoiceError(f"Ukendt kommando: {args[0]!r}. {hint}Vælg mellem {', '.join(known)}.")


def in_danish(text: str) -> str:
    """Put click's remarks about an option into Danish."""
    for english, danish in WORDS.items():
        text = text.replace(english, danish)
    return RANGE.sub(r"fra \1 til \2", text)


def explained(error: click.ClickException) -> str:
    """Say a click error in Danish, with the next step."""
    context = getattr(error, "ctx", None)
    more = f" Se {context.command_path} --help." if context else ""
    match error:
        case click.NoSuchOption():
            near = f" Mente du {error.possibilities[0]}?" if error.possibilities else ""
            return f"Ukendt tilvalg {error.option_name}.{near}{more}"
        case click.MissingParameter():
            return f"Der mangler {name_of(error.param)}.{more}"
        case click.BadOptionUsage():
            own = error.option_name
            return f"Tilvalget {own} mangler en værdi eller har en, som det ikke skal have.{more}"
        case click.BadParameter():
            return f"Ugyldig værdi for {name_of(error.param)}{instead_of(error)}.{more}"
        case click.FileError():
            return f"Filen {error.ui_filename} kan ikke åbnes."
        case _:
            return f"Kommandoen er ikke forstået: der er et eller flere ord for meget.{more}"


def instead_of(error: click.BadParameter) -> str:
    """Say what was found and what was expected, for the kinds of value that the commands have."""
    found = REFUSED.match(error.message)
    match error.param and error.param.type:
        case click.types.IntRange(min=least, max=most):
            expected = f"et helt tal fra {least} til {most}"
        case click.types.IntParamType():
            expected = "et helt tal uden punktum"
        case _:
            return ""
    return f": fandt {found[1]}, ventede {expected}" if found else f": ventede {expected}"


def name_of(parameter: click.Parameter | None) -> str:
    """Name a parameter as it is typed: REGION, --note."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.human_readable_name.removesuffix("…") if parameter else "et ord"
