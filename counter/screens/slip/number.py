"""The first step: a number that is explained while it is typed, or a holder found by name, initials or last digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.holder_list import HolderList
from counter.screens.newest import Newest
from counter.screens.slip.face import Face
from counter.values import citizen_number
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.page import SlipPage
    from counter.values.citizen_number import Reading

_TAIL = 8
"""Up to so many digits are the last ones of a number; more are the beginning of one."""
_DAY_KNOWN = 14
"""With so many places the day of birth is written."""


class NumberFace(Face):
    """One live field and, under it, what can be said of its text."""

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        self.row = self.hold([FormRow("number", "")]).row
        self.list = HolderList(page, "number.nobody")
        self.mending = ""
        self._mendings: Newest[str | None] = Newest(page.house, self._take_mending)

    @property
    def text(self) -> str:
        """What stands in the field, as a number would be written."""
        return citizen_number.normalise(self.row.value)

    @property
    def untouched(self) -> bool:
        """Whether nothing has been typed yet."""
        return not self.row.value

    @property
    def is_number(self) -> bool:
        """Whether the text is meant as a whole number, right or wrong."""
        return len(self.text) > _TAIL and self.text[:_TAIL].isdigit()

    def start(self) -> None:
        """Explain what was typed before a power cut."""
        if self.row.value:
            self.typed(self.row)

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Question, field, explanation or list."""
        x, y, room = box.x, box.y, box.columns
        canvas.put(x, y, self.say("number.question"), "ink", room)
        if self.page.form is not None:
            self.page.form.draw(canvas, x, y + 1, min(room, 44))
        if not self.row.value:
            canvas.block(x, y + 3, self.say("number.hint"), "label", room)
        elif self.is_number:
            self._draw_reading(canvas, x, y + 3, room)
        self.list.draw(
            canvas, x, y + (7 if self.is_number else 3), room, box.rows - (8 if self.is_number else 4)
        )

    def _draw_reading(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        reading, language = self._reading(), self.page.house.language
        facts = [self.say("number.places", count=len(reading.text))]
        if reading.birth is not None:
            facts.append(self.say("number.birth", day=reading.birth))
        if reading.sex is not None:
            facts.append(self.say(f"sex.{reading.sex}"))
        canvas.put(x, y, "   ".join(facts), "label", room)
        if reading.valid:
            canvas.put(x, y + 1, self.say("number.right"), "done", room)
        elif reading.whole and reading.problem is not None:
            y = canvas.block(x, y + 1, "✗ " + reading.problem.in_(language), "stop", room, 2)
            if self.mending:
                self._draw_mending(canvas, x, y, room)
        elif len(reading.text) >= _DAY_KNOWN and reading.birth is None:
            canvas.put(x, y + 1, self.say("number.no-day"), "stop", room)

    def _draw_mending(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        at = canvas.put(x, y, self.say("number.mending") + " ", "ink", room)
        for place, digit in enumerate(self.mending):
            at = canvas.put(at, y, digit, "ink" if digit == self.text[place] else "chosen")
        canvas.put(at + 2, y, "Tab", "key")
        canvas.put(at + 6, y, self.say("number.accept"), "label", room - (at + 6 - x))

    def _reading(self) -> Reading:
        return citizen_number.read(self.row.value, self.case.opened_at.date())

    def typed(self, row: FormRow) -> None:
        """Explain, search, look for the single wrong digit."""
        self.mending = ""
        self._mendings.forget()
        if not self.is_number:
            self.list.look(row.value.strip())
        elif len(self.text) == citizen_number.LENGTH and self._reading().valid:
            self.list.look(self.text)
        else:
            self.list.clear()
            self._look_for_mending()
        if self.page.notice[0]:
            self.page.notice = ((), "ink")
        self.page.show_soon()

    def _look_for_mending(self) -> None:
        session, text = self.page.house.session, self.text
        if session is not None and len(text) == citizen_number.LENGTH:
            self._mendings.want(lambda desk: desk.slip.suggest(session, text))

    def _take_mending(self, number: str | None) -> None:
        self.mending = number if number is not None and len(number) == len(self.text) else ""
        self.page.show_soon()

    def flows(self, character: str) -> bool:
        """Behind letters or hanzi a digit chooses a row."""
        text = self.row.value.strip()
        return not (character.isdigit() and text and not any(c.isdigit() for c in text))

    def press(self, key: str) -> bool:
        """Tab accepts the mended number; arrows and digits choose a row."""
        if key == "tab" and self.mending:
            self.page.load(self.mending)
            self.page.keep(self.row.key, self.row.value)
            self.typed(self.row)
            return True
        if len(key) == 1 and not self.flows(key):
            self.page.house.act(self._pick(int(key)))
            return True
        return key == "tab" or self.list.press(key)

    async def _pick(self, place: int) -> None:
        if (row := await self.list.pick(place)) is not None:
            await self.page.doing(lambda desk, session, case: desk.slip.choose(session, case, row.id))
        else:
            self.page.tell(self.say("number.no-row", place=place), tone="wait")

    def entered(self) -> None:
        """A number goes to the desk; anything else chooses the marked row."""
        if not self.row.value.strip():
            self.page.tell(self.say("number.empty"), tone="wait")
        elif self.is_number:
            text = self.row.value
            self.page.do(lambda desk, session, case: desk.slip.enter_number(session, case, text))
        else:
            self.page.house.act(self._choose())

    async def _choose(self) -> None:
        if (row := await self.list.chosen()) is not None:
            await self.page.doing(lambda desk, session, case: desk.slip.choose(session, case, row.id))
        else:
            self.page.tell(self.say("number.nobody"), tone="wait")

    def back(self) -> None:
        """An empty journey is dropped; one with something typed is put aside."""
        self.page.house.act(self.page.park() if self.row.value.strip() else self.page.drop())
