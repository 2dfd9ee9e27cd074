"""One sheet of paper: where it is, and the two acts that need a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.desk.loose import RIGHTS
from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.doors import slip_page
from counter.screens.loose import settle_loose
from counter.screens.out_dialog import CAME_OUT
from counter.screens.page import Page
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from counter.desk.views import SheetView


class SheetPage(Page):
    """The facts of a sheet; 1 voids it, 2 prints another in its place."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, sheet: SheetView) -> None:
        super().__init__()
        self.sheet = sheet

    @property
    def printed(self) -> bool:
        """Whether there is paper that could be voided."""
        return self.sheet.state in {"out", "spoiled"}

    @property
    def waits(self) -> bool:
        """Whether it belongs to no journey and nobody has said yet what became of it."""
        return self.sheet.form in RIGHTS and self.sheet.state in {"reserved", "sent"}

    def draw(self, canvas: Canvas) -> None:
        """Facts, then the acts."""
        sheet, y = self.sheet, 4
        canvas.put(2, 2, sheet.title.in_(self.house.language), "strong")
        facts = {
            "serial": sheet.serial,
            "holder": sheet.holder,
            "state": self.say(f"sheet.{sheet.state}"),
            "at": f"{sheet.reserved_at:%Y-%m-%d %H:%M}",
            "clerk": sheet.clerk,
            "replaces": sheet.replaces,
            "replaced-by": sheet.replaced_by,
            "reason": sheet.reason,
            "file": sheet.file,
        }
        for key, fact in facts.items():
            if fact:
                canvas.put(2, y, self.say(f"sheet.field.{key}"), "label")
                role = {"out": "done", "voided": "stop", "spoiled": "stop"}.get(sheet.state, "wait")
                y = canvas.block(18, y, fact, role if key == "state" else "ink", canvas.columns - 20, 3)
        if self.waits:
            canvas.put(2, y + 1, "1", "key")
            canvas.put(5, y + 1, self.say("sheet.act.settle"))
        if self.printed:
            for place, act in enumerate(("void", "reprint"), 1):
                canvas.put(2, y + place, str(place), "key")
                canvas.put(5, y + place, self.say(f"sheet.act.{act}"))

    def press(self, key: str) -> bool:
        """1 voids, 2 reprints; 1 says what became of a sheet that belongs to no journey."""
        if self.waits and key == "1":
            self.resume(CAME_OUT)
            return True
        if self.printed and key in {"1", "2"}:
            self.resume("void" if key == "1" else "reprint")
            return True
        return super().press(key)

    def on_mount(self) -> None:
        """What was begun when the power failed goes on."""
        super().on_mount()
        self.house.act(self.recall())

    @property
    def where(self) -> str:
        """The sheet."""
        return f"sheet:{self.sheet.serial}"

    def resume(self, deed: str) -> None:
        """Void or reprint, as long as there is paper; say what became of one that waits for it."""
        if deed == CAME_OUT and self.waits:
            self.house.act(self._settle(again=self.house.notes.again))
        elif self.printed and deed != CAME_OUT:
            self.begin(deed, self._with_second(deed))

    async def _settle(self, *, again: bool) -> None:
        self.sheet = await settle_loose(self, self.sheet, again=again)

    async def _with_second(self, act: str) -> None:
        session, serial = self.house.session, self.sheet.serial
        if session is None or (reason := await self.house.ask(SentenceDialog(f"sheet.why.{act}"))) is None:
            return
        if (second := await self.house.ask(SecondDialog(f"sheet.act.{act}", serial))) is None:
            return
        if act == "void":
            self.sheet = await self.house.verb(lambda desk: desk.sheets.void(session, second, serial, reason))
            self.tell(self.say("sheet.voided-now", serial=serial), tone="done")
        else:
            case = await self.house.verb(lambda desk: desk.sheets.reprint(session, second, serial, reason))
            self.house.home()
            self.house.go(slip_page(case))
