from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from handy import HandClock, imported, number_for, officer, row, words_of

from counter.build import open_desk
from counter.desk.desk import Desk
from counter.desk.permit_views import PermitView
from counter.screens.intake.page import IntakePage
from counter.screens.lists.menu import ITEMS
from counter.screens.permit.ends import ConfirmDialog
from counter.screens.permit.guide import GuidePage
from counter.screens.permit.history import HistoryPage
from counter.screens.permit.page import PermitPage
from counter.workflows.application import Stage

from .conftest import SIZES, Hands, Open

NUMBER = number_for("19900101", 77)
NAME = "欧阳试页"
HOSTILE = "[red]假[/x]'; --"
Opened = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def holding(counter: Open, tmp_path: Path) -> Opened:
    """The application at noon of the tests' day, with somebody whose permit is endorsed until a day."""

    def opened(
        until: str = "2026-12-10", size: tuple[int, int] = (80, 24), **more: str
    ) -> AbstractAsyncContextManager[Hands]:
        clock = HandClock()

        def desk_of(where: object) -> Desk:
            desk = open_desk(where, clock)  # type: ignore[arg-type]  # whatever the application passes
            told = {"number": NUMBER, "birth": "1990-01-01", "endorsed_until": until} | more
            imported(desk, tmp_path, row(NAME, **told))
            return desk

        return counter(size, open_desk=desk_of)

    return opened


def told(hands: Hands) -> PermitView:
    """The permit on the screen as the desk tells it now."""
    session = officer(hands.desk)
    view: PermitView = hands.desk.permits.show(session, hands.desk.permits.of(session, NUMBER))
    return view


async def at_permit(hands: Hands) -> str:
    await hands.press("f3")
    await hands.type("欧阳试")
    return await hands.press("tab")


def digit(hands: Hands, choice: str) -> str:
    page = hands.app.page
    assert isinstance(page, PermitPage)
    return str(page.choices.index(choice) + 1)


@pytest.mark.parametrize("size", SIZES)
async def test_tab_on_a_found_holder_opens_the_permit(holding: Opened, size: tuple[int, int]) -> None:
    async with holding(size=size) as hands:
        await at_permit(hands)
        assert isinstance(hands.app.page, PermitPage)
        for words in (
            NAME,
            "2026-11-10至2026-12-10",
            "按期签注，居住年限连续计算",
            "签注至2027-12-10",
            "1办理签注",
        ):
            assert words in hands.said
        assert NUMBER not in hands.screen
        assert not re.search(r"。 \S", hands.screen), "no blank behind a full stop"
        for place in range(1, len(hands.app.page.choices) + 1):
            assert re.search(rf"\s{place}  \S", hands.screen), "every digit is seen"
        await hands.press("f1")
        assert "第10条" in hands.said


async def test_the_page_says_what_is_lost_before_anything_is_refused(holding: Opened) -> None:
    async with holding("2026-10-01") as hands:
        await at_permit(hands)
        assert "使用功能中止" in hands.said
        assert "居住年限自补办签注手续之日起连续计算" in hands.said
        assert "已逾期52天" in hands.said
    async with holding("2021-03-01", issued="2019-03-01") as hands:
        await at_permit(hands)
        assert "到期失效" in hands.said
        assert "不能补办签注" in hands.said
        assert "居住年限自新证签发起算" in hands.said
        assert not re.search(r"。 \S", hands.screen), "no blank behind a full stop"


async def test_a_digit_begins_an_intake_with_everything_known_filled_in(holding: Opened) -> None:
    async with holding() as hands:
        await at_permit(hands)
        await hands.press(digit(hands, "endorse"))
        page = hands.app.page
        assert isinstance(page, IntakePage)
        (case,) = hands.desk.intake.waiting(hands.app.session)
        view = hands.desk.intake.show(hands.app.session, case.id)
        assert (view.service, view.stage, view.person.name) == ("permit-endorsement", Stage.QUESTIONS, NAME)
        assert {one.fact for one in view.answered if one.register} >= {"permit-state", "endorsed-until"}


