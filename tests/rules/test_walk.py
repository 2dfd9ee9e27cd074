"""The walk against brute force: every combination one by one through the engine comes to the same ends."""

from __future__ import annotations

import math
from datetime import date
from itertools import product
from typing import Any

import pytest

from counter.places import data_dir
from counter.rules import Rulebook, load_rulebook
from counter.rules.model import Rule
from counter.rules.questions import sample_values
from counter.rules.standing import Standing
from counter.rules.vocabulary import Value
from counter.rules.walk import Walk

BOOK, _ = load_rulebook(data_dir() / "jurisdictions")
MOST = 4000


def _facts(standing: Standing) -> list[str]:
    return list(dict.fromkeys(term.fact for rule in standing.rules for term in rule.when.terms()))


def _domain(standing: Standing, fact: str) -> list[Value | None]:
    values: list[Value | None] = list(sample_values(BOOK.vocabulary, standing, fact))
    return [*values, None] if BOOK.fact(fact).optional and fact not in standing.ask else values


def _small() -> list[tuple[str, str, date]]:
    found = []
    for place in BOOK.jurisdictions.values():
        for code, service in place.services.items():
            for day in () if service.abstract else BOOK.changes(place.code, code):
                standing = BOOK.standing(place.code, code, day)
                size = math.prod(len(_domain(standing, fact)) for fact in _facts(standing))
                if service.in_force(day) and size <= MOST:
                    found.append((place.code, code, day))
    return found


SMALL = _small()


def test_many_services_are_small_enough_to_try_all() -> None:
    assert len({(place, code) for place, code, _ in SMALL}) >= 10


@pytest.mark.parametrize(("place", "code", "day"), SMALL, ids=str)
def test_the_walk_reaches_what_brute_force_reaches(place: str, code: str, day: date) -> None:
    standing = BOOK.standing(place, code, day)
    walk = Walk(BOOK.vocabulary, standing).run()
    reached, accepted, count = _brute(standing)
    assert {rule.short for rule in walk.reached_rules()} == reached
    assert walk.accepted == accepted
    assert walk.combinations == count
    assert walk.steps <= count


def _brute(standing: Standing) -> tuple[set[str], bool, int]:
    facts = _facts(standing)
    reached: set[str] = set()
    accepted, count = False, 0
    for values in product(*(_domain(standing, fact) for fact in facts)):
        count += 1
        known: dict[str, Any] = {
            fact: value for fact, value in zip(facts, values, strict=True) if value is not None
        }
        speaking: list[Rule] = [rule for rule in standing.rules if standing.truth(rule, known)]
        refusals = [rule for rule in speaking if rule.kind == "refusal"]
        at_once = [rule for rule in refusals if not rule.facts]  # nothing is asked any more
        accepted = accepted or not refusals
        reached.update(rule.short for rule in at_once or refusals or speaking)
    return reached, accepted, count


def test_most_combinations_are_never_tried_one_by_one() -> None:
    standing = BOOK.standing("tianjin", "id-card-replacement", date(2026, 11, 22))
    walk = Walk(BOOK.vocabulary, standing).run()
    assert walk.combinations > 100_000
    assert walk.steps < 1_000


@pytest.mark.slow
def test_the_first_question_first_needs_no_more_questions_than_the_order_of_the_pack(book: Rulebook) -> None:
    ours = theirs = 0
    for place, code, day in SMALL:
        standing = book.standing(place, code, day)
        ours += _questions_needed(book, standing, place, day, ordered=True)
        theirs += _questions_needed(book, standing, place, day, ordered=False)
    assert ours < theirs


def _questions_needed(book: Rulebook, standing: Standing, place: str, day: date, *, ordered: bool) -> int:
    """Questions asked in all over every seventh combination, by the order of the answer or by that of the pack."""
    facts = [fact for fact in _facts(standing) if fact not in ("shown", "materials-true")]
    total = 0
    for values in list(product(*(_domain(standing, fact) for fact in facts)))[::37]:
        citizen = {fact: value for fact, value in zip(facts, values, strict=True) if value is not None}
        told: dict[str, object] = {"shown": ""}
        while questions := book.explain(place, standing.service.code, day, told).questions:
            open_facts = {
                rule_fact for question in questions for rule_fact in _behind(book, question.fact)
            } & citizen.keys()
            order = [
                fact for question in questions for fact in _behind(book, question.fact) if fact in citizen
            ]
            asked = (
                order[0] if ordered and order else next((fact for fact in facts if fact in open_facts), None)
            )
            if asked is None or asked in told:
                break
            told[asked] = citizen[asked]
            total += 1
    return total


def _behind(book: Rulebook, fact: str) -> list[str]:
    """The fact itself and those that follow from it: a birth date stands for the age."""
    return [fact, *(other.code for other in book.vocabulary.facts.values() if other.derived_from == fact)]
