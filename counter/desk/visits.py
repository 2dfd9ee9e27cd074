"""Home visits (入户核实): what stands on whose list, and the signed opinion from which the authority's time runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from counter.desk import laying
from counter.desk.application_view import refusal_view, why_line
from counter.desk.cases import sheet_view
from counter.desk.find import NoSuchSheet, the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.listing import NoSuchApplication
from counter.desk.look import look
from counter.desk.people import People
from counter.desk.progress import Progress
from counter.desk.rights import demand, may
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.desk.views import ClerkView, Session, SheetView
from counter.desk.visit_list import FORM, visit_list_paper
from counter.desk.visit_views import CONFIRMED, NOT_MET, RESULT, VisitView, visit_view
from counter.desk.window import Window
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases, visits
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.sheet_key import SHEETS_A_DAY
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.application import Deed, State
from counter.workflows.slip import Sheet, SheetAct

SERVICE = "home-visit"
"""The service of the rules that says what follows from an opinion, where a place has one."""
LIMIT = 200


class NoSuchVisit(Refused):
    """There is no such visit."""

    happened = Text("没有编号为“{visit}”的入户核实。", "There is no home visit “{visit}”.")
    next_step = Text("请从入户核实清单里选择。", "Please choose from the list of home visits.")


class VisitClosed(Refused):
    """An opinion was signed already, or the visit is not needed any more."""

    happened = Text("这次入户核实已经结束。", "This home visit is finished.")
    next_step = Text("请看这件申请现在的状态。", "Please see where the application stands now.")


class NotTheVisitingOfficer(Refused):
    """An opinion is signed by who went."""

    happened = Text(
        "这次核实指派给 {officer}，{signer} 不能代签。",
        "The visit is assigned to {officer}; {signer} cannot sign it.",
    )
    next_step = Text(
        "请由走访的民警本人签署，或先改派。", "Let the officer who went sign, or assign the visit anew."
    )


class NothingToVisit(Refused):
    """A list without lines is not printed."""

    happened = Text("这位民警没有待走访的。", "This officer has nobody to visit.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text(
        "请选另一位民警，或改日再打。", "Please choose another officer, or print on another day."
    )


class Visits(Window):
    """Verbs about home visits."""

    __slots__ = ()

    def today(self, session: Session, day: date | None = None, limit: int = LIMIT) -> tuple[VisitView, ...]:
        """Every visit to be made by a day, today if none is named, whoever goes, the oldest first."""
        until = (day or self.bench.clock.today()).isoformat()
        with self.bench.store.reading() as db:
            return self._views(db, visits.open_until(db, until, limit))

    def for_officer(
        self, session: Session, officer: str, day: date | None = None, limit: int = LIMIT
    ) -> tuple[VisitView, ...]:
        """The list of one officer up to a day, today if none is named; "" is what nobody was assigned to."""
        until = (day or self.bench.clock.today()).isoformat()
        with self.bench.store.reading() as db:
            return self._views(db, visits.of_officer(db, officer, until, limit))

    def officers(self, session: Session) -> tuple[ClerkView, ...]:
        """Who can be sent: the community officers of the beats first, then everybody who may decide."""
        everybody = [clerk for clerk in People(self.bench).clerks() if may(clerk, "decide")]
        beats = [beat.officer for beat in self.bench.settings.beat]
        return tuple(sorted(everybody, key=lambda clerk: (clerk.number not in beats, clerk.number)))

    def results(self, session: Session) -> tuple[tuple[str, Text], ...]:
        """What an officer may have found, in the order in which the printed list numbers it."""
        return tuple((choice.code, choice.text) for choice in self.bench.rules.fact(RESULT).values)

    def of_application(self, session: Session, application: str) -> tuple[VisitView, ...]:
        """Every visit of an application, made or not."""
        with self.bench.store.reading() as db:
            return self._views(db, visits.of_application(db, application))

    def show(self, session: Session, visit: str) -> VisitView:
        """One visit, with what the rules say to the last opinion.

        Raises:
            NoSuchVisit
        """
        with self.bench.store.reading() as db:
            return self._explained(self._view_of(db, visit))

    def assign(self, session: Session, visit: str, officer: str, day: date | None = None) -> VisitView:
        """Send another officer, or on another day.

        Raises:
            NotYourRole, NoSuchVisit, VisitClosed
            NoSuchChoice: nobody with this number may sign an opinion.
        """
        demand(session.clerk, "decide")
        if officer not in {clerk.number for clerk in self.officers(session)}:
            raise NoSuchChoice(key=officer[:20])
        with self.bench.store.acting(session.clerk.number) as act:
            row = self._open(act, visit)
            body = {"officer": officer, "planned_on": (day or date.fromisoformat(row.planned_on)).isoformat()}
            act.record(Kind.VISIT_ASSIGNED, visit, body)
        return self.show(session, visit)

    def record(
        self,
        session: Session,
        visit: str,
        *,
        signer: str,
        pin: str,
        result: str,
        words: str = "",
        again_on: date | None = None,
    ) -> VisitView:
        """Record what was found, signed by the officer who went with number and PIN, whoever sits at the window.

        True: the matter is confirmed and its time begins to run, a promise is kept. False: a promise is broken; about the
        matter itself an officer decides, with the words as reason. Nobody met: the visit stays, for ``again_on`` or the
        next working day.

        Raises:
            NotYourRole, WrongPin, TooManyTries, NoSuchVisit, VisitClosed, NotTheVisitingOfficer
            NoSuchChoice: the vocabulary has no such result.
            ReasonMissing: anything but true needs words.
        """
        demand(session.clerk, "draft")
        if result not in {choice.code for choice in self.bench.rules.fact(RESULT).values}:
            raise NoSuchChoice(key=result[:20])
        if not (said := remark(words)) and result != CONFIRMED:
            raise ReasonMissing
        who = People(self.bench).sign(signer, pin)
        today = self.bench.clock.today()
        next_day = again_on or self.bench.rules.calendar.after(today, 1).day
        with self.bench.store.acting(session.clerk.number) as act:
            row = self._open(act, visit)
            if row.officer not in {"", who.number}:
                raise NotTheVisitingOfficer(officer=row.officer, signer=who.number)
            body = {
                "result": result,
                "words": said,
                "signed_by": who.number,
                "planned_on": row.planned_on,
                "again_on": next_day.isoformat() if result == NOT_MET else "",
            }
            act.record(Kind.VISIT_OPINION, visit, body)
            self._follow(act, row, result, said)
        return self.show(session, visit)

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

    def resend_list(self, session: Session, serial: str) -> SheetView:
        """The clerk has looked: no paper came. Send the same list once more.

        Raises:
            NotYourRole, NoSuchSheet, NotNow: the printer took it already.
        """
        demand(session.clerk, "issue")
        with self.bench.store.reading() as db:
            if the_sheet(db, serial).form != FORM:
                raise NoSuchSheet(serial=serial[:40])
        send(self.bench, session, serial)
        return self._sheet(serial)

    def list_out(self, session: Session, serial: str, *, good: bool = True, reason: str = "") -> SheetView:
        """Say whether a list came out; one that did not is void at once, and is printed anew.

        Raises:
            NotYourRole, NoSuchSheet, NotNow, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self.bench.store.acting(session.clerk.number) as act:
            sheet = the_sheet(act.db, serial)
            if sheet.form != FORM:
                raise NoSuchSheet(serial=serial[:40])
            laying.move(act, sheet, SheetAct.COME_OUT if good else SheetAct.SPOIL, reason=said)
            if not good:
                laying.move(act, the_sheet(act.db, serial), SheetAct.VOID, reason=said)
        return self._sheet(serial)

    def _unsettled(self, case_id: str, day: date) -> cases.Sheet | None:
        """A list of this officer and day that waits for its outcome."""
        with self.bench.store.reading() as db:
            waiting = cases.unsettled_between(db, day, day, "", SHEETS_A_DAY)
        return next((one for one in waiting if one.case_id == case_id), None)

    def _sheet(self, serial: str) -> SheetView:
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, the_sheet(db, serial))

    def _follow(self, act: Acting, row: visits.Visit, result: str, words: str) -> None:
        """What an opinion does to the promise, or to the application, it is about."""
        if result == NOT_MET:
            return
        if row.demand:
            outcome = "kept" if result == CONFIRMED else "broken"
            told: dict[str, Any] = {"demand": row.demand, "outcome": outcome, "reason": words}
            act.record(Kind.PROMISE_SETTLED, row.application, told)
            return
        progress, seen = Progress(self.bench), look(self.bench, act.db, row.application)
        if seen.application is None:
            raise NoSuchApplication(case=row.application)
        if seen.state is State.ACCEPTED:
            progress._move(act, seen, Deed.REVIEW, "")
            seen = look(self.bench, act.db, row.application)
        if result == CONFIRMED:
            progress._move(act, seen, Deed.CONFIRM, words)

    def _open(self, act: Acting, visit: str) -> visits.Visit:
        row = visits.by_id(act.db, visit)
        if row is None:
            raise NoSuchVisit(visit=visit[:40])
        if row.closed:
            raise VisitClosed
        return row

    def _views(self, db: Db, rows: list[visits.Visit]) -> tuple[VisitView, ...]:
        return tuple(view for row in rows if (view := visit_view(self.bench, db, row)))

    def _view_of(self, db: Db, visit: str) -> VisitView:
        row = visits.by_id(db, visit)
        view = visit_view(self.bench, db, row) if row else None
        if view is None:
            raise NoSuchVisit(visit=visit[:40])
        return view

    def _explained(self, view: VisitView) -> VisitView:
        """The visit with what follows from its last opinion, where the rules of this place speak of visits."""
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        if not view.opinions or SERVICE not in self.bench.rules.services(place):
            return view
        answer = self.bench.rules.explain(place, SERVICE, today, {RESULT: view.opinions[-1].result})
        return replace(
            view,
            refusals=tuple(map(refusal_view, answer.refusals)),
            notes=tuple(map(why_line, answer.notes)),
        )
