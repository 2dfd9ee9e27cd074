"""What happens meanwhile: other windows, midnight, new extracts, a clock that is set back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from handy import (
    GULI,
    LI,
    STRANGER,
    FickleSlot,
    HandClock,
    at_preview,
    beside,
    imported,
    issued,
    number_for,
    row,
    with_permit,
    words_of,
)

from counter.clock import STATION_ZONE
from counter.desk.cases import NoSuchCase
from counter.desk.desk import Desk
from counter.desk.journey import Finished, NoSheet
from counter.desk.slip import HolderChanged, MovedMeanwhile, NotRefusedAnyMore
from counter.desk.taking import HolderGone
from counter.desk.views import Session
from counter.workflows.slip import Sheet, Step
from counter.workflows.table import NotNow


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
    number = with_permit(desk, tmp_path, "有效", "2026-11-22")
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
    number = with_permit(desk, tmp_path, "有效", "2026-11-01")
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
