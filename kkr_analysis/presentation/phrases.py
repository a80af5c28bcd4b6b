"""
The sentences about alliances (valgforbund), each in one place: the command line, the explorer and its page.

A page without a server fills the same patterns in by itself, from the answers that it carries; so what two of
them say about the same alliances is the same sentence. Names in braces are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping

from kkr_analysis.danish import HYPOTHETICAL
from kkr_analysis.whatif.scenarios.values import ALLIED

BROWSERS = "Brug Chrome eller Edge 80, Firefox 113, Safari 16.4 eller nyere."
"""Those that can unpack the answers by themselves."""

SHARED: Mapping[str, str] = {
    "mark": HYPOTHETICAL,
    "heading": "{mark}: {title}",
    "allied": ALLIED,
    "compared": "{body}, sammenlignet med valget uden valgforbund.",
    "assumed": "Valgforbund: {alliances}.",
    "nothing_assumed": "Intet er anderledes end ved valget.",
    "disclaimer": "{mark}. Det er ikke et resultat, og det kan ikke blive til et bilag.",
    "posts": "Formand og næstformand",
    "post": "Post",
    "before": "Ved valget",
    "after": "I eksemplet",
    "post_1": "formand",
    "post_2": "næstformand",
    "named": "{letter} ({name})",
    "in_alliance": "{holder}, i valgforbundet {alliance}",
    "lot_between": "lodtrækning mellem {names}",
    "after_lot": "efter lodtrækningen",
    "nothing_moves": "Ingen vinder, og ingen betaler: alt er som ved valget.",
    "gainers": "Vinder: {names}.",
    "payers": "Betaler: {names}.",
    "no_gainer": "Ingen vinder {unless}.",
    "no_payer": "Ingen betaler {unless}.",
    "unless_losing": "uden også at miste noget",
    "unless_gaining": "uden også at vinde noget",
    "unless_drawn": "med sikkerhed, før der er trukket lod",
    "turning": "Det vender ved {post}sposten. {won}",
    "won": "{winner} har {division}{against}",
    "won_inside": "{outer}; inden for valgforbundet har {winner} {division}{against}",
    "against": " mod {other} {division}",
    "lacks": "{won}. {who} mangler {votes} for at få posten{condition}.",
    "chair_stays": ", når formandsposten ligger fast",
    "unopposed": "{won}.",
    "division": "{votes} ÷ {divisor} = {quotient}",
    "vote": "stemme",
    "votes": "stemmer",
    "alone": "{letters} står alene i sit valgforbund og tæller for sig selv. Sæt kryds ved mindst to.",
    "closer": "Valgforbundet {alliances}",
    "closer_several": "Valgforbundene {alliances}",
    "leaves": "{leavers} vinder ved at forlade {alliance}.",
    "leave_together": "{leavers} vinder ved at forlade {alliance} sammen.",
    "way": "måde",
    "ways": "måder",
    "more_ways": "Dertil kommer {ways}, de fleste med flere partier, der går.",
    "nobody_leaves": "Ingen vinder ved at gå.",
    "no_gain": "Intet medlem får mere ud af {alliance}.",
    "gain": "{alliance} er til fordel for {members}. {undone}",
    "taken": "{alliances} tager {what} fra {members}{further}.",
    "not_taken": "Intet valgforbund mellem de andre tager {what} fra {members}.",
    "further": ", og det gør {others} også",
    "other": "andet valgforbund",
    "others": "andre valgforbund",
    "gained": "det",
    "prospects": "Hvad hvert parti kan opnå med ét valgforbund",
    "worth_0": "ingen post",
    "worth_1": "næstformand",
    "worth_2": "formand",
    "worth_3": "begge poster",
    "worth_by_lot": "{worth} ved lodtrækning",
    "share_means": "Andelen af sæt siger intet om, hvor sandsynligt udfaldet er.",
    "worst": "Værst, når partiet selv er med",
    "same": "–",
    "no_cost": "intet",
    "cost": "{best} i stedet for {left_out}",
    "or": " eller ",
    "cost_means": "Prisen for at stå udenfor er det, som partiet får i sit bedste valgforbund, men ikke får, "
    "hvis de andre danner det uden partiet.",
}


def say(phrase: str, **values: str) -> str:
    """Return a sentence with its names filled in."""
    return SHARED[phrase].format(**values)


PAGE: Mapping[str, str] = {
    "party": "Parti",
    "and": "og",
    "then": " og derefter ",
    "as_it_was": "Ingen valgforbund: som ved valget",
    "other_post": "{Post}sposten: {won}",
    "fall": "hvis {drawn} trækkes, bliver {chair} formand og {vice_chair} næstformand",
    "brief": "{mark}: formand {chair}, næstformand {vice_chair}",
    "brief_lot": "{mark}: {lot} om {post}sposten",
    "brief_before": "Uden valgforbund: formand {chair}, næstformand {vice_chair}",
    "brief_before_lot": "Uden valgforbund: {lot} om {post}sposten",
    "short": "{mark}: Med valgforbund {alliances} i {body} ({status}) går formandsposten til {chair} og "
    "næstformandsposten til {vice_chair}.",
    "short_lot": "{mark}: Med valgforbund {alliances} i {body} ({status}) bliver der {lot} om {post}sposten.",
    "short_before": "Uden valgforbund ville formandsposten i {body} ({status}) gå til {chair} og "
    "næstformandsposten til {vice_chair}.",
    "short_before_lot": "Uden valgforbund ville der i {body} ({status}) blive {lot} om {post}sposten.",
    "was": "Uden valgforbund ville formandsposten gå til {chair} og næstformandsposten til {vice_chair}.",
    "was_lot": "Uden valgforbund ville der blive {lot} om {post}sposten.",
    "short_lacks": "{who} mangler {votes} for at få {post}sposten{condition}",
    "ordinal": "{number}. post",
    "last": "sidste post",
    "next": "næste i rækken",
    "drawn": "lodtrækning",
    "unknown": "{names} kan ikke krydses af her. Vælg mellem {known}.",
    "no_kkr": "Linket nævner ikke et KKR, som findes her. Vælg et KKR.",
    "copied": "Teksten er kopieret.",
    "not_copied": "Teksten kunne ikke kopieres; den er markeret, så du selv kan kopiere den.",
    "saved": "Gemt som {name} blandt de hentede filer. kkr whatif læser den.",
    "changed": "Tallene i filen er ikke dem, den blev skrevet med. Brug den ikke; bed afsenderen om en ny.",
    "unchecked": "Denne browser kan ikke kontrollere her, om tallene i filen er ændret. Gem filen, og åbn "
    "den fra computeren.",
    "too_old": f"Browseren er for gammel til siden. {BROWSERS}",
}
"""What only the page says."""
