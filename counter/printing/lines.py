"""Breaks Chinese text into lines (避头尾) and fits it into a box: shrink to the floor, wrap, shrink to the least, refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from counter.errors import CounterError
from counter.locale import Text
from counter.printing.form import Style

NEVER_FIRST = frozenset(
    "、。,.，．：:；;！!？?"  # 点号: 5.1.1, 5.1.2
    "）)】]》〉」』”’〕〗］｝}"  # 后半: 5.1.3
    "…—"  # 破折号 and 省略号 are never torn apart: 5.1.4, 5.1.5
    "-‐–－~～·"  # 连接号, 间隔号: 5.1.6, 5.1.7
    "/／"  # 分隔号: 5.1.9
    "%％‰℃°々"
)
"""Characters that may not begin a line (行首禁则); numbers are those of GB/T 15834-2011."""
NEVER_LAST = frozenset(
    "（([【《〈「『“‘〔〖［｛{"  # 前半: 5.1.3
    "/／"  # 5.1.9
    "￥¥$№#"
)
"""Characters that may not end a line (行尾禁则)."""
UNITS = frozenset("年月日时分秒元")
"""What stays with the number before it (数字与单位不拆行)."""
DESCENDING = frozenset("gjpqyQ,;@()[]{}|/\\$_çþ")
DEPTH = 0.14
"""How far these reach below the box of a Chinese letter, in parts of the size; as much is left free above."""
STEP = 0.5
TALL = 3
"""Lines from which on a box is made for sentences."""

Measure = Callable[[str], float]
"""The width of a text at size 1."""


class DoesNotFit(CounterError):
    """A text is too long for its place even in the smallest letters; values: ``field``, ``text``."""

    happened = Text(
        "栏目“{field}”的内容太长，纸上放不下：{text}。",
        "The field “{field}” is too long for the paper: {text}.",
    )
    next_step = Text("请改短后再打印，或改用附页。", "Shorten it and print again, or use an attached sheet.")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of a text and the size in points at which they fit."""

    lines: tuple[str, ...]
    size: float


def fit(text: str, measure: Measure, width: float, height: float, style: Style) -> Fitted | None:
    """Fit a text into ``width`` × ``height`` points; None when it does not fit in its least size.

    In a low box a text shrinks to the floor before it wraps; in a tall one, made for sentences, it wraps before it shrinks.
    """
    unit = measure(text)
    tall = height >= TALL * style.leading * style.size
    if unit * style.floor <= width and "\n" not in text and not tall:
        size = min(style.size, _down(width / unit, style.floor)) if unit else style.size
        while size > style.floor and not _stands((text,), size, height, style):
            size = max(size - STEP, style.floor)
        return Fitted((text,), size) if _stands((text,), size, height, style) else None
    size = style.size
    while size >= min(style.floor, style.least):
        broken = tuple(broken_lines(text, measure, width / size))
        if _stands(broken, size, height, style) and all(measure(line) * size <= width for line in broken):
            return Fitted(broken, size)
        size -= STEP
    return None


def _stands(lines: Sequence[str], size: float, height: float, style: Style) -> bool:
    """Whether lines are no higher than their box, the tails of Latin letters included."""
    deep = 2 * DEPTH if not DESCENDING.isdisjoint(lines[-1]) else 0.0
    return ((len(lines) - 1) * style.leading + 1 + deep) * size <= height


def _down(size: float, floor: float) -> float:
    """A size rounded down to a step, but not below the floor."""
    return max(size // STEP * STEP, floor)


def broken_lines(text: str, measure: Measure, width: float) -> Iterator[str]:
    """Lines no wider than ``width`` where a break is allowed; a piece that is too wide stands alone and sticks out."""
    for paragraph in text.split("\n"):
        line = ""
        for piece in pieces(paragraph):
            if line and measure((line + piece).rstrip()) > width:
                yield line.rstrip()
                line = piece.lstrip()
            else:
                line += piece
        yield line.rstrip()


def pieces(text: str) -> Sequence[str]:
    """The text cut at every place where a line may end."""
    cut: list[str] = []
    for char in text:
        if cut and _joined(cut[-1][-1], char):
            cut[-1] += char
        else:
            cut.append(char)
    return cut


def _joined(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return True
    if after in UNITS and before.isdigit():
        return True
    return before != " " and _latin(before) and _latin(after)


def _latin(char: str) -> bool:
    """Whether a character belongs to a word or number written without spaces."""
    return "!" <= char <= "~" or "\u00c0" <= char <= "\u024f"
