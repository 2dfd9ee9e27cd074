"""Home visits: who is to be seen at home, by whom, and what a signed opinion sets going."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from handy import PIN, FickleSlot, HandClock, number_for, officer, words_of

from counter.desk.desk import Desk
from counter.desk.find import NoSuchSheet
from counter.desk.intake_views import IntakeView
from counter.desk.people import WrongPin
from counter.desk.rights import NotYourRole
from counter.desk.taking import NoSuchChoice
from counter.desk.views import ClerkView, Role, Session
from counter.desk.visit_lists import NoSuchVisit
from counter.desk.visit_sheets import NothingSigned, NothingToVisit
from counter.desk.visit_views import OpinionMissing, VisitView
from counter.desk.visits import NotTheVisitingOfficer, VisitClosed
from counter.devices.ports import PrinterProblem
from counter.locale import Text
from counter.store import visits
from counter.values.remark import LONGEST, RemarkHasHiddenCharacter
from counter.values.typography import marked
from counter.workflows.application import State
from desk.applying import (
    ADULT,
    BEIJING_PERMIT,
    WUXI_ADULT,
    accepted,
    asked,
    handed,
    identified,
    proven,
    to_acceptance,
)

GUO, LIN = "0421", "0422"
"""The community officers of the training station."""
HOME = "北京市海淀区望山路 40 号"


@pytest.fixture
def beijing(desk_at: Callable[[str], Desk]) -> Desk:
    return desk_at("beijing")


def applied(desk: Desk, home: str = HOME, order: int = 41) -> IntakeView:
    """An accepted application for a residence permit of somebody who lives there."""
    session = officer(desk)
    view = identified(desk, session, number_for("19880512", order), residence_address=home)
    view = asked(desk, session, view, "residence-permit", BEIJING_PERMIT)
    return handed(desk, session, to_acceptance(desk, session, view))


def the_visit(desk: Desk) -> VisitView:
    (visit,) = desk.visits.today(officer(desk))
    return visit


def brought(desk: Desk, visit: VisitView, result: str, words: str = "", signer: str = GUO) -> VisitView:
    return desk.visits.record(officer(desk), visit.id, signer=signer, pin=PIN, result=result, words=words)


def test_an_accepted_permit_is_to_be_seen_at_home_by_the_officer_of_its_beat(beijing: Desk) -> None:
    session = officer(beijing)
    view = applied(beijing)
    visit = the_visit(beijing)
    assert (visit.application.id, visit.officer, visit.officer_name) == (view.id, GUO, "郭志平")
    assert (visit.address, visit.beat, visit.demand) == (HOME, "望山路社区", None)
    assert visit.application.due is None, "the time does not run before the visit"
    assert beijing.visits.for_officer(session, GUO) == (visit,)
    assert beijing.visits.for_officer(session, LIN) == ()
    applied(beijing, "北京市海淀区别处 1 号", order=43)
    (nobodys,) = beijing.visits.for_officer(session, "")
    assert (nobodys.officer, nobodys.beat) == ("", "")
    proven(beijing)


def test_a_service_whose_time_runs_at_once_calls_no_visit(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    assert view.due is not None
    assert wuxi.visits.today(session) == ()


def test_the_time_runs_from_the_opinion_that_all_is_true(beijing: Desk, clock: HandClock) -> None:
    view = applied(beijing)
    clock.go(days=1)
    visit = brought(beijing, the_visit(beijing), "confirmed", "本人在家,租赁合同相符")
    assert not visit.open
    assert visit.application.state is State.REVIEWING
    assert visit.application.due == date(2026, 12, 3), "eight working days from the day after 2026-11-23"
    assert [o.signed_by for o in visit.opinions] == [GUO]
    assert "八个工作日" in visit.notes[0].text.zh
    assert beijing.visits.today(officer(beijing)) == ()
    assert [a.id for a in beijing.worklists.in_state(officer(beijing), "reviewing")] == [view.id]
    with pytest.raises(VisitClosed):
        brought(beijing, visit, "confirmed")
    reported = [line.what for line in beijing.uploads.pending(officer(beijing)).lines]
    assert reported.count("application.confirm") == 1, "its deadline counted anew is no second deed"
    assert reported.count("visit.opinion") == 1
    proven(beijing)


def test_nobody_met_means_another_day_and_the_time_does_not_run(beijing: Desk, clock: HandClock) -> None:
    applied(beijing)
    clock.moment = clock.moment.replace(day=27)  # a Friday
    visit = brought(beijing, the_visit(beijing), "not-met", "敲门无人应答")
    assert visit.open
    assert (visit.planned_on, visit.tries) == (date(2026, 11, 30), 1)
    assert (visit.application.state, visit.application.due) == (State.ACCEPTED, None)
    assert "再访" in visit.refusals[0].remedy.zh
    assert beijing.visits.today(officer(beijing)) == ()
    clock.go(days=3)
    visit = brought(beijing, the_visit(beijing), "confirmed")
    assert [o.result for o in visit.opinions] == ["not-met", "confirmed"]
    assert visit.application.due is not None
    proven(beijing)


@pytest.mark.parametrize("result", ["false-address", "false-identity"])
def test_what_proved_false_waits_for_a_decision_and_its_time_never_runs(beijing: Desk, result: str) -> None:
    view = applied(beijing)
    visit = brought(beijing, the_visit(beijing), result, "房东称查无此人")
    assert visit.refusals
    assert visit.refusals[0].remedy.zh
    assert (visit.application.state, visit.application.due) == (State.REVIEWING, None)
    assert "reject" in visit.application.deeds
    rejected = beijing.progress.move(officer(beijing), view.id, "reject", "入户核实:房东称查无此人")
    assert rejected.state is State.REJECTED
    proven(beijing)


def test_only_the_officer_who_went_signs_and_only_with_the_own_pin(beijing: Desk) -> None:
    session = officer(beijing)
    applied(beijing)
    visit = the_visit(beijing)
    with pytest.raises(WrongPin):
        beijing.visits.record(session, visit.id, signer=GUO, pin="1111", result="confirmed")
    with pytest.raises(NotTheVisitingOfficer):
        brought(beijing, visit, "confirmed", signer=LIN)
    with pytest.raises(NotYourRole):
        brought(beijing, visit, "confirmed", signer="0555")
    assert beijing.visits.show(session, visit.id) == visit
    moved = beijing.visits.assign(session, visit.id, LIN, date(2026, 11, 22))
    assert moved.officer_name == "林秀春"
    assert brought(beijing, visit, "confirmed", signer=LIN).closed == "opinion"
    proven(beijing)


def test_who_signs_and_who_types_both_stand_in_the_journal(beijing: Desk) -> None:
    applied(beijing)
    visit = the_visit(beijing)
    brought(beijing, visit, "confirmed")
    (act,) = [a for a in beijing.bench.store.acts(subject=visit.id) if a.kind == "visit.opinion"]
    assert (act.clerk, act.body["signed_by"]) == ("0337", GUO)


@pytest.mark.parametrize("result", ["not-met", "false-address"])
def test_anything_but_true_needs_words(beijing: Desk, result: str) -> None:
    applied(beijing)
    with pytest.raises(OpinionMissing):
        brought(beijing, the_visit(beijing), result, "  ")


def test_bad_input_changes_nothing(beijing: Desk) -> None:
    applied(beijing)
    visit, session = the_visit(beijing), officer(beijing)
    with pytest.raises(NoSuchChoice):
        brought(beijing, visit, "perhaps")
    with pytest.raises(NoSuchVisit):
        beijing.visits.show(session, "\x1b[2J'; DROP TABLE visit")
    with pytest.raises(RemarkHasHiddenCharacter):
        brought(beijing, visit, "not-met", "无人\x1b]0;x\x07")
    for nobody in ("0555", "9999", ""):
        with pytest.raises(NoSuchChoice):
            beijing.visits.assign(session, visit.id, nobody)
    assert beijing.visits.show(session, visit.id) == visit


def test_a_matter_that_ended_or_was_verified_otherwise_is_not_visited(beijing: Desk) -> None:
    session = officer(beijing)
    one, two = applied(beijing), applied(beijing, order=43)
    beijing.progress.move(session, one.id, "terminate", "申请人撤回")
    beijing.progress.move(session, two.id, "review")
    assert [v.application.id for v in beijing.visits.today(session)] == [two.id]
    beijing.progress.move(session, two.id, "confirm")
    assert beijing.visits.today(session) == ()
    with beijing.bench.store.reading() as db:
        assert [visit.closed for visit in visits.of_application(db, two.id)] == ["dropped"]
    proven(beijing)


def promised(desk: Desk) -> IntakeView:
    session = officer(desk)
    view = asked(desk, session, identified(desk, session, ADULT), "first-id-card", WUXI_ADULT)
    view = desk.checklist.promise(session, view.id, "stay-proof")
    return handed(desk, session, to_acceptance(desk, session, view))


@pytest.mark.parametrize(("result", "outcome"), [("confirmed", "kept"), ("false-address", "broken")])
def test_a_promise_is_followed_up_on_its_day(
    trusting: Desk, clock: HandClock, result: str, outcome: str
) -> None:
    view = promised(trusting)
    assert trusting.visits.today(officer(trusting)) == ()
    clock.go(days=30)
    visit = the_visit(trusting)
    assert visit.demand is not None
    assert "居住证明" in visit.demand.zh
    brought(trusting, visit, result, "看过原件", signer=visit.officer or GUO)
    assert trusting.worklists.promises(officer(trusting)) == ()
    (act,) = [a for a in trusting.bench.store.acts(subject=view.id) if a.kind == "promise.settled"]
    assert act.body["outcome"] == outcome
    assert trusting.progress.show(officer(trusting), view.id).state is State.ACCEPTED
    proven(trusting)


def test_f1_tells_what_hangs_on_a_visit(beijing: Desk) -> None:
    session = officer(beijing)
    applied(beijing)
    visit = the_visit(beijing)
    (limit,) = beijing.visits.why(session, visit.id)
    assert limit.text.zh == "自核实属实之日起 8 个工作日"
    assert "通告" in limit.source.zh
    brought(beijing, visit, "confirmed")
    assert [line.text for line in beijing.visits.why(session, visit.id)][1] == the_note(beijing, visit.id)


def the_note(desk: Desk, visit: str) -> Text:
    """What the rules say to the opinion."""
    (note,) = desk.visits.show(officer(desk), visit).notes
    return note.text


def test_f1_tells_instead_of_which_paper_a_promise_is_checked(trusting: Desk, clock: HandClock) -> None:
    promised(trusting)
    clock.go(days=30)
    session = officer(trusting)
    (visit,) = trusting.visits.today(session)
    (paper,) = trusting.visits.why(session, visit.id)
    assert visit.demand is not None
    assert paper.text == marked(visit.demand)
    assert paper.source.zh


def test_the_list_numbers_the_results_as_the_screen_does(beijing: Desk) -> None:
    form = beijing.bench.press.forms["home-visit-list"]
    results = [text.zh for _, text in beijing.visits.results(officer(beijing))]
    numbered = "　".join(f"{place} {text}" for place, text in enumerate(results, 1))
    assert any(numbered in words.text.zh for words in form.words)


def test_a_promise_settled_at_the_window_is_not_visited(trusting: Desk, clock: HandClock) -> None:
    view = promised(trusting)
    clock.go(days=30)
    trusting.progress.settle_promise(officer(trusting), view.id, "stay-proof", kept=True)
    assert trusting.visits.today(officer(trusting)) == ()
    proven(trusting)


def test_the_list_of_an_officer_is_printed_with_a_row_per_visit(beijing: Desk, printer: FickleSlot) -> None:
    session = officer(beijing)
    first, second = (
        applied(beijing),
        applied(beijing, "北京市海淀区望山路 18 号样例科技园集体宿舍 B 座 1802 室", 43),
    )
    sheet = beijing.visits.print_list(session, GUO)
    words = words_of(beijing, sheet.serial)
    assert (words["officer"], words["count"]) == ("郭志平 0421", "2 户")
    listed = beijing.visits.for_officer(session, GUO)
    assert [words[f"visits.{n}.matter"] for n in (1, 2)] == [v.application.receipt for v in listed]
    assert {words["visits.1.address"], words["visits.2.address"]} == {HOME, listed[1].address} | {
        listed[0].address
    }
    assert "********" in words["visits.1.citizen-number"]
    assert {v.application.id for v in listed} == {first.id, second.id}
    assert printer.sent[-1][0] == sheet.serial
    with pytest.raises(NothingToVisit):
        beijing.visits.print_list(session, LIN)
    out = beijing.visits.out(session, sheet.serial)
    assert out.state == "out"
    again = beijing.visits.print_list(session, GUO)
    assert beijing.visits.out(session, again.serial, good=False, reason="卡纸").state == "voided"
    with pytest.raises(NoSuchSheet):
        beijing.visits.out(session, first.receipt)
    proven(beijing)


def test_a_list_nobody_has_said_anything_of_is_not_printed_beside(beijing: Desk, printer: FickleSlot) -> None:
    session = officer(beijing)
    applied(beijing)
    before = len(printer.sent)
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        beijing.visits.print_list(session, GUO)
    printer.jammed = False
    first = beijing.visits.print_list(session, GUO)
    again = beijing.visits.print_list(session, GUO)
    assert first.serial == again.serial
    assert [serial for serial, _, _ in printer.sent[before:]] == [first.serial], "sent once, and asked after"
    beijing.visits.out(session, first.serial)
    assert beijing.visits.print_list(session, GUO).serial != first.serial
    proven(beijing)


def test_the_signed_opinion_is_printed_with_what_went_before_and_what_follows(
    beijing: Desk, printer: FickleSlot
) -> None:
    session = officer(beijing)
    view = applied(beijing)
    visit = the_visit(beijing)
    with pytest.raises(NothingSigned):
        beijing.visits.print_opinion(session, visit.id)
    assert printer.asked == [view.receipt], "no paper for what nobody signed"
    brought(beijing, visit, "not-met", "敲门无人应答")
    brought(beijing, visit, "confirmed", "本人在家，租赁合同相符")
    sheet = beijing.visits.print_opinion(session, visit.id)
    assert (sheet.form, sheet.state, sheet.holder) == ("visit-opinion", "sent", visit.application.name)
    words = words_of(beijing, sheet.serial)
    assert (words["result"], words["opinion"]) == ("属实", "本人在家，租赁合同相符")
    assert (words["officer"], words["matter"]) == (f"郭志平 {GUO}", view.receipt)
    assert words["earlier"] == "2026年11月22日 12时00分 未见到本人（0421）"
    assert words["follows"].startswith("核实属实：八个工作日的期限自核实的次日起算，核实当日不计入。")
    assert "（依据：" in words["follows"]
    assert words["citizen-number"] == visit.application.masked_number
    assert beijing.visits.print_opinion(session, visit.id) == sheet, "it is asked after, not printed twice"
    assert beijing.visits.out(session, sheet.serial).state == "out"
    auxiliary = Session(ClerkView("0555", "周协管", Role.AUXILIARY), beijing.bench.clock.now())
    with pytest.raises(NotYourRole):
        beijing.visits.print_opinion(auxiliary, visit.id)
    proven(beijing)


def test_an_opinion_that_the_printer_did_not_take_keeps_its_serial(
    beijing: Desk, printer: FickleSlot
) -> None:
    session = officer(beijing)
    applied(beijing)
    visit = brought(beijing, the_visit(beijing), "false-address", "房东称查无此人")
    printer.jammed = True
    with pytest.raises(PrinterProblem):
        beijing.visits.print_opinion(session, visit.id)
    printer.jammed = False
    waiting = beijing.visits.print_opinion(session, visit.id)
    assert waiting.state == "reserved"
    assert beijing.visits.resend(session, waiting.serial).state == "sent"
    assert beijing.visits.out(session, waiting.serial, good=False, reason="卡纸").state == "voided"
    again = beijing.visits.print_opinion(session, visit.id)
    assert again.serial != waiting.serial
    assert "查无此人" in words_of(beijing, again.serial)["opinion"]
    proven(beijing)


def test_the_longest_opinion_after_many_visits_fits_on_its_sheet(beijing: Desk, printer: FickleSlot) -> None:
    session = officer(beijing)
    applied(beijing, "北京市海淀区" + "望山路样例小区" * 7)
    visit = the_visit(beijing)
    for _ in range(7):
        brought(beijing, visit, "not-met", "无" * LONGEST)
    brought(beijing, visit, "false-identity", "查" * LONGEST)
    sheet = beijing.visits.print_opinion(session, visit.id)
    assert sheet.serial == printer.asked[-1]
    earlier = words_of(beijing, sheet.serial)["earlier"].splitlines()
    assert (earlier[0], len(earlier)) == ("共走访 7 次，最近的：", 6)
