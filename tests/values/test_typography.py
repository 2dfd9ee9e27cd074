"""Full-width marks on paper."""

from __future__ import annotations

import pytest

from counter.values.typography import full_width


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("居住证已被注销,不能开具。", "居住证已被注销,不能开具。"),
        ("陈述、申辩;仍在京居住的,请重新申领", "陈述、申辩;仍在京居住的,请重新申领"),
        ("居住证(卡)截屏(拍照)", "居住证(卡)截屏(拍照)"),
        ("办法(市政府令第270号)第16条", "办法(市政府令第270号)第16条"),
        ("2026-11-22 10:30, room (3)", "2026-11-22 10:30, room (3)"),
        ("依据:《条例》第十条", "依据:《条例》第十条"),
        ("(卡(电子))", "(卡(电子))"),
        ("20 元,不退", "20 元,不退"),
    ],
)
def test_marks_beside_chinese_are_full_width(typed: str, printed: str) -> None:
    wide = str.maketrans({",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "(": "\uff08", ")": "\uff09"})
    wanted = printed if typed.startswith("2026") else printed.translate(wide)
    assert full_width(typed) == wanted


def test_it_settles() -> None:
    text = full_width("按《条例》(国令第663号),逾期的:中止!")
    assert full_width(text) == text
