"""What is longer than its page: lines that scroll, and rows among which a mark walks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from counter.widgets.canvas import Canvas

T = TypeVar("T")
STEPS: Final[Mapping[str, int]] = MappingProxyType({"up": -1, "down": 1, "pageup": -10, "pagedown": 10})
"""How many lines a key goes."""
_DIGITS = 9


class Scroll:
    """Which of many lines is the first that is seen, and how the keys move it."""

    def __init__(self) -> None:
        self.top = 0

    def seen(self, lines: Sequence[T], rows: int) -> Sequence[T]:
        """The lines that ``rows`` have room for; behind the last one nothing is scrolled to."""
        self.top = max(0, min(self.top, len(lines) - rows))
        return lines[self.top : self.top + rows]

    def press(self, key: str) -> bool:
        """Move, if this key does; how far there is anything is known when it is drawn."""
        self.top += STEPS.get(key, 0)
        return key in STEPS


def walked(at: int, step: int, count: int) -> int:
    """Where the mark stands after a step among so many rows."""
    return max(0, min(count - 1, at + step))


def around(at: int, count: int, rows: int) -> range:
    """The places of the rows that are seen, so that the mark is among them."""
    top = max(0, min(at - rows + 1, count - rows))
    return range(top, min(count, top + rows))


def digit(place: int) -> str:
    """The key that chooses a row: the first nine have one."""
    return str(place + 1) if place < _DIGITS else "·"


def draw_mark(canvas: Canvas, y: int, *, marked: bool, key: str = "") -> str:
    """The bar of the marked row, and the key that chooses a row; gives the role of its words."""
    role = "chosen" if marked else "ink"
    if marked:
        canvas.put(1, y, " " * (canvas.columns - 2), role)
    canvas.put(2, y, key, role if marked else "key")
    return role
