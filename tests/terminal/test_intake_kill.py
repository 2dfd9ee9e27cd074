"""SIGKILL while an applicant is being written down: the form reopens on the same field with every word in it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.terminal.power import KEPT_AFTER
from tests.terminal.tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.kill, pytest.mark.component]

NUMBER = "110101199001011237"


def killed(window: Tmux) -> None:
    """The power fails."""
    os.kill(int(window._run("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
    asks = ["tmux", "-S", str(window.socket), "list-sessions"]
    end = time.monotonic() + 10
    while subprocess.run(asks, check=False, capture_output=True).returncode == 0:
        assert time.monotonic() < end, "the terminal did not go away"
        time.sleep(0.05)
    window.socket.unlink(missing_ok=True)


def signed_in(window: Tmux) -> None:
    window.wait("望山路派出所", "口令")
    window.type("0000")
    window.press("Enter")


def test_nothing_typed_is_typed_again_after_the_power_failed(tmp_path: Path) -> None:
    window = Tmux(tmp_path)
    signed_in(window)
    window.wait("没有待办")
    window.press("F2")
    window.wait("1 身份", "←")
    window.type(NUMBER)
    window.wait("登记新的申请人")
    window.press("Enter")
    window.wait("新的申请人", "民族")
    window.type("赵试用")
    window.press("Enter")
    window.press("Enter")
    window.type("浙江省样例市")
    before = window.wait("赵试用", "汉族", "浙江省样例市", "照户口簿填写")
    time.sleep(KEPT_AFTER)  # what was typed is on disk a moment behind its echo
    killed(window)
    window = Tmux(tmp_path)
    signed_in(window)
    after = window.wait("赵试用", "汉族", "照户口簿填写")
    assert after == before
    window.type("样例路 1 号")
    for _ in range(3):
        window.press("Enter")
    window.wait("赵试用", "1990-01-01", "浙江省样例市样例路 1 号", "事项")
    killed(window)
    window = Tmux(tmp_path)
    signed_in(window)
    window.wait("赵试用", "2 事项       ←")
    window.close()
