"""What can be said of a citizen number while it is typed: places, day of birth, sex, the single wrong digit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from counter.screens.newest import Newest
from counter.values import citizen_number
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.screens.page import Page
    from counter.values.citizen_number import Reading
    from counter.widgets.form import FormRow

_TAIL = 8
"""Up to so many digits are the last ones of a number; more are the beginning of one."""
_DAY_KNOWN = 14
"""With so many places the day of birth is written."""
READING_ROWS = 4
"""Rows the explanation takes with the blank behind it."""


class NumberReading:
    """The text of a row read as a number, and the mended one that the register suggests."""

    def __init__(self, page: Page, row: FormRow, today: date) -> None:
        self._page, self._row, self._today = page, row, today
        self.mending = ""
        self._mendings: Newest[str | None] = Newest(page.house, self._take_mending)

    @property
    def text(self) -> str:
        """What stands in the field, as a number would be written."""
        return citizen_number.normalise(self._row.value)

    @property
    def is_number(self) -> bool:
        """Whether the text is meant as a whole number, right or wrong."""
        return len(self.text) > _TAIL and self.text[:_TAIL].isdigit()

    @property
    def is_whole(self) -> bool:
        """Whether it has all its places, so that what follows is no part of it."""
        return self.is_number and len(self.text) >= citizen_number.LENGTH

    @property
    def valid(self) -> bool:
        """Whether it is one."""
        return self._read().valid

    def _read(self) -> Reading:
        return citizen_number.read(self._row.value, self._today)

    def look(self, when_valid: Callable[[], None], when_not: Callable[[], None]) -> None:
        """The text has changed: say whether it is right, and look for the single wrong digit if it is not."""
        self.forget()
        if self.valid:
            when_valid()
            return
        when_not()
        session, text = self._page.house.session, self.text
        if session is not None and len(text) == citizen_number.LENGTH:
            self._mendings.want(lambda desk: desk.slip.suggest(session, text))

    def forget(self) -> None:
        """Nothing is suggested any more."""
        self.mending = ""
        self._mendings.forget()

    def _take_mending(self, number: str | None) -> None:
        self.mending = number if number is not None and len(number) == len(self.text) else ""
        self._page.show_soon()

    def draw(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        """Places, day, sex; below, whether it is right, or what is wrong and what would be right."""
        page, reading = self._page, self._read()
        facts = [page.say("number.places", count=len(reading.text))]
        if reading.birth is not None:
            facts.append(page.say("number.birth", day=reading.birth))
        if reading.sex is not None:
            facts.append(page.say(f"sex.{reading.sex}"))
        canvas.put(x, y, "   ".join(facts), "label", room)
        if reading.valid:
            canvas.put(x, y + 1, page.say("number.right"), "done", room)
        elif reading.whole and reading.problem is not None:
            problem = reading.problem.in_(page.house.language)
            y = canvas.block(x, y + 1, f"✗ {problem}", "stop", room, 2)
            if self.mending:
                self._draw_mending(canvas, x, y, room)
        elif len(reading.text) >= _DAY_KNOWN and reading.birth is None:
            canvas.put(x, y + 1, page.say("number.no-day"), "stop", room)

    def _draw_mending(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        at = canvas.put(x, y, self._page.say("number.mending") + " ", "ink", room)
        for place, digit in enumerate(self.mending):
            at = canvas.put(at, y, digit, "ink" if digit == self.text[place] else "chosen")
        canvas.put(at + 2, y, "Tab", "key")
        canvas.put(at + 6, y, self._page.say("number.accept"), "label", room - (at + 6 - x))
