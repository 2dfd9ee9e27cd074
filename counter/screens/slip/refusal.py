"""A refusal: what cannot be done, under which article, and what helps; printed as a notice for the citizen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from counter.screens.seen_first import SeenFirst
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.page import SlipPage


class RefusalFace(Face):
    """Sentence, article, remedy; Enter prints the notice, Esc goes back."""

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        self._seen = SeenFirst()

    def start(self) -> None:
        """It stands there."""
        self._seen.since = time.monotonic()

    def too_early(self, struck: float) -> bool:
        """What comes next was struck then; the key itself tells whether it counts."""
        self._seen.struck(struck)
        return False

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Each refusal in full."""
        x, y, room = box.x, box.y, box.columns
        language = self.page.house.language
        who = self.case.holder.name if self.case.holder else self.case.searched
        if who:
            canvas.put(x, y, who, "strong", room)
            y += 1
        for refusal in self.case.refusals:
            y = canvas.block(x, y, "✗ " + refusal.text.in_(language), "stop", room, 4)
            y = self._part(canvas, x, y, room, "refusal.source", refusal.source.in_(language))
            y = self._part(canvas, x, y, room, "refusal.remedy", refusal.remedy.in_(language)) + 1
        at = canvas.put(x, y, "Enter", "key")
        canvas.put(at + 1, y, self.say("refusal.print"), "ink", room - 6)

    def _part(self, canvas: Canvas, x: int, y: int, room: int, label: str, text: str) -> int:
        if not text:
            return y
        at = canvas.put(x, y, self.say(label), "label") + 2
        return canvas.block(at, y, text, "ink", room - (at - x), 4)

    def press(self, key: str) -> bool:
        """Enter prints the notice, once it could be read."""
        if self._seen.unread(key, means=not key.isdecimal()):
            self.page.aside(self.say("frame.too-early"))
            return True
        if key == "enter":
            self.page.do(lambda desk, session, case: desk.slip.print(session, case))
        return key == "enter"
