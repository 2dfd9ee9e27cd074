"""A thermal printer that runs out of paper under the clerk's hand: told with what to do, mended, and nothing printed twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.app.counter_app import CounterApp
from counter.build import open_desk
from counter.desk.desk import Desk
from counter.places import Places, data_dir
from counter.workflows.slip import Sheet
from tests.devices.test_ipp_screen import seen
from tests.devices.test_thermal import QUICK, printer, until
from tests.devices.thermal_rig import NO_PAPER, WELL, Head, listening
from tests.screens.conftest import Hands


class LastStrip(Head):
    """A printer whose roll ends with the strip it has just cut."""

    def take(self, more: bytes) -> bytes:
        before = len(self.strips)
        answers = super().take(more)
        if before == 0 and self.strips:
            self.told = dict(NO_PAPER)
        return answers


async def test_the_end_of_a_roll_is_told_while_the_strip_is_asked_after(tmp_path: Path) -> None:
    head = LastStrip()
    with listening(head) as slot:

        def opened(where: Places) -> Desk:
            desk = open_desk(where)
            return Desk.on(replace(desk.bench, printers={"thermal": printer(slot.uri, QUICK)}))

        app = CounterApp(Places(tmp_path / "home", data_dir()), open_desk=opened)
        async with app.run_test(size=(80, 24)) as pilot:
            hands = Hands(app, pilot)
            await hands.sign_in()
            await hands.press("ctrl+n", "t", "enter")
            await seen(hands, "缺纸", "请装入", "不要再按打印", "纸出来了吗")
            head.told = dict(WELL)
            await seen(hands, "已打完")
            await hands.press("1")
            assert "已登记出纸" in hands.said
            session = app.session
            assert session is not None
            (number,) = hands.desk.queue.show(session).waiting
            assert number.sheet.state is Sheet.OUT
            head.told = dict(NO_PAPER)
            await hands.press("t", "enter")
            assert "缺纸" in hands.said
            assert "没有用掉编号" in hands.said
            head.told = dict(WELL)
            await hands.press("t", "enter", "1")
            assert "A 002" in hands.screen
            until(lambda: len(head.strips) == 2)
