"""Questions: hard stops first, nothing asked that cannot matter, a derived fact asked by its base."""

from __future__ import annotations

from datetime import date

from counter.rules import Rulebook

DAY = date(2026, 11, 22)


def asked(book: Rulebook, place: str, service: str, **facts: object) -> list[str]:
    given = {name.replace("_", "-"): value for name, value in facts.items()}
    return [question.fact for question in book.explain(place, service, DAY, given).questions]


def test_all_open_facts_are_returned_at_once(book: Rulebook) -> None:
    first = asked(book, "wuxi", "first-id-card")
    assert set(first) >= {
        "birth-date",
        "household",
        "soldier",
        "earlier-card",
        "stay-ground",
        "present",
        "collect-by",
    }


def test_a_fact_with_one_possible_value_is_not_asked(book: Rulebook) -> None:
    assert "reason" not in asked(book, "wuxi", "first-id-card")
    assert "record" not in asked(book, "wuxi", "first-id-card")


def test_the_guardians_questions_are_for_children_only(book: Rulebook) -> None:
    assert "relation-registered" not in asked(book, "wuxi", "first-id-card", age=16)
    assert "relation-registered" in asked(book, "wuxi", "first-id-card", age=15)


def test_an_age_is_asked_as_a_birth_date_and_may_be_told_either_way(book: Rulebook) -> None:
    assert "birth-date" in asked(book, "national", "id-card")
    assert "birth-date" not in asked(book, "national", "id-card", age=30)
    assert "birth-date" not in asked(book, "national", "id-card", birth_date="1990-01-01")


def test_hardship_is_not_asked_where_no_waiver_applies(book: Rulebook) -> None:
    assert "hardship" not in asked(book, "national", "id-card", reason="lost")
    assert "hardship" in asked(book, "national", "id-card", reason="expired")


def test_the_question_with_the_most_ends_comes_first(book: Rulebook) -> None:
    assert asked(book, "beijing", "confirmation-slip")[0] == "permit-state"
    assert asked(book, "beijing", "home-visit") == ["visit-result"]


def test_an_answer_never_adds_more_than_it_settles_on_the_ordinary_path(book: Rulebook) -> None:
    facts: dict[str, object] = {}
    ordinary = {"present": "self", "birth-date": "1990-01-01", "household": "elsewhere", "resident-since": "2025-01-01",
                "stay-ground": "study", "smartphone": "yes"}  # fmt: skip
    count = 0
    while questions := book.explain("beijing", "residence-permit", DAY, facts).questions:
        facts[questions[0].fact] = ordinary[questions[0].fact]
        count += 1
    assert count <= len(ordinary)


def test_each_option_tells_the_refusal_it_leads_to(book: Rulebook) -> None:
    question = book.question("wuxi", "first-id-card", "household", DAY)
    refused = {option.code: option.refusal.code for option in question.values if option.refusal}
    assert refused == {
        "here": "wrong-household",
        "same-province": "wrong-household",
        "elsewhere": "outside-delta",
    }
