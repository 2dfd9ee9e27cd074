"""SIGKILL at random moments of the journey: the journal holds, nothing acknowledged is lost, the form reopens where it was."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from benchmarks.terminal import COUNTER, ENTER, F, Terminal
from counter.build import open_desk
from counter.places import Places, data_dir
from counter.workflows.slip import Sheet

pytestmark = [pytest.mark.terminal, pytest.mark.kill]

MOMENTS = 50
WORKERS = 5
NUMBERS = (
    "650198199103080465",
    "130198198805120138",
    "410198197509230271",
    "410198199506060640",
    "130198198311170514",
)
STEPS = {"号码": 1, "持有人": 2, "出示证件": 3, "核对": 4, "打印": 5}
HERE = re.compile(r"^ [1-5] (\S+) +[←✗]", re.MULTILINE)
SERIAL = re.compile(r"L[0-9]{9}-[0-9]{2}-[0-9]{8}-[0-9]{4}")


class Clerk:
    """Looks at the screen and presses the next sensible key, until the power fails."""

    def __init__(self, home: Path, dice: random.Random) -> None:
        self.terminal = Terminal(COUNTER, COUNTER_HOME=str(home))
        self.dice = dice
        self.answered, self.patience = "", 0.0

    def work_until(self, end: float) -> str:
        """Work until a moment; gives the last screen that stood complete before it."""
        seen = ""
        while time.perf_counter() < end:
            self.terminal.read(min(0.02, max(0.0, end - time.perf_counter())))
            screen = self.terminal.text()
            if screen != seen:
                seen = screen
                self.press(screen)
        return seen

    def press(self, screen: str) -> None:
        """The next key for what the screen asks; the same question is answered once, and again only if it stays for long."""
        question, keys = self.answer(screen)
        now = time.perf_counter()
        if question and (question != self.answered or now > self.patience):
            self.answered, self.patience = question, now + 2.0
            self.terminal.send(keys)

    def answer(self, screen: str) -> tuple[str, bytes]:
        """What is asked, and the keys that answer it."""
        for question, keys in {
            "请输入警号和口令": b"0000" + ENTER,
            "没有待办": F[5],
            "号码正确": ENTER,
            "出示了哪一种": self.dice.choice([b"1", b"2", b"4"]),
            "念给本人听": ENTER,
            "Enter 打印": ENTER,
            "出来了吗": b"1",
            "F5 下一位": F[5],
        }.items():
            if question in screen:
                return question, keys
        empty = here(screen) == 1 and "/18 位" not in screen
        return ("号码", self.dice.choice(NUMBERS).encode()) if empty else ("", b"")


def here(screen: str) -> int:
    """The step the arrow points at, or the one that ended in a refusal; 0 off the journey."""
    found = HERE.search(screen)
    return STEPS.get(found[1], 0) if found else 0


def signed_in_again(home: Path) -> str:
    """Start the program again, give the PIN, and look."""
    terminal = Terminal(COUNTER, COUNTER_HOME=str(home))
    try:
        terminal.wait_for("请输入警号和口令")
        terminal.send(b"0000" + ENTER)
        terminal.wait_for("王思远 0337")
        return terminal.settle(0.4)
    finally:
        terminal.kill()


@pytest.mark.parametrize("worker", range(WORKERS))
def test_nothing_acknowledged_is_lost(tmp_path: Path, worker: int) -> None:
    dice = random.Random(worker)
    home = tmp_path / "home"
    for _ in range(MOMENTS // WORKERS):
        clerk = Clerk(home, dice)
        last = clerk.work_until(clerk.terminal.began + dice.uniform(0.2, 4.0))
        clerk.terminal.kill()
        desk = open_desk(Places(home, data_dir()))
        try:
            assert desk.bench.store.verify() == (), "the journal does not hold"
            session = desk.people.sign_in("0337", "0000")
            case = desk.slip.resume(session)
            if printed := SERIAL.search(last):
                sheet = desk.find.sheet(
                    session, printed[0]
                )  # raises where the screen knew more than the books
                handed_over = "已开具 L" in last
                assert sheet.state is Sheet.OUT or not handed_over, "handed over, and not recorded as such"
            for pdf in (home / "paper").glob("*.pdf") if (home / "paper").exists() else ():
                assert desk.find.sheet(session, pdf.stem), "paper without a record"
            assert not (rebuilt := desk.bench.store.rebuild()).differing, rebuilt
        finally:
            desk.close()
        if (step := here(last)) and case is not None:
            again = signed_in_again(home)
            assert here(again) >= step, f"was at step {step}:\n{last}\nreopened at:\n{again}"
            typed = re.search(r"^ +([0-9]{2,18})$", last, re.MULTILINE)
            if step == 1 and typed and here(again) == 1:
                assert typed[1] in again, f"typed {typed[1]}, but it is gone:\n{again}"
