"""click in Danish: its own words in help pages and error messages."""

from __future__ import annotations

import click


class DanishCommand(click.Command):
    """A command whose help page is Danish."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[VALG]")
        formatter.write_usage(ctx.command_path, pieces.replace("COMMAND [ARGS]...", "KOMMANDO …"), "Brug: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section("Valg"):
            formatter.write_dl([(name, text.replace("[default: ", "[ellers: ")) for name, text in records])

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
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(80)) for name in self.list_commands(ctx)]
            )


def explained(error: click.ClickException) -> str:
    """Say a click error in Danish, with the next step."""
    context = getattr(error, "ctx", None)
    more = f" Se {context.command_path} --help." if context else ""
    match error:
        case click.NoSuchOption():
            near = f" Mente du {error.possibilities[0]}?" if error.possibilities else ""
            return f"Ukendt valg {error.option_name}.{near}{more}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"Der mangler {name}.{more}"
        case click.BadOptionUsage():
            return f"Valget {error.option_name} er brugt forkert: der mangler en værdi.{more}"
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"Ugyldig værdi for {name}.{more}"
        case click.FileError():
            return f"Filen {error.ui_filename} kan ikke åbnes."
        case _:
            return f"Kommandoen er ikke forstået ({error.format_message()}).{more}"
