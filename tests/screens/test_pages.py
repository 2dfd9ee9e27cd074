from __future__ import annotations

import pytest

from counter.app.counter_app import Ended
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.screens.curtain import CoverPage, LockPage
from counter.screens.day import DayPage
from counter.screens.find import FindPage
from counter.screens.home import HomePage
from counter.screens.intake.person import PersonFace
from counter.screens.ledger import LedgerPage
from counter.screens.lists.application import ApplicationPage
from counter.screens.pages import sheet_page
from counter.screens.permit.page import PermitPage
from counter.screens.sheet import SheetPage
from counter.screens.sign_in import SignInPage
from counter.screens.slip.page import SlipPage
from counter.values.citizen_number import mask
from counter.workflows.application import Stage

from .afterwards import accepted
from .conftest import NUMBER, SIZES, Hands, Open
from .intakes import STRANGER
from .windows import Windows, case, fits

ISSUE = ["f5", *NUMBER, "enter", "1", "enter", "enter", "1"]


def serial(hands: Hands) -> str:
    session = hands.app.session
    assert session is not None
    found: str = hands.desk.find.today(session).sheets[0].serial
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_day_teaches(counter: Open, size: tuple[int, int]) -> None:
    async with counter(size) as hands:
        assert "没有待办" in hands.screen
        assert "F5" in hands.screen


async def test_home_sees_what_another_window_did_but_never_under_a_hand(windows: Windows) -> None:
    async with windows.open() as hands:
        assert "受理 0" in hands.screen
        home = hands.app.page
        assert isinstance(home, HomePage)
        await hands.press("6")  # the page also looks by itself, so the hand comes before the other window
        windows.at(Stage.RECEIPT)
        home.look_again()
        assert "受理 0" in await hands.rest(), "a hand is at the field"
        await hands.press("backspace")
        home.look_again()
        screen = await hands.rest()
        assert "受理 1" in screen
        assert "赵试用" in screen, "and what waits"
        await hands.press("down")
        windows.at(Stage.RECEIPT)
        home.look_again()
        assert "受理 1" in await hands.rest(), "a row is marked"


@pytest.mark.parametrize("place", ["wuxi", "tianjin"])
async def test_a_place_without_slips_offers_none_and_says_so_when_asked(windows: Windows, place: str) -> None:
    async with windows.open(place) as hands:
        assert "F5" not in hands.screen
        assert "不开具确认单" in await hands.press("f5")
        assert isinstance(hands.app.page, HomePage)
        for keys in (["f11"], ["escape", "f3"], ["escape", "f2", *"王"]):
            assert "F5" not in await hands.press(*keys)
            assert "不开具确认单" in await hands.press("f5")
        assert hands.field == "王"


@pytest.mark.parametrize("size", SIZES)
async def test_a_sheet_is_found_by_its_serial_and_shows_where_it_is(
    counter: Open, size: tuple[int, int]
) -> None:
    async with counter(size) as hands:
        await hands.press(*ISSUE)
        found = serial(hands)
        screen = await hands.press("f3", *found, "enter")
        assert isinstance(hands.app.page, SheetPage)
        assert found in screen
        assert "已打出" in screen


async def test_a_scanned_code_at_home_opens_its_sheet_without_another_key(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE)
        found = serial(hands)
        screen = await hands.press(*found, "enter")
        assert isinstance(hands.app.page, SheetPage)
        assert found in screen


async def test_a_pasted_serial_opens_its_sheet(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE)
        assert "粘贴的有 2 行，只取了第一行" in await hands.paste(serial(hands) + "\nsecond line\n")
        await hands.press("enter")
        assert isinstance(hands.app.page, SheetPage)


