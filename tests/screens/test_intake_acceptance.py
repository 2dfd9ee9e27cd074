from __future__ import annotations

import pytest
from handy import AUXILIARY, FickleSlot, officer

from counter.build import open_desk
from counter.screens.home import HomePage
from counter.workflows.application import Stage, State

from .windows import ASSISTANT, Windows, begun, case, fits, task, walked

SAID = {
    "zh": ("赵试用", "居民户口簿原件已退还", "告知承诺书赵试用", "右手拇指注册成功80", "0元，依据财税〔2018〕37号",
           "本人领取", "20个工作日，至2026-12-18"),
    "en": ("赵试用", "householdbookoriginalgivenback", "letterofcommitment赵试用", "rightthumbregistered80", "0yuan,by",
           "theapplicantcollectsit", "20workingdays"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_stands_there_once_more(
    windows: Windows, language: str, size: tuple[int, int]
) -> None:
    windows.at(Stage.ACCEPTANCE)
    async with windows.open(language=language, size=size) as hands:
        fits(hands)
        seen = task(hands)
        await hands.press("pagedown")
        seen += task(hands)
        for words in SAID[language]:
            assert words in seen
        assert "通告" in seen or "notice" in seen, "the deadline has its basis"
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT
        assert case(hands).state is State.ACCEPTED


async def test_a_card_that_meets_two_demands_is_listed_once(windows: Windows) -> None:
    windows.at(Stage.ACCEPTANCE, "tianjin", "id-card-replacement")
    async with windows.open("tianjin", size=(120, 40)) as hands:
        marked = [p.code for demand in case(hands).checklist for p in demand.papers if p.mark]
        assert len(marked) > len(set(marked)), "one paper, two demands"
        names = {p.text.zh for demand in case(hands).checklist for p in demand.papers if p.mark}
        for name in names:
            assert task(hands).count(name + "原件") == 1


async def test_a_day_whose_holidays_are_not_published_is_told_as_an_estimate(windows: Windows) -> None:
    windows.clock.go(days=25)
    windows.at(Stage.ACCEPTANCE)
    async with windows.open() as hands:
        assert "预计，节假日安排未公布" in task(hands)


async def test_an_acceptance_is_on_disk_before_anything_is_printed(windows: Windows) -> None:
    printer = FickleSlot()
    windows.at(Stage.ACCEPTANCE)
    async with windows.open(printer=printer) as hands:
        await hands.press("enter")
        other = open_desk(windows.home("wuxi"), windows.clock)
        seen = other.intake.show(officer(other), case(hands).id)
        other.close()
        assert (seen.stage, seen.state, seen.sheet) == (Stage.RECEIPT, State.ACCEPTED, None)
        assert printer.asked == []


async def test_what_no_receipt_could_hold_is_told_while_it_can_still_be_shortened(windows: Windows) -> None:
    def ready(desk, session):  # type: ignore[no-untyped-def]
        view = walked(
            desk, session, begun(desk, session, "first-id-card", collect_by="mail"), Stage.COLLECTION
        )
        return desk.agreeing.collect_by(session, view.id, address="W" * 200)

    windows.prepare("wuxi", ready)
    async with windows.open() as hands:
        fits(hands)
        await hands.press("enter")
        assert "内容太长" in hands.said
        assert case(hands).stage is Stage.ACCEPTANCE
        assert case(hands).state is State.DRAFT


async def test_originals_that_still_lie_here_are_given_back_with_one_key(windows: Windows) -> None:
    def ready(desk, session):  # type: ignore[no-untyped-def]
        view = walked(desk, session, begun(desk, session, "first-id-card"), Stage.ACCEPTANCE)
        return desk.checklist.mark(session, view.id, "household-book", "seen")

    windows.prepare("wuxi", ready)
    async with windows.open() as hands:
        fits(hands)
        assert "还不能受理" in hands.screen
        assert "1退还原件：居民户口簿" in task(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.ACCEPTANCE
        assert "原件尚未退还" in hands.said
        await hands.press("1")
        assert case(hands).still == ()
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT


async def test_an_assistant_leaves_the_decision_to_an_officer_who_finds_it_at_home(windows: Windows) -> None:
    windows.prepare(
        "wuxi",
        lambda desk, session: walked(desk, session, begun(desk, session, "first-id-card"), Stage.ACCEPTANCE),
        clerk=ASSISTANT,
    )
    async with windows.open(clerk=AUXILIARY) as hands:
        fits(hands)
        assert "由正式民警决定" in hands.said
        await hands.press("enter")
        assert isinstance(hands.app.page, HomePage)
    async with windows.open() as hands:
        assert isinstance(hands.app.page, HomePage)
        assert "赵试用" in hands.screen
        await hands.press("1", "enter")
        assert case(hands).stage is Stage.ACCEPTANCE
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT


async def test_after_a_kill_the_same_page_stands_there(windows: Windows) -> None:
    windows.at(Stage.ACCEPTANCE)
    async with windows.open() as hands:
        before = hands.screen
    async with windows.open() as hands:
        assert hands.screen == before


@pytest.mark.parametrize("name", ["[red]张[/x]", "'; DROP TABLE person; --", "上" * 40])
async def test_names_are_data_here_too(windows: Windows, name: str) -> None:
    windows.at(Stage.ACCEPTANCE, name=name)
    async with windows.open() as hands:
        fits(hands)
        assert "".join(name.split())[:20] in task(hands)
        await hands.press("enter")
        fits(hands)
        await hands.press("enter")
        assert case(hands).stage is Stage.RECEIPT_OUT
