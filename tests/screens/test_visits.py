"""Home visits on the screen: the lists by officer, the signed opinion, the printed list."""

from __future__ import annotations

import re

import pytest
from desk.test_visits import GUO, applied, brought
from handy import number_for, officer

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.screens.doors import open_application
from counter.screens.home import HomePage
from counter.screens.visit import VisitPage
from counter.screens.visits import VisitsPage
from counter.store import visits

from .conftest import SIZES, Hands
from .windows import Windows, fits

HOSTILE = "北京市海淀区望山路 [red]9[/] 号'; DROP TABLE visit; --"


def two(desk: Desk, _session: Session) -> object:
    applied(desk)
    return applied(desk, HOSTILE, 43)


def signed_opinion(desk: Desk) -> object:
    """An accepted application whose home visit is done."""
    view = applied(desk)
    (visit,) = desk.visits.today(officer(desk))
    brought(desk, visit, "confirmed", "本人在家，租赁合同相符")
    return view


async def opened(hands: Hands) -> None:
    """The lists by officer, everybody's."""
    await hands.press("f11", "v")
    assert isinstance(hands.app.page, VisitsPage)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_list_turns_by_officer_and_opens_a_visit(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("beijing", two)
    async with windows.open("beijing", size=size, language=language) as hands:
        await opened(hands)
        fits(hands)
        assert "9[/]号';DROPTABLE" in hands.said, "an address is data"
        await hands.press("right")
        assert "郭志平" not in hands.screen, "what nobody was assigned to"
        for _ in range(2):
            await hands.press("right")
        fits(hands)
        await hands.press("left")
        await hands.press("escape", "escape")
        assert isinstance(hands.app.page, HomePage)


@pytest.mark.parametrize("size", SIZES)
async def test_an_opinion_is_signed_with_number_and_pin_and_the_time_runs(
    windows: Windows, size: tuple[int, int]
) -> None:
    windows.prepare("beijing", lambda desk, _: applied(desk))
    async with windows.open("beijing", size=size) as hands:
        await opened(hands)
        await hands.press("1")
        assert isinstance(hands.app.page, VisitPage)
        fits(hands)
        assert "望山路 40 号" in hands.screen
        await hands.press("p")
        assert "纸出来了吗" not in hands.said, "nothing is signed yet"
        await hands.press("1")
        await hands.type("在家")
        await hands.press("enter", "enter", "enter")
        assert "请输入口令" in hands.said, "an empty PIN is no attempt"
        await hands.press(*"1111", "enter")
        assert "口令不对" in hands.said
        assert "1111" not in hands.screen
        assert "在家" in hands.screen, "the words are still there"
        fits(hands)
        await hands.press(*"0000", "enter")
        assert "八个工作日" in hands.said
        assert "2026-12-02" in hands.screen
        assert f"✎ {GUO}" in hands.screen
        fits(hands)
        await hands.press("p")
        assert "纸出来了吗" in hands.said
        await hands.press("1")
        assert "核实意见" in hands.said
        assert "已登记出纸" in hands.said
        fits(hands)
        await hands.press("escape")
        assert "没有待走访的" in hands.said


async def test_nobody_met_stays_for_another_day_and_needs_words(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: applied(desk))
    async with windows.open("beijing") as hands:
        await opened(hands)
        await hands.press("1", "4", "enter", "enter", *"0000", "enter")
        assert "没有写意见" in hands.said
        await hands.press("escape")
        assert "没有写意见" not in hands.said, "who steps back has done with it"
        await hands.press("4", "enter", "enter", *"0000", "enter")
        await hands.type("无人应答")  # the row that was wanting has the keys
        await hands.press("enter", "enter", *"0000", "enter")
        assert "再访" in hands.said
        with hands.desk.bench.store.reading() as db:
            (row,) = visits.of_application(db, windows.view.id)  # type: ignore[union-attr]  # one was made ready
        visit = hands.desk.visits.show(hands.app.session, row.id)
        assert (visit.open, visit.tries) == (True, 1)


async def test_another_officer_is_sent_and_esc_lets_go(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: applied(desk))
    async with windows.open("beijing") as hands:
        await opened(hands)
        await hands.press("1", "f1")
        assert "自核实属实之日起8个工作日" in hands.said, "what hangs on the visit"
        assert "《民法典》第201条" in hands.said, "how the days are counted"
        fits(hands)
        await hands.press("f1", "5", "escape")
        assert isinstance(hands.app.page, VisitPage)
        await hands.press("5", *["backspace"] * 4, *"9999", "enter")
        assert hands.desk.visits.today(hands.app.session)[0].officer == GUO
        await hands.press(*["backspace"] * 4, *"0422", "enter")
        assert "林秀春" in hands.screen


async def test_the_list_of_an_officer_is_printed_and_asked_after(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: applied(desk))
    async with windows.open("beijing") as hands:
        await opened(hands)
        assert "先按 ← 或 → 选一位民警" in hands.screen
        screen = await hands.press("p")
        assert "! 先按 ← 或 → 选一位民警" in screen, "everybody's list is none that somebody carries"
        await hands.press("right", "right")
        assert "先按" not in hands.screen
        await hands.press("p")
        assert "纸出来了吗" in hands.said
        await hands.press("1")
        assert "已登记出纸" in hands.said
        fits(hands)


async def test_an_empty_list_teaches(windows: Windows) -> None:
    async with windows.open("wuxi") as hands:
        await opened(hands)
        assert "自动列在这里" in hands.said
        assert number_for() not in hands.screen


async def test_a_finished_visit_is_opened_from_its_application(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: signed_opinion(desk))
    async with windows.open("beijing") as hands:
        hands.app.act(open_application(hands.app, windows.view.id))
        await hands.rest()
        last = re.search(r"(\d) +入户核实：看意见，打印意见", hands.screen)
        assert last is not None
        await hands.press(last[1], "enter")
        assert isinstance(hands.app.page, VisitPage)
        assert "租赁合同相符" in hands.screen
        fits(hands)
