"""Printers that fail before and after the serial is taken."""

from __future__ import annotations

import hashlib

import pytest
from handy import (
    LI,
    FickleSlot,
    HandClock,
    at_preview,
    beside,
    issued,
)

from counter.desk.desk import Desk
from counter.desk.laying import PaperChanged, PrinterNotReady
from counter.desk.views import Session
from counter.devices.ports import PrinterProblem
from counter.store import cases
from counter.workflows.slip import Sheet, Step
from counter.workflows.table import NotNow


def test_a_printer_that_is_not_ready_uses_no_serial(
    desk: Desk, session: Session, printer: FickleSlot
) -> None:
    case = at_preview(desk, session)
    printer.failing = True
    with pytest.raises(PrinterNotReady) as caught:
        desk.slip.print(session, case.id)
    assert "没有用掉编号" in caught.value.said()
    assert desk.find.case(session, case.id).step is Step.PREVIEW
    printer.failing = False
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert sheet.serial.endswith("-0001")


def test_a_printer_that_fails_after_the_serial_gets_the_same_bytes_again(
    desk: Desk, session: Session, printer: FickleSlot, clock: HandClock
) -> None:
    case = at_preview(desk, session)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        desk.slip.print(session, case.id)
    case = desk.find.case(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.state) == (Step.CAME_OUT, Sheet.RESERVED)
    with pytest.raises(PrinterProblem):
        desk.slip.resend(session, case.id)
    printer.jammed = False
    clock.go(hours=3)
    case = desk.slip.resend(session, case.id)
    assert case.sheet is not None
    assert case.sheet.state is Sheet.SENT
    ((serial, pdf, _),) = printer.sent
    assert serial == case.sheet.serial
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    assert hashlib.sha256(pdf).hexdigest() == sheet.sha256
    with pytest.raises(NotNow):
        desk.slip.resend(session, case.id)
    assert len(printer.sent) == 1, "a sheet that was taken is not sent again"


def test_a_sheet_that_was_reserved_only_may_turn_out_printed_or_not(
    desk: Desk, session: Session, printer: FickleSlot
) -> None:
    """The power failed between the printer and the record."""
    for good in (True, False):
        case = at_preview(desk, session)
        printer.jammed = True
        with pytest.raises(PrinterProblem):
            desk.slip.print(session, case.id)
        printer.jammed = False
        if good:
            assert desk.slip.good(session, case.id).step is Step.ISSUED
        else:
            assert desk.slip.spoiled(session, case.id, "没有出纸").step is Step.SPOILED
            assert desk.slip.abandon(session, case.id, beside(desk, session)).step is Step.ABANDONED


def test_a_page_that_draws_differently_now_is_not_sent(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = at_preview(desk, session)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        desk.slip.print(session, case.id)
    printer.jammed = False
    monkeypatch.setattr(type(desk.bench.press), "pdf", lambda press, paper: b"another form")
    with pytest.raises(PaperChanged):
        desk.slip.resend(session, case.id)
    assert printer.sent == []


def test_a_press_that_fails_uses_no_serial(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = at_preview(desk, session)

    def broken(press: object, paper: object) -> bytes:
        raise PaperChanged(serial="x")

    monkeypatch.setattr(type(desk.bench.press), "pdf", broken)
    with pytest.raises(PaperChanged):
        desk.slip.print(session, case.id)
    assert desk.find.case(session, case.id).sheet is None
    assert desk.find.today(session).sheets == ()


def test_a_power_cut_between_serial_and_printer_loses_nothing(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = at_preview(desk, session)

    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    monkeypatch.setattr(FickleSlot, "send", cut)
    with pytest.raises(PowerCut):
        desk.slip.print(session, case.id)
    monkeypatch.undo()
    resumed = desk.slip.resume(session)
    assert resumed is not None
    assert resumed.sheet is not None
    assert (resumed.id, resumed.step, resumed.sheet.state) == (case.id, Step.CAME_OUT, Sheet.RESERVED)
    assert desk.slip.resend(session, case.id).sheet is not None
    assert desk.bench.store.rebuild().differing == ()


def test_serials_count_without_gap_and_begin_again_at_midnight(
    desk: Desk, session: Session, clock: HandClock
) -> None:
    serials = []
    for hours in (0, 0, 14, 0):
        clock.go(hours=hours)
        sheet = issued(desk, session, LI).sheet
        assert sheet is not None
        serials.append(sheet.serial[-13:])
    assert serials == ["20261122-0001", "20261122-0002", "20261123-0001", "20261123-0002"]
