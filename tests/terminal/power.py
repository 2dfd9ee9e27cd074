"""Clerks whose power fails: each journey goes on across the cuts, and after every cut the books are looked at."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.terminal import Terminal
from counter.build import open_desk
from counter.desk.desk import Desk
from counter.places import Places
from counter.store import cases
from counter.workflows.slip import Sheet

from .clerk import as_bytes, station_of
from .jobs import HOME, Job, Place
from .live import Live, live_field

WORKING = "正在办理"
"""Stands on the screen while something takes its time: nobody presses again then."""
SIGNING_IN = "请输入警号和口令"
SEARCHING = "找谁，或哪张纸"
PATIENCE = 3.0
KEPT_AFTER = 1.0
"""Seconds after which what stands in a field must be on disk."""
START = 1.5
"""Seconds that a start takes at most; on a machine that is slower than that, everything is."""
WAY = 6.0
"""Seconds that the way to the work takes at most."""


@dataclass
class Power:
    """A station whose power fails again and again under one kind of work."""

    root: Path
    job: Job
    dice: random.Random
    killed_at: Counter[str] = field(default_factory=Counter)
    _expected: Place = field(default_factory=lambda: Place(HOME))
    _first: Place = field(default_factory=lambda: Place(HOME))
    _homes: int = 0
    _unsent: set[str] = field(default_factory=set)

    def fresh(self) -> Path:
        """A new station of the job's city, ready for its work."""
        pristine = self.root / "pristine"
        if not pristine.exists():
            self.job.fits_up(self.root)
            desk = self.desk(pristine)
            self.job.prepare(desk)
            self._first = self.job.reopens_at(desk)
            desk.close()
        self._homes += 1
        self._unsent = set()
        self.home = self.root / f"home-{self._homes}"
        shutil.copytree(pristine, self.home)
        self._expected, self.job.home = self._first, self.home
        self.job.renewed()
        return self.home

    def desk(self, home: Path) -> Desk:
        """The desk of a station, to look at its books."""
        return open_desk(Places(home, self.job.data, self.job.city))

    def fails(self, lives: int) -> None:
        """So many lives, each ended by SIGKILL, each followed by a look at everything."""
        self.fresh()
        for _ in range(lives):
            seen = self._live()
            last = seen.screen
            self.killed_at[where(last)] += 1
            desk = self.desk(self.home)
            try:
                self._unsent |= proven(desk, self.home, self._unsent)
                self.job.holds(desk, last, seen.live if seen.stood >= KEPT_AFTER else None)
                if seen.stood >= KEPT_AFTER and WORKING not in last:
                    self.job.stays(desk, last, seen.live)
                self._expected = self.job.reopens_at(desk)
                used_up = self.job.finished(desk)
            except AssertionError as wrong:
                wrong.add_note(f"it had stood for {seen.stood:.2f} s, the live field {seen.live}:\n{last}")
                raise
            finally:
                desk.close()
            if used_up:
                self.fresh()

    def _live(self) -> Seen:
        """Start, look whether everything stands as it stood, work until the power fails; gives what was seen last."""
        terminal = Terminal(self.job.command, COUNTER_HOME=str(self.home))
        self.job.begins()
        try:
            if self.dice.random() < 0.1:
                return watched(terminal, self.dice.uniform(0.05, 0.8), None, self.dice)
            terminal.send(as_bytes(["0000", "Enter"]))
            self._reopened(terminal)
            terminal.send(as_bytes(self.job.wakes(terminal.text())))
            moment = self.dice.uniform(0.0, 0.7) if self.dice.random() < 0.75 else self.dice.uniform(0.7, 3.0)
            slow = min(4.0, max(1.0, (time.perf_counter() - terminal.began) / START))
            return watched(terminal, moment * slow, self.job, self.dice)
        finally:
            terminal.kill()

    def _reopened(self, terminal: Terminal) -> None:
        """Step, live field, its text and the caret, as the books said when the power failed."""
        end = time.perf_counter() + 20
        while time.perf_counter() < end:
            screen, live = terminal.text(), live_field(terminal)
            if self._expected.stands(screen, live):
                return
            terminal.read(0.05)
        raise AssertionError(f"should reopen at {self._expected}, but stands at {live}:\n{screen}")


