"""The confirmation slip (确认单): a journey of taking in, and then the paper, verb by verb."""

from __future__ import annotations

from dataclasses import replace

from counter.desk import laying
from counter.desk.cases import case_view
from counter.desk.laying import About, reserving, send
from counter.desk.papers import notice_paper, slip_paper
from counter.desk.people import Second, demand
from counter.desk.preview import preview_lines
from counter.desk.taking import HolderGone, Taking
from counter.desk.views import CaseView, PreviewSpan, Session
from counter.errors import Refused
from counter.locale import Language, Text
from counter.printing.paper import Paper
from counter.store import cases, holders
from counter.workflows.slip import JOURNEY, Act, SheetAct, Step

_LONGEST_REASON = 200


class NeedsSecond(Refused):
    """A sealed sheet is voided or replaced by two people."""

    happened = Text("盖章的纸作废或重打要两个人。", "A sealed sheet is voided or replaced by two people.")
    next_step = Text("请负责人输入警号和口令。", "Please let a supervisor type number and PIN.")


class Slip(Taking):
    """The verbs about the sheet of a journey."""

    __slots__ = ()

    def preview(
        self,
        session: Session,
        case_id: str,
        columns: int,
        language: Language = "zh",
        *,
        unmasked: bool = False,
    ) -> tuple[tuple[PreviewSpan, ...], ...]:
        """The sheet that would be printed now, as text; the number is masked unless unmasking was recorded."""
        case = self._case(case_id)
        paper = self._paper(session, case, case_view(self.bench, case_id))
        return preview_lines(self.bench, paper, columns, language, unmasked=unmasked)

    def print(self, session: Session, case_id: str) -> CaseView:
        """Print the slip, or the notice of a refusal: serial first, then the printer.

        Raises:
            PrinterNotReady, MissingGlyphs, DoesNotFit: no serial was used.
            PrinterProblem: the serial is reserved and its sheet not printed; send it again or give it up.
        """
        demand(session.clerk, "issue")
        case, view = self._case(case_id), case_view(self.bench, case_id)
        JOURNEY.step(Step(case.step), Act.PRINT)
        laying.ready(self.bench)
        paper = self._paper(session, case, view)
        about = About(case_id, view.holder.name if view.holder else view.searched)
        with reserving(self.bench, session, paper, about) as (act, laid):
            self._record(act, case_id, Act.PRINT, {"sheet": laid.paper.serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return case_view(self.bench, case_id)

    def resend(self, session: Session, case_id: str) -> CaseView:
        """The clerk has looked: no paper came. Send the same sheet, the same bytes, once more.

        Raises:
            NotNow: the sheet was taken by the printer already.
        """
        demand(session.clerk, "issue")
        send(self.bench, session, self._sheet(case_id).serial)
        return case_view(self.bench, case_id)

    def good(self, session: Session, case_id: str) -> CaseView:
        """The sheet is in the citizen's hand."""
        demand(session.clerk, "issue")
        with self._acting(session) as act:
            laying.move(act, self._sheet(case_id, act), SheetAct.COME_OUT)
            self._record(act, case_id, Act.GOOD, {})
        return case_view(self.bench, case_id)

    def spoiled(self, session: Session, case_id: str, reason: str) -> CaseView:
        """The sheet did not come out well; it is kept, and counted."""
        demand(session.clerk, "issue")
        with self._acting(session) as act:
            laying.move(act, self._sheet(case_id, act), SheetAct.SPOIL, reason=reason[:_LONGEST_REASON])
            self._record(act, case_id, Act.SPOIL, {})
        return case_view(self.bench, case_id)

    def reprint(self, session: Session, case_id: str, second: Second | None) -> CaseView:
        """A spoiled sheet is voided and replaced by one with a new serial; a sealed one by two people.

        Raises:
            NeedsSecond, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        old = self._sheet(case_id)
        by_two(old, second)
        laying.ready(self.bench)
        case, view = self._case(case_id), case_view(self.bench, case_id)
        JOURNEY.step(Step(case.step), Act.REPRINT)
        name = second.clerk.number if second else ""
        paper = _with_remark(
            self._paper(session, case, view), laying.replacing_remark(old, self.bench.clock.now())
        )
        about = About(case_id, old.holder, old.serial, old.reason, name)
        with reserving(self.bench, session, paper, about) as (act, laid):
            laying.move(act, self._sheet(case_id, act), SheetAct.VOID, reason=old.reason, second=name)
            self._record(act, case_id, Act.REPRINT, {"sheet": laid.paper.serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return case_view(self.bench, case_id)

    def abandon(self, session: Session, case_id: str, second: Second | None = None) -> CaseView:
        """Give the journey up; a spoiled sheet of it is voided, by two people if it bears a seal.

        Raises:
            NeedsSecond
        """
        case = self._case(case_id)
        with self._acting(session) as act:
            if case.step == Step.SPOILED:
                sheet = self._sheet(case_id, act)
                by_two(sheet, second)
                name = second.clerk.number if second else ""
                laying.move(act, sheet, SheetAct.VOID, reason=sheet.reason, second=name)
            self._record(act, case_id, Act.ABANDON, {})
        return case_view(self.bench, case_id)

    def _paper(self, session: Session, case: cases.Case, view: CaseView) -> Paper:
        at = self.bench.clock.now()
        if view.refusals:
            return notice_paper(self.bench, session, view, at)
        with self.bench.store.reading() as db:
            row = holders.by_id(db, case.facts["holder"])
        if row is None:
            raise HolderGone
        return slip_paper(self.bench, session, view, row, case.facts.get("described", {}), at)


def by_two(sheet: cases.Sheet, second: Second | None) -> None:
    """Demand a second person where the sheet bears a seal.

    Raises:
        NeedsSecond
    """
    if sheet.seal is not None and second is None:
        raise NeedsSecond


def _with_remark(paper: Paper, remark: str) -> Paper:
    fields = tuple((code, remark if code == "remark" else text) for code, text in paper.fields)
    return replace(paper, fields=fields)
