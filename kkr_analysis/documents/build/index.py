"""
The index page of a term: what an analyst is sent, with the figures that matter and the files to open.

Files that were made from other figures than the newest build of their KKR stand apart, as older. The
checksums have a page of their own, and ``sha256.txt`` in the form that ``sha256sum -c`` reads.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from kkr_analysis.composition.election import FigureStatus, Region
from kkr_analysis.composition.overview import SLUG as OVERVIEW
from kkr_analysis.composition.record import found_in
from kkr_analysis.composition.result import PRELIMINARY_NAME
from kkr_analysis.danish import day, lower_first
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.cards import Card, card_of_file
from kkr_analysis.documents.build.editions import Edition
from kkr_analysis.documents.build.names import ReportFile, report_files
from kkr_analysis.documents.build.origins import (
    Fingerprints,
    Origin,
    PlacedFile,
    carried_by,
    newest,
    older,
    read_origins,
)
from kkr_analysis.documents.build.task import Files
from kkr_analysis.documents.build.unchanged import CHECKSUMS, Ledger
from kkr_analysis.documents.meeting.found import FoundMeeting, meetings_in
from kkr_analysis.documents.verify.reading import read_data
from kkr_analysis.errors import KkrError
from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.masthead import logo
from kkr_analysis.presentation.style_sheet import css
from kkr_analysis.presentation.wording import AS_OF, decided_alike, in_which, status_word
from kkr_analysis.rules import RuleSet

if TYPE_CHECKING:
    from kkr_analysis.documents.compare.result_file import ResultFile

INDEX = "index.html"
CHECKSUM_PAGE = "kontrolsummer.html"
RECOMPUTING = "efterregn.py"
"""The independent recomputation, placed beside the files."""
FORMAT_NAMES = {
    "html": "webside",
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "json": "data (JSON)",
    "ipynb": "Jupyter-notesbog",
    "svg": "SVG",
    "png": "PNG",
}
PICTURE_NAMES = {
    "halvcirkel": "Halvcirkel",
    "borgmestre-og-supplerende": "Borgmestre og supplerende medlemmer",
    "sidste-plads": "Den sidste plads",
    "spaerregraense": "Spærregrænsen",
    "stemmer-og-pladser": "Stemmer og pladser",
    "halvcirkler": "Halvcirkler for alle KKR",
    "borgmestre-paa-kort": "Borgmestrene på et kort",
}
"""What each picture is called, by its name in files."""
BESIDES = ("docx", "xlsx", "html", "pdf", "json", "ipynb")
"""The order of the other formats, as an analyst asks for them."""
PROMINENT = ("pdf", "html")
"""Formats for reading; the first one available is the prominent link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to a file with the words for it."""

    file: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """
    One KKR, or the overview, as the page shows it.

    ``example`` says why a KKR that there is not was computed, and is empty for the others. ``changes`` says
    in Danish what changed, empty where nothing was there before. ``meeting`` leads to the papers of its
    meeting, ``pictures`` has the links of each by its name, ``older`` those files by their origin.
    """

    slug: str
    name: str
    named: str
    """The name within a sentence: "hele landet"."""
    example: str
    is_preliminary: bool | None
    """None where neither a name nor the figures in a file say it."""
    decided: str
    """That assumed rules decide seats; empty where none do."""
    card: Card | None
    changes: str
    to_read: tuple[Link, ...]
    meeting: Link | None
    others: tuple[Link, ...]
    pictures: tuple[tuple[str, tuple[Link, ...]], ...]
    older: tuple[tuple[str, tuple[Link, ...]], ...]
    files: tuple[PlacedFile, ...]

    @property
    def status(self) -> str:
        """Whether the figures can still change, and what is assumed besides; empty where nobody knows."""
        if self.is_preliminary is None:
            return ""
        return status_word(
            FigureStatus.PRELIMINARY if self.is_preliminary else FigureStatus.FINAL, self.decided
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """
    The pages with what lies beside them, and the origin of every file that they list.

    ``changes`` is what they say of each KKR: what changed when it was last built.
    """

    files: Files
    origins: Mapping[str, Origin]
    changes: Mapping[str, str]


def index_of(
    term: str,
    staged: Path,
    standing: Path,
    outdated: Collection[Path],
    regions: Sequence[Region],
    style: HouseStyle,
    *,
    known: Ledger,
    cards: Mapping[str, Card],
    rules: RuleSet,
) -> Index:
    """
    Return the pages for the files that will stand in a term's folder, their checksums, and ``efterregn.py``.

    ``staged`` are the new ones, ``standing`` the folder as it is, ``outdated`` are removed. ``known`` says
    what was built, the new ones included, and ``cards`` are those of the KKR that were built now.
    ``rules`` are the term's.
    """
    headings = {OVERVIEW: "Hele landet"} | {region.slug: f"KKR {region.name}" for region in regions}
    examples = {region.slug: region.example for region in regions}
    files = _files(staged, standing, outdated, list(headings), known)
    newest_of = newest(known, files)
    old = older(files, newest_of)
    meetings = {found.region: found for place in (standing, staged) for found in meetings_in(place, headings)}
    entries = []
    for slug, name in headings.items():
        example = examples.get(slug, "")
        own = [placed for placed in files if placed.file.subject == slug]
        if own:
            card = cards.get(slug) or _card_in(own, old, rules)
            new = _result_in(slug, staged)
            changes = _changed_since(slug, new, standing) if new else _changes_noted(slug, known)
            entry = _entry(slug, name, own, old, card, example=example, changes=changes)
            entries.append(_with_meeting(entry, meetings.get(slug), newest_of.get(slug, ())))
        elif slug in meetings:
            nothing_else = _nothing_else(slug, name, example, meetings[slug])
            entries.append(_with_meeting(nothing_else, meetings[slug], ()))
    entries = [_with_all_decided(entry, entries) for entry in entries]
    shared = {"css": css(style), "publisher": style.publisher, "logo": logo(style), "entries": entries}
    label = term.replace("-", "–")
    beside = {
        name: render(f"{name}.j2", title=title, **shared).source.encode()
        for name, title in ((INDEX, f"KKR {label}"), (CHECKSUM_PAGE, f"KKR {label}: kontrolsummer"))
    }
    second_eyes = resources.files("kkr_analysis.documents") / RECOMPUTING
    beside[RECOMPUTING] = second_eyes.read_bytes()
    sums = {listed.file.path: listed.origin.sha256 for entry in entries for listed in entry.files}
    sums |= {name: sha256_of(content) for name, content in beside.items()}
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sums.items())
    return Index(
        files=(*beside.items(), (CHECKSUMS, lines.encode())),
        origins={listed.file.path: listed.origin for listed in files},
        changes={entry.slug: entry.changes for entry in entries},
    )


def _files(
    staged: Path, standing: Path, outdated: Collection[Path], slugs: Sequence[str], known: Ledger
) -> list[PlacedFile]:
    """Return every file that will be in the folder; the documents of a KKR come before its pictures."""
    origins, found = read_origins(standing), {}
    for file, path in report_files(staged, slugs):
        built = known[file.subject]
        origin = Origin(sha256=built.files[file.path], fingerprints=built.fingerprints)
        found[file.path] = PlacedFile(file=file, path=path, size=path.stat().st_size, origin=origin)
    for file, path in report_files(standing, slugs):
        if path not in outdated and file.path not in found:
            content = read_bounded(path)
            origin = _origin_of(file, content, origins.get(file.path))
            found[file.path] = PlacedFile(file=file, path=path, size=len(content), origin=origin)
    return sorted(found.values(), key=lambda placed: (placed.file.picture, placed.file.path))


def _origin_of(file: ReportFile, content: bytes, noted: Origin | None) -> Origin:
    """Return what the ledger noted of a file, or of other bytes what they carry."""
    sha256 = sha256_of(content)
    if noted is not None and noted.sha256 == sha256:
        return noted
    return Origin(sha256=sha256, fingerprints=carried_by(content, file.format))


def _entry(
    slug: str,
    name: str,
    files: Sequence[PlacedFile],
    old: Collection[str],
    card: Card | None,
    *,
    example: str,
    changes: str,
) -> IndexEntry:
    current = [placed.file for placed in files if placed.file.path not in old]
    documents = [file for file in current if not file.picture]
    to_read = [
        Link(file=file.path, words=_to_read(slug, edition, file.format))
        for edition in Edition
        if (file := _prominent([file for file in documents if file.edition is edition]))
    ]
    shown = {link.file for link in to_read}
    besides = [file for file in documents if file.path not in shown]
    pictures: dict[str, list[Link]] = {}
    for file in current:
        if file.picture:
            link = Link(file=file.path, words=FORMAT_NAMES[file.format])
            pictures.setdefault(_picture(file), []).append(link)
    return IndexEntry(
        slug=slug,
        name=name,
        named=_named(slug, name),
        example=example,
        is_preliminary=_is_preliminary(current or [placed.file for placed in files], card),
        decided=card.decided if card else "",
        card=card,
        changes=changes,
        to_read=tuple(to_read),
        meeting=None,
        others=tuple(
            Link(file=file.path, words=_words(file)) for file in sorted(besides, key=_place_besides)
        ),
        pictures=tuple((picture, tuple(links)) for picture, links in pictures.items()),
        older=_by_origin([placed for placed in files if placed.file.path in old]),
        files=tuple(files),
    )


def _with_all_decided(entry: IndexEntry, entries: Sequence[IndexEntry]) -> IndexEntry:
    """Let the overview say in which KKR assumed rules decide seats."""
    decided = {other.name: other.decided for other in entries if other.decided}
    if entry.slug != OVERVIEW or not decided:
        return entry
    where = in_which([*decided], len(entries) - 1)
    return replace(entry, decided=f"{decided_alike(decided.values())} ({where})")


def _named(slug: str, name: str) -> str:
    """Return a name as it stands within a sentence: "hele landet"."""
    return lower_first(name) if slug == OVERVIEW else name


def _is_preliminary(files: Sequence[ReportFile], card: Card | None) -> bool | None:
    """Whether the figures can still change, by the names of the files or, where they are silent, the card."""
    named = [file.is_preliminary for file in files if file.is_preliminary is not None]
    if named:
        return any(named)
    return card.is_preliminary if card else None


def _nothing_else(slug: str, name: str, example: str, meeting: FoundMeeting) -> IndexEntry:
    return IndexEntry(
        slug=slug,
        name=name,
        named=_named(slug, name),
        example=example,
        is_preliminary=meeting.is_preliminary,
        decided="",
        card=None,
        changes="",
        to_read=(),
        meeting=None,
        others=(),
        pictures=(),
        older=(),
        files=(),
    )


def _with_meeting(entry: IndexEntry, meeting: FoundMeeting | None, newest_of: Fingerprints) -> IndexEntry:
    """Lead to the papers of the meeting, among the older files where they rest on other figures."""
    if meeting is None:
        return entry
    link = Link(file=meeting.page, words=meeting.words)
    if not newest_of or newest_of == (meeting.composition,):
        return replace(entry, meeting=link)
    mark = found_in(meeting.composition)
    origin = _origin(Origin(sha256="", fingerprints=(str(mark),) if mark else ()))
    return replace(entry, older=(*entry.older, (origin, (link,))))


def _prominent(files: Sequence[ReportFile]) -> ReportFile | None:
    """Return the file for reading among those of one edition."""
    return next((file for format_ in PROMINENT for file in files if file.format == format_), None)


def _to_read(slug: str, edition: Edition, format_: str) -> str:
    if edition is Edition.EXPLORER:
        return f"Prøv valgforbund af ({FORMAT_NAMES[format_]})"
    what = "Bilaget på to sider" if edition is Edition.SHORT else "Det fulde bilag"
    return f"{'Landsoverblikket' if slug == OVERVIEW else what} ({FORMAT_NAMES[format_]})"


def _place_besides(file: ReportFile) -> tuple[int, bool]:
    return BESIDES.index(file.format), file.edition is not Edition.FULL


def _words(file: ReportFile) -> str:
    """Return the link text of a file among those of its KKR: "PDF på to sider", "Halvcirkel (SVG)"."""
    name = FORMAT_NAMES[file.format]
    if file.picture:
        return f"{_picture(file)} ({name})"
    match file.edition:
        case Edition.FULL:
            return name
        case Edition.SHORT:
            return f"{name} på to sider"
        case other:
            return f"{name}, {other}"


def _picture(file: ReportFile) -> str:
    """Return what a picture is called; one of an older program may have another name."""
    return PICTURE_NAMES.get(file.picture, file.picture)


def _by_origin(files: Sequence[PlacedFile]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Group older files by what is known of their origin."""
    found: dict[str, list[Link]] = {}
    for placed in files:
        link = Link(file=placed.file.path, words=_words(placed.file))
        found.setdefault(_origin(placed.origin), []).append(link)
    return tuple((origin, tuple(links)) for origin, links in found.items())


