from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desk.applying import handed, to_acceptance
from desk.test_collect import MATCH, SELF
from handy import FickleSlot, words_of

from counter.desk.application_views import ApplicationView
from counter.desk.desk import Desk
from counter.desk.handed import Handed
from counter.desk.views import Session
from counter.places import data_dir
from counter.rules import load_rulebook
from counter.screens.collect.page import CollectPage
from counter.screens.home import HomePage
from counter.screens.intake.page import IntakePage
from counter.screens.ledger import LedgerPage
from counter.screens.lists.application import ApplicationPage
from counter.screens.lists.menu import ITEMS, ListsPage
from counter.screens.lists.table import ListPage
from counter.workflows.application import Stage, State
from counter.workflows.slip import Sheet

from .afterwards import ARTICLE, REASON, SECOND, accepted, ready
from .conftest import SIZES, Hands, Open
from .windows import Windows, begun, fits

LEASE = """
[[service.first-id-card.document]]
code = "lease"
any_of = ["lease"]
promise = 30
valid_from = 2021-12-01
source = "wx-2021"
zh = '租赁合同。'
en = 'A lease.'
"""
"""A second paper that may be promised."""


@pytest.fixture
def trusting(tmp_path: Path) -> Callable[[Desk], Desk]:
    """A desk whose rules let the proof of stay be promised for thirty days."""
    return trusted(tmp_path)


def trusted(tmp_path: Path, more: str = "") -> Callable[[Desk], Desk]:
    """The same, with more rules behind those of Wuxi."""
    shutil.copytree(data_dir() / "jurisdictions", tmp_path / "rules")
    pack, code = tmp_path / "rules" / "wuxi.toml", 'code = "stay-proof"\n'
    words = pack.read_text(encoding="utf-8")
    assert words.count(code) == 1
    pack.write_text(words.replace(code, f"{code}promise = 30\n") + more, encoding="utf-8")
    rules, problems = load_rulebook(tmp_path / "rules")
    assert problems == ()
    return lambda desk: Desk.on(replace(desk.bench, rules=rules))


HOSTILE = "[red]张[/x]'; --"


def told(hands: Hands):  # type: ignore[no-untyped-def]
    """The application on the screen as the desk tells it now."""
    page = hands.app.page
    assert isinstance(page, ApplicationPage)
    return hands.desk.progress.show(hands.app.session, page.told.id)


# The lists ---------------------------------------------------------------------------------------------------------


