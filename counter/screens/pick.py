"""A dialog of numbered sentences that are no words of ours: articles, officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.unsaid import Answer as Said

    Answer = Dialog[int]
else:
    Answer = Dialog

MOST = 9
"""One digit each."""


class PickDialog(Answer):
    """A question and at most nine answers as they stand; the digit answers, counted from 1."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH = 76

    def __init__(self, title: str, answers: tuple[str, ...]) -> None:
        super().__init__()
        self._title, self._answers = title, answers[:MOST]
        self.HEIGHT = len(self._answers) + 6

    @property
    def about(self) -> str:
        """The question."""
        return self._title

    def as_said(self, answer: int) -> Said:
        """The digit."""
        return answer

    def said_again(self, said: Said) -> int | None:
        """The digit, if there are still so many."""
        return said if isinstance(said, int) and 0 < said <= len(self._answers) else None

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Question and answers."""
        canvas.put(box.x, box.y + 1, self.say(self._title), "strong", box.columns)
        for place, text in enumerate(self._answers, 1):
            canvas.put(box.x, box.y + 2 + place, str(place), "key")
            canvas.put(box.x + 3, box.y + 2 + place, text, "ink", box.columns - 3)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if key.isdigit() and 0 < int(key) <= len(self._answers):
            self.answer(int(key))
        return True
