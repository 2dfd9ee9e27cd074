"""Every refusal with its article and its printed notice."""

from __future__ import annotations

from pathlib import Path

import pytest
from handy import (
    LI,
    STRANGER,
    FickleSlot,
    at_preview,
    with_permit,
    words_of,
)

from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.values.typography import full_width
from counter.workflows.slip import Sheet, Step
from counter.workflows.table import NotNow

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
    number = with_permit(desk, tmp_path, word, until)
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, number)
    assert case.step is Step.REFUSAL
    assert case.holder is not None
    assert case.holder.state_code == state
    _prints_notice(desk, session, printer, case.id, code, "张样例")


def test_the_last_day_of_an_endorsement_is_still_valid(desk: Desk, session: Session, tmp_path: Path) -> None:
    number = with_permit(desk, tmp_path, "有效", "2026-11-22")
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
    ours = (case.title, case.refusals[0].text, case.refusals[0].source, case.refusals[0].remedy)
    assert all(full_width(text.zh) == text.zh for text in ours), "on the screen as on paper"
    assert "*" in words["citizen-number"], "a notice lies on the table; the number is masked"
    assert desk.slip.good(session, case_id).step is Step.REFUSED
    assert desk.seals.ledger(session).uses == ()
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
