from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.widgets.canvas import Canvas
from counter.widgets.scroll import STEPS, Scroll, around, digit, draw_mark, walked

KEYS = st.lists(st.sampled_from([*STEPS, "x"]), max_size=30)


@given(KEYS, st.integers(0, 40), st.integers(1, 20))
def test_what_is_seen_fills_the_room_as_far_as_there_are_lines(
    keys: list[str], count: int, rows: int
) -> None:
    scroll, lines = Scroll(), list(range(count))
    for key in keys:
        assert scroll.press(key) == (key in STEPS)
        seen = list(scroll.seen(lines, rows))
        assert seen == lines[scroll.top : scroll.top + min(rows, count)]
        assert len(seen) == min(rows, count)


def test_a_page_down_and_a_line_up_are_seen() -> None:
    scroll = Scroll()
    scroll.press("pagedown")
    scroll.press("up")
    assert list(scroll.seen(range(40), 5)) == [9, 10, 11, 12, 13]


@given(st.integers(1, 60), st.integers(1, 20), KEYS)
def test_the_mark_stays_among_the_rows_and_among_those_that_are_seen(
    count: int, rows: int, keys: list[str]
) -> None:
    at = 0
    for key in keys:
        at = walked(at, STEPS.get(key, 0), count)
        seen = around(at, count, rows)
        assert at in seen
        assert len(seen) == min(rows, count)
        assert (seen[0], seen[-1]) >= (0, 0)
        assert seen[-1] < count


@pytest.mark.parametrize(("place", "key"), [(0, "1"), (8, "9"), (9, "·")])
def test_the_first_nine_rows_have_a_digit(place: int, key: str) -> None:
    assert digit(place) == key


@pytest.mark.parametrize(("marked", "role", "key"), [(True, "chosen", "chosen"), (False, "ink", "key")])
def test_the_marked_row_is_a_bar_and_its_key_is_part_of_it(marked: bool, role: str, key: str) -> None:
    canvas = Canvas(20, 3)
    assert draw_mark(canvas, 1, marked=marked, key="1") == role
    runs = canvas._runs[1]
    assert (2, "1", key) in runs
    assert any(text.startswith(" ") and found == "chosen" for _, text, found in runs) == marked
