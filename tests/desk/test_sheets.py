from __future__ import annotations

from typing import Any

import pytest
from handy import (
    LI,
    NOON,
    STRANGER,
    FickleSlot,
    HandClock,
    at_preview,
    beside,
    imported,
    issued,
    number_for,
    row,
)

from counter.desk.desk import Desk
from counter.desk.find import NoSuchSheet
from counter.desk.rights import NeedsSecond, NotYourRole
from counter.desk.sheets import ReasonMissing
from counter.desk.slip import HolderChanged
from counter.desk.views import ClerkView, Role, Session, SheetView, SheetWays
from counter.devices.ports import PrinterProblem
from counter.printing.code import read
from counter.store import cases
from counter.values.remark import RemarkHasHiddenCharacter
from counter.values.serial import NotASerial
from counter.workflows.slip import Sheet, Step
from counter.workflows.table import NotNow


@pytest.fixture
def out(desk: Desk, session: Session) -> SheetView:
    sheet = issued(desk, session).sheet
    assert sheet is not None
    return sheet


def test_a_sealed_sheet_is_voided_by_two_people_with_a_reason(
    desk: Desk, session: Session, out: SheetView
) -> None:
    with pytest.raises(NeedsSecond):
        desk.sheets.void(session, None, out.serial, "写错")
    second = beside(desk, session)
    for nothing in ("", "  \n "):
        with pytest.raises(ReasonMissing):
            desk.sheets.void(session, second, out.serial, nothing)
    with pytest.raises(RemarkHasHiddenCharacter):
        desk.sheets.void(session, second, out.serial, "写\x1b[2J错")
    assert desk.find.sheet(session, out.serial).state is Sheet.OUT
    voided = desk.sheets.void(session, second, out.serial.lower(), " 写\n错 ")
    assert (voided.state, voided.reason) == (Sheet.VOIDED, "写 错")
    (use,) = desk.seals.ledger(session, NOON.date()).uses
    assert (use.clerk, use.second, use.state) == ("0337", "0102", Sheet.VOIDED)
    with pytest.raises(NotNow):
        desk.sheets.void(session, second, out.serial, "again")
    with pytest.raises(NotNow):
        desk.sheets.reprint(session, second, out.serial, "again")


def test_a_notice_is_voided_by_one_person(desk: Desk, session: Session) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    sheet = desk.slip.good(session, desk.slip.print(session, case.id).id).sheet
    assert sheet is not None
    assert desk.sheets.void(session, None, sheet.serial, "号码看错").state is Sheet.VOIDED


def test_a_sheet_under_way_is_not_voided(desk: Desk, session: Session) -> None:
    sheet = desk.slip.print(session, at_preview(desk, session).id).sheet
    assert sheet is not None
    with pytest.raises(NotNow):
        desk.sheets.void(session, beside(desk, session), sheet.serial, "x")


def test_voiding_a_spoiled_sheet_gives_its_journey_up(desk: Desk, session: Session) -> None:
    """Else the journey would wait for ever for a sheet that is gone."""
    case = desk.slip.print(session, at_preview(desk, session).id)
    case = desk.slip.spoiled(session, case.id, "卡纸")
    assert case.sheet is not None
    desk.sheets.void(session, beside(desk, session), case.sheet.serial, "卡纸")
    case = desk.find.case(session, case.id)
    assert (case.step, case.open) == (Step.ABANDONED, False)
    assert desk.slip.resume(session) is None
    assert desk.bench.store.rebuild().differing == ()


