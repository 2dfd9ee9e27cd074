"""The notice of an interruption: a usual cause by digit, its words to be mended, one notice a citizen by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.screens.loose import print_loose
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from datetime import datetime

    from counter.desk.outage import Cause

_ROWS = ("reason", "affected", "available", "expected")


class OutagePage(Page):
    """First the cause; then what the notice says, kept between prints so that a whole line is served."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})

    def __init__(self) -> None:
        super().__init__()
        self.causes: tuple[Cause, ...] = ()
        self.since: datetime | None = None
        self.count = 0

    def on_mount(self) -> None:
        """Read the usual causes."""
        super().on_mount()
        self.house.act(self._read())

    async def _read(self) -> None:
        if (session := self.house.session) is not None:
            self.causes = await self.house.verb(lambda desk: desk.outage.causes(session))
            self.show()
            await self.recall()

    def draw(self, canvas: Canvas) -> None:
        """The causes, or the words."""
        x = canvas.put(2, 2, self.say("outage.title"), "strong")
        if self.form is None:
            canvas.put(2, 4, self.say("outage.why"), "label")
            answers = [one.text.in_(self.house.language) for one in self.causes]
            for place, text in enumerate([*answers, self.say("outage.other")], 1):
                canvas.put(2, 4 + place, str(place), "key")
                canvas.put(5, 4 + place, text)
            return
        if self.since is not None:
            told = self.say("outage.since", since=f"{self.since:%H:%M}", count=self.count)
            canvas.put(x + 2, 2, told, "here")
        for row in self.form.rows:
            row.label = self.say(f"outage.row.{row.key}")
        y = self.form.draw(canvas, 2, 4, canvas.columns - 4, gap=2)
        y = canvas.block(2, y + 1, self.form.row.value, "faint", canvas.columns - 4, 3)
        canvas.block(2, y + 1, self.say("outage.hint"), "label", canvas.columns - 4, 3)

    def press(self, key: str) -> bool:
        """A digit chooses the cause; then the rows are walked."""
        if self.form is not None:
            return super().press(key)
        if key.isdecimal() and 0 < int(key) <= len(self.causes) + 1 and self.causes:
            self.resume(str(int(key) - 1))
        return True

    @property
    def where(self) -> str:
        """The notice."""
        return "outage"

    def resume(self, deed: str) -> None:
        """The rows of a cause; what was typed for it stands in them again."""
        if deed.isdecimal() and int(deed) <= len(self.causes):
            self._choose(int(deed))
            self.house.act(self.recall(deed, again=self.house.notes.again))

    def _choose(self, place: int) -> None:
        offered = self.causes[place].offered if place < len(self.causes) else None
        self.form = Form([FormRow(key, "", getattr(offered, key, "")) for key in _ROWS])
        self.form.at = 0 if offered is None else len(_ROWS) - 1
        self.show()

    def typed(self, _row: FormRow) -> None:
        """The whole text stands below the field, which may be narrower."""
        self.note()
        self.show_soon()

    def back(self) -> None:
        """Back to the causes; from there away."""
        if self.form is None:
            super().back()
        else:
            self.form = self.words = None
            self.stand()
            self.show()

    def entered(self) -> None:
        """Print one notice."""
        self.house.act(self._print())

    async def _print(self) -> None:
        from counter.desk.outage import Interruption  # noqa: PLC0415 - the desk is open by now

        if self.form is None:
            return
        told = Interruption(**{row.key: row.value for row in self.form.rows})
        sheet = await print_loose(self, lambda desk, session: desk.outage.print(session, told, self.since))
        if sheet is not None and sheet.state == "out":
            self.since, self.count = self.since or sheet.reserved_at, self.count + 1
            self.show()
