"""The slip as text before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.views import CaseView
from counter.screens.sheet_preview import SheetFace
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.locale import Language
    from counter.screens.sheet_preview import Lines
    from counter.screens.slip.page import SlipPage

    Base = SheetFace[SlipPage, CaseView]
else:
    Base = SheetFace


class PreviewFace(Base, Face):
    """The slip as it will be printed; Enter prints it."""

    def lines(self, desk: Desk, session: Session, columns: int, language: Language) -> Lines:
        """The slip."""
        return desk.slip.preview(session, self.case.id, columns, language=language)

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, then the question."""
        room = Box(box.x, box.y, box.columns, box.rows - 2)
        bottom = self.sheet.draw(canvas, room) + 1
        at = canvas.put(box.x, bottom, "Enter", "key")
        at = canvas.put(at + 1, bottom, self.say("preview.print"), "ink")
        if self.sheet.scrolls(room.rows):
            canvas.put(at + 3, bottom, self.say("preview.scroll"), "faint")

    def press(self, key: str) -> bool:
        """Enter prints, arrows scroll."""
        if key == "enter":
            self.page.do(lambda desk, session, case: desk.slip.print(session, case))
            return True
        return self.sheet.press(key)
