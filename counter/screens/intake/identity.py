"""Who stands here: a number typed or scanned, somebody found by name, or the paper of an earlier visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.intake_views import IntakeView
from counter.desk.person_views import PersonRow
from counter.screens.holder_list import ApplicantList
from counter.screens.intake.face import Face
from counter.screens.recognising import RecognisingFace
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session
    from counter.screens.intake.page import IntakePage

    Base = RecognisingFace[IntakePage, IntakeView, PersonRow]
else:
    Base = RecognisingFace


class IdentityFace(Base, Face):
    """One field; under it what can be said of a number, or the people a name finds. Enter on the empty field reads a card."""

    def __init__(self, page: IntakePage, case: IntakeView) -> None:
        super().__init__(page, case, ApplicantList(page, "identity.nobody"))

    def chosen(self, desk: Desk, session: Session, case_id: str, row: PersonRow) -> IntakeView:
        """An earlier applicant, or a permit holder."""
        return desk.who.recognise(session, case_id, row.key)

    def read_card(self, typed: str) -> None:
        """Read the card on the reader."""
        self.page.read_card(typed)

    @property
    def untouched(self) -> bool:
        """Whether nothing was said: no number typed, nobody known."""
        return not self.row.value and self.case.person is None

    @property
    def is_somebody(self) -> bool:
        """Whether an applicant is known already."""
        return self.case.person is not None

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Question, field, explanation or list."""
        x, y, room = box.x, self.draw_person(canvas, box.x, box.y, box.columns), box.columns
        canvas.put(x, y, self.say("identity.question"), "ink", room)
        if self.page.form is not None:
            self.page.form.draw(canvas, x, y + 1, min(room, 44))
        y += 3
        if not self.row.value:
            if self.case.person is not None:
                self.draw_enter(canvas, x, y, self.say("identity.same"), room)
                y += 2
            y = self.draw_reader(canvas, x, y, room)
            canvas.block(x, y, self.say("identity.hint"), "label", room)
        elif self.is_paper:
            self.draw_enter(canvas, x, y, self.say("identity.paper"), room)
        elif self.reading.is_number:
            y = self.draw_number(canvas, x, y, room)
            if self.reading.valid and self.list.found is not None and not self.list.rows:
                self.draw_enter(canvas, x, y, self.say("identity.new"), room)
                self.draw_reader(canvas, x, y + 1, room)
                return
            if self.reading.valid:
                y = self.draw_reader(canvas, x, y, room)
        self.list.draw(canvas, x, y, room, box.rows - (y - box.y) - 1)

    def entered(self) -> None:
        """A number goes to the desk, a paper leads to its case; nothing reads a card; anything else chooses the marked row."""
        text = self.row.value.strip()
        if not text and self.case.person is not None:
            self.page.do(lambda desk, session, case: desk.intake.go_on(session, case))
        elif self.enter_reads:
            self.read_card("")
        elif not text:
            self.page.tell(self.say("number.empty"), tone="wait")
        elif self.is_paper:
            self.page.house.act(self.open_paper(text))
        elif self.reading.is_number:
            self.page.do(lambda desk, session, case: desk.intake.identify(session, case, text))
        else:
            self.page.house.act(self.choose())

    def back(self) -> None:
        """An empty intake is dropped; one with something said is put aside."""
        self.page.house.act(self.page.drop() if self.untouched else self.page.park())
