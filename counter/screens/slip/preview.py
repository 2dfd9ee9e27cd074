"""The slip as text before it is printed: the same model as the paper, drawn on its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, width

if TYPE_CHECKING:
    from counter.desk.views import CaseView, PreviewSpan
    from counter.screens.slip.page import SlipPage

_WIDEST = 78
"""Cells a preview takes at most; more would not make it clearer."""


class PreviewFace(Face):
    """The slip as it will be printed; Enter prints it."""

    titled = False

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        self.lines: tuple[tuple[PreviewSpan, ...], ...] = ()
        self._top = self._columns = 0

    def start(self) -> None:
        """Fetch the preview for the room there is."""
        self.page.house.act(self._fetch())

    def turned(self) -> None:
        """Fetch it in the other language."""
        self.start()

    def resized(self) -> None:
        """Fetch it for the other width."""
        if self._columns not in {0, self._room()}:
            self.start()

    def _room(self) -> int:
        return min(self.page.app.size.width - 20, _WIDEST)

    async def _fetch(self) -> None:
        house, columns = self.page.house, self._room()
        session, language = house.session, house.language
        self._columns = columns
        if session is not None:
            self.lines = await house.verb(
                lambda desk: desk.slip.preview(session, self.case.id, columns, language=language)
            )
            self.page.show()

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The lines that fit, then the question."""
        x, y = box.x, box.y
        seen = box.rows - 2
        self._top = max(0, min(self._top, len(self.lines) - seen))
        wide = max((sum(width(visible(s.text)) for s in line) for line in self.lines), default=0)
        for place, line in enumerate(self.lines[self._top : self._top + seen]):
            canvas.put(x, y + place, " " * wide, "sheet")
            at = x
            for span in line:
                at = canvas.put(at, y + place, span.text, f"sheet-{span.role}")
        bottom = y + min(seen, len(self.lines)) + 1
        at = canvas.put(x, bottom, "Enter", "key")
        at = canvas.put(at + 1, bottom, self.say("preview.print"), "ink")
        if len(self.lines) > seen:
            canvas.put(at + 3, bottom, self.say("preview.scroll"), "faint")

    def press(self, key: str) -> bool:
        """Enter prints, arrows scroll."""
        if key == "enter":
            self.page.do(lambda desk, session, case: desk.slip.print(session, case))
        elif key in {"up", "down"}:
            self._top += 1 if key == "down" else -1
            self.page.show()
        return key in {"enter", "up", "down"}
