"""The whole country: five KKR, KL's bestyrelse, what changed, and the map of 98 municipalities."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from itertools import combinations, product
from math import dist, pi

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT, TERM
from tools.drawn import drawn, extent, texts_in

from kkr_analysis.allocation import Alliance
from kkr_analysis.allocation.posts import elect_in_order
from kkr_analysis.cli.entry import cli
from kkr_analysis.data.load import load_overview
from kkr_analysis.documents.build.order import Order, compute_overview
from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.presentation.charts.hemicycle import Seat
from kkr_analysis.presentation.charts.shapes import Words
from kkr_analysis.presentation.charts.small_multiples import Body, small_multiples, spread
from kkr_analysis.presentation.charts.tile_map import MayorTile, tile_map
from kkr_analysis.presentation.charts.tiles import tile_positions
from kkr_analysis.presentation.charts.values import PartySeats
from kkr_analysis.presentation.overview import pictures, prose, tables, wording
from kkr_analysis.presentation.overview.tiles import mayor_tiles
from kkr_analysis.whatif.alliances.takeovers import takeovers


@pytest.fixture(scope="module")
def now():
    """2026–30, which has a term before it."""
    return load_overview("2026-2030")


@pytest.fixture(scope="module")
def before():
    """2022–26, the first term with figures."""
    return load_overview("2022-2026")


def cells(table):
    """A table as a mapping from row header to cells by column."""
    return {header: dict(zip(table.frame.columns, row, strict=True)) for header, row in table.cells()}


class TestSizes:
    def test_totals_of_2022_are_those_known(self, before):
        """Totals 58, 31, 33, 36, 22; without the cap 70 and 36 (handbook)."""
        rows = cells(tables.sizes(before))
        assert [rows[name]["Medlemmer"] for name in list(rows)[:5]] == ["58", "31", "33", "36", "22"]
        assert (rows["Hovedstaden"]["Uden loft"], rows["Nordjylland"]["Uden loft"]) == ("70", "36")
        assert list(rows["I alt"].values()) == ["98", "206", "196", "180", "82"]

    def test_the_cap_binds_in_all_or_in_some(self, now, before):
        """The footnote says where, so that nobody has to compare two columns."""
        for overview, sentence in (
            (now, "Loftet er overskredet i alle 5 KKR, så antallet er reduceret."),
            (
                before,
                "Loftet er overskredet i KKR Hovedstaden og KKR Nordjylland, så antallet er reduceret; i de",
            ),
        ):
            assert sentence in tables.sizes(overview).footnotes[0].text


def post_rows(overview):
    """The rows of the table of posts by KKR and post."""
    rows = tables.posts(overview).cells()
    return {(region, post): rest for region, (post, *rest) in rows}


class TestPosts:
    """Chair and vice-chair of every KKR, the margin in votes, and the alliances that would move them."""

    def test_the_chair_of_hovedstaden_depends_on_1120_votes(self, now):
        """C lacks 1,120 votes alone; F, C and Ø could each have the chair with one other party."""
        rows = post_rows(now)
        assert list(map(plain, rows["Hovedstaden", "formand"])) == [
            "A", "C", "1.120", "F (F+I), C (C+Å), Ø (B+Ø)",
        ]  # fmt: skip
        assert rows["Syddanmark", "formand"][:3] == ["V", "A", "3.655"]
        assert len(rows) == 10

    def test_every_margin_is_the_one_of_the_enclosure(self, now, before):
        for result in (*now.now.results, *before.now.results):
            rows = post_rows(now if result in now.now.results else before)
            for post, name in zip(result.plain_posts.posts, ("formand", "næstformand"), strict=True):
                who, votes = post.nearest
                assert rows[result.region.name, name][:3] == [
                    post.holder,
                    who,
                    f"{votes:,}".replace(",", "."),
                ]

    def test_each_alliance_named_moves_its_post_and_none_smaller_does(self, now, before):
        """Held to the traced engine: every smaller single alliance leaves the post or its chair elsewhere."""
        for result in (*now.now.results, *before.now.results):
            votes = result.plain_posts.votes
            holders = [post.holder for post in result.plain_posts.posts]
            found = takeovers(result.plain_posts)
            for number in (1, 2):
                named = [each for each in found if each.post == number]
                assert len({each.holder for each in named}) == len(named) > 0
                assert len({len(each.pact.members) for each in named}) == 1
                for each in named:
                    assert moved(votes, each.pact.contenders(), holders) == (number, each.holder)
                size = len(named[0].pact.members)
                best = {}
                for letters in (own for n in range(2, size + 1) for own in combinations(sorted(votes), n)):
                    move = moved(votes, letters, holders)
                    if move and move[0] == number:
                        assert len(letters) == size
                        strength = sum(votes[letter] for letter in letters)
                        best[move[1]] = min(best.get(move[1], strength), strength)
                assert best == {
                    each.holder: sum(votes[letter] for letter in each.pact.contenders()) for each in named
                }

    def test_an_alliance_that_stands_is_kept_and_named(self, now):
        """With A+B declared in Hovedstaden C+Å no longer has more votes, and A's chair is safer."""
        [first, *others] = now.now.results
        allied = elect_in_order(dict(first.plain_posts.votes), 2, [Alliance(("A", "B"))])
        country = replace(now.now, results=(replace(first, allied_posts=allied), *others))
        overview = replace(now, now=country)
        table = tables.posts(overview)
        assert "Med de anmeldte valgforbund i KKR Hovedstaden (A+B)" in table.footnotes[0].text
        assert all(not {"A", "B"} & set(each.pact.contenders()) for each in takeovers(allied))
        assert "C+Å" not in post_rows(overview)["Hovedstaden", "formand"][3]

    def test_an_undecided_post_has_neither_margin_nor_takeover(self, now):
        """A and C tie for the chair: a lot decides, and the page says so in the table and below it."""
        [first, *others] = now.now.results
        tied = elect_in_order({"A": 100, "C": 100, "F": 10}, 2)
        overview = replace(now, now=replace(now.now, results=(replace(first, plain_posts=tied), *others)))
        assert post_rows(overview)["Hovedstaden", "formand"] == ["lodtrækning", "", "", ""]
        assert "I KKR Hovedstaden står to eller flere lige om en post" in prose.lots(overview).source
        assert prose.lots(now) is None

    def test_what_cannot_be_enumerated_is_said_and_stops_no_page(self, now):
        """Fourteen contenders, or an alliance inside an alliance."""
        [first, *others] = now.now.results
        crowd = elect_in_order({f"L{number:02}": 100 + number for number in range(14)}, 2)
        nested = elect_in_order({"A": 9, "B": 3, "C": 4}, 2, [Alliance(("A", Alliance(("B", "C"))))])
        for election in (crowd, nested):
            country = replace(now.now, results=(replace(first, plain_posts=election), *others))
            rows = post_rows(replace(now, now=country))
            assert rows["Hovedstaden", "formand"][3] == "ikke regnet ud"


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def moved(votes, letters, holders):
    """Which post one alliance gives to whom, the first that it moves; None if it moves none."""
    posts = elect_in_order(dict(votes), 2, [Alliance(tuple(letters))]).posts
    for number, holder in enumerate(holders, start=1):
        if len(posts) < number:
            return None
        if posts[number - 1].holder != holder:
            return number, posts[number - 1].holder
    return None


