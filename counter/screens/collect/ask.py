"""A question of a handing over: how it is drawn, which digit says what, what its field is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.screens.collect.page import CollectPage


class Ask:
    """A question with numbered answers."""

    def __init__(self, page: CollectPage) -> None:
        self.page = page
        page.form = None

    def question(self) -> str:
        """The question in words."""
        raise NotImplementedError

    def answers(self) -> tuple[str, ...]:
        """The numbered answers in words."""
        return ()

    def take(self, place: int) -> None:
        """Take the answer with a digit, counted from 1."""

    def press(self, _key: str) -> bool:
        """Answer to a key before anything else does."""
        return False

    def entered(self) -> None:
        """The field is complete, or Enter was pressed where there is none."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Question, answers, field."""
        y = canvas.block(box.x, box.y, self.question(), "ink", box.columns, 3)
        for place, answer in enumerate(self.answers(), 1):
            canvas.put(box.x + 2, y, str(place), "key")
            y = canvas.block(box.x + 5, y, answer, "ink", box.columns - 5, 2)
        if self.page.form is not None:
            self.page.form.draw(canvas, box.x, y + 1, box.columns, gap=2)
