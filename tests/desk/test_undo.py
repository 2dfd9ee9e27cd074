from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from handy import beside, officer

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.taking_back import NothingToUndo
from counter.desk.views import Session
from counter.desk.window import NotAtThisStage
from counter.store.apply import Kind
from counter.workflows.application import Stage
from desk.applying import (
    ADULT,
    FIELDS,
    NEIGHBOUR,
    WUXI_ADULT,
    asked,
    identified,
    proven,
    to_acceptance,
    with_papers,
)

CARD = "first-id-card"


def bare(view: IntakeView) -> IntakeView:
    """What must be the same after taking back; what was typed may stand in its field again."""
    return replace(view, typed={})


def undone(desk: Desk, session: Session, case: str) -> tuple[IntakeView, str]:
    told = desk.intake.undo(session, case)
    proven(desk)
    return told.intake, told.what.zh


def walk(desk: Desk, session: Session) -> Iterator[IntakeView]:
    """A card in Wuxi, deed by deed, up to the first thing that cannot be taken back."""
    view = desk.intake.begin(session)
    yield view
    yield (view := desk.intake.identify(session, view.id, ADULT))
    yield (view := desk.intake.record(session, view.id, FIELDS))
    yield (view := desk.questions.choose(session, view.id, CARD))
    while view.stage is Stage.QUESTIONS:
        fact = view.questions[0].fact
        yield (view := desk.questions.answer(session, view.id, fact, WUXI_ADULT[fact]))
    for demand in view.checklist:
        yield (view := desk.checklist.mark(session, view.id, demand.papers[0].code, "seen"))
    yield (view := desk.checklist.mark(session, view.id, demand.papers[0].code, "copied", 1))
    yield (view := desk.checklist.return_all(session, view.id))
    yield (view := desk.intake.go_on(session, view.id))
    yield (view := desk.agreeing.confirm(session, view.id))
    while view.stage is Stage.SIGNATURES:
        key = next(one.key for one in view.signatures if not one.signed)
        yield (view := desk.agreeing.sign(session, view.id, key, "钱试用"))
    assert view.stage is Stage.FINGERPRINTS
    yield (view := desk.fingers.skip(session, view.id, 11, "injured"))
    yield desk.fingers.stop(session, view.id, "reader")


def test_every_deed_is_taken_back_in_turn_and_nothing_is_left_of_it(wuxi: Desk) -> None:
    session = officer(wuxi)
    seen = list(walk(wuxi, session))
    assert len(seen) > 14
    for before in reversed(seen[:-1]):
        now, what = undone(wuxi, session, before.id)
        assert bare(now) == bare(before)
        assert what
    with pytest.raises(NothingToUndo):
        wuxi.intake.undo(session, seen[0].id)


def test_what_is_told_names_question_answer_paper_and_person(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), CARD, WUXI_ADULT)
    paper = view.checklist[0].papers[0]
    wuxi.checklist.mark(session, view.id, paper.code, "seen")
    assert undone(wuxi, session, view.id)[1] == f"查验“{paper.text.zh}”"
    last = next(one for one in view.answered if one.fact == "collect-by") if view.answered else None
    told = undone(wuxi, session, view.id)[1]
    assert last is None or "“" in told
    while wuxi.intake.show(session, view.id).stage is not Stage.IDENTITY:
        told = undone(wuxi, session, view.id)[1]
    assert told == f"申请人“{FIELDS['name']}”"


def test_an_applicant_recorded_by_mistake_is_forgotten_and_the_words_stand_in_their_fields(
    wuxi: Desk,
) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    now, _ = undone(wuxi, session, view.id)
    assert now.stage is Stage.IDENTITY
    assert now.person is None
    assert now.typed["name"] == FIELDS["name"]
    assert now.typed["ethnic"] == FIELDS["ethnic"]
    now, _ = undone(wuxi, session, view.id)
    assert now.typed["number"] == ADULT
    again = wuxi.intake.begin(session)
    assert wuxi.intake.identify(session, again.id, ADULT).person is None, "nobody knows the number any more"