def test_a_reprint_replaces_and_voids_at_once(
    desk: Desk, session: Session, out: SheetView, clock: HandClock
) -> None:
    clock.go(days=1)
    case = desk.sheets.reprint(session, beside(desk, session), out.serial, "打印模糊")
    new = case.sheet
    assert new is not None
    assert (case.step, new.serial, new.replaces, new.reason) == (
        Step.CAME_OUT, "L110108990-01-20261123-0001", out.serial, "打印模糊",
    )  # fmt: skip
    old = desk.find.sheet(session, out.serial)
    assert (old.state, old.replaced_by, old.reason) == (Sheet.VOIDED, new.serial, "打印模糊")
    with desk.bench.store.reading() as db:
        before, after = cases.sheet(db, out.serial), cases.sheet(db, new.serial)
    assert before is not None
    assert after is not None
    changed = {code for (code, one), (_, two) in zip(before.fields, after.fields, strict=True) if one != two}
    assert changed == {"remark"}, "the new sheet says what the old one said"
    assert out.serial in dict(after.fields)["remark"]
    assert before.code != after.code
    case = desk.slip.good(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.reason) == (Step.ISSUED, "打印模糊")
    assert [use.serial for use in desk.seals.ledger(session).uses] == [new.serial]
    desk.sheets.reprint(session, beside(desk, session), new.serial, "又模糊")


def test_a_reprint_over_midnight_asks_about_the_new_sheet(
    desk: Desk, session: Session, clock: HandClock
) -> None:
    issued(desk, session)
    case = issued(desk, session)
    assert case.sheet is not None
    assert case.sheet.serial.endswith("-0002")
    clock.go(days=1)
    case = desk.sheets.reprint(session, beside(desk, session), case.sheet.serial, "模糊")
    assert case.sheet is not None
    assert case.sheet.serial.endswith("20261123-0001")
    case = desk.slip.spoiled(session, case.id, "卡纸")
    assert case.sheet is not None
    assert (case.sheet.serial[-13:], case.sheet.state) == ("20261123-0001", Sheet.SPOILED)


def test_a_reprint_that_cannot_be_sent_is_sent_again(
    desk: Desk, session: Session, out: SheetView, printer: FickleSlot
) -> None:
    second, printer.jammed = beside(desk, session), True
    with pytest.raises(PrinterProblem):
        desk.sheets.reprint(session, second, out.serial, "模糊")
    printer.jammed = False
    resumed = desk.slip.resume(session)
    assert resumed is not None
    assert resumed.sheet is not None
    assert resumed.sheet.state is Sheet.RESERVED
    assert desk.slip.resend(session, resumed.id).sheet == desk.find.sheet(session, resumed.sheet.serial)
    assert desk.slip.good(session, resumed.id).step is Step.ISSUED


def test_a_slip_of_a_permit_cancelled_since_is_not_printed_again(
    desk: Desk, session: Session, tmp_path: Any
) -> None:
    number = number_for(order=4)
    imported(desk, tmp_path, row(number=number))
    sheet = issued(desk, session, number).sheet
    assert sheet is not None
    imported(desk, tmp_path, row(number=number, state="已注销"))
    with pytest.raises(HolderChanged):
        desk.sheets.reprint(session, beside(desk, session), sheet.serial, "模糊")
    assert desk.sheets.void(session, beside(desk, session), sheet.serial, "已注销").state is Sheet.VOIDED


def test_two_windows_reprinting_one_sheet_make_one(
    desk: Desk, session: Session, out: SheetView, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = beside(desk, session)
    draw, done = type(desk.bench.press).pdf, []

    def pdf(press: Any, paper: Any) -> bytes:
        if not done:
            done.append(True)
            desk.sheets.reprint(session, second, out.serial, "模糊")
        return draw(press, paper)

    monkeypatch.setattr(type(desk.bench.press), "pdf", pdf)
    with pytest.raises(NotNow):
        desk.sheets.reprint(session, second, out.serial, "模糊")
    assert [serial[-4:] for serial, _, _ in printer.sent] == ["0001", "0002"]
    assert len(desk.find.today(session).sheets) == 2


def test_only_who_may_issue_may_void(desk: Desk, session: Session, out: SheetView) -> None:
    second = beside(desk, session)
    for number in ("0555", "0808", "0601"):
        with pytest.raises(NotYourRole):
            desk.sheets.void(desk.people.sign_in(number, "0000"), second, out.serial, "x")


def test_sheets_are_found_by_serial_and_by_their_code(desk: Desk, session: Session, out: SheetView) -> None:
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, out.serial)
    assert sheet is not None
    assert desk.find.sheet(session, sheet.code) == desk.find.sheet(session, f" {out.serial.lower()} ") == out
    claims = read(sheet.code, {desk.bench.key.now().key_id: desk.bench.key.now().public})
    assert (claims.serial, claims.specimen) == (out.serial, True)
    assert LI not in sheet.code
    assert desk.find.case_of_sheet(session, out.serial) == sheet.case_id