class TestSeatsAndChanges:
    def test_every_row_adds_up_to_its_total_and_every_column_to_the_last_row(self, now):
        rows = cells(tables.seats(now))
        for name, row in rows.items():
            assert sum(int(own) for key, own in row.items() if key != "I alt") == int(row["I alt"]), name
        for key in rows["I alt"]:
            assert sum(int(row[key]) for name, row in rows.items() if name != "I alt") == int(
                rows["I alt"][key]
            )

    def test_a_change_is_the_difference_of_two_terms(self, now, before):
        old, new, moved = cells(tables.seats(before)), cells(tables.seats(now)), cells(tables.changes(now))
        for name in ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland", "I alt"):
            for key in moved[name]:
                if key == "Formand":
                    continue
                said = int(moved[name][key].replace("−", "-"))
                assert said == int(new[name].get(key, "0")) - int(old[name].get(key, "0")), (name, key)
        assert (moved["Syddanmark"]["Formand"], moved["Sjælland"]["Formand"]) == ("A → V", "uændret")
        assert moved["Sjælland"]["I alt"] == "+3"

    def test_the_first_term_says_that_there_is_nothing_before_it(self, before):
        assert tables.changes(before) is None
        assert "Der er ingen tal for perioden før 2022–26" in tables.seats(before).footnotes[0].text

    def test_a_term_with_one_before_it_does_not(self, now):
        assert all("ingen tal" not in note.text for note in tables.seats(now).footnotes)


