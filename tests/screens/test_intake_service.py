from __future__ import annotations

import re

import pytest

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.screens.intake.again import AgainDialog
from counter.screens.permit.page import PermitPage
from counter.screens.slip.page import SlipPage
from counter.workflows.application import Stage
from counter.workflows.slip import Step

from .conftest import NUMBER, SIZES, Open
from .intakes import ANSWERS, TO, page, stage
from .windows import ADULT, Windows, begun, fits


def listed(screen: str) -> list[str]:
    """The services on the screen, top to bottom."""
    return re.findall(r" (\d{1,2})  \S", screen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_service_of_the_place_is_on_the_page_with_its_number(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter(size) as hands:
        screen = await hands.press(*TO[Stage.SERVICE])
        session = hands.app.session
        assert session is not None
        services = page(hands).case.services
        assert len(services) > 9
        assert all(one.text.zh in screen for one in services)
        assert "赵试用" in screen


async def test_a_digit_that_can_be_only_one_service_chooses_it_at_once(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "2")
        assert page(hands).case.service == "permit-endorsement"


async def test_a_digit_chooses_at_once_and_the_next_one_is_its_first_answer(counter: Open) -> None:
    """Thirteen services: nobody who knows the keys lands at the twelfth because two digits came quickly."""
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "1", ANSWERS[0])
        assert page(hands).case.service == "residence-permit"
        assert [one.fact for one in page(hands).case.answered] == ["household"]


async def test_behind_the_first_eight_a_nine_opens_the_others(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.SERVICE], "9")
        assert stage(hands) is Stage.SERVICE
        assert len(listed(screen)) == 5
        await hands.press("2")
        assert page(hands).case.service == "electronic-permit"


@pytest.mark.parametrize(
    ("typed", "service"),
    [("jzzqz", "permit-endorsement"), ("签注", "permit-endorsement"), ("lsjm", "temporary-id-card")],
)
async def test_initials_and_words_narrow_the_list(counter: Open, typed: str, service: str) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.SERVICE], *typed)
        assert len(listed(screen)) < 5
        await hands.press("enter")
        assert page(hands).case.service == service


async def test_english_words_narrow_the_list_too(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "f8", *"endorse", "enter")
        assert page(hands).case.service == "permit-endorsement"


async def test_arrows_mark_a_service(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "down", "enter")
        assert page(hands).case.service == "permit-endorsement"


@pytest.mark.parametrize("typed", ["zzzz", "x9", "[b]", "'; --"])
async def test_what_is_no_service_is_told(counter: Open, typed: str) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.SERVICE], *typed, "enter")
        assert "没有这样的事项" in screen
        assert stage(hands) is Stage.SERVICE
        assert hands.field == typed


async def test_a_confirmation_slip_has_its_own_journey_for_the_same_person(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f2", *NUMBER, *["enter"] * 6, *"qrd", "enter")
        assert isinstance(hands.app.page, SlipPage)
        assert hands.app.page.case.step is Step.SHOWN
        assert hands.app.page.case.holder is not None
        assert hands.app.page.case.holder.name == "李𠅤"
        screen = await hands.press("f4")
        assert screen.count("暂存") == 1 + screen.count("已暂存"), "no intake is left behind"


async def test_ending_a_permit_leads_to_its_page_and_is_told(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f2", *NUMBER, *["enter"] * 6, *"zxcx", "enter")
        assert isinstance(hands.app.page, PermitPage)
        assert hands.app.page.view.holder.name == "李𠅤"
        assert "两人登记" in hands.said
        await hands.press("escape")
        assert "未办完" not in hands.screen, "no intake is left behind"


async def test_collecting_a_card_needs_no_intake(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.SERVICE], *"lqjmsfz", "enter")
        assert "扫描回执" in screen
        assert stage(hands) is Stage.SERVICE


async def test_zero_corrects_the_applicant_old_to_new_with_a_reason(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "0", "1")
        await hands.press(*["backspace"] * 3, *"赵更正", "enter", *"户口簿已变更", "enter")
        assert stage(hands) is Stage.SERVICE
        person = page(hands).case.person
        assert person is not None
        assert person.name == "赵更正"
        screen = await hands.press("f12")
        assert "已撤销：更正" in screen
        assert "赵试用" in screen


async def test_what_was_corrected_is_told_with_reason_and_clerk(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*TO[Stage.SERVICE], "0", "8")
        assert "还没有更正过" in screen
        await hands.press("enter", "0", "1", *["backspace"] * 3, *"赵更正", "enter", *"[b]户口簿", "enter")
        screen = await hands.press("0", "8")
        assert "姓名  赵试用 → 赵更正" in screen
        assert "[b]户口簿" in screen
        assert "0337" in screen


async def test_a_corrected_number_brings_its_day_of_birth(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.SERVICE], "0", "7", *"110101199001021232", "enter", *"号码看错", "enter")
        screen = await hands.press("0", "8")
        assert "110101********1237 → 110101********1232" in screen
        assert "1990-01-01 → 1990-01-02" in screen


async def test_the_same_typed_ahead_without_looking(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*TO[Stage.QUESTIONS])
        assert page(hands).case.service == "residence-permit"


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_same_under_way_is_told_first_and_no_key_typed_ahead_takes_it_in_again(
    windows: Windows, language: str
) -> None:
    windows.prepare(
        "wuxi", lambda desk, session: parked(desk, session, begun(desk, session, "first-id-card"))
    )
    async with windows.open(language=language) as hands:
        await hands.press("f2", *ADULT, "enter")
        card = next(one.key for one in page(hands).case.services if one.code == "first-id-card")
        await hands.press(*card, "2", "2")
        fits(hands)
        assert isinstance(hands.app.page, AgainDialog), "2 was meant for the first question"
        assert ("已在办" if language == "zh" else "under way") in hands.screen
        await hands.press("enter", "2", "1")
        assert isinstance(hands.app.page, AgainDialog)
        await hands.press("escape")
        assert (stage(hands), page(hands).case.service) == (Stage.SERVICE, "")
        await hands.press(*card)
        await hands.press("9")
        assert (stage(hands), page(hands).case.service) == (Stage.QUESTIONS, "first-id-card")


def parked(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    desk.intake.park(session, view.id)
    return view