def _origin(origin: Origin) -> str:
    """Say what is known of an older file: the day that it describes, and the figures' sha256 in short."""
    marks = [mark for mark in map(found_in, origin.fingerprints) if mark]
    match marks:
        case []:
            return "Ukendt oprindelse"
        case [mark]:
            return f"{AS_OF} {day(mark.as_of)}, tallenes sha256 {mark.sha256[:12]}…"
        case _:
            return "Viser et KKR, som er bygget på andre tal siden"


def _card_in(files: Sequence[PlacedFile], old: Collection[str], rules: RuleSet) -> Card | None:
    """Return the card from the record among the files of a KKR; None where there is no usable one."""
    current = [placed for placed in files if placed.file.path not in old]
    ranked = [placed for placed in current if placed.file.format == "json"]
    ranked += [placed for placed in current if placed.file.edition is Edition.EXPLORER]
    for placed in ranked:
        try:
            result = _result_of(placed)
        except (KkrError, ValueError):
            return None
        if result.missing:
            # A file from before the posts were in it would show a KKR without a chair.
            return None
        from kkr_analysis.documents.compare.inputs import deciding_rules

        return card_of_file(result.kkr, deciding_rules(result), rules)
    return None


def _result_of(placed: PlacedFile) -> ResultFile:
    """Return the result in a JSON file, or that a page carries. Raises KkrError or ValueError."""
    from kkr_analysis.documents.compare.read import read_result, result_of

    if placed.file.format == "json":
        return read_result(placed.path)
    record = read_data(read_bounded(placed.path), placed.file.format).record
    return result_of(json.loads(record or ""), placed.path.name)


def _changes_noted(slug: str, known: Ledger) -> str:
    """Return what was said when a KKR was built: another KKR, or a meeting, changes nothing of it."""
    return known[slug].changes if slug in known else ""


def _changed_since(slug: str, after: Path, standing: Path) -> str:
    """Say what a new result changes; nothing where there was none before, or it cannot be read."""
    before = _result_in(slug, standing)
    if before is None:
        return ""
    from kkr_analysis.documents.compare.wording import changes_in_short, same_in_short

    content = read_bounded(after)
    if content == read_bounded(before):
        try:
            return same_in_short(json.loads(content)["total"])
        except (ValueError, KeyError, TypeError):
            return ""
    # The model that reads a stranger's result takes longer than the rest of the page.
    from kkr_analysis.documents.compare.difference import difference
    from kkr_analysis.documents.compare.read import read_result

    try:
        return changes_in_short(difference(read_result(before), read_result(after)))
    except KkrError:
        return ""


def _result_in(slug: str, folder: Path) -> Path | None:
    """Return the result of a region in a folder, final or preliminary."""
    names = (f"kkr-{slug}.json", f"kkr-{slug}{PRELIMINARY_NAME}.json")
    return next((folder / name for name in names if (folder / name).is_file()), None)
