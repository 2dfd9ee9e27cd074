from __future__ import annotations

from itertools import pairwise

import pytest
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


@pytest.mark.parametrize("mark", "，。、；：？！）》〉】〗〕］｝』」”’·～－/%℃")
def test_closing_marks_never_begin_a_line(mark: str) -> None:
    for width in range(2, 8):
        lines = list(broken_lines(f"甲乙丙{mark}丁戊己{mark}庚", measure, width))
        assert not any(line.startswith(mark) for line in lines), (width, lines)


@pytest.mark.parametrize("mark", "（《〈【〖〔［｛『「“‘/￥№")
def test_opening_marks_never_end_a_line(mark: str) -> None:
    for width in range(2, 8):
        lines = list(broken_lines(f"甲乙丙{mark}丁戊己{mark}庚辛壬", measure, width))
        assert not any(line.endswith(mark) for line in lines), (width, lines)


@pytest.mark.parametrize(
    "whole",
    [
        "110108199001011234",
        "L110108990-01-20261122-0001",
        "confirmation-slip",
        "1,000.50元",
        "2026年",
        "30%",
        "21:05",
    ],
)
def test_numbers_and_words_stay_whole_beside_chinese(whole: str) -> None:
    for before in range(6):
        lines = list(broken_lines("字" * before + whole + "字" * 6, measure, max(measure(whole) + 1, 4)))
        assert any(whole in line for line in lines), lines


@pytest.mark.parametrize("pair", ["——", "……"])
def test_dashes_and_ellipses_are_never_torn_apart(pair: str) -> None:
    for width in range(3, 9):
        assert any(pair in line for line in broken_lines(f"甲乙丙丁{pair}戊己庚", measure, width))


def test_a_date_breaks_between_its_parts_only() -> None:
    assert pieces("自2026年11月22日起") == ["自", "2026年", "11月", "22日", "起"]


def test_a_document_number_keeps_its_brackets() -> None:
    assert list(broken_lines("依据公通字〔2016〕21号文", measure, 6)) == ["依据公通字", "〔2016〕21号", "文"]


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
