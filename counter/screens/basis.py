"""F1: why the page asks or refuses, under which article, and what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, wrap
from counter.widgets.keys import WORK_KEYS

if TYPE_CHECKING:
    from counter.desk.views import WhyLine

Line = tuple[str, str]
"""Role and text."""
_KEY = 4
"""Cells for the name of a key."""


class BasisDialog(Dialog[None]):
    """A text that scrolls; every key but the arrows closes it."""

    OFFERS = frozenset({"basis", "language", "back"})
    WIDTH = 76
    HEIGHT = 99

    def __init__(self, reasons: tuple[WhyLine, ...], offers: frozenset[str]) -> None:
        super().__init__()
        self._reasons, self._offers, self._top = reasons, offers, 0

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, from the one scrolled to."""
        x, y, columns, rows = box.x, box.y, box.columns, box.rows
        lines = self._lines(columns)
        self._top = max(0, min(self._top, len(lines) - rows))
        for place, (role, text) in enumerate(lines[self._top : self._top + rows]):
            canvas.put(x, y + place, text, role, columns)
        if self._top + rows < len(lines):
            canvas.put(x + columns - 1, y + rows - 1, "↓", "key")

    def press(self, key: str) -> bool:
        """Scroll, or close."""
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(key, 0)
        if step:
            self._top += step
            self.show()
        else:
            self.answer(None)
        return True

    def work(self, key_id: str) -> bool:
        """The key that opened the text closes it."""
        if key_id == "basis":
            self.answer(None)
        return key_id == "basis"

    def _lines(self, columns: int) -> list[Line]:
        language, lines = self.house.language, list[Line]()
        lines += [("strong", self.say("basis.title")), ("ink", "")]
        for reason in self._reasons:
            text, why, source = (part.in_(language) for part in (reason.text, reason.why, reason.source))
            source = "" if source in why else source
            for role, said, indent in (("ink", text, 0), ("label", why, 2), ("here", source, 2)):
                lines += [
                    (role, " " * indent + part) for part in wrap(visible(said), columns - indent) if part
                ]
            lines.append(("ink", ""))
        if not self._reasons:
            lines += [("label", part) for part in wrap(self.say("basis.none"), columns)] + [("ink", "")]
        lines.append(("strong", self.say("basis.keys")))
        for key in WORK_KEYS:
            role = "ink" if key.id in self._offers - self.house.idle_keys else "faint"
            parts = wrap(self.say(f"help.{key.id}"), columns - _KEY)
            heads = [key.shown, *[""] * len(parts)]
            lines += [(role, f"{head:{_KEY}}{part}") for head, part in zip(heads, parts, strict=False)]
        return lines
