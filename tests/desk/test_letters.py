from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from handy import FickleSlot, officer, words_of

from counter.desk.agents_number import AgentIsApplicant
from counter.desk.agreeing import AnotherSigner, OutcomeOpen, PrintFirst
from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.letters import AllPrinted, FieldsUnknown, NoWordsHere
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.desk.taking_back import NothingToUndo
from counter.desk.views import Session
from counter.desk.window import NotAtThisStage
from counter.devices.ports import PrinterProblem
from counter.store import cases
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet
from desk.applying import (
    ADULT,
    AGENT,
    BEIJING_PERMIT,
    MINOR,
    NEIGHBOUR,
    TIANJIN_BOOK,
    WUXI_ADULT,
    WUXI_MINOR,
    asked,
    handed,
    identified,
    proven,
    to_acceptance,
    with_papers,
)
from desk.holding import ENDORSED, HOLDER, holder_of
from desk.test_losses import LOST

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
    assert [one.printable for one in view.signatures] == [True, True]
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


def test_what_has_no_words_here_is_not_printed(wuxi: Desk, desk_at: Callable[[str], Desk]) -> None:
    tianjin = desk_at("tianjin")
    session = officer(tianjin)
    view = asked(tianjin, session, identified(tianjin, session, NEIGHBOUR), "id-card-loss", LOST)
    view = tianjin.agreeing.confirm(session, with_papers(tianjin, session, view).id)
    assert [one.printable for one in view.signatures] == [False, True]
    with pytest.raises(NoWordsHere, match="挂失申报登记表"):
        tianjin.agreeing.print_paper(session, view.id, view.signatures[0].key)
    tianjin.agreeing.print_papers(session, view.id)  # the other one
    with pytest.raises(NoWordsHere):
        tianjin.agreeing.print_papers(session, view.id)
    session = officer(wuxi)
    view = to_sign(wuxi, session)
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


FORM = "elsewhere-form/applicant"


def state_of(desk: Desk, serial: str) -> tuple[str, str]:
    """The state of a sheet, and why it is void."""
    with desk.bench.store.reading() as db:
        sheet = cases.sheet(db, serial)
    assert sheet is not None
    return sheet.state, sheet.reason


