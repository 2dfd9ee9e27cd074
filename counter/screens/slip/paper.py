"""The steps with paper in the printer: did the sheet come out, and what if it is spoiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.slip.face import Face
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.page import SlipPage

SPOILED = ("jam", "faint", "wrong-paper", "other")
"""Reasons a sheet is spoiled, in the order of their digits; the last is typed."""


class CameOutFace(Face):
    """Did the sheet come out? Good, spoiled with a reason, or not sent at all."""

    question = "came-out.question"

    def __init__(self, page: SlipPage, case: CaseView) -> None:
        super().__init__(page, case)
        self._asking_why = False

    @property
    def _unsent(self) -> bool:
        return self.case.sheet is not None and self.case.sheet.state == "reserved"

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Serial, question, answers."""
        x, y, room = box.x, box.y, box.columns
        if self.case.holder is not None:
            canvas.put(x, y, self.case.holder.name, "strong", room)
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
            self.page.do(lambda desk, session, case: desk.slip.good(session, case))
        elif key == "2":
            self._asking_why = True
            self.page.show()
        elif key == "3" and self._unsent:
            self.page.do(lambda desk, session, case: desk.slip.resend(session, case))
        return key in {"1", "2", "3"}

    async def _spoil(self, code: str) -> None:
        reason: str | None = self.page.house.on_record(f"spoiled.{code}")
        if code == SPOILED[-1]:
            reason = await self.page.house.ask(SentenceDialog("spoiled.which"))
        if reason is not None:
            said = reason
            await self.page.doing(lambda desk, session, case: desk.slip.spoiled(session, case, said))

    def back(self) -> None:
        """Paper has been used: the question stays until it is answered."""
        if self._asking_why:
            self._asking_why = False
            self.page.show()
        else:
            self.page.tell(self.say("came-out.no-back"), tone="wait")


class NoticeOutFace(CameOutFace):
    """The same question for the notice of a refusal."""

    question = "came-out.notice"


class SpoiledFace(Face):
    """A spoiled sheet is replaced or the journey given up; both need a second person."""

    def draw(self, canvas: Canvas, box: Box) -> None:
        """What is spoiled and what can be done."""
        x, y, room = box.x, box.y, box.columns
        if (sheet := self.case.sheet) is not None:
            canvas.put(x, y, sheet.holder, "strong", room)
            canvas.put(x, y + 1, f"{sheet.serial}  {self.say(f'sheet.{sheet.state}')}", "stop", room)
            canvas.block(x, y + 2, sheet.reason, "label", room, 2)
        canvas.put(x, y + 5, self.say("spoiled.question"), "ink", room)
        self.draw_choices(canvas, x, y + 6, (self.say("spoiled.reprint"), self.say("spoiled.give-up")))

    def press(self, key: str) -> bool:
        """1 reprints, 2 gives up."""
        if key in {"1", "2"}:
            self.page.house.act(self._with_second(again=key == "1"))
        return key in {"1", "2"}

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
