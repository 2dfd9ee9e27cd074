"""Many confirmation slips from a list (批量开具): each a journey, a sheet and a record of its own; a stopped run is run again.

A line's journey is named after the list and the citizen, so that running the list again finds what was printed. One sheet at a
time goes to the printer: after a power cut at most one is in doubt, and that one is asked about, never sent again silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from counter.desk import laying
from counter.desk.batch_lines import Asked, lines_of
from counter.desk.batch_views import Batched, Left, LeftNotKept, Settled, SheetUnsure
from counter.desk.batch_wanted import Wanted, case_id_of, sheet_of, wanted
from counter.desk.beside import lay_beside
from counter.desk.cases import SERVICE, holder_view
from counter.desk.laying import About, reserving, send
from counter.desk.papers import slip_paper
from counter.desk.rights import demand
from counter.desk.slip import Slip
from counter.desk.taking import read_words
from counter.desk.views import CaseView, Session
from counter.errors import CounterError, of_the_system
from counter.locale import Text
from counter.store import cases
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.values.citizen_number import CitizenNumber
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.slip import JOURNEY, Act, Sheet, SheetAct, Step

Progress = Callable[[int, int], None]
"""Called with lines done and lines in all."""
Unsure = Literal["", "resend", "out"]
"""What the clerk says of the one sheet that was on its way when a run stopped: nothing yet, no paper came, it came out."""


class Batch(Slip):
    """The verbs about a list."""

    __slots__ = ()

    def issue(
        self,
        session: Session,
        path: Path,
        name: str = "",
        *,
        unsure: Unsure = "",
        progress: Progress | None = None,
    ) -> Batched:
        """Print a slip for every line that has none yet. ``name`` tells lists apart; the file's own by default.

        Raises:
            NotYourRole, ListUnreadable
            SheetUnsure: one sheet was on its way when the last run stopped, and ``unsure`` does not say what came of it.
            PrinterNotReady, PrinterProblem: what was printed before stands; run the list again.
            LeftNotKept: everything is printed, the lines without a slip could not be set aside.
        """
        demand(session.clerk, "issue")
        asked, label = tuple(lines_of(path)), name or path.name
        self._settle_unsure(session, label, asked, unsure)
        issued, left, before = [], [], 0
        for done, (line, found) in enumerate(wanted(self.bench, label, asked), 1):
            if found is None:
                before += 1
            elif isinstance(found, Text):
                left.append(Left(line, marked(found)))
            else:
                issued.append(self._issue(session, found))
            if progress:
                progress(done, len(asked))
        return Batched(tuple(issued), before, tuple(left), _kept_beside(path, left) if left else None)

    def settle(
        self,
        session: Session,
        path: Path,
        name: str = "",
        *,
        spoiled: Sequence[str] = (),
        reason: str = "",
    ) -> Settled:
        """Say what came of the sheets of a list: all of them out, but for those named as spoiled.

        Raises:
            NotYourRole, ListUnreadable, RemarkHasHiddenCharacter
        """
        demand(session.clerk, "issue")
        said, bad, out = remark(reason), set(spoiled), 0
        waiting = [sheet for sheet in self._sheets(name or path.name, lines_of(path)) if _is_out(sheet)]
        for sheet in waiting:
            if sheet.serial in bad:
                self.spoiled(session, sheet.case_id, said)
            else:
                self.good(session, sheet.case_id)
                out += 1
        still = [
            s.serial for s in self._sheets(name or path.name, lines_of(path)) if s.state == Sheet.RESERVED
        ]
        return Settled(out, len(waiting) - out, tuple(still))

    # ---------------------------------------------------------------------------------------------------------------

    def _issue(self, session: Session, line: Wanted) -> str:
        """One line from its journey to the printer: all that is known in one transaction, then the paper."""
        at = self._now()
        paper = slip_paper(self.bench, session, self._view(session, line, at), line.row, {}, at)
        laying.ready(self.bench)
        about = About(line.case_id, line.row.name)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            self._walk(act, line, laid.paper.serial)
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return laid.paper.serial

    def _walk(self, act: Acting, line: Wanted, serial: str) -> None:
        """The journey's steps, as at the window; it does not wait on the clerk's page, the list does."""
        act.record(Kind.CASE_OPENED, line.case_id, {"service": SERVICE, "step": JOURNEY.start})
        steps: tuple[tuple[Act, dict[str, Any]], ...] = (
            (Act.CHOOSE, {"holder": line.row.id}),
            (Act.SHOW, {"shown": line.shown.code}),
            (Act.CONFIRM, {"agreed": read_words(line.row)}),
            (Act.PRINT, {"sheet": serial}),
        )
        at = JOURNEY.start
        for step, facts in steps:
            at = JOURNEY.step(at, step)
            body = {"act": step, "to": at, "facts": facts, "open": step is not Act.PRINT}
            act.record(Kind.CASE_MOVED, line.case_id, body)

    def _view(self, session: Session, line: Wanted, at: datetime) -> CaseView:
        """The journey as the slip wants to see it."""
        title = self.bench.rules.service(self.bench.station.jurisdiction, SERVICE).text
        holder = holder_view(self.bench, line.row)
        number = session.clerk.number
        return CaseView(
            line.case_id, SERVICE, title, Step.PREVIEW, number, at, holder=holder, shown=line.shown
        )

    def _settle_unsure(self, session: Session, label: str, asked: Sequence[Asked], unsure: Unsure) -> None:
        """What the clerk says of a sheet that was on its way.

        Raises:
            SheetUnsure, PrinterProblem
        """
        for sheet in self._sheets(label, asked):
            if sheet.state != Sheet.RESERVED:
                continue
            if unsure == "resend":
                send(self.bench, session, sheet.serial)
            elif unsure == "out":
                self._came_out(session, sheet)
            else:
                raise SheetUnsure(serial=sheet.serial)

    def _came_out(self, session: Session, sheet: cases.Sheet) -> None:
        with self._acting(session) as act:
            laying.move(act, sheet, SheetAct.COME_OUT)
            self._record(act, sheet.case_id, Act.GOOD, {})

    def _sheets(self, label: str, asked: Sequence[Asked] | Iterator[Asked]) -> list[cases.Sheet]:
        """The sheets that lines of the list have already."""
        today, found = self.bench.clock.today(), []
        for line in asked:
            try:
                number = CitizenNumber.parse(line.number, today).text
            except CounterError:
                continue
            if (sheet := sheet_of(self.bench, case_id_of(label, number))) is not None and sheet not in found:
                found.append(sheet)
        return found

    def _now(self) -> datetime:
        return self.bench.clock.now()


def _kept_beside(path: Path, left: Sequence[Left]) -> Path:
    """The lines without a slip beside the list, with their reasons; mended, the file is a list itself."""
    rows = [{"_line": str(one.asked.line), "_problem": one.reason.zh, **one.asked.words} for one in left]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    try:
        return lay_beside(path, "left", rows, columns)
    except OSError as problem:
        raise LeftNotKept(count=len(left), folder=path.parent, reason=of_the_system(problem)) from problem


def _is_out(sheet: cases.Sheet) -> bool:
    """Whether the printer took it and nobody said yet what came of it."""
    return sheet.state == Sheet.SENT
