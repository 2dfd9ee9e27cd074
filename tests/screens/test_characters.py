"""A character no keyboard offers comes into the field that is being typed in."""

from __future__ import annotations

import pytest

from counter.screens.characters import CharacterDialog
from counter.screens.find import FindPage

from .conftest import SIZES, Open


@pytest.mark.parametrize("size", SIZES)
async def test_a_rare_name_is_typed_by_its_radical_and_finds_its_holder(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter(size) as hands:
        await hands.press("f3", *"李", "ctrl+k")
        assert isinstance(hands.app.page, CharacterDialog)
        screen = await hands.type("亠9")
        assert "𠅤" in screen
        assert "U+20164" in screen
        assert "部首8余9画" in hands.said
        screen = await hands.press("enter")
        assert isinstance(hands.app.page, FindPage)
        assert hands.field == "李𠅤"
        assert "1988-05-12" in screen


async def test_the_parts_one_sees_find_it(counter: Open) -> None:
    async with counter((80, 24)) as hands:
        screen = await hands.press("f3", "ctrl+k")
        assert "亠田心" in screen, "the page teaches it"
        screen = await hands.type("心 亠 田")
        assert "U+20164" in screen
        await hands.press("enter")
        assert hands.field == "𠅤"


async def test_arrows_walk_the_candidates_and_the_caret_is_kept(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f3", *"赵甲", "left", "ctrl+k", *"金hong", "right", "right", "right", "enter")
        assert hands.field == "赵𬭎甲"


async def test_a_character_that_cannot_be_printed_says_so_and_is_given_all_the_same(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f3", "ctrl+k", *"U+323AF")
        assert "本机字库没有" in screen
        await hands.press("enter")
        assert hands.field == "\U000323af"


async def test_nothing_found_nothing_typed_and_esc_leave_the_field_alone(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f3", *"李", "ctrl+k")
        assert "U+20164" in screen, "an empty query teaches"
        screen = await hands.press(*"[b]qq", "enter")
        assert "没有找到" in screen
        await hands.press("escape")
        assert hands.field == "李"
        assert isinstance(hands.app.page, FindPage)


async def test_no_character_is_looked_up_where_no_words_are_typed(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        await hands.press("ctrl+k")
        assert not isinstance(hands.app.page, CharacterDialog), "not for a PIN"
        await hands.sign_in()
        await hands.press("f3", "ctrl+k", "ctrl+k")
        assert isinstance(hands.app.page, CharacterDialog)
        await hands.press("escape")
        assert isinstance(hands.app.page, FindPage)


async def test_in_english(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f3", "f8", "ctrl+k", *"亠9")
        assert "radical 8 + 9" in screen
        assert "can be printed" in screen
