"""A printer that fails under the clerk's hand: the page goes where the store stands, and nothing is printed twice."""

from __future__ import annotations

from typing import Any

from counter.build import open_desk
from counter.devices.dummy import RecordingPrinter
from counter.devices.ports import PrinterProblem, PrinterState, PrintReceipt
from counter.locale import Text
from counter.workflows.slip import Sheet, Step

from .conftest import NUMBER, Open


class Failing(RecordingPrinter):
    """Says it is ready and then takes nothing, until it is mended."""

    broken = True

    def send(self, serial: str, pdf: bytes, title: str) -> PrintReceipt:
        if self.broken:
            raise PrinterProblem(printer="窗口打印机", reason=Text("没有反应", "no answer"))
        return super().send(serial, pdf, title)


class Empty(RecordingPrinter):
    """Out of paper, and says so."""

    def check(self) -> PrinterState:
        return PrinterState(False, Text("缺纸,请加纸。", "Out of paper; please add some."))


def on(printer: RecordingPrinter) -> Any:
    return lambda where: open_desk(where, printer=printer)


async def test_the_page_asks_about_the_sheet_that_was_reserved(counter: Open) -> None:
    printer = Failing()
    async with counter(open_desk=on(printer)) as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter")
        await hands.press("enter")
        assert hands.app.page.case.step is Step.CAME_OUT
        assert hands.app.page.case.sheet.state is Sheet.RESERVED
        assert "窗口打印机" in hands.said, "what happened is told"
        assert "编号和内容都在" in hands.said, "that nothing is lost is told"
        printer.broken = False
        await hands.press("3")
        assert hands.app.page.case.sheet.state is Sheet.SENT
        assert len(printer.sent) == 1
        await hands.press("1")
        assert "已开具" in hands.screen


async def test_without_paper_no_serial_is_used_and_the_page_stays(counter: Open) -> None:
    async with counter(open_desk=on(Empty())) as hands:
        await hands.press("f5", *NUMBER, "enter", "1", "enter")
        await hands.press("enter")
        assert hands.app.page.case.step is Step.PREVIEW
        assert hands.app.page.case.sheet is None
        assert "缺纸" in hands.said
        assert "没有用掉编号" in hands.said
