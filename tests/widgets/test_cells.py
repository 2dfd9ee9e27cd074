from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from counter.widgets.cells import fit, graphemes, tail, typed, visible, wrap

HOSTILE = [
    "[red]张[/x]",
    "'; DROP TABLE holder; --",
    "\x1b[31m红\x1b[0m",
    "\x00\x07\x7f",
    "张\u202e三",
    "e\u0301\u0301",
    "李𠅤",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_cannot_be_seen_is_drawn_as_what_can(text: str) -> None:
    seen = visible(text)
    assert not {unicodedata.category(c) for c in seen} & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
    assert cell_len(seen) >= sum(unicodedata.category(c) not in {"Mn", "Me"} for c in text)


def test_escape_null_delete_and_direction_marks_have_their_signs() -> None:
    assert visible("\x1b\x00\x7f\u202e") == "␛␀␡⟨202E⟩"


def test_markup_is_left_as_it_is() -> None:
    assert visible("[red]张[/x]") == "[red]张[/x]"


def test_a_field_takes_the_first_line_without_what_cannot_be_seen() -> None:
    assert typed("张\x1b[31m三\u200b\n第二行") == "张[31m三"
    assert typed("") == ""


@given(st.text(max_size=40), st.integers(0, 30))
def test_fitted_text_has_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(fit(visible(text), cells)) == cells


@given(st.text(max_size=40), st.integers(0, 30))
def test_of_the_end_of_a_text_nothing_is_wider_than_its_cells(text: str, cells: int) -> None:
    seen = visible(text)
    end = tail(seen, cells)
    assert cell_len(end) <= cells
    assert seen.endswith(end.removeprefix("…"))
    assert (end == seen) == (cell_len(seen) <= cells)


def test_of_an_address_the_house_is_seen() -> None:
    assert tail("北京市海淀区样例园北路 7 号", 16) == "…样例园北路 7 号"


@given(st.text(max_size=80), st.integers(8, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text: str, cells: int) -> None:
    text = visible(text)
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_chinese_is_broken_anywhere_and_words_are_not() -> None:
    assert wrap("请在户口专用章处盖章", 10) == ["请在户口专", "用章处盖章"]
    assert wrap("the second person", 10) == ["the second", "person"]


def test_a_closing_mark_does_not_begin_a_line() -> None:
    assert all(not line.startswith(("。", ",")) for line in wrap("请念给本人听,确认无误。再按回车。", 12))


def test_a_letter_keeps_its_marks() -> None:
    assert graphemes("e\u0301𠅤") == ["e\u0301", "𠅤"]
