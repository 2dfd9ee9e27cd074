"""The report of a closed day on paper (日结表): printed, sent again, asked after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.desk import laying
from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.day_paper import FORM, report_paper
from counter.desk.day_reading import day_view
from counter.desk.find import NoSuchSheet, the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.rights import demand
from counter.desk.views import Session, SheetView
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases
from counter.store.engine import Db
from counter.values.remark import remark


class NotClosed(Refused):
    """The report tells a closed day."""

    happened = Text("{day} 还没有日结。", "{day} is not closed yet.")
    next_step = Text("请先日结。", "Please close the day first.")


@dataclass(frozen=True, slots=True)
class DaySheets:
    """Verbs about the report of a day."""

    bench: Bench

    def report(self, session: Session, day: date | None = None) -> SheetView:
        """Print the report of a closed day (A4): serial first, then the printer.

        Raises:
            NotYourRole, NotClosed, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "decide")
        with self.bench.store.reading() as db:
            view = day_view(self.bench, db, day or self.bench.clock.today())
        if view.closed_at is None:
            raise NotClosed(day=view.day)
        at = self.bench.clock.now()
        paper = report_paper(self.bench, session, view, at)
        laying.ready(self.bench, FORM)
        with reserving(self.bench, session, paper, About(f"day-{view.day}", ""), at) as (_, laid):
            serial = laid.paper.serial
        send(self.bench, session, serial, laid.pdf)
        return self._report(serial)

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
        self._report(serial)
        send(self.bench, session, serial)
        return self._report(serial)

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
            laying.settle(act, _of_day(act.db, serial), good=good, reason=why)
        return self._report(serial)

    def _report(self, serial: str) -> SheetView:
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, _of_day(db, serial))


def _of_day(db: Db, serial: str) -> cases.Sheet:
    """The report with a serial.

    Raises:
        NoSuchSheet
    """
    if (sheet := the_sheet(db, serial)).form != FORM:
        raise NoSuchSheet(serial=serial)
    return sheet
