"""Who stands here, asked by every journey: one field that takes a number, which is explained, or a name, which is found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from counter.screens.doors import open_paper
from counter.screens.face import Face, JourneyView
from counter.screens.holder_list import Listed, PeopleList
from counter.screens.number_reading import READING_ROWS, NumberReading
from counter.widgets.canvas import Canvas
from counter.widgets.form import FormRow

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.locale import Text
    from counter.screens.journey_page import JourneyPage


_CODE = 50
"""Longer texts are scanned codes, neither names nor numbers."""
_BEYOND_SHOWN, _BEYOND_ROWS = 80, 4
"""The last characters typed behind a number that are told, and the rows they may take."""


class OpenedView(JourneyView, Protocol):
    """A journey that knows when it began: the day a number is read on."""

    @property
    def opened_at(self) -> datetime:
        """The moment."""

    @property
    def card_reader(self) -> Text | None:
        """How the reader of identity cards is called; None where there is none."""


PageT = TypeVar("PageT", bound="JourneyPage[Any]")
ViewT = TypeVar("ViewT", bound=OpenedView)
RowT = TypeVar("RowT", bound=Listed)


class RecognisingFace(Face[PageT, ViewT], ABC, Generic[PageT, ViewT, RowT]):
    """The field with what can be said of its text: the explanation of a number, or the people whom a name finds."""

    def __init__(self, page: PageT, case: ViewT, people: PeopleList[RowT]) -> None:
        super().__init__(page, case)
        self.row = self.hold([FormRow("number", "", whole=lambda _: self.reading.is_whole)]).row
        self.beyond = ""
        """What was typed on behind the last place of a number: told until the number is mended."""
        self.list = people
        self.reading = NumberReading(page, self.row, case.opened_at.date())

    @abstractmethod
    def chosen(self, desk: Desk, session: Session, case_id: str, row: RowT) -> ViewT:
        """The verb that takes somebody from the list."""

    @abstractmethod
    def read_card(self, typed: str) -> None:
        """Read the card on the reader; a number that was typed must be the one on it."""

    def start(self) -> None:
        """Explain what was typed before a power cut."""
        if self.row.value:
            self.typed(self.row)

    def typed(self, _row: FormRow) -> None:
        """Explain, search, look for the single wrong digit."""
        self.beyond = ""
        self.look()
        if self.page.notice[0]:
            self.page.notice = ((), "ink")
        self.page.show_soon()

    def left_out(self, text: str) -> None:
        """Words for the next question, typed without looking behind a number that was not taken."""
        self.beyond += text
        self.page.show_soon()

    def draw_number(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        """What can be said of the number, and what was typed behind it; gives the row after it."""
        self.reading.draw(canvas, x, y, room)
        y += READING_ROWS
        if self.beyond:
            told = self.say("number.beyond", text=self.beyond[-_BEYOND_SHOWN:])
            y = canvas.block(x, y, told, "stop", room, _BEYOND_ROWS) + 1
        return y

    def draw_reader(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        """The key that reads a card, where there is a reader; gives the row after it."""
        if self.case.card_reader is None:
            return y
        key = "Enter" if self.enter_reads else "Tab"
        named = self.case.card_reader.in_(self.page.house.language)
        at = canvas.put(x, y, key, "key", room)
        canvas.put(at + 1, y, self.say("card.enter", reader=named), "ink", room - (at + 1 - x))
        return y + 2

    @property
    def enter_reads(self) -> bool:
        """Whether Enter reads a card: nothing stands in the field, and nobody is known whom it would take."""
        return not self.row.value.strip() and not self.is_somebody and self.case.card_reader is not None

    @property
    def is_paper(self) -> bool:
        """Whether the text is the serial of a sheet or a code printed on one."""
        text = self.row.value.strip()
        is_code = len(text) > _CODE and not text.isdecimal()
        return is_code or (text[:1] in "Ll" and text[1:2].isdigit())

    @property
    def is_somebody(self) -> bool:
        """Whether it was said before whose journey this is."""
        return False

    def flows(self, character: str) -> bool:
        """Behind a name or initials a digit chooses a row; behind capitals, as codes and serials have them, it is text."""
        text = self.row.value.strip()
        is_search = text not in {"", "l"} and not any(c.isdigit() for c in text) and not text.isupper()
        return not (character.isdigit() and is_search)

    async def open_paper(self, text: str) -> None:
        """The case of the paper is opened; this journey is dropped, or waits if somebody was named in it already."""
        house = self.page.house
        if (session := house.session) is not None:
            await house.verb(lambda desk: desk.find.sheet(session, text))  # what is none stays in the field
            await (self.page.park() if self.is_somebody else self.page.drop())
            await open_paper(house, text)

    def look(self) -> None:
        """A number is read, and its holder looked up; a sheet is neither; anything else is searched for."""
        if self.is_paper:
            self.reading.forget()
            self.list.clear()
        elif self.reading.is_number:
            self.reading.look(lambda: self.list.look(self.reading.text), self.list.clear)
        else:
            self.reading.forget()
            self.list.look(self.row.value.strip())

    def press(self, key: str) -> bool:
        """Tab accepts the mended number, or reads a card; arrows and digits choose a row."""
        if key == "tab" and self.reading.mending:
            self.page.load(self.reading.mending)
            self.page.keep(self.row.key, self.row.value)
            self.typed(self.row)
            return True
        if key == "tab" and self.case.card_reader is not None:
            self.read_card(self.row.value if self.reading.is_number else "")
            return True
        if len(key) == 1 and not self.flows(key):
            self.page.house.act(self._pick(int(key)))
            return True
        return key == "tab" or self.list.press(key)

    async def _pick(self, place: int) -> None:
        await self._take(await self.list.pick(place), self.say("number.no-row", place=place))

    async def choose(self) -> None:
        """Take the marked row, once the newest search has answered."""
        await self._take(await self.list.chosen(), self.say(self.list.nobody))

    async def _take(self, row: RowT | None, otherwise: str) -> None:
        if row is None:
            self.page.tell(otherwise, tone="wait")
            return
        await self.page.doing(lambda desk, session, case: self.chosen(desk, session, case, row))