def where(screen: str) -> str:
    """What a page is counted under: its station, or one of three words for pages that are no journey."""
    if not screen.strip() or SIGNING_IN in screen:
        return "启动"
    return station_of(screen) or ("首页" if HOME in screen else "其他页")


@dataclass(frozen=True, slots=True)
class Seen:
    """The last screen that stood whole before the power failed, its live field, and for how many seconds it had stood."""

    screen: str
    live: Live | None
    stood: float


def watched(terminal: Terminal, moment: float, job: Job | None, dice: random.Random) -> Seen:
    """Let a clerk work until a moment; now and then one looks up in the middle of a text and types no further.

    On most days the moment is counted from where the work lies, not from the way there.
    """
    whole, answered, patience = "", "", 0.0
    since, dozing, live = time.perf_counter(), False, None
    end, arrives = since + moment, since + (WAY if dice.random() < 0.85 else 0.0)
    while (now := time.perf_counter()) < end:
        if terminal.read(min(0.015, end - now)):
            continue
        if (screen := terminal.text()) != whole:
            whole, since = screen, now
        if (field_now := live_field(terminal)) != live:
            live, since = field_now, now
        if job is None or dozing or WORKING in whole:
            continue
        if now < arrives and job.away(whole):
            end = now + moment
        question, keys = job.next(whole, live)
        if not question and SEARCHING in whole and now - since > 0.3:  # the power failed in the midst of it
            question, keys = SEARCHING, ["Escape"]
        if question and (question != answered or now > patience):
            answered, patience = question, now + PATIENCE
            typed = len(keys) > 1 and keys[-1] == "Enter" and len(keys[0]) > 1
            if dozing := typed and dice.random() < job.DOZES:
                keys, end = keys[:-1], now + KEPT_AFTER + 0.4
            since = now
            terminal.send(as_bytes(keys))
    return Seen(whole, live, time.perf_counter() - since)


def proven(desk: Desk, home: Path, unsent: AbstractSet[str] = frozenset()) -> set[str]:
    """The journal holds, the tables are its readings, and paper, rows and seal ledger are one another's.

    Gives the sheets that the power left between serial and printer; of these the clerk of the tests says that they came
    out without looking into the tray, so a later look takes them as ``unsent``.
    """
    store = desk.bench.store
    assert store.verify() == (), "the journal does not hold"
    assert not (rebuilt := store.rebuild()).differing, rebuilt
    faults = home / "counter.log"
    assert not faults.exists(), faults.read_text(encoding="utf-8")
    laid = {pdf.stem: pdf for pdf in (home / "paper").glob("*.pdf")}
    with store.reading() as db:
        serials = [serial for (serial,) in db.execute("SELECT serial FROM sheet")]
        sheets = [one for serial in serials if (one := cases.sheet(db, serial))]
        stamped = [serial for (serial,) in db.execute("SELECT serial FROM seal_use")]
    assert laid.keys() <= {sheet.serial for sheet in sheets}, "paper without a record"
    for sheet in sheets:
        if sheet.serial in laid:
            assert hashlib.sha256(laid[sheet.serial].read_bytes()).hexdigest() == sheet.sha256
        printed = sheet.serial in laid or sheet.serial in unsent
        assert sheet.state != Sheet.OUT or printed, "handed over, and never printed"
    assert sorted(stamped) == sorted(sheet.serial for sheet in sheets if sheet.seal is not None)
    return {one.serial for one in sheets if one.state == Sheet.RESERVED and one.serial not in laid}
