"""What random clerks do with random citizens, as rules of a state machine; what must hold after each is in test_random_days."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handy import GULI, LI, STRANGER, HandClock
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from counter.build import open_desk
from counter.desk.application_view import services
from counter.desk.application_views import IntakeView
from counter.desk.batch import SheetUnsure
from counter.desk.collection import Comparison
from counter.desk.desk import Desk
from counter.desk.rights import Second
from counter.desk.views import CaseView, Session
from counter.devices.folder import FolderPrinter
from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt
from counter.errors import CounterError
from counter.places import Places, data_dir
from counter.printing.press import Press
from counter.store import applications
from counter.values.finger_code import FingerCode
from counter.workflows.application import AFTER_ACCEPTANCE, Stage
from counter.workflows.fingers import Reason
from counter.workflows.slip import Sheet, Step
from desk.applying import ADULT, AGENT, FIELDS, MINOR, NEIGHBOUR

PEOPLE = (ADULT, MINOR, NEIGHBOUR)
HOLDERS = (LI, GULI, "410198199506060640")
"""Two permits that are valid and one that was cancelled."""
NUMBERS = st.integers(0, 9)
CLERKS = st.sampled_from(("0337",) * 5 + ("0102",) * 2 + ("0555", "0601", "0808"))
"""Officers stand at the window, a supervisor helps out; auxiliary, seal keeper and auditor try what is not theirs."""

ELSE = (
    "back", "want", "unanswer", "abandon", "park", "open", "stop", "spoil", "refund", "withdraw", "correct", "any",
    "resend", "undo", "undo",
)  # fmt: skip
"""What may happen to an intake besides going on."""
PERMIT_ACTS = (
    "endorse", "endorse", "change", "reissue", "lost", "restore", "cancel", "revoke", "sweep", "decision", "guide",
)  # fmt: skip
WAY = ("review", "sign", "produce", "arrive", "mail")
"""The deeds of the authority in their order."""
RESULTS = ("confirmed", "confirmed", "not-met", "false-address", "false-identity")


WINDOW = st.sampled_from(("0337", "0337", "0337", "0102", "0555"))
"""Who serves."""


@dataclass
class FickleFolder:
    """Sheets go to a folder; the machine may jam before a sheet, or lay it down and lose its answer."""

    folder: FolderPrinter
    jammed: bool = False
    dumb: bool = False

    name = "fickle"

    def check(self) -> PrinterState:
        return self.folder.check()

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        if self.jammed:
            raise PrinterProblem(printer=self.name)
        receipt = self.folder.send(serial, pdf, title)
        if self.dumb:
            raise PrinterProblem(printer=self.name)
        return receipt


class Sessions(dict[str, Session]):
    """The clerks of the day; each signs in when first wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def __missing__(self, clerk: str) -> Session:
        self[clerk] = self._desk.people.sign_in(clerk, "0000")
        return self[clerk]


