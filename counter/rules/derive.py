"""Facts that follow from other facts: an age from a birth date, a window from the end of an endorsement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from counter.locale import Text
from counter.rules import periods
from counter.rules.model import Rule, WindowRule
from counter.rules.problems import BadValue
from counter.rules.vocabulary import Value, Vocabulary


def derive(
    vocabulary: Vocabulary, rules: Iterable[Rule], given: Mapping[str, Value], on: date
) -> dict[str, Value]:
    """The given facts and all that follow from them on a day; a fact given outright is never computed over.

    Raises BadValue for a birth date after the day.
    """
    known = dict(given)
    windows = {rule.fact: rule for rule in rules if isinstance(rule, WindowRule)}
    for fact in vocabulary.facts.values():
        base = known.get(fact.derived_from) if fact.derived_from else None
        if fact.code in known or not isinstance(base, date):
            continue
        if fact.derivation == "age":
            known[fact.code] = _age(fact.derived_from or fact.code, base, on)
        elif fact.derivation == "months":
            known[fact.code] = periods.months_between(base, on)
        elif fact.code in windows:
            known[fact.code] = window(windows[fact.code], base, on)
    return known


def _age(fact: str, born: date, on: date) -> int:
    """The age on a day; nobody is born after it."""
    if born > on:
        raise BadValue(fact=fact, value=born, wanted=Text(f"不晚于 {on} 的日期", f"a date not after {on}"))
    return periods.age(born, on)


def window(rule: WindowRule, until: date, on: date) -> str:
    """Where a day stands to a window that closes on ``until``: both its first and its last day are in it.

    Source: 居住证暂行条例 Art. 10 (within one month before each full year).
    """
    if on < opens(rule, until):
        return "early"
    if on <= until:
        return "open"
    return "late-in-grace" if on <= periods.add_days(until, rule.grace_days) else "late"


def opens(rule: WindowRule, until: date) -> date:
    """The first day of a window that closes on ``until``."""
    return periods.add_months(until, -rule.months_before)
