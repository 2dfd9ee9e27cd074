"""A face the machine did not know: two officers compare a photo, and the rules say what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from handy import PIN, officer

from counter.desk.desk import Desk
from counter.desk.intake_views import IntakeView
from counter.desk.questions import AnsweredByTwo
from counter.desk.reviews import NothingToReview
from counter.desk.rights import NeedsSecond, NeedsSomebodyElse, NotYourRole, Second
from counter.desk.sheets import ReasonMissing
from counter.desk.taking import NoSuchChoice
from counter.desk.views import ClerkView, Role
from counter.workflows.application import Stage
from desk.applying import NEIGHBOUR, identified, proven

FACE = {"used-at": "hotel", "face-check": "failed"}


@pytest.fixture
def tianjin(desk_at: Callable[[str], Desk]) -> Desk:
    return desk_at("tianjin")


def failed(desk: Desk) -> IntakeView:
    """An electronic identity whose face check failed; the second check is asked next."""
    session = officer(desk)
    view = desk.questions.choose(session, identified(desk, session, NEIGHBOUR).id, "electronic-identity")
    for fact, value in FACE.items():
        view = desk.questions.answer(session, view.id, fact, value)
    assert "second-check" in {question.fact for question in view.questions}
    return view


def reviewed(desk: Desk, case: str, outcome: str = "confirmed", **other: Any) -> IntakeView:
    second = desk.people.second("0421", PIN, beside=officer(desk), right="decide")
    told = {"photo": "card", "outcome": outcome, "reason": "眉间有痣,与相片一致", "second": second} | other
    return desk.reviews.review(officer(desk), case, told.pop("second"), **told)


def test_two_officers_confirm_and_the_matter_goes_on_with_a_note(tianjin: Desk) -> None:
    view = reviewed(tianjin, failed(tianjin).id)
    assert view.refusals == ()
    assert any("人工复核" in note.text.zh for note in view.notes)
    (review,) = tianjin.reviews.of_case(officer(tianjin), view.id)
    assert (review.clerk, review.second, review.text.zh) == ("0337", "0421", "确认为本人")
    assert review.photo.zh == "居民身份证上的相片"
    proven(tianjin)


def test_a_denied_face_is_refused_and_the_citizen_is_told_what_to_show_instead(tianjin: Desk) -> None:
    view = reviewed(tianjin, failed(tianjin).id, "denied", reason="脸型不符")
    assert view.stage is Stage.REFUSAL
    (refusal,) = view.refusals
    assert "户口簿" in refusal.remedy.zh
    proven(tianjin)


def test_one_clerk_alone_never_answers_for_two(tianjin: Desk) -> None:
    view = failed(tianjin)
    with pytest.raises(AnsweredByTwo):
        tianjin.questions.answer(officer(tianjin), view.id, "second-check", "confirmed")
    with pytest.raises(NeedsSecond):
        reviewed(tianjin, view.id, second=None)
    own = Second(ClerkView("0337", "王思远", Role.OFFICER))
    with pytest.raises(NeedsSomebodyElse):
        reviewed(tianjin, view.id, second=own)
    with pytest.raises(NotYourRole):
        reviewed(tianjin, view.id, second=Second(ClerkView("0555", "周晓雯", Role.AUXILIARY)))
    assert tianjin.reviews.of_case(officer(tianjin), view.id) == ()


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"photo": "selfie"}, NoSuchChoice),
        ({"outcome": "perhaps"}, NoSuchChoice),
    ],
)
def test_a_review_without_photo_outcome_and_reason_is_none(
    tianjin: Desk, told: dict[str, str], problem: type[Exception]
) -> None:
    view = failed(tianjin)
    with pytest.raises(problem):
        reviewed(tianjin, view.id, **told)
    assert tianjin.intake.show(officer(tianjin), view.id) == view


def test_where_the_rules_ask_for_no_second_officer_there_is_nothing_to_review(tianjin: Desk) -> None:
    session = officer(tianjin)
    view = tianjin.questions.choose(
        session, identified(tianjin, session, NEIGHBOUR).id, "electronic-identity"
    )
    with pytest.raises(NothingToReview):
        reviewed(tianjin, view.id)
    assert tianjin.reviews.of_case(session, view.id) == ()


def test_a_second_look_is_a_review_of_its_own_and_the_last_one_counts(tianjin: Desk) -> None:
    view = reviewed(tianjin, failed(tianjin).id)
    view = reviewed(tianjin, view.id, "denied", reason="再看不符")
    assert view.stage is Stage.REFUSAL
    outcomes = [review.outcome for review in tianjin.reviews.of_case(officer(tianjin), view.id)]
    assert outcomes == ["confirmed", "denied"]
    proven(tianjin)
