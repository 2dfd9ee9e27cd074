"""Paper in the printer: did the sheet come out? The same question for every sheet of every journey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from counter.screens.ask import SentenceDialog
from counter.screens.face import Face, JourneyView
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.views import Session, SheetView
    from counter.screens.journey_page import JourneyPage

SPOILED: Final = ("jam", "faint", "wrong-paper", "other")
"""Reasons a sheet is spoiled, in the order of their digits; the last is typed."""


class PaperView(JourneyView, Protocol):
    """A journey that may have a sheet in the printer."""

    @property
    def sheet(self) -> SheetView | None:
        """The sheet, once its serial is reserved."""


ViewT = TypeVar("ViewT", bound=PaperView)
ToldT_co = TypeVar("ToldT_co", covariant=True)
PageT = TypeVar("PageT", bound="JourneyPage[Any]")


class SheetVerbs(Protocol[ToldT_co]):
    """The verbs about a sheet in the printer."""

    def good(self, session: Session, case_id: str) -> ToldT_co:
        """It came out."""

    def spoiled(self, session: Session, case_id: str, reason: str) -> ToldT_co:
        """It came out spoiled."""

    def resend(self, session: Session, case_id: str) -> ToldT_co:
        """It did not come out at all; send the same bytes once more."""


class CameOut(Face[PageT, ViewT]):
    """Good, spoiled with a reason, or not sent at all."""

    question = "came-out.question"

    def __init__(self, page: PageT, case: ViewT) -> None:
        super().__init__(page, case)
        self._asking_why = False

    def verbs_of(self, desk: Desk) -> SheetVerbs[ViewT]:
        """The room of verbs about this sheet."""
        raise NotImplementedError

    @property
    def whose(self) -> str:
        """The name of the citizen the sheet is for."""
        raise NotImplementedError

    @property
    def _unsent(self) -> bool:
        return self.case.sheet is not None and self.case.sheet.state == "reserved"

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Serial, question, answers."""
        x, y, room = box.x, box.y, box.columns
        canvas.put(x, y, self.whose, "strong", room)
        if (sheet := self.case.sheet) is not None:
            canvas.put(x, y + 1, f"{sheet.serial}  {self.say(f'sheet.{sheet.state}')}", "label", room)
            if self._unsent:
                canvas.block(x, y + 2, self.say("came-out.unsent"), "wait", room, 2)
        if self._asking_why:
            canvas.put(x, y + 5, self.say("spoiled.why"), "ink")
            self.draw_choices(canvas, x, y + 6, tuple(self.say(f"spoiled.{reason}") for reason in SPOILED))
            return
        canvas.put(x, y + 5, self.say(self.question), "ink", room)
        answers = [self.say("came-out.good"), self.say("came-out.spoiled")]
        answers += [self.say("came-out.resend")] if self._unsent else []
        self.draw_choices(canvas, x, y + 6, tuple(answers))

    def press(self, key: str) -> bool:
        """1 good, 2 spoiled, 3 send again; then a digit for the reason."""
        if self._asking_why:
            if key in {"1", "2", "3", "4"}:
                self.page.house.act(self._spoil(SPOILED[int(key) - 1]))
            return key.isdigit()
        if key == "1":
            self.page.do(lambda desk, session, case: self.verbs_of(desk).good(session, case))
        elif key == "2":
            self._asking_why = True
            self.page.show()
        elif key == "3" and self._unsent:
            self.page.do(lambda desk, session, case: self.verbs_of(desk).resend(session, case))
        return key in {"1", "2", "3"}

    async def _spoil(self, code: str) -> None:
        reason: str | None = self.page.house.on_record(f"spoiled.{code}")
        if code == SPOILED[-1]:
            reason = await self.page.house.ask(SentenceDialog("spoiled.which"))
        if reason is not None:
            said = reason
            await self.page.doing(
                lambda desk, session, case: self.verbs_of(desk).spoiled(session, case, said)
            )

    def back(self) -> None:
        """Paper has been used: the question stays until it is answered."""
        if self._asking_why:
            self._asking_why = False
            self.page.show()
        else:
            self.page.tell(self.say("came-out.no-back"), tone="wait")
