"""After acceptance, with key presses only, in a real terminal of 80 × 24: collection, the day, the shift."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.applying import ADULT, WUXI_ADULT, accepted

from counter.build import open_desk
from counter.places import Places, data_dir
from counter.workflows.application import State
from tests.terminal.tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.component]


@pytest.fixture
def receipt(tmp_path: Path) -> str:
    """The serial of a receipt whose card lies here."""
    desk = open_desk(Places(tmp_path / "home", data_dir(), "wuxi"))
    session = desk.people.sign_in("0337", "0000")
    view = accepted(desk, session, ADULT, "first-id-card", WUXI_ADULT)
    for deed in ("review", "sign", "produce", "arrive"):
        desk.progress.move(session, view.id, deed)
    desk.close()
    return view.receipt


@pytest.fixture
def window(receipt: str, tmp_path: Path) -> Iterator[Tmux]:
    """A terminal on that station, signed in."""
    tmux = Tmux(tmp_path)
    tmux.wait("训练站", "口令")
    tmux.type("0000")
    tmux.press("Enter")
    tmux.wait("受理 1")
    yield tmux
    tmux.close()


def test_from_the_scan_to_the_signature_then_the_day_and_the_shift(
    window: Tmux, receipt: str, tmp_path: Path
) -> None:
    window.type(receipt)
    window.press("Enter")
    window.wait("到场人", "本人领取", "330198********0172")
    window.press("1", "1")
    window.wait("模拟指纹仪", "右手拇指")
    window.press("1")
    window.wait("比对一致", "签收人", "赵试用")
    window.press("Enter")
    window.wait("已发放", "发放 1")

    window.press("F11")
    window.wait("待领取", "日结", "交班")
    window.press("c")
    window.wait("应存现金", "实点废纸")
    window.press("Enter", "0", "Enter")
    window.wait("已日结")
    window.press("Enter")
    window.wait("户籍窗口日结表", "纸出来了吗")
    window.press("1")
    window.wait("已归档")

    window.press("Escape")
    window.wait("工作单")
    window.press("d")
    window.wait("交给接班人", "下一个编号")
    window.press("Enter")
    window.wait("接班人输入警号和口令")
    window.type("0102")
    window.press("Enter")
    window.type("0000")
    window.press("Enter")
    window.wait("已交班", "0102 所领导")
    window.close()

    desk = open_desk(Places(tmp_path / "home", data_dir(), "wuxi"))
    session = desk.people.sign_in("0102", "0000")
    assert desk.collect.find(session, receipt)[0].state is State.COLLECTED
    assert desk.day.show(session).closed_at is not None
    assert desk.bench.store.verify() == ()
    assert desk.bench.store.rebuild().differing == ()
    desk.close()
