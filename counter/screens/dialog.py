"""A dialog: a page that lies over another, asks one thing, and answers once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from counter.screens.page import Page
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.unsaid import Answer

T = TypeVar("T")


class Dialog(Page, Generic[T]):
    """A box over the faded page below; Esc answers None.

    In a conversation (``counter.screens.unsaid``) what is typed here is kept under the name ``about``; an answer that can be
    written down is given again after a power cut, so that the question behind it stands there at once.
    """

    WIDTH = 60
    HEIGHT = 12

    def __init__(self) -> None:
        super().__init__()
        self.below: Page | None = None
        self._waiting: asyncio.Future[T | None] | None = None
        self._on_answer: Callable[[], None] | None = None

    @property
    def about(self) -> str:
        """What is asked, as a name."""
        return type(self).__name__

    def as_said(self, _answer: T) -> Answer | None:
        """An answer as it is written down; None where it is not."""
        return None

    def said_again(self, _said: Answer) -> T | None:
        """The answer that was written down; None where it is none any more."""
        return None

    def prepare(self, below: Page, on_answer: Callable[[], None]) -> asyncio.Future[T | None]:
        """Get ready to be laid over a page; gives what the answer will come in."""
        self.below, self._on_answer = below, on_answer
        self._waiting = asyncio.get_running_loop().create_future()
        return self._waiting

    @property
    def is_asking(self) -> bool:
        """Whether no answer was given yet."""
        return self._waiting is not None and not self._waiting.done()

    def answer(self, value: T | None) -> None:
        """Answer and go; the act that asked goes on before another key is taken."""
        if self._waiting is not None and not self._waiting.done():
            if self._on_answer is not None:
                self._on_answer()
            self._waiting.set_result(value)
            self.app.pop_screen()

    def back(self) -> None:
        """Step back without an answer."""
        self.answer(None)

    def draw(self, canvas: Canvas) -> None:
        """The page below, faded, and the box over it."""
        if self.below is not None:
            self.below.draw(canvas)
            canvas.slot = None
            canvas.fade(2)
        columns, rows = min(self.WIDTH, canvas.columns - 4), min(self.HEIGHT, canvas.rows - 6)
        x, y = (canvas.columns - columns) // 2, max(2, (canvas.rows - rows) // 2)
        canvas.clear(x - 1, y, columns + 2, rows)
        canvas.put(x, y, "╭" + "─" * (columns - 2) + "╮", "label")
        for row in range(y + 1, y + rows - 1):
            canvas.put(x, row, "│", "label")
            canvas.put(x + columns - 1, row, "│", "label")
        canvas.put(x, y + rows - 1, "╰" + "─" * (columns - 2) + "╯", "label")
        self.draw_box(canvas, Box(x + 3, y + 1, columns - 6, rows - 2))

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Draw inside the box."""
