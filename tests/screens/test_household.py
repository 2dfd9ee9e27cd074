"""A dormitory on the screen: what is shared once, one line per person, everybody accepted and printed."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from desk.applying import ADULT, FIELDS, WUXI_ADULT
from desk.test_household import ADDRESS, ALI, BAI, CHEN, begun, person, with_three
from handy import FickleSlot

from counter.desk.desk import Desk
from counter.desk.household import Households
from counter.desk.household_views import HouseholdView
from counter.desk.views import Session
from counter.screens.home import HomePage
from counter.screens.household.numbers import numbers
from counter.screens.household.page import HouseholdPage
from counter.screens.household.question import SharedQuestion
from counter.screens.household.reading import ReadingDialog
from counter.screens.household.shared import SharedPage
from counter.screens.household.waiting import HouseholdsPage
from counter.screens.intake.page import IntakePage
from counter.screens.page import Page
from counter.store import persons
from counter.workflows.application import Stage

from .conftest import SIZES, Hands
from .windows import Windows, fits


async def opened(hands: Hands) -> HouseholdPage:
    """The first household under way."""
    await hands.press("f11", "h", "1")
    page = hands.app.page
    assert isinstance(page, HouseholdPage)
    return page


async def mark(hands: Hands, line: int) -> None:
    """Go up from the empty field to a line, counted from 1; behind the people stands what is done for all."""
    page = hands.app.page
    assert isinstance(page, HouseholdPage)
    if not page.lines.marked:
        await hands.press("up")
    steps = line - 1 - page.lines.at
    await hands.press(*["down" if steps > 0 else "up"] * abs(steps))
    assert page.lines.at == line - 1


async def agree(hands: Hands) -> str:
    """Read to the last word, one page after the other."""
    for _ in range(9):
        if not isinstance(hands.app.page, ReadingDialog):
            return hands.screen
        await hands.press("enter")
    raise AssertionError(hands.screen)


def asked_of_all(page: Page) -> str:
    """The question that may have one answer for all; "" before the rows."""
    assert isinstance(page, SharedPage)
    question = page.face.question if isinstance(page.face, SharedQuestion) else None
    return question.fact if question is not None else ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_all_share_is_said_once(windows: Windows, size: tuple[int, int], language: str) -> None:
    async with windows.open("beijing", size=size, language=language) as hands:
        await hands.press("f11", "h")
        assert isinstance(hands.app.page, HouseholdsPage)
        fits(hands)
        await hands.press("n")
        shared = hands.app.page
        assert isinstance(shared, SharedPage)
        fits(hands)
        await hands.press("1", "enter")
        await hands.type(ADDRESS)
        await hands.press("enter")
        await hands.type("样例业主")
        await hands.press("enter", "enter")
        fits(hands)
        place = next(n for n, (code, _) in enumerate(shared.rows.papers, 1) if code == "lodging-proof")
        await hands.type(str(place))
        await hands.press("enter")
        told = {"stay-ground": "2", "stable-ahead": "1", "present": "1", "household": "2", "smartphone": "1"}
        for _ in range(9):
            if isinstance(hands.app.page, HouseholdPage):
                break
            fits(hands)
            await hands.press(told.get(asked_of_all(shared), "enter"))
        page = hands.app.page
        assert isinstance(page, HouseholdPage)
        fits(hands)
        assert page.view.answers["stay-ground"] == "residence"
        assert [code for code, _ in page.view.papers] == ["lodging-proof"]
        assert (page.view.address, page.view.landlord) == (ADDRESS, "样例业主")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", ()),
        ("1、3", (1, 3)),
        ("3 1,1，2", (3, 1, 2)),
        ("１；2", (1, 2)),
        ("4", None),
        ("0", None),
        ("1和2", None),
        ("-1", None),
    ],
)
def test_several_numbers_are_read_as_a_hand_separates_them_or_not_at_all(
    text: str, places: tuple[int, ...] | None
) -> None:
    assert numbers(text, 3) == places


async def test_no_number_of_a_shared_paper_is_dropped_unsaid(windows: Windows) -> None:
    async with windows.open("beijing") as hands:
        await hands.press("f11", "h", "n", "1", "enter", *ADDRESS, "enter", "enter", "enter")
        screen = await hands.press(*"1和2", "enter")
        assert "什么也没有登记" in screen
        assert hands.field == "1和2"
        screen = await hands.press("backspace", "backspace", *"、2", "enter")
        assert "现户口所在地" in screen


async def test_what_is_shared_reopens_on_the_very_field_and_question(windows: Windows) -> None:
    async with windows.open("beijing") as hands:
        await hands.press("f11", "h", "n", "1", "enter", *ADDRESS, "enter", *"样例业")
    async with windows.open("beijing") as hands:
        page = hands.app.page
        assert isinstance(page, SharedPage)
        assert (page.form.row.key, hands.field) == ("landlord", "样例业")  # type: ignore[union-attr]
        await hands.press(*"主", "f4")
        assert ADDRESS[:8] in hands.screen
        await hands.press("1", "enter", "enter", "enter")
        place = next(
            n for n, (code, _) in enumerate(hands.app.page.rows.papers, 1) if code == "lodging-proof"
        )
        await hands.press(*str(place), "enter", "enter")
        asked = asked_of_all(hands.app.page)
        assert asked
    async with windows.open("beijing") as hands:
        page = hands.app.page
        assert isinstance(page, SharedPage)
        assert page.form is None
        assert asked_of_all(page) == asked
        assert len(page.gathering.shared) == 1
        await hands.press("escape", "escape")
        assert page.form is not None, "Esc takes the answer back, then the rows come"
        assert page.form.value("landlord") == "样例业主"
        await hands.press("escape")
        assert isinstance(hands.app.page, HouseholdsPage | HomePage)
        assert hands.desk.household.waiting(hands.app.session) == ()


async def test_the_next_person_and_the_marked_line_outlive_a_power_cut(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: begun(desk))
    async with windows.open("beijing") as hands:
        await opened(hands)
        await hands.press(*ALI, "enter", *"阿一", "enter", *"汉")
    async with windows.open("beijing") as hands:
        page = hands.app.page
        assert isinstance(page, HouseholdPage)
        assert page.form is not None
        assert (page.form.row.key, hands.field) == ("ethnic", "汉")
        assert (page.form.value("number"), page.form.value("name")) == (ALI, "阿一")
        await hands.press(*"族", "enter", *"河北省样例县 1 号", "enter", "enter")
        assert [line.name for line in page.view.lines] == ["阿一"]
        await mark(hands, 1)
        await hands.press("enter", *"2025")
    async with windows.open("beijing") as hands:
        page = hands.app.page
        assert isinstance(page, HouseholdPage)
        assert page.lines.at == 0
        await hands.press("enter")
        assert hands.field == "2025", "an answer that was being typed stands in its field again"
        await hands.press(*"0101", "enter")
        assert page.view.lines[0].question is None
        await hands.press("f4")
        assert isinstance(hands.app.page, HomePage)
        assert "逐人登记" in hands.screen


async def test_four_enters_leave_everything_to_each_person(windows: Windows) -> None:
    async with windows.open("beijing") as hands:
        await hands.press("f11", "h", "n", "1", "enter", *ADDRESS, *["enter"] * 4)
        for fact in ("household", "stay-ground", "present", "smartphone"):
            assert asked_of_all(hands.app.page) == fact
            await hands.press("enter")
        page = hands.app.page
        assert isinstance(page, HouseholdPage)
        assert page.view.answers == {}


async def test_an_answer_that_refuses_everybody_is_told_and_not_taken(windows: Windows) -> None:
    async with windows.open("beijing") as hands:
        await hands.press("f11", "h", "n", "1", "enter")
        await hands.type(ADDRESS)
        await hands.press(*["enter"] * 4)
        page = hands.app.page
        assert isinstance(page, SharedPage)
        for _ in range(6):
            if asked_of_all(page) == "household":
                break
            await hands.press("enter")
        await hands.press("1")
        assert "不能申领" in hands.said
        assert "依据：" in hands.said
        assert "household" not in page.gathering.answers
        fits(hands)
        cited = await page.reasons()
        choice = next(one for one in page.face.question.choices if one.refused)  # type: ignore[union-attr]
        assert cited[0].text == choice.refused, "F1 has the article"
        assert cited[0].source == choice.source
        assert choice.source.zh[:6] in await hands.press("f1")  # type: ignore[union-attr]


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_person_is_a_line_and_what_it_wants_is_done_with_enter(
    windows: Windows, size: tuple[int, int]
) -> None:
    windows.prepare("beijing", lambda desk, _: begun(desk))
    async with windows.open("beijing", size=size) as hands:
        page = await opened(hands)
        await hands.type(ALI)
        await hands.press("enter")
        assert "请填写姓名" in hands.said
        await hands.type("[b]阿一")
        await hands.press("enter")
        await hands.type("汉族")
        await hands.press("enter")
        await hands.type("河北省样例县 1 号")
        await hands.press("enter", "enter")
        assert "[b]阿一" in hands.screen
        (line,) = page.view.lines
        assert line.question is not None
        fits(hands)
        await mark(hands, 1)
        fits(hands)
        await hands.press("enter")
        await hands.type("20250101")
        await hands.press("enter")
        assert page.view.lines[0].question is None
        assert "缺 2 项" in hands.screen
        await hands.press("enter", "enter")
        assert "待本人核对签字" in hands.screen
        await hands.press("enter", "enter")
        assert not page.view.lines[0].agreed, "nobody has read it yet"
        await agree(hands)
        assert page.view.lines[0].agreed
        fits(hands)


@pytest.mark.parametrize("size", SIZES)
async def test_of_several_papers_the_clerk_says_which_was_shown(
    windows: Windows, size: tuple[int, int]
) -> None:
    def begun_in_wuxi(desk: Desk, session: Session) -> object:
        view = desk.household.begin(session, "first-id-card", address=ADDRESS, answers=dict(WUXI_ADULT))
        return desk.household.add(session, view.id, ADULT, FIELDS)

    windows.prepare("wuxi", begun_in_wuxi)
    async with windows.open("wuxi", size=size) as hands:
        page = await opened(hands)
        await mark(hands, 1)
        while (wanted := page.view.lines[0].missing[0]).only:
            await hands.press("enter")
        screen = await hands.press("enter")
        assert wanted.papers[1].text.zh in screen
        assert page.view.lines[0].missing[0] == wanted, "nothing is seen before it is said"
        fits(hands)
        await hands.press("2")
        assert wanted.papers[1].code in page.view.lines[0].shown
        assert wanted.papers[0].code not in page.view.lines[0].shown
        assert wanted.papers[1].text.zh in hands.screen


async def test_enter_opens_the_intake_of_a_person_who_signed_and_still_owes_fingers(windows: Windows) -> None:
    def shown(desk: Desk, session: Session) -> object:
        view = desk.household.begin(session, "first-id-card", address=ADDRESS, answers=dict(WUXI_ADULT))
        view = desk.household.add(session, view.id, ADULT, FIELDS)
        while view.lines[0].missing:
            view = desk.household.seen(session, view.id, 1, view.lines[0].missing[0].papers[0].code)
        return view

    windows.prepare("wuxi", shown)
    async with windows.open("wuxi") as hands:
        await opened(hands)
        await mark(hands, 1)
        await hands.press("enter")
        assert "指纹" in await agree(hands)
        screen = await hands.press("enter")
        assert isinstance(hands.app.page, IntakePage), screen
        assert hands.app.page.case.stage is Stage.FINGERPRINTS


async def test_the_number_alone_is_enough_for_somebody_known_and_once(windows: Windows) -> None:
    def ready(desk: Desk, session: Session) -> object:
        view = with_three(desk)
        desk.intake.abandon(session, view.lines[0].case)
        return view

    windows.prepare("beijing", ready)
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await hands.type(ALI)
        await hands.press("enter")
        assert page.view.lines[3].name == "阿一"
        await hands.type(CHEN)
        await hands.press("enter")
        assert "已在第" in hands.said
        assert len([line for line in page.view.lines if line.open]) == 3
        fits(hands)


def to_sign(desk: Desk, session: Session) -> object:
    """One person, all papers seen."""
    view = desk.household.add(session, begun(desk).id, ALI, person("阿一"), {"resident-since": "2025-01-01"})
    while view.lines[0].missing:
        view = desk.household.seen(session, view.id, 1)
    return view


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_word_is_read_back_before_a_person_signs(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("beijing", to_sign)
    async with windows.open("beijing", size=size, language=language) as hands:
        page = await opened(hands)
        await mark(hands, 1)
        read = await hands.press("enter")
        while isinstance(hands.app.page, ReadingDialog):
            fits(hands)
            assert not page.view.lines[0].agreed
            read += await hands.press("enter")
        assert page.view.lines[0].agreed
        for words in ("阿一", ADDRESS[:10], "河北省样例县样例村", "1990-01-01", "2025-01-01", "130198"):
            assert words in read
        assert ALI not in read, "the number is masked"


async def test_a_key_typed_ahead_confirms_nothing_that_was_not_read(windows: Windows) -> None:
    windows.prepare("beijing", to_sign)
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await mark(hands, 1)
        screen = await hands.press(*["enter"] * 9)
        assert isinstance(hands.app.page, ReadingDialog)
        assert "请先念给本人听" in screen
        await hands.press("escape")
        assert page.view.lines[0].to_agree, "who steps back has signed nothing"
    async with windows.open("beijing") as hands:
        page = hands.app.page
        assert isinstance(page, HouseholdPage)
        assert page.lines.at == 0, "it reopens at the line"
        await hands.press("enter")
        await agree(hands)
        assert page.view.lines[0].agreed


def ready_to_accept(desk: Desk, session: Session) -> object:
    """Three people, one refused; the others have signed."""
    view = with_three(desk)
    for n in (1, 3):
        while desk.household.show(session, view.id).lines[n - 1].missing:
            desk.household.seen(session, view.id, n)
        desk.household.agree(session, view.id, n)
    return view


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_all_are_accepted_and_printed_and_the_refused_one_stops_nobody(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("beijing", ready_to_accept)
    printer = FickleSlot()
    async with windows.open("beijing", size=size, language=language, printer=printer) as hands:
        page = await opened(hands)
        fits(hands)
        await mark(hands, 4)
        await hands.press("enter")
        assert len(printer.sent) == 2
        fits(hands)
        await hands.press("down", "enter", "1")
        assert [line.stage for line in page.view.lines] == [Stage.DONE, Stage.REFUSAL, Stage.DONE]
        await hands.press("up", "enter")
        assert len(printer.sent) == 2, "nobody is printed twice"
        await hands.press("up", "up", "f1")
        assert ("六个月" if language == "zh" else "six months") in hands.screen, (
            "F1 has the article of the line"
        )
        fits(hands)
        await hands.press("escape", "o")
        assert isinstance(hands.app.page, IntakePage), "the refused line has its own notice"


async def test_a_jam_stops_the_run_with_a_sentence_and_it_goes_on_afterwards(windows: Windows) -> None:
    windows.prepare("beijing", ready_to_accept)
    printer = FickleSlot(jammed=True)
    async with windows.open("beijing", printer=printer) as hands:
        page = await opened(hands)
        await mark(hands, 4)
        await hands.press("enter")
        assert printer.sent == []
        assert page.view.ready == 2
        printer.jammed = False
        await hands.press("enter")
        serials = [serial for serial, _, _ in printer.sent]
        assert len(serials) == len(set(serials)) == 2


async def test_an_ethnic_group_is_the_most_frequent_one_by_enter_or_a_few_letters(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: begun(desk))
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await hands.press(*ALI, "enter", *"阿一", "enter")
        assert "直接回车是汉族" in hands.screen
        await hands.press("enter", *"样例村 1 号", "enter", "enter")
        assert [line.name for line in page.view.lines] == ["阿一"]
        await hands.press(*BAI, "enter", *"白二", "enter", *"wwez", "enter", *"样例村 2 号", "enter", "enter")
        assert [line.name for line in page.view.lines] == ["阿一", "白二"]
        with hands.desk.bench.store.reading() as db:
            groups = [getattr(persons.by_number(db, number), "ethnic", "") for number in (ALI, BAI)]
        assert groups == ["01", "05"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_keys_of_the_lines_stand_there_and_none_is_swallowed_unsaid(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("beijing", ready_to_accept)
    async with windows.open("beijing", size=size, language=language) as hands:
        page = await opened(hands)
        screen = await hands.press("up")
        assert page.lines.line == page.view.lines[2], "the last person first"
        keys = page.lines.keys
        assert keys in screen
        fits(hands)
        await hands.press("1")
        assert page.lines.at == 0
        for key in ("y", "backspace"):
            assert (await hands.press("1")).count(keys) == 1
            assert (await hands.press(key)).count(keys) == 2, "what the keys do is said again"
        assert page.say("asking.no-choice", digit="9") in await hands.press("9")
        assert page.lines.at == 0
        said = await hands.press("enter")
        assert page.say("household.next.accept", name="阿一") in said
        fits(hands)


async def test_what_ends_in_the_intake_of_a_line_leads_back_to_its_household(windows: Windows) -> None:
    windows.prepare("beijing", one_spoiled)
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await mark(hands, 3)
        await hands.press("o", "enter", *"0102", "enter", *"0000", "enter", "1")
        assert hands.app.page is page
        assert page.view.lines[2].stage is Stage.DONE
        assert page.view.lines[2].receipt in hands.screen


async def test_a_row_that_is_wrong_takes_the_keys(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: begun(desk))
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await hands.press(*ALI, "enter", *"阿一", "enter", *"没有族", "enter", *"样例村", "enter")
        screen = await hands.press("enter")
        assert "不能写“没有族”" in screen
        assert page.form.row.key == "ethnic"  # type: ignore[union-attr]  # a row stands there
        assert hands.field == "没有族"


async def test_spoiled_receipts_are_named_by_their_lines(windows: Windows) -> None:
    windows.prepare("beijing", ready_to_accept)
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await mark(hands, 4)
        await hands.press("enter", "down", "enter", "2")
        await hands.type("3号")
        assert "什么也没有登记" in await hands.press("enter")
        assert page.view.lines[2].stage is Stage.RECEIPT_OUT
        for wrong in ("7", "2"):
            await hands.press(*["backspace"] * 2, wrong, "enter")
            assert (hands.field, wrong in hands.said) == (wrong, True), (
                "no such line, or no receipt of it: it stays"
            )
        await hands.press("backspace", "3", "enter")
        assert [line.stage for line in page.view.lines] == [Stage.DONE, Stage.REFUSAL, Stage.SPOILED]
        await hands.press("down", "enter")
        assert "还有2人没有办完" in hands.said
        assert "按x放弃" in hands.said
        await hands.press("2", "x")
        assert page.view.lines[1].open, "nothing is given up by one key"
        await hands.press("2")
        assert page.view.lines[1].stage is Stage.ABANDONED
        assert "白二 这一行已放弃" in hands.screen


async def test_a_reading_begun_before_an_act_never_covers_what_it_did(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog that closes brings the page to light, which is read while the act behind the dialog is done."""
    said, read, real, settled = threading.Event(), [0], Households.catch_up, Households.out

    def slow(desk: Households, session: Session, household: str) -> HouseholdView:
        view = real(desk, session, household)
        read[0] += 1
        said.wait(0.3)  # an act that does not wait its turn is done by then
        return view

    def out(desk: Households, *words: Any) -> HouseholdView:
        view = settled(desk, *words)
        said.set()
        return view

    windows.prepare("beijing", ready_to_accept)
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await mark(hands, 4)
        await hands.press("enter", "down", "enter")
        monkeypatch.setattr(Households, "catch_up", slow)
        monkeypatch.setattr(Households, "out", out)
        await hands.press("1")
        assert read[0], "the page was read"
        assert [line.stage for line in page.view.lines] == [Stage.DONE, Stage.REFUSAL, Stage.DONE]


