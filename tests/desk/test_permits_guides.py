"""Guides to electronic permits: the city's steps, where they count, what never counts; nothing of it is Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handy import officer, words_of

from counter.desk.desk import Desk
from counter.desk.rejected_permits import NotInThisPlace
from counter.workflows.slip import Sheet
from desk.applying import proven
from desk.holding import holder_of

At = Callable[[str], Desk]
GUIDES = {
    "beijing": ("electronic-permit", "北京通", ["app", "before", "claim", "show", "show", "check", "check"]),
    "wuxi": ("electronic-permit", "灵锡", ["app", "before", "claim", "claim", "show", "check", "check"]),
    "tianjin": ("electronic-identity", "支付宝", ["app", "claim", "claim", "show", "check", "check"]),
}
ACCEPTED = {
    "beijing": {"police-matter", "elsewhere"},
    "wuxi": {"police-matter", "patrol"},
    "tianjin": {"hotel", "pawnshop", "patrol", "street-offence", "roadside"},
}
REFUSED = {"beijing": set(), "wuxi": {"elsewhere"}, "tianjin": {"id-card-intake", "elsewhere"}}


@pytest.mark.parametrize("place", GUIDES)
def test_each_city_guides_in_its_own_steps(desk_at: At, place: str) -> None:
    desk = desk_at(place)
    session, (service, app, parts) = officer(desk), GUIDES[place]
    assert desk.permits.guides(session) == (service,)
    guide = desk.permits.guidance(session, service)
    assert [step.part for step in guide.steps] == parts
    assert app in guide.steps[0].text.zh
    assert [refusal.code for refusal in guide.never] == ["screenshot"], "a screenshot never counts, anywhere"
    assert all(step.source.zh and step.source.en and step.text.en for step in guide.steps)
    with pytest.raises(NotInThisPlace):
        desk.permits.guidance(session, "residence-permit")
    with pytest.raises(NotInThisPlace):
        desk.permits.guidance(session, "passport")


@pytest.mark.parametrize("place", GUIDES)
def test_where_it_counts_and_where_not_with_the_article(desk_at: At, place: str) -> None:
    desk = desk_at(place)
    found = desk.permits.accepted_where(officer(desk))
    assert {one.code for one in found if one.accepted} == ACCEPTED[place]
    refused = [one for one in found if not one.accepted]
    assert {one.code for one in refused} == REFUSED[place]
    assert all(one.remedy and one.source.zh and one.why.zh for one in refused), "what to show instead"
    with pytest.raises(NotInThisPlace):
        desk.permits.accepted_where(officer(desk), "passport")


@pytest.mark.parametrize("place", GUIDES)
def test_a_guide_goes_home_on_paper(desk_at: At, tmp_path: Path, place: str) -> None:
    desk = desk_at(place)
    session, (service, app, _) = officer(desk), GUIDES[place]
    holder = holder_of(desk, tmp_path, "2026-12-10")
    sheet = desk.permits.print_guide(session, service, holder)
    words = words_of(desk, sheet.serial)
    assert (words["name"], app in words["app"]) == ("张样例", True)
    assert "截屏" in words["valid-where"]
    assert desk.seals.ledger(session).uses == (), "it bears no seal and proves nothing"
    assert desk.permits.sheet_out(session, sheet.serial, good=False, reason="卡纸").state is Sheet.VOIDED
    again = desk.permits.print_guide(session, service)
    assert words_of(desk, again.serial)["name"] == ""
    assert desk.permits.sheet_out(session, again.serial, good=True).state is Sheet.OUT
    proven(desk)
