"""Where a mayor is known from, in Danish: the compiled figures say it in English shorthand."""

from __future__ import annotations

import re

_WORDS = (
    (r"DR list Nov 2025 via cykelsmed/valgdata: (\w+)", r"DR list Nov 2025 via cykelsmed/valgdata (\1)"),
    (
        r'INDIRECT: cykelsmed/valgdata borgmestre_parsed\.csv \(DR list Nov 2025\) marks her "Genvalgt" for '
        r"Venstre, i\.e\. sitting mayor before KV25; no direct 2021 source found; the published count of "
        r"mayors in Midtjylland \(A 9, C 1, V 9\)",
        "indirekte: DR's liste fra november 2025 (i cykelsmed/valgdata) har hende som genvalgt for Venstre, "
        "altså borgmester før valget; ingen kilde fra 2021 fundet; bilaget for Midtjylland har A 9, C 1, V 9",
    ),
    (r"DR list Nov 2025 via cykelsmed/valgdata", "DR's liste fra Nov 2025, i cykelsmed/valgdata"),
    (r"\(Genvalgt\)", "(genvalgt)"),
    (r"\(Magtskifte\)", "(magtskifte)"),
    (r"\(Nyvalgt\)", "(nyvalgt)"),
    (r"letter = KV25 ballot \(all 97 checked\)", "bogstavet er stemmesedlens"),
    (r"ballot letter checked", "bogstavet er stemmesedlens"),
    (r"before the constituent meetings of December", "før konstitueringen i december"),
    (r"before the constituent meetings", "før konstitueringen"),
    (r"KV25 ballot occupation Borgmester on this list", "borgmester efter stemmesedlen 2025, på samme liste"),
    (
        r"en\.wikipedia Results_of_the_2025_Danish_municipal_elections",
        "engelsk Wikipedia om kommunalvalget 2025",
    ),
    (r"en\.wikipedia Albertslund_Municipality", "engelsk Wikipedia om Albertslund Kommune"),
    (r"en\.wikipedia (\d{4}) and (\d{4})_(\S+)", r"engelsk Wikipedia om valgene \1 og \2 i \3"),
    (r"en\.wikipedia (\d{4})_([^_;\s]+)(?:_municipal_election)?", r"engelsk Wikipedia om valget \1 i \2"),
    (r" infobox", " (faktaboks)"),
    (r"\(stored mirror excerpt\)", "(gemt uddrag)"),
    (r"\(mirror\)", "(gemt kopi)"),
    (r"\(incumbent\)", "(siddende)"),
    (r"\(fourth term\)", "(fjerde periode)"),
    (r"\(fifth term after 2021\)", "(femte periode efter 2021)"),
    (
        r"NB Kurt Scheelsbeck \(C\) shown as mayor just before KV25",
        "NB: Kurt Scheelsbeck (C) var borgmester op til valget 2025",
    ),
    (r"\(Nov 2021: not yet final\)", "(Nov 2021: endnu ikke endeligt)"),
    (r"\(agreement A-V-C with C in the chair\)", "(aftale mellem A, V og C med C som borgmester)"),
    (r"three coups article Nov 2021", "artikel om tre kup, Nov 2021"),
    (r"\(name\)", "(navnet)"),
    (r"\(constituent meeting 9-12-2021\)", "(konstitueret 9-12-2021)"),
    (r"\(mayor since KV17\)", "(borgmester siden valget 2017)"),
    (r"\(B won Fanø\)", "(B vandt Fanø)"),
    (r"\(replaces DR: (.+?) ([AV])\)", r"(i stedet for DR's: \1, \2)"),
    (r"\(11 mayors overview\)", "(oversigt over 11 borgmestre)"),
    (r"nyheder\.dk list 2037001", "nyheder.dk/nyheder/se-listen-disse-borgmestre-genopstiller-ikke/2037001"),
    (
        r"\(V-mayor Søren Wiese named on election night, reversed before the constituent meeting\)",
        "(V's Søren Wiese udpeget på valgnatten, ændret før konstitueringen)",
    ),
    (r"\(sitting mayor, re-nominated\)", "(siddende, genopstillet)"),
    (r"\(several, Nov 2021\)", "(flere, Nov 2021)"),
    (r"\(all Funen mayors stand again\)", "(alle borgmestre på Fyn genopstiller)"),
    (
        r"analysis Jan 2025 \(party of sitting mayor per TV SYD municipality\)",
        "analyse Jan 2025 (borgmestrenes partier i TV SYD's kommuner)",
    ),
    (r"\(C mayor re-elected, name not given\)", "(borgmester fra C genvalgt, uden navn)"),
    (r"\(Ib Kristensen left 31-12-2021\)", "(Ib Kristensen gik af 31-12-2021)"),
    (r" via (\w)", r" gengivet af \1"),
    (r" and ", " og "),
    (r"\bJan (\d{4})", r"januar \1"),
    (r"\bNov (\d{4})", r"november \1"),
    (r"\bDec (\d{4})", r"december \1"),
)
"""What stands in the compiled figures as a pattern, and what is written; from the first to the last."""


def in_danish(source: str) -> str:
    """Return a source as it is written in ``borgmestre.csv``."""
    for english, danish in _WORDS:
        source = re.sub(english, danish, source)
    return source
