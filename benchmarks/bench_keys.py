"""Key to echo: ``python -m benchmarks.bench_keys [KEYS]``; the number step and the fullest form of ours against 30 stock widgets.

Programs are measured in blocks, in turn; every figure is a ratio to the stock form of the same run.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks.terminal import COUNTER, PYTHON, ROOT, F, Terminal

KEYS = "QWZXVBNKJ"
BLOCKS = 3


def form(name: str, first: bytes, *arguments: str) -> Terminal:
    terminal = Terminal([PYTHON, str(ROOT / "benchmarks" / "apps" / name), *arguments], 120, 40)
    if first:
        terminal.wait_for("FIRST")
        terminal.send(first)
    terminal.wait_for("READYMARK")
    terminal.settle(0.4)
    return terminal


def number_step(home: str) -> Terminal:
    terminal = Terminal(COUNTER, 120, 40, COUNTER_HOME=home)
    terminal.send(b"0000\r" + F[5])
    terminal.wait_for("拼音首字母或尾号", 30)
    terminal.settle(0.5)
    terminal.send(b"\x15")  # what was typed before the last one was killed is still there
    terminal.settle(0.3)
    return terminal


def echoes(terminal: Terminal, keys: int, rng: random.Random) -> list[float]:
    """Milliseconds from each key to its echo."""
    found, last = [], ""
    for place in range(keys):
        key = rng.choice([k for k in KEYS if k != last])
        last = key
        sent = time.perf_counter()
        terminal.send(key)
        found.append((terminal.wait_for_bytes(key, 5) - sent) * 1e3)
        while terminal.read(0.03):
            pass
        if place % 30 == 29:
            terminal.send(b"\x15")  # ctrl-u empties the field
            terminal.settle(0.1)
    terminal.kill()
    return found


def main(keys: int) -> None:
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as home:
        number_step(home).kill()
        programs: dict[str, Callable[[], Terminal]] = {
            "stock form, 30 widgets": lambda: form("stock_form.py", F[2]),
            "painted form, 13 rows": lambda: form("painted_form.py", b"", home),
            "number step, live search": lambda: number_step(home),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(BLOCKS):
            for name, open_program in programs.items():
                times[name] += echoes(open_program(), keys // BLOCKS, rng)
    floor = statistics.median(times["stock form, 30 widgets"])
    floor99 = statistics.quantiles(times["stock form, 30 widgets"], n=100)[98]
    for name, found in times.items():
        p50, p99 = statistics.median(found), statistics.quantiles(found, n=100)[98]
        print(f"{name:26} p50 {p50:6.2f} ms {p50 / floor:5.2f} x   p99 {p99:6.2f} ms {p99 / floor99:5.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
