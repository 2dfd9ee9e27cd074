"""The notice of an interruption (暂停办理告知书): why the counter cannot serve, what still can be done, where else to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from counter.desk import laying
from counter.desk.laying import About, reserving
from counter.desk.loose import OUTAGE, handed_over, unsettled
from counter.desk.papers import made_paper, moment_words, signed, unprintable
from counter.desk.queue import next_first, record_taken
from counter.desk.rights import demand
from counter.desk.row_papers import with_rows
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session, SheetView
from counter.desk.window import Window
from counter.errors import BadInput
from counter.locale import Text
from counter.printing.paper import Paper
from counter.store import queue
from counter.values.remark import remark

_UNKNOWN = "暂时不能确定，请先致电。"
_PRIORITY = "恢复办理后持本单到窗口优先办理，不必重新取号。"
_ADVICE = "材料预审和一次性告知；咨询。"


@dataclass(frozen=True, slots=True)
class Interruption:
    """What the notice says of an interruption; ``expected`` "" where nobody knows when it ends."""

    reason: str
    affected: str
    available: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """A usual cause, with the words that are offered for it."""

    code: str
    text: Text
    offered: Interruption


def _cause(code: str, zh: str, en: str, reason: str, affected: str, available: str = _ADVICE) -> Cause:
    return Cause(code, Text(zh, en), Interruption(reason, affected, available))


CAUSES: Final = (
    _cause(
        "network", "网络中断", "no network", "网络中断，不能联网核验和上传。",
        "须联网核验或者当场上传的业务，当场不能办结。",
        "材料预审和一次性告知；受理登记，恢复联网后上传；已到所证件的领取；本机有记录的确认单。",
    ),
    _cause(
        "system", "上级系统中断", "the authority's system is down", "上级信息系统中断，不能联网核验。",
        "须联网核验的业务，当场不能办结。",
        "材料预审和一次性告知；受理登记，恢复后上传；已到所证件的领取；本机有记录的确认单。",
    ),
    _cause(
        "printer", "打印机故障", "the printer fails", "打印机故障，不能出具单据。",
        "须当场出具盖章单据的业务：确认单、证明、受理回执。", "材料预审；咨询；不需要出具单据的办理事项。",
    ),
    _cause("terminal", "本机故障", "this terminal fails", "窗口设备故障。", "本窗口的全部业务。"),
    _cause("power", "停电", "no electricity", "停电。", "本窗口的全部业务。"),
)  # fmt: skip
"""The usual causes, in the order in which they are offered."""


class WordsMissing(BadInput):
    """A notice without a reason, or without what cannot be done, tells nothing."""

    happened = Text("没有写明暂停的原因或暂停的业务。", "The reason, or what is not possible, is missing.")
    next_step = Text("请写明后再打印。", "Please say both, then print.")


class Outage(Window):
    """Verbs about an interruption."""

    __slots__ = ()

    def causes(self, session: Session) -> tuple[Cause, ...]:
        """The usual causes with the words offered for each; any of them may be changed before printing."""
        return CAUSES

    def offered(self, session: Session, code: str) -> Interruption:
        """The words offered for a cause.

        Raises:
            NoSuchChoice
        """
        for cause in CAUSES:
            if cause.code == code:
                return cause.offered
        raise NoSuchChoice(key=code[:20])

    def print(
        self, session: Session, told: Interruption, since: datetime | None = None, *, priority: bool = True
    ) -> SheetView:
        """Print a notice for one citizen (A5); with ``priority`` it promises a number that is served first on return.

        The promised number and the serial are recorded together. Since when: now, unless a moment is given. A notice of which
        nobody said yet whether it came out is given back to be asked after.

        Raises:
            NotYourRole, WordsMissing, RemarkHasHiddenCharacter, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "draft")
        words = {field: remark(text) for field, text in asdict(told).items()}
        if not words["reason"] or not words["affected"]:
            raise WordsMissing
        if (waiting := unsettled(self.bench, self._about().case_id)) is not None:
            return waiting
        laying.ready(self.bench, OUTAGE)
        return self._printed(session, words, since, priority=priority)

    def _printed(
        self, session: Session, words: Mapping[str, str], since: datetime | None, *, priority: bool
    ) -> SheetView:
        while True:
            at = self.bench.clock.now()
            with self.bench.store.reading() as db:
                row = next_first(self.bench, db) if priority else None
            paper = self._paper(session, words, row, since or at, at)
            try:
                with reserving(self.bench, session, paper, self._about(), at) as (
                    act,
                    laid,
                ):
                    if row is not None and next_first(self.bench, act.db).n != row.n:
                        raise _TakenMeanwhile
                    if row is not None:
                        record_taken(act, row._replace(sheet=laid.paper.serial))
            except _TakenMeanwhile:
                continue
            return handed_over(self.bench, session, laid.paper.serial, laid.pdf)

    def _about(self) -> About:
        return About(f"outage-{self.bench.clock.today()}", "")

    def _paper(
        self,
        session: Session,
        told: Mapping[str, str],
        row: queue.QueueNumber | None,
        since: datetime,
        at: datetime,
    ) -> Paper:
        bench = self.bench
        words = signed(bench, session, at) | {
            "since": moment_words(since),
            "reason": told["reason"],
            "affected": told["affected"],
            "available": told["available"] or "无。",
            "expected": told["expected"] or _UNKNOWN,
            "priority": row.number if row else "",
            "priority-until": _PRIORITY if row else "",
            "phone": bench.settings.station.phone,
        }
        paper = made_paper(bench, OUTAGE, words, unprintable(bench, words))
        return with_rows(bench, paper, [asdict(site) for site in bench.settings.site])


class _TakenMeanwhile(Exception):
    """Another program of this terminal promised the number first."""