async def test_a_change_asks_for_the_new_address_first_and_tells_it_old_to_new(holding: Opened) -> None:
    async with holding() as hands:
        await at_permit(hands)
        await hands.press(digit(hands, "change"), "escape")
        assert isinstance(hands.app.page, PermitPage)
        await hands.press(digit(hands, "change"), "1")
        await hands.paste("北京市海淀区新路 9 号")
        await hands.press("enter")
        assert isinstance(hands.app.page, IntakePage)
        (case,) = hands.desk.intake.waiting(hands.app.session)
        view = hands.desk.intake.show(hands.app.session, case.id)
        assert view.person.residence_address == "北京市海淀区新路 9 号"
        (change,) = hands.desk.intake.history(hands.app.session, case.id)
        assert (change.field, change.old) == ("residence_address", "北京市海淀区样例路 1 号")


async def test_a_power_cut_right_behind_a_change_reopens_its_intake_and_begins_no_second_one(
    holding: Opened,
) -> None:
    address = "北京市海淀区新路 9 号"
    async with holding() as hands:
        await at_permit(hands)
        await hands.press(digit(hands, "change"), "1")
        await hands.paste(address)
        holder = hands.desk.permits.of(hands.app.session, NUMBER)
        hands.desk.permits.begin(hands.app.session, holder, "change", address)
    async with holding() as hands:
        assert isinstance(hands.app.page, IntakePage)
        await hands.press("escape")
        (case,) = hands.desk.intake.waiting(hands.app.session)
        assert hands.desk.intake.show(hands.app.session, case.id).person.residence_address == address


async def test_a_revocation_takes_ground_papers_facts_and_a_second_person_and_tells_it_on_paper(
    holding: Opened,
) -> None:
    async with holding() as hands:
        await at_permit(hands)
        await hands.press(digit(hands, "end"), "2", "1")
        assert isinstance(hands.app.page, ConfirmDialog)
        for words in (NAME, "入户核实意见", "第15条", "没有恢复的途径"):
            assert words in hands.said
        await hands.press("1")
        await hands.paste(HOSTILE)
        await hands.press("enter", "1")
        await hands.type("buzhiqing")
        await hands.press("enter")
        assert told(hands).state_code == "valid", "nothing is done before the second person"
        await hands.press(*"0337", "enter", *"0000", "enter")
        assert told(hands).state_code == "valid", "nobody is the second beside oneself"
        await hands.press(*"0102", "enter", *"0000", "enter")
        assert told(hands).state_code == "revoked"
        assert "纸出来了吗" in hands.said or "出来" in hands.said
        await hands.press("1")
        assert "已交付" in hands.said
        assert isinstance(hands.app.page, PermitPage)
        assert hands.app.page.choices == ("endorse", "notice", "refuse-end", "history", "guide")
        deed = hands.desk.permits.history(officer(hands.desk), told(hands).holder.id)[0]
        assert (deed.second, deed.reason.startswith(HOSTILE), bool(deed.sheet)) == ("0102", True, True)
        assert words_of(hands.desk, deed.sheet)["hearing"] == "buzhiqing"
        await hands.press(digit(hands, "history"))
        assert isinstance(hands.app.page, HistoryPage)
        for words in ("0337+0102", "撤销→已撤销", HOSTILE.replace(" ", ""), "第15条"):
            assert words in hands.said


async def test_esc_anywhere_on_the_way_to_an_end_harms_nothing(holding: Opened) -> None:
    ways: list[list[str]] = [
        ["2"],
        ["2", "1"],
        ["2", "1", "1"],
        ["2", "1", "1", "x", "enter"],
        ["2", "1", "1", "x", "enter", "2"],
    ]
    async with holding() as hands:
        await at_permit(hands)
        for way in ways:
            await hands.press(digit(hands, "end"), *way, "escape")
            assert isinstance(hands.app.page, PermitPage)
        assert hands.desk.permits.history(officer(hands.desk), told(hands).holder.id) == ()


async def test_what_was_made_up_for_elsewhere_is_restored_by_two(holding: Opened) -> None:
    async with holding("2026-11-01") as hands:
        await at_permit(hands)
        await hands.press(digit(hands, "restore"), "backspace", "enter")
        assert "2026-11-22的样子" in hands.said, "a day that is none stays in the field"
        await hands.press("2", "enter")
        await hands.type("wszq")
        await hands.press("enter", *"0102", "enter", *"0000", "enter")
        assert "使用功能恢复" in hands.said
        assert told(hands).holder.endorsed_until.isoformat() == "2027-11-22"


