"""One station for some days: its clerks, its printer, its clock; the rules of everything that is no journey of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from handy import GULI, LI, HandClock
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from counter.build import open_desk
from counter.desk.day_books import Books
from counter.desk.day_reading import books_of
from counter.desk.desk import Desk
from counter.desk.rights import Second
from counter.desk.views import Session
from counter.devices.folder import FolderPrinter
from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt
from counter.errors import CounterError
from counter.places import Places, data_dir
from counter.printing.press import Press
from counter.store.journal import Entry
from desk.applying import ADULT, MINOR, NEIGHBOUR

PEOPLE = (ADULT, MINOR, NEIGHBOUR)
HOLDERS = (LI, GULI, "410198199506060640")
"""Two permits that are valid and one that was cancelled."""
NUMBERS = st.integers(0, 9)
CLERKS = st.sampled_from(("0337",) * 5 + ("0102",) * 2 + ("0555", "0601", "0808"))
"""Officers stand at the window, a supervisor helps out; auxiliary, seal keeper and auditor try what is not theirs."""
WINDOW = st.sampled_from(("0337", "0337", "0337", "0102", "0555"))
"""Who serves."""
LASTING = (
    "accepted", "refused", "collected", "printed", "voided", "fees", "fen", "returned", "returned_fen", "first_receipt",
    "last_receipt", "waived", "waived_fen", "unwaived", "waivers",
)  # fmt: skip
"""What the books of a day say for ever; the rest is what had no end yet when it was closed."""
RARELY = st.sampled_from((False, False, True))


def told(act: Entry) -> str:
    """An act in a word: its kind, and what it led to where a kind leads to several things."""
    more = next((str(act.body[key]) for key in ("deed", "form", "to") if key in act.body), "")
    return f"{act.kind} {more}".rstrip()


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
    reached: ClassVar[Counter[str]]
    """How often each kind of act was done, in all the days of a place together."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        shutil.copytree(self.home, self.root / "home")
        self.clock, self.slot = HandClock(), FickleFolder(FolderPrinter(self.root / "paper"))
        opened = open_desk(Places(self.root / "home", data_dir()), self.clock, self.slot)
        self.desk = Desk.on(replace(opened.bench, press=self.press))
        self.sessions = Sessions(self.desk)
        self.seconds: dict[str, Second | None] = {}
        self.days = {self.clock.today().isoformat()}
        self.cases: list[str] = []
        self.slips: list[str] = []
        self.files: list[Path] = []
        self.done = 0
        self.ended: dict[int, str] = {}
        self.closed: dict[date, Books] = {}
        self.refusals: list[CounterError] = []

    def teardown(self) -> None:
        self.reached.update(told(act) for act in self.desk.bench.store.acts(last=100_000))
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
        """The supervisor beside a clerk; the PIN is typed once, for it is not what these days are about."""
        clerk = session.clerk.number
        if clerk not in self.seconds:
            verb = self.desk.people.second
            self.seconds[clerk] = self.tried(lambda: verb("0102", "0000", beside=session))
        return self.seconds[clerk]

    def lies_there(self, serial: str) -> bool:
        """What the clerk sees: whether the sheet came out. Nobody says so of one that did not."""
        return (self.slot.folder.folder / f"{serial}.pdf").exists()

    @rule(jammed=RARELY, dumb=RARELY, clerk=CLERKS)
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
        close, day = self.desk.day.close, next(iter(self.desk.day.unclosed(session)), None)
        self.tried(lambda: close(session, cash=cash, spoiled=0, day=day, second=second, reason=reason))
        sheet = self.tried(lambda: self.desk.day.report(session, day))
        if sheet is not None:
            self.tried(
                lambda: self.desk.day.report_out(session, sheet.serial, good=self.lies_there(sheet.serial))
            )
        if (view := self.tried(lambda: self.desk.day.show(session, day))) is not None and view.closed_at:
            self.closed[view.day] = view.books
        self.clock.go(days=days)
        self.days.add(self.clock.today().isoformat())
        self.closed_books_would_be_the_same_today()

    def closed_books_would_be_the_same_today(self) -> None:
        """What is counted anew of a closed day is what stood in its report, whatever happened since."""
        for day, books in self.closed.items():
            with self.desk.bench.store.reading() as db:
                now = books_of(self.desk.bench, db, day)
            assert [getattr(now, one) for one in LASTING] == [getattr(books, one) for one in LASTING], day
