"""
A second pair of eyes: compute a KKR again from the figures that its enclosure carries, and say every step.

    python3 efterregn.py kkr-midtjylland.json

It needs Python and nothing else, and shares no line with the program that made the enclosure.
"""

import json
import sys
from fractions import Fraction


def settled(tied, stage, lots):
    """Return who of the equal ones a recorded lot drew; None where no lot was drawn for them."""
    return next((lot["winners"] for lot in lots if (lot["stage"], {*lot["tied"]}) == (stage, {*tied})), None)


def largest(votes, held, places, divisor, stage, lots):
    """Give places one by one to the largest votes over divisor(places held); ties go to a lot or nobody."""

    def worth(name):  # a divisor of 0, of who has nothing yet, comes before all others, most votes first
        by = divisor(held[name])
        return (0, Fraction(votes[name], by)) if by else (1, Fraction(votes[name]))

    held = dict(held)
    while places and any(votes.values()):
        highest = max(worth(name) for name in votes if votes[name])
        best = [name for name in sorted(votes) if votes[name] and worth(name) == highest]
        if len(best) > places:
            best = settled(best, stage, lots) or []
            places = len(best)
        held |= {name: held[name] + 1 for name in best}
        places -= len(best)
    return held


def eligible(kkr, say):
    """Say who is over the threshold and has a seat in a council (E3, E4, E5)."""
    base = kkr["valid_votes"] if kkr["readings"]["E4"] == "valid" else kkr["votes_cast"]
    say(f"Spærregrænse (E3, E4): 2 % af {base} stemmer er {-(-base // 50)} stemmer.")
    stood = [party for party in kkr["contenders"] if party["votes"]]
    for party in stood:
        enough = "nok" if 50 * party["votes"] >= base else "ikke nok"
        seated = "har" if party["represented"] else "har ikke"
        say(f"  {party['letter']}: {party['votes']} stemmer, {enough}; {seated} plads i et råd (E5)")
    through = [party for party in stood if 50 * party["votes"] >= base and party["represented"]]
    return {party["letter"]: party["votes"] for party in through}


def shared_out(votes, house, reading, lots):
    """Share out a house by one of the other methods; undecided seats are with nobody (K6)."""
    if {"dhondt": True, "largest_remainder": False}[reading]:
        return largest(votes, dict.fromkeys(votes, 0), house, lambda seats: seats + 1, "sammensætning", lots)
    total = sum(votes.values())
    shares = {name: Fraction(number * house, total) for name, number in votes.items()} if total else {}
    seats = {name: int(share) for name, share in shares.items()}
    left = house - sum(seats.values())
    for rest in sorted({share - int(share) for share in shares.values()}, reverse=True):
        next_ones = [name for name in sorted(shares) if shares[name] - seats[name] == rest and rest]
        if len(next_ones) > left:
            next_ones = settled(next_ones, "sammensætning", lots) or []
            left = len(next_ones)
        seats |= {name: seats[name] + 1 for name in next_ones}
        left -= len(next_ones)
    return seats


def capped(votes, mayors, house, reading, lots):
    """Return the seats of a house that is too small: nobody below their mayors (K6)."""
    if reading == "round_up":
        left = house - sum(mayors.values())
        return largest(votes, mayors, left, lambda seats: seats, "sammensætning", lots)
    kept = {}
    while True:
        rest = {name: number for name, number in votes.items() if name not in kept}
        seats = shared_out(rest, house - sum(kept.values()), reading, [])
        below = {name: mayors[name] for name in rest if seats.get(name, 0) < mayors[name]}
        if not below:
            return shared_out(rest, house - sum(kept.values()), reading, lots) | kept
        kept |= below


def composition(kkr, votes, say):
    """Say how many members everybody has (K1-K7)."""
    belongs = [mayor["contender"] for mayor in kkr["mayors_list"]]
    mayors = {name: belongs.count(name) for name in votes}
    outside = len(belongs) - sum(mayors.values())
    first = max(sorted(filter(mayors.get, votes)), key=lambda name: Fraction(mayors[name], votes[name]))
    say(f"Dimensionerende parti (K3): {first}, {votes[first]} stemmer og {mayors[first]} borgmestre.")
    seats = {name: -(-number * mayors[first] // votes[first]) for name, number in votes.items()}
    for name, number in votes.items():
        say(f"  {name}: {number} × {mayors[first]} ÷ {votes[first]}, rundet op: {seats[name]}")
    house = 2 * len(belongs) - (outside if kkr["readings"]["K7"] == "on_top" else 0)
    if sum(seats.values()) > house:
        seats = capped(votes, mayors, house, kkr["readings"]["K6"], kkr["lots"])
        each = ", ".join(f"{name} {seats[name]}" for name in votes)
        say(f"Loft (K5, K7): {house} pladser til listerne, fordelt igen (K6): {each}")
    say(f"Borgmestre uden for fordelingen (K7): {outside}. Medlemmer i alt: {sum(seats.values()) + outside}.")
    return seats, sum(seats.values()) + outside


def posts(kkr, votes, say):
    """Say who is entitled to chair and vice-chair by d'Hondt, alliances counted as one (V1-V3, V7)."""
    groups = {label: label.split("+") for label in kkr["alliances"]}
    alone = [name for name in votes if not any(name in members for members in groups.values())]
    won, holders = {}, []

    def one(entries, stage):
        count = {name: won.get(name, 0) for name in entries}
        after = largest(entries, count, 1, lambda seats: seats + 1, stage, kkr["lots"])
        return next((name for name in after if after[name] > count[name]), None)

    for number, post in ((1, "Formand"), (2, "Næstformand")):
        stage = f"formand og næstformand, post {number}"
        entries = {name: votes[name] for name in alone}
        entries |= {label: sum(votes[name] for name in members) for label, members in groups.items()}
        winner = holder = one(entries, stage)
        if winner in groups:
            holder = one({name: votes[name] for name in groups[winner]}, f"{stage}, inden for {winner}")
        if holder is None:
            say(f"{post} (V7): afventer lodtrækning.")
            break
        for name in {winner, holder}:
            won[name] = won.get(name, 0) + 1
        say(f"{post} (V1): {holder}{f' i valgforbundet {winner}' if winner != holder else ''}.")
        holders.append(holder)
    return [*holders, None, None][:2]


def check(kkr, say=print):
    """Compute a KKR again and return what differs from the figures it was published with, in Danish."""
    votes = eligible(kkr, say)
    (seats, total), holders = composition(kkr, votes, say), posts(kkr, votes, say)
    published = {party["letter"]: party["seats"] for party in kkr["contenders"]}
    pairs = [(f"Pladser til {name}", seats.get(name, 0), published[name]) for name in published]
    pairs.append(("Medlemmer i alt", total, kkr["total"]))
    for holder, key, post in zip(holders, ("chair", "vice_chair"), ("Formand", "Næstformand"), strict=True):
        pairs.append((post, holder, kkr[key] and kkr[key]["contender"]))
    return [f"{what}: {ours}, bilaget siger {theirs}" for what, ours, theirs in pairs if ours != theirs]


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8-sig") as file:  # noqa: PTH123 - as plain as can be
            differing = check(json.load(file))
    except (IndexError, KeyError, OSError, TypeError, ValueError):
        sys.exit("Skriv: python3 efterregn.py kkr-<region>.json (bilagets egen JSON-fil, hel og uændret)")
    print("\n".join(differing) or "Pladser, medlemmer i alt, formand og næstformand er, som bilaget siger.")
    sys.exit(bool(differing))
