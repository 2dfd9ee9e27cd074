"""One sheet of paper: where it is, what can be done to it, and with which matter the rest is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from counter.screens.ask import SecondDialog, SentenceDialog
from counter.screens.doors import open_matter
from counter.screens.loose import settle_loose
from counter.screens.out_dialog import CAME_OUT
from counter.screens.page import Page
from counter.screens.pages import slip_page
from counter.widgets.canvas import Canvas

if TYPE_CHECKING:
    from textual.events import ScreenResume

    from counter.desk.views import SheetView, SheetWays

_DEEDS: Final = {"settle": CAME_OUT, "void": "void", "reprint": "reprint"}
"""What a digit stands for, as pages resume it after a power cut."""


class SheetPage(Page):
    """The facts of a sheet; a digit does what can be done to it, Enter opens the matter with which the rest is done."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self, sheet: SheetView) -> None:
        super().__init__()
        self.sheet = sheet
        self.ways: SheetWays | None = None

    @property
    def can(self) -> tuple[str, ...]:
        """What the digits stand for."""
        return self.ways.can if self.ways is not None else ()

    def on_mount(self) -> None:
        """What was begun when the power failed goes on."""
        super().on_mount()
        self.house.act(self._begin())

    async def _begin(self) -> None:
        await self.read()
        await self.recall()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was done on a page over this one shows here."""
        super().on_screen_resume(event)
        if self.ways is not None:
            self.house.act(self.read())

    async def read(self) -> None:
        """Read the sheet anew, and what can be done to it."""
        session, serial = self.house.session, self.sheet.serial
        if session is not None:
            self.sheet, self.ways = await self.house.verb(
                lambda desk: (desk.find.sheet(session, serial), desk.sheets.ways(session, serial))
            )
            self.show()

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
        for place, act in enumerate(self.can, 1):
            canvas.put(2, y + place, str(place), "key")
            canvas.put(5, y + place, self.say(f"sheet.act.{act}"))
        if self.ways is not None and self.ways.belongs:
            y = canvas.block(
                2, y + 1, self.say(f"sheet.belongs.{self.ways.belongs}"), "label", canvas.columns - 4
            )
            canvas.put(2, y, "Enter", "key")
            canvas.put(8, y, self.say(f"sheet.open.{self.ways.belongs}"))

    def press(self, key: str) -> bool:
        """A digit does what stands behind it; Enter opens what the sheet belongs to."""
        if key.isdigit() and 0 < int(key) <= len(self.can):
            self.resume(_DEEDS[self.can[int(key) - 1]])
            return True
        if key == "enter" and self.ways is not None and self.ways.belongs:
            self.house.act(open_matter(self.house, self.ways.belongs, self.ways.which))
            return True
        return super().press(key)

    @property
    def where(self) -> str:
        """The sheet."""
        return f"sheet:{self.sheet.serial}"

    def resume(self, deed: str) -> None:
        """Void or reprint, or say what became of it, where that can be done."""
        if deed not in {_DEEDS[act] for act in self.can}:
            return
        if deed == CAME_OUT:
            self.house.act(self._settle(again=self.house.notes.again))
        else:
            self.begin(deed, self._with_second(deed))

    async def _settle(self, *, again: bool) -> None:
        await settle_loose(self, self.sheet, again=again)
        await self.read()

    async def _with_second(self, act: str) -> None:
        session, serial = self.house.session, self.sheet.serial
        if session is None or (reason := await self.house.ask(SentenceDialog(f"sheet.why.{act}"))) is None:
            return
        if (second := await self.house.ask(SecondDialog(f"sheet.act.{act}", serial))) is None:
            return
        if act == "void":
            await self.house.verb(lambda desk: desk.sheets.void(session, second, serial, reason))
            await self.read()
            self.tell(self.say("sheet.voided-now", serial=serial), tone="done")
        else:
            case = await self.house.verb(lambda desk: desk.sheets.reprint(session, second, serial, reason))
            self.house.home()
            self.house.go(slip_page(case))
