"""Questions for several people: nothing is asked of all that some of them are not asked."""

from __future__ import annotations

from datetime import date

import pytest

from counter.rules import Rulebook

DAY = date(2026, 11, 22)


def shared(book: Rulebook, place: str, service: str, *left: str, **facts: str) -> set[str]:
    given = {name.replace("_", "-"): value for name, value in facts.items()}
    return {question.fact for question in book.shared(place, service, DAY, given, left)}


@pytest.mark.parametrize(
    ("left", "never"),
    [
        ("stay-ground", {"stable-ahead"}),
        ("present", {"mobility", "agent-relation"}),
        ("household", set()),
    ],
)
def test_what_hangs_on_a_question_left_to_each_is_left_with_it(
    book: Rulebook, left: str, never: set[str]
) -> None:
    asked = shared(book, "beijing", "residence-permit", left)
    everything = {
        "household",
        "stay-ground",
        "stable-ahead",
        "present",
        "smartphone",
        "mobility",
        "agent-relation",
    }
    assert asked == everything - never - {left}


def test_a_refusal_of_some_leaves_the_rest_to_be_asked_of_all(book: Rulebook) -> None:
    """Who is refused is asked nothing more, so that nobody who goes on answers anything else than the others do."""
    assert "data-match" in shared(book, "wuxi", "id-card-elsewhere", "household")
    assert "register-shows" in shared(book, "beijing", "household-certificate", "certificate-item")


def test_a_question_that_comes_with_every_answer_is_asked_of_all(book: Rulebook) -> None:
    asked = shared(book, "beijing", "residence-permit", "present", stay_ground="employment")
    assert "stable-ahead" in asked
    asked = shared(book, "wuxi", "first-id-card", "present")
    assert "collect-by" in asked


def test_a_day_is_never_asked_of_all_but_what_hangs_on_an_age_may_have_one_answer(book: Rulebook) -> None:
    """In a home for the elderly, or for children, an age nobody has told yet is much the same for all."""
    every = {question.fact for question in book.explain("wuxi", "first-id-card", DAY, {}).questions}
    assert every - shared(book, "wuxi", "first-id-card") == {"birth-date"}
    assert "mobility" in shared(book, "wuxi", "residence-permit", present="agent")


def test_nothing_is_asked_of_people_who_are_all_refused(book: Rulebook) -> None:
    assert shared(book, "beijing", "residence-permit", household="here") == set()


@pytest.mark.parametrize("place", ["beijing", "tianjin", "wuxi"])
def test_whatever_each_answers_to_what_was_left_they_have_the_questions_of_all_before_them(
    book: Rulebook, place: str
) -> None:
    tried = 0
    for service, found in book.services(place).items():
        for question in book.shared(place, service, DAY, {}) if found.in_force(DAY) else ():
            for_all = shared(book, place, service, question.fact)
            for option in question.values:
                answer = book.explain(place, service, DAY, {question.fact: option.code})
                assert answer.refusals or for_all <= {one.fact for one in answer.questions}
                tried += 1
    assert tried > 50
