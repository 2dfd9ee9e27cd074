from __future__ import annotations

import pytest

from counter.values.phone import NotATelephone, phone
from counter.values.remark import RemarkHasHiddenCharacter


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000000", "13800000000"),
        (" 0510－００００　转 8 ", "0510-0000 转 8"),
        ("138 0000 0000（女儿）", "138 0000 0000(女儿)"),
        ("＋86 12345", "+86 12345"),
        ("  ", ""),
    ],
)
def test_a_number_is_kept_as_it_is_called(typed: str, kept: str) -> None:
    assert phone(typed) == kept


@pytest.mark.parametrize("typed", ["abc", "李样例", "1234", "赵 12", "٠١٢٣٤٥٦"])
def test_what_nobody_can_call_is_told(typed: str) -> None:
    with pytest.raises(NotATelephone) as told:
        phone(typed)
    assert typed in told.value.said("zh")


def test_what_cannot_be_seen_is_told() -> None:
    with pytest.raises(RemarkHasHiddenCharacter):
        phone("13800000000\u202e")
