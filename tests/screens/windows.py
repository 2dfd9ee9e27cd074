"""Intakes made ready at the desk before the application opens, so that a test begins at the stage it is about."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from desk import applying
from desk.applying import ADULT, AGENT
from handy import HandClock, beside, officer

from counter.app.counter_app import CounterApp
from counter.build import open_desk
from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import ClerkView, Role, Session
from counter.devices.finger_reader import FingerReader
from counter.devices.ports import Printer
from counter.places import Places, data_dir
from counter.screens.intake.page import IntakePage
from counter.workflows.application import Stage

from .conftest import Hands

FIELDS = applying.FIELDS | {"phone": "13800000000"}
ANSWERS = {
    "soldier": "no", "present": "self", "earlier-card": "none", "hardship": "none", "stay-ground": "employment",
    "collect-by": "self", "reason": "expired", "relation-registered": "no",
}  # fmt: skip
"""What an ordinary citizen says wherever it is asked."""
HOUSEHOLD = {"wuxi": "partner-province", "tianjin": "here"}
FIRST = {"wuxi": "first-id-card", "tianjin": "id-card"}
RENEWAL = {"tianjin": "id-card-replacement"}
ASSISTANT = ClerkView("0555", "周晓雯", Role.AUXILIARY)

Prepare = Callable[[Desk, Session], object]


def begun(desk: Desk, session: Session, service: str, number: str = ADULT, **told: str) -> IntakeView:
    """An intake as far as its papers; ``told`` are fields of the person, or answers."""
    fields = {key: told.pop(key) for key in list(told) if key in FIELDS}
    view = desk.intake.begin(session)
    view = desk.intake.identify(session, view.id, number)
    if view.stage is Stage.IDENTITY:
        view = desk.intake.record(session, view.id, FIELDS | fields)
    view = desk.questions.choose(session, view.id, service)
    place = desk.station.jurisdiction
    answers = (
        ANSWERS
        | {"household": HOUSEHOLD.get(place, "here")}
        | {k.replace("_", "-"): v for k, v in told.items()}
    )
    if service in FIRST.values():
        answers |= {"reason": "first"}
    while view.stage is Stage.QUESTIONS and view.questions:
        fact = view.questions[0].fact
        view = desk.questions.answer(session, view.id, fact, answers[fact])
    return view


def walked(desk: Desk, session: Session, view: IntakeView, to: Stage) -> IntakeView:
    """The intake walked on to a stage, doing at each what an ordinary citizen does."""
    steps: dict[Stage, Callable[[IntakeView], IntakeView]] = {
        Stage.DOCUMENTS: lambda now: _papers(desk, session, now),
        Stage.READ_BACK: lambda now: desk.agreeing.confirm(session, now.id),
        Stage.SIGNATURES: lambda now: _signed(desk, session, now),
        Stage.FINGERPRINTS: lambda now: desk.fingers.press(session, now.id, now.fingers.ask.finger, 80),  # type: ignore[union-attr]
        Stage.FEE: lambda now: desk.fees.take(session, now.id, "00123401"),
        Stage.COLLECTION: lambda now: desk.agreeing.collect_by(session, now.id),
        Stage.ACCEPTANCE: lambda now: desk.deciding.accept(session, now.id),
        Stage.RECEIPT: lambda now: desk.deciding.print(session, now.id),
        Stage.RECEIPT_OUT: lambda now: desk.deciding.spoiled(session, now.id, "卡纸"),
    }
    while view.stage is not to:
        view = steps[view.stage](view)
    return view


def _papers(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    for demand in view.checklist:
        if demand.missing:
            view = desk.checklist.mark(session, view.id, demand.papers[0].code, "seen")
    return desk.intake.go_on(session, desk.checklist.return_all(session, view.id).id)


def _signed(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    paper = next(one for one in view.signatures if not one.signed)
    return desk.agreeing.sign(session, view.id, paper.key, "" if paper.by == "applicant" else "钱签字")


class Windows:
    """Stations of a test: each place made once in the session, copied for the test, opened as often as it likes."""

    def __init__(self, made: Callable[[str], Path], folder: Path, clock: HandClock) -> None:
        self._made, self._folder, self.clock = made, folder, clock
        self.view: IntakeView | None = None

    def home(self, place: str) -> Places:
        """The home of the test's station in a place."""
        home = self._folder / place
        if not home.exists():
            shutil.copytree(self._made(place), home)
        return Places(home, data_dir())

    def prepare(self, place: str, ready: Prepare, clerk: ClerkView | None = None) -> None:
        """Do something at the desk while the application is closed."""
        desk = open_desk(self.home(place), self.clock)
        session = Session(clerk, self.clock.now()) if clerk else officer(desk)
        made = ready(desk, session)
        self.view = made if isinstance(made, IntakeView) else None
        desk.close()

    def at(self, stage: Stage, place: str = "wuxi", service: str = "", **told: str) -> None:
        """An ordinary intake at a stage, left open."""
        self.prepare(
            place,
            lambda desk, session: walked(
                desk, session, begun(desk, session, service or FIRST[place], **told), stage
            ),
        )

    def open(
        self,
        place: str = "wuxi",
        size: tuple[int, int] = (80, 24),
        language: str = "zh",
        clerk: str = "",
        printer: Printer | None = None,
        reader: FingerReader | None = None,
        change: Callable[[Desk], Desk] = lambda desk: desk,
    ) -> AbstractAsyncContextManager[Hands]:
        """The application on the station, signed in; an intake left open stands on the screen again."""
        return self._open(self.home(place), size, language, clerk, lambda where: change(
            open_desk(where, self.clock, printer, reader)
        ))  # fmt: skip

    @asynccontextmanager
    async def _open(
        self,
        places: Places,
        size: tuple[int, int],
        language: str,
        clerk: str,
        opens: Callable[[Places], Desk],
    ) -> AsyncIterator[Hands]:
        app = CounterApp(places, open_desk=opens)
        async with app.run_test(size=size) as pilot:
            hands = Hands(app, pilot)
            if clerk:
                await hands.press("up", *["backspace"] * 4, *clerk, "enter")
            await hands.sign_in()
            if language == "en":
                await hands.press("f8")
            hands.pressed = 0
            yield hands
            await hands.rest()


def case(hands: Hands) -> IntakeView:
    """The intake on the screen."""
    page: Any = hands.app.page
    assert isinstance(page, IntakePage), page
    return page.case


def task(hands: Hands) -> str:
    """What stands right of the stations, without blanks and breaks."""
    canvas = hands.app.page.board.canvas
    rows = (canvas.strip(y).crop(18).text for y in range(2, canvas.rows - 2))
    return "".join("".join(rows).split())


def fits(hands: Hands) -> None:
    """No line is wider than the window, and nothing failed while drawing."""
    assert hands.app.say("frame.fault") not in hands.screen
    from counter.widgets.cells import width

    assert max(width(line) for line in hands.screen.splitlines()) <= hands.app.size.width


__all__ = ["ADULT", "AGENT", "ASSISTANT", "Windows", "begun", "beside", "case", "fits", "task", "walked"]
