"""The first step: a number that is explained while it is typed, or a holder found by name, initials or last digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.holder_list import HolderList
from counter.screens.number_reading import READING_ROWS, NumberReading
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.page import SlipPage


class NumberFace(Face):
    """One live field and, under it, what can be said of its text."""

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        self.row = self.hold([FormRow("number", "")]).row
        self.list = HolderList(page, "number.nobody")
        self.reading = NumberReading(page, self.row, case.opened_at.date())

    @property
    def untouched(self) -> bool:
        """Whether nothing has been typed yet."""
        return not self.row.value

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
        y += 3
        if not self.row.value:
            canvas.block(x, y, self.say("number.hint"), "label", room)
        elif self.reading.is_number:
            self.reading.draw(canvas, x, y, room)
            y += READING_ROWS
        self.list.draw(canvas, x, y, room, box.rows - (y - box.y) - 1)

    def typed(self, row: FormRow) -> None:
        """Explain, search, look for the single wrong digit."""
        if self.reading.is_number:
            self.reading.look(lambda: self.list.look(self.reading.text), self.list.clear)
        else:
            self.reading.forget()
            self.list.look(row.value.strip())
        if self.page.notice[0]:
            self.page.notice = ((), "ink")
        self.page.show_soon()

    def flows(self, character: str) -> bool:
        """Behind letters or hanzi a digit chooses a row."""
        text = self.row.value.strip()
        return not (character.isdigit() and text and not any(c.isdigit() for c in text))

    def press(self, key: str) -> bool:
        """Tab accepts the mended number; arrows and digits choose a row."""
        if key == "tab" and self.reading.mending:
            self.page.load(self.reading.mending)
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
        elif self.reading.is_number:
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