async def test_a_lost_card_and_the_sweep_are_told_on_the_page(holding: Opened) -> None:
    async with holding("2026-11-01", issued="2020-11-19") as hands:
        await at_permit(hands)
        assert "登记所有到期未签注" in hands.said
        await hands.press(digit(hands, "sweep"))
        assert "已登记：使用功能中止" in hands.said
        assert "sweep" not in hands.app.page.choices  # type: ignore[attr-defined]  # it is a permit's page
        await hands.press(digit(hands, "lost"))
        await hands.type("ditie")
        await hands.press("enter")
        assert "实体证已挂失" in hands.said
        assert "已登记遗失。" in hands.said
        assert "补领" not in hands.said
        assert "不再补发" in hands.said, "no card is made any more"
        assert told(hands).card_lost


async def test_a_permit_that_never_had_a_card_offers_neither_its_loss_nor_another_one(
    holding: Opened,
) -> None:
    async with holding() as hands:
        await at_permit(hands)
        assert hands.app.page.choices == ("endorse", "change", "end", "history", "guide")  # type: ignore[attr-defined]  # it is the page of a permit
        await hands.press(digit(hands, "end"), "3")
        page = hands.app.page
        assert isinstance(page, IntakePage)
        assert (page.case.service, page.case.stage) == ("permit-cancellation", Stage.REFUSAL)
        assert "没有法定的注销或撤销事由" in hands.said
        await hands.press("enter", "1")
        (sheet,) = hands.desk.find.today(hands.app.session).sheets
        assert sheet.form == "refusal-notice"
        assert "不予办理" in hands.said


@pytest.mark.parametrize("size", SIZES)
async def test_the_guide_is_read_scrolled_and_printed(holding: Opened, size: tuple[int, int]) -> None:
    async with holding(size=size) as hands:
        await at_permit(hands)
        await hands.press(digit(hands, "guide"))
        assert isinstance(hands.app.page, GuidePage)
        assert "北京通" in hands.said
        await hands.press("pagedown", "pagedown")
        assert "截屏、拍照不能作为凭证" in hands.said
        assert "Enter打印" in hands.said
        await hands.press("enter", "2", "1")
        assert "已作废" in hands.said
        await hands.press("enter", "1")
        assert "已登记出纸" in hands.said
        await hands.press("f8")
        assert "Beijing Tong app" in hands.screen
        assert len(hands.desk.find.today(hands.app.session).sheets) == 2


async def test_a_permit_reads_anew_whenever_its_page_comes_to_light(holding: Opened) -> None:
    async with holding("2026-12-10") as hands:
        await at_permit(hands)
        clock = hands.desk.bench.clock
        await hands.press(digit(hands, "history"))
        clock.moment += timedelta(days=30)
        await hands.press("escape")
        assert "使用功能中止" in hands.said


async def test_a_row_of_the_endorsement_calendar_opens_its_permit(holding: Opened) -> None:
    async with holding("2026-11-23") as hands:
        await hands.press("f11")
        key = next(item.key for item in ITEMS if item.code == "endorsements")
        await hands.press(key, "1")
        assert isinstance(hands.app.page, PermitPage)
        assert NAME in hands.said


async def test_the_guide_is_there_for_somebody_without_a_permit_too(holding: Opened) -> None:
    async with holding() as hands:
        await hands.press("f11", "g")
        assert isinstance(hands.app.page, GuidePage)
        assert "北京通" in hands.said


async def test_whoever_has_no_permit_is_refused_its_end_in_writing(holding: Opened) -> None:
    async with holding() as hands:
        await hands.press("f2")
        await hands.paste(number_for("19950505", 43))
        await hands.press("enter")
        await hands.paste("郑试用")
        await hands.press("enter", "enter")
        await hands.press("enter")
        await hands.paste("河北省样例市样例路 1 号")
        await hands.press("enter", "enter", "enter")
        page = hands.app.page
        assert isinstance(page, IntakePage)
        assert page.case.stage is Stage.SERVICE, hands.screen
        await hands.paste("注销")
        await hands.press("enter")
        assert (page.case.service, page.case.stage) == ("permit-cancellation", Stage.REFUSAL)
        assert "没有记录" in hands.said
