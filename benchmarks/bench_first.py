"""The first sheet of a day, and what its warming costs the hands: ``python -m benchmarks.bench_first [ROUNDS]``.

Each round opens the program twice. In haste: a slip is begun the moment the home page stands, its keys without a pause, so that
nothing could be warmed. After a rest: the same slip, when the program was left alone for a while; and a second slip behind it.
Told are the milliseconds from the key to the read-back with its name in large type, and from Enter to the question whether the
sheet came out.

Then keys, one at a time on the home page, each at a moment when hands have just begun to count as resting and a piece of the
warming is under way; and the same keys at the same pace in the same program when there is nothing left to warm.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time

from benchmarks.terminal import COUNTER, ENTER, F, Terminal
from counter.app.warming import REST

NUMBER = b"130198198805120138"
LETTERS = "qwzxvbnkj"
HURRIED = 16
"""Keys in a program that warms: each holds it up, so that this many meet a piece under way."""
WARM = 3.0
"""Seconds of rest in which everything is loaded."""
Took = tuple[float, float]
"""Milliseconds to the read-back, and to the question behind the printing."""


def opened(home: str) -> Terminal:
    terminal = Terminal(COUNTER, COUNTER_HOME=home)
    terminal.send(b"0000" + ENTER)
    terminal.wait_for("18 位号码开始", 30)
    return terminal


def slip(terminal: Terminal) -> Took:
    """One slip from its number to the citizen's hand."""
    terminal.send(F[5] + NUMBER + ENTER)
    terminal.wait_for("出示了哪一种", 30)
    read = timed(terminal, b"1", "请当面念给本人听")
    terminal.send(ENTER)
    terminal.wait_for("Enter 打印", 30)
    printed = timed(terminal, ENTER, "纸出来了吗")
    terminal.send(b"1")
    terminal.wait_for("F5 下一位", 30)
    return read, printed


def timed(terminal: Terminal, key: bytes, text: str) -> float:
    began = time.perf_counter()
    terminal.send(key)
    return (terminal.wait_for_bytes(text) - began) * 1e3


def sheets(home: str) -> dict[str, Took]:
    """The first sheet in haste; the first after a rest; the second."""
    found = {}
    terminal = opened(home)
    found["first, in haste"] = slip(terminal)
    terminal.kill()
    terminal = opened(home)
    terminal.settle(WARM, WARM)
    found["first, after a rest"] = slip(terminal)
    found["second"] = slip(terminal)
    terminal.kill()
    return found


def echoes(terminal: Terminal, rng: random.Random) -> list[float]:
    """Milliseconds from each key to its echo, each after hands have rested for a little more than it takes."""
    found, last = [], ""
    for _ in range(HURRIED):
        pause = time.perf_counter() + REST + rng.uniform(0.005, 0.045)
        while time.perf_counter() < pause:
            terminal.read(pause - time.perf_counter())
        last = rng.choice([letter for letter in LETTERS if letter != last])
        found.append(timed(terminal, last.encode(), last))
    terminal.send(b"\x15")  # ctrl-u empties the field
    return found


def keys(home: str, rng: random.Random) -> tuple[list[float], list[float]]:
    """Echoes while the program warms, and when it has done."""
    terminal = opened(home)
    warming = echoes(terminal, rng)
    terminal.settle(WARM, WARM)
    warm = echoes(terminal, rng)
    terminal.kill()
    return warming, warm


def main(rounds: int) -> None:
    rng = random.Random(11)
    times: dict[str, list[Took]] = {}
    warming: list[float] = []
    warm: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        opened(home).kill()  # makes the training station and the .pyc files
        for _ in range(rounds):
            for name, took in sheets(home).items():
                times.setdefault(name, []).append(took)
            first, after = keys(home, rng)
            warming += first
            warm += after
    for name, found in times.items():
        read, printed = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:20} read-back {read:6.0f} ms   printed {printed:6.0f} ms")
    for name, echoed in (("keys while warming", warming), ("keys when warm", warm)):
        p50, p95, worst = statistics.median(echoed), statistics.quantiles(echoed, n=20)[18], max(echoed)
        print(f"{name:20} p50 {p50:6.2f} ms   p95 {p95:6.2f} ms   worst {worst:6.2f} ms   of {len(echoed)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