class Station(RuleBasedStateMachine):
    """One station for some days: its clerks, its printer, its clock."""

    home: Path
    press: Press

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        shutil.copytree(self.home, self.root / "home")
        self.clock, self.slot = HandClock(), FickleFolder(FolderPrinter(self.root / "paper"))
        opened = open_desk(Places(self.root / "home", data_dir()), self.clock, self.slot)
        self.desk = Desk.on(replace(opened.bench, press=self.press))
        self.sessions = Sessions(self.desk)
        self.days = {self.clock.today().isoformat()}
        self.cases: list[str] = []
        self.slips: list[str] = []
        self.done = 0
        self.ended: dict[int, str] = {}
        self.refusals: list[CounterError] = []

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.root)

    def tried(self, verb: Callable[[], Any]) -> Any:
        """A verb may refuse with a sentence; anything else is a fault."""
        try:
            return verb()
        except CounterError as refusal:
            self.refusals.append(refusal)
            return None

    def looked_at(self, verbs: Any, session: Session, case_id: str, serial: str, torn: bool) -> None:
        """Say what came of a sheet: nothing came and it is sent again, it is torn, or it is good."""
        if not self.lies_there(serial):
            verbs.resend(session, case_id)
        elif torn:
            verbs.spoiled(session, case_id, "卡纸")
        else:
            verbs.good(session, case_id)

    def beside(self, session: Session) -> Second | None:
        """The supervisor beside a clerk."""
        return self.tried(lambda: self.desk.people.second("0102", "0000", beside=session))  # type: ignore[no-any-return]

    def lies_there(self, serial: str) -> bool:
        """What the clerk sees: whether the sheet came out. Nobody says so of one that did not."""
        return (self.slot.folder.folder / f"{serial}.pdf").exists()

    @rule(jammed=st.booleans(), dumb=st.booleans(), clerk=CLERKS)
    def the_printer_jams_or_runs_and_somebody_signs_out(self, jammed: bool, dumb: bool, clerk: str) -> None:
        self.slot.jammed, self.slot.dumb = jammed, dumb
        if not jammed and clerk in self.sessions:
            self.desk.people.sign_out(self.sessions.pop(clerk))

    @rule(clerk=CLERKS, taker=CLERKS, counted=st.booleans())
    def a_shift_is_handed_over(self, clerk: str, taker: str, counted: bool) -> None:
        session, desk = self.sessions[clerk], self.desk
        shift = self.tried(lambda: desk.shift.show(session))
        if shift is None:
            return
        second = self.tried(lambda: desk.people.second(taker, "0000", beside=session, right=shift.right))
        cash = shift.till if counted else shift.till + 1
        after = self.tried(lambda: desk.shift.hand_over(session, second, cash=cash))
        if after is not None:
            self.sessions[taker] = after
            self.sessions[clerk] = desk.people.sign_in(clerk, "0000")
            assert desk.shift.show(self.sessions[clerk]).journeys == (), "handed over, and still one's own"

    @rule(clerk=CLERKS, days=st.integers(1, 20), cash=st.sampled_from((0, 0, 1000)), explained=st.booleans())
    def days_go_by(self, clerk: str, days: int, cash: int, explained: bool) -> None:
        session, reason = self.sessions[clerk], "清点两遍，差额待查" if explained else ""
        second = self.beside(session) if explained else None
        close = self.desk.day.close
        self.tried(lambda: close(session, cash=cash, spoiled=0, second=second, reason=reason))
        sheet = self.tried(lambda: self.desk.day.report(session))
        if sheet is not None:
            self.tried(
                lambda: self.desk.day.report_out(session, sheet.serial, good=self.lies_there(sheet.serial))
            )
        self.clock.go(days=days)
        self.days.add(self.clock.today().isoformat())


