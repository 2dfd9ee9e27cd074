"""What the faces of an intake share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.intake_views import IntakeView
from counter.screens import face
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.screens.intake.page import IntakePage

    Base = face.Face[IntakePage, IntakeView]
else:
    Base = face.Face


class Face(Base):
    """The question of one stage of an intake."""

    def back(self) -> None:
        """One step back in the intake."""
        self.page.do(lambda desk, session, case: desk.intake.back(session, case))

    def draw_person(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        """The applicant in two lines; gives the row after them."""
        person, language = self.case.person, self.page.house.language
        if person is None:
            return y
        number = self.page.unmasked or person.masked_number
        at = canvas.put(x, y, person.name, "strong", room) + 3
        canvas.put(at, y, f"{person.sex.in_(language)}   {person.birth.isoformat()}", "ink", room - (at - x))
        canvas.put(x, y + 1, f"{number}   {person.household_address}", "label", room)
        return y + 2
