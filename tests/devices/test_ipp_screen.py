"""A real printer that stops under the clerk's hand: the page says what happened and what to do, and nothing is printed twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from counter.app.counter_app import CounterApp
from counter.build import open_desk
from counter.devices.ipp_following import JobPhase
from counter.places import Places, data_dir
from counter.workflows.slip import Sheet
from tests.devices.ipp_rig import Eve
from tests.screens.conftest import Hands

pytestmark = pytest.mark.component

NUMBER = "650198199103080465"


@asynccontextmanager
async def window(eve: Eve, home: Path) -> AsyncIterator[Hands]:
    """The real program, a real printer, a clerk who is signed in."""
    app = CounterApp(
        Places(home, data_dir()), open_desk=lambda where: open_desk(where, printer=eve.printer())
    )
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot)
        await hands.sign_in()
        yield hands
        await hands.rest()


async def printed(hands: Hands) -> None:
    """A slip as far as the question whether it came out."""
    await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter")


async def seen(hands: Hands, *words: str) -> str:
    """The screen as soon as all words stand on it; the printer is watched beside the keys."""
    end = time.monotonic() + 15
    while not all(word in hands.said for word in words):
        assert time.monotonic() < end, f"{words} did not come:\n{hands.screen}"
        await asyncio.sleep(0.05)
        await hands.rest()
    return hands.screen


@pytest.mark.parametrize(
    ("reason", "happened", "to_do"),
    [
        ("media-jam", "卡纸", "取出"),
        ("media-empty", "缺纸", "装入"),
        ("cover-open", "盖", "盖"),
    ],
)
async def test_a_trouble_is_told_with_what_to_do_and_mending_it_goes_on(
    eve: Eve, tmp_path: Path, reason: str, happened: str, to_do: str
) -> None:
    eve.mode(reason)
    async with window(eve, tmp_path / "home") as hands:
        await printed(hands)
        await seen(hands, "窗口打印机", happened, to_do, "让打印机放弃这一张")
        eve.mode("ok")
        await seen(hands, "已打完")
        assert "让打印机放弃" not in hands.said
        await hands.press("1")
        assert "已开具" in hands.screen
        assert len(eve.printed) == 1


async def test_a_sheet_given_up_in_the_printer_is_told_and_asked_about(eve: Eve, tmp_path: Path) -> None:
    eve.mode("media-jam")
    async with window(eve, tmp_path / "home") as hands:
        await printed(hands)
        await seen(hands, "让打印机放弃这一张")
        screen = await hands.press("3")
        assert "已请打印机放弃这一张" in "".join(screen.split())
        eve.mode("ok")
        await seen(hands, "取消", "仍可能把纸打出来", "纸出来了吗")
        await hands.press("2", "1")
        serial = hands.app.page.case.sheet.serial
        assert hands.desk.find.sheet(hands.app.session, serial).state is Sheet.SPOILED


async def test_a_sheet_recorded_as_spoiled_is_taken_out_of_a_stopped_printer(
    eve: Eve, tmp_path: Path
) -> None:
    """Or it would come out beside the one that takes its place as soon as somebody mends the printer."""
    eve.mode("media-jam")
    async with window(eve, tmp_path / "home") as hands:
        await printed(hands)
        await seen(hands, "让打印机放弃这一张")
        await hands.press("2", "1")
        eve.mode("ok")
        serial = hands.app.page.case.sheet.serial
        assert [state.phase for state in eve.printer().follow(serial, "1")][-1] is JobPhase.CANCELLED
        while not eve.printer().check().ready:
            await asyncio.sleep(0.05)
        await hands.press("1", *"0102", "enter", *"0000", "enter")
        await seen(hands, "已打完")
        await hands.press("1")
        sheets = hands.desk.find.today(hands.app.session).sheets
        assert sorted(sheet.state for sheet in sheets) == [Sheet.OUT, Sheet.VOIDED]
        good = next(sheet for sheet in sheets if sheet.state is Sheet.OUT)
        assert good.serial in eve.printed[-1][0]
        assert good.replaces == serial


async def test_a_job_the_printer_gave_up_says_so(eve: Eve, tmp_path: Path) -> None:
    eve.mode("abort")
    async with window(eve, tmp_path / "home") as hands:
        await printed(hands)
        await seen(hands, "窗口打印机", "半张")


async def test_a_printer_that_vanishes_is_told_and_the_question_stays(eve: Eve, tmp_path: Path) -> None:
    eve.mode("media-jam")
    async with window(eve, tmp_path / "home") as hands:
        await printed(hands)
        await seen(hands, "让打印机放弃这一张")
        eve.process.kill()
        screen = await seen(hands, "联系不上", "再登记打坏")
        assert "纸出来了吗" in screen
        await hands.press("1")
        assert "已开具" in hands.screen, "only the clerk knows, and is believed"


async def test_after_a_restart_the_sheet_is_watched_again(eve: Eve, tmp_path: Path) -> None:
    eve.mode("media-empty")
    async with window(eve, tmp_path / "home") as hands:
        await printed(hands)
        await seen(hands, "装入")
    async with window(eve, tmp_path / "home") as hands:
        await seen(hands, "装入", "纸出来了吗")
        eve.mode("ok")
        await seen(hands, "已打完")
        assert len(eve.printed) == 1
