"""Both hands in characters, as the citizen lays them down: the finger asked for is filled, the others say how they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from counter.values.finger_code import FINGERS_OF, hand_of
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.desk.application_views import FingerView
    from counter.locale import Language

_LENGTHS: Final = {0: 3, 1: 5, 2: 6, 3: 5, 4: 4}
"""Rows of a finger, by its place from the thumb."""
_TALLEST: Final = 6
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
HANDS_ROWS: Final = _TALLEST + 2
"""Rows the picture takes: the fingers, their names, their marks."""


def draw_hands(canvas: Canvas, x: int, y: int, fingers: Iterable[FingerView], language: Language) -> None:
    """Left hand left, right hand right, both thumbs in the middle."""
    names, (left, right) = _NAMES[language], _HANDS[language]
    canvas.put(x + 4 * _WIDE, y, left, "label")
    canvas.put(x + _HAND, y, right, "label")
    for finger in fingers:
        hand = hand_of(finger.finger)
        place = FINGERS_OF[hand].index(finger.finger)
        column = _HAND + place * _WIDE if hand == "right" else (4 - place) * _WIDE
        _draw_finger(canvas, x + column, y, place, finger)
        mark, role = _MARKS[finger.state]
        canvas.put(x + column, y + _TALLEST, names[place], "strong" if finger.state == "asked" else "label")
        canvas.put(x + column, y + _TALLEST + 1, mark * (2 if finger.state == "asked" else 1), role)


def _draw_finger(canvas: Canvas, x: int, y: int, place: int, finger: FingerView) -> None:
    asked, role = finger.state == "asked", _MARKS[finger.state][1]
    top = y + _TALLEST - _LENGTHS[place]
    canvas.put(x, top, "▄▄" if asked else "╭╮", role)
    for row in range(top + 1, y + _TALLEST):
        canvas.put(x, row, "██" if asked else "││", role)
