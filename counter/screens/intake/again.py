"""Something is under way already, or there: shown before anything is asked; taken in once more only on purpose."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.locale import Text

    Meant = Dialog[bool]
else:
    Meant = Dialog

_TAKE = "9"
"""No first question has so many answers: who answers it without looking confirms nothing."""
_LINES = 3
"""Rows that one line of what is there may take."""
_SHOWN = 3
"""So many lines are shown; whoever has more under way has enough to look at."""


class AgainDialog(Meant):
    """What is there, line by line; Esc leaves it, one digit takes it in all the same."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 72

    def __init__(self, what: tuple[Text, ...]) -> None:
        super().__init__()
        self._what = what
        self.HEIGHT = 9 + 2 * min(len(what), _SHOWN)
        self._since = math.inf
        """When it was shown, in seconds of the monotonic clock."""

    def on_mount(self) -> None:
        """From now on it can be read."""
        super().on_mount()
        self._since = time.monotonic()

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Title, lines, the two answers."""
        x, columns = box.x, box.columns
        y = canvas.block(x, box.y, self.say("service.again.title"), "strong", columns, 2) + 1
        for one in self._what[:_SHOWN]:
            y = canvas.block(x, y, one.in_(self.house.language), "wait", columns, _LINES)
        for place, (key, answer) in enumerate((("Esc", "leave"), (_TAKE, "take")), y + 1):
            canvas.put(x, place, key, "key")
            canvas.put(x + 5, place, self.say(f"service.again.{answer}"), "ink", columns - 5)

    def too_early(self, struck: float) -> bool:
        """A digit typed ahead, for the first question, confirms nothing."""
        if early := struck < self._since:
            self.aside(self.say("frame.too-early"))
        return early

    def press(self, key: str) -> bool:
        """One digit takes it in; Enter, and what was meant for the first question, do not."""
        if key == _TAKE:
            self.answer(value=True)
        elif key == "enter":
            self.aside(self.say("asking.by-digit"))
        return True
