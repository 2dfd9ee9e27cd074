"""A spoiled slip: two people, a new serial, both names in the seal ledger."""

from __future__ import annotations

import pytest
from handy import (
    NOON,
    at_preview,
    beside,
    words_of,
)

from counter.desk.desk import Desk
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse
from counter.desk.views import Session
from counter.workflows.slip import Sheet, Step


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
    uses = desk.seals.ledger(session, NOON.date()).uses
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
