"""Home visits (入户核实): who is sent, and the signed opinion from which the authority's time runs."""

from __future__ import annotations

from datetime import date
from typing import Any

from counter.desk.listing import NoSuchApplication
from counter.desk.look import look
from counter.desk.people import People
from counter.desk.progress import Progress
from counter.desk.rights import demand
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.visit_lists import NoSuchVisit
from counter.desk.visit_sheets import VisitSheets
from counter.desk.visit_views import CONFIRMED, NOT_MET, RESULT, OpinionMissing, VisitView
from counter.errors import Refused
from counter.locale import Text
from counter.store import visits
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.application import Deed, State


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


class Visits(VisitSheets):
    """Verbs about home visits; those that look and those about paper stand in ``visit_lists`` and ``visit_sheets``."""

    __slots__ = ()

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
            OpinionMissing: anything but true needs words.
        """
        demand(session.clerk, "draft")
        if result not in {choice.code for choice in self.bench.rules.fact(RESULT).values}:
            raise NoSuchChoice(key=result[:20])
        if not (said := remark(words)) and result != CONFIRMED:
            raise OpinionMissing
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
