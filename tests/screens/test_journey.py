from __future__ import annotations

from pathlib import Path

import pytest

from counter.screens.home import HomePage
from counter.screens.slip.page import SlipPage
from counter.workflows.slip import Step

from .conftest import NUMBER, SIZES, Hands, Open, misspelt

LAPSED, CANCELLED = "130198198311170514", "410198199506060640"
UNKNOWN = "110101199001011237"


def step(hands: Hands) -> Step:
    assert isinstance(hands.app.page, SlipPage)
    return hands.app.page.case.step


@pytest.mark.parametrize("size", SIZES)
async def test_the_ordinary_case_takes_five_keystrokes_behind_the_number(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter(size) as hands:
        await hands.press("f5", *NUMBER)
        hands.pressed = 0
        screen = await hands.press("enter")
        assert "李𠅤" in screen
        assert "有效" in screen
        assert "1  居民身份证" in screen
        screen = await hands.press("1")
        assert "𠅤 U+20164" in screen
        assert "望山路 18 号" in screen
        screen = await hands.press("enter")
        assert "确认单" in screen
        assert "样张 SPECIMEN" in screen
        screen = await hands.press("enter")
        assert "纸出来了吗" in screen
        screen = await hands.press("1")
        assert hands.pressed == 5 <= 6
        assert isinstance(hands.app.page, HomePage)
        assert "已开具 L110108990-01-" in screen
        assert "已开具 1" in screen
    assert list(Path(hands.app.places.paper).rglob("*.pdf"))


async def test_the_whole_journey_typed_ahead_without_looking(counter: Open) -> None:
    async with counter() as hands:
        keys = ["f5", *NUMBER, "enter", "1", "enter", "enter", "1"]
        screen = await hands.press(*keys, *keys)
        assert "已开具 2" in screen


async def test_a_number_typed_at_home_begins_at_once(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*NUMBER, "enter")
        assert step(hands) is Step.SHOWN


@pytest.mark.parametrize("typed", ["130198198805120138", "13019819880512013８", " 1301 9819 8805 1201 38"])
async def test_a_number_is_taken_however_it_is_written(counter: Open, typed: str) -> None:
    async with counter() as hands:
        await hands.press("f5", *typed, "enter")
        assert step(hands) is Step.SHOWN


async def test_a_number_is_explained_while_it_is_typed(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *NUMBER[:14])
        assert "14/18 位" in screen
        assert "1988-05-12 生" in screen
        assert "男" not in screen.split("生")[1]
        screen = await hands.press(*NUMBER[14:17])
        assert "男" in screen
        screen = await hands.press(NUMBER[17])
        assert "号码正确" in screen
        assert "李𠅤" in screen


async def test_a_day_that_does_not_exist_is_told_before_the_number_is_whole(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *"13019819880230")
        assert "不是一个存在的日期" in screen


async def test_the_single_wrong_digit_is_offered_and_taken_with_one_key(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *misspelt(NUMBER))
        assert "只差一个数字" in screen
        assert NUMBER in screen
        await hands.press("tab")
        assert hands.field == NUMBER
        await hands.press("enter")
        assert step(hands) is Step.SHOWN


async def test_a_wrong_number_is_refused_with_a_sentence_and_stays_in_the_field(counter: Open) -> None:
    async with counter() as hands:
        wrong = misspelt(NUMBER)
        screen = await hands.press("f5", *wrong, "enter")
        assert "公民身份号码不对" in screen
        assert "请对照证件改正" in hands.said
        assert hands.field == wrong
        assert step(hands) is Step.NUMBER


@pytest.mark.parametrize("words", ["艾山江", "古丽", "glbhe", "0465"])
async def test_a_holder_is_found_by_any_part_of_the_name_by_initials_and_by_last_digits(
    counter: Open, words: str
) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *words)
        assert "古丽巴哈尔·艾山江" in screen
        assert "650198********0465" in screen
        assert "650198199103080465" not in screen
        await hands.press("enter")
        assert step(hands) is Step.SHOWN