def one_spoiled(desk: Desk, session: Session) -> object:
    """The receipt of the third is spoiled."""
    ready_to_accept(desk, session)
    (view,) = desk.household.waiting(session)
    while desk.household.accept_next(session, view.id)[1]:
        pass
    return desk.household.out(session, view.id, [3])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_spoiled_receipt_is_printed_again_on_its_line_and_nobody_is_less_accepted(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    windows.prepare("beijing", one_spoiled)
    async with windows.open("beijing", size=size, language=language) as hands:
        page = await opened(hands)
        old = page.view.lines[2].receipt
        assert page.view.accepted == 2
        (row,) = (row for row in hands.screen.splitlines() if old in row)
        assert "Enter" in row, "the row tells how"
        await mark(hands, 3)
        await hands.press("enter", *"010")
    async with windows.open("beijing", size=size, language=language) as hands:
        page = hands.app.page.below
        assert hands.field == "010", "after a power cut the second person stands there"
        fits(hands)
        await hands.press("2", "enter", *"0000", "enter")
        assert hands.app.page is page, "the household stays"
        assert page.view.lines[2].stage is Stage.RECEIPT_OUT
        assert page.view.lines[2].receipt != old
        fits(hands)


async def test_a_household_that_is_ended_says_so_at_home(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: begun(desk))
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await hands.press("f4", "1", "enter", "up", "enter")
        assert page.say("household.ended", count=0) in hands.screen
        assert isinstance(hands.app.page, HomePage)
        assert "已暂存" not in hands.screen


async def test_what_is_wrong_is_told_beside_what_was_typed(windows: Windows) -> None:
    windows.prepare("beijing", lambda desk, _: begun(desk))
    async with windows.open("beijing") as hands:
        page = await opened(hands)
        await hands.type(BAI[:-1] + "0")
        screen = await hands.press("enter")
        assert "公民身份号码不对" in screen
        assert hands.field == BAI[:-1] + "0"
        assert page.view.lines == ()
        fits(hands)


async def test_the_intake_of_a_line_that_was_opened_stands_there_again_over_its_household(
    windows: Windows,
) -> None:
    windows.prepare("beijing", ready_to_accept)
    async with windows.open("beijing") as hands:
        await opened(hands)
        await mark(hands, 1)
        before = await hands.press("o")
        assert isinstance(hands.app.page, IntakePage)
    async with windows.open("beijing") as hands:
        assert hands.screen == before
        await hands.press("f4")
    async with windows.open("beijing") as hands:
        assert not isinstance(hands.app.page, IntakePage), "who left it finds it left"
