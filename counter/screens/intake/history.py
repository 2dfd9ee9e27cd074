"""What was corrected about the applicant: field, old → new, why, when and by whom; the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, wrap

if TYPE_CHECKING:
    from counter.desk.person_views import ChangeView

    Closed = Dialog[None]
else:
    Closed = Dialog

Line = tuple[str, str]
"""Role and text."""


class HistoryDialog(Closed):
    """A list that scrolls; every key but the arrows closes it."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76
    HEIGHT = 99

    def __init__(self, changes: tuple[ChangeView, ...]) -> None:
        super().__init__()
        self._changes, self._top = changes, 0

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, from the one scrolled to."""
        lines = self._lines(box.columns)
        self._top = max(0, min(self._top, len(lines) - box.rows))
        for place, (role, text) in enumerate(lines[self._top : self._top + box.rows]):
            canvas.put(box.x, box.y + place, text, role, box.columns)
        if self._top + box.rows < len(lines):
            canvas.put(box.x + box.columns - 1, box.y + box.rows - 1, "↓", "key")

    def _lines(self, columns: int) -> list[Line]:
        lines: list[Line] = [("strong", self.say("correction.history")), ("ink", "")]
        for change in self._changes:
            field = self.say(f"correction.field.{change.field.replace('_', '-')}")
            empty = self.say("correction.empty")
            told = f"{field}  {change.old or empty} → {change.new or empty}"
            lines += [("ink", part) for part in wrap(visible(told), columns)]
            why = f"{change.reason}  {change.at:%Y-%m-%d %H:%M}  {change.clerk}"
            lines += [("label", "  " + part) for part in wrap(visible(why), columns - 2)]
        return lines if self._changes else [*lines, ("label", self.say("correction.no-history"))]

    def press(self, key: str) -> bool:
        """Scroll, or close."""
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(key, 0)
        if step:
            self._top += step
            self.show()
        else:
            self.answer(None)
        return True
