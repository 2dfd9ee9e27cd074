"""Journeys of the window that are no intake: cards handed over question by question, and what a dormitory shares, filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from counter.desk.application_view import services
from counter.desk.handing import HandingView
from counter.desk.views import Session
from counter.rules.model import FingerprintRule
from counter.store import applications, cases
from counter.workflows.application import State
from counter.workflows.handing import Handing
from counter.workflows.household import Gathering
from desk.applying import ADULT, AGENT
from desk.days.intakes import WAY, Intakes
from desk.days.station import NUMBERS, WINDOW

ASIDE = ("take-back", "take-back", "park", "open", "abandon", "again")
"""What else may happen to a journey of the window."""
CARD = "card"
"""What somebody comes for above all, beside the errands of other days."""
LIES_HERE = frozenset({State.READY, State.UNCLAIMED, State.MAILED})
STEPS = {"collection": frozenset(Handing), "household": frozenset(Gathering)}
"""The states of the journeys that have no stage of an intake."""


class AtTheWindow(Intakes):
    """Everything is said one after the other, taken back, put aside, gone on with at another window, and signed for."""

    def __init__(self) -> None:
        super().__init__()
        self.journeys: list[str] = []

    @initialize(which=NUMBERS)
    def a_card_was_called_for(self, which: int) -> None:
        """Somebody whose card lies here has begun to answer."""
        self.a_card_is_called_for("0337", 0, which, which, "")

    @rule(
        clerk=WINDOW,
        pick=NUMBERS,
        steps=NUMBERS,
        which=st.integers(0, 99),
        aside=st.sampled_from(("", *ASIDE)),
    )
    def a_card_is_called_for(self, clerk: str, pick: int, steps: int, which: int, aside: str) -> None:
        session, hands = self.sessions[clerk], self.desk.handing
        if not (case_id := self.lying(pick)):
            self.comes("0337", which, which, 60, CARD)
            case_id = self.accepted(which)
            self.authority(self.sessions["0337"], case_id, WAY[: 5 if which % 4 == 0 else 4])
        view = self.tried(lambda: hands.begin(session, case_id, scanned=which % 2 == 0))
        if view is None:
            return
        if view.id not in self.journeys:
            self.journeys.append(view.id)
        for turn in range(steps):
            if not (view := hands.show(session, view.id)).open:
                return
            self.answered_at(session, view, which + turn)
        if aside:
            self.put_aside(session, view, aside)

    def answered_at(self, session: Session, view: HandingView, which: int) -> None:
        """One question answered: mostly as it leads on, now and then as it does not."""
        hands, said, rough = self.desk.handing, self.desk.handing.say, which % 7 == 6
        answers: dict[str, Callable[[], Any]] = {
            "receipt": lambda: said(session, view.id, "receipt", "lost" if rough else "here"),
            "present": lambda: said(session, view.id, "present", "agent" if which % 4 == 3 else "self"),
            "agent": lambda: said(session, view.id, "agent-number", ADULT if rough else AGENT),
            "card-data": lambda: said(session, view.id, "card-data", "wrong" if rough else "correct"),
            "finger": lambda: self.finger(session, view, which),
            "photo": lambda: said(session, view.id, "second-check", "denied" if rough else "confirmed"),
            "refused": lambda: hands.take_back(session, view.id),
            "sign": lambda: hands.hand_over(
                session,
                view.id,
                "赵试用",
                self.beside(session) if view.doubtful or rough else None,
                "照片一致",
            ),
        }
        self.tried(answers[view.step])

    def finger(self, session: Session, view: HandingView, which: int) -> HandingView:
        """The reader compares, or there is nothing to compare."""
        if view.collection.fingers and which % 3:
            return self.desk.handing.compare(session, view.id, view.collection.fingers[0])
        answer = ("no-print", "no-reader", "no-match")[which % 3]
        return self.desk.handing.say(session, view.id, "fingerprint-check", answer)

    @rule(clerk=WINDOW, pick=NUMBERS, which=st.integers(0, 99))
    def a_journey_goes_on(self, clerk: str, pick: int, which: int) -> None:
        """Whatever was begun is gone on with, maybe by another clerk, up to the signature."""
        if self.journeys:
            with self.desk.bench.store.reading() as db:
                case = cases.case(db, self.journeys[pick % len(self.journeys)])
            assert case is not None
            application = str(case.facts["application"])
            view = self.tried(lambda: self.desk.handing.begin(self.sessions[clerk], application))
            for turn in range(9 if view is not None else 0):
                if not (view := self.desk.handing.show(self.sessions[clerk], view.id)).open:
                    return
                self.answered_at(self.sessions[clerk], view, 7 * turn + which % 3)

    def offered(self, errand: str) -> list[str]:
        """Who comes for a card comes for one that fingers are registered for."""
        if errand != CARD:
            return super().offered(errand)
        bench, place = self.desk.bench, self.desk.bench.station.jurisdiction
        day = self.clock.today()
        return [
            one.code
            for one in services(bench)
            if any(isinstance(r, FingerprintRule) for r in bench.rules.standing(place, one.code, day).rules)
        ]

    def put_aside(self, session: Session, view: HandingView, act: str) -> None:
        hands = self.desk.handing
        verbs: dict[str, Callable[[], Any]] = {
            "take-back": lambda: hands.take_back(session, view.id),
            "park": lambda: hands.park(session, view.id),
            "open": lambda: hands.open(session, view.id),
            "abandon": lambda: hands.abandon(session, view.id),
            "again": lambda: hands.begin(session, view.application.id, scanned=True),
        }
        self.tried(verbs[act])

    def lying(self, pick: int) -> str:
        """An application whose card lies here, or went by mail; none where there is none."""
        with self.desk.bench.store.reading() as db:
            rows = [applications.by_id(db, case_id) for case_id in self.cases]
        found = [row.id for row in rows if row is not None and State(row.state) in LIES_HERE]
        return found[pick % len(found)] if found else ""

    @rule(clerk=WINDOW, which=NUMBERS, steps=st.integers(0, 8), settled=st.sampled_from((True, True, False)))
    def a_dormitory_is_filled_in(self, clerk: str, which: int, steps: int, settled: bool) -> None:
        """Answers for all are given and taken back; then there is a household, or nobody is taken in after all."""
        session, household = self.sessions[clerk], self.desk.household
        view = self.tried(lambda: household.start(session))
        if view is None:
            return
        offered = household.services(session)
        code = offered[which % len(offered)].code
        household.ask(session, view.id)
        for turn in range(steps):
            shared = {fact: value for fact, value in household.gathering(session, view.id).shared if value}
            asked = [one for one in household.shareable(session, code, shared) if one.choices]
            if not asked or (which + turn) % 5 == 4:
                self.tried(lambda: household.unshare(session, view.id))
            else:
                told = asked[turn % len(asked)]
                value = "" if turn % 4 == 3 else told.choices[which % len(told.choices)].code
                self.tried(lambda told=told, value=value: household.share(session, view.id, told.fact, value))
        shared = {fact: value for fact, value in household.gathering(session, view.id).shared if value}
        if settled:
            where = {"address": "样例路 9 号", "landlord": "孙房主", "answers": shared, "name": view.id}
            self.tried(lambda: household.begin(session, code, **where))
        elif which % 2:
            self.tried(lambda: household.give_up(session, view.id))
        else:
            self.tried(lambda: household.park(session, view.id))
            self.tried(lambda: household.open(session, view.id))

    @invariant()
    def every_journey_is_at_a_step_of_its_table(self) -> None:
        with self.desk.bench.store.reading() as db:
            found = db.execute(
                "SELECT service, step FROM \"case\" WHERE service IN ('collection', 'household')"
            )
            steps = {(str(service), str(step)) for service, step in found}
        assert all(step in STEPS[service] for service, step in steps), steps

    @invariant()
    def a_handing_over_is_under_way_only_while_something_lies_here(self) -> None:
        with self.desk.bench.store.reading() as db:
            for journey in self.journeys:
                case = cases.case(db, journey)
                assert case is not None
                row = applications.by_id(db, str(case.facts["application"]))
                assert row is not None
                if case.is_open:
                    assert State(row.state) in LIES_HERE, f"{row.state}, and still being handed over"
