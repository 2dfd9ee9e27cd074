"""The journey of a slip on a real encrypted store, verb by verb."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from handy import (
    GULI,
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

from counter.clock import STATION_ZONE
from counter.desk.cases import NoSuchCase
from counter.desk.desk import Desk
from counter.desk.journey import Finished, NoSheet
from counter.desk.laying import PaperChanged, PrinterNotReady
from counter.desk.people import NeedsSomebodyElse, NotYourRole, Second
from counter.desk.slip import HolderChanged, MovedMeanwhile, NeedsSecond, NotRefusedAnyMore
from counter.desk.taking import DescribeGlyphs, HolderGone, NoSuchChoice
from counter.desk.views import ClerkView, Role, Session
from counter.devices.ports import PrinterProblem
from counter.store import cases
from counter.store.apply import Kind
from counter.values.citizen_number import NotACitizenNumber
from counter.workflows.slip import Act, Sheet, Step
from counter.workflows.table import NotNow

UNPRINTABLE = "\U0002ebf0"


def words_of(desk: Desk, serial: str) -> dict[str, str]:
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    return dict(sheet.fields)


def kinds(desk: Desk, subject: str) -> list[str]:
    return [act.kind for act in desk.bench.store.acts(subject=subject, last=99)]


# The ordinary way -------------------------------------------------------------------------------------------------


def test_the_whole_journey(desk: Desk, session: Session, printer: FickleSlot) -> None:
    case = desk.slip.begin(session)
    assert (case.step, case.open, case.holder, case.sheet) == (Step.NUMBER, True, None, None)
    case = desk.slip.enter_number(session, case.id, "１３０１９８ 19880512 0138")
    assert case.step is Step.SHOWN
    assert case.holder is not None
    assert (case.holder.name, case.holder.masked_number) == ("李𠅤", "130198********0138")
    assert case.holder.rare == (("𠅤", "U+20164"),)
    assert [choice.key for choice in case.choices] == ["1", "2", "3", "4", "5", "6"]
    assert [choice.code for choice in case.choices if choice.refused] == ["screenshot", "agent"]
    case = desk.slip.show(session, case.id, "2")
    assert (case.step, case.shown and case.shown.code) == (Step.READ_BACK, "household-book")
    assert desk.slip.confirm(session, case.id).step is Step.PREVIEW
    case = desk.slip.print(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.state) == (Step.CAME_OUT, Sheet.SENT)
    assert case.sheet.serial == "L110108990-01-20261122-0001"
    case = desk.slip.good(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.open, case.sheet.state) == (Step.ISSUED, False, Sheet.OUT)
    assert desk.slip.resume(session) is None
    ((serial, pdf, title),) = printer.sent
    assert serial == case.sheet.serial
    assert "李" not in title, "the operator of the printer sees no name"
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    assert sheet.sha256 == hashlib.sha256(pdf).hexdigest()
    assert kinds(desk, case.id) == ["case.opened", *["case.moved"] * 5]
    assert desk.bench.store.verify() == ()
    assert desk.bench.store.rebuild().differing == ()


def test_the_slip_says_what_the_register_says(desk: Desk, session: Session) -> None:
    case = issued(desk, session, GULI)
    assert case.sheet is not None
    words = words_of(desk, case.sheet.serial)
    assert words["name"] == "古丽巴哈尔·艾山江"
    assert words["citizen-number"] == GULI
    assert words["permit-state"] == "有效"
    assert words["shown-document"] == "居民户口簿"
    assert words["queried-at"] == "2026年11月22日 12时00分"
    assert words["clerk"] == "王思远 0337"
    assert all(text for code, text in words.items() if code != "remark")


def test_the_preview_has_the_words_of_the_sheet(desk: Desk, session: Session) -> None:
    case = at_preview(desk, session)
    lines = ["".join(span.text for span in line) for line in desk.slip.preview(session, case.id, 78)]
    shown = "".join(lines).replace(" ", "")
    case = desk.slip.print(session, case.id)
    assert case.sheet is not None
    words = words_of(desk, case.sheet.serial)
    for code in (
        "name",
        "sex",
        "ethnic-group",
        "birth-date",
        "permit-number",
        "shown-document",
        "queried-at",
        "clerk",
    ):
        assert words[code].replace(" ", "") in shown, code
    assert LI not in shown
    assert "130198********0138" in shown
    unmasked = desk.slip.preview(session, case.id, 78, unmasked=True)
    assert LI in "".join(span.text for line in unmasked for span in line)
    assert "样张" in shown


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "id-card", "electronic-permit"])
def test_each_of_the_four_documents_will_do(desk: Desk, session: Session, key: str) -> None:
    assert at_preview(desk, session, shown=key).step is Step.PREVIEW


@pytest.mark.parametrize("key", ["0", "7", "", "居民户口簿", "\x1b[A", "1 "])
def test_another_key_is_no_answer(desk: Desk, session: Session, key: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, LI)
    with pytest.raises(NoSuchChoice):
        desk.slip.show(session, case.id, key)
    assert desk.find.case(session, case.id).step is Step.SHOWN


def test_a_wrong_number_costs_nothing_and_the_right_one_is_suggested(desk: Desk, session: Session) -> None:
    case = desk.slip.begin(session)
    wrong = LI[:13] + "3" + LI[14:]
    desk.slip.keep_typed(session, case.id, "number", wrong)
    with pytest.raises(NotACitizenNumber):
        desk.slip.enter_number(session, case.id, wrong)
    again = desk.find.case(session, case.id)
    assert (again.step, again.typed) == (Step.NUMBER, {"number": wrong})
    assert desk.slip.suggest(session, wrong) == LI
    assert desk.slip.suggest(session, LI) is None
    assert desk.slip.suggest(session, "13") is None


def test_nothing_is_suggested_when_two_people_fit(desk: Desk, session: Session, tmp_path: Path) -> None:
    wrong = LI[:13] + "3" + LI[14:]
    from counter.values.citizen_number import read

    other = next(n for n in read(wrong, NOON.date()).mendings if n != LI)
    imported(desk, tmp_path, row(number=other))
    assert desk.slip.suggest(session, wrong) is None


# Refusals ---------------------------------------------------------------------------------------------------------


def _refused_holder(desk: Desk, folder: Path, state: str, until: str = "2027-01-01") -> str:
    number = number_for(order=77)
    assert imported(desk, folder, row(number=number, state=state, endorsed_until=until)).new == 1
    return number


REFUSALS = [
    ("lapsed", "到期失效", "2027-01-01", "permit-lapsed"),
    ("cancelled", "注销", "2027-01-01", "permit-cancelled"),
    ("revoked", "已撤销", "2027-01-01", "permit-revoked"),
    ("suspended", "使用功能中止", "2027-01-01", "permit-suspended"),
    ("suspended", "有效", "2026-11-21", "permit-suspended"),
]


@pytest.mark.parametrize(("state", "word", "until", "code"), REFUSALS)
def test_a_permit_that_is_not_valid_is_refused_with_its_notice(
    desk: Desk,
    session: Session,
    printer: FickleSlot,
    tmp_path: Path,
    state: str,
    word: str,
    until: str,
    code: str,
) -> None:
    number = _refused_holder(desk, tmp_path, word, until)
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, number)
    assert case.step is Step.REFUSAL
    assert case.holder is not None
    assert case.holder.state_code == state
    _prints_notice(desk, session, printer, case.id, code, "张样例")


def test_the_last_day_of_an_endorsement_is_still_valid(desk: Desk, session: Session, tmp_path: Path) -> None:
    number = _refused_holder(desk, tmp_path, "有效", "2026-11-22")
    assert desk.slip.enter_number(session, desk.slip.begin(session).id, number).step is Step.SHOWN


def test_nobody_under_this_number(desk: Desk, session: Session, printer: FickleSlot) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    assert (case.step, case.holder, case.searched) == (Step.REFUSAL, None, "110105********002X")
    _prints_notice(desk, session, printer, case.id, "permit-not-found", "")


@pytest.mark.parametrize(("key", "code"), [("5", "screenshot-no-proof"), ("6", "holder-must-come")])
def test_a_screenshot_and_an_agent_are_refused(
    desk: Desk, session: Session, printer: FickleSlot, key: str, code: str
) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, LI)
    case = desk.slip.show(session, case.id, key)
    assert case.step is Step.REFUSAL
    _prints_notice(desk, session, printer, case.id, code, "李𠅤")


def _prints_notice(
    desk: Desk, session: Session, printer: FickleSlot, case_id: str, code: str, name: str
) -> None:
    case = desk.find.case(session, case_id)
    assert [refusal.code for refusal in case.refusals] == [code]
    assert all(refusal.text.zh and refusal.source.zh and refusal.remedy.en for refusal in case.refusals)
    case = desk.slip.print(session, case_id)
    assert case.sheet is not None
    assert (case.step, case.sheet.form) == (Step.NOTICE_OUT, "refusal-notice")
    words = words_of(desk, case.sheet.serial)
    assert words.pop("name") == name
    assert all(words.values()), words
    assert case.refusals[0].text.zh in words["reasons"]
    assert case.refusals[0].source.zh in words["reasons"], "no refusal without its article"
    assert case.refusals[0].remedy.zh in words["next-step"]
    assert "*" in words["citizen-number"], "a notice lies on the table; the number is masked"
    assert desk.slip.good(session, case_id).step is Step.REFUSED
    assert desk.seals.ledger(session, NOON.date()) == ()
    assert len(printer.sent) == 1


def test_a_refusal_may_be_stepped_back_from(desk: Desk, session: Session) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, LI)
    desk.slip.show(session, case.id, "5")
    case = desk.slip.back(session, case.id)
    assert (case.step, case.shown, case.refusals) == (Step.SHOWN, None, ())
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    case = desk.slip.back(session, case.id)
    assert (case.step, case.searched, case.refusals) == (Step.NUMBER, "", ())


def test_a_spoiled_notice_is_void_and_the_next_one_replaces_it(desk: Desk, session: Session) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    first = desk.slip.print(session, case.id).sheet
    case = desk.slip.spoiled(session, case.id, "卡纸")
    assert (case.step, case.sheet and case.sheet.state) == (Step.REFUSAL, Sheet.VOIDED)
    second = desk.slip.print(session, case.id).sheet
    assert first is not None
    assert second is not None
    assert second.replaces == first.serial
    assert desk.find.sheet(session, first.serial).replaced_by == second.serial
    assert desk.slip.good(session, case.id).step is Step.REFUSED


def test_steps_back_forget_only_what_comes_after(desk: Desk, session: Session) -> None:
    case = at_preview(desk, session)
    case = desk.slip.back(session, case.id)
    assert (case.step, case.shown and case.shown.key) == (Step.READ_BACK, "2")
    case = desk.slip.back(session, case.id)
    assert case.step is Step.SHOWN
    assert case.holder is not None
    case = desk.slip.back(session, case.id)
    assert (case.step, case.holder, case.shown) == (Step.NUMBER, None, None)
    with pytest.raises(NotNow):
        desk.slip.back(session, case.id)


# Roles ------------------------------------------------------------------------------------------------------------


def test_an_auxiliary_drafts_and_an_officer_prints(desk: Desk, session: Session, printer: FickleSlot) -> None:
    auxiliary = desk.people.sign_in("0555", "0000")
    case = at_preview(desk, auxiliary)
    for verb in (desk.slip.print, desk.slip.good, desk.slip.resend):
        with pytest.raises(NotYourRole):
            verb(auxiliary, case.id)
    with pytest.raises(NotYourRole):
        desk.slip.spoiled(auxiliary, case.id, "x")
    assert printer.sent == []
    desk.slip.park(auxiliary, case.id)
    assert desk.slip.open(session, case.id).clerk == "0337"
    assert desk.slip.print(session, case.id).step is Step.CAME_OUT


@pytest.mark.parametrize("number", ["0808", "0601"])
def test_an_auditor_and_a_seal_keeper_take_nothing_in(desk: Desk, session: Session, number: str) -> None:
    stranger = desk.people.sign_in(number, "0000")
    case = at_preview(desk, session)
    before = desk.bench.store.acts(last=1)
    verbs: list[Any] = [
        lambda: desk.slip.begin(stranger),
        lambda: desk.slip.enter_number(stranger, case.id, LI),
        lambda: desk.slip.show(stranger, case.id, "1"),
        lambda: desk.slip.confirm(stranger, case.id),
        lambda: desk.slip.back(stranger, case.id),
        lambda: desk.slip.park(stranger, case.id),
        lambda: desk.slip.open(stranger, case.id),
        lambda: desk.slip.abandon(stranger, case.id),
        lambda: desk.slip.print(stranger, case.id),
        lambda: desk.sheets.void(stranger, None, "L110108990-01-20261122-0001", "x"),
    ]
    for verb in verbs:
        with pytest.raises((NotYourRole, NotNow)):
            verb()
    assert desk.bench.store.acts(last=1) == before
    assert desk.find.case(stranger, case.id) == desk.find.case(session, case.id), "but they may look"


# Spoiled, reprinted -----------------------------------------------------------------------------------------------


def test_a_spoiled_slip_is_replaced_by_two_people(desk: Desk, session: Session) -> None:
    case = desk.slip.print(session, at_preview(desk, session).id)
    first = case.sheet
    case = desk.slip.spoiled(session, case.id, "  卡纸\n撕坏 ")
    assert first is not None
    assert case.sheet is not None
    assert (case.step, case.sheet.state, case.sheet.reason) == (Step.SPOILED, Sheet.SPOILED, "卡纸 撕坏")
    with pytest.raises(NeedsSecond):
        desk.slip.reprint(session, case.id, None)
    case = desk.slip.reprint(session, case.id, beside(desk, session))
    assert case.sheet is not None
    assert (case.step, case.sheet.serial, case.sheet.replaces) == (
        Step.CAME_OUT, "L110108990-01-20261122-0002", first.serial,
    )  # fmt: skip
    assert first.serial in words_of(desk, case.sheet.serial)["remark"]
    old = desk.find.sheet(session, first.serial)
    assert (old.state, old.replaced_by, old.reason) == (Sheet.VOIDED, case.sheet.serial, "卡纸 撕坏")
    assert desk.slip.good(session, case.id).step is Step.ISSUED
    uses = desk.seals.ledger(session, NOON.date())
    assert [(use.serial, use.clerk, use.second, use.state) for use in uses] == [
        (first.serial, "0337", "0102", Sheet.VOIDED), (case.sheet.serial, "0337", "0102", Sheet.OUT),
    ]  # fmt: skip


def test_a_spoiled_slip_may_be_given_up_by_two_people(desk: Desk, session: Session) -> None:
    case = desk.slip.spoiled(session, desk.slip.print(session, at_preview(desk, session).id).id, "卡纸")
    with pytest.raises(NeedsSecond):
        desk.slip.abandon(session, case.id)
    case = desk.slip.abandon(session, case.id, beside(desk, session))
    assert case.sheet is not None
    assert (case.step, case.sheet.state) == (Step.ABANDONED, Sheet.VOIDED)


def test_the_second_person_of_another_session_is_not_oneself(desk: Desk, session: Session) -> None:
    second = beside(desk, session)
    supervisor = desk.people.sign_in("0102", "0000")
    case = desk.slip.spoiled(
        supervisor, desk.slip.print(supervisor, at_preview(desk, supervisor).id).id, "卡纸"
    )
    with pytest.raises(NeedsSomebodyElse):
        desk.slip.reprint(supervisor, case.id, second)
    with pytest.raises(NeedsSomebodyElse):
        desk.slip.abandon(supervisor, case.id, second)
    assert case.sheet is not None
    with pytest.raises(NeedsSomebodyElse):
        desk.sheets.void(supervisor, second, case.sheet.serial, "x")


# The printer ------------------------------------------------------------------------------------------------------


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


# Attacks ----------------------------------------------------------------------------------------------------------


def test_enter_pressed_twice_prints_once(desk: Desk, session: Session, printer: FickleSlot) -> None:
    case = at_preview(desk, session)
    desk.slip.print(session, case.id)
    with pytest.raises(NotNow):
        desk.slip.print(session, case.id)
    assert len(printer.sent) == 1
    assert len(desk.find.today(session).sheets) == 1
    desk.slip.good(session, case.id)
    with pytest.raises(NotNow):
        desk.slip.good(session, case.id)
    with pytest.raises(NotNow):
        desk.slip.spoiled(session, case.id, "x")


def _during_drawing(desk: Desk, monkeypatch: pytest.MonkeyPatch, meanwhile: Any) -> None:
    """Let somebody else act while the page is being drawn."""
    draw, done = type(desk.bench.press).pdf, []

    def pdf(press: Any, paper: Any) -> bytes:
        if not done:
            done.append(True)
            meanwhile()
        return draw(press, paper)

    monkeypatch.setattr(type(desk.bench.press), "pdf", pdf)


def test_two_windows_printing_one_journey_make_one_sheet(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = at_preview(desk, session)
    _during_drawing(desk, monkeypatch, lambda: desk.slip.print(session, case.id))
    with pytest.raises(MovedMeanwhile):
        desk.slip.print(session, case.id)
    assert len(printer.sent) == 1
    assert [sheet.serial[-4:] for sheet in desk.find.today(session).sheets] == ["0001"]


def test_another_window_that_takes_the_number_makes_the_page_be_drawn_again(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = at_preview(desk, session), at_preview(desk, session, GULI)
    _during_drawing(desk, monkeypatch, lambda: desk.slip.print(session, other.id))
    sheet = desk.slip.print(session, mine.id).sheet
    assert sheet is not None
    assert sheet.serial.endswith("-0002")
    assert [serial[-4:] for serial, _, _ in printer.sent] == ["0001", "0002"]


def test_another_holder_chosen_while_the_page_was_drawn_stops_the_print(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = at_preview(desk, session)

    def somebody_else() -> None:
        for _ in range(3):
            desk.slip.back(session, case.id)
        desk.slip.enter_number(session, case.id, GULI)
        desk.slip.show(session, case.id, "2")
        desk.slip.confirm(session, case.id)

    _during_drawing(desk, monkeypatch, somebody_else)
    with pytest.raises(MovedMeanwhile):
        desk.slip.print(session, case.id)
    assert printer.sent == []
    assert desk.find.today(session).sheets == ()


def test_a_step_back_at_one_window_does_not_undo_the_print_of_another(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back reads the step in the transaction that writes it."""
    case = at_preview(desk, session)
    acting, done = type(desk.slip)._acting, []

    def late(slip: Any, by: Session) -> Any:
        if not done:
            done.append(True)
            desk.slip.print(session, case.id)
        return acting(slip, by)

    monkeypatch.setattr(type(desk.slip), "_acting", late)
    with pytest.raises(NotNow):
        desk.slip.back(session, case.id)
    assert desk.find.case(session, case.id).step is Step.CAME_OUT


