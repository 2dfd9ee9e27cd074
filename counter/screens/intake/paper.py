"""The sheet before it is printed: receipt, one-time notice, refusal; nothing of the citizen's stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.intake.face import Face
from counter.screens.intake.giving_back import draw_left_here, in_till, settles
from counter.screens.sheet_preview import SheetPreview
from counter.widgets.canvas import Box, Canvas
from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.desk.application_views import IntakeView
    from counter.screens.intake.page import IntakePage


class PaperFace(Face):
    """The sheet as it will be printed; Enter prints it, digits give back what must not stay here."""

    titled = False

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self.sheet = SheetPreview(
            page,
            lambda desk, session, columns, language: desk.deciding.preview(
                session, case.id, columns, language
            ),
        )

    @property
    def _leaves(self) -> bool:
        """Whether the citizen leaves without an acceptance, and so with everything that was handed over."""
        return self.case.stage is not Stage.RECEIPT

    def start(self) -> None:
        """Fetch the preview for the room there is."""
        self.sheet.fetch()

    def turned(self) -> None:
        """Fetch it in the other language."""
        self.sheet.fetch()

    def resized(self) -> None:
        """Fetch it for the other width."""
        self.sheet.resized()

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, what is still here, the question."""
        x, room = box.x, box.columns
        here = self._draw_here(Canvas(canvas.columns, canvas.rows), x, 0, room)
        rows = box.rows - 2 - here
        y = self.sheet.draw(canvas, Box(x, box.y, room, rows))
        y = self._draw_here(canvas, x, y, room) + (0 if here else 1)
        told = {Stage.RECEIPT: "paper.receipt", Stage.NOTICE: "paper.notice", Stage.REFUSAL: "paper.refusal"}
        at = self.draw_enter(canvas, x, y, self.say(told[self.case.stage]), room)
        if self.sheet.scrolls(rows):
            canvas.put(at + 3, y, self.say("preview.scroll"), "faint")

    def _draw_here(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        return draw_left_here(canvas, self.page, x, y, room, fee=True) if self._stays else y

    @property
    def _stays(self) -> bool:
        return self._leaves and (bool(self.case.here) or in_till(self.case) is not None)

    def press(self, key: str) -> bool:
        """Enter prints, 1 and 2 give back, arrows scroll."""
        if key == "enter":
            self.page.do(lambda desk, session, case: desk.deciding.print(session, case))
            return True
        if self._leaves and settles(self.page, key, fee=True):
            return True
        return self.sheet.press(key)
