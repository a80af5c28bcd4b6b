"""Read ``husstil.toml`` at the top of the project; all its faults are reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from kkr_analysis.danish import decimals, did_you_mean
from kkr_analysis.data.project import nearest_project
from kkr_analysis.errors import HouseStyleError, TomlError, reason
from kkr_analysis.files import LARGEST_TOML, read_bounded, toml_entries
from kkr_analysis.presentation.contrast import GRAPHIC_CONTRAST, HEX_COLOUR, TEXT_CONTRAST, contrast
from kkr_analysis.presentation.house_style.files import font_fault, logo_fault
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
    """Return the house style of the project that the current folder is in, or of what came along."""
    return read_house_style(nearest_project().root)


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
    faults = [*_unknown_keys(entries), *_not_texts(entries)]
    if not faults:
        faults = [*_file_faults(entries, root), *_colour_faults(entries)]
    if faults:
        raise HouseStyleError("\n".join([f"{FILE} kan ikke bruges:", *(f"  - {fault}" for fault in faults)]))
    return _style_of(entries, root)


def _style_of(entries: Mapping[str, Any], root: Path) -> HouseStyle:
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


def _unknown_keys(entries: Mapping[str, Any]) -> Iterator[str]:
    for section, known in SECTIONS.items():
        given = entries.get(section, {}) if section else entries
        for key in given if isinstance(given, dict) else ():
            if key not in known:
                hint = did_you_mean(key, known)
                yield f"{_place(section, key)} kendes ikke. {hint}Der er: {', '.join(known)}."


def _not_texts(entries: Mapping[str, Any]) -> Iterator[str]:
    for section in SECTIONS:
        given = entries.get(section, {}) if section else entries
        if not isinstance(given, dict):
            yield f"{section} skal være et afsnit: [{section}] på en linje for sig."
            continue
        for key, value in given.items():
            if key not in SECTIONS and not isinstance(value, str):
                yield f"{_place(section, key)} skal være en tekst i anførselstegn, men er {value!r}."
            elif isinstance(value, str) and not value.isprintable():
                yield f"{_place(section, key)} har tegn, der ikke kan ses, {value!r}. Skriv teksten om."


def _file_faults(entries: Mapping[str, Any], root: Path) -> Iterator[str]:
    """The files that are missing or of the wrong kind, and a logo without words."""
    font = entries.get("skrift", {})
    wanted = [("skrift", key, font.get(key), FONT_ENDINGS, font_fault) for key in FONT_FILES]
    wanted.append(("", "logo", entries.get("logo"), LOGO_ENDINGS, logo_fault))
    for section, key, name, endings, fault_of in wanted:
        if not name:
            continue
        if not name.lower().endswith(endings):
            yield f"{_place(section, key)} er »{name}«, men skal være en fil, der ender på {_ended(endings)}."
        elif not (root / name).exists():
            yield f"{_place(section, key)} er »{name}«, men den fil er der ikke. Læg den ved siden af {FILE}."
        elif fault := _opened(fault_of, root / name):
            yield f"{_place(section, key)} er »{name}«, men {fault}"
    if entries.get("logo") and not entries.get("logo_tekst", "").strip():
        yield "logo_tekst mangler: skriv, hvad logoet siger, for dem, der får bilaget læst op."
    named = font.get("navn", Font().name) != Font().name
    if named != bool(font.get("normal")) or named != bool(font.get("fed")):
        yield (
            "[skrift] skal have både navn, normal og fed (filer), for PDF og figurer sættes med filerne. "
            "Udelad hele afsnittet for at bruge DejaVu Sans."
        )


def _opened(fault_of: Callable[[Path], str], path: Path) -> str:
    try:
        return fault_of(path)
    except OSError as fault:
        return f"filen kan ikke læses: {reason(fault)}."


def _colour_faults(entries: Mapping[str, Any]) -> Iterator[str]:
    for section, keys, standard in (
        ("farver", KEYS, Colours()),
        ("farver_moerk", DARK_KEYS, DarkColours()),
    ):
        chosen = entries.get(section, {})
        bad = [key for key, colour in chosen.items() if not HEX_COLOUR.fullmatch(colour)]
        yield from (
            f"{_place(section, key)} er »{chosen[key]}«, men skal skrives som #16202A." for key in bad
        )
        if bad:
            continue
        colours = {name: chosen.get(key, getattr(standard, name)) for key, name in keys.items()}
        yield from _unreadable(section, type(standard)(**colours))


def _unreadable(section: str, colours: Colours) -> Iterator[str]:
    """Colours without enough contrast. WCAG 2.2, 1.4.3 and 1.4.11."""
    names = {name: key for key, name in DARK_KEYS.items()}
    under = {"page": "baggrunden", "fill": "fladen"}
    for name in ("ink", "soft", "rule", "link"):
        for ground, called in under.items():
            ratio = contrast(getattr(colours, name), getattr(colours, ground))
            if ratio < TEXT_CONTRAST:
                yield (
                    f"{_place(section, names[name])} kan ikke læses på {called}: kontrasten er "
                    f"{_hundredths(ratio)}, og der skal være mindst {_hundredths(TEXT_CONTRAST)}."
                )
    ratio = contrast(colours.warning, colours.page)
    if ratio < GRAPHIC_CONTRAST:
        yield (
            f"{_place(section, 'advarsel')} kan ikke ses på baggrunden: kontrasten er {_hundredths(ratio)}, "
            f"og der skal være mindst {_hundredths(GRAPHIC_CONTRAST)}."
        )


def _place(section: str, key: str) -> str:
    return f"[{section}] {key}" if section else key


def _ended(endings: tuple[str, ...]) -> str:
    return " eller ".join(endings)


def _hundredths(ratio: float) -> str:
    """Rounded down, so that what is just too little is not written as enough."""
    return decimals(Fraction(int(ratio * 100), 100), 2)
