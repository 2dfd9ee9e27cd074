"""The sheets of an intake in the printer: receipt, one-time notice, refusal; and a spoiled receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.intake_views import IntakeView
from counter.desk.rights import NeedsSecond
from counter.screens.ask import SecondDialog
from counter.screens.came_out import CameOut, draw_spoiled
from counter.screens.intake.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.screens.came_out import SheetVerbs
    from counter.screens.intake.page import IntakePage

    Base = CameOut[IntakePage, IntakeView]
else:
    Base = CameOut


class CameOutFace(Base, Face):
    """Did the receipt, the notice, the refusal come out?"""

    @property
    def whose(self) -> str:
        """The applicant."""
        return self.case.person.name if self.case.person is not None else ""

    def verbs_of(self, desk: Desk) -> SheetVerbs[IntakeView]:
        """The verbs of decisions."""
        return desk.deciding


_REPRINT = "reprint"


class SpoiledFace(Face):
    """A spoiled receipt is replaced by one with a new serial; by two people where it bears a seal."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """What is spoiled and what can be done."""
        x, y, room = box.x, box.y, box.columns
        draw_spoiled(self, canvas, box)
        canvas.block(x, y + 5, self.say("paper.spoiled"), "ink", room, 2)
        self.draw_enter(canvas, x, y + 8, self.say("paper.reprint"), room)

    def press(self, key: str) -> bool:
        """Enter reprints."""
        if key == "enter":
            self.resume(_REPRINT)
        return key == "enter"

    def resume(self, deed: str) -> None:
        """Reprint."""
        if deed == _REPRINT:
            self.page.begin(deed, self._reprint())

    async def _reprint(self) -> None:
        try:
            await self.page.doing(lambda desk, session, case: desk.deciding.reprint(session, case, None))
        except NeedsSecond:
            second = await self.page.house.ask(SecondDialog("paper.reprint"))
            if second is not None:
                await self.page.doing(
                    lambda desk, session, case: desk.deciding.reprint(session, case, second)
                )

    def back(self) -> None:
        """The citizen needs a receipt: the question stays."""
        self.page.tell(self.say("paper.spoiled-stays"), tone="wait")
