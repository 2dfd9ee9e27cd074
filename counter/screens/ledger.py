"""The seal ledger (用印登记) of a day: every use of the seal, in whatever mode; on paper; and unlocking the issued one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from counter.screens.ask import ChoiceDialog, SecondDialog
from counter.screens.loose import print_loose
from counter.screens.page import Page
from counter.widgets.canvas import Canvas
from counter.widgets.scroll import Scroll

if TYPE_CHECKING:
    from counter.desk.issued_seal import SealView
    from counter.desk.views import SealUseView


_PERIODS = ("ledger.period.day", "ledger.period.week", "ledger.period.month")
"""What can be printed: the day shown, the seven days that end with it, its month up to it."""


def _first_day(day: date, period: str) -> date:
    return dict(zip(_PERIODS, (day, day - timedelta(days=6), day.replace(day=1)), strict=True))[period]


class LedgerPage(Page):
    """One line a use; left and right turn the days; p prints the day, or a period up to it."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )
    PRACTICE: ClassVar[str] = "ledger"

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        self.uses: tuple[SealUseView, ...] = ()
        self.seal: SealView | None = None
        self._scroll = Scroll()

    def on_mount(self) -> None:
        """Begin with today."""
        super().on_mount()
        self.house.act(self._read(None))

    def draw(self, canvas: Canvas) -> None:
        """Day, lines, count."""
        x = canvas.put(2, 2, self.say("ledger.title"), "strong")
        canvas.put(x + 2, 2, self.day.isoformat() if self.day else "", "here")
        canvas.right(2, self.say("ledger.days"), "faint", 2)
        at = canvas.put(2, canvas.rows - 4, "p", "key")
        canvas.put(at + 1, canvas.rows - 4, self.say("ledger.print"), "label")
        self._draw_seal(canvas)
        if not self.uses:
            canvas.put(2, 4, self.say("ledger.none"), "label")
            return
        columns = self._columns(canvas)
        for (key, at), (_, end) in zip(columns, [*columns[1:], ("", canvas.columns)], strict=True):
            canvas.put(at, 4, self.say(f"ledger.{key}"), "label", end - at - 1)
        room = canvas.rows - 9
        for place, use in enumerate(self._scroll.seen(self.uses, room), 5):
            self._draw_use(canvas, place, use, columns)

    def _draw_seal(self, canvas: Canvas) -> None:
        """Whether the issued seal is unlocked, and the keys for it; other seals need no unlocking."""
        if (seal := self.seal) is None or seal.mode != "issued":
            return
        y = canvas.rows - 3
        if not seal.number:
            canvas.put(2, y, self.say("ledger.no-seal"), "wait")
        elif seal.until:
            people = "+".join(seal.opened_by)
            canvas.put(
                2,
                y,
                self.say("ledger.open", number=seal.number, until=f"{seal.until:%H:%M}", people=people),
                "done",
            )
        else:
            canvas.put(2, y, self.say("ledger.locked", number=seal.number), "wait")

    def _columns(self, canvas: Canvas) -> list[tuple[str, int]]:
        wide = canvas.columns - 80
        return [
            ("number", 2),
            ("at", 7),
            ("serial", 13),
            ("holder", 41),
            ("clerk", 55 + wide // 2),
            ("state", 70 + wide),
        ]

    def _draw_use(self, canvas: Canvas, y: int, use: SealUseView, columns: list[tuple[str, int]]) -> None:
        people = f"{use.clerk}+{use.second}" if use.second else use.clerk
        texts = (
            str(use.number),
            f"{use.at:%H:%M}",
            use.serial,
            use.holder,
            people,
            self.say(f"sheet.{use.state}"),
        )
        ends = [at for _, at in columns[1:]] + [canvas.columns]
        for text, (_, at), end in zip(texts, columns, ends, strict=True):
            canvas.put(at, y, text, "ink", end - at - 1)

    def press(self, key: str) -> bool:
        """Left and right turn the day, up and down scroll; p prints; 1 unlocks the issued seal, 2 locks it."""
        if key in {"1", "2"} and self.seal is not None and self.seal.number:
            if key == "1":
                self.resume("unlock")
            else:
                self.house.act(self._lock())
            return True
        if key.lower() == "p" and self.day is not None:
            self.house.act(self._print(self.day))
        elif key in {"left", "right"} and self.day is not None:
            self.house.act(self._read(self.day + timedelta(days=1 if key == "right" else -1)))
        elif self._scroll.press(key):
            self.show()
        return True

    @property
    def where(self) -> str:
        """There is one ledger."""
        return "ledger"

    def resume(self, deed: str) -> None:
        """Unlock the seal with the second person."""
        if deed == "unlock" and self.seal is not None and self.seal.number:
            self.begin(deed, self._unlock())

    async def _print(self, day: date) -> None:
        """The day that is shown, or a period that ends with it."""
        answer = await self.house.ask(ChoiceDialog("ledger.print", _PERIODS))
        if answer is not None:
            since = _first_day(day, _PERIODS[answer - 1])
            await print_loose(self, lambda desk, session: desk.seals.print(session, since, day))

    async def _unlock(self) -> None:
        """The second person stands beside: the keeper where a clerk unlocks, a clerk where the keeper does."""
        if (session := self.house.session) is None:
            return
        right = "issue" if session.clerk.role == "seal-keeper" else "seal"
        second = await self.house.ask(SecondDialog("ledger.unlock", right=right))
        if second is not None:
            self.seal = await self.house.verb(lambda desk: desk.seal.open(session, second))
            self.show()

    async def _lock(self) -> None:
        if (session := self.house.session) is not None:
            self.seal = await self.house.verb(lambda desk: desk.seal.close(session))
            self.show()

    async def _read(self, day: date | None) -> None:
        """Turn to a day, the desk's today at first."""
        if (session := self.house.session) is not None:
            ledger = await self.house.verb(lambda desk: desk.seals.ledger(session, day))
            self.seal = await self.house.verb(lambda desk: desk.seal.show(session))
            self.day, self.uses = ledger.day, ledger.uses
            self.show()
            await self.recall()
