"""The durable issue of a slip against the bare flush of the disk.

    python -m benchmarks.bench_store [rounds]        (2,000 by default)

The issue is what the clerk waits for before the printer is touched: serial, journal (two acts), sheet, seal ledger and the
journey's step in one encrypted transaction with synchronous=FULL. The flush overwrites six WAL-sized frames in place and
calls fdatasync, on the same disk, after each issue in turn. Goal: median at most 4.5 × the flush.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from counter.build import open_desk
from counter.desk.cases import case_view
from counter.desk.laying import About, Laid, _body, lay
from counter.desk.papers import slip_paper
from counter.places import Places, data_dir
from counter.store import cases, holders
from counter.store.apply import Kind
from counter.values.agency_code import AgencyCode
from counter.values.serial import Serial

GOAL = 4.5
FRAMES = 6
FRAME_BYTES = 4096 + 24
PLACES = 20


def main() -> None:
    """Issue slips and flush the disk in turns; print medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        desk = open_desk(Places(Path(folder) / "home", data_dir()))
        session = desk.people.sign_in("0337", "0000")
        laid, case_id = _laid(desk, session)
        flush = _Flush(Path(folder) / "floor")
        issues, floors = [], []
        for n in range(rounds):
            issues.append(_timed(lambda n=n: _issue(desk, laid, case_id, n)))  # type: ignore[misc]
            floors.append(_timed(flush))
        frames = (Path(folder) / "home" / "counter.db-wal").stat().st_size // FRAME_BYTES
        desk.close()
    mine, floor = statistics.median(issues), statistics.median(floors)
    p99 = statistics.quantiles(issues, n=100)[98] / statistics.quantiles(floors, n=100)[98]
    print(f"durable issue {mine:.3f} ms   bare flush {floor:.3f} ms   (WAL of {frames} frames at the end)")
    print(f"ratio p50 {mine / floor:.2f} (goal {GOAL})   p99 to p99 {p99:.2f}")


class _Flush:
    """The floor: overwrite what a small transaction writes, and wait for the disk."""

    def __init__(self, path: Path) -> None:
        self.block = os.urandom(FRAMES * FRAME_BYTES)
        self.file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.write(self.file, self.block * PLACES)
        os.fsync(self.file)
        self.turn = 0

    def __call__(self) -> None:
        self.turn += 1
        os.pwrite(self.file, self.block, (self.turn % PLACES) * len(self.block))
        os.fdatasync(self.file)


def _laid(desk, session) -> tuple[Laid, str]:  # type: ignore[no-untyped-def]
    """A slip drawn once, so that only the store is measured."""
    case = desk.slip.begin(session)
    case = desk.slip.enter_number(session, case.id, "650198199103080465")
    case = desk.slip.confirm(session, desk.slip.show(session, case.id, "household-book").id)
    with desk.bench.store.reading() as db:
        row = holders.by_number(db, "650198199103080465")
    view = case_view(desk.bench, case.id)
    paper = slip_paper(desk.bench, session, view, row, {}, desk.bench.clock.now())
    return lay(desk.bench, paper, desk.bench.clock.now()), case.id


def _issue(desk, laid: Laid, case_id: str, n: int) -> None:  # type: ignore[no-untyped-def]
    """What ``reserving`` does once the page is drawn; a fresh serial each time."""
    day = date(2026, 1, 1) + timedelta(days=n // 9000)
    number = n % 9000 + 1
    serial = str(Serial.of(AgencyCode(desk.station.code), 1, day, number))
    body = _body(laid, About(case_id, "古丽巴哈尔·艾山江")) | {"day": day.isoformat(), "number": number}
    with desk.bench.store.acting("0337") as act:
        cases.next_number(act.db, day)
        act.record(Kind.SHEET_RESERVED, serial, body)
        moved = {"act": "print", "to": "came-out", "facts": {"sheet": serial}, "open": True}
        act.record(Kind.CASE_MOVED, case_id, moved)


def _timed(act) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
