from __future__ import annotations

from collections.abc import Callable

import pytest
from handy import FickleSlot, HandClock, beside, officer, words_of

from counter.desk.close_day import AlreadyClosed, CountMissing, DayDiffers, NotClosed
from counter.desk.day_books import gaps
from counter.desk.desk import Desk
from counter.desk.fee import AmountMissing, AmountPublished, NotAReceiptNumber, NothingToPay, ReceiptUsed
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
    assert not wuxi.day.show(session).changed_since, "the report itself is not in the books"
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
    with pytest.raises(CountMissing):
        wuxi.day.close(session, cash=-1, spoiled=0)
    closed = wuxi.day.close(session, cash=100, spoiled=2, second=beside(wuxi, session), reason="已查明")
    assert (closed.second, closed.reason, len(closed.differences)) == ("0102", "已查明", 4)
    wuxi.deciding.good(session, view.id)
    assert wuxi.day.show(session).changed_since
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
