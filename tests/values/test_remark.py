from __future__ import annotations

import pytest

from counter.values.remark import RemarkHasHiddenCharacter, remark


def test_a_remark_is_one_line() -> None:
    assert remark("  卡纸,\n\t左边  撕坏 ") == "卡纸, 左边 撕坏"
    assert len(remark("坏" * 999)) == 200
    assert remark("") == ""


@pytest.mark.parametrize("character", ["\0", "\x1b", "\u202e", "\ud800"])
def test_what_a_screen_might_obey_is_refused(character: str) -> None:
    with pytest.raises(RemarkHasHiddenCharacter, match="第 2 个字"):
        remark(f"卡{character}[31m纸")
