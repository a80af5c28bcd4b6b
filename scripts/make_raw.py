"""
Make ``data/raw`` from the compiled figures. Run once per delivery of figures, never to mend a file.

    python scripts/make_raw.py --figures DIR --into data/raw

The same figures give the same bytes. Files that an analyst has changed since are overwritten, cards and all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from raw.elections import write_kv2013, write_kv2021, write_kv2025
from raw.registry import write_registry


def main(arguments: Sequence[str] | None = None) -> None:
    """Write every file and its card."""
    parser = argparse.ArgumentParser(description="Make data/raw from the compiled figures.")
    parser.add_argument("--figures", type=Path, required=True, help="folder with the compiled figures")
    parser.add_argument("--into", type=Path, required=True, help="the project's data/raw")
    chosen = parser.parse_args(arguments)
    for write in (write_registry, write_kv2013, write_kv2021, write_kv2025):
        write(chosen.figures, chosen.into)


if __name__ == "__main__":
    main()
