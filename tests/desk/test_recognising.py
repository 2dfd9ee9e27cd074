from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handy import GULI, LI, imported, officer, row

from counter.desk.applicant import AnotherPerson
from counter.desk.desk import Desk
from counter.desk.find import NoSuchSheet
from counter.desk.journey import Finished
from counter.desk.questions import NotAskedHere
from counter.desk.recognising import NobodyThere
from counter.desk.window import NotAtThisStage
from counter.store import cases
from counter.workflows.application import Stage
from counter.workflows.slip import Step
from desk.applying import ADULT, FIELDS, NEIGHBOUR, WUXI_ADULT, asked, identified, proven


def test_earlier_applicants_come_first_then_permit_holders_each_once(wuxi: Desk, tmp_path: Path) -> None:
    session = officer(wuxi)
    imported(wuxi, tmp_path, row("赵试用", ADULT), row("赵试新", NEIGHBOUR))
    identified(wuxi, session, ADULT)
    found = wuxi.who.look_up(session, "赵试")
    assert [(one.name, one.state_code) for one in found.rows] == [("赵试用", "known"), ("赵试新", "valid")]
    assert all("********" in one.masked_number for one in found.rows)
    assert not found.more
    assert wuxi.who.look_up(session, "").rows == ()
    assert wuxi.who.look_up(session, "赵试", limit=1).more


def test_somebody_chosen_from_the_list_is_entered_without_the_number_being_shown(
    wuxi: Desk, tmp_path: Path
) -> None:
    session = officer(wuxi)
    imported(wuxi, tmp_path, row("赵试新", NEIGHBOUR))
    identified(wuxi, session, ADULT)
    known, new = wuxi.who.look_up(session, "赵试").rows
    view = wuxi.who.recognise(session, wuxi.intake.begin(session).id, known.key)
    assert (view.stage, view.person and view.person.name) == (Stage.SERVICE, "赵试用")
    view = wuxi.who.recognise(session, wuxi.intake.begin(session).id, new.key)
    assert (view.stage, view.suggested["name"]) == (Stage.IDENTITY, "赵试新")
    proven(wuxi)


@pytest.mark.parametrize("key", ["", "person:nobody", "holder:999999", "holder:x", "[b]:1", "holder:¹"])
def test_a_key_of_nobody_is_a_sentence(wuxi: Desk, key: str) -> None:
    session = officer(wuxi)
    view = wuxi.intake.begin(session)
    with pytest.raises(NobodyThere):
        wuxi.who.recognise(session, view.id, key)


def test_an_application_does_not_become_another_ones_by_the_list_either(wuxi: Desk, tmp_path: Path) -> None:
    session = officer(wuxi)
    imported(wuxi, tmp_path, row("赵试新", NEIGHBOUR))
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, "first-id-card")
    wuxi.intake.back(session, view.id)
    wuxi.intake.back(session, view.id)
    other = wuxi.who.look_up(session, "赵试新").rows[0]
    view = wuxi.who.recognise(session, view.id, other.key)
    with pytest.raises(AnotherPerson):
        wuxi.intake.record(session, view.id, {})


def test_ethnic_groups_have_the_initials_under_which_they_are_typed(wuxi: Desk) -> None:
    groups = {one.text: one.initials for one in wuxi.who.ethnic_groups(officer(wuxi))}
    assert next(iter(groups)) == "汉族"
    assert "wwez" in groups["维吾尔族"]
    assert len(groups) >= 56


def test_a_notice_leads_to_its_intake_whether_it_waits_or_goes_on(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    wuxi.checklist.want(session, view.id)
    wuxi.deciding.print(session, view.id)
    notice = wuxi.deciding.good(session, view.id).notice
    back = wuxi.who.by_paper(session, notice, "scanned")
    assert back is not None
    with wuxi.bench.store.reading() as db:
        case = cases.case(db, view.id)
    assert case is not None
    assert case.facts["returned"] == "scanned"
    assert (back.id, back.stage) == (view.id, Stage.DOCUMENTS)
    wuxi.intake.park(session, view.id)
    again = wuxi.who.by_paper(session, notice)
    assert again is not None
    assert not again.parked
    wuxi.intake.abandon(session, view.id)
    assert wuxi.who.by_paper(session, notice) is None
    with pytest.raises(NoSuchSheet):
        wuxi.who.by_paper(session, notice[:-4] + "9999")


def test_a_slip_is_begun_for_the_same_person_and_the_intake_given_up(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = desk.intake.identify(session, desk.intake.begin(session).id, GULI)
    view = desk.intake.record(session, view.id, {})
    slip = desk.who.slip_instead(session, view.id)
    assert slip.step is Step.SHOWN
    assert slip.holder is not None
    assert view.person is not None
    assert slip.holder.name == view.person.name
    assert desk.intake.show(session, view.id).stage is Stage.ABANDONED
    with pytest.raises((NotAtThisStage, Finished)):
        desk.who.slip_instead(session, view.id)
    proven(desk)


def test_what_the_register_suggests_is_in_words(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = desk.intake.identify(session, desk.intake.begin(session).id, LI)
    assert view.suggested["ethnic"] == "汉族"


def test_a_question_that_was_answered_can_be_asked_again_with_its_choices(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.questions.choose(session, identified(wuxi, session, ADULT).id, "first-id-card")
    before = next(one for one in view.questions if one.fact == "soldier")
    wuxi.questions.answer(session, view.id, "soldier", "no")
    again = wuxi.questions.asked(session, view.id, "soldier")
    assert again == before
    with pytest.raises(NotAskedHere):
        wuxi.questions.asked(session, view.id, "household")
    with pytest.raises(NotAskedHere):
        wuxi.questions.asked(session, view.id, "[b]")


def test_taking_all_sees_copies_and_returns_what_has_no_alternative_in_one_deed(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    now = wuxi.checklist.take_all(session, view.id)
    for demand in now.checklist:
        if len(demand.papers) == 1:
            assert demand.papers[0].mark == "returned"
            assert demand.papers[0].copies >= demand.copies
        else:
            assert demand.missing
    assert now.missing == sum(len(demand.papers) > 1 for demand in now.checklist)
    assert wuxi.intake.undo(session, view.id).intake.checklist == view.checklist
    proven(wuxi)


def test_taking_all_keeps_the_copies_that_the_rules_want(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    told = {
        "household": "elsewhere",
        "resident-since": "2024-01-01",
        "present": "agent",
        "mobility": "disabled",
    }
    view = desk.questions.choose(session, identified(desk, session, ADULT).id, "residence-permit")
    while view.stage is Stage.QUESTIONS:
        asked_for = view.questions[0]
        said = told.get(asked_for.fact) or asked_for.choices[0].code
        view = desk.questions.answer(session, view.id, asked_for.fact, said)
    wanted = [demand.group for demand in view.checklist if demand.copies]
    assert wanted
    now = desk.checklist.take_all(session, view.id)
    assert [d.group for d in now.checklist if any(p.copies for p in d.papers)] == wanted
    proven(desk)


def test_every_service_is_listed_with_initials_and_those_of_other_journeys_last(
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = identified(desk, session, ADULT, **FIELDS)
    journeys = [one.journey for one in view.services]
    assert sorted(journeys[-3:]) == ["collection", "permit", "slip"]
    assert set(journeys[:-3]) == {""}
    assert all(one.initials for one in view.services)
    assert [one.key for one in view.services][:9] == [*"12345678", "91"]
