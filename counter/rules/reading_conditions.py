"""Reads ``when``: structured conditions over the vocabulary, every word checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from counter.rules.conditions import ALWAYS, Bound, Condition, Term, is_bound
from counter.rules.locate import Place
from counter.rules.problems import nearest
from counter.rules.reading import Pack
from counter.rules.vocabulary import Fact, Vocabulary, document_of

_LOW, _HIGH, _NOT = "from", "below", "not"
_SPAN_KEYS = (_LOW, _HIGH, _NOT)


def read_condition(pack: Pack, place: Place, data: Any, vocabulary: Vocabulary) -> Condition:
    """The condition at a place: a table (all lines hold) or an array of tables (any one of them holds)."""
    if data is None:
        return ALWAYS
    tables = data if isinstance(data, list) else [data]
    return Condition(tuple(_table(pack, place, table, vocabulary) for table in tables))


def _table(pack: Pack, place: Place, data: Any, vocabulary: Vocabulary) -> tuple[Term, ...]:
    if not isinstance(data, dict) or not data:
        pack.fault(
            place,
            "condition-empty",
            "条件必须是非空的表 { 事实 = 值 }。",
            "A condition is a table { fact = value }, not empty.",
        )
        return ()
    terms = (_term(pack, place, code, wanted, vocabulary) for code, wanted in data.items())
    return tuple(term for term in terms if term)


def _term(pack: Pack, place: Place, code: str, wanted: Any, vocabulary: Vocabulary) -> Term | None:
    fact = vocabulary.facts.get(code)
    if fact is None:
        near = nearest(code, vocabulary.facts)
        pack.fault(
            place,
            "unknown-fact",
            f"词汇表中没有事实“{code}”。",
            f"The vocabulary has no fact '{code}'.",
            near,
        )
        return None
    negated = isinstance(wanted, dict) and set(wanted) == {_NOT}
    inner = wanted[_NOT] if negated else wanted
    if inner == []:
        zh, en = f"事实“{code}”没有列出值。", f"No value of '{code}' is listed."
        pack.fault(place, "list-empty", zh, en)
    if fact.kind in ("number", "date"):
        return _span(pack, place, fact, inner, negated=negated)
    words = inner if isinstance(inner, list) else [inner]
    known = _known(pack, place, fact, words, vocabulary)
    return Term(code, one_of=known, negated=negated, optional=fact.optional)


def _known(pack: Pack, place: Place, fact: Fact, words: list[Any], vocabulary: Vocabulary) -> frozenset[str]:
    allowed = (
        list(vocabulary.documents) if fact.kind == "documents" else [choice.code for choice in fact.values]
    )
    found = [{True: "yes", False: "no"}[word] if isinstance(word, bool) else str(word) for word in words]
    for word in found:
        bare = document_of(word) if fact.kind == "documents" else word
        if bare not in allowed:
            zh, en = f"事实“{fact.code}”没有值“{word}”。", f"The fact '{fact.code}' has no value '{word}'."
            pack.fault(place, "unknown-value", zh, en, nearest(bare, allowed))
    return frozenset(found)


def _span(pack: Pack, place: Place, fact: Fact, wanted: Any, *, negated: bool) -> Term | None:
    low: Bound | None
    high: Bound | None
    if is_bound(wanted):
        low, high = wanted, _next(wanted)
    elif (
        isinstance(wanted, dict)
        and wanted
        and set(wanted) <= set(_SPAN_KEYS)
        and all(map(is_bound, wanted.values()))
    ):
        low, high = wanted.get(_LOW), wanted.get(_HIGH)
    else:
        zh = f"事实“{fact.code}”的条件应写成 {{ from = 16, below = 26 }}(含起、不含止)。"
        en = (
            f"Write the condition on '{fact.code}' as {{ from = 16, below = 26 }} (from included, below not)."
        )
        pack.fault(place, "span-wrong", zh, en)
        return None
    if any(
        isinstance(bound, date) is not (fact.kind == "date") for bound in (low, high) if bound is not None
    ):
        zh, en = f"事实“{fact.code}”的界限类型不对。", f"A bound of '{fact.code}' is of the wrong sort."
        pack.fault(place, "span-wrong", zh, en)
    if low is not None and high is not None and _empty(low, high):
        zh, en = f"事实“{fact.code}”的区间为空。", f"The span of '{fact.code}' is empty."
        pack.fault(place, "span-empty", zh, en)
    return Term(fact.code, low=low, high=high, negated=negated, optional=fact.optional)


def _next(bound: Bound) -> Bound:
    return bound + 1 if isinstance(bound, int) else type(bound).fromordinal(bound.toordinal() + 1)


def _empty(low: Bound, high: Bound) -> bool:
    return type(low) is not type(high) or not low < high  # type: ignore[operator]  # same type, both ordered
