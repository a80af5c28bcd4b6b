"""The command line: one module per command. It parses, calls the package and prints one message."""

from kkr_analysis.cli.entry import main

__all__ = ["main"]
