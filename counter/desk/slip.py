"""The confirmation slip (确认单): a journey of taking in, and then the paper, verb by verb."""

from __future__ import annotations

from datetime import datetime

from counter.desk import laying
from counter.desk.cases import case_view
from counter.desk.laying import About, reserving, send
from counter.desk.papers import notice_paper, slip_paper, with_remark
from counter.desk.preview import preview_lines
from counter.desk.rights import Second, by_two, demand
from counter.desk.taking import Taking, read_words
from counter.desk.views import CaseView, PreviewSpan, Session
from counter.errors import Refused
from counter.locale import Language, Text
from counter.printing.paper import Paper
from counter.store import cases
from counter.store.store import Acting
from counter.values.remark import remark
from counter.workflows.slip import JOURNEY, Act, SheetAct, Step

_REFUSED = frozenset({Step.REFUSAL, Step.NOTICE_OUT, Step.REFUSED})


class HolderChanged(Refused):
    """The register has other words for the holder than the citizen has read, or the permit is not valid any more."""

    happened = Text(
        "核对之后，登记册里这位持有人的内容变了。",
        "The register changed its words for this holder since they were read back.",
    )
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text(
        "请退一步重新核对；已打坏的纸请放弃作废，再重新开始。",
        "Please step back and read again; with a spoiled sheet, give the case up and start again.",
    )


class NotRefusedAnyMore(Refused):
    """The register was brought up to date, and the reason of the refusal is gone."""

    happened = Text(
        "拒绝的理由已经不存在：登记册刚刚更新。",
        "The reason of the refusal is gone: the register was updated.",
    )
    kept = Text("没有打印告知书。", "No notice was printed.")
    next_step = Text("请退一步，继续办理。", "Please step back and go on.")


class MovedMeanwhile(Refused):
    """Somebody else moved the journey between drawing the page and reserving its serial."""

    happened = Text("这笔业务刚在别的窗口变动。", "This case was just moved at another window.")
    kept = Text("没有打印，没有用掉编号。", "Nothing was printed, no serial was used.")
    next_step = Text("请重新打开这笔业务。", "Please open the case again.")


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
        """The sheet that would be printed now, as text; the number is masked unless unmasking was recorded.

        Raises:
            HolderChanged, NotRefusedAnyMore: it would not be printed.
        """
        case = self._case(case_id)
        paper = self._paper(session, case, case_view(self.bench, case_id), self.bench.clock.now())
        return preview_lines(self.bench, paper, columns, language, unmasked=unmasked)

    def print(self, session: Session, case_id: str) -> CaseView:
        """Print the slip, or the notice of a refusal: serial first, then the printer.

        A permit that stopped being valid since the holder was chosen leads to the refusal, and nothing is printed.

        Raises:
            HolderChanged, NotRefusedAnyMore, MovedMeanwhile: nothing was printed.
            PrinterNotReady, MissingGlyphs, DoesNotFit: no serial was used.
            PrinterProblem: the serial is reserved and its sheet not printed; send it again or give it up.
        """
        demand(session.clerk, "issue")
        case, at = self._case(case_id), self.bench.clock.now()
        JOURNEY.step(Step(case.step), Act.PRINT)
        if case.step == Step.PREVIEW and (refused := self._no_longer(case_id)):
            return self._move(session, case_id, Act.REFUSE, {}, refused)
        view = case_view(self.bench, case_id)
        paper = self._paper(session, case, view, at)
        laying.ready(self.bench)
        about = About(
            case_id, view.holder.name if view.holder else view.searched, self._replaced(case, paper.form)
        )
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            self._unmoved(act, case)
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
        """The sheet did not come out well; it is kept, and counted. One without a seal is void at once.

        Raises:
            RemarkHasHiddenCharacter
        """
        demand(session.clerk, "issue")
        said = remark(reason)
        with self._acting(session) as act:
            laying.move(act, self._sheet(case_id, act), SheetAct.SPOIL, reason=said)
            if (sheet := self._sheet(case_id, act)).seal is None:
                laying.move(act, sheet, SheetAct.VOID, reason=said)
            self._record(act, case_id, Act.SPOIL, {})
        return case_view(self.bench, case_id)

    def reprint(self, session: Session, case_id: str, second: Second | None) -> CaseView:
        """A spoiled sheet is voided and replaced by one with a new serial; a sealed one by two people.

        Raises:
            NeedsSecond, NeedsSomebodyElse, HolderChanged, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "issue")
        old = self._sheet(case_id)
        name = by_two(session, old, second)
        case, view, at = self._case(case_id), case_view(self.bench, case_id), self.bench.clock.now()
        JOURNEY.step(Step(case.step), Act.REPRINT)
        paper = with_remark(self._paper(session, case, view, at), laying.replacing_remark(old, at))
        laying.ready(self.bench)
        about = About(case_id, old.holder, old.serial, old.reason, name)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            self._unmoved(act, case)
            laying.move(act, self._sheet(case_id, act), SheetAct.VOID, reason=old.reason, second=name)
            self._record(act, case_id, Act.REPRINT, {"sheet": laid.paper.serial})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return case_view(self.bench, case_id)

    def abandon(self, session: Session, case_id: str, second: Second | None = None) -> CaseView:
        """Give the journey up; a spoiled sheet of it is voided, by two people if it bears a seal.

        Raises:
            NeedsSecond, NeedsSomebodyElse
        """
        with self._acting(session) as act:
            if self._case(case_id, act).step == Step.SPOILED:
                sheet = self._sheet(case_id, act)
                name = by_two(session, sheet, second)
                laying.move(act, sheet, SheetAct.VOID, reason=sheet.reason, second=name)
            self._record(act, case_id, Act.ABANDON, {})
        return case_view(self.bench, case_id)

    def _paper(self, session: Session, case: cases.Case, view: CaseView, at: datetime) -> Paper:
        """The notice where the journey was refused, else the slip the citizen agreed to.

        Raises:
            NotRefusedAnyMore, HolderChanged, HolderGone
        """
        if case.step in _REFUSED:
            if not view.refusals:
                raise NotRefusedAnyMore
            return notice_paper(self.bench, session, view, at)
        row = self._holder(case.id)
        if view.refusals or case.facts.get("agreed", read_words(row)) != read_words(row):
            raise HolderChanged
        return slip_paper(self.bench, session, view, row, case.facts.get("described", {}), at)

    def _replaced(self, case: cases.Case, form: str) -> str:
        """The spoiled sheet of the same form that a new one takes the place of; only a notice comes here a second time."""
        if "sheet" not in case.facts:
            return ""
        old = self._sheet(case.id)
        return old.serial if old.form == form and not old.replaced_by else ""

    def _unmoved(self, act: Acting, case: cases.Case) -> None:
        """See that nobody moved the journey since the page was drawn.

        Raises:
            MovedMeanwhile
        """
        if self._case(case.id, act).facts != case.facts:
            raise MovedMeanwhile
