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
        y += 1
        for choice in self.case.choices:
            canvas.put(x + 2, y, choice.key, "key")
            y = canvas.block(x + 5, y, choice.text.in_(language), "ink", room - 5, 2)
            if choice.refused is not None:
                y = canvas.block(x + 5, y, "✗ " + choice.refused.in_(language), "refused", room - 5, 2)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if key not in {choice.key for choice in self.case.choices}:
            return False
        self.page.do(lambda desk, session, case: desk.slip.show(session, case, key))
        return True
