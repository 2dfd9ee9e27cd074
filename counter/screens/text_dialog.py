"""A text over the page: it scrolls, and every other key closes it."""

from __future__ import annotations

from abc import abstractmethod

from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas
from counter.widgets.scroll import Scroll

Line = tuple[str, str]
"""Role and text."""


class TextDialog(Dialog[None]):
    """Lines that scroll; every key but the arrows closes them."""

    WIDTH = 76
    HEIGHT = 99

    def __init__(self) -> None:
        super().__init__()
        self._scroll = Scroll()

    @abstractmethod
    def lines(self, columns: int) -> list[Line]:
        """The text in lines of at most so many cells."""

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, from the one scrolled to."""
        lines = self.lines(box.columns)
        for place, (role, text) in enumerate(self._scroll.seen(lines, box.rows)):
            canvas.put(box.x, box.y + place, text, role, box.columns)
        if self._scroll.top + box.rows < len(lines):
            canvas.put(box.x + box.columns - 1, box.y + box.rows - 1, "↓", "key")

    def press(self, key: str) -> bool:
        """Scroll, or close."""
        if self._scroll.press(key):
            self.show()
        else:
            self.answer(None)
        return True
