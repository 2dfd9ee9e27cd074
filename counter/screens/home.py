"""The home page: what waits, what was done today, and one field that understands numbers, names and codes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from counter.desk.intake_views import IntakeView
from counter.desk.views import CaseView, JourneyView, SheetView
from counter.errors import CounterError
from counter.screens.doors import begin_intake, begin_slip, open_journey
from counter.screens.page import Page
from counter.screens.pages import find_page, lists_page, sheet_page
from counter.values import citizen_number
from counter.values.citizen_number import mask
from counter.widgets.canvas import Canvas
from counter.widgets.cells import visible
from counter.widgets.form import Form, FormRow
from counter.widgets.scroll import around, digit, draw_mark

if TYPE_CHECKING:
    from datetime import date

    from textual.events import ScreenResume

    from counter.desk.desk import Desk
    from counter.desk.views import Session, TodayView

    Told = tuple[
        tuple[date, int], TodayView, tuple[IntakeView, ...], tuple[JourneyView, ...], tuple[date, ...]
    ]

Waiting = CaseView | IntakeView | JourneyView
"""A journey that is not finished, of whatever kind."""
_BEGIN = {"new": begin_intake, "slip": begin_slip}
"""The work keys that begin something with a number."""
_DIGITS = frozenset("123456789")
"""What stands before the journeys that wait."""
_LOOK_AGAIN = 4.0
"""Seconds between two looks at what other windows have done."""
_TYPED = "typed"
"""Under this name the text of the field is kept."""
_NUMBER = 15
"""This many places or more are meant as a citizen number, right or wrong."""


class HomePage(Page):
    """Open journeys first, then the sheets of the day, newest first."""

    OFFERS: ClassVar[frozenset[str]] = frozenset(
        {"basis", "lists", "find", "new", "slip", "queue", "cover", "language", "lock", "leave"}
    )
    PRACTICE: ClassVar[str] = "home"

    def __init__(self) -> None:
        super().__init__()
        self.form = Form([FormRow("what", "")])
        self.today: TodayView | None = None
        self.intakes: tuple[IntakeView, ...] = ()
        self.others: tuple[JourneyView, ...] = ()
        """Handings over, households and certificates."""
        self.forgotten: tuple[date, ...] = ()
        """Days before today that are to be closed."""
        self.at = -1
        self._moment: tuple[date, int] | None = None
        """The day, and the length of the journal, that the page shows."""

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """The open journeys, the one begun first on top, so that the digit of a citizen does not wander."""
        slips = self.today.open_cases if self.today else ()
        return tuple(sorted((*self.intakes, *self.others, *slips), key=lambda case: case.opened_at))

    @property
    def items(self) -> tuple[Waiting | SheetView, ...]:
        """Everything on the page that can be opened."""
        return (*self.waiting, *self.today.sheets) if self.today else ()

    def arrive(self, notice: str) -> None:
        """Come here with a line of what was done."""
        self.notice = ((notice,), "done") if notice else ((), "ink")
        self.at = -1

    def left(self) -> None:
        """What was told here does not outlive what comes after it."""
        self.notice = ((), "ink")

    @property
    def where(self) -> str:
        """There is one home."""
        return "home"

    def stand(self) -> None:
        """At home nothing is left lying, but a text that was begun."""
        self.house.notes.leave()
        self.note()

    def resume(self, deed: str) -> None:
        """What was typed when the power failed stands in the field again."""
        if deed == _TYPED:
            self.house.act(self.recall(deed, again=True))

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The day is read anew whenever this page comes to light."""
        super().on_screen_resume(event)
        self.house.act(self._read_today())

    def on_mount(self) -> None:
        """Look now and then whether another window has done something."""
        super().on_mount()
        self.set_interval(_LOOK_AGAIN, self.look_again)

    async def _read_today(self) -> None:
        if (session := self.house.session) is not None:
            self._take(await self.house.verb(lambda desk: _read(desk, session)))

    def _take(self, told: Told) -> None:
        self._moment, self.today, self.intakes, self.others, self.forgotten = told
        self.show()

    @property
    def _untouched(self) -> bool:
        """Whether this page stands there and no hand is at it: nothing typed, nothing marked."""
        typed = self.form is not None and self.form.row.value
        return self.is_current and self.house.session is not None and not typed and self.at < 0

    def look_again(self) -> None:
        """Read the day anew if another window has done something; never under a hand."""
        if self._untouched and self._moment is not None:
            self.house.beside(self._look_again)

    async def _look_again(self) -> None:
        session, shown = self.house.session, self._moment
        if session is None:
            return
        with suppress(CounterError):  # nobody asked for it; the next key tells what is wrong
            if await self.house.quiet_verb(lambda desk: desk.find.moment(session)) == shown:
                return
            told = await self.house.quiet_verb(lambda desk: _read(desk, session))
            if self._untouched and self._moment == shown:
                self._take(told)

    def draw(self, canvas: Canvas) -> None:
        """The field, the counts, the two lists."""
        if self.form is not None:
            self.form.row.label = self.say("home.ask")
            self.form.draw(canvas, 2, 3, canvas.columns - 4)
        canvas.put(2, 4, self.say("home.hint"), "faint")
        if (today := self.today) is None:
            return
        if self.forgotten:
            told = self.say("home.forgotten", day=self.forgotten[0], count=len(self.forgotten))
            canvas.put(2, 5, told, "wait", canvas.columns - 4)
        counts = self.say(
            "home.counts",
            accepted=today.accepted,
            collected=today.collected,
            issued=today.issued,
            refused=today.refused,
            voided=today.voided,
        )
        canvas.put(2, 6, self.say("home.today"), "strong")
        canvas.right(6, counts, "label", 2)
        if not self.items:
            canvas.put(2, 8, self.say("home.nothing"), "label")
            idle = "slip" in self.house.idle_keys
            canvas.put(2, 9, self.say("home.teach-no-slips" if idle else "home.teach"), "label")
            canvas.put(2, 10, self.say("home.lists"), "label")
            return
        room = canvas.rows - 11
        for line, place in enumerate(around(self.at, len(self.items), room), 7):
            self._draw_item(canvas, line, place)

    def _draw_item(self, canvas: Canvas, y: int, place: int) -> None:
        item, marked = self.items[place], place == self.at
        key = "" if isinstance(item, SheetView) else digit(place)
        role, right = draw_mark(canvas, y, marked=marked, key=key), canvas.columns - 24
        if not isinstance(item, SheetView):
            state = self.say("home.parked") if item.parked else self.say("home.open")
            canvas.put(4, y, self._who(item), role, 21)
            canvas.put(26, y, self._where(item), role, right - 27)
            canvas.put(right, y, f"{state} {item.opened_at:%H:%M}", role if marked else "wait")
            return
        tone = {"out": "done", "spoiled": "stop", "voided": "stop"}.get(item.state, "wait")
        canvas.put(4, y, item.holder or item.title.in_(self.house.language), role, 21)
        canvas.put(26, y, item.serial, role if marked else "label", right - 27)
        canvas.put(
            right, y, f"{self.say(f'sheet.{item.state}')} {item.reserved_at:%H:%M}", role if marked else tone
        )

    def _who(self, case: Waiting) -> str:
        """Whose journey it is, or what was typed so far; of a number only what a list may show."""
        if isinstance(case, JourneyView):
            return visible(case.name)
        person = case.holder if isinstance(case, CaseView) else case.person
        if person is not None:
            return person.name
        text = case.typed.get("name") or case.typed.get("number", "")
        known = case.number if isinstance(case, IntakeView) else ""
        return (mask(text) if text[:1].isdigit() else text) or known or self.say("home.no-holder")

    def _where(self, case: Waiting) -> str:
        """Which service it is, and where it stands."""
        if isinstance(case, CaseView):
            return self.say(f"step.{case.step}")
        language = self.house.language
        if isinstance(case, JourneyView):
            return f"{case.stage.in_(language)} · {case.title.in_(language)}"
        title = f"{case.title.in_(language)} · " if case.title else ""
        return title + case.stage.text.in_(language)

    def press(self, key: str) -> bool:
        """Arrows walk the lists, Enter opens what is marked or what was typed."""
        if key in {"up", "down"}:
            self.at = max(-1, min(len(self.items) - 1, self.at + (1 if key == "down" else -1)))
            self.show()
            return True
        return super().press(key)

    def work(self, key_id: str) -> bool:
        """What was typed here is not typed twice: F2 and F5 take a whole number along, F3 takes whatever it is."""
        text = self.form.row.value.strip() if self.form is not None else ""
        if key_id == "find" and text:
            self._emptied()
            self.house.go(find_page(text))
            return True
        return self._begins(key_id, citizen_number.whole(text))

    def _begins(self, key_id: str, number: str) -> bool:
        if not number or key_id in self.house.idle_keys or key_id not in _BEGIN:
            return False
        self._emptied()
        self.house.act(_BEGIN[key_id](self.house, number))
        return True

    def typed(self, row: FormRow) -> None:
        """Typing leaves the lists; the text is kept until something is made of it."""
        if row.value:
            self.words = self.words or self.house.notes.fresh(self.where, _TYPED)
            self.note()
        else:
            self.forget_words()
        if self.at >= 0:
            self.at = -1
            self.show()

    def _emptied(self) -> None:
        """Something is made of the text."""
        self.forget_words()
        self.load("")

    def entered(self) -> None:
        """Open what is marked; else understand what was typed."""
        if self.form is None:
            return
        text = self.form.row.value.strip()
        if self.at >= 0 and not text:
            self._open(self.items[self.at])
        elif text:
            self._understand(text)
        else:
            self.house.go(lists_page())

    def _understand(self, text: str) -> None:
        self._emptied()
        if text in _DIGITS and int(text) <= len(self.waiting):
            self._open(self.waiting[int(text) - 1])
        elif len(text) >= _NUMBER and text[:_NUMBER].isdigit():
            self.house.act(begin_slip(self.house, number=text))
        else:
            self.house.go(find_page(text))

    def _open(self, item: Waiting | SheetView) -> None:
        if isinstance(item, SheetView):
            self.house.go(sheet_page(item))
        else:
            self.house.act(open_journey(self.house, _kind_of(item), item.id))

    def back(self) -> None:
        """Home is the first step."""


def _kind_of(item: Waiting) -> str:
    """Under what name its door is known."""
    if isinstance(item, JourneyView):
        return item.kind
    return "intake" if isinstance(item, IntakeView) else "slip"


def _read(desk: Desk, session: Session) -> Told:
    """The day as it stands; the moment first, so that what happens meanwhile is seen at the next look."""
    return (
        desk.find.moment(session),
        desk.find.today(session),
        desk.intake.waiting(session),
        desk.journeys.waiting(session),
        desk.day.forgotten(session),
    )
