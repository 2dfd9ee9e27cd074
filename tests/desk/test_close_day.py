from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from handy import FickleSlot, HandClock, beside, officer, words_of

from counter.desk.close_day import (
    AlreadyClosed,
    CountMissing,
    DayDiffers,
    DayToCome,
    EarlierDayOpen,
    NothingThatDay,
)
from counter.desk.day_books import gaps
from counter.desk.day_sheets import NotClosed
from counter.desk.desk import Desk
from counter.desk.fee import AmountPublished, NotAReceiptNumber, NothingToPay, ReceiptUsed
from counter.desk.intake_views import IntakeView
from counter.desk.papers import day_words
from counter.desk.rights import NeedsSomebodyElse, NotYourRole, Second
from counter.desk.taking_back import NothingToUndo
from counter.desk.views import Session
from counter.desk.waiving import AmountMissing, NeedsSecondToWaive, NothingToWaive, ReasonForWaiver
from counter.desk.window import StillWanting
from counter.workflows.application import Stage
from desk.applying import (
    ADULT,
    NEIGHBOUR,
    WUXI_ADULT,
    accepted,
    asked,
    handed,
    identified,
    proven,
    to_acceptance,
)

RENEWAL = {
    "reason": "expired", "household": "here", "soldier": "no", "present": "self", "earlier-card": "second-generation",
    "hardship": "none", "wants-temporary": "no", "collect-by": "self", "record": "clean", "data-match": "yes",
    "appearance": "recognisable", "stay-ground": "residence",
}  # fmt: skip
HERE = {"household": "here", "present": "self"}


def test_a_quiet_day_adds_up_and_is_closed_once(wuxi: Desk, printer: FickleSlot) -> None:
    session = officer(wuxi)
    accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    with pytest.raises(NotClosed):
        wuxi.day.report(session)
    view = wuxi.day.close(session, cash=0, spoiled=0)
    books = view.books
    assert (books.accepted, books.refused, books.waiting, books.stamped) == (1, 0, 0, 1)
    assert books.printed == {"acceptance-receipt": 1}
    assert view.differences == ()
    with pytest.raises(AlreadyClosed):
        wuxi.day.close(session, cash=0, spoiled=0)
    sheet = wuxi.day.report(session)
    assert printer.sent[-1][0] == sheet.serial
    wuxi.day.report_out(session, sheet.serial)
    assert wuxi.day.show(session).books == books, "the report itself is not in the books"
    proven(wuxi)


def test_a_sealed_sheet_without_its_line_in_the_ledger_stops_the_close(wuxi: Desk) -> None:
    session = officer(wuxi)
    accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    assert wuxi.day.show(session).books.sealed == 1
    with wuxi.bench.store.engine.writing() as db:
        db.execute("DELETE FROM seal_use")
    with pytest.raises(DayDiffers, match="盖章的纸 1 张，用印登记 0 次"):
        wuxi.day.close(session, cash=0, spoiled=0)


