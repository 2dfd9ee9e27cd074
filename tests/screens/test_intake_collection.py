from __future__ import annotations

import pytest

from counter.workflows.application import Stage

from .windows import ADULT, AGENT, Windows, case, fits, task


def settled(hands):  # type: ignore[no-untyped-def]
    chosen = case(hands).collection
    return chosen and (chosen.mode, chosen.agent, chosen.agent_number, chosen.address)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_is_said_that_the_choice_is_final_and_one_key_settles_the_ordinary_one(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.COLLECTION)
    async with windows.open(language=language) as hands:
        fits(hands)
        assert ("受理以后不能更改" if language == "zh" else "cannotbechanged") in task(hands)
        for way in case(hands).ways:
            assert "".join(way.text.in_(language).split())[:30] in task(hands)  # type: ignore[arg-type]
        await hands.press("enter")
        assert settled(hands) == ("self", "", "", "")
        assert case(hands).stage is Stage.ACCEPTANCE


async def test_the_answer_given_before_is_not_asked_again(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, collect_by="mail")
    async with windows.open() as hands:
        assert "本人领取" not in task(hands)
        await hands.press("enter")
        assert "没有写收件地址" in hands.said
        await hands.press(*"样例路 3 号", "enter")
        assert settled(hands) == ("mail", "", "", "样例路 3 号")


async def test_the_ways_of_the_place_are_chosen_by_digit(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin")
    async with windows.open("tianjin") as hands:
        assert case(hands).modes == ("self", "agent", "mail")
        await hands.press("9", "3")
        await hands.press("escape")
        assert "怎样领取" in hands.screen
        await hands.press("enter")
        assert settled(hands) == ("self", "", "", "")


async def test_an_agent_is_registered_with_name_and_number_and_a_kill_costs_nothing(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin")
    async with windows.open("tianjin") as hands:
        await hands.press("2", *"孙代领", "enter", *AGENT[:10])
    async with windows.open("tianjin") as hands:
        fits(hands)
        assert hands.field == AGENT[:10]
        await hands.press("enter")
        assert case(hands).stage is Stage.COLLECTION
        assert hands.field == AGENT[:10], "a number that is too short stays"
        await hands.press(*AGENT[10:], "enter")
        assert settled(hands) == ("agent", "孙代领", f"{AGENT[:6]}********{AGENT[-4:]}", "")


async def test_nobody_is_the_own_agent_and_the_number_stays_to_be_mended(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin")
    async with windows.open("tianjin") as hands:
        await hands.press("2", *"赵试用", "enter", *ADULT, "enter")
        assert "申请人本人的号码" in hands.said
        assert (hands.field, case(hands).stage) == (ADULT, Stage.COLLECTION)
        await hands.press(*["backspace"] * len(ADULT), *AGENT, "enter")
        assert settled(hands) == ("agent", "赵试用", f"{AGENT[:6]}********{AGENT[-4:]}", ""), (
            "a namesake may be one"
        )


@pytest.mark.parametrize("address", ["[red]路[/x]", "'; DROP TABLE person; --", "路" * 200])
async def test_an_address_is_data(windows: Windows, address: str) -> None:
    windows.at(Stage.COLLECTION, collect_by="mail")
    async with windows.open() as hands:
        await hands.paste(address)
        await hands.press("enter")
        fits(hands)
        assert settled(hands) == ("mail", "", "", address)
        assert "".join(address.split())[:40] in task(hands)
