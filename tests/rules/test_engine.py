"""The answer: outcome, questions, refusals, demands, and the chain of reasons."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from counter.rules import Rulebook
from counter.rules.problems import BadValue, UnknownWord

DAY = date(2026, 11, 22)
SLIP = ("beijing", "confirmation-slip")
GOOD = {"present": "self", "permit-state": "valid", "shown": "household-book"}
MEMBERS = [
    "jurisdiction", "service", "on", "outcome", "questions", "refusals", "documents", "missing", "advice", "signatures",
    "fee", "deadline", "collection", "fingerprint", "validity", "notes",
]  # fmt: skip


def test_the_answer_has_exactly_the_stable_members(book: Rulebook) -> None:
    assert list(book.explain(*SLIP, on=DAY, facts=GOOD).as_json()) == MEMBERS


def test_the_order_of_facts_does_not_matter(book: Rulebook) -> None:
    answers = {book.explain(*SLIP, on=DAY, facts=dict(order)) for order in permutations(GOOD.items())}
    assert [answer.outcome for answer in answers] == ["accept"]


def test_each_question_says_which_values_would_be_refused(book: Rulebook) -> None:
    shown = book.question(*SLIP, "shown", on=DAY)
    refused = [option.code for option in shown.values if option.refusal]
    assert [option.code for option in shown.values] == [
        "id-card", "household-book", "origin-police-proof", "electronic-permit", "screenshot",
    ]  # fmt: skip
    assert refused == ["screenshot"]


def test_a_refusal_carries_fact_rule_source_and_what_to_do(book: Rulebook) -> None:
    answer = book.explain(*SLIP, on=DAY, facts={**GOOD, "permit-state": "suspended"})
    (refusal,) = answer.refusals
    assert refusal.why.rule == "beijing/confirmation-slip/refusal/permit-suspended"
    assert [ground.fact for ground in refusal.why.facts] == ["permit-state"]
    assert "第10条" in refusal.why.text.zh
    assert "Art. 10" in refusal.why.text.en
    assert "补办签注" in refusal.remedy.zh


def test_a_certain_refusal_ends_the_questions(book: Rulebook) -> None:
    answer = book.explain(*SLIP, on=DAY, facts={"present": "agent"})
    assert (answer.outcome, answer.questions) == ("refuse", ())


@pytest.mark.parametrize(
    ("facts", "near"),
    [({"presnt": "self"}, "present"), ({"present": "sef"}, "self"), ({"shown": "screnshot"}, "screenshot")],
)
def test_an_unknown_word_names_the_nearest_one(book: Rulebook, facts: dict[str, str], near: str) -> None:
    with pytest.raises(UnknownWord) as caught:
        book.explain(*SLIP, on=DAY, facts=facts)
    assert caught.value.nearest == near


def test_a_value_that_cannot_happen_here_is_an_error(book: Rulebook) -> None:
    with pytest.raises(UnknownWord, match="self, agent"):
        book.explain(*SLIP, on=DAY, facts={"present": "guardian"})


@pytest.mark.parametrize("fact", [{"age": "sixteen"}, {"birth-date": "29 Feb"}, {"birth-date": "2026-11-23"}])
def test_numbers_and_dates_are_read_or_refused(book: Rulebook, fact: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        book.explain(*SLIP, on=DAY, facts=fact)


def test_unknown_places_and_services_name_the_nearest(book: Rulebook) -> None:
    with pytest.raises(UnknownWord) as place:
        book.explain("beijin", "confirmation-slip", on=DAY, facts={})
    with pytest.raises(UnknownWord) as service:
        book.explain("beijing", "confirmation-slips", on=DAY, facts={})
    assert (place.value.nearest, service.value.nearest) == ("beijing", "confirmation-slip")
