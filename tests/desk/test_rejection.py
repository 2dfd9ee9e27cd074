"""What the authority rejected is told on paper: the reason, the article, where to object."""

from __future__ import annotations

import pytest
from handy import FickleSlot, officer, words_of

from counter.desk.desk import Desk
from counter.desk.laying import PrinterNotReady
from counter.desk.rejection import ArticleMissing, NotRejected
from counter.desk.sheets import ReasonMissing
from counter.desk.views import Session
from counter.devices.ports import PrinterProblem
from counter.workflows.slip import Sheet
from counter.workflows.table import NotNow
from desk.applying import ADULT, WUXI_ADULT, accepted, proven

WHY, ARTICLE = "户籍地核实\u201c不符\u201d; <b>", "《居民身份证法》第七条"


@pytest.fixture
def session(wuxi: Desk) -> Session:
    return officer(wuxi)


def rejected(desk: Desk, session: Session, article: str = ARTICLE) -> str:
    view = accepted(desk, session, ADULT, "first-id-card", WUXI_ADULT)
    desk.progress.move(session, view.id, "review")
    told = desk.progress.move(session, view.id, "reject", WHY, article)
    assert (told.reason, told.article, told.rejection) == (WHY, article, None)
    return view.id


def test_the_notice_tells_reason_article_and_remedies(wuxi: Desk, session: Session) -> None:
    found = rejected(wuxi, session)
    view = wuxi.progress.print_rejection(session, found)
    assert view.rejection is not None
    assert (view.rejection.form, view.rejection.state) == ("refusal-notice", Sheet.SENT)
    words = words_of(wuxi, view.rejection.serial)
    assert words["reasons"] == f"经审核，不予办理：{WHY}（依据：{ARTICLE}）"
    assert "行政复议" in words["remedies"]
    assert words["name"] == "赵试用"
    assert words["citizen-number"] == "330198********0172"
    view = wuxi.progress.rejection_out(session, found, good=True)
    assert view.rejection is not None
    assert view.rejection.state is Sheet.OUT
    with pytest.raises(NotNow):
        wuxi.progress.rejection_out(session, found, good=True)
    proven(wuxi)


def test_nothing_is_told_without_an_article_or_a_rejection(wuxi: Desk, session: Session) -> None:
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    with pytest.raises(NotRejected):
        wuxi.progress.print_rejection(session, view.id, article=ARTICLE)
    wuxi.progress.move(session, view.id, "review")
    wuxi.progress.move(session, view.id, "reject", WHY)
    with pytest.raises(ArticleMissing):
        wuxi.progress.print_rejection(session, view.id)
    with pytest.raises(NotRejected):
        wuxi.progress.rejection_out(session, view.id, good=True)
    assert wuxi.progress.print_rejection(session, view.id, article=ARTICLE).article == ARTICLE
    cited = [article.zh for article in wuxi.progress.articles(session, view.id)]
    assert any("《居民身份证法》" in article for article in cited)
    assert len(set(cited)) == len(cited) > 3


def test_a_spoiled_notice_is_void_and_replaced_and_one_in_hand_needs_a_reason(
    wuxi: Desk, session: Session
) -> None:
    found = rejected(wuxi, session)
    first = wuxi.progress.print_rejection(session, found).rejection
    second = wuxi.progress.rejection_out(session, found, good=False, reason="卡纸").rejection
    assert first is not None
    assert second is not None
    assert (second.serial, second.state, second.reason) == (first.serial, Sheet.VOIDED, "卡纸")
    anew = wuxi.progress.print_rejection(session, found).rejection
    assert anew is not None
    assert anew.replaces == first.serial
    wuxi.progress.rejection_out(session, found, good=True)
    with pytest.raises(ReasonMissing):
        wuxi.progress.print_rejection(session, found)
    last = wuxi.progress.print_rejection(session, found, reason="当事人遗失").rejection
    assert last is not None
    assert last.replaces == anew.serial
    assert wuxi.find.sheet(session, anew.serial).state is Sheet.VOIDED
    proven(wuxi)


def test_a_printer_that_takes_nothing_keeps_the_serial_for_the_same_sheet(
    wuxi: Desk, session: Session, printer: FickleSlot
) -> None:
    found = rejected(wuxi, session)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        wuxi.progress.print_rejection(session, found)
    reserved = wuxi.progress.show(session, found).rejection
    assert reserved is not None
    assert reserved.state is Sheet.RESERVED
    printer.jammed = False
    sent = wuxi.progress.print_rejection(session, found).rejection
    assert sent is not None
    assert (sent.serial, sent.state) == (reserved.serial, Sheet.SENT)
    with pytest.raises(NotNow):
        wuxi.progress.print_rejection(session, found)
    proven(wuxi)


def test_a_printer_that_is_not_ready_costs_no_serial(
    wuxi: Desk, session: Session, printer: FickleSlot
) -> None:
    found = rejected(wuxi, session)
    printer.failing = True
    with pytest.raises(PrinterNotReady):
        wuxi.progress.print_rejection(session, found)
    assert wuxi.progress.show(session, found).rejection is None
