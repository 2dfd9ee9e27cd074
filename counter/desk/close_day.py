"""Closing the day (日结): what was counted by hand against what is in the books; a difference is explained by a supervisor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from counter.desk import laying
from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.day_books import Books, DayView, differences
from counter.desk.day_paper import FORM, report_paper
from counter.desk.day_reading import books_of
from counter.desk.find import NoSuchSheet
from counter.desk.laying import About, reserving, send
from counter.desk.rights import Second, demand
from counter.desk.views import Session, SheetView
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import cases, days
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.remark import remark
from counter.workflows.slip import SheetAct


class AlreadyClosed(Refused):
    """A day is closed once."""

    happened = Text("{day} 已经日结。", "{day} is closed already.")
    next_step = Text("可以重新打印日结表。", "The report can be printed again.")


class EarlierDayOpen(Refused):
    """Days are closed in their order, so that every report stands on the one before it."""

    happened = Text("{earlier} 还没有日结。", "{earlier} is not closed yet.")
    next_step = Text(
        "日结按日期先后：请先结 {earlier}。", "Days are closed in their order: please close {earlier} first."
    )


class NothingThatDay(Refused):
    """A day on which nothing happened needs no close."""

    happened = Text("{day} 没有业务，不用日结。", "Nothing happened on {day}; it needs no close.")
    next_step = Text("请选有业务的日子。", "Please choose a day on which something happened.")


class DayToCome(Refused):
    """A day that has not come is not closed."""

    happened = Text("{day} 还没有到。", "{day} has not come yet.")
    next_step = Text("请核对日期和本机时钟。", "Please compare the day and the clock of this machine.")


class NotClosed(Refused):
    """The report tells a closed day."""

    happened = Text("{day} 还没有日结。", "{day} is not closed yet.")
    next_step = Text("请先日结。", "Please close the day first.")


class DayDiffers(Refused):
    """Count and books differ; every difference is named."""

    happened = Text("账实不符：{what_zh}。", "Count and books differ: {what_en}.")
    next_step = Text(
        "请查明；确需日结的，由负责人签入并写明原因。",
        "Please find out why; a supervisor may close the day with a reason.",
    )

    def __init__(self, differences: Iterable[Text]) -> None:
        self.differences = listed = tuple(differences)
        zh, en = "；".join(t.zh for t in listed), "; ".join(t.en for t in listed)
        super().__init__(what_zh=zh, what_en=en)


class CountMissing(BadInput):
    """Cash and spoiled sheets are counted by hand, and no count is below zero."""

    happened = Text("实点数没有填，或者不是从零起的数。", "A count is missing, or is no number from zero up.")
    next_step = Text("请重新清点。", "Please count again.")


@dataclass(frozen=True, slots=True)
class CloseDay:
    """Verbs about the day."""

    bench: Bench

    def show(self, session: Session, day: date | None = None) -> DayView:
        """The books of a day as they stand now."""
        wanted = day or self.bench.clock.today()
        with self.bench.store.reading() as db:
            return self._view(db, wanted)

    def close(
        self,
        session: Session,
        *,
        cash: int,
        spoiled: int,
        day: date | None = None,
        second: Second | None = None,
        reason: str = "",
    ) -> DayView:
        """Close a day, today unless an earlier one is named: ``cash`` in fen and ``spoiled`` sheets as counted by hand.

        Raises:
            NotYourRole, AlreadyClosed, CountMissing, EarlierDayOpen, NothingThatDay, DayToCome
            DayDiffers: count and books differ, and no supervisor gave a reason.
        """
        demand(session.clerk, "decide")
        if min(cash, spoiled) < 0:
            raise CountMissing
        wanted, why = day or self.bench.clock.today(), remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            self._in_order(act.db, wanted)
            books = books_of(self.bench, act.db, wanted)
            found = tuple(differences(books, cash, spoiled))
            if found and not (second and why and second.clerk.number != session.clerk.number):
                raise DayDiffers(found)
            kept = {**asdict(books), "differences": [[t.zh, t.en] for t in found]}
            beside = second.clerk.number if second else ""
            act.record(Kind.DAY_CLOSED, wanted.isoformat(), {"second": beside, "reason": why, "books": kept})
        return self.show(session, wanted)

    def unclosed(self, session: Session) -> tuple[date, ...]:
        """The days that are to be closed, the earliest first."""
        with self.bench.store.reading() as db:
            return self._unclosed(db)

    def forgotten(self, session: Session) -> tuple[date, ...]:
        """The days before today that are to be closed, the earliest first."""
        today = self.bench.clock.today()
        return tuple(day for day in self.unclosed(session) if day < today)

    def _in_order(self, db: Db, day: date) -> None:
        """See that this day may be closed now.

        Raises:
            AlreadyClosed, DayToCome, EarlierDayOpen, NothingThatDay
        """
        if days.closed(db, day.isoformat()):
            raise AlreadyClosed(day=day)
        if day > self.bench.clock.today():
            raise DayToCome(day=day)
        waiting = self._unclosed(db)
        if day not in waiting:
            raise NothingThatDay(day=day)
        if waiting[0] < day:
            raise EarlierDayOpen(earlier=waiting[0])

    def _unclosed(self, db: Db) -> tuple[date, ...]:
        today = self.bench.clock.today()
        found = {day for text in days.open_days(db) if (day := date.fromisoformat(text)) < today}
        if days.closed(db, today.isoformat()) is None:
            found.add(today)
        return tuple(sorted(found))

    def report(self, session: Session, day: date | None = None) -> SheetView:
        """Print the report of a closed day (A4): serial first, then the printer.

        Raises:
            NotYourRole, NotClosed, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "decide")
        view, at = self.show(session, day), self.bench.clock.now()
        if view.closed_at is None:
            raise NotClosed(day=view.day)
        paper = report_paper(self.bench, session, view, at)
        laying.ready(self.bench, FORM)
        with reserving(self.bench, session, paper, About(f"day-{view.day}", ""), at) as (_, laid):
            serial = laid.paper.serial
        send(self.bench, session, serial, laid.pdf)
        return self._sheet(serial)

    def last_report(self, session: Session) -> SheetView | None:
        """The newest report printed today, whichever day it tells; whoever opens the page is asked what became of it."""
        with self.bench.store.reading() as db:
            sheet = cases.last_of_form(db, self.bench.clock.today(), FORM)
        return sheet_view(self.bench, sheet) if sheet else None

    def send_again(self, session: Session, serial: str) -> SheetView:
        """The clerk has looked: no report came. Send the same sheet, the same bytes, once more.

        Raises:
            NotYourRole, NoSuchSheet, NotNow: the printer took it already. PrinterProblem
        """
        demand(session.clerk, "decide")
        if self._sheet(serial).form != FORM:
            raise NoSuchSheet(serial=serial)
        send(self.bench, session, serial)
        return self._sheet(serial)

    def report_out(
        self, session: Session, serial: str, *, good: bool = True, reason: str = "spoiled"
    ) -> SheetView:
        """Say whether the report came out; one that did not is void at once, and is printed anew.

        Raises:
            NoSuchSheet, NotNow
        """
        demand(session.clerk, "decide")
        why = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            sheet = cases.sheet(act.db, serial)
            if sheet is None or sheet.form != FORM:
                raise NoSuchSheet(serial=serial)
            laying.move(act, sheet, SheetAct.COME_OUT if good else SheetAct.SPOIL)
            if not good and (spoiled := cases.sheet(act.db, serial)):
                laying.move(act, spoiled, SheetAct.VOID, reason=why)
        return self._sheet(serial)

    def _sheet(self, serial: str) -> SheetView:
        with self.bench.store.reading() as db:
            sheet = cases.sheet(db, serial)
        if sheet is None:
            raise NoSuchSheet(serial=serial)
        return sheet_view(self.bench, sheet)

    def _view(self, db: Db, day: date) -> DayView:
        closed, unclosed = days.closed(db, day.isoformat()), self._unclosed(db)
        if closed is None:
            books = books_of(self.bench, db, day)
            return DayView(day, books, books.cash, unclosed=unclosed, printed=self._titled(books))
        told = dict(closed.books)
        found = tuple(Text(zh, en) for zh, en in told.pop("differences"))
        told["gaps"], told["untold"] = tuple(told["gaps"]), tuple(told.get("untold", ()))
        told["waivers"] = tuple(tuple(one) for one in told["waivers"])
        then = Books(**told)
        return DayView(
            day=day,
            books=then,
            cash=then.cash,
            closed_at=datetime.fromisoformat(closed.at),
            clerk=closed.clerk,
            second=closed.second,
            reason=closed.reason,
            differences=found,
            unclosed=unclosed,
            printed=self._titled(then),
        )

    def _titled(self, books: Books) -> tuple[tuple[Text, int], ...]:
        forms = self.bench.press.forms
        return tuple((forms[form].title, count) for form, count in books.printed.items())
