from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handy import LI, FickleSlot, HandClock, beside, imported, officer, row

from counter.desk.desk import Desk
from counter.values.typography import full_width
from counter.workflows.application import Stage, State
from desk.applying import (
    ADULT,
    FIELDS,
    MINOR,
    NEIGHBOUR,
    TIANJIN_BOOK,
    WUXI_ADULT,
    WUXI_MINOR,
    accepted,
    asked,
    handed,
    identified,
    proven,
    to_acceptance,
)


def test_a_first_card_in_wuxi_for_an_adult(wuxi: Desk, printer: FickleSlot) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    assert view.stage is Stage.DOCUMENTS
    assert view.missing == 2
    done = handed(wuxi, session, to_acceptance(wuxi, session, view))
    assert (done.stage, done.state) == (Stage.DONE, State.ACCEPTED)
    assert str(done.due) == "2026-12-18", "twenty working days from the 22nd"
    assert done.fee is not None
    assert done.fee.fen == 0
    assert done.fingers is not None
    assert [place.finger for place in done.fingers.places] == [11, 16]
    assert [serial for serial, _, _ in printer.sent] == [done.receipt]
    proven(wuxi)


def test_a_first_card_in_wuxi_for_a_child(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, MINOR), "first-id-card", WUXI_MINOR)
    assert {demand.group for demand in view.checklist if demand.missing} == {
        "household-book", "stay-proof-minor", "guardian-identity", "guardian-book", "guardian-relation",
    }  # fmt: skip
    assert view.missing == 5
    done = handed(wuxi, session, to_acceptance(wuxi, session, view))
    assert [one.by for one in done.signatures if one.signed == "钱试用"]
    assert done.state is State.ACCEPTED
    proven(wuxi)


