from __future__ import annotations

import pytest

from counter.workflows.application import Stage

from .conftest import Hands
from .windows import RENEWAL, Windows, begun, case, fits, task, walked

SERVICE = RENEWAL["tianjin"]


def at_fee(windows: Windows) -> None:
    windows.at(Stage.FEE, "tianjin", SERVICE)


def receipt(hands: Hands) -> str:
    fee = case(hands).fee
    return fee.receipt if fee else ""


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_amount_stands_there_with_its_basis(windows: Windows, language: str) -> None:
    at_fee(windows)
    async with windows.open("tianjin", language=language) as hands:
        fits(hands)
        assert ("20元" if language == "zh" else "20yuan") in task(hands)
        assert "2322" in task(hands)
        await hands.press(*"00123401", "enter")
        assert receipt(hands) == "00123401"
        assert case(hands).stage is Stage.COLLECTION


async def test_the_next_receipt_of_the_pad_is_one_key(windows: Windows) -> None:
    def paid(desk, session):  # type: ignore[no-untyped-def]
        from .windows import AGENT

        first = begun(desk, session, SERVICE, AGENT)
        walked(desk, session, first, Stage.COLLECTION)
        desk.intake.park(session, first.id)
        return walked(desk, session, begun(desk, session, SERVICE), Stage.FEE)

    windows.prepare("tianjin", paid)
    async with windows.open("tianjin") as hands:
        assert "00123402" in hands.screen
        await hands.press("9")
        assert "00123402" not in hands.screen, "what is typed counts"
        await hands.press("backspace", "enter")
        assert receipt(hands) == "00123402"
        assert case(hands).stage is Stage.COLLECTION


@pytest.mark.parametrize("wrong", ["", "票 1", "[b]1", "'; DROP TABLE fee; --", "1" * 40])
async def test_a_number_that_is_none_gets_a_sentence_and_stays_in_the_field(
    windows: Windows, wrong: str
) -> None:
    at_fee(windows)
    async with windows.open("tianjin") as hands:
        await hands.paste(wrong)
        await hands.press("enter")
        fits(hands)
        assert "票据号应为" in hands.said
        assert hands.field == wrong
        assert case(hands).stage is Stage.FEE


async def test_half_a_number_outlives_a_kill(windows: Windows) -> None:
    at_fee(windows)
    async with windows.open("tianjin") as hands:
        await hands.press(*"0012")
    async with windows.open("tianjin") as hands:
        assert hands.field == "0012"
        await hands.press(*"3401", "enter")
        assert receipt(hands) == "00123401"


async def test_a_fee_is_given_back_with_a_reason_and_its_number_is_not_used_again(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin", SERVICE)
    async with windows.open("tianjin") as hands:
        await hands.press("escape")
        assert "已收20元，票据00123401" in task(hands)
        await hands.press("2", "enter")
        assert "请写一句话" in hands.screen
        await hands.press(*"申请人改日再办", "enter")
        assert receipt(hands) == ""
        assert "已退费" in hands.screen
        await hands.press(*"00123401", "enter")
        assert "已经用过" in hands.said
        assert case(hands).stage is Stage.FEE


async def test_a_fee_that_stays_is_passed_with_enter(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin", SERVICE)
    async with windows.open("tianjin") as hands:
        await hands.press("escape", "enter")
        assert case(hands).stage is Stage.COLLECTION