class Slips(Station):
    """Confirmation slips, where the place has them."""

    def slip(self, clerk: str, pick: int) -> tuple[Session, CaseView]:
        session = self.sessions[clerk]
        view = self.tried(lambda: self.desk.slip.open(session, self.slips[pick % len(self.slips)]))
        return session, view

    @rule(clerk=WINDOW, who=NUMBERS, steps=st.integers(0, 9))
    def a_slip_is_asked_for(self, clerk: str, who: int, steps: int) -> None:
        session, slip = self.sessions[clerk], self.desk.slip
        view = self.tried(lambda: slip.begin(session))
        if view is not None:
            self.slips.insert(0, view.id)
            self.tried(lambda: slip.enter_number(session, view.id, HOLDERS[who % len(HOLDERS)]))
            for turn in range(steps):
                self.slip_forward(clerk, 0, who + turn)

    @precondition(lambda self: self.slips)
    @rule(clerk=WINDOW, pick=NUMBERS, how=NUMBERS, steps=st.integers(1, 6))
    def a_slip_goes_on(self, clerk: str, pick: int, how: int, steps: int) -> None:
        for turn in range(steps):
            self.slip_forward(clerk, pick, how + turn)

    def slip_forward(self, clerk: str, pick: int, how: int) -> None:
        session, view = self.slip(clerk, pick)
        slip = self.desk.slip
        if view is None:
            return
        forward: dict[Step, Callable[[], Any]] = {
            Step.NUMBER: lambda: slip.enter_number(session, view.id, HOLDERS[how % len(HOLDERS)]),
            Step.SHOWN: lambda: slip.show(session, view.id, str(1 + how % 5)),
            Step.READ_BACK: lambda: slip.confirm(session, view.id),
            Step.PREVIEW: lambda: slip.print(session, view.id),
            Step.REFUSAL: lambda: slip.print(session, view.id),
            Step.CAME_OUT: lambda: self.looked_at(slip, session, view.id, view.sheet.serial, how % 3 == 0),
            Step.NOTICE_OUT: lambda: self.looked_at(slip, session, view.id, view.sheet.serial, how % 3 == 0),
            Step.SPOILED: lambda: slip.reprint(session, view.id, self.beside(session) if how % 2 else None),
        }
        self.tried(forward[Step(view.step)] if view.step in forward else lambda: None)

    @precondition(lambda self: self.slips)
    @rule(
        clerk=CLERKS,
        pick=NUMBERS,
        act=st.sampled_from(("back", "resend", "abandon", "park", "void", "replace")),
    )
    def something_else_happens_to_a_slip(self, clerk: str, pick: int, act: str) -> None:
        session, view = self.slip(clerk, pick)
        desk, case_id = self.desk, self.slips[pick % len(self.slips)]
        serial = view.sheet.serial if view is not None and view.sheet else ""
        verbs: dict[str, Callable[[], Any]] = {
            "back": lambda: desk.slip.back(session, case_id),
            "resend": lambda: desk.slip.resend(session, case_id),
            "abandon": lambda: desk.slip.abandon(session, case_id, self.beside(session)),
            "park": lambda: desk.slip.park(session, case_id),
            "void": lambda: desk.sheets.void(session, self.beside(session), serial, "字迹不清"),
            "replace": lambda: desk.sheets.reprint(session, self.beside(session), serial, "字迹不清"),
        }
        if serial or act not in {"resend", "void", "replace"}:
            self.tried(verbs[act])


class Lists(Station):
    """Many slips from a list, run again after the printer failed."""

    @rule(clerk=CLERKS, lines=st.integers(1, 4), which=st.integers(1, 2))
    def a_list_is_run(self, clerk: str, lines: int, which: int) -> None:
        session, batch, path = self.sessions[clerk], self.desk.batch, self.root / f"list-{which}.csv"
        asked = [f"{number},household-book,是" for number in (*HOLDERS, STRANGER)[:lines]]
        path.write_text("\n".join(["number,shown,read_back", *asked]) + "\n", encoding="utf-8")
        try:
            batch.issue(session, path)
        except SheetUnsure as unsure:
            self.refusals.append(unsure)
            came = self.lies_there(str(unsure.values["serial"]))
            self.tried(lambda: batch.issue(session, path, unsure="out" if came else "resend"))
        except CounterError as refusal:
            self.refusals.append(refusal)

        if lines % 2:
            self.tried(lambda: batch.settle(session, path))


