"""A question about one person as a dialog: its choices by digit, or a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.screens.intake.questions import day_of, number_of
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    Answer = Dialog[str]
else:
    Answer = Dialog


class AnswerDialog(Answer):
    """Who is asked what: the choices by digit, or a field for a day or a number that says how it is typed."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76

    def __init__(
        self, who: str, question: str, choices: tuple[tuple[str, str], ...], kind: str = "choice",
        before: str = "", keep: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._keep = keep
        self._who, self._question, self._choices, self._kind = who, question, choices, kind
        self.HEIGHT = len(choices) + 9
        if not choices:
            self.form = Form([FormRow("answer", "", before)])

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Who it is, the question, and how it is answered."""
        canvas.put(box.x, box.y + 1, self._who, "label", box.columns)
        y = canvas.block(box.x, box.y + 2, self._question, "strong", box.columns, 2) + 1
        for place, (_, text) in enumerate(self._choices, 1):
            canvas.put(box.x, y, str(place), "key")
            canvas.put(box.x + 3, y, text, "ink", box.columns - 3)
            y += 1
        if self.form is not None:
            y = self.form.draw(canvas, box.x, y, box.columns)
            canvas.put(box.x, y, self._read() or self._hint, "label", box.columns)

    @property
    def _hint(self) -> str:
        """How it is typed."""
        return self.say(f"asking.hint.{self._kind}")

    def _read(self) -> str | None:
        """What is typed as it will be taken; None while it is nothing of the kind."""
        text = self.form.row.value.strip() if self.form is not None else ""
        return (day_of(text) if self._kind == "date" else number_of(text)) if text else None

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if self.form is not None:
            return super().press(key)
        if key.isdigit() and 0 < int(key) <= len(self._choices):
            self.answer(self._choices[int(key) - 1][0])
        elif key == "enter":
            self.tell(self.say("asking.by-digit"), tone="wait")
        return True

    def typed(self, row: FormRow) -> None:
        """What is typed is kept as it comes."""
        super().typed(row)
        self._keep(row.value)
        self.notice = ((), "ink")
        self.show_soon()

    def entered(self) -> None:
        """Answer, unless nothing was typed that could be one; what was typed stays."""
        if (read := self._read()) is not None:
            self.answer(read)
        elif self.form is not None:
            wrong = self.form.row.value.strip()
            problem = self.say(f"asking.wrong.{self._kind}") if wrong else self._hint
            self.tell(problem, tone="stop" if wrong else "wait")
