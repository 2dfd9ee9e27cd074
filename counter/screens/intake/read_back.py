"""Reading back, for two people: first who it is, in letters to be read from across the counter, then what was said."""

from __future__ import annotations

import itertools
import zlib
from typing import TYPE_CHECKING

from counter.screens.descriptions import described, rows_for
from counter.screens.folded import Line, fitting, folded
from counter.screens.intake.face import Face
from counter.screens.intake.read_words import said, who
from counter.screens.large_name import draw_name
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import width, wrap

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.desk.person_views import PersonView
    from counter.screens.intake.page import IntakePage

_FOOT = 2
"""Rows of the question and the keys under the facts."""
_TURNED = "@read"
"""Under this key it is kept how much was read, and of which words."""


class ReadBackFace(Face):
    """Name large, rare characters with their code points, every word that will be printed, every answer."""

    titled = False

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case)
        self._read: int | None = None
        """Entries that were read already; not known before the first drawing."""
        self._next, self._more = 0, False
        """How many will have been read after this page: Enter confirms only after the last."""
        if case.person is not None and case.person.missing:
            self.hold(rows_for(case.person.missing))

    def draw(self, canvas: Canvas, box: Box) -> None:
        """As many lines as there is room for under the name; what is left comes with the next Enter."""
        if (person := self.case.person) is None:
            return
        entries = self._entries(person)
        if self._read is None:
            self._read = min(self._kept(), len(entries) - 1)
        labels = max((width(label) for label, _, _ in entries), default=0) + 2
        parts = [folded(entry, box.columns - labels) for entry in entries]
        first = sum(map(len, parts[: len(self._who(person))]))
        rows = box.rows + 1 - _FOOT - self._described(box.columns)
        y = box.y
        if not self._read:
            y = draw_name(canvas, Box(box.x, y, box.columns, rows - first), person.name, self.case.large)
        else:
            y = canvas.block(box.x, y, person.name, "strong", box.columns)
        self._next = self._read + fitting(parts[self._read :], rows - (y - box.y))
        self._more = self._next < len(parts)
        for label, text, role in itertools.chain(*parts[self._read : self._next]):
            canvas.put(box.x, y, label, "label")
            canvas.put(box.x + labels, y, text, role, box.columns - labels)
            y += 1
        self._draw_foot(canvas, box, y)

    def _draw_foot(self, canvas: Canvas, box: Box, y: int) -> None:
        if self.page.form is not None:
            y = canvas.block(box.x, y, self.say("read-back.missing"), "wait", box.columns, 2)
            y = self.page.form.draw(canvas, box.x, y, box.columns)
        y = min(y + 1, box.y + box.rows - 1)
        question = "intake.read-back.more" if self._more else "intake.read-back.question"
        enter = "intake.read-back.go-on" if self._more else "intake.read-back.agreed"
        canvas.put(box.x, y, self.say(question), "strong", box.columns)
        at = self.draw_enter(canvas, box.x, y + 1, self.say(enter), box.columns)
        canvas.put(at + 3, y + 1, "0", "key")
        canvas.put(at + 5, y + 1, self.say("intake.correct"), "ink")

    def _described(self, room: int) -> int:
        """Rows that descriptions of characters without a glyph take."""
        if self.page.form is None:
            return 0
        return len(self.page.form.rows) + min(2, len(wrap(self.say("read-back.missing"), room)))

    def _kept(self) -> int:
        """How many of these very words had been read when the power failed."""
        words, _, read = self.case.typed.get(_TURNED, "").partition(" ")
        return int(read) if words == _print_of(self.case) else 0

    def _turn(self, to: int) -> None:
        """Read from there on."""
        self._read = to
        self.page.keep(_TURNED, f"{_print_of(self.case)} {to}")
        self.page.show()

    def _entries(self, person: PersonView) -> list[Line]:
        """Who it is, then every answer."""
        return [*self._who(person), *said(self.case, self.say, self.page.house.language)]

    def _who(self, person: PersonView) -> list[Line]:
        number = self.page.unmasked or person.masked_number
        return who(person, number, self.say, self.page.house.language)

    def flows(self, character: str) -> bool:
        """A digit leads to a correction also while a character is being described."""
        return not character.isdigit()

    def press(self, key: str) -> bool:
        """Enter reads on and confirms; 0 corrects."""
        if key == "0":
            self.page.correct()
            return True
        if key == "enter" and self._more:
            self._turn(self._next)
            return True
        if key == "enter" and self.page.form is None:
            self.entered()
            return True
        return False

    def entered(self) -> None:
        """Confirm, with a description for every character that no font has."""
        words = described(self.page.form)
        self.page.keep(_TURNED, "")  # whoever comes back to it reads from the first word
        self.page.do(lambda desk, session, case: desk.agreeing.confirm(session, case, words))

    def back(self) -> None:
        """First back to the name, then one step back in the intake."""
        if self._read:
            self._turn(0)
        else:
            super().back()


def _print_of(case: IntakeView) -> str:
    """What tells these words from any others, in whatever language: where one has changed, all are read again."""
    return f"{zlib.crc32(repr((case.person, case.title, case.answered)).encode()):08x}"
