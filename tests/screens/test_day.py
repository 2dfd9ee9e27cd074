from __future__ import annotations

import re
from dataclasses import replace

import pytest
from desk.applying import NEIGHBOUR
from handy import FickleSlot

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.screens.ask import SecondDialog
from counter.screens.day import DayPage
from counter.screens.lists.menu import ListsPage
from counter.workflows.application import Stage

from .conftest import SIZES, Hands
from .windows import Windows, begun, fits, task, walked

REASON = "一笔次日补交 [b]x[/b]"


def fees(desk: Desk, session: Session) -> object:
    """Two fees under receipt numbers with a hole between them, and one receipt whose outcome nobody told."""
    for number, receipt in (("", "00123401"), (NEIGHBOUR, "00123403")):
        told = (number,) if number else ()
        view = walked(desk, session, begun(desk, session, "id-card-replacement", *told), Stage.FEE)
        desk.fees.take(session, view.id, receipt)
        view = walked(desk, session, desk.intake.show(session, view.id), Stage.RECEIPT_OUT)
        if not number:
            desk.deciding.good(session, view.id)
    return None


def with_fees(windows: Windows) -> None:
    windows.prepare("tianjin", fees)


async def opened(hands: Hands) -> DayPage:
    await hands.press("f11", "c")
    page = hands.app.page
    assert isinstance(page, DayPage), page
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_books_stand_on_the_left_and_every_difference_is_named(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    with_fees(windows)
    async with windows.open("tianjin", size, language) as hands:
        await hands.press("f4")
        await opened(hands)
        fits(hands)
        assert "00123401 – 00123403" in hands.screen
        assert "00123402" in hands.screen, "the receipt number that nobody used"
        assert "40.00" in hands.screen
        screen = await hands.press(*"20.5", "enter", "0", "enter")
        fits(hands)
        assert screen.count("✗") >= 4
        assert hands.desk.day.show(hands.app.session).closed_at is None


async def test_a_difference_is_explained_by_a_supervisor_on_the_same_screen(windows: Windows) -> None:
    with_fees(windows)
    async with windows.open("tianjin") as hands:
        await hands.press("f4")
        page = await opened(hands)
        await hands.press(*"38", "enter", "0", "enter")
        assert page.differences
        await hands.press("enter")
        assert not isinstance(hands.app.page, SecondDialog), "no reason, no supervisor"
        await hands.press(*REASON, "enter", *"0337", "enter", *"0000", "enter")
        assert "不能是本人" in hands.said
        await hands.press(*"0102", "enter", *"0000", "enter")
        assert "已日结" in hands.screen
        assert "已存档2张签名副本" in hands.said, "of every sheet that went to the printer"
        assert hands.desk.archive.check().files == 2
        assert REASON in hands.screen, "the reason is data"
        view = hands.desk.day.show(hands.app.session)
        assert (view.second, view.reason) == ("0102", REASON)
        assert "0337+0102" in hands.screen


async def test_a_count_that_is_mended_needs_nobody(windows: Windows) -> None:
    windows.prepare("wuxi", lambda *_: None)
    async with windows.open() as hands:
        await opened(hands)
        assert hands.field == "0", "no fee was taken today"
        await hands.press("enter", "3", "enter")
        assert "✗" in hands.screen
        await hands.press("up", "backspace", "0", "down", "enter")
        assert "已日结" in hands.screen
        assert hands.desk.day.show(hands.app.session).differences == ()


@pytest.mark.parametrize(
    ("cash", "spoiled"), [("-5", "0"), ("abc", "0"), ("", "0"), ("0", "-1"), ("0", "x"), ("0", "")]
)
async def test_what_is_no_count_gets_a_sentence_and_stays_in_its_field(
    windows: Windows, cash: str, spoiled: str
) -> None:
    windows.prepare("wuxi", lambda *_: None)
    async with windows.open() as hands:
        page = await opened(hands)
        await hands.press("backspace", *cash, "enter", *spoiled, "enter")
        assert "✗" in hands.screen
        assert page.form is not None
        assert [row.value for row in page.form.rows] == [cash, spoiled]
        assert page.form.row.key == ("cash" if spoiled == "0" else "spoiled"), (
            "the row at fault takes the keys"
        )
        assert hands.desk.day.show(hands.app.session).closed_at is None


async def test_the_report_is_printed_asked_after_and_printed_anew(windows: Windows) -> None:
    printer = FickleSlot()
    windows.prepare("wuxi", lambda desk, session: desk.day.close(session, cash=0, spoiled=0))
    async with windows.open(printer=printer) as hands:
        await opened(hands)
        assert "已日结" in hands.screen
        await hands.press("enter")
        assert "纸出来了吗" in hands.screen
        await hands.press("2", "1")
        assert "废纸" in hands.screen
        printer.jammed = True
        await hands.press("enter")
        assert "没有接收" in hands.screen
        printer.jammed = False
        await hands.press("enter", "3", "1")
        assert "已归档" in hands.screen
        assert [title for _, _, title in printer.sent] == ["户籍窗口日结表"] * 2
        last = hands.desk.day.last_report(hands.app.session)
        assert last is not None
        assert last.state == "out"


async def test_an_ordinary_day_takes_six_keys_with_its_report(windows: Windows) -> None:
    windows.prepare("wuxi", lambda *_: None)
    async with windows.open(printer=FickleSlot()) as hands:
        await hands.press("f11", "c", "enter")
        await hands.press("0")
        hands.pressed -= 1  # the count of spoiled sheets
        await hands.press("enter", "enter", "1")
        assert "已归档" in hands.screen
        assert hands.pressed == 6


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_forgotten_day_is_closed_first_and_then_today(windows: Windows, language: str) -> None:
    windows.at(Stage.COLLECTION, "tianjin", "id-card-replacement")
    windows.clock.go(days=2)
    async with windows.open("tianjin", language=language) as hands:
        screen = await hands.press("f4")
        assert ("2026-11-22 起有 1 天没有日结" if language == "zh" else "since 2026-11-22: 1") in screen
        fits(hands)
        await hands.press("f11")
        line = next(line for line in hands.screen.splitlines() if line.strip().startswith("c "))
        assert ("1 天没有日结" if language == "zh" else "days not closed: 1") in line
        fits(hands)
        await hands.press("c")
        fits(hands)
        assert "2026-11-22  2026-11-24" in hands.screen, "both are named, the day between is not"
        assert hands.field == "", "there was a fee that day: nothing is offered"
        screen = await hands.press("right", "right")
        assert "2026-11-24" in screen
        assert ("先结2026-11-22" if language == "zh" else "close2026-11-22first") in task(hands)
        await hands.press("left", "left", *"20", "enter", "0", "enter")
        assert hands.desk.day.show(hands.app.session).unclosed[0].isoformat() == "2026-11-24"
        fits(hands)
        await hands.press("right", "right", "enter", "0", "enter")
        assert hands.desk.day.show(hands.app.session).closed_at is not None


async def test_midnight_over_the_open_page_closes_the_day_that_was_counted(windows: Windows) -> None:
    windows.at(Stage.COLLECTION, "tianjin", "id-card-replacement")
    async with windows.open("tianjin") as hands:
        await hands.press("f4")
        await opened(hands)
        await hands.press(*"２０.００", "enter", "０")
        windows.clock.go(days=1)
        await hands.press("enter")
        assert "已日结" in hands.screen
        assert "2026-11-22" in hands.screen.splitlines()[2]
        assert hands.desk.day.show(hands.app.session).closed_at is None, "the new day has its own close"


async def test_the_days_before_are_read_and_need_no_close_without_an_act(windows: Windows) -> None:
    windows.prepare("wuxi", lambda desk, session: desk.day.close(session, cash=0, spoiled=0))
    windows.clock.go(days=1)
    async with windows.open() as hands:
        page = await opened(hands)
        assert "未日结" in hands.screen
        screen = await hands.press("left")
        assert "2026-11-22" in screen
        assert "打印日结表" in screen
        screen = await hands.press("left")
        assert "不用日结" in screen
        await hands.press("1", "enter")
        assert page.form is None
        await hands.press("right", "right", "enter", "0", "enter")
        assert "已日结" in hands.screen
        await hands.press("escape")
        assert isinstance(hands.app.page, ListsPage)


async def test_the_days_are_turned_while_nothing_is_typed_and_today_is_the_last(windows: Windows) -> None:
    windows.prepare("wuxi", lambda *_: None)
    async with windows.open() as hands:
        page = await opened(hands)
        assert "← 前一天" in hands.screen
        assert "后一天还没有到" in await hands.press("right")
        assert page.day is not None
        assert page.day.day.isoformat() == "2026-11-22", "a day to come has no books"
        await hands.press("3")
        assert "前一天" not in hands.screen, "now the arrows are of the field"
        await hands.press("left", "1")
        assert hands.field == "013"
        await hands.press(*["end", "backspace", "backspace"])
        assert "← 前一天" in hands.screen
        assert "2026-11-21" in await hands.press("left")


async def test_every_form_that_was_printed_keeps_its_count(windows: Windows) -> None:
    async with windows.open("tianjin", language="en") as hands:
        page, forms = await opened(hands), hands.desk.bench.press.forms
        assert page.day is not None
        page.day = replace(page.day, printed=((forms["cancellation-certificate"].title, 12),))
        page.show()
        fits(hands)
        assert "entry 12" in hands.screen
        page.day = replace(page.day, printed=tuple((form.title, 77) for form in forms.values()))
        page.show()
        fits(hands)
        left = re.search(r"other forms: (\d+)", hands.screen)
        assert left is not None
        assert hands.screen.count(" 77") + int(left[1]) == len(forms)


async def test_where_no_day_was_forgotten_the_list_says_nothing_of_it(windows: Windows) -> None:
    async with windows.open() as hands:
        assert "没有日结" not in await hands.press("f11")
        assert "账面和清点" in hands.screen