class Intakes(Station):
    """Applications from the first word to the citizen's hand."""

    def one(self, clerk: str, pick: int) -> tuple[Session, IntakeView]:
        session = self.sessions[clerk]
        return session, self.desk.intake.show(session, self.cases[pick % len(self.cases)])

    @initialize(first=st.lists(st.tuples(WINDOW, NUMBERS, st.integers(0, 99)), min_size=2, max_size=4))
    def some_were_served_before(self, first: list[tuple[str, int, int]]) -> None:
        """A day does not begin from nothing: some citizens have come as far as the rules let them."""
        for clerk, who, which in first:
            self.somebody_comes(clerk, who, which, 45)
            self.served_before(clerk, which)

    def served_before(self, clerk: str, which: int) -> None:
        """What came after the receipt of a citizen who was served before."""

    @rule(clerk=WINDOW, who=NUMBERS, which=st.integers(0, 99), steps=st.integers(0, 60))
    def somebody_comes(self, clerk: str, who: int, which: int, steps: int) -> None:
        """A citizen is served as far as the day allows: up to anywhere between the first word and the receipt."""
        session, intake = self.sessions[clerk], self.desk.intake
        view = self.tried(lambda: intake.begin(session))
        if view is None:
            return
        self.cases.insert(0, view.id)
        view = intake.identify(session, view.id, PEOPLE[who % len(PEOPLE)])
        if view.person is None:
            intake.record(session, view.id, FIELDS)
        for turn in range(steps):
            self.forward(clerk, 0, which + turn)
        self.authority(session, self.accepted(which), WAY[: which % (len(WAY) + 1)])

    @precondition(lambda self: self.cases)
    @rule(clerk=WINDOW, pick=NUMBERS, which=st.integers(0, 99), steps=st.integers(1, 20))
    def the_clerk_goes_on(self, clerk: str, pick: int, which: int, steps: int) -> None:
        """Whatever each step offers: mostly the way forward."""
        for turn in range(steps):
            self.forward(clerk, pick, which + turn)

    def forward(self, clerk: str, pick: int, which: int) -> None:
        session, view = self.one(clerk, pick)
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
            for demand in [] if which % 19 == 1 else [one for one in view.checklist if one.missing]:
                paper = demand.papers[which % len(demand.papers)].code
                self.tried(lambda paper=paper: desk.checklist.mark(session, view.id, paper, "seen"))
            self.tried(lambda: desk.checklist.return_all(session, view.id))
            if which % 19 == 1:
                self.tried(lambda: desk.checklist.want(session, view.id))
            self.tried(lambda: desk.intake.go_on(session, view.id))
        elif stage is Stage.READ_BACK:
            self.tried(lambda: desk.agreeing.confirm(session, view.id))
        elif stage is Stage.SIGNATURES:
            for signature in view.signatures:
                self.tried(lambda key=signature.key: desk.agreeing.sign(session, view.id, key, "钱试用"))
        elif stage is Stage.FINGERPRINTS and view.fingers and view.fingers.ask:
            finger, quality = view.fingers.ask.finger, (None, 20, 60, 90)[which % 4]
            if which % 2:
                self.tried(lambda: desk.fingers.take(session, view.id))
            else:
                self.tried(lambda: desk.fingers.press(session, view.id, finger, quality))
        elif stage is Stage.FEE:
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
            "withdraw": lambda: desk.checklist.mark(session, view.id, "household-book", "withdrawn"),
            "correct": lambda: desk.intake.correct(session, view.id, {"phone": str(self.done)}, "本人申报"),
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
    @rule(
        clerk=CLERKS,
        pick=NUMBERS,
        deeds=st.lists(st.sampled_from(sorted(AFTER_ACCEPTANCE)), max_size=3),
        way=NUMBERS,
    )
    def the_authority_acts(self, clerk: str, pick: int, deeds: list[str], way: int) -> None:
        """Mostly what comes next, sometimes anything."""
        session, case_id = self.sessions[clerk], self.accepted(pick)
        self.authority(session, case_id, WAY[: way % (len(WAY) + 1)] if way else deeds)

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
                signed_by="赵试用",
                facts=told,
                comparison=compared,
                receipt=not lost,
                second=second,
                reason=why,
            )
        )

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS)
    def a_receipt_is_replaced(self, clerk: str, pick: int) -> None:
        session, view = self.one(clerk, pick)
        self.tried(lambda: self.desk.deciding.reprint(session, view.id, self.beside(session), "遗失"))


class HomeVisits(Station):
    """Officers go and see, sign, or find nobody at home."""

    @rule(clerk=CLERKS, signer=CLERKS, which=NUMBERS, result=st.sampled_from(RESULTS), words=st.booleans())
    def somebody_was_seen_at_home(
        self, clerk: str, signer: str, which: int, result: str, words: bool
    ) -> None:
        session, visits = self.sessions[clerk], self.desk.visits
        waiting = visits.today(session)
        if not waiting:
            return
        visit = waiting[which % len(waiting)]
        if which % 2:
            self.tried(lambda: visits.assign(session, visit.id, signer, self.clock.today()))
            visit = visits.show(session, visit.id)
        went = visit.officer or signer
        said = "本人在家" if words else ""
        self.tried(
            lambda: visits.record(session, visit.id, signer=went, pin="0000", result=result, words=said)
        )


