"""What signing an application does to the permit, in each city: until when, what becomes of the years, under which article."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from handy import HandClock, beside, number_for, officer

from counter.desk.desk import Desk
from counter.desk.intake import Intake
from counter.desk.rejected_permits import EndsByTwo, NoSuchHolder, NothingChanges
from counter.desk.taking import NoSuchChoice
from counter.places import data_dir
from counter.rules import load_rulebook
from counter.workflows.application import Stage
from counter.workflows.table import NotNow
from desk.applying import BEIJING_PERMIT, accepted, asked, handed, identified, proven, to_acceptance
from desk.holding import (
    CITIES,
    ENDORSED,
    HOLDER,
    accepted_change,
    accepted_reissue,
    endorsed,
    holder_of,
    on,
    register_row,
    row_of,
    signed,
)

At = Callable[[str], Desk]


@pytest.fixture
def beijing(desk_at: At) -> Desk:
    return desk_at("beijing")


@pytest.mark.parametrize("place", CITIES)
@pytest.mark.parametrize(
    ("until", "state", "deed", "renewed", "years"),
    [
        pytest.param("2026-12-22", "valid", "endorse", "2027-12-22", "run-on", id="first day of the window"),
        pytest.param("2026-11-22", "valid", "endorse", "2027-11-22", "run-on", id="last day of the window"),
        pytest.param("2026-10-22", "restored", "restore", "2027-11-22", "anew", id="late, beyond any grace"),
    ],
)
def test_an_endorsement_moves_the_permit_by_a_year(
    desk_at: At, tmp_path: Path, place: str, until: str, state: str, deed: str, renewed: str, years: str
) -> None:
    desk = desk_at(place)
    session, holder = officer(desk), holder_of(desk, tmp_path, until)
    before = desk.permits.show(session, holder)
    assert (before.outlook.until, before.outlook.years) == (on(renewed), years), (
        "told before anything is done"
    )
    application = endorsed(desk, session)
    view = desk.permits.show(session, holder)
    assert (view.state_code, view.holder.state_code) == (state, "valid")
    assert view.holder.endorsed_until == on(renewed)
    assert view.years_from == on("2025-01-01" if years == "run-on" else "2026-11-22")
    done = desk.permits.history(session, holder)[0]
    assert (done.deed, done.application, done.clerk) == (deed, application.id, "0337")
    assert done.article is not None
    source = "江苏省" if (place, years) == ("wuxi", "anew") else "第10条"
    assert source in done.article.zh
    proven(desk)


@pytest.mark.parametrize(
    ("place", "until", "years", "renewed"),
    [
        ("wuxi", "2026-10-23", "run-on", "2027-10-23"),
        ("wuxi", "2026-10-22", "anew", "2027-11-22"),
        ("beijing", "2026-10-23", "anew", "2027-11-22"),
        ("tianjin", "2026-10-23", "anew", "2027-11-22"),
    ],
)
def test_only_one_province_has_days_of_grace_for_the_years_of_residence(
    desk_at: At, tmp_path: Path, place: str, until: str, years: str, renewed: str
) -> None:
    desk = desk_at(place)
    session, holder = officer(desk), holder_of(desk, tmp_path, until)
    endorsed(desk, session)
    view = desk.permits.show(session, holder)
    assert view.holder.endorsed_until == on(renewed)
    assert view.years_from == on("2025-01-01" if years == "run-on" else "2026-11-22")
    assert view.state_code == "restored", "grace saves the years, the use was suspended all the same"


@pytest.mark.parametrize("place", CITIES)
def test_too_early_is_refused_with_the_article_and_nothing_happens(
    desk_at: At, tmp_path: Path, place: str
) -> None:
    desk = desk_at(place)
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-23")
    view = desk.permits.begin(session, holder, "endorse")
    assert (view.stage, [refusal.code for refusal in view.refusals]) == (Stage.REFUSAL, ["too-early"])
    assert "第10条" in view.refusals[0].source.zh.replace("（", "(")
    assert "本次为 2026-11-23 至 2026-12-23。" in view.refusals[0].remedy.zh
    assert view.refusals[0].remedy.en.endswith("This time: from 2026-11-23 to 2026-12-23.")
    desk.deciding.print(session, view.id)
    assert desk.permits.history(session, holder) == ()
    assert row_of(desk).endorsed_until == on("2026-12-23")


def test_who_applied_in_time_loses_nothing_by_the_time_the_authority_takes(
    beijing: Desk, tmp_path: Path, clock: HandClock
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-11-24")
    view = accepted(beijing, session, HOLDER, "permit-endorsement", ENDORSED)
    clock.go(days=8)
    signed(beijing, session, view.id)
    permit = beijing.permits.show(session, holder)
    assert permit.holder.endorsed_until == on("2027-11-24")
    assert [deed.deed for deed in beijing.permits.history(session, holder)] == ["endorse"], "never suspended"
    assert permit.years_from == on("2025-01-01")


def test_a_sweep_in_between_is_restored_and_the_years_still_run_on(
    beijing: Desk, tmp_path: Path, clock: HandClock
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-11-24")
    view = accepted(beijing, session, HOLDER, "permit-endorsement", ENDORSED)
    clock.go(days=8)
    beijing.permits.sweep(session)
    signed(beijing, session, view.id)
    permit = beijing.permits.show(session, holder)
    assert [deed.deed for deed in beijing.permits.history(session, holder)] == ["restore", "suspend"]
    assert (permit.holder.endorsed_until, permit.years_from) == (on("2027-11-24"), on("2025-01-01"))


def test_years_that_begin_on_29_february_come_back_to_it(
    beijing: Desk, tmp_path: Path, clock: HandClock
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2027-02-28", issued="2024-02-29")
    clock.go(days=90)
    endorsed(beijing, session)
    assert row_of(beijing).endorsed_until == on("2028-02-29")
    clock.go(days=366)
    endorsed(beijing, session)
    assert row_of(beijing).endorsed_until == on("2029-02-28")
    assert beijing.permits.show(session, holder).holder.endorsed_until == on("2029-02-28")


def test_a_late_endorsement_begins_the_full_years_anew(
    beijing: Desk, tmp_path: Path, clock: HandClock
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-10-01")
    endorsed(beijing, session)
    clock.go(days=360)
    endorsed(beijing, session)
    view = beijing.permits.show(session, holder)
    assert (view.state_code, view.holder.endorsed_until) == ("valid", on("2028-11-22"))
    assert view.years_from == on("2026-11-22")


def test_signing_twice_endorses_once(desk_at: At, tmp_path: Path) -> None:
    desk = desk_at("wuxi")
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    application = endorsed(desk, session).id
    for deed, reason in (("produce", ""), ("return", "印制不清"), ("retake", ""), ("sign", "")):
        desk.progress.move(session, application, deed, reason)
    assert row_of(desk).endorsed_until == on("2027-12-10")
    assert len(desk.permits.history(session, holder)) == 1


def test_what_has_ended_meanwhile_is_not_signed(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = accepted(beijing, session, HOLDER, "permit-endorsement", ENDORSED)
    beijing.permits.revoke(
        session, holder, "false-materials", "假合同", beside(beijing, session), ["visit-opinion"]
    )
    with pytest.raises(NotNow, match=r"已撤销.*签注"):
        signed(beijing, session, view.id)
    assert str(beijing.progress.show(session, view.id).state) == "reviewing", (
        "the signing was not recorded either"
    )
    proven(beijing)


def test_a_change_of_address_moves_the_register_and_nothing_else(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    application = accepted_change(beijing, session, "北京市海淀区新路 9 号")
    before = row_of(beijing)
    signed(beijing, session, application)
    assert row_of(beijing) == before._replace(residence_address="北京市海淀区新路 9 号")
    (deed,) = beijing.permits.history(session, holder)
    assert deed.changes == (("residence_address", "北京市海淀区样例路 1 号", "北京市海淀区新路 9 号"),)
    assert deed.article is not None
    assert "第13条" in deed.article.zh
    assert beijing.permits.show(session, holder).guarded == ("residence_address",)
    proven(beijing)


def test_a_change_begun_at_the_permit_carries_the_new_address_to_the_register(
    beijing: Desk, tmp_path: Path
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    with pytest.raises(NothingChanges):
        beijing.permits.begin(session, holder, "change", "北京市海淀区样例路 1 号")
    assert beijing.intake.waiting(session) == ()
    view = beijing.permits.begin(session, holder, "change", "北京市海淀区新路 9 号")
    view = beijing.questions.answer(session, view.id, "present", "self")
    signed(beijing, session, handed(beijing, session, to_acceptance(beijing, session, view)).id)
    assert row_of(beijing).residence_address == "北京市海淀区新路 9 号"
    proven(beijing)


@pytest.mark.parametrize("verb", ["identify", "correct"])
def test_a_change_whose_beginning_is_cut_short_has_not_begun(
    beijing: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    acts = beijing.bench.store.acts()
    done = getattr(Intake, verb)

    def cut(*told: object) -> None:
        done(*told)
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(Intake, verb, cut)
        with pytest.raises(KeyboardInterrupt):
            beijing.permits.begin(session, holder, "change", "北京市海淀区新路 9 号")
    assert beijing.bench.store.acts() == acts
    assert beijing.permits.begun(session, holder, "change") is None
    view = beijing.permits.begin(session, holder, "change", "北京市海淀区新路 9 号")
    again = beijing.permits.begun(session, holder, "change")
    assert again is not None
    assert again.id == view.id
    assert beijing.permits.begun(session, holder, "endorse") is None
    beijing.intake.park(session, view.id)
    assert beijing.permits.begun(session, holder, "change") is None
    proven(beijing)


def test_a_change_that_changes_nothing_is_not_signed(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = beijing.permits.begin(session, holder, "change")
    view = beijing.questions.answer(session, view.id, "present", "self")
    view = handed(beijing, session, to_acceptance(beijing, session, view))
    with pytest.raises(NothingChanges):
        signed(beijing, session, view.id)
    assert beijing.permits.history(session, holder) == ()


def test_a_changed_name_is_searched_under_the_new_one(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = identified(beijing, session, HOLDER)
    view = beijing.intake.correct(session, view.id, {"name": "欧阳样例"}, "改名")
    answers = {"present": "self", "change": "personal-data"}
    view = asked(beijing, session, view, "permit-change", answers)
    signed(beijing, session, handed(beijing, session, to_acceptance(beijing, session, view)).id)
    assert [row.id for row in beijing.find.holders(session, "oyyl").rows] == [holder]
    assert [row.id for row in beijing.find.holders(session, "阳样").rows] == [holder]
    assert holder not in [row.id for row in beijing.find.holders(session, "张样例").rows]
    proven(beijing)


@pytest.mark.parametrize("place", ["wuxi", "tianjin"])
def test_a_lost_card_is_replaced_and_the_endorsement_runs_as_before(
    desk_at: At, tmp_path: Path, place: str
) -> None:
    desk = desk_at(place)
    session, holder = officer(desk), holder_of(desk, tmp_path, "2026-12-10")
    desk.permits.report_lost(session, holder, "遗失")
    view = desk.permits.begin(session, holder, "reissue")
    assert [one.value for one in view.answered if one.fact == "physical-permit"] == ["lost"], "filled in"
    desk.intake.abandon(session, view.id)
    application = accepted_reissue(desk, session)
    before = row_of(desk)
    signed(desk, session, application)
    assert row_of(desk) == before
    assert not desk.permits.show(session, holder).card_lost
    assert [deed.deed for deed in desk.permits.history(session, holder)] == ["replace", "lose"]
    proven(desk)


@pytest.mark.parametrize("place", CITIES)
def test_a_permit_that_is_granted_enters_the_register_on_its_signature(desk_at: At, place: str) -> None:
    desk = desk_at(place)
    session, number = officer(desk), number_for("19950505", 42, county="330198")
    view = accepted(desk, session, number, "residence-permit", BEIJING_PERMIT)
    desk.progress.move(session, view.id, "review")
    assert register_row(desk, number) is None, "accepted is not granted"
    desk.progress.move(session, view.id, "confirm")
    desk.progress.move(session, view.id, "sign")
    row = row_of(desk, number)
    assert (row.permit_kind, row.state, row.issued, row.endorsed_until) == (
        "residence-permit",
        "valid",
        on("2026-11-22"),
        on("2027-11-22"),
    )
    permit = desk.permits.show(session, row.id)
    assert (permit.provisional, permit.years_from) == (True, on("2025-01-01"))
    assert permit.holder.permit_number == view.receipt
    assert desk.permits.history(session, row.id)[0].deed == "register"
    assert desk.find.holders(session, "zsy").rows[0].id == row.id, "found by initials at once"
    proven(desk)


def test_a_card_becomes_a_permit_in_the_same_place_of_the_register(beijing: Desk, tmp_path: Path) -> None:
    session = officer(beijing)
    holder = holder_of(beijing, tmp_path, "2026-12-10", permit_kind="居住登记卡")
    view = accepted(beijing, session, HOLDER, "residence-permit", BEIJING_PERMIT)
    signed(beijing, session, view.id)
    row = row_of(beijing)
    assert (row.id, row.permit_kind, row.endorsed_until) == (holder, "residence-permit", on("2027-11-22"))
    proven(beijing)


def test_somebody_whose_permit_was_revoked_may_be_granted_a_new_one(beijing: Desk, tmp_path: Path) -> None:
    """The old one stays revoked in the history; nothing was taken back."""
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    beijing.permits.revoke(
        session, holder, "false-materials", "假合同", beside(beijing, session), ["visit-opinion"]
    )
    view = accepted(beijing, session, HOLDER, "residence-permit", BEIJING_PERMIT)
    signed(beijing, session, view.id)
    assert row_of(beijing).state == "valid"
    assert [deed.deed for deed in beijing.permits.history(session, holder)] == ["register", "revoke"]


def test_the_end_of_a_permit_is_not_taken_in_but_leads_to_the_permit(beijing: Desk, tmp_path: Path) -> None:
    """北京办法 第十五、十六条: the authority ends a permit; no receipt promises what two people have yet to decide."""
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = identified(beijing, session, HOLDER)
    with pytest.raises(NoSuchChoice):
        beijing.questions.choose(session, view.id, "permit-cancellation")
    assert beijing.who.permit_instead(session, view.id) == holder
    assert beijing.intake.waiting(session) == ()
    stranger = identified(beijing, session, number_for("19950505", 43))
    with pytest.raises(NoSuchHolder):
        beijing.who.permit_instead(session, stranger.id)
    assert [case.id for case in beijing.intake.waiting(session)] == [stranger.id]
    proven(beijing)


def test_a_service_of_whatever_name_ends_no_permit_by_signing_alone(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    shutil.copytree(data_dir() / "jurisdictions", tmp_path / "rules")
    pack = tmp_path / "rules" / "beijing.toml"
    words = pack.read_text(encoding="utf-8").replace("service.permit-cancellation", "service.giving-up")
    pack.write_text(words, encoding="utf-8")
    desk = Desk.on(replace(beijing.bench, rules=load_rulebook(tmp_path / "rules")[0]))
    view = accepted(desk, session, HOLDER, "giving-up", {"ground": "death"})
    with pytest.raises(EndsByTwo):
        signed(desk, session, view.id)
    assert row_of(desk).state == "valid"
    assert desk.permits.history(session, holder) == ()


def test_a_permit_this_register_does_not_have_is_left_to_the_next_extract(beijing: Desk) -> None:
    session, number = officer(beijing), number_for("19950505", 43)
    answers = {**ENDORSED, "permit-state": "valid", "endorsed-until": "2026-12-10"}
    view = accepted(beijing, session, number, "permit-endorsement", answers)
    signed(beijing, session, view.id)
    assert register_row(beijing, number) is None
    proven(beijing)


def test_what_was_begun_in_vain_leaves_no_open_case(beijing: Desk, tmp_path: Path) -> None:
    session, holder = officer(beijing), holder_of(beijing, tmp_path, "2026-12-10")
    view = beijing.permits.begin(session, holder, "change")
    assert view.person is not None
    assert view.person.name == "张样例"
    assert [one.value for one in view.answered if one.fact == "change"] == ["address"]
    assert len(beijing.intake.waiting(session)) == 1
    beijing.intake.abandon(session, view.id)
    assert beijing.intake.waiting(session) == ()
