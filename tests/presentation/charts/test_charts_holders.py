"""Who has each post at the election and in a scenario, drawn and said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tools.drawn import drawn, refuse_overflow, texts_in

from kkr_analysis.presentation.charts.holders import AFTER, BEFORE, CHANGED, LOT, Ring, holders
from kkr_analysis.presentation.charts.values import Chart, Holder

RED, BLUE, GREY = "#b6202e", "#0f5a9e", "#5a646d"
A = Holder(title="formand", letter="A", name="Socialdemokratiet", colour=RED)
V = Holder(title="næstformand", letter="V", name="Venstre", colour=BLUE)
V_FIRST = Holder(title="formand", letter="V", name="Venstre", colour=BLUE, alliance="C+V")
A_NEXT = replace(A, title="næstformand")
BODY = "Tænkt eksempel: KKR Midtjylland 2022–26"


def chart(before: list[Holder], after: list[Holder]) -> Chart:
    return holders(before, after, body=BODY, topic="formand og næstformand")


def rings(chart: Chart) -> int:
    return len(drawn(Ring, chart.draw()))


def test_it_says_who_has_each_post_before_and_after():
    assert chart([A, V], [V_FIRST, A_NEXT]).alt == (
        "Tænkt eksempel: KKR Midtjylland 2022–26, formand og næstformand. "
        "Ved valget: formand A (Socialdemokratiet); næstformand V (Venstre). "
        "I eksemplet: formand V (Venstre) i valgforbundet C+V; næstformand A (Socialdemokratiet). "
        "Ikke som ved valget: formand og næstformand."
    )


def test_it_shows_the_letters_in_order_and_a_frame_around_each_that_changes():
    own = chart([A, V], [V_FIRST, A_NEXT])
    shown = [text for text in texts_in(own.draw()) if text in ("A", "V", "C+V", BEFORE, AFTER, CHANGED)]
    assert shown == [BEFORE, "A", "V", AFTER, "V", "C+V", "A", CHANGED]
    assert rings(own) == 2
    refuse_overflow(own.draw())


def test_without_a_change_there_is_no_frame_and_no_key_to_it():
    own = chart([A, V], [A, V])
    assert rings(own) == 0
    assert CHANGED not in texts_in(own.draw())
    assert own.alt.endswith("Alt er som ved valget.")


def test_a_lot_is_a_question():
    lot = Holder(title="formand", letter="", name="", colour=GREY)
    own = chart([A, V], [lot, V])
    assert LOT in texts_in(own.draw())
    assert "formand ved lodtrækning" in own.alt
    assert rings(own) == 1


@pytest.mark.parametrize("number", [1, 36, 60])
def test_many_places_and_long_labels_stay_on_the_page(number):
    label = "+".join("ABCDFKOVØÅIÆ")
    row = [replace(V_FIRST, title=f"{place}. plads", alliance=label) for place in range(1, number + 1)]
    drawing = chart([replace(own, letter="A", alliance="") for own in row], row).draw()
    refuse_overflow(drawing)
    assert sum(text == "V" for text in texts_in(drawing)) == number


@pytest.mark.parametrize("rows", [([], []), ([A, V], [A]), ([A, V], [A, A])])
def test_rows_of_different_posts_are_refused(rows):
    with pytest.raises(ValueError, match="same posts"):
        chart(*rows)


def test_a_hostile_name_is_only_a_name():
    hostile = replace(A, name="<script>alert(1)</script>", letter="$x$")
    own = chart([hostile, V], [hostile, V])
    assert "$x$" in texts_in(own.draw())
    assert "<script" not in own.svg
