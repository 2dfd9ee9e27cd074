"""Random clerks and random citizens: after every step the journal holds, the tables are its readings, paper is as recorded."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from handy import FickleSlot, HandClock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from counter.build import open_desk
from counter.desk.application_view import services
from counter.desk.application_views import IntakeView
from counter.desk.collection import Comparison
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.errors import CounterError
from counter.places import Places, data_dir
from counter.printing.press import Press
from counter.store import applications, cases
from counter.values.finger_code import FingerCode
from counter.workflows.application import AFTER_ACCEPTANCE, STATES_AT, Stage, State
from counter.workflows.fingers import Reason
from counter.workflows.slip import Sheet
from desk.applying import ADULT, AGENT, FIELDS, MINOR, NEIGHBOUR

PEOPLE = (ADULT, MINOR, NEIGHBOUR)
NUMBERS = st.integers(0, 9)
_PROOF = {Stage.DONE: "receipt", Stage.WAITING: "notice", Stage.REFUSED: "refusal"}


class Days(RuleBasedStateMachine):
    """One station for some days."""

    home: Path
    press: Press

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        shutil.copytree(self.home, self.root / "home")
        self.clock, self.slot = HandClock(), FickleSlot()
        opened = open_desk(Places(self.root / "home", data_dir()), self.clock, self.slot)
        self.desk = Desk.on(replace(opened.bench, press=self.press))
        self.cases: list[str] = []
        self.done = 0
        self.refusals: list[str] = []

    @initialize()
    def people_sign_in(self) -> None:
        self.clerks = [self.desk.people.sign_in(number, "0000") for number in ("0337", "0102", "0555")]

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.root)

    def tried(self, verb: Callable[[], Any]) -> Any:
        """A verb may refuse with a sentence; anything else is a fault."""
        try:
            return verb()
        except CounterError as refusal:
            self.refusals.append(refusal.said("zh"))
            return None

    def one(self, pick: int) -> tuple[Session, IntakeView]:
        session = self.clerks[pick % 2]
        return session, self.desk.intake.show(session, self.cases[pick % len(self.cases)])

    @precondition(lambda self: len(self.cases) < 3)
    @rule(pick=NUMBERS, who=NUMBERS)
    def somebody_comes(self, pick: int, who: int) -> None:
        session = self.clerks[pick % 3]
        view = self.desk.intake.begin(session)
        self.cases.append(view.id)
        view = self.desk.intake.identify(session, view.id, PEOPLE[who % len(PEOPLE)])
        if view.person is None:
            self.desk.intake.record(session, view.id, FIELDS)

    @precondition(lambda self: self.cases)
    @rule(pick=NUMBERS, which=NUMBERS, steps=st.integers(5, 30))
    def the_clerk_goes_on(self, pick: int, which: int, steps: int) -> None:
        """Whatever each step offers: mostly the way forward."""
        for turn in range(steps):
            self.forward(pick, which + turn)

    def forward(self, pick: int, which: int) -> None:
        session, view = self.one(pick)
        desk, stage = self.desk, view.stage
        if stage is Stage.SERVICE:
            offered = services(desk.bench)
            self.tried(lambda: desk.questions.choose(session, view.id, offered[which % len(offered)].code))
        elif stage is Stage.QUESTIONS and view.questions:
            question = view.questions[0]
            good = [choice.code for choice in question.choices if not choice.refused or which % 7 == 6]
            value = good[which % len(good)] if good else "2025-06-01"
            self.tried(lambda: desk.questions.answer(session, view.id, question.fact, value))
        elif stage is Stage.DOCUMENTS:
            for demand in view.checklist[: 0 if which % 3 == 1 else 9]:
                paper = demand.papers[which % len(demand.papers)].code
                self.tried(lambda paper=paper: desk.checklist.mark(session, view.id, paper, "seen"))
            self.tried(lambda: desk.checklist.return_all(session, view.id))
            if which % 3 == 1:
                self.tried(lambda: desk.checklist.want(session, view.id))
            self.tried(lambda: desk.intake.go_on(session, view.id))
        elif stage is Stage.READ_BACK:
            self.tried(lambda: desk.agreeing.confirm(session, view.id))
        elif stage is Stage.SIGNATURES:
            for signature in view.signatures:
                self.tried(lambda key=signature.key: desk.agreeing.sign(session, view.id, key, "钱试用"))
        elif stage is Stage.FINGERPRINTS and view.fingers and view.fingers.ask:
            finger, quality = view.fingers.ask.finger, (None, 20, 60, 90)[which % 4]
            self.tried(lambda: desk.fingers.press(session, view.id, finger, quality))
        elif stage is Stage.FEE:
            self.tried(lambda: desk.fees.take(session, view.id, f"{len(self.cases):04d}{which}", 1000))
            self.tried(lambda: desk.fees.take(session, view.id, f"{len(self.cases):04d}{which}"))
        elif stage is Stage.COLLECTION:
            self.tried(
                lambda: desk.agreeing.collect_by(
                    session, view.id, agent="孙代领", agent_number=AGENT, address="样例路 3 号"
                )
            )
        elif stage is Stage.ACCEPTANCE:
            self.tried(lambda: desk.deciding.accept(session, view.id))
        elif stage in {Stage.RECEIPT, Stage.NOTICE, Stage.REFUSAL}:
            self.tried(lambda: desk.deciding.print(session, view.id))
        elif stage in {Stage.RECEIPT_OUT, Stage.NOTICE_OUT, Stage.REFUSAL_OUT}:
            self.tried(lambda: desk.deciding.good(session, view.id))
        elif stage is Stage.WAITING and which % 2:
            self.tried(lambda: desk.deciding.return_with(session, view.notice))
        self.done += 1

    @precondition(lambda self: self.cases)
    @rule(pick=NUMBERS, act=st.sampled_from(["back", "want", "unanswer", "abandon", "park", "open", "stop", "spoil", "refund",
                                             "withdraw", "correct", "any"]))  # fmt: skip
    def something_else_happens(self, pick: int, act: str) -> None:
        session, view = self.one(pick)
        desk = self.desk
        verbs: dict[str, Callable[[], Any]] = {
            "back": lambda: desk.intake.back(session, view.id),
            "want": lambda: desk.checklist.want(session, view.id),
            "unanswer": lambda: desk.questions.unanswer(session, view.id),
            "abandon": lambda: desk.intake.abandon(session, view.id),
            "park": lambda: desk.intake.park(session, view.id),
            "open": lambda: desk.intake.open(session, view.id),
            "stop": lambda: desk.fingers.stop(session, view.id, Reason.WORN),
            "spoil": lambda: desk.deciding.spoiled(session, view.id, "卡纸"),
            "refund": lambda: desk.fees.give_back(session, view.id, "改日再办"),
            "withdraw": lambda: desk.checklist.mark(session, view.id, "household-book", "withdrawn"),
            "correct": lambda: desk.intake.correct(session, view.id, {"phone": str(self.done)}, "本人申报"),
            "any": lambda: desk.questions.answer(session, view.id, "soldier", "yes"),
        }
        self.tried(verbs[act])

    @precondition(lambda self: self.cases)
    @rule(pick=NUMBERS, deed=st.sampled_from(sorted(AFTER_ACCEPTANCE)))
    def the_authority_acts(self, pick: int, deed: str) -> None:
        session, view = self.one(pick)
        self.tried(lambda: self.desk.progress.move(session, view.id, deed, "原因"))

    @precondition(lambda self: self.cases)
    @rule(pick=NUMBERS, match=st.booleans())
    def somebody_collects(self, pick: int, match: bool) -> None:
        session, view = self.one(pick)
        told = {"present": "self", "card-data": "correct"}
        compared = Comparison(FingerCode.RIGHT_THUMB, 0.9 if match else 0.1, match)
        verb = self.desk.collect.hand_over
        for deed in ("review", "sign", "arrive") if match else ():
            self.tried(lambda deed=deed: self.desk.progress.move(session, view.id, deed))
        self.tried(lambda: verb(session, view.id, signed_by="赵试用", facts=told, comparison=compared))

    @precondition(lambda self: self.cases)
    @rule(pick=NUMBERS)
    def a_receipt_is_replaced(self, pick: int) -> None:
        session, view = self.one(pick)
        second = self.desk.people.second("0102", "0000", beside=self.clerks[0])
        self.tried(lambda: self.desk.deciding.reprint(session, view.id, second, "遗失"))

    @rule(jammed=st.booleans())
    def the_printer_jams_or_runs(self, jammed: bool) -> None:
        self.slot.jammed = jammed

    @rule(days=st.integers(1, 20))
    def days_go_by(self, days: int) -> None:
        self.tried(lambda: self.desk.day.close(self.clerks[0], cash=0, spoiled=0))
        self.clock.go(days=days)

    @invariant()
    def the_journal_holds_and_the_tables_are_its_readings(self) -> None:
        assert self.desk.bench.store.verify() == ()
        assert self.desk.bench.store.rebuild().differing == ()

    @invariant()
    def every_refusal_is_a_sentence(self) -> None:
        assert all(self.refusals)

    @invariant()
    def every_case_is_in_a_state_of_the_table(self) -> None:
        with self.desk.bench.store.reading() as db:
            for case_id in self.cases:
                case, row = cases.case(db, case_id), applications.by_id(db, case_id)
                assert case is not None
                stage = Stage(case.step)
                if row is None:
                    continue
                state = State(row.state)
                assert (stage in STATES_AT) == (row.accepted_on == "")
                if stage in STATES_AT:
                    assert state is STATES_AT[stage]
                if stage in _PROOF:
                    sheet = cases.sheet(db, case.facts[_PROOF[stage]])
                    assert sheet is not None
                    assert sheet.state == Sheet.OUT

    @invariant()
    def paper_is_what_is_recorded(self) -> None:
        with self.desk.bench.store.reading() as db:
            for serial, pdf, _ in self.slot.sent:
                sheet = cases.sheet(db, serial)
                assert sheet is not None
                assert sheet.sha256 == hashlib.sha256(pdf).hexdigest()
            uses = cases.seal_uses(db, self.clock.today().isoformat())
            today = cases.sheets_of_day(db, self.clock.today(), 1000)
            assert {use.serial for use in uses} == {sheet.serial for sheet in today if sheet.seal}


@pytest.mark.parametrize("place", ["wuxi", "tianjin", "beijing"])
def test_random_clerks_and_random_citizens(stations: Callable[[str], Path], press: Press, place: str) -> None:
    class Here(Days):
        pass

    Here.home, Here.press = stations(place), press
    run_state_machine_as_test(Here, settings=settings(max_examples=8, stateful_step_count=45, deadline=None))
