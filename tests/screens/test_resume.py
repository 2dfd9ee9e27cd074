from __future__ import annotations

import pytest

from counter.screens.home import HomePage
from counter.screens.slip.page import SlipPage
from counter.workflows.slip import Step

from .conftest import NUMBER, Open, misspelt

WAY: dict[Step, list[str]] = {
    Step.NUMBER: ["f5", *NUMBER[:9]],
    Step.SHOWN: ["f5", *NUMBER, "enter"],
    Step.READ_BACK: ["f5", *NUMBER, "enter", "1"],
    Step.PREVIEW: ["f5", *NUMBER, "enter", "1", "enter"],
    Step.CAME_OUT: ["f5", *NUMBER, "enter", "1", "enter", "enter"],
    Step.SPOILED: ["f5", *NUMBER, "enter", "1", "enter", "enter", "2", "1"],
    Step.REFUSAL: ["f5", *NUMBER, "enter", "5"],
    Step.NOTICE_OUT: ["f5", *NUMBER, "enter", "5", "enter"],
}


@pytest.mark.parametrize("step", WAY)
async def test_after_a_restart_the_journey_stands_at_the_same_step(counter: Open, step: Step) -> None:
    async with counter() as hands:
        await hands.walk(WAY[step])
        before = hands.screen
    async with counter() as hands:
        assert isinstance(hands.app.page, SlipPage)
        assert hands.app.page.case.step is step
        assert hands.screen == before
        if step is Step.NUMBER:
            assert hands.field == NUMBER[:9]
            await hands.press(*NUMBER[9:], "enter")
            assert hands.app.page.case.step is Step.SHOWN


async def test_a_parked_journey_waits_at_home_under_its_digit(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *NUMBER, "enter", "1", "f4")
        assert isinstance(hands.app.page, HomePage)
        assert "暂存" in screen
        assert "李𠅤" in screen
        screen = await hands.press("1", "enter")
        assert isinstance(hands.app.page, SlipPage)
        assert hands.app.page.case.step is Step.READ_BACK


async def test_what_was_told_at_home_does_not_outlive_what_came_after_it(counter: Open) -> None:
    async with counter() as hands:
        assert "已暂存，首页" in await hands.press("f5", *NUMBER, "enter", "1", "f4")
        await hands.press("f11", "escape")
        assert isinstance(hands.app.page, HomePage)
        assert "已暂存，首页" not in hands.screen


async def test_a_parked_journey_does_not_come_up_by_itself(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "f4")
    async with counter() as hands:
        assert isinstance(hands.app.page, HomePage)


async def test_a_new_slip_lets_an_unfinished_one_wait_so_keys_typed_ahead_answer_nothing_else(
    counter: Open,
) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter")
    async with counter(signed_in=False) as hands:
        await hands.press(*"0000", "enter", "f5", *NUMBER[:5])
        assert isinstance(hands.app.page, SlipPage)
        assert hands.app.page.case.step is Step.NUMBER
        assert hands.field == NUMBER[:5]
        screen = await hands.press("f4")
        assert "纸出来了吗" in screen
        assert "已开具 0" in screen


async def test_f5_on_an_empty_new_slip_makes_no_second_one(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", "f5", "f5", "escape")
        assert isinstance(hands.app.page, HomePage)
        assert "没有待办" in hands.screen


async def test_the_list_of_what_waits_shows_no_whole_number(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *misspelt(NUMBER), "enter", "f4")
        assert misspelt(NUMBER) not in screen
        assert f"{NUMBER[:6]}********{NUMBER[14:]}" in screen
        await hands.press("1", "enter")
        assert hands.field == misspelt(NUMBER), "it is still there to be mended"
