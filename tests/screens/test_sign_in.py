from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from counter.build import open_desk
from counter.locale import Text
from counter.screens.ask import SecondDialog
from counter.screens.home import HomePage

from .conftest import SIZES, Hands, Open


@pytest.mark.parametrize("size", SIZES)
async def test_a_clerk_is_offered_and_the_training_pin_is_said(counter: Open, size: tuple[int, int]) -> None:
    async with counter(size, signed_in=False) as hands:
        assert "望山路派出所" in hands.screen
        assert "0337" in hands.screen
        assert "0000" in hands.screen
        assert hands.app.page.form is not None
        assert hands.app.page.form.row.key == "pin"


async def test_the_pin_is_never_shown(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        await hands.type("4711")
        assert hands.app.page.field.password
        await hands.press("up")
        assert "4711" not in hands.screen
        assert "••••" in hands.screen


async def test_a_wrong_pin_is_refused_in_full_and_the_number_stays(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        screen = await hands.press(*"9999", "enter")
        assert "警号或口令不对" in screen
        assert "请再输一次" in screen
        assert "0337" in screen
        assert hands.field == ""
        await hands.sign_in()
        assert isinstance(hands.app.page, HomePage)


async def test_another_clerk_signs_in_from_the_first_row(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        screen = await hands.press("up", *["backspace"] * 4, *"0102", "enter", *"0000", "enter")
        assert "李建国 0102" in screen


async def test_the_page_stands_and_keeps_keys_while_the_desk_is_still_being_opened(
    counter: Open,
) -> None:
    opened = threading.Event()

    def slowly(places: Any) -> Any:
        opened.wait(10)
        return open_desk(places)

    asyncio.get_running_loop().call_later(0.5, opened.set)
    async with counter(signed_in=False, open_desk=slowly) as hands:
        screen = await hands.press(*"0000", "enter", "f5", *"glbhe")
        assert hands.field == "glbhe"
        assert "古丽巴哈尔·艾山江" in screen


async def test_a_store_that_cannot_be_opened_is_told_on_the_page(counter: Open) -> None:
    from counter.station.keys import KeyUnsafe

    def broken(_places: Any) -> Any:
        raise KeyUnsafe(Path("store.key"), Text("0600", "0600"))

    async with counter(signed_in=False, open_desk=broken) as hands:
        assert "store.key" in await hands.rest()
        screen = await hands.sign_in()
        assert "store.key" in screen


async def test_what_takes_its_time_shows_that_it_is_working_and_then_stops_showing_it(
    counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.app.counter_app._SHOW_WORKING", 0.0)
    told: list[str] = []
    monkeypatch.setattr("counter.screens.page.Page.tell", _telling(told))
    async with counter() as hands:
        assert "正在办理……" in told
        assert "正在办理" not in await hands.rest()


async def test_what_was_done_is_still_told_when_the_next_thing_took_its_time(
    counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counter() as hands:
        monkeypatch.setattr("counter.app.counter_app._SHOW_WORKING", 0.0)
        told: list[str] = []
        monkeypatch.setattr("counter.screens.page.Page.tell", _telling(told))
        await hands.press("f11")
        hands.app.home("已受理。回执 L1")  # the day is read anew there
        assert "已受理。回执 L1" in await hands.rest()
        assert "正在办理……" in told


def _telling(told: list[str]) -> Any:
    from counter.screens.page import Page

    tell = Page.tell

    def spy(page: Page, *lines: str, **tone: Any) -> None:
        told.extend(lines)
        tell(page, *lines, **tone)

    return spy


async def test_a_fault_of_the_program_is_a_sentence_and_a_line_in_the_log(counter: Open) -> None:
    def broken(_places: Any) -> Any:
        raise ZeroDivisionError("110108199103080047 must not be logged")

    async with counter(signed_in=False, open_desk=broken) as hands:
        assert "程序出了错" in await hands.rest()
        log = hands.app.places.log.read_text(encoding="utf-8")
        assert "ZeroDivisionError" in log
        assert "110108199103080047" not in log


def attempts(hands: Hands) -> int:
    """Wrong attempts that the journal counts."""
    return sum(act.kind == "clerk.wrong-pin" for act in hands.desk.bench.store.acts(last=99))


async def test_an_empty_row_is_no_attempt_at_signing_in(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        assert "请输入口令" in await hands.press("enter")
        assert "请输入口令" not in await hands.press("up", *["backspace"] * 4)
        assert "请先输入警号" in await hands.press("enter")
        assert "请先输入警号" in await hands.press("down", *"0000", "enter")
        assert "李建国 0102" in await hands.press(*"0102", "enter", "enter"), "the PIN was not lost"
        assert attempts(hands) == 0


async def test_a_lock_asks_for_the_pin_alone_and_an_empty_one_is_no_attempt(counter: Open) -> None:
    async with counter() as hands:
        assert "请输入口令" in await hands.press("f9", "enter")
        assert attempts(hands) == 0
        screen = await hands.press(*"9999", "enter")
        assert "口令不对" in screen
        assert "警号" not in screen
        assert attempts(hands) == 1
        await hands.sign_in()
        assert isinstance(hands.app.page, HomePage)


async def test_an_empty_row_of_the_second_person_is_no_attempt_and_keeps_the_keys(counter: Open) -> None:
    async with counter() as hands:
        second = SecondDialog("sheet.act.void")
        hands.app.act(_asked(hands, second))
        await hands.rest()
        assert "请先输入警号" in await hands.press("enter")
        screen = await hands.press(*"0102", "enter")
        assert "请先输入警号" not in screen
        assert "0102" in screen, "it went into the row of the number"
        assert "请输入口令" in await hands.press("enter")
        assert attempts(hands) == 0
        await hands.press(*"0000", "enter")
        assert isinstance(hands.app.page, HomePage)


async def _asked(hands: Hands, second: SecondDialog) -> None:
    await hands.app.ask(second)
