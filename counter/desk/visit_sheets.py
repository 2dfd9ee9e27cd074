"""Home visits on paper, the list of an officer (入户核实清单) and a signed opinion: printed, sent again, asked after."""

from __future__ import annotations

from datetime import date

from counter.desk import laying
from counter.desk.cases import sheet_view
from counter.desk.find import NoSuchSheet, the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.loose import printed
from counter.desk.rights import demand
from counter.desk.views import Session, SheetView
from counter.desk.visit_list import FORM, visit_list_paper
from counter.desk.visit_lists import VisitLists
from counter.desk.visit_opinion import OPINION, opinion_paper
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases
from counter.store.sheet_key import SHEETS_A_DAY
from counter.values.remark import remark
from counter.workflows.slip import Sheet


class NothingToVisit(Refused):
    """A list without lines is not printed."""

    happened = Text("这位民警没有待走访的。", "This officer has nobody to visit.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text(
        "请选另一位民警，或改日再打。", "Please choose another officer, or print on another day."
    )


class NothingSigned(Refused):
    """There is no opinion to print."""

    happened = Text("这次走访还没有签署过意见。", "No opinion was signed on this visit yet.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text("请走访民警先签署核实意见。", "Let the officer who went sign the opinion first.")


class VisitSheets(VisitLists):
    """The verbs about the printed list and the printed opinion."""

    __slots__ = ()

    def print_list(self, session: Session, officer: str, day: date | None = None) -> SheetView:
        """Print the list of an officer up to a day (A4): serial first, then the printer.

        One of today of which nobody said yet whether it came out is not printed beside: it is given back to be asked after,
        and sent again, the same bytes, if the printer never took it.

        Raises:
            NotYourRole, NothingToVisit, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        at = self.bench.clock.now()
        about = About(f"visits-{officer or 'nobody'}-{at.date()}", "")
        if (unsettled := self._unsettled(about.case_id, at.date())) is not None:
            if unsettled.state == Sheet.RESERVED:
                send(self.bench, session, unsettled.serial)
            return self._sheet(unsettled.serial)
        listed = self.for_officer(session, officer, day)
        if not listed:
            raise NothingToVisit
        paper = visit_list_paper(self.bench, session, listed, at)
        laying.ready(self.bench, paper.form)
        with reserving(self.bench, session, paper, about, at) as (_, laid):
            serial = laid.paper.serial
        send(self.bench, session, serial, laid.pdf)
        return self._sheet(serial)

    def print_opinion(self, session: Session, visit: str) -> SheetView:
        """Print the last opinion that was signed on a visit (A4), for signatures by hand and the file of the matter.

        One of today of which nobody said yet whether it came out is given back to be asked after.

        Raises:
            NotYourRole, NoSuchVisit, NothingSigned, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        view = self.show(session, visit)
        if not view.opinions:
            raise NothingSigned
        with self.bench.store.reading() as db:
            signer = cases.clerk(db, view.opinions[-1].signed_by)
        paper = opinion_paper(self.bench, session, view, signer.name if signer else "")
        about = About(f"opinion-{view.id}-{len(view.opinions)}", view.application.name)
        return printed(self.bench, session, paper, about)

    def resend(self, session: Session, serial: str) -> SheetView:
        """The clerk has looked: no paper came. Send the same list or opinion once more.

        Raises:
            NotYourRole, NoSuchSheet, NotNow: the printer took it already.
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            _ours(the_sheet(db, serial))
        send(self.bench, session, serial)
        return self._sheet(serial)

    def out(self, session: Session, serial: str, *, good: bool = True, reason: str = "") -> SheetView:
        """Say whether a list or an opinion came out; one that did not is void at once, and is printed anew.

        Raises:
            NotYourRole, NoSuchSheet, NotNow, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            laying.settle(act, _ours(the_sheet(act.db, serial)), good=good, reason=said)
        return self._sheet(serial)

    def _unsettled(self, case_id: str, day: date) -> cases.Sheet | None:
        """A list of this officer and day that waits for its outcome."""
        with self.bench.store.reading() as db:
            waiting = cases.unsettled_between(db, day, day, "", SHEETS_A_DAY)
        return next((one for one in waiting if one.case_id == case_id), None)

    def _sheet(self, serial: str) -> SheetView:
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, the_sheet(db, serial))


def _ours(sheet: cases.Sheet) -> cases.Sheet:
    if sheet.form not in {FORM, OPINION}:
        raise NoSuchSheet(serial=sheet.serial)
    return sheet
