"""Read ``husstil.toml`` at the top of the project; all that is wrong with it is said at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from kkr_analysis.danish import decimals
from kkr_analysis.data.project import find_project
from kkr_analysis.errors import HouseStyleError, MissingFileError, TomlError, UnreadableFileError, reason
from kkr_analysis.files import LARGEST_TOML, read_bounded, toml_entries
from kkr_analysis.presentation.contrast import GRAPHIC_CONTRAST, HEX_COLOUR, TEXT_CONTRAST, contrast
from kkr_analysis.presentation.house_style.values import Colours, DarkColours, Font, HouseStyle, Logo

FILE = "husstil.toml"
KEYS = {
    "tekst": "ink",
    "daempet": "soft",
    "streg": "line",
    "fremhaevet": "rule",
    "flade": "fill",
    "link": "link",
    "advarsel": "warning",
}
DARK_KEYS = {**KEYS, "baggrund": "page"}
FONT_FILES = {"normal": "normal", "fed": "bold", "kursiv": "italic"}
FONT_ENDINGS = (".ttf", ".otf")
LOGO_ENDINGS = (".svg", ".png")
SECTIONS = {
    "": ("navn", "logo", "logo_tekst", "skrift", "farver", "farver_moerk"),
    "skrift": ("navn", *FONT_FILES),
    "farver": tuple(KEYS),
    "farver_moerk": tuple(DARK_KEYS),
}


def house_style() -> HouseStyle:
    """Return the house style of the project that the current folder is in."""
    return read_house_style(find_project().root)


def read_house_style(root: Path) -> HouseStyle:
    """
    Return the house style of a project; without a file, the package's own.

    Raises HouseStyleError with one Danish sentence per fault.
    """
    path = root / FILE
    if not path.exists():
        return HouseStyle()
    try:
        entries = toml_entries(read_bounded(path, LARGEST_TOML), FILE)
    except OSError as fault:
        raise HouseStyleError(f"{FILE} kan ikke læses: {reason(fault)}.") from fault
    except TomlError as fault:
        raise HouseStyleError(str(fault)) from fault
    faults = [*unknown_keys(entries), *not_texts(entries)]
    if not faults:
        faults = [*file_faults(entries, root), *colour_faults(entries)]
    if faults:
        raise HouseStyleError("\n".join([f"{FILE} kan ikke bruges:", *(f"  - {fault}" for fault in faults)]))
    return style_of(entries, root)


def style_of(entries: Mapping[str, Any], root: Path) -> HouseStyle:
    """Make the value of entries without faults."""
    font = entries.get("skrift", {})
    files = {name: root / font[key] for key, name in FONT_FILES.items() if font.get(key)}
    logo = entries.get("logo")
    return HouseStyle(
        publisher=entries.get("navn", "").strip(),
        logo=Logo(path=root / logo, alt=entries["logo_tekst"].strip()) if logo else None,
        font=Font(name=font.get("navn") or Font().name, **files),
        light=Colours(**{KEYS[key]: colour for key, colour in entries.get("farver", {}).items()}),
        dark=DarkColours(
            **{DARK_KEYS[key]: colour for key, colour in entries.get("farver_moerk", {}).items()}
        ),
    )


def unknown_keys(entries: Mapping[str, Any]) -> Iterator[str]:
    """Name the keys and sections that there are none of, and the nearest one that there is."""
    for section, known in SECTIONS.items():
        own = entries.get(section, {}) if section else entries
        for key in own if isinstance(own, dict) else ():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"Mente du {near[0]}? " if near else ""
                yield f"{place(section, key)} kendes ikke. {hint}Der er: {', '.join(known)}."


def not_texts(entries: Mapping[str, Any]) -> Iterator[str]:
    """Name the values that are no text, and the sections that are none."""
    for section in SECTIONS:
        own = entries.get(section, {}) if section else entries
        if not isinstance(own, dict):
            yield f"{section} skal være et afsnit: [{section}] på en linje for sig."
            continue
        for key, value in own.items():
            if key not in SECTIONS and not isinstance(value, str):
                yield f"{place(section, key)} skal være en tekst i anførselstegn, men er {value!r}."
            elif isinstance(value, str) and not value.isprintable():
                yield f"{place(section, key)} har tegn, der ikke kan ses, {value!r}. Skriv teksten om."


def file_faults(entries: Mapping[str, Any], root: Path) -> Iterator[str]:
    """Name the files that are missing or of the wrong kind, and a logo that says nothing."""
    font = entries.get("skrift", {})
    wanted = [("skrift", key, font.get(key), FONT_ENDINGS) for key in FONT_FILES]
    wanted.append(("", "logo", entries.get("logo"), LOGO_ENDINGS))
    for section, key, name, endings in wanted:
        if not name:
            continue
        if not name.lower().endswith(endings):
            yield f"{place(section, key)} er »{name}«, men skal være en fil, der ender på {ended(endings)}."
            continue
        try:
            read_bounded(root / name)
        except MissingFileError:
            yield f"{place(section, key)} er »{name}«, men den fil er der ikke. Læg den ved siden af {FILE}."
        except UnreadableFileError as fault:
            yield f"{place(section, key)} er »{name}«, der ikke kan læses: {fault.why}. Angiv en anden fil."
    if entries.get("logo") and not entries.get("logo_tekst", "").strip():
        yield "logo_tekst mangler: skriv, hvad logoet siger, for dem, der får bilaget læst op."
    named = font.get("navn", Font().name) != Font().name
    if named != bool(font.get("normal")) or named != bool(font.get("fed")):
        yield (
            "[skrift] skal have både navn, normal og fed (filer), for PDF og figurer sættes med filerne. "
            "Udelad hele afsnittet for at bruge DejaVu Sans."
        )


def colour_faults(entries: Mapping[str, Any]) -> Iterator[str]:
    """Name the colours that are none, and those that cannot be read on what they stand on."""
    for section, keys, standard in (
        ("farver", KEYS, Colours()),
        ("farver_moerk", DARK_KEYS, DarkColours()),
    ):
        own = entries.get(section, {})
        bad = [key for key, colour in own.items() if not HEX_COLOUR.fullmatch(colour)]
        yield from (f"{place(section, key)} er »{own[key]}«, men skal skrives som #16202A." for key in bad)
        if bad:
            continue
        given = {name: own.get(key, getattr(standard, name)) for key, name in keys.items()}
        colours = type(standard)(**given)
        yield from unreadable(section, colours)


def unreadable(section: str, colours: Colours) -> Iterator[str]:
    """Name the colours without enough contrast. WCAG 2.2, 1.4.3 and 1.4.11."""
    names = {name: key for key, name in DARK_KEYS.items()}
    under = {"page": "baggrunden", "fill": "fladen"}
    for name in ("ink", "soft", "rule", "link"):
        for ground, called in under.items():
            ratio = contrast(getattr(colours, name), getattr(colours, ground))
            if ratio < TEXT_CONTRAST:
                yield (
                    f"{place(section, names[name])} kan ikke læses på {called}: kontrasten er "
                    f"{hundredths(ratio)}, og der skal være mindst {hundredths(TEXT_CONTRAST)}."
                )
    ratio = contrast(colours.warning, colours.page)
    if ratio < GRAPHIC_CONTRAST:
        yield (
            f"{place(section, 'advarsel')} kan ikke ses på baggrunden: kontrasten er {hundredths(ratio)}, "
            f"og der skal være mindst {hundredths(GRAPHIC_CONTRAST)}."
        )


def place(section: str, key: str) -> str:
    """Say where a key stands: "[farver] tekst"."""
    return f"[{section}] {key}" if section else key


def ended(endings: tuple[str, ...]) -> str:
    """List endings: ".ttf eller .otf"."""
    return " eller ".join(endings)


def hundredths(ratio: float) -> str:
    """Write a contrast, rounded down: what is just too little is not written as enough."""
    return decimals(Fraction(int(ratio * 100), 100), 2)
