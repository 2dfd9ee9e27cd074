"""Did a sheet come out? Asked in a dialog where the page is no journey: notices of rejection, receipts, reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from counter.screens.ask import ChoiceDialog, SentenceDialog
from counter.screens.came_out import SPOILED
from counter.screens.dialog import Dialog
from counter.screens.following import draw_job, follow
from counter.widgets.canvas import Box, Canvas
from counter.workflows.slip import Sheet

if TYPE_CHECKING:
    from counter.desk.desk import Desk
    from counter.desk.jobs import JobView
    from counter.desk.unsaid import Answer as Said
    from counter.desk.views import SheetView
    from counter.screens.house import House

    Answer = Dialog[int]
else:
    Answer = Dialog

CAME_OUT: Final = "came-out"
"""The deed of saying what became of a sheet, as pages resume it after a power cut."""
_SPOILED: Final = 2
"""The digit that says that it will not do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sheet: good, or spoiled with a reason."""

    good: bool
    reason: str = ""


class _OutDialog(Answer):
    """Serial, question, numbered answers; paper was used, so Esc does not answer."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    HEIGHT = 16

    def __init__(self, sheet: SheetView, good: str) -> None:
        super().__init__()
        self._sheet, self._good = sheet, good
        self._job: JobView | None = None

    def on_mount(self) -> None:
        """Watch the sheet in the printer."""
        super().on_mount()
        if self._sheet.state != "reserved":
            house, serial = self.house, self._sheet.serial
            house.beside(lambda: follow(house, self, serial, self._told))

    def _told(self, job: JobView) -> None:
        if self.is_attached:
            self._job = job
            self.show()

    @property
    def _answers(self) -> tuple[str, ...]:
        unsent = self._sheet.state == "reserved"
        return (self._good, "came-out.spoiled", *(["came-out.resend"] if unsent else []))

    def as_said(self, answer: int) -> Said | None:
        """That it is spoiled, so that the question why stands there at once; anything else is an act by itself."""
        return answer if answer == _SPOILED else None

    def said_again(self, said: Said) -> int | None:
        """That it is spoiled."""
        return _SPOILED if said == _SPOILED else None

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """Sheet, question, answers."""
        x, y, columns = box.x, box.y, box.columns
        canvas.put(x, y + 1, self._sheet.title.in_(self.house.language), "strong", columns)
        canvas.put(x, y + 2, self._sheet.serial, "label", columns)
        if self._sheet.state == "reserved":
            canvas.block(x, y + 3, self.say("came-out.unsent"), "wait", columns, 2)
        elif self._job is not None:
            draw_job(self, canvas, x, y + 3, columns, self._job)
        canvas.put(x, y + 9, self.say("came-out.question"), "ink", columns)
        for place, answer in enumerate(self._answers, 1):
            canvas.put(x, y + 9 + place, str(place), "key")
            canvas.put(x + 3, y + 9 + place, self.say(answer), "ink", columns - 3)

    def press(self, key: str) -> bool:
        """Take a visible digit."""
        if key.isdigit() and 0 < int(key) <= len(self._answers):
            self.answer(int(key))
        return True

    def back(self) -> None:
        """Paper has been used: the question stays until it is answered."""
        self.tell(self.say("came-out.no-back"), tone="wait")


async def ask_outcome(
    house: House, sheet: SheetView, resend: Callable[[Desk], object], good: str = "came-out.good"
) -> Outcome:
    """Ask until it is known what became of a sheet; ``good`` is the word for one that came out well.

    What was never sent can be sent once more, and is asked after again; so is a clerk who steps back from the reasons.
    In a conversation, what led to the sheet is over: pages resume the question under the name ``CAME_OUT``.
    """
    await house.notes.turn(CAME_OUT)
    while True:
        answer = await house.ask(_OutDialog(sheet, good))
        if answer == 1:
            return Outcome(good=True)
        if answer == 3:
            await house.verb(resend)
            sheet = replace(sheet, state=Sheet.SENT)
        elif (reason := await ask_why(house)) is not None:
            return Outcome(good=False, reason=reason)


async def ask_why(house: House, title: str = "spoiled.why") -> str | None:
    """Why a sheet will not do, in the words that are recorded; None when the clerk steps back."""
    place = await house.ask(ChoiceDialog(title, tuple(f"spoiled.{reason}" for reason in SPOILED)))
    if place is None:
        return None
    if SPOILED[place - 1] == SPOILED[-1]:
        return await house.ask(SentenceDialog("spoiled.which"))
    return house.on_record(f"spoiled.{SPOILED[place - 1]}")