def test_good_said_while_the_record_of_sending_is_late_stays_said(
    desk: Desk, session: Session, printer: FickleSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = at_preview(desk, session)
    send = FickleSlot.send

    def slowly(slot: FickleSlot, serial: str, pdf: bytes, title: str) -> Any:
        receipt = send(slot, serial, pdf, title)
        desk.slip.good(session, case.id)
        return receipt

    monkeypatch.setattr(FickleSlot, "send", slowly)
    case = desk.slip.print(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.state) == (Step.ISSUED, Sheet.OUT)


def test_a_permit_that_ends_at_midnight_is_refused_at_the_next_act(
    desk: Desk, session: Session, printer: FickleSlot, clock: HandClock, tmp_path: Path
) -> None:
    number = _refused_holder(desk, tmp_path, "有效", "2026-11-22")
    for act in ("show", "confirm", "print"):
        clock.moment = datetime(2026, 11, 22, 23, 59, tzinfo=STATION_ZONE)
        case = desk.slip.enter_number(session, desk.slip.begin(session).id, number)
        if act != "show":
            desk.slip.show(session, case.id, "1")
        if act == "print":
            desk.slip.confirm(session, case.id)
        clock.go(minutes=1)
        case = (
            desk.slip.show(session, case.id, "1")
            if act == "show"
            else getattr(desk.slip, act)(session, case.id)
        )
        assert (case.step, [r.code for r in case.refusals]) == (Step.REFUSAL, ["permit-suspended"])
    assert printer.sent == []
    case = desk.slip.print(session, case.id)
    assert case.sheet is not None
    assert (case.step, case.sheet.form) == (Step.NOTICE_OUT, "refusal-notice")


def test_page_and_serial_agree_on_the_day_when_midnight_strikes(
    desk: Desk, session: Session, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.moment = datetime(2026, 11, 22, 23, 59, 59, tzinfo=STATION_ZONE)
    case = at_preview(desk, session)
    _during_drawing(desk, monkeypatch, lambda: clock.go(seconds=5))
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert sheet.serial.endswith("20261122-0001")
    assert words_of(desk, sheet.serial)["date"] == "2026年11月22日"


def test_words_changed_after_the_read_back_are_not_printed(
    desk: Desk, session: Session, printer: FickleSlot, tmp_path: Path
) -> None:
    number = number_for(order=5)
    imported(desk, tmp_path, row(number=number))
    case = at_preview(desk, session, number)
    imported(desk, tmp_path, row("张改名", number))
    with pytest.raises(HolderChanged):
        desk.slip.print(session, case.id)
    with pytest.raises(HolderChanged):
        desk.slip.preview(session, case.id, 78)
    assert printer.sent == []
    desk.slip.back(session, case.id)
    desk.slip.confirm(session, case.id)
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert words_of(desk, sheet.serial)["name"] == "张改名"


def test_a_spoiled_slip_of_a_permit_cancelled_meanwhile_is_not_printed_again(
    desk: Desk, session: Session, printer: FickleSlot, tmp_path: Path
) -> None:
    number = number_for(order=5)
    imported(desk, tmp_path, row(number=number))
    case = desk.slip.print(session, at_preview(desk, session, number).id)
    desk.slip.spoiled(session, case.id, "卡纸")
    imported(desk, tmp_path, row(number=number, state="已注销"))
    second = beside(desk, session)
    with pytest.raises(HolderChanged):
        desk.slip.reprint(session, case.id, second)
    assert len(printer.sent) == 1
    assert desk.slip.abandon(session, case.id, second).step is Step.ABANDONED


def test_a_refusal_whose_reason_is_gone_prints_no_notice_and_goes_on(
    desk: Desk, session: Session, printer: FickleSlot, tmp_path: Path
) -> None:
    number = _refused_holder(desk, tmp_path, "有效", "2026-11-01")
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, number)
    assert case.step is Step.REFUSAL
    imported(desk, tmp_path, row(number=number, endorsed_until="2027-11-01"))
    with pytest.raises(NotRefusedAnyMore):
        desk.slip.print(session, case.id)
    assert printer.sent == []
    assert desk.slip.back(session, case.id).step is Step.SHOWN


def test_two_journeys_of_one_clerk_do_not_mix(desk: Desk, session: Session) -> None:
    one = at_preview(desk, session, LI)
    desk.slip.park(session, one.id)
    two = at_preview(desk, session, GULI)
    resumed = desk.slip.resume(session)
    assert resumed is not None
    assert resumed.id == two.id
    assert {case.id for case in desk.find.today(session).open_cases} == {one.id, two.id}
    desk.slip.good(session, desk.slip.print(session, two.id).id)
    assert desk.slip.resume(session) is None
    case = desk.slip.open(session, one.id)
    assert case.holder is not None
    assert (case.step, case.holder.name, case.parked) == (Step.PREVIEW, "李𠅤", False)
    sheet = desk.slip.print(session, one.id).sheet
    assert sheet is not None
    assert words_of(desk, sheet.serial)["name"] == "李𠅤"


def test_a_finished_journey_is_neither_parked_nor_opened(desk: Desk, session: Session) -> None:
    case = issued(desk, session)
    for verb in (desk.slip.open, desk.slip.park):
        with pytest.raises(Finished):
            verb(session, case.id)
    with pytest.raises(NotNow):
        desk.slip.abandon(session, case.id)


def test_a_journey_with_paper_under_way_cannot_be_dropped(desk: Desk, session: Session) -> None:
    case = desk.slip.print(session, at_preview(desk, session).id)
    for verb in (desk.slip.abandon, desk.slip.back):
        with pytest.raises(NotNow):
            verb(session, case.id)


def test_a_journey_that_is_not_there_is_told(desk: Desk, session: Session) -> None:
    verbs: list[Any] = [
        desk.slip.open,
        desk.slip.park,
        desk.slip.back,
        desk.slip.print,
        desk.slip.unmask,
        desk.slip.why,
    ]
    for verb in verbs:
        with pytest.raises(NoSuchCase):
            verb(session, '\'; DROP TABLE "case"; --')
    with pytest.raises(HolderGone):
        desk.slip.choose(session, desk.slip.begin(session).id, 10**9)
    with pytest.raises(HolderGone):
        desk.slip.preview(session, desk.slip.begin(session).id, 78)
    with pytest.raises(NoSheet):
        desk.slip.resend(session, desk.slip.begin(session).id)


def test_the_clock_set_back_a_day_disturbs_nothing(desk: Desk, session: Session, clock: HandClock) -> None:
    case = at_preview(desk, session)
    clock.go(days=-1)
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert sheet.serial.endswith("20261121-0001")
    clock.go(days=1)
    assert desk.slip.good(session, case.id).step is Step.ISSUED
    assert desk.bench.store.verify() == ()
    assert desk.bench.store.rebuild().differing == ()


def test_a_journey_keeps_the_rules_of_the_day_it_began(
    desk: Desk, session: Session, clock: HandClock
) -> None:
    """Before 2020-11-20 no slip existed; a journey begun then is not judged by later rules."""
    clock.moment = datetime(2020, 11, 19, 23, 59, tzinfo=STATION_ZONE)
    old = desk.slip.begin(session)
    clock.go(minutes=2)
    new = desk.slip.begin(session)
    codes = [
        [refusal.code for refusal in desk.slip.enter_number(session, case.id, STRANGER).refusals]
        for case in (old, new)
    ]
    assert codes[0] != codes[1]
    assert "permit-not-found" in codes[1]


# Typing, parking, unmasking ---------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_after_a_power_cut(desk: Desk, session: Session) -> None:
    case = desk.slip.begin(session)
    desk.slip.keep_typed(session, case.id, "number", "13019819")
    desk.slip.keep_typed(session, case.id, "number", "130198198" + "9" * 600)
    resumed = desk.slip.resume(session)
    assert resumed is not None
    assert resumed.id == case.id
    assert resumed.typed["number"].startswith("130198198")
    assert len(resumed.typed["number"]) == 500
    desk.slip.enter_number(session, case.id, LI)
    assert desk.find.case(session, case.id).typed == {}


def test_unmasking_is_an_act_with_a_name(desk: Desk, session: Session) -> None:
    case = at_preview(desk, session)
    assert desk.slip.unmask(session, case.id) == LI
    act = desk.bench.store.acts(subject=case.id)[-1]
    assert (act.kind, act.clerk) == ("number.unmasked", "0337")
    assert LI not in str(act.body)
    stranger = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    assert desk.slip.unmask(session, stranger.id) == STRANGER


def test_why_names_fact_and_article(desk: Desk, session: Session) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    lines = desk.slip.why(session, case.id)
    assert lines
    assert all(line.text.zh and line.why.zh and line.source.zh and line.source.en for line in lines)
    assert desk.slip.why(session, desk.slip.begin(session).id)


# A character no font has ------------------------------------------------------------------------------------------


@pytest.fixture
def odd(desk: Desk, tmp_path: Path) -> str:
    number = number_for(order=9)
    imported(desk, tmp_path, row(f"陈{UNPRINTABLE}", number, household_address=f"样例县{UNPRINTABLE}村"))
    return number


def test_a_missing_glyph_needs_a_description(desk: Desk, session: Session, odd: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, odd)
    assert case.holder is not None
    assert case.holder.missing == ((UNPRINTABLE, "U+2EBF0"),)
    desk.slip.show(session, case.id, "1")
    attempts: list[dict[str, str]] = [{}, {UNPRINTABLE: "  "}, {UNPRINTABLE: UNPRINTABLE}, {"陈": "左耳右东"}]
    for given in attempts:
        with pytest.raises(DescribeGlyphs):
            desk.slip.confirm(session, case.id, given)
    assert desk.find.case(session, case.id).step is Step.READ_BACK
    case = desk.slip.confirm(session, case.id, {UNPRINTABLE: "左口右\n丽", "陈": "不该换"})
    assert case.step is Step.PREVIEW
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    words = words_of(desk, sheet.serial)
    assert words["name"] == "陈〓(U+2EBF0 左口右 丽)"
    assert words["household-address"] == "样例县〓(U+2EBF0 左口右 丽)村"
    assert desk.slip.good(session, case.id).step is Step.ISSUED


def test_a_description_with_an_escape_is_refused(desk: Desk, session: Session, odd: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, odd)
    desk.slip.show(session, case.id, "1")
    with pytest.raises(Exception, match=r"U\+001B"):
        desk.slip.confirm(session, case.id, {UNPRINTABLE: "左\x1b[31m右"})


def test_a_notice_to_somebody_with_a_missing_glyph_is_printed(desk: Desk, session: Session, odd: str) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, odd)
    desk.slip.show(session, case.id, "6")
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert words_of(desk, sheet.serial)["name"] == "陈〓(U+2EBF0)"


@pytest.mark.parametrize(
    "name", ["[red]张[/x]", "'; DROP TABLE holder; --", "张" * 25, "{name}", "%(name)s", "古丽巴哈尔·艾山江"]
)
def test_strange_names_are_printed_as_data(desk: Desk, session: Session, tmp_path: Path, name: str) -> None:
    number = number_for(order=8)
    imported(desk, tmp_path, row(name, number))
    case = at_preview(desk, session, number)
    assert case.holder is not None
    assert case.holder.name == name
    sheet = desk.slip.print(session, case.id).sheet
    assert sheet is not None
    assert words_of(desk, sheet.serial)["name"] == name


def test_a_fabricated_session_is_stopped_by_its_role_alone(desk: Desk, session: Session) -> None:
    """A role is data of the session; the journal names who acted."""
    case = at_preview(desk, session)
    auditor = replace(session, clerk=ClerkView("0337", "王思远", Role.AUDITOR))
    with pytest.raises(NotYourRole):
        desk.slip.print(auditor, case.id)
    assert Second(auditor.clerk).clerk.number == "0337"
    assert Act.PRINT not in {act.body.get("act") for act in desk.bench.store.acts(subject=case.id)}
    assert kinds(desk, case.id)[0] == Kind.CASE_OPENED