class TestBoard:
    def test_the_board_of_2022_is_the_published_one(self, before):
        rows = cells(tables.board(before))
        won = {name.split()[0]: row["Pladser"] for name, row in rows.items() if row["Pladser"] != "0"}
        assert won == {"A": "6", "B": "1", "C": "3", "F": "1", "V": "5", "Ø": "1", "I": "17"}
        said = plain(prose.board(before).source)
        assert "V (654.073 ÷ 5 = 130.814,600). Næste i rækken er O (126.388" in said
        assert "2 procent af alle 3.088.217 gyldige stemmer, det vil sige 61.765." in said

    def test_the_changes_of_the_board_cancel_out(self, now):
        rows = cells(tables.board(now))
        since = "Ændring siden 2022–26"
        moved = [int(row[since].replace("−", "-")) for row in rows.values() if row[since]]
        assert sum(moved) == 0
        assert rows["A Socialdemokratiet"][since] == "−1"


class TestStatus:
    """»Endelige tal« does not stand over seats that an assumed rule decides without saying where."""

    def test_of_2022_names_the_two_capped_kkr_and_the_weak_sources(self, before):
        word, sentence = wording.status(before)
        assert word == "Endelige tal, men nogle pladser bygger på en antagelse"
        assert sentence.startswith("Det gælder KKR Hovedstaden og KKR Nordjylland. Stemmerne er")
        assert sentence.endswith(
            " (6 af dem er ikke bekræftet af en kilde fra mødet); lokale lister er ikke regnet med"
        )

    def test_of_2026_it_is_every_kkr_by_more_than_one_rule(self, now):
        word, sentence = wording.status(now)
        assert word == "Foreløbige tal, og nogle pladser bygger på antagelser"
        assert sentence.startswith("Det gælder alle KKR. ")

    def test_the_local_lists_that_nobody_knows_of_are_a_reservation(self, now):
        said = prose.reservations(now).source
        assert "I alle KKR fik de tilsammen flere stemmer end spærregrænsen" in said

    def test_so_is_what_the_rule_on_the_board_rests_on(self, now):
        assert "hvordan KL&#39;s bestyrelse fordeles; regel B1 er udledt." in prose.reservations(now).source


class TestMap:
    """One tile for each of the 98 municipalities."""

    def test_every_municipality_of_the_register_has_a_place_of_its_own(self):
        with (ROOT / "data" / "raw" / "kommuner.csv").open(encoding="utf-8") as file:
            codes = {row["kommunekode"] for row in csv.DictReader(file)}
        assert set(tile_positions()) == codes
        assert len(codes) == 98
        spots = [(own.column, own.row) for own in tile_positions().values()]
        assert len(set(spots)) == 98
        assert len({own.short for own in tile_positions().values()}) == 98

    def test_every_tile_carries_its_letter_and_short_name(self, before):
        drawing = tile_map(mayor_tiles(before.now), title="Kort").draw()
        texts = texts_in(drawing)
        letters = [tile.letter for tile in mayor_tiles(before.now)]
        for letter in set(letters):
            assert texts.count(letter) >= letters.count(letter)
        for own in tile_positions().values():
            assert own.short in texts

    def test_the_alt_text_counts_what_the_table_counts(self, now):
        alt, rows = pictures.mayors(now).alt, tables.mayors(now).rows
        assert "V (Venstre, Danmarks Liberale Parti) har flest, 41 af 98." in alt
        assert sum(row["Antal"] for row in rows if row["Liste"] == "V") == 41
        assert "Hovedstaden: C 12, A 10, V 4 og F 3." in alt
        here = [(row["Liste"], row["Antal"]) for row in rows if row["Region"] == "Hovedstaden"]
        assert here == [("C", 12), ("A", 10), ("V", 4), ("F", 3)]
        assert rows[-1]["Antal"] == 98

    def test_the_table_behind_it_has_every_municipality_once(self, now):
        """With its name on the map where that is not how it begins."""
        rows = tables.mayors(now).rows[:-1]
        named = [name for row in rows for name in row["Kommuner"].split(", ")]
        assert sorted(re.sub(r" \(.*", "", name) for name in named) == sorted(
            tile.name for tile in mayor_tiles(now.now)
        )
        assert {"Odense", "Fredericia (Fr.ci)", "København (Kbh.)"} <= set(named)
        assert [row["Liste"] for row in rows if "Lolland" in row["Kommuner"]] == ["J Din Stemme"]

    def test_a_hostile_name_stays_text(self):
        tile = MayorTile(
            code="101",
            name="<script>",
            region="=1+1",
            letter="$x$",
            party="<b>" + "ø" * 300,
            colour="#000000",
            is_local=False,
        )
        chart = tile_map([tile], title="../<script>alert(1)</script>" + "x" * 300)
        assert "<script" not in chart.svg
        assert len(chart.alt) < 700


