"""Money in fen: what a clerk types as yuan becomes a whole number of fen, or a sentence."""

from __future__ import annotations

import re
import unicodedata

from counter.errors import BadInput
from counter.locale import Text

_SHAPE = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,2}))?")


class NotAnAmount(BadInput):
    """The text is no amount of money."""

    happened = Text("不是金额：{text}。", "Not an amount of money: {text}.")
    next_step = Text(
        "请写元，角分写在小数点后，如 20 或 20.50。", "Please type yuan, with fen after a point: 20 or 20.50."
    )


def fen(text: str) -> int:
    """An amount typed in yuan (``20``, ``20.5``, ``20.50``, full-width too) as fen.

    Raises:
        NotAnAmount
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("元").strip().replace("。", ".")
    if (found := _SHAPE.fullmatch(plain)) is None:
        raise NotAnAmount(text=text.strip()[:20])
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def yuan(amount: int) -> str:
    """An amount in fen as yuan with two places: ``20.50``."""
    return f"{amount // 100}.{amount % 100:02d}" if amount >= 0 else f"-{yuan(-amount)}"


def in_yuan(amount: int) -> str:
    """An amount in fen as paper has it: ``20 元``, ``12.50 元``."""
    whole, rest = divmod(amount, 100)
    return f"{whole}.{rest:02d} 元" if rest else f"{whole} 元"
