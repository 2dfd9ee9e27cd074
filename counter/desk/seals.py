"""The seal ledger (用印登记): no line, no stamp; on the screen by day, on paper for a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.laying import About
from counter.desk.loose import printed
from counter.desk.rights import demand
from counter.desk.seal_ledger_paper import LONGEST, ledger_paper
from counter.desk.views import SealLedger, SealUseView, Session, SheetView
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.store import cases, ledger
from counter.workflows.slip import Sheet


class PeriodWrong(BadInput):
    """The last day lies before the first."""

    happened = Text(
        "截止日期 {until} 早于起始日期 {since}。", "The last day, {until}, is before the first, {since}."
    )
    next_step = Text("请改正日期。", "Please mend the days.")


class LedgerEmpty(Refused):
    """The seal was not used in the period."""

    happened = Text("{since} 至 {until} 没有用印。", "The seal was not used from {since} to {until}.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text("请换一段日期。", "Please choose other days.")


class LedgerTooLong(Refused):
    """The period has more lines than one printed ledger holds; values: ``most``."""

    happened = Text(
        "这段日期用印超过 {most} 次。", "The seal was used more than {most} times in this period."
    )
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text("请分几段打印。", "Please print it in parts.")


@dataclass(frozen=True, slots=True)
class Seals:
    """Verbs about the seal."""

    bench: Bench

    def ledger(self, session: Session, day: date | None = None) -> SealLedger:
        """Every use of the seal on a day; today if none is named."""
        day = day or self.bench.clock.today()
        with self.bench.store.reading() as db:
            uses = cases.seal_uses(db, day.isoformat())
        forms = self.bench.press.forms
        lines = (
            SealUseView(
                number=number,
                at=datetime.fromisoformat(use.at),
                serial=use.serial,
                form=forms[use.form].title,
                holder=use.holder,
                clerk=use.clerk,
                second=use.second,
                mode=use.mode,
                state=Sheet(use.state),
            )
            for number, use in enumerate(uses, 1)
        )
        return SealLedger(day, tuple(lines))

    def print(self, session: Session, since: date, until: date | None = None) -> SheetView:
        """Print the ledger of a period, both days included; of one day when no last day is named (A4, page by page).

        Raises:
            NotYourRole, PeriodWrong, LedgerEmpty, LedgerTooLong, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "ledger")
        until = until or since
        if until < since:
            raise PeriodWrong(since=since, until=until)
        with self.bench.store.reading() as db:
            lines = ledger.between(db, since.isoformat(), until.isoformat(), LONGEST + 1)
        if not lines:
            raise LedgerEmpty(since=since, until=until)
        if len(lines) > LONGEST:
            raise LedgerTooLong(most=LONGEST)
        paper = ledger_paper(self.bench, session, lines, since, until)
        return printed(self.bench, session, paper, About(f"seal-ledger-{since}-{until}", ""))
