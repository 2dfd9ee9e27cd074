"""Which document was shown, or whether somebody else stands there."""

from __future__ import annotations

from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas


class ShownFace(Face):
    """The holder in words and the numbered choices; some are refused, and say so beforehand."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Holder, question, choices."""
        x, y, room = box.x, box.y, box.columns
        y = self.draw_holder(canvas, x, y, room) + 1
        canvas.put(x, y, self.say("shown.question"), "ink", room)
        language = self.page.house.language
        for line, choice in enumerate(self.case.choices, y + 1):
            canvas.put(x + 2, line, choice.key, "key")
            at = canvas.put(x + 5, line, choice.text.in_(language), "ink", room - 5)
            if choice.refused is not None:
                canvas.put(at + 2, line, choice.refused.in_(language), "stop", room - (at + 2 - x))

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if key not in {choice.key for choice in self.case.choices}:
            return False
        self.page.do(lambda desk, session, case: desk.slip.show(session, case, key))
        return True
