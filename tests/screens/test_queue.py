"""Paper for those who wait: the line and its strips, the notice of an interruption, the list of papers, the printed ledger."""

from __future__ import annotations

import pytest
from handy import FickleSlot, issued, officer, words_of

from counter.screens.intake.page import IntakePage
from counter.screens.ledger import LedgerPage
from counter.screens.outage import OutagePage
from counter.screens.queue import QueuePage
from counter.workflows.application import Stage

from .conftest import SIZES
from .windows import Windows, fits


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_number_is_given_out_called_and_let_back_in(
    windows: Windows, size: tuple[int, int], language: str
) -> None:
    printer = FickleSlot()
    async with windows.open("wuxi", size=size, language=language, printer=printer) as hands:
        await hands.press("ctrl+n")
        assert isinstance(hands.app.page, QueuePage)
        fits(hands)
        await hands.press("t")
        fits(hands)
        await hands.press("9", "2", "enter", "1")
        await hands.press("t", "enter", "1", "k", "enter")
        assert printer.asked[0].endswith("-0001")
        assert len(printer.asked) == 2, "a number told by mouth takes no paper"
        fits(hands)
        await hands.press("n")
        assert "A 001" in hands.screen
        fits(hands)
        await hands.press("b")
        line = hands.desk.queue.show(officer(hands.desk))
        assert [one.number for one in line.waiting] == ["A 002", "A 003", "A 001"]
        assert [one.sheet and one.sheet.state for one in line.waiting] == ["out", None, "out"]


async def test_a_printer_that_fails_leaves_the_number_in_line_and_its_strip_is_asked_after(
    windows: Windows,
) -> None:
    printer = FickleSlot(jammed=True)
    async with windows.open("wuxi", printer=printer) as hands:
        await hands.press("f11", "q", "t", "enter")
        assert "没有接收" in hands.said
        assert "A 001" in hands.screen
        printer.jammed = False
        await hands.press("p")
        assert len(printer.asked) == 1, "nothing is sent again by itself"
        assert "看一看打印机" in hands.said
        await hands.press("3", "1")
        assert len(printer.asked) == 2
        (one,) = hands.desk.queue.show(officer(hands.desk)).waiting
        assert one.sheet
        assert one.sheet.state == "out"


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_line_gets_its_notices_and_a_number_each(
    windows: Windows, size: tuple[int, int]
) -> None:
    async with windows.open("wuxi", size=size) as hands:
        await hands.press("ctrl+n", "o")
        assert isinstance(hands.app.page, OutagePage)
        fits(hands)
        await hands.press("1", *"明天", "enter", "1", "enter", "1", "enter", "2", "1")
        fits(hands)
        assert "已发2张" in hands.said
        sheets = hands.desk.find.today(officer(hands.desk)).sheets
        told = [words_of(hands.desk, sheet.serial)["priority"][-2:] for sheet in sheets]
        assert told == ["03", "02", "01"]
        assert words_of(hands.desk, sheets[0].serial)["expected"] == "明天"
        await hands.press("escape", "escape", "b", *"1122-2", "enter")
        assert "优 1122-02" in hands.screen
        fits(hands)


async def test_a_reason_in_other_words_is_asked_for(windows: Windows) -> None:
    async with windows.open("wuxi") as hands:
        await hands.press("ctrl+n", "o", "6", "enter", "enter", "enter", "enter")
        assert "没有写明" in hands.said
        await hands.press("up", "up", "up", *"演练", "enter", *"全部", "enter", "enter", "enter", "1")
        assert "已发1张" in hands.said


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_papers_is_one_key_at_the_papers(windows: Windows, size: tuple[int, int]) -> None:
    windows.at(Stage.DOCUMENTS)
    printer = FickleSlot()
    async with windows.open("wuxi", size=size, printer=printer) as hands:
        fits(hands)
        await hands.press("m", "1")
        assert isinstance(hands.app.page, IntakePage)
        (serial,) = printer.asked
        assert serial in hands.said
        told = words_of(hands.desk, serial)
        assert "出具：" in told["materials.1.paper"]
        assert "赵试用" not in "".join(told.values()), "the strip names no citizen"


@pytest.mark.parametrize("size", SIZES)
async def test_the_ledger_of_a_week_is_printed_from_its_page(windows: Windows, size: tuple[int, int]) -> None:
    windows.prepare("beijing", issued)
    async with windows.open("beijing", size=size) as hands:
        await hands.press("f11", "b")
        assert isinstance(hands.app.page, LedgerPage)
        await hands.press("p")
        fits(hands)
        await hands.press("2", "1")
        assert "已登记出纸" in hands.said
        told = words_of(hands.desk, hands.desk.find.today(officer(hands.desk)).sheets[0].serial)
        assert told["period"] == "2026年11月16日至2026年11月22日"
        assert told["count"] == "1 次"
        fits(hands)
