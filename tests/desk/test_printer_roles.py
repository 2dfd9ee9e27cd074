"""A form goes to the printer of its role, and that one is asked whether it is ready."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handy import FickleSlot, issued, officer

from counter.desk.desk import Desk
from counter.desk.laying import PrinterNotReady
from counter.devices.ports import PrinterState
from counter.locale import Text


class Empty(FickleSlot):
    def check(self) -> PrinterState:
        return PrinterState(False, Text("缺纸。", "Out of paper."))


def closed(desk: Desk) -> Desk:
    desk.day.close(officer(desk), cash=0, spoiled=0)
    return desk


def test_reports_come_out_of_the_printer_for_reports(desk: Desk, printer: FickleSlot) -> None:
    reports = FickleSlot()
    two = closed(Desk.on(replace(desk.bench, printers={"reports": reports})))
    report = two.day.report(officer(two))
    assert reports.asked == [report.serial]
    slip = issued(two, officer(two)).sheet
    assert slip
    assert printer.asked == [slip.serial]


def test_without_one_they_come_out_where_slips_do(desk: Desk, printer: FickleSlot) -> None:
    report = closed(desk).day.report(officer(desk))
    assert printer.asked == [report.serial]


def test_an_empty_printer_of_another_role_stops_nothing(desk: Desk, printer: FickleSlot) -> None:
    two = closed(Desk.on(replace(desk.bench, printers={"reports": Empty()})))
    assert issued(two, officer(two)).sheet
    with pytest.raises(PrinterNotReady, match="缺纸"):
        two.day.report(officer(two))
    other = Desk.on(replace(desk.bench, printer=Empty(), printers={"reports": FickleSlot()}))
    assert other.day.report(officer(other)).serial


def test_a_printer_that_tells_nothing_is_followed_by_nobody(desk: Desk) -> None:
    sheet = issued(desk, officer(desk)).sheet
    assert sheet
    assert list(desk.jobs.follow(officer(desk), sheet.serial)) == []
    desk.jobs.cancel(officer(desk), sheet.serial)