async def test_enter_on_the_empty_field_and_f11_open_the_lists_and_each_line_opens(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("enter")
        assert isinstance(hands.app.page, ListsPage)
        for place, item in enumerate(ITEMS):
            await hands.press(item.key)
            opened = hands.app.page
            fits(hands)
            await hands.press("escape")
            assert isinstance(hands.app.page, ListsPage), item.code
            assert hands.app.page.at == place
            await hands.press("enter")
            assert type(hands.app.page) is type(opened)
            await hands.press("escape")
        await hands.press("escape")
        assert isinstance(hands.app.page, HomePage)


async def test_the_seal_ledger_is_a_line_of_the_lists(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f11", *["up"] * 3, "enter")
        assert isinstance(hands.app.page, LedgerPage)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_lists_are_counted_and_their_rows_open_the_application(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    def make(desk: Desk, session: Session) -> object:
        ready(desk, session, number=SECOND, name=HOSTILE)
        return accepted(desk, session)

    windows.prepare("wuxi", make)
    windows.clock.go(days=27)
    async with windows.open(size=size, language=language) as hands:
        screen = await hands.press("f11")
        fits(hands)
        counts = [line.split()[-1] for line in screen.splitlines()[4:8]]
        assert counts == ["0", "1", "0", "1"]
        await hands.press("4")
        fits(hands)
        assert "[red]张" in hands.screen, "a name is data"
        await hands.press("escape", "2")
        assert "赵试用" in hands.screen
        assert ("超 1 天" if language == "zh" else "1 d late") in hands.screen
        await hands.press("1")
        fits(hands)
        assert isinstance(hands.app.page, ApplicationPage)
        assert "2026-11-22" in hands.screen
        assert "2026-12-18" in hands.screen
        await hands.press("escape", "escape", "escape")
        assert isinstance(hands.app.page, HomePage)


async def test_a_list_is_read_again_after_something_was_done_and_groups_turn(windows: Windows) -> None:
    windows.prepare("wuxi", ready)
    windows.clock.go(days=31)
    async with windows.open() as hands:
        await hands.press("f11", "5")
        assert "满三十天未领" in hands.screen
        await hands.press("enter", "2", "enter")
        assert told(hands).state is State.UNCLAIMED
        screen = await hands.press("escape")
        assert isinstance(hands.app.page, ListPage)
        assert "没有逾期未领" in screen
        screen = await hands.press("right")
        assert "已转逾期" in screen
        assert "赵试用" in screen
        screen = await hands.press("left", "left")
        assert "赵试用" in screen, "two groups turn in a circle"
        await hands.press("enter", "1", "enter")
        assert isinstance(hands.app.page, CollectPage)


async def test_a_long_list_is_walked_and_only_what_is_seen_is_drawn(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.prepare("wuxi", accepted)
    async with windows.open() as hands:
        (one,) = hands.desk.worklists.in_state(hands.app.session, "accepted")
        many = tuple(replace(one, id=f"{n:03}", name=f"第{n:03}人") for n in range(203))

        def page_after(*_: object, after: ApplicationView | None = None) -> tuple[ApplicationView, ...]:
            first = int(after.id) + 1 if after else 0
            return many[first : first + 200]

        monkeypatch.setattr("counter.desk.worklists.Worklists.in_state", page_after)
        screen = await hands.press("f11", "8")
        assert "第000人" in screen
        assert "第 1 至 200 行；后面还有" in screen
        screen = await hands.press("end")
        assert "第199人" in screen
        assert "第180人" not in screen
        screen = await hands.press("pageup", "up")
        assert "第188人" in screen
        screen = await hands.press("home")
        assert "第000人" in screen
        fits(hands)
        screen = await hands.press("end", "down")
        assert "第 201 至 203 行" in screen
        assert "第200人" in screen
        fits(hands)
        many = many[:200]  # somebody dealt with the rest
        screen = await hands.press("left", "right")
        assert "第000人" in screen, "another group begins at its beginning"
        screen = await hands.press("end", "pagedown")
        assert "第199人" in screen, "a page that is empty by now leads back"
        assert "第 1 至 200 行" in screen


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_f1_on_lists_and_books_cites_what_they_rest_on(windows: Windows, language: str) -> None:
    windows.prepare("wuxi", accepted)
    windows.clock.go(days=27)
    zh = language == "zh"
    async with windows.open(language=language) as hands:
        assert ("首接负责" if zh else "receives a citizen first") in await hands.press("f1")
        await hands.press("f1", "f11")
        assert "GA/T 2000.6-2020" in await hands.press("f1")
        screen = await hands.press("f1", "2", "f1")
        fits(hands)
        assert ("依据:" in screen or "依据：" in screen) if zh else "since" in screen, (
            "the limit of the marked case"
        )
        assert ("《民法典》第201条" if zh else "Civil Code, Art. 201") in screen
        await hands.press("f1", "escape")
        for key, words in (("b", "1999〕25"), ("c", "财综〔2004〕8"), ("d", "五个一律")):
            screen = await hands.press(key, "f1")
            fits(hands)
            assert (words in screen) if zh else "(" in screen or "Art." in screen
            await hands.press("f1", "escape")


async def test_what_ends_soon_is_told_by_days(counter: Open) -> None:
    async with counter() as hands:
        await hands.press("f11", "7")
        page = hands.app.page
        assert isinstance(page, ListPage)
        assert page.rows
        thirty = len(page.rows)
        await hands.press("1")
        assert "签注至" in hands.screen, "the page of the permit"
        screen = await hands.press("escape", "right")
        assert "7 天内" in screen
        assert page.rows is not None
        assert len(page.rows) < thirty


# One application ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_deeds_of_the_authority_are_recorded_one_by_one(windows: Windows, language: str) -> None:
    windows.prepare("wuxi", accepted)
    async with windows.open(language=language) as hands:
        await hands.press("f11", "8", "1")
        for place, state in (
            ("1", State.REVIEWING),
            ("2", State.SIGNED),
            ("1", State.PRODUCING),
            ("1", State.READY),
        ):
            await hands.press(place)
            before = told(hands).state
            fits(hands)
            await hands.press("enter")
            assert told(hands).state is state is not before, "a digit alone records nothing"
        await hands.press("1", "enter")
        assert isinstance(hands.app.page, CollectPage)


async def test_what_needs_a_reason_asks_for_it_and_esc_lets_it_go(windows: Windows) -> None:
    windows.prepare("wuxi", lambda desk, session: accepted(desk, session, "review"))
    async with windows.open() as hands:
        await hands.press("f11", "8", "right", "1", "5", "enter")
        assert "请写一句话" in hands.screen
        await hands.press(*"a1", "escape")
        assert told(hands).state is State.REVIEWING
        assert isinstance(hands.app.page, ApplicationPage)
        await hands.press("5", *"申请人 2 次未到", "enter")
        assert told(hands).state is State.TERMINATED
        assert "没有要登记的" in hands.screen


async def test_a_rejection_takes_its_article_from_the_rules_and_is_told_on_paper(windows: Windows) -> None:
    windows.prepare("wuxi", lambda desk, session: accepted(desk, session, "review"))
    async with windows.open(printer=FickleSlot()) as hands:
        await hands.press("f11", "8", "right", "1", "3", *REASON, "enter")
        assert "依据哪一条" in hands.screen
        fits(hands)
        await hands.press("escape")
        assert told(hands).state is State.REVIEWING, "no article, no rejection"
        await hands.press("enter", "9", *ARTICLE, "enter")
        assert told(hands).state is State.REJECTED
        assert ARTICLE in hands.screen
        await hands.press("1", "enter")
        assert "纸出来了吗" in hands.screen
        await hands.press("2", "1")
        assert "已作废" in hands.screen
        await hands.press("1", "enter", "1")
        sheet = told(hands).rejection
        assert sheet is not None
        assert sheet.state is Sheet.OUT
        assert words_of(hands.desk, sheet.serial)["reasons"].endswith(f"（依据：{ARTICLE}）")
        await hands.press("1", "enter")
        assert "请写一句话" in hands.screen, "one in hand is replaced only for a reason"


async def test_a_notice_that_no_printer_took_is_asked_after_again(windows: Windows) -> None:
    printer = FickleSlot()
    windows.prepare("wuxi", lambda desk, session: accepted(desk, session, "review", "reject"))
    async with windows.open(printer=printer) as hands:
        await hands.press("f11", "8", *["right"] * 6, "1")
        printer.jammed = True
        await hands.press("1", "enter")
        assert "没有接收" in hands.screen
        printer.jammed = False
        screen = await hands.press("1", "enter")
        assert "没有出纸" in screen
        screen = await hands.press("3")
        assert "没有出纸" not in screen
        await hands.press("1")
        assert told(hands).rejection.state is Sheet.OUT
        assert len(printer.sent) == 1


async def test_a_promise_is_settled_on_its_day(windows: Windows, trusting: Callable[[Desk], Desk]) -> None:
    def make(desk: Desk, session: Session) -> object:
        desk = trusting(desk)
        view = begun(desk, session, "first-id-card")
        desk.checklist.promise(session, view.id, "stay-proof")
        return handed(desk, session, to_acceptance(desk, session, desk.intake.show(session, view.id)))

    windows.prepare("wuxi", make)
    windows.clock.go(days=30)
    async with windows.open(change=trusting) as hands:
        screen = await hands.press("f11", "6")
        assert "就业、就学" in screen
        await hands.press("1")
        assert "承诺未兑现" in hands.screen
        fits(hands)
        broken = next(n for n in range(1, 9) if f"{n}  承诺未兑现" in hands.screen)
        await hands.press(str(broken), *"查无此单位", "enter")
        assert "承诺未兑现。" in hands.screen
        screen = await hands.press("escape")
        assert "没有到期要核的承诺" in screen


async def test_a_waiting_application_goes_on_from_its_notice(windows: Windows) -> None:
    def make(desk: Desk, session: Session) -> object:
        view = begun(desk, session, "first-id-card")
        desk.checklist.want(session, view.id)
        desk.deciding.print(session, view.id)
        return desk.deciding.good(session, view.id)

    windows.prepare("wuxi", make)
    async with windows.open() as hands:
        await hands.press("f11", "3", "1")
        assert isinstance(hands.app.page, ApplicationPage)
        await hands.press("1", "enter")
        assert isinstance(hands.app.page, IntakePage)
        assert hands.app.page.case.stage is Stage.DOCUMENTS


async def test_home_counts_what_was_accepted_and_handed_over(windows: Windows) -> None:
    def make(desk: Desk, session: Session) -> object:
        view = ready(desk, session)
        desk.collect.hand_over(session, view.id, Handed("赵试用", SELF, comparison=MATCH))
        return accepted(desk, session, number=SECOND, name="钱试用")

    windows.prepare("wuxi", make)
    async with windows.open() as hands:
        assert "受理 2   发放 1" in hands.screen


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_page_with_everything_on_it_keeps_its_choices_whole(
    windows: Windows, trusting: Callable[[Desk], Desk], language: str
) -> None:
    """A promise, a fee, fingers and every deed of the review at 80 × 24: nothing is drawn over the choices."""

    def make(desk: Desk, session: Session) -> object:
        desk = trusting(desk)
        view = begun(desk, session, "first-id-card", name="上" * 20, household_address="山" * 40)
        desk.checklist.promise(session, view.id, "stay-proof")
        view = handed(desk, session, to_acceptance(desk, session, desk.intake.show(session, view.id)))
        return desk.progress.move(session, view.id, "review")

    windows.prepare("wuxi", make)
    async with windows.open(language=language, change=trusting) as hands:
        await hands.press("f11", "8", "right", "1")
        fits(hands)
        page = hands.app.page
        assert isinstance(page, ApplicationPage)
        assert len(page.choices) == 9
        for place, choice in enumerate(page.choices, 1):
            words = page._words(choice)
            assert f"{place}  {words[:8]}" in hands.screen, words
        await hands.press("5")
        fits(hands)
        await hands.press(*"x")
        assert hands.field == "x"
        assert hands.app.say("application.receipt") in hands.screen


async def test_what_may_be_done_beyond_nine_is_on_the_next_page(windows: Windows, tmp_path: Path) -> None:
    two = trusted(tmp_path, LEASE)

    def make(desk: Desk, session: Session) -> object:
        desk = two(desk)
        view = begun(desk, session, "first-id-card")
        for paper in ("stay-proof", "lease"):
            desk.checklist.promise(session, view.id, paper)
        view = handed(desk, session, to_acceptance(desk, session, desk.intake.show(session, view.id)))
        return desk.progress.move(session, view.id, "review")

    windows.prepare("wuxi", make)
    async with windows.open(change=two) as hands:
        await hands.press("f11", "8", "right", "1")
        page = hands.app.page
        assert isinstance(page, ApplicationPage)
        all_ = len(page.choices)
        assert all_ > 9
        assert f"第 1 至 9 项，共 {all_} 项" in hands.screen
        await hands.press("1", "pagedown", "enter")
        assert page.chosen is None, "nothing is recorded that is not seen"
        assert f"第 10 至 {all_} 项" in hands.screen
        fits(hands)
        receipt = str(all_ - 9)
        assert f"{receipt}  回执丢了" in hands.screen, "the last of all has a digit"
        await hands.press(receipt, *"淋湿了")
    async with windows.open(change=two) as hands:
        page = hands.app.page
        assert isinstance(page, ApplicationPage)
        assert hands.field == "淋湿了"
        assert f"{receipt}  回执丢了" in hands.screen
        await hands.press("escape", "pageup")
        assert "第 1 至 9 项" in hands.screen
        fits(hands)


async def test_the_calendar_of_endorsements_heads_its_addresses_as_such(windows: Windows) -> None:
    windows.prepare("wuxi", lambda *_: None)
    async with windows.open() as hands:
        screen = await hands.press("f11", "7")
        assert "…" in screen
        assert "区锡林路" in screen or "区样例" in screen, "the end of the address, where the house is told"
        assert "居住地" in screen
        assert "事项" not in screen


async def test_a_receipt_lost_on_the_way_home_is_printed_anew_by_two(windows: Windows) -> None:
    windows.prepare("wuxi", lambda desk, session: accepted(desk, session, "review"))
    async with windows.open() as hands:
        await hands.press("f11", "8", "1")
        while not isinstance(hands.app.page, ApplicationPage):
            await hands.press("right", "1")
        before = told(hands).receipt
        place = next(n for n, one in enumerate(hands.app.page.choices, 1) if one.code == "receipt")
        await hands.press(str(place), *"路上丢了", "enter", *"0102", "enter", *"0000", "enter")
        assert isinstance(hands.app.page, IntakePage)
        assert "出来了吗" in hands.said
        await hands.press("1")
        desk, session = hands.desk, hands.app.session
        assert desk.find.sheet(session, before).state == "voided"
        assert desk.find.sheet(session, before).replaced_by
