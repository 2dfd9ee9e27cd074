"""Many confirmation slips from a list (批量开具): each a journey, a sheet and a record of its own; a stopped run is run again.

A line's journey is named after the list and the citizen, so that running the list again finds what was printed. One sheet at a
time goes to the printer: after a power cut at most one is in doubt, and that one is asked about, never sent again silently.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from counter.desk import laying
from counter.desk.batch_lines import Asked, lines_of
from counter.desk.beside import lay_beside
from counter.desk.cases import SERVICE, explained, holder_view, shown_choices
from counter.desk.laying import About, reserving, send
from counter.desk.papers import slip_paper
from counter.desk.rights import demand
from counter.desk.slip import Slip
from counter.desk.taking import read_words
from counter.desk.views import CaseView, Choice, Session
from counter.errors import CounterError, Refused
from counter.locale import Text
from counter.rules.answer import Refusal
from counter.store import cases, holders
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

_NOT_READ = Text("没有写明已由本人核对", "the list does not say that the holder read it")
_NO_SUCH_DOCUMENT = Text("不认识的证件“{shown}”", "no such document: {shown}")
_TWICE = Text("与第 {line} 行是同一个号码", "the same number as in line {line}")
_NO_GLYPH = Text("{points} 没有字形，请到窗口办理", "{points}: no glyph; please issue it at the window")


class SheetUnsure(Refused):
    """The last run stopped while a sheet was on its way to the printer."""

    happened = Text(
        "上次停下时，{serial} 正在送打印，不知道纸出来没有。",
        "When the last run stopped, {serial} was on its way to the printer; whether it came out is not known.",
    )
    kept = Text(
        "它的编号和内容都在，没有再送一次。", "Its serial and content are kept; it was not sent again."
    )
    next_step = Text(
        "请看打印机：纸出来了用 --unsure out，没有出来用 --unsure resend，然后继续。",
        "Please look at the printer: --unsure out if the paper is there, --unsure resend if not; then it goes on.",
    )


class LeftNotKept(CounterError):
    """The folder of the list takes no file of the lines without a slip."""

    happened = Text(
        "没有开具的 {count} 行无法写到 {folder}：{reason}。",
        "The {count} lines without a slip could not be written to {folder}: {reason}.",
    )
    kept = Text("已开具的都在册。", "What was issued is on record.")
    next_step = Text(
        "请把名单放到可写的文件夹再办一次，已开的不会重开。",
        "Please put the list where the folder can be written and run it again; nothing is issued twice.",
    )


@dataclass(frozen=True, slots=True)
class Left:
    """A line that got no slip, and why."""

    asked: Asked
    reason: Text


@dataclass(frozen=True, slots=True)
class Batched:
    """What a run did; ``before`` counts the lines that had their slip already, ``file`` has those that got none."""

    issued: tuple[str, ...]
    before: int
    left: tuple[Left, ...]
    file: Path | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was said of the sheets of a list; ``open`` are those of which nothing is said yet."""

    out: int
    spoiled: int
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A line that the rules allow: whose slip, what was shown."""

    asked: Asked
    case_id: str
    row: holders.Holder
    shown: Choice


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
        for done, (line, wanted) in enumerate(self._wanted(label, asked), 1):
            if wanted is None:
                before += 1
            elif isinstance(wanted, Text):
                left.append(Left(line, marked(wanted)))
            else:
                issued.append(self._issue(session, wanted))
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

    def _wanted(self, label: str, asked: Sequence[Asked]) -> Iterator[tuple[Asked, _Wanted | Text | None]]:
        """Each line with what is to be printed, or why nothing is; None for what was printed before."""
        seen: dict[str, int] = {}
        choices = shown_choices(self.bench, self.bench.clock.today())
        for line in asked:
            try:
                number = CitizenNumber.parse(line.number, self.bench.clock.today()).text
            except CounterError as problem:
                yield line, Text(problem.sentences("zh")[0], problem.sentences("en")[0])
                continue
            if (first := seen.setdefault(number, line.line)) != line.line:
                yield line, _TWICE.format(line=first)
            elif self._sheet_of(case_id := _case_id(label, number)) is not None:
                yield line, None
            else:
                yield line, self._allowed(line, case_id, number, choices)

    def _allowed(self, line: Asked, case_id: str, number: str, choices: Sequence[Choice]) -> _Wanted | Text:
        """The slip that the rules of this day allow for a line, or their refusal with its article."""
        chosen = next((c for c in choices if line.shown in {c.code, c.key, c.text.zh}), None)
        if chosen is None:
            return _NO_SUCH_DOCUMENT.format(shown=line.shown[:40])
        with self.bench.store.reading() as db:
            row = holders.by_number(db, number)
        facts = {"shown": chosen.code} | ({"holder": row.id} if row else {"searched": number})
        case = cases.Case(case_id, SERVICE, "", "", self._now().isoformat(), facts, False, True, 0)
        refusals = explained(self.bench, case, row).refusals
        if refusals or row is None:
            return _refused(refusals)
        if not line.read_back:
            return _NOT_READ
        if missing := holder_view(self.bench, row).missing:
            return _NO_GLYPH.format(points="、".join(point for _, point in missing))
        return _Wanted(line, case_id, row, chosen)

    def _issue(self, session: Session, wanted: _Wanted) -> str:
        """One line from its journey to the printer: all that is known in one transaction, then the paper."""
        at = self._now()
        paper = slip_paper(self.bench, session, self._view(session, wanted, at), wanted.row, {}, at)
        laying.ready(self.bench)
        about = About(wanted.case_id, wanted.row.name)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            self._walk(act, wanted, laid.paper.serial)
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return laid.paper.serial

    def _walk(self, act: Acting, wanted: _Wanted, serial: str) -> None:
        """The journey's steps, as at the window; it does not wait on the clerk's page, the list does."""
        act.record(Kind.CASE_OPENED, wanted.case_id, {"service": SERVICE, "step": JOURNEY.start})
        steps: tuple[tuple[Act, dict[str, Any]], ...] = (
            (Act.CHOOSE, {"holder": wanted.row.id}),
            (Act.SHOW, {"shown": wanted.shown.code}),
            (Act.CONFIRM, {"agreed": read_words(wanted.row)}),
            (Act.PRINT, {"sheet": serial}),
        )
        at = JOURNEY.start
        for step, facts in steps:
            at = JOURNEY.step(at, step)
            body = {"act": step, "to": at, "facts": facts, "open": step is not Act.PRINT}
            act.record(Kind.CASE_MOVED, wanted.case_id, body)

    def _view(self, session: Session, wanted: _Wanted, at: datetime) -> CaseView:
        """The journey as the slip wants to see it."""
        title = self.bench.rules.service(self.bench.station.jurisdiction, SERVICE).text
        holder = holder_view(self.bench, wanted.row)
        number = session.clerk.number
        return CaseView(
            wanted.case_id, SERVICE, title, Step.PREVIEW, number, at, holder=holder, shown=wanted.shown
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
            if (sheet := self._sheet_of(_case_id(label, number))) is not None and sheet not in found:
                found.append(sheet)
        return found

    def _sheet_of(self, case_id: str) -> cases.Sheet | None:
        with self.bench.store.reading() as db:
            case = cases.case(db, case_id)
            return cases.sheet(db, case.facts["sheet"]) if case and "sheet" in case.facts else None

    def _now(self) -> datetime:
        return self.bench.clock.now()


def _case_id(label: str, number: str) -> str:
    """The journey of a citizen in a list: the same whenever the list is run."""
    return hashlib.sha256(f"{label}\0{number}".encode(errors="replace")).hexdigest()[:16]


def _kept_beside(path: Path, left: Sequence[Left]) -> Path:
    """The lines without a slip beside the list, with their reasons; mended, the file is a list itself."""
    rows = [{"_line": str(one.asked.line), "_problem": one.reason.zh, **one.asked.words} for one in left]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    try:
        return lay_beside(path, "left", rows, columns)
    except OSError as problem:
        raise LeftNotKept(count=len(left), folder=path.parent, reason=problem.strerror) from problem


def _refused(refusals: Sequence[Refusal]) -> Text:
    """A refusal in one line, with its article."""
    told = [Text(f"{r.text.zh}（{r.source.text.zh}）", f"{r.text.en} ({r.source.text.en})") for r in refusals]
    return Text("；".join(t.zh for t in told), "; ".join(t.en for t in told))


def _is_out(sheet: cases.Sheet) -> bool:
    """Whether the printer took it and nobody said yet what came of it."""
    return sheet.state == Sheet.SENT