@pytest.mark.parametrize(
    "text", ["", "x", "L", "🙂", "\0", "NCFOXN", "HC1:6BF", "'; DROP TABLE sheet; --", "\x1b[31m"]
)
def test_what_is_no_serial_is_told(desk: Desk, session: Session, text: str) -> None:
    with pytest.raises(NotASerial):
        desk.find.sheet(session, text)


def test_sheets_of_elsewhere_are_not_here(desk: Desk, session: Session, out: SheetView) -> None:
    for serial in (
        "L110108990-01-20261122-0099",
        "L110108990-02-20261122-0001",
        "L999999990-01-20261122-0001",
    ):
        with pytest.raises(NoSuchSheet):
            desk.find.sheet(session, serial)


def test_a_code_with_one_changed_sign_is_not_believed(desk: Desk, session: Session, out: SheetView) -> None:
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, out.serial)
    assert sheet is not None
    place = len(sheet.code) // 2
    other = sheet.code[:place] + ("A" if sheet.code[place] != "A" else "B") + sheet.code[place + 1 :]
    with pytest.raises(NotASerial):
        desk.find.sheet(session, other)


def test_today_counts_what_came_out(desk: Desk, session: Session, out: SheetView, clock: HandClock) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    desk.slip.good(session, desk.slip.print(session, case.id).id)
    second = issued(desk, session).sheet
    assert second is not None
    desk.sheets.void(session, beside(desk, session), second.serial, "错")
    today = desk.find.today(session)
    assert (today.issued, today.refused, today.voided) == (1, 1, 1)
    assert [sheet.serial[-4:] for sheet in today.sheets] == ["0003", "0002", "0001"]
    clock.go(days=1)
    assert desk.find.today(session).sheets == ()


def test_a_clerk_is_told_what_can_be_done_to_a_sheet_and_where_the_rest_is_done(
    desk: Desk, session: Session, out: SheetView
) -> None:
    ways = desk.sheets.ways
    assert ways(session, out.serial) == SheetWays(("void", "reprint"))
    auxiliary = Session(ClerkView("0555", "周协管", Role.AUXILIARY), NOON)
    assert ways(auxiliary, out.serial) == SheetWays(())
    case = desk.slip.print(session, at_preview(desk, session, LI).id)
    assert case.sheet
    assert ways(session, case.sheet.serial) == SheetWays((), "slip", case.id)
    desk.sheets.void(session, beside(desk, session), out.serial, "写错")
    assert ways(session, out.serial) == SheetWays(()), "nothing more can be done to it"
    strip = desk.queue.take(session).sheet
    assert strip
    assert ways(session, strip.serial) == SheetWays(("settle",))
    auditor = Session(ClerkView("0808", "吴审计", Role.AUDITOR), NOON)
    assert ways(auditor, strip.serial) == SheetWays(())
    desk.loose.out(session, strip.serial)
    assert ways(session, strip.serial) == SheetWays(())
    desk.slip.good(session, case.id)
    desk.day.close(session, cash=0, spoiled=1)
    report = desk.day.report(session)
    assert ways(session, report.serial) == SheetWays((), "day", "2026-11-22")
