"""What goes beside an application: certificates, losses, faces compared by two, and what is reported upwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from counter.desk.views import Session
from counter.workflows.certificate import CertificateState
from counter.workflows.slip import Sheet
from desk.applying import ADULT
from desk.days.intakes import Intakes
from desk.days.station import CLERKS, NUMBERS

LOSS_ACTS = ("report", "print", "print", "out", "out", "withdraw")
WHERE = {"lost_on": "上周三", "place": "公交车上"}


class Beside(Intakes):
    """What is certified at once, what was lost, whose face is compared, and what is reported upwards."""

    def served_before(self, clerk: str, which: int) -> None:
        session, case_id = self.sessions[clerk], self.cases[0]
        self.certificate(session, case_id, 2 + which % 3, torn=which % 4 == 0)
        for act in ("report", "print", "out", *(["withdraw"] if which % 4 == 0 else [])):
            self.lost(session, case_id, act)
        self.reported(session, confirmed=which % 2 == 0)

    def of(self, errand: str, pick: int) -> str:
        """Somebody who came for an errand, while there is one."""
        found = [case_id for case_id in self.cases if self.errands.get(case_id) == errand] or self.cases
        return found[pick % len(found)]

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, steps=st.integers(1, 5), torn=st.booleans())
    def a_certificate_is_made(self, clerk: str, pick: int, steps: int, torn: bool) -> None:
        case_id = self.of("certificate", pick) if pick % 4 else self.accepted(pick)
        self.certificate(self.sessions[clerk], case_id, steps, torn=torn)

    def certificate(self, session: Session, case_id: str, steps: int, *, torn: bool) -> None:
        """Typed, read back, printed, asked after; replaced where it was torn, or now and then for no fault of its own."""
        made = self.desk.certificates
        for turn in range(steps):
            view = self.tried(lambda: made.show(session, case_id))
            if view is None:
                return
            sheet = view.sheet
            if sheet is not None and sheet.state in {Sheet.RESERVED, Sheet.SENT}:
                serial, now = sheet.serial, torn and turn < 2
                self.tried(lambda serial=serial, now=now: self.looked_at(made, session, case_id, serial, now))
            elif sheet is not None:
                if view.state is CertificateState.SPOILED or torn:
                    self.tried(lambda: made.reprint(session, case_id, self.beside(session), "字迹不清"))
            else:
                wanted = {entry.code: entry.sample for entry in view.entries if not entry.value}
                rows = [f"户主 赵试用 {ADULT}"] if view.has_rows else None
                self.tried(lambda wanted=wanted, rows=rows: made.enter(session, case_id, wanted, rows))
                self.tried(lambda: made.confirm(session, case_id))
                self.tried(lambda: made.print(session, case_id))

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, act=st.sampled_from(LOSS_ACTS))
    def something_was_lost(self, clerk: str, pick: int, act: str) -> None:
        case_id = self.of("loss", pick) if pick % 4 else self.cases[pick % len(self.cases)]
        self.lost(self.sessions[clerk], case_id, act)

    def lost(self, session: Session, case_id: str, act: str) -> None:
        """One deed on a loss; whether its paper came out is what the clerk sees."""
        losses = self.desk.losses
        view = self.tried(lambda: losses.show(session, case_id))
        serial = view.sheet.serial if view is not None and view.sheet else ""
        verbs: dict[str, Callable[[], Any]] = {
            "report": lambda: losses.report(session, case_id, **WHERE),
            "print": lambda: losses.print(session, case_id, "要求再打一份"),
            "out": lambda: losses.out(session, case_id, good=self.lies_there(serial), reason="没有出纸"),
            "withdraw": lambda: losses.withdraw(session, case_id, "已经找到"),
        }
        self.tried(verbs[act])

    @precondition(lambda self: self.cases)
    @rule(clerk=CLERKS, pick=NUMBERS, alike=st.booleans())
    def a_face_is_compared(self, clerk: str, pick: int, alike: bool) -> None:
        self.compared(self.sessions[clerk], self.of("face", pick), alike=alike)

    @rule(clerk=CLERKS, again=NUMBERS, confirmed=st.booleans())
    def what_is_due_is_reported(self, clerk: str, again: int, confirmed: bool) -> None:
        self.reported(self.sessions[clerk], confirmed=confirmed, again=again)

    def reported(self, session: Session, *, confirmed: bool, again: int = 0) -> None:
        """What waits goes into a file, or a file that got lost is made again; who carried one says that it was taken."""
        uploads = self.desk.uploads
        batches = uploads.pending(session).batches
        self.done += 1
        path = self.root / f"upload-{self.done}.jsonl"
        batch = batches[0].batch if batches and again % 3 == 2 else 0
        if self.tried(lambda: uploads.export(session, path, batch)) is not None:
            self.files.append(path)
        if confirmed and self.files:
            carried = self.files[-1 if again % 2 == 0 else 0]
            self.tried(lambda: uploads.confirm(session, carried))
