"""Properties over random citizens and days: every case ends, nothing said early is taken back, papers shown are enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.places import data_dir
from counter.rules import Answer, load_rulebook
from counter.rules.questions import allowed, sample_values
from counter.rules.vocabulary import Value, shown_as

BOOK, _ = load_rulebook(data_dir() / "jurisdictions")
NAMES = sorted((place, code) for place in BOOK.jurisdictions for code in BOOK.services(place))
DAYS = st.dates(date(2003, 1, 1), date(2028, 12, 31))
calm = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def citizens(draw: Any) -> tuple[str, str, date, dict[str, Value]]:
    """A service, a day, and a value for every fact its rules can tell apart; nothing shown yet."""
    place, code = draw(st.sampled_from(NAMES))
    on = draw(DAYS)
    standing = BOOK.standing(place, code, on)
    facts: dict[str, Value] = {}
    mentioned = {fact for rule in standing.rules for fact in rule.facts} | set(standing.ask)
    for fact in sorted(mentioned - {"shown"}):
        values = sample_values(BOOK.vocabulary, standing, fact)
        if values:
            facts[fact] = draw(st.sampled_from(values))
    return place, code, on, facts


def explain(place: str, code: str, on: date, facts: dict[str, Value]) -> Answer:
    return BOOK.explain(place, code, on, facts)


@calm
@given(citizens())
def test_every_fully_answered_case_ends(citizen: tuple[str, str, date, dict[str, Value]]) -> None:
    place, code, on, facts = citizen
    answer = explain(place, code, on, {**facts, "shown": frozenset()})
    assert answer.outcome in ("accept", "complete", "refuse")
    assert (answer.outcome == "refuse") == bool(answer.refusals)
    if answer.outcome != "refuse":
        spoken = {
            "fee": answer.fee,
            "deadline": answer.deadline,
            "validity": answer.validity,
            "fingerprint": True,
            "effect": answer.effect,
        }
        assert all(spoken[kind] for kind in BOOK.standing(place, code, on).gives)


@calm
@given(citizens())
def test_showing_what_is_missing_completes_the_case(citizen: tuple[str, str, date, dict[str, Value]]) -> None:
    place, code, on, facts = citizen
    first = explain(place, code, on, {**facts, "shown": frozenset()})
    if first.outcome != "complete":
        return
    shown = frozenset(shown_as(demand.any_of[0], demand.of) for demand in first.documents)
    states = frozenset(choice.code for choice in BOOK.fact("states").values)
    second = explain(place, code, on, {**facts, "shown": shown, "states": states})
    assert (second.outcome, second.missing) == ("accept", ())
    assert second.documents == tuple(replace(demand, lacks=()) for demand in first.documents)


@calm
@given(citizens(), st.data())
def test_nothing_said_early_is_taken_back(
    citizen: tuple[str, str, date, dict[str, Value]], data: st.DataObject
) -> None:
    place, code, on, facts = citizen
    some = {fact: value for fact, value in facts.items() if data.draw(st.booleans(), label=fact)}
    early, late = explain(place, code, on, some), explain(place, code, on, facts)
    assert {refusal.code for refusal in early.refusals} <= {refusal.code for refusal in late.refusals}
    assert {demand.group for demand in early.documents} <= {demand.group for demand in late.documents}
    if early.outcome != "open":
        assert early.outcome == late.outcome
    assert early.fee is None or early.fee == late.fee


@calm
@given(citizens())
def test_asking_the_first_question_again_and_again_comes_to_an_end(
    citizen: tuple[str, str, date, dict[str, Value]],
) -> None:
    place, code, on, facts = citizen
    told: dict[str, Value] = {}
    answer = explain(place, code, on, told)
    for _ in range(len(facts) + 3):
        if answer.outcome != "open":
            break
        asked = answer.questions[0].fact
        told[asked] = facts.get(asked, _some_value(asked, place, code, on))
        answer = explain(place, code, on, told)
    assert answer.outcome != "open"
    assert len(told) <= len(facts) + 2


def _some_value(fact: str, place: str, code: str, on: date) -> Value:
    """A value for a question that is put by another fact than the rules use: a birth date for an age."""
    known = BOOK.fact(fact)
    if known.kind == "date":
        return date(1990, 6, 15)
    if known.kind in ("documents", "set"):
        return frozenset(allowed(BOOK.vocabulary, BOOK.standing(place, code, on), fact)[:1])
    return known.values[0].code


@calm
@given(citizens())
def test_every_reason_names_a_rule_that_stands_on_the_day(
    citizen: tuple[str, str, date, dict[str, Value]],
) -> None:
    place, code, on, facts = citizen
    answer = explain(place, code, on, facts)
    reasons = [
        item.why
        for part in (answer.refusals, answer.documents, answer.notes, answer.signatures)
        for item in part
    ]
    reasons += [item.why for item in (answer.fee, answer.deadline, answer.validity) if item]
    assert all(why.since <= on or why.rule.endswith("/service") for why in reasons)
    assert all(why.text.zh and why.text.en and why.source.text.zh and why.source.text.en for why in reasons)
    assert all(ground.fact in facts or BOOK.fact(ground.fact) for why in reasons for ground in why.facts)
