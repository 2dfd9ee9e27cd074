"""Paper in the printer: did the sheet come out? The same question for every sheet of every journey."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from counter.errors import CounterError
from counter.screens.ask import SentenceDialog
from counter.screens.face import Face, JourneyView
from counter.screens.following import draw_job, follow, give_up
from counter.widgets.canvas import Box, Canvas

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.jobs import JobView
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


class CameOut(Face[PageT, ViewT], ABC):
    """Good, spoiled with a reason, or not sent at all."""

    question = "came-out.question"

    def __init__(self, page: PageT, case: ViewT) -> None:
        super().__init__(page, case)
        self._asking_why = False
        self._job: JobView | None = None

    def start(self) -> None:
        """Watch the sheet in the printer; after a restart of the program it is watched again."""
        if (sheet := self.case.sheet) is not None and not self._unsent:
            house, serial = self.page.house, sheet.serial
            house.beside(lambda: follow(house, self.page, serial, self._told))

    def _told(self, job: JobView) -> None:
        """The printer has something new to say."""
        if self.page.face is self:
            self._job = job
            self.page.show()

    @abstractmethod
    def verbs_of(self, desk: Desk) -> SheetVerbs[ViewT]:
        """The room of verbs about this sheet."""

    @property
    @abstractmethod
    def whose(self) -> str:
        """The name of the citizen the sheet is for."""

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
            elif self._job is not None:
                draw_job(self.page, canvas, x, y + 2, room, self._job)
        if self._asking_why:
            canvas.put(x, y + 7, self.say("spoiled.why"), "ink")
            self.draw_choices(canvas, x, y + 8, tuple(self.say(f"spoiled.{reason}") for reason in SPOILED))
            return
        canvas.put(x, y + 7, self.say(self.question), "ink", room)
        answers = ["good", "spoiled"]
        answers += ["resend"] if self._unsent else ["cancel"] if self._stuck else []
        self.draw_choices(canvas, x, y + 8, tuple(self.say(f"came-out.{answer}") for answer in answers))

    @property
    def _stuck(self) -> bool:
        """Whether the printer stopped with the sheet in it."""
        return self._job is not None and self._job.stopped and self._job.may_come

    def press(self, key: str) -> bool:
        """1 good, 2 spoiled, 3 send again or give up in the printer; then a digit for the reason."""
        if self._asking_why:
            if key in {"1", "2", "3", "4"}:
                self.resume(SPOILED[int(key) - 1])
            return key.isdigit() or self._by_digit(key)
        if key == "1":
            self.page.do(lambda desk, session, case: self.verbs_of(desk).good(session, case))
        elif key == "2":
            self._asking_why = True
            self.page.show()
        elif key == "3" and self._unsent:
            self.page.do(lambda desk, session, case: self.verbs_of(desk).resend(session, case))
        elif key == "3" and self._stuck:
            self.page.house.act(self._cancel())
        return key in {"1", "2", "3"} or self._by_digit(key)

    def _by_digit(self, key: str) -> bool:
        """Enter answers nothing here, and says so."""
        if key == "enter":
            self.page.tell(self.say("asking.by-digit"), tone="wait")
        return key == "enter"

    def resume(self, deed: str) -> None:
        """Say why the sheet is spoiled."""
        if deed in SPOILED:
            self._asking_why = True
            self.page.begin(deed, self._spoil(deed))

    async def _cancel(self) -> None:
        if self.case.sheet is not None:
            await give_up(self.page.house, self.case.sheet.serial)
            self.page.tell(self.say("came-out.cancelled"), tone="wait")

    async def _spoil(self, code: str) -> None:
        reason: str | None = self.page.house.on_record(f"spoiled.{code}")
        if code == SPOILED[-1]:
            reason = await self.page.house.ask(SentenceDialog("spoiled.which"))
        if reason is not None:
            said = reason
            if self._job is not None and self._job.may_come and self.case.sheet is not None:
                with suppress(
                    CounterError
                ):  # a printer that does not answer is looked at, and says so itself
                    await give_up(self.page.house, self.case.sheet.serial)
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


def draw_spoiled(face: Face[PageT, ViewT], canvas: Canvas, box: Box) -> None:
    """Whose sheet is spoiled, which one, and why: four rows."""
    x, y, room = box.x, box.y, box.columns
    if (sheet := face.case.sheet) is not None:
        canvas.put(x, y, sheet.holder, "strong", room)
        canvas.put(x, y + 1, f"{sheet.serial}  {face.say(f'sheet.{sheet.state}')}", "stop", room)
        canvas.block(x, y + 2, sheet.reason, "label", room, 2)
