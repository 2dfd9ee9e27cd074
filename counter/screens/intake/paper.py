"""The sheet before it is printed: receipt, one-time notice, refusal; nothing of the citizen's stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.intake_views import IntakeView
from counter.screens.intake.face import Face
from counter.screens.intake.giving_back import draw_left_here, in_till, settles
from counter.screens.intake.officers import decides, draw_left_to_officer
from counter.screens.sheet_preview import SheetFace
from counter.widgets.canvas import Box, Canvas
from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.locale import Language
    from counter.screens.intake.page import IntakePage
    from counter.screens.sheet_preview import Lines

    Base = SheetFace[IntakePage, IntakeView]
else:
    Base = SheetFace


class PaperFace(Base, Face):
    """The sheet as it will be printed; Enter prints it, digits give back what must not stay here."""

    def lines(self, desk: Desk, session: Session, columns: int, language: Language) -> Lines:
        """The receipt, the notice or the refusal."""
        return desk.deciding.preview(session, self.case.id, columns, language)

    def too_early(self, struck: float) -> bool:
        """What comes next was struck then; the key itself tells whether it counts."""
        self.sheet.seen.struck(struck)
        return False

    @property
    def _leaves(self) -> bool:
        """Whether the citizen leaves without an acceptance, and so with everything that was handed over."""
        return self.case.stage is not Stage.RECEIPT

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, what is still here, the question."""
        x, room = box.x, box.columns
        foot = self._draw_foot(Canvas(canvas.columns, canvas.rows), x, 0, room, scrolls=True)
        rows = box.rows - foot - 1
        y = self.sheet.draw(canvas, Box(x, box.y, room, rows))
        self._draw_foot(canvas, x, y + 1, room, scrolls=self.sheet.scrolls(rows))

    def _draw_foot(self, canvas: Canvas, x: int, y: int, room: int, *, scrolls: bool) -> int:
        """What must not stay behind, then what Enter does; gives the row after it."""
        if self._stays:
            y = draw_left_here(canvas, self.page, x, y, room, fee=True)
        if not decides(self.page):
            return draw_left_to_officer(self, canvas, x, y, room)
        told = {Stage.RECEIPT: "paper.receipt", Stage.NOTICE: "paper.notice", Stage.REFUSAL: "paper.refusal"}
        at = self.draw_enter(canvas, x, y, self.say(told[self.case.stage]), room)
        if scrolls:
            canvas.put(at + 3, y, self.say("preview.scroll"), "faint")
        return y + 1

    def _unread(self, key: str) -> bool:
        gives_back = self._stays and key in {"1", "2"}
        return self.sheet.seen.unread(key, means=gives_back or key == "enter" or not key.isdecimal())

    @property
    def _stays(self) -> bool:
        return self._leaves and (bool(self.case.here) or in_till(self.case) is not None)

    def press(self, key: str) -> bool:
        """Enter prints, 1 and 2 give back, arrows scroll; a refusal is read before."""
        if self.case.stage is Stage.REFUSAL and self._unread(key):
            self.page.aside(self.say("frame.too-early"))
            return True
        if key == "enter" and not decides(self.page):
            self.page.house.act(self.page.park())
            return True
        if key == "enter":
            self.page.do(lambda desk, session, case: desk.deciding.print(session, case))
            return True
        if self._leaves and settles(self.page, key, fee=True):
            return True
        return self.sheet.press(key)
