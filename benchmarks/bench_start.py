"""Process start to the first echoed key: ``python -m benchmarks.bench_start [ROUNDS]``, programs in turn, ratios inside one run.

Ours is the whole program on a station with holders; beside it a ten-line Textual application with one Input, and
posting where it is installed (``POSTING=/path/to/posting``).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time

from benchmarks.terminal import COUNTER, PYTHON, ROOT, UP, Terminal


def start(command: list[str], marker: str, prefix: bytes = b"", **environment: str) -> tuple[float, float]:
    """Milliseconds to the first page and to the echo of a key typed when it stands."""
    terminal = Terminal(command, **environment)
    painted = terminal.wait_for_bytes(marker) - terminal.began
    terminal.send(prefix + b"Q")
    echoed = terminal.wait_for_bytes("Q") - terminal.began
    terminal.settle(0.1, 0.5)
    terminal.kill()
    return painted * 1e3, echoed * 1e3


def programs(home: str) -> dict[str, tuple[list[str], str, bytes, dict[str, str]]]:
    hello = [PYTHON, str(ROOT / "benchmarks" / "apps" / "hello.py")]
    found = {
        "textual hello": (hello, "READYMARK", b"", {}),
        "counter": (COUNTER, "口令", UP, {"COUNTER_HOME": home}),
    }
    if posting := os.environ.get("POSTING"):
        found["posting"] = ([posting], "Send", b"", {})
    return found


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        first = Terminal(COUNTER, COUNTER_HOME=home)  # makes the training station and the .pyc files
        first.send(b"0000\r")
        first.wait_for("F5 ", 30)
        first.kill()
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs(home)}
        for turn in range(rounds + 1):
            for name, (command, marker, prefix, environment) in programs(home).items():
                result = start(command, marker, prefix, **environment)
                if turn:
                    times[name].append(result)
                time.sleep(0.05)
    floor = statistics.median(echoed for _, echoed in times["textual hello"])
    for name, results in times.items():
        painted, echoed = (statistics.median(column) for column in zip(*results, strict=True))
        print(
            f"{name:16} painted {painted:7.0f} ms  key echoed {echoed:7.0f} ms  {echoed / floor:5.2f} x hello"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
