"""Which days can answer a question: what the fact allows, and the applicant's birth."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from handy import officer

from counter.desk.answered_day import DayAhead, DayBeforeBirth
from counter.desk.desk import Desk
from counter.rules import Rulebook
from counter.workflows.application import Stage

from .applying import ADULT, identified


@pytest.mark.parametrize(
    ("day", "problem"),
    [("2026-11-23", DayAhead), ("2026-11-22", None), ("2000-03-15", None), ("2000-03-14", DayBeforeBirth)],
)
def test_residence_began_between_birth_and_today(
    desk_at: Callable[[str], Desk], day: str, problem: type[Exception] | None
) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = desk.questions.choose(session, identified(desk, session, ADULT).id, "residence-permit")
    if problem is None:
        assert desk.questions.answer(session, view.id, "resident-since", day).answered
        return
    with pytest.raises(problem, match=day):
        desk.questions.answer(session, view.id, "resident-since", day)
    after = desk.intake.show(session, view.id)
    assert (after.stage, after.answered, after.refusals) == (Stage.QUESTIONS, (), ())


def test_a_permit_may_be_endorsed_until_a_day_to_come(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at("beijing")
    session = officer(desk)
    view = desk.questions.choose(session, identified(desk, session, ADULT).id, "permit-endorsement")
    asked = {question.fact for question in view.questions}
    assert "endorsed-until" in asked
    view = desk.questions.answer(session, view.id, "endorsed-until", "2026-12-11")
    assert [one.value for one in view.answered] == ["2026-12-11"]
    with pytest.raises(DayBeforeBirth):
        desk.questions.answer(session, view.id, "endorsed-until", "1999-12-11")


def test_every_date_says_whether_it_has_happened(desk_at: Callable[[str], Desk]) -> None:
    rules: Rulebook = desk_at("wuxi").bench.rules
    dates = [fact for fact in rules.vocabulary.facts.values() if fact.kind == "date"]
    assert {fact.code for fact in dates if not fact.past} == {"endorsed-until"}
