"""What somebody has already of a service is told when it is chosen, before anything is asked; whoever means another says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handy import LI, imported, officer, row

from counter.desk.already import UnderWay
from counter.desk.desk import Desk
from counter.desk.views import Session
from counter.workflows.application import Stage, State

from .applying import ADULT, NEIGHBOUR, WUXI_ADULT, accepted, asked, identified, proven

CARD = "first-id-card"
OTHER = "0102"


def chosen(
    desk: Desk, session: Session, number: str = ADULT, service: str = CARD, *, again: bool = False
) -> str:
    view = desk.questions.choose(session, identified(desk, session, number).id, service, again=again)
    assert (view.stage, view.service) == (Stage.QUESTIONS, service)
    return view.id


def test_what_is_accepted_is_told_with_receipt_day_and_state_until_it_ended(wuxi: Desk) -> None:
    session = officer(wuxi)
    first = accepted(wuxi, session, ADULT, CARD, WUXI_ADULT)
    wuxi.progress.move(session, first.id, "review")
    with pytest.raises(UnderWay, match=f"{first.receipt}，2026-11-22，审核中"):
        chosen(wuxi, session)
    chosen(wuxi, session, NEIGHBOUR)  # nobody else is asked
    wuxi.progress.move(session, first.id, "reject", "照片不合格", "居民身份证法 第十条")
    chosen(wuxi, session)
    proven(wuxi)


def test_an_intake_at_another_window_is_told_and_another_one_is_taken_in_on_purpose(wuxi: Desk) -> None:
    session = officer(wuxi)
    asked(wuxi, session, identified(wuxi, session, ADULT), CARD, WUXI_ADULT)
    view = identified(wuxi, wuxi.people.sign_in(OTHER, "0000"), ADULT)
    with pytest.raises(UnderWay, match="2026-11-22，收件，警号"):
        wuxi.questions.choose(session, view.id, CARD, again=False)
    after = wuxi.intake.show(session, view.id)
    assert (after.stage, after.service) == (Stage.SERVICE, ""), "nothing was chosen"
    view = wuxi.questions.choose(session, view.id, CARD)
    begun = wuxi.bench.store.acts(subject=view.id, last=9)
    told = [act.body["beside"] for act in begun if "beside" in act.body]
    assert [len(lines) for lines in told] == [1], "the journal keeps that it was told"
    wuxi.intake.back(session, view.id)
    wuxi.questions.choose(session, view.id, CARD, again=False)  # the own one is no other
    proven(wuxi)


def test_an_intake_that_was_given_up_is_not_under_way(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = wuxi.intake.abandon(session, chosen(wuxi, session))
    assert view.state is State.TERMINATED
    chosen(wuxi, session)


@pytest.mark.parametrize(
    ("until", "service", "told"),
    [
        ("2027-05-01", "residence-permit", "有效，签注至 2027-05-01"),
        ("2026-11-21", "residence-permit", "中止"),
        ("2027-05-01", "residence-card", ""),
        ("2027-05-01", "permit-change", ""),
    ],
)
def test_a_permit_that_is_there_is_told_to_whoever_asks_for_a_first_one(
    desk_at: Callable[[str], Desk], tmp_path: Path, until: str, service: str, told: str
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    imported(desk, tmp_path, row(number=LI, endorsed_until=until))
    if not told:
        chosen(desk, session, LI, service)
        return
    with pytest.raises(UnderWay, match=told):
        chosen(desk, session, LI, service)
