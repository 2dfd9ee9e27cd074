from __future__ import annotations

import pytest
from handy import AUXILIARY, FickleSlot

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.screens.home import HomePage
from counter.workflows.application import Stage, State
from counter.workflows.slip import Sheet

from .conftest import Hands
from .windows import ASSISTANT, RENEWAL, Windows, begun, case, fits, task, walked


def incomplete(desk: Desk, session: Session) -> IntakeView:
    """One paper seen, one missing: the one-time notice waits to be printed."""
    view = begun(desk, session, "first-id-card")
    view = desk.checklist.mark(session, view.id, "household-book", "seen")
    return desk.checklist.want(session, view.id)


def sheet_state(hands: Hands) -> Sheet:
    sheet = case(hands).sheet
    assert sheet is not None
    return sheet.state


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_receipt_is_seen_before_it_is_printed_and_home_tells_its_serial(
    windows: Windows, language: str
) -> None:
    windows.at(Stage.RECEIPT)
    async with windows.open(language=language) as hands:
        fits(hands)
        assert "样张SPECIMEN" in task(hands)
        assert "赵试用" in task(hands)
        top = task(hands)
        await hands.press("pagedown")
        assert task(hands) != top
        await hands.press("pageup")
        assert task(hands) == top
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT_OUT
        fits(hands)
        await hands.press("1")
        assert isinstance(hands.app.page, HomePage)
        assert "L320213990-01-20261122-0001" in hands.screen
        assert ("已受理" if language == "zh" else "ccepted") in hands.screen


async def test_a_printer_that_dies_leaves_a_reserved_sheet_that_is_sent_again(windows: Windows) -> None:
    printer = FickleSlot(jammed=True)
    windows.at(Stage.RECEIPT)
    async with windows.open(printer=printer) as hands:
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT_OUT
        assert sheet_state(hands) is Sheet.RESERVED
        assert "没有接收这张单据" in hands.said
        assert "编号和内容都在" in hands.said
        fits(hands)
    printer.jammed = False
    async with windows.open(printer=printer) as hands:
        assert case(hands).stage is Stage.RECEIPT_OUT
        await hands.press("3")
        assert sheet_state(hands) is Sheet.SENT
        assert len(printer.sent) == 1
        assert case(hands).state is State.ACCEPTED


async def test_a_printer_that_is_not_ready_uses_no_serial(windows: Windows) -> None:
    windows.at(Stage.RECEIPT)
    async with windows.open(printer=FickleSlot(failing=True)) as hands:
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT
        assert "没有用掉编号" in hands.said


async def test_a_spoiled_receipt_is_replaced_by_two_people(windows: Windows) -> None:
    windows.at(Stage.RECEIPT_OUT)
    async with windows.open() as hands:
        await hands.press("2")
        assert "卡纸" in hands.screen
        await hands.press("escape", "2", "4", *"纸被水浸湿", "enter")
        assert case(hands).stage is Stage.SPOILED
        assert "纸被水浸湿" in hands.screen
        await hands.press("escape")
        assert "要有回执" in hands.said
        await hands.press("enter", *"0102", "enter", *"0000", "enter")
        assert case(hands).stage is Stage.RECEIPT_OUT
        sheet = case(hands).sheet
        assert sheet is not None
        assert (sheet.serial[-4:], sheet.replaces[-4:]) == ("0002", "0001")
        await hands.press("1")
        assert "0002" in hands.screen