async def test_an_unknown_serial_is_told_and_stays_in_the_field(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f3", *"L110108990-01-20261122-9999", "enter")
        assert isinstance(hands.app.page, FindPage)
        assert "本机没有编号" in screen
        assert hands.field == "L110108990-01-20261122-9999"


@pytest.mark.parametrize("size", SIZES)
async def test_an_applicant_without_a_permit_leads_to_the_application_by_two_keys(
    windows: Windows, size: tuple[int, int]
) -> None:
    windows.at(Stage.SIGNATURES)
    assert windows.view is not None
    begun = windows.view.id
    windows.prepare("wuxi", lambda desk, session: desk.intake.park(session, begun))
    async with windows.open(size=size) as hands:
        screen = await hands.press("f3", *"zsy")
        assert "来过" in screen
        assert "Tab" not in screen
        assert "登记册里没有居住证" in await hands.press("tab")
        screen = await hands.press("1")
        assert "赵试用 的申请" in screen
        assert "收件中" in screen
        fits(hands)
        await hands.press("enter")
        assert case(hands).id == begun


@pytest.mark.parametrize("look", [[], ["f3"]])
async def test_a_number_that_was_typed_is_not_typed_again_for_a_new_intake(
    counter: Open, look: list[str]
) -> None:
    async with counter() as hands:
        await hands.press(*look, *STRANGER)
        if look:
            assert "没有这个号码" in await hands.press("enter")
        await hands.press("f2")
        assert case(hands).number == mask(STRANGER)
        assert isinstance(hands.app.page.face, PersonFace)


async def test_words_typed_at_home_are_looked_for_with_f3_and_tails_are_no_serials(counter: Open) -> None:
    async with counter() as hands:
        assert "古丽巴哈尔" in await hands.press(*"glb", "f3")
        assert hands.field == "glb"
        assert "申请里都没有“9999”" in await hands.press("escape", "f3", *"9999", "enter")


async def test_where_no_slips_are_issued_a_holder_opens_the_permit(windows: Windows) -> None:
    async with windows.open() as hands:
        holder = hands.desk.find.holders(hands.app.session, "王").rows[0]
        await hands.press("f3", *holder.name, "enter")
        assert isinstance(hands.app.page, PermitPage)


async def test_a_name_that_nobody_has_is_told_as_a_name(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press(*"王没有人", "enter")
        assert isinstance(hands.app.page, FindPage)
        assert "申请里都没有“王没有人”" in screen
        assert "纸张编号" not in screen
        assert hands.field == "王没有人"


async def test_a_sheet_is_voided_by_two_people_with_a_reason(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE, "down", "enter")
        assert isinstance(hands.app.page, SheetPage)
        assert "请写一句话" in await hands.press("1", "enter")
        assert "请写一句话" not in await hands.press("地"), "one is being written"
        screen = await hands.press(*"址有误", "enter", *"0102", "enter", *"0000", "enter")
        assert "已作废" in screen
        assert "地址有误" in screen
        screen = await hands.press("escape")
        assert "已作废" in screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_sheet_of_an_application_leads_there_instead_of_offering_what_is_refused(
    windows: Windows, size: tuple[int, int]
) -> None:
    receipt = ""

    def voided(desk: Desk, session: Session) -> None:
        nonlocal receipt
        view = accepted(desk, session, "review")
        receipt = view.receipt

    windows.prepare("wuxi", voided)
    async with windows.open("wuxi", size=size) as hands:
        session = hands.app.session
        assert session is not None
        hands.app.go(sheet_page(hands.desk.find.sheet(session, receipt)))
        assert "属于一件申请" in "".join((await hands.rest()).split())
        assert "第二人" not in hands.screen
        fits(hands)
        assert "没有第 1 项" in await hands.press("1")
        await hands.press("enter")
        page = hands.app.page
        assert isinstance(page, ApplicationPage)
        assert page.told.receipt == receipt


async def test_a_report_of_the_day_leads_to_its_day(windows: Windows) -> None:
    windows.prepare("wuxi", lambda desk, session: desk.day.close(session, cash=0, spoiled=0))
    async with windows.open("wuxi") as hands:
        await hands.press("f11", "c", "enter", "1", "escape", "escape", "down", "enter")
        assert isinstance(hands.app.page, SheetPage)
        assert "第二人" not in hands.screen
        await hands.press("enter")
        assert isinstance(hands.app.page, DayPage)


@pytest.mark.parametrize("wrong", ["0337", "0555"])
async def test_after_the_wrong_person_the_next_one_starts_with_the_number(counter: Open, wrong: str) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE, "down", "enter")
        screen = await hands.press("1", *"地址有误", "enter", *wrong, "enter", *"0000", "enter")
        assert "✗" in screen
        screen = await hands.press(*"0102", "enter", *"0000", "enter")
        assert "已作废" in screen


async def test_a_sheet_is_replaced_by_two_people_and_asks_again_whether_it_came_out(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE, "down", "enter")
        screen = await hands.press("2", *"纸被水浸湿", "enter", *"0102", "enter", *"0000", "enter")
        assert isinstance(hands.app.page, SlipPage)
        assert "纸出来了吗" in screen
        screen = await hands.press("1")
        assert "作废 1" in screen


async def test_the_ledger_has_a_line_for_every_use_and_turns_days(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE)
        screen = await hands.press("f11", "b")
        assert isinstance(hands.app.page, LedgerPage)
        assert serial(hands)[:20] in screen
        screen = await hands.press("left")
        assert "没有用印" in screen
        screen = await hands.press("right")
        assert serial(hands)[:20] in screen


async def test_the_cover_shows_no_citizen_and_comes_off_with_the_same_key(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter")
        screen = await hands.press("f7")
        assert isinstance(hands.app.page, CoverPage)
        assert "李" not in screen
        assert "请稍候" in screen
        screen = await hands.press("f7")
        assert "李𠅤" in screen


async def test_a_lock_opens_for_its_own_clerk_only_and_keeps_the_journey(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "f9")
        assert isinstance(hands.app.page, LockPage)
        await hands.press("escape")
        assert isinstance(hands.app.page, LockPage)
        screen = await hands.press(*"1111", "enter")
        assert "不对" in screen
        assert isinstance(hands.app.page, LockPage)
        screen = await hands.press(*"0000", "enter")
        assert isinstance(hands.app.page, SlipPage)
        assert "李𠅤" in screen


async def test_another_clerk_takes_over_from_a_locked_screen_and_sees_nothing_by_it(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "f9")
        screen = await hands.press("f10")
        assert isinstance(hands.app.page, SignInPage)
        assert hands.app.session is None
        assert "李𠅤" not in screen
        screen = await hands.sign_in()
        assert "李𠅤" in screen


async def test_signing_out_keeps_open_journeys_for_the_next_time(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f5", *NUMBER, "enter", "f4", "f10", "1")
        assert isinstance(hands.app.page, SignInPage)
        assert hands.app.session is None
        screen = await hands.sign_in()
        assert isinstance(hands.app.page, HomePage)
        assert "李𠅤" in screen


async def test_leaving_asks_and_esc_stays(counter: Open) -> None:
    async with counter() as hands:
        screen = await hands.press("f10")
        assert "关闭程序" in screen
        await hands.press("escape")
        assert isinstance(hands.app.page, HomePage)


@pytest.mark.parametrize(("language", "words"), [("zh", "在这里没有用"), ("en", "does nothing here")])
async def test_a_work_key_of_other_pages_says_that_it_does_nothing_here(
    windows: Windows, language: str, words: str
) -> None:
    async with windows.open(language=language) as hands:
        await hands.press("f3", *"王没有人", "enter")
        told, field = hands.screen, hands.field
        last = told.splitlines()[-3]
        for key in ("f4", "f6", "f12", "ctrl+n"):
            said = await hands.press(key)
            assert f"{key.upper().replace('CTRL+', '^')} {words}" in said
            assert "Esc" in next(line for line in said.splitlines() if words in line)
            assert said.splitlines()[-4] == last, "what was told before stands over it"
            assert hands.field == field
            fits(hands)
        assert words not in await hands.press("left"), "the next key has it gone"
        assert hands.screen == told
        await hands.press("f7", "f3")
        assert words not in hands.screen, "a covered screen says nothing"


async def test_a_work_key_at_sign_in_or_in_a_dialog_disturbs_nothing(counter: Open) -> None:
    async with counter(signed_in=False) as hands:
        before = await hands.press("0", "0")
        assert "F2 在这里没有用。" in await hands.press("f2")
        assert await hands.press("0", "backspace") == before
        await hands.press("0", "0", "enter", *ISSUE, "down", "enter", "1", *"地址")
        assert "F4 在这里没有用；Esc 退一步。" in await hands.press("f4")
        assert hands.field == "地址"
        await hands.press("escape", "escape")
        assert "没有用" not in await hands.press("escape"), "Esc at home is no mistake"


async def test_a_digit_that_is_no_answer_is_told_so(counter: Open) -> None:
    async with counter() as hands:
        await hands.press(*ISSUE, "down", "enter")
        before = hands.screen
        assert "没有第 7 项。" in await hands.press("7")
        assert await hands.press("left") == before
        await hands.press("f10")
        assert "没有第 9 项。" in await hands.press("9"), "in a dialog too"
        await hands.press("escape", "escape", "f11")
        assert "没有第 0 项。" in await hands.press("0")
        await hands.press("1")
        assert "没有第" not in hands.screen


async def test_a_page_that_cannot_be_drawn_says_so_and_can_be_left(
    counter: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("110108199103080047")

    monkeypatch.setattr(FindPage, "draw", broken)
    async with counter() as hands:
        screen = await hands.press("f3")
        assert "程序出了错" in screen
        assert "110108199103080047" not in hands.app.places.log.read_text(encoding="utf-8")
        await hands.press("escape")
        assert isinstance(hands.app.page, HomePage)


async def test_keys_that_edit_are_not_overtaken_by_the_letters_behind_them(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f3")
        await hands.press(*"ax", "backspace", *"bx", "backspace", "home", "m", "end", "left", "y")
        assert hands.field == "mayb"


async def test_the_store_is_given_back_when_the_program_ends(counter: Open) -> None:
    async with counter() as hands:
        engine = hands.desk.bench.store.engine
        assert engine.idle.qsize() > 0
    assert engine.idle.qsize() == 0


async def test_a_fault_that_nothing_catches_ends_in_a_sentence_and_no_word_of_a_citizen(
    counter: Open, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_page: object, _row: object) -> None:
        citizen = "110108199103080047"
        raise ZeroDivisionError(citizen)

    monkeypatch.setattr(FindPage, "typed", broken)
    with pytest.raises(Ended, match="程序出了错") as ended:  # noqa: PT012 - the app raises as it is left
        async with counter() as hands:
            log = hands.app.places.log
            await hands.press("f3", "张")
    assert isinstance(ended.value.__cause__, ZeroDivisionError)
    told = capsys.readouterr()
    assert "已记入技术日志" in told.err
    assert "110108199103080047" not in told.out + told.err + log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