def test_a_certificate_in_tianjin(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    done = accepted(desk, session, NEIGHBOUR, "household-certificate", TIANJIN_BOOK)
    assert done.state is State.ACCEPTED
    assert done.fingers is None, "no law has them here"
    proven(desk)


BEIJING = {"stay-ground": "residence", "present": "self", "dwelling": "rented", "mobility": "able"}


def test_an_endorsement_in_beijing_is_answered_by_the_register_as_far_as_it_knows(
    desk_at: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    imported(desk, tmp_path, row("李𠅤试", NEIGHBOUR, endorsed_until="2026-12-10"))
    view = desk.intake.begin(session)
    view = desk.intake.identify(session, view.id, NEIGHBOUR)
    assert view.suggested["name"] == "李𠅤试"
    view = desk.intake.record(session, view.id, {})
    view = asked(desk, session, view, "permit-endorsement", BEIJING)
    known = {answer.fact for answer in view.answered if answer.register}
    assert known == {"permit-state", "endorsed-until"}
    done = handed(desk, session, to_acceptance(desk, session, view))
    assert done.state is State.ACCEPTED
    assert done.due is None, "the clock starts when it proved true"
    desk.progress.move(session, done.id, "review")
    shown = desk.progress.move(session, done.id, "confirm")
    assert (shown.state, str(shown.due)) == (State.REVIEWING, "2026-12-02")
    proven(desk)


def test_a_permit_long_before_its_endorsement_is_refused_by_what_the_register_knows(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = desk.intake.identify(session, desk.intake.begin(session).id, LI)
    view = desk.questions.choose(session, desk.intake.record(session, view.id, {}).id, "permit-endorsement")
    assert view.stage is Stage.REFUSAL
    assert desk.intake.back(session, view.id).stage is Stage.QUESTIONS


def test_hard_stops_come_first_and_refuse_with_their_article(wuxi: Desk, printer: FickleSlot) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    view = wuxi.questions.choose(session, view.id, "first-id-card")
    stops = [question.stops for question in view.questions]
    assert stops == sorted(stops, reverse=True)
    assert stops[0]
    view = wuxi.questions.answer(session, view.id, "soldier", "yes")
    assert view.stage is Stage.REFUSAL
    assert view.refusals
    view = wuxi.deciding.print(session, view.id)
    view = wuxi.deciding.good(session, view.id)
    assert (view.stage, view.state) == (Stage.REFUSED, State.REFUSED)
    sheet = view.sheet
    assert sheet is not None
    with wuxi.bench.store.reading() as db:
        from counter.store import cases

        row = cases.sheet(db, sheet.serial)
    assert row is not None
    told = dict(row.fields)
    assert full_width(view.refusals[0].source.zh) in told["reasons"]
    assert full_width(view.refusals[0].remedy.zh) in told["next-step"]
    assert "行政复议" in told["remedies"]
    proven(wuxi)


def test_stepping_back_from_a_refusal_takes_the_answer_back(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    view = wuxi.questions.choose(session, view.id, "first-id-card")
    view = wuxi.questions.answer(session, view.id, "soldier", "yes")
    view = wuxi.intake.back(session, view.id)
    assert view.stage is Stage.QUESTIONS
    assert "soldier" in {question.fact for question in view.questions}
    assert view.refusals == ()


def test_everything_missing_is_told_at_once_and_the_return_visit_starts_from_the_notice(
    wuxi: Desk, clock: HandClock
) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, MINOR), "first-id-card", WUXI_MINOR)
    view = wuxi.checklist.mark(session, view.id, "household-book", "seen")
    view = wuxi.checklist.return_all(session, view.id)
    wanted = [demand for demand in view.checklist if demand.missing]
    view = wuxi.checklist.want(session, view.id)
    view = wuxi.deciding.print(session, view.id)
    view = wuxi.deciding.good(session, view.id)
    assert (view.stage, view.state) == (Stage.WAITING, State.SUPPLEMENT)
    assert view.sheet is not None
    with wuxi.bench.store.reading() as db:
        from counter.store import cases

        sheet = cases.sheet(db, view.notice)
    assert sheet is not None
    told = dict(sheet.fields)
    for demand in wanted:
        assert full_width(demand.text.zh) in told["missing"]
        assert full_width(demand.source.zh) in told["missing"]
        for paper in demand.papers:
            assert full_width(paper.issuer.zh) in told["missing"]
    assert "〓" not in told["missing"]
    assert told["missing"].count("\n") == len(wanted)
    assert told["shown"] == "居民户口簿"
    assert [one.id for one in wuxi.worklists.waiting(session)] == [view.id]
    clock.go(days=3)
    other = wuxi.people.sign_in("0555", "0000")
    back = wuxi.deciding.return_with(other, view.notice)
    assert (back.id, back.stage, back.state) == (view.id, Stage.DOCUMENTS, State.DRAFT)
    assert back.missing == 4, "what was seen is not asked for again"
    assert back.questions == ()
    done = handed(wuxi, session, to_acceptance(wuxi, session, back))
    assert done.state is State.ACCEPTED
    assert str(done.on) == "2026-11-25", "the rules of the day of acceptance"
    proven(wuxi)


def test_what_is_known_of_a_person_is_filled_in_and_changed_only_with_a_reason(wuxi: Desk) -> None:
    from counter.desk.applicant import ChangeNeedsReason

    session = officer(wuxi)
    identified(wuxi, session, ADULT)
    view = identified(wuxi, session, ADULT)
    assert view.stage is Stage.SERVICE
    assert view.person is not None
    assert view.person.name == FIELDS["name"]
    with pytest.raises(ChangeNeedsReason, match=r"^更改 电话 没有写原因") as refused:
        wuxi.intake.correct(session, view.id, {"phone": "0510-00000000"}, " ")
    assert refused.value.terms == ("phone",)
    assert "phone" not in refused.value.said(), (
        "the clerk reads the name of the field, a command is told its word"
    )
    view = wuxi.intake.correct(
        session, view.id, {"phone": "0510-00000000", "name": FIELDS["name"]}, "本人申报"
    )
    assert [(c.field, c.old, c.new, c.reason) for c in wuxi.intake.history(session, view.id)] == [
        ("phone", "", "0510-00000000", "本人申报")
    ]
    proven(wuxi)


def test_a_parked_intake_goes_on_at_the_same_step(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    wuxi.intake.park(session, view.id)
    assert wuxi.intake.resume(session) is None
    quick = identified(wuxi, session, NEIGHBOUR)
    assert {one.id for one in wuxi.intake.waiting(session)} == {view.id, quick.id}
    wuxi.intake.abandon(session, quick.id)
    wuxi.intake.open(session, view.id)
    again = wuxi.intake.resume(session)
    assert again is not None
    assert (again.id, again.stage, again.missing) == (view.id, Stage.DOCUMENTS, 2)


def test_a_changed_answer_makes_read_back_and_signatures_void(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    view = to_acceptance(wuxi, session, view)
    assert view.still == ()
    view = wuxi.questions.answer(session, view.id, "collect-by", "mail")
    assert view.stage is Stage.READ_BACK
    assert view.collection is None
    view = wuxi.questions.unanswer(session, view.id)
    assert view.stage is Stage.QUESTIONS
    assert [question.fact for question in view.questions] == ["collect-by"]


def test_an_auxiliary_may_take_in_and_not_decide(wuxi: Desk) -> None:
    from counter.desk.rights import NotYourRole

    helper = wuxi.people.sign_in("0555", "0000")
    view = asked(wuxi, helper, identified(wuxi, helper, ADULT), "first-id-card", WUXI_ADULT)
    view = to_acceptance(wuxi, helper, view)
    for verb in (wuxi.deciding.accept, wuxi.deciding.print, wuxi.deciding.good):
        with pytest.raises(NotYourRole):
            verb(helper, view.id)
    assert wuxi.intake.show(helper, view.id).state is State.DRAFT


def test_nothing_is_accepted_while_originals_lie_on_the_counter(wuxi: Desk) -> None:
    from counter.desk.window import StillWanting

    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    view = to_acceptance(wuxi, session, view)
    view = wuxi.checklist.mark(session, view.id, "student-card", "seen")
    with pytest.raises(StillWanting, match="原件"):
        wuxi.deciding.accept(session, view.id)
    wuxi.checklist.mark(session, view.id, "student-card", "kept")
    assert wuxi.deciding.accept(session, view.id).state is State.ACCEPTED


def test_acceptance_is_durable_before_the_printer_is_touched(wuxi: Desk, printer: FickleSlot) -> None:
    from counter.desk.laying import PrinterNotReady
    from counter.devices.ports import PrinterProblem

    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    view = wuxi.deciding.accept(session, to_acceptance(wuxi, session, view).id)
    assert (view.stage, view.state) == (Stage.RECEIPT, State.ACCEPTED)
    printer.failing = True
    with pytest.raises(PrinterNotReady):
        wuxi.deciding.print(session, view.id)
    printer.failing, printer.jammed = False, True
    with pytest.raises(PrinterProblem):
        wuxi.deciding.print(session, view.id)
    printer.jammed = False
    view = wuxi.deciding.resend(session, view.id)
    assert view.stage is Stage.RECEIPT_OUT
    view = wuxi.deciding.spoiled(session, view.id, "卡纸")
    first = view.receipt
    view = wuxi.deciding.reprint(session, view.id, beside(wuxi, session))
    view = wuxi.deciding.good(session, view.id)
    assert view.receipt != first
    lost = wuxi.deciding.reprint(session, view.id, beside(wuxi, session), "回执遗失")
    assert wuxi.deciding.good(session, lost.id).stage is Stage.DONE
    proven(wuxi)


def test_a_sheet_of_an_application_is_not_voided_behind_its_back(wuxi: Desk) -> None:
    from counter.desk.sheets import BelongsToApplication
    from counter.desk.views import SheetWays

    session = officer(wuxi)
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    for verb in (wuxi.sheets.void, wuxi.sheets.reprint):
        with pytest.raises(BelongsToApplication):
            verb(session, beside(wuxi, session), view.receipt, "试")
    assert wuxi.sheets.ways(session, view.receipt) == SheetWays((), "application", view.id), (
        "nor is it offered"
    )


def test_an_accepted_application_keeps_the_rules_of_its_day(wuxi: Desk, clock: HandClock) -> None:
    session = officer(wuxi)
    view = accepted(wuxi, session, ADULT, "first-id-card", WUXI_ADULT)
    clock.go(days=400)
    later = wuxi.intake.show(session, view.id)
    assert (later.on, later.due, later.deadline) == (view.on, view.due, view.deadline)


def test_an_application_never_becomes_somebody_elses(wuxi: Desk) -> None:
    from counter.desk.applicant import AnotherPerson

    session = officer(wuxi)
    identified(wuxi, session, NEIGHBOUR)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    while view.stage is not Stage.IDENTITY:
        view = wuxi.intake.back(session, view.id)
    with pytest.raises(AnotherPerson):
        wuxi.intake.identify(session, view.id, NEIGHBOUR)
    again = wuxi.intake.identify(session, view.id, ADULT)
    assert again.stage is Stage.SERVICE
    assert len(again.answered) == len(WUXI_ADULT), "nothing that was answered is asked twice"


def test_a_new_person_needs_what_every_form_prints_and_words_are_data(wuxi: Desk) -> None:
    from counter.desk.applicant import ChangeNeedsReason, FieldMissing
    from counter.desk.person_fields import NoSuchField
    from counter.values.person_name import NameHasHiddenCharacter

    session = officer(wuxi)
    view = wuxi.intake.identify(session, wuxi.intake.begin(session).id, ADULT)
    for fields, problem in (
        ({}, FieldMissing),
        (FIELDS | {"ethnic": "火星族"}, NoSuchField),
        (FIELDS | {"birth": "2000-01-01"}, NoSuchField),
        (FIELDS | {"name": "赵\u202e试"}, NameHasHiddenCharacter),
        (FIELDS | {"sex": "女"}, ChangeNeedsReason),
    ):
        with pytest.raises(problem):
            wuxi.intake.record(session, view.id, fields)
    words = "[red]'; DROP TABLE person; --"
    view = wuxi.intake.record(session, view.id, FIELDS | {"name": words, "sex": "女"}, "号码性别位有误")
    assert view.person is not None
    assert (view.person.name, view.person.sex.zh) == (words, "女")
    proven(wuxi)
