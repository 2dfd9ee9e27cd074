"""Closing the day (日结): what was counted by hand against what is in the books; a difference is explained by a supervisor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from counter.desk.day_books import DayView, differences
from counter.desk.day_reading import books_of, day_view, unclosed
from counter.desk.day_sheets import DaySheets
from counter.desk.rights import Second, beside, demand
from counter.desk.views import Session
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import days
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.remark import remark


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


class CloseDay(DaySheets):
    """Verbs about the day."""

    __slots__ = ()

    def show(self, session: Session, day: date | None = None) -> DayView:
        """The books of a day as they stand now.

        Raises:
            DayToCome
        """
        today = self.bench.clock.today()
        if (wanted := day or today) > today:
            raise DayToCome(day=wanted)
        with self.bench.store.reading() as db:
            return day_view(self.bench, db, wanted)

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
            NeedsSomebodyElse
        """
        demand(session.clerk, "decide")
        if min(cash, spoiled) < 0:
            raise CountMissing
        wanted, why = day or self.bench.clock.today(), remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            self._in_order(act.db, wanted)
            books = books_of(self.bench, act.db, wanted)
            found = tuple(differences(books, cash, spoiled))
            if found and not (second and why):
                raise DayDiffers(found)
            kept = {**asdict(books), "differences": [[t.zh, t.en] for t in found]}
            name = beside(session, second, "close") if second else ""
            act.record(Kind.DAY_CLOSED, wanted.isoformat(), {"second": name, "reason": why, "books": kept})
        return self.show(session, wanted)

    def unclosed(self, session: Session) -> tuple[date, ...]:
        """The days that are to be closed, the earliest first."""
        with self.bench.store.reading() as db:
            return unclosed(self.bench, db)

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
        waiting = unclosed(self.bench, db)
        if day not in waiting:
            raise NothingThatDay(day=day)
        if waiting[0] < day:
            raise EarlierDayOpen(earlier=waiting[0])
