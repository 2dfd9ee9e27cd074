"""The first step: a number that is explained while it is typed, or a holder found by name, initials or last digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.views import CaseView, HolderRow
from counter.screens.holder_list import HolderList
from counter.screens.recognising import RecognisingFace
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.screens.slip.page import SlipPage

    Base = RecognisingFace[SlipPage, CaseView, HolderRow]
else:
    Base = RecognisingFace


class NumberFace(Base, Face):
    """One live field and, under it, what can be said of its text."""

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case, HolderList(page, "number.nobody"))

    def chosen(self, desk: Desk, session: Session, case_id: str, row: HolderRow) -> CaseView:
        """A permit holder of the register."""
        return desk.slip.choose(session, case_id, row.id)

    def read_card(self, typed: str) -> None:
        """Read the card on the reader."""
        self.page.read_card(typed)

    @property
    def untouched(self) -> bool:
        """Whether nothing has been typed yet."""
        return not self.row.value

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Question, field, explanation or list."""
        x, y, room = box.x, box.y, box.columns
        canvas.put(x, y, self.say("number.question"), "ink", room)
        if self.page.form is not None:
            self.page.form.draw(canvas, x, y + 1, min(room, 44))
        y += 3
        if not self.row.value:
            y = self.draw_reader(canvas, x, y, room)
            canvas.block(x, y, self.say("number.hint"), "label", room)
        elif self.is_paper:
            self.draw_enter(canvas, x, y, self.say("identity.paper"), room)
        elif self.reading.is_number:
            y = self.draw_number(canvas, x, y, room)
        self.list.draw(canvas, x, y, room, box.rows - (y - box.y) - 1)

    def entered(self) -> None:
        """A number goes to the desk, a paper leads to its case; nothing reads a card; anything else chooses the marked row."""
        if self.enter_reads:
            self.read_card("")
        elif not self.row.value.strip():
            self.page.tell(self.say("number.empty"), tone="wait")
        elif self.is_paper:
            self.page.house.act(self.open_paper(self.row.value.strip()))
        elif self.reading.is_number:
            text = self.row.value
            self.page.do(lambda desk, session, case: desk.slip.enter_number(session, case, text))
        else:
            self.page.house.act(self.choose())

    def back(self) -> None:
        """An empty journey is dropped; one with something typed is put aside."""
        self.page.house.act(self.page.park() if self.row.value.strip() else self.page.drop())
