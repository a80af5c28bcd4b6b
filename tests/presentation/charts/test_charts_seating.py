from itertools import combinations
from math import dist, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_analysis.composition.election import LIST_COOPERATION
from kkr_analysis.presentation.charts.hemicycle import letter_size
from kkr_analysis.presentation.charts.lettering import text_width
from kkr_analysis.presentation.charts.seating import DISC, FREE_RADIUS, WIDEST_PITCH, seating, wedges
from kkr_analysis.presentation.charts.style import PAGE_WIDTH, SMALLEST_TEXT

EVERY_SIZE = range(1, 81)


class TestSeating:
    """Every size from 1 to 80 has its places."""

    @pytest.mark.parametrize("seats", EVERY_SIZE)
    def test_there_is_one_place_for_each_seat_and_none_overlap(self, seats):
        plan = seating(seats)
        assert len(plan.centres) == seats
        gap = min((dist(a, b) for a, b in combinations(plan.centres, 2)), default=WIDEST_PITCH)
        assert gap >= 2 * plan.disc_radius * 1.08

    @pytest.mark.parametrize("seats", EVERY_SIZE)
    def test_the_half_circle_stays_on_the_page_and_leaves_the_middle_free(self, seats):
        plan = seating(seats)
        for x, y in plan.centres:
            assert abs(x) + plan.disc_radius <= PAGE_WIDTH / 2
            assert y >= -1e-9
            assert hypot(x, y) - plan.disc_radius >= FREE_RADIUS

    @pytest.mark.parametrize("seats", EVERY_SIZE)
    def test_left_mirrors_right(self, seats):
        places = {(round(x, 6) + 0.0, round(y, 6)) for x, y in seating(seats).centres}
        assert places == {(-x + 0.0, y) for x, y in places}

    @pytest.mark.parametrize("letter", ["A", "W", "Ø", LIST_COOPERATION, "–"])
    @pytest.mark.parametrize("seats", EVERY_SIZE)
    def test_the_letter_is_large_enough_to_read_and_stays_on_the_disc(self, seats, letter):
        radius = seating(seats).disc_radius
        size = letter_size(letter, radius)
        assert size >= SMALLEST_TEXT
        assert text_width(letter, size, "bold") <= 2 * radius * 0.8

    @pytest.mark.parametrize(("seats", "rows"), [(9, 1), (22, 2), (31, 2), (36, 2), (58, 3), (80, 4)])
    def test_the_sizes_that_occur_have_few_rows(self, seats, rows):
        assert seating(seats).rows == rows

    def test_one_seat_stands_at_the_top(self):
        ((x, y),) = seating(1).centres
        assert abs(x) < 1e-9
        assert y > 0

    def test_no_seats_are_refused(self):
        with pytest.raises(ValueError, match="at least one"):
            seating(0)


def in_one_piece(places, reach):
    reached, rest = [places[0]], set(places[1:])
    for place in reached:
        near = {other for other in rest if dist(place, other) < reach}
        reached.extend(near)
        rest -= near
    return not rest


class TestWedges:
    """A party's seats stand together."""

    @given(st.lists(st.integers(0, 20), min_size=1, max_size=12).filter(any))
    def test_everybody_gets_as_many_places_as_seats_and_no_place_twice(self, sizes):
        parts = wedges(seating(sum(sizes)), sizes)
        assert [len(part) for part in parts] == sizes
        assert len({place for part in parts for place in part}) == sum(sizes)

    @pytest.mark.parametrize(
        "sizes",
        [
            (10, 2, 5, 2, 3, 1, 2, 9, 2),  # Midtjylland, 36
            (17, 4, 13, 2, 5, 2, 7, 8),  # Hovedstaden, 58
            (9, 2, 4, 2, 2, 2, 6, 2, 1, 1),  # Sjælland, 31
            (5, 3, 1, 1, 1, 9, 1, 1),  # Nordjylland, 22
        ],
    )
    def test_the_parties_of_the_real_sizes_are_each_in_one_piece(self, sizes):
        plan = seating(sum(sizes))
        reach = 1.45 * 2 * plan.disc_radius / DISC
        assert all(in_one_piece(places, reach) for places in wedges(plan, sizes))

    def test_the_first_party_is_on_the_left_and_the_last_on_the_right(self):
        first, *_, last = wedges(seating(36), (10, 16, 10))
        assert all(x < 0 for x, _ in first)
        assert all(x > 0 for x, _ in last)
