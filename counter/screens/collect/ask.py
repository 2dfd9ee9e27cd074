"""A question of a handing over: how it is drawn, which digit says what, what its field is for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from counter.desk.handing import HandingView
from counter.screens.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.screens.collect.page import CollectPage

    Base = Face[CollectPage, HandingView]
else:
    Base = Face


class Ask(Base, ABC):
    """A question with numbered answers; over it stands what is handed over, and the way registered at intake."""

    titled = False

    @abstractmethod
    def question(self) -> str:
        """The question in words."""

    def answers(self) -> tuple[str, ...]:
        """The numbered answers in words."""
        return ()

    def take(self, place: int) -> None:
        """Take the answer with a digit, counted from 1."""

    def press(self, key: str) -> bool:
        """Digits answer, Enter goes on; where there is a field, both are its own."""
        if self.page.form is not None:
            return False
        if key.isdigit() and 0 < int(key) <= len(self.answers()):
            self.page.tell()
            self.take(int(key))
        elif key == "enter":
            self.entered()
        return True

    def back(self) -> None:
        """The last answer is taken back."""
        self.page.take_back()

    def draw(self, canvas: Canvas, box: Box) -> None:
        """What and whose, the way registered, the question."""
        y = self._draw_head(canvas, box) + 1
        self.draw_question(canvas, Box(box.x, y, box.columns, box.rows - (y - box.y)))

    def draw_question(self, canvas: Canvas, box: Box) -> None:
        """Question, answers, field."""
        y = canvas.block(box.x, box.y, self.question(), "ink", box.columns, 3)
        for place, answer in enumerate(self.answers(), 1):
            canvas.put(box.x + 2, y, str(place), "key")
            y = canvas.block(box.x + 5, y, answer, "ink", box.columns - 5, 2)
        if self.page.form is not None:
            y = self.page.form.draw(canvas, box.x, y + 1, box.columns, gap=2)
        self._draw_reader(canvas, box.x, y + 1, box.columns)

    @property
    def reads(self) -> str:
        """The key that reads a card here; "" where none does."""
        return ""

    def _draw_reader(self, canvas: Canvas, x: int, y: int, room: int) -> None:
        if self.reads and (reader := self.case.card_reader) is not None:
            at = canvas.put(x, y, self.reads, "key", room)
            named = reader.in_(self.page.house.language)
            canvas.put(at + 1, y, self.say("card.enter", reader=named), "ink", room - (at + 1 - x))

    def _draw_head(self, canvas: Canvas, box: Box) -> int:
        told, room = self.case.application, box.columns
        x = canvas.put(box.x, box.y, told.name, "strong", room - 22)
        canvas.put(x + 2, box.y, self.page.unmasked or told.masked_number, "label")
        y = canvas.block(box.x, box.y + 1, told.title.in_(self.page.house.language), "ink", room, 2)
        if (way := self.case.collection.way) is not None:
            words = (self.say(f"way.{way.mode}"), way.agent, way.agent_number, way.address)
            told_way = "  ".join(part for part in words if part)
            y = canvas.block(box.x, y, self.say("collect.way") + "  " + told_way, "label", room, 2)
        if self.case.told.receipt is False:
            y = canvas.block(box.x, y, self.say("collect.verified"), "wait", room, 2)
        return y
