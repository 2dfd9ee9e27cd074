"""Confirmation slips, one by one and from a list, where the place has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handy import STRANGER
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from counter.desk.batch_views import SheetUnsure
from counter.desk.views import CaseView, Session
from counter.errors import CounterError
from counter.workflows.slip import Step
from desk.days.station import CLERKS, HOLDERS, NUMBERS, WINDOW, Station


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