async def test_behind_a_name_a_digit_chooses_the_row(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *"李")
        second = next(line for line in screen.splitlines() if line[18:].startswith("2 "))
        await hands.press("2")
        page = hands.app.page
        assert isinstance(page, SlipPage)
        assert page.case.holder is not None
        assert page.case.holder.name in second


async def test_arrows_mark_a_row_and_enter_takes_it(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *"李", "down")
        second = next(line for line in screen.splitlines() if line[18:].startswith("2 "))
        await hands.press("enter")
        page = hands.app.page
        assert isinstance(page, SlipPage)
        assert page.case.holder is not None
        assert page.case.holder.name in second


@pytest.mark.parametrize(
    ("number", "word"), [(LAPSED, "失效"), (CANCELLED, "注销"), (UNKNOWN, "110101********1237")]
)
async def test_a_permit_that_is_not_valid_leads_to_the_refusal_with_its_article(
    counter: Open, number: str, word: str
) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *number, "enter")
        assert step(hands) is Step.REFUSAL
        assert word in screen
        assert "依据" in screen
        assert "怎么办" in screen
        screen = await hands.press("enter")
        assert step(hands) is Step.NOTICE_OUT
        screen = await hands.press("1")
        assert "已告知 L" in screen
        assert "不予办理 1" in screen


@pytest.mark.parametrize(("key", "word"), [("5", "截屏"), ("6", "代办")])
async def test_a_screenshot_or_an_agent_is_refused_and_esc_goes_back_to_the_choices(
    counter: Open, key: str, word: str
) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *NUMBER, "enter", key)
        assert step(hands) is Step.REFUSAL
        assert word in screen
        await hands.press("escape")
        assert step(hands) is Step.SHOWN


async def test_esc_walks_back_and_never_harms(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter")
        assert step(hands) is Step.PREVIEW
        seen = []
        for _ in range(3):
            await hands.press("escape")
            seen.append(step(hands))
        assert seen == [Step.READ_BACK, Step.SHOWN, Step.NUMBER]
        await hands.press("escape")
        assert isinstance(hands.app.page, HomePage)


async def test_with_paper_on_the_way_esc_asks_for_the_paper(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter", "escape")
        assert step(hands) is Step.CAME_OUT
        assert "请先回答" in screen


async def test_a_spoiled_sheet_is_printed_again_by_two_people(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter")
        screen = await hands.press("2")
        assert "卡纸" in screen
        screen = await hands.press("1")
        assert step(hands) is Step.SPOILED
        assert "卡纸" in screen
        screen = await hands.press("1", *"0337", "enter", *"0000", "enter")
        assert "第二人不能是本人" in screen
        screen = await hands.press("up", *["backspace"] * 4, *"0102", "enter", *"0000", "enter")
        assert step(hands) is Step.CAME_OUT
        screen = await hands.press("1")
        assert "已开具 1" in screen
        assert "作废 1" in screen


async def test_another_reason_is_written_out_and_esc_gives_it_up(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter", "2", "4")
        await hands.press("escape")
        assert step(hands) is Step.CAME_OUT
        screen = await hands.press("4", "enter")
        assert "请写一句话" in screen
        screen = await hands.press(*"墨盒漏墨", "enter")
        assert step(hands) is Step.SPOILED
        assert "墨盒漏墨" in screen


async def test_a_journey_is_given_up_by_two_people(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter", "enter", "2", "1")
        screen = await hands.press("2", *"0102", "enter", *"0000", "enter")
        assert isinstance(hands.app.page, HomePage)
        assert "作废 1" in screen


async def test_the_number_is_shown_for_a_while_and_masks_itself(
    counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.screens.journey_page._UNMASKED", 0.3)
    async with counter() as hands:
        screen = await hands.press("f5", *NUMBER, "enter")
        assert NUMBER not in screen
        screen = await hands.press("f6")
        assert NUMBER in screen
        assert "已记入日志" in screen
        await hands.pilot.pause(0.5)
        assert NUMBER not in hands.screen


async def test_f1_cites_the_article_of_the_step(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f5", *NUMBER, "enter", "f1")
        assert "依据" in screen
        assert "按键" in screen or "↓" in screen
        assert "通告" in screen
        await hands.press("f1")
        assert step(hands) is Step.SHOWN