def test_somebody_whom_another_case_names_stays_known(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    other = wuxi.intake.identify(session, wuxi.intake.begin(session).id, ADULT)
    assert other.person is not None
    now, _ = undone(wuxi, session, view.id)
    assert now.person is None
    assert wuxi.intake.show(session, other.id).person == other.person


def test_a_correction_goes_back_and_both_stay_in_the_history(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    wuxi.intake.correct(session, view.id, {"phone": "13900000000"}, "本人申报")
    now, what = undone(wuxi, session, view.id)
    assert what == "更正"
    assert now.person is not None
    assert now.person.phone == ""
    assert [(c.old, c.new) for c in wuxi.intake.history(session, view.id)] == [
        ("13900000000", ""),
        ("", "13900000000"),
    ]


def test_a_correction_that_was_changed_again_elsewhere_is_left_alone(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = identified(wuxi, session, ADULT)
    wuxi.intake.correct(session, view.id, {"phone": "13900000000"}, "本人申报")
    other = wuxi.intake.identify(session, wuxi.intake.begin(session).id, ADULT)
    wuxi.intake.correct(session, other.id, {"phone": "13700000000"}, "本人再次申报")
    with pytest.raises(NothingToUndo):
        wuxi.intake.undo(session, view.id)


def test_a_refusal_is_taken_back_with_its_answer(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, CARD)
    assert wuxi.questions.answer(session, view.id, "soldier", "yes").stage is Stage.REFUSAL
    now, _ = undone(wuxi, session, view.id)
    assert bare(now) == bare(view)


def test_a_step_back_is_nothing_that_was_said(wuxi: Desk) -> None:
    session, before = officer(wuxi), []
    for view in walk(wuxi, session):
        before.append(view)
        if view.stage is Stage.SIGNATURES:
            break
    case, gone_on = view.id, next(n for n, one in enumerate(before) if one.stage is Stage.READ_BACK)
    assert wuxi.intake.back(session, case).stage is Stage.READ_BACK
    now, what = undone(wuxi, session, case)
    assert (bare(now), what) == (bare(before[-2]), "读回核对")
    assert wuxi.intake.back(session, case).stage is Stage.DOCUMENTS
    assert wuxi.intake.back(session, case).stage is Stage.QUESTIONS
    now, what = undone(wuxi, session, case)
    assert what.startswith("退还"), "to go on is said by stepping back from it no more"
    assert bare(now) == bare(before[gone_on - 2])


def test_the_answer_that_was_refused_is_said_no_more_once_the_refusal_is_left(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, CARD)
    assert wuxi.questions.answer(session, view.id, "soldier", "yes").stage is Stage.REFUSAL
    assert bare(wuxi.intake.back(session, view.id)) == bare(view)
    now, what = undone(wuxi, session, view.id)
    assert now.stage is Stage.SERVICE, "not the refusal again"
    assert what.startswith("事项")


def test_what_was_pressed_stays_also_behind_a_step_back(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = next(one for one in walk(wuxi, session) if one.stage is Stage.FINGERPRINTS)
    wuxi.fingers.press(session, view.id, 11, 80)
    view = wuxi.intake.back(session, view.id)
    with pytest.raises(NothingToUndo):
        wuxi.intake.undo(session, view.id)
    assert wuxi.intake.show(session, view.id) == view


def test_parking_is_nothing_that_was_said(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, CARD)
    wuxi.questions.answer(session, view.id, "soldier", "no")
    wuxi.intake.park(session, view.id)
    wuxi.intake.open(session, view.id)
    now, what = undone(wuxi, session, view.id)
    assert "soldier" not in {one.fact for one in now.answered}
    assert "“" in what


def test_what_is_being_typed_survives(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, CARD)
    wuxi.questions.answer(session, view.id, "soldier", "no")
    wuxi.intake.keep_typed(session, view.id, "household", "浙")
    now, _ = undone(wuxi, session, view.id)
    assert now.typed["household"] == "浙"


def one_step(desk: Desk, session: Session, view: IntakeView) -> IntakeView:
    if view.stage is Stage.DOCUMENTS:
        return with_papers(desk, session, view)
    if view.stage is Stage.READ_BACK:
        return desk.agreeing.confirm(session, view.id)
    if view.stage is Stage.FINGERPRINTS:
        return desk.fingers.stop(session, view.id, "reader")
    key = next(one.key for one in view.signatures if not one.signed)
    return desk.agreeing.sign(session, view.id, key, "钱试用")


def finger(desk: Desk, session: Session, view: IntakeView) -> None:
    while view.stage is not Stage.FINGERPRINTS:
        view = one_step(desk, session, view)
    desk.fingers.press(session, view.id, 11, 80)


def accepted(desk: Desk, session: Session, view: IntakeView) -> None:
    desk.deciding.accept(session, to_acceptance(desk, session, view).id)


def noticed(desk: Desk, session: Session, view: IntakeView) -> None:
    desk.checklist.want(session, view.id)
    desk.deciding.print(session, view.id)


def returned(desk: Desk, session: Session, view: IntakeView) -> None:
    noticed(desk, session, view)
    notice = desk.deciding.good(session, view.id).notice
    desk.deciding.return_with(session, notice)


@pytest.mark.parametrize("last", [finger, accepted, noticed, returned])
def test_what_was_pressed_accepted_or_printed_is_not_taken_back(
    wuxi: Desk, last: Callable[[Desk, Session, IntakeView], None]
) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), CARD, WUXI_ADULT)
    last(wuxi, session, view)
    before = wuxi.intake.show(session, view.id)
    with pytest.raises((NothingToUndo, NotAtThisStage)):
        wuxi.intake.undo(session, view.id)
    assert wuxi.intake.show(session, view.id) == before


def test_a_fee_is_given_back_and_never_taken_back(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("tianjin")
    session = officer(desk)
    renewal = {
        "reason": "expired", "household": "here", "soldier": "no", "present": "self",
        "earlier-card": "second-generation", "hardship": "none", "wants-temporary": "no", "collect-by": "self",
        "record": "clean", "data-match": "yes", "appearance": "recognisable", "stay-ground": "residence",
    }  # fmt: skip
    view = asked(desk, session, identified(desk, session, NEIGHBOUR), "id-card-replacement", renewal)
    while view.stage is not Stage.FEE:
        view = one_step(desk, session, view)
    paid = desk.fees.take(session, view.id, "00123401")
    with pytest.raises(NothingToUndo):
        desk.intake.undo(session, view.id)
    assert desk.intake.show(session, view.id) == paid


def test_the_journal_keeps_both_the_deed_and_its_taking_back(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, CARD)
    wuxi.questions.answer(session, view.id, "soldier", "yes")
    _, what = undone(wuxi, session, view.id)
    kinds = [(act.kind, act.clerk) for act in wuxi.bench.store.acts(subject=view.id, last=3)]
    assert kinds == [(Kind.CASE_NOTED, "0337"), (Kind.CASE_MOVED, "0337"), (Kind.CASE_UNDONE, "0337")]
    noted, moved, back = wuxi.bench.store.acts(subject=view.id, last=3)
    assert moved.body["with"] == noted.seq == back.body["first"]
    assert back.body["what"] == what


def test_the_acts_of_a_case_come_out_of_an_index(wuxi: Desk) -> None:
    from counter.store.apply_undo import OF_CASE

    with wuxi.bench.store.reading() as db:
        plan = " ".join(str(row) for row in db.execute(f"EXPLAIN QUERY PLAN {OF_CASE}", ("x", 1)))
    assert "journal_case" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_another_clerk_may_take_back_what_the_first_did(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, CARD)
    wuxi.questions.answer(session, view.id, "soldier", "no")
    second = beside(wuxi, session)
    assert second is not None
    other = wuxi.people.sign_in("0102", "0000")
    now = wuxi.intake.undo(other, view.id).intake
    assert now.clerk == "0102"
