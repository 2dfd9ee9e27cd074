"""A permit is revoked with key presses only, in a real terminal of 80 × 24: by two people, told on paper, and for ever."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.component]

SERIAL = re.compile(r"L[0-9]{9}-[0-9]{2}-[0-9]{8}-[0-9]{4}")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Tmux]:
    """A terminal on a new machine."""
    tmux = Tmux(tmp_path)
    yield tmux
    tmux.close()


def digit(screen: str, words: str) -> str:
    """The digit that stands before words."""
    found = re.search(rf"(\d)  {re.escape(words)}", screen)
    assert found, screen
    return found[1]


def test_from_a_name_to_the_notice_in_the_holders_hand(window: Tmux) -> None:
    window.wait("训练站", "口令")
    window.type("0000")
    window.press("Enter")
    window.wait("没有待办")
    window.press("F3")
    window.type("glbhe")
    window.wait("古丽巴哈尔·艾山江", "Tab 居住证")
    window.press("Tab")
    screen = window.wait("签注至 2027", "居住年限", "注销或撤销（两人，不可恢复）")
    window.press(digit(screen, "注销或撤销"))
    window.wait("办哪一种")
    window.press("2")
    window.wait("以虚假材料取得", "第15条")
    window.press("1")
    window.wait("入户核实意见", "没有恢复的途径")
    window.press("1")
    window.wait("认定的事实是什么")
    window.type("租赁合同系伪造")
    window.press("Enter")
    window.wait("听取陈述、申辩了吗")
    window.press("2")
    window.wait("请第二人输入警号和口令")
    window.type("0102")
    window.press("Enter")
    window.type("0000")
    window.press("Enter")
    found = SERIAL.search(window.wait("纸出来了吗", "居住证注销、撤销决定告知书"))
    assert found
    window.press("1")
    screen = window.wait("已撤销", f"告知书 {found[0]} 已交付")
    assert "注销或撤销（两人" not in screen, "nothing leads on from an end"
    pdf = window.home / "paper" / f"{found[0]}.pdf"
    words = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for said in ("撤销居住证", "租赁合同系伪造", "第15条", "六十日", "当事人未提出"):
        assert said in words.replace("\n", ""), words
    window.press(digit(screen, "历史"))
    window.wait("0337+0102", "撤销 → 已撤销", found[0])
