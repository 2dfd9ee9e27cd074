"""The steps of a slip with paper in the printer: did the sheet come out, and what if it is spoiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.views import CaseView
from counter.screens.ask import SecondDialog
from counter.screens.came_out import CameOut, draw_spoiled
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.screens.came_out import SheetVerbs
    from counter.screens.slip.page import SlipPage

    Base = CameOut[SlipPage, CaseView]
else:
    Base = CameOut


class CameOutFace(Base, Face):
    """The question for a slip."""

    @property
    def whose(self) -> str:
        """The holder."""
        return self.case.holder.name if self.case.holder is not None else ""

    def verbs_of(self, desk: Desk) -> SheetVerbs[CaseView]:
        """The verbs of slips."""
        return desk.slip


class NoticeOutFace(CameOutFace):
    """The same question for the notice of a refusal."""

    question = "came-out.notice"


class SpoiledFace(Face):
    """A spoiled sheet is replaced or the journey given up; both need a second person."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """What is spoiled and what can be done."""
        x, y, room = box.x, box.y, box.columns
        draw_spoiled(self, canvas, box)
        canvas.put(x, y + 5, self.say("spoiled.question"), "ink", room)
        self.draw_choices(canvas, x, y + 6, (self.say("spoiled.reprint"), self.say("spoiled.give-up")))

    def press(self, key: str) -> bool:
        """1 reprints, 2 gives up."""
        if key in {"1", "2"}:
            self.resume("reprint" if key == "1" else "give-up")
        return key in {"1", "2"}

    def resume(self, deed: str) -> None:
        """Ask for the second person."""
        self.page.begin(deed, self._with_second(again=deed == "reprint"))

    async def _with_second(self, *, again: bool) -> None:
        purpose = "spoiled.reprint" if again else "spoiled.give-up"
        if (second := await self.page.house.ask(SecondDialog(purpose))) is None:
            return
        if again:
            await self.page.doing(lambda desk, session, case: desk.slip.reprint(session, case, second))
        else:
            await self.page.doing(lambda desk, session, case: desk.slip.abandon(session, case, second))

    def back(self) -> None:
        """A spoiled sheet has to be dealt with."""
        self.page.tell(self.say("came-out.no-back"), tone="wait")