async def test_the_second_person_who_steps_back_leaves_the_question(windows: Windows) -> None:
    windows.at(Stage.SPOILED)
    async with windows.open() as hands:
        await hands.press("enter", "escape")
        assert case(hands).stage is Stage.SPOILED


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_notice_is_not_printed_while_originals_lie_here(windows: Windows, language: str) -> None:
    windows.prepare("wuxi", incomplete)
    async with windows.open(language=language) as hands:
        fits(hands)
        assert case(hands).stage is Stage.NOTICE
        assert ("1退还原件：居民户口簿" if language == "zh" else "1Givetheoriginalsback") in task(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.NOTICE
        assert ("原件尚未退还" if language == "zh" else "originalsarestillhere") in hands.said
        await hands.press("1")
        assert case(hands).here == ()
        await hands.press("enter", "1")
        assert isinstance(hands.app.page, HomePage)
        assert "0001" in hands.screen


async def test_an_assistants_notice_is_printed_by_an_officer_who_finds_it_at_home(windows: Windows) -> None:
    windows.prepare("wuxi", incomplete, clerk=ASSISTANT)
    async with windows.open(clerk=AUXILIARY, size=(72, 20)) as hands:
        for word in ("Park it for an officer", "暂存，交民警办理"):
            await hands.press("f8")
            fits(hands)
            assert word in hands.screen
        assert "由正式民警决定" in hands.said
        await hands.press("1")
        assert case(hands).here == (), "giving back is no decision"
        await hands.press("enter")
        assert isinstance(hands.app.page, HomePage)
    async with windows.open() as hands:
        await hands.press("1", "enter", "enter")
        assert case(hands).stage is Stage.NOTICE_OUT


async def test_a_fee_is_given_back_before_a_notice_leaves(windows: Windows) -> None:
    service = RENEWAL["tianjin"]

    def ready(desk, session):  # type: ignore[no-untyped-def]
        view = walked(desk, session, begun(desk, session, service), Stage.COLLECTION)
        view = desk.checklist.mark(session, view.id, "old-card", "withdrawn")
        assert view.stage is Stage.DOCUMENTS
        return desk.checklist.want(session, view.id)

    windows.prepare("tianjin", ready)
    async with windows.open("tianjin") as hands:
        fits(hands)
        assert "2退费20元" in task(hands)
        await hands.press("enter")
        assert "费用尚未退还" in hands.said
        await hands.press("2", *"材料不全", "enter")
        assert "退费20元" not in task(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.NOTICE_OUT


async def test_a_refusal_is_told_on_paper(windows: Windows) -> None:
    def refused(desk, session):  # type: ignore[no-untyped-def]
        view = begun(desk, session, "first-id-card")
        return desk.questions.answer(session, view.id, "stay-ground", "none")

    windows.prepare("wuxi", refused)
    async with windows.open() as hands:
        assert case(hands).stage is Stage.REFUSAL
        assert "打印不予办理告知书" in hands.screen
        await hands.press("enter", "2", "1")
        assert case(hands).stage is Stage.REFUSAL, "a spoiled notice is printed anew"
        await hands.press("enter", "1")
        assert isinstance(hands.app.page, HomePage)
        assert "不予办理告知书" in hands.screen


@pytest.mark.parametrize("stage", [Stage.RECEIPT, Stage.RECEIPT_OUT, Stage.SPOILED])
async def test_after_a_kill_the_same_question_stands_there(windows: Windows, stage: Stage) -> None:
    windows.at(stage)
    async with windows.open() as hands:
        before = hands.screen
        assert case(hands).stage is stage
    async with windows.open() as hands:
        assert hands.screen == before


async def test_an_accepted_application_is_not_stepped_back_from(windows: Windows) -> None:
    windows.at(Stage.RECEIPT)
    async with windows.open() as hands:
        await hands.press("escape")
        assert case(hands).stage is Stage.RECEIPT
        assert "没有任何内容丢失" in hands.said


async def test_from_read_back_to_the_receipt_an_ordinary_first_card_takes_nine_keys(windows: Windows) -> None:
    windows.at(Stage.READ_BACK)
    async with windows.open() as hands:
        await hands.press(*["enter"] * 8, "1")
        assert hands.pressed == 9
        assert isinstance(hands.app.page, HomePage)
        assert "已受理" in hands.screen


async def test_once_accepted_nothing_is_offered_to_be_taken_back(windows: Windows) -> None:
    windows.at(Stage.ACCEPTANCE)
    async with windows.open() as hands:
        assert "F12 撤销" in hands.screen
        await hands.press("enter", "enter")
        assert case(hands).stage is Stage.RECEIPT_OUT
        assert "F12" not in hands.screen
        assert "F12 在这里没有用；F4 先暂存，Esc 退一步。" in await hands.press("f12")
        assert "1  好的" in hands.screen
