from __future__ import annotations

from collections.abc import Callable

import pytest
from handy import AUXILIARY, KEEPER, LI, OFFICER, PIN, SUPERVISOR, HandClock, at_preview

from counter.desk.desk import Desk
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, NotYourRole
from counter.desk.shift import CashMissing, TillDiffers
from counter.desk.shift_view import NoShift
from counter.desk.views import Session
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
from desk.test_close_day import RENEWAL


def begun(desk: Desk) -> Session:
    return desk.people.sign_in(OFFICER, PIN)


def next_clerk(desk: Desk, session: Session, number: str = SUPERVISOR):  # type: ignore[no-untyped-def]
    right = desk.shift.show(session).right
    return desk.people.second(number, PIN, beside=session, right=right)


def test_a_shift_begins_with_the_sign_in_and_lasts_over_the_next_ones(desk: Desk, clock: HandClock) -> None:
    session = begun(desk)
    since = desk.shift.show(session).begun_at
    assert since == clock.now()
    clock.go(hours=2)
    assert desk.shift.show(begun(desk)).begun_at == since
    with pytest.raises(NoShift):
        desk.shift.show(Session(desk.people.clerks()[0], clock.now()))


def test_what_is_open_is_told_by_name_and_passes_to_the_next_clerk(wuxi: Desk, clock: HandClock) -> None:
    session = begun(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    view = wuxi.checklist.mark(session, view.id, view.checklist[0].papers[0].code, "seen")
    parked = identified(wuxi, session, NEIGHBOUR, name="孙试用")
    wuxi.intake.park(session, parked.id)
    told = wuxi.shift.show(session)
    assert [(one.name, one.parked, one.originals) for one in told.journeys] == [
        ("孙试用", True, 0), ("赵试用", False, 1),
    ]  # fmt: skip
    assert told.originals == 1
    assert told.next_serial.endswith("-0001")
    taker = next_clerk(wuxi, session)
    clock.go(minutes=5)
    after = wuxi.shift.hand_over(session, taker, cash=0)
    assert after.clerk.number == SUPERVISOR
    assert {one.id for one in wuxi.intake.waiting(after)} == {view.id, parked.id}
    assert wuxi.intake.waiting(session) == ()
    assert wuxi.intake.resume(after) is None, "all of it waits until the next clerk takes it up"
    assert wuxi.intake.open(after, view.id).clerk == SUPERVISOR
    with pytest.raises(NoShift):
        wuxi.shift.hand_over(session, taker, cash=0)
    assert wuxi.shift.show(after).journeys[0].id == view.id
    proven(wuxi)


def test_nobody_hands_over_alone_or_to_themselves_or_to_a_role_that_may_not(desk: Desk) -> None:
    session = begun(desk)
    with pytest.raises(NeedsSecond):
        desk.shift.hand_over(session, None, cash=0)
    with pytest.raises(NeedsSomebodyElse):
        next_clerk(desk, session, OFFICER)
    for number in (AUXILIARY, KEEPER):
        with pytest.raises(NotYourRole):
            next_clerk(desk, session, number)
    assert desk.shift.show(session)


def test_an_auxiliary_hands_over_to_anybody_who_may_take_in_work(desk: Desk) -> None:
    session = desk.people.sign_in(AUXILIARY, PIN)
    assert desk.shift.show(session).right == "draft"
    after = desk.shift.hand_over(session, next_clerk(desk, session, OFFICER), cash=0)
    assert after.clerk.number == OFFICER


def test_fees_sheets_and_seal_of_the_shift_are_told_and_the_till_is_counted(
    desk_at: Callable[[str], Desk], clock: HandClock
) -> None:
    desk = desk_at("tianjin")
    early = desk.people.sign_in(SUPERVISOR, PIN)
    view = asked(desk, early, identified(desk, early, ADULT), "id-card-replacement", RENEWAL)
    handed(desk, early, to_acceptance(desk, early, view, "00123401"))
    clock.go(minutes=1)
    session = begun(desk)
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "id-card-replacement", RENEWAL)
    view = desk.deciding.accept(session, to_acceptance(desk, session, view, "00123402").id)
    desk.deciding.print(session, view.id)
    told = desk.shift.show(session)
    assert (told.fees, told.fen, told.first_receipt, told.last_receipt) == (1, 2000, "00123402", "00123402")
    assert told.till == 4000
    assert [sheet.state.value for sheet in told.sheets] == ["sent"]
    assert (told.seal_uses, told.last_sealed) == (2, told.sheets[0].serial)
    taker = next_clerk(desk, session)
    with pytest.raises(TillDiffers, match=r"实点现金 20\.00 元，账面 40\.00 元"):
        desk.shift.hand_over(session, taker, cash=2000)
    with pytest.raises(CashMissing):
        desk.shift.hand_over(session, taker, cash=-1, reason="x")
    desk.shift.hand_over(session, taker, cash=2000, reason="一笔待补")
    (act,) = [one for one in desk.bench.store.acts(subject=OFFICER) if one.kind == "shift.handed-over"]
    assert (act.body["cash"], act.body["till"], act.body["reason"]) == (2000, 4000, "一笔待补")
    assert act.body["sheets"] == [told.sheets[0].serial]
    proven(desk)


def test_what_is_ready_is_handed_over_too_and_a_shift_left_open_is_remembered(
    wuxi: Desk, clock: HandClock
) -> None:
    session = begun(wuxi)
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    for deed in ("review", "sign", "arrive"):
        wuxi.progress.move(session, view.id, deed)
    assert wuxi.shift.show(session).ready == 1
    clock.go(days=1)
    told = wuxi.shift.show(begun(wuxi))
    assert told.left_open is not None
    assert told.left_open.isoformat() == "2026-11-22"


def test_a_slip_under_way_is_handed_over_like_an_intake(desk: Desk) -> None:
    session = begun(desk)
    case = at_preview(desk, session, LI)
    (one,) = desk.shift.show(session).journeys
    assert (one.id, one.name, one.stage.zh) == (case.id, "李𠅤", "待打印")
    after = desk.shift.hand_over(session, next_clerk(desk, session), cash=0)
    assert desk.find.today(after).open_cases[0].id == case.id
    assert desk.slip.print(after, case.id).sheet is not None
    proven(desk)
