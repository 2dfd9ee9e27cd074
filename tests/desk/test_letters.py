from __future__ import annotations

import pytest
from handy import FickleSlot, officer, words_of

from counter.desk.application_views import IntakeView
from counter.desk.desk import Desk
from counter.desk.letters import NoWordsHere
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import NotAtThisStage
from counter.devices.ports import PrinterProblem
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet
from desk.applying import ADULT, MINOR, WUXI_ADULT, WUXI_MINOR, asked, identified, proven, with_papers

LETTER = "commitment-letter/applicant"


def to_sign(
    desk: Desk, session: Session, number: str = ADULT, answers: dict[str, str] = WUXI_ADULT
) -> IntakeView:
    view = asked(desk, session, identified(desk, session, number), "first-id-card", answers)
    view = desk.agreeing.confirm(session, with_papers(desk, session, view).id)
    assert view.stage is Stage.SIGNATURES
    return view


def test_a_letter_tells_the_demands_the_answers_and_what_follows(wuxi: Desk, printer: FickleSlot) -> None:
    session = officer(wuxi)
    view = to_sign(wuxi, session)
    assert [one.printable for one in view.signatures] == [True, False]
    view = wuxi.agreeing.print_paper(session, view.id, LETTER)
    sheet = view.signatures[0].sheet
    assert sheet is not None
    assert (sheet.form, sheet.state) == ("commitment-letter", Sheet.SENT)
    assert len(printer.sent) == 1
    words = words_of(wuxi, sheet.serial)
    assert words["signer"] == "申请人本人"
    assert "居民户口簿" in words["told"]
    assert "依据：" in words["told"]
    assert "合法稳定就业" in words["promised"]
    assert "骗领" in words["consequences"]
    assert ADULT not in words.values(), "the number is masked where the whole one is not needed"
    view = wuxi.agreeing.paper_out(session, view.id, LETTER, good=True)
    assert view.signatures[0].sheet is not None
    assert view.signatures[0].sheet.state is Sheet.OUT
    view = wuxi.agreeing.sign(session, view.id, LETTER)
    assert view.signatures[0].signed == "赵试用"
    proven(wuxi)


def test_a_guardians_letter_says_so(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = to_sign(wuxi, session, MINOR, WUXI_MINOR)
    view = wuxi.agreeing.print_paper(session, view.id, "commitment-letter/guardian")
    sheet = view.signatures[0].sheet
    assert sheet is not None
    assert words_of(wuxi, sheet.serial)["signer"] == "监护人"


def test_a_letter_is_void_for_the_journey_as_soon_as_an_answer_changes(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = to_sign(wuxi, session)
    view = wuxi.agreeing.print_paper(session, view.id, LETTER)
    view = wuxi.agreeing.paper_out(session, view.id, LETTER, good=True)
    view = wuxi.questions.answer(session, view.id, "stay-ground", "residence")
    view = with_papers(wuxi, session, view) if view.stage is Stage.DOCUMENTS else view
    view = wuxi.agreeing.confirm(session, view.id)
    assert view.stage is Stage.SIGNATURES
    assert view.signatures[0].sheet is None


def test_a_printer_that_dies_keeps_the_sheet_and_a_spoiled_one_is_void(
    wuxi: Desk, printer: FickleSlot
) -> None:
    session = officer(wuxi)
    view = to_sign(wuxi, session)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        wuxi.agreeing.print_paper(session, view.id, LETTER)
    view = wuxi.intake.show(session, view.id)
    assert view.signatures[0].sheet is not None
    assert view.signatures[0].sheet.state is Sheet.RESERVED
    printer.jammed = False
    view = wuxi.agreeing.resend_paper(session, view.id, LETTER)
    view = wuxi.agreeing.paper_out(session, view.id, LETTER, good=False, reason="卡纸")
    assert view.signatures[0].sheet is None
    assert view.stage is Stage.SIGNATURES
    proven(wuxi)


def test_what_has_no_words_here_is_not_printed(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = to_sign(wuxi, session)
    with pytest.raises(NoWordsHere, match="异地受理登记表"):
        wuxi.agreeing.print_paper(session, view.id, "elsewhere-form/applicant")
    with pytest.raises(NoSuchChoice):
        wuxi.agreeing.print_paper(session, view.id, "no-such/applicant")
    with pytest.raises(NoSuchChoice):
        wuxi.agreeing.paper_out(session, view.id, LETTER, good=True)
    view = wuxi.intake.back(session, view.id)
    with pytest.raises(NotAtThisStage):
        wuxi.agreeing.print_paper(session, view.id, LETTER)


def test_a_promise_stands_on_the_letter_with_its_day(trusting: Desk) -> None:
    session = officer(trusting)
    view = asked(trusting, session, identified(trusting, session, ADULT), "first-id-card", WUXI_ADULT)
    trusting.checklist.promise(session, view.id, "stay-proof")
    view = trusting.agreeing.confirm(
        session, with_papers(trusting, session, trusting.intake.show(session, view.id)).id
    )
    view = trusting.agreeing.print_paper(session, view.id, LETTER)
    sheet = view.signatures[0].sheet
    assert sheet is not None
    words = words_of(trusting, sheet.serial)
    assert "2. 暂缺“就业、就学、居住证明任一种”，按期补交。" in words["promised"]
    assert words["due"] == "2026年12月22日前补交原件"
