"""An intake from its beginning to its end: it is begun, waits, is taken up again, goes on, back, or is given up."""

from __future__ import annotations

import secrets
from typing import Any

from counter.desk.application_view import waiting_view
from counter.desk.by_card import ByCard
from counter.desk.intake_views import IntakeView
from counter.desk.look import INTAKE as SERVICE
from counter.desk.look import OWN_JOURNEYS, Look, look
from counter.desk.rights import demand, may
from counter.desk.taking_back import TakingBack
from counter.desk.views import Session
from counter.desk.window import BEFORE_ACCEPTANCE, StillWanting
from counter.store import applications, cases, households
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.workflows.application import INTAKE, Deed, Move, Stage, State, backward

_LONGEST_TYPED = 500
_PREPARED = 50
"""Of so many drafts, the oldest first, an officer sees those that are ready to be decided on."""
_DECIDED = frozenset({Stage.ACCEPTANCE, Stage.NOTICE, Stage.REFUSAL})
"""Where an intake stands when only an officer can go on with it."""


class Intake(TakingBack, ByCard):
    """Verbs about the intake as a whole; beside them those about the applicant, and the one that takes back."""

    __slots__ = ()

    def begin(self, session: Session) -> IntakeView:
        """A new intake; the service is chosen after the person is known."""
        demand(session.clerk, "draft")
        case_id = secrets.token_hex(8)
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.CASE_OPENED, case_id, {"service": SERVICE, "step": INTAKE.start})
        return self._view(case_id)

    def show(self, session: Session, case_id: str) -> IntakeView:
        """One intake as it stands.

        Raises:
            NoSuchCase
        """
        return self._view(case_id)

    def resume(self, session: Session) -> IntakeView | None:
        """The intake this clerk was in when the terminal stopped, if any."""
        with self.bench.store.reading() as db:
            found = [case.id for case in _alone(db, session.clerk.number) if not case.parked]
        return self._view(found[0]) if found else None

    def waiting(self, session: Session) -> tuple[IntakeView, ...]:
        """The open intakes of this clerk, parked ones included, the last touched first; lines of a household wait there.

        An officer sees behind them those that others have prepared as far as a decision and parked. The views say who,
        which service and where; what the rules say of each is told when it is opened.
        """
        with self.bench.store.reading() as db:
            found = _alone(db, session.clerk.number)
            if may(session.clerk, "decide"):
                found += _prepared(db, session.clerk.number)
            return tuple(waiting_view(look(self.bench, db, case.id), db) for case in found)

    def park(self, session: Session, case_id: str) -> None:
        """Let an intake wait while somebody else is served.

        Raises:
            NoSuchCase, Finished
        """
        with self._acting(session, case_id) as (act, _):
            act.record(Kind.CASE_PARKED, case_id, {})

    def open(self, session: Session, case_id: str) -> IntakeView:
        """Take a parked intake up again, at the very step it was left.

        Raises:
            NoSuchCase, Finished
        """
        with self._acting(session, case_id) as (act, _):
            act.record(Kind.CASE_TAKEN_UP, case_id, {})
        return self._view(case_id)

    def keep_typed(self, session: Session, case_id: str, field: str, text: str) -> None:
        """Keep what is in a field and not yet entered; survives a power cut."""
        self.bench.store.keep_typed(case_id, field, text[:_LONGEST_TYPED])

    def go_on(self, session: Session, case_id: str) -> IntakeView:
        """This step is settled: on to the next one that the service has.

        Raises:
            StillWanting: it is not settled.
            NotNow: nothing but acceptance comes after it.
        """
        with self._acting(session, case_id, *BEFORE_ACCEPTANCE) as (act, seen):
            if words := seen.lacking(seen.stage):
                raise StillWanting([words])
            self._settle(act, self._onward(act, seen))
        return self._view(case_id)

    def back(self, session: Session, case_id: str) -> IntakeView:
        """One step back; nothing that was entered is thrown away.

        From a refusal the answer that led to it is taken back, or the rules would refuse again at once. What was taken in
        for its refusal alone, as the end of a permit, is given up.

        Raises:
            NotNow: paper was printed, or the application is accepted.
        """
        with self._acting(session, case_id) as (act, seen):
            if seen.stage is Stage.REFUSAL and seen.application and seen.application.service in OWN_JOURNEYS:
                self._give_up(act, seen)
            else:
                self._step_back(act, seen)
        return self._view(case_id)

    def abandon(self, session: Session, case_id: str) -> IntakeView:
        """Give an intake up before its acceptance; a fee taken must have been given back.

        Raises:
            NotNow, StillWanting
        """
        with self._acting(
            session, case_id, *BEFORE_ACCEPTANCE, Stage.NOTICE, Stage.REFUSAL, Stage.WAITING
        ) as (
            act,
            seen,
        ):
            self._give_up(act, seen)
        return self._view(case_id)

    def _give_up(self, act: Acting, seen: Look) -> None:
        self._nothing_left_here(seen)
        now = self._unwaive(act, seen, "放弃办理")
        if now.application is not None:
            self._deed(act, now, Deed.TERMINATE, "abandoned")
        self._step(act, now, Move.ABANDON)

    def _step_back(self, act: Acting, seen: Look) -> None:
        facts: dict[str, Any] = {}
        last = list(seen.facts.get("order", []))
        if seen.stage is Stage.REFUSAL and last:
            facts = {"answers": {last[-1]: None}, "order": last[:-1]}
        self._step(act, seen, Move.BACK, facts, to=backward(seen.stage, seen.needed))


def _alone(db: Db, clerk: str) -> list[cases.Case]:
    """The open intakes of a clerk that are no line of a household."""
    mine = (case for case in cases.open_cases(db, clerk) if case.service == SERVICE)
    return [case for case in mine if not households.of_case(db, case.id)]


def _prepared(db: Db, number: str) -> list[cases.Case]:
    """Intakes of other clerks that wait, parked, for somebody who may decide on them."""
    drafts = [cases.case(db, row.id) for row in applications.in_state(db, State.DRAFT, _PREPARED)]
    return [
        case
        for case in drafts
        if case is not None and case.parked and case.step in _DECIDED and case.clerk != number
    ]
