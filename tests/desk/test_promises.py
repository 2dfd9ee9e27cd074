"""A promise instead of a proof: only where a rule allows it, only in person, and checked later."""

from __future__ import annotations

from pathlib import Path

import pytest
from handy import HandClock, imported, officer, row

from counter.desk.checklist import NoPromiseHere, NotOnTheCounter, PromiseInPerson
from counter.desk.desk import Desk
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.workflows.application import Stage, State
from desk.applying import (
    ADULT,
    NEIGHBOUR,
    WUXI_ADULT,
    asked,
    handed,
    identified,
    promising,
    proven,
    to_acceptance,
)


def test_a_promise_stands_instead_of_the_proof_and_is_checked_on_its_day(
    trusting: Desk, clock: HandClock
) -> None:
    session = officer(trusting)
    view = asked(trusting, session, identified(trusting, session, ADULT), "first-id-card", WUXI_ADULT)
    assert {d.group: d.promise_days for d in view.checklist} == {"household-book": 0, "stay-proof": 30}
    with pytest.raises(NoPromiseHere, match="户口簿") as refused:
        trusting.checklist.promise(session, view.id, "household-book")
    assert "household-book" not in refused.value.said()
    with pytest.raises(NoSuchChoice):
        trusting.checklist.promise(session, view.id, "no-such-group")
    view = trusting.checklist.promise(session, view.id, "stay-proof")
    assert view.missing == 1
    view = handed(trusting, session, to_acceptance(trusting, session, view))
    assert view.state is State.ACCEPTED
    assert trusting.worklists.promises(session) == ()
    clock.go(days=30)
    (owed,) = trusting.worklists.promises(session)
    assert (owed.application.id, owed.demand) == (view.id, "stay-proof")
    assert "就业、就学、居住证明" in owed.text.zh
    with pytest.raises(ReasonMissing):
        trusting.progress.settle_promise(session, view.id, "stay-proof", kept=False)
    trusting.progress.settle_promise(session, view.id, "stay-proof", kept=True)
    assert trusting.worklists.promises(session) == ()
    with pytest.raises(NoSuchChoice):
        trusting.progress.settle_promise(session, view.id, "stay-proof", kept=True)
    proven(trusting)


def test_no_rule_no_promise(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    with pytest.raises(NoPromiseHere):
        wuxi.checklist.promise(session, view.id, "stay-proof")


def test_a_paper_is_returned_once_and_only_if_it_was_seen(wuxi: Desk) -> None:
    session = officer(wuxi)
    view = asked(wuxi, session, identified(wuxi, session, ADULT), "first-id-card", WUXI_ADULT)
    with pytest.raises(NotOnTheCounter):
        wuxi.checklist.mark(session, view.id, "household-book", "returned")
    wuxi.checklist.mark(session, view.id, "household-book", "seen")
    view = wuxi.checklist.mark(session, view.id, "household-book", "copied", 2)
    assert [(p.mark, p.copies) for d in view.checklist for p in d.papers if p.mark] == [("seen", 2)]
    view = wuxi.checklist.mark(session, view.id, "household-book", "returned")
    with pytest.raises(NotOnTheCounter, match="台面上没有“居民户口簿”"):
        wuxi.checklist.mark(session, view.id, "household-book", "returned")
    assert view.missing == 1, "a paper that was seen need not stay"
    assert wuxi.checklist.mark(session, view.id, "household-book", "withdrawn").missing == 2


def test_endorsements_that_end_soon(wuxi: Desk, tmp_path: Path) -> None:
    session = officer(wuxi)
    imported(
        wuxi, tmp_path, row("甲试", NEIGHBOUR, endorsed_until="2026-11-23"),
        row("乙试", ADULT, endorsed_until="2026-12-23", permit_number="1101982025010100002"),
    )  # fmt: skip
    soon = [(one.holder.name, one.days_left) for one in wuxi.worklists.endorsements(session, within=1)]
    assert ("甲试", 1) in soon
    assert all(days <= 1 for _, days in soon)
    later = [one.days_left for one in wuxi.worklists.endorsements(session, within=31)]
    assert later == sorted(later)
    assert 31 in later


def test_an_agent_promises_nothing_for_somebody_else(wuxi: Desk, tmp_path: Path) -> None:
    desk = promising(wuxi, tmp_path, "national.toml", 'code = "employment-proof"\n')
    session = officer(desk)
    answers = {
        "soldier": "no", "present": "agent", "mobility": "disabled", "agent-relation": "spouse", "household": "elsewhere",
        "relation-registered": "yes", "resident-since": "2025-01-01", "stay-ground": "employment", "stable-ahead": "yes",
    }  # fmt: skip
    view = asked(desk, session, identified(desk, session, ADULT), "residence-permit", answers)
    assert {d.group for d in view.checklist if d.promise_days} == {"employment-proof"}
    with pytest.raises(PromiseInPerson, match="代办人不能代为承诺“就业证明") as refused:
        desk.checklist.promise(session, view.id, "employment-proof")
    assert refused.value.terms == ("employment-proof",)
    assert desk.questions.answer(session, view.id, "present", "self").stage is Stage.DOCUMENTS
    assert desk.checklist.promise(session, view.id, "employment-proof").checklist
