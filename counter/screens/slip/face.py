"""What the faces of a confirmation slip share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.views import CaseView
from counter.screens import face
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.screens.slip.page import SlipPage

    Base = face.Face[SlipPage, CaseView]
else:
    Base = face.Face


class Face(Base):
    """The question of one step of a slip."""

    def back(self) -> None:
        """One step back in the journey."""
        self.page.do(lambda desk, session, case: desk.slip.back(session, case))

    def draw_holder(self, canvas: Canvas, x: int, y: int, room: int) -> int:
        """The holder and the state of the permit in words; gives the row after them."""
        holder, language = self.case.holder, self.page.house.language
        if holder is None:
            return y
        number = self.page.unmasked or holder.masked_number
        canvas.put(x, y, holder.name, "strong", room)
        facts = (holder.sex.in_(language), holder.birth.isoformat(), number)
        canvas.put(x, y + 1, "   ".join(facts), "ink", room)
        tone = {"valid": "done", "lapsed": "wait"}.get(holder.state_code, "stop")
        at = canvas.put(x, y + 2, holder.permit.in_(language) + " · ", "ink", room)
        at = canvas.put(at, y + 2, holder.state.in_(language), tone, room - (at - x))
        canvas.put(
            at, y + 2, " · " + self.say("slip.until", day=holder.endorsed_until), "ink", room - (at - x)
        )
        canvas.put(x, y + 3, holder.residence_address, "label", room)
        return y + 4
