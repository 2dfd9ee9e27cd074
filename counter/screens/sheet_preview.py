"""A sheet as text before it is printed: the same model as the paper, drawn on its colour, scrolled by the arrows."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from counter.screens.face import Face, JourneyView
from counter.screens.seen_first import SeenFirst
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, width
from counter.widgets.scroll import Scroll

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import PreviewSpan, Session
    from counter.locale import Language
    from counter.screens.journey_page import JourneyPage

    Lines = tuple[tuple[PreviewSpan, ...], ...]
    Read = Callable[[Desk, Session, int, Language], Lines]

PageT = TypeVar("PageT", bound="JourneyPage[Any]")
ViewT = TypeVar("ViewT", bound=JourneyView)

_WIDEST = 78
"""Cells a preview takes at most; more would not make it clearer."""
_RAIL = 20
"""Cells the left column takes, with its margin."""


class SheetPreview:
    """Fetches the lines of a sheet for the room there is, and draws those scrolled to."""

    def __init__(self, page: JourneyPage[Any], read: Read) -> None:
        self._page, self._read = page, read
        self.lines: Lines = ()
        self.seen = SeenFirst()
        """Since when its lines stand there."""
        self._columns = 0
        self._scroll = Scroll()

    def fetch(self) -> None:
        """Fetch the lines for the room there is, in the language of the moment."""
        self._page.house.act(self._fetch())

    def resized(self) -> None:
        """Fetch them for another width."""
        if self._columns not in {0, self._room()}:
            self.fetch()

    def draw(self, canvas: Canvas, box: Box) -> int:
        """The lines that fit; gives the row after them."""
        x, y, seen = box.x, box.y, box.rows
        wide = max((sum(width(visible(s.text)) for s in line) for line in self.lines), default=0)
        for place, line in enumerate(self._scroll.seen(self.lines, seen)):
            canvas.put(x, y + place, " " * wide, "sheet")
            at = x
            for span in line:
                at = canvas.put(at, y + place, span.text, f"sheet-{span.role}")
        return y + min(seen, len(self.lines))

    def scrolls(self, rows: int) -> bool:
        """Whether some lines are out of sight when so many rows are drawn."""
        return len(self.lines) > rows

    def press(self, key: str) -> bool:
        """Arrows and page keys scroll."""
        if moved := self._scroll.press(key):
            self._page.show()
        return moved

    def _room(self) -> int:
        return min(self._page.app.size.width - _RAIL, _WIDEST)

    async def _fetch(self) -> None:
        house, columns = self._page.house, self._room()
        session, language = house.session, house.language
        self._columns = columns
        try:
            if session is not None:
                self.lines = await house.verb(lambda desk: self._read(desk, session, columns, language))
                self._page.show()
        finally:  # what cannot be laid out says so, and is all there is to see
            self.seen.since = min(self.seen.since, time.monotonic())


class SheetFace(Face[PageT, ViewT], ABC):
    """The step before printing: the sheet as it will be, fetched anew for another language or width."""

    titled = False

    def __init__(self, page: PageT, case: ViewT) -> None:
        super().__init__(page, case)
        self.sheet = SheetPreview(page, self.lines)

    @abstractmethod
    def lines(self, desk: Desk, session: Session, columns: int, language: Language) -> Lines:
        """The verb that lays the sheet out in so many columns."""

    def start(self) -> None:
        """Fetch the preview for the room there is."""
        self.sheet.fetch()

    def turned(self) -> None:
        """Fetch it in the other language."""
        self.sheet.fetch()

    def resized(self) -> None:
        """Fetch it for the other width."""
        self.sheet.resized()
