"""Sheets after their journey: voiding and replacing, always by two people when a seal is on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter.desk import laying
from counter.desk.bench import Bench
from counter.desk.cases import SERVICE, case_view, sheet_view
from counter.desk.find import the_sheet
from counter.desk.journey import record_move
from counter.desk.laying import About, reserving, send
from counter.desk.loose import RIGHTS as LOOSE
from counter.desk.papers import SLIP, paper_of, with_remark
from counter.desk.rights import Second, by_two, demand
from counter.desk.sheet_ways import ways
from counter.desk.slip import HolderChanged
from counter.desk.views import CaseView, Session, SheetView, SheetWays
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.printing.paper import Paper
from counter.store import cases
from counter.values.remark import remark
from counter.values.serial import Serial
from counter.workflows.slip import SHEETS, Act, Sheet, SheetAct, Step


class ReasonMissing(BadInput):
    """What undoes or replaces something needs a reason in words."""

    happened = Text("没有写原因。", "No reason was given.")
    next_step = Text("请用一句话写明原因。", "Please give the reason in a sentence.")


class BelongsToApplication(Refused):
    """A sheet of an application is voided and replaced there, so that the application knows its new receipt."""

    happened = Text(
        "{serial} 属于一件申请或日结，不能单独作废或重打。",
        "{serial} belongs to an application or a day report.",
    )
    next_step = Text("请打开这件申请再重打。", "Please open the application and reprint there.")


@dataclass(frozen=True, slots=True)
class Sheets:
    """Verbs about single sheets."""

    bench: Bench

    def ways(self, session: Session, serial: str) -> SheetWays:
        """What can be done to a sheet here, and where the rest is done.

        Raises:
            NotASerial, NoSuchSheet
        """
        with self.bench.store.reading() as db:
            return ways(self.bench, db, session, the_sheet(db, str(Serial.parse(serial))))

    def send_again(self, session: Session, serial: str) -> SheetView:
        """The clerk has looked: no paper came. Send the same bytes once more, whatever the sheet belongs to.

        Raises:
            NotASerial, NoSuchSheet, NotYourRole, PrinterProblem, PaperChanged
            NotNow: the printer took it already.
        """
        with self.bench.store.reading() as db:
            sheet = the_sheet(db, str(Serial.parse(serial)))
        to_sign = {one.form for one in self.bench.rules.vocabulary.documents.values() if one.form}
        demand(session.clerk, LOOSE.get(sheet.form, "draft" if sheet.form in to_sign else "issue"))
        send(self.bench, session, sheet.serial)
        with self.bench.store.reading() as db:
            return sheet_view(self.bench, the_sheet(db, sheet.serial))

    def void(self, session: Session, second: Second | None, serial: str, reason: str) -> SheetView:
        """Declare a sheet void; it stays in the books with its reason and both names.

        A journey that waited for what becomes of this spoiled sheet is given up with it.

        Raises:
            NoSuchSheet, ReasonMissing, RemarkHasHiddenCharacter, NeedsSecond, NeedsSomebodyElse, NotNow
        """
        demand(session.clerk, "issue")
        sheet, reason = self._sheet(serial), _reason(reason)
        name = by_two(session, sheet, second)
        with self.bench.store.acting(session.clerk.number) as act:
            laying.move(act, the_sheet(act.db, sheet.serial), SheetAct.VOID, reason=reason, second=name)
            case = cases.case(act.db, sheet.case_id)
            if case is not None and case.step == Step.SPOILED and case.facts["sheet"] == sheet.serial:
                record_move(act, case, Act.ABANDON, {})
        return sheet_view(self.bench, self._sheet(serial))

    def reprint(self, session: Session, second: Second | None, serial: str, reason: str) -> CaseView:
        """Replace a sheet that came out by a new one with a new serial; the old one is void from the same moment.

        The new sheet says what the old one said. Returns the journey, which again asks whether the sheet came out.

        Raises:
            NoSuchSheet, ReasonMissing, RemarkHasHiddenCharacter, NeedsSecond, NeedsSomebodyElse, NotNow, HolderChanged,
            PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        old, reason, at = self._sheet(serial), _reason(reason), self.bench.clock.now()
        name = by_two(session, old, second)
        SHEETS.step(Sheet(old.state), SheetAct.VOID)
        if old.form == SLIP and case_view(self.bench, old.case_id).refusals:
            raise HolderChanged
        laying.ready(self.bench)
        paper = _replacement(old, laying.replacing_remark(old, at))
        about = About(old.case_id, old.holder, old.serial, reason, name)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            laying.move(act, the_sheet(act.db, old.serial), SheetAct.VOID, reason=reason, second=name)
            if (case := cases.case(act.db, old.case_id)) is not None:
                record_move(act, case, Act.REPRINT, {"sheet": laid.paper.serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return case_view(self.bench, old.case_id)

    def _sheet(self, serial: str) -> cases.Sheet:
        with self.bench.store.reading() as db:
            sheet = the_sheet(db, str(Serial.parse(serial)))
            case = cases.case(db, sheet.case_id)
        if case is None or case.service != SERVICE:
            raise BelongsToApplication(serial=sheet.serial)
        return sheet


def _reason(text: str) -> str:
    if not (reason := remark(text)):
        raise ReasonMissing
    return reason


def _replacement(old: cases.Sheet, line: str) -> Paper:
    """The same words as the old sheet with the line that it replaces it; serial and code are given anew."""
    return replace(with_remark(paper_of(old), line), serial="", code="")
