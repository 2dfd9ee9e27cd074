"""The identity card on the screen: waited for, read, given up; what it says otherwise taken over with one key."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from desk.applying import ADULT, FIELDS, identified
from handy import LI, words_of

from counter.desk.desk import Desk
from counter.devices.card_reader import CardReader, CardReaderSilent, RecordingCardReader
from counter.devices.card_record import IdentityCard
from counter.devices.ports import PrinterState
from counter.locale import Text
from counter.screens.card import CardDialog
from counter.screens.collect.page import CollectPage
from counter.screens.intake.card_changes import CardChangesDialog
from counter.screens.intake.person import PersonFace
from counter.store import cases
from counter.values.citizen_number import CitizenNumber
from counter.workflows.application import Stage

from .afterwards import ready
from .conftest import SIZES, Hands
from .windows import AGENT, Windows, begun, case, fits

ADDRESS = "浙江省样例市新样例路 8 号"


def card(number: str = ADULT, until: date = date(2030, 3, 1)) -> IdentityCard:
    of = CitizenNumber(number)
    begins = until.replace(year=until.year - 10)
    return IdentityCard("赵试用", of.sex, "01", of.birth, ADDRESS, number, "样例市公安局", begins, until)


@dataclass
class SlowReader:
    """A reader that takes as long as the test wants."""

    done: threading.Event = field(default_factory=threading.Event)
    name: Text = field(default=Text("慢读卡器", "slow reader"))

    def check(self) -> PrinterState:
        return PrinterState(True, Text("就绪", "Ready"))

    def read(self) -> IdentityCard | None:
        self.done.wait()
        return card()


Window = Callable[[CardReader | None, str], AbstractAsyncContextManager[Hands]]


@pytest.fixture
def window(windows: Windows) -> Window:
    """A window with a reader, in a language."""

    @asynccontextmanager
    async def opened(reader: CardReader | None, language: str = "zh") -> AsyncIterator[Hands]:
        def with_reader(desk: Desk) -> Desk:
            return Desk.on(replace(desk.bench, card_reader=reader))

        async with windows.open("beijing", language=language, change=with_reader) as hands:
            yield hands

    return opened


async def until(hands: Hands, words: str) -> str:
    """The screen once it shows words that nothing but the reader brings."""
    async with asyncio.timeout(60):
        while "".join(words.split()) not in hands.said:
            await asyncio.sleep(0.01)
    return await hands.rest()


@pytest.mark.parametrize(
    ("language", "enter", "lay", "filled", "ended"),
    [
        ("zh", "Enter 读卡（记录读卡器）", "请把身份证平放在读卡器上", "身份证上的内容填在下面", "已于 2026-03-01 到期"),
        ("en", "Enter reads the card (recording", "lay the identity card flat", "card says stands below", "ended on 2026-03-01"),
    ],
)  # fmt: skip
async def test_a_card_is_waited_for_given_up_and_then_fills_in_somebody_new(
    window: Window, language: str, enter: str, lay: str, filled: str, ended: str
) -> None:
    reader = RecordingCardReader()
    async with window(reader, language) as hands:
        screen = await hands.press("f2")
        assert enter in screen
        screen = await hands.press("enter")
        assert isinstance(hands.app.page, CardDialog)
        assert lay in screen
        fits(hands)
        await hands.press("escape")
        assert case(hands).stage is Stage.IDENTITY
        assert hands.field == ""
        reader.given.append(card(until=date(2026, 3, 1)))
        await hands.press("enter")
        screen = await until(hands, filled)
        await until(hands, ended)
        assert isinstance(hands.app.page.face, PersonFace)  # type: ignore[attr-defined]
        assert hands.field == "赵试用"
        assert ADDRESS in screen
        assert ADULT not in screen
        fits(hands)


async def test_what_differs_of_somebody_known_is_corrected_with_one_key_and_its_reason(
    windows: Windows, window: Window
) -> None:
    windows.prepare(
        "beijing", lambda desk, session: desk.intake.abandon(session, identified(desk, session, ADULT).id)
    )
    async with window(RecordingCardReader([card(until=date(2026, 3, 1)), card()]), "zh") as hands:
        await hands.press("f2", "enter")
        screen = await until(hands, "与这里登记的不同")
        assert isinstance(hands.app.page, CardChangesDialog)
        assert "已于 2026-03-01 到期" in screen
        assert f"户籍地址：{FIELDS['household_address']} → {ADDRESS}" in screen
        assert hands.field == "身份证读卡"
        fits(hands)
        await hands.press("escape")
        assert "没有更改" in hands.said
        await hands.press("f2", "enter")
        await until(hands, "与这里登记的不同")
        await hands.press("enter")
        assert case(hands).stage is Stage.SERVICE
        person = case(hands).person
        assert person is not None
        assert person.household_address == ADDRESS


async def test_a_card_of_another_number_than_the_typed_one_costs_nothing(window: Window) -> None:
    async with window(RecordingCardReader([card()]), "zh") as hands:
        screen = await hands.press("f2", *LI)
        assert "Tab 读卡" in screen
        await hands.press("tab")
        await until(hands, "不同")
        assert "卡上的号码330198********" in hands.said
        assert hands.field == LI
        assert case(hands).stage is Stage.IDENTITY


async def test_what_goes_wrong_is_said_in_the_box_and_enter_tries_again(window: Window) -> None:
    async with window(RecordingCardReader([CardReaderSilent(place="/dev/ttyUSB0"), card()]), "zh") as hands:
        await hands.press("f2", "enter")
        screen = await until(hands, "一直没有回答")
        assert "再读一次" in screen
        fits(hands)
        await hands.press("enter")
        await until(hands, "身份证上的内容填在下面")


async def test_esc_leaves_a_reader_that_takes_its_time_and_its_card_is_dropped(window: Window) -> None:
    reader = SlowReader()
    async with window(reader, "zh") as hands:
        await hands.press("f2", "enter")
        await until(hands, "已 1 秒")
        await hands.press("escape")
        reader.done.set()
        screen = await hands.press(*"赵")
        assert hands.field == "赵"
        assert "已读卡" not in screen


async def test_who_types_the_number_while_a_card_is_waited_for_loses_no_digit(window: Window) -> None:
    async with window(RecordingCardReader(), "zh") as hands:
        await hands.press("f2", "enter")
        assert isinstance(hands.app.page, CardDialog)
        await hands.press(*ADULT)
        assert hands.field == ADULT


async def test_without_a_reader_nothing_of_it_is_shown(window: Window) -> None:
    async with window(None, "zh") as hands:
        assert "读卡" not in await hands.press("f2")
        assert "请先输入号码或姓名" in (await hands.press("enter"))


async def test_a_slip_begins_with_the_card_and_tells_what_the_register_has(window: Window) -> None:
    async with window(RecordingCardReader([card(LI)]), "zh") as hands:
        assert "Enter 读卡" in await hands.press("f5")
        await hands.press("enter")
        await until(hands, "登记册里的不同")
        assert "姓名：李𠅤→赵试用" in hands.said


async def test_what_differs_is_asked_again_after_a_power_cut_with_the_reason_as_it_was_typed(
    windows: Windows, window: Window
) -> None:
    windows.prepare(
        "beijing", lambda desk, session: desk.intake.abandon(session, identified(desk, session, ADULT).id)
    )
    async with window(RecordingCardReader([card()]), "zh") as hands:
        await hands.press("f2", "enter")
        await until(hands, "与这里登记的不同")
        await hands.press(*"和户口簿")
    async with window(None, "zh") as hands:
        await until(hands, "与这里登记的不同")
        assert hands.field == "身份证读卡和户口簿"
        await hands.press("enter")
        assert case(hands).person.household_address == ADDRESS  # type: ignore[union-attr]


def with_reader(*given: IdentityCard) -> Callable[[Desk], Desk]:
    return lambda desk: Desk.on(replace(desk.bench, card_reader=RecordingCardReader(list(given))))


def of_agent(name: str = "孙代领") -> IdentityCard:
    return replace(card(AGENT), name=name)


@pytest.mark.parametrize("size", SIZES)
async def test_the_card_of_who_collects_answers_who_is_here(windows: Windows, size: tuple[int, int]) -> None:
    windows.prepare("wuxi", lambda desk, session: ready(desk, session, collect="agent"))
    assert windows.view is not None
    async with windows.open(size=size, change=with_reader(of_agent("孙代令"), of_agent())) as hands:
        await hands.type(windows.view.receipt)
        await hands.press("enter")
        assert "Enter 读卡（记录读卡器）" in hands.screen
        fits(hands)
        await hands.press("enter")
        await until(hands, "姓名：孙代领 → 孙代令")
        fits(hands)
        page = hands.app.page
        assert isinstance(page, CollectPage)
        assert (page.case.step, page.case.told.agent_number) == ("card-data", AGENT)
        assert AGENT not in hands.screen
        await hands.press("escape")
        assert page.case.step == "agent"
        await hands.press(*LI, "tab")
        await until(hands, "不同")
        assert hands.field == LI, "what was typed is still there"


async def test_the_agent_is_registered_from_his_card_also_behind_a_power_cut(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin")
    async with windows.open("tianjin", change=with_reader(of_agent())) as hands:
        await hands.press("2")
        assert "Enter 读卡（记录读卡器）" in hands.screen
        fits(hands)
        await hands.press("enter")
        await until(hands, AGENT)
        assert hands.field == "孙代领"
    async with windows.open("tianjin", change=with_reader()) as hands:
        assert hands.field == "孙代领"
        assert "读卡" not in hands.screen
        await hands.press("enter", "enter")
        assert case(hands).stage is Stage.ACCEPTANCE
        with hands.desk.bench.store.reading() as db:
            kept = cases.case(db, case(hands).id)
        assert kept is not None
        assert (kept.facts["collection"]["agent-number"], kept.facts["collection"]["how"]) == (AGENT, "card")


async def test_a_power_of_attorney_takes_the_agent_from_his_card(windows: Windows) -> None:
    told = {
        "present": "agent", "stay_ground": "residence", "mobility": "disabled", "agent_relation": "spouse",
        "household": "elsewhere", "resident_since": "2024-01-01", "stable_ahead": "yes", "smartphone": "no",
    }  # fmt: skip
    windows.prepare("beijing", lambda desk, session: begun(desk, session, "residence-permit", **told))
    async with windows.open("beijing", change=with_reader(of_agent())) as hands:
        await hands.press("w")
        assert "Tab 读卡（记录读卡器）" in hands.screen
        fits(hands)
        await hands.press("tab")
        await until(hands, AGENT)
        assert hands.field == "孙代领"
        assert "Tab 读卡" not in hands.screen, "what stands there is not read over"
        await hands.press("enter", "enter", "1")
        (paper,) = case(hands).to_take
        assert paper.sheet is not None
        assert "孙代领" in str(words_of(hands.desk, paper.sheet.serial))
