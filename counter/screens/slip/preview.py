"""The slip as text before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.sheet_preview import SheetPreview
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.page import SlipPage


class PreviewFace(Face):
    """The slip as it will be printed; Enter prints it."""

    titled = False

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        self.sheet = SheetPreview(
            page,
            lambda desk, session, columns, language: desk.slip.preview(
                session, case.id, columns, language=language
            ),
        )

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