class PermitLife(Station):
    """Permits are endorsed, lost, restored, ended by two people, and told of on paper."""

    @initialize(
        done=st.lists(st.tuples(NUMBERS, st.sampled_from(PERMIT_ACTS), NUMBERS), min_size=1, max_size=3)
    )
    def some_permits_were_dealt_with(self, done: list[tuple[int, str, int]]) -> None:
        for who, act, which in done:
            self.something_happens_to_a_permit("0337", who, act, which)

    @rule(clerk=WINDOW, who=NUMBERS, act=st.sampled_from(PERMIT_ACTS), which=NUMBERS)
    def something_happens_to_a_permit(self, clerk: str, who: int, act: str, which: int) -> None:
        session, permits = self.sessions[clerk], self.desk.permits
        holder = self.tried(lambda: permits.of(session, HOLDERS[who % len(HOLDERS)]))
        if holder is None:
            return
        second = None if which == 0 else self.beside(session)
        if act in {"cancel", "revoke"}:
            self.end(session, holder, act, which, second)
        elif act in {"endorse", "change", "reissue"}:
            view = self.tried(lambda: permits.begin(session, holder, act))
            if view is not None:
                self.cases.insert(0, view.id)
        elif act in {"decision", "guide"}:
            self.told(session, holder, act, which)
        else:
            verbs: dict[str, Callable[[], Any]] = {
                "lost": lambda: permits.report_lost(session, holder, "本人挂失"),
                "restore": lambda: permits.restore(session, holder, self.clock.today(), "网上补签", second),
                "sweep": lambda: permits.sweep(session),
            }
            self.tried(verbs[act])

    def end(self, session: Session, holder: int, act: str, which: int, second: Second | None) -> None:
        permits = self.desk.permits
        grounds = self.tried(lambda: permits.grounds(session, act)) or ()
        if grounds:
            ground = grounds[which % len(grounds)]
            papers = {code for code, _ in ground.papers}
            verb = permits.cancel if act == "cancel" else permits.revoke
            self.tried(lambda: verb(session, holder, ground.code, "经核实", second, papers))

    def told(self, session: Session, holder: int, act: str, which: int) -> None:
        permits, guides = self.desk.permits, self.desk.permits.guides(session)
        if act == "decision":
            sheet = self.tried(lambda: permits.print_decision(session, holder))
        else:
            sheet = self.tried(lambda: permits.print_guide(session, guides[which % len(guides)], holder))
        if sheet is not None:
            good, second = self.lies_there(sheet.serial), self.beside(session)
            self.tried(
                lambda: permits.sheet_out(session, sheet.serial, good=good, reason="没有出纸", second=second)
            )


