"""Conditions: three answers, half-open spans, alternatives; and that more facts never change a settled answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.locale import Text
from counter.rules.conditions import ALWAYS, Condition, Term
from counter.rules.reading import Pack
from counter.rules.reading_conditions import read_condition
from counter.rules.vocabulary import Choice, Fact, Value, Vocabulary, document_of, shown_as

WORD = Text("词", "word")
LETTERS = tuple(Choice(code, WORD) for code in "abc")
VOCABULARY = Vocabulary(
    {
        "x": Fact("x", "choice", WORD, LETTERS),
        "y": Fact("y", "choice", WORD, LETTERS),
        "n": Fact("n", "number", WORD),
        "d": Fact("d", "date", WORD),
        "s": Fact("s", "set", WORD, LETTERS, optional=True),
    },
    {},
)


def read(data: object) -> Condition:
    pack = Pack("x.toml", "")
    found = read_condition(pack, ("when",), data, VOCABULARY)
    assert pack.problems == []
    return found


@pytest.mark.parametrize(
    ("data", "known", "truth"),
    [
        (None, {}, True),
        ({"x": "a"}, {}, None),
        ({"x": "a"}, {"x": "a"}, True),
        ({"x": ["a", "b"]}, {"x": "c"}, False),
        ({"x": {"not": "a"}}, {"x": "a"}, False),
        ({"x": {"not": ["a", "b"]}}, {"x": "c"}, True),
        ({"n": {"from": 16, "below": 26}}, {"n": 15}, False),
        ({"n": {"from": 16, "below": 26}}, {"n": 16}, True),
        ({"n": {"from": 16, "below": 26}}, {"n": 25}, True),
        ({"n": {"from": 16, "below": 26}}, {"n": 26}, False),
        ({"n": 16}, {"n": 16}, True),
        ({"n": 16}, {"n": 17}, False),
        ({"d": {"below": date(2021, 1, 1)}}, {"d": date(2020, 12, 31)}, True),
        ({"d": {"below": date(2021, 1, 1)}}, {"d": date(2021, 1, 1)}, False),
        ({"s": "a"}, {"s": frozenset("ab")}, True),
        ({"s": "a"}, {"s": frozenset("b")}, False),
        ({"s": "a"}, {}, False),  # optional facts are never asked
        ({"x": "a", "y": "a"}, {"x": "b"}, False),  # one failed line settles it
        ({"x": "a", "y": "a"}, {"x": "a"}, None),
        ([{"x": "a"}, {"y": "a"}], {"x": "a"}, True),  # one alternative settles it
        ([{"x": "a"}, {"y": "a"}], {"x": "b"}, None),
        ([{"x": "a"}, {"y": "a"}], {"x": "b", "y": "b"}, False),
    ],
)
def test_truth(data: object, known: dict[str, Value], truth: bool | None) -> None:
    assert read(data).truth(known) is truth


def test_missing_facts_are_those_of_living_alternatives() -> None:
    condition = read([{"x": "a", "y": "a"}, {"x": "b", "n": 1}])
    assert list(condition.missing({"x": "b"})) == ["n"]
    assert set(condition.missing({})) == {"x", "y", "n"}
    assert condition.grounds({"x": "b", "n": 1}) == ("x", "n")


def test_always_needs_nothing() -> None:
    assert ALWAYS.truth({}) is True
    assert list(ALWAYS.missing({})) == []


TERMS = st.builds(
    lambda fact, codes, negated: Term(fact, one_of=frozenset(codes), negated=negated),
    st.sampled_from("xy"), st.sets(st.sampled_from("abc"), min_size=1), st.booleans(),
)  # fmt: skip
CONDITIONS = st.lists(st.lists(TERMS, min_size=1, max_size=3).map(tuple), max_size=3).map(
    lambda a: Condition(tuple(a))
)
KNOWN = st.fixed_dictionaries({"x": st.sampled_from("abc"), "y": st.sampled_from("abc")})


@given(CONDITIONS, KNOWN, st.sets(st.sampled_from("xy")))
def test_what_is_settled_by_some_facts_stays_so_with_all(
    condition: Condition, full: dict[str, str], told: set[str]
) -> None:
    some = {fact: value for fact, value in full.items() if fact in told}
    early = condition.truth(some)
    assert early is None or early is condition.truth(full)
    assert condition.truth(full) is not None
    assert (early is None) == bool(list(condition.missing(some)))


@given(st.sampled_from(["applicant", "guardian", "agent"]), st.sampled_from(["id-card", "household-book"]))
def test_a_document_is_found_under_its_holder(holder: str, code: str) -> None:
    assert document_of(shown_as(code, holder)) == code  # type: ignore[arg-type]
