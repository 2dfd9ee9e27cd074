"""A telephone number as citizens give it: digits with the marks between them, and whose it is if it is not theirs."""

from __future__ import annotations

from typing import Final

from counter.errors import BadInput
from counter.locale import Text
from counter.values.remark import remark

_FEWEST: Final = 5
"""Digits; 12345 and the like are the shortest that somebody answers."""
_WIDE: Final = str.maketrans("０１２３４５６７８９（）－＋", "0123456789()-+")


class NotATelephone(BadInput):
    """Nobody can be called by it."""

    happened = Text("“{value}”里没有电话号码。", "There is no telephone number in “{value}”.")
    next_step = Text(
        "请填至少 5 位数字，后面可以写明是谁的；没有就留空。",
        "Please give at least 5 digits, and whose they are behind them; or leave it empty.",
    )


def phone(text: str) -> str:
    """The number on one line, its digits and marks half-width; "" when there is none.

    Raises:
        NotATelephone, RemarkHasHiddenCharacter
    """
    line = remark(text.translate(_WIDE))
    if line and sum(character in "0123456789" for character in line) < _FEWEST:
        raise NotATelephone(value=line[:20])
    return line