class Certificates(Intakes):
    """What is certified at once, what was lost, whose face is compared, and what is reported upwards."""

    def served_before(self, clerk: str, which: int) -> None:
        self.certificate(self.sessions[clerk], self.cases[0], 4, torn=which % 5 == 0)
        if which % 2:
            session, case_id = self.sessions[clerk], self.cases[0]
            report = self.desk.losses.report
            self.tried(lambda: report(session, case_id, lost_on="上周三", place="公交车上"))

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, steps=st.integers(1, 5), torn=st.booleans())
    def a_certificate_is_made(self, clerk: str, pick: int, steps: int, torn: bool) -> None:
        self.certificate(self.sessions[clerk], self.accepted(pick), steps, torn=torn)

    def certificate(self, session: Session, case_id: str, steps: int, *, torn: bool) -> None:
        made = self.desk.certificates
        for _ in range(steps):
            view = self.tried(lambda: made.show(session, case_id))
            if view is None:
                return
            sheet = view.sheet
            if sheet is not None and sheet.state in {Sheet.RESERVED, Sheet.SENT}:
                self.tried(lambda sheet=sheet: self.looked_at(made, session, case_id, sheet.serial, torn))
            elif sheet is not None:
                self.tried(lambda: made.reprint(session, case_id, self.beside(session), "字迹不清"))
            else:
                wanted = {entry.code: entry.sample for entry in view.entries if not entry.value}
                self.tried(lambda wanted=wanted: made.enter(session, case_id, wanted))
                self.tried(lambda: made.confirm(session, case_id))
                self.tried(lambda: made.print(session, case_id))

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, act=st.sampled_from(("report", "print", "out", "withdraw")))
    def something_was_lost(self, clerk: str, pick: int, act: str) -> None:
        session, losses = self.sessions[clerk], self.desk.losses
        case_id = self.cases[pick % len(self.cases)]
        view = self.tried(lambda: losses.show(session, case_id))
        serial = view.sheet.serial if view is not None and view.sheet else ""
        verbs: dict[str, Callable[[], Any]] = {
            "report": lambda: losses.report(session, case_id, lost_on="上周三", place="公交车上"),
            "print": lambda: losses.print(session, case_id, "要求再打一份"),
            "out": lambda: losses.out(session, case_id, good=self.lies_there(serial)),
            "withdraw": lambda: losses.withdraw(session, case_id, "已经找到"),
        }
        self.tried(verbs[act])

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, alike=st.booleans())
    def a_face_is_compared(self, clerk: str, pick: int, alike: bool) -> None:
        session, case_id = self.sessions[clerk], self.cases[pick % len(self.cases)]
        outcome = "confirmed" if alike else "denied"
        review, second = self.desk.reviews.review, self.beside(session)
        self.tried(
            lambda: review(session, case_id, second, photo="card", outcome=outcome, reason="与证件相片比对")
        )

    @rule(clerk=CLERKS, told=st.booleans())
    def what_is_due_is_reported(self, clerk: str, told: bool) -> None:
        session, uploads = self.sessions[clerk], self.desk.uploads
        self.done += 1
        path = self.root / f"upload-{self.done}.jsonl"
        if self.tried(lambda: uploads.export(session, path)) is not None and told:
            self.tried(lambda: uploads.confirm(session, path))


class Dormitories(Intakes):
    """People who live together are taken in together, line by line, and accepted one after the other."""

    @rule(clerk=WINDOW, which=NUMBERS, people=st.integers(1, 2), steps=st.integers(0, 12))
    def a_dormitory_comes(self, clerk: str, which: int, people: int, steps: int) -> None:
        session, household = self.sessions[clerk], self.desk.household
        offered = household.services(session)
        code = offered[which % len(offered)].code
        view = self.tried(lambda: household.begin(session, code, address="样例路 8 号", landlord="孙房主"))
        if view is None:
            return
        for number in PEOPLE[:people]:
            added = self.tried(
                lambda number=number: household.add(
                    session, view.id, number, {"name": FIELDS["name"], "household_address": "浙江省样例市"}
                )
            )
            if added is not None:
                self.cases.insert(0, added.lines[-1].case)
        for turn in range(steps):
            self.line_goes_on(session, view.id, which + turn)
        if steps > 8:
            self.tried(lambda: household.accept_next(session, view.id))
            self.tried(lambda: household.out(session, view.id, self.torn(session, view.id)))
            self.tried(lambda: household.close(session, view.id))

    def torn(self, session: Session, household: str) -> list[int]:
        """The lines whose receipt did not come out of the printer."""
        lines = self.desk.household.show(session, household).lines
        return [line.n for line in lines if line.receipt and not self.lies_there(line.receipt)]

    def line_goes_on(self, session: Session, household: str, which: int) -> None:
        verbs = self.desk.household
        lines = verbs.show(session, household).lines
        if not lines:
            return
        line = lines[which % len(lines)]
        if line.question is not None:
            fact, _, choices = line.question
            good = [choice.code for choice in choices if choice.refused is None]
            value = good[0] if good else "2025-06-01"
            self.tried(lambda: verbs.answer(session, household, line.n, fact, value))
        elif line.missing:
            self.tried(lambda: verbs.seen(session, household, line.n))
        else:
            self.tried(lambda: verbs.agree(session, household, line.n))
