"""The line at the counter (排队叫号): a number a citizen, called in order, on a strip or by mouth.

The line is this terminal's own: a letter of its own keeps its numbers apart from those of other windows. Numbers of an
interruption are served first, and others in the order in which they got in line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from counter.desk import laying
from counter.desk.application_view import every_service
from counter.desk.bench import Bench
from counter.desk.find import the_sheet
from counter.desk.intake_views import ServiceView
from counter.desk.laying import About, reserving
from counter.desk.loose import QUEUE_SLIP, handed_over
from counter.desk.papers import made_paper, moment_words, unprintable
from counter.desk.queue_views import GENERAL, NumberView, QueueView, number_view
from counter.desk.rights import demand
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import Window
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.printing.paper import Paper
from counter.store import queue
from counter.store.apply import Kind
from counter.store.engine import Db
from counter.store.store import Acting
from counter.workflows.slip import Sheet, SheetAct

SHOWN: Final = 200
"""Numbers of a line that are read at most; nobody waits behind so many."""
_LAST_CALLED = 5
_LETTERS = 26
_KEPT_DAYS = 30
"""How long a number of an interruption is looked for."""
_TYPED = re.compile(r"0*([1-9][0-9]{0,3})")
_TYPED_FIRST = re.compile(r"优?([0-9]{2})([0-9]{2})-0*([1-9][0-9]{0,3})")


class NobodyWaits(Refused):
    """The line is empty."""

    happened = Text("现在没有人在排队。", "Nobody waits now.")
    next_step = Text("请取号后再叫。", "Please give out a number first.")


class NoSuchNumber(BadInput):
    """No such number was given out; values: ``number``."""

    happened = Text("没有发出过号码“{number}”。", "No number “{number}” was given out.")
    next_step = Text("请核对号条上的号码。", "Please compare the number on the strip.")


class WaitsAlready(Refused):
    """The number stands in line; values: ``number``."""

    happened = Text("{number} 正在排队。", "{number} is waiting already.")
    next_step = Text("请等候叫号。", "Please wait for the call.")


class Queue(Window):
    """Verbs about the line."""

    __slots__ = ()

    def show(self, session: Session) -> QueueView:
        """The line of today."""
        day = self.bench.clock.today()
        with self.bench.store.reading() as db:
            waiting = queue.in_state(db, day.isoformat(), "waiting", SHOWN)
            called = queue.in_state(db, day.isoformat(), "called", SHOWN)
            called.sort(key=lambda row: row.called_at, reverse=True)
            counts = [queue.count(db, day.isoformat(), state) for state in ("waiting", "called")]
            views = [
                tuple(number_view(self.bench, db, row) for row in rows)
                for rows in (waiting, called[:_LAST_CALLED])
            ]
        return QueueView(day, views[0], views[1], counts[0], counts[1])

    def services(self, session: Session) -> tuple[ServiceView, ...]:
        """What a number can be for, numbered in the order of the pack."""
        return every_service(self.bench)

    def take(self, session: Session, service: str = "", *, paper: bool = True) -> NumberView:
        """Give out the next number, for a service or for whatever it will be; without ``paper`` it is told by mouth.

        Number and serial are recorded together, before the printer is touched. Where the printer fails then, the number stands
        in line all the same, and its strip is printed again with ``print``.

        Raises:
            NotYourRole, NoSuchChoice
            PrinterNotReady: no number and no serial was used.
            PrinterProblem
        """
        demand(session.clerk, "draft")
        if service and service not in {one.code for one in every_service(self.bench)}:
            raise NoSuchChoice(key=service[:20])
        if not paper:
            with self.bench.store.acting(session.clerk.number) as act:
                return self._taken(act, self._next(act.db, service), "")
        laying.ready(self.bench, QUEUE_SLIP)
        return self._on_paper(session, service)

    def _on_paper(self, session: Session, service: str) -> NumberView:
        """A number on a strip; should somebody else have taken it while the strip was drawn, the next one."""
        while True:
            at = self.bench.clock.now()
            with self.bench.store.reading() as db:
                row = self._next(db, service)
                paper = self._paper(db, row, at)
            about = About(f"queue-{row.id}", "")
            try:
                with reserving(self.bench, session, paper, about, at) as (act, laid):
                    if self._next(act.db, service).n != row.n:
                        raise _TakenMeanwhile
                    view = self._taken(act, row, laid.paper.serial)
            except _TakenMeanwhile:
                continue
            sheet = handed_over(self.bench, session, laid.paper.serial, laid.pdf)
            return replace(view, sheet=sheet)

    def next(self, session: Session) -> NumberView:
        """Call the next one to this window.

        Raises:
            NotYourRole, NobodyWaits
        """
        demand(session.clerk, "draft")
        today = self.bench.clock.today().isoformat()
        with self.bench.store.acting(session.clerk.number) as act:
            if not (waiting := queue.in_state(act.db, today, "waiting", 1)):
                raise NobodyWaits
            act.record(Kind.QUEUE_CALLED, waiting[0].id, {})
            return self._view_of(act.db, waiting[0].id)

    def back(self, session: Session, number: str) -> NumberView:
        """Let a number get in line again: who missed the call, at the end; who holds a notice of an interruption, first.

        Raises:
            NotYourRole, NoSuchNumber, WaitsAlready
        """
        demand(session.clerk, "draft")
        today = self.bench.clock.today()
        with self.bench.store.acting(session.clerk.number) as act:
            row = self._known(act.db, number)
            if row.state == "waiting" and row.day == today.isoformat():
                raise WaitsAlready(number=row.number)
            act.record(Kind.QUEUE_BACK, row.id, {"day": today.isoformat()})
            return self._view_of(act.db, row.id)

    def print(self, session: Session, number: str) -> NumberView:
        """Print the strip of a number anew; the one before is void. One of which nobody said yet what became is given back.

        Raises:
            NotYourRole, NoSuchNumber, PrinterNotReady, PrinterProblem
        """
        demand(session.clerk, "draft")
        at = self.bench.clock.now()
        with self.bench.store.reading() as db:
            row = self._known(db, number)
            view, paper = number_view(self.bench, db, row), self._paper(db, row, at)
        if view.sheet is not None and view.sheet.state in {Sheet.RESERVED, Sheet.SENT}:
            return view
        laying.ready(self.bench, QUEUE_SLIP)
        about = About(f"queue-{row.id}", "", replaces=row.sheet)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            if view.sheet is not None and view.sheet.state == Sheet.OUT:
                laying.move(act, the_sheet(act.db, row.sheet), SheetAct.VOID, reason=_REPLACED)
            act.record(Kind.QUEUE_PRINTED, row.id, {"sheet": laid.paper.serial})
        sheet = handed_over(self.bench, session, laid.paper.serial, laid.pdf)
        return replace(view, sheet=sheet)

    def _taken(self, act: Acting, row: queue.QueueNumber, serial: str) -> NumberView:
        record_taken(act, row._replace(sheet=serial))
        return self._view_of(act.db, row.id)

    def _view_of(self, db: Db, number_id: str) -> NumberView:
        row = queue.by_id(db, number_id)
        if row is None:
            raise NoSuchNumber(number=number_id[:20])
        return number_view(self.bench, db, row)

    def _next(self, db: Db, service: str) -> queue.QueueNumber:
        """The number that would be given out now."""
        day = self.bench.clock.today()
        n = queue.last(db, day.isoformat(), first=False) + 1
        return a_number(day, n, number_of(self.bench.station.terminal, n), service, "waiting")

    def _known(self, db: Db, typed: str) -> queue.QueueNumber:
        """The number somebody typed or read out: ``A 018``, ``a18``, ``18``, ``优 1122-07``.

        Raises:
            NoSuchNumber
        """
        text, today = re.sub(r"\s+", "", typed).upper(), self.bench.clock.today()
        if first := _TYPED_FIRST.fullmatch(text):
            month, day, n = (int(part) for part in first.groups())
            given = _last_such_day(today, month, day)
            found = queue.by_id(db, id_of(given, f"优{int(n)}")) if given else None
        else:
            plain = _TYPED.fullmatch(text.removeprefix(letter_of(self.bench.station.terminal)))
            found = queue.by_id(db, id_of(today, plain[1])) if plain else None
        if found is None:
            raise NoSuchNumber(number=typed[:20])
        return found

    def _paper(self, db: Db, row: queue.QueueNumber, at: datetime) -> Paper:
        """The strip of a number, without serial; no word of a citizen is on it."""
        known, bench = self.bench.rules.services(self.bench.station.jurisdiction), self.bench
        words = {
            "station": bench.settings.station.full_name,
            "number": row.number,
            "service": known[row.service].text.zh if row.service in known else GENERAL.zh,
            "ahead": f"{self._ahead(db, row)} 人",
            "window": f"{bench.station.terminal} 号窗口",
            "taken-at": moment_words(at),
        }
        return made_paper(bench, QUEUE_SLIP, words, unprintable(bench, words))

    def _ahead(self, db: Db, row: queue.QueueNumber) -> int:
        """How many are called before this number, as the line stands now."""
        waiting = queue.in_state(db, self.bench.clock.today().isoformat(), "waiting", SHOWN)
        order = [one.id for one in waiting]
        return order.index(row.id) if row.id in order else len(order)


class _TakenMeanwhile(Exception):
    """Another program of this terminal gave the number out first."""


_REPLACED = "号条重打"


def record_taken(act: Acting, row: queue.QueueNumber) -> None:
    """Record that a number was given out."""
    body = {
        "day": row.given_on, "n": row.n, "number": row.number, "first": row.first, "service": row.service,
        "state": row.state, "sheet": row.sheet,
    }  # fmt: skip
    act.record(Kind.QUEUE_TAKEN, row.id, body)


def a_number(day: date, n: int, number: str, service: str, state: str) -> queue.QueueNumber:
    """A number that nobody has yet; one that is only promised is served first later."""
    first = state == "promised"
    given = day.isoformat()
    key = id_of(day, f"优{n}" if first else str(n))
    return queue.QueueNumber(key, given, n, number, first, service, state, given, 0, "", "", "", "")


def id_of(day: date, n: str) -> str:
    """The key of a number: ``2026-11-22-18``; of one that is served first ``2026-11-22-优7``."""
    return f"{day.isoformat()}-{n}"


def number_of(terminal: int, n: int) -> str:
    """``A 018``: the letter of the terminal and three places."""
    return f"{letter_of(terminal)} {n:03d}"


def letter_of(terminal: int) -> str:
    """``A`` for the first terminal, ``Z`` for the 26th, then ``T27``."""
    return chr(ord("A") + terminal - 1) if terminal <= _LETTERS else f"T{terminal:02d}"


def first_number(day: date, n: int) -> str:
    """``优 1122-07``: the day and a number of its own, so that it is found on a later day."""
    return f"优 {day:%m%d}-{n:02d}"


def next_first(bench: Bench, db: Db) -> queue.QueueNumber:
    """The number that the next notice of an interruption promises."""
    day = bench.clock.today()
    n = queue.last(db, day.isoformat(), first=True) + 1
    return a_number(day, n, first_number(day, n), "", "promised")


def _last_such_day(today: date, month: int, day: int) -> date | None:
    """The newest day of this month and day that is not longer ago than numbers are kept."""
    days = (today - timedelta(days=back) for back in range(_KEPT_DAYS + 1))
    return next((one for one in days if (one.month, one.day) == (month, day)), None)
