"""Reading back to one person of a household, in a dialog over its lines: who it is, then what was said and is signed."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, ClassVar

from counter.screens.dialog import Dialog
from counter.screens.folded import Line, fitting, folded
from counter.screens.intake.read_words import said, who
from counter.screens.large_name import draw_name
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import visible, width
from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView

    Answer = Dialog[bool]
else:
    Answer = Dialog

_FOOT = 2
"""Rows of the question and of the keys under the words."""
_ASKED = "collect-by"
"""The fact that says how it is collected, where the rules ask."""


class ReadingDialog(Answer):
    """Name large, every word that will be printed, every answer; Enter confirms behind the last of them."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH, HEIGHT = 78, 40

    def __init__(self, case: IntakeView) -> None:
        super().__init__()
        self._case = case
        self._read, self._next, self._more = 0, 0, False
        """Entries that were read, those read behind this page, and whether there are others."""
        self._since = 0.0
        """When these words were shown, in seconds of the monotonic clock."""

    def on_mount(self) -> None:
        """From now on these words can be read."""
        super().on_mount()
        self._since = time.monotonic()

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """As many words as there is room for under the name; what is left comes with the next Enter."""
        if (person := self._case.person) is None:
            return
        own = who(person, person.masked_number, self.say, self.house.language)
        entries = [*own, *self._said()]
        labels = max(width(label) for label, _, _ in entries) + 2
        parts = [folded(entry, box.columns - labels) for entry in entries]
        rows, y = box.rows - _FOOT, box.y
        if self._read:
            y = canvas.block(box.x, y, visible(person.name), "strong", box.columns)
        else:
            name = Box(box.x, y, box.columns, rows - sum(map(len, parts[: len(own)])))
            y = draw_name(canvas, name, person.name, self._case.large)
        self._next = self._read + fitting(parts[self._read :], rows - (y - box.y))
        self._more = self._next < len(parts)
        for label, text, role in itertools.chain(*parts[self._read : self._next]):
            canvas.put(box.x, y, label, "label")
            canvas.put(box.x + labels, y, text, role, box.columns - labels)
            y += 1
        self._draw_foot(canvas, box.x, box.y + box.rows - _FOOT, box.columns)

    def _draw_foot(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        question = "intake.read-back.more" if self._more else "intake.read-back.question"
        enter = "intake.read-back.go-on" if self._more else "household.reading.agreed"
        canvas.put(x, y, self.say(question), "strong", room)
        for key, words in (("Enter", enter), ("Esc", "household.reading.not-yet")):
            x = canvas.put(canvas.put(x, y + 1, key, "key") + 1, y + 1, self.say(words)) + 3

    def _said(self) -> list[Line]:
        """The service, every answer, the papers that are signed, and how it is collected where nobody was asked."""
        case, language = self._case, self.house.language
        papers = [one.paper.in_(language) for one in case.signatures if not one.signed]
        lines = said(case, self.say, language)
        if papers:
            comma = "、" if language == "zh" else ", "
            lines.append((self.say("accepting.signed"), comma.join(papers), "ink"))
        if Stage.COLLECTION in case.stages and _ASKED not in {one.fact for one in case.answered}:
            lines.append((self.say("accepting.collection"), self.say("collecting.mode.self"), "ink"))
        return lines

    # Keys ------------------------------------------------------------------------------------------------------

    def too_early(self, struck: float) -> bool:
        """A key that was struck before these words could be read is no answer to them."""
        if struck < self._since:
            self.aside(self.say("household.reading.first"))
        return struck < self._since

    def press(self, key: str) -> bool:
        """Enter reads on, and confirms behind the last word."""
        if key == "enter" and self._more:
            self._turn(self._next)
        elif key == "enter":
            self.answer(value=True)
        return True

    def _turn(self, to: int) -> None:
        self._read = to
        self.show()
        self._since = time.monotonic()

    def back(self) -> None:
        """Back to the name; from there nobody has agreed to anything."""
        if self._read:
            self._turn(0)
        else:
            super().back()