def came_out(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    """Every sheet in the printer came out."""
    for one in view.signatures:
        if one.sheet is not None and one.sheet.state is Sheet.SENT:
            view = desk.agreeing.paper_out(session, view.id, one.key, good=True)
    return view


def serials(view: IntakeView) -> list[str]:
    return [one.sheet.serial for one in view.signatures if one.sheet is not None]


def test_everything_to_be_signed_is_printed_in_one_go_and_the_signature_names_its_sheet(
    wuxi: Desk, printer: FickleSlot
) -> None:
    session = officer(wuxi)
    view = wuxi.agreeing.print_papers(session, to_sign(wuxi, session).id)
    assert [one.sheet.form for one in view.signatures if one.sheet] == ["commitment-letter", "elsewhere-form"]
    assert len(printer.sent) == 2
    words = words_of(wuxi, serials(view)[1])
    told = ("name", "citizen-number", "address", "stay-proof", "collection", "finger-right", "fee")
    assert [words[field] for field in told] == [
        "赵试用", ADULT, "浙江省样例市样例路 1 号", "就业证明", "本人领取", "", "不收费",
    ]  # fmt: skip
    with pytest.raises(OutcomeOpen):
        wuxi.agreeing.sign(session, view.id, FORM)
    view = came_out(wuxi, session, view)
    with pytest.raises(AllPrinted):
        wuxi.agreeing.print_papers(session, view.id)
    with pytest.raises(NothingToUndo):
        wuxi.intake.undo(session, view.id)
    view = wuxi.agreeing.sign(session, view.id, FORM)
    with wuxi.bench.store.reading() as db:
        case = cases.case(db, view.id)
    assert case is not None
    assert case.facts["signed-under"][FORM][1] == serials(view)[1]
    proven(wuxi)


def test_what_was_signed_is_void_when_the_applicants_data_change_and_is_printed_again(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = came_out(wuxi, session, wuxi.agreeing.print_papers(session, to_sign(wuxi, session).id))
    before = serials(view)
    for one in view.signatures:
        view = wuxi.agreeing.sign(session, view.id, one.key)
    assert view.stage is Stage.FINGERPRINTS
    view = wuxi.intake.correct(session, view.id, {"name": "赵试雍"}, "照户口簿更正")
    view = wuxi.agreeing.confirm(session, view.id)
    assert view.stage is Stage.SIGNATURES
    assert [(one.signed, one.sheet) for one in view.signatures] == [("", None), ("", None)]
    assert [state_of(wuxi, serial) for serial in before] == [("voided", "内容已变更")] * 2
    view = came_out(wuxi, session, wuxi.agreeing.print_papers(session, view.id))
    assert {words_of(wuxi, serial)["name"] for serial in serials(view)} == {"赵试雍"}
    done = handed(wuxi, session, to_acceptance(wuxi, session, wuxi.agreeing.sign(session, view.id, LETTER)))
    assert done.stage is Stage.DONE
    assert wuxi.day.show(session).books.voided == 2
    proven(wuxi)


def test_a_paper_is_printed_again_for_a_reason_only_and_loses_its_signature(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = came_out(wuxi, session, wuxi.agreeing.print_papers(session, to_sign(wuxi, session).id))
    old = serials(view)[1]
    view = wuxi.agreeing.sign(session, view.id, FORM)
    with pytest.raises(ReasonMissing):
        wuxi.agreeing.print_paper(session, view.id, FORM)
    view = wuxi.agreeing.print_paper(session, view.id, FORM, reason="签错了位置")
    assert state_of(wuxi, old) == ("voided", "签错了位置")
    assert view.signatures[1].sheet is not None
    assert (view.signatures[1].sheet.replaces, view.signatures[1].signed) == (old, "")
    proven(wuxi)


def test_guardian_and_agent_stand_on_the_paper_and_nobody_else_signs_it(wuxi: Desk) -> None:
    session, father = officer(wuxi), "古丽巴哈尔·艾山江·阿不都热合曼𠅤"
    view = to_sign(wuxi, session, MINOR, WUXI_MINOR)
    view = wuxi.agreeing.print_papers(session, view.id, {"guardian": father})
    view = came_out(wuxi, session, view)
    assert words_of(wuxi, serials(view)[1])["guardian"].startswith(father)
    key = "elsewhere-form/guardian"
    with pytest.raises(AnotherSigner, match=father):
        wuxi.agreeing.sign(session, view.id, key, "赵父")
    assert wuxi.agreeing.sign(session, view.id, key, father).signatures[1].signed == father


def test_a_station_may_want_papers_printed_before_anybody_signs(wuxi: Desk) -> None:
    station = replace(wuxi.bench.settings.station, print_to_sign=True)
    desk = Desk.on(replace(wuxi.bench, settings=replace(wuxi.bench.settings, station=station)))
    session = officer(desk)
    view = to_sign(desk, session)
    with pytest.raises(PrintFirst, match="告知承诺书"):
        desk.agreeing.sign(session, view.id, LETTER)
    view = came_out(desk, session, desk.agreeing.print_papers(session, view.id))
    assert desk.agreeing.sign(session, view.id, LETTER).signatures[0].signed == "赵试用"


def test_a_permit_its_endorsement_and_an_agents_power_are_told_from_the_case(
    desk_at: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    holder_of(desk, tmp_path, "2026-12-11")
    view = asked(desk, session, identified(desk, session, HOLDER), "permit-endorsement", ENDORSED)
    view = desk.agreeing.confirm(session, with_papers(desk, session, view).id)
    view = came_out(desk, session, desk.agreeing.print_papers(session, view.id))
    words = words_of(desk, serials(view)[0])
    assert words["changes"] == "姓名变更；户籍住址改为浙江省样例市样例路 1 号；居住地住址变更"
    told = ("endorsed-until", "endorse-until", "stay-ground", "papers")
    assert [words[field] for field in told] == [
        "2026年12月11日", "2027年12月11日", "连续就读", "居民身份证；实体居住证；学生证",
    ]  # fmt: skip
    told_by_agent = BEIJING_PERMIT | {"present": "agent", "mobility": "disabled", "agent-relation": "spouse"}
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "residence-permit", told_by_agent)
    assert [one.code for one in view.to_take] == ["power-of-attorney"]
    with pytest.raises(NoWordsHere, match="居民身份证"):
        desk.agreeing.print_for_home(session, view.id, "id-card")
    with pytest.raises(NoSuchChoice):
        desk.agreeing.print_for_home(session, view.id, "lease-of-nobody")
    view = desk.agreeing.print_for_home(session, view.id, "power-of-attorney")
    sheet = view.to_take[0].sheet
    assert sheet is not None
    blank = words_of(desk, sheet.serial)
    assert "＿" in blank["agent-name"]
    assert "＿" in blank["term"]
    view = desk.agreeing.paper_out(session, view.id, "power-of-attorney", good=True)
    names = {"agent": "钱代办", "agent-number": AGENT}
    with pytest.raises(AgentIsApplicant):
        desk.agreeing.print_for_home(
            session, view.id, "power-of-attorney", names | {"agent-number": NEIGHBOUR}
        )
    view = desk.agreeing.print_for_home(session, view.id, "power-of-attorney", names)
    assert state_of(desk, sheet.serial)[0] == "voided"
    assert view.to_take[0].sheet is not None
    words = words_of(desk, view.to_take[0].sheet.serial)
    assert (words["name"], words["agent-name"], words["relation"]) == ("赵试用", "钱代办", "配偶")
    assert "居住证申领" in words["matters"]
    assert AGENT not in words.values()
    desk.checklist.mark(session, view.id, "power-of-attorney", "seen")
    every = [choice.code for choice in desk.bench.rules.fact("states").values]
    view = desk.checklist.states(session, view.id, every)
    assert [one.code for one in view.to_take] == ["power-of-attorney"], "nobody said yet whether it came out"
    view = desk.agreeing.paper_out(session, view.id, "power-of-attorney", good=True)
    assert view.to_take == ()
    proven(desk)


def test_a_form_that_lacks_something_names_it_and_uses_no_serial(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = identified(desk, session, NEIGHBOUR, residence_address="")
    view = asked(desk, session, view, "residence-permit", BEIJING_PERMIT)
    view = desk.agreeing.confirm(session, with_papers(desk, session, view).id)
    with pytest.raises(FieldsUnknown, match="居住地住址"):
        desk.agreeing.print_papers(session, view.id)
    assert desk.day.show(session).books.unresolved == 0


def test_the_request_for_a_certificate_is_signed_on_paper_that_says_who_asks_for_what(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "household-certificate", TIANJIN_BOOK)
    view = desk.agreeing.confirm(session, with_papers(desk, session, view).id)
    view = came_out(desk, session, desk.agreeing.print_papers(session, view.id))
    (signature,) = view.signatures
    assert signature.sheet is not None
    assert signature.sheet.form == "certificate-request"
    words = words_of(desk, signature.sheet.serial)
    assert (words["name"], words["service"], words["applicant-standing"]) == ("赵试用", "户籍证明", "本人")
    assert words["certificate-item"] == "户口簿未能反映的上述登记内容"
    assert "＿" in words["purpose"], "asked later, so there is room for the hand"
    assert NEIGHBOUR not in words.values()
    view = desk.agreeing.sign(session, view.id, signature.key)
    assert view.signatures[0].signed == "赵试用"
    proven(desk)


def test_an_agent_signs_for_true_papers_on_a_sheet_that_names_both(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    told = BEIJING_PERMIT | {"present": "agent", "mobility": "disabled", "agent-relation": "spouse"}
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "residence-permit", told)
    every = [choice.code for choice in desk.bench.rules.fact("states").values]
    for demand in view.checklist:
        view = desk.checklist.mark(session, view.id, demand.papers[0].code, "seen")
    view = desk.checklist.return_all(session, desk.checklist.states(session, view.id, every).id)
    view = desk.agreeing.confirm(session, desk.intake.go_on(session, view.id).id)
    view = desk.agreeing.print_papers(session, view.id, {"agent": "钱代办"})
    declared = next(one for one in view.signatures if one.by == "agent")
    assert declared.sheet is not None
    assert declared.sheet.form == "truth-declaration"
    words = words_of(desk, declared.sheet.serial)
    assert (words["agent-name"], words["agent-relation"], words["name"]) == ("钱代办", "配偶", "赵试用")
    assert "委托书" in words["papers"]
    view = came_out(desk, session, view)
    with pytest.raises(AnotherSigner):
        desk.agreeing.sign(session, view.id, declared.key, "孙代办")
    view = desk.agreeing.sign(session, view.id, declared.key, "钱代办")
    assert [one.signed for one in view.signatures if one.by == "agent"] == ["钱代办"]
    proven(desk)
