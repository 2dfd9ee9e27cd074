"""A question of the rules as a dialog: its choices by digit, or a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.screens.intake.questions import day_of
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    Answer = Dialog[str]
else:
    Answer = Dialog


class AnswerDialog(Answer):
    """A question of the rules: its choices by digit, or a field for a day or a number."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76

    def __init__(
        self, question: str, choices: tuple[tuple[str, str], ...], before: str, keep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._keep = keep
        self._question, self._choices = question, choices
        self.HEIGHT = len(choices) + 8
        if not choices:
            self.form = Form([FormRow("answer", "", before)])

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The question, and how it is answered."""
        y = canvas.block(box.x, box.y + 1, self._question, "strong", box.columns, 2) + 1
        for place, (_, text) in enumerate(self._choices, 1):
            canvas.put(box.x, y, str(place), "key")
            canvas.put(box.x + 3, y, text, "ink", box.columns - 3)
            y += 1
        if self.form is not None:
            self.form.draw(canvas, box.x, y, box.columns)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if self.form is not None:
            return super().press(key)
        if key.isdigit() and 0 < int(key) <= len(self._choices):
            self.answer(self._choices[int(key) - 1][0])
        return True

    def typed(self, row: FormRow) -> None:
        """What is typed is kept as it comes."""
        super().typed(row)
        self._keep(row.value)

    def entered(self) -> None:
        """Answer, unless nothing was typed."""
        if self.form is not None and (text := self.form.row.value.strip()):
            self.answer(day_of(text) or text)
