"""What is typed, parked, unmasked and explained."""

from __future__ import annotations

import pytest
from handy import (
    LI,
    STRANGER,
    at_preview,
)

from counter.desk.desk import Desk
from counter.desk.taking import NotIssuedHere
from counter.desk.views import Session


def test_what_was_typed_comes_back_after_a_power_cut(desk: Desk, session: Session) -> None:
    case = desk.slip.begin(session)
    desk.slip.keep_typed(session, case.id, "number", "13019819")
    desk.slip.keep_typed(session, case.id, "number", "130198198" + "9" * 600)
    resumed = desk.slip.resume(session)
    assert resumed is not None
    assert resumed.id == case.id
    assert resumed.typed["number"].startswith("130198198")
    assert len(resumed.typed["number"]) == 500
    desk.slip.enter_number(session, case.id, LI)
    assert desk.find.case(session, case.id).typed == {}


def test_a_place_without_confirmation_slips_says_so_and_begins_nothing(wuxi: Desk) -> None:
    clerk = wuxi.people.sign_in("0337", "0000")
    before = wuxi.bench.store.acts(last=1)
    with pytest.raises(NotIssuedHere) as refused:
        wuxi.slip.begin(clerk)
    assert "无锡市不开具确认单" in refused.value.said("zh")
    assert wuxi.bench.store.acts(last=1) == before
    assert wuxi.slip.resume(clerk) is None


def test_unmasking_is_an_act_with_a_name(desk: Desk, session: Session) -> None:
    case = at_preview(desk, session)
    assert desk.slip.unmask(session, case.id) == LI
    act = desk.bench.store.acts(subject=case.id)[-1]
    assert (act.kind, act.clerk) == ("number.unmasked", "0337")
    assert LI not in str(act.body)
    stranger = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    assert desk.slip.unmask(session, stranger.id) == STRANGER


def test_why_names_fact_and_article(desk: Desk, session: Session) -> None:
    case = desk.slip.enter_number(session, desk.slip.begin(session).id, STRANGER)
    lines = desk.slip.why(session, case.id)
    assert lines
    assert all(line.text.zh and line.why.zh and line.source.zh and line.source.en for line in lines)
    assert desk.slip.why(session, desk.slip.begin(session).id)
