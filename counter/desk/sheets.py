"""Sheets after their journey: voiding and replacing, always by two people when a seal is on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter.desk import laying
from counter.desk.bench import Bench
from counter.desk.cases import case_view, sheet_view
from counter.desk.find import NoSuchSheet
from counter.desk.laying import About, reserving, send
from counter.desk.papers import paper_of
from counter.desk.people import Second, demand
from counter.desk.slip import by_two
from counter.desk.views import CaseView, Session, SheetView
from counter.errors import BadInput
from counter.locale import Text
from counter.printing.paper import Paper
from counter.store import cases
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.values.serial import Serial
from counter.workflows.slip import JOURNEY, SHEETS, Act, Sheet, SheetAct, Step

_LONGEST_REASON = 200


class ReasonMissing(BadInput):
    """Voiding and replacing need a reason in words."""

    happened = Text("没有写原因。", "No reason was given.")
    next_step = Text("请写明为什么作废或重打。", "Please say why the sheet is voided or replaced.")


@dataclass(frozen=True, slots=True)
class Sheets:
    """Verbs about single sheets."""

    bench: Bench

    def void(self, session: Session, second: Second | None, serial: str, reason: str) -> SheetView:
        """Declare a sheet void; it stays in the books with its reason and both names.

        Raises:
            NoSuchSheet, ReasonMissing, NeedsSecond, NotNow
        """
        demand(session.clerk, "issue")
        sheet = self._sheet(serial)
        reason = _reason(reason)
        by_two(sheet, second)
        with self.bench.store.acting(session.clerk.number) as act:
            laying.move(act, self._fresh(act.db, sheet), SheetAct.VOID, reason=reason, second=_name(second))
        return sheet_view(self.bench, self._sheet(serial))

    def reprint(self, session: Session, second: Second | None, serial: str, reason: str) -> CaseView:
        """Replace a sheet that came out by a new one with a new serial; the old one is void from the same moment.

        Returns the journey, which again asks whether the sheet came out.

        Raises:
            NoSuchSheet, ReasonMissing, NeedsSecond, NotNow, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        old = self._sheet(serial)
        reason = _reason(reason)
        by_two(old, second)
        SHEETS.step(Sheet(old.state), SheetAct.VOID)
        laying.ready(self.bench)
        paper = _replacement(old, laying.replacing_remark(old, self.bench.clock.now()))
        about = About(old.case_id, old.holder, old.serial, reason, _name(second))
        with reserving(self.bench, session, paper, about) as (act, laid):
            laying.move(act, self._fresh(act.db, old), SheetAct.VOID, reason=reason, second=_name(second))
            case = cases.case(act.db, old.case_id)
            if case is None:
                raise AssertionError(old.case_id)
            to = JOURNEY.step(Step(case.step), Act.REPRINT)
            act.record(
                Kind.CASE_MOVED,
                case.id,
                {"act": Act.REPRINT, "to": to, "facts": {"sheet": laid.paper.serial}, "open": True},
            )
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return case_view(self.bench, old.case_id)

    def _sheet(self, serial: str) -> cases.Sheet:
        serial = str(Serial.parse(serial))
        with self.bench.store.reading() as db:
            return self._fresh(db, None, serial)

    def _fresh(self, db: Db, sheet: cases.Sheet | None, serial: str = "") -> cases.Sheet:
        serial = sheet.serial if sheet else serial
        found = cases.sheet(db, serial)
        if found is None:
            raise NoSuchSheet(serial=serial)
        return found


def _reason(text: str) -> str:
    if not (reason := " ".join(text.split())):
        raise ReasonMissing
    return reason[:_LONGEST_REASON]


def _name(second: Second | None) -> str:
    return second.clerk.number if second else ""


def _replacement(old: cases.Sheet, remark: str) -> Paper:
    """The same words as the old sheet with the line that it replaces it; serial and code are given anew."""
    fields = tuple((code, remark if code == "remark" else text) for code, text in old.fields)
    return replace(paper_of(old), serial="", code="", fields=fields)
