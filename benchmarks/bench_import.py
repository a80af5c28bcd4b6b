"""
How fast the official files become figures, beside the bare parse of the same bytes in the same run.

Bare is `csv.reader` or `json.loads` over every file and nothing else. Import is all of `kkr import`:
recognise, check, add up, place, write with cards. Set KKR_OFFICIAL to the folder with the official files.
"""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kkr_analysis.data.importing import import_figures

ROOT = Path(__file__).parents[1]
OFFICIAL = Path(os.environ.get("KKR_OFFICIAL", ROOT / ".." / "shared" / "official"))
REPETITIONS = 7


def bare_csv(folder: Path) -> None:
    """Read and parse every CSV file, and keep the rows of one at a time."""
    for path in folder.rglob("*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def bare_json(folder: Path) -> None:
    """Read and parse every JSON file."""
    for path in folder.rglob("*.json"):
        json.loads(path.read_bytes().decode("utf-8-sig"))


@contextmanager
def empty_data(slug: str) -> Iterator[Path]:
    """Give a data folder with the project's registry and the lists placed by hand, and no figures."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "raw"
        shutil.copytree(ROOT / "data" / "raw", data, ignore=shutil.ignore_patterns("kv*"))
        placements = ROOT / "data" / "raw" / slug / "lister.csv"
        if placements.exists():
            (data / slug).mkdir()
            shutil.copy(placements, data / slug)
        yield data


def import_once(folder: Path, slug: str) -> float:
    """Import into a new data folder, and return how long the import alone takes."""
    with empty_data(slug) as data:
        return seconds(lambda: import_figures(folder, slug, data))


def seconds(run: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def peak(slug: str) -> float:
    """Return the largest memory of a process that imports once, in MB."""
    arguments = [sys.executable, __file__, slug]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Print a line per format: bare, import, ratio, memory."""
    if not OFFICIAL.is_dir():
        print(f"\nDe officielle filer er ikke i {OFFICIAL}: import er ikke målt. Angiv dem med KKR_OFFICIAL.")
        return
    print("\nImport af de officielle filer, ved siden af den blotte læsning af de samme bytes")
    for slug, bare in (("kv2021", bare_csv), ("kv2025", bare_json)):
        folder = OFFICIAL / slug
        pairs = [
            (seconds(lambda f=folder, b=bare: b(f)), import_once(folder, slug)) for _ in range(REPETITIONS)
        ]
        plain, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(own / other for other, own in pairs)
        print(
            f"  {slug}  {bare.__name__.removeprefix('bare_'):<5} blot læsning {plain * 1e3:>6.0f} ms   "
            f"import {ours * 1e3:>6.0f} ms   {ratio:.2f} ×   højst {peak(slug):.0f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import_once(OFFICIAL / sys.argv[1], sys.argv[1])
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    else:
        main()
