"""click in Danish: a catalogue of its messages, installed where click looks for one."""

from __future__ import annotations

import gettext

MESSAGES = {
    # The help page.
    "Usage:": "Brug:",
    "Options": "Tilvalg",
    "Commands": "Kommandoer",
    "Positional arguments": "Ord",
    "default: {default}": "ellers: {default}",
    "env var: {var}": "miljøvariabel: {var}",
    "required": "skal angives",
    "(dynamic)": "(regnes ud)",
    "Show this message and exit.": "Vis denne hjælp.",
    "Show the version and exit.": "Vis versionen.",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "deprecated": "udgår",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": (
        "Kommandoen {name} udgår.{extra_message}"
    ),
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": (
        "{name} udgår.{extra_message}"
    ),
    # What click does not understand.
    "Error: {message}": "Fejl: {message}",
    "Try '{command} {option}' for help.": "Se {command} {option}.",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Mente du en af disse: {possibilities}?",
    "No such option {name!r}.": "Ukendt tilvalg {name}.",
    "No such command {name!r}.": "Ukendt kommando {name!r}.",
    "Missing command.": "Der mangler en kommando.",
    "Missing argument": "Der mangler",
    "Missing option": "Der mangler tilvalget",
    "Missing parameter": "Der mangler",
    "Missing {param_type}": "Der mangler {param_type}",
    "Missing parameter: {param_name}": "Der mangler {param_name}",
    "Got unexpected extra argument ({args})": "Der er et ord for meget: {args}.",
    "Got unexpected extra arguments ({args})": "Der er flere ord for meget: {args}.",
    "Option {name!r} requires an argument.": "Tilvalget {name} mangler sin værdi.",
    "Option {name!r} requires {nargs} arguments.": "Tilvalget {name} skal have {nargs} værdier.",
    "Option {name!r} does not take a value.": "Tilvalget {name} skal ikke have en værdi.",
    "Argument {name!r} takes {nargs} values.": "{name} skal have {nargs} værdier.",
    # A value that is refused.
    "Invalid value: {message}": "Ugyldig værdi: {message}",
    "Invalid value for {param_hint}: {message}": "Ugyldig værdi for {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "fandt {value!r}, ventede et helt tal uden punktum.",
    "{value} is not in the range {range}.": "fandt {value}, ventede et tal x, hvor {range}.",
    "{value!r} is not one of {choices}.": "fandt {value!r}, ventede en af disse: {choices}.",
    "{value!r} is not {choice}.": "fandt {value!r}, ventede {choice}.",
    "Choice({choices})": "Valg({choices})",
    "Choose from:\n\t{choices}": "Vælg mellem:\n\t{choices}",
    "{value!r} does not match the format {format}.": "fandt {value!r}, ventede formen {format}.",
    "{value!r} does not match the formats {formats}.": "fandt {value!r}, ventede en af formerne {formats}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "fandt {value!r}, ventede ja eller nej som et af disse ord: {states}"
    ),
    "{value!r} is not a valid UUID.": "fandt {value!r}, ventede et UUID.",
    "{len_type} values are required, but {len_value} was given.": "fandt {len_value}, ventede {len_type}.",
    "{len_type} values are required, but {len_value} were given.": "fandt {len_value}, ventede {len_type}.",
    "Takes {nargs} values but 1 was given.": "fandt 1 værdi, ventede {nargs}.",
    "Takes {nargs} values but {len} were given.": "fandt {len} værdier, ventede {nargs}.",
    "Value must be an iterable.": "ventede flere værdier.",
    # Files.
    "file": "filen",
    "directory": "mappen",
    "path": "stien",
    "{name} {filename!r} does not exist.": "{name} {filename!r} findes ikke.",
    "{name} {filename!r} is a file.": "{name} {filename!r} er en fil.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} er en mappe.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} kan ikke læses.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} kan ikke skrives.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} kan ikke køres.",
    "Could not open file {filename!r}: {message}": "Filen {filename!r} kan ikke åbnes: {message}",
    "unknown error": "ukendt fejl",
    "Windows error: {error}": "Windows melder fejl {error}",
    # Questions, bars and editors, of which the commands have none yet.
    "Aborted!": "Afbrudt.",
    "Do you want to continue?": "Vil du fortsætte?",
    "Confirm the action without prompting.": "Gør det uden at spørge.",
    "Repeat for confirmation": "Gentag for en sikkerheds skyld",
    "Error: The two entered values do not match.": "Fejl: De to svar er ikke ens.",
    "Error: invalid input": "Fejl: Svaret kan ikke bruges.",
    "Press any key to continue...": "Tryk på en tast for at fortsætte …",
    "d": "d",
    "{editor}: Editing failed": "{editor}: filen blev ikke redigeret",
    "{editor}: Editing failed: {e}": "{editor}: filen blev ikke redigeret: {e}",
    # The shell's completion of a command.
    "Couldn't detect Bash version, shell completion is not supported.": (
        "Versionen af Bash kan ikke findes, så den kan ikke gøre kommandoer færdige."
    ),
    "Shell completion is not supported for Bash versions older than 4.4.": (
        "Bash kan først gøre kommandoer færdige fra version 4.4."
    ),
}
"""Every message of click to users; a test compares it with the installed version."""


class _Danish(gettext.NullTranslations):
    """Danish for MESSAGES; anything else, such as another library's text, is left as it is."""

    def gettext(self, message: str) -> str:
        return MESSAGES.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def speak_danish() -> None:
    """
    Give gettext the Danish catalogue for every text domain, click's among them.

    There is no .mo file: gettext would choose it by the languages of the environment, and an analyst with an
    English computer should still have Danish help pages.
    """
    gettext.translation = lambda *_args, **_kwargs: _Danish()  # type: ignore[assignment]
