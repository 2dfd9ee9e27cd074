from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from counter.widgets.canvas import Canvas

TEXTS = st.text(max_size=30)
PLACES = st.integers(-3, 45)


def test_text_stands_at_its_cell_behind_wide_characters() -> None:
    canvas = Canvas(20, 1)
    canvas.put(0, 0, "李𠅤")
    canvas.put(10, 0, "x")
    assert canvas.strip(0).text == "李𠅤      x" + " " * 9


def test_what_is_too_long_is_cut_with_a_sign() -> None:
    canvas = Canvas(10, 1)
    assert canvas.put(2, 0, "古丽巴哈尔·艾山江") == 9
    assert canvas.text() == "  古丽巴…"


def test_what_comes_later_lies_over_what_was_there_and_halves_no_character() -> None:
    canvas = Canvas(12, 1)
    canvas.put(0, 0, "一二三四五六")
    canvas.put(3, 0, "xx")
    assert canvas.strip(0).text == "一 xx 四五六"


def test_control_characters_never_reach_the_strip() -> None:
    canvas = Canvas(30, 1)
    canvas.put(0, 0, "\x1b[2J张\x07")
    assert canvas.text() == "␛[2J张␇"


@given(st.lists(st.tuples(PLACES, TEXTS), max_size=6))
def test_a_row_is_always_as_wide_as_the_page(puts: list[tuple[int, str]]) -> None:
    canvas = Canvas(40, 1)
    for x, text in puts:
        canvas.put(max(0, x), 0, text)
    strip = canvas.strip(0)
    assert strip.cell_length == cell_len(strip.text) == 40


def test_rows_outside_the_page_are_not_drawn() -> None:
    canvas = Canvas(10, 2)
    canvas.put(0, 5, "x")
    canvas.put(0, -1, "x")
    assert canvas.text() == "\n"