def test_a_difference_needs_a_supervisor_and_a_reason(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    view = wuxi.deciding.accept(session, to_acceptance(wuxi, session, view).id)
    wuxi.deciding.print(session, view.id)
    with pytest.raises(DayDiffers) as told:
        wuxi.day.close(session, cash=100, spoiled=2)
    for words in ("现金 1 元", "实点 2 张", "1 张纸未登记", "1 件已受理而回执未交"):
        assert words in told.value.said("zh")
    with pytest.raises(DayDiffers):
        wuxi.day.close(session, cash=100, spoiled=2, second=beside(wuxi, session))
    with pytest.raises(DayDiffers):
        wuxi.day.close(session, cash=100, spoiled=2, reason="已查明")
    for other, problem in (
        (session.clerk, NeedsSomebodyElse),
        (replace(session.clerk, number="0338"), NotYourRole),
    ):
        with pytest.raises(problem):
            wuxi.day.close(session, cash=100, spoiled=2, second=Second(other), reason="已查明")
    with pytest.raises(CountMissing):
        wuxi.day.close(session, cash=-1, spoiled=0)
    closed = wuxi.day.close(session, cash=100, spoiled=2, second=beside(wuxi, session), reason="已查明")
    assert (closed.second, closed.reason, len(closed.differences)) == ("0102", "已查明", 4)
    wuxi.deciding.good(session, view.id)
    assert wuxi.day.show(session).books == closed.books, "closed books do not change"
    told = words_of(wuxi, wuxi.day.report(session).serial)["explanation"]
    assert told == "已查明（李建国 0102）", "who let it be closed so stands there by name and number"
    proven(wuxi)


def test_fees_are_counted_by_receipt_and_a_hole_in_the_numbers_is_told(
    desk_at: Callable[[str], Desk], clock: HandClock
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    for number, receipt in ((ADULT, "00123401"), (NEIGHBOUR, "00123403")):
        view = asked(desk, session, identified(desk, session, number), "id-card-replacement", RENEWAL)
        assert view.fee is not None
        assert view.fee.fen == 2000
        if view.stage is Stage.DOCUMENTS:
            view = to_acceptance(desk, session, view, receipt)
        handed(desk, session, view)
    books = desk.day.show(session).books
    assert (books.fees, books.fen, books.first_receipt, books.last_receipt) == (
        2,
        4000,
        "00123401",
        "00123403",
    )
    assert books.gaps == ("00123402",)
    with pytest.raises(DayDiffers, match="00123402"):
        desk.day.close(session, cash=4000, spoiled=0)
    desk.day.close(session, cash=4000, spoiled=0, second=beside(desk, session), reason="漏号已作废")
    told = words_of(desk, desk.day.report(session).serial)["receipts"]
    assert told == "00123401 至 00123403，共 2 张；缺号 00123402"
    proven(desk)


def test_a_fee_is_what_the_rules_say_under_a_number_used_once_and_is_given_back_with_a_reason(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    view = asked(desk, session, identified(desk, session, ADULT), "id-card-replacement", RENEWAL)
    while view.stage is not Stage.FEE:
        view = _one_step(desk, session, view)
    with pytest.raises(NotAReceiptNumber):
        desk.fees.take(session, view.id, "票 1")
    with pytest.raises(AmountMissing):
        desk.fees.take(session, view.id, "00123401", 4000)
    view = desk.fees.take(session, view.id, "00123401")
    with pytest.raises(StillWanting, match="费用"):
        desk.intake.abandon(session, view.id)
    view = desk.fees.give_back(session, view.id, "申请人改日再办")
    assert view.stage is Stage.FEE
    with pytest.raises(ReceiptUsed):
        desk.fees.take(session, view.id, "00123401")
    with pytest.raises(NothingToPay):
        desk.fees.give_back(session, view.id, "再退")
    books = desk.day.show(session).books
    assert (books.fen, books.returned_fen, books.cash) == (2000, 2000, 0)
    proven(desk)


def test_the_next_receipt_of_the_pad_is_offered_and_never_one_that_was_used(
    desk_at: Callable[[str], Desk], clock: HandClock
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    assert desk.fees.next_receipt(session) == ""
    view = asked(desk, session, identified(desk, session, ADULT), "id-card-replacement", RENEWAL)
    while view.stage is not Stage.FEE:
        view = _one_step(desk, session, view)
    desk.fees.take(session, view.id, "TJ-00129")
    assert desk.fees.next_receipt(session) == "TJ-00130"
    clock.go(days=3)
    assert desk.fees.next_receipt(session) == "TJ-00130"
    desk.fees.give_back(session, view.id, "申请人改日再办")
    desk.fees.take(session, view.id, "TJ-00129X")
    assert desk.fees.next_receipt(session) == "", "what does not end in a digit cannot be counted on"


def test_nothing_is_charged_where_the_place_has_published_no_amount(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("wuxi")
    session = officer(desk)
    answers = {"physical-permit": "lost", "present": "self"}
    view = asked(desk, session, identified(desk, session, ADULT), "permit-reissue", answers)
    while view.stage is not Stage.FEE:
        view = _one_step(desk, session, view)
    view = desk.fees.take(session, view.id, "00123401", 2000)
    view = desk.intake.back(session, view.id)
    view = desk.fees.unpublished(session, view.id)
    assert view.stage is Stage.ACCEPTANCE
    undone = desk.intake.undo(session, view.id)
    assert (undone.what.zh, undone.intake.stage) == ("不收费", Stage.FEE)
    view = desk.fees.unpublished(session, view.id)
    with pytest.raises(StillWanting, match="费用须先退还"):
        desk.deciding.accept(session, view.id)
    desk.fees.give_back(session, view.id, "本地没有标准")
    view = handed(desk, session, desk.intake.show(session, view.id))
    assert "不收费" in words_of(desk, view.receipt)["fee"]
    other = asked(desk, session, identified(desk, session, NEIGHBOUR), "temporary-id-card", HERE)
    while other.stage is not Stage.FEE:
        other = _one_step(desk, session, other)
    with pytest.raises(AmountPublished):
        desk.fees.unpublished(session, other.id)
    proven(desk)


WAIVED = RENEWAL | {"hardship": "urban-minimum"}
PROOF = "城市低保证 津低 00123"


def _at_fee(desk: Desk, session: Session, answers: dict[str, str], number: str = ADULT) -> IntakeView:
    view = asked(desk, session, identified(desk, session, number), "id-card-replacement", answers)
    while view.stage is not Stage.FEE:
        view = _one_step(desk, session, view)
    return view


def _waiver(desk: Desk, session: Session) -> Second:
    return desk.people.second("0102", "0000", beside=session, right="waive")


def test_a_waiver_that_the_rules_grant_is_signed_by_a_second_person_and_told_by_the_day(
    desk_at: Callable[[str], Desk], printer: FickleSlot
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    view = _at_fee(desk, session, WAIVED)
    assert view.fee is not None
    assert (view.fee.fen, view.fee.reduction, view.fee.waived) == (0, 2000, 0)
    assert "减免未经第二人签认" in [text.zh for text in view.still]
    for second, reason, refusal in (
        (None, PROOF, NeedsSecondToWaive),
        (_waiver(desk, session), " ", ReasonForWaiver),
        (Second(session.clerk), PROOF, NeedsSomebodyElse),
        (Second(replace(session.clerk, number="0338")), PROOF, NotYourRole),
    ):
        with pytest.raises(refusal):
            desk.fees.waive(session, view.id, second, reason)
    with pytest.raises(NothingToPay):
        desk.fees.take(session, view.id, "00123401")
    view = desk.fees.waive(session, view.id, _waiver(desk, session), PROOF)
    assert view.stage is not Stage.FEE
    with pytest.raises(NothingToUndo):
        desk.intake.undo(session, view.id)
    view = handed(desk, session, to_acceptance(desk, session, view))
    assert "减免20元（财综〔2004〕8号" in words_of(desk, view.receipt)["fee"].replace(" ", "")
    books = desk.day.show(session).books
    assert (books.waived, books.waived_fen, books.cash) == (1, 2000, 0)
    assert books.waivers == ((view.id, 2000, books.waivers[0][2], PROOF, "0337", "0102"),)
    assert books.waivers[0][2].endswith("fee/waived")
    desk.day.close(session, cash=0, spoiled=0)
    told = words_of(desk, desk.day.report(session).serial)["waived"]
    assert "1 笔，20 元" in told
    assert PROOF in told
    assert "0337、0102" in told
    proven(desk)


def test_what_is_halved_is_paid_and_the_other_half_signed(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    view = _at_fee(desk, session, RENEWAL | {"hardship": "accident"})
    view = desk.fees.take(session, view.id, "00123401")
    assert view.stage is Stage.FEE, "paid, and the waiver is not signed"
    desk.fees.give_back(session, view.id, "先签减免")
    view = desk.fees.waive(session, view.id, _waiver(desk, session), "街道办证明")
    assert view.stage is Stage.FEE, "signed, and not paid"
    view = desk.fees.take(session, view.id, "00123402")
    view = handed(desk, session, to_acceptance(desk, session, view))
    books = desk.day.show(session).books
    assert (books.fen - books.returned_fen, books.waived_fen) == (1000, 1000)
    paper = words_of(desk, view.receipt)["fee"].replace(" ", "")
    assert "10元（票据00123402）" in paper
    assert "减免10元" in paper
    proven(desk)


def test_a_fee_is_waived_by_hand_withdrawn_and_falls_with_the_answer_it_was_for(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    view = _at_fee(desk, session, RENEWAL)
    view = desk.fees.waive(session, view.id, _waiver(desk, session), "本所制证出错，负责人决定")
    assert view.fee is not None
    assert (view.stage, view.fee.ground, view.fee.waived) == (Stage.COLLECTION, "by-hand", 2000)
    view = desk.fees.unwaive(session, view.id, "不符合规定")
    assert view.stage is Stage.FEE
    with pytest.raises(NothingToWaive):
        desk.fees.unwaive(session, view.id, "再撤")
    view = desk.fees.waive(session, view.id, _waiver(desk, session), "负责人决定")
    view = desk.questions.answer(session, view.id, "reason", "damaged")
    assert view.fee is not None
    assert (view.fee.fen, view.fee.waived) == (4000, 0), "it was signed for another amount"
    desk.intake.abandon(session, view.id)
    assert desk.day.show(session).books.waived == 0
    proven(desk)


def _one_step(desk: Desk, session, view):  # type: ignore[no-untyped-def]
    from desk.applying import with_papers

    if view.stage is Stage.DOCUMENTS:
        return with_papers(desk, session, view)
    if view.stage is Stage.READ_BACK:
        return desk.agreeing.confirm(session, view.id)
    if view.stage is Stage.FINGERPRINTS:
        return desk.fingers.stop(session, view.id, "reader")
    return desk.agreeing.sign(
        session, view.id, next(s.key for s in view.signatures if not s.signed), "赵试用"
    )


def test_nothing_is_taken_where_the_rules_charge_nothing(wuxi: Desk) -> None:
    from counter.desk.window import NotAtThisStage

    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    view = to_acceptance(wuxi, session, view)
    with pytest.raises(NotAtThisStage):
        wuxi.fees.take(session, view.id, "00123401")


def test_a_day_that_was_forgotten_is_closed_in_its_order_with_its_own_books(
    desk_at: Callable[[str], Desk], clock: HandClock
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    first = clock.today()
    desk.fees.take(session, _at_fee(desk, session, RENEWAL).id, "00123401")
    clock.go(days=2)
    second = clock.today()
    other = handed(
        desk, session, to_acceptance(desk, session, _at_fee(desk, session, RENEWAL, NEIGHBOUR), "00123402")
    )
    clock.go(days=1)
    today = clock.today()
    assert desk.day.show(session).unclosed == (first, second, today), "a day without any act needs no close"
    for day, refusal in (
        (None, EarlierDayOpen),
        (second, EarlierDayOpen),
        (first + timedelta(days=1), NothingThatDay),
        (today + timedelta(days=1), DayToCome),
    ):
        with pytest.raises(refusal):
            desk.day.close(session, cash=0, spoiled=0, day=day)
    session = desk.people.sign_in("0337", "0000")
    assert desk.shift.show(session).till == 4000, "what no close has taken is in the till"
    desk.deciding.reprint(session, other.id, beside(desk, session), "遗失")
    desk.deciding.good(session, other.id)
    clock.go(hours=1)
    assert desk.day.close(session, cash=2000, spoiled=0, day=first).differences == ()
    view = desk.day.close(session, cash=2000, spoiled=0, day=second)
    assert (view.books.accepted, view.books.printed, view.books.fees) == (1, {"acceptance-receipt": 1}, 1)
    assert day_words(second) in words_of(desk, desk.day.report(session, second).serial)["day"]
    view = desk.day.show(session)
    assert view.unclosed == (today,)
    assert (view.books.stamped, view.books.sealed, view.books.unresolved, view.books.voided) == (1, 1, 0, 1)
    proven(desk)


def test_closed_books_do_not_change_and_what_comes_later_belongs_to_the_next_day(
    desk_at: Callable[[str], Desk], clock: HandClock
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    day = clock.today()
    view = handed(desk, session, to_acceptance(desk, session, _at_fee(desk, session, RENEWAL)))
    closed = desk.day.close(session, cash=2000, spoiled=0)
    clock.go(hours=1)
    late = _at_fee(desk, session, RENEWAL, NEIGHBOUR)
    late = handed(desk, session, to_acceptance(desk, session, late, "00123402"))
    desk.deciding.reprint(session, late.id, beside(desk, session), "字迹不清")
    desk.deciding.good(session, late.id)
    clock.go(days=1)
    desk.deciding.reprint(session, view.id, beside(desk, session), "遗失")
    desk.deciding.good(session, view.id)
    assert desk.day.show(session, day).books == closed.books
    books = desk.day.show(session).books
    assert (books.accepted, books.fees, books.fen, books.voided) == (1, 1, 2000, 2)
    assert books.printed == {"acceptance-receipt": 2}
    assert books.stamped == books.sealed == 3
    assert desk.day.close(session, cash=2000, spoiled=2).differences == ()
    proven(desk)


def test_midnight_between_the_fee_and_the_receipt_splits_what_happened_over_the_days(
    desk_at: Callable[[str], Desk], clock: HandClock
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    day = clock.today()
    view = desk.deciding.accept(session, to_acceptance(desk, session, _at_fee(desk, session, RENEWAL)).id)
    clock.go(days=1)
    view = desk.deciding.good(session, desk.deciding.print(session, view.id).id)
    assert view.receipt[14:22] == clock.today().strftime("%Y%m%d"), view.receipt
    assert day_words(day) in words_of(desk, view.receipt)["accepted-at"], (
        "the moment of acceptance, not of the paper"
    )
    first, second = desk.day.show(session, day).books, desk.day.show(session).books
    assert (first.accepted, first.fees, first.printed, first.unsettled) == (1, 1, {}, 0)
    assert (second.accepted, second.fees, second.printed) == (0, 0, {"acceptance-receipt": 1})
    clock.go(days=-2)
    desk.fees.take(session, _at_fee(desk, session, RENEWAL, NEIGHBOUR).id, "00123409")
    clock.go(days=2)
    desk.day.close(session, cash=2000, spoiled=0, day=day - timedelta(days=1))
    desk.day.close(session, cash=2000, spoiled=0, day=day)
    desk.day.close(session, cash=0, spoiled=0)
    proven(desk)


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([], []),
        (["A-009", "A-011"], ["A-010"]),
        (["009", "0011"], []),
        (["1", "3", "B2"], ["2"]),
        (["ODD-"], []),
    ],
)
def test_gaps_stay_within_a_series(numbers: list[str], missing: list[str]) -> None:
    assert list(gaps(numbers)) == missing
