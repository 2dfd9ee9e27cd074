from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from benchmarks.terminal import DOWN, ENTER, ESC, UP, F

from .conftest import Open

pytestmark = pytest.mark.terminal

NUMBER = b"130198198805120138"
GAPS = [0.0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5]


def word(seed: int) -> str:
    return "".join(random.Random(seed).choice("bcdfghjkmpqrstvwxyz") for _ in range(12))


@pytest.mark.parametrize("gap", GAPS)
def test_keys_typed_while_the_program_starts_are_all_there_in_order(terminal: Open, gap: float) -> None:
    one, text = terminal(), word(1)
    time.sleep(gap)
    one.send(UP + text.encode())
    one.wait_for("0337" + text)


def test_a_line_finished_while_the_terminal_was_still_cooked_signs_in(terminal: Open) -> None:
    one = terminal()
    one.send(b"0000\n")
    one.wait_for("没有待办")


def test_the_whole_journey_typed_before_the_first_page_stands(terminal: Open, home: Path) -> None:
    one = terminal()
    one.send(b"0000" + ENTER + F[5] + NUMBER + ENTER + b"1" + ENTER + ENTER + b"1")
    one.wait_for("已开具 L110108990-01-", 30)
    assert list((home / "paper").rglob("*.pdf"))


def test_keys_behind_a_page_a_verb_and_a_dialog_wait_for_the_field_that_comes(terminal: Open) -> None:
    one = terminal()
    one.send(b"0000" + ENTER + F[5] + NUMBER + ENTER + b"1" + ENTER + ENTER + b"1")
    one.wait_for("已开具 L", 30)
    for place, gap in enumerate(GAPS[::2]):
        for keys in ([F[3]], [F[5]], [F[7], F[7], F[3]], [DOWN, ENTER, b"1"]):
            text = word(place)
            one.send(b"".join(keys))
            time.sleep(gap)
            one.send(text)
            one.wait_for(text, 5)
            one.send(b"\x15")
            one.settle(0.05)
            for _ in range(1 + (keys[0] == DOWN)):
                one.send(ESC)
                one.settle(0.3)
            one.wait_for("18 位号码开始", 5)


def test_an_edit_is_not_overtaken_by_the_letter_behind_it(terminal: Open) -> None:
    one = terminal()
    one.send(b"0000" + ENTER + F[3] + b"ax\x7fbx\x7fcx\x7fd")
    one.wait_for("abcd", 30)
