from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.values.money import NotAnAmount, fen, in_yuan, yuan


@given(st.integers(min_value=0, max_value=999_999_999))
def test_what_is_written_reads_back(amount: int) -> None:
    assert fen(yuan(amount)) == fen(in_yuan(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("0", 0), ("20", 2000), ("20.5", 2050), (" 20.50 元", 2050), ("２０．５", 2050), ("20。5", 2050)],
)
def test_yuan_as_people_type_it(text: str, amount: int) -> None:
    assert fen(text) == amount


@pytest.mark.parametrize(
    "text", ["", "-5", "1.234", "1,000", "二十", "1e3", "\x1b[31m", "12345678", ".5", "5."]
)
def test_what_is_no_amount_is_told(text: str) -> None:
    with pytest.raises(NotAnAmount, match="不是金额"):
        fen(text)


def test_less_than_nothing_is_written_with_a_sign() -> None:
    assert (yuan(-250), yuan(5)) == ("-2.50", "0.05")


def test_paper_has_whole_yuan_without_places() -> None:
    assert (in_yuan(2000), in_yuan(1250), in_yuan(5)) == ("20 元", "12.50 元", "0.05 元")
