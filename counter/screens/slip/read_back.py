"""Reading back, for two people: the citizen reads the name from across the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.descriptions import described, rows_for
from counter.screens.large_name import draw_name
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas
from counter.widgets.cells import width

if TYPE_CHECKING:
    from counter.desk.views import CaseView, HolderView
    from counter.screens.slip.page import SlipPage


class ReadBackFace(Face):
    """Name large, rare characters with their code points, then everything that will stand on paper."""

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        missing = case.holder.missing if case.holder else ()
        if missing:
            self.hold(rows_for(missing))

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Name, facts, question; every word of the facts is there, so the name is as large as they allow."""
        if (holder := self.case.holder) is None:
            return
        x, room = box.x, box.columns
        below = self._draw_below(Canvas(canvas.columns, canvas.rows), x, 0, room, holder)
        place = Box(x, box.y, room, box.rows + 1 - below)
        y = draw_name(canvas, place, holder.name, self.case.large)
        self._draw_below(canvas, x, y, room, holder)

    def _draw_below(self, canvas: Canvas, x: int, y: int, room: int, holder: HolderView) -> int:
        """What stands under the name; gives the row after it."""
        language = self.page.house.language
        if holder.rare:
            points = "   ".join(f"{character} {point}" for character, point in holder.rare)
            y = canvas.block(x, y, points, "label", room)
        facts = {
            "born": f"{holder.sex.in_(language)}   {holder.ethnic}   {holder.birth.isoformat()}",
            "number": self.page.unmasked or holder.masked_number,
            "household": holder.household_address,
            "residence": holder.residence_address,
            "permit": f"{holder.permit.in_(language)}   {self.say('slip.until', day=holder.endorsed_until)}",
        }
        labels = max(width(self.say(f"read-back.{key}")) for key in facts) + 2
        for key, fact in facts.items():
            canvas.put(x, y, self.say(f"read-back.{key}"), "label")
            y = canvas.block(x + labels, y, fact, "ink", room - labels)
        if self.page.form is not None:
            y = canvas.block(x, y, self.say("read-back.missing"), "wait", room, 2)
            y = self.page.form.draw(canvas, x, y, room)
        canvas.put(x, min(y + 1, canvas.rows - 3), self.say("read-back.question"), "strong", room)
        return y + 2

    def press(self, key: str) -> bool:
        """Enter confirms when there is nothing to describe."""
        if key == "enter" and self.page.form is None:
            self.entered()
            return True
        return False

    def entered(self) -> None:
        """Confirm, with a description for every character that no font has."""
        said = described(self.page.form)
        self.page.do(lambda desk, session, case: desk.slip.confirm(session, case, said))
