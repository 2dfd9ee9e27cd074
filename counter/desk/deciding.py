"""Deciding on an intake: acceptance is durable before anything is printed; what is refused or missing is told on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from counter.desk import laying
from counter.desk.application_papers import (
    WANTED,
    receipt_paper,
    refusal_paper,
    wanted_paper,
)
from counter.desk.find import NoSuchSheet, serial_in
from counter.desk.intake_views import IntakeView
from counter.desk.laying import About, reserving, send
from counter.desk.look import Look, look
from counter.desk.papers import paper_of, with_remark
from counter.desk.person_fields import came_in
from counter.desk.preview import preview_lines
from counter.desk.rights import Second, by_two, demand
from counter.desk.sheets import ReasonMissing
from counter.desk.slip import MovedMeanwhile
from counter.desk.views import PreviewSpan, Session
from counter.desk.visit_calls import call_visits
from counter.desk.window import NotAtThisStage, StillWanting, Window
from counter.errors import Refused
from counter.locale import Language, Text
from counter.printing.paper import Paper
from counter.store import cases
from counter.store.store import Acting
from counter.values.remark import remark
from counter.values.serial import Serial
from counter.workflows.application import INTAKE, Deed, Move, Stage
from counter.workflows.slip import SheetAct

_PRINTED_AT = {Stage.RECEIPT: "receipt", Stage.NOTICE: "notice", Stage.REFUSAL: "refusal"}
"""The stages at which a sheet is printed, and the fact under which its serial is kept."""
_OUT = (Stage.RECEIPT_OUT, Stage.NOTICE_OUT, Stage.REFUSAL_OUT)


class NotANotice(Refused):
    """A return visit starts from a one-time notice that still waits."""

    happened = Text("{serial} 不是等待补正的告知书。", "{serial} is not a notice that waits for papers.")
    next_step = Text("请按申请人查找，或开始新的业务。", "Please look the applicant up, or begin anew.")


class Deciding(Window):
    """Verbs of the officer: accept, refuse, tell what is missing; and the sheets that say so."""

    __slots__ = ()

    def accept(self, session: Session, case_id: str) -> IntakeView:
        """Accept the application: on disk with its day, its deadline and its way of collection before anything is printed.

        It keeps the rules of this day for ever. Nothing of it can be mended afterwards, so its receipt is drawn beforehand
        and thrown away: what no sheet could hold is told while it can still be shortened.

        Raises:
            NotYourRole, NotAtThisStage
            StillWanting: with everything that is not settled.
            MissingGlyphs, DoesNotFit: the receipt could not be drawn.
        """
        demand(session.clerk, "decide")
        if not (view := self._view(case_id)).still and view.stage is Stage.ACCEPTANCE:
            at = self.bench.clock.now()
            laying.lay(self.bench, receipt_paper(self.bench, session, view, at), at)
        with self._acting(session, case_id, Stage.ACCEPTANCE) as (act, seen):
            if wants := seen.still():
                raise StillWanting(wants)
            now = self.bench.clock.now()
            told = {"accepted_on": now.date().isoformat(), **due_of(seen)}
            chosen = seen.facts.get("collection", {}).get("mode", "")
            accepted = self._deed(act, seen, Deed.ACCEPT, **told, collect=chosen)
            call_visits(act, accepted)
            self._step(act, accepted, Move.ACCEPT, {"accepted-at": now.isoformat()})
        return self._view(case_id)

    def settled(self, session: Session, case_id: str) -> IntakeView:
        """The intake, if nothing stands between it and its acceptance.

        Raises:
            StillWanting: with everything that does.
        """
        view = self._view(case_id)
        if view.still or view.stage is not Stage.ACCEPTANCE:
            raise StillWanting(view.still or [view.stage.text])
        return view

    def preview(
        self, session: Session, case_id: str, columns: int, language: Language = "zh"
    ) -> tuple[tuple[PreviewSpan, ...], ...]:
        """The sheet that would be printed now, as text.

        Raises:
            NotAtThisStage: nothing is to be printed.
        """
        view = self._view(case_id)
        paper = self._paper(session, view, self.bench.clock.now())
        return preview_lines(self.bench, paper, columns, language, unmasked=False)

    def print(self, session: Session, case_id: str) -> IntakeView:
        """Print what this step tells: receipt, one-time notice, or refusal; serial first, then the printer.

        Raises:
            StillWanting: originals or a fee would stay behind.
            PrinterNotReady, MissingGlyphs, DoesNotFit: no serial was used.
            PrinterProblem: the serial is reserved and its sheet not printed; ``resend`` or ``spoiled``.
        """
        demand(session.clerk, "decide")
        at = self.bench.clock.now()
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, case_id)
            view = self._view(case_id)
        INTAKE.step(seen.stage, Move.PRINT)
        if seen.stage is not Stage.RECEIPT:
            self._nothing_left_here(seen)
        paper = self._paper(session, view, at)
        laying.ready(self.bench)
        kept = _PRINTED_AT[seen.stage]
        about = About(case_id, view.person.name if view.person else "", self._spoiled_before(seen, kept))
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            self._unmoved(act, seen)
            self._step(act, seen, Move.PRINT, {"sheet": laid.paper.serial, kept: laid.paper.serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self._view(case_id)

    def resend(self, session: Session, case_id: str) -> IntakeView:
        """The clerk has looked: no paper came. Send the same sheet, the same bytes, once more.

        Raises:
            NotNow: the printer took it already.
        """
        demand(session.clerk, "decide")
        with self.bench.store.reading() as db:
            serial = look(self.bench, db, case_id).facts.get("sheet", "")
        if not serial:
            raise NotAtThisStage(self._view(case_id).stage)
        send(self.bench, session, serial)
        return self._view(case_id)

    def good(self, session: Session, case_id: str) -> IntakeView:
        """The sheet is in the citizen's hand; a refusal or a notice counts from this moment."""
        demand(session.clerk, "decide")
        with self._acting(session, case_id, *_OUT) as (act, seen):
            laying.move(act, self._sheet(act, seen), SheetAct.COME_OUT)
            deed = {Stage.NOTICE_OUT: Deed.NOTIFY, Stage.REFUSAL_OUT: Deed.REFUSE}.get(seen.stage)
            self._step(act, self._deed(act, seen, deed) if deed else seen, Move.GOOD)
        return self._view(case_id)

    def spoiled(self, session: Session, case_id: str, reason: str) -> IntakeView:
        """The sheet did not come out well; it is kept, and counted. One without a seal is void at once.

        Raises:
            RemarkHasHiddenCharacter
        """
        demand(session.clerk, "decide")
        said = remark(reason)
        with self._acting(session, case_id, *_OUT) as (act, seen):
            laying.move(act, self._sheet(act, seen), SheetAct.SPOIL, reason=said)
            if (sheet := self._sheet(act, seen)).seal is None:
                laying.move(act, sheet, SheetAct.VOID, reason=said)
            self._step(act, seen, Move.SPOIL)
        return self._view(case_id)

    def reprint(self, session: Session, case_id: str, second: Second | None, reason: str = "") -> IntakeView:
        """Replace a spoiled or a lost receipt by one with a new serial; the old one is void, by two people if sealed.

        Raises:
            ReasonMissing, NeedsSecond, NeedsSomebodyElse, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "decide")
        at = self.bench.clock.now()
        with self.bench.store.reading() as db:
            seen, view = look(self.bench, db, case_id), self._view(case_id)
            old = cases.sheet(db, seen.facts.get("receipt", "")) if "receipt" in seen.facts else None
        INTAKE.step(seen.stage, Move.REPRINT)
        if old is None:
            raise NotAtThisStage(seen.stage)
        why = remark(reason) or old.reason
        if not why:
            raise ReasonMissing
        name = by_two(session, old, second)
        paper = replace(with_remark(paper_of(old), laying.replacing_remark(old, at)), serial="", code="")
        laying.ready(self.bench)
        about = About(case_id, view.person.name if view.person else "", old.serial, why, name)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            self._unmoved(act, seen)
            laying.move(act, self._sheet(act, seen), SheetAct.VOID, reason=why, second=name)
            serial = laid.paper.serial
            self._step(act, seen, Move.REPRINT, {"sheet": serial, "receipt": serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self._view(case_id)

    def return_with(self, session: Session, text: str, how: str = "typed") -> IntakeView:
        """A return visit: from the serial of the one-time notice, typed or scanned, straight to the papers still missing.

        Raises:
            NotASerial, NoSuchSheet, NotANotice
            NoSuchField: ``how`` is none of the ways a paper comes in.
        """
        demand(session.clerk, "draft")
        came_in(how)
        serial = str(Serial.parse(serial_in(self.bench, text)))
        with self.bench.store.acting(session.clerk.number, one_deed=True) as act:
            sheet = cases.sheet(act.db, serial)
            if sheet is None:
                raise NoSuchSheet(serial=serial)
            if sheet.form != WANTED:
                raise NotANotice(serial=serial)
            seen = look(self.bench, act.db, sheet.case_id)
            if seen.stage is not Stage.WAITING or seen.facts.get("notice") != serial:
                raise NotANotice(serial=serial)
            seen = self._step(act, self._deed(act, seen, Deed.RESUME), Move.RETURN, {"returned": how})
            self._settle(act, seen)
        return self._view(sheet.case_id)

    def _paper(self, session: Session, view: IntakeView, at: datetime) -> Paper:
        makers = {Stage.RECEIPT: receipt_paper, Stage.NOTICE: wanted_paper, Stage.REFUSAL: refusal_paper}
        if view.stage not in makers:
            raise NotAtThisStage(view.stage)
        return makers[view.stage](self.bench, session, view, at)

    def _sheet(self, act: Acting, seen: Look) -> cases.Sheet:
        sheet = cases.sheet(act.db, seen.facts.get("sheet", "")) if "sheet" in seen.facts else None
        if sheet is None:
            raise NotAtThisStage(seen.stage)
        return sheet

    def _spoiled_before(self, seen: Look, kept: str) -> str:
        """The spoiled notice of the same kind that a new one takes the place of."""
        with self.bench.store.reading() as db:
            old = cases.sheet(db, seen.facts[kept]) if kept in seen.facts else None
        return old.serial if old and old.state == "voided" and not old.replaced_by else ""

    def _unmoved(self, act: Acting, seen: Look) -> None:
        """See that nobody moved the intake since the page was drawn.

        Raises:
            MovedMeanwhile
        """
        now = cases.case(act.db, seen.case.id)
        if now is None or now.touched != seen.case.touched:
            raise MovedMeanwhile


def due_of(seen: Look) -> dict[str, Any]:
    """The last day as the rules count it now; nothing while its clock has not started."""
    deadline = seen.answer.deadline if seen.answer else None
    if deadline is None or deadline.due is None:
        return {}
    return {"due": deadline.due.isoformat(), "estimated": deadline.estimated}
