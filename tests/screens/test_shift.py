from __future__ import annotations

import pytest

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.screens.home import HomePage
from counter.screens.shift import ShiftPage
from counter.workflows.application import Stage

from .afterwards import SECOND
from .conftest import SIZES, Hands
from .windows import Windows, begun, fits, walked

TAKER = [*"0102", "enter", *"0000", "enter"]


def left_open(windows: Windows) -> None:
    """One intake with an original on the counter, and one parked for a name that is no markup."""

    def make(desk: Desk, session: Session) -> object:
        view = begun(desk, session, "first-id-card", SECOND, name="[b]孙[/b]")
        desk.intake.park(session, view.id)
        view = begun(desk, session, "first-id-card")
        desk.checklist.mark(session, view.id, "household-book", "seen")
        return desk.intake.park(session, view.id)

    windows.prepare("wuxi", make)


async def opened(hands: Hands) -> ShiftPage:
    await hands.press("f10", "3")
    page = hands.app.page
    assert isinstance(page, ShiftPage), page
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_everything_that_is_handed_over_stands_on_one_page(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    left_open(windows)
    async with windows.open(size=size, language=language) as hands:
        await opened(hands)
        fits(hands)
        for words in ("赵试用", "[b]孙[/b]", "-0001", "0337", hands.app.say("home.parked")):
            assert words in hands.screen
        rows = [line for line in hands.screen.splitlines() if "赵试用" in line]
        assert rows[0].split()[-1] == ("1" if language == "en" else "份"), "the original on the counter"


async def test_the_next_clerk_signs_and_the_open_journeys_wait_for_them(windows: Windows) -> None:
    left_open(windows)
    async with windows.open() as hands:
        await opened(hands)
        await hands.press("enter")
        assert "接班人" in hands.screen
        await hands.press(*"0337", "enter", *"0000", "enter")
        assert "不能是本人" in hands.said
        await hands.press(*"0555", "enter", *"0000", "enter")
        assert "角色" in hands.screen, "who may not decide takes no decisions over"
        screen = await hands.press(*TAKER)
        assert isinstance(hands.app.page, HomePage)
        assert "0102 所领导" in screen.splitlines()[0]
        assert "赵试用" in screen
        assert "[b]孙[/b]" in screen
        assert hands.app.session is not None
        assert hands.app.session.clerk.number == "0102"
        assert {one.clerk for one in hands.desk.intake.waiting(hands.app.session)} == {"0102"}
        assert hands.desk.bench.store.rebuild().differing == ()


async def test_an_ordinary_hand_over_takes_five_keys(windows: Windows) -> None:
    left_open(windows)
    async with windows.open() as hands:
        await hands.press("f10", "3", "enter")
        await hands.type("0421")
        await hands.press("enter")
        await hands.type("0000")
        await hands.press("enter")
        assert isinstance(hands.app.page, HomePage), "an officer takes over from an officer"
        assert "0421" in hands.screen.splitlines()[0]
        assert hands.pressed - len("0421") - len("0000") == 5


async def test_stepping_back_hands_nothing_over(windows: Windows) -> None:
    left_open(windows)
    async with windows.open() as hands:
        await opened(hands)
        await hands.press("enter", "escape", "escape")
        assert isinstance(hands.app.page, HomePage)
        assert hands.app.session is not None
        assert hands.app.session.clerk.number == "0337"
        assert len(hands.desk.shift.show(hands.app.session).journeys) == 2


async def test_a_till_that_differs_is_told_and_explained(windows: Windows) -> None:
    def make(desk: Desk, session: Session) -> object:
        view = walked(desk, session, begun(desk, session, "id-card-replacement"), Stage.FEE)
        return desk.fees.take(session, view.id, "00123401")

    windows.prepare("tianjin", make)
    async with windows.open("tianjin") as hands:
        await hands.press("f4")
        page = await opened(hands)
        assert "20.00" in hands.screen
        assert hands.field == "", "cash is counted, not proposed"
        await hands.press("enter")
        assert "不是金额" in hands.screen
        await hands.press(*"15", "enter")
        assert "账面 20.00 元" in hands.screen
        await hands.press(*"找零错误", "enter", *TAKER)
        assert isinstance(hands.app.page, HomePage)
        assert page.form is not None
        acts = hands.desk.bench.store.acts(last=5)
        (act,) = [one for one in acts if one.kind == "shift.handed-over"]
        assert (act.body["cash"], act.body["till"], act.body["reason"]) == (1500, 2000, "找零错误")


async def test_more_journeys_than_fit_are_counted(windows: Windows) -> None:
    def make(desk: Desk, session: Session) -> object:
        for _ in range(9):
            desk.intake.park(session, desk.intake.begin(session).id)
        return None

    windows.prepare("wuxi", make)
    async with windows.open() as hands:
        await opened(hands)
        fits(hands)
        assert "还有 3 笔" in hands.screen
        assert "实点现金" in hands.screen
