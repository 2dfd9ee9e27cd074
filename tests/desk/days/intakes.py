"""Applications from the first word to the citizen's hand, of citizens who come for anything or for one thing above all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from counter.desk.application_view import services
from counter.desk.collection import Comparison
from counter.desk.demand_views import DemandView, QuestionView
from counter.desk.ends_in import LOSS, certificate_form, reports_loss
from counter.desk.handed import Handed
from counter.desk.intake_views import IntakeView
from counter.desk.questions import SECOND_CHECK
from counter.desk.views import Session
from counter.rules.model import DeadlineRule, DocumentRule
from counter.store import applications
from counter.values.finger_code import FingerCode
from counter.workflows.application import AFTER_ACCEPTANCE, AT_REST, Stage
from counter.workflows.fingers import Reason
from desk.applying import AGENT, FIELDS
from desk.cards import card
from desk.days.station import CLERKS, NUMBERS, PEOPLE, WINDOW, Station

ELSE = (
    "back", "want", "unanswer", "abandon", "park", "open", "stop", "spoil", "refund", "withdraw", "correct", "any",
    "resend", "undo", "undo", "waive", "unwaive",
)  # fmt: skip
"""What may happen to an intake besides going on."""
WAY = ("review", "sign", "produce", "arrive", "mail")
"""The deeds of the authority in their order."""
ERRANDS = ("certificate", "loss", "face", "visit")
"""What somebody comes for above all: a certificate, a lost card, a face the machine does not know, what is seen at home."""
FACE_CHECK = "face-check"


class Intakes(Station):
    """Applications from the first word to the citizen's hand."""

    def __init__(self) -> None:
        super().__init__()
        self.errands: dict[str, str] = {}

    def one(self, clerk: str, pick: int) -> tuple[Session, IntakeView]:
        session = self.sessions[clerk]
        return session, self.desk.intake.show(session, self.cases[pick % len(self.cases)])

    @initialize(served=st.tuples(*(st.tuples(NUMBERS, st.integers(0, 99)) for _ in ERRANDS)))
    def some_were_served_before(self, served: tuple[tuple[int, int], ...]) -> None:
        """A day does not begin from nothing: of each errand somebody has come as far as the rules lead."""
        for errand, (who, which) in zip(ERRANDS, served, strict=True):
            if self.offered(errand):
                self.comes("0337", who, which, 60, errand)
                self.served_before("0337", which)

    def served_before(self, clerk: str, which: int) -> None:
        """What came after the receipt of a citizen who was served before."""

    @rule(
        clerk=WINDOW, who=NUMBERS, which=st.integers(0, 99), steps=st.integers(0, 60),
        errand=st.sampled_from(("", "", *ERRANDS)),
    )  # fmt: skip
    def somebody_comes(self, clerk: str, who: int, which: int, steps: int, errand: str) -> None:
        """A citizen is served as far as the day allows: up to anywhere between the first word and the receipt."""
        self.comes(clerk, who, which, steps, errand)
        self.authority(self.sessions[clerk], self.accepted(which), WAY[: which % (len(WAY) + 1)])

    def comes(self, clerk: str, who: int, which: int, steps: int, errand: str) -> None:
        session, intake = self.sessions[clerk], self.desk.intake
        view = self.tried(lambda: intake.begin(session))
        if view is None:
            return
        self.cases.insert(0, view.id)
        self.errands[view.id] = errand
        self.named(session, view.id, PEOPLE[who % len(PEOPLE)], which)
        self.go_on(clerk, 0, which, steps)

    def named(self, session: Session, case_id: str, number: str, which: int) -> None:
        """Who stands here: by number, or by a card that now and then says another address."""
        intake = self.desk.intake
        if which % 3:
            view = intake.identify(session, case_id, number)
        else:
            told = {"address": f"样例路 {which} 号"} if which % 2 else {}
            view = intake.by_card(session, case_id, card(number, **told))
        if view.person is None:
            view = intake.record(session, case_id, FIELDS)
        if view.card is not None and view.card.changes:
            intake.correct(
                session, case_id, {one.field: one.new.zh for one in view.card.changes}, "身份证读卡"
            )

    def offered(self, errand: str) -> list[str]:
        """The services that serve an errand here; all of them for one that none serves."""
        bench, place = self.desk.bench, self.desk.bench.station.jurisdiction

        def serves(code: str) -> bool:
            rules = bench.rules.standing(place, code, self.clock.today()).rules
            if errand == "certificate":
                return certificate_form(bench, code) is not None
            if errand == "loss":
                return reports_loss(bench, code, self.clock.today())
            if errand == "visit":
                return any(
                    (isinstance(one, DeadlineRule) and one.starts == "verified")
                    or (isinstance(one, DocumentRule) and one.promise)
                    for one in rules
                )
            return any({FACE_CHECK, SECOND_CHECK} <= set(one.when.facts) for one in rules)

        return [one.code for one in services(bench) if serves(one.code)]

    @precondition(lambda self: self.cases)
    @rule(clerk=WINDOW, pick=NUMBERS, which=st.integers(0, 99), steps=st.integers(1, 20))
    def the_clerk_goes_on(self, clerk: str, pick: int, which: int, steps: int) -> None:
        """Whatever each step offers: mostly the way forward."""
        self.go_on(clerk, pick, which, steps)

    def go_on(self, clerk: str, pick: int, which: int, steps: int) -> None:
        """Step after step, until it rests or does not get on: what a clerk cannot do three times is left."""
        stood, before = 0, None
        for turn in range(steps):
            view = self.forward(clerk, pick, which + turn)
            stood, before = (stood + 1 if view == before else 0), view
            if stood == 3 or view.stage in AT_REST - {Stage.WAITING}:
                return

    def answered(self, session: Session, view: IntakeView, question: QuestionView, which: int) -> None:
        """An answer that leads on; who comes for nothing special now and then gives one that the rules refuse."""
        desk, errand = self.desk, self.errands.get(view.id, "")
        if question.fact == SECOND_CHECK:
            self.compared(session, view.id, alike=which % 4 > 0)
            return
        rough = not errand and which % 7 == 6
        good = [choice.code for choice in question.choices if rough or not choice.refused]
        value = good[which % len(good)] if good else "2025-06-01"
        if (errand, question.fact) == ("face", FACE_CHECK):
            value = "failed"
        self.tried(lambda: desk.questions.answer(session, view.id, question.fact, value))

    def shown(self, session: Session, case_id: str, demand: DemandView, which: int) -> None:
        """A paper, or now and then a promise where one will do."""
        checklist, paper = self.desk.checklist, demand.papers[which % len(demand.papers)].code
        if demand.promise_days and which % 3:
            self.tried(lambda: checklist.promise(session, case_id, demand.group))
        else:
            self.tried(lambda: checklist.mark(session, case_id, paper, "seen"))

    def compared(self, session: Session, case_id: str, *, alike: bool) -> None:
        """Two officers compare a face with a photo."""
        review, second = self.desk.reviews.review, self.beside(session)
        outcome = "confirmed" if alike else "denied"
        self.tried(
            lambda: review(session, case_id, second, photo="card", outcome=outcome, reason="与证件相片比对")
        )

    def papers_to_sign(self, session: Session, case_id: str, which: int) -> None:
        """Now and then everything to be signed is printed first; one sheet is torn, another printed once more."""
        agreeing = self.desk.agreeing
        if not which % 3:
            return
        self.tried(lambda: agreeing.print_papers(session, case_id, {"guardian": "钱试用"}))
        for place, one in enumerate(self.desk.intake.show(session, case_id).signatures):
            if one.sheet is not None and not self.lies_there(one.sheet.serial):
                self.tried(lambda key=one.key: agreeing.resend_paper(session, case_id, key))
            lies = one.sheet is not None and self.lies_there(one.sheet.serial)
            good = lies and bool((which + place) % 4)
            self.tried(
                lambda key=one.key, good=good: agreeing.paper_out(
                    session, case_id, key, good=good, reason="卡纸"
                )
            )
            if not which % 5:
                self.tried(lambda key=one.key: agreeing.print_paper(session, case_id, key, None, "签错了"))

    def forward(self, clerk: str, pick: int, which: int) -> IntakeView:
        """One step; gives how it stood before."""
        session, view = self.one(clerk, pick)
        desk, stage = self.desk, view.stage
        if stage is Stage.SERVICE:
            offered = self.offered(self.errands.get(view.id, "")) or [s.code for s in services(desk.bench)]
            self.tried(lambda: desk.questions.choose(session, view.id, offered[which % len(offered)]))
        elif stage is Stage.QUESTIONS and view.questions:
            self.answered(session, view, view.questions[0], which)
        elif stage is Stage.DOCUMENTS:
            rough = which % 19 == 1 and not self.errands.get(view.id)
            for demand in [] if rough else [one for one in view.checklist if one.missing]:
                self.shown(session, view.id, demand, which)
            if unread := [one.code for one in view.states if not one.stated and not rough]:
                self.tried(lambda: desk.checklist.states(session, view.id, unread))
            self.tried(lambda: desk.checklist.return_all(session, view.id))
            if rough:
                self.tried(lambda: desk.checklist.want(session, view.id))
            self.tried(lambda: desk.intake.go_on(session, view.id))
        elif stage is Stage.READ_BACK:
            self.tried(lambda: desk.agreeing.confirm(session, view.id))
        elif stage is Stage.SIGNATURES:
            self.papers_to_sign(session, view.id, which)
            for signature in view.signatures:
                if signature.key.startswith(LOSS) and which % 5:
                    self.tried(
                        lambda: desk.losses.report(session, view.id, lost_on="上周三", place="公交车上")
                    )
                self.tried(lambda key=signature.key: desk.agreeing.sign(session, view.id, key, "钱试用"))
        elif stage is Stage.FINGERPRINTS and view.fingers and view.fingers.ask:
            finger, quality = view.fingers.ask.finger, (None, 20, 60, 90)[which % 4]
            if which % 2:
                self.tried(lambda: desk.fingers.take(session, view.id))
            else:
                self.tried(lambda: desk.fingers.press(session, view.id, finger, quality))
        elif stage is Stage.FEE:
            if view.fee is not None and view.fee.reduction and not view.fee.waived:
                self.tried(lambda: desk.fees.waive(session, view.id, self.beside(session), "街道证明 7"))
            self.tried(lambda: desk.fees.take(session, view.id, f"{len(self.cases):04d}{which}", 1000))
            self.tried(lambda: desk.fees.take(session, view.id, f"{len(self.cases):04d}{which}"))
        elif stage is Stage.COLLECTION:
            by = {"agent": "孙代领", "agent_number": AGENT, "address": "样例路 3 号"}
            self.tried(lambda: desk.agreeing.collect_by(session, view.id, **by))
        elif stage is Stage.ACCEPTANCE:
            self.tried(lambda: desk.deciding.accept(session, view.id))
        elif stage in {Stage.RECEIPT, Stage.NOTICE, Stage.REFUSAL}:
            self.tried(lambda: desk.deciding.print(session, view.id))
        elif stage in {Stage.RECEIPT_OUT, Stage.NOTICE_OUT, Stage.REFUSAL_OUT}:
            self.tried(
                lambda: self.looked_at(desk.deciding, session, view.id, view.sheet.serial, which % 5 == 0)
            )
        elif stage is Stage.SPOILED:
            self.tried(lambda: desk.deciding.reprint(session, view.id, self.beside(session)))
        elif stage is Stage.WAITING and which % 2:
            self.tried(lambda: desk.deciding.return_with(session, view.notice))
        self.done += 1
        return view

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, act=st.sampled_from(ELSE))
    def something_else_happens(self, clerk: str, pick: int, act: str) -> None:
        session, view = self.one(clerk, pick)
        desk = self.desk
        verbs: dict[str, Callable[[], Any]] = {
            "back": lambda: desk.intake.back(session, view.id),
            "want": lambda: desk.checklist.want(session, view.id),
            "unanswer": lambda: desk.questions.unanswer(session, view.id),
            "abandon": lambda: desk.intake.abandon(session, view.id),
            "park": lambda: desk.intake.park(session, view.id),
            "undo": lambda: desk.intake.undo(session, view.id),
            "open": lambda: desk.intake.open(session, view.id),
            "stop": lambda: desk.fingers.stop(session, view.id, Reason.WORN),
            "spoil": lambda: desk.deciding.spoiled(session, view.id, "卡纸"),
            "refund": lambda: desk.fees.give_back(session, view.id, "改日再办"),
            "waive": lambda: desk.fees.waive(session, view.id, self.beside(session), "负责人决定"),
            "unwaive": lambda: desk.fees.unwaive(session, view.id, "弄错了"),
            "withdraw": lambda: desk.checklist.mark(session, view.id, "household-book", "withdrawn"),
            "correct": lambda: desk.intake.correct(
                session, view.id, {"phone": f"1380000{self.done:04}"}, "本人申报"
            ),
            "any": lambda: desk.questions.answer(session, view.id, "soldier", "yes"),
            "resend": lambda: desk.deciding.resend(session, view.id),
        }
        if act != "resend" or view.sheet is not None:
            self.tried(verbs[act])

    def accepted(self, pick: int) -> str:
        """An application that was accepted, while there is one."""
        with self.desk.bench.store.reading() as db:
            rows = [applications.by_id(db, case_id) for case_id in self.cases]
        found = [row.id for row in rows if row is not None and row.accepted_on] or self.cases
        return found[pick % len(found)]

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, deed=st.sampled_from(sorted(AFTER_ACCEPTANCE)), way=st.integers(0, 9))
    def the_authority_acts(self, clerk: str, pick: int, deed: str, way: int) -> None:
        """Mostly what comes next, sometimes anything."""
        self.authority(self.sessions[clerk], self.accepted(pick), WAY[:way] if way <= len(WAY) else (deed,))

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, kept=st.booleans())
    def a_promise_is_checked(self, clerk: str, pick: int, kept: bool) -> None:
        session, case_id = self.sessions[clerk], self.accepted(pick)
        with self.desk.bench.store.reading() as db:
            promised = applications.promises(db, case_id)
        settle = self.desk.progress.settle_promise
        if promised:
            demand = promised[0].demand
            self.tried(lambda: settle(session, case_id, demand, kept=kept, reason="经核对"))

    def authority(self, session: Session, case_id: str, deeds: Sequence[str]) -> None:
        for deed in deeds:
            self.tried(lambda deed=deed: self.desk.progress.move(session, case_id, deed, "原因"))

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, match=st.booleans(), lost=st.booleans())
    def somebody_collects(self, clerk: str, pick: int, match: bool, lost: bool) -> None:
        session, case_id = self.sessions[clerk], self.accepted(pick)
        told = {"present": "self", "card-data": "correct"}
        compared = Comparison(FingerCode.RIGHT_THUMB, 0.9 if match else 0.1, match)
        verb, second, why = self.desk.collect.hand_over, None, ""
        if lost:
            second, why = self.beside(session), "回执遗失"
        self.tried(
            lambda: verb(
                session,
                case_id,
                Handed("赵试用", told, comparison=compared, receipt=not lost, second=second, reason=why),
            )
        )

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS)
    def a_receipt_is_replaced(self, clerk: str, pick: int) -> None:
        session, view = self.one(clerk, pick)
        self.tried(lambda: self.desk.deciding.reprint(session, view.id, self.beside(session), "遗失"))
