"""Keys lost or reordered behind start, screen change, desk verb and dialog: ``python -m benchmarks.bench_typeahead [KEYS]``.

Each trial sends one or more work keys and, after a gap of 0 to 500 ms, letters; then the screen is read. The letters
must stand in the field that came, all of them, in order. A plain Textual application is driven the same way beside it.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from contextlib import suppress

from benchmarks.terminal import COUNTER, ENTER, ESC, PYTHON, ROOT, UP, F, Terminal

GAPS = (0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5)
LETTERS = "bcdfghjkmpqrstvwxyz"
LENGTH = 12
HOME = "18 位号码开始"
"""Words that only the home page says."""
PATIENCE = 5.0
"""Seconds after which a key that has not come is counted as lost; the machine may be busy."""


def word(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(LENGTH))


def type_behind(terminal: Terminal, trigger: list[bytes], gap: float, text: str, *, burst: bool) -> None:
    terminal.send(b"".join(trigger))
    time.sleep(gap)
    if burst:
        terminal.send(text)
        return
    for letter in text:
        terminal.send(letter)
        time.sleep(0.002)


class Tally:
    """Keys sent and keys that did not arrive in their place."""

    def __init__(self) -> None:
        self.sent: dict[str, int] = {}
        self.wrong: dict[str, int] = {}

    def judge(self, kind: str, keys: int, terminal: Terminal, text: str) -> None:
        """Count one trial: the text must come to stand on the screen, whole, alone and in order, within seconds."""
        self.sent[kind] = self.sent.get(kind, 0) + keys
        with suppress(TimeoutError):
            terminal.wait_for(text, PATIENCE)
        screen = terminal.settle()
        if re.search(rf"(?<![a-z]){text}(?![a-z])", screen) is None:
            self.wrong[kind] = self.wrong.get(kind, 0) + LENGTH - arrived(screen, text)
            print(f"WRONG {kind}: {text}\n{screen}\n")


def arrived(screen: str, text: str) -> int:
    """How many of the last letters stand on the screen."""
    return max(n for n in range(LENGTH + 1) if text[LENGTH - n :] in screen)


def behind_start(tally: Tally, home: str, rng: random.Random, trials: int) -> None:
    for trial in range(trials):
        text = word(rng)
        terminal = Terminal(COUNTER, COUNTER_HOME=home)
        type_behind(terminal, [UP], GAPS[trial % len(GAPS)], text, burst=trial % 2 == 0)
        tally.judge("start", LENGTH + 1, terminal, text)
        terminal.kill()


def sign_in(home: str) -> Terminal:
    terminal = Terminal(COUNTER, COUNTER_HOME=home)
    terminal.send(b"0000" + ENTER)
    terminal.wait_for(HOME, 20)
    terminal.settle()
    return terminal


def behind_pages(tally: Tally, home: str, rng: random.Random, trials: int) -> None:
    terminal = sign_in(home)
    kinds = {"screen change": [F[3]], "desk verb": [F[5]], "cover and back": [F[7], F[7], F[3]]}
    for trial in range(trials):
        kind = list(kinds)[trial % len(kinds)]
        text = word(rng)
        type_behind(terminal, kinds[kind], GAPS[trial % len(GAPS)], text, burst=trial % 2 == 0)
        tally.judge(kind, LENGTH + len(kinds[kind]), terminal, text)
        terminal.send(b"\x15")  # ctrl-u empties the field, Esc steps back
        terminal.settle(0.05)
        terminal.send(ESC)
        terminal.wait_for(HOME)
        terminal.settle()
    terminal.kill()


def behind_dialogs(tally: Tally, home: str, rng: random.Random, trials: int) -> None:
    terminal = sign_in(home)
    terminal.send(F[5] + b"130198198805120138" + ENTER + b"1" + ENTER + ENTER + b"1")
    terminal.wait_for("已开具 L", 20)
    terminal.settle()
    terminal.send(b"\x1b[B" + ENTER)
    terminal.wait_for("作废这张纸", 10)
    for trial in range(trials):
        text, other = word(rng), word(rng)
        type_behind(terminal, [b"1"], GAPS[trial % len(GAPS)], text, burst=trial % 2 == 0)
        tally.judge("dialog", LENGTH + 1, terminal, text)
        type_behind(terminal, [ENTER], GAPS[-1 - trial % len(GAPS)], other, burst=trial % 2 == 1)
        tally.judge("dialog behind dialog", LENGTH + 1, terminal, other)
        terminal.send(ESC)
        terminal.wait_for("作废这张纸")
        terminal.settle(0.25)
    terminal.kill()


def stock(rng: random.Random, trials: int) -> tuple[int, int]:
    """The same behind a screen change of a plain Textual application: keys sent, keys lost."""
    terminal = Terminal([PYTHON, str(ROOT / "benchmarks" / "apps" / "stock_form.py")])
    terminal.wait_for("FIRST")
    terminal.settle()
    lost = 0
    for trial in range(trials):
        text = word(rng)
        type_behind(terminal, [F[2]], GAPS[trial % len(GAPS)], text, burst=trial % 2 == 0)
        lost += LENGTH - arrived(terminal.settle(0.4), text)
        terminal.send(ESC)
        terminal.settle(0.15)
    terminal.kill()
    return trials * LENGTH, lost


def main(keys: int) -> int:
    rng, tally = random.Random(20261122), Tally()
    with tempfile.TemporaryDirectory() as home:
        sign_in(home).kill()  # makes the training station once
        behind_start(tally, home, rng, max(11, keys // 5 // (LENGTH + 1)))
        behind_pages(tally, home, rng, max(33, keys * 2 // 5 // (LENGTH + 1)))
        behind_dialogs(tally, home, rng, max(11, keys // 5 // (LENGTH + 1)))
    for kind, sent in tally.sent.items():
        print(f"{kind:22} sent {sent:5}  lost or out of order {tally.wrong.get(kind, 0)}")
    sent, lost = stock(rng, 22)
    print(f"{'stock 30-widget form':22} sent {sent:5}  lost or out of order {lost}")
    print(f"all of ours            sent {sum(tally.sent.values()):5}  wrong {sum(tally.wrong.values())}")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
