"""Both hands in characters, as the citizen lays them down: the finger asked for is filled, the others say how they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from counter.values.finger_code import FINGERS_OF, hand_of
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.desk.agreed_views import FingerView
    from counter.locale import Language

_LENGTHS: Final = (3, 5, 6, 5, 4)
"""Rows of a finger, from the thumb on; all end on the same row."""
_SHORT: Final = (2, 3, 3, 3, 2)
"""The same in a low window."""
_WIDE: Final = 4
"""Cells of a finger with the gap behind it."""
_HAND: Final = 28
"""Cells from one hand to the other."""
_MARKS: Final = {
    "asked": ("▲", "here"),
    "registered": ("✓", "done"),
    "tried": ("✗", "wait"),
    "skipped": ("—", "label"),
    "untouched": (" ", "faint"),
}
_NAMES: Final[dict[Language, tuple[str, ...]]] = {
    "zh": ("拇", "食", "中", "环", "小"),
    "en": ("Th", "In", "Mi", "Ri", "Li"),
}
_HANDS: Final[dict[Language, tuple[str, str]]] = {"zh": ("左手", "右手"), "en": ("left", "right")}
_BELOW: Final = 2
"""Rows of the names and the marks under the fingers."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Two hands with fingers of so many rows."""

    lengths: tuple[int, ...]

    @classmethod
    def within(cls, rows: int) -> Hands:
        """The largest hands for so many rows."""
        return cls(_LENGTHS if max(_LENGTHS) + _BELOW <= rows else _SHORT)

    @property
    def rows(self) -> int:
        """Rows the picture takes: the fingers, their names, their marks."""
        return max(self.lengths) + _BELOW

    @property
    def gap(self) -> int:
        """Empty rows behind the picture; a low window has none to spare."""
        return int(self.lengths is not _SHORT)

    def draw(self, canvas: Canvas, x: int, y: int, fingers: Iterable[FingerView], language: Language) -> None:
        """Left hand left, right hand right, both thumbs in the middle."""
        names, (left, right) = _NAMES[language], _HANDS[language]
        foot = y + max(self.lengths)
        canvas.put(x + 4 * _WIDE, y, left, "label")
        canvas.put(x + _HAND, y, right, "label")
        for finger in fingers:
            hand, asked = hand_of(finger.finger), finger.state == "asked"
            place = FINGERS_OF[hand].index(finger.finger)
            column = x + (_HAND + place * _WIDE if hand == "right" else (4 - place) * _WIDE)
            mark, role = _MARKS[finger.state]
            _draw_finger(canvas, column, foot - self.lengths[place], foot, role, asked=asked)
            canvas.put(column, foot, names[place], "strong" if asked else "label")
            canvas.put(column, foot + 1, mark * (2 if asked else 1), role)


def _draw_finger(canvas: Canvas, x: int, top: int, foot: int, role: str, *, asked: bool) -> None:
    canvas.put(x, top, "▄▄" if asked else "╭╮", role)
    for row in range(top + 1, foot):
        canvas.put(x, row, "██" if asked else "││", role)
