"""The line (排队叫号): who waits, who was called; numbers given out on strips, called, let in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from counter.errors import CounterError
from counter.screens.ask import SentenceDialog
from counter.screens.dialog import Dialog
from counter.screens.loose import settle_loose
from counter.screens.out_dialog import CAME_OUT
from counter.screens.page import Page
from counter.screens.pages import outage_page
from counter.values.initials import matches
from counter.widgets.canvas import Box, Canvas
from counter.widgets.form import Form, FormRow
from counter.widgets.scroll import STEPS, walked

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.intake_views import ServiceView
    from counter.desk.queue_views import NumberView, QueueView
    from counter.desk.views import Session

    Answer = Dialog[str]
else:
    Answer = Dialog

_TOP, _BELOW = 5, 6
_OPEN = frozenset({"reserved", "sent"})
_KEYS = (("n", "next"), ("t", "take"), ("k", "mouth"), ("p", "strip"), ("b", "back"), ("o", "outage"))


class ServiceDialog(Answer):
    """Which service a number is for: digits, initials or words narrow the list; Enter on the empty field is any service."""

    OFFERS: ClassVar[frozenset[str]] = frozenset({"language", "back"})
    WIDTH, HEIGHT = 70, 18

    def __init__(self, services: tuple[ServiceView, ...]) -> None:
        super().__init__()
        self._services = services
        self.form = Form([FormRow("service", "")])
        self.at = 0

    @property
    def about(self) -> str:
        """The question."""
        return "queue.which-service"

    @property
    def found(self) -> tuple[ServiceView, ...]:
        """The services for what is typed."""
        typed = self.form.row.value.strip().lower() if self.form is not None else ""
        if typed.isdecimal():
            return tuple(one for one in self._services if one.key.startswith(typed))
        fits = (one for one in self._services if matches(typed, (one.text.zh, one.text.en), one.initials))
        return tuple(fits) if typed else self._services

    def draw_box(self, canvas: Canvas, box: Box) -> None:
        """The field, and what fits."""
        canvas.put(box.x, box.y, self.say("queue.which-service"), "strong", box.columns)
        if self.form is not None:
            self.form.draw(canvas, box.x, box.y + 1, box.columns)
        found, rows = self.found, box.rows - 4
        self.at = max(0, min(self.at, len(found) - 1))
        top = max(0, min(self.at - rows + 1, len(found) - rows))
        for place, one in enumerate(found[top : top + rows], top):
            y, marked = box.y + 3 + place - top, place == self.at and self._typed
            canvas.put(box.x, y, f"{one.key:>2}", "chosen" if marked else "key")
            text = one.text.in_(self.house.language)
            canvas.put(box.x + 4, y, text, "chosen" if marked else "ink", box.columns - 4)

    @property
    def _typed(self) -> bool:
        return self.form is not None and bool(self.form.row.value.strip())

    def typed(self, _row: FormRow) -> None:
        """Narrow the list."""
        self.note()
        self.at = 0
        self.show_soon()

    def press(self, key: str) -> bool:
        """Arrows mark."""
        if key in {"up", "down"} and self._typed:
            self.at += 1 if key == "down" else -1
            self.show()
            return True
        return super().press(key)

    def entered(self) -> None:
        """The marked one; the one whose number was typed whole; none where nothing was typed."""
        found, typed = self.found, self.form.row.value.strip() if self.form is not None else ""
        exact = next((one for one in found if one.key == typed), None)
        if not typed:
            self.answer("")
        elif found:
            self.answer((exact or found[self.at]).code)
        else:
            self.tell(self.say("service.none"), tone="wait")


class QueuePage(Page):
    """↑ ↓ mark a number; letters call the next one, give one out, print its strip again, let it back in line."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "find", "new", "slip", "cover", "language", "lock", "back"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.line: QueueView | None = None
        self.at = 0

    @property
    def rows(self) -> tuple[NumberView, ...]:
        """Who was called last, then who waits in the order of the calls."""
        return (*reversed(self.line.called), *self.line.waiting) if self.line else ()

    @property
    def marked(self) -> NumberView | None:
        """The number that is marked."""
        return self.rows[self.at] if 0 <= self.at < len(self.rows) else None

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The line is read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read())

    async def _read(self, number: str = "") -> None:
        if (session := self.house.session) is None:
            return
        self.line = await self.house.verb(lambda desk: desk.queue.show(session))
        places = [row.number for row in self.rows]
        first = len(self.line.called) if self.line.waiting else len(places) - 1
        self.at = places.index(number) if number in places else max(0, first)
        self.show()

    def draw(self, canvas: Canvas) -> None:
        """Counts, the line, the keys."""
        x = canvas.put(2, 2, self.say("queue.title"), "strong")
        if self.line is None:
            return
        counts = self.say("queue.counts", waiting=self.line.count_waiting, called=self.line.count_called)
        canvas.put(x + 2, 2, counts, "here", canvas.columns - x - 4)
        if not self.rows:
            canvas.put(2, _TOP, self.say("queue.none"), "label")
        seen = canvas.rows - _TOP - _BELOW
        top = max(0, min(self.at - seen // 2, len(self.rows) - seen))
        for place in range(top, min(len(self.rows), top + seen)):
            self._draw_row(canvas, _TOP + place - top, place)
        x = 2
        for key, code in _KEYS:
            at = canvas.put(x, canvas.rows - 4, key, "key")
            x = canvas.put(at + 1, canvas.rows - 4, self.say(f"queue.key.{code}"), "label") + 2

    def _draw_row(self, canvas: Canvas, y: int, place: int) -> None:
        row, chosen = self.rows[place], place == self.at
        ink = "chosen" if chosen else "ink" if row.state == "waiting" else "faint"
        if chosen:
            canvas.put(1, y, " " * (canvas.columns - 2), ink)
        state = row.called_at if row.called_at and row.state == "called" else row.taken_at
        told = f"{row.text.in_(self.house.language)} {state:%H:%M} {row.called_by}".rstrip()
        role = "chosen" if chosen else {"called": "done"}.get(row.state, "wait")
        canvas.put(2, y, row.number, ink if chosen or not row.first else "here", 9)
        canvas.put(12, y, row.service.in_(self.house.language), ink, canvas.columns - 47)
        canvas.put(canvas.columns - 34, y, told, role, 18)
        canvas.put(canvas.columns - 15, y, self._paper(row), ink if chosen else "faint", 13)

    def _paper(self, row: NumberView) -> str:
        return self.say(f"sheet.{row.sheet.state}") if row.sheet else self.say("queue.by-mouth")

    def press(self, key: str) -> bool:
        """Walk; n, t, k, p, b, o."""
        acts, deed = {"n": self._next, "p": self._strip}, dict(_KEYS).get(key.lower(), "")
        if key in STEPS:
            self.at = walked(self.at, STEPS[key], len(self.rows))
            self.show()
        elif deed in self._deeds:
            self.resume(deed)
        elif key.lower() in acts:
            self.house.act(acts[key.lower()]())
        elif key.lower() == "o":
            self.house.go(outage_page())
        return True

    def on_mount(self) -> None:
        """What was begun when the power failed goes on."""
        super().on_mount()
        self.house.act(self.recall())

    @property
    def where(self) -> str:
        """There is one line."""
        return "queue"

    @property
    def _deeds(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        """What asks for words first."""
        return {"take": self._take, "mouth": self._by_mouth, "back": self._back}

    def resume(self, deed: str) -> None:
        """Give a number out, or let one back in line."""
        if deed in self._deeds:
            self.begin(deed, self._deeds[deed]())

    async def _next(self) -> None:
        if (session := self.house.session) is not None:
            called = await self.house.verb(lambda desk: desk.queue.next(session))
            await self._read(called.number)
            service = called.service.in_(self.house.language)
            self.tell(self.say("queue.called", number=called.number, service=service), tone="done")

    async def _service(self) -> str | None:
        if (session := self.house.session) is None:
            return None
        services = await self.house.verb(lambda desk: desk.queue.services(session))
        return await self.house.ask(ServiceDialog(services))

    async def _take(self) -> None:
        if (service := await self._service()) is not None:
            await self._give(lambda desk, session: desk.queue.take(session, service))

    async def _by_mouth(self) -> None:
        session, service = self.house.session, await self._service()
        if session is None or service is None:
            return
        given = await self.house.verb(lambda desk: desk.queue.take(session, service, paper=False))
        await self._read(given.number)
        self.tell(self.say("queue.told", number=given.number), tone="done")

    async def _strip(self) -> None:
        if (marked := self.marked) is not None:
            await self._give(lambda desk, session: desk.queue.print(session, marked.number))

    async def _give(self, verb: Callable[[Desk, Session], NumberView]) -> None:
        """Print a strip and ask what became of it; a printer that failed leaves the number in line."""
        if (session := self.house.session) is None:
            return
        try:
            given = await self.house.verb(lambda desk: verb(desk, session))
        except CounterError:
            await self._read()
            raise
        await self.house.notes.turn(CAME_OUT)
        if given.sheet is not None and given.sheet.state in _OPEN:
            await settle_loose(self, given.sheet)
        await self._read(given.number)

    async def _back(self) -> None:
        """The marked number when it was called; else one that is typed."""
        session, marked = self.house.session, self.marked
        number: str | None = marked.number if marked is not None and marked.state == "called" else None
        if number is None:
            number = await self.house.ask(SentenceDialog("queue.which"))
        if session is not None and number:
            again = await self.house.verb(lambda desk: desk.queue.back(session, number))
            await self._read(again.number)
            self.tell(self.say("queue.again", number=again.number), tone="done")
