"""The day (日结): the books on the left, what was counted by hand on the right; differences are named and explained."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from counter.desk.close_day import CountMissing, DayDiffers, DayToCome
from counter.screens.ask import SecondDialog
from counter.screens.out_dialog import CAME_OUT, ask_outcome
from counter.screens.page import Page
from counter.values.citizen_number import normalise
from counter.values.money import fen, yuan
from counter.widgets.canvas import Canvas
from counter.widgets.cells import wrap
from counter.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from counter.desk.day_books import DayView
    from counter.desk.views import SheetView
    from counter.locale import Text
    from counter.screens.unsaid import Words

_LEFT, _LABEL, _NAMED = 2, 14, 4
"""Where the page begins, cells of a label, unclosed days named at its head."""
_PRINTS = "report"
_UNSETTLED = frozenset({"reserved", "sent"})


class DayPage(Page):
    """Type cash and spoiled sheets as counted; Enter closes, or names what differs; a closed day prints its report.

    It opens on the earliest day that is not closed: days are closed in their order.
    """

    OFFERS: ClassVar[frozenset[str]] = frozenset({"basis", "cover", "language", "lock", "back"})
    PRACTICE: ClassVar[str] = "day"

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._first = day
        self.day: DayView | None = None
        self.differences: tuple[Text, ...] = ()
        self._offered = ""

    def on_mount(self) -> None:
        """Begin with the earliest day that is not closed, or with today."""
        super().on_mount()
        self.house.act(self._begin())

    async def _begin(self) -> None:
        if (session := self.house.session) is not None:
            unclosed = await self.house.verb(lambda desk: desk.day.unclosed(session))
            await self._read(self._first or (unclosed[0] if unclosed else None))

    @property
    def where(self) -> str:
        """The day."""
        return f"day:{self.day.day.isoformat()}" if self.day is not None else ""

    async def _read(self, day: date | None) -> None:
        if (session := self.house.session) is None:
            return
        self._take(await self.house.verb(lambda desk: desk.day.show(session, day)))
        self.stand()
        await self.recall()

    def _take(self, view: DayView) -> None:
        self.day, self.differences = view, view.differences
        countable = view.closed_at is None and view.unclosed[:1] == (view.day,)
        self._offered = "0" if countable and not view.books.fees and not view.cash else ""
        rows = [FormRow("cash", "", self._offered, room=12), FormRow("spoiled", "", room=12)]
        self.form = Form(rows) if countable else None
        self.show()

    # Drawing ---------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Day, books, count."""
        x = canvas.put(_LEFT, 2, self.say("day.title"), "strong")
        if self.day is None:
            return
        x = canvas.put(x + 2, 2, self.day.day.isoformat(), "here")
        closed = self.day.closed_at is not None
        canvas.put(x + 2, 2, self.say("day.closed" if closed else "day.open"), "done" if closed else "wait")
        if self._untouched:
            canvas.right(2, self.say("ledger.days"), "faint", 2)
        if len(self.day.unclosed) > 1:
            days = "  ".join(day.isoformat() for day in self.day.unclosed[:_NAMED])
            more = self.say("day.more", count=len(self.day.unclosed) - _NAMED)
            told = days + (f"  {more}" if len(self.day.unclosed) > _NAMED else "")
            canvas.put(_LEFT, 3, self.say("day.unclosed", days=told), "wait", canvas.columns - 4)
        middle = canvas.columns // 2 + 2
        self._draw_books(canvas, self.day, middle - _LEFT - 2)
        self._draw_right(canvas, self.day, middle)

    def _draw_books(self, canvas: Canvas, day: DayView, room: int) -> None:
        books, y = day.books, 4
        lines = {
            "accepted": str(books.accepted),
            "refused": str(books.refused),
            "waiting": str(books.waiting),
            "collected": str(books.collected),
            "voided": str(books.voided),
            "stamped": str(books.stamped),
            "unresolved": str(books.unresolved),
            "unsettled": str(books.unsettled),
            "fees": self.say("day.sum", count=books.fees, sum=yuan(books.fen)),
            "returned": self.say("day.sum", count=books.returned, sum=yuan(books.returned_fen)),
            "waived": self.say("day.sum", count=books.waived, sum=yuan(books.waived_fen))
            if books.waived
            else "",
            "receipts": f"{books.first_receipt} – {books.last_receipt}" if books.fees else "",
            "gaps": "  ".join(books.gaps),
            "till": yuan(day.cash),
        }
        wrong = {"unresolved": books.unresolved, "unsettled": books.unsettled, "gaps": len(books.gaps)}
        for key, words in lines.items():
            if words and (words != "0" or key in {"accepted", "collected", "voided", "stamped"}):
                canvas.put(_LEFT, y, self.say(f"day.{key}"), "label", _LABEL)
                canvas.put(_LEFT + _LABEL, y, words, "wait" if wrong.get(key) else "ink", room - _LABEL)
                y += 1
        self._draw_printed(canvas, day, y, room - _LABEL)

    def _draw_printed(self, canvas: Canvas, day: DayView, y: int, room: int) -> None:
        """How many sheets of each form; what has no room is told by its number."""
        x, end = _LEFT + _LABEL, canvas.rows - 3
        canvas.put(_LEFT, y, self.say("day.printed"), "label", _LABEL)
        for place, (title, count) in enumerate(day.printed, 1):
            words, left = f"{title.in_(self.house.language)} {count}", len(day.printed) - place
            if y + len(wrap(words, room)) > end - bool(left):
                canvas.put(x, y, self.say("day.more-printed", count=left + 1), "wait", room)
                return
            y = canvas.block(x, y, words, "ink", room)

    def _draw_right(self, canvas: Canvas, day: DayView, x: int) -> None:
        room, y = canvas.columns - x - 2, 4
        if self.form is not None:
            for row in self.form.rows:
                row.label = self.say(f"day.count.{row.key}")
            y = self.form.draw(canvas, x, y, room, gap=2)
        elif day.closed_at is not None:
            people = f"{day.clerk}+{day.second}" if day.second else day.clerk
            canvas.put(x, y, f"{day.closed_at:%Y-%m-%d %H:%M}  {people}", "ink", room)
            y = canvas.block(x, y + 1, day.reason, "ink", room, 3) + 1
            at = canvas.put(x, y, "Enter", "key")
            canvas.put(at + 1, y, self.say("day.report"), "ink", room - 6)
            y = canvas.block(x, y + 2, self.say("day.after"), "faint", room, 3) + 1
        elif day.day in day.unclosed:
            earliest = day.unclosed[0].isoformat()
            y = canvas.block(x, y, self.say("day.earlier-first", day=earliest), "wait", room, 3) + 1
        else:
            y = canvas.block(x, y, self.say("day.nothing"), "label", room, 3) + 1
        for text in self.differences:
            y = canvas.block(x, y, "✗ " + text.in_(self.house.language), "stop", room, 3)
        if self.differences and self.form is not None:
            canvas.block(x, y + 1, self.say("day.differs"), "label", room, 4)
        elif self.form is not None:
            canvas.block(x, y, self.say("day.hint"), "label", room, 4)

    # Keys ------------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """← → turn the days while nothing is typed; Enter on a closed day prints its report."""
        if key in {"left", "right"} and self.day is not None and self._untouched:
            self.house.act(self._turn(self.day.day + timedelta(days=1 if key == "right" else -1)))
            return True
        if self.form is None:
            if key == "enter" and self.day is not None and self.day.closed_at is not None:
                self.begin(_PRINTS, self._report(self.day.day))
            return True
        return super().press(key)

    @property
    def _untouched(self) -> bool:
        """Whether nothing is typed, so that ← → are not wanted in the field."""
        rows = self.form.rows if self.form is not None else []
        return "".join(row.value for row in rows) == self._offered

    async def _turn(self, day: date) -> None:
        try:
            await self._read(day)
        except DayToCome:
            self.aside(self.say("day.last"))

    def typed(self, row: FormRow) -> None:
        """What ← → do is told as it is."""
        super().typed(row)
        self.show_soon()

    def entered(self) -> None:
        """Close with what was counted."""
        self.begin("close", self._close())

    def resume(self, deed: str) -> None:
        """Close, as far as it came; of a report at the printer, say what became of it."""
        if deed == CAME_OUT and self.form is None and self.day is not None:
            self.begin(deed, self._report(self.day.day, anew=False))
        elif self.form is not None:
            self.entered()

    def fill(self, words: Words, form: Form, *, again: bool) -> None:
        """A reason that was asked for has its row again."""
        if words.has("/reason"):
            form.rows.append(FormRow("reason", ""))
        super().fill(words, form, again=again)

    async def _close(self) -> None:
        session, form = self.house.session, self.form
        if session is None or form is None or self.day is None:
            return
        day = self.day.day
        cash, spoiled = _counts(form)
        reason = form.value("reason").strip() if len(form.rows) > 2 else ""
        self.tell()
        try:
            view = await self.house.verb(
                lambda desk: desk.day.close(session, cash=cash, spoiled=spoiled, day=day)
            )
        except DayDiffers as told:
            self.differences = told.differences
            if not reason:
                self._ask_reason(form)
                return
            second = await self.house.ask(SecondDialog("day.second", right="close"))
            if second is None:
                return
            view = await self.house.verb(
                lambda desk: desk.day.close(
                    session, cash=cash, spoiled=spoiled, day=day, second=second, reason=reason
                )
            )
        self.forget_words()
        self._take(view)
        kept = await self.house.verb(lambda desk: desk.archive.sign(session))
        self.tell(self.say("day.done"), self.say("day.archived", count=len(kept.signed)), tone="done")

    def _ask_reason(self, form: Form) -> None:
        if len(form.rows) == 2:
            form.rows.append(FormRow("reason", ""))
        form.at = 2
        self.note()
        self.tell()

    async def _report(self, day: date, *, anew: bool = True) -> None:
        if (session := self.house.session) is None:
            return
        sheet = await self.house.verb(lambda desk: desk.day.last_report(session))
        if sheet is None or sheet.state not in _UNSETTLED:
            if not anew:
                return
            sheet = await self.house.verb(lambda desk: desk.day.report(session, day))
        await self._settle(sheet)

    async def _settle(self, sheet: SheetView) -> None:
        house, session, serial = self.house, self.house.session, sheet.serial
        if session is None:
            return
        told = await ask_outcome(house, sheet, lambda desk: desk.day.send_again(session, serial), "day.filed")
        await house.verb(
            lambda desk: desk.day.report_out(session, serial, good=told.good, reason=told.reason)
        )
        key = "day.sheet.done" if told.good else "day.sheet.spoiled"
        self.tell(self.say(key, serial=serial), tone="done" if told.good else "wait")


def _counts(form: Form) -> tuple[int, int]:
    """Cash in fen and spoiled sheets as typed; the row that holds no count takes the keys.

    Raises:
        CountMissing, NotAnAmount
    """
    form.at = 0
    if not form.value("cash").strip():
        raise CountMissing
    cash = fen(form.value("cash"))
    form.at = 1
    spoiled = _count(form.value("spoiled"))
    form.at = len(form.rows) - 1
    return cash, spoiled


def _count(text: str) -> int:
    """A number of sheets as typed.

    Raises:
        CountMissing
    """
    plain = normalise(text)
    if not plain.isdecimal() or len(plain) > 5 or "-" in text:
        raise CountMissing
    return int(plain)
