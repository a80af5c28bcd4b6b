"""
The files of one KKR's folder below an election's, ``<election>/<region>/``, and their headings.

What the secretariat notes about the meetings of the KKR stands there; ``data/meetings`` reads it. The
headings are here, where sealing and checking know every table of a data folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

CONVENING = "moede.toml"
DECLARED = "valgforbund.csv"
MEMBERS = "medlemmer.csv"
DEPUTIES = "viceborgmestre.csv"
FORA = "fora.csv"
ATTENDANCE = "fremmoede.csv"
GROUPS = "grupper.csv"
APPOINTMENTS = "udpegninger.csv"
BALLOTS = "afstemninger.csv"
PACKAGE = "pakke.csv"
NOMINATIONS = "indstillinger.csv"
DRAWN = "lodtraekninger.csv"
EVENTS = "haendelser.csv"

REGION_TABLES: Mapping[str, tuple[str, ...]] = {
    DECLARED: ("valgforbund", "moede", "modtaget", "anmeldt_af", "afgoerelse", "begrundelse"),
    MEMBERS: (
        "parti",
        "slags",
        "navn",
        "kommune",
        "bogstav",
        "koen",
        "stedfortraeder",
        "stedfortraeders_kommune",
        "stedfortraeders_bogstav",
        "stedfortraeders_koen",
    ),
    DEPUTIES: ("kommune", "nummer", "navn", "bogstav", "koen"),
    FORA: ("forum", "i_reglerne", "pladser", "i_kraft_af_hverv", "dagsordenspunkt", "saerlige_grunde"),
    ATTENDANCE: ("medlem", "moedt"),
    GROUPS: ("forum", "gruppe", "medlem"),
    APPOINTMENTS: (
        "forum",
        "gruppe",
        "slags",
        "navn",
        "kommune",
        "koen",
        "stedfortraeder",
        "stedfortraeders_kommune",
        "ogsaa_foreslaaet",
        "ogsaa_koen",
        "afkald",
    ),
    BALLOTS: ("forum", "omgang", "navn", "kommune", "stemmer"),
    PACKAGE: ("forum", "gruppe", "pladser"),
    NOMINATIONS: ("forum", "organisation", "slags", "navn", "modtaget", "koen"),
    DRAWN: ("trin", "lige", "udtrukket", "dato", "bemaerkning"),
    EVENTS: (
        "dag",
        "haendelse",
        "navn",
        "kommune",
        "parti",
        "bogstav",
        "koen",
        "forum",
        "gruppe",
        "stedfortraeder",
        "stedfortraeders_kommune",
        "bemaerkning",
    ),
}
"""The headings of every table, by the name of the file."""
REGION_FILES = (CONVENING, *REGION_TABLES)
"""Everything that a region's folder may hold, besides source cards."""
SEPARATORS = ",;"
"""
What may separate the columns of these tables: they are filled in with a spreadsheet, and a Danish one
separates by semicolons also when it saves as UTF-8.
"""
_DEPTH = 3
"""Parts of the path of such a file below the data folder: election, region, name."""


def is_region_file(file: str) -> bool:
    """Whether a path below a data folder ("kv2021/midtjylland/fora.csv") is one of a region's folder."""
    parts = PurePosixPath(file).parts
    return len(parts) == _DEPTH and parts[-1] in REGION_FILES


def is_of_region(path: Path) -> bool:
    """
    Whether a file stands in a region's folder below an election's, and is one that belongs there.

    The election's own folder is the one above, or the one of the same name in ``raw`` beside the data folder:
    an example has no figures of its own.
    """
    election = path.absolute().parent.parent
    figures = (election, election.parent.parent / "raw" / election.name)
    return path.name in REGION_FILES and any((folder / "valg.toml").is_file() for folder in figures)
