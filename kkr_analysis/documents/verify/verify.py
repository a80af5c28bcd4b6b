"""A file of an enclosure held against the figures: computed again, made again, compared word by word."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from kkr_analysis.composition.record import Fingerprint, fingerprint_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.verify.contents import contents_of
from kkr_analysis.documents.verify.words import Words
from kkr_analysis.errors import DataError, reason
from kkr_analysis.files import read_bounded

LARGEST_FILE = 50_000_000
MOST = 20
"""Differences that are told; more of them say no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """
    One figure or word that is not as computed: where, what stands there, and what should.

    Empty where nothing stands there, or nothing should.
    """

    place: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What became of a file that was held against the figures.

    ``name`` is that of the KKR and its term. ``same_bytes`` says that it is the very file, ``same_result``
    that its fingerprint is that of the result as it is computed today; ``deviations`` are what stands
    differently in the file.
    """

    name: str
    fingerprint: Fingerprint
    same_bytes: bool
    same_result: bool
    deviations: tuple[Deviation, ...]

    @property
    def holds(self) -> bool:
        """Whether every word and figure is as computed."""
        return self.same_bytes or (self.same_result and not self.deviations)


def verify(path: Path, project: Project) -> Verdict:
    """
    Compute the KKR of a file again from ``data/raw`` and hold the file against it.

    Raises DataError for a file without a fingerprint or that cannot be read, and KkrError where the KKR
    cannot be computed.
    """
    suffix = path.suffix.lower().removeprefix(".")
    content = read(path)
    contents = contents_of(suffix, content)
    mark = contents.fingerprint
    if mark is None:
        raise DataError(
            f"{path} har intet fingeraftryk fra kkr build, så det kan ikke siges, hvad filen er lavet af. "
            "Angiv bilaget for ét KKR som html, pdf, xlsx eller json."
        )
    again, result = made_again(mark, suffix, project)
    return Verdict(
        name=f"{result.body} {result.rule_set.label}",
        fingerprint=mark,
        same_bytes=again == content,
        same_result=fingerprint_of(result) == mark,
        deviations=() if again == content else deviations(contents.words, contents_of(suffix, again).words),
    )


def read(path: Path) -> bytes:
    """Return the bytes of the file. Raises DataError."""
    try:
        return read_bounded(path, LARGEST_FILE)
    except OSError as fault:
        raise DataError(f"{path} kan ikke læses: {reason(fault)}. Angiv et bilag.") from None


def made_again(mark: Fingerprint, suffix: str, project: Project) -> tuple[bytes, KkrResult]:
    """Return the file as it is made today, and the result it shows."""
    from kkr_analysis.documents.build.enclosure import build_enclosures

    order = Order(
        regions=(mark.region,), term=mark.term, formats=(suffix,), alliances=mark.alliances, as_of=mark.as_of
    )
    results = compute(order, project)
    with tempfile.TemporaryDirectory(prefix="kkr-verify-") as folder:
        files = build_enclosures(order, results, project=project, output=Path(folder))
        [file] = [own for own in files if own.name == f"{results[0].file_stem}.{suffix}"]
        return read_bounded(file), results[0]


def shorter(word: str) -> str:
    """
    Return a number of a workbook with 15 digits, as LibreOffice writes it; nothing where it has no more.

    That is the number that was computed; one with as many digits as ours and another one among them is not.
    """
    try:
        number = float(word)
    except ValueError:
        return ""
    rounded = str(float(f"{number:.15g}"))
    return rounded if str(number) == word != rounded else ""


def deviations(found: Words, expected: Words) -> tuple[Deviation, ...]:
    """Return where the words of a file are not those that were expected."""
    other = [word for _, word in expected]
    written_shorter = {shorter(word): word for word in other if shorter(word)}
    own = [written_shorter.get(word, word) for _, word in found]
    matcher = SequenceMatcher(None, own, other, autojunk=False)
    return tuple(
        Deviation(
            place=found[start][0] if start < len(found) else expected[begin][0],
            found=" ".join(own[start:stop]),
            expected=" ".join(other[begin:end]),
        )
        for what, start, stop, begin, end in matcher.get_opcodes()
        if what != "equal"
    )[:MOST]
