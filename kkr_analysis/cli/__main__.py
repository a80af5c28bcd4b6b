"""``python -m kkr_analysis.cli``: the command line without its installed script."""

from kkr_analysis.cli import main

main()
