"""Every search the clerk has, at 1,000,000 holders in the encrypted store, against a look-up by internal id.

    python -m benchmarks.bench_search [holders] [rounds] [folder]      (1,000,000 and 2,000 by default)

With a folder the filled store is kept there and used again; without one it is made anew and thrown away.

Each shape is asked in turn, round robin, with values drawn anew; figures are p50 and p99, the p99 as a multiple of the
median point look-up in the same run. Goals: at most 50 ×, any part of a name 150 ×.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from counter.clock import SystemClock
from counter.desk.fiction import Fiction
from counter.places import data_dir
from counter.store import holders
from counter.store.apply import Kind
from counter.store.engine import Db, new_key
from counter.store.initials import initials
from counter.store.store import Store

LIMIT = 21
GOAL, GOAL_PART = 50, 150
CHUNK = 5000


def main() -> None:
    """Fill a store, then ask it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as passing:
        folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(passing)
        key = folder / "key"
        if not key.exists():
            key.write_bytes(new_key())
        store = Store.open(folder / "s.db", key.read_bytes(), terminal="t-01", clock=SystemClock())
        with store.reading() as db:
            filled = holders.by_id(db, count) is not None
        start = time.perf_counter()
        if not filled:
            _fill(store, count)
        size = (folder / "s.db").stat().st_size // 2**20
        print(f"{count} holders, {size} MB with the journal, filled in {time.perf_counter() - start:.0f} s")
        _warm(folder / "s.db")
        _measure(store, _some(store, count), count, rounds)
        store.close()


def _warm(path: Path) -> None:
    """Let the system's cache hold the file, as after the first minutes of a day."""
    with path.open("rb") as file:
        while file.read(2**24):
            pass


def _some(store: Store, count: int) -> list[tuple[str, str]]:
    """(number, name) of some holders, to ask for."""
    dice = random.Random(5)
    with store.reading() as db:
        found = [holders.by_id(db, dice.randrange(1, count + 1)) for _ in range(min(count, 5000))]
    return [(row.number, row.name) for row in found if row]


def _fill(store: Store, count: int) -> None:
    """Holders by the same act as an import."""
    known: dict[str, list[str]] = {}
    chunk = []
    for n, row in enumerate(Fiction.load(data_dir(), date(2026, 11, 22), 7).holders(count), 1):
        letters = known.setdefault(row["name"], initials(row["name"]) if row["name"] not in known else [])
        chunk.append({**row, "id": n, "initials": letters, "changed": False})
        if len(chunk) == CHUNK or n == count:
            with store.acting("0337") as act:
                act.record(Kind.HOLDERS_IMPORTED, "bench", {"rows": chunk})
            chunk = []


def _measure(store: Store, people: list[tuple[str, str]], count: int, rounds: int) -> None:
    dice = random.Random(3)
    number, name = (lambda: dice.choice(people)[0]), (lambda: dice.choice(people)[1])
    letters = lambda: initials(name())[0]  # noqa: E731 - one of a row of draws
    shapes: dict[str, tuple[Callable[[], Any], Callable[[Db, Any], object]]] = {
        "point (by id)": (lambda: dice.randrange(1, count), holders.by_id),
        "number": (number, holders.by_number),
        "last 4 digits": (lambda: number()[-4:], lambda db, text: holders.by_tail(db, text, LIMIT)),
        "last 6 digits": (lambda: number()[-6:], lambda db, text: holders.by_tail(db, text, LIMIT)),
        "surname": (lambda: name()[0], lambda db, text: holders.by_name(db, text, LIMIT)),
        "whole name": (name, lambda db, text: holders.by_name(db, text, LIMIT)),
        "initials": (letters, lambda db, text: holders.by_initials(db, text, LIMIT)),
        "first initial": (lambda: letters()[0], lambda db, text: holders.by_initials(db, text, LIMIT)),
        "part: 1 character": (lambda: name()[-1], lambda db, text: holders.by_part(db, text, LIMIT)),
        "part: 2 characters": (lambda: name()[-2:], lambda db, text: holders.by_part(db, text, LIMIT)),
    }
    times: dict[str, list[float]] = {name: [] for name in shapes}
    for _ in range(rounds):
        for shape, (draw, ask) in shapes.items():
            value = draw()
            with store.reading() as db:
                start = time.perf_counter()
                ask(db, value)
                times[shape].append((time.perf_counter() - start) * 1000)
    point = statistics.median(times["point (by id)"])
    for shape, taken in times.items():
        p99 = statistics.quantiles(taken, n=100)[98]
        goal = GOAL_PART if shape.startswith("part") else GOAL
        print(
            f"{shape:<20} p50 {statistics.median(taken):7.3f} ms  p99 {p99:7.3f} ms = {p99 / point:6.1f} × point (goal {goal})"
        )


if __name__ == "__main__":
    main()