class TestSmallMultiples:
    def test_every_kkr_is_there_with_its_seats(self, before):
        alt = pictures.hemicycles(before).alt
        assert "KKR Midtjylland, 36 medlemmer: A 10, B 2, C 5, D 2, F 3, K 1, O 2, V 9 og Ø 2." in alt
        assert alt.count("Flest pladser har") == 5

    def test_a_preliminary_kkr_says_so_in_the_picture(self, now, before):
        assert pictures.hemicycles(now).alt.count("(foreløbig), ") == 5
        assert "foreløbig" not in pictures.hemicycles(before).alt
        assert "(foreløbig)" in pictures.mayors(now).alt

    @pytest.mark.parametrize("seats", range(9, 61))
    def test_no_letter_stands_on_a_seat(self, seats):
        """Midtjylland once had them on its discs: 37, 38 and 39 seats fill the half-circle to the brim."""
        parties = tuple(
            PartySeats(letter=letter, name="x", colour="#336699", votes=1, seats=own, mayors=0)
            for letter, own in (("A", seats // 2), ("C", 2), ("V", seats - seats // 2 - 2))
        )
        drawing = small_multiples([Body(name="KKR", parties=parties)]).draw()
        discs = drawn(Seat, drawing)
        letters = [words for words in drawn(Words, drawing) if re.fullmatch(r"[ACV] \d+", words.text)]
        assert (len(discs), len(letters)) == (seats, 3)
        for disc, box in product(discs, map(extent, letters)):
            x, y = disc.centre
            nearest = min(max(x, box.left), box.right), min(max(y, box.bottom), box.top)
            assert dist(disc.centre, nearest) > disc.radius, (disc, box)

    def test_forty_parties_fit(self):
        many = tuple(
            PartySeats(letter=f"L{n}", name="x", colour="#336699", votes=1, seats=1, mayors=0)
            for n in range(40)
        )
        assert small_multiples([Body(name="KKR", parties=many)]).svg.startswith("<svg")

    @given(st.lists(st.floats(0, pi), min_size=1, max_size=12))
    def test_letters_keep_their_order_and_their_distance(self, angles):
        falling = sorted(angles, reverse=True)
        placed = spread(falling, 0.2)
        assert len(placed) == len(falling)
        for (_, left), (_, right) in zip(enumerate(placed), enumerate(placed[1:]), strict=False):
            assert left - right >= 0.2 - 1e-6

    @given(st.lists(st.floats(0.5, 2.5), min_size=1, max_size=12, unique=True))
    def test_letters_that_are_apart_already_stay(self, angles):
        falling = sorted(angles, reverse=True)
        nearest = min((a - b for a, b in combinations(falling, 2)), default=1.0)
        assert spread(falling, nearest * 0.9) == pytest.approx(falling)


class TestCommand:
    def test_formats_that_it_does_not_have_are_refused(self, project):
        with pytest.raises(UnknownChoiceError, match=r"findes ikke som json og xlsx\. Vælg html, pdf"):
            compute_overview(
                Order(regions=(), term="2022-2026", formats=("json", "xlsx"), overview=True), project
            )

    def test_none_is_built_unless_it_is_asked_for(self, project):
        assert compute_overview(Order(regions=("midtjylland",), term="2022-2026"), project) is None

    def test_the_command_builds_it_alone(self, tmp_path, monkeypatch):
        monkeypatch.chdir(ROOT)
        result = CliRunner().invoke(
            cli, ["build", "landsoverblik", "--term", TERM, "--format", "svg", "--output", str(tmp_path)]
        )
        assert result.exit_code == 0, result.output
        assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
            ".kkr-byg.json",
            "efterregn.py",
            "index.html",
            "kontrolsummer.html",
            "landsoverblik-borgmestre-paa-kort.svg",
            "landsoverblik-halvcirkler.svg",
            "sha256.txt",
        ]

    def test_a_misspelt_name_is_met_with_the_right_one(self, monkeypatch, tmp_path):
        monkeypatch.chdir(ROOT)
        result = CliRunner().invoke(cli, ["build", "landsoverblikket", "--output", str(tmp_path)])
        assert result.exit_code != 0
        assert "Mente du landsoverblik?" in str(result.exception)
