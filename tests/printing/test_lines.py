from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from counter.printing.form import Style
from counter.printing.lines import NEVER_FIRST, NEVER_LAST, broken_lines, fit, pieces

STYLE = Style(size=10, floor=6)
letters = st.text("中华人民共和国，。、）（《》·“”abcXYZ019- ", max_size=120)


def measure(text: str) -> float:
    return sum(0.5 if char < "\x7f" else 1.0 for char in text)


@given(letters, st.floats(4, 40))
def test_breaking_loses_no_letter(text: str, width: float) -> None:
    assert "".join("".join(broken_lines(text, measure, width)).split()) == "".join(text.split())


@given(letters, st.floats(4, 40))
def test_no_line_begins_or_ends_with_what_may_not(text: str, width: float) -> None:
    lines = list(broken_lines(text, measure, width))
    for before, after in pairwise(lines):
        if before and after:
            assert after[0] not in NEVER_FIRST
            assert before[-1] not in NEVER_LAST


def test_numbers_and_words_are_not_broken() -> None:
    assert pieces("18号院A-301室") == ["18", "号", "院", "A-301", "室"]
    assert list(broken_lines("居住地址 110108199001011234 号", measure, 10)) == [
        "居住地址",
        "110108199001011234",
        "号",
    ]


def test_quotation_marks_stay_with_their_words() -> None:
    assert list(broken_lines("他说（好的）。", measure, 3)) == ["他说", "（好", "的）。"]


def test_a_short_text_keeps_its_size() -> None:
    fitted = fit("张三", measure, 100, 12, STYLE)
    assert fitted
    assert (fitted.lines, fitted.size) == (("张三",), 10)


def test_a_longer_text_shrinks_on_one_line_down_to_the_floor() -> None:
    for count, size in ((10, 10), (12, 8), (16, 6)):
        fitted = fit("字" * count, measure, 100, 24, STYLE)
        assert fitted
        assert (len(fitted.lines), fitted.size) == (1, size)


def test_then_it_wraps_as_large_as_the_box_allows() -> None:
    fitted = fit("字" * 17, measure, 100, 24, STYLE)
    assert fitted
    assert len(fitted.lines) == 2
    assert fitted.size == 10


def test_then_it_is_refused() -> None:
    assert fit("字" * 200, measure, 100, 24, STYLE) is None
    assert fit("x" * 100, measure, 100, 24, STYLE) is None


def test_a_tall_box_wraps_before_it_shrinks() -> None:
    fitted = fit("字" * 12, measure, 100, 60, STYLE)
    assert fitted
    assert (len(fitted.lines), fitted.size) == (2, 10)


@given(st.text("字a·，", min_size=1, max_size=80), st.floats(20, 300), st.floats(8, 80))
def test_what_fits_is_inside_its_box(text: str, width: float, height: float) -> None:
    fitted = fit(text, measure, width, height, STYLE)
    if fitted:
        assert STYLE.floor <= fitted.size <= STYLE.size
        assert all(measure(line) * fitted.size <= width + 1e-9 for line in fitted.lines)
        if len(fitted.lines) > 1:
            assert ((len(fitted.lines) - 1) * STYLE.leading + 1) * fitted.size <= height
        assert "".join(fitted.lines) == text


@given(st.text("字\n", max_size=30))
def test_paragraphs_are_kept(text: str) -> None:
    assert len(list(broken_lines(text, measure, 1000))) == text.count("\n") + 1
